//! The table of catchments: whom each facility serves, three ways.

use super::cells::{circle, told};
use crate::place::Facility;
use crate::plan::CoverageOutcome;
use crate::units::{FacilityCatchment, Served};
use crate::write::columns::ColumnType::{Decimal, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::PEOPLE;

/// A facility's catchment in one circle.
pub(super) struct Record<'a> {
    outcome: &'a CoverageOutcome,
    circle: &'a str,
    facility: &'a Facility,
    catchment: &'a FacilityCatchment,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.id.as_str().into()),
    Column::new("facility_name", Text, "Facility", "设施名称", |r| told(r.facility.name.as_deref())),
    Column::worded(Column::new("category", Text, "Category", "设施类别", |r| r.facility.category.as_str().into())),
    Column::defined(Column::new("compounds_within", Integer, "(a) Compounds within the limit", "（甲）时限内小区数", |r| count(r.catchment.within.as_ref())),
        "(a) Compounds whose median dwelling walks to it within the limit, whatever else is nearer: catchments overlap.", "（甲）中位住户步行在时限内可达本设施的小区数，各设施可重叠。"),
    Column::defined(Column::new("elders_within", Decimal(PEOPLE), "(a) Elders within the limit", "（甲）时限内老年人口", |r| elders(r.catchment.within.as_ref())),
        "(a) Elders of all dwelling points that walk to it within the limit, whatever else is nearer.", "（甲）步行在时限内可达本设施的住宅点的老年人口（人），各设施可重叠。"),
    Column::defined(Column::new("compounds_nearest", Integer, "(b) Compounds it is nearest to", "（乙）最近小区数", |r| count(r.catchment.nearest.as_ref())),
        "(b) Compounds whose median dwelling has no nearer facility that counts, within or beyond the limit: catchments do not overlap.", "（乙）以本设施为最近计入设施的小区数（不限时限），互不重叠。"),
    Column::defined(Column::new("elders_nearest", Decimal(PEOPLE), "(b) Elders of those it is nearest to", "（乙）最近小区老年人口", |r| elders(r.catchment.nearest.as_ref())),
        "(b) All elders of the compounds that it is nearest to.", "（乙）以本设施为最近计入设施的小区的全部老年人口（人）。"),
    Column::defined(Column::new("compounds_declared", Integer, "(c) Compounds it says it serves", "（丙）声明服务小区数", |r| count(r.catchment.declared.as_ref())),
        "(c) Compounds that it lists, or of the units that it lists (serves_units).", "（丙）设施名单的服务单元列（serves_units）所列小区，及所列单元内的小区数。"),
    Column::defined(Column::new("elders_declared", Decimal(PEOPLE), "(c) Elders of those it says it serves", "（丙）声明服务小区老年人口", |r| elders(r.catchment.declared.as_ref())),
        "(c) All elders of the compounds that it says it serves.", "（丙）声明服务的小区的全部老年人口（人）。"),
    Column::new("declared_not_within", Text, "Declared, yet not within the limit", "声明服务但不在时限内的小区", beyond),
];

fn count(served: Option<&Served>) -> Cell {
    served.map(|served| served.compounds.len() as u64).into()
}

fn elders(served: Option<&Served>) -> Cell {
    served.and_then(|served| served.elders).into()
}

/// Compounds that it says it serves and that do not walk there within the limit.
fn beyond(record: &Record<'_>) -> Cell {
    let (Some(within), Some(declared)) = (&record.catchment.within, &record.catchment.declared) else {
        return Cell::Absent;
    };
    let compounds = &record.outcome.outcome.placed.compounds;
    let beyond: Vec<&str> = declared
        .compounds
        .iter()
        .filter(|compound| within.compounds.binary_search(compound).is_err())
        .filter_map(|compound| compounds.get(*compound))
        .map(|compound| compound.name.as_deref().unwrap_or(&compound.id))
        .collect();
    if beyond.is_empty() {
        return Cell::Absent;
    }
    Cell::Text(beyond.join("; "))
}

/// The table: circle by circle, facilities in their order.
pub(super) fn table(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    for (position, coverage) in outcome.coverage.circles.iter().enumerate() {
        records.extend(coverage.catchments.iter().filter_map(|catchment| {
            Some(Record {
                outcome,
                circle: circle(outcome, position),
                facility: outcome.outcome.placed.facilities.get(catchment.facility.index())?,
                catchment,
            })
        }));
    }
    Layer::new("catchments", COLUMNS, records, |record| {
        (record.facility.id.clone(), None)
    })
}
