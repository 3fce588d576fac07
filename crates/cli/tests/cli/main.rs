//! What the program must do when it is run, in one program: it is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; helpers are tests too"
)]

mod chinese;
mod circles;
mod compare;
mod damaged_lists;
mod datums;
mod indicators;
#[cfg(unix)]
mod interrupt;
mod runs;
mod several_circles;
mod site;
mod support;
mod untidy;
mod usage;
