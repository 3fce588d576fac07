//! The table of times to each site against the search for one site alone (which `twin_reach_zoned` holds against brute force): every
//! pair, and no pair more.
use crate::reach_kit::{Dice, Parts, random_placed};
use service_circle_core::ids::{FacilityIndex, ZoneId};
use service_circle_core::reach::{Access, EachQuestion, Question, Times, times_to_each};
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::watch::Unwatched;

const GRAPHS: u64 = 600;
const ZONES: u32 = 4;
const DWELLINGS: u32 = 6;

/// How many pairs one random town has within its bound.
fn compare(seed: u64) -> usize {
    let mut dice = Dice(seed);
    let network = Parts::random(&mut dice, ZONES, true).network();
    let placed = random_placed(&mut dice, &network, ZONES, DWELLINGS);
    let homes: Vec<ZoneId> = (0..=ZONES).map(ZoneId).collect();
    let bound = Milliseconds(if dice.one_in(3) { u32::MAX } else { dice.within(1, 60) });
    let access = if dice.one_in(5) {
        Access::Everyone
    } else {
        Access::Residents(&homes)
    };
    let question = EachQuestion {
        network: &network,
        compounds: &placed.compounds,
        sites: &placed.facilities,
        access,
        bound,
    };
    let table = times_to_each(question, &Unwatched).unwrap();
    assert_eq!(table.len(), placed.facilities.len());
    let mut pairs = 0;
    for (site, times) in table.iter().enumerate() {
        let alone = Question {
            network: &network,
            placed: &placed,
            counted: &[FacilityIndex::at(site)],
            access,
            limit: bound,
            bound,
        };
        let reached = Times::search(alone, &Unwatched).unwrap().compounds(&Unwatched).unwrap();
        let expected: Vec<(u32, Milliseconds)> = (0..)
            .zip(reached.iter().flat_map(|compound| &compound.dwellings))
            .filter_map(|(number, walk)| Some((number, walk.best?.time)))
            .collect();
        assert_eq!(*times, expected, "seed {seed}, site {site}");
        pairs += expected.len();
    }
    pairs
}

#[test]
fn each_site_has_the_times_it_has_alone() {
    let pairs: usize = (0..GRAPHS).map(compare).sum();
    assert!(pairs > 10_000, "only {pairs} pairs compared");
}
