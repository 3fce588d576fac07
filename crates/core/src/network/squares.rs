//! Straight ways across pedestrian areas: the least network on which every entry reaches every other by the shortest walk
//! inside the area.
//!
//! Entries that see each other are joined straight. Where a fountain or a corner stands between, the shortest walk bends only at
//! reflex corners (of the outer rim, or of a hole), so it is a path of the visibility graph over entries and such
//! corners; only the edges that lie on a shortest walk between two entries are kept. To see includes to look along a rim.
//!
//! # Units
//! Coordinates in metres of one [`Frame`](crate::lonlat::Frame).
//!
//! # References
//! Lozano-Pérez, Wesley (1979), *An algorithm for planning collision-free paths among polyhedral obstacles*. Signs of areas are
//! exact, by Shewchuk's adaptive predicates (crate `robust`, by way of `geo`).

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::winding_order::{Winding, WindingOrder};
use geo::{Coord, Intersects, LineString, Polygon, Rect};

/// Entries and corners beyond which corners are no longer considered: 150 points are 11,175 pairs, a few milliseconds; mapped squares
/// seldom have 40.
const MOST_POINTS: usize = 150;

/// A point of a rim: a position in one of the polygon's rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RimPoint {
    /// 0 is the outer ring, from 1 on the holes.
    pub ring: usize,
    /// Position in the ring as given; its closing point is its first.
    pub index: usize,
}

/// The network across an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crossings {
    /// Corners that walks bend at, beside the entries.
    pub corners: Vec<Coord<f64>>,
    /// Straight edges, each once, the lower end first, ascending. Ends below the number of entries are entries; the others,
    /// less that number, are `corners`.
    pub edges: Vec<(usize, usize)>,
    /// False where the area has too many entries and corners: then only entries in sight of each other are joined, the first 150
    /// of them, and walks round corners are missing.
    pub complete: bool,
}

/// The network on which every entry of an area reaches every other by the shortest walk inside it.
///
/// Entries that are not points of the rim, and second entries at one place, are left unjoined. The rings may wind either way. An
/// area whose rim crosses or touches itself is not walked through where it does.
///
/// # Complexity
/// `O(n^2 m)` for `n` entries and reflex corners (150 at most) and `m` points of the rim.
///
/// # Examples
/// ```
/// use geo::{Polygon, polygon};
/// use service_circle_core::network::squares::{RimPoint, crossings};
///
/// let square: Polygon<f64> = polygon![(x: 0.0, y: 0.0), (x: 100.0, y: 0.0), (x: 100.0, y: 60.0), (x: 0.0, y: 60.0)];
/// let entries = [RimPoint { ring: 0, index: 0 }, RimPoint { ring: 0, index: 2 }];
/// let found = crossings(&square, &entries);
/// assert_eq!(found.edges, [(0, 1)]);
/// assert!(found.corners.is_empty());
/// ```
pub fn crossings(square: &Polygon<f64>, entries: &[RimPoint]) -> Crossings {
    let rim = Rim::new(square);
    let mut points: Vec<Point> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let Some(node) = rim.node_at(*entry) else { continue };
        if points.iter().all(|point| point.node != node) {
            points.push(Point {
                node,
                entry: Some(number),
                only_turned_at: false,
            });
        }
    }
    let corners: Vec<Point> = rim
        .reflex()
        .into_iter()
        .filter(|node| points.iter().all(|point| point.node != *node))
        .map(|node| Point {
            node,
            entry: None,
            only_turned_at: rim.is_alone(node),
        })
        .collect();
    let complete = points.len() + corners.len() <= MOST_POINTS;
    if complete {
        points.extend(corners);
    }
    points.truncate(MOST_POINTS);
    let lines = rim.lines_of_sight(&points);
    let used = on_shortest_walks(&rim, &points, &lines);
    let (corners, edges) = crossings_of(&rim, &points, entries.len(), &used);
    Crossings {
        corners,
        edges,
        complete,
    }
}

/// A point of the visibility graph: a rim node, and the first entry there.
#[derive(Clone, Copy, Debug)]
struct Point {
    node: usize,
    entry: Option<usize>,
    /// Whether shortest walks do nothing here but bend round the corner; not told where the rim touches itself.
    only_turned_at: bool,
}

/// A point of the rim with its neighbours; the area is on the left of the way from `before` over it to `after`.
#[derive(Clone, Copy, Debug)]
struct Node {
    at: Coord<f64>,
    before: Coord<f64>,
    after: Coord<f64>,
    /// Whether the rim turns into the area here.
    reflex: bool,
    /// The box of the side from here to `after`.
    side: Rect<f64>,
}

struct Rim {
    nodes: Vec<Node>,
    /// Node of each point of each ring as given.
    numbers: Vec<Vec<usize>>,
}

