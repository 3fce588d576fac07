//! The network's edges by place: a point joins the nearest edge it can walk straight to.
//!
//! # Units
//! Boxes in degrees, distances in metres of a [`Frame`] around the point.

use rstar::{AABB, RTree, RTreeObject};

use super::obstacles::{Access, Barrier, Obstacles, Opening};
use super::outlines::Outline;
use crate::ids::{EdgeId, VertexId};
use crate::lonlat::{Frame, LonLat};
use crate::network::{Directions, Leg, Link, Network};
use crate::units_of_measure::{Millimetres, Milliseconds, Speed};

/// Segments of one edge that share a box: 8 keep the tree small and its boxes tight.
const SEGMENTS_A_RUN: usize = 8;
/// Distances are told to the millimetre, so a limit is met up to half of one.
const HALF_MILLIMETRE: f64 = 0.0005;
/// Edges are looked at every so many metres to tell whether they run inside an outline: a compound is wider.
const LOOK_EVERY_M: f64 = 10.0;
/// The nearest edge is looked for within this first, metres: a block's width.
const FIRST_LOOK_M: f64 = 50.0;
/// Then so many times as far.
const LOOK_WIDER: f64 = 4.0;
/// Added to boxes in degrees against rounding: a tenth of a millimetre.
const BOX_SLACK_DEGREES: f64 = 1e-9;

/// How far and how a point may join the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SnapRule {
    /// Joined without a remark up to here, metres.
    pub near_m: f64,
    /// Joined but flagged up to here, metres.
    pub far_m: f64,
    /// Speed of the straight walk to the edge.
    pub speed: Speed,
}

/// Edges of a network by place.
#[derive(Debug)]
pub struct EdgeIndex<'a> {
    network: &'a Network,
    runs: RTree<Run>,
    joinable: Vec<bool>,
}

/// A few segments of an edge.
#[derive(Debug)]
struct Run {
    edge: EdgeId,
    first: u32,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for Run {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

/// A place on an edge that a point could join.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    metres: f64,
    edge: EdgeId,
    segment: u32,
    /// Share of the segment from its start.
    share: f64,
    at: LonLat,
}

impl Candidate {
    fn before(&self, other: &Self) -> std::cmp::Ordering {
        self.metres
            .total_cmp(&other.metres)
            .then(self.edge.cmp(&other.edge))
            .then(self.segment.cmp(&other.segment))
    }
}

/// Which places of a segment are looked at.
#[derive(Clone, Copy)]
enum Aim {
    /// The nearest place.
    Nearest,
    /// Both ends: bends, junctions, gates.
    Ends,
}

impl<'a> EdgeIndex<'a> {
    /// Indexes the edges that `may_join` allows: leave islands out here, and nothing is ever joined to one.
    ///
    /// # Complexity
    /// `O(s log s)` for `s` segments; about 56 bytes for 8 segments of an edge.
    pub fn new(network: &'a Network, may_join: &dyn Fn(EdgeId) -> bool) -> Self {
        let mut runs = Vec::with_capacity(network.edge_count());
        let mut joinable = Vec::with_capacity(network.edge_count());
        let mut line = Vec::new();
        for (edge, _) in network.edges() {
            joinable.push(may_join(edge));
            if !may_join(edge) {
                continue;
            }
            line.clear();
            line.extend(network.line(edge).map(|place| <[f64; 2]>::from(place.coord())));
            for first in (0..line.len().saturating_sub(1)).step_by(SEGMENTS_A_RUN) {
                let last = (first + SEGMENTS_A_RUN).min(line.len() - 1);
                runs.push(Run {
                    edge,
                    first: first as u32,
                    envelope: AABB::from_points(&line[first..=last]),
                });
            }
        }
        Self {
            network,
            runs: RTree::bulk_load(runs),
            joinable,
        }
    }

    /// The network indexed.
    pub fn network(&self) -> &'a Network {
        self.network
    }

