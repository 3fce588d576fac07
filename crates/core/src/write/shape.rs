//! Geometry as RFC 7946 wants it: degrees to 7 decimals, closed rings, outer ones counter-clockwise, holes clockwise.

use geo::orient::{Direction, Orient};
use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use crate::lonlat::{LonLat, PER_DEGREE};

/// Positions of the shortest closed ring: a triangle with its first corner repeated.
const SHORTEST_RING: usize = 4;

/// A compound's outline; its place as a point where it has no outline that can be drawn; `None` where it has no place either.
pub(super) fn outline_or_point(shape: Option<&MultiPolygon<f64>>, place: LonLat) -> Option<Geometry<f64>> {
    shape.and_then(outline).or_else(|| point(place))
}

/// An outline; `None` where nothing of it can be drawn.
pub(super) fn outline(shape: &MultiPolygon<f64>) -> Option<Geometry<f64>> {
    let polygons: Vec<Polygon<f64>> = shape
        .into_iter()
        .filter_map(|polygon| {
            let holes = polygon.interiors().iter().filter_map(ring).collect();
            Some(Polygon::new(ring(polygon.exterior())?, holes).orient(Direction::Default))
        })
        .collect();
    (!polygons.is_empty()).then_some(Geometry::MultiPolygon(MultiPolygon(polygons)))
}

/// A place as a point; `None` where nobody tells it.
pub(super) fn point(place: LonLat) -> Option<Geometry<f64>> {
    place.is_told().then(|| Geometry::Point(Point(place.coord())))
}

/// A line; one of a single place stands still there (RFC 7946 wants two positions). `None` for no place at all.
pub(super) fn line(places: impl Iterator<Item = LonLat>) -> Option<Geometry<f64>> {
    let mut line: Vec<Coord<f64>> = places.map(LonLat::coord).collect();
    if line.len() == 1 {
        line.extend_from_within(..);
    }
    (!line.is_empty()).then_some(Geometry::LineString(LineString(line)))
}

/// A ring closed and rounded; `None` where fewer than three corners are left.
fn ring(ring: &LineString<f64>) -> Option<LineString<f64>> {
    let mut corners: Vec<Coord<f64>> = ring.coords().map(|corner| to_7_decimals(*corner)).collect();
    corners.dedup();
    if corners.first() != corners.last() {
        corners.extend(corners.first().copied());
    }
    let drawable = corners.len() >= SHORTEST_RING
        && corners
            .iter()
            .all(|corner| corner.x.is_finite() && corner.y.is_finite());
    drawable.then_some(LineString(corners))
}

fn to_7_decimals(place: Coord<f64>) -> Coord<f64> {
    let round = |degrees: f64| (degrees * PER_DEGREE).round() / PER_DEGREE;
    Coord {
        x: round(place.x),
        y: round(place.y),
    }
}
