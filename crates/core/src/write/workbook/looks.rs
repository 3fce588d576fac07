//! How cells look: number formats, widths of columns, what stays in view, paper.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::super::columns::{Cell, ColumnHead, ColumnType};
use super::super::compounds::SHARE;
use crate::language::Language;

/// Narrowest and widest column, characters; a Chinese one is as wide as two others.
const NARROWEST: usize = 8;
const WIDEST: usize = 40;
/// Room for the mark of the filter beside a title, and for the rim of a cell, characters.
const FILTER: usize = 3;
const RIM: usize = 2;
/// Most columns that stay in view.
const MOST_FROZEN: usize = 4;
/// Leading columns of text that stay in view where none of them is a name.
const FROZEN: usize = 3;
/// Excel's number of A4.
const A4: u8 = 9;

const PERCENT: &str = "0.0%";
const WHOLE: &str = "#,##0";
const ONE_DECIMAL: &str = "0.0";
const TWO_DECIMALS: &str = "#,##0.00";
const THREE_DECIMALS: &str = "0.000";
/// Figures that may be of minutes, told by as many decimals as other figures by persons.
const OF_OBJECTIVES: [&str; 6] = ["objective", "bound", "at_once", "at_once_bound", "towards_end", "haste"];
/// Decimals from which a number is a place or a code: shown as it is.
const EXACT: u8 = 4;

/// How the cells of a column show: text, whole numbers, others.
#[derive(Clone, Debug)]
pub(in crate::write) struct Look {
    text: Format,
    whole: Format,
    number: Format,
    /// Whether numbers without a fraction show as whole ones.
    is_mixed: bool,
}

impl Look {
    /// How a column's cells show: shares in per cent, persons and areas whole, minutes to one decimal.
    pub(in crate::write) fn of(head: &ColumnHead) -> Self {
        let format = number_format(head);
        let number = format.map_or_else(Format::new, |format| Format::new().set_num_format(format));
        Self {
            text: text(),
            whole: Format::new().set_num_format(WHOLE).set_align(FormatAlign::Top),
            number: number.set_align(FormatAlign::Top),
            is_mixed: format == Some(TWO_DECIMALS),
        }
    }

    pub(super) fn of_text(&self) -> &Format {
        &self.text
    }

    pub(super) fn of_whole(&self) -> &Format {
        &self.whole
    }

    pub(super) fn of_number(&self, number: f64) -> &Format {
        if self.is_mixed && number.fract() == 0.0 {
            &self.whole
        } else {
            &self.number
        }
    }
}

/// Text, broken where it is wider than its column.
pub(super) fn text() -> Format {
    Format::new().set_align(FormatAlign::Top).set_text_wrap()
}

fn number_format(head: &ColumnHead) -> Option<&'static str> {
    match head.kind {
        ColumnType::Decimal(_) if head.name == "gini" => Some(THREE_DECIMALS),
        ColumnType::Decimal(SHARE) => Some(PERCENT),
        ColumnType::Decimal(_) if head.name.starts_with("minutes") => Some(ONE_DECIMAL),
        ColumnType::Decimal(0 | 1) if OF_OBJECTIVES.contains(&head.name) => Some(ONE_DECIMAL),
        ColumnType::Decimal(0 | 1) | ColumnType::Integer => Some(WHOLE),
        ColumnType::Decimal(decimals) if decimals < EXACT => Some(TWO_DECIMALS),
        ColumnType::Decimal(_) | ColumnType::Text | ColumnType::Flag => None,
    }
}

/// How many columns stay in view when one looks to the right: up to the first name.
pub(super) fn frozen(columns: &[ColumnHead]) -> u16 {
    let is_name = |head: &ColumnHead| head.name == "name" || head.name.ends_with("_name");
    let named = columns.iter().take(MOST_FROZEN).position(is_name);
    let leading = columns
        .iter()
        .take(FROZEN)
        .take_while(|head| head.kind == ColumnType::Text);
    let columns = named.map_or_else(|| leading.count(), |name| name + 1);
    columns as u16
}

