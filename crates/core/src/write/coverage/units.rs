//! The table of units, and their layer: one row a unit and circle, the city's figure beside the walked one.

use super::cells::{high, low, told, unit, worded};
use crate::plan::CoverageOutcome;
use crate::units::{Unit, UnitFigures, WalkedFigures, Within};
use crate::write::columns::ColumnType::{Decimal, Flag, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::{PEOPLE, SHARE};
use crate::write::{LayerKind, shape};

/// Decimals of beds for 1,000 elders, and of m2 for 100 households.
pub(super) const RATE: u8 = 2;

/// A unit in one circle.
pub(in crate::write) struct Record<'a> {
    unit: &'a Unit,
    parent: Option<&'a Unit>,
    figures: &'a UnitFigures,
    circle: &'a str,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns: a contract; new ones are added at the end, these are not renamed.
#[rustfmt::skip]
pub(in crate::write) const COLUMNS: &[Column<Ask>] = &[
    Column::new("unit_id", Text, "Unit id", "单元编号", |r| r.unit.id.as_str().into()),
    Column::new("unit_name", Text, "Unit", "单元名称", |r| told(r.unit.name.as_deref())),
    Column::new("kind", Text, "Kind", "类型", |r| worded(r.unit.kind)),
    Column::new("parent", Text, "Part of", "上级单元", |r| told(r.parent.map(Unit::called))),
    Column::new("urban_rural", Text, "Town or country", "城乡", |r| worded(r.unit.urban_rural)),
    Column::defined(Column::new("extent", Text, "Held by the extract: whole, partial, unknown", "数据覆盖（完整/部分/未知）", |r| worded(Some(r.unit.extent))),
        "Partial: the extract ends inside the unit; compounds and facilities beyond it are not seen.", "partial 表示地图数据只覆盖该单元的一部分，边界外的小区与设施不可见。"),
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into()),
    Column::defined(Column::new("facilities", Integer, "Facilities in it", "辖区设施数", |r| (r.figures.located.len() as u64).into()),
        "Facilities counted for the circle that stand in the unit.", "计入该服务圈且位于本单元内的设施数。"),
    Column::defined(Column::new("facilities_declared", Integer, "Facilities elsewhere that serve it", "辖区外服务设施数", |r| (r.figures.declared.len() as u64).into()),
        "Facilities counted that stand elsewhere and list the unit as served (serves_units).", "计入该服务圈、位于辖区外、声明服务本单元（serves_units）的设施数。"),
    Column::defined(Column::new("covered", Flag, "Covered, as the city counts", "行政口径是否覆盖", |r| r.figures.is_covered().into()),
        "Administrative coverage: a facility counted stands in the unit, or lists it as served.", "行政口径覆盖：单元内有计入的设施，或有设施声明服务该单元。"),
    Column::defined(Column::new("compounds", Integer, "Compounds", "小区数", |r| r.figures.compounds.into()),
        "Compounds most of whose dwellings stand in the unit.", "多数住户位于本单元的小区数。"),
    Column::defined(Column::new("compounds_share_low", Decimal(SHARE), "Compounds served on foot, surely", "步行达标小区占比（下限）", |r| low(walked(r, |w| Some(w.compounds)))),
        "Share of its compounds at least 90 % (verdict.served_share) of whose dwellings walk to a facility counted within the limit, whatever the map leaves open.", "达标小区占比：小区内至少90%（verdict.served_share）住户步行在时限内可达计入设施，按最不利情形计。"),
    Column::defined(Column::new("compounds_share_high", Decimal(SHARE), "Compounds served on foot, at most", "步行达标小区占比（上限）", |r| high(walked(r, |w| Some(w.compounds)))),
        "The same, with all that the map leaves open taken for the best.", "同上，按最有利情形计。"),
    Column::defined(Column::new("households", Decimal(PEOPLE), "Households", "户数", |r| r.figures.people.households.told.into()),
        "Households: the unit's own figure, else those of its compounds, divided by dwellings where a border runs through one.", "户数：取单元自报数，否则为小区户数之和；跨界小区按住宅点分摊。"),
    Column::defined(Column::new("households_share_low", Decimal(SHARE), "Households within the limit, surely", "步行可达户数占比（下限）", |r| low(walked(r, |w| w.households))),
        "Share of the households of compounds that tell them whose dwelling walks to a facility within the limit.", "步行在时限内可达设施的户数占比（仅计填报户数的小区）。"),
    Column::new("households_share_high", Decimal(SHARE), "Households within the limit, at most", "步行可达户数占比（上限）", |r| high(walked(r, |w| w.households))),
    Column::defined(Column::new("elders", Decimal(PEOPLE), "Elders", "老年人口", |r| r.figures.people.elders.told.into()),
        "Elders: the unit's own figure, else those of its compounds, divided by dwellings where a border runs through one.", "老年人口：取单元自报数，否则为小区老年人口之和；跨界小区按住宅点分摊。"),
    Column::defined(Column::new("elders_share_low", Decimal(SHARE), "Elders within the limit, surely", "步行可达老年人口占比（下限）", |r| low(walked(r, |w| w.elders))),
        "Share of the elders of compounds that tell them whose dwelling walks to a facility within the limit.", "步行在时限内可达设施的老年人口占比（仅计填报老年人口的小区）。"),
    Column::new("elders_share_high", Decimal(SHARE), "Elders within the limit, at most", "步行可达老年人口占比（上限）", |r| high(walked(r, |w| w.elders))),
    Column::new("dwellings", Integer, "Dwelling points", "住宅点数", |r| walked(r, |w| Some(w.dwellings)).map(|within| within.total as u64).into()),
    Column::new("dwellings_share_low", Decimal(SHARE), "Dwelling points within the limit, surely", "步行可达住宅点占比（下限）", |r| low(walked(r, |w| Some(w.dwellings)))),
    Column::new("dwellings_share_high", Decimal(SHARE), "Dwelling points within the limit, at most", "步行可达住宅点占比（上限）", |r| high(walked(r, |w| Some(w.dwellings)))),
    Column::defined(Column::new("difference_low", Decimal(SHARE), "City's figure less compounds served, at least", "两口径之差（小区，下限）", |r| r.figures.difference(|w| Some(w.compounds)).map(|(low, _)| low).into()),
        "Covered as the city counts (1 or 0) less the share of compounds served on foot.", "行政口径（1或0）减步行达标小区占比。"),
    Column::new("difference_high", Decimal(SHARE), "City's figure less compounds served, at most", "两口径之差（小区，上限）", |r| r.figures.difference(|w| Some(w.compounds)).map(|(_, high)| high).into()),
    Column::new("difference_elders_low", Decimal(SHARE), "City's figure less elders within the limit, at least", "两口径之差（老年人口，下限）", |r| r.figures.difference(|w| w.elders).map(|(low, _)| low).into()),
    Column::new("difference_elders_high", Decimal(SHARE), "City's figure less elders within the limit, at most", "两口径之差（老年人口，上限）", |r| r.figures.difference(|w| w.elders).map(|(_, high)| high).into()),
    Column::defined(Column::new("behind", Integer, "Compounds behind the difference", "差异所涉小区数", |r| (r.figures.behind.len() as u64).into()),
        "Compounds not served in a unit that counts as covered, or served in one that does not; named in the table behind.", "行政口径已覆盖而步行未达标、或未覆盖而步行达标的小区数，名单见“差异小区”表。"),
    Column::new("beds", Decimal(PEOPLE), "Beds", "床位数", |r| r.figures.offer.beds.into()),
    Column::defined(Column::new("beds_per_1000", Decimal(RATE), "Beds for 1,000 elders", "每千名老人床位数", |r| r.figures.beds_per_1000().into()),
        "Beds of the facilities counted in the unit, over its elders, times 1,000.", "本单元计入设施床位数÷老年人口×1000。"),
    Column::new("floor_area_m2", Decimal(PEOPLE), "Floor area, m2", "建筑面积（平方米）", |r| r.figures.offer.floor_area_m2.into()),
    Column::defined(Column::new("area_per_100_households", Decimal(RATE), "Floor area for 100 households, m2", "每百户建筑面积（平方米）", |r| r.figures.area_per_100_households().into()),
        "Floor area of the facilities counted in the unit, over its households, times 100.", "本单元计入设施建筑面积÷户数×100。"),
    Column::new("population", Decimal(PEOPLE), "Residents", "常住人口", |r| r.figures.people.population.told.into()),
    Column::defined(Column::new("elders_of_population", Decimal(SHARE), "Elders among residents", "老年人口占比", |r| r.figures.people.elders_of_population.each().into()),
        "Elders over residents.", "老年人口÷常住人口。"),
    Column::defined(Column::new("elders_per_facility", Decimal(PEOPLE), "Elders for each facility in it", "每处设施对应老年人口", |r| r.figures.elders_per_facility().into()),
        "Elders over the facilities counted that stand in the unit.", "老年人口÷辖区内计入设施数。"),
    Column::defined(Column::new("behind_surely", Integer, "Compounds behind the difference, surely", "确定的差异小区数", |r| (r.figures.surely_behind() as u64).into()),
        "Of the compounds behind the difference those that are so whatever the map leaves open.", "差异所涉小区中，无论地图未标明之处如何都成立的小区数。"),
    Column::defined(Column::new("elders_untold", Integer, "Elders not told by so many", "未填报老年人口的小区或下级单元数", |r| r.figures.people.elders.untold.into()),
        "Compounds of the unit, or units below it, that do not tell their elders: beds for 1,000 elders are then at most so many.", "未填报老年人口的小区（或下级单元）数；大于0时，每千名老人床位数为上限值。"),
    Column::defined(Column::new("households_untold", Integer, "Households not told by so many", "未填报户数的小区或下级单元数", |r| r.figures.people.households.untold.into()),
        "Compounds of the unit, or units below it, that do not tell their households: floor area for 100 households is then at most so much.", "未填报户数的小区（或下级单元）数；大于0时，每百户建筑面积为上限值。"),
];

