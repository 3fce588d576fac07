//! `FlatGeobuf`, Shapefile and CSV by the readers of other crates.

use std::fs::{self, File};
use std::io::BufReader;

use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use service_circle_core::language::Language;
use service_circle_core::options::Format;
use service_circle_core::write::{LayerKind, network_to_file, to_file};

use crate::drawn::{drawn, features};
use crate::write_formats::kit::{open, written};

#[test]
fn flatgeobuf_has_the_same_cells_and_titles() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, Some(Language::Chinese));
    for (layer, kind, files) in [
        ("compounds", LayerKind::Compounds, vec!["compounds", "compounds_points"]),
        ("walks", LayerKind::Walks, vec!["walks"]),
        ("facilities", LayerKind::Facilities, vec!["facilities"]),
        ("network", LayerKind::Network, vec!["network"]),
    ] {
        let mut expected: Vec<_> = features(&folder.path().join(format!("{layer}.geojson")))
            .into_iter()
            .map(|feature| feature.properties.unwrap())
            .collect();
        for file in files {
            let mut reader = BufReader::new(File::open(folder.path().join(format!("{file}.fgb"))).unwrap());
            let reader = FgbReader::open(&mut reader).unwrap();
            let header = reader.header();
            assert_eq!(header.crs().unwrap().code(), 4326);
            let titles: Vec<&str> = header
                .columns()
                .unwrap()
                .iter()
                .map(|column| column.title().unwrap())
                .collect();
            let heads = kind.columns();
            assert_eq!(titles, heads.iter().map(|head| head.chinese).collect::<Vec<_>>());
            let mut all = reader.select_all().unwrap();
            while let Some(feature) = all.next().unwrap() {
                let cells = feature.properties().unwrap();
                let at = expected
                    .iter()
                    .position(|one| one["id"].as_str() == Some(cells["id"].as_str()))
                    .unwrap();
                let properties = expected.remove(at);
                for (name, value) in properties {
                    let told = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    let told = told.strip_suffix(".0").map_or(told.clone(), str::to_owned);
                    assert_eq!(cells.get(&name), (!value.is_null()).then_some(&told), "{name}");
                }
            }
        }
        assert!(expected.is_empty(), "{layer}: every feature stands in one file");
    }
}

#[test]
fn shapefiles_have_short_names_nulls_and_utf_8() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    let shapes = folder.path().join("shp");
    assert_eq!(fs::read_to_string(shapes.join("compounds.cpg")).unwrap(), "UTF-8");
    assert!(
        fs::read_to_string(shapes.join("compounds.prj"))
            .unwrap()
            .starts_with("GEOGCS[\"GCS_WGS_1984\"")
    );
    let mut reader = shapefile::Reader::from_path(shapes.join("compounds.shp")).unwrap();
    let rows: Vec<_> = reader.iter_shapes_and_records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    let (shape, record) = &rows[0];
    let shapefile::Shape::Polygon(polygon) = shape else {
        panic!("no polygon")
    };
    // Rings by the crate's own reading of which way round they turn.
    let outer = polygon
        .rings()
        .iter()
        .filter(|ring| matches!(ring, shapefile::PolygonRing::Outer(_)))
        .count();
    assert_eq!((polygon.rings().len(), outer), (3, 2));
    let text = |name: &str| match record.get(name).unwrap() {
        shapefile::dbase::FieldValue::Character(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(text("name").as_deref(), Some("都市心海岸 \"北区\""));
    assert_eq!(text("fac_name").as_deref(), Some("夕阳红"));
    assert_eq!(text("community"), None);
    assert_eq!(
        record.get("minutes"),
        Some(&shapefile::dbase::FieldValue::Numeric(Some(12.57)))
    );
    assert_eq!(
        record.get("gated"),
        Some(&shapefile::dbase::FieldValue::Logical(Some(true)))
    );
    let mut reader = shapefile::Reader::from_path(shapes.join("compounds_points.shp")).unwrap();
    let rows: Vec<_> = reader.iter_shapes_and_records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[1].1.get("minutes"),
        Some(&shapefile::dbase::FieldValue::Numeric(None))
    );
    let mut reader = shapefile::Reader::from_path(shapes.join("walks.shp")).unwrap();
    assert_eq!(reader.iter_shapes_and_records().flatten().count(), 2);
    // The index by which other programs find a record: 50 words of header, then what the header of each record tells.
    let index = fs::read(shapes.join("walks.shx")).unwrap();
    let body = fs::read(shapes.join("walks.shp")).unwrap();
    assert_eq!(index.len(), 100 + 8 * 2);
    let word = |bytes: &[u8], at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!((word(&index, 24) * 2, word(&body, 24) * 2), (index.len(), body.len()));
    for (number, at) in [(1, 100), (2, 108)] {
        let record = word(&index, at) * 2;
        assert_eq!(
            (word(&body, record), word(&body, record + 4)),
            (number, word(&index, at + 4))
        );
    }
}

