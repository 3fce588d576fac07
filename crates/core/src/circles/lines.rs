//! Stretches drawn: the part of an edge's line that each is.

use geo::Coord;

use super::Stretch;
use crate::lonlat::{Frame, LonLat, PER_DEGREE};
use crate::network::Network;

/// The places along a stretch, both ends included, rounded to 1e-7 degrees; a stretch of a lift may be a single place.
pub fn line(network: &Network, stretch: &Stretch) -> Vec<LonLat> {
    let between = |a: LonLat, b: LonLat, share: f64| {
        let part = |from: i32, to: i32| (f64::from(from) + share * (f64::from(to) - f64::from(from))).round() as i32;
        LonLat {
            lon: part(a.lon, b.lon),
            lat: part(a.lat, b.lat),
        }
    };
    cut(network, stretch, |place| place, between)
}

/// The same in metres of a frame, not rounded: two stretches of an edge that meet do so at one and the same place.
pub(super) fn line_in_metres(network: &Network, frame: &Frame, stretch: &Stretch) -> Vec<Coord<f64>> {
    let between = |a: Coord<f64>, b: Coord<f64>, share: f64| a + (b - a) * share;
    cut(network, stretch, |place| frame.to_metres(place), between)
}

/// Places in metres of a frame to the nearest 1e-7 degrees, with the part of one that is left over in degrees.
pub(super) fn degrees(frame: &Frame, place: Coord<f64>) -> [f64; 2] {
    let (east, north) = frame.degrees_for(1.0);
    let origin = frame.origin();
    [
        f64::from(origin.lon) / PER_DEGREE + place.x * east,
        f64::from(origin.lat) / PER_DEGREE + place.y * north,
    ]
}

/// Where along its line a stretch is cut: a segment, and the share of it.
type Spot = (usize, f64);

fn cut<P: Copy + PartialEq>(
    network: &Network,
    stretch: &Stretch,
    place: impl Fn(LonLat) -> P,
    between: impl Fn(P, P, f64) -> P,
) -> Vec<P> {
    let line: Vec<LonLat> = network.line(stretch.edge).collect();
    let length = network.edge(stretch.edge).length.0;
    let share = |along: u32| f64::from(along) / f64::from(length.max(1));
    let first = (stretch.from.0 > 0).then(|| spot(&line, share(stretch.from.0)));
    let last = (stretch.to.0 < length).then(|| spot(&line, share(stretch.to.0)));
    let (start, end) = (
        first.map_or(0, |(segment, _)| segment + 1),
        last.map_or(line.len(), |(segment, _)| segment + 1),
    );
    let at = |spot: Spot| {
        let ends = line.get(spot.0).zip(line.get(spot.0 + 1));
        ends.map(|(a, b)| between(place(*a), place(*b), spot.1))
    };
    let inner = line.get(start..end).unwrap_or_default();
    let mut places: Vec<P> = (first.and_then(at).into_iter())
        .chain(inner.iter().map(|one| place(*one)))
        .chain(last.and_then(at))
        .collect();
    places.dedup();
    places
}

/// The place at a share of a line's length, as its links have it.
fn spot(line: &[LonLat], share: f64) -> Spot {
    let lengths: Vec<f64> = line.windows(2).map(|pair| pair[0].distance_m(pair[1])).collect();
    let mut left = share * lengths.iter().sum::<f64>();
    for (segment, length) in lengths.iter().enumerate() {
        if left <= *length && *length > 0.0 {
            return (segment, left / length);
        }
        left -= length;
    }
    (lengths.len().saturating_sub(1), 1.0)
}
