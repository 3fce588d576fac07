//! What is asked of the solver: settings, places and times as an instance and a problem.

use service_circle_siting::{Demand as Place, DemandIndex, Instance, Problem, Reach, Site, Standing};

use super::demand::Demand;
use super::streets::Streets;
use super::wishes::{bound, problem, whole_cost};
use super::{Material, SiteError};
use crate::options::{self, SiteOptions};
use crate::place::{Compound, Facility};
use crate::reach::{EachQuestion, times_to_each};
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Watch};

/// Statuses of facilities that are decided but not open: they stand from the first stage on.
const DECIDED: [&str; 2] = ["under_construction", "planned"];

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
    /// The streets, which are the instance's groups.
    pub streets: Streets,
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
        let instance = Instance::new(sites, places, streets.names().to_vec(), times)?;
        let problem = problem(material, &instance, wishes, standing.len())?;
        Ok(Self {
            instance,
            problem,
            standing,
            demand,
            streets,
        })
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
    for index in standing {
        let Some(facility) = facilities.get(*index) else {
            continue;
        };
        sites.push(Site {
            standing: if facility.counts_in(material.circle) {
                Standing::Existing {
                    closing_cost: (wishes.moves + wishes.closures > 0).then_some(0),
                }
            } else {
                Standing::Planned { stage: 1 }
            },
            floor_area_dm2: facility.floor_area_m2.map(square_decimetres),
            capacity: units_of(facility.details.capacity.or(facility.beds)),
            group: streets.facilities.get(*index).copied().flatten(),
            ..Site::existing(format!("facility {}", facility.id))
        });
    }
    let by_cost = wishes.budget.is_some() || !wishes.stage_budgets.is_empty() || wishes.cheapest;
    for (candidate, group) in material.candidates.iter().zip(&streets.candidates) {
        let cost = match candidate.cost {
            Some(cost) => whole_cost(cost)?,
            None if by_cost => return Err(SiteError::NoCost(candidate.site.id.clone())),
            None => 1,
        };
        sites.push(Site {
            cost,
            floor_area_dm2: candidate.site.floor_area_m2.map(square_decimetres),
            capacity: units_of(candidate.capacity),
            group: *group,
            ..Site::candidate(candidate.site.id.clone())
        });
    }
    Ok(sites)
}

/// Square metres in whole square decimetres: finer than any list tells floor areas.
pub(super) fn square_decimetres(area_m2: f64) -> u32 {
    (area_m2.max(0.0) * 100.0).round() as u32
}

/// A capacity in the units of demand.
fn units_of(amount: Option<f64>) -> Option<u64> {
    amount.map(|amount| (amount.max(0.0) * super::UNITS_IN_ONE as f64) as u64)
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
    let ids = compounds.iter().enumerate().flat_map(|(number, compound)| {
        // Ids may be told twice in a list: the position is not.
        (1..=compound.dwellings.len()).map(move |dwelling| format!("{} #{number}/{dwelling}", compound.id))
    });
    ids.zip(&demand.units)
        .zip(&streets.dwellings)
        .map(|((id, units), group)| Place {
            group: *group,
            ..Place::new(id, *units)
        })
        .collect()
}
