//! Floating catchments against PySAL `access`, and laws that any of them obeys; Gini against its definition.
use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use service_circle_core::units::supply::{
    Catchment, Decay, FloatingCatchment, Held, Pair, SparseMinutes, gini, lorenz, share_below, three_step, two_step,
};

/// The greatest difference from PySAL.
const AS_PYSAL: f64 = 1e-9;
/// Limit and width of the fixture, as in its `make.py`.
const LIMIT_MIN: f64 = 15.0;
const SIGMA_MIN: f64 = 7.5;

/// A table of the fixture: its rows as numbers.
fn numbers(name: &str) -> Vec<Vec<f64>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pysal_access");
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    let row = |line: &str| line.split(',').map(|cell| cell.parse().unwrap()).collect();
    text.lines().skip(1).map(row).collect()
}

#[test]
fn floating_catchments_are_those_of_pysal() {
    let people: Vec<f64> = numbers("people.csv").iter().map(|row| row[1]).collect();
    let beds: Vec<f64> = numbers("beds.csv").iter().map(|row| row[1]).collect();
    let pairs = numbers("times.csv").into_iter().map(|row| Pair {
        demand: row[0] as usize,
        site: row[1] as usize,
        minutes: row[2],
    });
    let minutes = SparseMinutes::new(people.len(), beds.len(), pairs.collect()).unwrap();
    let even = Catchment::new(LIMIT_MIN, Decay::None).unwrap();
    let thirds = Catchment::in_thirds(LIMIT_MIN).unwrap();
    let bell = Catchment::new(LIMIT_MIN, Decay::Gaussian { sigma_min: SIGMA_MIN }).unwrap();
    let measures = [
        two_step(&minutes, &people, &beds, &even),
        two_step(&minutes, &people, &beds, &thirds),
        two_step(&minutes, &people, &beds, &bell),
        three_step(&minutes, &people, &beds, &thirds),
        three_step(&minutes, &people, &beds, &bell),
    ];
    let pysal = numbers("access.csv");
    assert_eq!(pysal.len(), people.len());
    for (column, found) in measures.iter().enumerate() {
        assert!(found.out_of_reach > 0.0, "the fixture holds sites beyond reach");
        for (demand, row) in pysal.iter().enumerate() {
            let (ours, theirs) = (found.access[demand].unwrap(), row[column + 1]);
            assert!(
                (ours - theirs).abs() < AS_PYSAL,
                "measure {column}, demand {demand}: {ours}, PySAL {theirs}"
            );
        }
    }
}

/// People, supply and walks of a small made town.
fn town() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<Pair>)> {
    let amounts = |count| prop::collection::vec((0..300_u32).prop_map(f64::from), count);
    let walk = (0..9_usize, 0..5_usize, 0..80_u32).prop_map(|(demand, site, quarters)| Pair {
        demand,
        site,
        minutes: f64::from(quarters) / 4.0,
    });
    (amounts(9), amounts(5), prop::collection::vec(walk, 0..40))
}

fn catchment() -> impl Strategy<Value = Catchment> {
    prop_oneof![
        Just(Catchment::new(LIMIT_MIN, Decay::None).unwrap()),
        Just(Catchment::in_thirds(LIMIT_MIN).unwrap()),
        (1..40_u32).prop_map(|sigma| {
            let sigma_min = f64::from(sigma) / 2.0;
            Catchment::new(LIMIT_MIN, Decay::Gaussian { sigma_min }).unwrap()
        }),
    ]
}

/// The definition, pair by pair, over a full matrix.
fn by_definition(
    people: &[f64],
    beds: &[f64],
    walks: &BTreeMap<(usize, usize), f64>,
    catchment: &Catchment,
    three: bool,
) -> Vec<f64> {
    let plain = |i, j| walks.get(&(i, j)).map_or(0.0, |minutes| catchment.weight(*minutes));
    let weight = |i, j| {
        let all: f64 = (0..beds.len()).map(|site| plain(i, site)).sum();
        let choice = if three && all > 0.0 { plain(i, j) / all } else { 1.0 };
        plain(i, j) * choice
    };
    let share = |j| {
        let sharing: f64 = (0..people.len()).map(|k| people[k] * weight(k, j)).sum();
        if sharing > 0.0 { beds[j] / sharing } else { 0.0 }
    };
    (0..people.len())
        .map(|i| (0..beds.len()).map(|j| share(j) * weight(i, j)).sum())
        .collect()
}

proptest! {
    #[test]
    fn supply_in_reach_is_handed_out_whole((people, beds, pairs) in town(), catchment in catchment(), three: bool) {
        let minutes = SparseMinutes::new(people.len(), beds.len(), pairs).unwrap();
        let float = if three { three_step } else { two_step };
        let found: FloatingCatchment = float(&minutes, &people, &beds, &catchment);
        let handed: f64 = found.access.iter().zip(&people).map(|(access, people)| access.unwrap_or(0.0) * people).sum();
        prop_assert!((handed - found.in_reach).abs() < 1e-9 * (1.0 + found.in_reach), "{handed} of {}", found.in_reach);
        prop_assert!((found.in_reach + found.out_of_reach - beds.iter().sum::<f64>()).abs() < 1e-9);
        let walks = minutes.iter().map(|pair| ((pair.demand, pair.site), pair.minutes)).collect();
        for (demand, by_definition) in by_definition(&people, &beds, &walks, &catchment, three).into_iter().enumerate() {
            match found.access[demand] {
                Some(access) => prop_assert!((access - by_definition).abs() < 1e-9 * (1.0 + by_definition)),
                None => prop_assert!(people[demand] == 0.0, "only who is nobody has no share"),
            }
        }
    }

    #[test]
    fn gini_is_the_mean_difference_over_twice_the_mean(held in prop::collection::vec((0..40_u32, 0..90_u32), 0..25)) {
        let held: Vec<Held> = held
            .into_iter()
            .map(|(people, each)| Held { people: f64::from(people), each: f64::from(each) / 7.0 })
            .collect();
        let people: f64 = held.iter().map(|one| one.people).sum();
        let mean = held.iter().map(|one| one.people * one.each).sum::<f64>() / people;
        let differences: f64 = held
            .iter()
            .flat_map(|a| held.iter().map(move |b| a.people * b.people * (a.each - b.each).abs()))
            .sum();
        match gini(&held) {
            Some(gini) => {
                prop_assert!((gini - differences / (people * people) / (2.0 * mean)).abs() < 1e-12);
                prop_assert!((0.0..1.0).contains(&gini));
            }
            None => prop_assert!(people == 0.0 || mean == 0.0),
        }
        // The curve rises from (0, 0) to (1, 1) and never above the diagonal; it falls below it fastest at the mean.
        let curve = lorenz(&held);
        for pair in curve.windows(2) {
            prop_assert!(pair[0].people < pair[1].people && pair[0].held <= pair[1].held);
            prop_assert!(pair[1].held <= pair[1].people + 1e-12);
        }
        if let (Some(last), Some(below)) = (curve.last(), share_below(&held, mean)) {
            prop_assert!((last.people - 1.0).abs() < 1e-12 && (last.held - 1.0).abs() < 1e-12);
            let widest = curve.iter().map(|point| point.people - point.held).fold(0.0, f64::max);
            let at_mean: f64 = held
                .iter()
                .filter(|one| one.each < mean)
                .map(|one| one.people * (mean - one.each))
                .sum();
            prop_assert!((widest - at_mean / (people * mean)).abs() < 1e-12);
            // Where all hold as much, the mean of their shares may be rounded to more than each.
            prop_assert!(below < 1.0 || widest < 1e-12);
        }
    }
}
