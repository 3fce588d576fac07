//! Joining points to edges: drawn streets with answers worked out by hand, and brute force over random networks.

use crate::place_links::scene::{Dice, Street, any, at, network, rule};
use geo::{Closest, ClosestPoint, Coord, Distance, Euclidean, Intersects, Line, Point};
use service_circle_core::ids::{EdgeId, VertexId};
use service_circle_core::lonlat::{Frame, LonLat};
use service_circle_core::network::{Link, Network};
use service_circle_core::place::{EdgeIndex, Obstacles, SnapRule};
use service_circle_core::units_of_measure::Milliseconds;

/// Places are kept to 1e-7 degrees, about 1 cm: drawn metres are met to 2 cm.
const DRAWN_MM: u32 = 20;

fn about(got: u32, hand: u32) -> bool {
    got.abs_diff(hand) <= DRAWN_MM
}

fn snap(network: &Network, point: LonLat, obstacles: &Obstacles) -> Option<Link> {
    EdgeIndex::new(network, &any).snap(point, &rule(), obstacles, None, &|_, _| true)
}

#[test]
fn a_point_joins_the_edge_and_not_its_nearer_end() {
    let network = network(&[Street::plain(&[(0.0, 0.0), (100.0, 0.0)])]);
    let link = snap(&network, at(40.0, 12.0), &Obstacles::default()).unwrap();
    assert!(
        about(link.off.length.0, 12_000) && about(link.off.time.0, 12_000),
        "{link:?}"
    );
    assert!(
        about(link.along.length.0, 40_000) && about(link.to_tail.time.0, 40_000),
        "{link:?}"
    );
    assert!(
        about(link.to_head.length.0, 60_000) && about(link.to_head.time.0, 60_000),
        "{link:?}"
    );
    assert!(link.at.distance_m(at(40.0, 0.0)) < 0.02);
    assert!(!link.flagged);
}

#[test]
fn the_walk_along_a_bent_edge_follows_its_bends() {
    // 100 m east, then 50 m north; the point is off the second leg, 20 m up.
    let network = network(&[Street::plain(&[(0.0, 0.0), (100.0, 0.0), (100.0, 50.0)])]);
    let link = snap(&network, at(105.0, 20.0), &Obstacles::default()).unwrap();
    assert!(
        about(link.off.length.0, 5_000) && about(link.along.length.0, 120_000),
        "{link:?}"
    );
    assert!(about(link.to_head.length.0, 30_000), "{link:?}");
}

#[test]
fn slow_edges_and_waits_count_in_part_times() {
    // Steps of 40 m at half speed, a 30 s signal at the head: half of it is waited at this end of the edge.
    let network = network(&[Street {
        line: &[(0.0, 0.0), (40.0, 0.0)],
        slowness: 2.0,
        waits_s: [0.0, 30.0],
    }]);
    let link = snap(&network, at(10.0, 3.0), &Obstacles::default()).unwrap();
    assert!(
        about(link.to_tail.time.0, 20_000) && about(link.along.time.0, 20_000),
        "{link:?}"
    );
    assert!(
        about(link.to_head.time.0, 60_000 + 15_000) && about(link.to_head.length.0, 30_000),
        "{link:?}"
    );
    assert!(
        about(link.off.time.0, 3_000),
        "the straight walk is at base speed: {link:?}"
    );
}

#[test]
fn a_point_1600_m_off_has_no_link_and_one_150_m_off_is_flagged() {
    let network = network(&[Street::plain(&[(0.0, 0.0), (100.0, 0.0)])]);
    let none = Obstacles::default();
    assert_eq!(snap(&network, at(50.0, 1600.0), &none), None);
    assert_eq!(snap(&network, at(50.0, 300.1), &none), None);
    let flagged = snap(&network, at(50.0, 150.0), &none).unwrap();
    assert!(flagged.flagged && about(flagged.off.length.0, 150_000), "{flagged:?}");
    assert!(snap(&network, at(50.0, 100.1), &none).unwrap().flagged);
    assert!(!snap(&network, at(50.0, 99.9), &none).unwrap().flagged);
}

#[test]
fn nothing_is_joined_across_a_wall_but_through_its_gate() {
    let network = network(&[
        Street::plain(&[(0.0, 0.0), (100.0, 0.0)]),
        Street::plain(&[(0.0, 60.0), (100.0, 60.0)]),
    ]);
    let wall = [at(-50.0, 5.0), at(150.0, 5.0)];
    let shut = Obstacles::from_lines([(&wall[..], &[][..])]);
    // 10 m from the lower street, but behind its wall: the upper one, 50 m off.
    let link = snap(&network, at(50.0, 10.0), &shut).unwrap();
    assert_eq!(link.edge, EdgeId(1));
    assert!(about(link.off.length.0, 50_000), "{link:?}");

    let gates = [at(51.0, 5.0)];
    let with_gate = Obstacles::from_lines([(&wall[..], &gates[..])]);
    assert_eq!(snap(&network, at(50.0, 10.0), &with_gate).unwrap().edge, EdgeId(0));
    assert_eq!(snap(&network, at(48.0, 10.0), &with_gate).unwrap().edge, EdgeId(1));
}