    /// The way of a point onto the nearest edge that it can walk straight to: by projection on the edge, not to its ends. `None`
    /// where none is within `rule.far_m` without an obstacle between.
    ///
    /// `admits` may refuse places on edges; `through` is a gate the point stands at. Every segment of an edge is tried on its
    /// own, so an edge partly behind a wall is joined where it is not. Among equals the lowest edge is taken. Exact: the answer
    /// is that of looking at every segment of the network.
    ///
    /// # Complexity
    /// `O(log r + k log k)` for `r` runs and `k` segments in a box of the distance found (25 m, then 100 m, then 300 m by
    /// default).
    pub fn snap(
        &self,
        point: LonLat,
        rule: &SnapRule,
        obstacles: &Obstacles,
        through: Option<Opening>,
        admits: &dyn Fn(EdgeId, LonLat) -> bool,
    ) -> Option<Link> {
        self.search(point, rule, obstacles, through, admits, Aim::Nearest)
    }

    /// As [`EdgeIndex::snap`], but to the nearest bend, junction or end of an edge: a gate in the wall that hides all projections.
    pub fn snap_to_ends(
        &self,
        point: LonLat,
        rule: &SnapRule,
        obstacles: &Obstacles,
        admits: &dyn Fn(EdgeId, LonLat) -> bool,
    ) -> Option<Link> {
        self.search(point, rule, obstacles, None, admits, Aim::Ends)
    }

    /// A straight way of any length onto a vertex, by an edge that may be walked both ways where it has one. `None` where no edge
    /// there may be joined. Nothing is asked of obstacles.
    pub fn link_to_vertex(&self, point: LonLat, vertex: VertexId, rule: &SnapRule) -> Option<Link> {
        let edge = self
            .network
            .arcs(vertex)
            .iter()
            .map(|arc| arc.edge())
            .filter(|edge| self.joinable.get(edge.index()).copied().unwrap_or(false))
            .min_by_key(|edge| (self.network.edge(*edge).directions != Directions::Both, *edge))?;
        let at = self.network.place(vertex);
        let segments = self.network.line(edge).count().saturating_sub(1) as u32;
        let at_tail = self.network.edge(edge).tail == vertex;
        Some(self.link(
            &Candidate {
                metres: point.distance_m(at),
                edge,
                segment: if at_tail { 0 } else { segments.saturating_sub(1) },
                share: if at_tail { 0.0 } else { 1.0 },
                at,
            },
            rule,
        ))
    }

    /// A straight way of any length onto the nearest place of one edge. Nothing is asked of obstacles.
    pub(crate) fn link_onto(&self, point: LonLat, edge: EdgeId, rule: &SnapRule) -> Option<Link> {
        let frame = Frame::around(point);
        let mut line = self.network.line(edge);
        let mut start = line.next()?;
        let mut nearest: Option<Candidate> = None;
        for (segment, end) in (0..).zip(line) {
            let found = project(&frame, edge, segment, start, end);
            if nearest.is_none_or(|nearest| found.before(&nearest).is_lt()) {
                nearest = Some(found);
            }
            start = end;
        }
        nearest.map(|nearest| self.link(&nearest, rule))
    }

    /// Metres from a point to the nearest edge that may be joined, `None` beyond `within_m`. Nothing is asked of obstacles.
    pub(crate) fn nearest_m(&self, point: LonLat, within_m: f64) -> Option<f64> {
        let mut reach_m = within_m.min(FIRST_LOOK_M);
        loop {
            let found = self.within(point, reach_m, f64::NEG_INFINITY, Aim::Nearest);
            let nearest = found.iter().map(|one| one.metres).min_by(f64::total_cmp);
            if nearest.is_some() || reach_m >= within_m {
                return nearest;
            }
            reach_m = (reach_m * LOOK_WIDER).min(within_m);
        }
    }

