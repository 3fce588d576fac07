//! Workbooks of LibreOffice, OpenOffice and WPS: `.ods`, streamed.
//!
//! A cell or row may say how often it repeats: 1,048,576 blank rows below a list are usual. Repeats of filled ones count against
//! the bounds of a sheet.
//!
//! # References
//! OASIS `OpenDocument` 1.3, part 3, chapters 9 (tables) and 19 (attributes).

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::Book;
use super::PEEKED_ROWS;
use super::sheet::{Cell, Merged, Sheet};
use super::zip_room::damaged;

/// The part that holds the sheets.
const CONTENT: &str = "content.xml";
/// The part that says which parts are behind a password.
const MANIFEST: &str = "META-INF/manifest.xml";
/// Its element for such a part.
const ENCRYPTED: &[u8] = b"encryption-data";

/// A workbook opened: its sheets' names and first rows.
pub(super) struct Ods {
    path: PathBuf,
    heads: Vec<(String, Option<Sheet>)>,
}

impl Ods {
    /// Opens a workbook whose size is checked, and looks at the first rows of each sheet.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        if is_encrypted(path)? {
            return Err("it is protected by a password; save it without one".to_owned());
        }
        let heads = sheets(path, |_| Some(PEEKED_ROWS))?;
        let heads = heads.into_iter().map(|(name, sheet)| (name, Some(sheet)));
        Ok(Self {
            path: path.to_owned(),
            heads: heads.collect(),
        })
    }
}

impl Book for Ods {
    fn names(&self) -> Vec<String> {
        self.heads.iter().map(|(name, _)| name.clone()).collect()
    }

    fn sheet(&mut self, name: &str, rows: Option<u32>) -> Result<Sheet, String> {
        let mut head = self.heads.iter_mut().find(|(head, _)| head == name);
        if let Some(head) = head
            .as_mut()
            .filter(|_| rows.is_some())
            .and_then(|(_, head)| head.take())
        {
            return Ok(head);
        }
        let mut found = sheets(&self.path, |one| (one == name).then_some(u32::MAX))?;
        let at = found.iter().position(|(one, _)| one == name);
        let at = at.ok_or_else(|| damaged(&"a sheet is gone"))?;
        Ok(found.swap_remove(at).1)
    }
}

fn is_encrypted(path: &Path) -> Result<bool, String> {
    let mut archive = archive(path)?;
    let Ok(mut manifest) = archive.by_name(MANIFEST) else {
        return Ok(false);
    };
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut manifest, &mut bytes).map_err(|error| damaged(&error))?;
    Ok(bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED))
}

fn archive(path: &Path) -> Result<ZipArchive<BufReader<File>>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))
}

