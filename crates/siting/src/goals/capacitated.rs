//! All goals under capacities.

use super::needs::Needs;
use super::{Answer, min_sites, rules_conflict};
use crate::capacity::{self, Aim, Capacitated, Model, Outcome};
use crate::infeasible::{ConstraintName, Infeasibility};
use crate::limits::Limits;
use crate::meter::Meter;
use crate::plan::{Assigned, SitingPlan};
use crate::problem::{Goal, Measure, Sense, Target};
use crate::rules::{Setting, conflict};
use crate::search::Scale;

/// Any goal but the p-center.
pub(super) fn answer(setting: &Setting<'_>, meter: &Meter<'_>) -> Answer {
    match setting.problem.goal {
        Goal::MaxCoverage { .. } => gain(setting, Aim::Served, 0, Sense::Maximize, meter),
        Goal::PMedian { penalty, .. } => {
            let offset = (setting.instance.total_weight() * u64::from(penalty)) as i64;
            gain(setting, Aim::Saved(penalty), offset, Sense::Minimize, meter)
        }
        Goal::MinSites { measure, target } => cheapest(setting, measure, target, meter),
        Goal::PCenter { .. } => super::center::answer(setting, meter),
    }
}

fn gain(setting: &Setting<'_>, aim: Aim, offset: i64, sense: Sense, meter: &Meter<'_>) -> Answer {
    let model = Model::new(setting, aim, setting.limit, true);
    let scale = Scale { sense, offset };
    let outcome = Capacitated::new(&model, &setting.rules, &setting.domains, i64::MAX).search(scale, meter);
    told(&outcome).unwrap_or_else(|| Answer::infeasible(rules_conflict(setting)))
}

fn cheapest(setting: &Setting<'_>, measure: Measure, target: Target, meter: &Meter<'_>) -> Answer {
    let needs = Needs::of_target(setting, target);
    let costs = (0..setting.instance.sites().len())
        .map(|site| setting.price(measure, site))
        .collect();
    let model = Model::new(setting, needs.aim(costs), setting.limit, true);
    let scale = Scale {
        sense: Sense::Minimize,
        offset: setting.price_of_nothing(measure),
    };
    let outcome = Capacitated::new(&model, &setting.rules, &setting.domains, i64::MAX).search(scale, meter);
    told(&outcome).unwrap_or_else(|| Answer::infeasible(why(setting, &needs, setting.limit, None, meter)))
}

/// An outcome as an answer; `None`: there is no plan.
fn told(outcome: &Outcome) -> Option<Answer> {
    let bound = outcome.bound?;
    let scale = outcome.best.scale;
    let best = outcome
        .best
        .value()
        .map(|value| (outcome.best.open().to_vec(), scale.objective(value)));
    Some(Answer {
        best,
        bound: Ok(scale.objective(bound)),
        proof: outcome.proof,
        levels: None,
    })
}

/// What a test for feasibility may spend.
const LIMITS_OF_TEST: Limits = Limits {
    gap: 0.0,
    nodes: Some(5_000),
    iterations: 4,
    work: Some(200_000_000),
    seconds: None,
    seed: 1,
};

/// Why needs cannot be met under capacities, by the deletion filter.
pub(super) fn why(
    setting: &Setting<'_>,
    needs: &Needs,
    limit: u32,
    purse: Option<(&[i64], i64)>,
    meter: &Meter<'_>,
) -> Infeasibility {
    let without = min_sites::feasible(setting, needs, limit, purse, meter);
    let mut names = conflict::names(&setting.rules, &setting.fixings);
    names.extend(needs.names());
    names.extend(purse.map(|_| ConstraintName::Purse));
    names.push(ConstraintName::Capacities);
    conflict::deletion_filter(names, |left| {
        if !left.contains(&ConstraintName::Capacities) {
            return without(left);
        }
        if meter.guard.stop().is_some() {
            return None;
        }
        let (rules, fixings) = conflict::restricted(&setting.rules, &setting.fixings, left);
        let Some(domains) = conflict::decided(&rules, &fixings) else {
            return Some(false);
        };
        let purse = purse.filter(|_| left.contains(&ConstraintName::Purse));
        let nothing = || vec![0; setting.instance.sites().len()];
        let costs = purse.map_or_else(nothing, |(costs, _)| costs.to_vec());
        let most = purse.map_or(i64::MAX, |(_, most)| most);
        let model = Model::new(setting, needs.restricted(left).aim(costs), limit, true);
        let scale = Scale {
            sense: Sense::Minimize,
            offset: 0,
        };
        let outcome = Capacitated::new(&model, &rules, &domains, most.saturating_neg())
            .search(scale, &meter.fresh(LIMITS_OF_TEST));
        match (outcome.best.value(), outcome.bound) {
            (Some(value), _) if -value <= most => Some(true),
            (_, None) => Some(false),
            (_, Some(bound)) if -bound > most => Some(false),
            _ => None,
        }
    })
}

/// Who goes where under capacities.
pub(crate) fn assignment(plan: &SitingPlan, setting: &Setting<'_>, open: &[usize]) -> Vec<Assigned> {
    let nothing = || vec![0; setting.instance.sites().len()];
    let (aim, limit) = match setting.problem.goal {
        Goal::MaxCoverage { .. } => (Aim::Served, setting.limit),
        Goal::PMedian { penalty, .. } => (Aim::Saved(penalty), setting.limit),
        Goal::MinSites { target, .. } => (Needs::of_target(setting, target).aim(nothing()), setting.limit),
        Goal::PCenter { .. } => {
            let worst = plan.objective.and_then(|objective| u32::try_from(objective).ok());
            (
                Needs::of_coverable(setting).aim(nothing()),
                worst.unwrap_or(setting.limit),
            )
        }
    };
    capacity::assignment(&Model::new(setting, aim, limit, false), open)
}
