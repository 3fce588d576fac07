//! From a problem to a plan.

use crate::explain;
use crate::goals::{Answer, answer};
use crate::infeasible::Infeasibility;
use crate::instance::Instance;
use crate::limits::Limits;
use crate::meter::Meter;
use crate::plan::{Proof, SitingPlan, Status, Stop};
use crate::problem::{Problem, ProblemErrors};
use crate::rules::Setting;
use crate::stages;
use crate::watch::{Phase, Watch, relative_gap};

/// Solves a problem: the best plan found, a bound that no plan beats, and how the search ended.
///
/// The same instance, problem, counted limits and seed give the same plan on any number of threads. A limit or a cancelled watch
/// ends the search with the best plan and bound so far.
///
/// # Errors
/// A problem that cannot be asked of the instance. Being infeasible is not an error but an answer.
///
/// # Examples
/// ```
/// use service_circle_siting::{Demand, DemandIndex, Goal, Instance, Limits, Problem, Purse, Reach, Site, Status, Unwatched, solve};
///
/// let sites = ["甲", "乙", "丙"].map(Site::candidate).to_vec();
/// let demand = [30, 20, 25, 10].into_iter().enumerate();
/// let demand = demand.map(|(number, weight)| Demand::new(format!("{number}号楼"), weight)).collect();
/// let reach = |demand, time| Reach { demand: DemandIndex(demand), time };
/// let times = vec![vec![reach(0, 3), reach(1, 9)], vec![reach(1, 5), reach(2, 8)], vec![reach(2, 2), reach(3, 7)]];
/// let instance = Instance::new(sites, demand, Vec::new(), times)?;
/// let problem = Problem::new(Goal::max_coverage(Purse::Count(2))).within(10);
/// let plan = solve(&instance, &problem, &Limits::default(), &Unwatched)?;
/// assert_eq!((plan.status, plan.objective), (Status::Optimal, Some(85)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(
    instance: &Instance,
    problem: &Problem,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<SitingPlan, ProblemErrors> {
    problem.check(instance)?;
    let meter = Meter::new(*limits, watch);
    let sense = problem.goal.sense();
    meter.report(Phase::Reduce, sense, None, None);
    if !problem.later.is_empty() {
        return Ok(stages::solve(instance, problem, &meter));
    }
    let plan = match Setting::new(instance, problem, 1, &[]) {
        Ok(setting) => {
            let answer = answer(&setting, &meter);
            finish(&setting, answer, &meter)
        }
        Err(why) => infeasible(problem, why, &meter),
    };
    Ok(plan)
}

/// The plan of an answer, explained.
pub(crate) fn finish(setting: &Setting<'_>, answer: Answer, meter: &Meter<'_>) -> SitingPlan {
    let bound = match answer.bound {
        Ok(bound) => bound,
        Err(why) => return infeasible(setting.problem, why, meter),
    };
    let mut plan = empty(setting.problem, meter);
    plan.bound = Some(bound);
    plan.proof = answer.proof;
    plan.objective = answer.best.as_ref().map(|(_, objective)| *objective);
    let (proved, levels) = answer.levels.unwrap_or_default();
    plan.groups_proved = proved;
    (plan.status, plan.stop) = ending(plan.objective, bound, proved == levels, meter);
    meter.report(Phase::Explain, plan.sense, plan.objective, plan.bound);
    if let Some((open, _)) = &answer.best {
        explain::explain(&mut plan, setting, open, meter);
    }
    plan
}

/// How a search ended: proved, near enough, or by the limit that stopped it.
pub(crate) fn ending(objective: Option<u64>, bound: u64, is_level: bool, meter: &Meter<'_>) -> (Status, Stop) {
    let is_met = objective == Some(bound) && is_level;
    let is_near = objective.is_some_and(|objective| relative_gap(objective, bound) <= meter.limits.gap);
    if is_met {
        (Status::Optimal, Stop::Proved)
    } else if is_near && is_level {
        (Status::GapLimit, Stop::Gap)
    } else {
        // Only a limit on a part of the search leaves the whole unstopped.
        (Status::TimeLimit, meter.stopped().unwrap_or(Stop::Work))
    }
}

pub(crate) fn infeasible(problem: &Problem, why: Infeasibility, meter: &Meter<'_>) -> SitingPlan {
    let mut plan = empty(problem, meter);
    plan.infeasibility = Some(why);
    plan
}

/// A plan of nothing; infeasible until told otherwise.
fn empty(problem: &Problem, meter: &Meter<'_>) -> SitingPlan {
    SitingPlan {
        status: Status::Infeasible,
        stop: Stop::Proved,
        proof: Proof::Integer,
        infeasibility: None,
        sense: problem.goal.sense(),
        objective: None,
        bound: None,
        sites: Vec::new(),
        closed: Vec::new(),
        served_before: 0,
        served: 0,
        assignment: Vec::new(),
        curve: Vec::new(),
        uncoverable: Vec::new(),
        groups: Vec::new(),
        groups_proved: 0,
        stages: Vec::new(),
        nodes: meter.nodes(),
        iterations: meter.iterations(),
        seed: meter.limits.seed,
    }
}
