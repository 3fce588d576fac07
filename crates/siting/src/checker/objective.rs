//! The objective, and who goes where.

use std::collections::{BTreeMap, BTreeSet};

use super::constraints::cost;
use super::{Case, Faults};
use crate::ids::SiteIndex;
use crate::problem::{Base, Capacities, Equity, Goal, Measure, Scope, Share, Target};

/// How much of each place is served, by assignment.
type Amounts = BTreeMap<usize, u64>;

pub(super) fn check(case: &Case<'_>, faults: &mut Faults) {
    let amounts = check_assignment(case, faults);
    let objective = objective(case, &amounts, faults);
    faults.same("objective", case.plan.objective, Some(objective));
}

fn check_assignment(case: &Case<'_>, faults: &mut Faults) -> Amounts {
    let capacities = case.problem.constraints.capacities;
    let nearest = case.nearest(&case.open);
    let mut amounts = Amounts::new();
    let mut loads: BTreeMap<SiteIndex, u64> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    for assigned in &case.plan.assignment {
        let (place, site) = (assigned.demand.index(), assigned.site);
        let time = case.instance.times().time(site, assigned.demand);
        faults.same("walk of an assignment", Some(assigned.time), time);
        faults.unless(assigned.time <= case.limit(), || {
            format!("a walk of {} beyond the limit", assigned.time)
        });
        faults.unless(case.open.contains(&site), || {
            format!("{} serves but is closed", case.id(site))
        });
        faults.unless(pairs.insert((place, site)) && assigned.amount > 0, || {
            "an assignment twice, or of nothing".to_owned()
        });
        *amounts.entry(place).or_default() += assigned.amount;
        *loads.entry(site).or_default() += assigned.amount;
        if capacities == Capacities::Ignored {
            let walk = nearest.get(&place).copied();
            faults.same("nearest site", Some((assigned.time, site)), walk);
        }
        if capacities == Capacities::SingleSource {
            faults.same(
                "amount of a place that may not be split",
                assigned.amount,
                case.weight(place),
            );
        }
    }
    for (place, amount) in &amounts {
        let weight = case.weight(*place);
        faults.unless(*amount <= weight, || format!("{amount} assigned of {weight}"));
    }
    if capacities == Capacities::Ignored {
        let served: Amounts = nearest
            .keys()
            .map(|place| (*place, case.weight(*place)))
            .filter(|(_, weight)| *weight > 0)
            .collect();
        faults.same("who is assigned", &amounts, &served);
    } else {
        for (site, load) in &loads {
            let most = case.instance.site(*site).capacity.unwrap_or(u64::MAX);
            faults.unless(*load <= most, || {
                format!("{} serves {load} of at most {most}", case.id(*site))
            });
        }
    }
    for chosen in &case.plan.sites {
        faults.same("load", chosen.load, loads.get(&chosen.site).copied().unwrap_or(0));
    }
    faults.same("served", case.plan.served, amounts.values().sum());
    amounts
}

/// The objective, with what the goal wants of a plan.
fn objective(case: &Case<'_>, amounts: &Amounts, faults: &mut Faults) -> u64 {
    match case.problem.goal {
        Goal::MaxCoverage { equity, .. } => {
            if let Equity::SpreadAtMost(most) = equity {
                check_spread(case, amounts, most, faults);
            }
            amounts.values().sum()
        }
        Goal::PMedian { penalty, .. } => {
            let walked = case
                .plan
                .assignment
                .iter()
                .map(|assigned| assigned.amount * u64::from(assigned.time));
            let served: u64 = amounts.values().sum();
            walked.sum::<u64>() + (case.instance.total_weight() - served) * u64::from(penalty)
        }
        Goal::PCenter { .. } => {
            for place in case.coverable() {
                let amount = amounts.get(&place).copied().unwrap_or(0);
                faults.same("served of a place that could be", amount, case.weight(place));
            }
            case.plan
                .assignment
                .iter()
                .map(|assigned| u64::from(assigned.time))
                .max()
                .unwrap_or(0)
        }
        Goal::MinSites { measure, target } => {
            check_target(case, amounts, target, faults);
            let kept = || {
                let sites = case.standing.iter().filter(|site| {
                    let closable = matches!(
                        case.instance.site(**site).standing,
                        crate::Standing::Existing { closing_cost: Some(_) }
                    );
                    closable && case.problem.constraints.closures.is_some()
                });
                sites.count() as u64
            };
            match measure {
                Measure::Count => case.plan.sites.len() as u64 + kept(),
                Measure::Cost => cost(case, &case.plan.opened(), &case.plan.closed),
            }
        }
    }
}

/// By group: how much is served, all weight, and the weight that could be served.
fn by_group(case: &Case<'_>, amounts: &Amounts) -> BTreeMap<u32, (u64, u64, u64)> {
    let coverable = case.coverable();
    let mut groups = BTreeMap::new();
    for (place, demand) in case.instance.demand().iter().enumerate() {
        if let Some(group) = demand.group {
            let (served, weight, could) = groups.entry(group.0).or_insert((0, 0, 0));
            *served += amounts.get(&place).copied().unwrap_or(0);
            *weight += demand.weight;
            *could += if coverable.contains(&place) { demand.weight } else { 0 };
        }
    }
    groups
}

fn check_target(case: &Case<'_>, amounts: &Amounts, target: Target, faults: &mut Faults) {
    let reaches = |served: u64, weight: u64, could: u64| {
        let whole = if target.base == Base::All { weight } else { could };
        u128::from(served) * 1_000_000 >= u128::from(target.share.in_millionths()) * u128::from(whole)
    };
    match target.scope {
        Scope::Whole => {
            let could = case.coverable().iter().map(|place| case.weight(*place)).sum();
            let holds = reaches(amounts.values().sum(), case.instance.total_weight(), could);
            faults.unless(holds, || "the target is missed".to_owned());
        }
        Scope::EachGroup => {
            for (group, (served, weight, could)) in by_group(case, amounts) {
                faults.unless(reaches(served, weight, could), || {
                    format!("the target of group {group} is missed")
                });
            }
        }
    }
}

fn check_spread(case: &Case<'_>, amounts: &Amounts, most: Share, faults: &mut Faults) {
    let groups = by_group(case, amounts);
    let groups: Vec<(u64, u64)> = groups.values().map(|(served, weight, _)| (*served, *weight)).collect();
    for (served, weight) in groups.iter().filter(|(_, weight)| *weight > 0) {
        for (other_served, other_weight) in groups.iter().filter(|(_, weight)| *weight > 0) {
            let wide = |a: &u64, b: &u64| i128::from(*a) * i128::from(*b);
            let ahead = (wide(served, other_weight) - wide(other_served, weight)) * 1_000_000;
            let allowed = i128::from(most.in_millionths()) * wide(weight, other_weight);
            faults.unless(ahead <= allowed, || "groups are too far apart".to_owned());
        }
    }
}
