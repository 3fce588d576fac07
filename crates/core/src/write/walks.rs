//! The walks layer: from each compound's median dwelling to its facility's door, as walked.

use super::columns::ColumnType::{Decimal, Text};
use super::columns::{Cell, Column, Layer};
use super::compounds::{METRES, MINUTES};
use super::{LayerKind, shape};
use crate::plan::{CircleOutcome, Outcome};
use crate::reach::Walk;

/// A walk and the compound that it starts from.
pub(super) struct Record<'a> {
    compound: &'a str,
    facility: Option<&'a str>,
    walk: &'a Walk,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("id", Text, "Compound id", "小区编号", |r| r.compound.into()),
    Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.into()),
    Column::new("minutes", Decimal(MINUTES), "Walk, min", "步行时间（分钟）", |r| r.walk.time.minutes().into()),
    Column::new("metres", Decimal(METRES), "Metres walked", "步行距离（米）", |r| r.walk.length.metres().into()),
];

/// The layer of one circle, its suffix in its name: the compounds that have a walk, in input order.
pub(super) fn layer<'a>(suffix: &str, outcome: &'a Outcome, judged: &'a CircleOutcome) -> Layer<'a> {
    let records: Vec<Record<'a>> = outcome
        .placed
        .compounds
        .iter()
        .zip(&judged.walks)
        .filter_map(|(compound, walk)| {
            let walk = walk.as_ref()?;
            let facility = outcome.placed.facilities.get(walk.facility.index());
            Some(Record {
                compound: &compound.id,
                facility: facility.map(|facility| facility.id.as_str()),
                walk,
            })
        })
        .collect();
    let name = format!("{}{suffix}", LayerKind::Walks.name());
    let layer = Layer::new(name, COLUMNS, records, |record| {
        (
            record.compound.to_owned(),
            shape::line(record.walk.line.iter().copied()),
        )
    });
    layer.of(LayerKind::Walks).about(&judged.circle)
}
