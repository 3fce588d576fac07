//! **quality**: how far each compound's verdict can be trusted: what is mapped of it, and a grade. Knows nothing of verdicts.
//!
//! - `record`: everything known of one compound's data.
//! - `inner_ways`: ways inside an outline, and how much of them leads out.
//! - `grade`: the rules that hold a grade down, as one table.

mod grade;
mod inner_ways;
mod record;

pub use grade::{Grade, RULES, Rule, grade};
pub use inner_ways::InnerWays;
pub use record::{CompoundQuality, of};
