//! Ways inside an outline, and how much of them leads out.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::extent::Extent;
use crate::ids::{EdgeId, VertexId, ZoneId};
use crate::lonlat::LonLat;
use crate::network::{ALONG_SIDE_M, Built, Network, SQUARE};

/// Ways inside one outline.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct InnerWays {
    /// Metres inside; straight lines across squares are not counted.
    pub metres: f64,
    /// Metres of them from which residents can walk to a street outside, by a gate or without.
    pub joined_m: f64,
}

impl InnerWays {
    /// Share of the ways that leads out; `None` where there is none.
    pub fn joined_share(&self) -> Option<f64> {
        (self.metres > 0.0).then(|| self.joined_m / self.metres)
    }
}

/// An edge that is inside an outline, in part or whole.
#[derive(Clone, Copy, Debug)]
struct Inner {
    edge: EdgeId,
    metres: f64,
    /// Whether some of it lies outside.
    leaves: bool,
}

/// An edge this little outside leaves nothing, metres: edges are cut at gated outlines to 1 cm.
const LEAVES_M: f64 = 0.5;

/// The inner ways of the first `count` outlines.
///
/// # Complexity
/// `O(e log o)` for `e` edges and `o` outlines, in parallel over edges, then over outlines.
pub(super) fn inner_ways(built: &Built, count: usize) -> Vec<InnerWays> {
    let found: Vec<Vec<(u32, Inner)>> = (0..built.network.edge_count())
        .into_par_iter()
        .map(|edge| outlines_of(built, EdgeId::at(edge), count as u32))
        .collect();
    let mut by_outline: Vec<Vec<Inner>> = vec![Vec::new(); count];
    for (outline, inner) in found.into_iter().flatten() {
        by_outline[outline as usize].push(inner);
    }
    by_outline.into_par_iter().map(|edges| measure(built, &edges)).collect()
}

/// The outlines that an edge is inside of; a street drawn along a side is not.
fn outlines_of(built: &Built, edge: EdgeId, count: u32) -> Vec<(u32, Inner)> {
    let outlines = built.zoning.outlines();
    let near = Extent::of(built.network.line(edge)).map_or_else(Vec::new, |around| outlines.meeting(around));
    if near.iter().all(|outline| *outline >= count) {
        return Vec::new();
    }
    let places: Vec<LonLat> = built.network.line(edge).collect();
    let length: f64 = places.windows(2).map(|piece| piece[0].distance_m(piece[1])).sum();
    near.into_iter()
        .filter(|outline| *outline < count)
        .filter_map(|outline| {
            let inside = |piece: &[LonLat]| outlines.metres_off_the_side(outline, piece[0], piece[1], ALONG_SIDE_M);
            let metres: f64 = places.windows(2).map(inside).sum();
            let is_inside = metres > LEAVES_M.min(length / 2.0);
            is_inside
                .then_some(Inner {
                    edge,
                    metres,
                    leaves: length - metres > LEAVES_M,
                })
                .map(|inner| (outline, inner))
        })
        .collect()
}

/// Sums up the edges inside one outline, piece by connected piece. A piece is followed beyond the outline along private ways of
/// its own zone: a drive shared with the neighbours leads out too.
fn measure(built: &Built, inner: &[Inner]) -> InnerWays {
    let network = &built.network;
    let inside: BTreeMap<EdgeId, Inner> = inner.iter().map(|one| (one.edge, *one)).collect();
    let mut seen: BTreeSet<EdgeId> = BTreeSet::new();
    let mut sum = InnerWays::default();
    for start in inside.keys() {
        let (mut metres, mut joined) = (0.0, false);
        let mut left: Vec<EdgeId> = seen.insert(*start).then_some(*start).into_iter().collect();
        while let Some(edge) = left.pop() {
            if let Some(one) = inside.get(&edge) {
                metres += counted(network, *one);
                joined |= one.leaves && is_street(built, edge);
            }
            for other in around(network, edge) {
                if !inside.contains_key(&other) && is_street(built, other) {
                    joined = true;
                } else if (inside.contains_key(&other) || is_of_one_yard(network, edge, other)) && seen.insert(other) {
                    left.push(other);
                }
            }
        }
        sum.metres += metres;
        sum.joined_m += if joined { metres } else { 0.0 };
    }
    sum
}

/// Metres that count: straight lines across squares are no ways.
fn counted(network: &Network, inner: Inner) -> f64 {
    if network.way(inner.edge).class == SQUARE {
        0.0
    } else {
        inner.metres
    }
}

/// Whether two edges are for the same residents only.
fn is_of_one_yard(network: &Network, one: EdgeId, other: EdgeId) -> bool {
    let zone = network.edge(one).zone;
    zone != ZoneId::PUBLIC && zone == network.edge(other).zone
}

/// Edges that share an end with one.
fn around(network: &Network, edge: EdgeId) -> impl Iterator<Item = EdgeId> + '_ {
    let ends: [VertexId; 2] = [network.edge(edge).tail, network.edge(edge).head];
    ends.into_iter().flat_map(|end| network.arcs(end)).map(|arc| arc.edge())
}

/// Whether everybody may walk an edge, and it leads somewhere.
fn is_street(built: &Built, edge: EdgeId) -> bool {
    built.network.edge(edge).zone == ZoneId::PUBLIC && !built.is_island(edge)
}
