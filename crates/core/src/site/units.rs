//! The solver's whole numbers in people's terms.

use super::UNITS_IN_ONE;
use super::wishes::COST_UNITS;
use crate::options::{Objective, SiteOptions};

pub(super) const MILLISECONDS_A_MINUTE: f64 = 60_000.0;

/// Weight of the solver as demand.
pub(super) fn told(units: u64) -> f64 {
    units as f64 / UNITS_IN_ONE as f64
}

/// What objectives are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// What was asked.
    pub objective: Objective,
    /// Whether [`Objective::MinSites`] counted money.
    pub by_cost: bool,
}

impl Units {
    /// Those of what is asked.
    pub fn of(wishes: &SiteOptions) -> Self {
        Self {
            objective: wishes.objective,
            by_cost: wishes.objective == Objective::MinSites && wishes.cheapest,
        }
    }

    /// An objective or bound of the solver in people's terms: demand within the limit, sites or money, demand x minutes, or minutes.
    pub fn in_words(self, objective: u64) -> f64 {
        match self.objective {
            Objective::MaxCoverage => told(objective),
            Objective::MinSites if self.by_cost => objective as f64 / COST_UNITS,
            Objective::MinSites => objective as f64,
            Objective::PMedian => told(objective) / MILLISECONDS_A_MINUTE,
            Objective::PCenter => objective as f64 / MILLISECONDS_A_MINUTE,
        }
    }
}
