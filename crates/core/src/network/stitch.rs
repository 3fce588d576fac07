//! Dead ends drawn almost, but not quite, to each other: joined where `walk.stitch_m` says so (by default nothing is).

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::graph::{EdgeDraft, VertexDraft};
use crate::ids::VertexId;
use crate::lonlat::Frame;

/// Two dead ends to join, and the way that the first of them ends.
pub(super) struct Stitch {
    pub(super) from: VertexId,
    pub(super) to: VertexId,
    pub(super) way: u32,
}

/// Pairs of dead ends of different edges at most `within_m` apart, each end joined to its nearest only.
pub(super) fn stitches(vertices: &[VertexDraft], edges: &[EdgeDraft], within_m: f64) -> Vec<Stitch> {
    if within_m <= 0.0 {
        return Vec::new();
    }
    // The only edge at each dead end.
    let mut degree = vec![0_u8; vertices.len()];
    let mut edge_at = vec![0; vertices.len()];
    for (index, draft) in edges.iter().enumerate() {
        for end in [draft.edge.tail, draft.edge.head] {
            degree[end.index()] = degree[end.index()].saturating_add(1);
            edge_at[end.index()] = index;
        }
    }
    let degrees = |vertex: VertexId| {
        let place = vertices[vertex.index()].place;
        [place.lon_degrees(), place.lat_degrees()]
    };
    let ends: Vec<VertexId> = (0..vertices.len())
        .map(VertexId::at)
        .filter(|end| degree[end.index()] == 1)
        .collect();
    let tree = RTree::bulk_load(
        ends.iter()
            .map(|end| GeomWithData::new(degrees(*end), *end))
            .collect::<Vec<_>>(),
    );
    let nearest = |end: VertexId| {
        let place = vertices[end.index()].place;
        let (dx, dy) = Frame::around(place).degrees_for(within_m);
        let [x, y] = degrees(end);
        tree.locate_in_envelope(AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]))
            .map(|other| other.data)
            .filter(|other| edge_at[other.index()] != edge_at[end.index()])
            .map(|other| (place.distance_m(vertices[other.index()].place), other))
            .filter(|(metres, _)| *metres <= within_m)
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, other)| other)
    };
    let mut pairs: Vec<_> = ends
        .iter()
        .filter_map(|end| nearest(*end).map(|other| (*end.min(&other), *end.max(&other))))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(from, to)| Stitch {
            from,
            to,
            way: edges[edge_at[from.index()]].edge.way,
        })
        .collect()
}
