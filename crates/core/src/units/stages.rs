//! A programme in stages: what is covered now, after each stage, and what each facility adds.

use std::collections::BTreeSet;

use super::share::ratio;

/// What is covered once a stage is open.
#[derive(Clone, Debug, PartialEq)]
pub struct StageCover {
    /// Facilities up to and with this stage.
    pub facilities: usize,
    /// Weight of the demand that walks to one of them.
    pub covered: f64,
    /// Its share of all weight; `None` of nothing.
    pub share: Option<f64>,
    /// What the stage adds to those before it.
    pub gain: f64,
    /// What each of its facilities adds, in the stage's order.
    pub each: Vec<FacilityGain>,
}

/// What one facility adds. The gains of a stage's facilities lie on both sides of the stage's gain: alone they sum up to at least
/// that much (what two of them reach counts twice), their own to at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacilityGain {
    /// Which.
    pub facility: usize,
    /// What it would add to the stages before, were it the only one of its stage.
    pub alone: f64,
    /// What only it reaches among the facilities up to and with its stage.
    pub own: f64,
}

/// Follows stages in their order. `reached[facility]` are the demands within the limit of a facility, `weights[demand]` what each
/// counts (1, elders, households). A facility named in an earlier stage adds nothing in a later one.
///
/// # Complexity
/// `O(n log d)` in the demands reached, `d` demands.
pub fn staged(stages: &[Vec<usize>], reached: &[Vec<usize>], weights: &[f64]) -> Vec<StageCover> {
    let all = weights.iter().fold(0.0, |sum, weight| sum + weight);
    let of = |demand: usize| weights.get(demand).copied().unwrap_or(0.0);
    let reached: Vec<Vec<usize>> = reached.iter().map(|demands| once_each(demands)).collect();
    let demands = |facility: usize| reached.get(facility).into_iter().flatten().copied();
    let mut open = BTreeSet::new();
    let mut times_reached = vec![0_u32; weights.len()];
    let mut covers: Vec<StageCover> = Vec::with_capacity(stages.len());
    for stage in stages {
        let before = times_reached.clone();
        let new: Vec<usize> = stage
            .iter()
            .copied()
            .filter(|facility| open.insert(*facility))
            .collect();
        for demand in new.iter().flat_map(|facility| demands(*facility)) {
            if let Some(times) = times_reached.get_mut(demand) {
                *times += 1;
            }
        }
        let weigh = |facility: usize, counts: &dyn Fn(usize) -> bool| {
            let counted = demands(facility).filter(|demand| counts(*demand));
            counted.fold(0.0, |sum, demand| sum + of(demand))
        };
        let is = |times: &[u32], demand: usize, wanted: u32| times.get(demand) == Some(&wanted);
        let each = new.iter().map(|&facility| FacilityGain {
            facility,
            alone: weigh(facility, &|demand| is(&before, demand, 0)),
            own: weigh(facility, &|demand| is(&times_reached, demand, 1)),
        });
        let reached_now = times_reached.iter().enumerate().filter(|(_, times)| **times > 0);
        let covered = reached_now.fold(0.0, |sum, (demand, _)| sum + of(demand));
        covers.push(StageCover {
            facilities: open.len(),
            covered,
            share: ratio(covered, all),
            gain: covered - covers.last().map_or(0.0, |before| before.covered),
            each: each.collect(),
        });
    }
    covers
}

/// Ascending, each once.
fn once_each(demands: &[usize]) -> Vec<usize> {
    let mut once = demands.to_vec();
    once.sort_unstable();
    once.dedup();
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_stage_adds_to_those_before() {
        // By hand: five compounds of 100, 200, 300, 400, 500 elders. Open now: one that reaches the first two. Under
        // construction: one that reaches the second and third, one the third and fourth.
        let weights = [100.0, 200.0, 300.0, 400.0, 500.0];
        let reached = [vec![0, 1], vec![1, 2], vec![3, 2, 2]];
        let covers = staged(&[vec![0], vec![1, 2], vec![0]], &reached, &weights);
        let told: Vec<_> = covers
            .iter()
            .map(|one| (one.facilities, one.covered, one.gain))
            .collect();
        assert_eq!(told, [(1, 300.0, 300.0), (3, 1000.0, 700.0), (3, 1000.0, 0.0)]);
        assert_eq!(covers[0].share, Some(0.2));
        let gain = |facility, alone, own| FacilityGain { facility, alone, own };
        assert_eq!(covers[1].each, [gain(1, 300.0, 0.0), gain(2, 700.0, 400.0)]);
        assert_eq!(covers[2].each, []);
    }

    #[test]
    fn no_demand_and_unknown_facilities_are_nothing() {
        let covers = staged(&[vec![], vec![7]], &[], &[]);
        assert_eq!(covers.len(), 2);
        assert!(covers.iter().all(|cover| cover.covered == 0.0 && cover.share.is_none()));
    }

    proptest! {
        #[test]
        fn gains_lie_on_both_sides_of_the_stage_s(
            reached in prop::collection::vec(prop::collection::vec(0..12_usize, 0..6), 6),
            weights in prop::collection::vec(0..50_u32, 12),
            cut in 0..6_usize,
        ) {
            let weights: Vec<f64> = weights.into_iter().map(f64::from).collect();
            let covers = staged(&[(0..cut).collect(), (cut..6).collect()], &reached, &weights);
            for cover in &covers {
                let alone: f64 = cover.each.iter().map(|one| one.alone).sum();
                let own: f64 = cover.each.iter().map(|one| one.own).sum();
                prop_assert!(own <= cover.gain && cover.gain <= alone, "{cover:?}");
            }
            // All at once covers the same as one by one.
            let at_once = staged(&[(0..6).collect()], &reached, &weights);
            prop_assert!((at_once[0].covered - covers[1].covered).abs() < 1e-9);
        }
    }
}
