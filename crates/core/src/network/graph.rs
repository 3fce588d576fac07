//! The walking network as flat arrays.
//!
//! Vertices are junctions, ends, gates and signals; geometry stands beside the graph. Every edge is stored once and appears as
//! an [`Arc`] at both its ends, so one adjacency serves searches along and against the walk.
//!
//! # Units
//! Lengths in whole millimetres, times in whole milliseconds, at least 1 of each an edge, rounded once when the edge is made.

use std::ops::Range;

use super::drawing::Drawing;
use crate::ids::{EdgeId, OsmId, VertexId, ZoneId};
use crate::lonlat::LonLat;
use crate::network::Leg;
use crate::units_of_measure::{Millimetres, Milliseconds};

/// Ways an edge may be walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Directions {
    /// Both ways.
    #[default]
    Both,
    /// From tail to head only.
    Forward,
    /// From head to tail only.
    Backward,
}

/// A stretch of way between two vertices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where its geometry starts.
    pub tail: VertexId,
    /// Where its geometry ends.
    pub head: VertexId,
    /// Its length on the ground.
    pub length: Millimetres,
    /// Its walking time, waits at its ends left out.
    pub time: Milliseconds,
    /// Who may walk it.
    pub zone: ZoneId,
    /// Its way, for [`Network::way`].
    pub way: u32,
    /// Ways it may be walked.
    pub directions: Directions,
}

/// An edge seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The vertex at the other end.
    pub to: VertexId,
    edge_and_flags: u32,
    /// Walking time, half of the waits at both ends included.
    pub time: Milliseconds,
    /// Length.
    pub length: Millimetres,
}

/// What the walk in words says of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayInfo {
    /// The way, or the area whose crossing this is.
    pub id: OsmId,
    /// Its name, where it has one.
    pub name: Option<Box<str>>,
    /// Its class, such as `footway`, `steps`, `square`.
    pub class: &'static str,
}

/// A vertex as handed to [`Network::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VertexDraft {
    /// Where it is.
    pub place: LonLat,
    /// Waited by whoever passes it: half on the way in, half on the way out.
    pub wait: Milliseconds,
    /// Vertices of one junction share a wait: between two of the same non-zero junction nothing is waited.
    pub junction: u32,
    /// Whether a way goes on from here outside the file.
    pub edge_of_data: bool,
}

/// An edge as handed to [`Network::new`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeDraft {
    /// The edge.
    pub edge: Edge,
    /// Places between tail and head, both left out.
    pub between: Vec<LonLat>,
}

/// The walking network.
///
/// # Memory
/// 21 bytes a vertex, 28 bytes an edge, 16 bytes an arc (two an edge), 8 bytes a point of geometry between vertices.
#[derive(Clone, Debug, Default)]
pub struct Network {
    vertices: Vec<VertexDraft>,
    edges: Vec<Edge>,
    first_arc: Vec<u32>,
    arcs: Vec<Arc>,
    first_between: Vec<u32>,
    between: Vec<LonLat>,
    ways: Vec<WayInfo>,
}

const MAY_LEAVE: u32 = 1 << 31;
const MAY_COME: u32 = 1 << 30;
const IS_PUBLIC: u32 = 1 << 29;
const EDGE_MASK: u32 = IS_PUBLIC - 1;

impl Directions {
    /// Whether it may be walked from tail to head.
    pub fn forward(self) -> bool {
        self != Self::Backward
    }

    /// Whether it may be walked from head to tail.
    pub fn backward(self) -> bool {
        self != Self::Forward
    }
}

impl Arc {
    /// The edge.
    pub fn edge(self) -> EdgeId {
        EdgeId(self.edge_and_flags & EDGE_MASK)
    }

    /// Whether it may be walked from this end to [`Arc::to`].
    pub fn may_leave(self) -> bool {
        self.edge_and_flags & MAY_LEAVE != 0
    }

    /// Whether it may be walked from [`Arc::to`] to this end.
    pub fn may_come(self) -> bool {
        self.edge_and_flags & MAY_COME != 0
    }

    /// Whether its edge is of [`ZoneId::PUBLIC`]: told here so that a search need not look the edge up.
    pub fn is_public(self) -> bool {
        self.edge_and_flags & IS_PUBLIC != 0
    }

    /// Its time and length.
    pub fn leg(self) -> Leg {
        Leg {
            time: self.time,
            length: self.length,
        }
    }
}

impl Network {
    /// Builds the adjacency from vertices and edges. Arcs of a vertex stand by ascending edge.
    ///
    /// # Complexity
    /// `O(vertices + edges)`. At most 2^29 edges.
    #[allow(clippy::needless_pass_by_value, reason = "drafts are made to be taken in")]
    pub fn new(vertices: Vec<VertexDraft>, drafts: Vec<EdgeDraft>, ways: Vec<WayInfo>) -> Self {
        let edges = drafts.iter().map(|draft| (draft.edge, draft.between.as_slice()));
        Self::of(vertices, edges, ways)
    }

