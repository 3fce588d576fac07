//! Fixtures as named functions: where they are and what they hold.

use std::path::{Path, PathBuf};

use crate::answers::{self, Answer};
use crate::candidates;
use crate::city;
use crate::osm::OsmData;
use crate::pbf::{self, Compression, Order, WriteOptions};
use crate::transform;

/// A file or folder of the real data that is not part of the project: in `SERVICE_CIRCLE_DATA`, else beside the project. `None`,
/// and a line that says so, where it is missing.
pub fn real_data(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SERVICE_CIRCLE_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

/// The folder of all fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The fixture city's extract.
pub fn city_pbf() -> PathBuf {
    fixtures().join("city/city.osm.pbf")
}

/// The fixture city's plan.
pub fn city_plan() -> PathBuf {
    fixtures().join("city/plan.toml")
}

/// A bad file, such as `truncated.osm.pbf`.
pub fn malformed(name: &str) -> PathBuf {
    fixtures().join("malformed").join(name)
}

/// The fixture city's answers as committed.
///
/// # Errors
/// A sentence that names the file and line.
pub fn answers() -> Result<Vec<Answer>, String> {
    answers::read(&fixtures().join("city/answers.csv"))
}

/// Copies of the data, each as the bytes of a PBF, that must give the same answers: name and bytes.
pub fn same_answers(data: &OsmData) -> Vec<(&'static str, Vec<u8>)> {
    let plain = WriteOptions::default();
    let with = |change: fn(&mut WriteOptions)| {
        let mut options = WriteOptions::default();
        change(&mut options);
        pbf::encode(data, &options)
    };
    vec![
        ("sorted", pbf::encode(data, &plain)),
        ("small-blocks", with(|options| options.entities_per_block = 50)),
        (
            "mixed-blocks",
            with(|options| (options.order, options.entities_per_block) = (Order::Mixed, 70)),
        ),
        (
            "unsorted",
            with(|options| (options.order, options.entities_per_block) = (Order::Unsorted, 90)),
        ),
        ("plain-nodes", with(|options| options.dense = false)),
        (
            "not-compressed",
            with(|options| options.compression = Compression::None),
        ),
        ("locations-on-ways", with(|options| options.locations_on_ways = true)),
        ("ids-permuted", pbf::encode(&transform::ids_permuted(data, 11), &plain)),
        ("ways-reversed", pbf::encode(&transform::ways_reversed(data), &plain)),
    ]
}

/// Every committed fixture as the generator makes it: path under [`fixtures`], and bytes.
pub fn made() -> Vec<(&'static str, Vec<u8>)> {
    let city = city::city();
    let small = |change: fn(&mut WriteOptions)| {
        // One street is enough for files that are turned down.
        let mut scene = crate::scene::Scene::default();
        scene.way(&[(0.0, 0.0), (300.0, 0.0)], "highway=residential, name=花园路");
        let mut options = committed();
        change(&mut options);
        pbf::encode(scene.data(), &options)
    };
    let whole = pbf::encode(&city.data, &committed());
    vec![
        ("city/answers.csv", answers::to_csv(&city.answers).into_bytes()),
        ("city/ANSWERS.md", answers::to_markdown(&city.answers).into_bytes()),
        ("city/candidates.csv", candidates::to_csv(&city.rooms).into_bytes()),
        ("city/SITING.md", candidates::to_markdown(&city.rooms).into_bytes()),
        ("city/plan.toml", PLAN.into()),
        ("malformed/truncated.osm.pbf", pbf::truncated(&whole, 0.1)),
        (
            "malformed/lz4.osm.pbf",
            small(|options| options.compression = Compression::MarkedLz4),
        ),
        (
            "malformed/zstd.osm.pbf",
            small(|options| options.compression = Compression::MarkedZstd),
        ),
        (
            "malformed/unknown-feature.osm.pbf",
            small(|options| options.required_features = vec!["Telepathy".to_owned()]),
        ),
        ("malformed/text.osm.pbf", b"This is a text, not a map.\n".to_vec()),
        ("malformed/empty.osm.pbf", Vec::new()),
        (
            "malformed/misspelt-key.toml",
            b"[osm]\nfile = \"../city/city.osm.pbf\"\n\n[walk]\nspede_m_s = 1.0\n".to_vec(),
        ),
        (
            "malformed/negative-limit.toml",
            b"[osm]\nfile = \"../city/city.osm.pbf\"\n\n[[circle]]\nname = \"elder care\"\nlimit = \"-3min\"\n"
                .to_vec(),
        ),
        (
            "malformed/no-such-file.toml",
            b"[osm]\nfile = \"nowhere.osm.pbf\"\n".to_vec(),
        ),
        ("malformed/not-toml.toml", b"[osm\nfile = nothing\n".to_vec()),
        ("city/city.osm.pbf", whole),
    ]
}

/// Committed extracts are not compressed, so that a newer zlib does not change their bytes.
fn committed() -> WriteOptions {
    WriteOptions {
        compression: Compression::None,
        ..WriteOptions::default()
    }
}

const PLAN: &str = r#"# The fixture city: a made town in which every walk is known (ANSWERS.md).
# Compounds and facilities are those of the extract; paths are relative to this file.

[osm]
file = "city.osm.pbf"

[walk]
speed_m_s = 1.0
zones = "infer"

[[circle]]
name = "elder care"
limit = "15min"

[output]
dir = "out"
formats = ["gpkg", "geojson"]
"#;
