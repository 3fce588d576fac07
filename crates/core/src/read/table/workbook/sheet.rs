//! The cells of a sheet as a parser gives them, within bounds.

use super::super::cells::Fault;
use super::super::headers::Filled;

/// Filled cells that a sheet may have: 150,000 rows of 20 columns. A cell takes some 100 bytes until its row is made.
pub(super) const MOST_CELLS: usize = 3_000_000;
/// Bytes of text that a sheet may have.
const MOST_TEXT_BYTES: usize = 100 << 20;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    /// It should hold a value and does not. Boxed, for cells are many and these few.
    Broken(Box<Fault>),
}

impl Cell {
    /// An error such as `#REF!`.
    pub(super) fn error(shown: String) -> Self {
        Self::Broken(Box::new(Fault {
            value: shown,
            reason: "is an error in the sheet; mend its formula".to_owned(),
        }))
    }

    /// A formula that was never calculated.
    pub(super) fn uncalculated(formula: Option<&str>) -> Self {
        let formula = formula.unwrap_or_default().trim_start_matches("of:");
        Self::Broken(Box::new(Fault {
            value: format!("={}", formula.trim_start_matches('=')),
            reason: "is a formula without a value; open the file in Excel or WPS and save it".to_owned(),
        }))
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Broken(fault) => &fault.value,
        }
    }
}

/// A cell that spans several: rows and columns from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merged {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// A sheet's filled cells, in any order.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    cells: Vec<(u32, u32, Cell)>,
    text_bytes: usize,
    pub(super) merged: Vec<Merged>,
}

/// A row of a sheet: its number from 1, and its filled cells by column.
#[derive(Debug)]
pub(super) struct SheetRow {
    pub(super) number: u64,
    pub(super) cells: Vec<(usize, Cell)>,
}

impl SheetRow {
    /// The filled cells as text.
    pub(super) fn filled(&self) -> Filled<'_> {
        self.cells
            .iter()
            .map(|(column, cell)| (*column, cell.text().trim()))
            .collect()
    }
}

impl Sheet {
    /// Takes a cell; blank text is none.
    pub(super) fn add(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), String> {
        if matches!(&cell, Cell::Text(text) if text.trim().is_empty()) {
            return Ok(());
        }
        self.text_bytes += cell.text().len();
        if self.cells.len() >= MOST_CELLS || self.text_bytes > MOST_TEXT_BYTES {
            return Err(too_large());
        }
        self.cells.push((row, column, cell));
        Ok(())
    }

    /// The rows that have a cell, in order; of a cell given twice the later.
    pub(super) fn into_rows(self) -> Vec<SheetRow> {
        let mut cells = self.cells;
        if !cells.is_sorted_by_key(|(row, column, _)| (*row, *column)) {
            cells.sort_by_key(|(row, column, _)| (*row, *column));
        }
        let mut rows: Vec<SheetRow> = Vec::new();
        for (row, column, cell) in cells {
            let number = u64::from(row) + 1;
            let column = column as usize;
            match rows.last_mut().filter(|last| last.number == number) {
                Some(last) => match last.cells.last_mut().filter(|(before, _)| *before == column) {
                    Some(twice) => twice.1 = cell,
                    None => last.cells.push((column, cell)),
                },
                None => rows.push(SheetRow {
                    number,
                    cells: vec![(column, cell)],
                }),
            }
        }
        rows
    }
}

/// The complaint about a sheet beyond the bounds.
pub(super) fn too_large() -> String {
    let text = MOST_TEXT_BYTES >> 20;
    format!(
        "has a sheet of more than {MOST_CELLS} cells or {text} MB of text; keep the list's rows and columns, or save it as CSV"
    )
}

/// From here on a number is written with an exponent.
const LONG_NUMBER: f64 = 1e15;

/// A number as a person would type it.
pub(super) fn number_text(number: f64) -> String {
    if number.is_finite() && number.abs() >= LONG_NUMBER {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_rows_in_order() {
        let mut sheet = Sheet::default();
        for (row, column, text) in [(4, 1, "b"), (4, 0, "a"), (2, 3, "x"), (4, 1, "B"), (3, 0, " ")] {
            sheet.add(row, column, Cell::Text(text.to_owned())).unwrap();
        }
        let rows = sheet.into_rows();
        let shown: Vec<_> = rows.iter().map(|row| (row.number, row.filled())).collect();
        assert_eq!(shown, [(3, vec![(3, "x")]), (5, vec![(0, "a"), (1, "B")])]);
    }

    #[test]
    fn numbers_are_written_as_typed() {
        let shown = [116.404, 1001.0, -0.5, 1e308, f64::NAN].map(number_text);
        assert_eq!(shown, ["116.404", "1001", "-0.5", "1e308", "NaN"]);
    }

    #[test]
    fn a_sheet_without_end_is_refused() {
        let mut sheet = Sheet::default();
        let text = "字".repeat(1 << 20);
        let added = (0..40).map(|row| sheet.add(row, 0, Cell::Text(text.clone())));
        let errors: Vec<_> = added.filter_map(Result::err).collect();
        assert!(errors[0].contains("100 MB"), "{errors:?}");
    }
}
