//! The answer: which sites, how good that is, and how good it could be at most.

use crate::ids::{DemandIndex, GroupIndex, SiteIndex};
use crate::infeasible::Infeasibility;
use crate::problem::{Purse, Sense};
use crate::watch::relative_gap;

/// The answer to a [`Problem`](crate::Problem).
///
/// # Units
/// Objective and bound are demand weight for [`MaxCoverage`](crate::Goal::MaxCoverage), sites or cost for
/// [`MinSites`](crate::Goal::MinSites), weight times time for [`PMedian`](crate::Goal::PMedian), time for
/// [`PCenter`](crate::Goal::PCenter). Existing facilities are counted in.
#[derive(Clone, Debug, PartialEq)]
pub struct SitingPlan {
    /// How the search ended.
    pub status: Status,
    /// What ended it.
    pub stop: Stop,
    /// What the bound rests on.
    pub proof: Proof,
    /// Why there is no plan, where [`Status::Infeasible`].
    pub infeasibility: Option<Infeasibility>,
    /// Whether the objective is to be large or small.
    pub sense: Sense,
    /// The objective of the plan; `None`: none was found.
    pub objective: Option<u64>,
    /// No plan is better than this; `None`: there is no plan. Of a plan in stages: no way to go on from the stages before the last
    /// is better.
    pub bound: Option<u64>,
    /// The candidates opened, the most useful first.
    pub sites: Vec<ChosenSite>,
    /// Existing sites closed, in order.
    pub closed: Vec<SiteIndex>,
    /// Weight within the limit of what stands today.
    pub served_before: u64,
    /// Weight within the limit of the plan; under capacities, weight served.
    pub served: u64,
    /// Who goes where, in the order of places.
    pub assignment: Vec<Assigned>,
    /// What each count of sites would reach, from 1 up; for a count and for [`MinSites`](crate::Goal::MinSites).
    pub curve: Vec<CurvePoint>,
    /// Demand out of reach of every site that could be open, in order.
    pub uncoverable: Vec<DemandIndex>,
    /// Coverage by group, where equity was asked for.
    pub groups: Vec<GroupCoverage>,
    /// How many of the worst groups' shares are proved, where the worst come first.
    pub groups_proved: usize,
    /// One report a stage, where there is more than one.
    pub stages: Vec<StageReport>,
    /// Nodes of branch and bound.
    pub nodes: u64,
    /// Perturbations of the local search.
    pub iterations: u64,
    /// The seed it was made with.
    pub seed: u64,
}

impl SitingPlan {
    /// How far objective and bound are apart, as a share of the objective; `None` without a plan.
    pub fn gap(&self) -> Option<f64> {
        Some(relative_gap(self.objective?, self.bound?))
    }

    /// The candidates opened, in the order of sites.
    pub fn opened(&self) -> Vec<SiteIndex> {
        let mut opened: Vec<SiteIndex> = self.sites.iter().map(|chosen| chosen.site).collect();
        opened.sort_unstable();
        opened
    }
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// No plan is better.
    Optimal,
    /// The gap asked for was reached.
    GapLimit,
    /// A limit ([`Stop`] says which) came first; the plan is the best found, the bound holds.
    TimeLimit,
    /// No plan meets the constraints.
    Infeasible,
}

impl Status {
    /// The word for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::GapLimit => "gap_limit",
            Self::TimeLimit => "time_limit",
            Self::Infeasible => "infeasible",
        }
    }
}

/// What ended a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The proof was complete.
    Proved,
    /// The gap asked for.
    Gap,
    /// [`Limits::nodes`](crate::Limits::nodes).
    Nodes,
    /// [`Limits::work`](crate::Limits::work).
    Work,
    /// [`Limits::seconds`](crate::Limits::seconds).
    Seconds,
    /// The [`Watch`](crate::Watch).
    Cancelled,
}

impl Stop {
    /// The word for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Gap => "gap",
            Self::Nodes => "nodes",
            Self::Work => "work",
            Self::Seconds => "seconds",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What a bound rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Sums of whole numbers throughout.
    Integer,
    /// In part on an integer program solved in floating point; the plan itself was recomputed in whole numbers.
    FloatingPoint,
}

impl Proof {
    /// The word for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::FloatingPoint => "floating-point",
        }
    }
}

/// A candidate that the plan opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenSite {
    /// The candidate.
    pub site: SiteIndex,
    /// 1 for the one to open first: each is the one that adds most to those before.
    pub rank: u32,
    /// What it adds to what stands and the ranks before.
    ///
    /// # Units
    /// Weight newly within the limit; for the p-median, weight times time saved; for the p-center, weight newly within the plan's
    /// worst walk.
    pub marginal_gain: u64,
    /// What it would add alone to what stands; same unit.
    pub alone_gain: u64,
    /// The weight that goes there.
    pub load: u64,
    /// The candidate that could best take its place; `None`: no other keeps the plan whole, or none is settled.
    pub runner_up: Option<RunnerUp>,
    /// Whether the runner-up is known for sure. Under capacities a swap moves everybody, and a limit may come first.
    pub is_runner_up_settled: bool,
}

/// The best replacement of a chosen site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunnerUp {
    /// The candidate.
    pub site: SiteIndex,
    /// The objective of the plan with it.
    pub objective: u64,
    /// By how much that is worse; below 0 where it is better, which only a plan without proof can be.
    pub loss: i64,
}

/// Demand that goes to a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The place.
    pub demand: DemandIndex,
    /// The open site.
    pub site: SiteIndex,
    /// The walk.
    pub time: u32,
    /// How much of its weight.
    pub amount: u64,
}

/// What a count of sites would reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// How many candidates are opened at most.
    pub count: u32,
    /// The best plan found: weight within the limit; for the p-median its objective.
    pub objective: u64,
    /// No plan of so many is better.
    pub bound: u64,
}

/// How much of a group is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupCoverage {
    /// The group.
    pub group: GroupIndex,
    /// Weight within the limit.
    pub covered: u64,
    /// All its weight.
    pub weight: u64,
}

/// One stage of a plan in stages.
#[derive(Clone, Debug, PartialEq)]
pub struct StageReport {
    /// From 1.
    pub stage: u32,
    /// What could be opened in it.
    pub purse: Purse,
    /// What was opened in it, in the order of sites.
    pub sites: Vec<SiteIndex>,
    /// How its search ended.
    pub status: Status,
    /// The objective once it is built.
    pub objective: Option<u64>,
    /// No way to go on from the stages before is better.
    pub bound: Option<u64>,
    /// The best found for this stage had all purses up to here been spent at once.
    pub at_once: Option<u64>,
    /// No such plan is better.
    pub at_once_bound: Option<u64>,
    /// The best that this stage could reach on the way to the best end.
    pub towards_end: Option<u64>,
}

impl StageReport {
    /// What haste costs at this stage: how far it is behind the best found for it.
    pub fn haste(&self) -> Option<u64> {
        Some(self.at_once?.abs_diff(self.objective?))
    }
}
