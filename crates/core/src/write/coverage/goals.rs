//! The tables of targets and of levels.

use super::cells::{circle, high, low, names, told, unit, worded};
use crate::language::{Code, Words};
use crate::options::Target;
use crate::plan::{CoverageOutcome, Plan};
use crate::read::table::UnitKind;
use crate::units::{LevelResult, Shortfall, TargetResult};
use crate::write::columns::ColumnType::{Decimal, Flag, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::{PEOPLE, SHARE};

/// A target and how far it is reached.
pub(super) struct TargetRecord<'a> {
    outcome: &'a CoverageOutcome,
    target: &'a Target,
    result: &'a TargetResult,
    number: usize,
}

type AskTarget = for<'r, 'a> fn(&'r TargetRecord<'a>) -> Cell;

/// The columns of targets: a contract.
#[rustfmt::skip]
pub(super) const TARGETS: &[Column<AskTarget>] = &[
    Column::new("target", Text, "Target", "目标", |r| Cell::Text(name(r.target, r.number))),
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| circle(r.outcome, r.result.circle).into())),
    Column::worded(Column::new("kind", Text, "Kind of unit; empty for all", "单元类型", |r| kinds(&r.target.kinds))),
    Column::worded(Column::new("urban_rural", Text, "Town or country; empty for both", "城乡", |r| worded(r.target.urban_rural))),
    Column::worded(Column::new("measure", Text, "What is measured", "口径", |r| if r.target.count.is_some() { "facilities".into() } else { worded(Some(r.target.measure)) })),
    Column::defined(Column::new("asked", Decimal(SHARE), "Asked for: a share, or a number of facilities", "目标值", asked),
        "The plan's target: a share of all, or a number of facilities that shall count.", "方案所设目标：应覆盖的比例，或应计入的设施数（处）。"),
    Column::defined(Column::new("total", Decimal(PEOPLE), "Of so many", "总数", |r| r.result.shortfall.map(|one| one.total).into()),
        "All that is measured: units, compounds, households, elders or dwelling points, by the measure; the number asked for, of a number of facilities.", "按口径计的总数：单元、小区、户、人或住宅点；目标为设施数时即目标数。"),
    Column::defined(Column::new("covered", Decimal(PEOPLE), "Covered, surely", "已覆盖（最低）", |r| r.result.measured.map(|within| within.low).into()),
        "Those of the total that are surely covered, by the measure.", "按口径计确定已覆盖的数量，按最不利情形计。"),
    Column::defined(Column::new("covered_high", Decimal(PEOPLE), "Covered, at most", "已覆盖（最高）", |r| r.result.measured.map(|within| within.high).into()),
        "Those of the total that may be covered: all that the map leaves open taken for the best.", "按口径计可能已覆盖的数量，按最有利情形计。"),
    Column::defined(Column::new("share_low", Decimal(SHARE), "Share covered, surely", "覆盖率（最低）", |r| if r.target.count.is_some() { Cell::Absent } else { low(r.result.measured) }),
        "Covered, surely / total.", "已覆盖（最低）÷总数。"),
    Column::defined(Column::new("share_high", Decimal(SHARE), "Share covered, at most", "覆盖率（最高）", |r| if r.target.count.is_some() { Cell::Absent } else { high(r.result.measured) }),
        "Covered, at most / total.", "已覆盖（最高）÷总数。"),
    Column::defined(Column::new("needed", Decimal(PEOPLE), "Needed for the target", "目标所需数", |r| r.result.shortfall.map(|one| one.needed).into()),
        "The share asked for of all, rounded up to whole ones.", "目标比例×总数，向上取整。"),
    Column::defined(Column::new("more", Decimal(PEOPLE), "How many more", "尚缺（最多）", |r| r.result.shortfall.map(|one| one.more).into()),
        "Needed less surely covered, rounded up to whole ones; 0 where the target is met.", "目标所需数减已覆盖（最低），向上取整；已达标为0。"),
    Column::defined(Column::new("more_least", Decimal(PEOPLE), "How many more, at least", "尚缺（最少）", |r| r.result.shortfall_least.map(|one| one.more).into()),
        "Needed less covered at most, rounded up to whole ones; 0 where the target may be met.", "目标所需数减已覆盖（最高），向上取整；可能已达标为0。"),
    Column::defined(Column::new("met", Flag, "Met", "是否达标", |r| r.result.shortfall.and_then(|one| Shortfall::is_met(&one)).into()),
        "Yes where what is surely covered reaches what is needed; empty where there is nothing to cover.", "确定已覆盖数达到目标所需数为是；没有可覆盖对象时为空。"),
    Column::new("uncovered", Text, "Units not covered", "未覆盖单元", |r| names(r.outcome, &r.result.uncovered)),
];

