//! How much care there is for how many people: floating catchments, how evenly it is spread, and norms.
//!
//! - `minutes`: walking times between demand and sites as a sparse table.
//! - `decay`: how much less a longer walk counts.
//! - `floating`: two-step and three-step floating catchments.
//! - `inequality`: Gini, Lorenz curve, share of people below a line.
//!
//! Pure functions on numbers: where the times come from (our own search, or a table made elsewhere) is not known here.

mod decay;
mod floating;
mod inequality;
mod minutes;

pub use decay::{Catchment, Decay, DecayError, Step, THIRDS};
pub use floating::{FloatingCatchment, three_step, two_step};
pub use inequality::{Held, LorenzPoint, gini, lorenz, mean, share_below};
pub use minutes::{MinutesError, Pair, SparseMinutes};
