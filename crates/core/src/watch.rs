//! What a host sees of a run, and how it stops one. The core prints nothing and reads no clock.

/// The stages of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reading the extract and the tables.
    Read,
    /// Building the walking network.
    Network,
    /// Placing compounds and facilities on it.
    Place,
    /// Searching.
    Reach,
    /// Judging.
    Gaps,
    /// Drawing service circles.
    Circles,
    /// Choosing sites; steps are of the gap closed.
    Site,
    /// All stages from the network on once more, under other settings.
    Compare,
    /// Writing.
    Write,
}

/// Told of progress; asked whether to go on.
pub trait Watch: Sync {
    /// `done` of `total` steps of a stage are over. Called often, from any thread.
    fn progress(&self, stage: Stage, done: u64, total: u64) {
        let _ = (stage, done, total);
    }

    /// A search for a plan has moved on. Called often, between steps of [`Stage::Site`].
    fn found(&self, found: Found) {
        let _ = found;
    }

    /// True once the run should stop; it then ends with [`Cancelled`].
    fn cancelled(&self) -> bool {
        false
    }
}

/// How good the best plan of a search is so far.
///
/// # Units
/// As [`Siting::in_words`](crate::site::Siting::in_words).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found {
    /// The best plan's objective.
    pub best: Option<f64>,
    /// No plan is better than this.
    pub bound: Option<f64>,
    /// How far they are apart, as a share of the best.
    pub gap: Option<f64>,
}

/// A watch that looks away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// The run was stopped by its watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped before the end; nothing was written")]
pub struct Cancelled;

/// Goes on, or stops with [`Cancelled`].
pub fn go_on(watch: &dyn Watch) -> Result<(), Cancelled> {
    if watch.cancelled() { Err(Cancelled) } else { Ok(()) }
}
