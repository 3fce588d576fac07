//! Whether the open sites are allowed.

use std::collections::BTreeSet;

use super::{Case, Faults};
use crate::ids::SiteIndex;
use crate::instance::Standing;
use crate::problem::{Closures, Counts, Purse};

pub(super) fn check(case: &Case<'_>, faults: &mut Faults) {
    check_sites(case, faults);
    check_closed(case, faults);
    check_pairs(case, faults);
    check_groups(case, faults);
    check_purses(case, faults);
}

fn check_sites(case: &Case<'_>, faults: &mut Faults) {
    let constraints = &case.problem.constraints;
    let mut seen = BTreeSet::new();
    for chosen in &case.plan.sites {
        let id = case.id(chosen.site);
        let told = case.instance.site(chosen.site);
        faults.unless(seen.insert(chosen.site), || format!("{id} is opened twice"));
        faults.unless(told.standing == Standing::Candidate, || {
            format!("{id} is opened but is no candidate")
        });
        if let Some(least) = constraints.min_floor_area_dm2.filter(|least| *least > 0) {
            let is_large = told.floor_area_dm2.is_some_and(|area| area >= least);
            faults.unless(is_large, || {
                format!("{id} has {:?} square decimetres of {least}", told.floor_area_dm2)
            });
        }
    }
    for site in &constraints.fixed_in {
        faults.unless(case.open.contains(site), || {
            format!("{} is fixed in but closed", case.id(*site))
        });
    }
    for site in &constraints.fixed_out {
        faults.unless(!case.open.contains(site), || {
            format!("{} is fixed out but open", case.id(*site))
        });
    }
}

fn check_closed(case: &Case<'_>, faults: &mut Faults) {
    let most = case.problem.constraints.closures.map_or(0, |closures| closures.at_most);
    let closed = case.plan.closed.len();
    faults.unless(closed <= most as usize, || {
        format!("{closed} sites closed of at most {most}")
    });
    for site in &case.plan.closed {
        let can = matches!(
            case.instance.site(*site).standing,
            Standing::Existing { closing_cost: Some(_) }
        );
        faults.unless(can, || format!("{} is closed but cannot be", case.id(*site)));
    }
}

fn check_pairs(case: &Case<'_>, faults: &mut Faults) {
    let constraints = &case.problem.constraints;
    let is_open = |site: &SiteIndex| case.open.contains(site);
    for (a, b) in &constraints.excludes {
        faults.unless(!(is_open(a) && is_open(b)), || {
            format!("{} and {} are both open", case.id(*a), case.id(*b))
        });
    }
    for (a, b) in &constraints.requires {
        faults.unless(!is_open(a) || is_open(b), || {
            format!("{} is open without {}", case.id(*a), case.id(*b))
        });
    }
}

fn check_groups(case: &Case<'_>, faults: &mut Faults) {
    for rule in &case.problem.constraints.group_rules {
        let counted = case.open.iter().filter(|site| {
            let told = case.instance.site(**site);
            let is_new = told.standing == Standing::Candidate;
            told.group == Some(rule.group) && (rule.counts == Counts::All || is_new)
        });
        let count = counted.count() as u32;
        let holds = count >= rule.at_least && rule.at_most.is_none_or(|most| count <= most);
        faults.unless(holds, || {
            format!("{count} sites in {}", case.instance.group(rule.group))
        });
    }
}

/// One purse: all that is open. Several: what each stage opened.
fn check_purses(case: &Case<'_>, faults: &mut Faults) {
    let Some(first) = case.problem.goal.purse() else {
        return;
    };
    if case.problem.later.is_empty() {
        let opened: Vec<SiteIndex> = case.plan.sites.iter().map(|chosen| chosen.site).collect();
        check_purse(case, first, &opened, &case.plan.closed, faults);
        return;
    }
    let mut told: Vec<SiteIndex> = Vec::new();
    for (stage, report) in case.plan.stages.iter().enumerate() {
        let purse = if stage == 0 {
            Some(first)
        } else {
            case.problem.later.get(stage - 1).copied()
        };
        faults.same("purse of a stage", Some(report.purse), purse);
        // What a stage closed is not told; with closures the sums are checked over all stages by the site counts alone.
        if case.problem.constraints.closures.is_none() {
            check_purse(case, report.purse, &report.sites, &[], faults);
        }
        told.extend(&report.sites);
    }
    told.sort_unstable();
    faults.same("sites of all stages", told, case.plan.opened());
}

fn check_purse(case: &Case<'_>, purse: Purse, opened: &[SiteIndex], closed: &[SiteIndex], faults: &mut Faults) {
    match purse {
        Purse::Count(count) => {
            let replaces = matches!(case.problem.constraints.closures, Some(Closures { replace: true, .. }));
            let most = u64::from(count) + if replaces { closed.len() as u64 } else { 0 };
            faults.unless(opened.len() as u64 <= most, || {
                format!("{} sites opened of at most {most}", opened.len())
            });
        }
        Purse::Budget(budget) => {
            let cost = cost(case, opened, closed);
            faults.unless(cost <= budget, || format!("{cost} spent of {budget}"));
        }
    }
}

/// What opening and closing cost, with keeping what could be closed.
pub(super) fn cost(case: &Case<'_>, opened: &[SiteIndex], closed: &[SiteIndex]) -> u64 {
    let may_close = case.problem.constraints.closures.is_some();
    let sites = (0..case.instance.sites().len()).map(SiteIndex::at);
    let costs = sites.map(|site| {
        let told = case.instance.site(site);
        match told.standing {
            Standing::Candidate if opened.contains(&site) => told.cost,
            Standing::Existing {
                closing_cost: Some(closing),
            } if may_close => {
                if closed.contains(&site) {
                    closing
                } else {
                    told.cost
                }
            }
            _ => 0,
        }
    });
    costs.sum()
}
