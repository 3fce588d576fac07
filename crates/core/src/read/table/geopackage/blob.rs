//! Geometries as a `GeoPackage` stores them: a header, then well-known binary. Heights and measures are passed over.
//!
//! Counts are believed only as far as there are bytes for them.
//!
//! # References
//! OGC 12-128r19, clause 2.1.3 (binary format); OGC 06-103r4, clause 8 (well-known binary), with the types of its ISO edition
//! (1001 for heights, 2001 for measures, 3001 for both) and PostGIS's flags for the same.

use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

/// Bytes of the header before the envelope: `GP`, version, flags, `srs_id`.
const HEADER_BYTES: usize = 8;
/// Bytes of the envelope by its kind: none; x and y; with z; with m; with both.
const ENVELOPE_BYTES: [usize; 5] = [0, 32, 48, 48, 64];
/// Flags of the header.
const KIND_OF_ENVELOPE: u8 = 0b0000_1110;
const EMPTY: u8 = 0b0001_0000;
const EXTENDED: u8 = 0b0010_0000;
/// PostGIS's flags in a type: heights, measures, a coordinate system of four bytes.
const HAS_Z: u32 = 0x8000_0000;
const HAS_M: u32 = 0x4000_0000;
const HAS_SRS: u32 = 0x2000_0000;
/// Types of the ISO edition count heights and measures in thousands.
const THOUSAND: u32 = 1000;
/// Bytes of a number.
const NUMBER_BYTES: usize = 8;
/// Bytes of a count or a type.
const COUNT_BYTES: usize = 4;
/// Corners of the shortest closed ring.
const SHORTEST_RING: usize = 4;
/// What is wrong where bytes are missing.
const CUT_OFF: &str = "its geometry is cut off";

/// The point or polygons of a blob, or why there is none.
pub(super) fn geometry(blob: &[u8]) -> Result<Geometry<f64>, String> {
    let [b'G', b'P', _, flags, ..] = blob else {
        return Err("its geometry is none of a GeoPackage".to_owned());
    };
    if flags & EXTENDED != 0 {
        return Err("its geometry is of an extended kind; save it as a plain one".to_owned());
    }
    if flags & EMPTY != 0 {
        return Err("its geometry is empty".to_owned());
    }
    let kind = usize::from((flags & KIND_OF_ENVELOPE) >> 1);
    let envelope = ENVELOPE_BYTES.get(kind).ok_or("its geometry has an unknown envelope")?;
    let bytes = blob.get(HEADER_BYTES + envelope..).ok_or(CUT_OFF)?;
    let mut wkb = Wkb { bytes, little: true };
    let kind = wkb.kind()?;
    match kind.base {
        1 => point(&mut wkb, kind),
        3 => Ok(Geometry::Polygon(polygon(&mut wkb, kind)?)),
        4 => only_point(&mut wkb),
        6 => Ok(Geometry::MultiPolygon(polygons(&mut wkb)?)),
        other => Err(format!("is a {}; give points or polygons", kind_name(other))),
    }
}

fn kind_name(base: u32) -> String {
    let known = match base {
        2 => "LineString",
        5 => "MultiLineString",
        7 => "GeometryCollection",
        8 => "CircularString",
        9 => "CompoundCurve",
        10 => "CurvePolygon",
        11 => "MultiCurve",
        12 => "MultiSurface",
        15 => "PolyhedralSurface",
        16 => "TIN",
        17 => "Triangle",
        other => return format!("geometry of type {other}"),
    };
    known.to_owned()
}

/// A type: what it is, and how many numbers a position has.
#[derive(Clone, Copy)]
struct Kind {
    base: u32,
    numbers: usize,
}

