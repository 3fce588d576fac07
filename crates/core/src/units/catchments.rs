//! Whom a facility serves, three ways: within the limit, nearest, and as it says. "One centre radiates to 8 compounds" may mean any.

use super::figures::JudgedCircle;
use super::members::Members;
use super::programme::Demand;
use super::supply::SparseMinutes;
use crate::gaps::SHARE_TOLERANCE;
use crate::ids::FacilityIndex;
use crate::place::Placed;

/// A compound is within a facility's limit where at least this share of its dwellings is: its median dwelling.
const MEDIAN: f64 = 0.5;

/// Compounds, and elders in them; elders are absent where no compound tells them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Served {
    /// By position, ascending.
    pub compounds: Vec<usize>,
    /// Elders.
    pub elders: Option<f64>,
}

/// One facility's catchment in one circle.
#[derive(Clone, Debug, PartialEq)]
pub struct FacilityCatchment {
    /// The facility.
    pub facility: FacilityIndex,
    /// Whose median dwelling walks there within the limit, whatever else is nearer; catchments overlap. `None` where nothing was
    /// walked.
    pub within: Option<Served>,
    /// Whose median dwelling has no nearer facility that counts, however far; catchments do not overlap.
    pub nearest: Option<Served>,
    /// What it lists as served; `None` where it lists nothing.
    pub declared: Option<Served>,
}

/// The catchments of the facilities counted, in their order.
pub(super) fn catchments(
    judged: &JudgedCircle<'_>,
    placed: &Placed,
    members: &Members,
    minutes: Option<&SparseMinutes>,
) -> Vec<FacilityCatchment> {
    let demand = Demand::of(&placed.compounds);
    let reached = minutes.map(|minutes| minutes.reached_within(judged.limit.minutes()));
    let elders_are_told = placed.compounds.iter().any(|compound| compound.elders.is_some());
    let counted = placed.facilities.iter().enumerate();
    counted
        .filter(|(_, facility)| facility.counts_in(judged.circle))
        .map(|(position, facility)| {
            let index = FacilityIndex::at(position);
            let within = reached.as_ref().and_then(|reached| reached.get(position));
            let declared = members.declared_compounds.get(position);
            FacilityCatchment {
                facility: index,
                within: within.map(|dwellings| within_limit(dwellings, placed, &demand, elders_are_told)),
                nearest: judged.walked.map(|(_, verdicts)| {
                    let nearest = verdicts.iter().enumerate();
                    let compounds = nearest.filter(|(_, verdict)| verdict.facility == Some(index));
                    all_of(
                        compounds.map(|(compound, _)| compound).collect(),
                        placed,
                        elders_are_told,
                    )
                }),
                declared: declared
                    .filter(|_| !facility.details.serves_units.is_empty())
                    .map(|compounds| all_of(compounds.clone(), placed, elders_are_told)),
            }
        })
        .collect()
}

/// Compounds with all their elders.
fn all_of(compounds: Vec<usize>, placed: &Placed, elders_are_told: bool) -> Served {
    let elders = compounds
        .iter()
        .filter_map(|compound| placed.compounds.get(*compound)?.elders)
        .fold(0.0, |sum, elders| sum + elders);
    Served {
        compounds,
        elders: elders_are_told.then_some(elders),
    }
}

/// Compounds by their median dwelling, elders dwelling by dwelling. `dwellings` ascend.
fn within_limit(dwellings: &[usize], placed: &Placed, demand: &Demand, elders_are_told: bool) -> Served {
    let mut served = Served::default();
    let mut elders = 0.0;
    for (position, compound) in placed.compounds.iter().enumerate() {
        let range = demand.dwellings(position, compound);
        let first = dwellings.partition_point(|dwelling| *dwelling < range.start);
        let within = dwellings
            .iter()
            .skip(first)
            .take_while(|dwelling| **dwelling < range.end);
        let share = within.fold(0.0, |sum, dwelling| sum + demand.shares.get(*dwelling).unwrap_or(&0.0));
        elders += compound.elders.unwrap_or(0.0) * share;
        if share >= MEDIAN - SHARE_TOLERANCE {
            served.compounds.push(position);
        }
    }
    served.elders = elders_are_told.then_some(elders);
    served
}
