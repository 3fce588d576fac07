//! Targets and levels.

use service_circle_core::language::Language;
use service_circle_core::options::Target;
use service_circle_core::plan::CoverageOutcome;
use service_circle_core::read::table::UnitKind;
use service_circle_core::units::{LevelResult, TargetResult, Unit, Within};

use super::pair::shares;
use super::{Told, amount_cell, bars_cell, card, close_card, names, number_cell};
use crate::html::tables::{cell, close, open};
use crate::html::terms::{self, NOTHING, amounts, count, number, span};
use crate::html::writer::Writer;
use crate::parts::ReportData;
use crate::words::{self, Said};

/// The targets of a circle.
pub(super) fn targets(html: &mut Writer, told: &Told<'_>) {
    let options = &told.data.plan.options.targets;
    let results = told.found.coverage.targets.iter();
    let here: Vec<(&TargetResult, &Target)> = results
        .filter(|result| result.circle == told.number)
        .filter_map(|result| Some((result, options.get(result.target)?)))
        .collect();
    if here.is_empty() {
        return;
    }
    card(html, &words::HEADING_TARGETS, words::NOTE_TARGETS.plain());
    let columns = [
        (&words::COLUMN_TARGET, false),
        (&words::COLUMN_KIND, false),
        (&words::COLUMN_MEASURE, false),
        (&words::COLUMN_COVERED, true),
        (&words::COLUMN_TOTAL, true),
        (&words::COLUMN_SHARE, true),
        (&words::COLUMN_ASKED, true),
        (&words::COLUMN_BARS, false),
        (&words::COLUMN_NEEDED, true),
        (&words::COLUMN_MORE, true),
        (&words::COLUMN_UNCOVERED, false),
    ];
    open(html, "figured targets", &words::HEADING_TARGETS, &columns);
    for (result, target) in here {
        target_row(html, told, result, target);
    }
    close(html);
    close_card(html);
}

fn target_row(html: &mut Writer, told: &Told<'_>, result: &TargetResult, target: &Target) {
    let measured = result.measured;
    html.raw("<tr>");
    match &target.name {
        Some(name) => cell(html, name),
        None => html.said("td", words::TARGET_NUMBER.with([count(result.target + 1).into()])),
    }
    html.said("td", kinds(&target.kinds));
    match target.count {
        Some(_) => html.said("td", &words::MEASURE_FACILITIES),
        None => html.said("td", terms::word(target.measure)),
    }
    let ends = (measured.map(|within| within.low), measured.map(|within| within.high));
    number_cell(html, amounts(ends.0, ends.1));
    amount_cell(html, result.shortfall.map(|one| one.total), 0);
    let (low, high) = match target.count {
        Some(asked) => {
            let of_asked = |end: f64| Within {
                total: asked,
                low: end,
                high: end,
            };
            (
                ends.0.and_then(|end| of_asked(end).share_low()),
                ends.1.and_then(|end| of_asked(end).share_low()),
            )
        }
        None => shares(measured),
    };
    number_cell(html, span(low, high));
    match target.count {
        Some(asked) => amount_cell(html, Some(asked), 0),
        None => number_cell(html, span(target.share, target.share)),
    }
    bars_cell(html, target.share.or(Some(1.0)), (low, high));
    amount_cell(html, result.shortfall.map(|one| one.needed), 0);
    let more = (
        result.shortfall_least.map(|one| one.more),
        result.shortfall.map(|one| one.more),
    );
    number_cell(html, amounts(more.0, more.1));
    let uncovered: Vec<&str> = result
        .uncovered
        .iter()
        .filter_map(|unit| told.found.coverage.roster.units.get(*unit))
        .map(Unit::called)
        .collect();
    html.said("td", names(&uncovered));
    html.raw("\n");
}

/// Kinds of units, as a list.
fn kinds(kinds: &[UnitKind]) -> Said {
    if kinds.is_empty() {
        return words::KINDS_UNIT.plain();
    }
    let told = |language| {
        let names: Vec<&str> = kinds
            .iter()
            .map(|kind| terms::unit_kind(*kind).told_in(language))
            .collect();
        names.join(words::LIST_COMMA.told_in(language)).into()
    };
    Said::Both(told(Language::English), told(Language::Chinese))
}

/// The levels of all circles.
pub(super) fn levels(html: &mut Writer, data: &ReportData<'_>, found: &CoverageOutcome) {
    let all = &found.coverage.levels;
    if all.is_empty() {
        return;
    }
    card(html, &words::HEADING_LEVELS, words::NOTE_LEVELS.plain());
    let passing = all.iter().filter(|one| one.passes == Some(true)).count();
    html.said(
        "p class=result",
        words::LEVELS_PASS.with([count(passing).into(), count(all.len()).into()]),
    );
    let columns = [
        (&words::COLUMN_UNIT, false),
        (&words::COLUMN_LEVEL, false),
        (&words::COLUMN_COVERED, true),
        (&words::COLUMN_TOTAL, true),
        (&words::COLUMN_SHARE, true),
        (&words::COLUMN_ASKED, true),
        (&words::COLUMN_PASSES, false),
    ];
    open(html, "figured levels", &words::HEADING_LEVELS, &columns);
    for of_unit in all {
        let unit = found.coverage.roster.units.get(of_unit.unit);
        let name = unit.map_or("", Unit::called);
        for (level, test) in of_unit.levels.iter().zip(&data.plan.options.levels) {
            level_row(html, name, kinds(&test.kinds), Some((level, test.share)), level.passes);
        }
        level_row(html, name, words::ALL_LEVELS.plain(), None, of_unit.passes);
    }
    close(html);
    close_card(html);
}

fn level_row(html: &mut Writer, unit: &str, level: Said, result: Option<(&LevelResult, f64)>, passes: Option<bool>) {
    html.raw(if result.is_none() { "<tr class=whole>" } else { "<tr>" });
    cell(html, unit);
    html.said("td", level);
    match result {
        Some((result, asked)) => {
            number_cell(html, number(result.covered as f64, 0));
            number_cell(html, number(result.units as f64, 0));
            number_cell(html, span(result.share(), result.share()));
            number_cell(html, span(Some(asked), Some(asked)));
        }
        None => {
            for _ in 0..4 {
                number_cell(html, "");
            }
        }
    }
    match passes {
        Some(true) => html.said("td class=yes", &words::YES),
        Some(false) => html.said("td class=no", &words::NO),
        None => cell(html, NOTHING),
    }
    html.raw("\n");
}
