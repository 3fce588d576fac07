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
    Column::worded(Column::defined(Column::new("group", Text, "Grouped by", "分组", |r| r.group.into()),
        "services and operators: how many there are, and how many operators have two facilities or more (chains); candidates: by what they are now; all other groups count facilities.", "服务项目、运营方为其数量（运营方另列拥有两处及以上设施者，即连锁）；备选点按来源计数；其余各组为设施数。")),
    Column::worded(Column::new("value", Text, "Group", "组别", |r| r.value.as_str().into())),
    Column::defined(Column::new("count", Integer, "How many in the group", "数量", |r| r.facilities.into()),
        "Facilities of the group in the list, whatever their status; operators or candidates, of those groups. A facility of several services stands in several groups.", "名单中该组的设施数，不限状态；运营方、备选点两组为其自身数量。一处设施有多项服务时分别计入。"),
    Column::defined(Column::new("operating", Integer, "Those in operation", "其中运营中", |r| r.is_of_facilities().then_some(r.operating).into()),
        "Facilities of the group whose status is operating, or not told.", "该组中状态为运营中（含未填状态）的设施数。"),
    Column::defined(Column::new("beds", Decimal(PEOPLE), "Beds of the group", "该组床位数", |r| r.beds.into()),
        "Beds of the group's facilities, as far as the list tells them.", "该组设施床位数之和（张），未填报者不计。"),
    Column::defined(Column::new("floor_area_m2", Decimal(PEOPLE), "Floor area of the group, m2", "该组建筑面积（平方米）", |r| r.floor_area_m2.into()),
        "Floor area of the group's facilities, as far as the list tells it, m2.", "该组设施建筑面积之和（平方米），未填报者不计。"),
    Column::defined(Column::new("starred", Integer, "With stars", "有星级数", |r| r.starred.filter(|_| r.is_of_facilities()).into()),
        "Facilities of the group that the list gives 1 to 5 stars.", "该组中名单填有1至5星的设施数。"),
    Column::defined(Column::new("starred_share", Decimal(SHARE), "Share with stars", "星级占比", |r| r.starred_share().into()),
        "Facilities of the group with stars / facilities of the group.", "该组有星级的设施数÷该组设施数。"),
    Column::defined(Column::new("cost", Decimal(PEOPLE), "Cost", "费用", |r| r.cost.into()),
        "What candidates cost together, in the unit of their list; empty of other groups.", "备选点费用之和，单位同名单；其他组为空。"),
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
    Column::new("period", Text, "Period; empty for all", "时期", |r| told(r.period.as_deref())),
    Column::defined(Column::new("amount", Decimal(2), "Amount", "数值", |r| r.amount.into()),
        "Sum of the rows of the list of counted figures (coverage.counted); a ratio is sum over sum. These figures are of no place: they are counted, not scored.", "非空间指标名单（方案中 coverage.counted）各行之和；比值为合计之比。只计数不评价。"),
    Column::defined(Column::new("rows", Integer, "Rows", "行数", |r| r.rows.into()),
        "Rows of the list that the figure is made of.", "合成该指标的名单行数。"),
];

/// The table of figures of no place.
pub(super) fn items(outcome: &CoverageOutcome) -> Layer<'_> {
    let records: Vec<&ItemCount> = outcome.coverage.items.iter().collect();
    Layer::new("counted", ITEMS, records, |record| (record.item.clone(), None))
}
