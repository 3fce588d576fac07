//! Rings of ground made one area, on the grid of 1e-7 degrees that places are written in: what is valid there is valid as written.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::flat::buffer::FlatContoursBuffer;
use i_overlay::i_shape::int::shape::{IntContour, IntShapes};
use rayon::prelude::*;

use crate::lonlat::{Frame, LonLat, PER_DEGREE, metres_per_degree};

/// Islands and holes smaller than this are slivers between strips of ground, not places, m2.
const SLIVER_M2: f64 = 1.0;
/// Rings united at once, and parts of the area after: few, as all sides of what is united are looked at together, and neighbours
/// mostly, as streets are numbered along a curve that fills the town. Measured on two towns: 8 and 4 take a tenth of the time of 1,024.
const AT_ONCE: AtOnce = AtOnce { rings: 8, parts: 4 };

/// How much is united in one step.
#[derive(Clone, Copy, Debug)]
struct AtOnce {
    rings: usize,
    parts: usize,
}

/// An area of whole 1e-7 degrees from an origin.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    origin: LonLat,
    shapes: IntShapes,
}

impl Shape {
    /// Nothing yet, around an origin.
    pub(super) fn nothing(origin: LonLat) -> Self {
        Self {
            origin,
            shapes: IntShapes::new(),
        }
    }

    /// What is in any of some rings, in metres of a frame around the origin, or in this.
    ///
    /// # Complexity
    /// `O(n log n)` in the corners and crossings of the rings, on all threads; the result is the same on any number of them.
    pub(super) fn with(&self, frame: &Frame, rings: &[Vec<Coord<f64>>]) -> Self {
        let rings: Vec<IntContour> = rings.iter().map(|ring| self.contour(frame, ring)).collect();
        Self {
            origin: self.origin,
            shapes: self.with_contours(&rings, AT_ONCE),
        }
    }

    fn with_contours(&self, rings: &[IntContour], at_once: AtOnce) -> IntShapes {
        let mut parts: Vec<FlatContoursBuffer> = rings
            .par_chunks(at_once.rings)
            .map(|rings| united(|overlay| overlay.add_contours(rings, ShapeType::Subject)))
            .collect();
        while parts.len() > at_once.parts {
            parts = parts
                .par_chunks(at_once.parts)
                .map(|parts| united(|overlay| add(overlay, parts)))
                .collect();
        }
        let mut all = overlay(IntOverlayOptions {
            min_output_area: (SLIVER_M2 / self.unit_m2()) as u64,
            ..IntOverlayOptions::ogc()
        });
        add(&mut all, &parts);
        all.add_shapes(&self.shapes, ShapeType::Subject);
        let mut shapes = all.overlay(OverlayRule::Subject, FillRule::NonZero);
        for rings in &mut shapes {
            for (index, ring) in rings.iter_mut().enumerate() {
                if (twice_area(ring) > 0) != (index == 0) {
                    // A hole that touches its outer ring: i_overlay 4.5 lets it run the wrong way round.
                    ring.reverse();
                }
            }
        }
        shapes
    }

    /// As polygons in degrees: valid, closed, outer rings counter-clockwise and holes clockwise.
    pub(super) fn polygons(&self) -> MultiPolygon<f64> {
        let place = |point: &IntPoint| Coord {
            x: (f64::from(self.origin.lon) + f64::from(point.x)) / PER_DEGREE,
            y: (f64::from(self.origin.lat) + f64::from(point.y)) / PER_DEGREE,
        };
        let ring = |contour: &IntContour| LineString(contour.iter().chain(contour.first()).map(place).collect());
        let polygon = |rings: &[IntContour]| {
            let (outer, holes) = rings.split_first()?;
            Some(Polygon::new(ring(outer), holes.iter().map(ring).collect()))
        };
        MultiPolygon(self.shapes.iter().filter_map(|rings| polygon(rings)).collect())
    }

