//! Edges joined end to end, so that a street is one line and not one a block.

use service_circle_core::ids::{EdgeId, VertexId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::Network;

/// Edges in the order they are passed, and whether from tail to head.
pub(super) type Chain = Vec<(EdgeId, bool)>;

/// Every edge that is wanted, in exactly one chain. A chain goes on along edges of its own way first.
///
/// # Complexity
/// Linear in the edges, times the edges at a vertex.
pub(super) fn chains(network: &Network, wanted: &dyn Fn(EdgeId) -> bool) -> Vec<Chain> {
    let mut left: Vec<bool> = (0..network.edge_count()).map(|edge| wanted(EdgeId::at(edge))).collect();
    let mut chains = Vec::new();
    for start in (0..network.edge_count()).map(EdgeId::at) {
        if !std::mem::take(&mut left[start.index()]) {
            continue;
        }
        let edge = network.edge(start);
        let mut backward = Vec::new();
        let mut chain = vec![(start, true)];
        extend(network, (edge.head, edge.way), &mut left, &mut chain);
        extend(network, (edge.tail, edge.way), &mut left, &mut backward);
        if !backward.is_empty() {
            let turned = backward.into_iter().rev().map(|(edge, along)| (edge, !along));
            chain = turned.chain(chain).collect();
        }
        chains.push(chain);
    }
    chains
}

/// Goes on from the end of an edge and its way.
fn extend(network: &Network, from: (VertexId, u32), left: &mut [bool], chain: &mut Chain) {
    let (mut at, mut way) = from;
    loop {
        let arcs = network.arcs(at).iter();
        let next = arcs
            .map(|arc| arc.edge())
            .filter(|edge| left[edge.index()])
            .min_by_key(|edge| (network.edge(*edge).way != way, *edge));
        let Some(next) = next else { return };
        left[next.index()] = false;
        let edge = network.edge(next);
        let along = edge.tail == at;
        at = if along { edge.head } else { edge.tail };
        way = edge.way;
        chain.push((next, along));
    }
}

/// The corners of a chain.
pub(super) fn places(network: &Network, chain: &[(EdgeId, bool)]) -> Vec<LonLat> {
    let mut places: Vec<LonLat> = Vec::new();
    for (edge, along) in chain {
        if *along {
            places.extend(network.line(*edge));
        } else {
            places.extend(network.line(*edge).rev());
        }
    }
    places.dedup();
    places
}

/// The length of a chain.
pub(super) fn metres(network: &Network, chain: &[(EdgeId, bool)]) -> f64 {
    chain.iter().map(|(edge, _)| network.edge(*edge).length.metres()).sum()
}
