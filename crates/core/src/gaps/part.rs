//! What of a part of a compound's dwellings is within a limit: where a border of units runs through it.

use super::judge::{high, low};
use super::weights::Weights;
use crate::place::Compound;
use crate::reach::CompoundReach;
use crate::units_of_measure::Milliseconds;

/// What of some dwellings of a compound is within a limit. Shares are of all the compound's weight, so those of its parts add up to
/// the compound's own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PartWithin {
    /// The part's share of the compound.
    pub share: f64,
    /// What of it is surely within.
    pub low: f64,
    /// What of it may be within.
    pub high: f64,
    /// Dwelling points of the part.
    pub points: u32,
    /// Those surely within.
    pub points_low: u32,
    /// Those that may be within.
    pub points_high: u32,
}

/// What of these dwellings, by position, is within a limit (inclusive). A compound without dwellings is one part, of which nothing
/// is known.
pub fn part_within(
    compound: &Compound,
    reach: &CompoundReach,
    limit: Milliseconds,
    dwellings: impl Iterator<Item = usize>,
) -> PartWithin {
    if compound.dwellings.is_empty() {
        return PartWithin {
            share: 1.0,
            high: 1.0,
            ..PartWithin::default()
        };
    }
    let weights = Weights::of(&compound.dwellings);
    let mut part = PartWithin::default();
    for dwelling in dwellings.filter(|dwelling| *dwelling < compound.dwellings.len()) {
        let walk = reach.dwellings.get(dwelling).copied().unwrap_or_default();
        let within = |time: Option<Milliseconds>| time.is_some_and(|time| time <= limit);
        let share = weights.share_of(dwelling);
        part.share += share;
        part.points += 1;
        if within(high(&walk)) {
            part.low += share;
            part.points_low += 1;
        }
        if within(low(&walk)) {
            part.high += share;
            part.points_high += 1;
        }
    }
    part
}

/// Each dwelling's share of its compound, by weight, in their order.
pub fn dwelling_shares(compound: &Compound) -> Vec<f64> {
    let weights = Weights::of(&compound.dwellings);
    (0..weights.len()).map(|dwelling| weights.share_of(dwelling)).collect()
}
