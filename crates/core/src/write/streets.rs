//! The network layer: every edge as it is walked.

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer};
use super::compounds::{METRES, MINUTES};
use super::{LayerKind, shape};
use crate::ids::EdgeId;
use crate::network::{Directions, Edge, Network, WayInfo};
use crate::plan::Outcome;

/// An edge and its way.
pub(super) struct Record<'a> {
    id: EdgeId,
    edge: &'a Edge,
    way: &'a WayInfo,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("id", Text, "Edge id, of this run", "路段编号（本次运行）", |r| Cell::Text(name_of(r.id))),
    Column::new("way", Text, "OpenStreetMap way", "OpenStreetMap 要素", |r| Cell::Text(r.way.id.to_string())),
    Column::new("class", Text, "Class of way", "道路类别", |r| r.way.class.into()),
    Column::new("name", Text, "Street name", "道路名称", |r| r.way.name.as_deref().into()),
    Column::defined(Column::new("zone", Integer, "Zone", "通行区", |r| u64::from(r.edge.zone.0).into()), "Who may walk it: 0 everybody, else residents of this zone", "谁可通行：0 为公共，其他为该区居民"),
    Column::new("minutes", Decimal(MINUTES), "Walk, min, waits left out", "步行时间（分钟，不含等候）", |r| r.edge.time.minutes().into()),
    Column::new("metres", Decimal(METRES), "Length, m", "长度（米）", |r| r.edge.length.metres().into()),
    Column::defined(Column::new("oneway", Flag, "One way", "是否单向", |r| (r.edge.directions != Directions::Both).into()), "Walked in the drawn direction only", "只能沿绘制方向步行"),
];

/// The layer: every edge by id, drawn in a direction it may be walked.
pub(super) fn layer(outcome: &Outcome) -> Layer<'_> {
    let network = &outcome.network;
    let records: Vec<Record<'_>> = network
        .edges()
        .map(|(id, edge)| Record {
            id,
            edge,
            way: network.way(id),
        })
        .collect();
    let layer = Layer::new(LayerKind::Network.name(), COLUMNS, records, |record| {
        (name_of(record.id), line(network, record.id, record.edge))
    });
    layer.of(LayerKind::Network)
}

fn line(network: &Network, id: EdgeId, edge: &Edge) -> Option<geo::Geometry<f64>> {
    if edge.directions == Directions::Backward {
        shape::line(network.line(id).rev())
    } else {
        shape::line(network.line(id))
    }
}

fn name_of(edge: EdgeId) -> String {
    format!("edge/{}", edge.0)
}
