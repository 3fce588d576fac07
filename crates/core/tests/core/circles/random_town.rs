//! The laws of areas on random towns: crooked streets, dead ends, one-ways, compounds, walls across and beside everything.

use geo::{MultiPolygon, polygon};
use service_circle_core::circles::{Circle, Ground, Question, circles};
use service_circle_core::ids::{EdgeId, FacilityIndex, OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::{Frame, LonLat};
use service_circle_core::network::{Directions, Edge, EdgeDraft, Link, Network, WayInfo};
use service_circle_core::place::{Facility, Obstacles};
use service_circle_core::reach::Access;
use service_circle_core::units_of_measure::{Millimetres, Milliseconds, Speed};
use service_circle_core::watch::Unwatched;

use crate::circles::laws::{Scene, check, total};
use crate::reach_kit::{Dice, facility, leg, vertex};

const TOWNS: u64 = 40;
const SIDE_M: f64 = 500.0;

struct Town {
    network: Network,
    facilities: Vec<Facility>,
    walls: Vec<Vec<LonLat>>,
    gated: Vec<MultiPolygon<f64>>,
}

fn place(dice: &mut Dice, frame: &Frame, around: geo::Coord<f64>, spread: f64) -> LonLat {
    let mut part = |middle: f64| middle + spread * (f64::from(dice.below(1 << 16)) / f64::from(1 << 16) - 0.5);
    let (x, y) = (part(around.x), part(around.y));
    frame.to_place(geo::Coord { x, y })
}

impl Town {
    fn random(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let frame = Frame::around(LonLat {
            lon: 1_164_000_000,
            lat: 399_000_000,
        });
        let middle = geo::Coord { x: 0.0, y: 0.0 };
        let count = dice.within(6, 28);
        let places: Vec<LonLat> = (0..count).map(|_| place(&mut dice, &frame, middle, SIDE_M)).collect();
        let drafts: Vec<EdgeDraft> = (0..dice.within(count, 2 * count))
            .map(|way| {
                let (tail, head) = (dice.below(count), dice.below(count));
                let half = (frame.to_metres(places[tail as usize]) + frame.to_metres(places[head as usize])) / 2.0;
                let between: Vec<LonLat> = (0..dice.below(3))
                    .map(|_| place(&mut dice, &frame, half, 120.0))
                    .collect();
                let mut line = vec![places[tail as usize]];
                line.extend(&between);
                line.push(places[head as usize]);
                let metres: f64 = line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
                let pace = [1.0, 1.0, 2.0][dice.below(3) as usize];
                EdgeDraft {
                    edge: Edge {
                        tail: VertexId(tail),
                        head: VertexId(head),
                        length: Millimetres::from_metres(metres),
                        time: Milliseconds::from_seconds(metres * pace),
                        zone: ZoneId(if dice.one_in(4) { dice.within(1, 3) } else { 0 }),
                        way,
                        directions: [
                            Directions::Both,
                            Directions::Both,
                            Directions::Both,
                            Directions::Forward,
                        ][dice.below(4) as usize],
                    },
                    between,
                }
            })
            .collect();
        let ways = (0..drafts.len()).map(|way| WayInfo {
            id: OsmId::Way(way as i64),
            name: None,
            class: "residential",
        });
        let vertices = places.iter().map(|place| vertex(*place)).collect();
        let network = Network::new(vertices, drafts, ways.collect());
        let facilities = (0..dice.within(1, 2)).map(|number| {
            let edge = EdgeId(dice.below(network.edge_count() as u32));
            let off_m = f64::from(dice.below(40));
            facility(number, vec![link_at_tail(&network, edge, off_m)], true)
        });
        let facilities = facilities.collect();
        let walls = (0..dice.within(0, 12)).map(|_| {
            let first = place(&mut dice, &frame, middle, SIDE_M);
            let near = frame.to_metres(first);
            (0..dice.within(1, 4))
                .map(|_| place(&mut dice, &frame, near, 200.0))
                .chain([first])
                .collect()
        });
        let walls = walls.collect();
        let gated = (0..dice.within(0, 2)).map(|_| {
            let corner = place(&mut dice, &frame, middle, SIDE_M).coord();
            let (w, h) = (0.0008, 0.0006);
            let outline = polygon![
                (x: corner.x, y: corner.y), (x: corner.x + w, y: corner.y), (x: corner.x + w, y: corner.y + h), (x: corner.x, y: corner.y + h)
            ];
            MultiPolygon(vec![outline])
        });
        let gated = gated.collect();
        Self {
            network,
            facilities,
            walls,
            gated,
        }
    }

    fn circles(&self, limits: &[Milliseconds]) -> Vec<Circle> {
        let obstacles = Obstacles::from_lines(self.walls.iter().map(|wall| (wall.as_slice(), &[][..])));
        let ground = Ground::new(&self.network, &obstacles, &self.gated);
        let question = Question {
            ground: &ground,
            facilities: &self.facilities,
            compounds: &[],
            access: Access::Residents(&[]),
            speed: Speed::usual(),
            limits,
        };
        let all: Vec<FacilityIndex> = (0..self.facilities.len()).map(FacilityIndex::at).collect();
        let mut sets: Vec<Vec<FacilityIndex>> = all.iter().map(|one| vec![*one]).collect();
        sets.push(all);
        circles(question, &sets, &Unwatched).unwrap()
    }

    fn scene<'a>(&'a self, circle: &Circle) -> Scene<'a> {
        let of_line = |line: &[LonLat]| line.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
        let mut walls: Vec<(LonLat, LonLat)> = self.walls.iter().flat_map(|wall| of_line(wall)).collect();
        for outline in self.gated.iter().flatten() {
            let corners: Vec<LonLat> = (outline.exterior().coords())
                .map(|corner| LonLat::from_degrees(corner.x, corner.y).unwrap())
                .collect();
            walls.extend(of_line(&corners));
        }
        let members = circle.facilities.iter().map(|index| &self.facilities[index.index()]);
        Scene {
            network: &self.network,
            walls,
            doors: members
                .flat_map(|one| one.links.iter().map(|link| (one.door, link.at)))
                .collect(),
            is_square: &|_| false,
        }
    }
}

