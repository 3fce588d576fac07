//! Damaged GeoPackages.

use std::path::Path;

use rusqlite::{Connection, params};

use super::Expected::{EitherWay, Error, Rejected};
use super::{Expected, LONG_CELL_BYTES, Shelf};
use crate::lists::{Failed, Format, Kind};

/// Bytes before the well-known binary: the header and its envelope.
const HEADER_BYTES: usize = 40;

pub(super) fn make(shelf: &mut Shelf) -> Result<(), Failed> {
    layers(shelf)?;
    geometries(shelf)?;
    values(shelf)
}

/// Runs SQL on the city's facilities.
fn edited(shelf: &mut Shelf, name: &str, sql: &str, expected: Expected) -> Result<(), Failed> {
    let path = shelf.whole(Format::GeoPackage)?;
    Connection::open(&path)?.execute_batch(sql)?;
    shelf.add(&format!("GeoPackage: {name}"), path, expected);
    Ok(())
}

fn layers(shelf: &mut Shelf) -> Result<(), Failed> {
    let layer = Kind::Facilities.name();
    let endless = "WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n)";
    let cases = [
        ("contents dropped", "DROP TABLE gpkg_contents".to_owned(), Error("GeoPackage")),
        ("geometry columns dropped", "DROP TABLE gpkg_geometry_columns".to_owned(), Error("GeoPackage")),
        ("systems dropped", "DROP TABLE gpkg_spatial_ref_sys".to_owned(), Error("GeoPackage")),
        ("the layer dropped", format!("DROP TABLE \"{layer}\""), Error("GeoPackage")),
        ("no layer at all", "DELETE FROM gpkg_contents".to_owned(), Error("no layer")),
        (
            "two layers",
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('b', 'features'); INSERT INTO gpkg_geometry_columns VALUES ('b', 'g', 'POINT', 4326, 0, 0)".to_owned(),
            Error("several layers"),
        ),
        (
            "a view without end",
            format!("ALTER TABLE \"{layer}\" RENAME TO x; CREATE VIEW \"{layer}\" AS {endless} SELECT fid, NULL AS geom, 'a' AS \"名称\" FROM n"),
            Error("layer"),
        ),
        (
            "a view that finds nothing without end",
            format!("ALTER TABLE \"{layer}\" RENAME TO x; CREATE VIEW \"{layer}\" AS {endless} SELECT fid, NULL AS geom FROM n WHERE fid < 0"),
            Error("too long"),
        ),
        (
            "a view that asks for a gigabyte",
            format!("ALTER TABLE \"{layer}\" RENAME TO x; CREATE VIEW \"{layer}\" AS SELECT 1 AS fid, zeroblob(1000000000) AS geom"),
            Error("GeoPackage"),
        ),
        ("a system that is not listed", "UPDATE gpkg_geometry_columns SET srs_id = 99".to_owned(), Error("srs_id 99")),
        ("an unknown system", "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 2436, srs_name = 'Beijing 1954'".to_owned(), Error("Beijing 1954")),
        ("an undefined system", "UPDATE gpkg_geometry_columns SET srs_id = -1".to_owned(), Rejected(0)),
        ("a column of no name", format!("ALTER TABLE \"{layer}\" ADD COLUMN \"\" TEXT"), Rejected(0)),
    ];
    for (name, sql, expected) in cases {
        edited(shelf, name, &sql, expected)?;
    }
    let path = shelf.whole(Format::GeoPackage)?;
    shelf.add("GeoPackage: no such layer", path, Error("no layer")).layer = Some("没有这一层");
    let path = shelf.whole(Format::GeoPackage)?;
    shelf
        .add("GeoPackage: an encoding told", path, Error("encoding"))
        .encoding = Some("gbk");
    let path = shelf.whole(Format::GeoPackage)?;
    // Journals of other programs: what is in them is none of the file's.
    for (ending, text) in [
        ("-wal", "这不是日志".repeat(100)),
        ("-journal", "这不是日志".repeat(100)),
    ] {
        let mut journal = path.clone().into_os_string();
        journal.push(ending);
        std::fs::write(journal, text)?;
    }
    shelf.add("GeoPackage: journals of noise", path, EitherWay);
    Ok(())
}

/// Replaces the first row's geometry.
fn with_geometry(shelf: &mut Shelf, name: &str, blob: &[u8], expected: Expected) -> Result<(), Failed> {
    let path = shelf.whole(Format::GeoPackage)?;
    set(&path, "geom", &blob)?;
    shelf.add(&format!("GeoPackage: {name}"), path, expected);
    Ok(())
}

