//! Stretches against brute force: from thousands of places on edges, Dijkstra forwards over (point, state of the walk), where each
//! place and each door is a point that cuts its edge. A place is in a stretch if and only if its own walk is within the limit.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use service_circle_core::circles::{Stretch, within, without};
use service_circle_core::ids::{EdgeId, FacilityIndex, ZoneId};
use service_circle_core::network::{Directions, Link, Network};
use service_circle_core::place::Facility;
use service_circle_core::reach::{Access, Around, EachQuestion};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

use crate::reach_kit::{Dice, Parts, facility, leg};

const NETWORKS: u64 = 700;
const ZONES: u32 = 4;

/// A link at a millimetre of an edge, as the product makes them: time by share, rounded to the nearest.
fn link_at(network: &Network, edge: EdgeId, along: u32, off: u32) -> Link {
    let drawn = network.edge(edge);
    let (time, length) = (u64::from(drawn.time.0), u64::from(drawn.length.0));
    let share = ((time * u64::from(along) + length / 2) / length) as u32;
    let wait = |end| leg(network.end_wait(drawn, end).0, 0);
    Link {
        edge,
        at: network.place(drawn.tail),
        off: leg(off, 0),
        to_tail: leg(share, along).plus(wait(drawn.tail)),
        to_head: leg(drawn.time.0 - share, drawn.length.0 - along).plus(wait(drawn.head)),
        along: leg(share, along),
        flagged: false,
    }
}

/// A point of the cut network: a vertex; a place on an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Point {
    Vertex(u32),
    On(u32, u32),
}

#[derive(Default)]
struct Cut(BTreeMap<Point, Vec<(Point, ZoneId, u64)>>);

impl Cut {
    /// Cuts every edge at these places, given by edge and millimetre.
    fn new(network: &Network, places: &[(u32, u32)]) -> Self {
        let mut cut = Self::default();
        for (id, edge) in network.edges() {
            let wait = |end| u64::from(network.end_wait(edge, end).0);
            let share = |at: u32| u64::from(link_at(network, id, at, 0).along.time.0);
            let mut on: Vec<u32> = (places.iter().filter(|place| place.0 == id.0))
                .map(|place| place.1)
                .collect();
            on.sort_unstable();
            on.dedup();
            let (mut here, mut walked, mut toll) = (Point::Vertex(edge.tail.0), 0, wait(edge.tail));
            let inner = on.iter().map(|at| (Point::On(id.0, *at), share(*at), 0));
            let head = (Point::Vertex(edge.head.0), u64::from(edge.time.0), wait(edge.head));
            for (point, time, end_toll) in inner.chain([head]) {
                let cost = time - walked + toll + end_toll;
                if edge.directions != Directions::Backward {
                    cut.0.entry(here).or_default().push((point, edge.zone, cost));
                }
                if edge.directions != Directions::Forward {
                    cut.0.entry(point).or_default().push((here, edge.zone, cost));
                }
                (here, walked, toll) = (point, time, 0);
            }
        }
        cut
    }

    /// The least walk from a place for residents of `home`, by point and, at its end, the last zone.
    fn from(&self, start: Point, home: Option<ZoneId>) -> BTreeMap<(Point, Option<ZoneId>), u64> {
        let mut found = BTreeMap::new();
        let mut queue = BinaryHeap::from([Reverse((0, start, None))]);
        while let Some(Reverse((cost, point, state))) = queue.pop() {
            if found.contains_key(&(point, state)) {
                continue;
            }
            found.insert((point, state), cost);
            for &(to, zone, step) in self.0.get(&point).into_iter().flatten() {
                let free = home.is_none_or(|home| zone == ZoneId::PUBLIC || zone == home);
                let next = match state {
                    None if free => None,
                    None => Some(zone),
                    Some(last) if last == zone => state,
                    Some(_) => continue,
                };
                queue.push(Reverse((cost + step, to, next)));
            }
        }
        found
    }
}

struct Town {
    network: Network,
    facilities: Vec<Facility>,
    closed: bool,
}

impl Town {
    fn random(dice: &mut Dice) -> Self {
        let mut parts = Parts::random(dice, ZONES, true);
        let (longest, slowest) = [(40, 30), (30, 400), (5000, 60_000), (900, 7)][dice.below(4) as usize];
        for edge in &mut parts.edges {
            edge.length = Millimetres(dice.within(1, longest));
            edge.time = Milliseconds(dice.within(1, slowest));
        }
        let network = parts.network();
        let facilities = (0..dice.within(1, 4))
            .map(|number| {
                let links = (0..dice.within(0, 3)).map(|_| {
                    let edge = EdgeId(dice.below(network.edge_count() as u32));
                    let along = dice.within(0, network.edge(edge).length.0);
                    link_at(&network, edge, along, dice.below(5))
                });
                let links = links.collect();
                facility(number, links, !dice.one_in(3))
            })
            .collect();
        Self {
            network,
            facilities,
            closed: !dice.one_in(5),
        }
    }

    /// The doors as places.
    fn doors(&self) -> impl Iterator<Item = (&Facility, &Link)> {
        self.facilities
            .iter()
            .flat_map(|facility| facility.links.iter().map(move |link| (facility, link)))
    }

