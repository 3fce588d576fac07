//! Dead ends drawn almost, but not quite, to a street: joined where `walk.stitch_m` says so (by default nothing is).

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::graph::{EdgeDraft, VertexDraft};
use crate::ids::VertexId;
use crate::lonlat::Frame;

/// A dead end and the vertex to join it to, and the way that it ends.
pub(super) struct Stitch {
    pub(super) from: VertexId,
    pub(super) to: VertexId,
    pub(super) way: u32,
}

/// Dead ends with a vertex of another edge at most `within_m` away, each joined to its nearest only. `blocked` are the ends, in
/// ascending order, that a wall or locked gate makes: nobody passes there, so nothing is joined.
pub(super) fn stitches(
    vertices: &[VertexDraft],
    edges: &[EdgeDraft],
    blocked: &[VertexId],
    within_m: f64,
) -> Vec<Stitch> {
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
    let joinable: Vec<VertexId> = (0..vertices.len())
        .map(VertexId::at)
        .filter(|vertex| degree[vertex.index()] > 0 && blocked.binary_search(vertex).is_err())
        .collect();
    let tree = RTree::bulk_load(
        joinable
            .iter()
            .map(|vertex| GeomWithData::new(degrees(*vertex), *vertex))
            .collect::<Vec<_>>(),
    );
    let nearest = |end: VertexId| {
        let place = vertices[end.index()].place;
        let own = edges[edge_at[end.index()]].edge;
        let (dx, dy) = Frame::around(place).degrees_for(within_m);
        let [x, y] = degrees(end);
        tree.locate_in_envelope(AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]))
            .map(|other| other.data)
            .filter(|other| *other != own.tail && *other != own.head)
            .map(|other| (place.distance_m(vertices[other.index()].place), other))
            .filter(|(metres, _)| *metres <= within_m)
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, other)| other)
    };
    let mut stitches: Vec<Stitch> = Vec::new();
    for &from in joinable.iter().filter(|vertex| degree[vertex.index()] == 1) {
        let Some(to) = nearest(from) else { continue };
        // Two dead ends that are nearest to each other are joined once.
        if to > from || degree[to.index()] > 1 || nearest(to) != Some(from) {
            let way = edges[edge_at[from.index()]].edge.way;
            stitches.push(Stitch { from, to, way });
        }
    }
    stitches
}
