//! Layers without geometry: what could not be used, and the run itself.

use super::LayerKind;
use super::columns::ColumnType::{Integer, Text};
use super::columns::{Cell, Column, Layer};
use super::edition::{Edition, Fact};
use crate::place::Rejected;
use crate::plan::Outcome;

type AskRejected = for<'r, 'a> fn(&'r &'a Rejected) -> Cell;
type AskFact = for<'r, 'a> fn(&'r &'a Fact) -> Cell;

/// The columns of rejected rows: those of `rejected.csv`.
#[rustfmt::skip]
pub(super) const REJECTED: &[Column<AskRejected>] = &[
    Column::new("list", Text, "List", "名单", |r| r.list.into()),
    Column::new("source", Text, "File", "文件", |r| r.source.as_str().into()),
    Column::defined(Column::new("line", Integer, "Line", "行号", |r| r.line.map(|line| line as u64).into()), "Line of the file; in GeoJSON the feature's number", "文件行号；GeoJSON 为要素序号"),
    Column::new("id", Text, "Id", "编号", |r| told(&r.id)),
    Column::new("name", Text, "Name", "名称", |r| told(&r.name)),
    Column::defined(Column::new("value", Text, "Value", "内容", |r| told(&r.value)), "What could not be used", "未能采用的内容"),
    Column::new("reason", Text, "Reason", "原因", |r| told(&r.reason)),
];

/// The columns of the run.
#[rustfmt::skip]
pub(super) const RUN: &[Column<AskFact>] = &[
    Column::defined(Column::new("key", Text, "Key", "项目", |r| r.key.as_str().into()), "Where it stands in summary.json", "在 summary.json 中的位置"),
    Column::new("value", Text, "Value", "值", |r| r.value.as_deref().into()),
];

/// Rejected rows, in their order.
pub(super) fn rejected(outcome: &Outcome) -> Layer<'_> {
    let rows = outcome.placed.rejected.iter().collect();
    Layer::new(LayerKind::Rejected.name(), REJECTED, rows, |_| (String::new(), None)).of(LayerKind::Rejected)
}

/// The run: a row a figure or setting.
pub(super) fn run<'a>(edition: &'a Edition<'_>) -> Layer<'a> {
    let rows = edition.facts.iter().collect();
    Layer::new(LayerKind::Run.name(), RUN, rows, |_| (String::new(), None)).of(LayerKind::Run)
}

fn told(text: &str) -> Cell {
    if text.is_empty() { Cell::Absent } else { text.into() }
}
