//! What has been spent of the limits. Only the guard reads a clock.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::limits::Limits;
use crate::plan::Stop;
use crate::problem::Sense;
use crate::watch::{Phase, Progress, Watch};

/// The outer guard: the clock and the watch. It can be asked from any thread.
#[derive(Clone, Copy)]
pub(crate) struct Guard<'a> {
    watch: &'a dyn Watch,
    end: Option<Instant>,
}

impl Guard<'_> {
    /// Why to stop now, if so.
    pub(crate) fn stop(&self) -> Option<Stop> {
        if self.watch.cancelled() {
            return Some(Stop::Cancelled);
        }
        let is_over = self.end.is_some_and(|end| Instant::now() >= end);
        is_over.then_some(Stop::Seconds)
    }

    /// What is left of the seconds; `None`: no guard.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.end.map(|end| end.saturating_duration_since(Instant::now()))
    }
}

/// Counts nodes, perturbations and work against the limits.
pub(crate) struct Meter<'a> {
    pub(crate) limits: Limits,
    pub(crate) guard: Guard<'a>,
    nodes: Cell<u64>,
    iterations: Cell<u64>,
    work: Cell<u64>,
    /// Work at which the present part of the search ends; never beyond the limit.
    allowance: Cell<u64>,
    stopped: Cell<Option<Stop>>,
    /// Whether progress is told.
    is_silent: bool,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(limits: Limits, watch: &'a dyn Watch) -> Self {
        let length = limits
            .seconds
            .map(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX));
        let end = length.and_then(|length| Instant::now().checked_add(length));
        Self {
            limits,
            guard: Guard { watch, end },
            nodes: Cell::new(0),
            iterations: Cell::new(0),
            work: Cell::new(0),
            allowance: Cell::new(u64::MAX),
            stopped: Cell::new(None),
            is_silent: false,
        }
    }

    /// Another count under other limits, with the same guard, that tells no progress.
    pub(crate) fn fresh(&self, limits: Limits) -> Meter<'a> {
        Meter::guarded(self.guard, limits)
    }

    /// A count of its own that tells no progress; for other threads.
    pub(crate) fn guarded(guard: Guard<'a>, limits: Limits) -> Meter<'a> {
        Meter {
            limits,
            guard,
            nodes: Cell::new(0),
            iterations: Cell::new(0),
            work: Cell::new(0),
            allowance: Cell::new(u64::MAX),
            stopped: Cell::new(None),
            is_silent: true,
        }
    }

    /// Adds what another count came to.
    pub(crate) fn add(&self, other: &Meter<'_>) {
        self.nodes.set(self.nodes.get() + other.nodes.get());
        self.iterations.set(self.iterations.get() + other.iterations.get());
        self.work.set(self.work.get().saturating_add(other.work.get()));
        if self.stopped.get().is_none() {
            self.stopped.set(other.stopped.get());
        }
    }

    /// Counts work; true while the search may go on.
    pub(crate) fn spend(&self, work: usize) -> bool {
        self.work.set(self.work.get().saturating_add(work as u64));
        self.goes_on()
    }

    /// True while the search may go on.
    pub(crate) fn goes_on(&self) -> bool {
        if self.stopped.get().is_none() {
            let over = |spent: u64, limit: Option<u64>| limit.is_some_and(|limit| spent >= limit);
            let stop = if over(self.work.get(), self.limits.work) {
                Some(Stop::Work)
            } else if over(self.nodes.get(), self.limits.nodes) {
                Some(Stop::Nodes)
            } else {
                self.guard.stop()
            };
            self.stopped.set(stop);
        }
        self.stopped.get().is_none()
    }

    /// True while the present part of the search may go on.
    pub(crate) fn part_goes_on(&self) -> bool {
        self.work.get() < self.allowance.get() && self.goes_on()
    }

    /// Runs a part of the search that may do only so much work of what is left.
    pub(crate) fn part<T>(&self, work: u64, run: impl FnOnce() -> T) -> T {
        let before = self.allowance.get();
        self.allowance.set(before.min(self.work.get().saturating_add(work)));
        let result = run();
        self.allowance.set(before);
        result
    }

    pub(crate) fn count_node(&self) {
        self.nodes.set(self.nodes.get() + 1);
    }

    pub(crate) fn count_iterations(&self, iterations: u64) {
        self.iterations.set(self.iterations.get() + iterations);
    }

    pub(crate) fn nodes(&self) -> u64 {
        self.nodes.get()
    }

    pub(crate) fn iterations(&self) -> u64 {
        self.iterations.get()
    }

    /// Why the search was stopped, if it was.
    pub(crate) fn stopped(&self) -> Option<Stop> {
        self.stopped.get()
    }

    pub(crate) fn report(&self, phase: Phase, sense: Sense, objective: Option<u64>, bound: Option<u64>) {
        if self.is_silent {
            return;
        }
        self.guard.watch.progress(&Progress {
            phase,
            sense,
            objective,
            bound,
            nodes: self.nodes.get(),
        });
    }
}
