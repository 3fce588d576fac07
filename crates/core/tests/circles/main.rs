//! Service circles: stretches against brute force, and what holds for every area, on drawn and real streets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "the helpers of tests may fail like tests"
)]

mod city;
mod laws;
mod random_town;
#[path = "../reach_kit/mod.rs"]
mod reach_kit;
mod real;
mod twin;
