//! One file a goal: from a setting to open sites, an objective and a bound.

mod capacitated;
mod center;
mod coverage;
mod equity;
mod fairness;
mod median;
mod min_sites;
mod needs;
mod spread;

pub(crate) use capacitated::assignment;
pub(crate) use fairness::{is_fair, meets_by_group};
pub(crate) use needs::Needs;

use crate::infeasible::Infeasibility;
use crate::meter::Meter;
use crate::plan::Proof;
use crate::problem::{Equity, Goal};
use crate::rules::{Setting, conflict};

/// What the search for a goal came to.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// All open sites of the best plan, ascending, and its objective.
    pub(crate) best: Option<(Vec<usize>, u64)>,
    /// No plan is better; or why there is none.
    pub(crate) bound: Result<u64, Infeasibility>,
    pub(crate) proof: Proof,
    /// Where the worst group comes first: how many levels are proved, of how many.
    pub(crate) levels: Option<(usize, usize)>,
}

impl Answer {
    pub(crate) fn infeasible(why: Infeasibility) -> Self {
        Self {
            best: None,
            bound: Err(why),
            proof: Proof::Integer,
            levels: None,
        }
    }
}

/// Searches one stage.
pub(crate) fn answer(setting: &Setting<'_>, meter: &Meter<'_>) -> Answer {
    if conflict::has_allowed_set(&setting.rules, &setting.fixings) == Some(false) {
        return Answer::infeasible(rules_conflict(setting));
    }
    if setting.is_capacitated() {
        return capacitated::answer(setting, meter);
    }
    match setting.problem.goal {
        Goal::MaxCoverage {
            equity: Equity::Ignored,
            ..
        } => coverage::answer(setting, meter),
        Goal::MaxCoverage {
            equity: Equity::SpreadAtMost(most),
            ..
        } => spread::answer(setting, most, meter),
        Goal::MaxCoverage {
            equity: Equity::WorstFirst,
            ..
        } => equity::answer(setting, meter),
        Goal::PMedian { penalty, .. } => median::answer(setting, penalty, meter),
        Goal::MinSites { measure, target } => min_sites::answer(setting, measure, target, meter),
        Goal::PCenter { .. } => center::answer(setting, meter),
    }
}

/// Why no set of sites is allowed by the rules.
fn rules_conflict(setting: &Setting<'_>) -> Infeasibility {
    conflict::irreducible(&setting.rules, &setting.fixings)
}
