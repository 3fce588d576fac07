//! Workbooks: `.xlsx`, `.xls` and `.ods`, told apart by their first bytes, for offices rename them.
//!
//! - `zip_room`: what a zipped workbook would inflate to, before a parser sees it.
//! - `xlsx`, `xls`: by `calamine`; `ods`: by `quick-xml`, because calamine repeats cells in memory as often as the file asks.
//! - `sheet`: the cells of one sheet, within bounds.
//! - `sheet_table`: a sheet as a table: its headers, rows, merged and broken cells.
//!
//! A parser of others' making runs in a thread of its own, so that a panic of it on bytes nobody thought of is an error like any
//! other and not the end of the run.

mod ods;
mod sheet;
mod sheet_table;
mod xls;
mod xlsx;
mod zip_room;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::headers::{self, Filled, LOOKED_AT};
use super::{LAYER_FOUND, List, RawTable, TableError, error, refuse_encoding};
use crate::plan::TableSource;
use sheet::Sheet;

/// Name of the thread that parsers of workbooks run in; a host may keep a panic's message of it to itself, for the error says all.
pub const PARSER_THREAD: &str = "workbook";
/// Rows of a sheet that are looked at for headers where no sheet is named.
const PEEKED_ROWS: u32 = 60;
/// First bytes of a zip archive: `.xlsx`, `.ods`.
const ZIP: &[u8] = b"PK\x03\x04";
/// First bytes of a compound file: `.xls`, and `.xlsx` behind a password.
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// A sheet is taken for the list if its headers name this many of the list's columns.
const ENOUGH_NAMED: usize = 2;

/// A workbook opened.
trait Book {
    /// The names of its sheets, in order.
    fn names(&self) -> Vec<String>;

    /// A sheet's cells; of the first `rows` only, where told.
    fn sheet(&mut self, name: &str, rows: Option<u32>) -> Result<Sheet, String>;
}

/// Reads the sheet that the plan names, else the first whose headers are the list's.
pub(super) fn read(source: &TableSource, list: List) -> Result<RawTable, TableError> {
    refuse_encoding(source)?;
    let path = &source.path;
    let first_bytes = first_bytes(path)?;
    std::thread::scope(|scope| {
        let parse = || {
            let mut book = open(path, &first_bytes)?;
            let sheet = chosen(&mut *book, source, list)?;
            let whole = book
                .sheet(&sheet, None)
                .map_err(|detail| TableError::malformed(path, detail))?;
            let several = book.names().len() > 1 && source.layer.is_none();
            let mut table = sheet_table::table(whole, source, list)?;
            if several {
                let file = super::file_name(path);
                table
                    .tally
                    .add(LAYER_FOUND, || format!("{file}: {}", error::shown(&sheet)));
            }
            table.layer = Some(sheet);
            Ok(table)
        };
        let thread = std::thread::Builder::new().name(PARSER_THREAD.to_owned());
        let thread = thread
            .spawn_scoped(scope, parse)
            .map_err(|error| TableError::unreadable(path, error))?;
        thread.join().unwrap_or_else(|_| {
            let detail = "the workbook is damaged; open it in Excel or WPS and save it again";
            Err(TableError::malformed(path, detail))
        })
    })
}

fn first_bytes(path: &Path) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| TableError::unreadable(path, error))?;
    file.take(COMPOUND_FILE.len() as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| TableError::unreadable(path, error))?;
    Ok(bytes)
}

fn open(path: &Path, first_bytes: &[u8]) -> Result<Box<dyn Book>, TableError> {
    let malformed = |detail: String| TableError::malformed(path, detail);
    if first_bytes.starts_with(ZIP) {
        let is_ods = zip_room::check(path).map_err(malformed)?;
        return if is_ods {
            Ok(Box::new(ods::Ods::open(path).map_err(malformed)?))
        } else {
            Ok(Box::new(xlsx::Excel::open(path).map_err(malformed)?))
        };
    }
    if first_bytes == COMPOUND_FILE {
        return Ok(Box::new(xls::OldExcel::open(path).map_err(malformed)?));
    }
    let what = match first_bytes {
        [] => "it is empty; give a workbook with a row of headers",
        [b'<', ..] => "it is a web page or XML under a workbook's name; open it in Excel or WPS and save it as .xlsx",
        _ => "it is no workbook; open it in Excel or WPS and save it as .xlsx, or call it .csv if it is text",
    };
    Err(malformed(what.to_owned()))
}

/// The name of the sheet to read.
fn chosen(book: &mut dyn Book, source: &TableSource, list: List) -> Result<String, TableError> {
    let names = book.names();
    if let Some(layer) = &source.layer {
        let found = names.iter().find(|name| name.trim() == layer.trim());
        return found.cloned().ok_or_else(|| TableError::NoLayer {
            path: source.path.clone(),
            layer: layer.clone(),
            found: error::listed(names.iter().map(String::as_str)),
        });
    }
    let mut first_filled = None;
    let mut fault = None;
    for name in names {
        let sheet = match book.sheet(&name, Some(PEEKED_ROWS)) {
            Ok(sheet) => sheet,
            Err(detail) => {
                fault.get_or_insert(detail);
                continue;
            }
        };
        let rows = sheet.into_rows();
        let first: Vec<Filled<'_>> = rows.iter().take(LOOKED_AT).map(sheet::SheetRow::filled).collect();
        let named = headers::find(&first, source, list).map(|headers| headers.named);
        if named.is_some_and(|named| named >= ENOUGH_NAMED) {
            return Ok(name);
        }
        if named.is_some() {
            first_filled.get_or_insert(name);
        }
    }
    first_filled.ok_or_else(|| {
        let detail = fault.unwrap_or_else(|| "no sheet has anything in it".to_owned());
        TableError::malformed(&source.path, detail)
    })
}
