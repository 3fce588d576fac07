//! A circle as an area: the ground that belongs to its streets.

use geo::Coord;

use super::Stretch;
use super::ground::Ground;
use super::squares::{Drawn, Squares};
use super::sweep::{Arm, REACH_M, Sweep};
use super::union::Shape;
use crate::ids::VertexId;
use crate::lonlat::Frame;

/// The area of some stretches (by edge), together with a smaller one; `doors` are straight walks from doors to their streets.
pub(super) fn area(
    ground: &Ground<'_>,
    frame: &Frame,
    stretches: &[Stretch],
    doors: &[[Coord<f64>; 2]],
    inner: &Shape,
) -> Shape {
    let network = ground.network;
    let mut squares = Squares::default();
    let lines = squares.sparse(network, frame, stretches.to_vec());
    let places = lines.iter().flat_map(|line| &line.places);
    let Some(bounds) = bounds(places.chain(doors.iter().flatten())) else {
        return inner.clone();
    };
    let nearby = ground.around(frame, stretches, &mut squares, bounds);
    let mut sweep = Sweep {
        nearby: &nearby,
        rings: Vec::with_capacity(2 * lines.len()),
    };
    let mut arms: Vec<(VertexId, Arm)> = Vec::with_capacity(2 * lines.len());
    for Drawn { stretch, places } in &lines {
        let Some([first, last]) = sweep.line(places) else {
            continue;
        };
        // Where a stretch is cut the street goes on, so nothing is swept beyond.
        let edge = network.edge(stretch.edge);
        arms.extend((stretch.from.0 == 0).then_some((edge.tail, first)));
        arms.extend((stretch.to == edge.length).then_some((edge.head, last)));
    }
    arms.sort_by_key(|(vertex, _)| *vertex);
    for meeting in arms.chunk_by(|a, b| a.0 == b.0) {
        let meeting: Vec<Arm> = meeting.iter().map(|(_, arm)| *arm).collect();
        sweep.fans(&meeting);
    }
    for [door, street] in doors {
        sweep.core(*door, *street);
    }
    inner.with(frame, &sweep.rings)
}

/// The corners of a box of places with room for their ground around.
fn bounds<'a>(mut places: impl Iterator<Item = &'a Coord<f64>>) -> Option<(Coord<f64>, Coord<f64>)> {
    let first = *places.next()?;
    let (low, high) = places.fold((first, first), |(low, high), place| {
        (
            Coord {
                x: low.x.min(place.x),
                y: low.y.min(place.y),
            },
            Coord {
                x: high.x.max(place.x),
                y: high.y.max(place.y),
            },
        )
    });
    let room = Coord {
        x: 2.0 * REACH_M,
        y: 2.0 * REACH_M,
    };
    Some((low - room, high + room))
}
