//! **gaps**: one verdict a compound, with its reason. Knows nothing of files.
//!
//! - `judge`: shares, classes, medians and the figures that follow from them.
//! - `weights`: shares and the median of weighted dwellings, defined exactly.
//! - `why`: the reason of what is not served.
//! - `part`: what of a part of a compound is within, where a border runs through it.
//! - `usage`: who each facility serves.

mod judge;
mod part;
mod settle;
mod usage;
mod weights;
mod why;

pub use judge::{class, judge};
pub use part::{PartWithin, dwelling_shares, part_within};
pub use settle::{Settling, Side};
pub use usage::{FacilityUse, facility_use};
pub(crate) use weights::SHARE_TOLERANCE;

use crate::ids::FacilityIndex;
use crate::units_of_measure::Milliseconds;

/// Whether a compound is served (`DESIGN` section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// At least `served_share` of its dwellings are within the limit.
    Served,
    /// Some are.
    Partly,
    /// At most `gap_share` are.
    Gap,
    /// The data leave open which of these it is.
    Undetermined,
}

/// Why a compound is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No facility within the limit even in a straight line.
    Far,
    /// One is within the limit in a straight line, but the walk is longer.
    Barrier,
    /// Nothing to walk on near it.
    OffNetwork,
    /// A facility beyond the edge of the data could serve it.
    EdgeOfData,
    /// There is no facility at all.
    NoFacility,
}

/// A compound's verdict and every figure behind it. Times are minutes at the plan's speed; absent is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct CompoundVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, where it is not served.
    pub reason: Option<Reason>,
    /// Dwelling-weighted median time.
    pub median: Option<Milliseconds>,
    /// Median of the low times.
    pub median_low: Option<Milliseconds>,
    /// Median of the high times.
    pub median_high: Option<Milliseconds>,
    /// Index of the median dwelling.
    pub median_dwelling: Option<usize>,
    /// Metres walked by the median dwelling.
    pub metres: Option<f64>,
    /// Straight metres from the median dwelling to its facility's door.
    pub straight_m: Option<f64>,
    /// Share of dwellings within the limit by the high times.
    pub share_low: f64,
    /// Share of dwellings within the limit by the low times.
    pub share_high: f64,
    /// The median dwelling's facility.
    pub facility: Option<FacilityIndex>,
    /// Elders outside the limit, where elders are told.
    pub elders_outside: Option<f64>,
    /// Straight metres from the median dwelling to the network.
    pub snap_m: Option<f64>,
    /// Speed at which the median dwelling would just make the limit, m/s: base speed x time / limit. None where the limit is in
    /// metres: it moves with the speed.
    ///
    /// Waits at signals and lifts are taken to shrink with the walk, which they do not: where the median is outside the limit
    /// and its walk holds waits, this is a lower bound, by about the share of waits in the walk.
    pub speed_needed: Option<f64>,
    /// What would settle it, where it is undetermined for want of known gates.
    pub settled_by: Option<Settling>,
}

impl CompoundVerdict {
    /// Metres walked over straight metres; `None` where the straight line is shorter than [`DETOUR_LEAST_STRAIGHT_M`].
    pub fn detour(&self) -> Option<f64> {
        let straight = self
            .straight_m
            .filter(|straight| *straight >= DETOUR_LEAST_STRAIGHT_M)?;
        Some(self.metres? / straight)
    }
}

/// A ratio to a straight line shorter than this, metres, tells of rounding, not of detours (OSM places are good to metres).
pub const DETOUR_LEAST_STRAIGHT_M: f64 = 1.0;
