//! A layer as GeoJSON (RFC 7946), feature by feature, one a line so that two runs can be compared line by line.

use std::io::{self, Write};

use geo::{Coord, Geometry, LineString, Polygon};
use geojson::feature::Id;
use geojson::{GeometryValue, JsonObject, JsonValue, LineStringType, PolygonType, Position};

use super::columns::{Cell, ColumnHead, ColumnType, Feature, Layer, rounded};

/// Writes a layer in its features' order.
///
/// # Memory
/// That of one feature.
pub(super) fn write(layer: &Layer<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (index, feature) in layer.features().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &encode(&layer.columns, feature))?;
    }
    out.write_all(b"\n]}\n")
}

fn encode(columns: &[ColumnHead], feature: Feature) -> geojson::Feature {
    let properties: JsonObject = columns
        .iter()
        .zip(feature.cells)
        .map(|(column, cell)| (column.name.to_owned(), value(column.kind, cell)))
        .collect();
    geojson::Feature {
        bbox: None,
        geometry: feature.geometry.as_ref().and_then(geometry).map(geojson::Geometry::new),
        id: Some(Id::String(feature.id)),
        properties: Some(properties),
        foreign_members: None,
    }
}

/// A cell as JSON; absent is null.
pub(super) fn value(kind: ColumnType, cell: Cell) -> JsonValue {
    match (cell, kind) {
        (Cell::Absent, _) => JsonValue::Null,
        (Cell::Text(text), _) => text.into(),
        (Cell::Integer(number), _) => number.into(),
        (Cell::Flag(flag), _) => flag.into(),
        (Cell::Decimal(number), ColumnType::Decimal(decimals)) => rounded(number, decimals).into(),
        (Cell::Decimal(number), _) => number.into(),
    }
}

/// The kinds of geometry that layers have; others have none to write.
fn geometry(geometry: &Geometry<f64>) -> Option<GeometryValue> {
    Some(match geometry {
        Geometry::Point(point) => GeometryValue::Point {
            coordinates: position(&point.0),
        },
        Geometry::LineString(line) => GeometryValue::LineString {
            coordinates: positions(line),
        },
        Geometry::MultiPolygon(polygons) => GeometryValue::MultiPolygon {
            coordinates: polygons.iter().map(rings).collect(),
        },
        _ => return None,
    })
}

fn rings(polygon: &Polygon<f64>) -> PolygonType {
    std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .map(positions)
        .collect()
}

fn positions(line: &LineString<f64>) -> LineStringType {
    line.coords().map(position).collect()
}

fn position(place: &Coord<f64>) -> Position {
    Position::from([place.x, place.y])
}
