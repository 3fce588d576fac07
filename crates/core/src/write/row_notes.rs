//! Notes on rows that are used but not as they stand, as a table for whoever keeps the list.

use super::LayerKind;
use super::columns::ColumnType::{Integer, Text};
use super::columns::{Cell, Column, Layer};
use crate::language::Language;
use crate::plan::Outcome;
use crate::read::table::RowNote;
use crate::sentences::{Told, told_rows};

type Ask = for<'r, 'a> fn(&'r Told<'a, RowNote>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("note", Text, "Note", "备注代码", |r| r.row.kind.code().into()),
    Column::new("list", Text, "List", "名单", |r| r.row.list.into()),
    Column::new("source", Text, "File", "文件", |r| r.row.source.as_str().into()),
    Column::defined(Column::new("line", Integer, "Line", "行号", |r| r.row.line.into()),
        "Line of the file, from 1; in GeoJSON the feature's number.", "文件行号，从 1 起；GeoJSON 为要素序号。"),
    Column::new("id", Text, "Id", "编号", |r| Cell::told(&r.row.id)),
    Column::new("name", Text, "Name", "名称", |r| Cell::told(&r.row.name)),
    Column::new("column", Text, "Column", "列", |r| Cell::told(r.row.column)),
    Column::new("value", Text, "Value", "内容", |r| Cell::told(&r.row.value)),
    Column::new("text", Text, "What is told", "说明", |r| Cell::told(&r.text)),
];

/// The table, in the order of the rows.
pub(super) fn layer(outcome: &Outcome, language: Language) -> Layer<'_> {
    let rows = told_rows(&outcome.row_notes, |note| &note.text, language);
    let layer = Layer::new(LayerKind::Notes.name(), COLUMNS, rows, |_| (String::new(), None));
    layer.of(LayerKind::Notes)
}
