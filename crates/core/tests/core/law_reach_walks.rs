//! Drawn streets with answers worked out by hand: times, metres, legs and lines, with and without gates.
//!
//! All at 1 m/s, so metres are seconds. The frame's origin is (0, 0); 1 m is 100 in the drawing's degrees.
use crate::reach_kit::{all_facilities, compound, facility, leg, vertex, way};
use service_circle_core::ids::{CompoundIndex, EdgeId, FacilityIndex, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Link, Network};
use service_circle_core::place::Placed;
use service_circle_core::reach::{Access, LegKind, Question, Reached, Times, Walk, usual_bound};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};
use service_circle_core::watch::Unwatched;

fn at(x: i32, y: i32) -> LonLat {
    LonLat {
        lon: x * 100,
        lat: y * 100,
    }
}

struct Town {
    vertices: Vec<service_circle_core::network::VertexDraft>,
    edges: Vec<EdgeDraft>,
    ways: Vec<service_circle_core::network::WayInfo>,
}

impl Town {
    fn new(places: &[(i32, i32)]) -> Self {
        Self {
            vertices: places.iter().map(|&(x, y)| vertex(at(x, y))).collect(),
            edges: Vec::new(),
            ways: Vec::new(),
        }
    }

    fn street(mut self, name: Option<&str>, zone: u32, ends: (u32, u32), metres: u32, between: &[(i32, i32)]) -> Self {
        self.edges.push(EdgeDraft {
            edge: Edge {
                tail: VertexId(ends.0),
                head: VertexId(ends.1),
                length: Millimetres(metres * 1000),
                time: Milliseconds(metres * 1000),
                zone: ZoneId(zone),
                way: self.ways.len() as u32,
                directions: Directions::Both,
            },
            between: between.iter().map(|&(x, y)| at(x, y)).collect(),
        });
        self.ways.push(way(self.ways.len() as i64, name));
        self
    }

    fn network(self) -> Network {
        Network::new(self.vertices, self.edges, self.ways)
    }
}

/// A link so many metres along an edge, at a place, so many metres off.
fn link(network: &Network, edge: u32, along: u32, place: (i32, i32), off: u32) -> Link {
    let drawn = network.edge(EdgeId(edge));
    let metres = |metres: u32| leg(metres * 1000, metres * 1000);
    let wait = |end| leg(network.end_wait(drawn, end).0, 0);
    Link {
        edge: EdgeId(edge),
        at: at(place.0, place.1),
        off: metres(off),
        to_tail: metres(along).plus(wait(drawn.tail)),
        to_head: leg(drawn.time.0, drawn.length.0)
            .minus(metres(along))
            .plus(wait(drawn.head)),
        along: metres(along),
        flagged: false,
    }
}

fn walk(network: &Network, placed: &Placed, homes: Option<&[ZoneId]>) -> Option<(Walk, Reached)> {
    let limit = Milliseconds(900_000);
    let question = Question {
        network,
        placed,
        counted: &all_facilities(placed),
        access: homes.map_or(Access::Everyone, Access::Residents),
        limit,
        bound: usual_bound(limit),
    };
    let times = Times::search(question, &Unwatched).unwrap();
    let reached = times.compounds(&Unwatched).unwrap();
    let walks = times.walks(&[Some(0)], &Unwatched).unwrap();
    assert!(times.walk(CompoundIndex(0), 1).is_none() && times.walk(CompoundIndex(1), 0).is_none());
    walks.into_iter().next().flatten().zip(reached[0].dwellings[0].best)
}

fn placed(dwelling: Link, dwelling_place: (i32, i32), doors: Vec<(Link, bool)>) -> Placed {
    let mut home = compound(vec![vec![dwelling]]);
    home.dwellings[0].place = at(dwelling_place.0, dwelling_place.1);
    let facilities = doors
        .into_iter()
        .zip(0..)
        .map(|((link, admits), number)| facility(number, vec![link], admits));
    Placed {
        compounds: vec![home],
        facilities: facilities.collect(),
        ..Placed::default()
    }
}

