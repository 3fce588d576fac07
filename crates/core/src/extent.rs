//! Boxes around places: a first, cheap look at what may be near.

use geo::Rect;
use rstar::AABB;

use crate::lonlat::{LonLat, metres_per_degree};

/// The least box that holds some places: its south-west and north-east corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) low: LonLat,
    pub(crate) high: LonLat,
}

impl Extent {
    /// The box of places; none of none.
    pub(crate) fn of(places: impl Iterator<Item = LonLat>) -> Option<Self> {
        places.map(Self::from).reduce(Self::with)
    }

    /// The least box that holds both.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            low: LonLat {
                lon: self.low.lon.min(other.low.lon),
                lat: self.low.lat.min(other.low.lat),
            },
            high: LonLat {
                lon: self.high.lon.max(other.high.lon),
                lat: self.high.lat.max(other.high.lat),
            },
        }
    }

    /// In degrees.
    pub(crate) fn rect(self) -> Rect<f64> {
        Rect::new(self.low.coord(), self.high.coord())
    }

    /// In degrees, as trees of boxes are asked.
    pub(crate) fn envelope(self) -> AABB<[f64; 2]> {
        AABB::from_corners(self.low.coord().into(), self.high.coord().into())
    }

    /// The same with so many metres more on every side, or a little more than that.
    pub(crate) fn widened(self, metres: f64) -> AABB<[f64; 2]> {
        let (low, high) = (self.low.coord(), self.high.coord());
        // Degrees of longitude are shortest, so most, at the latitude farthest from the equator.
        let farthest = low.y.abs().max(high.y.abs());
        let (per_lon, _) = metres_per_degree(farthest);
        let (_, per_lat) = metres_per_degree(0.0);
        let (dx, dy) = (metres / per_lon.max(1.0), metres / per_lat);
        AABB::from_corners([low.x - dx, low.y - dy], [high.x + dx, high.y + dy])
    }
}

impl From<LonLat> for Extent {
    fn from(place: LonLat) -> Self {
        Self {
            low: place,
            high: place,
        }
    }
}
