//! Areas, units and sites, where later stages gave them.

use geo::{Area as _, LineString, MultiPolygon, Polygon};
use serde::Serialize;
use service_circle_core::lonlat::LonLat;

use super::Rounded;
use crate::lines::{self, Ground};
use crate::parts;

/// What lies within some minutes.
#[derive(Debug, Serialize)]
pub(super) struct Area {
    minutes: Rounded,
    shape: String,
}

/// Bytes that all areas may take together.
const MOST_BYTES: usize = 150_000;
/// How coarse areas may be drawn, metres: the finest that fits is taken.
const TOLERANCES_M: [f64; 5] = [3.0, 6.0, 12.0, 24.0, 48.0];

/// Holes and pieces whose side is less than this many tolerances are left out of the drawing: they would be dots.
const LEAST_SIDE: f64 = 4.0;

/// Areas by circle, as fine as they fit.
pub(super) fn areas(all: &[parts::Area], circles: usize, ground: Ground) -> Vec<Vec<Area>> {
    let mut drawn = Vec::new();
    for tolerance_m in TOLERANCES_M {
        let ground = ground.with_tolerance(tolerance_m);
        let of_circle = |circle| all.iter().filter(move |area| area.circle == circle);
        drawn = (0..circles)
            .map(|circle| of_circle(circle).map(|area| Area::of(area, ground)).collect())
            .collect();
        let bytes: usize = drawn.iter().flatten().map(|area: &Area| area.shape.len()).sum();
        if bytes <= MOST_BYTES {
            break;
        }
    }
    drawn
}

impl Area {
    fn of(area: &parts::Area, ground: Ground) -> Self {
        Self {
            minutes: Rounded::to(2)(area.minutes),
            shape: lines::area(&without_dots(&area.shape, ground), ground),
        }
    }
}

fn without_dots(area: &MultiPolygon<f64>, ground: Ground) -> MultiPolygon<f64> {
    let least_m2 = (LEAST_SIDE * ground.tolerance_m()).powi(2);
    let is_seen = |ring: &LineString<f64>| {
        let corners = ring.coords().filter_map(|at| LonLat::from_degrees(at.x, at.y));
        let metres = corners.map(|corner| ground.metres(corner)).collect();
        Polygon::new(metres, Vec::new()).unsigned_area() >= least_m2
    };
    let pieces = area.iter().filter(|piece| is_seen(piece.exterior()));
    let seen = pieces.map(|piece| {
        let holes = piece.interiors().iter().filter(|hole| is_seen(hole));
        Polygon::new(piece.exterior().clone(), holes.cloned().collect())
    });
    seen.collect()
}

/// A unit on the map and beside it.
#[derive(Debug, Serialize)]
pub(super) struct Unit<'a> {
    circle: usize,
    name: &'a str,
    administrative: Option<Rounded>,
    walked_low: Option<Rounded>,
    walked_high: Option<Rounded>,
    outside: Option<Rounded>,
    partial: bool,
    shape: String,
}

impl<'a> Unit<'a> {
    pub(super) fn of(unit: &'a parts::Unit, ground: Ground) -> Self {
        let outline = unit.outline.as_ref();
        let share = Rounded::to(3);
        Self {
            circle: unit.circle,
            name: &unit.name,
            administrative: unit.administrative.map(&share),
            walked_low: unit.walked_low.map(&share),
            walked_high: unit.walked_high.map(&share),
            outside: unit.outside.map(Rounded::to(0)),
            partial: unit.is_partial,
            shape: outline.map_or_else(String::new, |outline| lines::area(outline, ground)),
        }
    }
}

/// Proposed sites on the map.
#[derive(Debug, Serialize)]
pub(super) struct Sites<'a> {
    circle: Vec<usize>,
    name: Vec<&'a str>,
    at: String,
    compounds: Vec<Option<u64>>,
}

impl<'a> Sites<'a> {
    pub(super) fn of(sites: &'a parts::Sites, ground: Ground) -> Self {
        let all = &sites.sites;
        Self {
            circle: all.iter().map(|site| site.circle).collect(),
            name: all.iter().map(|site| site.name.as_str()).collect(),
            at: lines::points(all.iter().map(|site| site.place), ground),
            compounds: all.iter().map(|site| site.compounds).collect(),
        }
    }
}
