//! Rings from the pieces that a multipolygon relation has as members, and which ring is a hole of which.
//!
//! # References
//! <https://wiki.openstreetmap.org/wiki/Relation:multipolygon/Algorithm>

use std::collections::{BTreeMap, HashMap};

use super::collect::Role;
use crate::ids::NodeIndex;
use crate::lonlat::LonLat;

/// Different nodes that a ring needs to enclose something.
const LEAST_NODES: usize = 3;

/// A member way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) nodes: &'a [NodeIndex],
    pub(super) role: Role,
}

/// A closed line that passes no node twice; its first node is not repeated here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ring {
    pub(super) nodes: Vec<NodeIndex>,
    /// The role that all its pieces have.
    pub(super) role: Role,
}

/// Joins pieces to rings, whichever way and in whichever order they stand. Gives the rings, and how many pieces are left over.
///
/// Where more than two pieces meet, one of the same role goes on. A line that passes a node twice is cut there, so rings that
/// touch in a node come out apart however they were walked.
pub(super) fn join(pieces: &[Piece<'_>]) -> (Vec<Ring>, usize) {
    let mut rings = Vec::new();
    let mut open = Vec::new();
    for piece in pieces {
        match piece.nodes {
            [first, .., last] if first == last => cut(piece.nodes, piece.role, &mut rings),
            [_, _, ..] => open.push(*piece),
            _ => {}
        }
    }
    let mut ends = Ends::of(&open);
    let mut left_over = ends.prune();
    while let Some(start) = ends.unused() {
        let chain = ends.walk(start);
        if let (Some(first), Some(last)) = (chain.nodes.first(), chain.nodes.last())
            && first == last
        {
            cut(&chain.nodes, chain.role, &mut rings);
        } else {
            left_over += chain.pieces;
        }
    }
    (rings, left_over)
}

/// Open pieces by the nodes they end at.
struct Ends<'a> {
    pieces: &'a [Piece<'a>],
    used: Vec<bool>,
    at: BTreeMap<NodeIndex, Vec<usize>>,
}

/// Pieces one after another.
struct Chain {
    nodes: Vec<NodeIndex>,
    role: Role,
    pieces: usize,
}

impl<'a> Ends<'a> {
    fn of(pieces: &'a [Piece<'a>]) -> Self {
        let mut at = BTreeMap::<NodeIndex, Vec<usize>>::new();
        for (nth, piece) in pieces.iter().enumerate() {
            for end in piece.ends() {
                at.entry(end).or_default().push(nth);
            }
        }
        Self {
            pieces,
            used: vec![false; pieces.len()],
            at,
        }
    }

    fn is_used(&self, nth: usize) -> bool {
        self.used.get(nth).copied().unwrap_or(true)
    }

    fn mark_used(&mut self, nth: usize) {
        if let Some(used) = self.used.get_mut(nth) {
            *used = true;
        }
    }

    fn unused(&self) -> Option<usize> {
        self.used.iter().position(|used| !used)
    }

    fn unused_at(&self, node: NodeIndex) -> impl Iterator<Item = usize> + '_ {
        self.at
            .get(&node)
            .into_iter()
            .flatten()
            .copied()
            .filter(|nth| !self.is_used(*nth))
    }

    /// Takes out pieces that end where no other begins, again and again: they are part of no ring. Gives their number.
    fn prune(&mut self) -> usize {
        let mut loose: Vec<NodeIndex> = self.at.keys().copied().collect();
        let mut pruned = 0;
        while let Some(node) = loose.pop() {
            let mut here = self.unused_at(node);
            if let (Some(nth), None) = (here.next(), here.next()) {
                drop(here);
                self.mark_used(nth);
                pruned += 1;
                loose.extend(self.pieces.get(nth).into_iter().flat_map(Piece::ends));
            }
        }
        pruned
    }

    /// Goes on from a piece until the chain closes or ends.
    fn walk(&mut self, start: usize) -> Chain {
        let mut chain = Chain {
            nodes: Vec::new(),
            role: self.pieces.get(start).map_or(Role::Untold, |piece| piece.role),
            pieces: 0,
        };
        let mut next = Some(start);
        while let Some((nth, piece)) = next.and_then(|nth| Some((nth, *self.pieces.get(nth)?))) {
            self.mark_used(nth);
            chain.push(&piece);
            let Some(end) = chain
                .nodes
                .last()
                .copied()
                .filter(|end| chain.nodes.first() != Some(end))
            else {
                break;
            };
            let same_role = |nth: &usize| self.pieces.get(*nth).is_some_and(|other| other.role == piece.role);
            next = self
                .unused_at(end)
                .find(same_role)
                .or_else(|| self.unused_at(end).next());
        }
        chain
    }
}

impl Piece<'_> {
    fn ends(&self) -> impl Iterator<Item = NodeIndex> + use<> {
        let ends = [self.nodes.first().copied(), self.nodes.last().copied()];
        ends.into_iter().flatten()
    }
}

impl Chain {
    fn push(&mut self, piece: &Piece<'_>) {
        if piece.role != self.role {
            self.role = Role::Untold;
        }
        self.pieces += 1;
        let Some(end) = self.nodes.pop() else {
            self.nodes.extend_from_slice(piece.nodes);
            return;
        };
        if piece.nodes.first() == Some(&end) {
            self.nodes.extend_from_slice(piece.nodes);
        } else {
            self.nodes.extend(piece.nodes.iter().rev());
        }
    }
}