    /// Edges within so many metres of an outline and not inside it, each with its place nearest to the outline's middle.
    pub(crate) fn beside(&self, outline: &Outline, metres: f64) -> Vec<(EdgeId, LonLat)> {
        let (low, high) = outline.box_with_margin(metres);
        let mut edges: Vec<EdgeId> = self
            .runs
            .locate_in_envelope_intersecting(AABB::from_corners(low, high))
            .map(|run| run.edge)
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let frame = Frame::around(outline.inner_place());
        edges
            .into_iter()
            .filter_map(|edge| {
                let line: Vec<LonLat> = self.network.line(edge).collect();
                let near = outline.line_to_line_m(&line) <= metres;
                let nearest = line
                    .windows(2)
                    .map(|pair| project(&frame, edge, 0, pair[0], pair[1]))
                    .min_by(Candidate::before)?;
                (near && !outline.holds(nearest.at)).then_some((edge, nearest.at))
            })
            .collect()
    }

    /// Whether any edge runs inside an outline.
    pub(crate) fn any_inside(&self, outline: &Outline) -> bool {
        let (low, high) = outline.box_with_margin(0.0);
        self.runs
            .locate_in_envelope_intersecting(AABB::from_corners(low, high))
            .any(|run| {
                let line: Vec<LonLat> = self
                    .network
                    .line(run.edge)
                    .skip(run.first as usize)
                    .take(SEGMENTS_A_RUN + 1)
                    .collect();
                line.windows(2)
                    .any(|pair| places_along(pair[0], pair[1]).any(|place| outline.holds(place)))
            })
    }

    fn search(
        &self,
        point: LonLat,
        rule: &SnapRule,
        obstacles: &Obstacles,
        through: Option<Opening>,
        admits: &dyn Fn(EdgeId, LonLat) -> bool,
        aim: Aim,
    ) -> Option<Link> {
        let from_water = obstacles.in_water(point);
        let mut last_blocker: Option<&Barrier> = None;
        let mut tried_m = f64::NEG_INFINITY;
        for reach_m in [rule.near_m / 4.0, rule.near_m, rule.far_m] {
            let reach_m = reach_m + HALF_MILLIMETRE;
            if reach_m <= tried_m {
                continue;
            }
            let mut candidates = self.within(point, reach_m, tried_m, aim);
            candidates.sort_unstable_by(Candidate::before);
            for candidate in candidates {
                if !admits(candidate.edge, candidate.at) {
                    continue;
                }
                let access = Access {
                    from: point,
                    to: candidate.at,
                    through,
                    from_water,
                };
                // The wall that stopped the last try mostly stops the next.
                if last_blocker.is_some_and(|barrier| obstacles.stops(barrier, &access)) {
                    continue;
                }
                match obstacles.blocker(&access) {
                    Some(barrier) => last_blocker = Some(barrier),
                    None => return Some(self.link(&candidate, rule)),
                }
            }
            tried_m = reach_m;
        }
        None
    }

    /// Places on edges at most `reach_m` and more than `tried_m` from a point.
    fn within(&self, point: LonLat, reach_m: f64, tried_m: f64, aim: Aim) -> Vec<Candidate> {
        let frame = Frame::around(point);
        let (east, north) = frame.degrees_for(reach_m);
        let (east, north) = (east + BOX_SLACK_DEGREES, north + BOX_SLACK_DEGREES);
        let centre = point.coord();
        let around = AABB::from_corners([centre.x - east, centre.y - north], [centre.x + east, centre.y + north]);
        let mut found = Vec::new();
        let mut keep = |candidate: Candidate| {
            if candidate.metres <= reach_m && candidate.metres > tried_m {
                found.push(candidate);
            }
        };
        for run in self.runs.locate_in_envelope_intersecting(around) {
            let mut line = self.network.line(run.edge).skip(run.first as usize);
            let Some(mut start) = line.next() else { continue };
            for (step, end) in line.take(SEGMENTS_A_RUN).enumerate() {
                let segment = run.first + step as u32;
                match aim {
                    Aim::Nearest => keep(project(&frame, run.edge, segment, start, end)),
                    Aim::Ends => {
                        keep(at_end(&frame, run.edge, segment, start, 0.0));
                        keep(at_end(&frame, run.edge, segment, end, 1.0));
                    }
                }
                start = end;
            }
        }
        found
    }

