//! What is asked: a goal, the longest walk that counts, constraints, stages.

mod check;
mod constraints;
mod share;

pub use check::{ProblemError, ProblemErrors};
pub use constraints::{Capacities, Closures, Constraints, Counts, GroupRule};
pub use share::Share;

/// What is asked of an [`Instance`](crate::Instance).
///
/// # Examples
/// ```
/// use service_circle_siting::{Goal, Problem, Purse};
///
/// // Three sites for most elders within 15 minutes.
/// let problem = Problem::new(Goal::max_coverage(Purse::Count(3))).within(15 * 60 * 1000);
/// assert_eq!(problem.limit, Some(900_000));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What to make large or small.
    pub goal: Goal,
    /// The longest walk that counts, inclusive, in the unit of the times; `None`: the table's whole reach.
    pub limit: Option<u32>,
    /// What else must hold.
    pub constraints: Constraints,
    /// What may be opened in the second stage, the third, ...; the first is the goal's. Each stage is the best given those before.
    pub later: Vec<Purse>,
}

impl Problem {
    /// A goal with no limit, no constraints, one stage.
    pub fn new(goal: Goal) -> Self {
        Self {
            goal,
            limit: None,
            constraints: Constraints::default(),
            later: Vec::new(),
        }
    }

    /// With a longest walk.
    #[must_use]
    pub fn within(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// With constraints.
    #[must_use]
    pub fn under(mut self, constraints: Constraints) -> Self {
        self.constraints = constraints;
        self
    }
}

/// What to make large or small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Most demand within the limit.
    ///
    /// # References
    /// The maximal covering location problem, MCLP: Church and `ReVelle` (1974).
    MaxCoverage {
        /// What may be opened.
        purse: Purse,
        /// Who comes first.
        equity: Equity,
    },
    /// Fewest or cheapest sites that reach a target.
    ///
    /// # References
    /// The location set covering problem, LSCP, where the target is everybody: Toregas, Swain, `ReVelle` and Bergman (1971);
    /// partial cover: Daskin and Owen (1999).
    MinSites {
        /// What to make small.
        measure: Measure,
        /// What to reach.
        target: Target,
    },
    /// Least demand-weighted walk to the nearest open site.
    ///
    /// # References
    /// The p-median problem: Hakimi (1964), `ReVelle` and Swain (1970).
    PMedian {
        /// What may be opened.
        purse: Purse,
        /// What a place pays that no open site reaches, in the unit of the times; at least the longest walk that counts.
        penalty: u32,
    },
    /// Least worst walk to the nearest open site, over all demand that some site reaches.
    ///
    /// # References
    /// The p-center problem: Hakimi (1965); by covering problems: Minieka (1970).
    PCenter {
        /// What may be opened.
        purse: Purse,
    },
}

impl Goal {
    /// Most demand within the limit, wherever it lives.
    pub fn max_coverage(purse: Purse) -> Self {
        Self::MaxCoverage {
            purse,
            equity: Equity::Ignored,
        }
    }

    /// What may be opened; `None` where that is what to make small.
    pub fn purse(&self) -> Option<Purse> {
        match *self {
            Self::MaxCoverage { purse, .. } | Self::PMedian { purse, .. } | Self::PCenter { purse } => Some(purse),
            Self::MinSites { .. } => None,
        }
    }

    /// The same with another purse.
    #[must_use]
    pub fn with_purse(self, purse: Purse) -> Self {
        match self {
            Self::MaxCoverage { equity, .. } => Self::MaxCoverage { purse, equity },
            Self::PMedian { penalty, .. } => Self::PMedian { purse, penalty },
            Self::PCenter { .. } => Self::PCenter { purse },
            Self::MinSites { .. } => self,
        }
    }

    /// Whether the objective is to be large or small.
    pub fn sense(&self) -> Sense {
        match self {
            Self::MaxCoverage { .. } => Sense::Maximize,
            Self::MinSites { .. } | Self::PMedian { .. } | Self::PCenter { .. } => Sense::Minimize,
        }
    }
}

/// Whether an objective is to be large or small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Large is good; bounds lie above.
    Maximize,
    /// Small is good; bounds lie below.
    Minimize,
}

/// What may be opened anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purse {
    /// At most so many candidates.
    Count(u32),
    /// Candidates of at most this cost together, with the cost of closings and of existing sites that could be closed but are kept.
    Budget(u64),
}

/// What [`Goal::MinSites`] makes small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many candidates are opened, and existing sites kept that could be closed.
    Count,
    /// What that costs, with the cost of closings.
    Cost,
}

/// What [`Goal::MinSites`] must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The share of demand within the limit.
    pub share: Share,
    /// Where that must hold.
    pub scope: Scope,
    /// The share of what.
    pub base: Base,
}

impl Target {
    /// Everybody whom some site reaches: the location set covering problem.
    pub fn all_coverable() -> Self {
        Self {
            share: Share::ALL,
            scope: Scope::Whole,
            base: Base::Coverable,
        }
    }

    /// A share of all demand.
    pub fn share_of_all(share: Share) -> Self {
        Self {
            share,
            scope: Scope::Whole,
            base: Base::All,
        }
    }
}

/// Where a target must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Over all demand together.
    Whole,
    /// In each group; demand in no group does not count.
    EachGroup,
}

/// What a target is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// All demand; demand out of every site's reach makes 100 % infeasible, and the answer says so.
    All,
    /// The demand that some site could serve.
    Coverable,
}

/// Who comes first in [`Goal::MaxCoverage`]. Groups without demand do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Equity {
    /// Nobody: only the sum counts.
    Ignored,
    /// The group with the least share covered, then the next, ... (lexicographic max-min), then the sum.
    ///
    /// # References
    /// Ogryczak, "On the lexicographic minimax approach to location problems" (1997).
    WorstFirst,
    /// The best covered group may be ahead of the worst by at most this share.
    SpreadAtMost(Share),
}
