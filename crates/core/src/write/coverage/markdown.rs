//! Tables in Markdown, wide characters included.

use unicode_width::UnicodeWidthStr;

use super::phrases::NOT_TOLD;

/// A table in Markdown whose columns stand straight on a terminal as well.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these heads, `|` between them.
    pub(super) fn of(heads: &str) -> Self {
        Self {
            rows: vec![heads.split('|').map(str::to_owned).collect()],
        }
    }

    /// Adds a row; what names hold must not break the table.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        let clean = |cell: String| cell.replace(char::is_control, " ").replace('|', "/");
        self.rows.push(cells.into_iter().map(clean).collect());
    }

    /// The table under a heading, without the columns that tell nothing in any row; nothing where no row tells more than a name.
    pub(super) fn under(&self, heading: &str) -> String {
        let Some((head, rows)) = self.rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
            return String::new();
        };
        let tells = |column: &usize| {
            let cells = rows.iter().filter_map(|row| row.get(*column));
            let mut told = cells.filter(|cell| !cell.is_empty() && *cell != NOT_TOLD);
            told.next().is_some()
        };
        if head.len() > 1 && !(1..head.len()).any(|column| tells(&column)) {
            return String::new();
        }
        let width_in = |rows: &[Vec<String>], column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        // Where a column stands, and how wide it is.
        let columns: Vec<(usize, usize)> = (0..head.len())
            .filter(tells)
            .map(|column| (column, width_in(&self.rows, column)))
            .collect();
        let line = |cells: &[String]| {
            let padded = columns.iter().map(|&(column, width)| {
                let cell = cells.get(column).map_or("", String::as_str);
                let room = " ".repeat(width.saturating_sub(cell.width()));
                format!(" {cell}{room} |")
            });
            format!("|{}\n", padded.collect::<String>())
        };
        let rules: Vec<String> = columns.iter().map(|(_, width)| "-".repeat(width + 2) + "|").collect();
        let rule = rules.concat();
        let rows: String = rows.iter().map(|row| line(row)).collect();
        format!("\n{heading}\n\n{}|{rule}\n{rows}", line(head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_straight_and_names_break_nothing() {
        let mut table = Table::of("单元|n");
        assert_eq!(table.under("## x"), "", "no rows, no table");
        table.row(vec!["a|b\nc".to_owned(), "12".to_owned()]);
        assert_eq!(
            table.under("## x"),
            "\n## x\n\n| 单元  | n  |\n|-------|----|\n| a/b c | 12 |\n"
        );
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let mut table = Table::of("a|b|c|d");
        table.row(row(["1", "", "3", NOT_TOLD]));
        assert!(
            table.under("## x").ends_with("| a | c |\n|---|---|\n| 1 | 3 |\n"),
            "b and d tell nothing"
        );
        let mut table = Table::of("a|b|c|d");
        table.row(row(["1", "", NOT_TOLD, NOT_TOLD]));
        assert_eq!(table.under("## x"), "", "a name alone is no table");
    }
}
