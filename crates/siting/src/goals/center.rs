//! The p-center, by bisection over the walking times there are: each step asks whether the purse can cover everybody within one.
//!
//! # References
//! Minieka, "The m-center problem" (1970); Daskin, "Network and discrete location" (1995).

use super::needs::Needs;
use super::{Answer, capacitated, min_sites};
use crate::capacity::{Capacitated, Model, assignment};
use crate::covering::Covering;
use crate::infeasible::ConstraintName;
use crate::meter::Meter;
use crate::plan::Proof;
use crate::problem::Sense;
use crate::rules::Setting;
use crate::search::Scale;
use crate::watch::Phase;

/// One step may do one in so many of the work that is allowed.
const SHARE_OF_STEP: u64 = 4;

/// What a step came to.
enum Step {
    /// A plan within the purse: its open sites.
    Covered(Vec<usize>),
    /// There is none; what that rests on.
    Impossible(Proof),
    /// A limit came first.
    Unknown,
}

/// Least worst walk over all demand that some site could reach.
pub(super) fn answer(setting: &Setting<'_>, meter: &Meter<'_>) -> Answer {
    let (costs, most) = setting.purse();
    let without = setting.without(ConstraintName::Purse);
    let Some(without) = without else {
        return Answer::infeasible(super::rules_conflict(setting));
    };
    let needs = Needs::of_coverable(setting);
    let times = distinct_times(setting);
    let step = |limit: u32| {
        let work = meter.limits.work.map_or(u64::MAX, |work| work / SHARE_OF_STEP);
        meter.part(work, || step(&without, &needs, limit, &costs, most, meter))
    };
    // No plan is better than times[proved]; plans below times[sought] were not found.
    let (mut proved, mut sought) = (0, 0);
    let mut best: Option<(Vec<usize>, usize)> = None;
    let mut proof = Proof::Integer;
    let mut next = times.len().saturating_sub(1);
    loop {
        let limit = times.get(next).copied().unwrap_or(0);
        match step(limit) {
            Step::Covered(open) => {
                let worst = worst_walk(setting, &needs, &open, limit);
                let place = times.partition_point(|time| *time < worst).min(next);
                best = Some((open, place));
            }
            Step::Impossible(_) if best.is_none() => {
                let purse = Some((&costs[..], most));
                let why = if setting.is_capacitated() {
                    capacitated::why
                } else {
                    min_sites::why
                };
                return Answer::infeasible(why(&without, &needs, setting.limit, purse, meter));
            }
            Step::Impossible(rests_on) => {
                if rests_on != Proof::Integer {
                    proof = rests_on;
                }
                proved = proved.max(next + 1);
                sought = sought.max(next + 1);
            }
            Step::Unknown => sought = next + 1,
        }
        let told = |place: usize| u64::from(times.get(place).copied().unwrap_or(0));
        let objective = best.as_ref().map(|(_, place)| told(*place));
        meter.report(Phase::Branch, Sense::Minimize, objective, Some(told(proved)));
        let upper = best.as_ref().map_or(times.len(), |(_, place)| *place);
        if sought >= upper || !meter.goes_on() {
            return Answer {
                bound: Ok(told(proved.min(upper))),
                best: best.map(|(open, place)| (open, told(place))),
                proof,
                levels: None,
            };
        }
        next = usize::midpoint(sought, upper);
        next = next.min(upper - 1);
    }
}

/// Whether the purse can have everybody within a limit.
fn step(without: &Setting<'_>, needs: &Needs, limit: u32, costs: &[i64], most: i64, meter: &Meter<'_>) -> Step {
    let scale = Scale {
        sense: Sense::Minimize,
        offset: 0,
    };
    let (best, bound, proof) = if without.is_capacitated() {
        let model = Model::new(without, needs.aim(costs.to_vec()), limit, true);
        let outcome = Capacitated::new(&model, &without.rules, &without.domains, -most).search(scale, meter);
        let best = outcome.best.value().map(|value| (-value, outcome.best.open().to_vec()));
        (best, outcome.bound.map(|bound| -bound), outcome.proof)
    } else {
        let kernel = needs.kernel(without, limit, costs.to_vec());
        let Some(covering) = Covering::new(&kernel, &without.rules, &without.domains, most) else {
            return Step::Impossible(Proof::Integer);
        };
        let covered = covering.solve(scale, meter);
        (covered.best, covered.bound, covered.proof)
    };
    match (best, bound) {
        (Some((cost, open)), _) if cost <= most => Step::Covered(open),
        (_, Some(bound)) if bound <= most => Step::Unknown,
        _ => Step::Impossible(proof),
    }
}

/// Times of walks that count, ascending, from the least that could be the worst: the longest of the places' shortest walks.
fn distinct_times(setting: &Setting<'_>) -> Vec<u32> {
    let mut shortest: Vec<Option<u32>> = vec![None; setting.instance.demand().len()];
    let mut times = Vec::new();
    for (place, time) in setting.possible_walks() {
        times.push(time);
        let shortest = &mut shortest[place];
        *shortest = Some(shortest.map_or(time, |before| before.min(time)));
    }
    let least = shortest.into_iter().flatten().max().unwrap_or(0);
    times.retain(|time| *time >= least);
    times.sort_unstable();
    times.dedup();
    times
}

/// The longest walk within a limit that everybody can have with these open sites; under capacities, that somebody has.
fn worst_walk(setting: &Setting<'_>, needs: &Needs, open: &[usize], limit: u32) -> u32 {
    if setting.is_capacitated() {
        let nothing = vec![0; setting.instance.sites().len()];
        let assignment = assignment(&Model::new(setting, needs.aim(nothing), limit, false), open);
        return assignment.iter().map(|assigned| assigned.time).max().unwrap_or(0);
    }
    let mut nearest: Vec<Option<u32>> = vec![None; setting.instance.demand().len()];
    for site in open {
        let row = setting.instance.times().of_site(crate::SiteIndex::at(*site));
        for reach in row.iter().filter(|reach| reach.time <= limit) {
            if setting.instance.demand_at(reach.demand).weight > 0 {
                let nearest = &mut nearest[reach.demand.index()];
                *nearest = Some(nearest.map_or(reach.time, |before| before.min(reach.time)));
            }
        }
    }
    nearest.into_iter().flatten().max().unwrap_or(0)
}
