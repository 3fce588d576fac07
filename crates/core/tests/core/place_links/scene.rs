//! Streets drawn in metres for the tests of placing.

use geo::Coord;
use service_circle_core::ids::{EdgeId, OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::{Frame, LonLat};
use service_circle_core::network::{Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
use service_circle_core::place::SnapRule;
use service_circle_core::units_of_measure::{Millimetres, Milliseconds, Speed};

/// Where the drawings lie.
pub(crate) const ORIGIN: LonLat = LonLat {
    lon: 1_164_700_000,
    lat: 399_900_000,
};

/// A place in metres east and north of the origin.
pub(crate) fn at(x: f64, y: f64) -> LonLat {
    Frame::around(ORIGIN).to_place(Coord { x, y })
}

/// The rule of the design: 100 m, flagged to 300 m, 1 m/s.
pub(crate) fn rule() -> SnapRule {
    SnapRule {
        near_m: 100.0,
        far_m: 300.0,
        speed: Speed::usual(),
    }
}

/// An edge to draw.
pub(crate) struct Street<'a> {
    pub(crate) line: &'a [(f64, f64)],
    /// Time over the time at 1 m/s, such as 2 for steps.
    pub(crate) slowness: f64,
    pub(crate) waits_s: [f64; 2],
}

impl<'a> Street<'a> {
    pub(crate) fn plain(line: &'a [(f64, f64)]) -> Self {
        Self {
            line,
            slowness: 1.0,
            waits_s: [0.0, 0.0],
        }
    }
}

/// A network of streets; ends at one place are one vertex.
pub(crate) fn network(streets: &[Street<'_>]) -> Network {
    let mut vertices: Vec<VertexDraft> = Vec::new();
    let mut edges = Vec::new();
    for street in streets {
        let places: Vec<LonLat> = street.line.iter().map(|(x, y)| at(*x, *y)).collect();
        let mut vertex = |place: LonLat, wait: f64| {
            let found = vertices.iter().position(|vertex| vertex.place == place);
            VertexId::at(found.unwrap_or_else(|| {
                vertices.push(VertexDraft {
                    place,
                    wait: Milliseconds::from_seconds(wait),
                    junction: 0,
                    edge_of_data: false,
                });
                vertices.len() - 1
            }))
        };
        let tail = vertex(places[0], street.waits_s[0]);
        let head = vertex(places[places.len() - 1], street.waits_s[1]);
        let metres: f64 = places.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
        edges.push(EdgeDraft {
            edge: Edge {
                tail,
                head,
                length: Millimetres::from_metres(metres),
                time: Milliseconds::from_seconds(metres * street.slowness),
                zone: ZoneId::PUBLIC,
                way: 0,
                directions: Directions::Both,
            },
            between: places[1..places.len() - 1].to_vec(),
        });
    }
    let way = WayInfo {
        id: OsmId::Way(1),
        name: None,
        class: "footway",
    };
    Network::new(vertices, edges, vec![way])
}

/// All edges may be joined.
pub(crate) fn any(_: EdgeId) -> bool {
    true
}

/// A small generator of evenly spread numbers (`SplitMix64`), so that every run draws the same networks.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Metres from `-half` to `half`.
    pub(crate) fn metres(&mut self, half: f64) -> f64 {
        (self.next() as f64 / u64::MAX as f64 * 2.0 - 1.0) * half
    }
}
