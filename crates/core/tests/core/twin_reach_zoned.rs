//! The three-part search against brute force: Dijkstra forwards from every dwelling over (point, state of the walk), where
//! every link is a point of its own that cuts its edge.
//!
//! The twin knows nothing of labels, seeds or links' legs to the ends: it walks from point to point and obeys the rule.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::reach_kit::{Dice, Parts, all_facilities, random_placed};
use service_circle_core::ids::{CompoundIndex, FacilityIndex, VertexId, ZoneId};
use service_circle_core::network::{Directions, Link, Network};
use service_circle_core::place::Placed;
use service_circle_core::reach::{Access, LegKind, Question, Reached, Times, Walk};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};
use service_circle_core::watch::Unwatched;

const GRAPHS: u64 = 3_400;
const ZONES: u32 = 4;
const DWELLINGS: u32 = 7;

/// Time, then length.
type Cost = (u64, u64);

/// A point of the cut network: a vertex, or the n-th link of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Point {
    Vertex(u32),
    Link(usize),
}

/// `None` while free, else the zone of the last leg.
type State = Option<ZoneId>;

#[derive(Default)]
struct Cut {
    arcs: BTreeMap<Point, Vec<(Point, ZoneId, Cost)>>,
}

fn add(a: Cost, b: Cost) -> Cost {
    (a.0 + b.0, a.1 + b.1)
}

impl Cut {
    fn new(network: &Network, links: &[Link]) -> Self {
        let mut cut = Self::default();
        for (id, edge) in network.edges() {
            let wait = |end| u64::from(network.end_wait(edge, end).0);
            let mut stops: Vec<(Cost, Point)> = links
                .iter()
                .enumerate()
                .filter(|(_, link)| link.edge == id)
                .map(|(number, link)| {
                    let along = (u64::from(link.along.time.0), u64::from(link.along.length.0));
                    (along, Point::Link(number))
                })
                .collect();
            stops.sort();
            let whole = (u64::from(edge.time.0), u64::from(edge.length.0));
            let (mut here, mut at) = (Point::Vertex(edge.tail.0), (0, 0));
            let mut toll = wait(edge.tail);
            for (along, point) in stops.into_iter().chain([(whole, Point::Vertex(edge.head.0))]) {
                let last = matches!(point, Point::Vertex(_));
                let time = along.0 - at.0 + toll + if last { wait(edge.head) } else { 0 };
                let cost = (time, along.1 - at.1);
                // Two links on one spot need no walk, whatever the one-way rule.
                let one_spot = cost == (0, 0) && matches!((here, point), (Point::Link(_), Point::Link(_)));
                if one_spot || edge.directions != Directions::Backward {
                    cut.arcs.entry(here).or_default().push((point, edge.zone, cost));
                }
                if one_spot || edge.directions != Directions::Forward {
                    cut.arcs.entry(point).or_default().push((here, edge.zone, cost));
                }
                (here, at, toll) = (point, along, 0);
            }
        }
        cut
    }

    /// Least costs of all (point, state) from a point.
    fn from(&self, start: Point, zone_rule: bool, home: ZoneId) -> BTreeMap<(Point, State), Cost> {
        let mut found = BTreeMap::new();
        let mut queue = BinaryHeap::from([Reverse(((0, 0), start, None))]);
        while let Some(Reverse((cost, point, state))) = queue.pop() {
            if found.contains_key(&(point, state)) {
                continue;
            }
            found.insert((point, state), cost);
            for &(to, zone, step) in self.arcs.get(&point).into_iter().flatten() {
                let free = !zone_rule || zone == ZoneId::PUBLIC || zone == home;
                let next = match state {
                    None if free => None,
                    None => Some(zone),
                    Some(last) if last == zone => state,
                    Some(_) => continue,
                };
                queue.push(Reverse((add(cost, step), to, next)));
            }
        }
        found
    }
}

struct Origin {
    best: Option<Reached>,
    data_end: Option<u64>,
}

fn off(link: &Link) -> Cost {
    (u64::from(link.off.time.0), u64::from(link.off.length.0))
}

fn brute_force(
    network: &Network,
    placed: &Placed,
    links: &[Link],
    cut: &Cut,
    dwelling: &[Link],
    home: Option<ZoneId>,
) -> Origin {
    let zone_rule = home.is_some();
    let home = home.unwrap_or(ZoneId::PUBLIC);
    let mut best: Option<(Cost, u32)> = None;
    let mut data_end: Option<u64> = None;
    for from in dwelling {
        let number = links
            .iter()
            .position(|link| std::ptr::eq(link, from))
            .unwrap_or_else(|| {
                links
                    .iter()
                    .position(|link| link == from)
                    .expect("all links are points")
            });
        let found = cut.from(Point::Link(number), zone_rule, home);
        for (index, facility) in placed.facilities.iter().enumerate() {
            for door in &facility.links {
                let point = Point::Link(
                    links
                        .iter()
                        .position(|link| link == door)
                        .expect("all links are points"),
                );
                let zone = network.edge(door.edge).zone;
                let free = !zone_rule || zone == ZoneId::PUBLIC || zone == home;
                let costs = if free {
                    vec![found.get(&(point, None))]
                } else if facility.admits_visitors {
                    // Standing on the same spot is a last leg of no length.
                    vec![found.get(&(point, Some(zone))), found.get(&(point, None))]
                } else {
                    vec![]
                };
                for cost in costs.into_iter().flatten() {
                    let whole = (add(add(*cost, off(from)), off(door)), index as u32);
                    best = Some(best.map_or(whole, |least| least.min(whole)));
                }
            }
        }
        for vertex in (0..network.vertex_count()).map(VertexId::at) {
            if network.vertex(vertex).edge_of_data
                && let Some(cost) = found.get(&(Point::Vertex(vertex.0), None))
            {
                let time = cost.0 + off(from).0;
                data_end = Some(data_end.map_or(time, |least| least.min(time)));
            }
        }
    }
    Origin {
        best: best.map(|((time, length), index)| Reached {
            time: Milliseconds(time as u32),
            length: Millimetres(length as u32),
            facility: FacilityIndex(index),
        }),
        data_end,
    }
}

