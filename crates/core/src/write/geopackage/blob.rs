//! A geometry as `GeoPackage` keeps it: a header with its envelope, then ISO well-known binary, all little-endian.
//!
//! # References
//! OGC 12-128r17, 2.1.3.

use geo::{BoundingRect, Geometry, Rect};

use super::super::wkb;

/// The bytes `GP`, then version 0.
const MAGIC: [u8; 3] = *b"GP\0";
/// Little-endian, no envelope.
const FLAGS_PLAIN: u8 = 0b0000_0001;
/// Little-endian, an envelope of four numbers.
const FLAGS_ENVELOPE: u8 = 0b0000_0011;

/// A geometry's bytes, and what it spans; lines become multi-lines, so that a table holds one type. `None` for kinds of
/// geometry that layers do not have.
pub(super) fn encode(geometry: &Geometry<f64>, srs_id: i32) -> Option<(Vec<u8>, Rect<f64>)> {
    let span = geometry.bounding_rect()?;
    let mut out = Vec::new();
    out.extend(MAGIC);
    if matches!(geometry, Geometry::Point(_)) {
        out.push(FLAGS_PLAIN);
        out.extend(srs_id.to_le_bytes());
    } else {
        out.push(FLAGS_ENVELOPE);
        out.extend(srs_id.to_le_bytes());
        for bound in [span.min().x, span.max().x, span.min().y, span.max().y] {
            out.extend(bound.to_le_bytes());
        }
    }
    wkb::write(&mut out, geometry)?;
    Some((out, span))
}
