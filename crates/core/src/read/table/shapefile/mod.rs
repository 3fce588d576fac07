//! Shapefiles: `.shp` with its `.dbf`, and `.shx`, `.prj` and `.cpg` where they are there.
//!
//! - `shp`: places and outlines; `dbf`: cells; row for row the same.
//!
//! Read here and not by a library, for the libraries give up a file at its first broken record, lose step where records are marked
//! as deleted, and turn numbers they cannot read into none: a list's rows must all be told of.
//!
//! # References
//! ESRI Shapefile Technical Description, July 1998; dBASE III+ and IV tables.

mod dbf;
mod shp;

use std::path::{Path, PathBuf};

use super::cells::fault;
use super::{
    DELETED_RECORD, EncodingFrom, List, RawTable, Row, TableError, UNREAD_COLUMN, UnusableRow, crs_words, file_name,
    refuse_layer, text,
};
use crate::plan::TableSource;

/// Bytes of a `.prj` or `.cpg` at most.
const MOST_WORDS_BYTES: u64 = 1 << 16;

/// Reads a shapefile by its `.shp`.
pub(super) fn read(source: &TableSource, _: List) -> Result<RawTable, TableError> {
    refuse_layer(source)?;
    let path = &source.path;
    let bytes = |path: &Path| std::fs::read(path).map_err(|error| TableError::unreadable(path, error));
    let shapes = bytes(path)?;
    let dbf_path = beside(path, "dbf").ok_or_else(|| {
        TableError::malformed(
            path,
            "its .dbf is not beside it; a shapefile is .shp, .shx, .dbf and .prj together",
        )
    })?;
    let dbf_bytes = bytes(&dbf_path)?;
    let index = beside(path, "shx").map(|path| bytes(&path)).transpose()?;
    let malformed = |detail: String| TableError::malformed(path, detail);
    let shapes = shp::shapes(&shapes, index.as_deref()).map_err(malformed)?;
    let records = dbf::table(&dbf_bytes).map_err(|detail| TableError::malformed(&dbf_path, detail))?;
    let mut table = rows(source, &dbf_path, &records, shapes)?;
    let file = file_name(path);
    for name in &records.unread {
        table.tally.add(UNREAD_COLUMN, || format!("{file}: {name}"));
    }
    table.crs = crs(source)?;
    Ok(table)
}

/// The files that a shapefile is read from besides its `.shp`.
pub(super) fn parts(path: &Path) -> Vec<PathBuf> {
    ["dbf", "shx", "prj", "cpg"]
        .into_iter()
        .filter_map(|ending| beside(path, ending))
        .collect()
}

/// The file of another ending beside one, in capitals or not.
fn beside(path: &Path, ending: &str) -> Option<PathBuf> {
    let exact = path.with_extension(ending);
    if exact.is_file() {
        return Some(exact);
    }
    let stem = path.file_stem()?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|other| other.file_stem() == Some(stem))
        .filter(|other| {
            other
                .extension()
                .is_some_and(|other| other.eq_ignore_ascii_case(ending))
        })
        .collect();
    found.sort();
    found.into_iter().next()
}

/// A short text beside the shapefile.
fn words(path: &Path, ending: &str) -> Option<String> {
    let path = beside(path, ending)?;
    let bytes = std::fs::metadata(&path)
        .ok()
        .filter(|file| file.len() <= MOST_WORDS_BYTES)?;
    let bytes = (bytes.len() > 0).then(|| std::fs::read(&path).ok()).flatten()?;
    Some(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// The coordinate system that the `.prj` tells.
fn crs(source: &TableSource) -> Result<Option<String>, TableError> {
    let Some(wkt) = words(&source.path, "prj") else {
        return Ok(None);
    };
    crs_words::known_or_told(crs_words::of_wkt(&wkt), &crs_words::name(&wkt), source)
}

/// Rows of shapes and records in step; one without the other is rejected.
fn rows(
    source: &TableSource,
    dbf_path: &Path,
    records: &dbf::Dbf<'_>,
    shapes: Vec<Result<geo::Geometry<f64>, String>>,
) -> Result<RawTable, TableError> {
    let path = &source.path;
    let declared = words(path, "cpg").or_else(|| records.code_page.map(str::to_owned));
    let fields = records.texts();
    let encoding = text::encoding_of_fields(dbf_path, &fields, source.encoding.as_deref(), declared.as_deref())?;
    drop(fields);
    let mut table = RawTable {
        has_geometry: true,
        encoding: Some(text::name(encoding)),
        encoding_from: match (&source.encoding, &declared) {
            (Some(_), _) => EncodingFrom::Plan,
            (None, Some(_)) => EncodingFrom::File,
            (None, None) => EncodingFrom::Found,
        },
        headers: records.names(encoding),
        ..RawTable::default()
    };
    let file = file_name(path);
    let mut shapes = shapes.into_iter();
    for (number, record) in (1..).zip(&records.records) {
        let shape = shapes.next();
        if record.deleted {
            table.tally.add(DELETED_RECORD, || format!("{file}:{number}"));
            continue;
        }
        let mut row = Row {
            line: number,
            ..Row::default()
        };
        match shape.unwrap_or_else(|| Err("has no shape: the .shp ends before".to_owned())) {
            Ok(geometry) => row.geometry = Some(geometry),
            Err(reason) => row.misplaced = Some(fault("", reason)),
        }
        match records.cells(record, encoding) {
            Ok(cells) => {
                row.cells = cells;
                table.rows.push(row);
            }
            Err(value) => table.unusable.push(UnusableRow {
                line: number,
                value,
                reason: format!("is no {} text", text::name(encoding)),
            }),
        }
    }
    for (number, _) in (records.records.len() as u64 + 1..).zip(shapes) {
        table.unusable.push(UnusableRow {
            line: number,
            value: String::new(),
            reason: "has no row in the .dbf".to_owned(),
        });
    }
    Ok(table)
}
