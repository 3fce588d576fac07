//! Tables in one XLSX workbook: a sheet each, titles in the plan's language, and a sheet with every figure's definition.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::columns::{Cell, ColumnHead, ColumnType, Layer, rounded};
use super::compounds::SHARE;
use crate::language::Language;

/// Rows that a sheet can hold, the one of titles among them.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Characters that a cell can hold.
const LONGEST_TEXT: usize = 32_767;
/// Widest column of a table, pixels.
const WIDEST_PX: u32 = 400;
/// Width of a column of sentences, characters.
const SENTENCE: u32 = 100;

/// A table: its layer, and its titles and what it is about in English and Chinese.
pub(super) struct Sheet<'a> {
    pub(super) layer: Layer<'a>,
    pub(super) titles: [&'static str; 2],
    pub(super) about: [String; 2],
}

impl Sheet<'_> {
    pub(super) fn title(&self, language: Language) -> &'static str {
        language.pick(self.titles[0], self.titles[1])
    }

    pub(super) fn about(&self, language: Language) -> &str {
        let [english, chinese] = &self.about;
        language.pick(english, chinese)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.layer.rows == 0
    }
}

/// What the first sheet says before it lists the others.
pub(super) struct Front {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
}

/// Writes the workbook. Same input, same bytes: its date of making is a fixed one.
pub(super) fn write(sheets: &[Sheet<'_>], front: &Front, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(sheets, front, language).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// A workbook without sheets. Its date of making is not today: the same run gives the same file.
pub(super) fn empty() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

fn workbook(sheets: &[Sheet<'_>], told: &Front, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = empty()?;
    let used: Vec<&Sheet<'_>> = sheets.iter().filter(|sheet| !sheet.is_empty()).collect();
    front(workbook.add_worksheet(), &used, told, language)?;
    for sheet in &used {
        table(workbook.add_worksheet(), sheet, language)?;
    }
    let all = used.iter().map(|one| (one.title(language), &one.layer.columns[..]));
    definitions(workbook.add_worksheet(), all, language)?;
    workbook.save_to_buffer()
}

pub(super) fn bold() -> Format {
    Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap()
}

/// What the workbook holds, and how it was made.
fn front(sheet: &mut Worksheet, sheets: &[&Sheet<'_>], told: &Front, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(language.pick("read me", "说明"))?;
    sheet.write_with_format(0, 0, &told.title, &Format::new().set_bold())?;
    let mut row = 1;
    for line in &told.lines {
        sheet.write(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for one in sheets {
        sheet.write_with_format(row, 0, one.title(language), &Format::new().set_bold())?;
        sheet.write(row, 1, one.about(language))?;
        row += 1;
    }
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, SENTENCE)?;
    Ok(())
}

fn table(sheet: &mut Worksheet, table: &Sheet<'_>, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(table.title(language))?;
    let columns = &table.layer.columns;
    titles(sheet, columns, language)?;
    let formats: Vec<Format> = columns.iter().map(format_of).collect();
    for (row, feature) in (1..MOST_ROWS).zip(table.layer.features()) {
        cells(sheet, row, columns.iter().zip(feature.cells).zip(&formats))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_autofit_max_width(WIDEST_PX).autofit();
    Ok(())
}

/// The titles of columns, in the first row.
pub(super) fn titles(sheet: &mut Worksheet, columns: &[ColumnHead], language: Language) -> Result<(), XlsxError> {
    let bold = bold();
    for (column, head) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, head.title(language), &bold)?;
    }
    Ok(())
}

/// One row: nothing where a cell is absent, text as text whatever it begins with, numbers as numbers.
pub(super) fn cells<'a>(
    sheet: &mut Worksheet,
    row: u32,
    told: impl Iterator<Item = ((&'a ColumnHead, Cell), &'a Format)>,
) -> Result<(), XlsxError> {
    for (column, ((head, cell), format)) in (0..).zip(told) {
        match cell {
            Cell::Absent => {}
            Cell::Text(text) => {
                sheet.write_string(row, column, shortened(text))?;
            }
            Cell::Integer(number) => {
                sheet.write_number_with_format(row, column, number as f64, format)?;
            }
            Cell::Decimal(number) => {
                if let Some(number) = rounded(number, decimals(head.kind)) {
                    sheet.write_number_with_format(row, column, number, format)?;
                }
            }
            Cell::Flag(flag) => {
                sheet.write_boolean(row, column, flag)?;
            }
        }
    }
    Ok(())
}

fn decimals(kind: ColumnType) -> u8 {
    match kind {
        ColumnType::Decimal(decimals) => decimals,
        ColumnType::Text | ColumnType::Integer | ColumnType::Flag => 0,
    }
}

/// Shares show in per cent; other numbers with the decimals they have.
pub(super) fn format_of(head: &ColumnHead) -> Format {
    let is_share = head.kind == ColumnType::Decimal(SHARE) && !matches!(head.name, "asked" | "gini");
    match head.kind {
        ColumnType::Decimal(_) if is_share => Format::new().set_num_format("0.0%"),
        ColumnType::Integer => Format::new().set_num_format("#,##0"),
        _ => Format::new(),
    }
}

fn shortened(text: String) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST_TEXT - 1).collect();
    short.push('…');
    short
}

/// Every column of every sheet: its name in other formats, its title, and how its figure is defined.
pub(super) fn definitions<'a>(
    sheet: &mut Worksheet,
    sheets: impl Iterator<Item = (&'a str, &'a [ColumnHead])>,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(definitions_title(language))?;
    let titles = language.pick("sheet;column;title;definition", "表;列名;标题;定义");
    let bold = bold();
    for (column, title) in (0..).zip(titles.split(';')) {
        sheet.write_with_format(0, column, title, &bold)?;
    }
    let columns = sheets.flat_map(|(title, columns)| columns.iter().map(move |head| (title, head)));
    for (row, (title, head)) in (1..).zip(columns) {
        sheet.write(row, 0, title)?;
        sheet.write(row, 1, head.name)?;
        sheet.write(row, 2, head.title(language))?;
        sheet.write(row, 3, head.description(language))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_autofit_max_width(WIDEST_PX).autofit();
    sheet.set_column_width(3, SENTENCE)?;
    Ok(())
}

/// What the sheet of definitions is called.
pub(super) fn definitions_title(language: Language) -> &'static str {
    language.pick("definitions", "指标定义")
}
