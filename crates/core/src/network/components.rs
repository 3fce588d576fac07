//! Connected pieces of the network, whichever way its edges may be walked: islands, and zones of residents-only ways.

use petgraph::unionfind::UnionFind;

use super::graph::EdgeDraft;
use super::plot::SOME_RESIDENTS;
use crate::ids::ZoneId;

/// Which edges lie on islands: pieces with less than `island_m` of ways.
pub(super) fn islands(vertex_count: usize, edges: &[EdgeDraft], island_m: f64) -> Vec<bool> {
    let mut pieces = UnionFind::<u32>::new(vertex_count);
    for draft in edges {
        pieces.union(draft.edge.tail.0, draft.edge.head.0);
    }
    let mut metres = vec![0.0; vertex_count];
    for draft in edges {
        metres[pieces.find(draft.edge.tail.0) as usize] += draft.edge.length.metres();
    }
    edges
        .iter()
        .map(|draft| metres[pieces.find(draft.edge.tail.0) as usize] < island_m)
        .collect()
}

/// Gives residents-only edges their zones: one a connected piece of such edges, numbered from 1 in the order of edges.
pub(super) fn residents_zones(vertex_count: usize, edges: &mut [EdgeDraft]) -> u32 {
    let mut pieces = UnionFind::<u32>::new(vertex_count);
    for draft in edges.iter().filter(|draft| draft.edge.zone == SOME_RESIDENTS) {
        pieces.union(draft.edge.tail.0, draft.edge.head.0);
    }
    let mut zone_of = vec![ZoneId::PUBLIC; vertex_count];
    let mut last = 0;
    for draft in edges.iter_mut().filter(|draft| draft.edge.zone == SOME_RESIDENTS) {
        let zone = &mut zone_of[pieces.find(draft.edge.tail.0) as usize];
        if *zone == ZoneId::PUBLIC {
            last += 1;
            *zone = ZoneId(last);
        }
        draft.edge.zone = *zone;
    }
    last
}
