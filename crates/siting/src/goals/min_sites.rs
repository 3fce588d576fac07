//! Fewest or cheapest sites that reach a target.

use super::Answer;
use super::needs::Needs;
use crate::covering::Covering;
use crate::infeasible::{ConstraintName, Infeasibility};
use crate::limits::Limits;
use crate::meter::Meter;
use crate::problem::{Measure, Sense, Target};
use crate::rules::{Setting, conflict};
use crate::search::Scale;

/// The least measure that reaches the target.
pub(super) fn answer(setting: &Setting<'_>, measure: Measure, target: Target, meter: &Meter<'_>) -> Answer {
    let needs = Needs::of_target(setting, target);
    let costs = (0..setting.instance.sites().len())
        .map(|site| setting.price(measure, site))
        .collect();
    let kernel = needs.kernel(setting, setting.limit, costs);
    let offset = setting.price_of_nothing(measure);
    let scale = Scale {
        sense: Sense::Minimize,
        offset,
    };
    let covering = Covering::new(&kernel, &setting.rules, &setting.domains, -i64::MAX);
    let covered = covering.map(|covering| covering.solve(scale, meter));
    let told = |cost: i64| u64::try_from(cost + offset).unwrap_or(0);
    match covered.map(|covered| (covered.best, covered.bound, covered.proof)) {
        Some((best, Some(bound), proof)) => Answer {
            best: best.map(|(cost, open)| (open, told(cost))),
            bound: Ok(told(bound)),
            proof,
            levels: None,
        },
        _ => Answer::infeasible(why(setting, &needs, setting.limit, None, meter)),
    }
}

/// What a test for feasibility may spend.
const LIMITS_OF_TEST: Limits = Limits {
    gap: 0.0,
    nodes: Some(2_000),
    iterations: 4,
    work: Some(200_000_000),
    seconds: None,
    seed: 1,
};

/// Why needs cannot be met, by the deletion filter; with a purse, at most so much of these costs may be spent.
pub(super) fn why(
    setting: &Setting<'_>,
    needs: &Needs,
    limit: u32,
    purse: Option<(&[i64], i64)>,
    meter: &Meter<'_>,
) -> Infeasibility {
    let mut names = conflict::names(&setting.rules, &setting.fixings);
    names.extend(needs.names());
    names.extend(purse.map(|_| ConstraintName::Purse));
    conflict::deletion_filter(names, feasible(setting, needs, limit, purse, meter))
}

/// Whether needs can be met under some of the constraints; `None` where that was not found out.
pub(super) fn feasible<'a>(
    setting: &'a Setting<'_>,
    needs: &'a Needs,
    limit: u32,
    purse: Option<(&'a [i64], i64)>,
    meter: &'a Meter<'_>,
) -> impl Fn(&[ConstraintName]) -> Option<bool> + 'a {
    move |left| {
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
        let enough = purse.map_or(i64::MAX, |(_, most)| most);
        let kernel = needs.restricted(left).kernel(setting, limit, costs);
        let Some(covering) = Covering::new(&kernel, &rules, &domains, enough) else {
            return Some(false);
        };
        let scale = Scale {
            sense: Sense::Minimize,
            offset: 0,
        };
        let covered = covering.solve(scale, &meter.fresh(LIMITS_OF_TEST));
        match (covered.best, covered.bound) {
            (Some((cost, _)), _) if cost <= enough => Some(true),
            (_, None) => Some(false),
            (_, Some(bound)) if bound > enough => Some(false),
            _ => None,
        }
    }
}
