//! The best plan so far.

use crate::problem::Sense;
use crate::rules::Rules;

/// How a value that is made large is told as an objective.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub(crate) sense: Sense,
    /// Added to a value to be large; what a value is taken from, otherwise.
    pub(crate) offset: i64,
}

impl Scale {
    /// The objective of a value; 0 where that would be below.
    pub(crate) fn objective(self, value: i64) -> u64 {
        let objective = match self.sense {
            Sense::Maximize => self.offset.saturating_add(value),
            Sense::Minimize => self.offset.saturating_sub(value),
        };
        u64::try_from(objective).unwrap_or(0)
    }
}

/// The best plan so far, and what a better one would have to reach.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    pub(crate) scale: Scale,
    /// The gap that is good enough, as a share of the objective.
    gap: f64,
    /// A plan of this value need not be improved.
    pub(crate) enough: i64,
    found: Option<(i64, Vec<usize>)>,
}

impl Best {
    pub(crate) fn new(scale: Scale, gap: f64) -> Self {
        Self {
            scale,
            gap,
            enough: i64::MAX,
            found: None,
        }
    }

    /// The value; `None` before any plan is found.
    pub(crate) fn value(&self) -> Option<i64> {
        self.found.as_ref().map(|(value, _)| *value)
    }

    /// The open sites, ascending; none before any plan is found.
    pub(crate) fn open(&self) -> &[usize] {
        self.found.as_ref().map_or(&[], |(_, open)| open)
    }

    /// Whether any plan is found.
    pub(crate) fn is_some(&self) -> bool {
        self.found.is_some()
    }

    /// Keeps a plan if it is better. All its open sites, also those that stand.
    pub(crate) fn offer(&mut self, value: i64, open: impl IntoIterator<Item = usize>) -> bool {
        let is_better = self.value().is_none_or(|best| value > best);
        if is_better {
            let mut open: Vec<usize> = open.into_iter().collect();
            open.sort_unstable();
            self.found = Some((value, open));
        }
        is_better
    }

    /// The same, if the rows allow it.
    pub(crate) fn offer_if_allowed(&mut self, rules: &Rules, value: i64, open: &[usize]) -> bool {
        let is_better = self.value().is_none_or(|best| value > best);
        is_better && rules.hold(&rules.sums(open.iter().copied())) && self.offer(value, open.iter().copied())
    }

    /// Whether the best plan need not be improved.
    pub(crate) fn is_enough(&self) -> bool {
        self.value().is_some_and(|value| value >= self.enough)
    }

    /// Whether nothing worth looking for lies below this bound: nothing better, or nothing better by more than the gap.
    pub(crate) fn settles(&self, bound: i64) -> bool {
        self.value()
            .is_some_and(|best| bound <= best.saturating_add(self.tolerance(best)))
    }

    /// Whether a bound is exactly reached.
    pub(crate) fn reaches(&self, bound: i64) -> bool {
        self.value().is_some_and(|best| bound <= best)
    }

    /// The value that must be exceeded; very low before any plan is found.
    pub(crate) fn cutoff(&self) -> i64 {
        self.value().unwrap_or(i64::MIN / 4)
    }

    /// How far above the best value a bound may be.
    fn tolerance(&self, best: i64) -> i64 {
        (self.gap * self.scale.objective(best) as f64).floor().max(0.0) as i64
    }
}
