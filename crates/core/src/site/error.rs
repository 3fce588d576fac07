//! Why siting cannot be done.

use service_circle_siting::{InstanceErrors, ProblemErrors};

use crate::watch::Cancelled;

/// Why siting cannot begin, or its plan cannot be told. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// There is nowhere to build.
    #[error("no candidates: give [site] candidates = FILE, \"compounds\" or \"network\"")]
    NoCandidates,
    /// Nobody is to be served.
    #[error("no demand: every compound's {0} is 0 or not told; fill the column, or set site.weight = \"compounds\"")]
    NoDemand(&'static str),
    /// A candidate named in the settings is not there.
    #[error("site.{key}: no candidate has the id {id:?}")]
    UnknownCandidate {
        /// The setting.
        key: &'static str,
        /// The id.
        id: String,
    },
    /// A number of the settings cannot be used.
    #[error("site.{key} = {value}: {remedy}")]
    Setting {
        /// The setting.
        key: &'static str,
        /// Its value.
        value: String,
        /// What would do.
        remedy: &'static str,
    },
    /// Equity is asked for with an objective other than coverage.
    #[error(
        "site.{0} is for objective = \"max-coverage\", which weighs streets by who is covered; drop it or change the objective"
    )]
    EquityOfOther(&'static str),
    /// What may be opened is told twice.
    #[error("site.{first} and site.{second} are both told; give one of count, budget, stages and stage_budgets")]
    SeveralPurses {
        /// A setting.
        first: &'static str,
        /// Another.
        second: &'static str,
    },
    /// The candidates' cost is asked for and not told.
    #[error("candidate {0:?} tells no cost: fill its column cost, or ask by count and not by budget")]
    NoCost(String),
    /// Streets are asked for and none is told.
    #[error(
        "site.{0} is about streets, but no compound tells its street: fill the column street, give units with outlines, or drop the setting"
    )]
    NoStreets(&'static str),
    /// The budget buys nothing.
    #[error("site.{key} = {budget} buys no site: the cheapest candidate, {id:?}, costs {cost}; give at least that")]
    Budget {
        /// The setting.
        key: &'static str,
        /// What may be spent.
        budget: f64,
        /// The cheapest candidate.
        id: String,
        /// What it costs.
        cost: f64,
    },
    /// The lists cannot be used together.
    #[error(transparent)]
    Instance(#[from] InstanceErrors),
    /// The problem cannot be asked.
    #[error(transparent)]
    Problem(#[from] ProblemErrors),
    /// The independent checker found the plan wrong.
    #[error("the plan was recomputed and does not hold ({0}); please report this with the input")]
    Contradicted(String),
    /// The watch said stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
