//! Everything else that a plan tells.

use std::collections::BTreeSet;

use super::{Case, Faults};
use crate::ids::SiteIndex;
use crate::instance::Standing;
use crate::plan::ChosenSite;
use crate::problem::{Capacities, Equity, Goal, Sense};

pub(super) fn check(case: &Case<'_>, faults: &mut Faults) {
    let plan = case.plan;
    let coverable = case.coverable();
    let demand = 0..case.instance.demand().len();
    let uncoverable: Vec<usize> = demand
        .filter(|place| case.weight(*place) > 0 && !coverable.contains(place))
        .collect();
    faults.same(
        "uncoverable",
        plan.uncoverable.iter().map(|place| place.index()).collect(),
        uncoverable,
    );
    let exists = |site: &SiteIndex| matches!(case.instance.site(*site).standing, Standing::Existing { .. });
    let existing: BTreeSet<SiteIndex> = (0..case.instance.sites().len())
        .map(SiteIndex::at)
        .filter(exists)
        .collect();
    let before = case
        .nearest(&existing)
        .into_keys()
        .map(|place| case.weight(place))
        .sum();
    faults.same("served before", plan.served_before, before);
    check_ranks(case, faults);
    check_groups(case, faults);
    check_curve(case, faults);
    for chosen in &plan.sites {
        check_runner_up(case, chosen, faults);
    }
}

/// What some sites are worth together to the goal, without regard to capacities.
fn worth(case: &Case<'_>, sites: &BTreeSet<SiteIndex>) -> u64 {
    let walks = case.nearest(sites);
    let worth = walks.iter().map(|(place, (time, _))| match case.problem.goal {
        Goal::PMedian { penalty, .. } => case.weight(*place) * u64::from(penalty - time),
        Goal::PCenter { .. } if u64::from(*time) > case.plan.objective.unwrap_or(0) => 0,
        _ => case.weight(*place),
    });
    worth.sum()
}

/// Each rank adds what it says, no later one would add more, alone it adds what it says.
fn check_ranks(case: &Case<'_>, faults: &mut Faults) {
    let standing = worth(case, &case.standing);
    let mut sites = case.standing.clone();
    let mut so_far = standing;
    let mut chosen: Vec<&ChosenSite> = case.plan.sites.iter().collect();
    chosen.sort_by_key(|chosen| chosen.rank);
    for (place, of) in chosen.iter().enumerate() {
        faults.same("rank", of.rank as usize, place + 1);
        let with = |site: SiteIndex, mut sites: BTreeSet<SiteIndex>| {
            sites.insert(site);
            worth(case, &sites)
        };
        faults.same(
            "alone gain",
            of.alone_gain,
            with(of.site, case.standing.clone()) - standing,
        );
        let gain = with(of.site, sites.clone()) - so_far;
        faults.same("marginal gain", of.marginal_gain, gain);
        let is_first = chosen[place..]
            .iter()
            .all(|later| with(later.site, sites.clone()) - so_far <= gain);
        faults.unless(is_first, || format!("a later rank adds more than {}", case.id(of.site)));
        sites.insert(of.site);
        so_far += gain;
    }
}

fn check_groups(case: &Case<'_>, faults: &mut Faults) {
    for group in &case.plan.groups {
        let of_group = |place: usize| case.instance.demand()[place].group == Some(group.group);
        let demand = (0..case.instance.demand().len()).filter(|place| of_group(*place));
        faults.same(
            "weight of a group",
            group.weight,
            demand.map(|place| case.weight(place)).sum(),
        );
        let assigned = case
            .plan
            .assignment
            .iter()
            .filter(|assigned| of_group(assigned.demand.index()));
        faults.same(
            "covered of a group",
            group.covered,
            assigned.map(|assigned| assigned.amount).sum(),
        );
    }
}

fn check_curve(case: &Case<'_>, faults: &mut Faults) {
    let sense = match case.problem.goal {
        Goal::MinSites { .. } => Sense::Maximize,
        goal => goal.sense(),
    };
    for point in &case.plan.curve {
        let on_side = match sense {
            Sense::Maximize => point.objective <= point.bound,
            Sense::Minimize => point.objective >= point.bound,
        };
        faults.unless(on_side, || {
            format!("curve at {}: {} beats {}", point.count, point.objective, point.bound)
        });
    }
    let counts = case.plan.curve.windows(2).all(|pair| pair[0].count < pair[1].count);
    faults.unless(counts, || "the counts of the curve do not ascend".to_owned());
}

/// Nobody is served better under capacities than if no site were ever full.
fn check_as_if_never_full(case: &Case<'_>, told: u64, most: u64, faults: &mut Faults) {
    let is_possible = match case.problem.goal {
        Goal::MaxCoverage { .. } => told <= most,
        Goal::PMedian { penalty, .. } => told >= case.instance.total_weight() * u64::from(penalty) - most,
        Goal::PCenter { .. } | Goal::MinSites { .. } => true,
    };
    faults.unless(is_possible, || format!("a runner-up cannot reach {told}"));
}

/// The objective with the runner-up in place, where it is a sum.
fn check_runner_up(case: &Case<'_>, chosen: &ChosenSite, faults: &mut Faults) {
    let Some(runner_up) = chosen.runner_up else {
        return;
    };
    faults.unless(!case.open.contains(&runner_up.site), || {
        format!("{} is its own runner-up", case.id(runner_up.site))
    });
    let mut sites = case.open.clone();
    sites.remove(&chosen.site);
    sites.insert(runner_up.site);
    let found = match case.problem.goal {
        _ if case.problem.constraints.capacities != Capacities::Ignored => {
            check_as_if_never_full(case, runner_up.objective, worth(case, &sites), faults);
            runner_up.objective
        }
        Goal::MaxCoverage {
            equity: Equity::Ignored | Equity::WorstFirst | Equity::SpreadAtMost(_),
            ..
        } => worth(case, &sites),
        Goal::PMedian { penalty, .. } => case.instance.total_weight() * u64::from(penalty) - worth(case, &sites),
        Goal::PCenter { .. } => {
            let walks = case.nearest(&sites);
            let reached = case.coverable().iter().all(|place| walks.contains_key(place));
            faults.unless(reached, || "a runner-up leaves somebody out".to_owned());
            let weighs = walks.iter().filter(|(place, _)| case.weight(**place) > 0);
            weighs.map(|(_, (time, _))| u64::from(*time)).max().unwrap_or(0)
        }
        Goal::MinSites { .. } => return,
    };
    faults.same("objective with the runner-up", runner_up.objective, found);
    let objective = case.plan.objective.unwrap_or(0) as i64;
    let loss = match case.plan.sense {
        Sense::Maximize => objective - found as i64,
        Sense::Minimize => found as i64 - objective,
    };
    faults.same("loss of the runner-up", runner_up.loss, loss);
}