    /// The walk from a place to the nearest facility, for a resident of the place's own zone.
    fn walk(&self, cut: &Cut, (edge, along): (u32, u32)) -> Option<u64> {
        let home = self.closed.then(|| self.network.edge(EdgeId(edge)).zone);
        let found = cut.from(Point::On(edge, along), home);
        let to_door = |(facility, link): (&Facility, &Link)| {
            let door = Point::On(link.edge.0, link.along.length.0);
            let zone = self.network.edge(link.edge).zone;
            let free = home.is_none_or(|home| zone == ZoneId::PUBLIC || zone == home);
            let state = if free { None } else { Some(zone) };
            let may_end = free || facility.admits_visitors;
            let least = found.get(&(door, state)).filter(|_| may_end)?;
            Some(least + u64::from(link.off.time.0))
        };
        self.doors().filter_map(to_door).min()
    }
}

/// How many places were compared, how many of them are within, and how many stretches end inside an edge.
fn compare(seed: u64) -> (usize, usize, usize) {
    let mut dice = Dice(seed);
    let town = Town::random(&mut dice);
    let network = &town.network;
    let slowest = network.edges().map(|(_, edge)| edge.time.0).max().unwrap();
    let mut limits: Vec<Milliseconds> = (0..3).map(|_| Milliseconds(dice.within(0, 4 * slowest))).collect();
    limits.sort_unstable();
    let homes: Vec<ZoneId> = Vec::new();
    let around = Around::new(EachQuestion {
        network,
        compounds: &[],
        sites: &town.facilities,
        access: if town.closed {
            Access::Residents(&homes)
        } else {
            Access::Everyone
        },
        bound: limits[2],
    });
    let all: Vec<FacilityIndex> = (0..town.facilities.len()).map(FacilityIndex::at).collect();
    let (_, walks) = around.dwellings_and_edges(&all);
    let stretches: Vec<Vec<Stretch>> = limits.iter().map(|limit| within(network, &walks, *limit)).collect();

    let mut places: Vec<(u32, u32)> = Vec::new();
    for (id, edge) in network.edges() {
        places.extend([0, 1, edge.length.0 / 2, edge.length.0].map(|at| (id.0, at)));
        places.push((id.0, dice.within(0, edge.length.0)));
    }
    for stretch in stretches.iter().flatten() {
        let ends = [stretch.from.0, stretch.to.0].into_iter();
        places.extend(
            ends.flat_map(|end| [end.saturating_sub(1), end, end + 1])
                .map(|at| (stretch.edge.0, at)),
        );
    }
    places.retain(|(edge, at)| *at <= network.edge(EdgeId(*edge)).length.0);
    places.sort_unstable();
    places.dedup();
    let mut points = places.clone();
    points.extend(town.doors().map(|(_, link)| (link.edge.0, link.along.length.0)));
    let cut = Cut::new(network, &points);

    let (mut inside, mut cut_ends) = (0, 0);
    for &(edge, at) in &places {
        let walk = town.walk(&cut, (edge, at));
        for (limit, stretches) in limits.iter().zip(&stretches) {
            let ours = holds(stretches, edge, at);
            let twin = walk.is_some_and(|walk| walk <= u64::from(limit.0));
            inside += usize::from(twin);
            if twin && !ours {
                // A stretch of no length: neither millimetre beside it is within.
                let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                for at in beside.filter(|at| places.binary_search(&(edge, *at)).is_ok()) {
                    let walk = town.walk(&cut, (edge, at));
                    assert!(
                        walk.is_none_or(|walk| walk > u64::from(limit.0)),
                        "seed {seed}, edge {edge}, {at} mm"
                    );
                }
            } else {
                assert_eq!(
                    ours, twin,
                    "seed {seed}, limit {limit:?}, edge {edge}, {at} mm: walk {walk:?}"
                );
            }
        }
    }
    for stretches in &stretches {
        let is_cut = |stretch: &&Stretch| stretch.from.0 > 0 || stretch.to < network.edge(stretch.edge).length;
        cut_ends += stretches.iter().filter(is_cut).count();
        assert!(stretches.iter().all(|stretch| stretch.from < stretch.to));
        let apart = |pair: &[Stretch]| pair[0].edge < pair[1].edge || pair[0].to < pair[1].from;
        assert!(stretches.windows(2).all(apart), "seed {seed}: by edge, and apart");
    }
    for pair in stretches.windows(2) {
        assert_eq!(
            without(&pair[0], &pair[1]),
            [],
            "seed {seed}: a higher limit holds the lower"
        );
        let ring = without(&pair[1], &pair[0]);
        let length = |stretches: &[Stretch]| stretches.iter().map(|one| u64::from(one.length().0)).sum::<u64>();
        assert_eq!(
            length(&ring) + length(&pair[0]),
            length(&pair[1]),
            "seed {seed}: rings add up"
        );
    }
    (places.len() * limits.len(), inside, cut_ends)
}

fn holds(stretches: &[Stretch], edge: u32, at: u32) -> bool {
    stretches
        .iter()
        .any(|stretch| stretch.edge.0 == edge && (stretch.from.0..=stretch.to.0).contains(&at))
}

#[test]
fn a_place_is_in_a_stretch_if_and_only_if_its_own_walk_is_within_the_limit() {
    let (places, inside, cuts) = (0..NETWORKS)
        .map(compare)
        .fold((0, 0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2));
    eprintln!("{places} places compared, {inside} within, {cuts} stretches cut inside an edge");
    assert!(places > 100_000, "{places} places compared");
    assert!(
        inside > places / 10 && inside < places * 9 / 10,
        "{inside} of {places} within"
    );
    assert!(cuts > 3_000, "{cuts} stretches cut inside an edge");
}
