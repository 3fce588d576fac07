//! Where to build next, with a proof: location-allocation on a sparse table of walking times. Knows nothing of maps.
//!
//! An [`Instance`] holds sites (candidates and facilities that stand or are planned), demand, and for each site the places it
//! reaches and how fast. A [`Problem`] asks for a [`Goal`] under [`Constraints`]. [`solve()`] gives a [`SitingPlan`]: the best plan
//! found, a bound that no plan beats, and how the search ended. The word is `optimal` only where plan and bound meet.
//!
//! ```
//! use service_circle_siting::{
//!     Constraints, Demand, DemandIndex, Goal, Instance, Limits, Problem, Purse, Reach, Site, SiteIndex, Status, Unwatched, solve,
//! };
//!
//! // Minutes on foot from three candidates to four buildings with so many elders.
//! let sites = ["活动室", "社区用房", "闲置商铺"].map(Site::candidate).to_vec();
//! let elders = [("1号楼", 30), ("2号楼", 20), ("3号楼", 25), ("4号楼", 10)];
//! let demand = elders.map(|(id, weight)| Demand::new(id, weight)).to_vec();
//! let reach = |demand, time| Reach { demand: DemandIndex(demand), time };
//! let times = vec![vec![reach(0, 3), reach(1, 9)], vec![reach(1, 5), reach(2, 8)], vec![reach(2, 2), reach(3, 7)]];
//! let instance = Instance::new(sites, demand, Vec::new(), times)?;
//!
//! // Two of them for most elders within ten minutes; 活动室 and 闲置商铺 belong to one owner, who lets only one go.
//! let constraints = Constraints { excludes: vec![(SiteIndex(0), SiteIndex(2))], ..Constraints::default() };
//! let problem = Problem::new(Goal::max_coverage(Purse::Count(2))).within(10).under(constraints);
//! let plan = solve(&instance, &problem, &Limits::default(), &Unwatched)?;
//! assert_eq!((plan.status, plan.objective, plan.bound), (Status::Optimal, Some(75), Some(75)));
//! assert_eq!(plan.opened(), [SiteIndex(0), SiteIndex(1)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What can be asked
//!
//! | goal | what it makes large or small | by |
//! | --- | --- | --- |
//! | [`MaxCoverage`](Goal::MaxCoverage) | demand within the limit; the worst group first, or groups kept close | count, budget |
//! | [`MinSites`](Goal::MinSites) | sites or cost to reach a share, of the whole or in each group | |
//! | [`PMedian`](Goal::PMedian) | demand-weighted walks, with a penalty for the unreached | count, budget |
//! | [`PCenter`](Goal::PCenter) | the worst walk | count, budget |
//!
//! Any of them under at least and at most so many sites in a group, a least floor area, capacities (demand split, or each place
//! whole to one site), pairs that exclude or require each other, sites fixed in or out, existing sites closed or moved; in stages.
//!
//! # How it is answered
//!
//! | module | what it does | known as |
//! | --- | --- | --- |
//! | `rules` | allowed sets of sites as linear rows with propagation; the best choice by values and its prices; contradictions | constraint propagation, Lagrangian duality, deletion filter |
//! | `location` | coverage and p-median | CELF lazy greedy, fast interchange, iterated local search, Lagrangian relaxation, reduced-cost fixing |
//! | `covering` | covering at least cost | row and column dominance, row weighting local search, Lagrangian relaxation |
//! | `capacity` | the same with sites that can be full | Dinic's flow, successive shortest paths, Lagrangian relaxation |
//! | `search` | proof | depth-first branch and bound |
//! | `goals` | each goal as one or several of these problems | bisection (p-center), lexicographic levels (worst first) |
//! | [`checker`] | every claim of a plan recomputed, sharing no code with the search | |
//! | [`read`] | published instances | OR-Library, MCLP points |
//!
//! Weights, costs, times and the multipliers of every bound are whole numbers, so that a bound is exact and `bound == objective`
//! is a proof. Limits count nodes, perturbations and table entries read; the same limits and seed give the same plan on any
//! machine and any number of threads, unless the outer guard of [`Limits::seconds`] cuts in.

#![warn(missing_docs)]

mod capacity;
pub mod checker;
mod covering;
mod explain;
mod goals;
pub mod ids;
mod infeasible;
mod instance;
mod limits;
mod location;
mod meter;
mod partition;
mod plan;
mod problem;
mod program;
mod random;
pub mod read;
mod rules;
mod search;
mod solve;
mod stages;
#[cfg(test)]
mod testing;
mod watch;

pub use ids::{DemandIndex, GroupIndex, SiteIndex};
pub use infeasible::{ConstraintName, Infeasibility};
pub use instance::{Demand, Instance, InstanceError, InstanceErrors, Reach, Site, Standing, TimeTable};
pub use limits::Limits;
pub use plan::{
    Assigned, ChosenSite, CurvePoint, GroupCoverage, Proof, RunnerUp, SitingPlan, StageReport, Status, Stop,
};
pub use problem::{
    Base, Capacities, Closures, Constraints, Counts, Equity, Goal, GroupRule, Measure, Problem, ProblemError,
    ProblemErrors, Purse, Scope, Sense, Share, Target,
};
pub use solve::solve;
pub use watch::{Phase, Progress, Unwatched, Watch};
