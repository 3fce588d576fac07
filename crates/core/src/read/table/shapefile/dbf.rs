//! The cells of a `.dbf`, as the bytes that stand there.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::super::error::shown;
use super::super::text;

/// Bytes of the header, and of a column's description.
const HEADER_BYTES: usize = 32;
const COLUMN_BYTES: usize = 32;
/// Bytes of a column's name, closed by a zero where it is shorter.
const NAME_BYTES: usize = 11;
/// Ends the columns.
const END_OF_COLUMNS: u8 = 0x0D;
/// Marks a record as deleted.
const DELETED: u8 = b'*';
/// Code pages of the byte for the language's driver that are ours; others, such as ANSI, say nothing of Chinese.
const CODE_PAGES: [(u8, &str); 4] = [(0x4D, "gbk"), (0x7A, "gbk"), (0x4F, "big5"), (0x78, "big5")];
/// Where that byte stands.
const CODE_PAGE_AT: usize = 29;

/// A column.
#[derive(Debug)]
struct Column<'a> {
    name: &'a [u8],
    kind: u8,
    at: usize,
    width: usize,
}

/// A record: its bytes, and whether it is marked as deleted.
#[derive(Debug)]
pub(super) struct Record<'a> {
    bytes: &'a [u8],
    pub(super) deleted: bool,
}

/// A table.
#[derive(Debug)]
pub(super) struct Dbf<'a> {
    columns: Vec<Column<'a>>,
    pub(super) records: Vec<Record<'a>>,
    /// The code page told by the header.
    pub(super) code_page: Option<&'static str>,
    /// Columns whose values stand in another file or are no text, number or date.
    pub(super) unread: Vec<String>,
}

/// Reads the columns and records; a last record that is cut off is none.
pub(super) fn table(bytes: &[u8]) -> Result<Dbf<'_>, String> {
    let u16_at = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let header = bytes.get(..HEADER_BYTES).ok_or("it is no .dbf: it is too short")?;
    let (Some(start), Some(length)) = (u16_at(8), u16_at(10)) else {
        return Err("it is no .dbf: it is too short".to_owned());
    };
    let declared = bytes
        .get(4..8)
        .and_then(|count| Some(u32::from_le_bytes(count.try_into().ok()?)))
        .unwrap_or(0);
    let mut unread = Vec::new();
    let mut columns = Vec::new();
    // A record starts with the mark of deleted ones.
    let mut at = 1;
    let described = bytes.get(HEADER_BYTES..start.min(bytes.len())).unwrap_or_default();
    for description in described.chunks_exact(COLUMN_BYTES) {
        if description.first() == Some(&END_OF_COLUMNS) {
            break;
        }
        let (Some(name), Some(kind), Some(width)) =
            (description.get(..NAME_BYTES), description.get(11), description.get(16))
        else {
            break;
        };
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        // Texts may be longer than a byte tells: then the byte of decimals counts as well.
        let more = if *kind == b'C' {
            usize::from(*description.get(17).unwrap_or(&0)) << 8
        } else {
            0
        };
        let width = usize::from(*width) + more;
        let column = Column {
            name,
            kind: *kind,
            at,
            width,
        };
        at += width;
        if is_read(*kind, width) {
            columns.push(column);
        } else {
            unread.push(shown(&String::from_utf8_lossy(name)));
        }
    }
    if at > length || columns.is_empty() {
        return Err("it is no .dbf, or its columns are damaged".to_owned());
    }
    let records = bytes
        .get(start..)
        .unwrap_or_default()
        .chunks_exact(length)
        .take(declared as usize);
    Ok(Dbf {
        columns,
        records: records
            .map(|bytes| Record {
                bytes,
                deleted: bytes.first() == Some(&DELETED),
            })
            .collect(),
        code_page: header
            .get(CODE_PAGE_AT)
            .and_then(|told| CODE_PAGES.iter().find(|(page, _)| page == told))
            .map(|(_, name)| *name),
        unread,
    })
}

/// Texts, numbers, truths, dates; whole numbers of four bytes and numbers of eight.
fn is_read(kind: u8, width: usize) -> bool {
    matches!(
        (kind, width),
        (b'C' | b'N' | b'F' | b'L' | b'D', _) | (b'I', 4) | (b'O', 8)
    )
}

impl<'a> Dbf<'a> {
    /// The columns' names.
    pub(super) fn names(&self, encoding: &'static Encoding) -> Vec<String> {
        // Some writers encode the cells alone and leave the names as UTF-8.
        let name = |column: &Column<'_>| match text::decoded_name(encoding, column.name) {
            Some(name) => name.trim().to_owned(),
            None => shown(&String::from_utf8_lossy(column.name)),
        };
        self.columns.iter().map(name).collect()
    }

    /// Every text that its encoding may be told by: the cells', else the columns' names; without the blanks around it.
    pub(super) fn texts(&self) -> Vec<&'a [u8]> {
        let texts = self.columns.iter().filter(|column| column.kind == b'C');
        let cells = texts.flat_map(|column| self.records.iter().filter_map(|record| field(record, column)));
        let cells: Vec<&[u8]> = cells.filter(|cell| !cell.is_ascii()).collect();
        if cells.is_empty() {
            return self.columns.iter().map(|column| column.name).collect();
        }
        cells
    }

    /// A record's cells; the first that is no text of the encoding where there is one.
    pub(super) fn cells(&self, record: &Record<'a>, encoding: &'static Encoding) -> Result<Vec<String>, String> {
        self.columns
            .iter()
            .map(|column| {
                let bytes = field(record, column).unwrap_or_default();
                cell(column.kind, bytes, encoding).ok_or_else(|| shown(&String::from_utf8_lossy(bytes)))
            })
            .collect()
    }
}

fn field<'a>(record: &Record<'a>, column: &Column<'_>) -> Option<&'a [u8]> {
    let bytes = record.bytes.get(column.at..column.at + column.width)?;
    if matches!(column.kind, b'I' | b'O') {
        return Some(bytes);
    }
    let end = bytes
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | 0))
        .map_or(0, |last| last + 1);
    let start = bytes.iter().take(end).take_while(|byte| **byte == b' ').count();
    bytes.get(start..end)
}

fn cell(kind: u8, bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    match kind {
        b'C' => text::decoded_field(encoding, bytes).map(Cow::into_owned),
        b'I' => Some(i32::from_le_bytes(bytes.try_into().ok()?).to_string()),
        b'O' => Some(f64::from_le_bytes(bytes.try_into().ok()?).to_string()),
        _ => Some(plain_cell(kind, String::from_utf8_lossy(bytes).trim())),
    }
}

/// A number, truth or date; stars stand for a number that was too long, and `?` for no truth.
fn plain_cell(kind: u8, text: &str) -> String {
    match kind {
        b'L' => match text {
            "?" => String::new(),
            told => told.to_owned(),
        },
        b'D' => match (text.get(..4), text.get(4..6), text.get(6..8)) {
            (Some("0000"), _, _) => String::new(),
            (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
            _ => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}
