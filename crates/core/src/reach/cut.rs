//! Edges' lines cut where links meet them.

use geo::Coord;

use crate::ids::EdgeId;
use crate::lonlat::{Frame, LonLat};
use crate::network::{Link, Network};
use crate::reach::doors::End;

/// A place on an edge.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot {
    End(End),
    On(Link),
}

/// The places along an edge from one spot to another, both included.
pub(super) fn line_between(network: &Network, edge: EdgeId, from: &Spot, to: &Spot) -> Vec<LonLat> {
    let line: Vec<LonLat> = network.line(edge).collect();
    if is_before(from, to) {
        cut(&line, from, to)
    } else {
        let mut backward = cut(&line, to, from);
        backward.reverse();
        backward
    }
}

fn is_before(from: &Spot, to: &Spot) -> bool {
    match (from, to) {
        (Spot::End(End::Tail), _) | (_, Spot::End(End::Head)) => true,
        (Spot::End(End::Head), _) | (_, Spot::End(End::Tail)) => false,
        (Spot::On(from), Spot::On(to)) => from.along <= to.along,
    }
}

fn cut(line: &[LonLat], from: &Spot, to: &Spot) -> Vec<LonLat> {
    let (first, start) = locate(line, from);
    let (last, end) = locate(line, to);
    let between = line.get(first + 1..=last).unwrap_or_default();
    std::iter::once(start)
        .chain(between.iter().copied())
        .chain(std::iter::once(end))
        .collect()
}

/// The segment a spot lies on, and its place.
fn locate(line: &[LonLat], spot: &Spot) -> (usize, LonLat) {
    match spot {
        Spot::End(End::Tail) => (0, line[0]),
        Spot::End(End::Head) => (line.len() - 2, line[line.len() - 1]),
        Spot::On(link) => (segment_of(line, link), link.at),
    }
}

/// The segment that fits a link best, by nearness to its place and by the length walked to it, so that a line that
/// crosses itself is cut on the right pass.
fn segment_of(line: &[LonLat], link: &Link) -> usize {
    let frame = Frame::around(link.at);
    let along = link.along.length.metres();
    let mut walked = 0.0;
    let mut best = (f64::INFINITY, 0);
    for (index, pair) in line.windows(2).enumerate() {
        let (a, b) = (frame.to_metres(pair[0]), frame.to_metres(pair[1]));
        let length = (b - a).x.hypot((b - a).y);
        let fraction = nearest_fraction(a, b);
        let near = a + (b - a) * fraction;
        let misfit = near.x.hypot(near.y) + (walked + fraction * length - along).abs();
        if misfit < best.0 {
            best = (misfit, index);
        }
        walked += length;
    }
    best.1
}

/// Where from `a` (0) to `b` (1) it is nearest to the origin.
fn nearest_fraction(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let along = b - a;
    let squared = along.x * along.x + along.y * along.y;
    if squared > 0.0 {
        (-(a.x * along.x + a.y * along.y) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    }
}
