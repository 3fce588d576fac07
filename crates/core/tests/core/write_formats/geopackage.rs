//! The `GeoPackage` by SQL: the standard's tables, rows against the GeoJSON of the same run, the spatial index.

use geojson::JsonValue;
use rusqlite::types::Value;
use service_circle_core::language::Language;
use service_circle_core::write::LayerKind;

use crate::drawn::{drawn, features};
use crate::write_formats::kit::{column, decode, one, open, shape, written};

/// Tables of each layer of the drawn outcome: areas, then the points among them.
const TABLES: [(&str, &str, LayerKind); 7] = [
    ("facilities", "POINT", LayerKind::Facilities),
    ("walks", "MULTILINESTRING", LayerKind::Walks),
    ("compounds", "MULTIPOLYGON", LayerKind::Compounds),
    ("compounds_points", "POINT", LayerKind::Compounds),
    ("quality", "MULTIPOLYGON", LayerKind::Quality),
    ("network", "MULTILINESTRING", LayerKind::Network),
    ("run", "", LayerKind::Run),
];

#[test]
fn it_is_a_geopackage_of_version_1_3() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    let database = open(folder.path());
    assert_eq!(
        one::<i64>(&database, "PRAGMA application_id"),
        i64::from(u32::from_be_bytes(*b"GPKG"))
    );
    assert_eq!(one::<i64>(&database, "PRAGMA user_version"), 10_300);
    assert_eq!(one::<String>(&database, "PRAGMA integrity_check"), "ok");
    assert_eq!(one::<String>(&database, "PRAGMA journal_mode"), "delete");
    assert_eq!(
        column::<String>(&database, "PRAGMA foreign_key_check"),
        [] as [String; 0]
    );
    let drawn = column::<String>(&database, "SELECT table_name FROM gpkg_geometry_columns ORDER BY rowid");
    let expected = TABLES.iter().filter(|(_, kind, _)| !kind.is_empty());
    assert_eq!(drawn, expected.map(|(name, _, _)| *name).collect::<Vec<_>>());
    for (table, kind, _) in TABLES {
        if kind.is_empty() {
            continue;
        }
        let told = |what: &str| {
            one::<String>(
                &database,
                &format!("SELECT {what} FROM gpkg_geometry_columns WHERE table_name = '{table}'"),
            )
        };
        assert_eq!(
            told("geometry_type_name || column_name || srs_id || z || m"),
            format!("{kind}geom432600")
        );
        let declared = format!("SELECT type FROM pragma_table_info('{table}') WHERE name = 'geom'");
        assert_eq!(one::<String>(&database, &declared), kind);
    }
    let unregistered = "SELECT table_name FROM gpkg_contents WHERE table_name NOT IN (SELECT name FROM sqlite_master)";
    assert_eq!(column::<String>(&database, unregistered), [] as [String; 0]);
    let systems = column::<i64>(&database, "SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id");
    assert_eq!(systems, [-1, 0, 4326]);
}

#[test]
fn columns_have_the_types_titles_and_words_of_their_definition() {
    let (plan, outcome) = drawn();
    for language in Language::ALL {
        let folder = written(&plan, &outcome, Some(language));
        let database = open(folder.path());
        for (table, kind, layer) in TABLES {
            let heads = layer.columns();
            let mut declared: Vec<String> =
                column(&database, &format!("SELECT name FROM pragma_table_info('{table}')"));
            let own = if kind.is_empty() { 1 } else { 2 };
            assert_eq!(declared.drain(..own).next().as_deref(), Some("fid"));
            assert_eq!(
                declared,
                heads.iter().map(|head| head.name).collect::<Vec<_>>(),
                "{table}"
            );
            for head in &heads {
                let place = format!(
                    "FROM gpkg_data_columns WHERE table_name = '{table}' AND column_name = '{}'",
                    head.name
                );
                let title = head.title(language);
                assert_eq!(one::<String>(&database, &format!("SELECT name {place}")), title);
                assert_eq!(one::<String>(&database, &format!("SELECT title {place}")), title);
                assert_eq!(
                    one::<String>(&database, &format!("SELECT description {place}")),
                    head.description(language)
                );
                let constraint: Option<String> = one(&database, &format!("SELECT constraint_name {place}"));
                assert_eq!(constraint.is_some(), !head.codes.is_empty());
                if let Some(constraint) = constraint {
                    let allowed: Vec<String> = column(
                        &database,
                        &format!(
                            "SELECT value FROM gpkg_data_column_constraints WHERE constraint_name = '{constraint}' AND constraint_type = 'enum' ORDER BY rowid"
                        ),
                    );
                    assert_eq!(allowed, head.codes.iter().map(|code| code.word).collect::<Vec<_>>());
                    let outside = format!(
                        "SELECT count(*) FROM {table} WHERE {0} IS NOT NULL AND {0} NOT IN (SELECT value FROM gpkg_data_column_constraints WHERE constraint_name = '{constraint}')",
                        head.name
                    );
                    assert_eq!(one::<i64>(&database, &outside), 0, "{table}.{}", head.name);
                }
            }
        }
    }
}

