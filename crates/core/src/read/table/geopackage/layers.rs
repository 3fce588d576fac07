//! Which tables a `GeoPackage` has, and in which coordinate systems.

use rusqlite::{Connection, OptionalExtension as _};

use super::super::{TableError, crs_words, error};
use super::quoted;
use crate::plan::TableSource;

/// `gpkg_spatial_ref_sys.srs_id` of coordinates that the file knows nothing of: metres, degrees.
const UNDEFINED: [i64; 2] = [-1, 0];

/// A table of a `GeoPackage`.
pub(super) struct Layer {
    pub(super) name: String,
    /// Its column of geometries; none in a table of attributes alone.
    pub(super) geometry: Option<String>,
    srs: i64,
}

/// The tables of features, then those without geometries.
pub(super) fn layers(connection: &Connection) -> rusqlite::Result<Vec<Layer>> {
    let mut statement = connection.prepare(
        "SELECT c.table_name, g.column_name, coalesce(g.srs_id, c.srs_id, 0) \
         FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name) \
         WHERE c.data_type IN ('features', 'attributes') \
         ORDER BY c.data_type = 'attributes', c.rowid",
    )?;
    let layers = statement.query_map([], |row| {
        Ok(Layer {
            name: row.get(0)?,
            geometry: row.get(1)?,
            srs: row.get(2)?,
        })
    })?;
    layers.collect()
}

/// The layer that the plan names, else the only one with geometries, else the only one.
pub(super) fn chosen(mut layers: Vec<Layer>, source: &TableSource) -> Result<Layer, TableError> {
    let path = || source.path.clone();
    let found = error::listed(layers.iter().map(|layer| layer.name.as_str()));
    if let Some(wanted) = &source.layer {
        let at = layers.iter().position(|layer| layer.name == wanted.trim());
        return at.map(|at| layers.swap_remove(at)).ok_or_else(|| TableError::NoLayer {
            path: path(),
            layer: wanted.clone(),
            found,
        });
    }
    let mut with_geometry = layers.iter().enumerate().filter(|(_, layer)| layer.geometry.is_some());
    let only = match (with_geometry.next(), with_geometry.next(), layers.len()) {
        (Some((at, _)), None, _) => Some(at),
        (None, _, 1) => Some(0),
        (_, _, 0) => {
            let detail = "the GeoPackage has no layer; save the list as a layer in it";
            return Err(TableError::malformed(&source.path, detail));
        }
        _ => None,
    };
    only.map(|at| layers.swap_remove(at))
        .ok_or_else(|| TableError::WhichLayer { path: path(), found })
}

/// The column that numbers a layer's rows.
pub(super) fn key(connection: &Connection, layer: &Layer) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare(&format!("PRAGMA table_info({})", quoted(&layer.name)))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, kind, place): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(5)?);
        if place == 1 && kind.eq_ignore_ascii_case("integer") {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The coordinate system of a layer's geometries in words of ours; none where the file knows none, or the plan tells it.
pub(super) fn crs(connection: &Connection, layer: &Layer, source: &TableSource) -> Result<Option<String>, TableError> {
    if layer.geometry.is_none() || UNDEFINED.contains(&layer.srs) {
        return Ok(None);
    }
    let found: Option<(String, String, i64, String)> = connection
        .query_row(
            "SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
            [layer.srs],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()
        .map_err(|error| super::damaged(&source.path, &error))?;
    let Some((name, organization, code, definition)) = found else {
        return crs_words::known_or_told(None, &format!("srs_id {}", layer.srs), source);
    };
    let by_code = organization
        .eq_ignore_ascii_case("EPSG")
        .then(|| format!("epsg:{code}"));
    let by_code = by_code.filter(|code| crate::datum::Datum::told(code).is_ok());
    crs_words::known_or_told(by_code.or_else(|| crs_words::of_wkt(&definition)), &name, source)
}
