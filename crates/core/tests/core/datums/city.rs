//! The fixture city's facilities in every datum and encoding: the same verdicts and minutes.

use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};
use service_circle_core::plan::{Outcome, Plan, TableSource, run};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::city_pbf;

use service_circle_core::units_of_measure::Milliseconds;

use crate::datums::{file, numbers};

/// The facilities with a pair of columns of the table as x and y.
fn rows(columns: (usize, usize)) -> String {
    let row = |(id, cells): (&str, Vec<f64>)| format!("{id},夕陽養老院,{},{}\n", cells[columns.0], cells[columns.1]);
    let rows: Vec<String> = numbers(include_str!("city_facilities.csv"))
        .into_iter()
        .map(row)
        .collect();
    format!("id,名称,经度,纬度\n{}", rows.concat())
}

fn outcome(source: TableSource) -> Outcome {
    let plan = Plan {
        osm: city_pbf(),
        facilities: Some(source),
        ..Plan::default()
    };
    run(&plan, &Unwatched).unwrap()
}

/// Verdicts, and minutes to 0.05.
fn assert_same(got: &Outcome, wanted: &Outcome, what: &str) {
    assert_eq!(got.placed.rejected, wanted.placed.rejected, "{what}");
    assert_eq!(got.placed.facilities.len(), wanted.placed.facilities.len(), "{what}");
    for ((got, wanted), compound) in got.circles[0]
        .verdicts
        .iter()
        .zip(&wanted.circles[0].verdicts)
        .zip(&wanted.placed.compounds)
    {
        let minutes = |one: Option<Milliseconds>| one.map(Milliseconds::minutes);
        assert_eq!(
            (got.verdict, got.reason, got.facility),
            (wanted.verdict, wanted.reason, wanted.facility),
            "{what} {}",
            compound.id
        );
        let (got, wanted) = (minutes(got.median), minutes(wanted.median));
        assert_eq!(got.is_some(), wanted.is_some(), "{what} {}", compound.id);
        let apart = (got.unwrap_or(0.0) - wanted.unwrap_or(0.0)).abs();
        assert!(apart <= 0.05, "{what} {}: {got:?} for {wanted:?} min", compound.id);
    }
}

#[test]
fn every_datum_gives_the_same_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let plain = outcome(file(folder.path(), "f.csv", rows((0, 1))));
    assert!(
        plain.circles[0]
            .verdicts
            .iter()
            .filter(|one| one.median.is_some())
            .count()
            > 20
    );
    assert!(plain.datum_fits.iter().all(|fit| fit.far_better().is_none()));
    let datums = [
        ("cgcs2000", (0, 1)),
        ("gcj02", (2, 3)),
        ("bd09", (4, 5)),
        ("epsg:4549", (6, 7)),
        ("epsg:4549", (7, 6)),
        ("epsg:4528", (7, 6)),
    ];
    for (crs, columns) in datums {
        let mut source = file(folder.path(), "f.csv", rows(columns));
        source.crs = Some(crs.to_owned());
        assert_same(&outcome(source), &plain, crs);
    }
    let mut wrong = file(folder.path(), "f.csv", rows((2, 3)));
    wrong.crs = Some("wgs84".to_owned());
    let wrong = outcome(wrong);
    assert_ne!(
        wrong.circles[0]
            .verdicts
            .iter()
            .map(|one| one.median)
            .collect::<Vec<_>>(),
        plain.circles[0]
            .verdicts
            .iter()
            .map(|one| one.median)
            .collect::<Vec<_>>(),
        "a wrong datum shows"
    );
}

#[test]
fn geometries_are_converted_like_columns() {
    let folder = tempfile::tempdir().unwrap();
    let plain = outcome(file(folder.path(), "f.csv", rows((0, 1))));
    let collection = |columns: (usize, usize), head: &str| {
        let features: Vec<String> = numbers(include_str!("city_facilities.csv"))
            .iter()
            .map(|(id, cells)| {
                let (x, y) = (cells[columns.0], cells[columns.1]);
                format!(
                    r#"{{"type":"Feature","properties":{{"id":"{id}","name":"夕陽養老院"}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
                )
            })
            .collect();
        format!(
            r#"{{"type":"FeatureCollection",{head}"features":[{}]}}"#,
            features.join(",")
        )
    };
    let mut baidu = file(folder.path(), "f.geojson", collection((4, 5), ""));
    baidu.crs = Some("bd09".to_owned());
    assert_same(&outcome(baidu), &plain, "bd09 geometries");
    let head = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}},"#;
    let survey = file(folder.path(), "f.geojson", collection((7, 6), head));
    assert_same(&outcome(survey), &plain, "geometries in the file's own grid");
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

fn names(folder: &Path, bytes: &[u8]) -> (Vec<Option<String>>, &'static str) {
    let outcome = outcome(file(folder, "f.csv", bytes));
    let names = outcome.placed.facilities.iter().map(|one| one.name.clone());
    (names.collect(), outcome.tables[0].encoding)
}

#[test]
fn every_encoding_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let text = rows((0, 1))
        .replace("名称", "名稱")
        .replace("经度", "lon")
        .replace("纬度", "lat");
    // The traditional header of names is told in the plan for all of them.
    let text = text.replace("名稱", "name");
    let (plain, _) = names(folder.path(), text.as_bytes());
    assert_eq!(plain[0].as_deref(), Some("夕陽養老院"));
    let wide =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{text}").encode_utf16().flat_map(order).collect() };
    let copies = [
        ("UTF-8", encoded(&format!("\u{feff}{text}"), UTF_8)),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
        ("GB18030", encoded(&text.replace("夕陽養老院", "夕阳养老院"), GB18030)),
        ("Big5", encoded(&text, BIG5)),
    ];
    for (encoding, bytes) in copies {
        let (got, found) = names(folder.path(), &bytes);
        assert_eq!(found, encoding);
        let simplified = encoding == "GB18030";
        let wanted = if simplified {
            "夕阳养老院"
        } else {
            "夕陽養老院"
        };
        assert!(
            got.iter().all(|name| name.as_deref() == Some(wanted)),
            "{encoding}: {got:?}"
        );
        assert_eq!(got.len(), plain.len());
    }
}
