//! The compounds layer: the columns of `DESIGN` section 6, in their order.

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer, word};
use super::{LayerKind, shape, words};
use crate::gaps::CompoundVerdict;
use crate::language::Language;
use crate::place::{Compound, Facility};
use crate::plan::{CircleOutcome, Outcome};
use crate::units_of_measure::Milliseconds;

/// A compound with all that is told of it.
pub(super) struct Record<'a> {
    compound: &'a Compound,
    verdict: &'a CompoundVerdict,
    facility: Option<&'a Facility>,
    circle: &'a str,
    language: Language,
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
    Column::coded(Column::defined(Column::new("verdict", Text, "Verdict", "结论", |r| Cell::Text(word(r.verdict.verdict))), "served, partly, gap or undetermined", "达标、部分达标、缺口或待定"), words::VERDICTS),
    Column::coded(Column::defined(Column::new("reason", Text, "Reason", "原因", |r| r.verdict.reason.map(|reason| Cell::Text(word(reason))).into()), "Why it is not served", "未达标的原因"), words::REASONS),
    Column::defined(Column::new("minutes", Decimal(MINUTES), "Walk, min", "步行时间（分钟）", |r| minutes(r.verdict.median)), "Walk of the median dwelling to its nearest facility, by the best evidence of ways in, minutes", "中位住宅至最近设施的步行时间，按最可靠的出入口计，分钟"),
    Column::defined(Column::new("minutes_low", Decimal(MINUTES), "Walk at least, min", "最短步行时间（分钟）", |r| minutes(r.verdict.median_low)), "Least walk that the data leave open, minutes", "资料允许的最短步行时间，分钟"),
    Column::defined(Column::new("minutes_high", Decimal(MINUTES), "Walk at most, min", "最长步行时间（分钟）", |r| minutes(r.verdict.median_high)), "Longest walk that the data leave open, minutes", "资料允许的最长步行时间，分钟"),
    Column::defined(Column::new("metres", Decimal(METRES), "Walk, m", "步行距离（米）", |r| r.verdict.metres.into()), "Metres walked by the median dwelling", "中位住宅的步行距离，米"),
    Column::defined(Column::new("straight_m", Decimal(METRES), "Straight, m", "直线距离（米）", |r| r.verdict.straight_m.into()), "Straight distance from the median dwelling to the door, metres", "中位住宅至设施入口的直线距离，米"),
    Column::defined(Column::new("detour", Decimal(RATIO), "Detour", "绕行系数", |r| r.verdict.detour().into()), "Metres walked over straight distance", "步行距离与直线距离之比"),
    Column::defined(Column::new("share_low", Decimal(SHARE), "Within, at least", "达标住宅比例下限", |r| r.verdict.share_low.into()), "Least share of dwellings within the limit that the data leave open, 0 to 1", "资料允许的时限内住宅最小比例，0 至 1"),
    Column::defined(Column::new("share_high", Decimal(SHARE), "Within, at most", "达标住宅比例上限", |r| r.verdict.share_high.into()), "Greatest share of dwellings within the limit that the data leave open, 0 to 1", "资料允许的时限内住宅最大比例，0 至 1"),
    Column::defined(Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.map(|one| one.id.as_str()).into()), "Nearest facility on foot", "步行最近的设施"),
    Column::defined(Column::new("facility_name", Text, "Facility", "最近设施", |r| r.facility.and_then(|one| one.name.as_deref()).into()), "Name of the nearest facility on foot", "步行最近设施的名称"),
    Column::defined(Column::new("facility_category", Text, "Facility category", "设施类别", |r| r.facility.map(|one| one.category.as_str()).into()), "Category of the nearest facility on foot", "步行最近设施的类别"),
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into()),
    Column::defined(Column::new("dwellings", Integer, "Dwellings", "住宅点数", |r| (r.compound.dwellings.len() as u64).into()), "Dwelling points walked from", "计算步行的住宅点数"),
    Column::new("households", Decimal(PEOPLE), "Households", "户数", |r| r.compound.households.into()),
    Column::new("elders", Decimal(PEOPLE), "Elders", "老年人口", |r| r.compound.elders.into()),
    Column::defined(Column::new("elders_outside", Decimal(PEOPLE), "Elders outside", "圈外老年人口", |r| r.verdict.elders_outside.into()), "Elders outside the limit", "时限外的老年人口"),
    Column::defined(Column::new("ways_in", Integer, "Ways in", "出入口数", |r| (r.compound.ways_in.len() as u64).into()), "Ways in found", "找到的出入口数"),
    Column::coded(Column::defined(Column::new("evidence", Text, "Evidence", "出入口依据", |r| evidence(r.compound)), "Best evidence of a way in, E0 (told) to E6 (guessed)", "出入口的最佳依据，E0（名单提供）至 E6（推测）"), words::EVIDENCE),
    Column::defined(Column::new("gated", Flag, "Gated", "是否封闭", |r| r.compound.gated.into()), "Walled off", "小区是否封闭管理"),
    Column::defined(Column::new("snap_m", Decimal(METRES), "To the network, m", "到路网距离（米）", |r| r.verdict.snap_m.into()), "Straight from the median dwelling to the network, metres", "中位住宅至路网的直线距离，米"),
    Column::defined(Column::new("speed_needed", Decimal(RATIO), "Speed needed, m/s", "达标所需步速（米/秒）", |r| r.verdict.speed_needed.into()), "Walking speed that would just make the limit, metres a second", "恰好达标所需的步行速度，米/秒"),
    Column::new("street", Text, "Street (sub-district)", "街道", |r| r.compound.street.as_deref().into()),
    Column::new("community", Text, "Community", "社区", |r| r.compound.community.as_deref().into()),
    Column::defined(Column::new("settled_by", Text, "Settled by", "可确定结论的出入口", settled_by), "A gate that would settle an undetermined verdict", "若有此大门，待定的结论即可确定"),
];

/// The layer of one circle, its suffix in its name: every compound of the outcome, in input order.
pub(super) fn layer<'a>(
    suffix: &str,
    outcome: &'a Outcome,
    judged: &'a CircleOutcome,
    language: Language,
) -> Layer<'a> {
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
            language,
        })
        .collect();
    let name = format!("{}{suffix}", LayerKind::Compounds.name());
    let layer = Layer::new(name, COLUMNS, records, |record| {
        let compound = record.compound;
        (
            compound.id.clone(),
            shape::outline_or_point(compound.outline.as_ref(), compound.place),
        )
    });
    layer.of(LayerKind::Compounds).about(&judged.circle)
}

/// A time as minutes.
pub(super) fn minutes(time: Option<Milliseconds>) -> Cell {
    time.map(Milliseconds::minutes).into()
}

fn settled_by(record: &Record<'_>) -> Cell {
    let told = record.verdict.settled_by.map(|by| words::settling(by, record.language));
    told.map(Cell::Text).into()
}

fn evidence(compound: &Compound) -> Cell {
    let best = compound.ways_in.iter().map(|way_in| way_in.evidence).min();
    best.map(|evidence| Cell::Text(word(evidence))).into()
}
