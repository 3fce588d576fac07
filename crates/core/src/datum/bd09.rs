//! BD-09, the degrees of Baidu's maps: GCJ-02 shifted once more.
//!
//! # References
//! The public formula with `k = 3000 pi / 180`. Some code (`eviltransform` in Python, JavaScript and Swift) has `k = pi`, up to
//! 87 m off; its BD-09 vectors do not hold.

use std::f64::consts::PI;

use geo::Coord;

/// Radians of the waves a degree.
const WAVE: f64 = PI * 3000.0 / 180.0;
/// Amplitude of the wave in distance from the origin, degrees.
const DISTANCE: f64 = 2e-5;
/// Amplitude of the wave in direction from the origin, radians.
const DIRECTION: f64 = 3e-6;
/// The constant part of the shift, degrees.
const SHIFT: Coord<f64> = Coord { x: 0.0065, y: 0.006 };

/// BD-09 degrees of GCJ-02 degrees.
pub(super) fn from_gcj02(place: Coord<f64>) -> Coord<f64> {
    turned(place, 1.0) + SHIFT
}

/// GCJ-02 degrees of BD-09 degrees, to 1e-9 of a degree: from the usual closed form, which is up to 0.2 m off, by fixed point.
pub(super) fn to_gcj02(place: Coord<f64>) -> Coord<f64> {
    super::solved(from_gcj02, place, turned(place - SHIFT, -1.0))
}

fn turned(place: Coord<f64>, sign: f64) -> Coord<f64> {
    let distance = place.x.hypot(place.y) + sign * DISTANCE * (WAVE * place.y).sin();
    let direction = place.y.atan2(place.x) + sign * DIRECTION * (WAVE * place.x).cos();
    Coord {
        x: distance * direction.cos(),
        y: distance * direction.sin(),
    }
}
