//! Who lives within a circle.

use crate::gaps::Weights;
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
        let is_within = |index: usize| {
            let found = own.binary_search_by_key(&(first + index as u32), |(dwelling, _)| *dwelling);
            found.is_ok_and(|found| own[found].1 <= limit)
        };
        if !own.is_empty() {
            let weights = Weights::of(&compound.dwellings);
            let median = weights.median(|index| is_within(index).then_some(limit));
            within.compounds += u64::from(median.is_some());
            if let (Some(sum), Some(elders)) = (&mut within.elders, compound.elders) {
                *sum += elders * weights.share(is_within);
            }
        }
        (first, rest) = (beyond, others);
    }
    within
}
