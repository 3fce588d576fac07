//! What each count of sites would reach, with a bound.

use crate::limits::Limits;
use crate::location::{Gains, Kernel, Location};
use crate::meter::Meter;
use crate::plan::{CurvePoint, SitingPlan};
use crate::problem::{Capacities, Equity, Goal, Problem, Purse, Sense};
use crate::rules::Setting;
use crate::search::Scale;

/// At most so many points, evenly spread, always the first and the last.
const MOST_POINTS: usize = 60;
/// A point is not searched, only bounded: entries read for it, at most so many of the limit.
const WORK_OF_POINT: u64 = 400_000_000;

/// The curve up to the plan's count. None for budgets, closures, capacities, equity and the p-center.
pub(super) fn curve(plan: &SitingPlan, setting: &Setting<'_>, meter: &Meter<'_>) -> Vec<CurvePoint> {
    let constraints = &setting.problem.constraints;
    if constraints.capacities != Capacities::Ignored || constraints.closures.is_some() || setting.stage > 1 {
        return Vec::new();
    }
    let (goal, count, is_same) = match setting.problem.goal {
        goal @ (Goal::PMedian {
            purse: Purse::Count(count),
            ..
        }
        | Goal::MaxCoverage {
            purse: Purse::Count(count),
            equity: Equity::Ignored,
        }) => (goal, count, true),
        Goal::MinSites { .. } => (Goal::max_coverage(Purse::Count(0)), plan.sites.len() as u32, false),
        _ => return Vec::new(),
    };
    let asked = Problem {
        goal: goal.with_purse(Purse::Count(count)),
        ..setting.problem.clone()
    };
    let mut points = if let Goal::PMedian { penalty, .. } = goal {
        let offset = (setting.instance.total_weight() * u64::from(penalty)) as i64;
        let scale = Scale {
            sense: goal.sense(),
            offset,
        };
        bounded(
            &asked,
            setting,
            |setting| Kernel::savings(setting, penalty),
            scale,
            count,
            meter,
        )
    } else {
        let scale = Scale {
            sense: goal.sense(),
            offset: 0,
        };
        bounded(&asked, setting, Kernel::coverage, scale, count, meter)
    };
    if is_same
        && let (Some(objective), Some(bound), Some(last)) = (plan.objective, plan.bound, points.last_mut())
        && last.count == count
    {
        (last.objective, last.bound) = (objective, bound);
    }
    even_out(&mut points, goal.sense());
    points
}

/// More sites are never worse, and what more could not reach fewer could not: each point takes over what its neighbours know.
fn even_out(points: &mut [CurvePoint], sense: Sense) {
    let better = |a: u64, b: u64| if sense == Sense::Maximize { a.max(b) } else { a.min(b) };
    let tighter = |a: u64, b: u64| if sense == Sense::Maximize { a.min(b) } else { a.max(b) };
    for index in 1..points.len() {
        points[index].objective = better(points[index].objective, points[index - 1].objective);
    }
    for index in (1..points.len()).rev() {
        points[index - 1].bound = tighter(points[index - 1].bound, points[index].bound);
    }
}

fn bounded<G: Gains>(
    asked: &Problem,
    setting: &Setting<'_>,
    kernel: impl Fn(&Setting<'_>) -> Kernel<G>,
    scale: Scale,
    most: u32,
    meter: &Meter<'_>,
) -> Vec<CurvePoint> {
    let step = (most as usize).div_ceil(MOST_POINTS).max(1);
    let mut counts: Vec<u32> = (1..=most).rev().step_by(step).collect();
    counts.reverse();
    let whole = kernel(setting);
    let mut points = Vec::new();
    for count in counts {
        if meter.guard.stop().is_some() {
            break;
        }
        let problem = Problem {
            goal: asked.goal.with_purse(Purse::Count(count)),
            ..asked.clone()
        };
        let Ok(own) = Setting::new(setting.instance, &problem, setting.stage, &[]) else {
            continue;
        };
        let limits = Limits {
            nodes: Some(1),
            iterations: 0,
            work: Some(WORK_OF_POINT.min(meter.limits.work.unwrap_or(u64::MAX))),
            ..meter.limits
        };
        let found = Location::new(&own, &whole, None).search(scale, &[], &meter.fresh(limits));
        if let (Some(value), Some(bound)) = (found.best.value(), found.bound) {
            points.push(CurvePoint {
                count,
                objective: scale.objective(value),
                bound: scale.objective(bound),
            });
        }
    }
    points
}
