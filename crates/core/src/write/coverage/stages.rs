//! The tables of stages and of what each facility adds.

use super::cells::{circle, told};
use crate::place::Facility;
use crate::plan::CoverageOutcome;
use crate::units::{FacilityGain, StageFigures, ratio};
use crate::write::columns::ColumnType::{Decimal, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::{PEOPLE, SHARE};

/// A stage of one circle, and the one before it.
pub(super) struct Record<'a> {
    circle: &'a str,
    stage: &'a StageFigures,
    before: Option<&'a StageFigures>,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns of stages: a contract.
#[rustfmt::skip]
pub(super) const STAGES: &[Column<Ask>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::worded(Column::defined(Column::new("stage", Text, "Stage", "阶段", |r| Cell::Text(r.stage.key.name())),
        "open: the date is not told; a year of opening; under-construction and planned: no date told. Facilities that are closed are in none.", "已开放为未填开放日期者；其余按开业年份；在建、规划为未填日期者；已停运者不计。")),
    Column::defined(Column::new("facilities", Integer, "Facilities of the stage", "本阶段设施数（处）", |r| r.stage.facilities.into()),
        "Facilities of the circle's categories and floor area that open in this stage, whatever their status.", "符合服务圈类别和面积条件、在本阶段开放的设施数，不限状态。"),
    Column::defined(Column::new("counting_now", Integer, "Those that count today", "其中现已计入（处）", |r| r.stage.counting_now.into()),
        "Those of the stage that count for the circle today, by status and date.", "本阶段设施中按状态和日期现已计入该服务圈者。"),
    Column::defined(Column::new("facilities_so_far", Integer, "Facilities so far", "累计设施数（处）", |r| r.stage.facilities_so_far.into()),
        "Facilities of this stage and all before it.", "本阶段及此前各阶段的设施数之和。"),
    Column::defined(Column::new("compounds_served", Integer, "Compounds served on foot by then", "累计步行达标小区数（个）", |r| r.stage.covered.map(|one| one.compounds).into()),
        "Compounds at least 90 % of whose dwellings (the served share, a setting of the plan) walk to a facility open by then within the limit, by the best evidence.", "至少90%的住户（达标比例，可在方案中设定）步行在时限内可达届时已开放设施的小区数，按最可靠的出入口计。"),
    Column::defined(Column::new("compounds_served_share", Decimal(SHARE), "Compounds served by then, of all", "累计步行达标小区占比", |r| compounds_share(r.stage).into()),
        "Compounds served on foot by then / all compounds.", "累计步行达标小区数÷全部小区数。"),
    Column::defined(Column::new("compounds_gain", Integer, "Compounds that the stage adds", "本阶段新增达标小区数（个）", |r| r.stage.covered.map(|one| one.compounds - r.before.and_then(|before| before.covered).map_or(0, |before| before.compounds)).into()),
        "Compounds served by then less those served after the stage before.", "本阶段与上一阶段累计步行达标小区数之差。"),
    Column::defined(Column::new("elders_within", Decimal(PEOPLE), "Elders within the limit by then", "累计可达老年人口", |r| r.stage.covered.and_then(|one| one.elders).into()),
        "Elders whose dwelling walks to a facility open by then within the limit, by the best evidence.", "步行在时限内可达届时已开放设施的老年人口（人），按最可靠的出入口计。"),
    Column::defined(Column::new("elders_within_share", Decimal(SHARE), "Elders within the limit by then, of all", "累计可达老年人口占比", |r| elders_share(r.stage).into()),
        "Elders within the limit by then / elders of the compounds that tell them.", "累计可达老年人口÷已填报小区的老年人口。"),
    Column::defined(Column::new("elders_gain", Decimal(PEOPLE), "Elders that the stage adds", "本阶段新增可达老年人口", |r| elders_gain(r).into()),
        "Elders within the limit by then less those after the stage before.", "本阶段与上一阶段累计可达老年人口之差（人）。"),
];

/// Share of compounds served.
pub(super) fn compounds_share(stage: &StageFigures) -> Option<f64> {
    let covered = stage.covered?;
    ratio(covered.compounds as f64, covered.compounds_all as f64)
}

/// Share of elders within the limit.
pub(super) fn elders_share(stage: &StageFigures) -> Option<f64> {
    let covered = stage.covered?;
    ratio(covered.elders?, covered.elders_all?)
}

fn elders_gain(record: &Record<'_>) -> Option<f64> {
    let elders = |stage: &StageFigures| stage.covered?.elders;
    Some(elders(record.stage)? - record.before.and_then(elders).unwrap_or(0.0))
}

/// The table of stages, circle by circle.
pub(super) fn stages(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    for (position, coverage) in outcome.coverage.circles.iter().enumerate() {
        for (number, stage) in coverage.stages.iter().enumerate() {
            records.push(Record {
                circle: circle(outcome, position),
                stage,
                before: number.checked_sub(1).and_then(|before| coverage.stages.get(before)),
            });
        }
    }
    Layer::new("stages", STAGES, records, |record| (record.stage.key.name(), None))
}

/// What a facility adds.
pub(super) struct GainRecord<'a> {
    circle: &'a str,
    stage: &'a StageFigures,
    facility: &'a Facility,
    gain: FacilityGain,
}

type AskGain = for<'r, 'a> fn(&'r GainRecord<'a>) -> Cell;

/// The columns of gains: a contract.
#[rustfmt::skip]
pub(super) const GAINS: &[Column<AskGain>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::worded(Column::new("stage", Text, "Stage", "阶段", |r| Cell::Text(r.stage.key.name()))),
    Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.id.as_str().into()),
    Column::new("facility_name", Text, "Facility", "设施名称", |r| told(r.facility.name.as_deref())),
    Column::defined(Column::new("gain_alone", Decimal(PEOPLE), "What it adds to the stages before, alone", "单独新增（老年人或小区）", |r| r.gain.alone.into()),
        "Elders (compounds, where no elders are told) within its limit whom no facility of an earlier stage reaches.", "较前各阶段单独新增的可达老年人口（无老年人口时为小区数）。"),
    Column::defined(Column::new("gain_own", Decimal(PEOPLE), "What only it reaches so far", "独有覆盖（老年人或小区）", |r| r.gain.own.into()),
        "Elders (compounds, where no elders are told) whom only it reaches among all facilities up to its stage.", "至本阶段仅由该设施覆盖的老年人口（无老年人口时为小区数）。"),
];

/// The table of gains, circle by circle, stage by stage.
pub(super) fn gains(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    for (position, coverage) in outcome.coverage.circles.iter().enumerate() {
        for stage in &coverage.stages {
            records.extend(stage.each.iter().filter_map(|gain| {
                Some(GainRecord {
                    circle: circle(outcome, position),
                    stage,
                    facility: outcome.outcome.placed.facilities.get(gain.facility)?,
                    gain: *gain,
                })
            }));
        }
    }
    Layer::new("gains", GAINS, records, |record| (record.facility.id.clone(), None))
}
