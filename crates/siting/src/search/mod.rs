//! Branch and bound over open/closed decisions, the same for all goals: every goal is made a sum to be made large.

mod best;
mod branch;
mod branching;
mod prove;

pub(crate) use best::{Best, Scale};
pub(crate) use branch::{Relaxation, Verdict, branch_and_bound};
pub(crate) use branching::{Columns, branching_site};
pub(crate) use prove::{Programmed, prove};