impl Rim {
    fn new(square: &Polygon<f64>) -> Self {
        let mut rim = Self {
            nodes: Vec::new(),
            numbers: Vec::new(),
        };
        rim.add(square.exterior(), WindingOrder::CounterClockwise);
        for hole in square.interiors() {
            rim.add(hole, WindingOrder::Clockwise);
        }
        rim
    }

    /// Adds a ring so that the area is on its left; points that repeat the one before are one node. A ring
    /// without an area bounds nothing and is left out.
    fn add(&mut self, ring: &LineString<f64>, wanted: WindingOrder) {
        let Some(order) = ring.winding_order() else {
            self.numbers.push(Vec::new());
            return;
        };
        let turned = order != wanted;
        let given = ring.0.len().saturating_sub(1);
        let mut places: Vec<Coord<f64>> = Vec::with_capacity(given);
        let mut numbers = vec![0; given];
        for step in 0..given {
            let index = if turned { given - 1 - step } else { step };
            if places.last() != Some(&ring.0[index]) {
                places.push(ring.0[index]);
            }
            numbers[index] = places.len() - 1;
        }
        if places.len() > 1 && places.first() == places.last() {
            places.pop();
        }
        let (first, count) = (self.nodes.len(), places.len());
        for (index, &at) in places.iter().enumerate() {
            let before = places[(index + count - 1) % count];
            let after = places[(index + 1) % count];
            self.nodes.push(Node {
                at,
                before,
                after,
                reflex: turn(before, at, after) == Orientation::Clockwise,
                side: Rect::new(at, after),
            });
        }
        let number = |index: usize| first + index % count;
        self.numbers.push(numbers.into_iter().map(number).collect());
    }

    /// The first node at the place of a rim point.
    fn node_at(&self, point: RimPoint) -> Option<usize> {
        let node = *self.numbers.get(point.ring)?.get(point.index)?;
        let at = self.nodes[node].at;
        self.nodes.iter().position(|node| node.at == at)
    }

    /// The places where the rim turns into the area, by the first node at each.
    fn reflex(&self) -> BTreeSet<usize> {
        let turning = self.nodes.iter().filter(|node| node.reflex);
        turning
            .filter_map(|node| self.nodes.iter().position(|other| other.at == node.at))
            .collect()
    }

    /// Whether the rim passes a node's place once.
    fn is_alone(&self, node: usize) -> bool {
        let at = self.nodes[node].at;
        self.nodes.iter().filter(|other| other.at == at).count() == 1
    }

    /// Pairs of points that see each other with no third point of them in between, by ascending pair; none that would meet a corner
    /// which is only turned at without touching it.
    fn lines_of_sight(&self, points: &[Point]) -> Vec<(usize, usize)> {
        let at = |point: &Point| self.nodes[point.node].at;
        // Most pairs are parted at their own corners already.
        let opens = |from: &Point, to: &Point| {
            let node = &self.nodes[from.node];
            if from.only_turned_at {
                is_turned_at_from(node, at(to))
            } else {
                opens_towards(node, at(to))
            }
        };
        let mut lines = Vec::new();
        // What parts one pair mostly parts the next one too, and is asked first.
        let mut parting = None;
        for (a, from) in points.iter().enumerate() {
            for (b, to) in points.iter().enumerate().skip(a + 1) {
                let passed = |point: &Point| is_between(at(from), at(to), at(point));
                if !opens(from, to) || !opens(to, from) || parting.is_some_and(|node| parts(node, at(from), at(to))) {
                    continue;
                }
                match self.parting(at(from), at(to)) {
                    None if !points.iter().any(passed) => lines.push((a, b)),
                    None => {}
                    found => parting = found,
                }
            }
        }
        lines
    }

    /// A node that parts two nodes' places, where any does: else the straight line between them stays inside the area or on
    /// its rim.
    fn parting(&self, from: Coord<f64>, to: Coord<f64>) -> Option<&Node> {
        let line = Rect::new(from, to);
        let mut met = self.nodes.iter().filter(|node| node.side.intersects(&line));
        met.find(|node| parts(node, from, to))
    }
}

/// Whether the straight line between two places crosses the rim on a node's side, or passes or ends at the node without going on
/// into the area.
fn parts(node: &Node, from: Coord<f64>, to: Coord<f64>) -> bool {
    if node.at == from {
        return !opens_towards(node, to);
    }
    if node.at == to {
        return !opens_towards(node, from);
    }
    if is_between(from, to, node.at) {
        return !opens_towards(node, from) || !opens_towards(node, to);
    }
    cross(from, to, node.at, node.after)
}

fn turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, c)
}

