//! The fixture city's lists in every format and coordinate system: the verdicts and minutes of the plain one.
use std::path::Path;

use service_circle_core::plan::{Outcome, Plan, TableSource, run};
use service_circle_core::read::table::{DatumFrom, LAYER_FOUND, ROW_ABOVE_HEADERS, Tables, read_tables};
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::watch::Unwatched;
use service_circle_testkit::lists::{self, Format, Frame, Kind};
use service_circle_testkit::named::city_pbf;

/// Minutes that the same walk may differ by: 3 m.
const APART_MIN: f64 = 0.05;

/// Writes a list; the plan tells its coordinate system only where the file does not.
fn source(folder: &Path, kind: Kind, format: Format, frame: Frame, outlines: bool) -> TableSource {
    let list = lists::city(kind, frame, outlines);
    let told_by_file = format.tells_crs() && !matches!(frame, Frame::Gcj02 | Frame::Bd09);
    TableSource {
        path: lists::write(folder, &list, format).unwrap(),
        crs: (!told_by_file).then(|| frame.crs().to_owned()),
        ..TableSource::default()
    }
}

fn outcome(format: Format, frame: Frame, outlines: bool) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = Plan {
        osm: city_pbf(),
        compounds: Some(source(folder.path(), Kind::Compounds, format, frame, outlines)),
        facilities: Some(source(folder.path(), Kind::Facilities, format, frame, false)),
        ..Plan::default()
    };
    plan.options.verdict.compare_zones = false;
    let outcome = run(&plan, &Unwatched).unwrap();
    let places = |kind| lists::city(kind, frame, false).places.len();
    assert_eq!(
        outcome.circles[0].verdicts.len(),
        places(Kind::Compounds),
        "{format:?} {frame:?}"
    );
    assert_eq!(
        outcome.placed.facilities.len(),
        places(Kind::Facilities),
        "{format:?} {frame:?}"
    );
    outcome
}

fn assert_same(got: &Outcome, wanted: &Outcome, what: &str) {
    assert_eq!(got.placed.rejected, wanted.placed.rejected, "{what}");
    let named = |outcome: &Outcome| -> Vec<_> {
        let compounds = outcome.placed.compounds.iter();
        let compounds = compounds.map(|one| (one.id.clone(), one.name.clone(), one.households));
        compounds.collect()
    };
    assert_eq!(named(got), named(wanted), "{what}");
    let beds = |outcome: &Outcome| -> Vec<_> {
        let facilities = outcome.placed.facilities.iter();
        facilities
            .map(|one| (one.id.clone(), one.name.clone(), one.category.clone(), one.beds))
            .collect()
    };
    assert_eq!(beds(got), beds(wanted), "{what}");
    for ((got, wanted), compound) in got.circles[0]
        .verdicts
        .iter()
        .zip(&wanted.circles[0].verdicts)
        .zip(&wanted.placed.compounds)
    {
        assert_eq!(
            (got.verdict, got.reason, got.facility),
            (wanted.verdict, wanted.reason, wanted.facility),
            "{what} {}",
            compound.id
        );
        let minutes = |one: Option<Milliseconds>| one.map(Milliseconds::minutes);
        let (got, wanted) = (minutes(got.median), minutes(wanted.median));
        assert_eq!(got.is_some(), wanted.is_some(), "{what} {}", compound.id);
        let apart = (got.unwrap_or(0.0) - wanted.unwrap_or(0.0)).abs();
        assert!(apart <= APART_MIN, "{what} {}: {got:?} for {wanted:?} min", compound.id);
    }
}

#[test]
fn every_format_and_datum_gives_the_same_verdicts() {
    let plain = outcome(Format::Csv, Frame::Wgs84, false);
    assert!(
        plain.circles[0]
            .verdicts
            .iter()
            .filter(|one| one.median.is_some())
            .count()
            > 40
    );
    for format in Format::ALL {
        for frame in Frame::ALL {
            assert_same(&outcome(format, frame, false), &plain, &format!("{format:?} {frame:?}"));
        }
    }
}

