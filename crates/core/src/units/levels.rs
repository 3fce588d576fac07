//! Levels of care: a county passes when its county, township and village levels all pass.

use super::share::ratio;
use crate::gaps::SHARE_TOLERANCE;

/// What one level of one unit comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelResult {
    /// Units of the level in it.
    pub units: u64,
    /// Those covered.
    pub covered: u64,
    /// Whether the share covered is reached; `None` where there is no unit of the level.
    pub passes: Option<bool>,
}

impl LevelResult {
    /// The share covered; `None` of nothing.
    pub fn share(&self) -> Option<f64> {
        ratio(self.covered as f64, self.units as f64)
    }
}

/// A level to be tested: which units belong to it, which of them are covered, and the share that is asked for.
pub struct Level<'a> {
    /// Whether a unit is of this level.
    pub holds: &'a dyn Fn(usize) -> bool,
    /// Whether a unit of it is covered.
    pub covers: &'a dyn Fn(usize) -> bool,
    /// The share of units asked for, from 0 to 1.
    pub share: f64,
}

/// Tests every level within one unit, which is itself of the first level as a rule: the unit and all below it count.
/// `parents[unit]` is the unit above.
///
/// # Complexity
/// `O(levels x units x depth)`.
pub fn roll_up(top: usize, parents: &[Option<usize>], levels: &[Level<'_>]) -> Vec<LevelResult> {
    let within: Vec<usize> = (0..parents.len()).filter(|unit| lies_in(*unit, top, parents)).collect();
    levels
        .iter()
        .map(|level| {
            let units: Vec<usize> = within.iter().copied().filter(|unit| (level.holds)(*unit)).collect();
            let covered = units.iter().filter(|unit| (level.covers)(**unit)).count();
            let share = ratio(covered as f64, units.len() as f64);
            LevelResult {
                units: units.len() as u64,
                covered: covered as u64,
                passes: share.map(|share| share >= level.share - SHARE_TOLERANCE),
            }
        })
        .collect()
}

/// Whether all levels pass: no as soon as one does not; `None` where none fails but one cannot be told.
pub fn all_pass(levels: &[LevelResult]) -> Option<bool> {
    if levels.iter().any(|level| level.passes == Some(false)) {
        return Some(false);
    }
    let told = !levels.is_empty() && levels.iter().all(|level| level.passes.is_some());
    told.then_some(true)
}

/// Whether a unit is another one or lies below it. A chain of parents longer than there are units goes in a circle.
pub(super) fn lies_in(unit: usize, top: usize, parents: &[Option<usize>]) -> bool {
    let mut above = Some(unit);
    for _ in 0..=parents.len() {
        match above {
            Some(one) if one == top => return true,
            Some(one) => above = parents.get(one).copied().flatten(),
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two counties, 0 and 1; townships 2, 3 in the first, 4 in the second; villages 5, 6 in 2, 7 in 3.
    const PARENTS: [Option<usize>; 8] = [None, None, Some(0), Some(0), Some(1), Some(2), Some(2), Some(3)];

    #[test]
    fn a_county_passes_when_all_its_levels_do() {
        let (counties, townships, villages) = (|unit| unit < 2, |unit| (2..5).contains(&unit), |unit| unit >= 5);
        let covered = |unit: usize| unit != 6 && unit != 1;
        let levels = |village_share| {
            [
                Level {
                    holds: &counties,
                    covers: &covered,
                    share: 1.0,
                },
                Level {
                    holds: &townships,
                    covers: &covered,
                    share: 1.0,
                },
                Level {
                    holds: &villages,
                    covers: &covered,
                    share: village_share,
                },
            ]
        };
        let first = roll_up(0, &PARENTS, &levels(1.0));
        let told: Vec<_> = first.iter().map(|one| (one.units, one.covered, one.passes)).collect();
        assert_eq!(told, [(1, 1, Some(true)), (2, 2, Some(true)), (3, 2, Some(false))]);
        assert_eq!(all_pass(&first), Some(false));
        // Two of three villages are enough where 0.6 is asked for.
        assert_eq!(all_pass(&roll_up(0, &PARENTS, &levels(0.6))), Some(true));
        // The second county has no village: its own level fails, else it could not be told.
        let second = roll_up(1, &PARENTS, &levels(1.0));
        assert_eq!(second[2].passes, None);
        assert_eq!(all_pass(&second), Some(false));
        assert_eq!(all_pass(&second[1..]), None);
        assert_eq!(all_pass(&[]), None);
    }

    #[test]
    fn parents_in_a_circle_end() {
        assert!(!lies_in(0, 2, &[Some(1), Some(0), None]));
        assert!(lies_in(0, 1, &[Some(1), Some(0), None]));
    }
}
