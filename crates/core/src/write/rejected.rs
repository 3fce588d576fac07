//! The rows that could not be used, as a table for whoever keeps the list.

use super::LayerKind;
use super::columns::ColumnType::{Integer, Text};
use super::columns::{Cell, Column, Layer};
use crate::place::Rejected;
use crate::plan::Outcome;

type Ask = for<'r, 'a> fn(&'r &'a Rejected) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("list", Text, "List", "名单", |r| r.list.into()),
    Column::new("source", Text, "File", "文件", |r| r.source.as_str().into()),
    Column::defined(Column::new("line", Integer, "Line", "行号", |r| r.line.into()),
        "Line of the file, from 1; in GeoJSON the feature's number.", "文件行号，从 1 起；GeoJSON 为要素序号。"),
    Column::new("id", Text, "Id", "编号", |r| Cell::told(&r.id)),
    Column::new("name", Text, "Name", "名称", |r| Cell::told(&r.name)),
    Column::defined(Column::new("value", Text, "Value", "内容", |r| Cell::told(&r.value)),
        "What could not be used.", "未能采用的内容。"),
    Column::new("reason", Text, "Reason", "原因", |r| Cell::told(&r.reason)),
];

/// The table, in the order of the rows.
pub(super) fn layer(outcome: &Outcome) -> Layer<'_> {
    let rows = outcome.placed.rejected.iter().collect();
    let layer = Layer::new(LayerKind::Rejected.name(), COLUMNS, rows, |_| (String::new(), None));
    layer.of(LayerKind::Rejected)
}