#[test]
fn the_walk_is_cut_mid_edge_and_told_street_by_street() {
    // A bent lane, two pieces of one street, a crossing with 30 s of red, and the door 20 m off the last edge.
    let mut town = Town::new(&[(0, 0), (100, 50), (200, 50), (300, 50), (400, 50)])
        .street(Some("Lane"), 0, (0, 1), 150, &[(50, 0), (100, 0)])
        .street(Some("Long Street"), 0, (1, 2), 100, &[])
        .street(Some("Long Street"), 0, (3, 2), 100, &[])
        .street(None, 0, (3, 4), 100, &[]);
    town.vertices[3].wait = Milliseconds(30_000);
    let network = town.network();
    // Dwelling 10 m off the lane at (30, 0); door 20 m off at (360, 50).
    let mut placed = placed(
        link(&network, 0, 30, (30, 0), 10),
        (30, -10),
        vec![(link(&network, 3, 60, (360, 50), 20), true)],
    );
    placed.facilities[0].door = at(360, 70);
    let (walk, reached) = walk(&network, &placed, None).unwrap();
    // 10 off + 120 lane + 200 street + 60 + 20 off = 410 m; and 30 s waited.
    assert_eq!(
        (reached.length, reached.time),
        (Millimetres(410_000), Milliseconds(440_000))
    );
    let told: Vec<_> = walk
        .legs
        .iter()
        .map(|leg| (leg.on, leg.name.as_deref(), leg.length.0, leg.time.0))
        .collect();
    assert_eq!(
        told,
        [
            (LegKind::Out, None, 10_000, 10_000),
            (LegKind::Street(EdgeId(0)), Some("Lane"), 120_000, 120_000),
            (LegKind::Street(EdgeId(1)), Some("Long Street"), 200_000, 215_000),
            (LegKind::Street(EdgeId(3)), None, 60_000, 75_000),
            (LegKind::In, None, 20_000, 20_000),
        ]
    );
    let line = [
        (30, -10),
        (30, 0),
        (50, 0),
        (100, 0),
        (100, 50),
        (200, 50),
        (300, 50),
        (360, 50),
        (360, 70),
    ];
    assert_eq!(walk.line, line.map(|(x, y)| at(x, y)));
}

#[test]
fn two_links_on_one_bent_edge_walk_straight_between_them() {
    let town = Town::new(&[(0, 0), (100, 100)]).street(Some("Lane"), 0, (0, 1), 200, &[(0, 50), (50, 50), (50, 100)]);
    let network = town.network();
    let door = |along, place| vec![(link(&network, 0, along, place, 0), true)];
    // From (0, 20) to (50, 80): 130 m, over both bends; and back.
    let there = placed(link(&network, 0, 20, (0, 20), 0), (0, 20), door(130, (50, 80)));
    let (there, reached) = walk(&network, &there, None).unwrap();
    assert_eq!((reached.length, there.legs.len()), (Millimetres(110_000), 1));
    assert_eq!(
        there.line[..4],
        [(0, 20), (0, 50), (50, 50), (50, 80)].map(|(x, y)| at(x, y))
    );
    let back = placed(link(&network, 0, 130, (50, 80), 0), (50, 80), door(20, (0, 20)));
    let (back, _) = walk(&network, &back, None).unwrap();
    assert_eq!(
        back.line[..4],
        [(50, 80), (50, 50), (0, 50), (0, 20)].map(|(x, y)| at(x, y))
    );
}

#[test]
fn a_line_that_crosses_itself_is_cut_on_the_right_pass() {
    // A figure of 4: the edge passes (50, 0) at 50 m and again at 250 m.
    let town = Town::new(&[(0, 0), (50, -50)]).street(None, 0, (0, 1), 300, &[(100, 0), (100, 50), (50, 50)]);
    let network = town.network();
    let home = link(&network, 0, 10, (10, 0), 0);
    for (along, points) in [(50, 3), (250, 6)] {
        let placed = placed(home, (10, 0), vec![(link(&network, 0, along, (50, 0), 0), true)]);
        let (walk, reached) = walk(&network, &placed, None).unwrap();
        assert_eq!(reached.length.0, (along - 10) * 1000);
        // Dwelling, bends, the link, and the door at (0.01, 0.01).
        assert_eq!(walk.line.len(), points, "{:?}", walk.line);
    }
}

