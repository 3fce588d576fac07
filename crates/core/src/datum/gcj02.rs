//! GCJ-02, the shifted degrees of Amap, Tencent and Google's maps of China.
//!
//! # References
//! The formula that all public code shares (`eviltransform` and others); there is no official one. It has no inverse in closed
//! form: [`to_wgs84`] solves it by fixed point, where the usual single step is up to 4.9 m off.

use std::f64::consts::PI;
use std::ops::RangeInclusive;

use geo::Coord;

/// Semi-major axis of the Krasovsky ellipsoid, metres.
const SEMI_MAJOR_AXIS_M: f64 = 6_378_245.0;
/// First eccentricity squared that the formula has.
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
/// Outside of these degrees nothing is shifted.
const SHIFTED_LON: RangeInclusive<f64> = 72.004..=137.8347;
/// See [`SHIFTED_LON`].
const SHIFTED_LAT: RangeInclusive<f64> = 0.8293..=55.8271;
/// The formula's origin, degrees.
const ORIGIN: Coord<f64> = Coord { x: 105.0, y: 35.0 };

/// GCJ-02 degrees of WGS84 degrees.
pub(super) fn from_wgs84(place: Coord<f64>) -> Coord<f64> {
    if !SHIFTED_LON.contains(&place.x) || !SHIFTED_LAT.contains(&place.y) {
        return place;
    }
    let (east_m, north_m) = shift_m(place - ORIGIN);
    let (sin, cos) = place.y.to_radians().sin_cos();
    let m = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
    let meridian = SEMI_MAJOR_AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / (m * m.sqrt());
    let parallel = SEMI_MAJOR_AXIS_M / m.sqrt() * cos;
    Coord {
        x: place.x + (east_m / parallel).to_degrees(),
        y: place.y + (north_m / meridian).to_degrees(),
    }
}

/// WGS84 degrees of GCJ-02 degrees, to 1e-9 of a degree.
pub(super) fn to_wgs84(place: Coord<f64>) -> Coord<f64> {
    super::solved(from_wgs84, place, place)
}

/// The shift in metres east and north, from the place's degrees off the origin.
fn shift_m(off: Coord<f64>) -> (f64, f64) {
    let Coord { x, y } = off;
    let wave = |amplitude: f64, angle: f64| amplitude * (angle * PI).sin();
    let common = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let by_lat = wave(20.0, y) + wave(40.0, y / 3.0) + wave(160.0, y / 12.0) + wave(320.0, y / 30.0);
    let by_lon = wave(20.0, x) + wave(40.0, x / 3.0) + wave(150.0, x / 12.0) + wave(300.0, x / 30.0);
    let root = x.abs().sqrt();
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (common + by_lat) * 2.0 / 3.0;
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (common + by_lon) * 2.0 / 3.0;
    (east, north)
}