/// A4 on its side, one page wide, titles on each.
pub(super) fn on_paper(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// The widths of columns, as wide as what they hold.
pub(super) struct Widths {
    formats: Vec<Option<&'static str>>,
    widest: Vec<usize>,
    /// Columns that any row tells.
    told: Vec<bool>,
}

impl Widths {
    /// Titles take two lines.
    pub(super) fn of(columns: &[ColumnHead], language: Language) -> Self {
        let of_title = |head: &ColumnHead| head.title(language).width().div_ceil(2) + FILTER;
        Self {
            formats: columns.iter().map(number_format).collect(),
            widest: columns.iter().map(of_title).collect(),
            told: vec![false; columns.len()],
        }
    }

    /// Takes a row into account.
    pub(super) fn see(&mut self, cells: &[Cell]) {
        for ((widest, format), cell) in self.widest.iter_mut().zip(&self.formats).zip(cells) {
            *widest = (*widest).max(width(cell, *format) + RIM);
        }
        for (told, cell) in self.told.iter_mut().zip(cells) {
            *told |= *cell != Cell::Absent;
        }
    }

    /// Sets the widths; columns that no row tells are there, but hidden.
    pub(super) fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, (widest, is_told)) in (0..).zip(self.widest.iter().zip(&self.told)) {
            sheet.set_column_width(column, (*widest).clamp(NARROWEST, WIDEST) as f64)?;
            if !is_told {
                sheet.set_column_hidden(column)?;
            }
        }
        Ok(())
    }
}

fn width(cell: &Cell, format: Option<&str>) -> usize {
    match cell {
        Cell::Absent => 0,
        Cell::Text(text) => text.width(),
        Cell::Integer(number) => grouped(*number as f64, 0),
        Cell::Decimal(number) => match format {
            Some(PERCENT) => grouped(number * 100.0, 1) + 1,
            Some(WHOLE) => grouped(*number, 0),
            Some(ONE_DECIMAL) => grouped(*number, 1),
            Some(_) => grouped(*number, 3),
            None => grouped(*number, 7),
        },
        Cell::Flag(_) => 5,
    }
}

/// Characters of a number with marks between thousands.
fn grouped(number: f64, decimals: usize) -> usize {
    let digits = format!("{number:.decimals$}").len();
    digits + digits.saturating_sub(decimals + 1) / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(name: &'static str, kind: ColumnType) -> ColumnHead {
        ColumnHead {
            name,
            kind,
            english: "Title",
            chinese: "单元名称",
            definition: None,
            codes: &[],
            is_worded: false,
        }
    }

    #[test]
    fn figures_show_as_people_read_them() {
        for (name, kind, format) in [
            ("covered_share", ColumnType::Decimal(SHARE), Some(PERCENT)),
            ("asked", ColumnType::Decimal(SHARE), Some(PERCENT)),
            ("gini", ColumnType::Decimal(SHARE), Some(THREE_DECIMALS)),
            ("elders", ColumnType::Decimal(1), Some(WHOLE)),
            ("minutes", ColumnType::Decimal(5), Some(ONE_DECIMAL)),
            ("objective", ColumnType::Decimal(1), Some(ONE_DECIMAL)),
            ("lon", ColumnType::Decimal(7), None),
        ] {
            assert_eq!(number_format(&head(name, kind)), format, "{name}");
        }
    }

    #[test]
    fn names_stay_in_view_and_chinese_has_room() {
        let columns = [head("unit_id", ColumnType::Text), head("unit_name", ColumnType::Text)];
        assert_eq!(frozen(&columns), 2);
        assert_eq!(frozen(&columns[..1]), 1);
        let mut widths = Widths::of(&columns, Language::Chinese);
        widths.see(&[Cell::Absent, "望京街道办事处".into()]);
        assert_eq!((widths.widest, widths.told), (vec![7, 16], vec![false, true]));
        assert_eq!(grouped(19_783.0, 0), 6);
    }
}
