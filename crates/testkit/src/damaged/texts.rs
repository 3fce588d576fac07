//! Damaged CSV and GeoJSON.

use encoding_rs::GB18030;

use super::Expected::{EitherWay, Error, Rejected};
use super::{LONG_CELL_BYTES, Shelf};
use crate::lists::{Failed, Format};

/// Arrays within arrays: far deeper than any parser's stack.
const DEEP: usize = 200_000;
/// Columns, blank lines.
const MANY: usize = 200_000;

pub(super) fn make(shelf: &mut Shelf) -> Result<(), Failed> {
    csv(shelf)?;
    encodings(shelf)?;
    geojson(shelf)
}

fn csv(shelf: &mut Shelf) -> Result<(), Failed> {
    let head = "编号,名称,经度,纬度,床位数\n";
    let good = "a,甲养老院,115.01,33.005,30\n";
    let long = "长".repeat(LONG_CELL_BYTES / 3);
    let quoted = format!("{head}a,\"甲\n");
    let cases = [
        (
            "ragged rows",
            format!("{head}{good}b,乙,115.01\nc,丙,115.01,33.005,30,40,50\n"),
            Rejected(2),
        ),
        (
            "NUL bytes",
            format!("{head}{good}b\0,乙\0,115.01,33.005,3\0\n"),
            EitherWay,
        ),
        ("only NUL bytes", "\0".repeat(5000), EitherWay),
        (
            "a name of 10 MB",
            format!("{head}{good}b,{long},115.01,33.005,30\n"),
            Rejected(0),
        ),
        (
            "a longitude of 10 MB",
            format!("{head}{good}b,乙,{long},33.005,30\n"),
            Rejected(1),
        ),
        ("a header of 10 MB", format!("{long},{head}x,{good}"), Rejected(0)),
        ("a header of 10 MB alone", format!("{long}\n1\n"), Error("no column")),
        (
            "a row of 10 MB of delimiters",
            format!("{head}{good}{}x\n", ",".repeat(LONG_CELL_BYTES)),
            Rejected(1),
        ),
        (
            "digits for 10 MB",
            format!("{head}{good}b,乙,1{},33.005,30\n", "1".repeat(LONG_CELL_BYTES)),
            Rejected(1),
        ),
        ("an open quote", quoted + good, EitherWay),
        ("NaN", format!("{head}{good}b,乙,NaN,33.005,30\n"), Rejected(1)),
        ("NaN beds", format!("{head}{good}b,乙,115.01,33.005,NaN\n"), Rejected(0)),
        ("1e308", format!("{head}{good}b,乙,1e308,-1e308,30\n"), Rejected(1)),
        ("1e400", format!("{head}{good}b,乙,1e400,33.005,30\n"), Rejected(1)),
        ("infinity", format!("{head}{good}b,乙,inf,-infinity,30\n"), Rejected(1)),
        ("0, 0", format!("{head}{good}b,乙,0,0,30\n"), Rejected(1)),
        ("200,000 columns", format!("{}\n", "x,".repeat(MANY)), Error("empty")),
        (
            "200,000 blank lines",
            format!("{head}{}{good}", "\n".repeat(MANY)),
            Rejected(0),
        ),
        ("delimiters only", ",,,,\n".repeat(1000), Error("empty")),
        ("a mark only", "\u{feff}".to_owned(), Error("empty")),
        (
            "returns for line ends",
            format!("{head}{good}").replace('\n', "\r"),
            Rejected(0),
        ),
        ("a title and headers only", format!("一览表,,,,\n{head}"), Rejected(0)),
        (
            "a web page",
            "<html><body><table></table></body></html>".to_owned(),
            Error("no column"),
        ),
    ];
    for (name, text, expected) in cases {
        shelf.put(&format!("CSV: {name}"), "csv", text.as_bytes(), expected)?;
    }
    Ok(())
}

