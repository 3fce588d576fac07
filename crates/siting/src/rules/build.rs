//! The rows and decisions of a problem at a stage.

use super::{Choice, Domains, Row, Rules};
use crate::ids::SiteIndex;
use crate::infeasible::{ConstraintName, Infeasibility};
use crate::instance::{Instance, Site, Standing};
use crate::problem::{Capacities, Closures, Constraints, Counts, Measure, Problem, Purse};

/// A decision that the problem makes beforehand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fixing {
    pub(crate) site: usize,
    pub(crate) choice: Choice,
    pub(crate) name: ConstraintName,
}

/// A problem at one stage: what is allowed, and what is decided already.
#[derive(Clone, Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) problem: &'a Problem,
    /// From 1.
    pub(crate) stage: u32,
    pub(crate) limit: u32,
    pub(crate) rules: Rules,
    pub(crate) fixings: Vec<Fixing>,
    /// The decisions, with what follows from them.
    pub(crate) domains: Domains,
}

impl<'a> Setting<'a> {
    /// A problem at a stage, with sites of the stages before; what may be opened is the goal's purse.
    pub(crate) fn new(
        instance: &'a Instance,
        problem: &'a Problem,
        stage: u32,
        built: &[SiteIndex],
    ) -> Result<Self, Infeasibility> {
        let rows = rows(instance, problem, built);
        let fixings = fixings(instance, &problem.constraints, stage, built);
        let rules = Rules::new(instance.sites().len(), rows);
        let domains = decided(&rules, &fixings).ok_or_else(|| super::conflict::irreducible(&rules, &fixings))?;
        Ok(Self {
            instance,
            problem,
            stage,
            limit: problem.limit.unwrap_or(u32::MAX),
            rules,
            fixings,
            domains,
        })
    }

    /// The same without a row, with what is decided then; `None` where the rest contradicts itself.
    pub(crate) fn without(&self, name: ConstraintName) -> Option<Self> {
        let rows = self
            .rules
            .rows()
            .iter()
            .filter(|row| row.name != name)
            .cloned()
            .collect();
        let rules = Rules::new(self.instance.sites().len(), rows);
        let domains = decided(&rules, &self.fixings)?;
        let fixings = self.fixings.clone();
        Some(Self {
            rules,
            fixings,
            domains,
            ..*self
        })
    }

    /// What each site takes of the purse, and what is in it.
    pub(crate) fn purse(&self) -> (Vec<i64>, i64) {
        let mut costs = vec![0; self.instance.sites().len()];
        let Some(purse) = self
            .rules
            .position(ConstraintName::Purse)
            .map(|row| &self.rules.rows()[row])
        else {
            return (costs, 0);
        };
        for &(site, coefficient) in &purse.terms {
            costs[site as usize] = coefficient;
        }
        (costs, purse.at_most)
    }

    /// Whether a site could be open, by what is decided of it alone.
    pub(crate) fn is_possible(&self) -> Vec<bool> {
        let mut is_possible = vec![true; self.instance.sites().len()];
        for fixing in self.fixings.iter().filter(|fixing| fixing.choice == Choice::Out) {
            is_possible[fixing.site] = false;
        }
        is_possible
    }

    /// Walks within the limit from sites that could be open to places with weight: place and time.
    pub(crate) fn possible_walks(&self) -> impl Iterator<Item = (usize, u32)> {
        let is_possible = self.is_possible();
        let rows = self
            .instance
            .times()
            .rows()
            .filter(move |(site, _)| is_possible[site.index()]);
        let walks = rows.flat_map(|(_, row)| row).filter(|reach| reach.time <= self.limit);
        let weighs = |place: usize| self.instance.demand()[place].weight > 0;
        walks
            .map(|reach| (reach.demand.index(), reach.time))
            .filter(move |(place, _)| weighs(*place))
    }

