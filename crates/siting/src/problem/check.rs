//! What makes a problem impossible to state for an instance. All complaints are collected, so that it is mended once.

use super::{Capacities, Equity, Goal, Problem, Purse, Scope};
use crate::ids::{GroupIndex, SiteIndex};
use crate::instance::{Instance, Standing, lines};

/// One thing that is wrong with a problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// There is no demand, or all of it weighs nothing.
    #[error("no demand: no place has any weight, so every plan is as good as none; give places with a weight above 0")]
    NoDemand,
    /// There is nothing to choose from.
    #[error("no candidates: there is nothing to choose from; list sites that could be opened")]
    NoCandidates,
    /// A count of zero.
    #[error("0 sites are asked for; give a count of 1 or more")]
    CountZero,
    /// A count beyond the candidates.
    #[error("{count} sites are asked for, but only {candidates} candidates are listed; ask for fewer or list more")]
    CountBeyondCandidates {
        /// How many are asked for, over all stages.
        count: u64,
        /// How many there are.
        candidates: usize,
    },
    /// A budget that buys nothing.
    #[error("the budget of {budget} buys no site: the cheapest candidate, {id}, costs {cheapest}")]
    BudgetBelowCheapest {
        /// The budget.
        budget: u64,
        /// What the cheapest candidate costs.
        cheapest: u64,
        /// Its name.
        id: String,
    },
    /// A budget beyond what is counted exactly.
    #[error("the budget of {budget} is beyond {}; count in larger units", Instance::MOST_COST)]
    BudgetTooLarge {
        /// The budget.
        budget: u64,
    },
    /// A penalty that is less than a walk.
    #[error(
        "the penalty of {penalty} for the unreached is below the longest walk that counts, {longest}; give at least that"
    )]
    PenaltyBelowWalk {
        /// The penalty.
        penalty: u32,
        /// The longest walk that counts.
        longest: u32,
    },
    /// Weighted times that cannot be summed exactly.
    #[error(
        "weights times the penalty come to more than {}; count in larger units",
        Problem::MOST_VALUE
    )]
    ValuesTooLarge,
    /// A site that is not listed.
    #[error("{what}: site no. {site}, but only {known} are listed")]
    UnknownSite {
        /// The constraint.
        what: &'static str,
        /// The position given.
        site: u32,
        /// How many there are.
        known: usize,
    },
    /// A group that is not listed.
    #[error("a rule for group no. {group}, but only {known} are listed")]
    UnknownGroup {
        /// The position given.
        group: u32,
        /// How many there are.
        known: usize,
    },
    /// A site paired with itself.
    #[error("{what}: site {id} is paired with itself")]
    PairedWithItself {
        /// The constraint.
        what: &'static str,
        /// The site.
        id: String,
    },
    /// A rule that wants at least more than at most.
    #[error("group {group}: at least {at_least} and at most {at_most} sites cannot both hold")]
    GroupRuleEmpty {
        /// The group.
        group: String,
        /// At least.
        at_least: u32,
        /// At most.
        at_most: u32,
    },
    /// Equity or a target by group, without groups.
    #[error("no place with demand has a group, so no group can come first or have a target; give groups")]
    NoGroups,
    /// Stages of a goal without a purse.
    #[error("stages need a count or a budget each; fewest sites has neither")]
    StagesWithoutPurse,
    /// Stages by count and by budget mixed.
    #[error("stages must all have a count or all have a budget")]
    StagesMixed,
    /// Stages beside closures.
    #[error("stages cannot be combined with closures; leave facilities that will be closed out of the list")]
    StagesWithClosures,
    /// Equity beside capacities.
    #[error(
        "equity cannot be combined with capacities: who is served would be a choice of the planner, not of the walk"
    )]
    EquityWithCapacities,
}

/// All complaints about a problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.0))]
pub struct ProblemErrors(pub Vec<ProblemError>);

impl Problem {
    /// The largest objective: 2^52. Multiplied by the fixed point of the multipliers it still fits a 64-bit integer.
    pub const MOST_VALUE: u64 = 1 << 52;

