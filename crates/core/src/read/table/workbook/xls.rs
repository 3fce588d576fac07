//! Workbooks of Excel 97 to 2003 and of many office systems to this day: `.xls`.
//!
//! calamine makes room for what the records declare, so the records are walked first: where each sheet's cells stand, and that
//! they lie within bounds.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, SheetType, Xls, XlsError};
use cfb::CompoundFile;

use super::Book;
use super::sheet::{Cell, Merged, Sheet, number_text};
use super::xlsx::{date_text, error_text};
use super::zip_room::damaged;

/// Streams of the records: since Excel 97, before it.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];
/// The stream of an `.xlsx` behind a password.
const ENCRYPTED: &str = "/EncryptedPackage";
/// Bytes of such a file.
const MOST_BYTES: u64 = 128 << 20;
/// Cells that all sheets' smallest rectangles may have together: 65,536 rows of 30 columns. Each takes some 100 bytes meanwhile.
const MOST_CELLS: u64 = 2_000_000;
/// Bytes of a record before its data: type and length.
const RECORD_HEADER_BYTES: usize = 4;

/// Types of records, MS-XLS 2.3.
mod record {
    pub(super) const END: u16 = 0x000A;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const SEVERAL_NUMBERS: u16 = 0x00BD;
    /// Formula, text, number, label, truth or error, shared text, number of four bytes.
    pub(super) const CELLS: [u16; 7] = [0x0006, 0x00D6, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E];
}

/// A workbook opened.
pub(super) struct OldExcel {
    workbook: Xls<Cursor<Vec<u8>>>,
}

impl OldExcel {
    /// Opens a workbook and walks its records.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        let mut reader = BufReader::new(file).take(MOST_BYTES + 1);
        reader.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(format!(
                "the workbook has more than {} MB; save the list as .xlsx or CSV",
                MOST_BYTES >> 20
            ));
        }
        let stream = stream(&bytes)?;
        check(&stream).ok_or_else(|| damaged(&"its records do not fit together"))??;
        let workbook = Xls::new(Cursor::new(bytes)).map_err(|error| told(&error))?;
        Ok(Self { workbook })
    }
}

impl Book for OldExcel {
    fn names(&self) -> Vec<String> {
        let sheets = self.workbook.sheets_metadata().iter();
        sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    fn sheet(&mut self, name: &str, rows: Option<u32>) -> Result<Sheet, String> {
        let mut sheet = Sheet::default();
        let merged = self
            .workbook
            .merge_cells_by_sheet_name(name)
            .map_err(|error| told(&error))?;
        sheet.merged = merged
            .into_iter()
            .map(|area| Merged {
                first: area.start,
                last: area.end,
            })
            .collect();
        let range = self.workbook.worksheet_range(name).map_err(|error| told(&error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = first_row + row as u32;
            if rows.is_some_and(|rows| row >= rows) {
                break;
            }
            sheet.add(row, first_column + column as u32, cell(value))?;
        }
        Ok(sheet)
    }
}

fn cell(value: &Data) -> Cell {
    Cell::Text(match value {
        Data::Error(error) => return Cell::error(error_text(error)),
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(date) => date_text(*date),
    })
}

fn told(error: &XlsError) -> String {
    match error {
        XlsError::Password => "it is protected by a password; save it without one".to_owned(),
        other => damaged(other),
    }
}

/// The stream of records. Opening checks the file's chains of sectors, which may run in circles.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if file.is_stream(ENCRYPTED) {
        return Err("it is protected by a password; save it without one".to_owned());
    }
    let name = STREAMS.into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or("it is an office document, but no workbook; save the list as .xlsx")?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|error| damaged(&error))?;
    opened
        .take(bytes.len() as u64)
        .read_to_end(&mut stream)
        .map_err(|error| damaged(&error))?;
    Ok(stream)
}

/// Whether the cells lie within bounds; `None` where records are cut off or point outside the stream.
fn check(stream: &[u8]) -> Option<Result<(), String>> {
    let mut cells = 0;
    for start in sheets(stream)? {
        let mut extent = Extent::default();
        for (kind, data) in Records(stream.get(start..)?) {
            match kind {
                record::END => break,
                record::DIMENSIONS => extent.declared = declared(data)?,
                record::SEVERAL_NUMBERS => {
                    let last = u64::from(u16_at(data, data.len().checked_sub(2)?)?);
                    extent.include(u64::from(u16_at(data, 0)?), last);
                    extent.include(u64::from(u16_at(data, 0)?), u64::from(u16_at(data, 2)?));
                }
                kind if record::CELLS.contains(&kind) => {
                    extent.include(u64::from(u16_at(data, 0)?), u64::from(u16_at(data, 2)?));
                }
                _ => {}
            }
        }
        cells += extent.cells();
        if cells > MOST_CELLS {
            return Some(Err(format!(
                "has sheets of more than {MOST_CELLS} cells; keep the list's rows and columns, or save it as CSV"
            )));
        }
    }
    Some(Ok(()))
}

/// Where the sheets start, by the workbook's own records.
fn sheets(stream: &[u8]) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    for (kind, data) in Records(stream) {
        match kind {
            record::END => break,
            record::SHEET => starts.push(u32_at(data, 0)? as usize),
            _ => {}
        }
    }
    Some(starts)
}

/// The records from a place on, until one is cut off.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.0, 0)?;
        let length = usize::from(u16_at(self.0, 2)?);
        let end = RECORD_HEADER_BYTES + length;
        let data = self.0.get(RECORD_HEADER_BYTES..end)?;
        self.0 = self.0.get(end..)?;
        Some((kind, data))
    }
}

/// Rows and columns of a sheet's cells.
#[derive(Default)]
struct Extent {
    declared: u64,
    corners: Option<[u64; 4]>,
}

impl Extent {
    fn include(&mut self, row: u64, column: u64) {
        let [top, left, bottom, right] = self.corners.unwrap_or([row, column, row, column]);
        self.corners = Some([top.min(row), left.min(column), bottom.max(row), right.max(column)]);
    }

    /// Cells that room is made for.
    fn cells(&self) -> u64 {
        let area = self
            .corners
            .map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right - left + 1));
        area.max(self.declared)
    }
}

/// Cells by a record of dimensions: rows of four bytes since Excel 97, of two before; ends are not included. `None` where the last
/// row is above the first: calamine would take the difference for a length.
fn declared(data: &[u8]) -> Option<u64> {
    let wide = data.len() >= 14;
    let (first_row, last_row, columns) = if wide {
        (u32_at(data, 0)?, u32_at(data, 4)?, 8)
    } else {
        (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), 4)
    };
    // From whatever column, there are no more than these.
    let columns = u64::from(u16_at(data, columns + 2)?);
    if last_row == 0 || columns == 0 {
        return Some(0);
    }
    Some(u64::from(last_row.checked_sub(first_row)?) * columns)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}