    /// Whether some site that could be open reaches a place with weight.
    pub(crate) fn coverable(&self) -> Vec<bool> {
        let mut coverable = vec![false; self.instance.demand().len()];
        for (place, _) in self.possible_walks() {
            coverable[place] = true;
        }
        coverable
    }

    /// Whether a site can be closed or opened at all under the problem's closures.
    pub(crate) fn is_closable(&self, site: usize) -> bool {
        self.problem.constraints.closures.is_some() && closing_cost(&self.instance.sites()[site]).is_some()
    }

    /// Whether sites can be full.
    pub(crate) fn is_capacitated(&self) -> bool {
        self.problem.constraints.capacities != Capacities::Ignored
    }

    /// What opening a site adds to a measure, against leaving it closed. Facilities that stand and stay add nothing.
    pub(crate) fn price(&self, measure: Measure, site: usize) -> i64 {
        let told = &self.instance.sites()[site];
        match (told.standing, measure) {
            (Standing::Candidate, Measure::Count) => 1,
            (Standing::Candidate, Measure::Cost) => told.cost as i64,
            (
                Standing::Existing {
                    closing_cost: Some(closing),
                },
                measure,
            ) if self.is_closable(site) => match measure {
                Measure::Count => 1,
                Measure::Cost => told.cost as i64 - closing as i64,
            },
            _ => 0,
        }
    }

    /// What a measure is before anything is opened and with all that can be closed closed.
    pub(crate) fn price_of_nothing(&self, measure: Measure) -> i64 {
        match measure {
            Measure::Count => 0,
            Measure::Cost => {
                let sites = self.instance.sites().iter().enumerate();
                let closable = sites.filter(|(site, _)| self.is_closable(*site));
                closable.map(|(_, site)| closing_cost(site).unwrap_or(0) as i64).sum()
            }
        }
    }
}

/// All decisions with what follows; `None` where they contradict each other or the rows.
pub(crate) fn decided(rules: &Rules, fixings: &[Fixing]) -> Option<Domains> {
    let mut domains = Domains::new(rules);
    domains.propagate_all(rules).ok()?;
    for fixing in fixings {
        if !domains.decide(rules, fixing.site, fixing.choice).ok()? {
            return None;
        }
    }
    Some(domains)
}

fn closing_cost(site: &Site) -> Option<u64> {
    match site.standing {
        Standing::Existing { closing_cost } => closing_cost,
        Standing::Candidate | Standing::Planned { .. } => None,
    }
}

fn fixings(instance: &Instance, constraints: &Constraints, stage: u32, built: &[SiteIndex]) -> Vec<Fixing> {
    let mut fixings = Vec::new();
    for (site, told) in instance.sites().iter().enumerate() {
        let index = SiteIndex::at(site);
        let mut fix = |choice, name| fixings.push(Fixing { site, choice, name });
        match told.standing {
            Standing::Candidate => {
                let needed = constraints.min_floor_area_dm2.unwrap_or(0);
                if needed > 0 && told.floor_area_dm2.is_none_or(|area| area < needed) {
                    fix(Choice::Out, ConstraintName::MinFloorArea);
                }
            }
            Standing::Existing { closing_cost } => {
                if closing_cost.is_none() || constraints.closures.is_none() {
                    fix(Choice::In, ConstraintName::Stands(index));
                }
            }
            Standing::Planned { stage: first } if first <= stage => fix(Choice::In, ConstraintName::Stands(index)),
            Standing::Planned { .. } => fix(Choice::Out, ConstraintName::NotYet(index)),
        }
    }
    let named = |sites: &[SiteIndex], choice, name: fn(SiteIndex) -> ConstraintName| {
        let fixing = move |site: &SiteIndex| Fixing {
            site: site.index(),
            choice,
            name: name(*site),
        };
        sites.iter().map(fixing).collect::<Vec<_>>()
    };
    fixings.extend(named(built, Choice::In, ConstraintName::Stands));
    fixings.extend(named(&constraints.fixed_in, Choice::In, ConstraintName::FixedIn));
    fixings.extend(named(&constraints.fixed_out, Choice::Out, ConstraintName::FixedOut));
    fixings
}