    /// Whether the problem can be asked of an instance. Being infeasible is not an error but an answer.
    ///
    /// # Errors
    /// All complaints at once.
    pub fn check(&self, instance: &Instance) -> Result<(), ProblemErrors> {
        let mut complaints = Vec::new();
        self.check_demand(instance, &mut complaints);
        self.check_purses(instance, &mut complaints);
        self.check_pairs(instance, &mut complaints);
        self.check_groups(instance, &mut complaints);
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(ProblemErrors(complaints))
        }
    }

    /// The longest walk in the table that counts.
    pub(crate) fn longest_walk(&self, instance: &Instance) -> u32 {
        let limit = self.limit.unwrap_or(u32::MAX);
        let rows = instance.times().rows().flat_map(|(_, row)| row);
        let times = rows.map(|reach| reach.time).filter(|time| *time <= limit);
        times.max().unwrap_or(0)
    }

    fn check_demand(&self, instance: &Instance, complaints: &mut Vec<ProblemError>) {
        let total = instance.total_weight();
        if total == 0 {
            complaints.push(ProblemError::NoDemand);
        }
        if let Goal::PMedian { penalty, .. } = self.goal {
            let longest = self.longest_walk(instance);
            if penalty < longest {
                complaints.push(ProblemError::PenaltyBelowWalk { penalty, longest });
            }
            let most = total.checked_mul(u64::from(penalty));
            if most.is_none_or(|most| most > Self::MOST_VALUE) {
                complaints.push(ProblemError::ValuesTooLarge);
            }
        }
    }

    fn check_purses(&self, instance: &Instance, complaints: &mut Vec<ProblemError>) {
        let candidates = instance.candidates().count();
        if !self.later.is_empty() && self.constraints.closures.is_some() {
            complaints.push(ProblemError::StagesWithClosures);
        }
        let closes = self.constraints.closures.is_some_and(|closures| closures.at_most > 0);
        if candidates == 0 && !closes {
            complaints.push(ProblemError::NoCandidates);
        }
        let Some(first) = self.goal.purse() else {
            if !self.later.is_empty() {
                complaints.push(ProblemError::StagesWithoutPurse);
            }
            return;
        };
        let purses = || std::iter::once(&first).chain(&self.later);
        let counts: Vec<u64> = purses().filter_map(count_of).collect();
        if !counts.is_empty() && counts.len() <= self.later.len() {
            complaints.push(ProblemError::StagesMixed);
        }
        if counts.contains(&0) && !closes {
            complaints.push(ProblemError::CountZero);
        }
        let count: u64 = counts.iter().sum();
        if count > candidates as u64 && candidates > 0 {
            complaints.push(ProblemError::CountBeyondCandidates { count, candidates });
        }
        for purse in purses() {
            if let Purse::Budget(budget) = *purse {
                check_budget(budget, instance, closes, complaints);
            }
        }
    }

    fn check_pairs(&self, instance: &Instance, complaints: &mut Vec<ProblemError>) {
        let known = instance.sites().len();
        let constraints = &self.constraints;
        let pairs = |what, pairs: &[(SiteIndex, SiteIndex)]| {
            let sites: Vec<_> = pairs.iter().flat_map(|(a, b)| [(what, *a), (what, *b)]).collect();
            sites
        };
        let mut named = pairs("exclude", &constraints.excludes);
        named.extend(pairs("require", &constraints.requires));
        named.extend(constraints.fixed_in.iter().map(|site| ("fixed in", *site)));
        named.extend(constraints.fixed_out.iter().map(|site| ("fixed out", *site)));
        for (what, site) in named.into_iter().filter(|(_, site)| site.index() >= known) {
            let site = site.0;
            complaints.push(ProblemError::UnknownSite { what, site, known });
        }
        for (what, pairs) in [("exclude", &constraints.excludes), ("require", &constraints.requires)] {
            for (site, _) in pairs.iter().filter(|(a, b)| a == b && a.index() < known) {
                let id = instance.site(*site).id.clone();
                complaints.push(ProblemError::PairedWithItself { what, id });
            }
        }
    }

    fn check_groups(&self, instance: &Instance, complaints: &mut Vec<ProblemError>) {
        let known = instance.groups().len();
        for rule in &self.constraints.group_rules {
            let GroupIndex(group) = rule.group;
            if rule.group.index() >= known {
                complaints.push(ProblemError::UnknownGroup { group, known });
            } else if let Some(at_most) = rule.at_most.filter(|at_most| *at_most < rule.at_least) {
                complaints.push(ProblemError::GroupRuleEmpty {
                    group: instance.group(rule.group).to_owned(),
                    at_least: rule.at_least,
                    at_most,
                });
            }
        }
        let by_group = match self.goal {
            Goal::MaxCoverage { equity, .. } => equity != Equity::Ignored,
            Goal::MinSites { target, .. } => target.scope == Scope::EachGroup,
            Goal::PMedian { .. } | Goal::PCenter { .. } => false,
        };
        let grouped = |demand: &crate::Demand| demand.group.is_some() && demand.weight > 0;
        if by_group && !instance.demand().iter().any(grouped) {
            complaints.push(ProblemError::NoGroups);
        }
        let equity = matches!(self.goal, Goal::MaxCoverage { equity, .. } if equity != Equity::Ignored);
        if equity && self.constraints.capacities != Capacities::Ignored {
            complaints.push(ProblemError::EquityWithCapacities);
        }
    }
}

fn count_of(purse: &Purse) -> Option<u64> {
    match *purse {
        Purse::Count(count) => Some(u64::from(count)),
        Purse::Budget(_) => None,
    }
}

fn check_budget(budget: u64, instance: &Instance, closes: bool, complaints: &mut Vec<ProblemError>) {
    if budget > Instance::MOST_COST {
        complaints.push(ProblemError::BudgetTooLarge { budget });
    }
    let candidates = instance
        .sites()
        .iter()
        .filter(|site| site.standing == Standing::Candidate);
    let Some(cheapest) = candidates.min_by_key(|site| site.cost) else {
        return;
    };
    if cheapest.cost > budget && !closes {
        complaints.push(ProblemError::BudgetBelowCheapest {
            budget,
            cheapest: cheapest.cost,
            id: cheapest.id.clone(),
        });
    }
}
