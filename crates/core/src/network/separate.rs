//! Carriageways whose tags send walkers to a footway beside them.
//!
//! `sidewalk=separate` alone closes nothing: where the footway was never drawn, or is not joined to the streets around, walkers
//! would be cut off. A carriageway is off only where a footway of the same piece of network runs beside its whole length, and
//! only while every side street that ends on it still reaches that footway.

use petgraph::unionfind::UnionFind;
use rstar::primitives::{GeomWithData, Line, Rectangle};
use rstar::{AABB, RTree};

use super::drawing::{Drawing, Drawn};
use super::rules::Street;
use crate::extent::Extent;
use crate::lonlat::{Frame, LonLat};

/// A carriageway is looked at every so many metres: shorter than the 25 m it may be off its footway.
const LOOK_EVERY_M: f64 = 20.0;

type Segments = RTree<GeomWithData<Line<[f64; 2]>, (LonLat, LonLat, u32)>>;

/// Stretches of carriageway whose tags send walkers to a footway, by the way they are of.
#[derive(Debug, Default)]
pub(super) struct Deferring {
    /// Taken out.
    pub(super) off: Vec<u32>,
    /// Walked all the same, for want of a footway beside them.
    pub(super) stay: Vec<u32>,
}

/// Takes carriageways with a footway beside them out.
pub(super) fn leave_to_footways(drawing: &mut Drawing, kinds: &[Street], near_m: f64) -> Deferring {
    let defers = |drawn: &Drawn| kinds[drawn.edge.way as usize].defers_to_footway;
    let edges = &drawing.edges;
    let candidates: Vec<usize> = (0..edges.len()).filter(|index| defers(&edges[*index])).collect();
    if candidates.is_empty() {
        return Deferring::default();
    }
    let asking = candidates.iter().filter_map(|index| {
        let around = Extent::of(drawing.line(&edges[*index]))?;
        Some(Rectangle::from_aabb(around.widened(2.0 * near_m)))
    });
    let footways = footway_segments(drawing, kinds, &RTree::bulk_load(asking.collect()));
    let mut pieces = UnionFind::<u32>::new(drawing.vertices.len());
    let mut others = vec![false; drawing.vertices.len()];
    for drawn in edges.iter().filter(|drawn| !defers(drawn)) {
        pieces.union(drawn.edge.tail.0, drawn.edge.head.0);
        others[drawn.edge.tail.index()] = true;
        others[drawn.edge.head.index()] = true;
    }
    let mut stays = vec![true; edges.len()];
    for &index in &candidates {
        let ends = [edges[index].edge.tail, edges[index].edge.head];
        let joined = |footway: u32| {
            ends.iter()
                .all(|end| !others[end.index()] || pieces.equiv(end.0, footway))
        };
        let line: Vec<LonLat> = drawing.line(&edges[index]).collect();
        stays[index] = !has_footway_beside(&line, &footways, near_m, joined);
    }
    let (stay, off): (Vec<usize>, Vec<usize>) = candidates.iter().partition(|index| stays[**index]);
    let ways = |indices: Vec<usize>| indices.into_iter().map(|index| edges[index].edge.way).collect();
    let deferring = Deferring {
        off: ways(off),
        stay: ways(stay),
    };
    let mut stays = stays.into_iter();
    drawing.edges.retain(|_| stays.next().unwrap_or(true));
    deferring
}

/// The segments of footways in the boxes of carriageways that ask for one: most footways are near none.
fn footway_segments(drawing: &Drawing, kinds: &[Street], asking: &RTree<Rectangle<[f64; 2]>>) -> Segments {
    let degrees = |place: LonLat| [place.lon_degrees(), place.lat_degrees()];
    let is_footway = |drawn: &&Drawn| kinds[drawn.edge.way as usize].is_footway;
    let is_near = |around: Extent| {
        let mut near = asking.locate_in_envelope_intersecting(around.envelope());
        near.next().is_some()
    };
    let mut segments = Vec::new();
    for drawn in drawing.edges.iter().filter(is_footway) {
        let line = drawing.line(drawn);
        if !Extent::of(line.clone()).is_some_and(is_near) {
            continue;
        }
        for (a, b) in line.clone().zip(line.skip(1)) {
            segments.push(GeomWithData::new(
                Line::new(degrees(a), degrees(b)),
                (a, b, drawn.edge.tail.0),
            ));
        }
    }
    RTree::bulk_load(segments)
}

fn has_footway_beside(line: &[LonLat], footways: &Segments, near_m: f64, joined: impl Fn(u32) -> bool) -> bool {
    looks(line).into_iter().all(|place| {
        let frame = Frame::around(place);
        let (dx, dy) = frame.degrees_for(near_m);
        let (x, y) = (place.lon_degrees(), place.lat_degrees());
        footways
            .locate_in_envelope_intersecting(AABB::from_corners([x - dx, y - dy], [x + dx, y + dy]))
            .any(|segment| {
                let (a, b, tail) = segment.data;
                frame.metres_to_segment(a, b) <= near_m && joined(tail)
            })
    })
}

/// Places along a line, the middle of every piece of at most [`LOOK_EVERY_M`].
fn looks(line: &[LonLat]) -> Vec<LonLat> {
    let mut places = Vec::new();
    for pair in line.windows(2) {
        let frame = Frame::around(pair[0]);
        let along = frame.to_metres(pair[1]);
        let pieces = (along.x.hypot(along.y) / LOOK_EVERY_M).ceil().max(1.0);
        places.extend((0..pieces as u32).map(|piece| frame.to_place(along * ((f64::from(piece) + 0.5) / pieces))));
    }
    places
}
