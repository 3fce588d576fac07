//! Edges to zones: those inside a gated outline are its residents'; residents-only ways elsewhere join the compound they touch,
//! or are a yard of their own.
//!
//! A gated outline whose middle lies in a larger gated one shares that one's zone: phases of one compound are walked through by
//! all of it, and an outline traced twice is one compound. Where outlines of different compounds overlap, the strip is open: one
//! zone an edge cannot say "these two", and shutting either in would be the worse error.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;
use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use super::clips;
use super::evidence::OutlineEvidence;
use crate::ids::ZoneId;
use crate::lonlat::LonLat;
use crate::network::boxes::box_around;
use crate::network::graph::{EdgeDraft, VertexDraft};
use crate::network::outlines::{Boxes, Outlines, between};
use crate::network::plot::SOME_RESIDENTS;

/// An edge this near an outline's side along its whole length runs along it and is not inside, metres: the accuracy outlines are
/// traced with from imagery.
pub(crate) const ALONG_SIDE_M: f64 = 2.0;

/// Gated outlines and the zones they make.
#[derive(Debug, Default)]
pub struct Zoning {
    outlines: Outlines,
    /// What the extract says of each outline, believed or not.
    pub evidence: Vec<OutlineEvidence>,
    /// Whether outlines make zones: not where only access tags are believed.
    believed: bool,
    /// The boxes of the gated ones, where they make zones.
    gated: Boxes,
    /// By number: the gated outline whose zone it shares, often itself.
    roots: Vec<u32>,
}

impl Zoning {
    /// Outlines with what is known of them, and whether that makes zones.
    pub(in crate::network) fn new(outlines: Outlines, evidence: Vec<OutlineEvidence>, believed: bool) -> Self {
        let mut zoning = Self {
            outlines,
            evidence,
            believed,
            gated: Boxes::default(),
            roots: Vec::new(),
        };
        zoning.gated = zoning.outlines.boxes_of(|number| zoning.is_gated(number));
        zoning.roots = (0..zoning.outlines.all().len() as u32)
            .into_par_iter()
            .map(|number| zoning.root(number))
            .collect();
        zoning
    }

    /// The outlines asked about, by number.
    pub fn outlines(&self) -> &Outlines {
        &self.outlines
    }

    /// The outermost of the gated outlines that hold the middle of a gated outline, then the middle of that one, and so on.
    fn root(&self, number: u32) -> u32 {
        let mut root = number;
        // Each step is to a larger outline, so this ends.
        while self.is_gated(root)
            && let Some(outer) = self
                .outlines
                .inner_place(root)
                .and_then(|middle| self.outlines.outermost(&self.gated, middle))
            && self.outlines.is_larger(outer, root)
        {
            root = outer;
        }
        root
    }

    /// The zone whose residents live at a place: that of the compound whose gated outlines hold it; the public one where none does,
    /// or those of several compounds do.
    pub fn home(&self, place: LonLat) -> ZoneId {
        let mut roots = self
            .outlines
            .held_by(&self.gated, place)
            .filter_map(|number| self.roots.get(number as usize).copied());
        match roots.next() {
            Some(root) if roots.all(|other| other == root) => ZoneId(root + 1),
            _ => ZoneId::PUBLIC,
        }
    }

    /// Whether a zone is a private yard in no gated outline.
    pub fn is_yard(&self, zone: ZoneId) -> bool {
        zone.index() > self.outlines.all().len()
    }

    /// Where a segment meets the sides of gated outlines, as [`Outlines::crossings`].
    pub(in crate::network) fn cuts(&self, a: LonLat, b: LonLat) -> Vec<f64> {
        let around = box_around([a, b].into_iter());
        let near = around
            .into_iter()
            .flat_map(|around| self.gated.locate_in_envelope_intersecting(around));
        self.outlines.crossings(near.map(|outline| outline.data), a, b)
    }

    /// Whether any gated outline's box meets that of a line of places.
    pub(in crate::network) fn may_cut(&self, places: impl Iterator<Item = LonLat>) -> bool {
        self.gated.size() > 0
            && box_around(places)
                .is_some_and(|around| self.gated.locate_in_envelope_intersecting(around).next().is_some())
    }

    /// Whether an outline keeps outsiders out.
    pub fn is_gated(&self, number: u32) -> bool {
        self.believed
            && self
                .evidence
                .get(number as usize)
                .is_some_and(|found| found.gated.is_gated())
    }

    /// The shapes of the gated outlines, where they make zones.
    pub fn gated_shapes(&self) -> impl Iterator<Item = &MultiPolygon<f64>> {
        (0..)
            .zip(self.outlines.all())
            .filter(|(number, _)| self.is_gated(*number))
            .map(|(_, outline)| &outline.shape)
    }

