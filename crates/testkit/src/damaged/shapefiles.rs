//! Damaged shapefiles.

use super::Expected::{EitherWay, Error, Rejected};
use super::{Expected, Shelf, facilities, overwrite};
use crate::lists::{Failed, Format, Frame, prj};

/// Where the header of the first record of a `.shp` stands, and its data.
const RECORD: usize = 100;
const DATA: usize = RECORD + 8;

pub(super) fn make(shelf: &mut Shelf) -> Result<(), Failed> {
    parts(shelf)?;
    shapes(shelf)?;
    tables(shelf)
}

/// Parts that are missing or nonsense.
fn parts(shelf: &mut Shelf) -> Result<(), Failed> {
    let count = facilities().places.len();
    for (ending, expected) in [
        ("dbf", Error(".dbf")),
        ("shx", Rejected(0)),
        ("prj", Rejected(0)),
        ("cpg", Rejected(0)),
    ] {
        let path = shelf.whole(Format::Shapefile)?;
        std::fs::remove_file(path.with_extension(ending))?;
        shelf.add(&format!("Shapefile: no .{ending}"), path, expected);
    }
    let unknown = prj(Frame::EastingFirst)
        .replace("China_Geodetic_Coordinate_System_2000", "Xian_1980")
        .replace("D_China_2000", "D_Xian_1980");
    let texts: [(&str, &str, &str, Expected); 8] = [
        ("prj", "nonsense", "这不是坐标系", Error("coordinate system")),
        ("prj", "an unknown system", &unknown, Error("coordinate system")),
        (
            "prj",
            "metres that are degrees",
            &prj(Frame::EastingFirst),
            Rejected(count),
        ),
        (
            "prj",
            "deep brackets",
            &"GEOGCS[".repeat(5000),
            Error("coordinate system"),
        ),
        ("prj", "a megabyte", &"X".repeat(1 << 20), Rejected(0)),
        ("cpg", "nonsense", "这不是编码", Rejected(0)),
        ("cpg", "another encoding", "GBK", Rejected(0)),
        ("cpg", "an unknown encoding", "KOI8-R", Rejected(0)),
    ];
    for (ending, name, text, expected) in texts {
        let path = shelf.whole(Format::Shapefile)?;
        std::fs::write(path.with_extension(ending), text)?;
        shelf.add(&format!("Shapefile .{ending}: {name}"), path, expected);
    }
    for (declared, expected) in [
        ("utf-8", Error("encoding")),
        ("big5", Error("encoding")),
        ("gbk", Rejected(0)),
    ] {
        let path = shelf.whole(Format::ShapefileOfChina)?;
        shelf
            .add(&format!("Shapefile: GBK called {declared}"), path, expected)
            .encoding = Some(declared);
    }
    let path = shelf.whole(Format::Shapefile)?;
    shelf.add("Shapefile: a layer told", path, Error("layer")).layer = Some("设施");
    Ok(())
}

/// Writes over a part of a shapefile.
fn over(
    shelf: &mut Shelf,
    ending: &str,
    name: &str,
    edits: &[(usize, &[u8])],
    expected: Expected,
) -> Result<(), Failed> {
    let path = shelf.whole(Format::Shapefile)?;
    for (at, bytes) in edits {
        overwrite(&path.with_extension(ending), *at, bytes)?;
    }
    shelf.add(&format!("Shapefile .{ending}: {name}"), path, expected);
    Ok(())
}

