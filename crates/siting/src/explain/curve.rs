//! What each count of sites would reach, with a bound.

use rayon::prelude::*;

use crate::capacity::{Aim, Capacitated, Model};
use crate::limits::Limits;
use crate::location::{Gains, Kernel, Location};
use crate::meter::Meter;
use crate::plan::{CurvePoint, SitingPlan};
use crate::problem::{Equity, Goal, Problem, Purse, Sense};
use crate::rules::Setting;
use crate::search::Scale;

/// At most so many points, evenly spread, always the first and the last.
const MOST_POINTS: usize = 60;
/// A point is not searched, only bounded: entries read for it, at most so many of the limit.
const WORK_OF_POINT: u64 = 400_000_000;

/// The curve up to the plan's count. None for budgets, closures, equity and the p-center.
pub(super) fn curve(plan: &SitingPlan, setting: &Setting<'_>, meter: &Meter<'_>) -> Vec<CurvePoint> {
    let constraints = &setting.problem.constraints;
    if constraints.closures.is_some() || setting.stage > 1 {
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
    let scale = Scale {
        sense: goal.sense(),
        offset: match goal {
            Goal::PMedian { penalty, .. } => (setting.instance.total_weight() * u64::from(penalty)) as i64,
            _ => 0,
        },
    };
    let ask = Ask {
        problem: &asked,
        setting,
        scale,
        count,
    };
    let mut points = match goal {
        _ if setting.is_capacitated() => ask.under_capacities(meter),
        Goal::PMedian { penalty, .. } => ask.nearest(&Kernel::savings(setting, penalty), meter),
        _ => ask.nearest(&Kernel::coverage(setting), meter),
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

/// What is asked for each count.
struct Ask<'a> {
    problem: &'a Problem,
    setting: &'a Setting<'a>,
    scale: Scale,
    /// The largest count.
    count: u32,
}

impl Ask<'_> {
    /// Everybody goes to the nearest. The table is reduced once, for the largest count: fewer sites allow nothing more.
    fn nearest<G: Gains>(&self, whole: &Kernel<G>, meter: &Meter<'_>) -> Vec<CurvePoint> {
        let Ok(widest) = Setting::new(self.setting.instance, self.problem, self.setting.stage, &[]) else {
            return Vec::new();
        };
        let widest = Location::new(&widest, whole, None);
        self.points(meter, |own, meter| {
            let found = Location::narrowed(own, &widest).search(self.scale, &[], meter);
            Some((found.best.value()?, found.bound?))
        })
    }

    /// Sites can be full.
    fn under_capacities(&self, meter: &Meter<'_>) -> Vec<CurvePoint> {
        let aim = match self.problem.goal {
            Goal::PMedian { penalty, .. } => Aim::Saved(penalty),
            _ => Aim::Served,
        };
        let model = Model::new(self.setting, aim, self.setting.limit, true);
        self.points(meter, |own, meter| {
            let mut search = Capacitated::new(&model, &own.rules, &own.domains, i64::MAX);
            let found = search.search(self.scale, meter);
            Some((found.best.value()?, found.bound?))
        })
    }

    /// A point a count, each searched on its own: one node, so that it has a plan and a bound.
    fn points(
        &self,
        meter: &Meter<'_>,
        search: impl Fn(&Setting<'_>, &Meter<'_>) -> Option<(i64, i64)> + Sync,
    ) -> Vec<CurvePoint> {
        let step = (self.count as usize).div_ceil(MOST_POINTS).max(1);
        let mut counts: Vec<u32> = (1..=self.count).rev().step_by(step).collect();
        counts.reverse();
        let limits = Limits {
            nodes: Some(1),
            iterations: 0,
            work: Some(WORK_OF_POINT.min(meter.limits.work.unwrap_or(u64::MAX))),
            ..meter.limits
        };
        let guard = meter.guard;
        let point = |count: u32| {
            if guard.stop().is_some() {
                return None;
            }
            let problem = Problem {
                goal: self.problem.goal.with_purse(Purse::Count(count)),
                ..self.problem.clone()
            };
            let own = Setting::new(self.setting.instance, &problem, self.setting.stage, &[]).ok()?;
            let (value, bound) = search(&own, &Meter::guarded(guard, limits))?;
            Some(CurvePoint {
                count,
                objective: self.scale.objective(value),
                bound: self.scale.objective(bound),
            })
        };
        counts.into_par_iter().filter_map(point).collect()
    }
}
