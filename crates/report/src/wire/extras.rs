//! Areas, units and sites, where later stages gave them.

use serde::Serialize;

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
            shape: lines::area(&area.shape, ground),
        }
    }
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
