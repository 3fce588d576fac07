//! Columns that stand straight on a terminal, wide characters included.

use unicode_width::UnicodeWidthStr;

use super::wrap::{LINE_WIDTH, broken};

/// Stands before each column.
const GAP: &str = "  ";
/// A last column is never narrower than this.
const LEAST_LAST: usize = 24;

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

    /// The lines, two spaces before each column, none at a line's end. A last column of words is broken where the line would be
    /// wider than a terminal.
    pub(crate) fn lines(&self) -> String {
        let width_of = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width_of).collect();
        let last = self.columns.len().saturating_sub(1);
        let before_last: usize = widths.iter().take(last).map(|width| width + GAP.len()).sum();
        let room = LINE_WIDTH.saturating_sub(before_last + GAP.len()).max(LEAST_LAST);
        let mut text = String::new();
        for row in &self.rows {
            let mut cells = row.clone();
            let mut more = Vec::new();
            if self.columns.last() == Some(&Align::Left)
                && let Some(words) = cells.get_mut(last)
            {
                let mut parts = broken(words, room, room).into_iter();
                *words = parts.next().unwrap_or_default();
                more = parts.collect();
            }
            text.push_str(&self.line(&cells, &widths));
            for part in more {
                text.push_str(&" ".repeat(before_last + GAP.len()));
                text.push_str(&part);
                text.push('\n');
            }
        }
        text
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, width), align) in cells.iter().zip(widths).zip(&self.columns) {
            let room = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = match align {
                Align::Left => ("", room.as_str()),
                Align::Right => (room.as_str(), ""),
            };
            line.extend([GAP, before, cell, after]);
        }
        line.trim_end().to_owned() + "\n"
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

    #[test]
    fn words_in_the_last_column_stay_within_a_terminal() {
        let mut table = Table::new(&[Align::Right, Align::Left]);
        table.row(["1,200".to_owned(), "word ".repeat(30).trim_end().to_owned()]);
        let lines = table.lines();
        assert!(lines.lines().all(|line| line.len() <= LINE_WIDTH), "{lines}");
        assert_eq!(lines.lines().count(), 3);
        assert!(lines.lines().skip(1).all(|line| line.starts_with("         word")));
    }
}
