//! Which edges are for the residents of one compound or yard only, and why.
//!
//! - `evidence`: what the extract says of each outline: gates, walls, inner ways, streets through it; gated or not.
//! - `assign`: edges to zones, by gated outlines first, then by connected residents-only ways; `clips`: paths across a corner.

mod assign;
mod clips;
mod evidence;

pub(crate) use assign::ALONG_SIDE_M;
pub use assign::Zoning;
pub(super) use assign::assign;
pub(crate) use evidence::DISTRICT_M2;
pub(super) use evidence::gather;
pub use evidence::{Gated, OutlineEvidence};
