//! Who lives within a circle.

use crate::gaps::{SHARE_TOLERANCE, dwelling_shares};
use crate::place::Compound;
use crate::reach::SiteTimes;
use crate::units_of_measure::Milliseconds;

/// Compounds and elders within a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Residents {
    /// Compounds whose median dwelling is.
    pub compounds: u64,
    /// Elders of the dwellings that are; `None` where no compound tells its elders.
    pub elders: Option<f64>,
}

/// Counts the residents of the dwellings whose time is at most the limit; `times` are by dwelling, all compounds counted through.
pub(super) fn residents(compounds: &[Compound], times: &SiteTimes, limit: Milliseconds) -> Residents {
    let told = compounds.iter().any(|compound| compound.elders.is_some());
    let mut within = Residents {
        compounds: 0,
        elders: told.then_some(0.0),
    };
    let (mut first, mut rest) = (0_u32, times.as_slice());
    for compound in compounds {
        let beyond = first + compound.dwellings.len() as u32;
        let (own, others) = rest.split_at(rest.partition_point(|(dwelling, _)| *dwelling < beyond));
        if !own.is_empty() {
            let shares = dwelling_shares(compound);
            let near = own.iter().filter(|(_, time)| *time <= limit);
            let of = near.filter_map(|(dwelling, _)| shares.get((dwelling - first) as usize));
            let share = of.fold(0.0, |sum, share| sum + share);
            // The median dwelling is the one at which half of the weight is reached.
            within.compounds += u64::from(share >= 0.5 - SHARE_TOLERANCE);
            if let (Some(sum), Some(elders)) = (&mut within.elders, compound.elders) {
                *sum += elders * share;
            }
        }
        (first, rest) = (beyond, others);
    }
    within
}
