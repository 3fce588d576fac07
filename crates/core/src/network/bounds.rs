//! Where the data end: the box a file claims to cover, or the box it was most likely cut with.
//!
//! Cutting tools keep whole every way that has a node in the box, so long streets reach far out of it, without their side streets
//! and without the facilities along them. A file that does not tell its box gives it away: a way of a few metres (a
//! building) cannot reach far out, and no way lies wholly outside.

use crate::lonlat::LonLat;
use crate::read::{Extract, Way};

/// Ways at most this wide and high tell the box to this accuracy, metres: a building.
const SHORT_WAY_M: f64 = 100.0;
/// Fewer short ways than this tell nothing.
const FEWEST_SHORT_WAYS: usize = 20;

/// The box of degrees that an extract covers, south-west and north-east corner: told by the file, else the one it was most likely cut
/// with; `None` where nothing tells.
pub fn data_box(extract: &Extract) -> Option<(LonLat, LonLat)> {
    Bounds::of(extract).map(|bounds| (bounds.low, bounds.high))
}

/// A box: south-west and north-east corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    low: LonLat,
    high: LonLat,
    /// Whether it was inferred, not told.
    pub(super) inferred: bool,
}

impl Bounds {
    /// The box of an extract, where one is told or can be inferred.
    pub(super) fn of(extract: &Extract) -> Option<Self> {
        if let Some((low, high)) = extract.header.bounds {
            return Some(Self {
                low,
                high,
                inferred: false,
            });
        }
        let boxes: Vec<Self> = extract
            .ways
            .iter()
            .filter_map(|way| Self::around(extract, way))
            .collect();
        let is_short = |one: &&Self| one.low.distance_m(one.high) <= SHORT_WAY_M;
        let short: Vec<&Self> = boxes.iter().filter(is_short).collect();
        if short.len() < FEWEST_SHORT_WAYS {
            return None;
        }
        let mut all = short.into_iter().copied().reduce(Self::with)?;
        for one in &boxes {
            all = all.reaching(one);
        }
        Some(Self { inferred: true, ..all })
    }

    /// Whether a place lies in the box.
    pub(super) fn holds(&self, place: LonLat) -> bool {
        (self.low.lon..=self.high.lon).contains(&place.lon) && (self.low.lat..=self.high.lat).contains(&place.lat)
    }

    fn around(extract: &Extract, way: &Way) -> Option<Self> {
        extract
            .way_nodes(way)
            .iter()
            .filter_map(|node| extract.nodes.place(*node))
            .map(|place| Self {
                low: place,
                high: place,
                inferred: true,
            })
            .reduce(Self::with)
    }

    /// The least box that holds both.
    fn with(self, other: Self) -> Self {
        let corner = |pick: fn(i32, i32) -> i32, a: LonLat, b: LonLat| LonLat {
            lon: pick(a.lon, b.lon),
            lat: pick(a.lat, b.lat),
        };
        Self {
            low: corner(i32::min, self.low, other.low),
            high: corner(i32::max, self.high, other.high),
            ..self
        }
    }

    /// The box grown until it touches another.
    fn reaching(self, other: &Self) -> Self {
        Self {
            low: LonLat {
                lon: self.low.lon.min(other.high.lon),
                lat: self.low.lat.min(other.high.lat),
            },
            high: LonLat {
                lon: self.high.lon.max(other.low.lon),
                lat: self.high.lat.max(other.low.lat),
            },
            ..self
        }
    }
}