    /// Whether a line of places runs all the way along a side of each gated outline that holds its middle: a street beside them,
    /// drawn on their sides.
    fn runs_along(&self, middle: LonLat, places: &[LonLat]) -> bool {
        // Middles too: the ends of a way across the compound both stand on a side.
        let middles = places.windows(2).map(|piece| between(piece[0], piece[1], 0.5));
        let looks: Vec<LonLat> = places.iter().copied().chain(middles).collect();
        self.outlines.held_by(&self.gated, middle).all(|number| {
            looks
                .iter()
                .all(|place| self.outlines.metres_to_side(number, *place) <= ALONG_SIDE_M)
        })
    }
}

/// What [`assign`] left open to everybody.
pub(in crate::network) struct LeftOpen {
    /// Pieces of public paths that clip the corner of a gated outline.
    pub(in crate::network) clips: u64,
    /// Private pieces that more than one compound shares.
    pub(in crate::network) shared: u64,
}

/// Gives every edge its zone, those of outlines first; says what was left open. `stays_open` tells ways that stay public even inside
/// a gated outline.
///
/// # Complexity
/// `O(e log o)` for `e` edges and `o` outlines.
pub(in crate::network) fn assign(
    zoning: &Zoning,
    vertices: &[VertexDraft],
    edges: &mut [EdgeDraft],
    stays_open: impl Fn(&EdgeDraft) -> bool,
) -> LeftOpen {
    let outline_count = zoning.outlines.all().len() as u32;
    let tagged_private: Vec<bool> = edges.iter().map(|draft| draft.edge.zone == SOME_RESIDENTS).collect();
    for draft in edges.iter_mut().filter(|draft| !stays_open(draft)) {
        let home = inside(zoning, vertices, draft);
        if home != ZoneId::PUBLIC {
            draft.edge.zone = home;
        }
    }
    LeftOpen {
        clips: clips::open(edges, vertices.len(), &tagged_private),
        shared: join_the_rest(vertices.len(), edges, outline_count),
    }
}

/// The zone an edge lies in; public where it is outside, or runs along the side.
fn inside(zoning: &Zoning, vertices: &[VertexDraft], draft: &EdgeDraft) -> ZoneId {
    let places = std::iter::once(vertices[draft.edge.tail.index()].place)
        .chain(draft.between.iter().copied())
        .chain(std::iter::once(vertices[draft.edge.head.index()].place));
    if !zoning.may_cut(places.clone()) {
        return ZoneId::PUBLIC;
    }
    let places: Vec<LonLat> = places.collect();
    // Edges are cut where they cross: the middle of the longest piece tells the side, unless it lies on the line.
    let Some((_, longest)) = places
        .windows(2)
        .map(|piece| (piece[0].distance_m(piece[1]), piece))
        .max_by(|a, b| a.0.total_cmp(&b.0))
    else {
        return ZoneId::PUBLIC;
    };
    let middle = between(longest[0], longest[1], 0.5);
    let home = zoning.home(middle);
    if home == ZoneId::PUBLIC || zoning.runs_along(middle, &places) {
        ZoneId::PUBLIC
    } else {
        home
    }
}

/// Residents-only edges in no gated outline: each connected piece joins the compound it touches, or is a zone of its own, from
/// `last` on. A piece that several compounds touch stays open; says how many do.
fn join_the_rest(vertex_count: usize, edges: &mut [EdgeDraft], last: u32) -> u64 {
    let mut pieces = UnionFind::<u32>::new(vertex_count);
    let mut in_piece = vec![false; vertex_count];
    let ends = |draft: &EdgeDraft| [draft.edge.tail.index(), draft.edge.head.index()];
    for draft in edges.iter().filter(|draft| draft.edge.zone == SOME_RESIDENTS) {
        pieces.union(draft.edge.tail.0, draft.edge.head.0);
        for end in ends(draft) {
            in_piece[end] = true;
        }
    }
    let mut touched: BTreeSet<(u32, ZoneId)> = BTreeSet::new();
    for draft in edges
        .iter()
        .filter(|draft| ![ZoneId::PUBLIC, SOME_RESIDENTS].contains(&draft.edge.zone))
    {
        for end in ends(draft).into_iter().filter(|end| in_piece[*end]) {
            touched.insert((pieces.find(end as u32), draft.edge.zone));
        }
    }
    let mut zone_of: BTreeMap<u32, ZoneId> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for (piece, zone) in touched {
        if *zone_of.entry(piece).or_insert(zone) != zone {
            shared.insert(piece);
        }
    }
    // One zone cannot say "these two compounds": shutting either in would be the worse error.
    zone_of.extend(shared.iter().map(|piece| (*piece, ZoneId::PUBLIC)));
    let mut next = last;
    for draft in edges.iter_mut().filter(|draft| draft.edge.zone == SOME_RESIDENTS) {
        draft.edge.zone = *zone_of.entry(pieces.find(draft.edge.tail.0)).or_insert_with(|| {
            next += 1;
            ZoneId(next)
        });
    }
    shared.len() as u64
}