fn walked(record: &Record<'_>, of: impl Fn(&WalkedFigures) -> Option<Within>) -> Option<Within> {
    of(record.figures.walked.as_ref()?)
}

fn records(outcome: &CoverageOutcome, of_circle: Option<usize>) -> Vec<Record<'_>> {
    let circles = outcome
        .coverage
        .circles
        .iter()
        .zip(&outcome.outcome.circles)
        .enumerate();
    circles
        .filter(|(position, _)| of_circle.is_none_or(|one| one == *position))
        .flat_map(|(_, (circle, judged))| {
            circle.units.iter().filter_map(|figures| {
                let one = unit(outcome, figures.unit)?;
                Some(Record {
                    unit: one,
                    parent: one.parent.and_then(|parent| unit(outcome, parent)),
                    figures,
                    circle: &judged.circle.name,
                })
            })
        })
        .collect()
}

/// The table: circle by circle, units in their order.
pub(super) fn table(outcome: &CoverageOutcome) -> Layer<'_> {
    Layer::new("units", COLUMNS, records(outcome, None), |record| {
        (record.unit.id.clone(), None)
    })
}

/// The layer of one circle: its units with their outlines, those that have one.
pub(super) fn layer(outcome: &CoverageOutcome, name: String, circle: usize) -> Layer<'_> {
    let mut records = records(outcome, Some(circle));
    records.retain(|record| record.unit.outline.is_some());
    let layer = Layer::new(name, COLUMNS, records, |record| {
        let outline = record.unit.outline.as_ref();
        (record.unit.id.clone(), outline.and_then(shape::outline))
    });
    let layer = layer.of(LayerKind::Units);
    match outcome.outcome.circles.get(circle) {
        Some(judged) => layer.about(&judged.circle),
        None => layer,
    }
}