#[test]
fn a_gate_opens_its_own_wall_only() {
    let network = network(&[Street::plain(&[(0.0, 0.0), (100.0, 0.0)])]);
    let (inner, outer) = ([at(-50.0, 6.0), at(150.0, 6.0)], [at(-50.0, 5.0), at(150.0, 5.0)]);
    let gates = [at(50.0, 6.0)];
    let both = Obstacles::from_lines([(&inner[..], &gates[..]), (&outer[..], &[][..])]);
    assert_eq!(snap(&network, at(50.0, 10.0), &both), None);
}

#[test]
fn an_edge_partly_behind_a_wall_is_joined_where_it_is_not() {
    let network = network(&[Street::plain(&[(0.0, 0.0), (40.0, 0.0), (80.0, 0.0), (80.0, 40.0)])]);
    let wall = [at(-10.0, 5.0), at(70.0, 5.0)];
    let obstacles = Obstacles::from_lines([(&wall[..], &[][..])]);
    let link = snap(&network, at(50.0, 10.0), &obstacles).unwrap();
    assert!(
        about(link.off.length.0, 30_000) && about(link.along.length.0, 90_000),
        "{link:?}"
    );
}

#[test]
fn a_house_on_its_wall_is_left_on_either_side() {
    let network = network(&[Street::plain(&[(0.0, 0.0), (100.0, 0.0)])]);
    let house = at(50.0, 10.0);
    let wall = [at(50.0, 10.0), at(150.0, 10.0)];
    let obstacles = Obstacles::from_lines([(&wall[..], &[][..])]);
    assert!(snap(&network, house, &obstacles).is_some());
}

#[test]
fn what_may_not_be_joined_is_not() {
    let network = network(&[
        Street::plain(&[(0.0, 0.0), (100.0, 0.0)]),
        Street::plain(&[(0.0, 60.0), (100.0, 60.0)]),
    ]);
    let index = EdgeIndex::new(&network, &|edge| edge != EdgeId(0));
    let link = index.snap(at(50.0, 10.0), &rule(), &Obstacles::default(), None, &|_, _| true);
    assert_eq!(link.unwrap().edge, EdgeId(1));
    assert_eq!(index.link_to_vertex(at(50.0, 10.0), VertexId(0), &rule()), None);
}

#[test]
fn all_behind_a_wall_the_gate_is_found_as_the_end_of_an_edge() {
    // A yard walled on all sides; a lane ends at its gate in the south wall.
    let network = network(&[Street::plain(&[(0.0, -30.0), (0.0, 0.0)])]);
    let wall = [
        at(-40.0, 0.0),
        at(40.0, 0.0),
        at(40.0, 60.0),
        at(-40.0, 60.0),
        at(-40.0, 0.0),
    ];
    let gate = [at(0.0, 0.0)];
    let obstacles = Obstacles::from_lines([(&wall[..], &gate[..])]);
    let index = EdgeIndex::new(&network, &any);
    let link = index
        .snap_to_ends(at(30.0, 40.0), &rule(), &obstacles, &|_, _| true)
        .unwrap();
    assert!(
        about(link.off.length.0, 50_000) && about(link.along.length.0, 30_000),
        "{link:?}"
    );
}

#[test]
fn a_link_to_a_vertex_is_straight_and_exact_at_both_ends() {
    let network = network(&[Street::plain(&[(0.0, 0.0), (40.0, 0.0), (80.0, 0.0)])]);
    let index = EdgeIndex::new(&network, &any);
    let edge = *network.edge(EdgeId(0));
    let to_tail = index.link_to_vertex(at(0.0, 30.0), edge.tail, &rule()).unwrap();
    assert_eq!((to_tail.to_tail.length.0, to_tail.to_head.length), (0, edge.length));
    let to_head = index.link_to_vertex(at(80.0, 30.0), edge.head, &rule()).unwrap();
    assert_eq!((to_head.to_head.length.0, to_head.along.length), (0, edge.length));
    assert!(about(to_head.off.length.0, 30_000));
}

/// Random streets within some hundred metres, bent once or twice.
fn random_network(dice: &mut Dice) -> Network {
    let streets = 1 + dice.below(25);
    let lines: Vec<Vec<(f64, f64)>> = (0..streets)
        .map(|_| {
            let places = 2 + dice.below(12);
            let (x, y) = (dice.metres(400.0), dice.metres(400.0));
            (0..places)
                .map(|_| (x + dice.metres(90.0), y + dice.metres(90.0)))
                .collect()
        })
        .collect();
    let drawn: Vec<Street<'_>> = lines
        .iter()
        .map(|line| Street {
            line,
            slowness: 1.0 + dice.below(20) as f64 / 10.0,
            waits_s: [dice.below(40) as f64, dice.below(40) as f64],
        })
        .collect();
    network(&drawn)
}

