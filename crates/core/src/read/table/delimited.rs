//! Text tables: commas, semicolons or tabs, found by themselves.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::{RawTable, Row, TableError, UnusableRow};

/// Delimiters looked for; the first wins among equals.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads a table with one line of headers. Empty lines are no rows.
pub(super) fn read(path: &Path, text: &str) -> Result<RawTable, TableError> {
    let malformed = |detail: String| TableError::Malformed {
        path: path.to_owned(),
        detail,
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    let mut table = RawTable::default();
    for record in reader.records() {
        let record = record.map_err(|error| malformed(error.to_string()))?;
        let line = lines.of_record(&record);
        if table.headers.is_empty() {
            table.headers = record.iter().map(|header| header.trim().to_owned()).collect();
            continue;
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match overlong(&record, table.headers.len()) {
            Some(reason) => table.unusable.push(UnusableRow {
                line,
                value: record.iter().collect::<Vec<_>>().join(" | "),
                reason,
            }),
            None => table.rows.push(Row {
                line,
                cells: record.iter().map(str::to_owned).collect(),
                ..Row::default()
            }),
        }
    }
    if table.headers.iter().all(String::is_empty) {
        return Err(malformed(
            "it is empty; the first line must name the columns".to_owned(),
        ));
    }
    Ok(table)
}

/// The delimiter that the line of headers holds most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    let line = text.trim_start().bytes();
    for byte in line.take_while(|byte| !matches!(byte, b'\n' | b'\r')) {
        quoted ^= byte == b'"';
        for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
            *count += usize::from(!quoted && byte == delimiter);
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let found = counts.iter().zip(DELIMITERS).find(|(count, _)| **count == most);
    found.map_or(b',', |(_, delimiter)| delimiter)
}

/// What is wrong with a row of more cells than headers; cells that are empty do not count.
fn overlong(record: &StringRecord, headers: usize) -> Option<String> {
    let extra = record.iter().skip(headers).any(|cell| !cell.trim().is_empty());
    extra.then(|| {
        let cells = record.len();
        format!("has {cells} cells under {headers} headers; put cells that hold the delimiter in quotes")
    })
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
