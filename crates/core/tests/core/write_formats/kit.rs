//! Folders of results, and what is read from them.

use std::path::Path;

use geojson::{Feature, GeometryValue};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags};
use service_circle_core::language::Language;
use service_circle_core::options::Format;
use service_circle_core::plan::{Outcome, Plan};
use service_circle_core::write::to_directory;

/// Positions of a geometry, ring by ring or line by line, and its kind.
#[derive(Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) kind: u32,
    pub(crate) lines: Vec<Vec<[f64; 2]>>,
}

/// Everything written of an outcome, in every format and this language.
pub(crate) fn written(plan: &Plan, outcome: &Outcome, language: Option<Language>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = plan.clone();
    plan.output.formats = Format::ALL.to_vec();
    plan.output.language = language;
    to_directory(&plan, outcome, folder.path(), true, None).unwrap();
    folder
}

pub(crate) fn open(folder: &Path) -> Connection {
    let path = folder.join("service-circle.gpkg");
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// The first column of a query's rows.
pub(crate) fn column<T: FromSql>(database: &Connection, query: &str) -> Vec<T> {
    let mut statement = database.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

pub(crate) fn one<T: FromSql>(database: &Connection, query: &str) -> T {
    let mut all = column(database, query);
    assert_eq!(all.len(), 1, "{query}");
    all.remove(0)
}

/// A `GeoPackage` geometry by OGC 12-128r17, 2.1.3: envelope, then shape.
pub(crate) fn decode(blob: &[u8]) -> (Option<[f64; 4]>, Shape) {
    let double = |at: usize| f64::from_le_bytes(blob[at..at + 8].try_into().unwrap());
    let word = |at: usize| u32::from_le_bytes(blob[at..at + 4].try_into().unwrap());
    assert_eq!(&blob[..3], b"GP\0");
    let flags = blob[3];
    assert_eq!(flags & 1, 1, "little-endian");
    assert_eq!(flags & 0b0011_0000, 0, "standard, not empty");
    assert_eq!(word(4), 4326);
    let (envelope, mut at) = match flags >> 1 & 7 {
        0 => (None, 8),
        1 => (Some([8, 16, 24, 32].map(double)), 40),
        other => panic!("envelope of kind {other}"),
    };
    assert_eq!(blob[at], 1);
    let kind = word(at + 1);
    at += 5;
    let mut lines = Vec::new();
    let position = |at: &mut usize| {
        *at += 16;
        [double(*at - 16), double(*at - 8)]
    };
    let count = |at: &mut usize| {
        *at += 4;
        word(*at - 4)
    };
    let line = |at: &mut usize| (0..count(at)).map(|_| position(at)).collect::<Vec<_>>();
    match kind {
        1 => {
            lines.push(vec![position(&mut at)]);
        }
        5 => {
            for _ in 0..count(&mut at) {
                assert_eq!((blob[at], word(at + 1)), (1, 2));
                at += 5;
                lines.push(line(&mut at));
            }
        }
        6 => {
            for _ in 0..count(&mut at) {
                assert_eq!((blob[at], word(at + 1)), (1, 3));
                at += 5;
                for _ in 0..count(&mut at) {
                    lines.push(line(&mut at));
                }
            }
        }
        other => panic!("geometry of kind {other}"),
    }
    assert_eq!(at, blob.len(), "nothing after the geometry");
    (envelope, Shape { kind, lines })
}

/// A feature's geometry as [`decode`] gives it.
pub(crate) fn shape(feature: &Feature) -> Shape {
    let places = |line: &Vec<geojson::Position>| line.iter().map(|place| [place[0], place[1]]).collect();
    match &feature.geometry.as_ref().unwrap().value {
        GeometryValue::Point { coordinates } => Shape {
            kind: 1,
            lines: vec![vec![[coordinates[0], coordinates[1]]]],
        },
        GeometryValue::LineString { coordinates } => Shape {
            kind: 5,
            lines: vec![places(coordinates)],
        },
        GeometryValue::MultiPolygon { coordinates } => Shape {
            kind: 6,
            lines: coordinates.iter().flatten().map(places).collect(),
        },
        other => panic!("{other:?}"),
    }
}
