//! Outlines that are not as they should be: mended where there is one clear way, else refused with the place.
//!
//! | what | is |
//! | --- | --- |
//! | vertices told twice, spikes | left out |
//! | a hole beyond the outline | left out; one that crosses it or another hole is taken away where they overlap |
//! | parts that overlap | joined |
//! | a line that crosses itself, with a loop below [`SMALL_LOOP`] of the area | loses the loop |
//! | any other line that crosses itself: nobody knows what is inside | refused, with the crossing |
//! | no area | refused |

use geo::algorithm::line_intersection::{LineIntersection, line_intersection};
use geo::orient::{Direction, Orient};
use geo::{Area, BooleanOps, Coord, Intersects, Line, LineString, MultiPolygon, Polygon, Validation, unary_union};
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::cells::{Fault, fault};

/// A loop of a line that crosses itself is a slip of the hand where it has less than this share of the whole area.
const SMALL_LOOP: f64 = 0.01;
/// Vertices of the shortest ring, without the one that closes it.
const TRIANGLE: usize = 3;
/// Sines below this are no angle: the line turns back on itself.
const NO_ANGLE: f64 = 1e-9;

/// An outline as it can be used, and what was done to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mended {
    pub(super) shape: MultiPolygon<f64>,
    /// What was done, in words.
    pub(super) done: Vec<String>,
}

/// Mends an outline in degrees.
///
/// # Errors
/// There is no clear way: the place and why.
///
/// # Complexity
/// `O(n log n)` for `n` vertices; crossings are only looked for where the outline is invalid.
pub(super) fn mended(shape: &MultiPolygon<f64>) -> Result<Mended, Fault> {
    let mut done = Vec::new();
    let mut parts = Vec::new();
    for polygon in shape {
        parts.extend(part(polygon, &mut done)?);
    }
    if parts.is_empty() {
        return Err(fault("", "its outline encloses nothing"));
    }
    let mut shape = MultiPolygon(parts);
    if !shape.is_valid() {
        shape = joined(&shape);
        done.push("parts that overlap are joined".to_owned());
    }
    done.dedup();
    Ok(Mended { shape, done })
}

/// A polygon as parts that do not cross themselves; none where it encloses nothing.
fn part(polygon: &Polygon<f64>, done: &mut Vec<String>) -> Result<Vec<Polygon<f64>>, Fault> {
    let Some(exterior) = clean(polygon.exterior(), done) else {
        done.push("a part without area is left out".to_owned());
        return Ok(Vec::new());
    };
    let mut outer = simple(exterior, done)?;
    let mut holes = Vec::new();
    for ring in polygon.interiors() {
        if let Some(ring) = clean(ring, done) {
            holes.extend(simple(ring, done)?);
        }
    }
    let whole = |holes: &[Polygon<f64>], outer: &Polygon<f64>| {
        let rings = holes.iter().map(|hole| hole.exterior().clone()).collect();
        Polygon::new(outer.exterior().clone(), rings)
    };
    if let [only] = outer.as_mut_slice() {
        let whole = whole(&holes, only);
        if whole.is_valid() {
            return Ok(vec![whole]);
        }
    }
    holes.retain(|hole| {
        let inside = outer.iter().any(|outer| outer.intersects(hole));
        if !inside {
            done.push(format!(
                "a hole outside it at {} is left out",
                shown(Some(hole.exterior()))
            ));
        }
        inside
    });
    if let [only] = outer.as_slice() {
        let whole = whole(&holes, only);
        if whole.is_valid() {
            return Ok(vec![whole]);
        }
    }
    if holes.is_empty() {
        return Ok(outer);
    }
    done.push("holes that cross its line or each other are taken away".to_owned());
    Ok(MultiPolygon(outer).difference(&joined(&MultiPolygon(holes))).0)
}

/// Polygons that may overlap as one shape.
fn joined(parts: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    unary_union(&parts.orient(Direction::Default))
}

/// A ring without vertices told twice and without spikes; `None` where no area is left.
fn clean(ring: &LineString<f64>, done: &mut Vec<String>) -> Option<LineString<f64>> {
    let mut kept: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len());
    let (mut repeated, mut spike) = (false, None);
    let open = ring
        .0
        .split_last()
        .filter(|(last, rest)| rest.first() == Some(*last))
        .map_or(ring.0.as_slice(), |(_, rest)| rest);
    for vertex in open {
        kept.push(*vertex);
        drop_back(&mut kept, &mut repeated, &mut spike);
    }
    // The end may turn back over the beginning.
    while kept.len() >= TRIANGLE {
        let length = kept.len();
        let around = |from: usize| [0, 1, 2].map(|step| kept[(from + step) % length]);
        let (at_end, at_start) = (around(length - 2), around(length - 1));
        if kept.first() == kept.last() {
            repeated = true;
            kept.pop();
        } else if turns_back(at_end) {
            spike = spike.or(Some(at_end[1]));
            kept.pop();
        } else if turns_back(at_start) {
            spike = spike.or(Some(at_start[1]));
            kept.remove(0);
        } else {
            break;
        }
    }
    if repeated {
        done.push("vertices told twice are left out".to_owned());
    }
    if let Some(tip) = spike {
        done.push(format!("a spike at {} is left out", place(tip)));
    }
    if kept.len() < TRIANGLE {
        return None;
    }
    let mut ring = LineString(kept);
    ring.close();
    Some(ring)
}

