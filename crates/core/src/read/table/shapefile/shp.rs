//! The shapes of a `.shp`: points and polygons; heights and measures are passed over.

use geo::{BoundingRect, Contains, Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

/// First number of a `.shp` and `.shx`.
const FILE_CODE: u32 = 9994;
/// Bytes of the header of either file.
const FILE_HEADER_BYTES: usize = 100;
/// Bytes before a shape: its number and its length.
const RECORD_HEADER_BYTES: usize = 8;
/// Bytes of an entry of the `.shx`: where a record starts, and its length.
const INDEX_ENTRY_BYTES: usize = 8;
/// Lengths and places are counted in words of two bytes.
const WORD_BYTES: usize = 2;
/// Bytes of a shape before its counts: its type and its box.
const BOX_BYTES: usize = 4 + 32;
const POSITION_BYTES: usize = 16;
/// Corners of the shortest closed ring.
const SHORTEST_RING: usize = 4;
/// Rings of one outline: more would be no compound.
const MOST_RINGS: usize = 2_000;
/// What is wrong where bytes are missing.
const CUT_OFF: &str = "its shape is cut off";

type Shape = Result<Geometry<f64>, String>;

/// The shapes in order, by the index where it fits the file, else one behind the other.
pub(super) fn shapes(file: &[u8], index: Option<&[u8]>) -> Result<Vec<Shape>, String> {
    if big_endian(file, 0) != Some(FILE_CODE) || file.len() < FILE_HEADER_BYTES {
        return Err("it is no shapefile (its first bytes are others)".to_owned());
    }
    if let Some(starts) = index.and_then(|index| indexed(file, index)) {
        return Ok(starts
            .into_iter()
            .map(|start| record(file, start).map_or_else(|| Err(CUT_OFF.to_owned()), |(_, data)| shape(data)))
            .collect());
    }
    let mut shapes = Vec::new();
    let mut start = FILE_HEADER_BYTES;
    while start < file.len() {
        let Some((end, data)) = record(file, start) else {
            shapes.push(Err(CUT_OFF.to_owned()));
            break;
        };
        shapes.push(shape(data));
        start = end;
    }
    Ok(shapes)
}

/// Where the index says the records start; none where it points outside the file.
fn indexed(file: &[u8], index: &[u8]) -> Option<Vec<usize>> {
    let entries = index.get(FILE_HEADER_BYTES..)?.chunks_exact(INDEX_ENTRY_BYTES);
    if big_endian(index, 0) != Some(FILE_CODE) || !entries.remainder().is_empty() {
        return None;
    }
    entries
        .map(|entry| {
            let start = (big_endian(entry, 0)? as usize).checked_mul(WORD_BYTES)?;
            let length = (big_endian(entry, 4)? as usize).checked_mul(WORD_BYTES)?;
            let end = start.checked_add(RECORD_HEADER_BYTES)?.checked_add(length)?;
            (start >= FILE_HEADER_BYTES && end <= file.len()).then_some(start)
        })
        .collect()
}

/// The end of a record and its data.
fn record(file: &[u8], start: usize) -> Option<(usize, &[u8])> {
    let length = (big_endian(file, start.checked_add(4)?)? as usize).checked_mul(WORD_BYTES)?;
    let from = start.checked_add(RECORD_HEADER_BYTES)?;
    let end = from.checked_add(length)?;
    Some((end, file.get(from..end)?))
}

/// A shape: its type, then by type.
fn shape(data: &[u8]) -> Shape {
    match little_endian(data, 0).ok_or(CUT_OFF)? {
        0 => Err("has no shape".to_owned()),
        1 | 11 | 21 => position(data, 4).map(|place| Geometry::Point(Point(place))),
        8 | 18 | 28 => only_point(data),
        5 | 15 | 25 => outline(data),
        3 | 13 | 23 => Err("is a PolyLine; give points or polygons".to_owned()),
        31 => Err("is a MultiPatch; give points or polygons".to_owned()),
        other => Err(format!("is a shape of type {other}; give points or polygons")),
    }
}

fn only_point(data: &[u8]) -> Shape {
    match little_endian(data, BOX_BYTES).ok_or(CUT_OFF)? {
        0 => Err("has no shape".to_owned()),
        1 => position(data, BOX_BYTES + 4).map(|place| Geometry::Point(Point(place))),
        several => Err(format!("is a MultiPoint of {several}; give a row a place")),
    }
}

/// The rings of a polygon: those that run clockwise enclose, the others are holes in one of them.
fn outline(data: &[u8]) -> Shape {
    let count = |at| Some(little_endian(data, at)? as usize);
    let ring_count = count(BOX_BYTES).ok_or(CUT_OFF)?;
    let corner_count = count(BOX_BYTES + 4).ok_or(CUT_OFF)?;
    let starts_at = BOX_BYTES + 8;
    let corners_at = ring_count
        .checked_mul(4)
        .and_then(|bytes| bytes.checked_add(starts_at))
        .ok_or(CUT_OFF)?;
    let end = corner_count
        .checked_mul(POSITION_BYTES)
        .and_then(|bytes| bytes.checked_add(corners_at))
        .ok_or(CUT_OFF)?;
    if end > data.len() {
        return Err(CUT_OFF.to_owned());
    }
    if ring_count > MOST_RINGS {
        return Err(format!("has {ring_count} rings; an outline may have {MOST_RINGS}"));
    }
    let mut bounds: Vec<usize> = (0..ring_count).filter_map(|ring| count(starts_at + 4 * ring)).collect();
    bounds.push(corner_count);
    let mut rings = Vec::with_capacity(ring_count);
    for pair in bounds.windows(2) {
        let [from, to] = *pair else { continue };
        if to > corner_count || from > to {
            return Err("its rings overlap in the file".to_owned());
        }
        if to - from < SHORTEST_RING {
            return Err(format!("has a ring of {} positions; a ring has 4 or more", to - from));
        }
        let corners = (from..to).map(|corner| position(data, corners_at + corner * POSITION_BYTES));
        rings.push(LineString(corners.collect::<Result<Vec<_>, _>>()?));
    }
    assembled(rings)
}

/// Polygons of rings. Where none runs clockwise the writer had it the other way round.
fn assembled(rings: Vec<LineString<f64>>) -> Shape {
    let (mut outer, mut holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| doubled_area(ring) <= 0.0);
    if outer.is_empty() {
        std::mem::swap(&mut outer, &mut holes);
    }
    let mut polygons: Vec<Polygon<f64>> = outer.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect();
    for hole in holes {
        let at = match polygons.len() {
            1 => Some(0),
            _ => polygons.iter().position(|polygon| encloses(polygon, &hole)),
        };
        match at.and_then(|at| polygons.get_mut(at)) {
            Some(polygon) => polygon.interiors_push(hole),
            // In none of them: a part that runs the wrong way round.
            None => polygons.push(Polygon::new(hole, Vec::new())),
        }
    }
    match polygons.len() {
        0 => Err("has no shape".to_owned()),
        1 => Ok(Geometry::Polygon(polygons.remove(0))),
        _ => Ok(Geometry::MultiPolygon(MultiPolygon(polygons))),
    }
}

/// Whether a ring's corners lie within a polygon's outer ring; one on the rim says nothing.
fn encloses(polygon: &Polygon<f64>, ring: &LineString<f64>) -> bool {
    let within = |outer: geo::Rect<f64>, inner: geo::Rect<f64>| outer.contains(&inner) || outer == inner;
    let boxes = polygon.exterior().bounding_rect().zip(ring.bounding_rect());
    if !boxes.is_some_and(|(outer, inner)| within(outer, inner)) {
        return false;
    }
    let outer = Polygon::new(polygon.exterior().clone(), Vec::new());
    ring.points().take(SHORTEST_RING).any(|corner| outer.contains(&corner))
}

/// Twice the area of a ring, below 0 where it runs clockwise, taken from its first corner for the sake of large coordinates.
fn doubled_area(ring: &LineString<f64>) -> f64 {
    let Some(origin) = ring.0.first().copied() else {
        return 0.0;
    };
    let sides = ring
        .0
        .windows(2)
        .filter_map(|pair| <[Coord<f64>; 2]>::try_from(pair).ok());
    sides
        .map(|[from, to]| (from.x - origin.x) * (to.y - origin.y) - (to.x - origin.x) * (from.y - origin.y))
        .sum()
}

fn position(data: &[u8], at: usize) -> Result<Coord<f64>, String> {
    let number = |at: usize| Some(f64::from_le_bytes(data.get(at..at.checked_add(8)?)?.try_into().ok()?));
    match (number(at), number(at + 8)) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err(CUT_OFF.to_owned()),
    }
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn little_endian(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
        corners.iter().copied().collect()
    }

    /// A square from its lower left corner, clockwise or not.
    fn square(x: f64, y: f64, side: f64, clockwise: bool) -> LineString<f64> {
        let mut corners = vec![(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)];
        if !clockwise {
            corners.reverse();
        }
        ring(&corners)
    }

    #[test]
    fn holes_go_into_the_ring_around_them() {
        let rings = vec![
            square(0.0, 0.0, 10.0, true),
            square(20.0, 0.0, 10.0, true),
            square(22.0, 2.0, 3.0, false),
            square(1.0, 1.0, 2.0, false),
        ];
        let Ok(Geometry::MultiPolygon(polygons)) = assembled(rings) else {
            unreachable!("two outlines")
        };
        let holes: Vec<usize> = polygons.iter().map(|polygon| polygon.interiors().len()).collect();
        assert_eq!(holes, [1, 1]);
        assert_eq!(polygons.0[1].interiors()[0], square(22.0, 2.0, 3.0, false));
    }

    #[test]
    fn a_writer_that_turns_rings_round_is_understood() {
        let Ok(Geometry::Polygon(polygon)) = assembled(vec![square(0.0, 0.0, 10.0, false)]) else {
            unreachable!("one outline")
        };
        assert_eq!(polygon.interiors().len(), 0);
        let apart = assembled(vec![
            square(0.0, 0.0, 10.0, true),
            square(50.0, 0.0, 10.0, true),
            square(90.0, 0.0, 1.0, false),
        ]);
        assert!(matches!(apart, Ok(Geometry::MultiPolygon(polygons)) if polygons.0.len() == 3));
    }
}
