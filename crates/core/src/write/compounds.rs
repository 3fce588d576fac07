//! The compounds layer: the columns of `DESIGN` section 6, in their order.

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer, word};
use super::shape;
use crate::gaps::CompoundVerdict;
use crate::place::{Compound, Facility};
use crate::plan::{CircleOutcome, Outcome};
use crate::units_of_measure::Milliseconds;

/// A compound with all that is told of it.
pub(super) struct Record<'a> {
    compound: &'a Compound,
    verdict: &'a CompoundVerdict,
    facility: Option<&'a Facility>,
    circle: &'a str,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// Decimals of minutes.
pub(super) const MINUTES: u8 = 2;
/// Decimals of metres.
pub(super) const METRES: u8 = 1;
/// Decimals of counts of people, households, square metres: they may be estimates.
pub(super) const PEOPLE: u8 = 1;
/// Decimals of shares.
pub(super) const SHARE: u8 = 4;
/// Decimals of detours and of speeds.
const RATIO: u8 = 2;

/// The columns: a contract; new ones are added at the end, these are not renamed.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("name", Text, "Compound name", "小区名称", |r| r.compound.name.as_deref().into()),
    Column::new("verdict", Text, "served, partly, gap or undetermined", "结论（达标/部分/缺口/待定）", |r| Cell::Text(word(r.verdict.verdict))),
    Column::new("reason", Text, "Why it is not served", "原因", |r| r.verdict.reason.map(|reason| Cell::Text(word(reason))).into()),
    Column::new("minutes", Decimal(MINUTES), "Walk to the nearest facility, median dwelling, min", "步行时间（分钟，中位）", |r| minutes(r.verdict.median)),
    Column::new("minutes_low", Decimal(MINUTES), "Least walk that the data leave open, min", "最短可能步行时间（分钟）", |r| minutes(r.verdict.median_low)),
    Column::new("minutes_high", Decimal(MINUTES), "Longest walk that the data leave open, min", "最长可能步行时间（分钟）", |r| minutes(r.verdict.median_high)),
    Column::new("metres", Decimal(METRES), "Metres walked", "步行距离（米）", |r| r.verdict.metres.into()),
    Column::new("straight_m", Decimal(METRES), "Straight distance, m", "直线距离（米）", |r| r.verdict.straight_m.into()),
    Column::new("detour", Decimal(RATIO), "Metres walked over straight distance", "绕行系数", |r| r.verdict.detour().into()),
    Column::new("share_low", Decimal(SHARE), "Least share of dwellings within the limit", "达标住户比例下限", |r| r.verdict.share_low.into()),
    Column::new("share_high", Decimal(SHARE), "Greatest share of dwellings within the limit", "达标住户比例上限", |r| r.verdict.share_high.into()),
    Column::new("facility_id", Text, "Nearest facility, id", "最近设施编号", |r| r.facility.map(|one| one.id.as_str()).into()),
    Column::new("facility_name", Text, "Nearest facility, name", "最近设施名称", |r| r.facility.and_then(|one| one.name.as_deref()).into()),
    Column::new("facility_category", Text, "Nearest facility, category", "最近设施类别", |r| r.facility.map(|one| one.category.as_str()).into()),
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into()),
    Column::new("dwellings", Integer, "Dwelling points walked from", "住宅点数", |r| (r.compound.dwellings.len() as u64).into()),
    Column::new("households", Decimal(PEOPLE), "Households", "户数", |r| r.compound.households.into()),
    Column::new("elders", Decimal(PEOPLE), "Elders", "老年人口", |r| r.compound.elders.into()),
    Column::new("elders_outside", Decimal(PEOPLE), "Elders outside the limit", "圈外老年人口", |r| r.verdict.elders_outside.into()),
    Column::new("ways_in", Integer, "Ways in found", "出入口数", |r| (r.compound.ways_in.len() as u64).into()),
    Column::new("evidence", Text, "Best evidence of a way in, E0 (told) to E6 (guessed)", "出入口依据（E0最可靠，E6推测）", |r| evidence(r.compound)),
    Column::new("gated", Flag, "Walled off", "是否封闭", |r| r.compound.gated.into()),
    Column::new("snap_m", Decimal(METRES), "Straight from the median dwelling to the network, m", "到路网距离（米）", |r| r.verdict.snap_m.into()),
    Column::new("speed_needed", Decimal(RATIO), "Walking speed that would just make the limit, m/s", "达标所需步速（米/秒）", |r| r.verdict.speed_needed.into()),
    Column::new("street", Text, "Street (sub-district)", "街道", |r| r.compound.street.as_deref().into()),
    Column::new("community", Text, "Community", "社区", |r| r.compound.community.as_deref().into()),
    Column::new("settled_by", Text, "A gate that would settle an undetermined verdict", "可确定结论的出入口", |r| settled_by(r.verdict)),
];

/// The layer of one circle: every compound of the outcome, in input order.
pub(super) fn layer<'a>(name: String, outcome: &'a Outcome, judged: &'a CircleOutcome) -> Layer<'a> {
    let records: Vec<Record<'a>> = outcome
        .placed
        .compounds
        .iter()
        .zip(&judged.verdicts)
        .map(|(compound, verdict)| Record {
            compound,
            verdict,
            facility: verdict
                .facility
                .and_then(|facility| outcome.placed.facilities.get(facility.index())),
            circle: &judged.circle.name,
        })
        .collect();
    Layer::new(name, COLUMNS, records, |record| {
        let compound = record.compound;
        (
            compound.id.clone(),
            Some(shape::outline_or_point(compound.outline.as_ref(), compound.place)),
        )
    })
}

/// A time as minutes.
pub(super) fn minutes(time: Option<Milliseconds>) -> Cell {
    time.map(Milliseconds::minutes).into()
}

fn settled_by(verdict: &CompoundVerdict) -> Cell {
    let told = verdict
        .settled_by
        .map(|by| format!("gate on the {} side: {}", by.side, word(by.verdict)));
    told.map(Cell::Text).into()
}

fn evidence(compound: &Compound) -> Cell {
    let best = compound.ways_in.iter().map(|way_in| way_in.evidence).min();
    best.map(|evidence| Cell::Text(word(evidence))).into()
}
