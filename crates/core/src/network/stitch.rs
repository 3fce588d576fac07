//! Dead ends drawn almost, but not quite, to another way: joined where `walk.stitch_m` says so (by default nothing is).

use std::collections::BTreeSet;

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::drawing::Drawing;
use crate::ids::VertexId;
use crate::lonlat::Frame;

/// A dead end, the vertex to join it to, and the way that it ends.
pub(super) struct Stitch {
    pub(super) from: VertexId,
    pub(super) to: VertexId,
    pub(super) way: u32,
}

/// Dead ends and the nearest vertex of another edge at most `within_m` away; two that meet are joined once, and none through a
/// locked gate or a wall. The roles have made
/// vertices of the nodes beside dead ends ([`Roles::near_dead_ends`](super::nodes::Roles)).
pub(super) fn stitches(drawing: &Drawing, blocked: &BTreeSet<VertexId>, within_m: f64) -> Vec<Stitch> {
    if within_m <= 0.0 {
        return Vec::new();
    }
    let Drawing { vertices, edges, .. } = drawing;
    let mut degree = vec![0_u8; vertices.len()];
    let mut edge_at = vec![0; vertices.len()];
    for (index, drawn) in edges.iter().enumerate() {
        for end in [drawn.edge.tail, drawn.edge.head] {
            degree[end.index()] = degree[end.index()].saturating_add(1);
            edge_at[end.index()] = index;
        }
    }
    let all = || {
        (0..vertices.len())
            .map(VertexId::at)
            .filter(|vertex| !blocked.contains(vertex))
    };
    let degrees = |vertex: VertexId| {
        let place = vertices[vertex.index()].place;
        [place.lon_degrees(), place.lat_degrees()]
    };
    let tree = RTree::bulk_load(
        all()
            .map(|vertex| GeomWithData::new(degrees(vertex), vertex))
            .collect::<Vec<_>>(),
    );
    let nearest = |end: VertexId| {
        let place = vertices[end.index()].place;
        let (dx, dy) = Frame::around(place).degrees_for(within_m);
        let [x, y] = degrees(end);
        let own = &edges[edge_at[end.index()]].edge;
        tree.locate_in_envelope(AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]))
            .map(|other| other.data)
            .filter(|other| *other != own.tail && *other != own.head)
            .map(|other| (place.distance_m(vertices[other.index()].place), other))
            .filter(|(metres, _)| *metres <= within_m)
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, other)| other)
    };
    let mut joined = BTreeSet::new();
    all()
        .filter(|end| degree[end.index()] == 1)
        .filter_map(|from| Some((from, nearest(from)?)))
        .filter(|(from, to)| joined.insert((*from.min(to), *from.max(to))))
        .map(|(from, to)| Stitch {
            from,
            to,
            way: edges[edge_at[from.index()]].edge.way,
        })
        .collect()
}
