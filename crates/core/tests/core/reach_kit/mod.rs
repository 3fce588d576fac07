//! Random small networks with zones, one-way edges, waits, doors and dwellings; small whole weights make many ties.
use service_circle_core::ids::{EdgeId, FacilityIndex, OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Leg, Link, Network, VertexDraft, WayInfo};
use service_circle_core::place::{Compound, Dwelling, DwellingBasis, Facility, Placed};
use service_circle_core::read::table::{CompoundDetails, FacilityDetails};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

/// `SplitMix64` (Steele, Lea and Flood 2014): the same numbers on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `end`, which is left out.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        (self.next() % u64::from(end)) as u32
    }

    pub(crate) fn within(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    pub(crate) fn one_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }
}

pub(crate) fn leg(time: u32, length: u32) -> Leg {
    Leg {
        time: Milliseconds(time),
        length: Millimetres(length),
    }
}

pub(crate) fn vertex(place: LonLat) -> VertexDraft {
    VertexDraft {
        place,
        wait: Milliseconds(0),
        junction: 0,
        edge_of_data: false,
    }
}

pub(crate) fn way(number: i64, name: Option<&str>) -> WayInfo {
    WayInfo {
        id: OsmId::Way(number),
        name: name.map(Into::into),
        class: "footway",
    }
}

/// What a random network is made of, kept so that a law can change one thing and build again.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) vertices: Vec<VertexDraft>,
    pub(crate) edges: Vec<Edge>,
}

impl Parts {
    /// Up to 22 vertices and 40 edges in zones 0 to `zones`; loops and parallel edges among them.
    pub(crate) fn random(dice: &mut Dice, zones: u32, one_ways: bool) -> Self {
        let count = dice.within(2, 22);
        let vertices = (0..count)
            .map(|_| VertexDraft {
                wait: Milliseconds(if dice.one_in(4) { dice.below(9) } else { 0 }),
                junction: if dice.one_in(3) { dice.within(1, 3) } else { 0 },
                edge_of_data: dice.one_in(8),
                ..vertex(LonLat {
                    lon: dice.below(10_000) as i32,
                    lat: dice.below(10_000) as i32,
                })
            })
            .collect();
        // Some networks have edges longer than the queue's buckets, some far shorter.
        let scale = [1, 1, 40, 900, 300_000][dice.below(5) as usize];
        let edges = (0..dice.within(1, 40))
            .map(|number| {
                let directions = match dice.below(6) {
                    0 if one_ways => Directions::Forward,
                    1 if one_ways => Directions::Backward,
                    _ => Directions::Both,
                };
                let zone = if zones == 0 || dice.one_in(2) {
                    0
                } else {
                    dice.within(1, zones)
                };
                Edge {
                    tail: VertexId(dice.below(count)),
                    head: VertexId(dice.below(count)),
                    length: Millimetres(dice.within(1, 6)),
                    time: Milliseconds(dice.within(1, 12) * scale),
                    zone: ZoneId(zone),
                    way: number,
                    directions,
                }
            })
            .collect();
        Self { vertices, edges }
    }

    /// The network; every edge is a way of its own name.
    pub(crate) fn network(&self) -> Network {
        let ways = (0..self.edges.len())
            .map(|number| way(number as i64, Some(&number.to_string())))
            .collect();
        let edges = self.edges.iter().map(|&edge| EdgeDraft {
            edge,
            between: Vec::new(),
        });
        Network::new(self.vertices.clone(), edges.collect(), ways)
    }
}

/// A link at so many eighths of an edge.
pub(crate) fn link_at(network: &Network, edge: EdgeId, eighths: u32, off: Leg) -> Link {
    let drawn = network.edge(edge);
    let whole = leg(drawn.time.0, drawn.length.0);
    let along = leg(whole.time.0 * eighths / 8, whole.length.0 * eighths / 8);
    let wait = |end| Leg {
        time: network.end_wait(drawn, end),
        length: Millimetres(0),
    };
    let (tail, head) = (network.place(drawn.tail), network.place(drawn.head));
    let part = |a: i32, b: i32| a + (b - a) * eighths as i32 / 8;
    Link {
        edge,
        at: LonLat {
            lon: part(tail.lon, head.lon),
            lat: part(tail.lat, head.lat),
        },
        off,
        to_tail: along.plus(wait(drawn.tail)),
        to_head: whole.minus(along).plus(wait(drawn.head)),
        along,
        flagged: false,
    }
}

pub(crate) fn random_links(dice: &mut Dice, network: &Network, most: u32) -> Vec<Link> {
    (0..dice.within(0, most))
        .map(|_| {
            let edge = EdgeId(dice.below(network.edge_count() as u32));
            let eighths = dice.within(0, 8);
            link_at(network, edge, eighths, leg(dice.below(4), dice.below(3)))
        })
        .collect()
}

pub(crate) fn facility(number: u32, links: Vec<Link>, admits_visitors: bool) -> Facility {
    Facility {
        id: format!("f{number}"),
        name: None,
        category: "nursing_home".to_owned(),
        source: String::new(),
        status: "operating".to_owned(),
        place: LonLat { lon: 1, lat: 1 },
        door: LonLat { lon: 1, lat: 1 },
        floor_area_m2: None,
        beds: None,
        admits_visitors,
        details: FacilityDetails::default(),
        links,
    }
}

pub(crate) fn compound(dwellings: Vec<Vec<Link>>) -> Compound {
    let place = LonLat { lon: 0, lat: 0 };
    let dwelling = |links| Dwelling {
        place,
        weight: 1.0,
        links,
        maybe: Vec::new(),
        sides: Vec::new(),
    };
    Compound {
        id: "c".to_owned(),
        name: None,
        source: String::new(),
        outline: None,
        place,
        households: None,
        elders: None,
        street: None,
        community: None,
        details: CompoundDetails::default(),
        dwellings: dwellings.into_iter().map(dwelling).collect(),
        dwelling_basis: DwellingBasis::Table,
        gated: None,
        ways_in: Vec::new(),
    }
}

/// One compound for each home zone 0 to `zones`, and up to 5 facilities.
pub(crate) fn random_placed(dice: &mut Dice, network: &Network, zones: u32, dwellings: u32) -> Placed {
    let facilities = (0..dice.within(1, 5))
        .map(|number| {
            let links = random_links(dice, network, 3);
            facility(number, links, !dice.one_in(3))
        })
        .collect();
    let compounds = (0..=zones)
        .map(|_| compound((0..dwellings).map(|_| random_links(dice, network, 2)).collect()))
        .collect();
    Placed {
        compounds,
        facilities,
        ..Placed::default()
    }
}

pub(crate) fn all_facilities(placed: &Placed) -> Vec<FacilityIndex> {
    (0..placed.facilities.len()).map(FacilityIndex::at).collect()
}
