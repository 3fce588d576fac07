//! The facilities layer.

use super::columns::ColumnType::{Decimal, Integer, Text};
use super::columns::{Cell, Column, Layer};
use super::compounds::PEOPLE;
use super::{LayerKind, shape};
use crate::gaps::{FacilityUse, facility_use};
use crate::place::Facility;
use crate::plan::{CircleOutcome, Outcome};

/// A facility and what it serves.
pub(super) struct Record<'a> {
    facility: &'a Facility,
    serves: FacilityUse,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("id", Text, "Facility id", "设施编号", |r| r.facility.id.as_str().into()),
    Column::new("name", Text, "Facility name", "设施名称", |r| r.facility.name.as_deref().into()),
    Column::new("category", Text, "Category", "设施类别", |r| r.facility.category.as_str().into()),
    Column::new("status", Text, "Status", "运营状态", |r| r.facility.status.as_str().into()),
    Column::defined(Column::new("compounds_served", Integer, "Compounds served", "服务小区数", |r| r.serves.compounds.into()), "Compounds whose median dwelling walks here within the limit", "中位住宅在时限内步行至此的小区数"),
    Column::defined(Column::new("elders_served", Decimal(PEOPLE), "Elders served", "服务老年人口", |r| r.serves.elders.into()), "Elders who walk here within the limit", "在时限内步行至此的老年人口"),
    Column::new("floor_area_m2", Decimal(PEOPLE), "Floor area, m2", "建筑面积（平方米）", |r| r.facility.floor_area_m2.into()),
    Column::new("beds", Decimal(PEOPLE), "Beds", "床位数", |r| r.facility.beds.into()),
];

/// The layer of one circle, its suffix in its name: every facility of the outcome, in input order, where it stands.
pub(super) fn layer<'a>(suffix: &str, outcome: &'a Outcome, judged: &CircleOutcome) -> Layer<'a> {
    let uses = facility_use(&outcome.placed, &judged.reached, &judged.verdicts, judged.limit);
    let records: Vec<Record<'a>> = outcome
        .placed
        .facilities
        .iter()
        .zip(uses)
        .map(|(facility, serves)| Record { facility, serves })
        .collect();
    let name = format!("{}{suffix}", LayerKind::Facilities.name());
    let layer = Layer::new(name, COLUMNS, records, |record| {
        (record.facility.id.clone(), shape::point(record.facility.place))
    });
    layer.of(LayerKind::Facilities).about(&judged.circle)
}
