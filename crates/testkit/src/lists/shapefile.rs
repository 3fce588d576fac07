//! Lists as shapefiles, by the `shapefile` and `dbase` crates.

use std::path::Path;

use encoding_rs::{Encoding, GBK, UTF_8};
use shapefile::dbase::encoding::EncodingRs;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::record::EsriShape;
use shapefile::{Point, Polygon, PolygonRing, Writer};

use super::{Failed, Frame, Listed, Place, Position};

/// The encoding of China's shapefiles.
pub(super) const SIMPLIFIED: &Encoding = GBK;
/// Bytes of the header of a `.dbf`, of a column's description and of its name.
const HEADER_BYTES: usize = 32;
const COLUMN_BYTES: usize = 32;
const NAME_BYTES: usize = 11;
/// Bytes of a text.
const TEXT_BYTES: u8 = 60;

/// Writes `.shp`, `.shx`, `.dbf`, `.prj`, and a `.cpg` where the texts are UTF-8; for GBK the byte of the `.dbf` says so.
pub(super) fn write(path: &Path, list: &Listed, encoding: &'static Encoding) -> Result<(), Failed> {
    let mut table = TableWriterBuilder::with_encoding(EncodingRs::from(encoding));
    let (last, texts) = list.kind.headers().split_last().ok_or("a list has columns")?;
    for header in texts {
        table = table.add_character_field(field_name(header)?, TEXT_BYTES);
    }
    table = if list.kind.ends_in_number() {
        table.add_numeric_field(field_name(last)?, 10, 0)
    } else {
        table.add_character_field(field_name(last)?, TEXT_BYTES)
    };
    let mut writer = Writer::from_path(path, table)?;
    if list.outlines {
        for place in &list.places {
            add(&mut writer, list, place, &polygon(place))?;
        }
    } else {
        for place in &list.places {
            add(&mut writer, list, place, &Point::new(place.at.0, place.at.1))?;
        }
    }
    drop(writer);
    if encoding == UTF_8 {
        std::fs::write(path.with_extension("cpg"), "UTF-8")?;
    } else {
        encode_names(&path.with_extension("dbf"), list.kind.headers(), encoding)?;
    }
    std::fs::write(path.with_extension("prj"), prj(list.frame))?;
    Ok(())
}

/// Encodes the columns' names, which `dbase` writes in UTF-8 whatever the encoding.
fn encode_names(path: &Path, names: &[&str], encoding: &'static Encoding) -> Result<(), Failed> {
    let mut bytes = std::fs::read(path)?;
    for (column, name) in bytes[HEADER_BYTES..].chunks_exact_mut(COLUMN_BYTES).zip(names) {
        let mut encoded = encoding.encode(name).0.into_owned();
        encoded.resize(NAME_BYTES, 0);
        column[..NAME_BYTES].copy_from_slice(&encoded);
    }
    Ok(std::fs::write(path, bytes)?)
}

fn field_name(header: &str) -> Result<FieldName, Failed> {
    FieldName::try_from(header).map_err(|error| format!("{header}: {error}").into())
}

fn add<S: EsriShape>(
    writer: &mut Writer<std::io::BufWriter<std::fs::File>>,
    list: &Listed,
    place: &Place,
    shape: &S,
) -> Result<(), Failed> {
    let mut record = Record::default();
    let headers = list.kind.headers();
    for (index, (header, cell)) in headers.iter().zip(&place.cells).enumerate() {
        let value = if index + 1 == headers.len() && list.kind.ends_in_number() {
            FieldValue::Numeric(cell.parse().ok())
        } else {
            FieldValue::Character(Some(cell.clone()))
        };
        record.insert((*header).to_owned(), value);
    }
    Ok(writer.write_shape_and_record(shape, &record)?)
}

fn polygon(place: &Place) -> Polygon {
    let points = |ring: &[Position]| ring.iter().map(|(x, y)| Point::new(*x, *y)).collect();
    let rings = place.outline.iter().flat_map(|polygon| {
        let ring = |(index, ring): (usize, &Vec<Position>)| {
            if index == 0 {
                PolygonRing::Outer(points(ring))
            } else {
                PolygonRing::Inner(points(ring))
            }
        };
        polygon.iter().enumerate().map(ring)
    });
    Polygon::with_rings(rings.collect())
}

/// The coordinate system as ArcGIS writes it, without codes.
pub fn prj(frame: Frame) -> String {
    const CHINA: &str = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    let grid = |name: &str, easting: f64| {
        format!(
            r#"PROJCS["{name}",{CHINA},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{easting:.1}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    };
    match frame {
        Frame::Wgs84 | Frame::Gcj02 | Frame::Bd09 => {
            r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#.to_owned()
        }
        Frame::EastingFirst | Frame::NorthingFirst => grid("CGCS2000_3_Degree_GK_CM_120E", 500_000.0),
        Frame::Zoned => grid("CGCS2000_3_Degree_GK_Zone_40", 40_500_000.0),
    }
}