    /// Its area on the ground.
    pub(super) fn area_m2(&self) -> f64 {
        // Holes run clockwise: their area is negative.
        self.shapes
            .iter()
            .flatten()
            .map(|ring| twice_area(ring) as f64 / 2.0)
            .sum::<f64>()
            * self.unit_m2()
    }

    fn unit_m2(&self) -> f64 {
        let (per_lon, per_lat) = metres_per_degree(self.origin.lat_degrees());
        per_lon * per_lat / (PER_DEGREE * PER_DEGREE)
    }

    fn contour(&self, frame: &Frame, ring: &[Coord<f64>]) -> IntContour {
        ring.iter()
            .map(|place| {
                let place = frame.to_place(*place);
                IntPoint::new(place.lon - self.origin.lon, place.lat - self.origin.lat)
            })
            .collect()
    }
}

/// Twice the area of a ring: negative where it runs clockwise.
fn twice_area(ring: &[IntPoint]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let wide = |value: i32| i64::from(value);
    ring.iter()
        .zip(next)
        .map(|(a, b)| wide(a.x) * wide(b.y) - wide(b.x) * wide(a.y))
        .sum()
}

fn overlay(options: IntOverlayOptions) -> Overlay {
    Overlay::new_custom(0, options, Solver::default())
}

fn add(overlay: &mut Overlay, parts: &[FlatContoursBuffer]) {
    for part in parts {
        overlay.add_flat_buffer(part, ShapeType::Subject);
    }
}

