//! Places on the ground: WGS84 degrees as OpenStreetMap keeps them, and a flat metric frame around a place.
//!
//! # Units
//! [`LonLat`] counts 1e-7 degrees (about 1 cm), the resolution of OpenStreetMap. [`Frame`] is in metres, x east, y north.
//!
//! # References
//! Metres a degree from the radii of curvature of the WGS84 ellipsoid (a = 6,378,137 m, f = 1/298.257223563); within 5 km of
//! the frame's latitude lengths agree with geodesics to better than 0.05 % (tested against `geo`'s geodesic measure).

use std::sync::LazyLock;

use geo::Coord;

/// 1e-7 degrees in a degree.
pub const PER_DEGREE: f64 = 1e7;
/// Semi-major axis of WGS84, metres.
const SEMI_MAJOR_AXIS_M: f64 = 6_378_137.0;
/// First eccentricity squared of WGS84.
const ECCENTRICITY_SQUARED: f64 = 6.694_379_990_141_316e-3;

/// A place in WGS84, in 1e-7 degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LonLat {
    /// Longitude, 1e-7 degrees east.
    pub lon: i32,
    /// Latitude, 1e-7 degrees north.
    pub lat: i32,
}

impl LonLat {
    /// Where nobody tells where: what a list without coordinates gives its rows. It is on no map and in no outline.
    pub const UNTOLD: Self = Self {
        lon: i32::MIN,
        lat: i32::MIN,
    };

    /// Whether it is a place at all.
    pub fn is_told(self) -> bool {
        self != Self::UNTOLD
    }

    /// The place at these degrees, or `None` when they are not on Earth (or not numbers).
    pub fn from_degrees(lon: f64, lat: f64) -> Option<Self> {
        ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)).then(|| Self {
            lon: (lon * PER_DEGREE).round() as i32,
            lat: (lat * PER_DEGREE).round() as i32,
        })
    }

    /// Longitude in degrees.
    pub fn lon_degrees(self) -> f64 {
        f64::from(self.lon) / PER_DEGREE
    }

    /// Latitude in degrees.
    pub fn lat_degrees(self) -> f64 {
        f64::from(self.lat) / PER_DEGREE
    }

    /// The place as a `geo` coordinate in degrees.
    pub fn coord(self) -> Coord<f64> {
        Coord {
            x: self.lon_degrees(),
            y: self.lat_degrees(),
        }
    }

    /// Straight distance in metres, by the ellipsoid's curvature at the middle latitude.
    ///
    /// Good to 0.01 % up to tens of kilometres; meant for pieces of streets.
    pub fn distance_m(self, other: Self) -> f64 {
        let middle = (i64::from(self.lat) + i64::from(other.lat)) as f64 / (2.0 * PER_DEGREE);
        let (per_lon, per_lat) = metres_per_unit(middle);
        let dx = (f64::from(other.lon) - f64::from(self.lon)) * per_lon;
        let dy = (f64::from(other.lat) - f64::from(self.lat)) * per_lat;
        // Not `hypot`: no square of metres on Earth is too large or too small, and it is called for every piece of street.
        (dx * dx + dy * dy).sqrt()
    }
}

/// Bands of latitude in a degree, each with a cubic for metres a degree: at 10 they are exact to 1e-14, at a third of the time that
/// sine and cosine take.
const BANDS_A_DEGREE: f64 = 10.0;

/// Metres in 1e-7 degrees of longitude and of latitude, as cubics of the place in a band, by band from the equator on.
static BANDS: LazyLock<Vec<[Cubic; 2]>> = LazyLock::new(|| {
    let band = |number: i32| {
        let sample = |third: f64| metres_per_degree((f64::from(number) + third / 3.0) / BANDS_A_DEGREE);
        let samples = [0.0, 1.0, 2.0, 3.0].map(sample);
        [
            Cubic::through(samples.map(|(per_lon, _)| per_lon / PER_DEGREE)),
            Cubic::through(samples.map(|(_, per_lat)| per_lat / PER_DEGREE)),
        ]
    };
    (0..=(90.0 * BANDS_A_DEGREE) as i32).map(band).collect()
});

