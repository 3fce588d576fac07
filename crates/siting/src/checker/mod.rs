//! Recomputes every claim of a plan from the instance and the problem alone.
//!
//! It shares no code with the search: it walks the table of times in its own way, with ordered maps and plain loops, and knows
//! nothing of kernels, bounds or branches. A bound can only be contradicted, not proved, by it: it is wrong where the plan itself
//! beats it.
//!
//! # Examples
//! ```
//! use service_circle_siting::checker::check;
//! use service_circle_siting::{Demand, DemandIndex, Goal, Instance, Limits, Problem, Purse, Reach, Site, Unwatched, solve};
//!
//! let times = vec![vec![Reach { demand: DemandIndex(0), time: 5 }]];
//! let instance = Instance::new(vec![Site::candidate("a")], vec![Demand::new("b", 7)], Vec::new(), times)?;
//! let problem = Problem::new(Goal::max_coverage(Purse::Count(1)));
//! let mut plan = solve(&instance, &problem, &Limits::default(), &Unwatched)?;
//! assert!(check(&instance, &problem, &plan).is_empty());
//!
//! plan.objective = Some(8);
//! assert!(!check(&instance, &problem, &plan).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod claims;
mod constraints;
mod objective;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::ids::SiteIndex;
use crate::instance::{Instance, Standing};
use crate::plan::{SitingPlan, Status};
use crate::problem::{Equity, Goal, Problem, Sense};

/// A claim of a plan that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Collects faults.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn unless(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Fault(what()));
        }
    }

    /// Two values that must be the same.
    #[expect(clippy::needless_pass_by_value, reason = "both are made for the comparison")]
    fn same<T: PartialEq + fmt::Debug>(&mut self, what: &str, told: T, found: T) {
        self.unless(told == found, || {
            format!("{what}: the plan says {told:?}, recomputed {found:?}")
        });
    }
}

/// A plan as the checker sees it.
struct Case<'a> {
    instance: &'a Instance,
    problem: &'a Problem,
    plan: &'a SitingPlan,
    /// All open sites.
    open: BTreeSet<SiteIndex>,
    /// Sites that stand at the last stage whatever the plan, those closed left out.
    standing: BTreeSet<SiteIndex>,
}

/// All faults of a plan; none means that every claim holds.
pub fn check(instance: &Instance, problem: &Problem, plan: &SitingPlan) -> Vec<Fault> {
    let mut faults = Faults::default();
    let worst_first = matches!(
        problem.goal,
        Goal::MaxCoverage {
            equity: Equity::WorstFirst,
            ..
        }
    );
    check_status(plan, worst_first && plan.groups_proved < plan.groups.len(), &mut faults);
    if plan.objective.is_none() {
        return faults.0;
    }
    let last_stage = problem.later.len() as u32 + 1;
    let closed: BTreeSet<SiteIndex> = plan.closed.iter().copied().collect();
    let stands = |site: &SiteIndex| match instance.site(*site).standing {
        Standing::Candidate => false,
        Standing::Existing { .. } => !closed.contains(site),
        Standing::Planned { stage } => stage <= last_stage,
    };
    let standing: BTreeSet<SiteIndex> = (0..instance.sites().len()).map(SiteIndex::at).filter(stands).collect();
    let open = standing
        .iter()
        .copied()
        .chain(plan.sites.iter().map(|chosen| chosen.site))
        .collect();
    let case = Case {
        instance,
        problem,
        plan,
        open,
        standing,
    };
    constraints::check(&case, &mut faults);
    objective::check(&case, &mut faults);
    claims::check(&case, &mut faults);
    faults.0
}

/// Words, objective and bound fit together. `is_uneven`: the worst group comes first, and not all shares are proved.
fn check_status(plan: &SitingPlan, is_uneven: bool, faults: &mut Faults) {
    let (objective, bound) = (plan.objective, plan.bound);
    match plan.status {
        Status::Optimal => {
            faults.unless(objective.is_some() && objective == bound && !is_uneven, || {
                format!("called optimal with objective {objective:?} and bound {bound:?}")
            });
        }
        Status::GapLimit | Status::TimeLimit => {
            faults.unless(bound.is_some(), || "not infeasible, yet no bound".to_owned());
            faults.unless(objective.is_none() || objective != bound || is_uneven, || {
                "objective and bound meet, yet not optimal".to_owned()
            });
        }
        Status::Infeasible => {
            let is_empty = objective.is_none() && bound.is_none() && plan.sites.is_empty();
            faults.unless(is_empty, || "called infeasible, yet there is a plan".to_owned());
            let named = plan
                .infeasibility
                .as_ref()
                .is_some_and(|why| !why.constraints.is_empty());
            faults.unless(named, || "called infeasible without a reason".to_owned());
        }
    }
    if let (Some(objective), Some(bound)) = (objective, bound) {
        let on_side = match plan.sense {
            Sense::Maximize => objective <= bound,
            Sense::Minimize => objective >= bound,
        };
        faults.unless(on_side, || format!("objective {objective} beats the bound {bound}"));
    }
}

impl Case<'_> {
    /// The longest walk that counts.
    fn limit(&self) -> u32 {
        self.problem.limit.unwrap_or(u32::MAX)
    }

    /// The nearest of some sites to each place in reach of one: time and site, the lowest of equals.
    fn nearest(&self, sites: &BTreeSet<SiteIndex>) -> BTreeMap<usize, (u32, SiteIndex)> {
        let mut nearest = BTreeMap::new();
        for site in sites {
            for reach in self.instance.times().of_site(*site) {
                if reach.time <= self.limit() {
                    let walk = nearest.entry(reach.demand.index()).or_insert((reach.time, *site));
                    *walk = (*walk).min((reach.time, *site));
                }
            }
        }
        nearest
    }

    /// The weight of a place.
    fn weight(&self, place: usize) -> u64 {
        self.instance.demand()[place].weight
    }

    /// Places with weight that a site reaches which the constraints by themselves do not keep closed.
    fn coverable(&self) -> BTreeSet<usize> {
        let constraints = &self.problem.constraints;
        let last_stage = self.problem.later.len() as u32 + 1;
        let could_open = |site: &SiteIndex| {
            let told = self.instance.site(*site);
            let stage = match told.standing {
                Standing::Planned { stage } => stage <= last_stage,
                _ => true,
            };
            let least = constraints.min_floor_area_dm2.unwrap_or(0);
            let is_large =
                told.standing != Standing::Candidate || least == 0 || told.floor_area_dm2.unwrap_or(0) >= least;
            stage && is_large && !constraints.fixed_out.contains(site)
        };
        let sites = (0..self.instance.sites().len())
            .map(SiteIndex::at)
            .filter(could_open)
            .collect();
        let reached = self.nearest(&sites).into_keys();
        reached.filter(|place| self.weight(*place) > 0).collect()
    }

    /// The name of a site.
    fn id(&self, site: SiteIndex) -> &str {
        &self.instance.site(site).id
    }
}
