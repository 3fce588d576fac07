//! Whom a facility serves, three ways: within the limit, nearest, and as it says. "One centre radiates to 8 compounds" may mean any.

use super::demand::Demand;
use super::figures::JudgedCircle;
use super::members::Members;
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
///
/// # Complexity
/// `O(pairs + c + f)` for walks within the limit, compounds and facilities.
pub(super) fn catchments(
    judged: &JudgedCircle<'_>,
    placed: &Placed,
    members: &Members,
    minutes: Option<&SparseMinutes>,
) -> Vec<FacilityCatchment> {
    let demand = Demand::of(&placed.compounds);
    let reached = minutes.map(|minutes| minutes.reached_within(judged.limit.minutes()));
    let elders_are_told = placed.compounds.iter().any(|compound| compound.elders.is_some());
    let nearest_to = judged.walked.map(|(_, verdicts)| {
        let mut nearest_to: Vec<Vec<usize>> = vec![Vec::new(); placed.facilities.len()];
        for (compound, verdict) in verdicts.iter().enumerate() {
            if let Some(of) = verdict.facility.and_then(|one| nearest_to.get_mut(one.index())) {
                of.push(compound);
            }
        }
        nearest_to
    });
    let all = |compounds: &Vec<usize>| all_of(compounds.clone(), placed, elders_are_told);
    let facilities = placed.facilities.iter().enumerate();
    facilities
        .filter(|(_, facility)| facility.counts_in(judged.circle))
        .map(|(position, facility)| {
            let within = reached.as_ref().and_then(|reached| reached.get(position));
            let declared = members.declared_compounds.get(position);
            FacilityCatchment {
                facility: FacilityIndex::at(position),
                within: within.map(|dwellings| within_limit(dwellings, placed, &demand, elders_are_told)),
                nearest: nearest_to.as_ref().and_then(|of| of.get(position)).map(all),
                declared: declared.filter(|_| !facility.details.serves_units.is_empty()).map(all),
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
    for of_one in dwellings.chunk_by(|one, other| demand.compound_of(*one) == demand.compound_of(*other)) {
        let Some(position) = of_one.first().map(|one| demand.compound_of(*one)) else {
            continue;
        };
        let share = |dwelling: &usize| demand.shares.get(*dwelling).copied().unwrap_or(0.0);
        let share: f64 = of_one.iter().map(share).fold(0.0, |sum, share| sum + share);
        let told = placed.compounds.get(position).and_then(|compound| compound.elders);
        elders += told.unwrap_or(0.0) * share;
        if share >= MEDIAN - SHARE_TOLERANCE {
            served.compounds.push(position);
        }
    }
    served.elders = elders_are_told.then_some(elders);
    served
}
