//! Connected pieces of the network, whichever way its edges may be walked: islands.

use petgraph::unionfind::UnionFind;

use super::graph::EdgeDraft;

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