#[test]
fn outlines_of_every_format_and_datum_give_the_same_verdicts() {
    let plain = outcome(Format::GeoJson, Frame::Wgs84, true);
    let holes = plain.placed.compounds.iter().filter_map(|one| one.outline.as_ref());
    let holes: usize = holes
        .flat_map(|outline| &outline.0)
        .map(|polygon| polygon.interiors().len())
        .sum();
    assert_eq!(holes, 1, "the city has a compound with a hole");
    for format in Format::ALL.into_iter().filter(|format| format.has_geometry()) {
        for frame in Frame::ALL {
            assert_same(&outcome(format, frame, true), &plain, &format!("{format:?} {frame:?}"));
        }
    }
}

fn read(format: Format, frame: Frame) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let list = |kind| Some(source(folder.path(), kind, format, frame, false));
    let plan = Plan {
        dwellings: list(Kind::Dwellings),
        gates: list(Kind::Gates),
        facilities: list(Kind::Facilities),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

#[test]
fn dwellings_and_gates_come_in_every_format() {
    let plain = read(Format::Csv, Frame::Wgs84);
    for format in Format::ALL {
        let got = read(format, Frame::Zoned);
        assert_eq!(got.rejected, [], "{format:?}");
        let (dwellings, plain_dwellings) = (got.dwellings.unwrap(), plain.dwellings.as_ref().unwrap());
        assert_eq!(dwellings.len(), plain_dwellings.len(), "{format:?}");
        for (one, other) in dwellings.iter().zip(plain_dwellings) {
            assert_eq!(
                (&one.compound, one.weight),
                (&other.compound, other.weight),
                "{format:?}"
            );
            let apart = |a: f64, b: f64| (a - b).abs();
            assert!(
                apart(one.place.lon_degrees(), other.place.lon_degrees()) < 1e-6,
                "{format:?}"
            );
            assert!(
                apart(one.place.lat_degrees(), other.place.lat_degrees()) < 1e-6,
                "{format:?}"
            );
        }
        let open = |tables: &[service_circle_core::read::table::GateRow]| -> Vec<_> {
            tables
                .iter()
                .map(|gate| (gate.compound.clone(), gate.open_to))
                .collect()
        };
        assert_eq!(
            open(&got.gates.unwrap()),
            open(plain.gates.as_ref().unwrap()),
            "{format:?}"
        );
    }
}

#[test]
fn how_a_file_was_read_is_told() {
    for (format, encoding, layer) in [
        (Format::Csv, "UTF-8", None),
        (Format::CsvOfChina, "GB18030", None),
        (Format::Xlsx, "UTF-8", Some("养老设施")),
        (Format::Xls, "UTF-8", Some("养老设施")),
        (Format::GeoPackage, "UTF-8", Some("养老设施")),
        (Format::ShapefileOfChina, "GB18030", None),
        (Format::Shapefile, "UTF-8", None),
    ] {
        let tables = read(format, Frame::Zoned);
        let read = tables
            .read
            .iter()
            .find(|read| read.list.name() == "facilities")
            .unwrap();
        assert_eq!((read.encoding, read.layer.as_deref()), (encoding, layer), "{format:?}");
        let told = if format.tells_crs() {
            DatumFrom::File
        } else {
            DatumFrom::Plan
        };
        assert_eq!(read.datum_from, told, "{format:?}");
        let titles = u64::from(matches!(format, Format::Xlsx | Format::Xls)) * 3;
        assert_eq!(tables.tally.count(ROW_ABOVE_HEADERS), titles, "{format:?}");
        let found = if format == Format::Xlsx { 3 } else { 0 };
        assert_eq!(tables.tally.count(LAYER_FOUND), found, "{format:?}");
    }
}
