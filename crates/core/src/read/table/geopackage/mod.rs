//! GeoPackages: a feature table of an SQLite file, by the plan's layer, else the only one there is.
//!
//! - `layers`: which tables there are, and their coordinate systems.
//! - `blob`: geometries as they are stored.
//!
//! The file is never written to, nor anything beside it: it is opened as one that does not change, unless another program left
//! changes in a `-wal` file beside it, which then belong to it.
//!
//! # References
//! OGC 12-128r19 (GeoPackage 1.4).

mod blob;
mod layers;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::cells::fault;
use super::error::shown;
use super::{LAYER_FOUND, List, RawTable, Row, TableError, UNREAD_COLUMN, UnusableRow, file_name, refuse_encoding};
use crate::plan::TableSource;
use layers::Layer;

/// Bytes of one value: an outline of a million corners has 16 MB.
const MOST_VALUE_BYTES: i32 = 64 << 20;
/// Bytes of all rows of a layer: a million rows of six short columns.
const MOST_BYTES: usize = 300 << 20;
/// Steps of SQLite's machine between two looks at their number.
const STEPS_A_LOOK: i32 = 10_000;
/// Looks until a layer is given up: a row of 20 columns takes some 25 steps, so two million such rows. A view may ask for any
/// number.
const MOST_LOOKS: u64 = 5_000;

/// Reads a layer.
pub(super) fn read(source: &TableSource, _: List) -> Result<RawTable, TableError> {
    refuse_encoding(source)?;
    let path = &source.path;
    std::fs::File::open(path).map_err(|error| TableError::unreadable(path, error))?;
    let connection = open(path).map_err(|error| damaged(path, &error))?;
    let layers = layers::layers(&connection).map_err(|error| damaged(path, &error))?;
    let several = source.layer.is_none() && layers.len() > 1;
    let layer = layers::chosen(layers, source)?;
    let mut table = rows(&connection, &layer, path)?;
    let file = file_name(path);
    if several {
        table
            .tally
            .add(LAYER_FOUND, || format!("{file}: {}", shown(&layer.name)));
    }
    table.crs = layers::crs(&connection, &layer, source)?;
    table.layer = Some(layer.name);
    Ok(table)
}

/// What SQLite says in words of ours.
fn damaged(path: &Path, error: &rusqlite::Error) -> TableError {
    let detail = match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::OperationInterrupted) => {
            "its layer takes too long to read; save the layer as a table of its own".to_owned()
        }
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            "another program holds it; close it there".to_owned()
        }
        _ => format!(
            "the GeoPackage is damaged or none ({}); save it again in QGIS",
            shown(&error.to_string())
        ),
    };
    TableError::malformed(path, detail)
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    let has_changes = std::fs::metadata(PathBuf::from(wal)).is_ok_and(|wal| wal.len() > 0);
    let mut connection = match uri(path).filter(|_| !has_changes) {
        Some(uri) => Connection::open_with_flags(uri, flags)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_VALUE_BYTES)?;
    // What the file's own triggers and views may call.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    let looks = AtomicU64::new(0);
    let too_long = move || looks.fetch_add(1, Ordering::Relaxed) >= MOST_LOOKS;
    connection.progress_handler(STEPS_A_LOOK, Some(too_long))?;
    Ok(connection)
}