fn all_links(placed: &Placed) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let of_dwellings = placed
        .compounds
        .iter()
        .flat_map(|compound| &compound.dwellings)
        .flat_map(|dwelling| &dwelling.links);
    for link in of_dwellings.chain(placed.facilities.iter().flat_map(|facility| &facility.links)) {
        if !links.contains(link) {
            links.push(*link);
        }
    }
    links
}

/// Every edge is a way of its own, so the legs tell the edges walked.
fn check_walk(network: &Network, walk: &Walk, reached: Reached, home: Option<ZoneId>) {
    assert_eq!(
        (walk.time, walk.length, walk.facility),
        (reached.time, reached.length, reached.facility)
    );
    let time: u32 = walk.legs.iter().map(|leg| leg.time.0).sum();
    let length: u32 = walk.legs.iter().map(|leg| leg.length.0).sum();
    assert_eq!((time, length), (reached.time.0, reached.length.0), "legs add up");
    let zones: Vec<ZoneId> = walk
        .legs
        .iter()
        .filter_map(|leg| match leg.on {
            LegKind::Street(edge) => Some(network.edge(edge).zone),
            LegKind::Out | LegKind::In => None,
        })
        .collect();
    if let Some(home) = home {
        let free = zones
            .iter()
            .take_while(|&&zone| zone == ZoneId::PUBLIC || zone == home)
            .count();
        assert!(
            zones[free..].windows(2).all(|pair| pair[0] == pair[1]),
            "one last zone only: {zones:?}"
        );
    }
}

fn compare(seed: u64, zone_rule: bool) -> (usize, usize, usize) {
    let mut dice = Dice(seed);
    let network = Parts::random(&mut dice, ZONES, true).network();
    let placed = random_placed(&mut dice, &network, ZONES, DWELLINGS);
    let homes: Vec<ZoneId> = (0..=ZONES).map(ZoneId).collect();
    let bound = Milliseconds(if dice.one_in(2) { u32::MAX } else { dice.within(1, 60) });
    let limit = Milliseconds(bound.0 / 2);
    let counted = all_facilities(&placed);
    let question = Question {
        network: &network,
        placed: &placed,
        counted: &counted,
        access: if zone_rule {
            Access::Residents(&homes)
        } else {
            Access::Everyone
        },
        limit,
        bound,
    };
    let times = Times::search(question, &Unwatched).unwrap();
    let reached = times.compounds(&Unwatched).unwrap();
    let links = all_links(&placed);
    let cut = Cut::new(&network, &links);
    let (mut origins, mut found, mut last_legs) = (0, 0, 0);
    for (index, compound) in placed.compounds.iter().enumerate() {
        let home = zone_rule.then_some(homes[index]);
        for (number, dwelling) in compound.dwellings.iter().enumerate() {
            let twin = brute_force(&network, &placed, &links, &cut, &dwelling.links, home);
            let ours = reached[index].dwellings[number];
            let within = twin.best.filter(|walk| walk.time <= bound);
            assert_eq!(ours.best, within, "seed {seed}, home {home:?}, dwelling {number}");
            assert_eq!(ours.low, within.map(|walk| walk.time));
            assert_eq!(ours.high, ours.low);
            let data_end = twin.data_end.filter(|&time| time <= u64::from(limit.0));
            assert_eq!(
                ours.edge_of_data.map(|time| u64::from(time.0)),
                data_end,
                "seed {seed}, data end"
            );
            let walk = times.walk(CompoundIndex::at(index), number);
            assert_eq!(walk.is_some(), within.is_some(), "seed {seed}: a walk for every time");
            if let (Some(walk), Some(reached)) = (walk, within) {
                check_walk(&network, &walk, reached, home);
                found += 1;
                let zone = placed.facilities[reached.facility.index()]
                    .links
                    .first()
                    .map(|link| network.edge(link.edge).zone);
                last_legs += usize::from(zone.is_some_and(|zone| zone != ZoneId::PUBLIC && Some(zone) != home));
            }
            origins += 1;
        }
    }
    (origins, found, last_legs)
}

fn sum(seeds: std::ops::Range<u64>, zone_rule: bool) -> (usize, usize, usize) {
    seeds
        .map(|seed| compare(seed, zone_rule))
        .fold((0, 0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2))
}

#[test]
fn agrees_with_brute_force_over_vertex_and_zone_state() {
    let (origins, found, last_legs) = sum(0..GRAPHS, true);
    assert!(origins >= 100_000, "{origins} origins compared");
    assert!(found >= origins / 4, "{found} of {origins} reach something");
    assert!(last_legs >= origins / 20, "{last_legs} walks end in another's zone");
}

#[test]
fn agrees_with_brute_force_where_everybody_walks_everywhere() {
    let (origins, found, _) = sum(1_000_000..1_000_400, false);
    assert!(found >= origins / 4, "{found} of {origins} reach something");
}