/// Cuts a closed line into rings that pass no node twice.
fn cut(line: &[NodeIndex], role: Role, rings: &mut Vec<Ring>) {
    let first_new = rings.len();
    let mut path = Vec::<NodeIndex>::new();
    let mut places = HashMap::<NodeIndex, usize>::new();
    for node in line {
        if let Some(from) = places.get(node).copied() {
            let nodes = path.split_off(from);
            for node in &nodes {
                places.remove(node);
            }
            if nodes.len() >= LEAST_NODES {
                rings.push(Ring { nodes, role });
            }
        }
        places.insert(*node, path.len());
        path.push(*node);
    }
    // A line that touches itself may draw its own hole: its role tells of the whole only.
    if rings.len() > first_new + 1 {
        for ring in rings.iter_mut().skip(first_new) {
            ring.role = Role::Untold;
        }
    }
}

/// Outer rings with their holes, as indices of rings.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Nested {
    /// Each outer ring and the holes in it.
    pub(super) polygons: Vec<(usize, Vec<usize>)>,
    /// Rings whose role is `inner` that lie in no outer ring.
    pub(super) holes_alone: usize,
    /// Rings whose role is `outer` that lie in an outer ring and add nothing to it.
    pub(super) outers_inside: usize,
    /// Rings with fewer than three known places.
    pub(super) without_places: usize,
}

/// Assigns holes to outer rings by containment; roles only settle what containment leaves odd.
///
/// # Complexity
/// Pairs of rings whose boxes overlap, times their nodes.
pub(super) fn nest(rings: &[Ring], place: impl Fn(NodeIndex) -> Option<LonLat>) -> Nested {
    let mut nested = Nested::default();
    let mut outlines: Vec<Outline> = Vec::new();
    for (ring, Ring { nodes, .. }) in rings.iter().enumerate() {
        let points: Vec<Point> = nodes.iter().filter_map(|node| place(*node)).map(doubled).collect();
        if points.len() < LEAST_NODES {
            nested.without_places += 1;
        } else {
            outlines.push(Outline::new(ring, points));
        }
    }
    // Largest first: what holds a ring comes before it.
    outlines.sort_by(|a, b| b.area.cmp(&a.area).then(a.ring.cmp(&b.ring)));
    let mut accepted: Vec<(&Outline, Option<usize>)> = Vec::new();
    for outline in &outlines {
        let holder = accepted.iter().rev().find(|(other, _)| other.holds(outline));
        let role = rings.get(outline.ring).map_or(Role::Untold, |ring| ring.role);
        match (holder, role) {
            // In a hole, or in nothing: an outer ring.
            (None | Some((_, None)), Role::Inner) => nested.holes_alone += 1,
            (None | Some((_, None)), _) => {
                accepted.push((outline, Some(nested.polygons.len())));
                nested.polygons.push((outline.ring, Vec::new()));
            }
            (Some((_, Some(_))), Role::Outer) => nested.outers_inside += 1,
            (Some((_, Some(polygon))), _) => {
                if let Some((_, holes)) = nested.polygons.get_mut(*polygon) {
                    holes.push(outline.ring);
                }
                accepted.push((outline, None));
            }
        }
    }
    nested
}

/// A point in half units of 1e-7 degrees, so that the middle of two places is one too.
type Point = (i64, i64);

fn doubled(place: LonLat) -> Point {
    (2 * i64::from(place.lon), 2 * i64::from(place.lat))
}

/// A ring on the ground.
struct Outline {
    ring: usize,
    points: Vec<Point>,
    low: Point,
    high: Point,
    /// Twice the area, exact.
    area: u128,
}

/// Where a point lies to a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
    On,
}

impl Outline {
    fn new(ring: usize, points: Vec<Point>) -> Self {
        let low = points
            .iter()
            .fold((i64::MAX, i64::MAX), |low, p| (low.0.min(p.0), low.1.min(p.1)));
        let high = points
            .iter()
            .fold((i64::MIN, i64::MIN), |high, p| (high.0.max(p.0), high.1.max(p.1)));
        let twice: i128 = sides(&points)
            .map(|(a, b)| i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1))
            .sum();
        Self {
            ring,
            points,
            low,
            high,
            area: twice.unsigned_abs(),
        }
    }

    /// Whether another ring lies in this one; rings do not cross, so one point off the line tells.
    fn holds(&self, other: &Self) -> bool {
        if self.low.0 > other.low.0
            || self.low.1 > other.low.1
            || self.high.0 < other.high.0
            || self.high.1 < other.high.1
        {
            return false;
        }
        let middles = sides(&other.points).map(|(a, b)| (i64::midpoint(a.0, b.0), i64::midpoint(a.1, b.1)));
        other
            .points
            .iter()
            .copied()
            .chain(middles)
            .map(|point| self.side(point))
            .find(|side| *side != Side::On)
            == Some(Side::Inside)
    }

    /// Where a point lies, by crossings of a ray to the east; exact.
    fn side(&self, (x, y): Point) -> Side {
        let mut inside = false;
        for (a, b) in sides(&self.points) {
            let cross = i128::from(b.0 - a.0) * i128::from(y - a.1) - i128::from(x - a.0) * i128::from(b.1 - a.1);
            let in_box = x >= a.0.min(b.0) && x <= a.0.max(b.0) && y >= a.1.min(b.1) && y <= a.1.max(b.1);
            if cross == 0 && in_box {
                return Side::On;
            }
            if (a.1 > y) != (b.1 > y) && (cross > 0) == (b.1 > a.1) {
                inside = !inside;
            }
        }
        if inside { Side::Inside } else { Side::Outside }
    }
}

/// A ring's sides, the closing one too.
fn sides(points: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    points.iter().copied().zip(points.iter().copied().cycle().skip(1))
}
