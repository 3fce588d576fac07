//! Columns that stand straight on a terminal, wide characters included.

use unicode_width::UnicodeWidthStr;

/// To which side a column's cells lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Rows of cells.
pub(crate) struct Table {
    columns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(columns: &[Align]) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; what names hold of control characters must not break the line.
    pub(crate) fn row<const CELLS: usize>(&mut self, cells: [String; CELLS]) {
        let clean = |cell: String| cell.replace(char::is_control, " ");
        self.rows.push(cells.into_iter().map(clean).collect());
    }

    /// The lines, two spaces before each column, none at a line's end.
    pub(crate) fn lines(&self) -> String {
        let width_of = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width_of).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, width), align) in row.iter().zip(&widths).zip(&self.columns) {
                let room = " ".repeat(width.saturating_sub(cell.width()));
                let (before, after) = match align {
                    Align::Left => ("", room.as_str()),
                    Align::Right => (room.as_str(), ""),
                };
                line.extend(["  ", before, cell, after]);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
        table.row(["开明苑".to_owned(), "7".to_owned(), "x".to_owned()]);
        table.row(["Garden".to_owned(), "12".to_owned(), "y\nz".to_owned()]);
        table.row(["a".to_owned(), String::new(), String::new()]);
        assert_eq!(table.lines(), "  开明苑   7  x\n  Garden  12  y z\n  a\n");
    }
}