#[test]
fn names_of_ten_letters_are_unlike_in_every_layer() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    for kind in [
        LayerKind::Compounds,
        LayerKind::Quality,
        LayerKind::Facilities,
        LayerKind::Walks,
        LayerKind::Network,
    ] {
        let table =
            shapefile::dbase::Reader::from_path(folder.path().join(format!("shp/{}.dbf", kind.name()))).unwrap();
        let mut names: Vec<String> = table.fields().iter().map(|field| field.name().to_owned()).collect();
        assert_eq!(names.len(), kind.columns().len());
        assert!(names.iter().all(|name| name.len() <= 10));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), kind.columns().len(), "{kind:?}");
        // Cut names would end in a digit where two clash: the table of short names has them all.
        let clashing = names
            .iter()
            .filter(|name| name.ends_with('1') && !["e1"].contains(&name.as_str()))
            .count();
        assert_eq!(clashing, 0, "{names:?}");
    }
}

#[test]
fn csv_has_a_type_for_each_column() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    for kind in [LayerKind::Compounds, LayerKind::Walks] {
        let read = |ending: &str| fs::read_to_string(folder.path().join(format!("{}.{ending}", kind.name()))).unwrap();
        let types = read("csvt");
        assert_eq!(types.trim_end().split(',').count(), kind.columns().len());
        assert!(types.starts_with("\"String\","));
        assert!(read("csv").starts_with('\u{feff}'));
    }
}

#[test]
fn one_layer_goes_to_one_file_in_the_format_of_its_ending() {
    let (plan, outcome) = drawn();
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("结果.2026.{}", format.ending()));
        let written = to_file(&plan, &outcome, &path).unwrap();
        assert!(path.is_file(), "{format:?}");
        assert!(
            written
                .iter()
                .all(|path| path.file_name().unwrap().to_str().unwrap().starts_with("结果.2026"))
        );
        let network = folder.path().join(format!("network.{}", format.ending()));
        network_to_file(&plan, &outcome, &network).unwrap();
        assert!(network.is_file());
    }
    let folder = tempfile::tempdir().unwrap();
    to_file(&plan, &outcome, &folder.path().join("service-circle.gpkg")).unwrap();
    let tables: Vec<String> = crate::write_formats::kit::column(
        &open(folder.path()),
        "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'",
    );
    assert_eq!(tables, ["compounds", "compounds_points"]);
}

#[test]
fn the_language_is_that_of_the_names_unless_told() {
    let (plan, mut outcome) = drawn();
    let titled = |outcome: &_, language| {
        let folder = written(&plan, outcome, language);
        let query = "SELECT title FROM gpkg_data_columns WHERE table_name = 'compounds' AND column_name = 'verdict'";
        crate::write_formats::kit::one::<String>(&open(folder.path()), query)
    };
    assert_eq!(titled(&outcome, None), "结论");
    assert_eq!(titled(&outcome, Some(Language::English)), "Verdict");
    outcome.placed.compounds[0].name = Some("Töölö".to_owned());
    assert_eq!(titled(&outcome, None), "Verdict");
    outcome.placed.compounds[0].name = None;
    assert_eq!(titled(&outcome, None), "结论", "that of the streets");
}
