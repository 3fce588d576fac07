//! A geometry as ISO well-known binary, little-endian; lines become multi-lines, so that a column holds one type.
//!
//! # References
//! OGC 06-103r4, 8.2.

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};

/// Little-endian.
const LITTLE_ENDIAN: u8 = 1;
/// Types of geometry.
const POINT: u32 = 1;
const LINE_STRING: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_LINE_STRING: u32 = 5;
const MULTI_POLYGON: u32 = 6;

/// Adds a geometry's bytes; `None`, and nothing, for kinds of geometry that layers do not have.
pub(super) fn write(out: &mut Vec<u8>, geometry: &Geometry<f64>) -> Option<()> {
    match geometry {
        Geometry::Point(point) => {
            head(out, POINT);
            position(out, point.0);
        }
        Geometry::LineString(one) => {
            head(out, MULTI_LINE_STRING);
            count(out, 1);
            head(out, LINE_STRING);
            positions(out, one);
        }
        Geometry::MultiPolygon(polygons) => multi_polygon(out, polygons),
        _ => return None,
    }
    Some(())
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
