//! Geometry of a Shapefile and its index: lengths are measured first, so that the files can be streamed.

use std::io::{self, Write};

use geo::{BoundingRect, Coord, Geometry, LineString, Rect};

use super::super::columns::{Drawn, Feature};
use super::super::geopackage::around;

/// First number of every file.
const FILE_CODE: i32 = 9994;
const VERSION: i32 = 1000;
/// Bytes of a file's header, and of a record's.
const HEADER_BYTES: u64 = 100;
const RECORD_HEADER_BYTES: u64 = 8;
/// Lengths count words of two bytes.
const WORD_BYTES: u64 = 2;
/// Types of shapes.
const NULL_SHAPE: i32 = 0;
const POINT: i32 = 1;
const POLY_LINE: i32 = 3;
const POLYGON: i32 = 5;

/// Records, bytes and extent of a file to be.
pub(super) struct Extent {
    records: u64,
    bytes: u64,
    span: Option<Rect<f64>>,
}

/// Measures what [`write()`] will write.
pub(super) fn measure(drawn: Drawn, features: impl Iterator<Item = Feature>) -> Extent {
    let mut extent = Extent {
        records: 0,
        bytes: HEADER_BYTES,
        span: None,
    };
    for feature in features {
        extent.records += 1;
        extent.bytes += RECORD_HEADER_BYTES + content(drawn, feature.geometry.as_ref()).len() as u64;
        if let Some(span) = feature.geometry.as_ref().and_then(BoundingRect::bounding_rect) {
            extent.span = Some(extent.span.map_or(span, |all| around(all, span)));
        }
    }
    extent
}

/// Writes the `.shp`.
pub(super) fn write(
    drawn: Drawn,
    extent: &Extent,
    features: impl Iterator<Item = Feature>,
    out: &mut dyn Write,
) -> io::Result<()> {
    header(drawn, extent, extent.bytes, out)?;
    for (number, feature) in (1_i32..).zip(features) {
        let content = content(drawn, feature.geometry.as_ref());
        out.write_all(&number.to_be_bytes())?;
        out.write_all(&words(content.len() as u64)?.to_be_bytes())?;
        out.write_all(&content)?;
    }
    Ok(())
}

/// Writes the `.shx`: where each record starts, and its length.
pub(super) fn write_index(
    drawn: Drawn,
    extent: &Extent,
    features: impl Iterator<Item = Feature>,
    out: &mut dyn Write,
) -> io::Result<()> {
    header(drawn, extent, HEADER_BYTES + RECORD_HEADER_BYTES * extent.records, out)?;
    let mut offset = HEADER_BYTES;
    for feature in features {
        let length = content(drawn, feature.geometry.as_ref()).len() as u64;
        out.write_all(&words(offset)?.to_be_bytes())?;
        out.write_all(&words(length)?.to_be_bytes())?;
        offset += RECORD_HEADER_BYTES + length;
    }
    Ok(())
}

fn header(drawn: Drawn, extent: &Extent, bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&FILE_CODE.to_be_bytes())?;
    out.write_all(&[0; 20])?;
    out.write_all(&words(bytes)?.to_be_bytes())?;
    out.write_all(&VERSION.to_le_bytes())?;
    out.write_all(&shape_type(drawn).to_le_bytes())?;
    let (low, high) = extent
        .span
        .map_or((Coord::zero(), Coord::zero()), |span| (span.min(), span.max()));
    // Neither heights nor measures: their ranges are 0.
    for bound in [low.x, low.y, high.x, high.y, 0.0, 0.0, 0.0, 0.0] {
        out.write_all(&bound.to_le_bytes())?;
    }
    Ok(())
}

/// Bytes as words; a file that is too long for the format is told.
fn words(bytes: u64) -> io::Result<i32> {
    i32::try_from(bytes / WORD_BYTES).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

fn shape_type(drawn: Drawn) -> i32 {
    match drawn {
        Drawn::Points => POINT,
        Drawn::Lines => POLY_LINE,
        Drawn::Areas | Drawn::AreasOrPoints => POLYGON,
        Drawn::Nothing => NULL_SHAPE,
    }
}

/// A record's content.
fn content(drawn: Drawn, geometry: Option<&Geometry<f64>>) -> Vec<u8> {
    let mut content = Vec::new();
    let span = geometry.and_then(BoundingRect::bounding_rect);
    let (Some(geometry), Some(span)) = (geometry, span) else {
        content.extend(NULL_SHAPE.to_le_bytes());
        return content;
    };
    content.extend(shape_type(drawn).to_le_bytes());
    match geometry {
        Geometry::Point(point) => position(&mut content, point.0),
        Geometry::LineString(line) => {
            parts(&mut content, span, &[line]);
            line.coords().for_each(|place| position(&mut content, *place));
        }
        Geometry::MultiPolygon(polygons) => {
            let rings: Vec<&LineString<f64>> = polygons
                .iter()
                .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
                .collect();
            parts(&mut content, span, &rings);
            for ring in rings {
                // Outer rings clockwise: the other way round than everywhere else.
                ring.coords().rev().for_each(|place| position(&mut content, *place));
            }
        }
        _ => {
            content.clear();
            content.extend(NULL_SHAPE.to_le_bytes());
        }
    }
    content
}

/// Box, counts, and where each part starts.
fn parts(content: &mut Vec<u8>, span: Rect<f64>, lines: &[&LineString<f64>]) {
    position(content, span.min());
    position(content, span.max());
    let places: usize = lines.iter().map(|line| line.0.len()).sum();
    content.extend((lines.len() as i32).to_le_bytes());
    content.extend((places as i32).to_le_bytes());
    let mut start = 0_i32;
    for line in lines {
        content.extend(start.to_le_bytes());
        start += line.0.len() as i32;
    }
}

fn position(content: &mut Vec<u8>, place: Coord<f64>) {
    content.extend(place.x.to_le_bytes());
    content.extend(place.y.to_le_bytes());
}
