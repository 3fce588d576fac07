//! **units**: from verdicts to what a city reports, the administrative figure and the walked one side by side. Knows of geometry only
//! which unit a place is in.
//!
//! - `cover`: the whole stage as [`cover()`].
//! - `roster`, `naming`: the units, and how lists call them; `places`, `belonging`, `members`: which compounds and facilities
//!   belong to them.
//! - `people`: who lives in each unit; `totals`: units summed up.
//! - `figures`: administrative and walked coverage of each unit; `goals`: the plan's targets and levels measured on them.
//! - `programme`: facilities in stages; `catchments`: whom each serves, three ways; `access`: supply within reach.
//! - `audited`: the compound audit over the lists; `counts`: what is counted and not scored.
//!
//! - `demand`: dwellings, numbered through all compounds, and what each counts.
//!
//! Beneath them stand pure functions on numbers: `share`, `targets`, `stages`, `levels`, [`audit`], [`supply`].
//!
//! Absent is `None`, never 0 or not a number: a share of nothing is not told.

mod access;
pub mod audit;
mod audited;
mod belonging;
mod catchments;
mod counts;
mod cover;
mod demand;
mod figures;
mod goals;
mod levels;
mod members;
mod naming;
mod people;
mod places;
mod programme;
mod roster;
mod share;
mod stages;
pub mod supply;
mod targets;
mod totals;

pub use access::{AccessFigures, Method, MethodFigures, Supply};
pub use audited::AuditGroup;
pub(crate) use audited::names;
pub use catchments::{FacilityCatchment, Served};
pub use counts::{FacilityCount, ItemCount};
pub use cover::{CircleCoverage, Coverage, Material, cover};
pub use figures::{Behind, JudgedCircle, Offer, UnitFigures, WalkedFigures, unit_figures};
pub use goals::{LevelsOfUnit, TargetResult};
pub use levels::{Level, LevelResult, all_pass, roll_up};
pub use members::{Members, Part};
pub use people::{Count, People};
pub use programme::{StageCoverage, StageFigures, StageKey};
pub use roster::{DataBox, Extent, Found, Roster, Unit};
pub use share::{Rate, Within, per_cent, per_hundred_households, per_thousand, ratio};
pub use stages::{FacilityGain, StageCover, staged};
pub use targets::{Shortfall, shortfall, shortfall_of_count};
pub use totals::{Total, total};

/// Something odd about one row of a list, that its keeper should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitNote {
    /// What, as in the tally.
    pub code: &'static str,
    /// The list.
    pub list: &'static str,
    /// The row's id.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// The same in words.
    pub text: String,
}