/// A part of the area, to be united with others. Its rings may touch themselves: told as valid polygons, a hole that touches its outer
/// ring would run the wrong way round, and the next union would fill it.
fn united(fill: impl FnOnce(&mut Overlay)) -> FlatContoursBuffer {
    let mut overlay = overlay(IntOverlayOptions::default());
    fill(&mut overlay);
    let mut part = FlatContoursBuffer::default();
    overlay.overlay_into(OverlayRule::Subject, FillRule::NonZero, &mut part);
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_ONCE: [AtOnce; 6] = [
        AtOnce { rings: 1, parts: 2 },
        AtOnce { rings: 2, parts: 2 },
        AtOnce { rings: 3, parts: 3 },
        super::AT_ONCE,
        AtOnce { rings: 64, parts: 2 },
        AtOnce {
            rings: 1 << 20,
            parts: 2,
        },
    ];
    /// Crossings are rounded to whole units, in every step anew: places this near to a side may be on either.
    const UNITS: f64 = 8.0;

    fn nothing() -> Shape {
        Shape::nothing(LonLat {
            lon: 1_017_000_000,
            lat: 265_000_000,
        })
    }

    fn ring(corners: &[(i32, i32)]) -> IntContour {
        corners.iter().map(|(x, y)| IntPoint::new(*x, *y)).collect()
    }

    /// Whether a place is in a ring, by the sides that a ray eastward crosses.
    fn is_in(ring: &[IntPoint], (x, y): (f64, f64)) -> bool {
        let crossed = ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| {
            let (ax, ay, bx, by) = (f64::from(a.x), f64::from(a.y), f64::from(b.x), f64::from(b.y));
            (ay > y) != (by > y) && ax + (y - ay) / (by - ay) * (bx - ax) > x
        });
        crossed.count() % 2 == 1
    }

    fn is_beside(ring: &[IntPoint], (x, y): (f64, f64)) -> bool {
        ring.iter().zip(ring.iter().cycle().skip(1)).any(|(a, b)| {
            let (ax, ay) = (f64::from(a.x), f64::from(a.y));
            let (run_x, run_y) = (f64::from(b.x) - ax, f64::from(b.y) - ay);
            let share =
                (((x - ax) * run_x + (y - ay) * run_y) / (run_x * run_x + run_y * run_y).max(1.0)).clamp(0.0, 1.0);
            (x - ax - share * run_x).hypot(y - ay - share * run_y) <= UNITS
        })
    }

    fn is_covered(shapes: &IntShapes, place: (f64, f64)) -> bool {
        shapes.iter().flatten().filter(|ring| is_in(ring, place)).count() % 2 == 1
    }

    fn assert_directions(shapes: &IntShapes) {
        for ring in shapes.iter().filter_map(|rings| rings.first()) {
            assert!(twice_area(ring) > 0, "{ring:?}");
        }
        for hole in shapes.iter().flat_map(|rings| rings.iter().skip(1)) {
            assert!(twice_area(hole) < 0, "{hole:?}");
        }
    }

    #[test]
    fn a_hole_that_touches_its_ring_stays_a_hole() {
        // A square with a hole that has one corner on the square's side: 10,000 - 1,000 units of 100.
        let rings = [
            ring(&[
                (0, 0),
                (5_000, 0),
                (5_000, 5_000),
                (3_000, 5_000),
                (5_000, 10_000),
                (0, 10_000),
            ]),
            ring(&[
                (5_000, 0),
                (10_000, 0),
                (10_000, 10_000),
                (5_000, 10_000),
                (7_000, 5_000),
                (5_000, 5_000),
            ]),
            ring(&[(3_000, 0), (5_000, 0), (5_000, 5_000), (3_000, 5_000)]),
            ring(&[(4_000, 4_000), (8_000, 4_000), (8_000, 5_000), (4_000, 5_000)]),
        ];
        for at_once in AT_ONCE {
            let shapes = nothing().with_contours(&rings, at_once);
            assert_directions(&shapes);
            let shape = Shape {
                shapes: shapes.clone(),
                ..nothing()
            };
            let again = shape.with_contours(&[], at_once);
            assert_eq!(again, shapes, "{at_once:?}");
            assert!(!is_covered(&shapes, (5_000.0, 6_000.0)), "{at_once:?}: {shapes:?}");
            assert_eq!(
                shapes.iter().flatten().map(|ring| twice_area(ring)).sum::<i64>(),
                180_000_000
            );
        }
    }

    #[test]
    fn the_union_is_that_of_its_rings_however_many_are_united_at_once() {
        let mut seed = 11_u32;
        let mut dice = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((u64::from(seed >> 8) * u64::from(most)) >> 24) as i32
        };
        let (mut inside, mut outside) = (0, 0);
        for town in 0..30 {
            // Streets of one corner to the next, as strips: they share corners, lie on each other and leave holes of all sizes.
            let corners: Vec<(i32, i32)> = (0..30).map(|_| (dice(60_000), dice(60_000))).collect();
            let rings: Vec<IntContour> = (0..90)
                .map(|_| {
                    let (a, b) = (corners[dice(30) as usize], corners[dice(30) as usize]);
                    let (run_x, run_y) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
                    let wide = f64::from(dice(900) + 100) / run_x.hypot(run_y).max(1.0);
                    let (x, y) = ((-run_y * wide) as i32, (run_x * wide) as i32);
                    ring(&[
                        (a.0 - x, a.1 - y),
                        (b.0 - x, b.1 - y),
                        (b.0 + x, b.1 + y),
                        (a.0 + x, a.1 + y),
                    ])
                })
                .filter(|ring| twice_area(ring) > 0)
                .collect();
            let places: Vec<(f64, f64)> = (0..400)
                .map(|_| (f64::from(dice(60_000)), f64::from(dice(60_000))))
                .collect();
            for at_once in AT_ONCE {
                let shapes = nothing().with_contours(&rings, at_once);
                assert_directions(&shapes);
                for place in &places {
                    if rings.iter().any(|ring| is_beside(ring, *place)) {
                        continue;
                    }
                    let expected = rings.iter().any(|ring| is_in(ring, *place));
                    let covered = is_covered(&shapes, *place);
                    assert_eq!(covered, expected, "town {town}, {at_once:?}, {place:?}");
                    inside += usize::from(expected);
                    outside += usize::from(!expected);
                }
            }
        }
        assert!(inside > 5_000 && outside > 5_000, "{inside} {outside}");
    }
}
