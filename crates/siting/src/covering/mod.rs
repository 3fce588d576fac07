//! Covering at least cost: the location set covering problem and its partial and grouped kin.
//!
//! [`kernel`] is the problem in its smallest form, [`reduce`] makes it smaller, [`cover`] and [`weighting`] find plans, [`lagrange`] bounds them, [`solve`](Covering::solve)
//! joins these with branch and bound.

mod cover;
mod kernel;
mod lagrange;
mod node;
mod program;
mod reduce;
mod solve;
mod weighting;

pub(crate) use kernel::{CoverDraft, CoverKernel};
pub(crate) use solve::Covering;
