//! The sides of one shape in bands of latitude: only those of a place's band tell whether the shape holds it, and only those of
//! a segment's bands can cross it.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{BoundingRect as _, Coord, Intersects as _, Line, LineString, MultiPolygon, Rect};

/// Sides a band has in the mean, were none in two bands.
const SIDES_A_BAND: usize = 4;
/// Bands of a ring at most, so that a ring of long sides is not kept many times over.
const MOST_BANDS: usize = 256;

/// Overwritten before it is read, or a ring without sides.
const NOWHERE: Coord<f64> = Coord { x: 0.0, y: 0.0 };

/// A shape's sides.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    /// Each polygon's outer ring, then its holes.
    parts: Vec<Vec<Ring>>,
}

/// One ring's sides, each in every band that it touches.
#[derive(Clone, Debug)]
struct Ring {
    around: Rect<f64>,
    bands_a_degree: f64,
    first: Vec<u32>,
    sides: Vec<Line<f64>>,
}

/// Where a place is to a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    Outside,
    OnSide,
    Inside,
}

impl Sides {
    /// The sides of a shape.
    ///
    /// # Complexity
    /// `O(n)` for `n` sides, and memory for each side in each of 256 bands at worst.
    pub(super) fn of(shape: &MultiPolygon<f64>) -> Self {
        let rings = |part: &geo::Polygon<f64>| {
            let rings = std::iter::once(part.exterior()).chain(part.interiors());
            rings.map(Ring::of).collect()
        };
        Self {
            parts: shape.iter().map(rings).collect(),
        }
    }

    /// Whether the shape holds a place; its sides belong to it.
    pub(super) fn hold(&self, at: Coord<f64>) -> bool {
        self.parts.iter().any(|rings| {
            let Some((outer, holes)) = rings.split_first() else {
                return false;
            };
            match outer.position(at) {
                Position::Outside => false,
                Position::OnSide => true,
                Position::Inside => holes
                    .iter()
                    .map(|hole| hole.position(at))
                    .find(|position| *position != Position::Outside)
                    .is_none_or(|position| position == Position::OnSide),
            }
        })
    }

    /// The sides whose boxes meet a box; some more than once.
    pub(super) fn near(&self, around: Rect<f64>) -> impl Iterator<Item = &Line<f64>> {
        let rings = self
            .parts
            .iter()
            .flatten()
            .filter(move |ring| ring.around.intersects(&around));
        rings.flat_map(move |ring| {
            let sides = ring.sides_between(around.min().y, around.max().y);
            sides
                .iter()
                .filter(move |side| Rect::new(side.start, side.end).intersects(&around))
        })
    }
}

impl Ring {
    fn of(ring: &LineString<f64>) -> Self {
        let around = ring.bounding_rect().unwrap_or(Rect::new(NOWHERE, NOWHERE));
        let bands = (ring.0.len() / SIDES_A_BAND).clamp(1, MOST_BANDS);
        let mut banded = Self {
            around,
            bands_a_degree: if around.height() > 0.0 {
                bands as f64 / around.height()
            } else {
                0.0
            },
            first: vec![0; bands + 1],
            sides: Vec::new(),
        };
        let span = |banded: &Self, side: &Line<f64>| {
            let (start, end) = (banded.band(side.start.y), banded.band(side.end.y));
            start.min(end)..=start.max(end)
        };
        for side in ring.lines() {
            for band in span(&banded, &side) {
                banded.first[band + 1] += 1;
            }
        }
        for band in 0..bands {
            banded.first[band + 1] += banded.first[band];
        }
        let mut next = banded.first.clone();
        banded.sides = vec![Line::new(NOWHERE, NOWHERE); banded.first[bands] as usize];
        for side in ring.lines() {
            for band in span(&banded, &side) {
                banded.sides[next[band] as usize] = side;
                next[band] += 1;
            }
        }
        banded
    }

