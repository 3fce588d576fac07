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
use crate::extent::Extent;
use crate::ids::ZoneId;
use crate::lonlat::LonLat;
use crate::network::drawing::{Drawing, Drawn};
use crate::network::graph::Edge;
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
        let around = Extent::from(a).with(Extent::from(b));
        let near = self.gated.locate_in_envelope_intersecting(around.envelope());
        self.outlines.crossings(near.map(|outline| outline.data), a, b)
    }

    /// Whether any gated outline's box meets a box.
    pub(in crate::network) fn any_gated_near(&self, around: Extent) -> bool {
        let mut near = self.gated.locate_in_envelope_intersecting(around.envelope());
        near.next().is_some()
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
    drawing: &mut Drawing,
    stays_open: impl Fn(&Edge) -> bool,
) -> LeftOpen {
    let outline_count = zoning.outlines.all().len() as u32;
    let tagged_private: Vec<bool> = drawing
        .edges
        .iter()
        .map(|drawn| drawn.edge.zone == SOME_RESIDENTS)
        .collect();
    for index in 0..drawing.edges.len() {
        let drawn = &drawing.edges[index];
        if !drawn.near_gated || stays_open(&drawn.edge) {
            continue;
        }
        let home = inside(zoning, drawing.line(drawn));
        if home != ZoneId::PUBLIC {
            drawing.edges[index].edge.zone = home;
        }
    }
    let vertex_count = drawing.vertices.len();
    LeftOpen {
        clips: clips::open(&mut drawing.edges, vertex_count, &tagged_private),
        shared: join_the_rest(vertex_count, &mut drawing.edges, outline_count),
    }
}

/// The zone that a line lies in; public where it is outside, or runs along the side.
fn inside(zoning: &Zoning, line: impl Iterator<Item = LonLat> + Clone) -> ZoneId {
    if !Extent::of(line.clone()).is_some_and(|around| zoning.any_gated_near(around)) {
        return ZoneId::PUBLIC;
    }
    let places: Vec<LonLat> = line.collect();
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
fn join_the_rest(vertex_count: usize, edges: &mut [Drawn], last: u32) -> u64 {
    let mut pieces = UnionFind::<u32>::new(vertex_count);
    let mut in_piece = vec![false; vertex_count];
    let ends = |drawn: &Drawn| [drawn.edge.tail.index(), drawn.edge.head.index()];
    for drawn in edges.iter().filter(|drawn| drawn.edge.zone == SOME_RESIDENTS) {
        pieces.union(drawn.edge.tail.0, drawn.edge.head.0);
        for end in ends(drawn) {
            in_piece[end] = true;
        }
    }
    let mut touched: BTreeSet<(u32, ZoneId)> = BTreeSet::new();
    for drawn in edges
        .iter()
        .filter(|drawn| ![ZoneId::PUBLIC, SOME_RESIDENTS].contains(&drawn.edge.zone))
    {
        for end in ends(drawn).into_iter().filter(|end| in_piece[*end]) {
            touched.insert((pieces.find(end as u32), drawn.edge.zone));
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
    for drawn in edges.iter_mut().filter(|drawn| drawn.edge.zone == SOME_RESIDENTS) {
        drawn.edge.zone = *zone_of.entry(pieces.find(drawn.edge.tail.0)).or_insert_with(|| {
            next += 1;
            ZoneId(next)
        });
    }
    shared.len() as u64
}
