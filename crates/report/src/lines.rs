//! Lines made small: fewer corners, whole 1e-5 degrees, each corner told by its step from the one before.
//!
//! A list of whole numbers is written as Base64 VLQ, the code of JavaScript's source maps: five bits a character, the lowest
//! first, a sixth for "there is more", the sign in the lowest bit of all.
//!
//! # References
//! ECMA-426, section "Base64 VLQ".

use geo::{Coord, LineString, MultiPolygon, Simplify};
use service_circle_core::lonlat::{Frame, LonLat};

/// Units of [`LonLat`] in a step: 1e-5 degrees, 1.1 m north and less east, finer than anything drawn on a page.
const LONLAT_UNITS: i32 = 100;
/// Steps in a degree.
pub(crate) const STEPS_PER_DEGREE: u32 = 100_000;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Bits of a number that one character holds.
const BITS: u32 = 5;
/// What stands between two lines. Not of the alphabet.
const BETWEEN_LINES: char = ',';
/// What stands between the rings of two polygons of one area.
const BETWEEN_POLYGONS: char = ';';

/// Writes lines one after another, each from where the last one ended.
#[derive(Debug, Default)]
pub(crate) struct LineWriter {
    text: String,
    at: (i32, i32),
}

impl LineWriter {
    /// Adds a line.
    pub(crate) fn line(&mut self, places: impl IntoIterator<Item = LonLat>) {
        if !self.text.is_empty() && !self.text.ends_with(BETWEEN_POLYGONS) {
            self.text.push(BETWEEN_LINES);
        }
        let mut last = None;
        for place in places {
            let step = to_steps(place);
            if last.replace(step) == Some(step) {
                continue;
            }
            self.step(step);
        }
    }

    fn step(&mut self, to: (i32, i32)) {
        vlq(i64::from(to.0) - i64::from(self.at.0), &mut self.text);
        vlq(i64::from(to.1) - i64::from(self.at.1), &mut self.text);
        self.at = to;
    }

    /// What has been written.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// One line from the west-south corner of all, simplified.
pub(crate) fn line(places: &[LonLat], ground: Ground) -> String {
    let mut writer = ground.writer();
    writer.line(ground.simplified(places));
    writer.finish()
}

/// Places one after another, none left out.
pub(crate) fn points(places: impl Iterator<Item = LonLat>, ground: Ground) -> String {
    let mut writer = ground.writer();
    places.for_each(|place| writer.step(to_steps(place)));
    writer.finish()
}

/// The rings of an area, polygon by polygon, outer ones first; without the corner that closes them.
pub(crate) fn area(area: &MultiPolygon<f64>, ground: Ground) -> String {
    let mut writer = ground.writer();
    for (number, polygon) in area.0.iter().enumerate() {
        if number > 0 {
            writer.text.push(BETWEEN_POLYGONS);
        }
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            let corners: Vec<LonLat> = ring
                .coords()
                .filter_map(|at| LonLat::from_degrees(at.x, at.y))
                .collect();
            let mut corners = ground.simplified(&corners);
            if corners.len() > 1 && corners.first() == corners.last() {
                corners.pop();
            }
            writer.line(corners);
        }
    }
    writer.finish()
}

/// Where lines are drawn: a metric frame for the whole page, the corner that steps start from, and how coarse a line may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    frame: Frame,
    tolerance_m: f64,
}

impl Ground {
    /// Around a place, lines simplified by at most so many metres.
    pub(crate) fn new(around: LonLat, tolerance_m: f64) -> Self {
        Self {
            frame: Frame::around(around),
            tolerance_m,
        }
    }

    /// The same ground, lines coarser or finer.
    pub(crate) fn with_tolerance(self, tolerance_m: f64) -> Self {
        Self { tolerance_m, ..self }
    }

    /// How coarse a line may be, metres.
    pub(crate) fn tolerance_m(self) -> f64 {
        self.tolerance_m
    }

    /// Where steps start from, in steps from 0° E 0° N.
    pub(crate) fn origin(self) -> (i32, i32) {
        to_steps(self.frame.origin())
    }

    /// A writer of lines that starts at the origin.
    pub(crate) fn writer(self) -> LineWriter {
        LineWriter {
            text: String::new(),
            at: self.origin(),
        }
    }

    /// Metres from the middle, east and north.
    pub(crate) fn metres(self, place: LonLat) -> Coord<f64> {
        self.frame.to_metres(place)
    }

    /// The corners of a line that matter (Douglas and Peucker, in metres). Ends stay.
    pub(crate) fn simplified(self, places: &[LonLat]) -> Vec<LonLat> {
        let line: LineString<f64> = places.iter().map(|place| self.frame.to_metres(*place)).collect();
        let kept = line.simplify(self.tolerance_m);
        kept.into_iter().map(|at| self.frame.to_place(at)).collect()
    }
}

fn to_steps(place: LonLat) -> (i32, i32) {
    let step = |units: i32| (f64::from(units) / f64::from(LONLAT_UNITS)).round() as i32;
    (step(place.lon), step(place.lat))
}

fn vlq(number: i64, text: &mut String) {
    let mut left = number.unsigned_abs() << 1 | u64::from(number < 0);
    loop {
        let digit = left & ((1 << BITS) - 1);
        left >>= BITS;
        let more = u64::from(left > 0) << BITS;
        text.push(char::from(ALPHABET[(digit | more) as usize & (ALPHABET.len() - 1)]));
        if left == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lon: f64, lat: f64) -> LonLat {
        LonLat::from_degrees(lon, lat).unwrap()
    }

    /// The examples of ECMA-426 and of the `vlq` package of npm.
    #[test]
    fn numbers_are_written_as_source_maps_do() {
        for (number, code) in [
            (0, "A"),
            (1, "C"),
            (-1, "D"),
            (16, "gB"),
            (-16, "hB"),
            (123, "2H"),
            (123_456_789, "qxmvrH"),
        ] {
            let mut text = String::new();
            vlq(number, &mut text);
            assert_eq!(text, code, "{number}");
        }
    }

    #[test]
    fn a_line_is_told_by_its_steps_and_loses_corners_nobody_sees() {
        let ground = Ground::new(place(115.0, 33.0), 2.0);
        // 1 step east and 1 m of bend in 200 m: the bend goes.
        let bent = [place(115.0, 33.0), place(115.001, 33.000_009), place(115.002, 33.0)];
        assert_eq!(line(&bent, ground), "AAwMA");
        let corner = [place(115.0, 33.0), place(115.001, 33.0), place(115.001, 33.001)];
        assert_eq!(line(&corner, ground), "AAoGAAoG");
    }

    #[test]
    fn rings_and_polygons_stay_apart() {
        let ring = |lon: f64, size: f64| {
            let corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)];
            LineString::from_iter(corners.map(|(x, y)| (lon + x, 33.0 + y)))
        };
        let with_hole = geo::Polygon::new(ring(115.0, 0.01), vec![ring(115.001, 0.001)]);
        let all = MultiPolygon(vec![with_hole, geo::Polygon::new(ring(116.0, 0.01), Vec::new())]);
        let text = area(&all, Ground::new(place(115.0, 33.0), 2.0));
        let counts: Vec<usize> = text.split(';').map(|polygon| polygon.split(',').count()).collect();
        assert_eq!(counts, [2, 1], "{text}");
    }
}