    /// The band of a latitude; the first or last for one beyond.
    fn band(&self, lat: f64) -> usize {
        (((lat - self.around.min().y) * self.bands_a_degree) as usize).min(self.first.len() - 2)
    }

    fn sides_between(&self, low: f64, high: f64) -> &[Line<f64>] {
        let (first, last) = (self.band(low), self.band(high));
        &self.sides[self.first[first] as usize..self.first[last + 1] as usize]
    }

    /// By the winding number, as `geo`'s `coord_pos_relative_to_ring` does with all sides.
    fn position(&self, at: Coord<f64>) -> Position {
        if !self.around.intersects(&at) {
            return Position::Outside;
        }
        let mut winding = 0;
        for side in self.sides_between(at.y, at.y) {
            let up = side.start.y <= at.y;
            let meets = if up { side.end.y >= at.y } else { side.end.y <= at.y };
            if !meets {
                continue;
            }
            match RobustKernel::orient2d(side.start, side.end, at) {
                Orientation::Collinear if is_between(at.x, side.start.x, side.end.x) => return Position::OnSide,
                Orientation::CounterClockwise if up && side.end.y > at.y => winding += 1,
                Orientation::Clockwise if !up => winding -= 1,
                _ => {}
            }
        }
        if winding == 0 {
            Position::Outside
        } else {
            Position::Inside
        }
    }
}

fn is_between(value: f64, one: f64, other: f64) -> bool {
    (one.min(other)..=one.max(other)).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;
    use proptest::prelude::*;

    /// A star of many points round a hole, and a part of its own: corners on whole numbers, so that places meet them often.
    fn shape(radii: &[i32]) -> MultiPolygon<f64> {
        let count = radii.len() as f64;
        let corner = |(nth, radius): (usize, &i32)| {
            let (sin, cos) = (nth as f64 / count * std::f64::consts::TAU).sin_cos();
            Coord {
                x: (f64::from(*radius) * cos).round(),
                y: (f64::from(*radius) * sin).round(),
            }
        };
        let star = LineString::new(radii.iter().enumerate().map(corner).collect());
        let hole = polygon![(x: -2.0, y: -2.0), (x: 2.0, y: -3.0), (x: 1.0, y: 2.0)];
        let apart = polygon![(x: 30.0, y: -1.0), (x: 34.0, y: -1.0), (x: 34.0, y: 5.0)];
        MultiPolygon(vec![geo::Polygon::new(star, vec![hole.exterior().clone()]), apart])
    }

    proptest! {
        #[test]
        fn holds_what_all_sides_hold(
            radii in proptest::collection::vec(5..20, 3..300),
            places in proptest::collection::vec((-22..36, -22..22), 1..60),
        ) {
            let shape = shape(&radii);
            let sides = Sides::of(&shape);
            for (x, y) in places {
                let at = Coord { x: f64::from(x), y: f64::from(y) };
                prop_assert_eq!(sides.hold(at), shape.intersects(&at), "{:?}", at);
            }
        }

        #[test]
        fn finds_every_side_whose_box_is_met(
            radii in proptest::collection::vec(5..20, 3..300),
            ends in proptest::collection::vec((-22..36, -22..22), 2),
        ) {
            let shape = shape(&radii);
            let at = |(x, y): (i32, i32)| Coord { x: f64::from(x), y: f64::from(y) };
            let (from, to) = (at(ends[0]), at(ends[1]));
            let around = Rect::new(from, to);
            let met = |side: &Line<f64>| Rect::new(side.start, side.end).intersects(&around);
            let sorted = |sides: Vec<Line<f64>>| {
                let mut keys: Vec<_> = sides.iter().map(|side| format!("{side:?}")).collect();
                keys.sort();
                keys.dedup();
                keys
            };
            let rings = shape.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
            let all = rings.flat_map(LineString::lines).filter(met).collect();
            let found = Sides::of(&shape).near(around).copied().collect();
            prop_assert_eq!(sorted(found), sorted(all));
        }
    }
}
