//! The settings as a problem: goal, purse and constraints.

use std::collections::BTreeMap;

use service_circle_siting::{
    Base, Capacities, Closures, Constraints, Counts, Equity, Goal, GroupIndex, GroupRule, Instance, Measure, Problem,
    Purse, Scope, Share, SiteIndex, Target,
};

use super::ask::square_decimetres;
use super::{Candidate, Material, SiteError};
use crate::options::{self, Objective, SiteOptions};
use crate::reach::usual_bound;
use crate::units_of_measure::Milliseconds;

/// Whole units of cost in one of the table's money: hundredths.
pub(super) const COST_UNITS: f64 = 100.0;

/// The problem that the settings put to an instance whose first `standing` sites are facilities.
pub(super) fn problem(
    material: Material<'_>,
    instance: &Instance,
    wishes: &SiteOptions,
    standing: usize,
) -> Result<Problem, SiteError> {
    let asks_for_equity = equity(wishes)? != Equity::Ignored;
    let equity_key = if wishes.equity_spread.is_some() {
        "equity_spread"
    } else {
        "equity"
    };
    if wishes.objective != Objective::MaxCoverage && asks_for_equity {
        return Err(SiteError::EquityOfOther(equity_key));
    }
    let about_streets = [
        (equity_key, asks_for_equity),
        (
            "target_each_street",
            wishes.target_each_street && wishes.objective == Objective::MinSites,
        ),
        ("at_least_per_street", wishes.at_least_per_street > 0),
        ("at_most_per_street", wishes.at_most_per_street.is_some()),
    ];
    for (key, _) in about_streets.into_iter().filter(|(_, asked)| *asked) {
        if instance.groups().is_empty() {
            return Err(SiteError::NoStreets(key));
        }
    }
    for (key, budget) in wishes.budgets() {
        check_budget(material, wishes, key, budget)?;
    }
    let mut purses = purses(wishes)?;
    let purse = purses.remove(0);
    let goal = match wishes.objective {
        Objective::MaxCoverage => Goal::MaxCoverage {
            purse,
            equity: equity(wishes)?,
        },
        Objective::MinSites => Goal::MinSites {
            measure: if wishes.cheapest { Measure::Cost } else { Measure::Count },
            target: Target {
                share: share_of("target", wishes.target)?,
                scope: if wishes.target_each_street {
                    Scope::EachGroup
                } else {
                    Scope::Whole
                },
                // 100 % of those nobody can reach is no wish.
                base: if wishes.target >= 1.0 {
                    Base::Coverable
                } else {
                    Base::All
                },
            },
        },
        Objective::PMedian => Goal::PMedian {
            purse,
            penalty: bound(wishes.objective, material.limit).0,
        },
        Objective::PCenter => Goal::PCenter { purse },
    };
    let mut problem = Problem::new(goal)
        .within(bound(wishes.objective, material.limit).0)
        .under(constraints(material, instance, wishes, standing)?);
    problem.later = purses;
    Ok(problem)
}

/// A budget must buy the cheapest candidate that may be opened.
fn check_budget(material: Material<'_>, wishes: &SiteOptions, key: &'static str, budget: f64) -> Result<(), SiteError> {
    let least = wishes.min_floor_area_m2.map_or(0, square_decimetres);
    let may_open = |one: &&Candidate| {
        let area = one.site.floor_area_m2.map(square_decimetres);
        one.fixed != Some(false)
            && !wishes.fixed_out.contains(&one.site.id)
            && (least == 0 || area.is_some_and(|area| area >= least))
    };
    let costs = material
        .candidates
        .iter()
        .filter(may_open)
        .filter_map(|one| Some((one.cost?, one)));
    match costs.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((cost, one)) if budget < cost && wishes.moves + wishes.closures == 0 => Err(SiteError::Budget {
            key,
            budget,
            id: one.site.id.clone(),
            cost,
        }),
        _ => Ok(()),
    }
}

/// Who comes first.
fn equity(wishes: &SiteOptions) -> Result<Equity, SiteError> {
    match (wishes.equity, wishes.equity_spread) {
        (options::Equity::None, None) => Ok(Equity::Ignored),
        (options::Equity::None, Some(share)) => Ok(Equity::SpreadAtMost(share_of("equity_spread", share)?)),
        (options::Equity::WorstFirst, None) => Ok(Equity::WorstFirst),
        (options::Equity::WorstFirst, Some(share)) => Err(SiteError::Setting {
            key: "equity_spread",
            value: share.to_string(),
            remedy: "give it or equity = \"worst-first\", not both",
        }),
    }
}

