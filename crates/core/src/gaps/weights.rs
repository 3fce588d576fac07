//! Shares and the median of weighted dwellings, defined exactly: no rounding decides a verdict, nothing is ever not a number.

use std::cmp::Ordering;

use crate::place::Dwelling;
use crate::units_of_measure::Milliseconds;

/// Two shares nearer than this are the same: far above the rounding of a sum of weights, far below one dwelling's share.
pub(crate) const SHARE_TOLERANCE: f64 = 1e-9;

/// The weights of one compound's dwellings, each finite and not negative, their sum above zero wherever there is a dwelling.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    weights: Vec<f64>,
    total: f64,
}

impl Weights {
    /// Weights as told; a weight that is not a number above zero counts nothing, and where none is left all count the same.
    pub(super) fn of(dwellings: &[Dwelling]) -> Self {
        let told: Vec<f64> = dwellings
            .iter()
            .map(|dwelling| {
                if dwelling.weight.is_finite() {
                    dwelling.weight.max(0.0)
                } else {
                    0.0
                }
            })
            .collect();
        let total: f64 = told.iter().sum();
        if total.is_finite() && total > 0.0 {
            return Self { weights: told, total };
        }
        Self {
            weights: vec![1.0; dwellings.len()],
            total: dwellings.len() as f64,
        }
    }

    /// How many dwellings.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// A dwelling's weight.
    pub(super) fn get(&self, dwelling: usize) -> f64 {
        self.weights.get(dwelling).copied().unwrap_or(0.0)
    }

    /// One dwelling's share of the weight.
    pub(super) fn share_of(&self, dwelling: usize) -> f64 {
        if self.weights.is_empty() {
            0.0
        } else {
            self.get(dwelling) / self.total
        }
    }

    /// Share of the weight whose dwellings are chosen, from 0 to 1; 0 where there is no dwelling.
    ///
    /// Sums run in dwelling order, so choosing more dwellings never gives a smaller share, and choosing all gives exactly 1.
    pub(super) fn share(&self, mut chosen: impl FnMut(usize) -> bool) -> f64 {
        if self.weights.is_empty() {
            return 0.0;
        }
        let within: f64 = self
            .weights
            .iter()
            .enumerate()
            .filter(|(dwelling, _)| chosen(*dwelling))
            .map(|(_, weight)| weight)
            // Not `sum`: that of nothing is -0.
            .fold(0.0, |sum, weight| sum + weight);
        within / self.total
    }

    /// The lower weighted median: with dwellings by time, then index, the first at which half of the weight is reached.
    /// A dwelling without a time is later than any other; `None` where the median is such a one.
    ///
    /// # Complexity
    /// `O(n log n)` in the dwellings.
    pub(super) fn median(&self, time: impl Fn(usize) -> Option<Milliseconds>) -> Option<(usize, Milliseconds)> {
        let mut order: Vec<(usize, Option<Milliseconds>)> = (0..self.len()).map(|index| (index, time(index))).collect();
        order.sort_by(|a, b| later_last(a.1, b.1).then(a.0.cmp(&b.0)));
        let half = self.total * (0.5 - SHARE_TOLERANCE);
        let mut reached = 0.0;
        let (dwelling, time) = order.into_iter().find(|(dwelling, _)| {
            reached += self.get(*dwelling);
            reached >= half
        })?;
        Some((dwelling, time?))
    }
}

/// Orders times, no time last.
fn later_last(a: Option<Milliseconds>, b: Option<Milliseconds>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
