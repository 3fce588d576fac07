//! petgraph's `visit` traits on [`Network`], so that petgraph's own algorithms run on it.
//!
//! Seen this way the network is a directed graph: an edge walked both ways is two, of one [`EdgeId`]. Its weight is the
//! [`Arc`], with time and length.
//!
//! # Examples
//! ```
//! use petgraph::algo::{connected_components, dijkstra, tarjan_scc};
//! use petgraph::visit::{EdgeRef, Reversed};
//! use service_circle_core::ids::{VertexId, ZoneId};
//! use service_circle_core::lonlat::LonLat;
//! use service_circle_core::network::{Directions, Edge, EdgeDraft, Network, VertexDraft};
//! use service_circle_core::units_of_measure::{Millimetres, Milliseconds};
//!
//! let vertex = VertexDraft { place: LonLat { lon: 0, lat: 0 }, wait: Milliseconds(0), junction: 0, edge_of_data: false };
//! let edge = |tail, head, seconds: u32, directions| EdgeDraft {
//!     edge: Edge {
//!         tail: VertexId(tail), head: VertexId(head), directions, zone: ZoneId::PUBLIC, way: 0,
//!         length: Millimetres(seconds * 1000), time: Milliseconds(seconds * 1000),
//!     },
//!     between: Vec::new(),
//! };
//! // 0 -> 1 one way, 1 - 2 both ways.
//! let edges = vec![edge(0, 1, 10, Directions::Forward), edge(1, 2, 20, Directions::Both)];
//! let network = Network::new(vec![vertex; 3], edges, Vec::new());
//!
//! let from_0 = dijkstra(&network, VertexId(0), None, |edge| edge.weight().time.0);
//! assert_eq!(from_0[&VertexId(2)], 30_000);
//! // Walks *to* vertex 0, by the reversed graph: there are none.
//! let to_0 = dijkstra(Reversed(&network), VertexId(0), None, |edge| edge.weight().time.0);
//! assert_eq!(to_0.len(), 1);
//! assert_eq!(connected_components(&network), 1);
//! assert_eq!(tarjan_scc(&network).len(), 2);
//! ```

use std::iter::FusedIterator;
use std::slice;

use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighbors,
    IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable,
    VisitMap, Visitable,
};
use petgraph::{Directed, Direction};

use crate::ids::{EdgeId, VertexId};
use crate::network::{Arc, Network, VertexDraft};

/// An edge as it is walked from `source` to `target`.
#[derive(Clone, Copy, Debug)]
pub struct ArcRef<'a> {
    source: VertexId,
    target: VertexId,
    arc: &'a Arc,
}

/// The edges that may be walked from a vertex, or to it.
#[derive(Clone, Debug)]
pub struct ArcRefs<'a> {
    at: VertexId,
    direction: Direction,
    arcs: slice::Iter<'a, Arc>,
}

/// All edges of a network, each as often as there are ways it may be walked.
#[derive(Clone, Debug)]
pub struct EdgeRefs<'a> {
    network: &'a Network,
    next: usize,
    arcs: ArcRefs<'a>,
}

/// The vertices of a network, ascending.
#[derive(Clone, Debug)]
pub struct VertexIds(std::ops::Range<usize>);

/// Which vertices petgraph has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen(Vec<bool>);

/// The vertices at the other ends of [`ArcRefs`].
#[derive(Clone, Debug)]
pub struct Neighbors<'a>(ArcRefs<'a>);

/// The vertices of a network with their data, ascending.
#[derive(Clone, Debug)]
pub struct VertexRefs<'a> {
    network: &'a Network,
    ids: VertexIds,
}

impl EdgeRef for ArcRef<'_> {
    type NodeId = VertexId;
    type EdgeId = EdgeId;
    type Weight = Arc;

    fn source(&self) -> VertexId {
        self.source
    }

    fn target(&self) -> VertexId {
        self.target
    }

    fn weight(&self) -> &Arc {
        self.arc
    }

    fn id(&self) -> EdgeId {
        self.arc.edge()
    }
}

impl<'a> Iterator for ArcRefs<'a> {
    type Item = ArcRef<'a>;

    fn next(&mut self) -> Option<ArcRef<'a>> {
        let direction = self.direction;
        let arc = self.arcs.find(|arc| match direction {
            Direction::Outgoing => arc.may_leave(),
            Direction::Incoming => arc.may_come(),
        })?;
        let (source, target) = match direction {
            Direction::Outgoing => (self.at, arc.to),
            Direction::Incoming => (arc.to, self.at),
        };
        Some(ArcRef { source, target, arc })
    }
}

impl<'a> Iterator for EdgeRefs<'a> {
    type Item = ArcRef<'a>;

