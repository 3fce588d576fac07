//! Location-allocation on a sparse table of walking times; knows nothing of maps.
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
mod random;
mod rules;
mod search;
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
pub use watch::{Phase, Progress, Unwatched, Watch};
pub mod read;
mod solve;
pub use solve::solve;