#[test]
fn rows_are_the_features_of_the_geojson() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    let database = open(folder.path());
    for (layer, tables) in [
        ("facilities", vec!["facilities"]),
        ("walks", vec!["walks"]),
        ("compounds", vec!["compounds", "compounds_points"]),
        ("network", vec!["network"]),
    ] {
        let features = features(&folder.path().join(format!("{layer}.geojson")));
        let counts: Vec<i64> = tables
            .iter()
            .map(|table| one(&database, &format!("SELECT count(*) FROM {table}")))
            .collect();
        assert_eq!(counts.iter().sum::<i64>(), features.len() as i64, "{layer}");
        for feature in &features {
            let properties = feature.properties.as_ref().unwrap();
            let id = properties["id"].as_str().unwrap();
            let found = tables
                .iter()
                .find(|table| one::<i64>(&database, &format!("SELECT count(*) FROM {table} WHERE id = '{id}'")) == 1);
            let table = found.unwrap();
            let (envelope, decoded) = decode(&one::<Vec<u8>>(
                &database,
                &format!("SELECT geom FROM {table} WHERE id = '{id}'"),
            ));
            assert_eq!(decoded, shape(feature), "{id}");
            let bounds = bounds(&decoded.lines);
            assert_eq!(envelope.unwrap_or(bounds).map(f64::to_bits), bounds.map(f64::to_bits));
            let indexed = format!(
                "SELECT minx || ' ' || maxx || ' ' || miny || ' ' || maxy FROM rtree_{table}_geom JOIN {table} ON fid = rtree_{table}_geom.id WHERE {table}.id = '{id}'"
            );
            let indexed: Vec<f64> = one::<String>(&database, &indexed)
                .split(' ')
                .map(|one| one.parse().unwrap())
                .collect();
            let holds = indexed[0] <= bounds[0]
                && indexed[1] >= bounds[1]
                && indexed[2] <= bounds[2]
                && indexed[3] >= bounds[3];
            assert!(
                holds && indexed[1] - bounds[1] < 1e-4,
                "{indexed:?} {bounds:?}: single precision, rounded outwards"
            );
            for (name, value) in properties {
                let stored: Value = one(&database, &format!("SELECT \"{name}\" FROM {table} WHERE id = '{id}'"));
                assert!(same(value, &stored), "{id}.{name}: {value} {stored:?}");
            }
        }
    }
}

/// West, east, south, north.
fn bounds(lines: &[Vec<[f64; 2]>]) -> [f64; 4] {
    let places = || lines.iter().flatten();
    let least = |axis: usize| places().map(|place| place[axis]).fold(f64::INFINITY, f64::min);
    let most = |axis: usize| places().map(|place| place[axis]).fold(f64::NEG_INFINITY, f64::max);
    [least(0), most(0), least(1), most(1)]
}

#[allow(clippy::float_cmp, reason = "the same number, twice")]
fn same(json: &JsonValue, stored: &Value) -> bool {
    match (json, stored) {
        (JsonValue::Null, Value::Null) => true,
        (JsonValue::Bool(flag), Value::Integer(number)) => i64::from(*flag) == *number,
        (JsonValue::Number(number), Value::Integer(stored)) => number.as_i64() == Some(*stored),
        (JsonValue::Number(number), Value::Real(stored)) => number.as_f64() == Some(*stored),
        (JsonValue::String(text), Value::Text(stored)) => text == stored,
        _ => false,
    }
}

#[test]
fn the_spatial_index_has_every_row_and_its_six_triggers() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    let database = open(folder.path());
    for (table, kind, _) in TABLES.iter().filter(|(_, kind, _)| !kind.is_empty()) {
        let missing = format!(
            "SELECT count(*) FROM {table} WHERE geom IS NOT NULL AND fid NOT IN (SELECT id FROM rtree_{table}_geom)"
        );
        assert_eq!(one::<i64>(&database, &missing), 0, "{table} {kind}");
        let extension = format!(
            "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND table_name = '{table}' AND column_name = 'geom'"
        );
        assert_eq!(one::<i64>(&database, &extension), 1);
        let triggers = format!(
            "SELECT replace(name, 'rtree_{table}_geom_', '') FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' ORDER BY rowid"
        );
        assert_eq!(
            column::<String>(&database, &triggers),
            ["insert", "update1", "update2", "update3", "update4", "delete"]
        );
    }
}

#[test]
fn times_are_those_of_the_data_or_1970() {
    for (told, expected) in [
        (None, "1970-01-01T00:00:00.000Z"),
        (Some(1_735_689_600), "2025-01-01T00:00:00.000Z"),
    ] {
        let (plan, mut outcome) = drawn();
        outcome.header.data_timestamp = told;
        let folder = written(&plan, &outcome, None);
        let database = open(folder.path());
        for (table, time) in [
            ("gpkg_contents", "last_change"),
            ("layer_styles", "update_time"),
            ("gpkg_metadata_reference", "timestamp"),
        ] {
            assert_eq!(
                column::<String>(&database, &format!("SELECT DISTINCT {time} FROM {table}")),
                [expected]
            );
        }
    }
}

#[test]
fn the_run_tells_every_setting() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, None);
    let database = open(folder.path());
    let value = |key: &str| one::<String>(&database, &format!("SELECT value FROM run WHERE key = '{key}'"));
    for (key, expected) in [
        ("settings.walk.speed_m_s", "1.0"),
        ("settings.walk.zones", "infer"),
        ("settings.verdict.served_share", "0.9"),
        ("settings.circles.1.limit.minutes", "15.0"),
        ("compounds.by_verdict.gap", "2"),
    ] {
        assert_eq!(value(key), expected);
    }
    assert_eq!(value("inputs.1.sha256"), "ab".repeat(32));
    let options = serde_json::to_value(&plan.options).unwrap();
    let sections = options.as_object().unwrap();
    for (section, keys) in sections {
        for key in keys.as_object().into_iter().flatten().map(|(key, _)| key) {
            let stands = format!(
                "SELECT count(*) FROM run WHERE key = 'settings.{section}.{key}' OR key LIKE 'settings.{section}.{key}.%'"
            );
            assert!(one::<i64>(&database, &stands) > 0, "{section}.{key}");
        }
    }
}