/// What may be opened, stage by stage; one at least.
fn purses(wishes: &SiteOptions) -> Result<Vec<Purse>, SiteError> {
    let told = [
        ("count", wishes.count.is_some()),
        ("budget", wishes.budget.is_some()),
        ("stages", !wishes.stages.is_empty()),
        ("stage_budgets", !wishes.stage_budgets.is_empty()),
    ];
    let told: Vec<&str> = told.into_iter().filter(|(_, told)| *told).map(|(key, _)| key).collect();
    if let [first, second, ..] = told[..] {
        return Err(SiteError::SeveralPurses { first, second });
    }
    let counts = wishes.stages.iter().copied().chain(wishes.count).map(Purse::Count);
    let budgets = wishes.stage_budgets.iter().copied().chain(wishes.budget);
    let budgets = budgets.map(|budget| whole_cost(budget).map(Purse::Budget));
    let purses: Vec<Purse> = counts.map(Ok).chain(budgets).collect::<Result<_, _>>()?;
    Ok(if purses.is_empty() {
        vec![Purse::Count(1)]
    } else {
        purses
    })
}

/// What of what stands may be closed.
fn closures(wishes: &SiteOptions) -> Result<Option<Closures>, SiteError> {
    match (wishes.moves, wishes.closures) {
        (0, 0) => Ok(None),
        (at_most, 0) => Ok(Some(Closures { at_most, replace: true })),
        (0, at_most) => Ok(Some(Closures {
            at_most,
            replace: false,
        })),
        (_, closures) => Err(SiteError::Setting {
            key: "closures",
            value: closures.to_string(),
            remedy: "give moves or closures, not both",
        }),
    }
}

fn share_of(key: &'static str, share: f64) -> Result<Share, SiteError> {
    Share::percent(share * 100.0).ok_or_else(|| SiteError::Setting {
        key,
        value: share.to_string(),
        remedy: "give a share from 0 to 1",
    })
}

fn constraints(
    material: Material<'_>,
    instance: &Instance,
    wishes: &SiteOptions,
    standing: usize,
) -> Result<Constraints, SiteError> {
    let numbers: BTreeMap<&str, SiteIndex> = (standing..)
        .zip(material.candidates)
        .map(|(index, candidate)| (candidate.site.id.as_str(), SiteIndex::at(index)))
        .collect();
    let site = |key: &'static str, id: &String| {
        numbers
            .get(id.as_str())
            .copied()
            .ok_or_else(|| SiteError::UnknownCandidate { key, id: id.clone() })
    };
    let all = |key: &'static str, ids: &[String]| ids.iter().map(|id| site(key, id)).collect::<Result<Vec<_>, _>>();
    let pairs = |key: &'static str, pairs: &[[String; 2]]| {
        let pairs = pairs
            .iter()
            .map(|[one, other]| Ok((site(key, one)?, site(key, other)?)));
        pairs.collect::<Result<Vec<_>, SiteError>>()
    };
    let told = |wanted: bool| {
        let candidates = (standing..).zip(material.candidates);
        candidates
            .filter(move |(_, one)| one.fixed == Some(wanted))
            .map(|(index, _)| SiteIndex::at(index))
    };
    let mut fixed_in = all("fixed_in", &wishes.fixed_in)?;
    fixed_in.extend(told(true));
    let mut fixed_out = all("fixed_out", &wishes.fixed_out)?;
    fixed_out.extend(told(false));
    for fixed in [&mut fixed_in, &mut fixed_out] {
        fixed.sort_unstable();
        fixed.dedup();
    }
    let quota = wishes.at_least_per_street > 0 || wishes.at_most_per_street.is_some();
    let rules = (0..instance.groups().len()).filter(|_| quota).map(|index| GroupRule {
        group: GroupIndex::at(index),
        at_least: wishes.at_least_per_street,
        at_most: wishes.at_most_per_street,
        counts: Counts::All,
    });
    Ok(Constraints {
        group_rules: rules.collect(),
        min_floor_area_dm2: wishes.min_floor_area_m2.map(square_decimetres),
        capacities: match wishes.capacities {
            options::Capacities::None => Capacities::Ignored,
            options::Capacities::Split => Capacities::Split,
            options::Capacities::SingleSource => Capacities::SingleSource,
        },
        excludes: pairs("excludes", &wishes.excludes)?,
        requires: pairs("requires", &wishes.requires)?,
        fixed_in,
        fixed_out,
        closures: closures(wishes)?,
    })
}

/// Money in whole hundredths.
pub(super) fn whole_cost(cost: f64) -> Result<u64, SiteError> {
    if cost.is_finite() && cost >= 0.0 {
        Ok((cost * COST_UNITS).round() as u64)
    } else {
        Err(SiteError::Setting {
            key: "cost",
            value: cost.to_string(),
            remedy: "a candidate's cost is a number of 0 or more",
        })
    }
}

/// How far walks matter: coverage ends at the limit, a mean walk does not.
pub(super) fn bound(objective: Objective, limit: Milliseconds) -> Milliseconds {
    match objective {
        Objective::MaxCoverage | Objective::MinSites => limit,
        Objective::PMedian | Objective::PCenter => usual_bound(limit),
    }
}
