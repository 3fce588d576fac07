//! Maximal covering and p-median as one problem: choose sites to make the sum over demand of the best gain among the open large.
//!
//! [`kernel`] is the problem in its smallest form, [`greedy`], [`interchange`] and [`iterate`] find plans, [`lagrange`] bounds
//! them, `solve` joins these with branch and bound.

mod dominance;
mod gains;
mod greedy;
mod interchange;
mod iterate;
mod kernel;
mod lagrange;
mod node;
mod program;
mod solve;

pub(crate) use gains::Gains;
pub(crate) use kernel::Kernel;
pub(crate) use solve::{Found, Location, Screen};
