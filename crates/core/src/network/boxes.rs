//! Boxes in degrees: a first, cheap look at what may be near.

use rstar::AABB;

use crate::lonlat::{LonLat, metres_per_degree};

/// The box of a line of places, in degrees.
pub(super) fn box_around(places: impl Iterator<Item = LonLat>) -> Option<AABB<[f64; 2]>> {
    let corners = places.map(|place| (place, place)).reduce(|(low, high), (place, _)| {
        let low = LonLat {
            lon: low.lon.min(place.lon),
            lat: low.lat.min(place.lat),
        };
        let high = LonLat {
            lon: high.lon.max(place.lon),
            lat: high.lat.max(place.lat),
        };
        (low, high)
    });
    corners.map(|(low, high)| AABB::from_corners(low.coord().into(), high.coord().into()))
}

/// A box with so many metres more on every side, or a little more than that.
pub(super) fn widened(around: &AABB<[f64; 2]>, metres: f64) -> AABB<[f64; 2]> {
    let (low, high) = (around.lower(), around.upper());
    // Degrees of longitude are shortest, so most, at the latitude farthest from the equator.
    let farthest = low[1].abs().max(high[1].abs());
    let (per_lon, _) = metres_per_degree(farthest);
    let (_, per_lat) = metres_per_degree(0.0);
    let (dx, dy) = (metres / per_lon.max(1.0), metres / per_lat);
    AABB::from_corners([low[0] - dx, low[1] - dy], [high[0] + dx, high[1] + dy])
}