/// A link at an edge's tail, so many metres off it.
fn link_at_tail(network: &Network, edge: EdgeId, off_m: f64) -> Link {
    let drawn = network.edge(edge);
    Link {
        edge,
        at: network.place(drawn.tail),
        off: leg((off_m * 1000.0) as u32, (off_m * 1000.0) as u32),
        to_tail: leg(0, 0),
        to_head: leg(drawn.time.0, drawn.length.0),
        along: leg(0, 0),
        flagged: false,
    }
}

fn limits() -> [Milliseconds; 3] {
    [100, 230, 400].map(|seconds| Milliseconds(seconds * 1000))
}

#[test]
fn the_areas_of_random_towns_keep_the_laws() {
    let looked = total((0..TOWNS).flat_map(|seed| {
        let mut town = Town::random(seed);
        for one in &mut town.facilities {
            // A door 5 m off its street: the walk to it is coloured, too.
            one.door = one.links[0].at;
        }
        let circles = town.circles(&limits());
        let check_one = |circle: &Circle| check(&town.scene(circle), circle, &format!("town {seed}"));
        circles.iter().map(check_one).collect::<Vec<_>>()
    }));
    assert!(
        looked.reached > 50_000 && looked.beyond > 100_000 && looked.ground > 50_000,
        "{looked:?}"
    );
}

#[test]
fn areas_are_the_same_on_any_number_of_threads() {
    for seed in 0..6 {
        let town = Town::random(seed);
        let drawn = |threads: usize| {
            let pool = rayon_pool(threads);
            pool.install(|| town.circles(&limits()))
                .into_iter()
                .map(|circle| {
                    circle
                        .isochrones
                        .into_iter()
                        .map(|one| (one.shape, one.streets))
                        .collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        };
        let one = drawn(1);
        assert_eq!(one, drawn(2), "seed {seed}");
        assert_eq!(one, drawn(5), "seed {seed}");
    }
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}
