//! Who each facility serves.

use super::CompoundVerdict;
use super::weights::Weights;
use crate::place::Placed;
use crate::reach::CompoundReach;
use crate::units_of_measure::Milliseconds;

/// What one facility serves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FacilityUse {
    /// Compounds whose median dwelling walks to it within the limit.
    pub compounds: u64,
    /// Elders of the dwellings that walk to it within the limit; `None` where no compound tells its elders.
    pub elders: Option<f64>,
}

/// What each facility serves within a circle's limit, in their order. Every dwelling within the limit counts at one facility, its nearest; so the elders of
/// all facilities and the `elders_outside` of all compounds sum up to the elders told.
pub fn facility_use(
    placed: &Placed,
    reached: &[CompoundReach],
    verdicts: &[CompoundVerdict],
    limit: Milliseconds,
) -> Vec<FacilityUse> {
    let told = placed.compounds.iter().any(|compound| compound.elders.is_some());
    let mut uses = vec![
        FacilityUse {
            compounds: 0,
            elders: told.then_some(0.0),
        };
        placed.facilities.len()
    ];
    for verdict in verdicts
        .iter()
        .filter(|verdict| verdict.median.is_some_and(|time| time <= limit))
    {
        if let Some(served) = verdict.facility.and_then(|facility| uses.get_mut(facility.index())) {
            served.compounds += 1;
        }
    }
    for (compound, reach) in placed.compounds.iter().zip(reached) {
        let Some(elders) = compound.elders else { continue };
        let weights = Weights::of(&compound.dwellings);
        for (index, walk) in reach.dwellings.iter().enumerate() {
            let Some(best) = walk.best.filter(|best| best.time <= limit) else {
                continue;
            };
            if let Some(sum) = uses
                .get_mut(best.facility.index())
                .and_then(|served| served.elders.as_mut())
            {
                *sum += elders * weights.share_of(index);
            }
        }
    }
    uses
}