/// Drops from the end what repeats the vertex before it or turns back on the line.
fn drop_back(kept: &mut Vec<Coord<f64>>, repeated: &mut bool, spike: &mut Option<Coord<f64>>) {
    // What is left of a spike ends where it began: that vertex is told once.
    let mut of_spike = false;
    loop {
        match kept.as_slice() {
            [.., one, other] if one == other => {
                *repeated |= !of_spike;
                kept.pop();
            }
            [.., before, tip, after] if turns_back([*before, *tip, *after]) => {
                of_spike = true;
                *spike = spike.or(Some(*tip));
                let tip = kept.len() - 2;
                kept.remove(tip);
            }
            _ => return,
        }
    }
}

/// Whether the line through three vertices turns back on itself at the second.
fn turns_back([before, tip, after]: [Coord<f64>; 3]) -> bool {
    let (there, back) = (tip - before, after - tip);
    let cross = there.x * back.y - there.y * back.x;
    let dot = there.x * back.x + there.y * back.y;
    let lengths = there.x.hypot(there.y) * back.x.hypot(back.y);
    lengths > 0.0 && dot < 0.0 && cross.abs() <= NO_ANGLE * lengths
}

/// A ring as polygons that do not cross themselves: itself, or what is left without a small loop.
fn simple(ring: LineString<f64>, done: &mut Vec<String>) -> Result<Vec<Polygon<f64>>, Fault> {
    let polygon = Polygon::new(ring, Vec::new());
    if polygon.is_valid() {
        return Ok(vec![polygon]);
    }
    let told = crossing(polygon.exterior()).map_or_else(|| shown(Some(polygon.exterior())), place);
    let mut parts = even_odd(&polygon);
    let whole: f64 = parts.iter().map(Area::unsigned_area).sum();
    let is_loop = |area: f64| area <= SMALL_LOOP * whole;
    parts.retain(|part| !is_loop(part.unsigned_area()));
    for part in &mut parts {
        let (exterior, mut holes) = std::mem::replace(part, Polygon::empty()).into_inner();
        holes.retain(|hole| !is_loop(Polygon::new(hole.clone(), Vec::new()).unsigned_area()));
        *part = Polygon::new(exterior, holes);
    }
    match parts.as_slice() {
        [only] if only.interiors().is_empty() => {
            done.push(format!("a small loop at {told} is left out"));
            Ok(parts)
        }
        _ => {
            let reason = format!("its outline crosses itself at {told} (lon lat); draw it without the crossing");
            Err(fault(told, reason))
        }
    }
}

/// The parts of a polygon that an odd number of its turns encloses.
fn even_odd(polygon: &Polygon<f64>) -> Vec<Polygon<f64>> {
    polygon.union(&MultiPolygon::<f64>(Vec::new())).0
}

/// The first place where a ring meets itself anywhere but at the ends of neighbouring sides.
fn crossing(ring: &LineString<f64>) -> Option<Coord<f64>> {
    let sides: Vec<Line<f64>> = ring.lines().collect();
    let corners = |side: &Line<f64>| AABB::from_corners([side.start.x, side.start.y], [side.end.x, side.end.y]);
    let boxed = |(number, side): (usize, &Line<f64>)| {
        let rectangle = rstar::primitives::Rectangle::from_aabb(corners(side));
        GeomWithData::new(rectangle, number)
    };
    let tree = RTree::bulk_load(sides.iter().enumerate().map(boxed).collect());
    sides.iter().enumerate().find_map(|(number, side)| {
        let mut near: Vec<usize> = tree
            .locate_in_envelope_intersecting(corners(side))
            .map(|found| found.data)
            .filter(|other| *other > number)
            .collect();
        near.sort_unstable();
        near.into_iter().find_map(|other| {
            let is_next = other == number + 1 || (number == 0 && other + 1 == sides.len());
            match line_intersection(*side, *sides.get(other)?)? {
                LineIntersection::SinglePoint { .. } if is_next => None,
                LineIntersection::SinglePoint { intersection, .. } => Some(intersection),
                LineIntersection::Collinear { intersection } => Some(intersection.start),
            }
        })
    })
}

fn shown(ring: Option<&LineString<f64>>) -> String {
    ring.and_then(|ring| ring.0.first())
        .map_or_else(String::new, |first| place(*first))
}

