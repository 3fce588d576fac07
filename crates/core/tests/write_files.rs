//! Files read back by other means: the geojson crate's parser, a signed area of our own, the csv reader.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; helpers are tests too"
)]

mod judged;

use std::fs;
use std::path::{Path, PathBuf};

use geo::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, GeometryValue, JsonValue};
use judged::{at, compound, facility, reach, seconds, walk};
use proptest::prelude::*;
use service_circle_core::gaps::judge;
use service_circle_core::ids::{FacilityIndex, OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
use service_circle_core::place::{Evidence, Placed, Rejected, WayIn};
use service_circle_core::plan::{InputFile, Outcome, Plan};
use service_circle_core::reach::{CompoundReach, Walk};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};
use service_circle_core::write::{LayerKind, WriteError, check_directory, check_file, to_directory, to_file};

/// The contract of the design, typed again.
const COMPOUND_COLUMNS: &str = "id name verdict reason minutes minutes_low minutes_high metres straight_m detour share_low \
    share_high facility_id facility_name facility_category circle dwellings households elders elders_outside ways_in evidence \
    gated snap_m speed_needed street community";

/// A square ring, clockwise as it must not be written, closed.
fn clockwise(west: f64, south: f64, side: f64) -> LineString<f64> {
    LineString::from(vec![
        (west, south),
        (west, south + side),
        (west + side, south + side),
        (west + side, south),
        (west, south),
    ])
}

fn network() -> Network {
    let vertex = |east| VertexDraft {
        place: at(east, 0.0),
        wait: Milliseconds(0),
        junction: 0,
        edge_of_data: false,
    };
    let edge = |tail, head, directions, zone| EdgeDraft {
        edge: Edge {
            tail: VertexId(tail),
            head: VertexId(head),
            length: Millimetres(100_000),
            time: seconds(100.0),
            zone: ZoneId(zone),
            way: 0,
            directions,
        },
        between: Vec::new(),
    };
    let way = WayInfo {
        id: OsmId::Way(17),
        name: Some("阜通西大街".into()),
        class: "residential",
    };
    let edges = vec![edge(0, 1, Directions::Both, 0), edge(1, 2, Directions::Backward, 3)];
    Network::new(vec![vertex(0.0), vertex(100.0), vertex(200.0)], edges, vec![way])
}

/// Three compounds: one with an outline of two parts and a hole, one point, one that reaches nothing.
fn drawn() -> (Plan, Outcome) {
    let mut first = compound("way/1", &[(0.0, 1.0), (100.0, 2.0)]);
    first.name = Some("都市心海岸 \"北区\"".to_owned());
    let with_hole = Polygon::new(
        clockwise(116.4, 39.9, 0.01),
        vec![clockwise(116.402_123_456_78, 39.902, 0.001)],
    );
    first.outline = Some(MultiPolygon(vec![
        with_hole,
        Polygon::new(clockwise(116.42, 39.9, 0.01), Vec::new()),
    ]));
    first.elders = Some(30.0);
    first.households = Some(200.0);
    first.gated = Some(true);
    first.street = Some("望京街道".to_owned());
    let way_in = |evidence| WayIn {
        evidence,
        place: at(0.0, 0.0),
    };
    first.ways_in = vec![way_in(Evidence::E3), way_in(Evidence::E1)];
    let second = compound("b", &[(0.0, 1.0)]);
    let third = compound("c", &[(0.0, 1.0)]);
    let mut home = facility("node/5", 800.0);
    home.name = Some("夕阳红".to_owned());
    home.beds = Some(120.0);

    let placed = Placed {
        compounds: vec![first, second, third],
        facilities: vec![home, facility("f2", 9000.0)],
        rejected: Vec::new(),
    };
    let reached = vec![
        CompoundReach {
            dwellings: vec![walk(1000.0, 0), walk(754.321, 0)],
        },
        reach(&[Some(1234.5)]),
        reach(&[None]),
    ];
    let plan = Plan::default();
    let verdicts = judge(&placed, &reached, &plan.options);
    let line = |line: Vec<LonLat>| {
        Some(Walk {
            dwelling: 0,
            facility: FacilityIndex(0),
            time: seconds(754.321),
            length: Millimetres(754_321),
            line,
            legs: Vec::new(),
        })
    };
    let walks = vec![
        line(vec![at(100.0, 0.0), at(800.0, 0.0)]),
        line(vec![at(0.0, 0.0)]),
        None,
    ];
    let outcome = Outcome {
        network: network(),
        placed,
        reached,
        verdicts,
        walks,
        inputs: vec![InputFile {
            role: "osm",
            path: PathBuf::from("city.osm.pbf"),
            bytes: 12,
            sha256: "ab".repeat(32),
        }],
        ..Outcome::default()
    };
    (plan, outcome)
}