/// The nearest place that can be walked to straight, by looking at every segment: metres, edge.
fn brute_force(network: &Network, point: LonLat, rule: &SnapRule, walls: &[Vec<LonLat>]) -> Option<(f64, EdgeId)> {
    let frame = Frame::around(point);
    let mut best: Option<(f64, EdgeId)> = None;
    for (edge, _) in network.edges() {
        let places: Vec<LonLat> = network.line(edge).collect();
        for pair in places.windows(2) {
            let line = Line::new(frame.to_metres(pair[0]), frame.to_metres(pair[1]));
            let origin = Point::new(0.0, 0.0);
            let (Closest::SinglePoint(nearest) | Closest::Intersection(nearest)) = line.closest_point(&origin) else {
                continue;
            };
            let metres = Euclidean.distance(&origin, &nearest);
            let walk = whole(point, frame.to_place(nearest.into()));
            let stopped = walls.iter().flat_map(|wall| wall.windows(2)).any(|wall| {
                let wall = whole(wall[0], wall[1]);
                wall.intersects(&walk)
                    && !wall.intersects(&Point::from(walk.start))
                    && !wall.intersects(&Point::from(walk.end))
            });
            if metres <= rule.far_m && !stopped && best.is_none_or(|(least, _)| metres < least) {
                best = Some((metres, edge));
            }
        }
    }
    best
}

/// A line in 1e-7 degrees, as whole numbers that `geo`'s robust predicates take exactly.
fn whole(a: LonLat, b: LonLat) -> Line<f64> {
    let coord = |place: LonLat| Coord {
        x: f64::from(place.lon),
        y: f64::from(place.lat),
    };
    Line::new(coord(a), coord(b))
}

#[test]
fn snapping_is_that_of_looking_at_every_segment() {
    let (mut joined, mut off) = (0, 0);
    for seed in 0..3_000 {
        let mut dice = Dice(seed);
        let network = random_network(&mut dice);
        let walls: Vec<Vec<LonLat>> = (0..dice.below(8))
            .map(|_| (0..4).map(|_| at(dice.metres(450.0), dice.metres(450.0))).collect())
            .collect();
        let obstacles = Obstacles::from_lines(walls.iter().map(|wall| (&wall[..], &[][..])));
        let index = EdgeIndex::new(&network, &any);
        for _ in 0..5 {
            let point = at(dice.metres(700.0), dice.metres(700.0));
            let hand = brute_force(&network, point, &rule(), &walls);
            let link = index.snap(point, &rule(), &obstacles, None, &|_, _| true);
            match (hand, link) {
                (None, None) => off += 1,
                (Some((metres, edge)), Some(link)) => {
                    joined += 1;
                    let got = link.off.length.metres();
                    assert!(
                        (got - metres).abs() < 0.000_6,
                        "seed {seed}: {got} m, brute force {metres} m"
                    );
                    assert_eq!(link.edge, edge, "seed {seed}: another edge at {got} m");
                    assert_eq!(link.flagged, metres > 100.0, "seed {seed}");
                }
                other => panic!("seed {seed}: {other:?}"),
            }
        }
    }
    assert!(
        joined > 5_000 && off > 1_000,
        "both cases must be drawn: {joined}, {off}"
    );
}

#[test]
fn parts_of_an_edge_sum_to_the_edge_exactly() {
    for seed in 0..2_000 {
        let mut dice = Dice(seed + 1_000_000);
        let network = random_network(&mut dice);
        let index = EdgeIndex::new(&network, &any);
        let point = at(dice.metres(400.0), dice.metres(400.0));
        let Some(link) = index.snap(point, &rule(), &Obstacles::default(), None, &|_, _| true) else {
            continue;
        };
        let edge = network.edge(link.edge);
        let waits = network
            .end_wait(edge, edge.tail)
            .plus(network.end_wait(edge, edge.head));
        assert_eq!(
            link.to_tail.length.plus(link.to_head.length),
            edge.length,
            "seed {seed}"
        );
        assert_eq!(
            link.to_tail.time.plus(link.to_head.time),
            edge.time.plus(waits),
            "seed {seed}"
        );
        assert_eq!(link.along.length, link.to_tail.length, "seed {seed}");
        // The place joined is as far along the drawn line as the link says, by measuring the line up to it.
        let share = f64::from(link.along.time.0) / f64::from(edge.time.0);
        let by_length = f64::from(link.along.length.0) / f64::from(edge.length.0);
        assert!((share - by_length).abs() * f64::from(edge.time.0) <= 1.0, "seed {seed}");
        assert!(edge.time > Milliseconds(0));
    }
}