    /// The link of a place on an edge.
    ///
    /// `along` and the rest sum to the edge exactly: the length along is rounded to the millimetre, its time is that share of the
    /// edge's time rounded to the millisecond, and the other end has what is left.
    fn link(&self, candidate: &Candidate, rule: &SnapRule) -> Link {
        let edge = self.network.edge(candidate.edge);
        let (mut before, mut total) = (0.0, 0.0);
        let mut line = self.network.line(candidate.edge);
        let mut start = line.next();
        for (segment, end) in line.enumerate() {
            let metres = start.map_or(0.0, |start| start.distance_m(end));
            match segment.cmp(&(candidate.segment as usize)) {
                std::cmp::Ordering::Less => before += metres,
                std::cmp::Ordering::Equal => before += metres * candidate.share,
                std::cmp::Ordering::Greater => {}
            }
            total += metres;
            start = Some(end);
        }
        let share = if total > 0.0 {
            (before / total).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let length = (f64::from(edge.length.0) * share).round() as u32;
        let time = share_of(edge.time.0, length, edge.length.0);
        let along = Leg {
            time: Milliseconds(time),
            length: Millimetres(length),
        };
        let rest = Leg {
            time: Milliseconds(edge.time.0 - time),
            length: Millimetres(edge.length.0 - length),
        };
        let wait = |end: VertexId| Leg {
            time: self.network.end_wait(edge, end),
            length: Millimetres(0),
        };
        Link {
            edge: candidate.edge,
            at: candidate.at,
            off: Leg {
                time: rule.speed.time_for(candidate.metres),
                length: Millimetres::from_metres(candidate.metres),
            },
            to_tail: along.plus(wait(edge.tail)),
            to_head: rest.plus(wait(edge.head)),
            along,
            flagged: candidate.metres > rule.near_m + HALF_MILLIMETRE,
        }
    }
}

/// Places along a segment, the middle of every piece of at most [`LOOK_EVERY_M`].
fn places_along(a: LonLat, b: LonLat) -> impl Iterator<Item = LonLat> {
    let frame = Frame::around(a);
    let along = frame.to_metres(b);
    let pieces = (along.x.hypot(along.y) / LOOK_EVERY_M).ceil().max(1.0) as u32;
    (0..pieces).map(move |piece| frame.to_place(along * ((f64::from(piece) + 0.5) / f64::from(pieces))))
}

/// `whole * part / of`, rounded to the nearest integer; never above `whole`.
fn share_of(whole: u32, part: u32, of: u32) -> u32 {
    let (whole, part, of) = (u64::from(whole), u64::from(part), u64::from(of.max(1)));
    ((whole * part + of / 2) / of).min(whole) as u32
}

/// The nearest place of a segment; exactly an end where it is one, so that neighbours agree on its distance.
fn project(frame: &Frame, edge: EdgeId, segment: u32, start: LonLat, end: LonLat) -> Candidate {
    let (a, b) = (frame.to_metres(start), frame.to_metres(end));
    let along = b - a;
    let squared = along.x * along.x + along.y * along.y;
    let share = if squared > 0.0 {
        -(a.x * along.x + a.y * along.y) / squared
    } else {
        0.0
    };
    if share <= 0.0 {
        return at_end(frame, edge, segment, start, 0.0);
    }
    if share >= 1.0 {
        return at_end(frame, edge, segment, end, 1.0);
    }
    let nearest = a + along * share;
    Candidate {
        metres: nearest.x.hypot(nearest.y),
        edge,
        segment,
        share,
        at: frame.to_place(nearest),
    }
}

fn at_end(frame: &Frame, edge: EdgeId, segment: u32, end: LonLat, share: f64) -> Candidate {
    let metres = frame.to_metres(end);
    Candidate {
        metres: metres.x.hypot(metres.y),
        edge,
        segment,
        share,
        at: end,
    }
}
