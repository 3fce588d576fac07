//! The tables of what is counted and not scored.

use super::cells::told;
use crate::plan::CoverageOutcome;
use crate::units::{FacilityCount, ItemCount};
use crate::write::columns::ColumnType::{Decimal, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::{PEOPLE, SHARE};

type Ask = for<'r, 'a> fn(&'r &'a FacilityCount) -> Cell;

/// The columns of facilities: a contract.
#[rustfmt::skip]
pub(super) const FACILITIES: &[Column<Ask>] = &[
    Column::defined(Column::new("group", Text, "Grouped by", "分组", |r| r.group.into()),
        "operators: how many there are, and how many of them have two facilities or more (chains); candidates: by what they are now; all other groups count facilities.", "operators 为运营方数量及其中拥有两处及以上设施者（连锁）；candidates 为备选点按来源计数；其余为设施数。"),
    Column::new("value", Text, "Group", "组别", |r| r.value.as_str().into()),
    Column::new("count", Integer, "How many", "数量", |r| r.facilities.into()),
    Column::new("operating", Integer, "Those in operation", "其中运营中", |r| r.is_of_facilities().then_some(r.operating).into()),
    Column::new("beds", Decimal(PEOPLE), "Beds", "床位数", |r| r.beds.into()),
    Column::new("floor_area_m2", Decimal(PEOPLE), "Floor area, m2", "建筑面积（平方米）", |r| r.floor_area_m2.into()),
    Column::new("starred", Integer, "With stars", "有星级数", |r| r.starred.filter(|_| r.is_of_facilities()).into()),
    Column::new("starred_share", Decimal(SHARE), "Share with stars", "星级占比", |r| r.starred_share().into()),
    Column::defined(Column::new("cost", Decimal(PEOPLE), "Cost", "费用", |r| r.cost.into()),
        "What candidates cost together, in the unit of their list.", "备选点费用之和，单位同名单。"),
];

/// The table of facilities by kind.
pub(super) fn facilities(outcome: &CoverageOutcome) -> Layer<'_> {
    let records: Vec<&FacilityCount> = outcome.coverage.facilities.iter().collect();
    Layer::new("facility_counts", FACILITIES, records, |record| {
        (record.value.clone(), None)
    })
}

type AskItem = for<'r, 'a> fn(&'r &'a ItemCount) -> Cell;

/// The columns of items: a contract.
#[rustfmt::skip]
pub(super) const ITEMS: &[Column<AskItem>] = &[
    Column::new("item", Text, "What is counted, or a ratio of two", "指标", |r| r.item.as_str().into()),
    Column::new("period", Text, "Period; empty for all", "时期（空为合计）", |r| told(r.period.as_deref())),
    Column::defined(Column::new("amount", Decimal(2), "How many", "数值", |r| r.amount.into()),
        "Sum of the rows of coverage.counted; a ratio is sum over sum. These figures are of no place: they are counted, not scored.", "coverage.counted 各行之和；比值为合计之比。非空间指标，只计数不评价。"),
    Column::new("rows", Integer, "Rows", "行数", |r| r.rows.into()),
];

/// The table of figures of no place.
pub(super) fn items(outcome: &CoverageOutcome) -> Layer<'_> {
    let records: Vec<&ItemCount> = outcome.coverage.items.iter().collect();
    Layer::new("counted", ITEMS, records, |record| (record.item.clone(), None))
}
