//! Workbooks of Excel since 2007 and of WPS: `.xlsx`, `.xlsm`, read cell by cell.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::Book;
use super::sheet::{Cell, Merged, Sheet, number_text};
use super::zip_room::damaged;

/// A workbook opened.
pub(super) struct Excel {
    workbook: Xlsx<BufReader<File>>,
}

impl Excel {
    /// Opens a workbook whose size is checked.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let workbook = Xlsx::new(BufReader::new(file)).map_err(|error| told(&error))?;
        Ok(Self { workbook })
    }
}

impl Book for Excel {
    fn names(&self) -> Vec<String> {
        let sheets = self.workbook.sheets_metadata().iter();
        sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    fn sheet(&mut self, name: &str, rows: Option<u32>) -> Result<Sheet, String> {
        let mut sheet = Sheet::default();
        if rows.is_none() {
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
        }
        let mut cells = self
            .workbook
            .worksheet_cells_reader(name)
            .map_err(|error| told(&error))?;
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(|error| told(&error))? {
            let (row, column) = record.pos;
            if rows.is_some_and(|rows| row >= rows) {
                break;
            }
            if let Some(cell) = cell(&record.value, record.formula.as_ref()) {
                sheet.add(row, column, cell)?;
            }
        }
        Ok(sheet)
    }
}

fn cell(value: &DataRef<'_>, formula: Option<&XlsxFormulaMetadata>) -> Option<Cell> {
    let text = match value {
        DataRef::Empty => return formula.map(|formula| Cell::uncalculated(formula_text(formula))),
        DataRef::Error(error) => return Some(Cell::error(error_text(error))),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => date_text(*date),
    };
    Some(Cell::Text(text))
}

fn formula_text(formula: &XlsxFormulaMetadata) -> Option<&str> {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => Some(formula),
        _ => None,
    }
}

/// An error as the sheet shows it.
pub(super) fn error_text(error: &CellErrorType) -> String {
    error.to_string()
}

/// A date or time as ISO 8601 has it, without a time of 0:00 and without the day that a bare time has.
pub(super) fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let is_bare_time = (0.0..1.0).contains(&date.as_f64());
    if date.is_duration() {
        // Days, as the sheet keeps it.
        number_text(date.as_f64())
    } else if is_bare_time {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year}-{month:02}-{day:02}")
    } else {
        format!("{year}-{month:02}-{day:02} {time}")
    }
}

fn told(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "it is protected by a password; save it without one".to_owned(),
        other => damaged(other),
    }
}