    fn next(&mut self) -> Option<ArcRef<'a>> {
        loop {
            if let Some(arc) = self.arcs.next() {
                return Some(arc);
            }
            if self.next == self.network.vertex_count() {
                return None;
            }
            self.arcs = arcs_of(self.network, VertexId::at(self.next), Direction::Outgoing);
            self.next += 1;
        }
    }
}

impl Iterator for VertexIds {
    type Item = VertexId;

    fn next(&mut self) -> Option<VertexId> {
        self.0.next().map(VertexId::at)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl Iterator for Neighbors<'_> {
    type Item = VertexId;

    fn next(&mut self) -> Option<VertexId> {
        let found = self.0.next()?;
        Some(match self.0.direction {
            Direction::Outgoing => found.target,
            Direction::Incoming => found.source,
        })
    }
}

impl<'a> Iterator for VertexRefs<'a> {
    type Item = (VertexId, &'a VertexDraft);

    fn next(&mut self) -> Option<Self::Item> {
        self.ids.next().map(|id| (id, self.network.vertex(id)))
    }
}

impl FusedIterator for ArcRefs<'_> {}
impl FusedIterator for EdgeRefs<'_> {}
impl FusedIterator for VertexIds {}
impl ExactSizeIterator for VertexIds {}

fn arcs_of(network: &Network, at: VertexId, direction: Direction) -> ArcRefs<'_> {
    ArcRefs {
        at,
        direction,
        arcs: network.arcs(at).iter(),
    }
}

impl VisitMap<VertexId> for Seen {
    fn visit(&mut self, vertex: VertexId) -> bool {
        !std::mem::replace(&mut self.0[vertex.index()], true)
    }

    fn is_visited(&self, vertex: &VertexId) -> bool {
        self.0[vertex.index()]
    }

    fn unvisit(&mut self, vertex: VertexId) -> bool {
        std::mem::replace(&mut self.0[vertex.index()], false)
    }
}

impl GraphBase for Network {
    type NodeId = VertexId;
    type EdgeId = EdgeId;
}

impl Data for Network {
    type NodeWeight = VertexDraft;
    type EdgeWeight = Arc;
}

impl GraphProp for Network {
    type EdgeType = Directed;
}

impl NodeCount for Network {
    fn node_count(&self) -> usize {
        self.vertex_count()
    }
}

impl NodeIndexable for Network {
    fn node_bound(&self) -> usize {
        self.vertex_count()
    }

    fn to_index(&self, vertex: VertexId) -> usize {
        vertex.index()
    }

    fn from_index(&self, index: usize) -> VertexId {
        VertexId::at(index)
    }
}

impl NodeCompactIndexable for Network {}

impl Visitable for Network {
    type Map = Seen;

    fn visit_map(&self) -> Seen {
        Seen(vec![false; self.vertex_count()])
    }

    fn reset_map(&self, map: &mut Seen) {
        map.0.clear();
        map.0.resize(self.vertex_count(), false);
    }
}

impl IntoNodeIdentifiers for &Network {
    type NodeIdentifiers = VertexIds;

    fn node_identifiers(self) -> VertexIds {
        VertexIds(0..self.vertex_count())
    }
}

impl<'a> IntoNodeReferences for &'a Network {
    type NodeRef = (VertexId, &'a VertexDraft);
    type NodeReferences = VertexRefs<'a>;

    fn node_references(self) -> VertexRefs<'a> {
        VertexRefs {
            network: self,
            ids: self.node_identifiers(),
        }
    }
}

impl<'a> IntoEdgeReferences for &'a Network {
    type EdgeRef = ArcRef<'a>;
    type EdgeReferences = EdgeRefs<'a>;

    fn edge_references(self) -> EdgeRefs<'a> {
        EdgeRefs {
            network: self,
            next: 0,
            arcs: ArcRefs {
                at: VertexId(0),
                direction: Direction::Outgoing,
                arcs: [].iter(),
            },
        }
    }
}

impl<'a> IntoEdges for &'a Network {
    type Edges = ArcRefs<'a>;

    fn edges(self, vertex: VertexId) -> ArcRefs<'a> {
        arcs_of(self, vertex, Direction::Outgoing)
    }
}

impl<'a> IntoEdgesDirected for &'a Network {
    type EdgesDirected = ArcRefs<'a>;

    fn edges_directed(self, vertex: VertexId, direction: Direction) -> ArcRefs<'a> {
        arcs_of(self, vertex, direction)
    }
}

impl<'a> IntoNeighbors for &'a Network {
    type Neighbors = Neighbors<'a>;

    fn neighbors(self, vertex: VertexId) -> Neighbors<'a> {
        Neighbors(arcs_of(self, vertex, Direction::Outgoing))
    }
}

impl<'a> IntoNeighborsDirected for &'a Network {
    type NeighborsDirected = Neighbors<'a>;

    fn neighbors_directed(self, vertex: VertexId, direction: Direction) -> Neighbors<'a> {
        Neighbors(arcs_of(self, vertex, direction))
    }
}