/// Bytes still to be read.
struct Wkb<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Wkb<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let (taken, rest) = self.bytes.split_first_chunk().ok_or(CUT_OFF)?;
        self.bytes = rest;
        Ok(*taken)
    }

    /// The order of bytes and the type, which stand before every geometry, those within others too.
    fn kind(&mut self) -> Result<Kind, String> {
        self.little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            _ => return Err("its geometry has an unknown order of bytes".to_owned()),
        };
        let told = self.integer()?;
        let plain = told & !(HAS_Z | HAS_M | HAS_SRS);
        if told & HAS_SRS != 0 {
            self.integer()?;
        }
        let thousands = plain / THOUSAND;
        let flags = usize::from(told & HAS_Z != 0) + usize::from(told & HAS_M != 0);
        let more = match thousands {
            0 => flags,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(format!("is a geometry of type {plain}; give points or polygons")),
        };
        Ok(Kind {
            base: plain % THOUSAND,
            numbers: 2 + more,
        })
    }

    fn integer(&mut self) -> Result<u32, String> {
        let bytes = self.take::<COUNT_BYTES>()?;
        Ok(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    /// A count of things that take at least so many bytes each.
    fn count(&mut self, bytes_each: usize) -> Result<usize, String> {
        let count = self.integer()? as usize;
        if count.saturating_mul(bytes_each) > self.bytes.len() {
            return Err(CUT_OFF.to_owned());
        }
        Ok(count)
    }

    fn number(&mut self) -> Result<f64, String> {
        let bytes = self.take::<NUMBER_BYTES>()?;
        Ok(if self.little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    fn position(&mut self, kind: Kind) -> Result<Coord<f64>, String> {
        let (x, y) = (self.number()?, self.number()?);
        for _ in 2..kind.numbers {
            self.number()?;
        }
        Ok(Coord { x, y })
    }
}

fn point(wkb: &mut Wkb<'_>, kind: Kind) -> Result<Geometry<f64>, String> {
    let position = wkb.position(kind)?;
    // An empty point has no other way to say so.
    if position.x.is_nan() && position.y.is_nan() {
        return Err("its geometry is empty".to_owned());
    }
    Ok(Geometry::Point(Point(position)))
}

/// The point of a multi-point that has one.
fn only_point(wkb: &mut Wkb<'_>) -> Result<Geometry<f64>, String> {
    match wkb.count(1 + COUNT_BYTES)? {
        0 => Err("its geometry is empty".to_owned()),
        1 => {
            let kind = wkb.kind()?;
            point(wkb, kind)
        }
        several => Err(format!("is a MultiPoint of {several}; give a row a place")),
    }
}

fn polygons(wkb: &mut Wkb<'_>) -> Result<MultiPolygon<f64>, String> {
    let count = wkb.count(1 + COUNT_BYTES)?;
    let mut polygons = Vec::new();
    for _ in 0..count {
        let kind = wkb.kind()?;
        if kind.base != 3 {
            return Err("its geometry has something else among polygons".to_owned());
        }
        polygons.push(polygon(wkb, kind)?);
    }
    if polygons.is_empty() {
        return Err("its geometry is empty".to_owned());
    }
    Ok(MultiPolygon(polygons))
}

fn polygon(wkb: &mut Wkb<'_>, kind: Kind) -> Result<Polygon<f64>, String> {
    let count = wkb.count(COUNT_BYTES)?;
    let mut rings = Vec::new();
    for _ in 0..count {
        rings.push(ring(wkb, kind)?);
    }
    if rings.is_empty() {
        return Err("its geometry is empty".to_owned());
    }
    let outer = rings.remove(0);
    Ok(Polygon::new(outer, rings))
}

fn ring(wkb: &mut Wkb<'_>, kind: Kind) -> Result<LineString<f64>, String> {
    let count = wkb.count(kind.numbers * NUMBER_BYTES)?;
    if count < SHORTEST_RING {
        return Err(format!("has a ring of {count} positions; a ring has 4 or more"));
    }
    (0..count)
        .map(|_| wkb.position(kind))
        .collect::<Result<_, _>>()
        .map(LineString)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(flags: u8, envelope: usize, wkb: &[u8]) -> Vec<u8> {
        let mut blob = vec![b'G', b'P', 0, flags, 0, 0, 0, 0];
        blob.extend(vec![7; envelope]);
        blob.extend(wkb);
        blob
    }

    fn wkb(big: bool, kind: u32, numbers: &[f64]) -> Vec<u8> {
        let mut bytes = vec![u8::from(!big)];
        bytes.extend(if big { kind.to_be_bytes() } else { kind.to_le_bytes() });
        for number in numbers {
            bytes.extend(if big {
                number.to_be_bytes()
            } else {
                number.to_le_bytes()
            });
        }
        bytes
    }

    #[test]
    fn points_of_every_kind_are_read() {
        let expected = Geometry::Point(Point::new(116.5, 40.25));
        for big in [false, true] {
            for (kind, numbers) in [
                (1, &[116.5, 40.25][..]),
                (1001, &[116.5, 40.25, 9.0]),
                (2001, &[116.5, 40.25, 9.0]),
                (3001, &[116.5, 40.25, 9.0, 8.0]),
                (0x8000_0001, &[116.5, 40.25, 9.0]),
                (0xC000_0001, &[116.5, 40.25, 9.0, 8.0]),
            ] {
                for (code, envelope) in ENVELOPE_BYTES.into_iter().enumerate() {
                    let blob = blob((code as u8) << 1 | 1, envelope, &wkb(big, kind, numbers));
                    assert_eq!(geometry(&blob), Ok(expected.clone()), "{kind} {big} {code}");
                }
            }
        }
        let mut several = vec![1, 4, 0, 0, 0, 1, 0, 0, 0];
        several.extend(wkb(true, 1, &[116.5, 40.25]));
        assert_eq!(geometry(&blob(0, 0, &several)), Ok(expected));
    }

    #[test]
    fn what_is_no_place_is_told() {
        let nan = wkb(false, 1, &[f64::NAN, f64::NAN]);
        let cases: [(Vec<u8>, &str); 8] = [
            (blob(EMPTY, 0, &nan), "empty"),
            (blob(0, 0, &nan), "empty"),
            (blob(EXTENDED, 0, &nan), "extended"),
            (blob(0b1110, 0, &nan), "envelope"),
            (blob(0, 0, &[1, 2, 0, 0, 0, 0, 0, 0, 0]), "LineString"),
            (blob(0, 0, &[1, 3, 0, 0, 0, 255, 255, 255, 255]), "cut off"),
            (blob(0, 0, &[1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255]), "cut off"),
            (b"PG".to_vec(), "none of a GeoPackage"),
        ];
        for (blob, expected) in cases {
            let reason = geometry(&blob).unwrap_err();
            assert!(reason.contains(expected), "{reason}");
        }
    }
}
