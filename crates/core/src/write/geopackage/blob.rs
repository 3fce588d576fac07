//! A geometry as `GeoPackage` keeps it: a header with its envelope, then ISO well-known binary, all little-endian.
//!
//! # References
//! OGC 12-128r17, 2.1.3.

use geo::{BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon, Rect};

/// The bytes `GP`, then version 0.
const MAGIC: [u8; 3] = *b"GP\0";
/// Little-endian, no envelope.
const FLAGS_PLAIN: u8 = 0b0000_0001;
/// Little-endian, an envelope of four numbers.
const FLAGS_ENVELOPE: u8 = 0b0000_0011;
/// Well-known binary: little-endian.
const LITTLE_ENDIAN: u8 = 1;
/// Well-known binary: types of geometry.
const POINT: u32 = 1;
const LINE_STRING: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_LINE_STRING: u32 = 5;
const MULTI_POLYGON: u32 = 6;

/// A geometry's bytes, and what it spans; lines become multi-lines, so that a table holds one type. `None` for kinds of
/// geometry that layers do not have.
pub(super) fn encode(geometry: &Geometry<f64>, srs_id: i32) -> Option<(Vec<u8>, Rect<f64>)> {
    let span = geometry.bounding_rect()?;
    let mut out = Vec::new();
    out.extend(MAGIC);
    if let Geometry::Point(point) = geometry {
        out.push(FLAGS_PLAIN);
        out.extend(srs_id.to_le_bytes());
        head(&mut out, POINT);
        position(&mut out, point.0);
        return Some((out, span));
    }
    out.push(FLAGS_ENVELOPE);
    out.extend(srs_id.to_le_bytes());
    for bound in [span.min().x, span.max().x, span.min().y, span.max().y] {
        out.extend(bound.to_le_bytes());
    }
    match geometry {
        Geometry::LineString(one) => {
            head(&mut out, MULTI_LINE_STRING);
            count(&mut out, 1);
            head(&mut out, LINE_STRING);
            positions(&mut out, one);
        }
        Geometry::MultiPolygon(polygons) => multi_polygon(&mut out, polygons),
        _ => return None,
    }
    Some((out, span))
}

fn multi_polygon(out: &mut Vec<u8>, polygons: &MultiPolygon<f64>) {
    head(out, MULTI_POLYGON);
    count(out, polygons.0.len());
    for polygon in polygons {
        head(out, POLYGON);
        rings(out, polygon);
    }
}

fn rings(out: &mut Vec<u8>, polygon: &Polygon<f64>) {
    count(out, 1 + polygon.interiors().len());
    positions(out, polygon.exterior());
    for hole in polygon.interiors() {
        positions(out, hole);
    }
}

fn head(out: &mut Vec<u8>, kind: u32) {
    out.push(LITTLE_ENDIAN);
    out.extend(kind.to_le_bytes());
}

fn positions(out: &mut Vec<u8>, line: &LineString<f64>) {
    count(out, line.0.len());
    for place in line.coords() {
        position(out, *place);
    }
}

fn position(out: &mut Vec<u8>, place: Coord<f64>) {
    out.extend(place.x.to_le_bytes());
    out.extend(place.y.to_le_bytes());
}

fn count(out: &mut Vec<u8>, number: usize) {
    out.extend((number as u32).to_le_bytes());
}