/// Metres in 1e-7 degrees of longitude and of latitude at a latitude in degrees.
fn metres_per_unit(lat_degrees: f64) -> (f64, f64) {
    let along = lat_degrees.abs() * BANDS_A_DEGREE;
    let band = along as usize;
    if let Some([per_lon, per_lat]) = BANDS.get(band) {
        let part = along - band as f64;
        (per_lon.at(part), per_lat.at(part))
    } else {
        let (per_lon, per_lat) = metres_per_degree(lat_degrees);
        (per_lon / PER_DEGREE, per_lat / PER_DEGREE)
    }
}

/// A cubic, its constant first.
#[derive(Clone, Copy, Debug)]
struct Cubic([f64; 4]);

impl Cubic {
    /// The one through values at 0, 1/3, 2/3 and 1 (Lagrange).
    fn through([a, b, c, d]: [f64; 4]) -> Self {
        Self([
            a,
            -5.5 * a + 9.0 * b - 4.5 * c + d,
            9.0 * a - 22.5 * b + 18.0 * c - 4.5 * d,
            4.5 * (d - a) + 13.5 * (b - c),
        ])
    }

    fn at(self, place: f64) -> f64 {
        let Self([constant, linear, square, cube]) = self;
        constant + place * (linear + place * (square + place * cube))
    }
}

/// Metres in a degree of longitude and of latitude at a latitude in degrees.
pub fn metres_per_degree(lat_degrees: f64) -> (f64, f64) {
    let (sin, cos) = lat_degrees.to_radians().sin_cos();
    let w2 = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
    let prime_vertical = SEMI_MAJOR_AXIS_M / w2.sqrt();
    let meridian = prime_vertical * (1.0 - ECCENTRICITY_SQUARED) / w2;
    (
        prime_vertical * cos * std::f64::consts::PI / 180.0,
        meridian * std::f64::consts::PI / 180.0,
    )
}

/// A flat metric frame around an origin: x metres east, y metres north.
///
/// Meant for work within a few kilometres of the origin; a frame is cheap, make one for each compound or query.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    origin: LonLat,
    per_lon: f64,
    per_lat: f64,
}

impl Frame {
    /// The frame around a place.
    pub fn around(origin: LonLat) -> Self {
        let (per_lon, per_lat) = metres_per_degree(origin.lat_degrees());
        Self {
            origin,
            per_lon: per_lon / PER_DEGREE,
            per_lat: per_lat / PER_DEGREE,
        }
    }

    /// The frame's origin.
    pub fn origin(&self) -> LonLat {
        self.origin
    }

    /// A place in metres from the origin.
    pub fn to_metres(&self, place: LonLat) -> Coord<f64> {
        Coord {
            x: (f64::from(place.lon) - f64::from(self.origin.lon)) * self.per_lon,
            y: (f64::from(place.lat) - f64::from(self.origin.lat)) * self.per_lat,
        }
    }

    /// The place at these metres from the origin, to the nearest 1e-7 degree.
    pub fn to_place(&self, metres: Coord<f64>) -> LonLat {
        LonLat {
            lon: (f64::from(self.origin.lon) + metres.x / self.per_lon).round() as i32,
            lat: (f64::from(self.origin.lat) + metres.y / self.per_lat).round() as i32,
        }
    }

    /// Metres from the origin to the nearest place of a segment.
    pub fn metres_to_segment(&self, a: LonLat, b: LonLat) -> f64 {
        let (a, b) = (self.to_metres(a), self.to_metres(b));
        let along = b - a;
        let squared = along.x * along.x + along.y * along.y;
        let share = if squared > 0.0 {
            (-(a.x * along.x + a.y * along.y) / squared).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let nearest = a + along * share;
        nearest.x.hypot(nearest.y)
    }

    /// Metres as differences of degrees `(lon, lat)`, for boxes in degrees around a place.
    pub fn degrees_for(&self, metres: f64) -> (f64, f64) {
        (
            metres / (self.per_lon * PER_DEGREE),
            metres / (self.per_lat * PER_DEGREE),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cubics_are_the_formula_at_every_latitude() {
        for thousandth in -90_000..=90_000 {
            let lat = f64::from(thousandth) / 1e3 + 1.7e-4;
            let (found, exact) = (metres_per_unit(lat), metres_per_degree(lat));
            for (found, exact) in [(found.0, exact.0), (found.1, exact.1)] {
                let off = (found * PER_DEGREE - exact).abs();
                assert!(off < 1e-9, "{off} m a degree at {lat}");
            }
        }
    }
}
