//! Lists as GeoPackages, little-endian, with envelopes.

use std::path::Path;

use rusqlite::{Connection, params};

use super::{Failed, Listed, Place, Position};

/// `GPKG`.
const APPLICATION_ID: i64 = 0x4750_4B47;
/// Tables that every `GeoPackage` has.
const TABLES: &str = "
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT,
        last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);";

/// Writes a layer of the list's name.
pub(super) fn write(path: &Path, list: &Listed) -> Result<(), Failed> {
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    let mut database = Connection::open(path)?;
    database.pragma_update(None, "application_id", APPLICATION_ID)?;
    database.execute_batch(TABLES)?;
    let (layer, epsg) = (list.kind.name(), list.frame.epsg());
    let part = database.transaction()?;
    part.execute(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, 'EPSG', ?2, 'undefined', NULL)",
        params![format!("EPSG {epsg}"), epsg],
    )?;
    part.execute(
        "INSERT INTO gpkg_contents VALUES (?1, 'features', ?1, '', '', NULL, NULL, NULL, NULL, ?2)",
        params![layer, epsg],
    )?;
    part.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', 'GEOMETRY', ?2, 0, 0)",
        params![layer, epsg],
    )?;
    let headers = list.kind.headers();
    let columns: Vec<String> = headers.iter().map(|header| format!("\"{header}\"")).collect();
    part.execute_batch(&format!(
        "CREATE TABLE \"{layer}\" (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom BLOB, {} TEXT, {} INTEGER)",
        columns[..columns.len() - 1].join(" TEXT, "),
        columns[columns.len() - 1]
    ))?;
    let marks = vec!["?"; headers.len()].join(", ");
    let mut statement = part.prepare(&format!("INSERT INTO \"{layer}\" VALUES (NULL, ?, {marks})"))?;
    for place in &list.places {
        statement.raw_bind_parameter(1, blob(list, place))?;
        for (index, cell) in place.cells.iter().enumerate() {
            statement.raw_bind_parameter(index + 2, cell)?;
        }
        statement.raw_execute()?;
    }
    drop(statement);
    part.commit()?;
    Ok(())
}

/// A header with an envelope, then well-known binary.
fn blob(list: &Listed, place: &Place) -> Vec<u8> {
    let outlined = list.outlines && !place.outline.is_empty();
    let corners: Vec<Position> = if outlined {
        place.outline.iter().flatten().flatten().copied().collect()
    } else {
        vec![place.at]
    };
    let (xs, ys): (Vec<f64>, Vec<f64>) = corners.into_iter().unzip();
    let least = |numbers: &[f64]| numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |numbers: &[f64]| numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut blob = vec![b'G', b'P', 0, 0b0000_0011];
    blob.extend(list.frame.epsg().to_le_bytes());
    for number in [least(&xs), most(&xs), least(&ys), most(&ys)] {
        blob.extend(number.to_le_bytes());
    }
    if outlined {
        kind(&mut blob, 6, place.outline.len());
        for rings in &place.outline {
            kind(&mut blob, 3, rings.len());
            for ring in rings {
                blob.extend((ring.len() as u32).to_le_bytes());
                for corner in ring {
                    position(&mut blob, *corner);
                }
            }
        }
    } else {
        blob.extend([1, 1, 0, 0, 0]);
        position(&mut blob, place.at);
    }
    blob
}

fn kind(blob: &mut Vec<u8>, kind: u32, count: usize) {
    blob.push(1);
    blob.extend(kind.to_le_bytes());
    blob.extend((count as u32).to_le_bytes());
}

fn position(blob: &mut Vec<u8>, (x, y): Position) {
    blob.extend(x.to_le_bytes());
    blob.extend(y.to_le_bytes());
}
