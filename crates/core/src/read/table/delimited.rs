//! Text tables: commas, semicolons or tabs, found by themselves.

use csv::{ReaderBuilder, StringRecord};

use super::headers::{self, Filled, Headers, LOOKED_AT};
use super::{List, RawTable, Row, TableError, UnusableRow, error};
use crate::plan::TableSource;

/// Delimiters looked for; the first wins among equals.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Columns of a table: as many as a sheet may have.
const MOST_COLUMNS: usize = 16_384;
/// Cells shown of a row that cannot be used.
const SHOWN_CELLS: usize = 20;

/// Reads a table with a row of headers. Empty lines are no rows.
pub(super) fn read(source: &TableSource, list: List, text: &str) -> Result<RawTable, TableError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    let (mut rows, mut unusable) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|fault| TableError::malformed(&source.path, fault.to_string()))?;
        let line = lines.of_record(&record);
        if record.len() > MOST_COLUMNS {
            unusable.push(overlong(line, record.iter(), record.len(), MOST_COLUMNS));
        } else if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row {
                line,
                cells: record.iter().map(str::to_owned).collect(),
                ..Row::default()
            });
        }
    }
    let mut table = RawTable::default();
    let first: Vec<Filled<'_>> = rows.iter().take(LOOKED_AT).map(filled).collect();
    let found = headers::find(&first, source, list).ok_or_else(|| headers::missing(source))?;
    headers::count_above(&mut table.tally, &super::file_name(&source.path), &first, &found);
    let rows_used = found.above + found.rows;
    let width = rows.get(found.above..rows_used).unwrap_or_default().iter();
    table.header_line = rows.get(rows_used - 1).map(|row| row.line);
    table.headers = dense(&found, width.map(|row| row.cells.len()).max().unwrap_or(0));
    for row in rows.into_iter().skip(rows_used) {
        // Cells that are empty do not count.
        if row
            .cells
            .iter()
            .skip(table.headers.len())
            .all(|cell| cell.trim().is_empty())
        {
            table.rows.push(row);
        } else {
            let cells = row.cells.iter().map(String::as_str);
            unusable.push(overlong(row.line, cells, row.cells.len(), table.headers.len()));
        }
    }
    unusable.sort_by_key(|row| row.line);
    table.unusable = unusable;
    Ok(table)
}

fn filled(row: &Row) -> Filled<'_> {
    let cells = row.cells.iter().map(|cell| cell.trim()).enumerate();
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
}

/// One name a column, empty where there is none.
fn dense(found: &Headers, width: usize) -> Vec<String> {
    let mut headers = vec![String::new(); width];
    for (column, name) in &found.names {
        if let Some(header) = headers.get_mut(*column) {
            header.clone_from(name);
        }
    }
    headers
}

/// The delimiter that the first line with any holds most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let lines = text.lines().take(LOOKED_AT);
    lines.map(counts).find_map(most).unwrap_or(b',')
}

fn counts(line: &str) -> [usize; DELIMITERS.len()] {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
            *count += usize::from(!quoted && byte == delimiter);
        }
    }
    counts
}

fn most(counts: [usize; DELIMITERS.len()]) -> Option<u8> {
    let most = counts.iter().max().copied().filter(|most| *most > 0)?;
    let found = counts.iter().zip(DELIMITERS).find(|(count, _)| **count == most);
    found.map(|(_, delimiter)| delimiter)
}

/// A row of more cells than headers.
fn overlong<'a>(line: u64, cells: impl Iterator<Item = &'a str>, count: usize, headers: usize) -> UnusableRow {
    UnusableRow {
        line,
        value: error::shown(&cells.take(SHOWN_CELLS).collect::<Vec<_>>().join(" | ")),
        reason: format!("has {count} cells under {headers} headers; put cells that hold the delimiter in quotes"),
    }
}

/// Tells the line that a record starts on, empty lines before it passed over.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn of_record(&mut self, record: &StringRecord) -> u64 {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let ends_line = |byte: u8| matches!(byte, b'\n' | b'\r');
        while let Some(byte) = self
            .bytes
            .get(self.at)
            .copied()
            .filter(|byte| self.at < start || ends_line(*byte))
        {
            let lone_return = byte == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n');
            self.line += u64::from(byte == b'\n' || lone_return);
            self.at += 1;
        }
        self.line
    }
}