fn set(path: &Path, column: &str, value: &dyn rusqlite::ToSql) -> Result<(), Failed> {
    let layer = Kind::Facilities.name();
    let changed = Connection::open(path)?.execute(
        &format!("UPDATE \"{layer}\" SET \"{column}\" = ?1 WHERE fid = 1"),
        params![value],
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err("no first row".into())
    }
}

fn geometries(shelf: &mut Shelf) -> Result<(), Failed> {
    let mut header = vec![b'G', b'P', 0, 0b0000_0011, 0xE6, 0x10, 0, 0];
    header.resize(HEADER_BYTES, 0);
    let with = |wkb: &[u8]| [header.as_slice(), wkb].concat();
    let flags = |flags: u8| {
        let mut blob = with(&[1, 1, 0, 0, 0]);
        blob[3] = flags;
        blob
    };
    let huge = [0xFF; 4];
    let cases = [
        ("no bytes", Vec::new()),
        ("other first bytes", vec![0; 100]),
        ("a header alone", header.clone()),
        ("an unknown envelope", flags(0b0000_1111)),
        ("an empty geometry", flags(0b0001_0011)),
        ("an extended geometry", flags(0b0010_0011)),
        ("an order of bytes that is none", with(&[7, 1, 0, 0, 0])),
        ("an unknown kind", with(&[1, 99, 0, 0, 0])),
        ("half a point", with(&[1, 1, 0, 0, 0, 9, 9, 9])),
        (
            "a point that is no number",
            with(&[&[1, 1, 0, 0, 0][..], &f64::NAN.to_le_bytes(), &f64::NAN.to_le_bytes()].concat()),
        ),
        (
            "a point at 1e308",
            with(
                &[
                    &[1, 1, 0, 0, 0][..],
                    &1e308_f64.to_le_bytes(),
                    &(-1e308_f64).to_le_bytes(),
                ]
                .concat(),
            ),
        ),
        (
            "a polygon of 4 billion rings",
            with(&[&[1, 3, 0, 0, 0][..], &huge].concat()),
        ),
        (
            "a ring of 4 billion corners",
            with(&[&[1, 3, 0, 0, 0, 1, 0, 0, 0][..], &huge].concat()),
        ),
        ("4 billion polygons", with(&[&[1, 6, 0, 0, 0][..], &huge].concat())),
        (
            "polygons within polygons",
            with(&[1, 6, 0, 0, 0, 1, 0, 0, 0].repeat(1000)),
        ),
        (
            "a ring of 2 corners",
            with(&[&[1, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0][..], &[0; 32]].concat()),
        ),
        ("a line", with(&[1, 2, 0, 0, 0, 0, 0, 0, 0])),
        ("a collection", with(&[1, 7, 0, 0, 0, 0, 0, 0, 0])),
        (
            "4 points",
            with(&[&[1, 4, 0, 0, 0, 4, 0, 0, 0][..], &[0; 100]].concat()),
        ),
    ];
    for (name, blob) in cases {
        with_geometry(shelf, name, &blob, Rejected(1))?;
    }
    Ok(())
}

fn values(shelf: &mut Shelf) -> Result<(), Failed> {
    let long = "长".repeat(LONG_CELL_BYTES / 3);
    let cases: [(&str, &str, Box<dyn rusqlite::ToSql>, Expected); 7] = [
        ("text for a geometry", "geom", Box::new("POINT(115 33)"), Rejected(1)),
        ("no geometry", "geom", Box::new(rusqlite::types::Null), Rejected(1)),
        ("a name of 10 MB", "名称", Box::new(long), Rejected(0)),
        ("a name of bytes", "名称", Box::new(vec![0_u8, 255, 254]), Rejected(0)),
        ("beds in words", "床位数", Box::new("三十"), Rejected(0)),
        ("beds of 1e308", "床位数", Box::new(1e308), Rejected(0)),
        ("beds below 0", "床位数", Box::new(-5), Rejected(0)),
    ];
    for (name, column, value, expected) in cases {
        let path = shelf.whole(Format::GeoPackage)?;
        set(&path, column, value.as_ref())?;
        shelf.add(&format!("GeoPackage: {name}"), path, expected);
    }
    let layer = Kind::Facilities.name();
    let text = format!("UPDATE \"{layer}\" SET \"名称\" = CAST(x'FFFEFD' AS TEXT) WHERE fid = 1");
    edited(shelf, "a name that is no UTF-8", &text, Rejected(1))
}
