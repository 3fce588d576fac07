//! Tables in one XLSX workbook: a sheet each, in the plan's language, and a sheet with every figure's definition.
//!
//! - `looks`: number formats, widths, paper. `charts`: what is drawn beside a table.

mod charts;
mod looks;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::columns::{Cell, ColumnHead, ColumnType, Layer, rounded};
use super::coverage::words_of_data;
use crate::language::Language;
use charts::Charted;
pub(super) use looks::Look;
use looks::Widths;

/// Rows that a sheet can hold, the one of titles among them.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Characters that a cell can hold.
const LONGEST_TEXT: usize = 32_767;
/// Widest column of a table, pixels.
const WIDEST_PX: u32 = 400;
/// Width of a column of sentences, and of the names of sheets beside it, characters.
const SENTENCE: u32 = 100;
const NAME: u32 = 24;
/// Height of a line of text, and of the titles of columns: two lines and the mark of the filter, points.
const LINE_POINTS: f64 = 16.0;
const HEAD_POINTS: f64 = 36.0;
/// Tables of a row a compound and more, which stand after the definitions.
const BULKY: [&str; 3] = ["access", "lorenz", "times"];

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
    let (bulky, views): (Vec<&Sheet<'_>>, Vec<&Sheet<'_>>) = used
        .iter()
        .partition(|sheet| BULKY.contains(&sheet.layer.name.as_str()));
    let listed = [&views[..], &bulky[..]].concat();
    front(workbook.add_worksheet(), &listed, told, language)?;
    for sheet in &views {
        table(workbook.add_worksheet(), sheet, language)?;
    }
    let all = used.iter().map(|one| {
        let figures = one.layer.columns.iter().filter(|head| is_figure(head)).copied();
        (one.title(language), figures.collect::<Vec<_>>())
    });
    let all: Vec<(&str, Vec<ColumnHead>)> = all.collect();
    let all = all.iter().map(|(title, heads)| (*title, &heads[..]));
    definitions(workbook.add_worksheet(), all, language)?;
    for sheet in &bulky {
        table(workbook.add_worksheet(), sheet, language)?;
    }
    workbook.save_to_buffer()
}

/// Whether a column needs a definition: ids and names say themselves what they are.
fn is_figure(head: &ColumnHead) -> bool {
    head.definition.is_some() || head.kind != ColumnType::Text
}

pub(super) fn bold() -> Format {
    Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap()
}