/// All sheets in order, of each as many rows as wanted; a sheet that is not wanted is there without cells.
fn sheets(path: &Path, wanted: impl Fn(&str) -> Option<u32>) -> Result<Vec<(String, Sheet)>, String> {
    let mut archive = archive(path)?;
    let content = archive.by_name(CONTENT).map_err(|error| damaged(&error))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    // An empty element comes as a start and an end, so that there is one way through.
    reader.config_mut().expand_empty_elements = true;
    let mut sheets = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| damaged(&error))? {
            Event::Start(start) if start.name().as_ref() == "table:table" => {
                let name = attribute(&start, "table:name").unwrap_or_default();
                let mut table = TableReader {
                    sheet: Sheet::default(),
                    rows: wanted(&name).unwrap_or(0),
                    row: 0,
                    events: &mut reader,
                };
                table.read()?;
                sheets.push((name, table.sheet));
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Reads one sheet's rows.
struct TableReader<'a, R> {
    sheet: Sheet,
    /// Rows wanted.
    rows: u32,
    row: u32,
    events: &'a mut Reader<R>,
}

impl<R: BufRead> TableReader<'_, R> {
    /// To the end of the sheet; drawings in it may hold tables of their own, which are none of its rows.
    fn read(&mut self) -> Result<(), String> {
        let mut buffer = Vec::new();
        let mut nested = 0_usize;
        loop {
            buffer.clear();
            match self
                .events
                .read_event_into(&mut buffer)
                .map_err(|error| damaged(&error))?
            {
                Event::Start(start) => match start.name().as_ref() {
                    "table:table" | "table:shapes" => nested += 1,
                    "table:table-row" if nested == 0 => {
                        let repeats = count(&start, "table:number-rows-repeated");
                        self.read_row(repeats)?;
                    }
                    _ => {}
                },
                Event::End(end) => match (end.name().as_ref(), nested) {
                    ("table:table", 0) => return Ok(()),
                    ("table:table" | "table:shapes", _) => nested = nested.saturating_sub(1),
                    _ => {}
                },
                Event::Eof => return Err(damaged(&"it ends within a sheet")),
                _ => {}
            }
        }
    }

    fn read_row(&mut self, repeats: u32) -> Result<(), String> {
        let mut cells: Vec<(u32, u32, Cell)> = Vec::new();
        let mut column = 0_u32;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self
                .events
                .read_event_into(&mut buffer)
                .map_err(|error| damaged(&error))?
            {
                Event::Start(start) if start.name().as_ref() == "table:table-cell" => {
                    let start = start.into_owned();
                    let repeats = count(&start, "table:number-columns-repeated");
                    self.note_merged(&start, column);
                    if let Some(cell) = self.read_cell(&start)? {
                        cells.push((column, repeats, cell));
                    }
                    column = column.saturating_add(repeats);
                }
                Event::Start(start) if start.name().as_ref() == "table:covered-table-cell" => {
                    // Hidden under a merged cell, whose value alone counts.
                    let start = start.into_owned();
                    let repeats = count(&start, "table:number-columns-repeated");
                    self.read_cell(&start)?;
                    column = column.saturating_add(repeats);
                }
                Event::End(end) if end.name().as_ref() == "table:table-row" => break,
                Event::Eof => return Err(damaged(&"it ends within a row")),
                _ => {}
            }
        }
        if !cells.is_empty() {
            self.keep(&cells, repeats)?;
        }
        self.row = self.row.saturating_add(repeats);
        Ok(())
    }

    /// Adds a row's cells, each as often as it repeats; a sheet refuses what is too much.
    fn keep(&mut self, cells: &[(u32, u32, Cell)], rows: u32) -> Result<(), String> {
        let last = self.row.saturating_add(rows).min(self.rows);
        for row in self.row..last {
            for (column, repeats, cell) in cells {
                for column in *column..column.saturating_add(*repeats) {
                    self.sheet.add(row, column, cell.clone())?;
                }
            }
        }
        Ok(())
    }

    fn note_merged(&mut self, start: &BytesStart<'_>, column: u32) {
        let rows = count(start, "table:number-rows-spanned");
        let columns = count(start, "table:number-columns-spanned");
        if rows.max(columns) > 1 && self.row < self.rows {
            self.sheet.merged.push(Merged {
                first: (self.row, column),
                last: (self.row.saturating_add(rows - 1), column.saturating_add(columns - 1)),
            });
        }
    }

    /// The value of a cell, to its end; none where it is blank.
    fn read_cell(&mut self, start: &BytesStart<'_>) -> Result<Option<Cell>, String> {
        let text = self.read_text(start.name().as_ref())?;
        let formula = attribute(start, "table:formula");
        if attribute(start, "calcext:value-type").as_deref() == Some("error") {
            return Ok(Some(Cell::error(text)));
        }
        let kind = attribute(start, "office:value-type");
        if kind.is_none()
            && text.is_empty()
            && let Some(formula) = formula
        {
            return Ok(Some(Cell::uncalculated(Some(&formula))));
        }
        let value = match kind.as_deref() {
            Some("float" | "currency" | "percentage") => attribute(start, "office:value"),
            Some("date") => attribute(start, "office:date-value").map(|date| date.replace('T', " ")),
            Some("time") => attribute(start, "office:time-value"),
            Some("boolean") => attribute(start, "office:boolean-value"),
            Some("string") => Some(attribute(start, "office:string-value").unwrap_or(text)),
            _ => Some(text),
        };
        Ok(value.filter(|value| !value.trim().is_empty()).map(Cell::Text))
    }

    /// The paragraphs of a cell up to its end, without notes and drawings.
    fn read_text(&mut self, cell: &str) -> Result<String, String> {
        let mut text = String::new();
        let mut paragraphs = 0;
        let mut aside = 0_usize;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self
                .events
                .read_event_into(&mut buffer)
                .map_err(|error| damaged(&error))?
            {
                Event::Start(start) => match start.name().as_ref() {
                    name if is_aside(name) => aside += 1,
                    _ if aside > 0 => {}
                    "text:p" => {
                        paragraphs += 1;
                        if paragraphs > 1 {
                            text.push('\n');
                        }
                    }
                    "text:line-break" => text.push('\n'),
                    "text:s" | "text:tab" => text.push(' '),
                    _ => {}
                },
                Event::End(end) => match end.name().as_ref() {
                    name if name == cell && aside == 0 => return Ok(text),
                    name if is_aside(name) => aside = aside.saturating_sub(1),
                    _ => {}
                },
                Event::Text(part) if aside == 0 && paragraphs > 0 => text.push_str(&part.xml10_content()),
                Event::GeneralRef(entity) if aside == 0 && paragraphs > 0 => push_entity(&entity, &mut text),
                Event::Eof => return Err(damaged(&"it ends within a cell")),
                _ => {}
            }
        }
    }
}

/// Elements within a cell that are none of its text: notes, drawings.
fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:")
}

/// Adds what an entity stands for; one that XML does not know is left out.
fn push_entity(entity: &BytesRef<'_>, text: &mut String) {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        text.push(letter);
    } else if let Some(known) = resolve_predefined_entity(entity.as_ref()) {
        text.push_str(known);
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// A count of repeats, 1 where none is told.
fn count(start: &BytesStart<'_>, name: &str) -> u32 {
    let told = attribute(start, name).and_then(|count| count.trim().parse().ok());
    told.unwrap_or(1_u32).max(1)
}
