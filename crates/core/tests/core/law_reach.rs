//! Laws that every answer obeys, on random zoned networks.
use crate::reach_kit::{Dice, Parts, all_facilities, facility, random_links, random_placed};
use proptest::prelude::*;
use service_circle_core::ids::{FacilityIndex, ZoneId};
use service_circle_core::network::{Directions, Link, Network};
use service_circle_core::place::Placed;
use service_circle_core::reach::{Access, CompoundReach, Question, Reached, reach};
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::watch::{Cancelled, Unwatched, Watch};

const ZONES: u32 = 3;
const HOMES: [ZoneId; 4] = [ZoneId(0), ZoneId(1), ZoneId(2), ZoneId(3)];
const FOREVER: Milliseconds = Milliseconds(u32::MAX);

fn ask(network: &Network, placed: &Placed, counted: &[FacilityIndex], bound: Milliseconds) -> Vec<CompoundReach> {
    let question = Question {
        network,
        placed,
        counted,
        access: Access::Residents(&HOMES),
        limit: bound,
        bound,
    };
    reach(question, &Unwatched).unwrap()
}

fn bests(reached: &[CompoundReach]) -> Vec<Option<Reached>> {
    let dwellings = reached.iter().flat_map(|compound| &compound.dwellings);
    dwellings.map(|dwelling| dwelling.best).collect()
}

fn scene(seed: u64, one_ways: bool) -> (Dice, Parts, Network, Placed) {
    let mut dice = Dice(seed);
    let parts = Parts::random(&mut dice, ZONES, one_ways);
    let network = parts.network();
    let placed = random_placed(&mut dice, &network, ZONES, 4);
    (dice, parts, network, placed)
}