/// The path as SQLite's URI of a file that does not change; none where it is not UTF-8.
fn uri(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    let plain = absolute.to_str()?.replace('\\', "/");
    let mut uri = "file:".to_owned();
    // A drive letter stands behind a slash: file:///C:/...
    uri.push_str(if plain.starts_with('/') { "//" } else { "///" });
    for byte in plain.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"/._-~:".contains(&byte);
        if is_plain {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Some(uri + "?immutable=1")
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn rows(connection: &Connection, layer: &Layer, path: &Path) -> Result<RawTable, TableError> {
    let failed = |error: rusqlite::Error| damaged(path, &error);
    let mut statement = connection
        .prepare(&format!("SELECT * FROM {}", quoted(&layer.name)))
        .map_err(failed)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let key = layers::key(connection, layer).map_err(failed)?;
    let at = |wanted: Option<&String>| {
        wanted.and_then(|wanted| names.iter().position(|name| name.eq_ignore_ascii_case(wanted)))
    };
    let geometry = at(layer.geometry.as_ref());
    let key = at(key.as_ref());
    let mut columns = Columns {
        geometry,
        key,
        count: names.len(),
        bytes: 0,
        blobs: vec![0; names.len()],
    };
    let mut table = RawTable {
        has_geometry: geometry.is_some(),
        ..RawTable::default()
    };
    let mut cursor = statement.query([]).map_err(failed)?;
    while let Some(row) = cursor.next().map_err(failed)? {
        let number = table.rows.len() + table.unusable.len() + 1;
        match columns.row(row, number as u64).map_err(failed)? {
            Ok(row) => table.rows.push(row),
            Err(unusable) => table.unusable.push(unusable),
        }
        columns.bytes += size_of::<Row>() + columns.count * size_of::<String>();
        if columns.bytes > MOST_BYTES {
            let most = MOST_BYTES >> 20;
            let detail = format!("has a layer of more than {most} MB; keep the list's rows and columns");
            return Err(TableError::malformed(path, detail));
        }
    }
    for (name, blobs) in names.iter().zip(&columns.blobs).filter(|(_, blobs)| **blobs > 0) {
        let file = file_name(path);
        table.tally.add_many(UNREAD_COLUMN, u64::from(*blobs > 0), || {
            format!("{file}: {}", shown(name))
        });
    }
    table.headers = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| if Some(index) == geometry { String::new() } else { name })
        .collect();
    Ok(table)
}

/// What the columns of a layer are, and how much was read of them.
struct Columns {
    geometry: Option<usize>,
    key: Option<usize>,
    count: usize,
    bytes: usize,
    /// Values by column that are neither text nor number.
    blobs: Vec<u32>,
}

impl Columns {
    /// A row, or why it is none; `number` is its place in the layer, where it has no key.
    fn row(&mut self, from: &rusqlite::Row<'_>, number: u64) -> rusqlite::Result<Result<Row, UnusableRow>> {
        let mut row = Row {
            line: number,
            cells: vec![String::new(); self.count],
            ..Row::default()
        };
        let mut unusable = None;
        for (index, cell) in row.cells.iter_mut().enumerate() {
            let value = from.get_ref(index)?;
            if Some(index) == self.geometry {
                match geometry(value) {
                    Ok(geometry) => row.geometry = geometry,
                    Err(reason) => row.misplaced = Some(fault("", reason)),
                }
                if let ValueRef::Blob(bytes) = value {
                    self.bytes += bytes.len();
                }
                continue;
            }
            match value {
                ValueRef::Null => {}
                ValueRef::Integer(integer) => *cell = integer.to_string(),
                ValueRef::Real(number) => *cell = number.to_string(),
                ValueRef::Text(text) => match std::str::from_utf8(text) {
                    Ok(text) => text.clone_into(cell),
                    Err(_) => unusable = Some(shown(&String::from_utf8_lossy(text))),
                },
                ValueRef::Blob(_) => {
                    if let Some(count) = self.blobs.get_mut(index) {
                        *count += 1;
                    }
                }
            }
            self.bytes += cell.len();
            if Some(index) == self.key {
                row.line = cell.parse().unwrap_or(number);
            }
        }
        Ok(match unusable {
            None => Ok(row),
            Some(value) => Err(UnusableRow {
                line: row.line,
                value,
                reason: "is no UTF-8 text, as a GeoPackage's must be".to_owned(),
            }),
        })
    }
}

fn geometry(value: ValueRef<'_>) -> Result<Option<geo::Geometry<f64>>, String> {
    match value {
        ValueRef::Null => Err("has no geometry".to_owned()),
        ValueRef::Blob(bytes) => blob::geometry(bytes).map(Some),
        _ => Err("its geometry is no geometry".to_owned()),
    }
}