fn shapes(shelf: &mut Shelf) -> Result<(), Failed> {
    let huge = i32::MAX.to_be_bytes();
    over(shelf, "shp", "a file length of 4 GB", &[(24, &huge)], Rejected(0))?;
    over(shelf, "shp", "a record of 4 GB", &[(RECORD + 4, &huge)], Rejected(1))?;
    over(
        shelf,
        "shp",
        "a record of length -1",
        &[(RECORD + 4, &[0xFF; 4])],
        Rejected(1),
    )?;
    over(shelf, "shp", "no shape", &[(DATA, &[0; 4])], Rejected(1))?;
    over(shelf, "shp", "a line", &[(DATA, &[3, 0, 0, 0])], Rejected(1))?;
    over(shelf, "shp", "an unknown shape", &[(DATA, &[99, 0, 0, 0])], Rejected(1))?;
    over(
        shelf,
        "shp",
        "a polygon of a point's length",
        &[(DATA, &[5, 0, 0, 0])],
        Rejected(1),
    )?;
    over(
        shelf,
        "shp",
        "points of a point's length",
        &[(DATA, &[8, 0, 0, 0])],
        Rejected(1),
    )?;
    over(
        shelf,
        "shp",
        "a point that is no number",
        &[(DATA + 4, &f64::NAN.to_le_bytes())],
        Rejected(1),
    )?;
    over(
        shelf,
        "shp",
        "a point at 1e308",
        &[(DATA + 4, &1e308_f64.to_le_bytes())],
        Rejected(1),
    )?;
    over(
        shelf,
        "shp",
        "a point at infinity",
        &[(DATA + 4, &f64::INFINITY.to_le_bytes())],
        Rejected(1),
    )?;
    over(
        shelf,
        "shx",
        "an index that points nowhere",
        &[(100, &huge)],
        Rejected(0),
    )?;
    over(shelf, "shx", "an index of zeros", &[(100, &[0; 8])], Rejected(0))?;
    for (name, rings, corners) in [
        ("4 billion rings", u32::MAX, 4),
        ("4 billion corners", 1, u32::MAX),
        ("rings that overlap", 3, 4),
    ] {
        // A polygon in place of the first three points, which lie one behind the other.
        let mut data = vec![5, 0, 0, 0];
        data.extend([0; 32]);
        data.extend(rings.to_le_bytes());
        data.extend(corners.to_le_bytes());
        data.extend([0xFF; 8]);
        over(
            shelf,
            "shp",
            name,
            &[(RECORD + 4, &26_u32.to_be_bytes()), (DATA, &data)],
            EitherWay,
        )?;
    }
    Ok(())
}

fn tables(shelf: &mut Shelf) -> Result<(), Failed> {
    over(shelf, "dbf", "4 billion records", &[(4, &[0xFF; 4])], Rejected(0))?;
    over(
        shelf,
        "dbf",
        "no records",
        &[(4, &[0; 4])],
        Rejected(facilities().places.len()),
    )?;
    over(shelf, "dbf", "a header of 65,535 bytes", &[(8, &[0xFF; 2])], EitherWay)?;
    over(shelf, "dbf", "a header of 0 bytes", &[(8, &[0; 2])], Error("dbf"))?;
    over(shelf, "dbf", "records of 0 bytes", &[(10, &[0; 2])], Error("dbf"))?;
    over(shelf, "dbf", "records of 65,535 bytes", &[(10, &[0xFF; 2])], EitherWay)?;
    over(
        shelf,
        "dbf",
        "columns that do not end",
        &[(32, &[b'A'; 128])],
        EitherWay,
    )?;
    over(
        shelf,
        "dbf",
        "a column of an unknown kind",
        &[(32 + 11, b"Q")],
        Rejected(0),
    )?;
    over(shelf, "dbf", "a column of no width", &[(32 + 16, &[0])], EitherWay)?;
    let path = shelf.whole(Format::Shapefile)?;
    let table = path.with_extension("dbf");
    let bytes = std::fs::read(&table)?;
    let first = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let length = usize::from(u16::from_le_bytes([bytes[10], bytes[11]]));
    overwrite(&table, first, b"*")?;
    // The last ten bytes of a record are the beds.
    overwrite(&table, first + 2 * length - 10, b"**********")?;
    overwrite(&table, first + 3 * length - 10, b"   1e308  ")?;
    // A name cut within a letter is read without it; one that is none is told.
    overwrite(&table, first + 4 * length + 62, &[0xFF, 0xFE, 0xFD, 0xFC, b'x'])?;
    shelf.add(
        "Shapefile .dbf: a deleted record, stars, letters that are none",
        path,
        EitherWay,
    );
    Ok(())
}