fn rejected_row() -> Rejected {
    Rejected {
        list: "compounds",
        source: "list.csv".to_owned(),
        line: Some(7),
        id: "x".to_owned(),
        name: "甲, 乙".to_owned(),
        value: "0, 0".to_owned(),
        reason: "lon and lat are 0: likely missing".to_owned(),
    }
}

fn features(path: &Path) -> Vec<Feature> {
    let text = fs::read_to_string(path).unwrap();
    text.parse::<FeatureCollection>().unwrap().features
}

fn property<'a>(feature: &'a Feature, name: &str) -> &'a JsonValue {
    feature.property(name).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Twice the signed area: above 0 where the ring runs counter-clockwise.
fn signed_area(ring: &[geojson::Position]) -> f64 {
    ring.windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum()
}

fn layer(kind: LayerKind) -> Vec<&'static str> {
    kind.columns().into_iter().map(|head| head.name).collect()
}

#[test]
fn the_compounds_layer_keeps_its_contract() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    to_directory(&plan, &outcome, folder.path(), false).unwrap();
    let features = features(&folder.path().join("compounds.geojson"));
    let contract: Vec<&str> = COMPOUND_COLUMNS.split_whitespace().collect();
    assert_eq!(layer(LayerKind::Compounds), contract);
    assert_eq!(features.len(), 3);
    for (feature, id) in features.iter().zip(["way/1", "b", "c"]) {
        let keys: Vec<&str> = feature
            .properties
            .as_ref()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, contract);
        assert_eq!(feature.id, Some(geojson::feature::Id::String(id.to_owned())));
    }
    let first = &features[0];
    let expected = serde_json::json!({
        "id": "way/1", "name": "都市心海岸 \"北区\"", "verdict": "partly", "reason": "barrier",
        "minutes": 12.57, "minutes_low": 12.57, "minutes_high": 12.57, "metres": 754.3, "straight_m": 700.0, "detour": 1.08,
        "share_low": 0.6667, "share_high": 0.6667, "facility_id": "node/5", "facility_name": "夕阳红",
        "facility_category": "nursing_home", "circle": "elder care", "dwellings": 2, "households": 200.0, "elders": 30.0,
        "elders_outside": 10.0, "ways_in": 2, "evidence": "E1", "gated": true, "snap_m": 5.0, "speed_needed": 0.84,
        "street": "望京街道", "community": null
    });
    assert_eq!(JsonValue::Object(first.properties.clone().unwrap()), expected);
    let third = &features[2];
    for absent in [
        "name",
        "minutes",
        "metres",
        "detour",
        "facility_id",
        "elders",
        "elders_outside",
        "evidence",
        "gated",
        "snap_m",
    ] {
        assert!(property(third, absent).is_null(), "{absent}");
    }
    assert_eq!(property(third, "verdict"), "gap");
}

#[test]
fn geometry_is_right_handed_closed_and_short() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    to_directory(&plan, &outcome, folder.path(), true).unwrap();
    let features = features(&folder.path().join("compounds.geojson"));
    let GeometryValue::MultiPolygon { coordinates } = &features[0].geometry.as_ref().unwrap().value else {
        panic!("an outline is a MultiPolygon")
    };
    assert_eq!(coordinates.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    for rings in coordinates {
        assert!(signed_area(&rings[0]) > 0.0);
        assert!(rings[1..].iter().all(|hole| signed_area(hole) < 0.0));
        assert!(rings.iter().all(|ring| ring.first() == ring.last() && ring.len() == 5));
    }
    assert!(matches!(
        features[1].geometry.as_ref().unwrap().value,
        GeometryValue::Point { .. }
    ));
    for name in ["compounds", "walks", "facilities", "network"] {
        let text = fs::read_to_string(folder.path().join(format!("{name}.geojson"))).unwrap();
        let longest = text
            .split(|one: char| !one.is_ascii_digit() && one != '.')
            .filter_map(|number| number.split_once('.'))
            .map(|(_, decimals)| decimals.len())
            .max();
        assert!(longest.unwrap() <= 7, "{name}: {longest:?} decimals");
    }
}

