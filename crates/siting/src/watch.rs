//! What a host sees of a search, and how it stops one.

use crate::problem::Sense;

/// Told of progress; asked whether to go on.
pub trait Watch: Sync {
    /// The search has moved on. Called often, always from the thread that called [`solve`](crate::solve()).
    fn progress(&self, progress: &Progress) {
        let _ = progress;
    }

    /// True once the search should stop; it then ends with the best plan and bound so far. Asked from any thread.
    fn cancelled(&self) -> bool {
        false
    }
}

/// A watch that looks away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Whether the objective is to be large or small.
    pub sense: Sense,
    /// The best plan so far.
    pub objective: Option<u64>,
    /// No plan is better than this.
    pub bound: Option<u64>,
    /// Nodes of branch and bound so far.
    pub nodes: u64,
}

impl Progress {
    /// The gap so far, as a share of the objective.
    pub fn gap(&self) -> Option<f64> {
        Some(relative_gap(self.objective?, self.bound?))
    }
}

/// What a search is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Merging demand, dropping what cannot matter.
    Reduce,
    /// Greedy and local search.
    Improve,
    /// The Lagrangian bound.
    Bound,
    /// Branch and bound.
    Branch,
    /// The integer program of what is left.
    Kernel,
    /// Gains, runners-up and the curve of the plan found.
    Explain,
}

/// How far objective and bound are apart, as a share of the objective; of 1 where the objective is 0.
pub(crate) fn relative_gap(objective: u64, bound: u64) -> f64 {
    objective.abs_diff(bound) as f64 / objective.max(1) as f64
}
