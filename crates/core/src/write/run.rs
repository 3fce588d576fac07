//! The run itself as a table: every figure of the summary and every setting.

use super::LayerKind;
use super::columns::ColumnType::Text;
use super::columns::{Cell, Column, Layer};
use super::edition::{Edition, Fact};

type Ask = for<'r, 'a> fn(&'r &'a Fact) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::defined(Column::new("key", Text, "Key", "项目", |r| r.key.as_str().into()),
        "Where it stands in summary.json.", "在 summary.json 中的位置。"),
    Column::new("value", Text, "Value", "值", |r| r.value.as_deref().into()),
];

/// The table: a row a figure or setting.
pub(super) fn layer<'a>(edition: &'a Edition<'_>) -> Layer<'a> {
    let rows = edition.facts.iter().collect();
    let layer = Layer::new(LayerKind::Run.name(), COLUMNS, rows, |_| (String::new(), None));
    layer.of(LayerKind::Run)
}