/// A block of compound 1 between the dwelling's street (vertices 0, 1) and the facility's (2, 3); round it is 1,000 m, through it 600.
fn block() -> Network {
    Town::new(&[(0, 0), (0, 500), (600, 0), (600, 500)])
        .street(Some("Round"), 0, (0, 2), 1000, &[])
        .street(Some("Cut"), 1, (0, 2), 600, &[])
        .street(Some("Yard"), 2, (2, 3), 250, &[])
        .network()
}

#[test]
fn nobody_cuts_through_the_neighbours() {
    let network = block();
    let at_gate = link(&network, 0, 0, (0, 0), 0);
    let door = vec![(link(&network, 0, 1000, (600, 0), 0), true)];
    let placed = placed(at_gate, (0, 0), door);
    let length = |homes: Option<&[ZoneId]>| walk(&network, &placed, homes).unwrap().1.length.0;
    assert_eq!(length(Some(&[ZoneId::PUBLIC])), 1_000_000, "refused to outsiders");
    assert_eq!(length(Some(&[ZoneId(1)])), 600_000, "open to residents");
    assert_eq!(
        length(Some(&[])),
        1_000_000,
        "a compound without a home zone is an outsider"
    );
    assert_eq!(length(None), 600_000, "open to all without gates");
}

#[test]
fn visitors_end_inside_where_they_are_admitted() {
    let network = block();
    let inside = link(&network, 2, 250, (600, 500), 0);
    let home = link(&network, 0, 1000, (600, 0), 0);
    let admitted = placed(home, (0, 0), vec![(inside, true)]);
    let (walked, reached) = walk(&network, &admitted, Some(&[ZoneId(1)])).unwrap();
    assert_eq!((reached.length.0, walked.legs.len()), (250_000, 1));
    let refused = placed(home, (0, 0), vec![(inside, false)]);
    assert!(walk(&network, &refused, Some(&[ZoneId(1)])).is_none());
    assert_eq!(
        walk(&network, &refused, Some(&[ZoneId(2)])).unwrap().1.length.0,
        250_000
    );
    assert_eq!(walk(&network, &refused, None).unwrap().1.length.0, 250_000);
}

#[test]
fn two_halves_of_a_compound_are_joined_by_a_public_alley() {
    // Own 200 m, public 100 m, own 200 m to a facility for residents only.
    let network = Town::new(&[(0, 0), (200, 0), (300, 0), (500, 0)])
        .street(Some("East half"), 1, (0, 1), 200, &[])
        .street(Some("Alley"), 0, (1, 2), 100, &[])
        .street(Some("West half"), 1, (2, 3), 200, &[])
        .network();
    let home = link(&network, 0, 0, (0, 0), 0);
    let placed = placed(home, (0, 0), vec![(link(&network, 2, 200, (500, 0), 0), false)]);
    let (walked, reached) = walk(&network, &placed, Some(&[ZoneId(1)])).unwrap();
    assert_eq!(reached.length.0, 500_000);
    let names: Vec<_> = walked.legs.iter().filter_map(|leg| leg.name.as_deref()).collect();
    assert_eq!(names, ["East half", "Alley", "West half"]);
    assert!(walk(&network, &placed, Some(&[ZoneId::PUBLIC])).is_none());
}

#[test]
fn the_lowest_facility_wins_a_tie() {
    let network = Town::new(&[(0, 0), (200, 0)])
        .street(None, 0, (0, 1), 200, &[])
        .network();
    let doors = vec![
        (link(&network, 0, 200, (200, 0), 0), true),
        (link(&network, 0, 0, (0, 0), 0), true),
    ];
    let placed = placed(link(&network, 0, 100, (100, 0), 0), (100, 0), doors);
    assert_eq!(walk(&network, &placed, None).unwrap().1.facility, FacilityIndex(0));
}
