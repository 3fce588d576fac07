//! GeoJSON tables: a `FeatureCollection` whose properties are the cells. Features are converted one by one, so that a
//! broken one is rejected alone.

use std::path::Path;

use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use geojson::feature::Id;
use geojson::{Feature, GeometryValue, JsonValue, Position};
use serde::Deserialize;

use super::{RawTable, Row, TableError, UnusableRow};

/// Positions of the shortest closed ring: a triangle with its first corner repeated.
const SHORTEST_RING: usize = 4;
/// How much of a broken feature is shown.
const SHOWN_CHARS: usize = 80;

/// Reads a `FeatureCollection`.
pub(super) fn read(path: &Path, text: &str) -> Result<RawTable, TableError> {
    let malformed = |detail: String| TableError::malformed(path, detail);
    let mut file: JsonValue = serde_json::from_str(text).map_err(|error| malformed(not_json(&error)))?;
    let crs = file.pointer("/crs/properties/name").and_then(JsonValue::as_str);
    let crs = crs.map(str::to_owned);
    let Some(JsonValue::Array(features)) = file.get_mut("features").map(JsonValue::take) else {
        return Err(malformed("no \"features\"; give a FeatureCollection".to_owned()));
    };
    let mut table = Features::default();
    for (index, feature) in features.iter().enumerate() {
        table.add(feature, index as u64 + 1);
    }
    Ok(RawTable { crs, ..table.finish() })
}

fn not_json(error: &serde_json::Error) -> String {
    let detail = format!("not JSON: {error}");
    if error.to_string().starts_with("trailing characters") {
        detail + "; a file of one feature a line is called .geojsonl"
    } else {
        detail
    }
}

/// The start of a value as it is written.
fn start_of(value: &JsonValue) -> String {
    let mut start = Start(Vec::new());
    // It ends in an error where the value is longer, as it should.
    let _ = serde_json::to_writer(&mut start, value);
    String::from_utf8_lossy(&start.0).into_owned()
}

/// Takes as many bytes as may be shown, and no more.
struct Start(Vec<u8>);

impl std::io::Write for Start {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // A letter has four bytes at most.
        let room = (4 * SHOWN_CHARS).saturating_sub(self.0.len());
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.0.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Features gathered into a table, one by one.
#[derive(Default)]
pub(super) struct Features {
    table: RawTable,
}

impl Features {
    /// Takes a feature, or what stands in place of one.
    pub(super) fn add(&mut self, feature: &JsonValue, line: u64) {
        match row(feature, line, &mut self.table.headers) {
            Ok(row) => self.table.rows.push(row),
            Err(reason) => self.reject(&start_of(feature), line, reason),
        }
    }

    /// Rejects what is no feature.
    pub(super) fn reject(&mut self, text: &str, line: u64, reason: String) {
        self.table.unusable.push(UnusableRow {
            line,
            value: text.chars().take(SHOWN_CHARS).collect(),
            reason,
        });
    }

    /// The table of all features.
    pub(super) fn finish(mut self) -> RawTable {
        let place = |name: &str| self.table.headers.iter().position(|header| header == name);
        if let (Some(told), Some(own)) = (place("id"), place(OWN_ID)) {
            for row in &mut self.table.rows {
                fill_from(&mut row.cells, told, own);
            }
        }
        self.table.has_geometry = true;
        self.table
    }
}

/// Fills an empty or missing cell from another cell of its row.
fn fill_from(cells: &mut Vec<String>, empty: usize, from: usize) {
    let Some(value) = cells.get(from).cloned() else { return };
    cells.resize(cells.len().max(empty + 1), String::new());
    if let Some(cell) = cells.get_mut(empty).filter(|cell| cell.is_empty()) {
        *cell = value;
    }
}

/// Column of a feature's own id: the last of the headers that mean an id, so that a property goes before it.
const OWN_ID: &str = "fid";

/// A feature as a row; headers met for the first time are added.
fn row(feature: &JsonValue, line: u64, headers: &mut Vec<String>) -> Result<Row, String> {
    let feature = Feature::deserialize(feature).map_err(|error| format!("not a feature: {error}"))?;
    let geometry = feature.geometry.map(|geometry| geometry.value);
    let is_closed = geometry.as_ref().is_none_or(is_closed);
    let geometry = geometry.map(converted).transpose()?;
    let mut properties = feature.properties.unwrap_or_default();
    if let Some(id) = feature.id.filter(|_| !properties.contains_key(OWN_ID)) {
        let id = match id {
            Id::String(id) => JsonValue::String(id),
            Id::Number(id) => JsonValue::Number(id),
        };
        properties.insert(OWN_ID.to_owned(), id);
    }
    let mut cells = vec![String::new(); headers.len()];
    for (header, value) in properties {
        let index = headers.iter().position(|one| *one == header).unwrap_or_else(|| {
            headers.push(header);
            cells.push(String::new());
            headers.len() - 1
        });
        if let Some(cell) = cells.get_mut(index) {
            *cell = match value {
                JsonValue::Null => String::new(),
                JsonValue::String(text) => text,
                other => other.to_string(),
            };
        }
    }
    Ok(Row {
        line,
        cells,
        geometry,
        mended: if is_closed { Vec::new() } else { vec![CLOSED.to_owned()] },
        ..Row::default()
    })
}

/// What is done to an outline whose line does not end where it begins.
const CLOSED: &str = "its line is closed";

/// Whether all rings end where they begin.
fn is_closed(geometry: &GeometryValue) -> bool {
    let all = |rings: &[Vec<Position>]| rings.iter().all(|ring| ring.first() == ring.last());
    match geometry {
        GeometryValue::Polygon { coordinates } => all(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().all(|rings| all(rings)),
        _ => true,
    }
}

/// A geometry as ours; positions are checked, for the file may hold short ones.
fn converted(geometry: GeometryValue) -> Result<Geometry<f64>, String> {
    match geometry {
        GeometryValue::Point { coordinates } => Ok(Geometry::Point(Point(coord(&coordinates)?))),
        GeometryValue::Polygon { coordinates } => Ok(Geometry::Polygon(polygon(&coordinates)?)),
        GeometryValue::MultiPolygon { coordinates } => {
            let polygons = coordinates
                .iter()
                .map(|rings| polygon(rings))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(Geometry::MultiPolygon(MultiPolygon(polygons)))
        }
        other => Err(format!(
            "is a {}; give a Point, Polygon or MultiPolygon",
            other.type_name()
        )),
    }
}

fn polygon(rings: &[Vec<Position>]) -> Result<Polygon<f64>, String> {
    let mut rings = rings.iter().map(|positions| ring(positions));
    let outer = rings.next().ok_or("has a polygon without a ring")??;
    Ok(Polygon::new(outer, rings.collect::<Result<_, _>>()?))
}

fn ring(positions: &[Position]) -> Result<LineString<f64>, String> {
    let open = usize::from(positions.first() != positions.last());
    if positions.len() + open < SHORTEST_RING {
        return Err(format!(
            "has a ring of {} positions; a ring has 4 or more",
            positions.len()
        ));
    }
    positions.iter().map(coord).collect::<Result<_, _>>().map(LineString)
}

fn coord(position: &Position) -> Result<Coord<f64>, String> {
    match position.as_slice() {
        [x, y, ..] => Ok(Coord { x: *x, y: *y }),
        _ => Err("has a position of fewer than two numbers".to_owned()),
    }
}