fn place(at: Coord<f64>) -> String {
    format!("{:.6} {:.6}", at.x, at.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;

    fn mend(polygon: Polygon<f64>) -> Mended {
        let mended = mended(&polygon.into()).unwrap_or_else(|fault| panic!("{fault:?}"));
        assert!(mended.shape.is_valid());
        mended
    }

    /// The area of what is left, and what was done.
    fn left(polygon: Polygon<f64>) -> (f64, Vec<String>) {
        let mended = mend(polygon);
        ((mended.shape.unsigned_area() * 1e6).round() / 1e6, mended.done)
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        let good: Polygon<f64> =
            wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 4. 2., 4. 4., 2. 4., 2. 2.)));
        let mended = mend(good.clone());
        assert_eq!((mended.shape.0, mended.done), (vec![good], Vec::new()));
        // The other way round is right too.
        assert_eq!(
            left(wkt!(POLYGON((0. 0., 0. 10., 10. 10., 10. 0., 0. 0.)))),
            (100.0, Vec::new())
        );
    }

    #[test]
    fn what_is_clear_is_mended_and_told() {
        let told = |done: &str| vec![done.to_owned()];
        let twice = wkt!(POLYGON((0. 0., 10. 0., 10. 0., 10. 10., 0. 10., 0. 0., 0. 0.)));
        assert_eq!(left(twice), (100.0, told("vertices told twice are left out")));
        let spike = wkt!(POLYGON((0. 0., 10. 0., 15. 5., 10. 0., 10. 10., 0. 10., 0. 0.)));
        assert_eq!(left(spike), (100.0, told("a spike at 15.000000 5.000000 is left out")));
        // At the end of the ring, and along a side.
        let spike = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. -5., 0. 0.)));
        assert_eq!(left(spike), (100.0, told("a spike at 0.000000 -5.000000 is left out")));
        let outside = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (20. 20., 22. 20., 22. 22., 20. 20.)));
        assert_eq!(
            left(outside),
            (100.0, told("a hole outside it at 20.000000 20.000000 is left out"))
        );
        let across = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (8. 4., 12. 4., 12. 6., 8. 6., 8. 4.)));
        assert_eq!(
            left(across),
            (96.0, told("holes that cross its line or each other are taken away"))
        );
        let both = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 5. 2., 5. 5., 2. 5., 2. 2.), (4. 4., 6. 4., 6. 6., 4. 6., 4. 4.)));
        assert_eq!(
            left(both),
            (88.0, told("holes that cross its line or each other are taken away"))
        );
        // A hole of no area.
        let thin = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 4. 4., 2. 2., 2. 2.)));
        assert!((left(thin).0 - 100.0).abs() < 1e-9);
        let parts: MultiPolygon<f64> =
            wkt!(MULTIPOLYGON(((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.)), ((5. 5., 15. 5., 15. 15., 5. 15., 5. 5.))));
        let overlapping = mended(&parts).unwrap();
        assert!((overlapping.shape.unsigned_area() - 175.0).abs() < 1e-6);
        assert_eq!(overlapping.done, ["parts that overlap are joined"]);
        // The last corner overshoots: a loop of 0.005 in 100.
        let slip = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.1, 0.1 -0.1, -0.1 -0.1, 0. 0.)));
        let (area, done) = left(slip);
        assert!((area - 100.0).abs() < 0.1, "{area}");
        assert_eq!(done, ["a small loop at 0.050000 0.000000 is left out"]);
        // A loop walked twice round is a small hole by the rule of turns.
        let twice = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0.5 10., 0.5 9.5, 0. 9.5, 0.3 9.9, 0.7 9.7, 0. 9.7, 0. 0.)));
        let (area, done) = left(twice);
        assert!(
            (area - 100.0).abs() < 1.0 && done[0].contains("small loop"),
            "{area} {done:?}"
        );
    }

    #[test]
    fn what_is_not_clear_is_refused_with_its_place() {
        let refused = |polygon: Polygon<f64>| mended(&polygon.into()).unwrap_err();
        let bow_tie = refused(wkt!(POLYGON((0. 0., 10. 10., 10. 0., 0. 10., 0. 0.))));
        assert_eq!(bow_tie.value, "5.000000 5.000000");
        assert!(
            bow_tie.reason.contains("crosses itself at 5.000000 5.000000"),
            "{}",
            bow_tie.reason
        );
        let eight = refused(wkt!(POLYGON((0. 0., 10. 0., 10. 10., 5. -1., 0. 10., 0. 0.))));
        assert!(eight.reason.contains("crosses itself at"), "{}", eight.reason);
        for nothing in [
            wkt!(POLYGON((0. 0., 10. 0., 20. 0., 0. 0.))),
            wkt!(POLYGON((0. 0., 0. 0., 0. 0., 0. 0.))),
            wkt!(POLYGON((0. 0., 10. 0., 0. 0.))),
        ] {
            assert_eq!(refused(nothing).reason, "its outline encloses nothing");
        }
        assert_eq!(
            mended(&MultiPolygon(Vec::new())).unwrap_err().reason,
            "its outline encloses nothing"
        );
    }

    #[test]
    fn a_long_crossed_line_is_no_long_wait() {
        // A zigzag of 20,000 sides whose return crosses every one of them.
        let teeth = (0..10_000).map(|at| Coord {
            x: f64::from(at),
            y: if at % 2 == 0 { 0.0 } else { 2.0 },
        });
        let back = (0..10_000).rev().map(|at| Coord {
            x: f64::from(at),
            y: 1.0,
        });
        let ring: LineString<f64> = teeth.chain(back).collect();
        assert!(mended(&Polygon::new(ring, Vec::new()).into()).is_err());
    }
}