#[test]
fn walks_facilities_and_network_tell_what_they_should() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    to_directory(&plan, &outcome, folder.path(), true).unwrap();

    let walks = features(&folder.path().join("walks.geojson"));
    assert_eq!(layer(LayerKind::Walks), ["id", "facility_id", "minutes", "metres"]);
    assert_eq!(walks.len(), 2, "a compound that reaches nothing has no walk");
    assert_eq!(property(&walks[0], "facility_id"), "node/5");
    assert_eq!(
        (property(&walks[0], "minutes"), property(&walks[0], "metres")),
        (&12.57.into(), &754.3.into())
    );
    for walk in &walks {
        let GeometryValue::LineString { coordinates } = &walk.geometry.as_ref().unwrap().value else {
            panic!("a walk is a line")
        };
        assert_eq!(coordinates.len(), 2);
    }

    let facilities = features(&folder.path().join("facilities.geojson"));
    let columns = [
        "id",
        "name",
        "category",
        "status",
        "compounds_served",
        "elders_served",
        "floor_area_m2",
        "beds",
    ];
    assert_eq!(layer(LayerKind::Facilities), columns);
    assert_eq!(property(&facilities[0], "compounds_served"), 1);
    assert_eq!(property(&facilities[0], "elders_served"), 20.0);
    assert_eq!(property(&facilities[0], "beds"), 120.0);
    assert_eq!(property(&facilities[1], "elders_served"), 0.0);

    let edges = features(&folder.path().join("network.geojson"));
    assert_eq!(edges.len(), 2);
    assert_eq!(property(&edges[0], "way"), "way/17");
    assert_eq!(
        (property(&edges[0], "oneway"), property(&edges[1], "oneway")),
        (&false.into(), &true.into())
    );
    assert_eq!(
        (property(&edges[1], "zone"), property(&edges[1], "metres")),
        (&3.into(), &100.0.into())
    );
    let GeometryValue::LineString { coordinates } = &edges[1].geometry.as_ref().unwrap().value else {
        panic!("an edge is a line")
    };
    assert!(
        coordinates[0][0] > coordinates[1][0],
        "drawn as it is walked: from head to tail"
    );
}

#[test]
fn the_summary_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, mut outcome) = drawn();
    outcome.placed.rejected.push(rejected_row());
    outcome.tally.add("missing-node", || "way/9".to_owned());
    let written = to_directory(&plan, &outcome, folder.path(), false).unwrap();
    let text = fs::read_to_string(folder.path().join("summary.json")).unwrap();
    let summary: JsonValue = serde_json::from_str(&text).unwrap();
    let pick = |pointer: &str| summary.pointer(pointer).unwrap_or_else(|| panic!("{pointer}")).clone();
    assert_eq!(pick("/compounds/count"), 3);
    assert_eq!(
        pick("/compounds/by_verdict"),
        serde_json::json!({"gap": 2, "partly": 1, "served": 0, "undetermined": 0})
    );
    assert_eq!(pick("/compounds/by_reason"), serde_json::json!({"barrier": 3}));
    assert_eq!(pick("/compounds/shares/compounds/gap"), 0.6667);
    assert_eq!(pick("/compounds/shares/dwellings/total"), 4.0);
    assert_eq!(pick("/compounds/shares/elders/told_by"), 1);
    assert_eq!(pick("/compounds/shares/elders/within_low"), 0.6667);
    assert_eq!(pick("/rejected/compounds"), 1);
    assert_eq!(pick("/odd_input/missing-node/example"), "way/9");
    assert_eq!(pick("/settings/walk/speed_m_s"), 1.0);
    assert_eq!(pick("/settings/circle/limit/minutes"), 15.0);
    assert_eq!(pick("/network/metres"), 200.0);
    assert_eq!(pick("/inputs/0/sha256"), "ab".repeat(32));
    let files: Vec<&str> = written
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(pick("/files"), serde_json::json!(files));
    assert_eq!(
        files,
        [
            "compounds.geojson",
            "walks.geojson",
            "facilities.geojson",
            "rejected.csv",
            "summary.json"
        ]
    );
    let mut expected: Vec<String> = files.iter().map(|&name| name.to_owned()).collect();
    expected.sort();
    assert_eq!(names(folder.path()), expected, "no temporary file is left");
}

#[test]
fn an_empty_outcome_is_written_as_valid_files() {
    let folder = tempfile::tempdir().unwrap();
    to_directory(&Plan::default(), &Outcome::default(), &folder.path().join("a/b"), true).unwrap();
    for name in ["compounds", "walks", "facilities", "network"] {
        assert_eq!(features(&folder.path().join(format!("a/b/{name}.geojson"))), []);
    }
    let text = fs::read_to_string(folder.path().join("a/b/summary.json")).unwrap();
    let summary: JsonValue = serde_json::from_str(&text).unwrap();
    assert_eq!(
        summary.pointer("/compounds/shares/elders/served"),
        Some(&JsonValue::Null)
    );
}

#[test]
fn rejected_rows_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, mut outcome) = drawn();
    let path = folder.path().join("out.geojson");
    to_file(&plan, &outcome, &path).unwrap();
    assert_eq!(names(folder.path()), ["out.geojson", "out.summary.json"]);

    outcome.placed.rejected.push(rejected_row());
    let written = to_file(&plan, &outcome, &path).unwrap();
    assert_eq!(
        written,
        ["out.geojson", "out.rejected.csv", "out.summary.json"].map(|name| folder.path().join(name))
    );
    let text = fs::read_to_string(&written[1]).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("Excel needs the mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        vec!["list", "source", "line", "id", "name", "value", "reason"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(
        rows,
        [vec![
            "compounds",
            "list.csv",
            "7",
            "x",
            "甲, 乙",
            "0, 0",
            "lon and lat are 0: likely missing"
        ]]
    );

    outcome.placed.rejected.clear();
    to_file(&plan, &outcome, &path).unwrap();
    let text = fs::read_to_string(folder.path().join("out.rejected.csv")).unwrap();
    assert_eq!(text.lines().count(), 1, "rows of the last run do not stay");
}

