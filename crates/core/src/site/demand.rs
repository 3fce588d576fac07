//! Demand as whole numbers: every compound's count, shared out among its dwellings without losing one.

use crate::ids::CompoundIndex;
use crate::options::DemandWeight;
use crate::place::Compound;

/// Whole units of weight in one elder, household, flat or compound: shares of a compound are told to a hundredth.
pub const UNITS_IN_ONE: u64 = 100;

/// Demand of every dwelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// What it is counted in.
    pub weight: Option<DemandWeight>,
    /// By dwelling, numbered through all compounds in their order; in [`UNITS_IN_ONE`]ths.
    pub units: Vec<u64>,
    /// Compounds that tell no count of what is counted: they count nothing.
    pub untold: Vec<CompoundIndex>,
}

impl Demand {
    /// Demand counted as told, else in the first of elders and households that any compound tells, else in compounds.
    ///
    /// A compound's count is shared out by its dwellings' weights, rounded by largest remainder (Hamilton's method), so that the
    /// parts add up to the whole.
    pub fn of(compounds: &[Compound], told: Option<DemandWeight>) -> Self {
        let tells =
            |count: fn(&Compound) -> Option<f64>| compounds.iter().any(|one| count(one).is_some_and(|one| one > 0.0));
        let weight = told.unwrap_or(if tells(|one| one.elders) {
            DemandWeight::Elders
        } else if tells(|one| one.households) {
            DemandWeight::Households
        } else {
            DemandWeight::Compounds
        });
        let mut demand = Self {
            weight: Some(weight),
            ..Self::default()
        };
        for (index, compound) in compounds.iter().enumerate() {
            let alike = weight == DemandWeight::Dwellings;
            let weights = compound
                .dwellings
                .iter()
                .map(|dwelling| if alike { 1.0 } else { dwelling.weight });
            let weights: Vec<f64> = weights.collect();
            let count = match weight {
                DemandWeight::Elders => compound.elders,
                DemandWeight::Households => compound.households,
                DemandWeight::Dwellings => Some(weights.len() as f64),
                DemandWeight::Compounds => Some(1.0),
            };
            if count.is_none() {
                demand.untold.push(CompoundIndex::at(index));
            }
            let whole = (count.unwrap_or(0.0).max(0.0) * UNITS_IN_ONE as f64).round() as u64;
            demand.units.extend(shared_out(whole, &weights));
        }
        demand
    }
}

/// A whole shared out by weights, each part rounded down or up, so that they add up to it.
fn shared_out(whole: u64, weights: &[f64]) -> Vec<u64> {
    let usable = |weight: &f64| if weight.is_finite() { weight.max(0.0) } else { 0.0 };
    let total: f64 = weights.iter().map(usable).sum();
    let exact: Vec<f64> = if total > 0.0 {
        weights
            .iter()
            .map(|weight| whole as f64 * usable(weight) / total)
            .collect()
    } else {
        vec![whole as f64 / weights.len().max(1) as f64; weights.len()]
    };
    let mut parts: Vec<u64> = exact.iter().map(|part| part.floor() as u64).collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by(|a, b| (exact[*b].fract()).total_cmp(&exact[*a].fract()).then(a.cmp(b)));
    let left = whole.saturating_sub(parts.iter().sum());
    for index in by_remainder
        .into_iter()
        .cycle()
        .take(if parts.is_empty() { 0 } else { left as usize })
    {
        parts[index] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::shared_out;

    #[test]
    fn parts_add_up_to_the_whole_and_are_as_near_as_they_can_be() {
        assert_eq!(shared_out(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(shared_out(7, &[3.0, 1.0]), [5, 2]);
        assert_eq!(shared_out(5, &[0.0, 0.0]), [3, 2], "without weights all count the same");
        assert_eq!(shared_out(5, &[f64::NAN, 2.0]), [0, 5]);
        assert_eq!(shared_out(5, &[]), [0_u64; 0]);
        for whole in 0..200 {
            let weights = [0.3, 1.7, 2.2, 0.01, 5.0];
            assert_eq!(shared_out(whole, &weights).iter().sum::<u64>(), whole);
        }
    }
}
