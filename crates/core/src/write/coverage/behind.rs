//! The compounds behind the difference of the two figures, and what was odd about single rows.

use super::cells::{circle, told, unit};
use crate::gaps::CompoundVerdict;
use crate::language::Language;
use crate::place::Compound;
use crate::plan::CoverageOutcome;
use crate::sentences::{Told, told_rows};
use crate::units::{Unit, UnitNote};
use crate::write::columns::ColumnType::{Decimal, Flag, Text};
use crate::write::columns::{Cell, Column, Layer, word};
use crate::write::compounds::{METRES, MINUTES, PEOPLE, SHARE, minutes};

/// A compound for which its unit's administrative figure is wrong.
pub(super) struct Record<'a> {
    circle: &'a str,
    unit: &'a Unit,
    compound: &'a Compound,
    verdict: &'a CompoundVerdict,
    unit_counts: bool,
    is_sure: bool,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const BEHIND: &[Column<Ask>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::new("unit_id", Text, "Unit id", "单元编号", |r| r.unit.id.as_str().into()),
    Column::new("unit_name", Text, "Unit", "单元名称", |r| r.unit.called().into()),
    Column::worded(Column::defined(Column::new("side", Text, "counted-not-served, or served-not-counted", "差异方向", |r| side(r.unit_counts).into()),
        "counted-not-served: the unit counts as covered, the compound is not served on foot. served-not-counted: the other way round.", "行政已覆盖、步行未达标：单元计为覆盖而小区步行未达标或待定；步行达标、行政未覆盖：相反。")),
    Column::new("compound_id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("compound_name", Text, "Compound", "小区名称", |r| told(r.compound.name.as_deref())),
    Column::worded(Column::new("verdict", Text, "Verdict", "结论", |r| Cell::Text(word(r.verdict.verdict)))),
    Column::worded(Column::new("reason", Text, "Why it is not served", "原因", |r| r.verdict.reason.map(|reason| Cell::Text(word(reason))).into())),
    Column::defined(Column::new("minutes", Decimal(MINUTES), "Walk to the nearest facility, median dwelling, min", "步行时间（分钟，中位）", |r| minutes(r.verdict.median)),
        "Walking time of the median dwelling to its nearest facility counted, by the best evidence of ways in, minutes.", "中位住户至最近计入设施的步行时间（分钟），按最可靠的出入口计。"),
    Column::defined(Column::new("metres", Decimal(METRES), "Metres walked", "步行距离（米）", |r| r.verdict.metres.into()),
        "Length of the same walk along streets and paths, metres.", "同一步行路线沿道路的长度（米）。"),
    Column::defined(Column::new("share_low", Decimal(SHARE), "Least share of dwellings within the limit", "可达住宅点占比（最低）", |r| r.verdict.share_low.into()),
        "Dwelling points of the compound surely within the limit / its dwelling points.", "该小区时限内确定可达的住宅点数÷其住宅点数，按最不利情形计。"),
    Column::defined(Column::new("share_high", Decimal(SHARE), "Greatest share of dwellings within the limit", "可达住宅点占比（最高）", |r| r.verdict.share_high.into()),
        "Dwelling points of the compound that may be within the limit / its dwelling points.", "该小区时限内可能可达的住宅点数÷其住宅点数，按最有利情形计。"),
    Column::defined(Column::new("elders_outside", Decimal(PEOPLE), "Elders outside the limit", "圈外老年人口", |r| r.verdict.elders_outside.into()),
        "Elders of the compound x share of its dwelling points beyond the limit, by the best evidence.", "小区老年人口×时限外住宅点占比（人），按最可靠的出入口计。"),
    Column::defined(Column::new("surely", Flag, "Whatever the map leaves open", "是否确定", |r| r.is_sure.into()),
        "Whether the difference stands whatever the map leaves open.", "无论地图未标明之处如何，差异是否都成立。"),
];

fn side(unit_counts: bool) -> &'static str {
    if unit_counts {
        "counted-not-served"
    } else {
        "served-not-counted"
    }
}

/// The table: circle by circle, unit by unit.
pub(super) fn behind(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    for (position, (coverage, judged)) in outcome
        .coverage
        .circles
        .iter()
        .zip(&outcome.outcome.circles)
        .enumerate()
    {
        for figures in &coverage.units {
            let Some(unit) = unit(outcome, figures.unit) else {
                continue;
            };
            records.extend(figures.behind.iter().filter_map(|behind| {
                Some(Record {
                    circle: circle(outcome, position),
                    unit,
                    compound: outcome.outcome.placed.compounds.get(behind.compound)?,
                    verdict: judged.verdicts.get(behind.compound)?,
                    unit_counts: behind.unit_counts,
                    is_sure: behind.is_sure,
                })
            }));
        }
    }
    Layer::new("behind", BEHIND, records, |record| (record.compound.id.clone(), None))
}

type AskNote = for<'r, 'a> fn(&'r Told<'a, UnitNote>) -> Cell;

/// The columns of notes: a contract.
#[rustfmt::skip]
pub(super) const NOTES: &[Column<AskNote>] = &[
    Column::worded(Column::new("code", Text, "What", "类别", |r| r.row.code.into())),
    Column::worded(Column::new("list", Text, "List", "名单", |r| r.row.list.into())),
    Column::new("id", Text, "Id", "编号", |r| r.row.id.as_str().into()),
    Column::new("name", Text, "Name", "名称", |r| told(r.row.name.as_deref())),
    Column::new("text", Text, "In words", "说明", |r| Cell::told(&r.text)),
];

/// The table of notes.
pub(super) fn notes(outcome: &CoverageOutcome, language: Language) -> Layer<'_> {
    let records = told_rows(&outcome.coverage.notes, |note| &note.text, language);
    Layer::new("notes", NOTES, records, |record| (record.row.id.clone(), None))
}