#[test]
fn the_same_outcome_gives_the_same_bytes_anywhere() {
    let (plan, outcome) = drawn();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let written = folders.each_ref().map(|folder| {
        let written = to_directory(&plan, &outcome, folder.path(), true).unwrap();
        written.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(written[0], written[1]);
}

#[test]
fn formats_that_cannot_be_written_are_refused_before_the_run() {
    for name in ["out.gpkg", "out.shp", "out"] {
        let error = check_file(Path::new(name)).unwrap_err();
        assert!(error.is_usage());
        assert!(
            error.to_string().starts_with(name) && error.to_string().contains(".geojson"),
            "{error}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    check_file(&folder.path().join("OUT.GeoJSON")).unwrap();
    assert_eq!(
        names(folder.path()),
        Vec::<String>::new(),
        "asking leaves nothing behind"
    );
}

#[test]
fn a_folder_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    let error = to_file(&plan, &outcome, &folder.path().join("missing/out.geojson")).unwrap_err();
    assert!(
        matches!(&error, WriteError::Folder { path, .. } if path.ends_with("missing")),
        "{error}"
    );
    assert!(!error.is_usage());

    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let error = to_directory(&plan, &outcome, &file, false).unwrap_err();
    assert!(
        error.to_string().contains("file") && !error.to_string().contains('\n'),
        "{error}"
    );
    assert!(check_directory(&file).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_failed_run_leaves_the_old_files_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    let old = folder.path().join("compounds.geojson");
    fs::write(&old, "old").unwrap();
    // A folder stands where the last file should: nothing can be renamed onto it.
    fs::create_dir(folder.path().join("summary.json")).unwrap();
    let error = to_directory(&plan, &outcome, folder.path(), true).unwrap_err();
    assert!(
        matches!(&error, WriteError::File { path, .. } if path.ends_with("summary.json")),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    assert_eq!(
        names(folder.path()),
        ["compounds.geojson", "summary.json"],
        "nothing half-written is left"
    );
}

#[cfg(unix)]
#[test]
fn files_have_the_rights_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    let path = folder.path().join("out.geojson");
    to_file(&plan, &outcome, &path).unwrap();
    fs::write(folder.path().join("plain"), "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&path), mode(&folder.path().join("plain")));
}

#[test]
fn every_column_is_titled_in_both_languages_once() {
    for kind in [
        LayerKind::Compounds,
        LayerKind::Walks,
        LayerKind::Facilities,
        LayerKind::Network,
    ] {
        let heads = kind.columns();
        for (index, head) in heads.iter().enumerate() {
            assert!(!head.english.is_empty() && !head.chinese.is_ascii(), "{}", head.name);
            assert!(
                heads[..index].iter().all(|other| other.name != head.name),
                "{}",
                head.name
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every compound stands in the layer exactly once, in its place, with numbers that are numbers.
    #[test]
    fn every_compound_is_written_once(times in prop::collection::vec(prop::option::of(0_u32..5_000_000), 0..40)) {
        let compounds: Vec<_> = (0..times.len()).map(|index| compound(&format!("c{index}"), &[(0.0, 1.0)])).collect();
        let placed = Placed { compounds, facilities: vec![facility("f", 50.0)], rejected: Vec::new() };
        let reached: Vec<_> = times.iter().map(|time| reach(&[time.map(|ms| f64::from(ms) / 1000.0)])).collect();
        let plan = Plan::default();
        let verdicts = judge(&placed, &reached, &plan.options);
        let outcome = Outcome { placed, reached, verdicts, ..Outcome::default() };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.geojson");
        to_file(&plan, &outcome, &path).unwrap();
        let features = features(&path);
        let ids: Vec<String> = features.iter().map(|one| property(one, "id").as_str().unwrap().to_owned()).collect();
        prop_assert_eq!(ids, (0..times.len()).map(|index| format!("c{index}")).collect::<Vec<_>>());
        for (feature, time) in features.iter().zip(times) {
            let minutes = property(feature, "minutes").as_f64();
            prop_assert_eq!(minutes.is_some(), time.is_some());
            if let (Some(minutes), Some(time)) = (minutes, time) {
                prop_assert!((minutes - f64::from(time) / 60_000.0).abs() <= 0.005 + 1e-9);
            }
        }
    }
}