/// `None` is later than everything.
fn none_is_later(earlier: &[Option<Reached>], later: &[Option<Reached>]) -> bool {
    earlier
        .iter()
        .zip(later)
        .all(|(earlier, later)| match (earlier, later) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(earlier), Some(later)) => (earlier.time, earlier.length) <= (later.time, later.length),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_facility_makes_nobody_later(seed: u64) {
        let (mut dice, _, network, mut placed) = scene(seed, true);
        let before = bests(&ask(&network, &placed, &all_facilities(&placed), FOREVER));
        let links = random_links(&mut dice, &network, 3);
        placed.facilities.push(facility(9, links, dice.one_in(2)));
        let after = bests(&ask(&network, &placed, &all_facilities(&placed), FOREVER));
        prop_assert!(none_is_later(&after, &before));
    }

    #[test]
    fn a_facility_not_counted_changes_nothing(seed: u64) {
        let (mut dice, _, network, mut placed) = scene(seed, true);
        let counted = all_facilities(&placed);
        let before = bests(&ask(&network, &placed, &counted, FOREVER));
        placed.facilities.push(facility(9, random_links(&mut dice, &network, 3), true));
        prop_assert_eq!(bests(&ask(&network, &placed, &counted, FOREVER)), before);
    }

    #[test]
    fn closing_an_edge_makes_nobody_earlier(seed: u64) {
        let (mut dice, mut parts, network, placed) = scene(seed, true);
        let before = bests(&ask(&network, &placed, &all_facilities(&placed), FOREVER));
        let linked = |link: &Link| link.edge.0 + 1 == network.edge_count() as u32;
        let at_dwellings = placed.compounds.iter().flat_map(|c| &c.dwellings).flat_map(|d| &d.links).any(linked);
        prop_assume!(!at_dwellings && !placed.facilities.iter().flat_map(|f| &f.links).any(linked));
        parts.edges.pop();
        prop_assume!(!parts.edges.is_empty());
        let after = bests(&ask(&parts.network(), &placed, &all_facilities(&placed), FOREVER));
        prop_assert!(none_is_later(&before, &after));
        // Opening a zone to everybody makes nobody later.
        let zone = ZoneId(dice.within(1, ZONES));
        parts.edges.iter_mut().filter(|edge| edge.zone == zone).for_each(|edge| edge.zone = ZoneId::PUBLIC);
        let open = bests(&ask(&parts.network(), &placed, &all_facilities(&placed), FOREVER));
        prop_assert!(none_is_later(&open, &after));
    }

    #[test]
    fn twice_the_weights_are_twice_the_walk(seed: u64) {
        let (_, mut parts, network, mut placed) = scene(seed, true);
        let before = bests(&ask(&network, &placed, &all_facilities(&placed), FOREVER));
        for vertex in &mut parts.vertices {
            // Half a wait is rounded down.
            vertex.wait.0 = vertex.wait.0 / 2 * 4;
        }
        for edge in &mut parts.edges {
            edge.time.0 *= 2;
            edge.length.0 *= 2;
        }
        let twice = |link: &mut Link| {
            for leg in [&mut link.off, &mut link.to_tail, &mut link.to_head, &mut link.along] {
                leg.time.0 *= 2;
                leg.length.0 *= 2;
            }
        };
        placed.facilities.iter_mut().flat_map(|f| &mut f.links).for_each(twice);
        placed.compounds.iter_mut().flat_map(|c| &mut c.dwellings).flat_map(|d| &mut d.links).for_each(twice);
        let after = bests(&ask(&parts.network(), &placed, &all_facilities(&placed), FOREVER));
        let doubled: Vec<_> = before.into_iter().map(|walk| walk.map(|mut walk| {
            walk.time.0 *= 2;
            walk.length.0 *= 2;
            walk
        })).collect();
        prop_assert_eq!(after, doubled);
    }

    #[test]
    fn without_one_ways_there_is_as_far_as_back(seed: u64) {
        let (_, mut parts, _, mut placed) = scene(seed, false);
        parts.edges.iter_mut().for_each(|edge| edge.zone = ZoneId::PUBLIC);
        let network = parts.network();
        for facility_number in 0..placed.facilities.len() {
            for number in 0..4 {
                let there = bests(&ask(&network, &placed, &[FacilityIndex::at(facility_number)], FOREVER))[number];
                let door = &mut placed.facilities[facility_number].links;
                std::mem::swap(door, &mut placed.compounds[0].dwellings[number].links);
                let back = bests(&ask(&network, &placed, &[FacilityIndex::at(facility_number)], FOREVER))[number];
                prop_assert_eq!(there, back);
            }
        }
    }

    #[test]
    fn turned_round_edges_walk_the_same(seed: u64) {
        let (_, mut parts, network, mut placed) = scene(seed, true);
        let before = bests(&ask(&network, &placed, &all_facilities(&placed), FOREVER));
        let whole = |link: &Link| crate::reach_kit::leg(network.edge(link.edge).time.0, network.edge(link.edge).length.0);
        for edge in &mut parts.edges {
            std::mem::swap(&mut edge.tail, &mut edge.head);
            edge.directions = match edge.directions {
                Directions::Both => Directions::Both,
                Directions::Forward => Directions::Backward,
                Directions::Backward => Directions::Forward,
            };
        }
        let turn = |link: &mut Link| {
            link.along = whole(link).minus(link.along);
            std::mem::swap(&mut link.to_tail, &mut link.to_head);
        };
        placed.facilities.iter_mut().flat_map(|f| &mut f.links).for_each(turn);
        placed.compounds.iter_mut().flat_map(|c| &mut c.dwellings).flat_map(|d| &mut d.links).for_each(turn);
        prop_assert_eq!(bests(&ask(&parts.network(), &placed, &all_facilities(&placed), FOREVER)), before);
    }

    #[test]
    fn a_bound_only_cuts_and_cuts_just_after_itself(seed: u64) {
        let (mut dice, _, network, placed) = scene(seed, true);
        let counted = all_facilities(&placed);
        let all = bests(&ask(&network, &placed, &counted, FOREVER));
        let told: Vec<_> = all.iter().flatten().map(|walk| walk.time.0).collect();
        prop_assume!(!told.is_empty());
        // Exactly the time of somebody's walk, which is still within; and one millisecond less.
        let exactly = told[dice.below(told.len() as u32) as usize];
        for bound in [exactly, exactly.saturating_sub(1)] {
            let cut: Vec<_> = all.iter().map(|walk| walk.filter(|walk| walk.time.0 <= bound)).collect();
            prop_assert_eq!(bests(&ask(&network, &placed, &counted, Milliseconds(bound))), cut);
        }
    }

    #[test]
    fn threads_change_nothing(seed: u64) {
        let (_, _, network, placed) = scene(seed, true);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| format!("{:?}", ask(&network, &placed, &all_facilities(&placed), FOREVER)))
        };
        prop_assert_eq!(run(1), run(8));
    }
}

#[test]
fn stops_when_told_to() {
    struct Stop;
    impl Watch for Stop {
        fn cancelled(&self) -> bool {
            true
        }
    }
    let (_, _, network, placed) = scene(1, true);
    let question = Question {
        network: &network,
        placed: &placed,
        counted: &[],
        access: Access::Everyone,
        limit: FOREVER,
        bound: FOREVER,
    };
    assert_eq!(reach(question, &Stop).unwrap_err(), Cancelled);
}
