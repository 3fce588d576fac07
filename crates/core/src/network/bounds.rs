//! Where the data end: the box a file claims to cover, or the box it was most likely cut with.
//!
//! Cutting tools keep whole every way that has a node in the box, so long streets reach far out of it, without their side streets
//! and without the facilities along them. A file that does not tell its box gives it away: a way of a few metres (a
//! building) cannot reach far out, and no way lies wholly outside.

use crate::extent::Extent;
use crate::lonlat::LonLat;
use crate::read::Extract;

/// Ways at most this wide and high tell the box to this accuracy, metres: a building.
const SHORT_WAY_M: f64 = 100.0;
/// Fewer short ways than this tell nothing.
const FEWEST_SHORT_WAYS: usize = 20;

/// The box of degrees that an extract covers, south-west and north-east corner: told by the file, else the one it was most likely cut
/// with; `None` where nothing tells.
pub fn data_box(extract: &Extract) -> Option<(LonLat, LonLat)> {
    Bounds::of(extract).map(|bounds| (bounds.around.low, bounds.around.high))
}

/// Where the data end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    around: Extent,
    /// Whether it was inferred, not told.
    pub(super) inferred: bool,
}

impl Bounds {
    /// The box of an extract, where one is told or can be inferred.
    pub(super) fn of(extract: &Extract) -> Option<Self> {
        if let Some((low, high)) = extract.header.bounds {
            return Some(Self {
                around: Extent { low, high },
                inferred: false,
            });
        }
        let mut short = 0;
        let mut filled: Option<Extent> = None;
        let mut boxes = Vec::with_capacity(extract.ways.len());
        for way in &extract.ways {
            let Some(one) = way.around else {
                continue;
            };
            if one.low.distance_m(one.high) <= SHORT_WAY_M {
                short += 1;
                filled = Some(filled.map_or(one, |filled| filled.with(one)));
            }
            boxes.push(one);
        }
        let filled = filled.filter(|_| short >= FEWEST_SHORT_WAYS)?;
        Some(Self {
            around: boxes.into_iter().fold(filled, reaching),
            inferred: true,
        })
    }

    /// Whether a place lies in the box.
    pub(super) fn holds(&self, place: LonLat) -> bool {
        let Extent { low, high } = self.around;
        (low.lon..=high.lon).contains(&place.lon) && (low.lat..=high.lat).contains(&place.lat)
    }
}

/// A box grown until it touches another.
fn reaching(grown: Extent, other: Extent) -> Extent {
    Extent {
        low: LonLat {
            lon: grown.low.lon.min(other.high.lon),
            lat: grown.low.lat.min(other.high.lat),
        },
        high: LonLat {
            lon: grown.high.lon.max(other.low.lon),
            lat: grown.high.lat.max(other.low.lat),
        },
    }
}
