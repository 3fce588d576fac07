//! Public paths that clip the corner of a gated outline stay public: outlines are traced to some metres, and a path beside a wall
//! is often drawn across its corner.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use crate::ids::ZoneId;
use crate::network::drawing::Drawn;
use crate::network::plot::SOME_RESIDENTS;
use crate::units_of_measure::Millimetres;

/// An inner piece shorter than this that leads through is no inner way of the compound: a way in goes on 20 m inside (`DESIGN`
/// section 4, E2).
const CLIP: Millimetres = Millimetres(20_000);

/// A connected piece of one zone's edges.
#[derive(Debug, Default)]
struct Piece {
    length_mm: u64,
    /// Vertices at which it meets edges open to everybody.
    crossings: BTreeSet<u32>,
    /// Whether any of its ways is tagged for residents only.
    is_private: bool,
}

/// Gives the public zone back to edges that an outline claimed, where their connected piece is shorter than 20 m, meets public ways at
/// two places or more, and holds no way tagged for residents only; says how many pieces. `tagged_private` goes with `edges`.
///
/// # Complexity
/// `O(e log e)` for `e` edges.
pub(super) fn open(edges: &mut [Drawn], vertex_count: usize, tagged_private: &[bool]) -> u64 {
    let mut joined = UnionFind::<u32>::new(vertex_count);
    let mut public = vec![false; vertex_count];
    let claimed = |draft: &Drawn| ![ZoneId::PUBLIC, SOME_RESIDENTS].contains(&draft.edge.zone);
    for draft in edges.iter() {
        if claimed(draft) {
            joined.union(draft.edge.tail.0, draft.edge.head.0);
        } else if draft.edge.zone == ZoneId::PUBLIC {
            public[draft.edge.tail.index()] = true;
            public[draft.edge.head.index()] = true;
        }
    }
    // Pieces of two compounds may meet at a vertex: the zone tells them apart.
    let key = |joined: &UnionFind<u32>, draft: &Drawn| (draft.edge.zone, joined.find(draft.edge.tail.0));
    let mut pieces: BTreeMap<(ZoneId, u32), Piece> = BTreeMap::new();
    for (draft, tagged_private) in edges.iter().zip(tagged_private).filter(|(draft, _)| claimed(draft)) {
        let piece = pieces.entry(key(&joined, draft)).or_default();
        piece.length_mm += u64::from(draft.edge.length.0);
        piece.is_private |= *tagged_private;
        let ends = [draft.edge.tail, draft.edge.head].into_iter();
        piece
            .crossings
            .extend(ends.filter(|end| public[end.index()]).map(|end| end.0));
    }
    pieces.retain(|_, piece| !piece.is_private && piece.length_mm < u64::from(CLIP.0) && piece.crossings.len() >= 2);
    for draft in edges.iter_mut() {
        if claimed(draft) && pieces.contains_key(&key(&joined, draft)) {
            draft.edge.zone = ZoneId::PUBLIC;
        }
    }
    pieces.len() as u64
}