    /// The same from what was drawn.
    pub(super) fn of_drawing(drawing: Drawing, ways: Vec<WayInfo>) -> Self {
        let Drawing {
            vertices,
            edges,
            between,
        } = drawing;
        let edges = edges.iter().map(|drawn| (drawn.edge, drawn.between_of(&between)));
        Self::of(vertices, edges, ways)
    }

    fn of<'a>(
        vertices: Vec<VertexDraft>,
        edges: impl ExactSizeIterator<Item = (Edge, &'a [LonLat])> + Clone,
        ways: Vec<WayInfo>,
    ) -> Self {
        let places = edges.clone().map(|(_, between)| between.len()).sum();
        let mut network = Self {
            vertices,
            edges: Vec::with_capacity(edges.len()),
            first_between: Vec::with_capacity(edges.len() + 1),
            between: Vec::with_capacity(places),
            ways,
            ..Self::default()
        };
        network.first_between.push(0);
        for (mut edge, between) in edges {
            edge.length.0 = edge.length.0.max(1);
            edge.time.0 = edge.time.0.max(1);
            network.edges.push(edge);
            network.between.extend_from_slice(between);
            network.first_between.push(network.between.len() as u32);
        }
        network.join_arcs();
        network
    }

    fn join_arcs(&mut self) {
        let mut first = vec![0_u32; self.vertices.len() + 1];
        for edge in &self.edges {
            for end in [edge.tail, edge.head] {
                first[end.index() + 1] += 1;
            }
        }
        for vertex in 0..self.vertices.len() {
            first[vertex + 1] += first[vertex];
        }
        let nothing = Arc {
            to: VertexId(0),
            edge_and_flags: 0,
            time: Milliseconds(0),
            length: Millimetres(0),
        };
        let mut arcs = vec![nothing; self.edges.len() * 2];
        let mut next = first.clone();
        for (index, edge) in self.edges.iter().enumerate() {
            let time = edge
                .time
                .plus(self.end_wait(edge, edge.tail))
                .plus(self.end_wait(edge, edge.head));
            let (along, against) = match edge.directions {
                Directions::Both => (MAY_LEAVE | MAY_COME, MAY_LEAVE | MAY_COME),
                Directions::Forward => (MAY_LEAVE, MAY_COME),
                Directions::Backward => (MAY_COME, MAY_LEAVE),
            };
            let public = if edge.zone == ZoneId::PUBLIC { IS_PUBLIC } else { 0 };
            for (from, to, flags) in [(edge.tail, edge.head, along), (edge.head, edge.tail, against)] {
                let slot = &mut next[from.index()];
                arcs[*slot as usize] = Arc {
                    to,
                    edge_and_flags: index as u32 | flags | public,
                    time,
                    length: edge.length,
                };
                *slot += 1;
            }
        }
        self.first_arc = first;
        self.arcs = arcs;
    }

    /// Half the wait at one end of an edge; nothing between vertices of one junction.
    pub fn end_wait(&self, edge: &Edge, end: VertexId) -> Milliseconds {
        let other = if end == edge.tail { edge.head } else { edge.tail };
        let (here, there) = (self.vertices[end.index()], self.vertices[other.index()]);
        if here.junction != 0 && here.junction == there.junction {
            Milliseconds(0)
        } else {
            Milliseconds(here.wait.0 / 2)
        }
    }

    /// How many vertices.
    pub fn vertex_count(&self) -> usize {
        self.vertices.len()
    }

    /// How many edges.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// Where a vertex is.
    pub fn place(&self, vertex: VertexId) -> LonLat {
        self.vertices[vertex.index()].place
    }

    /// A vertex's place, wait and flags.
    pub fn vertex(&self, vertex: VertexId) -> &VertexDraft {
        &self.vertices[vertex.index()]
    }

    /// An edge.
    pub fn edge(&self, edge: EdgeId) -> &Edge {
        &self.edges[edge.index()]
    }

    /// All edges, by id.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = (EdgeId, &Edge)> {
        self.edges
            .iter()
            .enumerate()
            .map(|(index, edge)| (EdgeId::at(index), edge))
    }

    /// The way an edge belongs to.
    pub fn way(&self, edge: EdgeId) -> &WayInfo {
        &self.ways[self.edges[edge.index()].way as usize]
    }

    /// The edges at a vertex, seen from it.
    pub fn arcs(&self, vertex: VertexId) -> &[Arc] {
        let range = self.first_arc[vertex.index()] as usize..self.first_arc[vertex.index() + 1] as usize;
        &self.arcs[range]
    }

    /// The places along an edge, tail and head included.
    pub fn line(&self, edge: EdgeId) -> impl DoubleEndedIterator<Item = LonLat> + '_ {
        let ends = self.edges[edge.index()];
        std::iter::once(self.place(ends.tail))
            .chain(self.between[self.between_range(edge)].iter().copied())
            .chain(std::iter::once(self.place(ends.head)))
    }

    fn between_range(&self, edge: EdgeId) -> Range<usize> {
        self.first_between[edge.index()] as usize..self.first_between[edge.index() + 1] as usize
    }
}
