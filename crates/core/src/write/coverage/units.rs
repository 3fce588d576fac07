//! The table of units, and their layer: one row a unit and circle, the city's figure beside the walked one.

use super::cells::{high, low, told, unit, worded};
use super::defined;
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
    Column::worded(Column::new("kind", Text, "Kind", "单元类型", |r| worded(r.unit.kind))),
    Column::new("parent", Text, "Part of", "上级单元", |r| told(r.parent.map(Unit::called))),
    Column::worded(Column::new("urban_rural", Text, "Town or country", "城乡", |r| worded(r.unit.urban_rural))),
    Column::worded(Column::defined(Column::new("extent", Text, "Held by the extract: whole, partial, unknown", "数据范围", |r| worded(Some(r.unit.extent))),
        "Partial: the extract ends inside the unit; compounds and facilities beyond it are not seen.", "数据不完整：地图数据只覆盖该单元的一部分，图外的小区与设施不可见。")),
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::defined(Column::new("facilities", Integer, "Facilities in it", "辖区设施数", |r| (r.figures.located.len() as u64).into()),
        "Facilities counted for the circle that stand in the unit.", "计入该服务圈且位于本单元内的设施数。"),
    Column::defined(Column::new("facilities_declared", Integer, "Facilities elsewhere that serve it", "辖区外服务设施数", |r| (r.figures.declared.len() as u64).into()),
        "Facilities counted that stand elsewhere and list the unit as served (serves_units).", "计入该服务圈、位于辖区外、在设施名单的服务单元列（serves_units）中声明服务本单元的设施数。"),
    Column::defined(Column::new("covered", Flag, "Covered, as the city counts", "行政口径是否覆盖", |r| r.figures.is_covered().into()),
        "Administrative coverage: a facility counted stands in the unit, or lists it as served.", "行政口径：单元内有计入的设施，或有设施声明服务该单元，即为覆盖。"),
    Column::of("compounds", Integer, defined::COMPOUNDS, |r| r.figures.compounds.into()),
    Column::of("compounds_share_low", Decimal(SHARE), defined::COMPOUNDS_LOW, |r| low(walked(r, |w| Some(w.compounds)))),
    Column::of("compounds_share_high", Decimal(SHARE), defined::COMPOUNDS_HIGH, |r| high(walked(r, |w| Some(w.compounds)))),
    Column::of("households", Decimal(PEOPLE), defined::HOUSEHOLDS, |r| r.figures.people.households.told.into()),
    Column::of("households_share_low", Decimal(SHARE), defined::HOUSEHOLDS_LOW, |r| low(walked(r, |w| w.households))),
    Column::of("households_share_high", Decimal(SHARE), defined::HOUSEHOLDS_HIGH, |r| high(walked(r, |w| w.households))),
    Column::of("elders", Decimal(PEOPLE), defined::ELDERS, |r| r.figures.people.elders.told.into()),
    Column::of("elders_share_low", Decimal(SHARE), defined::ELDERS_LOW, |r| low(walked(r, |w| w.elders))),
    Column::of("elders_share_high", Decimal(SHARE), defined::ELDERS_HIGH, |r| high(walked(r, |w| w.elders))),
    Column::defined(Column::new("dwellings", Integer, "Dwelling points", "住宅点数", |r| walked(r, |w| Some(w.dwellings)).map(|within| within.total as u64).into()),
        "Places in the unit that residents walk from: residential buildings, rows of your table, or places of a grid.", "本单元内计算步行的住宅点数：住宅楼、名单中的住宅点或均匀布点。"),
    Column::of("dwellings_share_low", Decimal(SHARE), defined::DWELLINGS_LOW, |r| low(walked(r, |w| Some(w.dwellings)))),
    Column::of("dwellings_share_high", Decimal(SHARE), defined::DWELLINGS_HIGH, |r| high(walked(r, |w| Some(w.dwellings)))),
    Column::defined(Column::new("difference_low", Decimal(SHARE), "City's figure less compounds served, at least", "两口径之差（小区，最低）", |r| r.figures.difference(|w| Some(w.compounds)).map(|(low, _)| low).into()),
        "Covered as the city counts (1 or 0) less the greatest share of compounds served on foot.", "行政口径（覆盖为100%，未覆盖为0）减步行达标小区占比的最高值。"),
    Column::defined(Column::new("difference_high", Decimal(SHARE), "City's figure less compounds served, at most", "两口径之差（小区，最高）", |r| r.figures.difference(|w| Some(w.compounds)).map(|(_, high)| high).into()),
        "Covered as the city counts (1 or 0) less the least share of compounds served on foot.", "行政口径（覆盖为100%，未覆盖为0）减步行达标小区占比的最低值。"),
    Column::defined(Column::new("difference_elders_low", Decimal(SHARE), "City's figure less elders within the limit, at least", "两口径之差（老年人口，最低）", |r| r.figures.difference(|w| w.elders).map(|(low, _)| low).into()),
        "Covered as the city counts (1 or 0) less the greatest share of elders within the limit.", "行政口径（覆盖为100%，未覆盖为0）减步行可达老年人口占比的最高值。"),
    Column::defined(Column::new("difference_elders_high", Decimal(SHARE), "City's figure less elders within the limit, at most", "两口径之差（老年人口，最高）", |r| r.figures.difference(|w| w.elders).map(|(_, high)| high).into()),
        "Covered as the city counts (1 or 0) less the least share of elders within the limit.", "行政口径（覆盖为100%，未覆盖为0）减步行可达老年人口占比的最低值。"),
    Column::defined(Column::new("behind", Integer, "Compounds behind the difference", "差异所涉小区数", |r| (r.figures.behind.len() as u64).into()),
        "Compounds not served in a unit that counts as covered, or served in one that does not; named in the table behind.", "行政口径已覆盖而步行未达标、或未覆盖而步行达标的小区数，名单见“差异小区”表。"),
    Column::of("beds", Decimal(PEOPLE), defined::BEDS, |r| r.figures.offer.beds.into()),
    Column::of("beds_per_1000", Decimal(RATE), defined::BEDS_PER_1000, |r| r.figures.beds_per_1000().into()),
    Column::of("floor_area_m2", Decimal(PEOPLE), defined::FLOOR_AREA, |r| r.figures.offer.floor_area_m2.into()),
    Column::of("area_per_100_households", Decimal(RATE), defined::AREA_PER_100, |r| r.figures.area_per_100_households().into()),
    Column::of("population", Decimal(PEOPLE), defined::POPULATION, |r| r.figures.people.population.told.into()),
    Column::of("elders_of_population", Decimal(SHARE), defined::ELDERS_OF_POPULATION, |r| r.figures.people.elders_of_population.each().into()),
    Column::of("elders_per_facility", Decimal(PEOPLE), defined::ELDERS_PER_FACILITY, |r| r.figures.elders_per_facility().into()),
    Column::defined(Column::new("behind_surely", Integer, "Compounds behind the difference, surely", "确定的差异小区数", |r| (r.figures.surely_behind() as u64).into()),
        "Of the compounds behind the difference those that are so whatever the map leaves open.", "差异所涉小区中，无论地图未标明之处如何都成立的小区数。"),
    Column::of("elders_untold", Integer, defined::ELDERS_UNTOLD, |r| r.figures.people.elders.untold.into()),
    Column::of("households_untold", Integer, defined::HOUSEHOLDS_UNTOLD, |r| r.figures.people.households.untold.into()),
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
