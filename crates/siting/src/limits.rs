//! When a search ends before its proof.

/// When a search ends before its proof. Everything but the seconds is counted, so that the same limits give the same plan on
/// every machine and any number of threads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Stop once objective and bound are this close, as a share of the objective; 0 asks for the proof.
    pub gap: f64,
    /// Nodes of branch and bound; `None`: as many as it takes.
    pub nodes: Option<u64>,
    /// Perturbations of the iterated local search.
    pub iterations: u64,
    /// Entries of the table read, over all phases: what counts as time without a clock. A core reads some 10^9 a second.
    pub work: Option<u64>,
    /// An outer guard; a plan cut off by it may differ from run to run. `None`: no guard.
    pub seconds: Option<f64>,
    /// Start of the random numbers.
    pub seed: u64,
}

impl Limits {
    /// 4 x 10^10 entries: about a minute of one core.
    pub const USUAL_WORK: u64 = 40_000_000_000;
    /// Enough that a thousand candidates settle.
    pub const USUAL_ITERATIONS: u64 = 400;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            gap: 0.0,
            nodes: None,
            iterations: Self::USUAL_ITERATIONS,
            work: Some(Self::USUAL_WORK),
            seconds: None,
            seed: 1,
        }
    }
}