/// A share as a share; a number of facilities as the whole number that it is.
fn asked(record: &TargetRecord<'_>) -> Cell {
    match record.target.count {
        Some(count) if count.fract() == 0.0 => Cell::Integer(count as u64),
        count => record.target.share.or(count).into(),
    }
}

/// The names of kinds of units.
pub(super) fn kind_names(kinds: &[UnitKind]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| crate::write::word(*kind)).collect();
    names.join(", ")
}

fn kinds(kinds: &[UnitKind]) -> Cell {
    if kinds.is_empty() {
        Cell::Absent
    } else {
        Cell::Text(kind_names(kinds))
    }
}

/// A target's name: told, else its number.
pub(super) fn name(target: &Target, number: usize) -> String {
    target.name.clone().unwrap_or_else(|| format!("target {number}"))
}

/// The table of targets, in the plan's order.
pub(super) fn targets<'a>(plan: &'a Plan, outcome: &'a CoverageOutcome) -> Layer<'a> {
    let results = outcome.coverage.targets.iter();
    let records = results
        .filter_map(|result| {
            Some(TargetRecord {
                outcome,
                target: plan.options.targets.get(result.target)?,
                result,
                number: result.target + 1,
            })
        })
        .collect();
    Layer::new("targets", TARGETS, records, |record| {
        (name(record.target, record.number), None)
    })
}

/// One level in one unit; the last is all of them.
pub(super) struct LevelRecord<'a> {
    outcome: &'a CoverageOutcome,
    unit: usize,
    level: Option<(&'a LevelResult, String, f64)>,
    passes: Option<bool>,
}

type AskLevel = for<'r, 'a> fn(&'r LevelRecord<'a>) -> Cell;

/// The row of all levels together.
const ALL: &str = "all";
const TOGETHER: &[Code] = &[Code::new(
    ALL,
    Words::new("all", "综合结论"),
    Words::new("all levels together", "各层级一并判断"),
)];

/// The columns of levels: a contract.
#[rustfmt::skip]
pub(super) const LEVELS: &[Column<AskLevel>] = &[
    Column::new("unit_id", Text, "Unit id", "单元编号", |r| told(unit(r.outcome, r.unit).map(|unit| unit.id.as_str()))),
    Column::new("unit_name", Text, "Unit", "单元名称", |r| told(unit(r.outcome, r.unit).map(crate::units::Unit::called))),
    Column::coded(Column::new("level", Text, "Level; all for all together", "层级", |r| r.level.as_ref().map_or(ALL, |(_, name, _)| name).into()), TOGETHER),
    Column::defined(Column::new("units", Integer, "Units of the level in it", "该层级单元数（个）", |r| r.level.as_ref().map(|(level, ..)| level.units).into()),
        "Units of the level's kinds that are this unit or lie below it.", "本单元及其下级中属于该层级的单元数。"),
    Column::defined(Column::new("covered", Integer, "Units of the level covered, as the city counts", "该层级已覆盖单元数（个）", |r| r.level.as_ref().map(|(level, ..)| level.covered).into()),
        "Units of the level in which a facility counted stands, or which one lists as served.", "该层级中辖区内有计入设施、或有设施声明服务的单元数。"),
    Column::defined(Column::new("covered_share", Decimal(SHARE), "Share of the level covered", "该层级覆盖率", |r| r.level.as_ref().and_then(|(level, ..)| level.share()).into()),
        "Units of the level covered / units of the level.", "该层级已覆盖单元数÷该层级单元数。"),
    Column::defined(Column::new("asked", Decimal(SHARE), "Share asked for", "目标比例", |r| r.level.as_ref().map(|(.., asked)| *asked).into()),
        "Share of the level's units that the plan asks to be covered.", "方案要求该层级覆盖的单元比例。"),
    Column::defined(Column::new("passes", Flag, "Passes", "是否通过", |r| r.passes.into()),
        "A level passes when the share of its units that is covered reaches what is asked for; a unit passes when all levels do. Empty where there is no unit of the level.", "该层级覆盖率达到目标比例即通过；各层级均通过则该单元通过；无该层级单元时为空。"),
];

/// The table of levels: unit by unit, its levels, then all of them.
pub(super) fn levels<'a>(plan: &'a Plan, outcome: &'a CoverageOutcome) -> Layer<'a> {
    let mut records = Vec::new();
    for of_unit in &outcome.coverage.levels {
        let record = |level, passes| LevelRecord {
            outcome,
            unit: of_unit.unit,
            level,
            passes,
        };
        for (result, test) in of_unit.levels.iter().zip(&plan.options.levels) {
            let kind = kind_names(&test.kinds);
            records.push(record(Some((result, kind, test.share)), result.passes));
        }
        records.push(record(None, of_unit.passes));
    }
    Layer::new("levels", LEVELS, records, |record| (record.unit.to_string(), None))
}
