//! Compounds and facilities placed from drawn extracts; answers worked out by hand, in metres.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's helpers fail as the test does"
)]

mod compounds;
mod dwellings;
mod entered;
mod facilities;
mod kit;
mod real;
mod user_lists;
mod walls;
