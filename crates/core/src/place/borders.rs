//! Where compounds meet the streets: vertices at which residents' ways end on others', and ends of ways that lead nowhere.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::ids::{EdgeId, VertexId, ZoneId};
use crate::lonlat::{Frame, LonLat};
use crate::network::Network;

/// A vertex at which only one edge ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DeadEnd {
    /// The vertex.
    pub(crate) vertex: VertexId,
    /// Its place.
    pub(crate) place: LonLat,
    /// Who may walk there.
    pub(crate) zone: ZoneId,
}

/// The borders of all zones.
#[derive(Debug, Default)]
pub(crate) struct Borders {
    /// By zone: the vertices at which its edges meet others, and metres of the zone's edges that hang together there.
    by_zone: BTreeMap<ZoneId, Vec<(VertexId, f64)>>,
    dead_ends: RTree<GeomWithData<[f64; 2], DeadEnd>>,
    /// By edge: whether its piece of network has an edge open to everybody.
    joined: Vec<bool>,
}

impl Borders {
    /// Finds them.
    ///
    /// # Complexity
    /// `O(e log e)` for `e` edges.
    pub(crate) fn of(network: &Network) -> Self {
        let mut borders = Self {
            joined: joined(network),
            ..Self::default()
        };
        let mut inner = Inner::of(network);
        let mut ends = Vec::new();
        for vertex in (0..network.vertex_count()).map(VertexId::at) {
            let mut zones: Vec<ZoneId> = network
                .arcs(vertex)
                .iter()
                .map(|arc| network.edge(arc.edge()).zone)
                .collect();
            if let [zone] = zones[..] {
                let place = network.place(vertex);
                ends.push(GeomWithData::new(place.coord().into(), DeadEnd { vertex, place, zone }));
            }
            zones.sort_unstable();
            zones.dedup();
            if zones.len() > 1 {
                for zone in zones.into_iter().filter(|zone| *zone != ZoneId::PUBLIC) {
                    borders
                        .by_zone
                        .entry(zone)
                        .or_default()
                        .push((vertex, inner.metres_at(vertex)));
                }
            }
        }
        borders.dead_ends = RTree::bulk_load(ends);
        borders
    }

    /// Vertices at which edges of a zone meet others, where at least so many metres of its edges hang together.
    pub(crate) fn of_zone(&self, zone: ZoneId, inner_m: f64) -> impl Iterator<Item = VertexId> {
        let all = self.by_zone.get(&zone).map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter(move |(_, inner)| *inner >= inner_m)
            .map(|(vertex, _)| *vertex)
    }

    /// Whether an edge's piece of network has an edge open to everybody.
    pub(crate) fn is_joined(&self, edge: EdgeId) -> bool {
        self.joined.get(edge.index()).copied().unwrap_or(false)
    }

    /// Dead ends in a box of degrees, by vertex.
    pub(crate) fn dead_ends_in(&self, (low, high): ([f64; 2], [f64; 2])) -> Vec<DeadEnd> {
        let mut found: Vec<DeadEnd> = self
            .dead_ends
            .locate_in_envelope(AABB::from_corners(low, high))
            .map(|end| end.data)
            .collect();
        found.sort_unstable_by_key(|end| end.vertex);
        found
    }

    /// Dead ends within so many metres of a place, by vertex.
    pub(crate) fn dead_ends_near(&self, place: LonLat, metres: f64) -> Vec<DeadEnd> {
        let (dx, dy) = Frame::around(place).degrees_for(metres);
        let at = place.coord();
        let mut found = self.dead_ends_in(([at.x - dx, at.y - dy], [at.x + dx, at.y + dy]));
        found.retain(|end| end.place.distance_m(place) <= metres);
        found
    }
}

/// Connected pieces of edges that are not public.
struct Inner {
    pieces: UnionFind<u32>,
    metres: BTreeMap<u32, f64>,
}

impl Inner {
    fn of(network: &Network) -> Self {
        let inner = || network.edges().filter(|(_, edge)| edge.zone != ZoneId::PUBLIC);
        let mut pieces = UnionFind::<u32>::new(network.vertex_count());
        for (_, edge) in inner() {
            pieces.union(edge.tail.0, edge.head.0);
        }
        let mut metres = BTreeMap::new();
        for (_, edge) in inner() {
            *metres.entry(pieces.find_mut(edge.tail.0)).or_default() += edge.length.metres();
        }
        Self { pieces, metres }
    }

    /// Metres of the piece that holds a vertex.
    fn metres_at(&mut self, vertex: VertexId) -> f64 {
        let piece = self.pieces.find_mut(vertex.0);
        self.metres.get(&piece).copied().unwrap_or(0.0)
    }
}

fn joined(network: &Network) -> Vec<bool> {
    let mut pieces = UnionFind::<u32>::new(network.vertex_count());
    for (_, edge) in network.edges() {
        pieces.union(edge.tail.0, edge.head.0);
    }
    let mut open = vec![false; network.vertex_count()];
    for (_, edge) in network.edges().filter(|(_, edge)| edge.zone == ZoneId::PUBLIC) {
        open[pieces.find_mut(edge.tail.0) as usize] = true;
    }
    network
        .edges()
        .map(|(_, edge)| open[pieces.find_mut(edge.tail.0) as usize])
        .collect()
}
