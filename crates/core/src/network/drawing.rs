//! Vertices and edges as they are drawn, before they are in order.

use std::ops::Range;

use super::graph::{Edge, VertexDraft};
use crate::ids::VertexId;
use crate::lonlat::LonLat;

/// Vertices and edges, and the places along the edges.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) vertices: Vec<VertexDraft>,
    pub(super) edges: Vec<Drawn>,
    /// Places between the ends of edges, one edge's after another's: most have few, too few for a list each.
    pub(super) between: Vec<LonLat>,
}

/// An edge as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) edge: Edge,
    /// Its places in [`Drawing::between`].
    pub(super) between: Range<u32>,
    /// Whether its way comes near any gated outline: no other edge can lie in one.
    pub(super) near_gated: bool,
}

impl Drawing {
    /// The places along an edge, both ends included.
    pub(super) fn line(&self, drawn: &Drawn) -> impl Iterator<Item = LonLat> + Clone {
        let end = |vertex: VertexId| std::iter::once(self.vertices[vertex.index()].place);
        end(drawn.edge.tail)
            .chain(drawn.between_of(&self.between).iter().copied())
            .chain(end(drawn.edge.head))
    }
}

impl Drawn {
    /// The places between its ends, of those of all edges.
    pub(super) fn between_of<'a>(&self, all: &'a [LonLat]) -> &'a [LonLat] {
        &all[self.between.start as usize..self.between.end as usize]
    }
}