fn encodings(shelf: &mut Shelf) -> Result<(), Failed> {
    let text = std::fs::read_to_string(shelf.whole(Format::Csv)?)?;
    let chinese = GB18030.encode(&text).0.into_owned();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut odd = wide.clone();
    odd.pop();
    for (bytes, declared, name) in [
        (text.as_bytes(), "gb18030", "UTF-8 called GB18030"),
        (text.as_bytes(), "big5", "UTF-8 called Big5"),
        (text.as_bytes(), "utf-16", "UTF-8 called UTF-16"),
        (&chinese, "utf-8", "GB18030 called UTF-8"),
        (&chinese, "big5", "GB18030 called Big5"),
        (&wide, "gbk", "UTF-16 called GBK"),
        (&wide, "utf-8", "UTF-16 called UTF-8"),
        (&chinese, "koi8-r", "GB18030 called KOI8-R"),
        (&chinese, "no such encoding", "an encoding that is none"),
    ] {
        shelf
            .put(&format!("CSV: {name}"), "csv", bytes, Error("encoding"))?
            .encoding = Some(declared);
    }
    shelf.put("CSV: half a letter of UTF-16", "csv", &odd, EitherWay)?;
    let mut mixed = text.into_bytes();
    mixed.extend(&chinese);
    shelf.put("CSV: two encodings", "csv", &mixed, Error("no text"))?;
    Ok(())
}

fn geojson(shelf: &mut Shelf) -> Result<(), Failed> {
    let feature =
        |geometry: &str| format!(r#"{{"type":"Feature","properties":{{"名称":"甲"}},"geometry":{geometry}}}"#);
    let good = feature(r#"{"type":"Point","coordinates":[115.01,33.005]}"#);
    let collection = |features: &str| format!(r#"{{"type":"FeatureCollection","features":[{good},{features}]}}"#);
    let long = "长".repeat(LONG_CELL_BYTES / 3);
    let cases = [
        ("no collection", good.clone(), Error("features")),
        (
            "features that are no list",
            r#"{"features":{}}"#.to_owned(),
            Error("features"),
        ),
        ("a number for a feature", collection("7"), Rejected(1)),
        ("no geometry", collection(&feature("null")), Rejected(1)),
        (
            "texts for coordinates",
            collection(&feature(r#"{"type":"Point","coordinates":["115","33"]}"#)),
            Rejected(1),
        ),
        (
            "one coordinate",
            collection(&feature(r#"{"type":"Point","coordinates":[115]}"#)),
            Rejected(1),
        ),
        (
            "1e308",
            collection(&feature(r#"{"type":"Point","coordinates":[1e308,-1e308]}"#)),
            Rejected(1),
        ),
        (
            "1e999",
            collection(&feature(r#"{"type":"Point","coordinates":[1e999,33]}"#)),
            Error("not JSON"),
        ),
        (
            "NaN",
            collection(&feature(r#"{"type":"Point","coordinates":[NaN,33]}"#)),
            Error("not JSON"),
        ),
        (
            "a polygon of two corners",
            collection(&feature(r#"{"type":"Polygon","coordinates":[[[115,33],[115,33.1]]]}"#)),
            Rejected(1),
        ),
        (
            "a polygon of no ring",
            collection(&feature(r#"{"type":"Polygon","coordinates":[]}"#)),
            Rejected(1),
        ),
        (
            "a line",
            collection(&feature(r#"{"type":"LineString","coordinates":[[115,33],[115,33.1]]}"#)),
            Rejected(1),
        ),
        ("a name of 10 MB", collection(&good.replace('甲', &long)), Rejected(0)),
        (
            "a feature of 10 MB that is none",
            collection(&format!("\"{long}\"")),
            Rejected(1),
        ),
        ("a deep array", "[".repeat(DEEP), Error("not JSON")),
        (
            "deep coordinates",
            collection(&feature(&format!(
                r#"{{"type":"Point","coordinates":{}"#,
                "[".repeat(DEEP)
            ))),
            Error("not JSON"),
        ),
        (
            "lines under the other ending",
            format!("{good}\n{good}\n"),
            Error(".geojsonl"),
        ),
        (
            "an unknown coordinate system",
            format!(
                r#"{{"type":"FeatureCollection","crs":{{"properties":{{"name":"EPSG:2436"}}}},"features":[{good}]}}"#
            ),
            Error("2436"),
        ),
    ];
    for (name, text, expected) in cases {
        shelf.put(&format!("GeoJSON: {name}"), "geojson", text.as_bytes(), expected)?;
    }
    let lines = [
        ("a broken line", format!("{good}\n{{\"type\n{good}\n"), Rejected(2)),
        ("a deep line", format!("{good}\n{}\n", "[".repeat(DEEP)), Rejected(1)),
        ("a line of 10 MB", format!("{good}\n\"{long}\"\n"), Rejected(1)),
        ("a collection", collection(&good), Error("no line is a feature")),
    ];
    for (name, text, expected) in lines {
        shelf.put(&format!("GeoJSON lines: {name}"), "geojsonl", text.as_bytes(), expected)?;
    }
    Ok(())
}
