//! Connected pieces of the network, whichever way its edges may be walked: islands.

use petgraph::unionfind::UnionFind;

use super::drawing::Drawing;

/// Which edges lie on islands: pieces with less than `island_m` of ways.
pub(super) fn islands(drawing: &Drawing, island_m: f64) -> Vec<bool> {
    let (vertex_count, edges) = (drawing.vertices.len(), &drawing.edges);
    let mut pieces = UnionFind::<u32>::new(vertex_count);
    for drawn in edges {
        pieces.union(drawn.edge.tail.0, drawn.edge.head.0);
    }
    let mut metres = vec![0.0; vertex_count];
    for drawn in edges {
        metres[pieces.find(drawn.edge.tail.0) as usize] += drawn.edge.length.metres();
    }
    edges
        .iter()
        .map(|drawn| metres[pieces.find(drawn.edge.tail.0) as usize] < island_m)
        .collect()
}
