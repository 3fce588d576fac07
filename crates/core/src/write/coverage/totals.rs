//! The table of totals: one row a circle and kind of unit, and one of all compounds.

use super::cells::{circle, high, low, worded};
use super::units::RATE;
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

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into()),
    Column::new("kind", Text, "Kind of unit; whole for all compounds", "单元类型（whole为全部小区）", |r| if r.is_whole { WHOLE.into() } else { worded(r.total.kind) }),
    Column::new("urban_rural", Text, "Town or country; empty for both", "城乡（空为合计）", |r| worded(r.total.urban_rural)),
    Column::new("units", Integer, "Units", "单元数", |r| unit_count(r, r.total.units.len() as u64)),
    Column::defined(Column::new("covered", Integer, "Units covered, as the city counts", "行政口径覆盖单元数", |r| unit_count(r, r.total.covered)),
        "Units in which a facility counted stands, or which one lists as served.", "有计入设施或有设施声明服务的单元数。"),
    Column::new("located", Integer, "Units with a facility of their own", "辖区内有设施的单元数", |r| unit_count(r, r.total.located)),
    Column::defined(Column::new("covered_share", Decimal(SHARE), "Administrative coverage", "行政口径覆盖率", |r| low(units(r))),
        "Units covered over all units: the figure that cities report.", "行政口径覆盖单元数÷单元总数，即各地公布的覆盖率。"),
    Column::new("partial", Integer, "Units the extract holds in part", "数据不完整单元数", |r| unit_count(r, r.total.partial)),
    Column::new("compounds", Integer, "Compounds", "小区数", |r| measured(r, Measure::Compounds).map(|within| within.total as u64).into()),
    Column::defined(Column::new("compounds_share_low", Decimal(SHARE), "Compounds served on foot, surely", "步行达标小区占比（下限）", |r| low(measured(r, Measure::Compounds))),
        "Share of compounds at least 90 % (verdict.served_share) of whose dwellings walk to a facility counted within the limit.", "达标小区占比：至少90%（verdict.served_share）住户步行在时限内可达计入设施。"),
    Column::new("compounds_share_high", Decimal(SHARE), "The same, at most", "步行达标小区占比（上限）", |r| high(measured(r, Measure::Compounds))),
    Column::new("households", Decimal(PEOPLE), "Households", "户数", |r| r.total.people.households.told.into()),
    Column::new("households_share_low", Decimal(SHARE), "Households within the limit, surely", "步行可达户数占比（下限）", |r| low(measured(r, Measure::Households))),
    Column::new("households_share_high", Decimal(SHARE), "The same, at most", "步行可达户数占比（上限）", |r| high(measured(r, Measure::Households))),
    Column::new("elders", Decimal(PEOPLE), "Elders", "老年人口", |r| r.total.people.elders.told.into()),
    Column::new("elders_share_low", Decimal(SHARE), "Elders within the limit, surely", "步行可达老年人口占比（下限）", |r| low(measured(r, Measure::Elders))),
    Column::new("elders_share_high", Decimal(SHARE), "The same, at most", "步行可达老年人口占比（上限）", |r| high(measured(r, Measure::Elders))),
    Column::new("dwellings_share_low", Decimal(SHARE), "Dwelling points within the limit, surely", "步行可达住宅点占比（下限）", |r| low(measured(r, Measure::Dwellings))),
    Column::new("dwellings_share_high", Decimal(SHARE), "The same, at most", "步行可达住宅点占比（上限）", |r| high(measured(r, Measure::Dwellings))),
    Column::new("facilities", Integer, "Facilities counted in them", "计入设施数", |r| r.total.offer.facilities.into()),
    Column::new("beds", Decimal(PEOPLE), "Beds", "床位数", |r| r.total.offer.beds.into()),
    Column::defined(Column::new("beds_per_1000", Decimal(RATE), "Beds for 1,000 elders", "每千名老人床位数", |r| r.total.beds_per_1000().into()),
        "Beds of the facilities counted over elders, times 1,000.", "计入设施床位数÷老年人口×1000。"),
    Column::new("floor_area_m2", Decimal(PEOPLE), "Floor area, m2", "建筑面积（平方米）", |r| r.total.offer.floor_area_m2.into()),
    Column::defined(Column::new("area_per_100_households", Decimal(RATE), "Floor area for 100 households, m2", "每百户建筑面积（平方米）", |r| r.total.area_per_100_households().into()),
        "Floor area of the facilities counted over households, times 100.", "计入设施建筑面积÷户数×100。"),
    Column::new("population", Decimal(PEOPLE), "Residents", "常住人口", |r| r.total.people.population.told.into()),
    Column::defined(Column::new("elders_of_population", Decimal(SHARE), "Elders among residents", "老年人口占比", |r| r.total.people.elders_of_population.each().into()),
        "Elders over residents.", "老年人口÷常住人口。"),
    Column::defined(Column::new("elders_per_facility", Decimal(PEOPLE), "Elders for each facility", "每处设施对应老年人口", |r| r.total.elders_per_facility().into()),
        "Elders over the facilities counted.", "老年人口÷计入设施数。"),
    Column::defined(Column::new("elders_untold", Integer, "Elders not told by so many", "未填报老年人口的小区或单元数", |r| r.total.people.elders.untold.into()),
        "Compounds or units that do not tell their elders: beds for 1,000 elders are then at most so many.", "未填报老年人口的小区或单元数；大于0时，每千名老人床位数为上限值。"),
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