/// What the workbook holds, and how it was made.
fn front(sheet: &mut Worksheet, sheets: &[&Sheet<'_>], told: &Front, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(language.pick("read me", "说明"))?;
    sheet.write_with_format(0, 0, &told.title, &Format::new().set_bold().set_font_size(14))?;
    let wrapped = looks::text();
    let mut row = 1;
    for line in told.lines.iter().filter(|line| !line.is_empty()) {
        sheet.merge_range(row, 0, row, 1, line, &wrapped)?;
        let lines = line.width().div_ceil((NAME + SENTENCE) as usize).max(1);
        sheet.set_row_height(row, LINE_POINTS * lines as f64)?;
        row += 1;
    }
    row += 1;
    for one in sheets {
        sheet.write_with_format(row, 0, one.title(language), &Format::new().set_bold())?;
        sheet.write(row, 1, one.about(language))?;
        row += 1;
    }
    sheet.set_column_width(0, NAME)?;
    sheet.set_column_width(1, SENTENCE)?;
    looks::on_paper(sheet)
}

fn table(sheet: &mut Worksheet, table: &Sheet<'_>, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(table.title(language))?;
    let columns = &table.layer.columns;
    let mut widths = Widths::of(columns, language);
    titles(sheet, columns, language)?;
    let looks: Vec<Look> = columns.iter().map(Look::of).collect();
    let mut charted = Charted::of(columns, language);
    let mut last = 0;
    let mut features = table.layer.features();
    // The last row is kept for what does not fit.
    for (row, feature) in (1..MOST_ROWS - 1).zip(&mut features) {
        let spoken = columns.iter().zip(feature.cells);
        let spoken: Vec<Cell> = spoken.map(|(head, cell)| told(head, cell, language)).collect();
        widths.see(&spoken);
        charted.see(row, &spoken);
        cells(sheet, row, columns.iter().zip(spoken).zip(&looks))?;
        last = row;
    }
    sheet.set_row_height(0, HEAD_POINTS)?;
    sheet.set_freeze_panes(1, looks::frozen(columns))?;
    if let Some(end) = columns.len().checked_sub(1).and_then(|end| u16::try_from(end).ok()) {
        sheet.autofilter(0, 0, last, end)?;
    }
    let left_out = features.count();
    if left_out > 0 {
        let rest = language.pick("more rows stand in", "行未列，见");
        sheet.write(last + 1, 0, format!("{left_out} {rest} {}.csv", table.layer.name))?;
    }
    widths.set(sheet)?;
    charted.draw(sheet, table.title(language))?;
    looks::on_paper(sheet)
}

/// A cell as its reader says it: in Chinese the words of ours are told, and yes and no; names and users' text stay as they are.
fn told(head: &ColumnHead, cell: Cell, language: Language) -> Cell {
    match (cell, language) {
        (Cell::Text(word), Language::Chinese) if head.is_worded => {
            let code = head.codes.iter().find(|code| code.word == word);
            let said = code.map(|code| code.called(language).to_owned());
            Cell::Text(said.unwrap_or_else(|| words_of_data(&word, language)))
        }
        (Cell::Flag(flag), Language::Chinese) => Cell::Text(if flag { "是" } else { "否" }.to_owned()),
        (cell, _) => cell,
    }
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
    told: impl Iterator<Item = ((&'a ColumnHead, Cell), &'a Look)>,
) -> Result<(), XlsxError> {
    for (column, ((head, cell), look)) in (0..).zip(told) {
        match cell {
            Cell::Absent => {}
            Cell::Text(text) => {
                sheet.write_string_with_format(row, column, shortened(text), look.of_text())?;
            }
            Cell::Integer(number) => {
                sheet.write_number_with_format(row, column, number as f64, look.of_whole())?;
            }
            Cell::Decimal(number) => {
                if let Some(number) = rounded(number, decimals(head.kind)) {
                    sheet.write_number_with_format(row, column, number, look.of_number(number))?;
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
    let wrapped = looks::text();
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
        sheet.write_with_format(row, 3, head.description(language), &wrapped)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_autofit_max_width(WIDEST_PX).autofit();
    sheet.set_column_width(3, SENTENCE)?;
    looks::on_paper(sheet)
}

/// What the sheet of definitions is called.
pub(super) fn definitions_title(language: Language) -> &'static str {
    language.pick("definitions", "指标定义")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    use super::super::columns::Column;
    use super::*;

    type Ask = fn(&()) -> Cell;

    const COLUMNS: &[Column<Ask>] = &[
        Column::new("name", ColumnType::Text, "Name", "名称", |()| "street".into()),
        Column::worded(Column::new("kind", ColumnType::Text, "Kind", "类型", |()| {
            "street".into()
        })),
        Column::defined(
            Column::new("covered", ColumnType::Flag, "Covered", "是否覆盖", |()| true.into()),
            "A facility stands in it.",
            "单元内有设施。",
        ),
        Column::defined(
            Column::new("asked", ColumnType::Decimal(4), "Asked for", "目标值", |()| {
                Cell::Integer(500)
            }),
            "The target.",
            "目标。",
        ),
    ];

    fn written(language: Language) -> Xlsx<Cursor<Vec<u8>>> {
        let sheet = |name: &str, titles| Sheet {
            layer: Layer::new(name, COLUMNS, vec![(); 2], |()| (String::new(), None)),
            titles,
            about: ["About.", "说明。"].map(str::to_owned),
        };
        let front = Front {
            title: "T".to_owned(),
            lines: vec!["line".to_owned()],
        };
        let sheets = [sheet("times", ["times", "步行时间"]), sheet("units", ["units", "单元"])];
        let mut bytes = Vec::new();
        write(&sheets, &front, language, &mut bytes).unwrap();
        open_workbook_from_rs(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn words_of_ours_are_told_in_the_reader_s_language_and_names_are_left() {
        let text = |told: &str| Data::String(told.to_owned());
        let mut chinese = written(Language::Chinese);
        assert_eq!(chinese.sheet_names(), ["说明", "单元", "指标定义", "步行时间"]);
        let range = chinese.worksheet_range("单元").unwrap();
        let row: Vec<Data> = range.rows().nth(1).unwrap().to_vec();
        assert_eq!(row, [text("street"), text("街道"), text("是"), Data::Float(500.0)]);
        let mut english = written(Language::English);
        let range = english.worksheet_range("units").unwrap();
        let row: Vec<Data> = range.rows().nth(1).unwrap().to_vec();
        assert_eq!(row[..3], [text("street"), text("street"), Data::Bool(true)]);
    }

    #[test]
    fn figures_are_defined_and_names_need_none() {
        let mut book = written(Language::Chinese);
        let told = book.worksheet_range("指标定义").unwrap();
        let names: Vec<String> = told.rows().skip(1).map(|row| row[1].to_string()).collect();
        assert_eq!(names, ["covered", "asked", "covered", "asked"]);
    }
}
