//! `GeoParquet` read back by the parquet crate's row reader, its metadata and its bytes of geometry by our own eyes.

use std::fs::File;
use std::path::Path;

use geojson::JsonValue;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use service_circle_core::language::Language;
use service_circle_core::plan::Plan;
use service_circle_core::write::{LayerKind, to_file};

use crate::drawn::{drawn, features};
use crate::write_formats::kit::{decode, shape, written};

fn open(path: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(path).unwrap()).unwrap()
}

fn told(reader: &SerializedFileReader<File>, key: &str) -> JsonValue {
    let metadata = reader.metadata().file_metadata();
    let pairs = metadata.key_value_metadata().unwrap();
    let pair = pairs.iter().find(|pair| pair.key == key).unwrap();
    serde_json::from_str(pair.value.as_ref().unwrap()).unwrap()
}

/// As a `GeoPackage` keeps it, to be decoded alike.
fn with_head(wkb: &[u8]) -> Vec<u8> {
    let mut blob = b"GP\0\x01".to_vec();
    blob.extend(4326_i32.to_le_bytes());
    blob.extend(wkb);
    blob
}

#[test]
fn cells_geometry_and_metadata_are_those_of_the_layers() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, Some(Language::Chinese));
    for (layer, kind, types) in [
        ("compounds", LayerKind::Compounds, vec!["MultiPolygon", "Point"]),
        ("walks", LayerKind::Walks, vec!["MultiLineString"]),
        ("facilities", LayerKind::Facilities, vec!["Point"]),
        ("network", LayerKind::Network, vec!["MultiLineString"]),
    ] {
        let reader = open(&folder.path().join(format!("{layer}.parquet")));
        let expected = features(&folder.path().join(format!("{layer}.geojson")));
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let mut rows = reader.get_row_iter(None).unwrap();
        for feature in &expected {
            let row = rows.next().unwrap().unwrap();
            for (name, field) in row.get_column_iter() {
                if name == "geometry" {
                    let Field::Bytes(bytes) = field else {
                        panic!("{field:?}")
                    };
                    let (_, drawn) = decode(&with_head(bytes.data()));
                    assert_eq!(drawn, shape(feature), "{layer}");
                    for [x, y] in drawn.lines.into_iter().flatten() {
                        low = [low[0].min(x), low[1].min(y)];
                        high = [high[0].max(x), high[1].max(y)];
                    }
                    continue;
                }
                let found = match field {
                    Field::Null => JsonValue::Null,
                    Field::Bool(flag) => (*flag).into(),
                    Field::Long(number) => (*number).into(),
                    Field::Double(number) => (*number).into(),
                    Field::Str(text) => text.as_str().into(),
                    other => panic!("{other:?}"),
                };
                let cell = &feature.properties.as_ref().unwrap()[name];
                let same = cell == &found
                    || cell
                        .as_f64()
                        .zip(found.as_f64())
                        .is_some_and(|(a, b)| a.to_bits() == b.to_bits());
                assert!(same, "{layer}, {name}: {cell} is not {found}");
            }
        }
        assert!(rows.next().is_none(), "{layer}");

        let geo = told(&reader, "geo");
        assert_eq!(geo["version"], "1.1.0");
        assert_eq!(geo["primary_column"], "geometry");
        let column = &geo["columns"]["geometry"];
        assert_eq!(
            (&column["encoding"], &column["geometry_types"]),
            (&"WKB".into(), &types.into())
        );
        assert_eq!(column["bbox"], serde_json::json!([low[0], low[1], high[0], high[1]]));
        assert!(
            column.get("crs").is_none(),
            "longitude and latitude, as where nothing is told"
        );
        let titles: Vec<JsonValue> = told(&reader, "service-circle")["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["title"].clone())
            .collect();
        let heads = kind.columns();
        assert_eq!(
            titles,
            heads
                .iter()
                .map(|head| JsonValue::from(head.chinese))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn many_rows_stand_in_groups_and_none_in_a_file_that_opens() {
    let (plan, mut outcome) = drawn();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.parquet");
    let rows = 40_000;
    let one = outcome.placed.compounds[2].clone();
    outcome.placed.compounds = vec![one; rows];
    let judged = &mut outcome.circles[0];
    judged.verdicts = vec![judged.verdicts[2].clone(); rows];
    to_file(&plan, &outcome, &path).unwrap();
    let reader = open(&path);
    let metadata = reader.metadata();
    assert_eq!(metadata.file_metadata().num_rows(), rows as i64);
    assert!(metadata.row_groups().iter().all(|group| group.num_rows() <= 16_384));
    assert_eq!(metadata.num_row_groups(), 3);

    outcome.placed.compounds.clear();
    outcome.circles[0].verdicts.clear();
    to_file(&Plan::default(), &outcome, &path).unwrap();
    let reader = open(&path);
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    assert_eq!(
        told(&reader, "geo")["columns"]["geometry"]["geometry_types"],
        serde_json::json!([])
    );
}