fn rows(instance: &Instance, problem: &Problem, built: &[SiteIndex]) -> Vec<Row> {
    let constraints = &problem.constraints;
    let mut rows = Vec::new();
    let closable: Vec<(usize, &Site)> = match constraints.closures {
        Some(_) => instance
            .sites()
            .iter()
            .enumerate()
            .filter(|(_, site)| closing_cost(site).is_some())
            .collect(),
        None => Vec::new(),
    };
    if let Some(purse) = problem.goal.purse() {
        rows.push(purse_row(instance, purse, built, constraints.closures, &closable));
    }
    if let Some(closures) = constraints.closures {
        rows.push(Row {
            name: ConstraintName::Closures,
            terms: closable.iter().map(|(site, _)| (*site as u32, -1)).collect(),
            at_most: i64::from(closures.at_most) - closable.len() as i64,
        });
    }
    rows.extend(group_rows(instance, constraints));
    rows.extend(constraints.excludes.iter().map(|&(a, b)| Row {
        name: ConstraintName::Excludes(a, b),
        terms: vec![(a.0, 1), (b.0, 1)],
        at_most: 1,
    }));
    rows.extend(constraints.requires.iter().map(|&(a, b)| Row {
        name: ConstraintName::Requires(a, b),
        terms: vec![(a.0, 1), (b.0, -1)],
        at_most: 0,
    }));
    rows
}

fn purse_row(
    instance: &Instance,
    purse: Purse,
    built: &[SiteIndex],
    closures: Option<Closures>,
    closable: &[(usize, &Site)],
) -> Row {
    let candidates = instance.candidates().filter(|site| !built.contains(site));
    let (mut terms, at_most): (Vec<(u32, i64)>, i64) = match purse {
        Purse::Count(count) => {
            let mut terms: Vec<(u32, i64)> = candidates.map(|site| (site.0, 1)).collect();
            let mut at_most = i64::from(count);
            if closures.is_some_and(|closures| closures.replace) {
                terms.extend(closable.iter().map(|(site, _)| (*site as u32, 1)));
                at_most += closable.len() as i64;
            }
            (terms, at_most)
        }
        Purse::Budget(budget) => {
            let mut terms: Vec<(u32, i64)> = candidates
                .map(|site| (site.0, instance.site(site).cost as i64))
                .collect();
            let closings = closable.iter().map(|(_, site)| closing_cost(site).unwrap_or(0) as i64);
            let at_most = budget as i64 - closings.sum::<i64>();
            let kept = |(site, told): &(usize, &Site)| {
                (*site as u32, told.cost as i64 - closing_cost(told).unwrap_or(0) as i64)
            };
            terms.extend(closable.iter().map(kept));
            (terms, at_most)
        }
    };
    terms.retain(|(_, coefficient)| *coefficient != 0);
    terms.sort_unstable();
    let name = ConstraintName::Purse;
    Row { name, terms, at_most }
}

fn group_rows(instance: &Instance, constraints: &Constraints) -> Vec<Row> {
    let mut rows = Vec::new();
    for rule in &constraints.group_rules {
        let sites = instance.sites().iter().enumerate();
        let counted = sites.filter(|(_, site)| {
            site.group == Some(rule.group) && (rule.counts == Counts::All || site.standing == Standing::Candidate)
        });
        let counted: Vec<u32> = counted.map(|(site, _)| site as u32).collect();
        if rule.at_least > 0 {
            rows.push(Row {
                name: ConstraintName::AtLeast(rule.group),
                terms: counted.iter().map(|site| (*site, -1)).collect(),
                at_most: -i64::from(rule.at_least),
            });
        }
        if let Some(at_most) = rule.at_most {
            rows.push(Row {
                name: ConstraintName::AtMost(rule.group),
                terms: counted.iter().map(|site| (*site, 1)).collect(),
                at_most: i64::from(at_most),
            });
        }
    }
    rows
}
