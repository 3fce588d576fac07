//! The table of totals: one row a circle and kind of unit, and one of all compounds.

use super::cells::{circle, high, low, worded};
use super::defined;
use super::units::RATE;
use crate::language::{Code, Words};
use crate::options::Measure;
use crate::plan::CoverageOutcome;
use crate::units::{Total, Within};
use crate::write::columns::ColumnType::{Decimal, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::{PEOPLE, SHARE};

/// The row of all compounds, whatever unit they are in.
pub(super) const WHOLE: &str = "whole";

/// A total in one circle.
pub(super) struct Record<'a> {
    total: &'a Total,
    circle: &'a str,
    is_whole: bool,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The word of the row of all compounds, among kinds of units.
const KINDS: &[Code] = &[Code::new(
    WHOLE,
    Words::new("whole", "全部小区"),
    Words::new("all compounds, whatever unit they are in", "全部小区，不论所在单元"),
)];

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::coded(Column::new("kind", Text, "Kind of unit; whole for all compounds", "单元类型", |r| if r.is_whole { WHOLE.into() } else { worded(r.total.kind) }), KINDS),
    Column::worded(Column::new("urban_rural", Text, "Town or country; empty for both", "城乡", |r| worded(r.total.urban_rural))),
    Column::defined(Column::new("units", Integer, "Units", "单元总数（个）", |r| unit_count(r, r.total.units.len() as u64)),
        "Units of the kind in the list, those left out that hold nothing and lie outside the extract.", "名单中该类单元数，不含地图范围外且没有小区和设施者。"),
    Column::defined(Column::new("covered", Integer, "Units covered, as the city counts", "已覆盖单元数（个）", |r| unit_count(r, r.total.covered)),
        "Units in which a facility counted stands, or which one lists as served.", "辖区内有计入设施、或有设施声明服务的单元数。"),
    Column::defined(Column::new("located", Integer, "Units with a facility of their own", "辖区内有设施的单元数（个）", |r| unit_count(r, r.total.located)),
        "Units in which a facility counted stands; those that only a facility elsewhere lists as served are not among them.", "辖区内有计入设施的单元数，不含仅由辖区外设施声明服务者。"),
    Column::defined(Column::new("covered_share", Decimal(SHARE), "Administrative coverage", "行政口径覆盖率", |r| low(units(r))),
        "Units covered / units: the figure that cities report.", "已覆盖单元数÷单元总数，即各地公布的覆盖率。"),
    Column::defined(Column::new("partial", Integer, "Units the extract holds in part", "数据不完整单元数（个）", |r| unit_count(r, r.total.partial)),
        "Units that reach beyond the extract: their figures are of the part within it.", "超出地图数据范围的单元数，其指标仅为图内部分。"),
    Column::of("compounds", Integer, defined::COMPOUNDS, |r| measured(r, Measure::Compounds).map(|within| within.total as u64).into()),
    Column::of("compounds_share_low", Decimal(SHARE), defined::COMPOUNDS_LOW, |r| low(measured(r, Measure::Compounds))),
    Column::of("compounds_share_high", Decimal(SHARE), defined::COMPOUNDS_HIGH, |r| high(measured(r, Measure::Compounds))),
    Column::of("households", Decimal(PEOPLE), defined::HOUSEHOLDS, |r| r.total.people.households.told.into()),
    Column::of("households_share_low", Decimal(SHARE), defined::HOUSEHOLDS_LOW, |r| low(measured(r, Measure::Households))),
    Column::of("households_share_high", Decimal(SHARE), defined::HOUSEHOLDS_HIGH, |r| high(measured(r, Measure::Households))),
    Column::of("elders", Decimal(PEOPLE), defined::ELDERS, |r| r.total.people.elders.told.into()),
    Column::of("elders_share_low", Decimal(SHARE), defined::ELDERS_LOW, |r| low(measured(r, Measure::Elders))),
    Column::of("elders_share_high", Decimal(SHARE), defined::ELDERS_HIGH, |r| high(measured(r, Measure::Elders))),
    Column::of("dwellings_share_low", Decimal(SHARE), defined::DWELLINGS_LOW, |r| low(measured(r, Measure::Dwellings))),
    Column::of("dwellings_share_high", Decimal(SHARE), defined::DWELLINGS_HIGH, |r| high(measured(r, Measure::Dwellings))),
    Column::defined(Column::new("facilities", Integer, "Facilities counted in them", "计入设施数（处）", |r| r.total.offer.facilities.into()),
        "Facilities that count for the circle (category, status, floor area, date) and stand in the units; all of them for all compounds.", "符合服务圈条件（类别、状态、面积、日期）且位于该类单元内的设施数；全部小区一行为全部计入设施。"),
    Column::of("beds", Decimal(PEOPLE), defined::BEDS, |r| r.total.offer.beds.into()),
    Column::of("beds_per_1000", Decimal(RATE), defined::BEDS_PER_1000, |r| r.total.beds_per_1000().into()),
    Column::of("floor_area_m2", Decimal(PEOPLE), defined::FLOOR_AREA, |r| r.total.offer.floor_area_m2.into()),
    Column::of("area_per_100_households", Decimal(RATE), defined::AREA_PER_100, |r| r.total.area_per_100_households().into()),
    Column::of("population", Decimal(PEOPLE), defined::POPULATION, |r| r.total.people.population.told.into()),
    Column::of("elders_of_population", Decimal(SHARE), defined::ELDERS_OF_POPULATION, |r| r.total.people.elders_of_population.each().into()),
    Column::of("elders_per_facility", Decimal(PEOPLE), defined::ELDERS_PER_FACILITY, |r| r.total.elders_per_facility().into()),
    Column::defined(Column::new("compounds_in_covered_share", Decimal(SHARE), "Compounds in covered units", "位于已覆盖单元的小区占比", |r| r.total.city_of_compounds().into()),
        "Compounds that lie in units counted as covered / compounds of the units: the city's figure, weighed as the walked one is.", "位于行政口径已覆盖单元的小区数÷该类单元的小区数，即按小区加权的行政口径。"),
    Column::defined(Column::new("difference_low", Decimal(SHARE), "The two figures apart, at least", "两口径之差（最低）", |r| r.total.difference().map(|(low, _)| low).into()),
        "Share of compounds in covered units less the greatest share of compounds served on foot.", "位于已覆盖单元的小区占比减步行达标小区占比的最高值。"),
    Column::defined(Column::new("difference_high", Decimal(SHARE), "The two figures apart, at most", "两口径之差（最高）", |r| r.total.difference().map(|(_, high)| high).into()),
        "Share of compounds in covered units less the least share of compounds served on foot.", "位于已覆盖单元的小区占比减步行达标小区占比的最低值。"),
    Column::of("elders_untold", Integer, defined::ELDERS_UNTOLD, |r| r.total.people.elders.untold.into()),
    Column::of("households_untold", Integer, defined::HOUSEHOLDS_UNTOLD, |r| r.total.people.households.untold.into()),
];

fn unit_count(record: &Record<'_>, count: u64) -> Cell {
    (!record.is_whole).then_some(count).into()
}

fn units(record: &Record<'_>) -> Option<Within> {
    measured(record, Measure::Administrative).filter(|_| !record.is_whole)
}

fn measured(record: &Record<'_>, measure: Measure) -> Option<Within> {
    record.total.measured(measure)
}

/// The table: circle by circle, kinds in their order, then all compounds.
pub(super) fn table(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    for (position, coverage) in outcome.coverage.circles.iter().enumerate() {
        let record = |total, is_whole| Record {
            total,
            circle: circle(outcome, position),
            is_whole,
        };
        records.extend(coverage.totals.iter().map(|total| record(total, false)));
        records.push(record(&coverage.whole, true));
    }
    Layer::new("totals", COLUMNS, records, |record| (record.circle.to_owned(), None))
}
