//! What the solver must do, in one program: it is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; helpers are tests too"
)]

mod claims;
mod common;
mod edges;
mod exhaustive;
#[cfg(feature = "highs")]
mod highs;
mod published;
mod same;
mod stages;