/// Whether the area, its rim included, is met on leaving a node towards a place.
fn opens_towards(node: &Node, to: Coord<f64>) -> bool {
    let not_right_of = |a, b| turn(a, b, to) != Orientation::Clockwise;
    let (out, back) = (
        || not_right_of(node.at, node.after),
        || not_right_of(node.before, node.at),
    );
    if node.reflex {
        out() || back()
    } else {
        // On the line of an edge but away from it is outside, unless the rim goes straight on.
        out() && back()
    }
}

/// Whether a walk from a place that bends round a reflex corner can be shortest: where the corner's two sides lie on either hand of
/// the line to it, bending there is a detour.
fn is_turned_at_from(corner: &Node, from: Coord<f64>) -> bool {
    match [
        turn(corner.at, corner.after, from),
        turn(corner.before, corner.at, from),
    ] {
        [Orientation::CounterClockwise, Orientation::CounterClockwise] => false,
        [out, back] => out != Orientation::Clockwise || back != Orientation::Clockwise,
    }
}

/// Whether two segments cross at a point inside both.
fn cross(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    let differ = |one: Orientation, other: Orientation| {
        one != other && one != Orientation::Collinear && other != Orientation::Collinear
    };
    boxes_meet(a, b, c, d) && differ(turn(a, b, c), turn(a, b, d)) && differ(turn(c, d, a), turn(c, d, b))
}

fn boxes_meet(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    a.x.min(b.x) <= c.x.max(d.x)
        && c.x.min(d.x) <= a.x.max(b.x)
        && a.y.min(b.y) <= c.y.max(d.y)
        && c.y.min(d.y) <= a.y.max(b.y)
}

/// Whether a place lies on a segment, its ends left out.
fn is_between(a: Coord<f64>, b: Coord<f64>, place: Coord<f64>) -> bool {
    place != a && place != b && boxes_meet(a, b, place, place) && turn(a, b, place) == Orientation::Collinear
}

/// The lines of sight that lie on the shortest walk between some two entries; of walks equally short the one that
/// is found first, over the lowest points.
fn on_shortest_walks(rim: &Rim, points: &[Point], lines: &[(usize, usize)]) -> BTreeSet<(usize, usize)> {
    let mut neighbours = vec![Vec::new(); points.len()];
    for &(a, b) in lines {
        let step = rim.nodes[points[b].node].at - rim.nodes[points[a].node].at;
        let length = step.x.hypot(step.y);
        neighbours[a].push((b, length));
        neighbours[b].push((a, length));
    }
    let entries = points.iter().filter(|point| point.entry.is_some()).count();
    // Entries stand before corners. One that sees another walks straight to it.
    let straight = lines.iter().filter(|(_, later)| *later < entries);
    let mut used: BTreeSet<(usize, usize)> = straight.copied().collect();
    for from in 0..entries {
        let unseen: Vec<usize> = (from + 1..entries).filter(|to| !used.contains(&(from, *to))).collect();
        if unseen.is_empty() {
            continue;
        }
        let before = shortest_walks(&neighbours, from);
        for to in unseen {
            let mut at = to;
            while let Some(previous) = before[at] {
                used.insert((at.min(previous), at.max(previous)));
                at = previous;
            }
        }
    }
    used
}

/// The point before each on the shortest walk from one (Dijkstra).
fn shortest_walks(neighbours: &[Vec<(usize, f64)>], from: usize) -> Vec<Option<usize>> {
    let mut walked = vec![f64::INFINITY; neighbours.len()];
    let mut before = vec![None; neighbours.len()];
    walked[from] = 0.0;
    // Lengths stand in the order of their bits, as none is negative.
    let mut queue = BinaryHeap::from([Reverse((0.0_f64.to_bits(), from))]);
    while let Some(Reverse((length, at))) = queue.pop() {
        if length != walked[at].to_bits() {
            continue;
        }
        for &(to, length) in &neighbours[at] {
            let further = walked[at] + length;
            if further < walked[to] {
                walked[to] = further;
                before[to] = Some(at);
                queue.push(Reverse((further.to_bits(), to)));
            }
        }
    }
    before
}

/// Names the points of the edges used: entries by their own number, corners after them in the order of the rim.
fn crossings_of(
    rim: &Rim,
    points: &[Point],
    entries: usize,
    used: &BTreeSet<(usize, usize)>,
) -> (Vec<Coord<f64>>, Vec<(usize, usize)>) {
    let mut corners = Vec::new();
    let mut names = vec![None; points.len()];
    let met: BTreeSet<usize> = used.iter().flat_map(|&(a, b)| [a, b]).collect();
    for point in met {
        names[point] = points[point].entry.or_else(|| {
            corners.push(rim.nodes[points[point].node].at);
            Some(entries + corners.len() - 1)
        });
    }
    let mut edges: Vec<(usize, usize)> = used
        .iter()
        .filter_map(|&(a, b)| Some((names[a]?, names[b]?)))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    edges.sort_unstable();
    (corners, edges)
}
