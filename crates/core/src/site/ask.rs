//! What is asked of the solver: settings, places and times as an instance and a problem.

use std::collections::{BTreeMap, BTreeSet};

use service_circle_siting::{
    Base, Capacities, Closures, Constraints, Counts, Demand as Place, DemandIndex, Equity, Goal, GroupIndex, GroupRule,
    Instance, InstanceErrors, Measure, Problem, ProblemErrors, Purse, Reach, Scope, Share, Site, SiteIndex, Standing,
    Target,
};

use super::Material;
use super::demand::Demand;
use crate::options::{self, Objective, SiteOptions};
use crate::place::{Compound, Facility};
use crate::reach::{EachQuestion, times_to_each, usual_bound};
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Watch};

/// Statuses of facilities that are decided but not open: they stand from the first stage on.
const DECIDED: [&str; 2] = ["under_construction", "planned"];

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
    /// The candidates' cost is asked for and not told.
    #[error("candidate {0:?} tells no cost: fill its column cost, or ask by count and not by budget")]
    NoCost(String),
    /// Streets are asked for and none is told.
    #[error("site.{0} is about streets, but no compound tells its street: fill the column street, or drop the setting")]
    NoStreets(&'static str),
    /// The budget buys nothing.
    #[error("site.budget = {budget} buys no site: the cheapest candidate, {id:?}, costs {cost}; give at least that")]
    Budget {
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

/// What the solver is asked, and whose sites and places its numbers are.
#[derive(Debug)]
pub struct Asked {
    /// Facilities first (see `standing`), then all candidates in their order.
    pub instance: Instance,
    /// What is asked of it.
    pub problem: Problem,
    /// Facilities that stand or are decided, by their position among the placed.
    pub standing: Vec<usize>,
    /// What demand is counted in, and how much each dwelling has.
    pub demand: Demand,
}

impl Asked {
    pub(super) fn new(material: Material<'_>, wishes: &SiteOptions, watch: &dyn Watch) -> Result<Self, SiteError> {
        if material.candidates.is_empty() {
            return Err(SiteError::NoCandidates);
        }
        let compounds = &material.placed.compounds;
        let demand = Demand::of(compounds, wishes.weight);
        if demand.units.iter().all(|units| *units == 0) {
            return Err(SiteError::NoDemand(
                demand.weight.map_or("count", options::DemandWeight::word),
            ));
        }
        let streets = Streets::of(material);
        let standing = standing(material);
        let sites = sites(material, &standing, wishes, &streets)?;
        let bound = bound(wishes.objective, material.limit);
        let times = times(material, &standing, bound, watch)?;
        let places = places(compounds, &demand, &streets);
        let instance = Instance::new(sites, places, streets.names(), times)?;
        let problem = problem(material, &instance, wishes, standing.len())?;
        Ok(Self {
            instance,
            problem,
            standing,
            demand,
        })
    }
}

/// The streets that compounds and candidates name, by name.
struct Streets(BTreeMap<String, GroupIndex>);

impl Streets {
    fn of(material: Material<'_>) -> Self {
        let of_compounds = material.placed.compounds.iter().filter_map(|one| one.street.clone());
        let of_candidates = material.candidates.iter().filter_map(|one| one.street.clone());
        let names: BTreeSet<String> = of_compounds.chain(of_candidates).collect();
        Self(
            names
                .into_iter()
                .enumerate()
                .map(|(index, name)| (name, GroupIndex::at(index)))
                .collect(),
        )
    }

    fn group(&self, name: Option<&str>) -> Option<GroupIndex> {
        self.0.get(name?).copied()
    }

    fn names(self) -> Vec<String> {
        self.0.into_keys().collect()
    }
}

/// The facilities that count for the circle, today or once they open.
fn standing(material: Material<'_>) -> Vec<usize> {
    let facilities = material.placed.facilities.iter().enumerate();
    let counted = facilities.filter(|(_, one)| one.counts_in(material.circle) || is_decided(material, one));
    counted.map(|(index, _)| index).collect()
}

fn is_decided(material: Material<'_>, facility: &Facility) -> bool {
    let open = options::Circle {
        status: Vec::new(),
        ..material.circle.clone()
    };
    DECIDED.contains(&facility.status.as_str()) && facility.counts_in(&open)
}

fn sites(
    material: Material<'_>,
    standing: &[usize],
    wishes: &SiteOptions,
    streets: &Streets,
) -> Result<Vec<Site>, SiteError> {
    let facilities = &material.placed.facilities;
    let mut sites: Vec<Site> = Vec::with_capacity(standing.len() + material.candidates.len());
    for facility in standing.iter().filter_map(|index| facilities.get(*index)) {
        let host = facility.details.street.as_deref();
        sites.push(Site {
            standing: if facility.counts_in(material.circle) {
                Standing::Existing {
                    closing_cost: (wishes.moves + wishes.closures > 0).then_some(0),
                }
            } else {
                Standing::Planned { stage: 1 }
            },
            floor_area_m2: whole_area(facility.floor_area_m2),
            capacity: units_of(facility.details.capacity.or(facility.beds)),
            group: streets.group(host),
            ..Site::existing(format!("facility {}", facility.id))
        });
    }
    let by_cost = wishes.budget.is_some() || !wishes.stage_budgets.is_empty() || wishes.cheapest;
    for candidate in material.candidates {
        let cost = match candidate.cost {
            Some(cost) => whole_cost(cost)?,
            None if by_cost => return Err(SiteError::NoCost(candidate.site.id.clone())),
            None => 1,
        };
        sites.push(Site {
            cost,
            floor_area_m2: whole_area(candidate.site.floor_area_m2),
            capacity: units_of(candidate.capacity),
            group: streets.group(candidate.street.as_deref()),
            ..Site::candidate(candidate.site.id.clone())
        });
    }
    Ok(sites)
}

/// Whole square metres, rounded down: a room of 749.9 m2 does not have 750.
fn whole_area(area_m2: Option<f64>) -> Option<u32> {
    area_m2.map(|area| area.max(0.0) as u32)
}

/// A capacity in the units of demand.
fn units_of(amount: Option<f64>) -> Option<u64> {
    amount.map(|amount| (amount.max(0.0) * super::UNITS_IN_ONE as f64) as u64)
}

/// Money in whole hundredths.
fn whole_cost(cost: f64) -> Result<u64, SiteError> {
    if cost.is_finite() && cost >= 0.0 {
        Ok((cost * COST_UNITS).round() as u64)
    } else {
        Err(SiteError::Setting {
            key: "cost",
            value: cost.to_string(),
            remedy: "a candidate's cost is a number of 0 or more",
        })
    }
}

/// Whole units of cost in one of the table's money: hundredths.
pub(super) const COST_UNITS: f64 = 100.0;

/// How far walks matter: coverage ends at the limit, a mean walk does not.
fn bound(objective: Objective, limit: Milliseconds) -> Milliseconds {
    match objective {
        Objective::MaxCoverage | Objective::MinSites => limit,
        Objective::PMedian | Objective::PCenter => usual_bound(limit),
    }
}

fn times(
    material: Material<'_>,
    standing: &[usize],
    bound: Milliseconds,
    watch: &dyn Watch,
) -> Result<Vec<Vec<Reach>>, Cancelled> {
    let reach = |(dwelling, time): (u32, Milliseconds)| Reach {
        demand: DemandIndex(dwelling),
        time: time.0,
    };
    if let Some(told) = material.times {
        let candidates = (material.placed.facilities.len()..).take(material.candidates.len());
        let rows = standing.iter().copied().chain(candidates);
        let row = |row: usize| {
            let walks = told.get(row).into_iter().flatten().copied();
            walks.filter(|(_, time)| *time <= bound).map(reach).collect()
        };
        return Ok(rows.map(row).collect());
    }
    let facilities = standing
        .iter()
        .filter_map(|index| material.placed.facilities.get(*index));
    let sites: Vec<Facility> = facilities
        .chain(material.candidates.iter().map(|candidate| &candidate.site))
        .cloned()
        .collect();
    let question = EachQuestion {
        network: material.network,
        compounds: &material.placed.compounds,
        sites: &sites,
        access: material.access,
        bound,
    };
    let table = times_to_each(question, watch)?;
    Ok(table
        .into_iter()
        .map(|times| times.into_iter().map(reach).collect())
        .collect())
}

fn places(compounds: &[Compound], demand: &Demand, streets: &Streets) -> Vec<Place> {
    let dwellings = compounds.iter().enumerate().flat_map(|(number, compound)| {
        let group = streets.group(compound.street.as_deref());
        // Ids may be told twice in a list: the position is not.
        (1..=compound.dwellings.len()).map(move |dwelling| (format!("{} #{number}/{dwelling}", compound.id), group))
    });
    dwellings
        .zip(&demand.units)
        .map(|((id, group), units)| Place {
            group,
            ..Place::new(id, *units)
        })
        .collect()
}

fn problem(
    material: Material<'_>,
    instance: &Instance,
    wishes: &SiteOptions,
    standing: usize,
) -> Result<Problem, SiteError> {
    if wishes.objective != Objective::MaxCoverage && equity(wishes)? != Equity::Ignored {
        return Err(SiteError::Setting {
            key: "equity",
            value: "told".to_owned(),
            remedy: "it is for objective = \"max-coverage\"; change one of them",
        });
    }
    let about_streets = [
        ("equity", equity(wishes)? != Equity::Ignored),
        (
            "target_each_street",
            wishes.target_each_street && wishes.objective == Objective::MinSites,
        ),
        ("at_least_per_street", wishes.at_least_per_street > 0),
        ("at_most_per_street", wishes.at_most_per_street.is_some()),
    ];
    for (key, _) in about_streets.into_iter().filter(|(_, asked)| *asked) {
        if instance.groups().is_empty() {
            return Err(SiteError::NoStreets(key));
        }
    }
    for budget in wishes.budget.iter().chain(&wishes.stage_budgets) {
        check_budget(material, wishes, *budget)?;
    }
    let mut purses = purses(wishes)?;
    let purse = purses.remove(0);
    let goal = match wishes.objective {
        Objective::MaxCoverage => Goal::MaxCoverage {
            purse,
            equity: equity(wishes)?,
        },
        Objective::MinSites => Goal::MinSites {
            measure: if wishes.cheapest { Measure::Cost } else { Measure::Count },
            target: Target {
                share: share_of("target", wishes.target)?,
                scope: if wishes.target_each_street {
                    Scope::EachGroup
                } else {
                    Scope::Whole
                },
                // 100 % of those nobody can reach is no wish.
                base: if wishes.target >= 1.0 {
                    Base::Coverable
                } else {
                    Base::All
                },
            },
        },
        Objective::PMedian => Goal::PMedian {
            purse,
            penalty: bound(wishes.objective, material.limit).0,
        },
        Objective::PCenter => Goal::PCenter { purse },
    };
    let mut problem = Problem::new(goal)
        .within(bound(wishes.objective, material.limit).0)
        .under(constraints(material, instance, wishes, standing)?);
    problem.later = purses;
    Ok(problem)
}

/// A budget must buy the cheapest candidate.
fn check_budget(material: Material<'_>, wishes: &SiteOptions, budget: f64) -> Result<(), SiteError> {
    let costs = material.candidates.iter().filter_map(|one| Some((one.cost?, one)));
    match costs.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((cost, one)) if budget < cost && wishes.moves + wishes.closures == 0 => Err(SiteError::Budget {
            budget,
            id: one.site.id.clone(),
            cost,
        }),
        _ => Ok(()),
    }
}

/// Who comes first.
fn equity(wishes: &SiteOptions) -> Result<Equity, SiteError> {
    match (wishes.equity, wishes.equity_spread) {
        (options::Equity::None, None) => Ok(Equity::Ignored),
        (options::Equity::None, Some(share)) => Ok(Equity::SpreadAtMost(share_of("equity_spread", share)?)),
        (options::Equity::WorstFirst, None) => Ok(Equity::WorstFirst),
        (options::Equity::WorstFirst, Some(share)) => Err(SiteError::Setting {
            key: "equity_spread",
            value: share.to_string(),
            remedy: "give it or equity = \"worst-first\", not both",
        }),
    }
}

/// What may be opened, stage by stage; one at least.
fn purses(wishes: &SiteOptions) -> Result<Vec<Purse>, SiteError> {
    let told = [
        ("count", wishes.count.is_some()),
        ("budget", wishes.budget.is_some()),
        ("stages", !wishes.stages.is_empty()),
        ("stage_budgets", !wishes.stage_budgets.is_empty()),
    ];
    let told: Vec<&str> = told.into_iter().filter(|(_, told)| *told).map(|(key, _)| key).collect();
    if let [first, second, ..] = told[..] {
        return Err(SiteError::Setting {
            key: second,
            value: format!("told beside site.{first}"),
            remedy: "give one of count, budget, stages and stage_budgets",
        });
    }
    let counts = wishes.stages.iter().copied().chain(wishes.count).map(Purse::Count);
    let budgets = wishes.stage_budgets.iter().copied().chain(wishes.budget);
    let budgets = budgets.map(|budget| whole_cost(budget).map(Purse::Budget));
    let purses: Vec<Purse> = counts.map(Ok).chain(budgets).collect::<Result<_, _>>()?;
    Ok(if purses.is_empty() {
        vec![Purse::Count(1)]
    } else {
        purses
    })
}

/// What of what stands may be closed.
fn closures(wishes: &SiteOptions) -> Result<Option<Closures>, SiteError> {
    match (wishes.moves, wishes.closures) {
        (0, 0) => Ok(None),
        (at_most, 0) => Ok(Some(Closures { at_most, replace: true })),
        (0, at_most) => Ok(Some(Closures {
            at_most,
            replace: false,
        })),
        (_, closures) => Err(SiteError::Setting {
            key: "closures",
            value: closures.to_string(),
            remedy: "give moves or closures, not both",
        }),
    }
}

fn share_of(key: &'static str, share: f64) -> Result<Share, SiteError> {
    Share::percent(share * 100.0).ok_or_else(|| SiteError::Setting {
        key,
        value: share.to_string(),
        remedy: "give a share from 0 to 1",
    })
}

fn constraints(
    material: Material<'_>,
    instance: &Instance,
    wishes: &SiteOptions,
    standing: usize,
) -> Result<Constraints, SiteError> {
    let numbers: BTreeMap<&str, SiteIndex> = (standing..)
        .zip(material.candidates)
        .map(|(index, candidate)| (candidate.site.id.as_str(), SiteIndex::at(index)))
        .collect();
    let site = |key: &'static str, id: &String| {
        numbers
            .get(id.as_str())
            .copied()
            .ok_or_else(|| SiteError::UnknownCandidate { key, id: id.clone() })
    };
    let all = |key: &'static str, ids: &[String]| ids.iter().map(|id| site(key, id)).collect::<Result<Vec<_>, _>>();
    let pairs = |key: &'static str, pairs: &[[String; 2]]| {
        let pairs = pairs
            .iter()
            .map(|[one, other]| Ok((site(key, one)?, site(key, other)?)));
        pairs.collect::<Result<Vec<_>, SiteError>>()
    };
    let told = |wanted: bool| {
        let candidates = (standing..).zip(material.candidates);
        candidates
            .filter(move |(_, one)| one.fixed == Some(wanted))
            .map(|(index, _)| SiteIndex::at(index))
    };
    let mut fixed_in = all("fixed_in", &wishes.fixed_in)?;
    fixed_in.extend(told(true));
    let mut fixed_out = all("fixed_out", &wishes.fixed_out)?;
    fixed_out.extend(told(false));
    for fixed in [&mut fixed_in, &mut fixed_out] {
        fixed.sort_unstable();
        fixed.dedup();
    }
    let quota = wishes.at_least_per_street > 0 || wishes.at_most_per_street.is_some();
    let rules = (0..instance.groups().len()).filter(|_| quota).map(|index| GroupRule {
        group: GroupIndex::at(index),
        at_least: wishes.at_least_per_street,
        at_most: wishes.at_most_per_street,
        counts: Counts::All,
    });
    Ok(Constraints {
        group_rules: rules.collect(),
        min_floor_area_m2: wishes.min_floor_area_m2.map(|area| area.max(0.0).ceil() as u32),
        capacities: match wishes.capacities {
            options::Capacities::None => Capacities::Ignored,
            options::Capacities::Split => Capacities::Split,
            options::Capacities::SingleSource => Capacities::SingleSource,
        },
        excludes: pairs("excludes", &wishes.excludes)?,
        requires: pairs("requires", &wishes.requires)?,
        fixed_in,
        fixed_out,
        closures: closures(wishes)?,
    })
}
