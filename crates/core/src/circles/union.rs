//! Rings of ground made one area, on the grid of 1e-7 degrees that places are written in: what is valid there is valid as written.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::shape::{IntContour, IntShapes};
use rayon::prelude::*;

use crate::lonlat::{Frame, LonLat, PER_DEGREE, metres_per_degree};

/// Islands and holes smaller than this are slivers between strips of ground, not places, m2.
const SLIVER_M2: f64 = 1.0;
/// Rings united at once: neighbours mostly, as streets are numbered along a curve that fills the town. Unions of fewer (64) leave
/// ground beyond the limit inside, which the laws of areas find.
const RINGS_AT_ONCE: usize = 1024;

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
        let mut parts: Vec<IntShapes> = rings
            .par_chunks(RINGS_AT_ONCE)
            .map(|rings| {
                let contours: Vec<IntContour> = rings.iter().map(|ring| self.contour(frame, ring)).collect();
                let mut overlay = overlay(0);
                overlay.add_contours(&contours, ShapeType::Subject);
                overlay.overlay(OverlayRule::Subject, FillRule::NonZero)
            })
            .collect();
        parts.push(self.shapes.clone());
        while parts.len() > 1 {
            parts = parts.par_chunks(2).map(united).collect();
        }
        let mut all = overlay((SLIVER_M2 / self.unit_m2()) as u64);
        all.add_shapes(&parts.pop().unwrap_or_default(), ShapeType::Subject);
        Self {
            origin: self.origin,
            shapes: all.overlay(OverlayRule::Subject, FillRule::NonZero),
        }
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
        let area = |contour: &IntContour| -> f64 {
            let next = contour.iter().cycle().skip(1);
            let wide = |value: i32| i64::from(value);
            let twice: i64 = contour
                .iter()
                .zip(next)
                .map(|(a, b)| wide(a.x) * wide(b.y) - wide(b.x) * wide(a.y))
                .sum();
            twice as f64 / 2.0
        };
        // Holes run clockwise: their area is negative.
        self.shapes.iter().flatten().map(area).sum::<f64>() * self.unit_m2()
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

fn overlay(min_output_area: u64) -> Overlay {
    let options = IntOverlayOptions {
        min_output_area,
        ..IntOverlayOptions::ogc()
    };
    Overlay::new_custom(0, options, i_overlay::core::solver::Solver::default())
}

fn united(parts: &[IntShapes]) -> IntShapes {
    let [one, other] = parts else {
        return parts.first().cloned().unwrap_or_default();
    };
    let mut overlay = overlay(0);
    overlay.add_shapes(one, ShapeType::Subject);
    overlay.add_shapes(other, ShapeType::Clip);
    overlay.overlay(OverlayRule::Union, FillRule::NonZero)
}
