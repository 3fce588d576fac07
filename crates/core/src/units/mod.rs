//! **units**: from verdicts to what a city reports, the administrative figure and the walked one side by side.
//!
//! - `share`: parts of wholes that are never "not a number".
//! - [`supply`]: floating catchments (2SFCA, E2SFCA, 3SFCA), Gini and Lorenz curve.
//! - [`audit`]: the five rates of the compound audit.
//! - `targets`, `stages`, `levels`: what is missing, what comes when, and whether all levels pass.
//!
//! Absent is `None`, never 0 or not a number: a share of nothing is not told.

pub mod audit;
mod levels;
mod share;
mod stages;
pub mod supply;
mod targets;

pub use levels::{Level, LevelResult, all_pass, roll_up};
pub use share::{Within, per_hundred_households, per_thousand, ratio};
pub use stages::{FacilityGain, StageCover, staged};
pub use targets::{Shortfall, shortfall, shortfall_of_count};
