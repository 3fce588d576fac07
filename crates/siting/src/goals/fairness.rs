//! Shares of groups, compared exactly.

use crate::instance::Instance;
use crate::problem::{Base, Equity, Share, Target};
use crate::rules::Setting;

/// How much of a group is covered, as a share that compares exactly. Groups without demand have none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Covered {
    pub(crate) covered: i64,
    pub(crate) weight: i64,
}

impl Covered {
    /// Which of two shares is larger.
    pub(crate) fn compare(self, other: Self) -> std::cmp::Ordering {
        let left = i128::from(self.covered) * i128::from(other.weight);
        left.cmp(&(i128::from(other.covered) * i128::from(self.weight)))
    }

    /// Whether this share is ahead of another by more than so much.
    pub(crate) fn is_ahead_by_more(self, other: Self, by: Share) -> bool {
        let (weight, other_weight) = (i128::from(self.weight), i128::from(other.weight));
        let ahead = i128::from(self.covered) * other_weight - i128::from(other.covered) * weight;
        let whole = i128::from(Share::ALL.in_millionths());
        ahead * whole > i128::from(by.in_millionths()) * weight * other_weight
    }
}

/// The groups with demand: the weight within the limit and all of it, in the order of groups.
pub(crate) fn shares(instance: &Instance, covered: &[bool]) -> Vec<Covered> {
    let none = Covered { covered: 0, weight: 0 };
    let mut shares = vec![none; instance.groups().len()];
    for (demand, is_covered) in instance.demand().iter().zip(covered) {
        if let Some(group) = demand.group {
            let share = &mut shares[group.index()];
            share.weight += demand.weight as i64;
            share.covered += if *is_covered { demand.weight as i64 } else { 0 };
        }
    }
    shares.retain(|share| share.weight > 0);
    shares
}

/// The weight of each group.
pub(crate) fn weights(instance: &Instance) -> Vec<i64> {
    let mut weights = vec![0; instance.groups().len()];
    for demand in instance.demand() {
        if let Some(group) = demand.group {
            weights[group.index()] += demand.weight as i64;
        }
    }
    weights
}

/// The least that must be covered of a weight for at least a share; 0 for no share.
pub(crate) fn least_with_share_of(share: Option<Covered>, weight: i64) -> i64 {
    share.map_or(0, |share| {
        let product = u128::from(share.covered.unsigned_abs()) * u128::from(weight.unsigned_abs());
        i64::try_from(product.div_ceil(u128::from(share.weight.unsigned_abs()))).unwrap_or(i64::MAX)
    })
}

/// The least that must be covered of a weight for more than a share; 0 for no share.
pub(crate) fn least_above_share_of(share: Option<Covered>, weight: i64) -> i64 {
    share.map_or(0, |share| {
        let product = u128::from(share.covered.unsigned_abs()) * u128::from(weight.unsigned_abs());
        i64::try_from(product / u128::from(share.weight.unsigned_abs()) + 1).unwrap_or(i64::MAX)
    })
}

/// Whether the spread between groups is what equity allows.
pub(crate) fn is_fair(instance: &Instance, equity: Equity, covered: &[bool]) -> bool {
    let Equity::SpreadAtMost(most) = equity else {
        return true;
    };
    let shares = shares(instance, covered);
    let best = shares.iter().copied().max_by(|a, b| a.compare(*b));
    let worst = shares.iter().copied().min_by(|a, b| a.compare(*b));
    best.zip(worst)
        .is_none_or(|(best, worst)| !best.is_ahead_by_more(worst, most))
}

/// Whether each group has its target covered.
pub(crate) fn meets_by_group(setting: &Setting<'_>, target: Target, covered: &[bool]) -> bool {
    let coverable = setting.coverable();
    let mut groups = vec![(0_u64, 0_u64); setting.instance.groups().len()];
    for (place, demand) in setting.instance.demand().iter().enumerate() {
        if let Some(group) = demand.group {
            let (reached, whole) = &mut groups[group.index()];
            *reached += if covered[place] { demand.weight } else { 0 };
            *whole += if target.base == Base::All || coverable[place] {
                demand.weight
            } else {
                0
            };
        }
    }
    groups
        .iter()
        .all(|(reached, whole)| *reached >= target.share.of_rounded_up(*whole))
}
