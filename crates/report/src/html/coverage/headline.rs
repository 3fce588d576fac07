//! Both figures in a sentence, and what must be said beside them.

use service_circle_core::plan::WalkedBy;
use service_circle_core::units::{Extent, Total};
use service_circle_core::write::main_total;

use super::Told;
use super::pair::{Pair, shares};
use crate::html::sections::source_of;
use crate::html::terms::{self, count, limit_walk, points, span};
use crate::html::writer::Writer;
use crate::words::{self, Said};

/// The headline of a circle, warnings and sources.
pub(super) fn section(html: &mut Writer, told: &Told<'_>) {
    let main = main_total(told.coverage);
    let roster = &told.found.coverage.roster;
    let pair = main.map(|total| Pair::of_total(total, told.coverage, roster));
    html.raw("<p class=\"hero both\">");
    html.said("span", city(told, main, pair.as_ref()));
    let whole = Pair::of_total(&told.coverage.whole, told.coverage, roster);
    let walked = pair.as_ref().unwrap_or(&whole);
    for said in walked_and_apart(told, walked) {
        html.said("span", said);
    }
    html.raw("</p>\n");
    if let Some(said) = beside(told, walked) {
        html.said("p class=lead", said);
        html.raw("\n");
    }
    for said in warnings(told) {
        html.said("p class=warning", said);
        html.raw("\n");
    }
    if let Some(source) = source_of(told.circle.circle) {
        html.said("p class=note", source);
    }
}

fn city(told: &Told<'_>, total: Option<&Total>, pair: Option<&Pair>) -> Said {
    let (Some(total), Some(pair)) = (total, pair) else {
        return words::CITY_NONE.plain();
    };
    if let ([unit], covered) = (&total.units[..], pair.covered > 0) {
        let unit = told.found.coverage.roster.units.get(*unit);
        let name = unit.map_or_else(String::new, |unit| unit.called().to_owned());
        let said = if covered {
            &words::CITY_COVERED
        } else {
            &words::CITY_NOT_COVERED
        };
        return said.with([name.into()]);
    }
    words::CITY_LEAD.with([
        count(pair.covered).into(),
        count(pair.units).into(),
        terms::unit_kinds(total.kind).plain(),
        span(pair.city(), pair.city()),
    ])
}

fn walked_and_apart(told: &Told<'_>, pair: &Pair) -> Vec<Said> {
    if !told.is_walked() {
        return vec![words::WALKED_NOT.plain(), words::FULL_STOP.plain()];
    }
    let (low, high) = shares(pair.walked);
    if low.is_none() {
        return vec![words::WALKED_NOBODY.plain(), words::FULL_STOP.plain()];
    }
    let share = span(low, high);
    let is_open = matches!(share, Said::Phrase(phrase, _) if *phrase == words::SHARE_SPAN);
    let lead = if is_open {
        &words::WALKED_OPEN
    } else {
        &words::WALKED_LEAD
    };
    let compounds = pair.walked.map_or(0.0, |within| within.total);
    let walked = lead.with([
        terms::number(compounds, 0).into(),
        share,
        limit_walk(told.circle.circle),
    ]);
    let Some((least, most)) = pair.apart() else {
        return vec![walked, words::FULL_STOP.plain()];
    };
    let city = pair.city_of_compounds();
    let apart = words::APART.with([span(city, city), points(least, most), count(pair.behind).into()]);
    vec![walked, apart]
}

/// The same by elders and dwellings.
fn beside(told: &Told<'_>, pair: &Pair) -> Option<Said> {
    let (low, high) = shares(pair.dwellings);
    if !told.is_walked() || low.is_none() {
        return None;
    }
    let dwellings = span(low, high);
    let (low, high) = shares(pair.elders);
    Some(match low {
        Some(_) => words::HERO_OTHER.with([span(low, high), dwellings]),
        None => words::HERO_DWELLINGS.with([dwellings]),
    })
}

fn warnings(told: &Told<'_>) -> Vec<Said> {
    let mut warnings = Vec::new();
    let units = &told.coverage.units;
    let roster = &told.found.coverage.roster.units;
    let is_partial = |unit: usize| roster.get(unit).is_some_and(|one| one.extent == Extent::Partial);
    let partial = units.iter().filter(|one| is_partial(one.unit)).count();
    if partial > 0 {
        warnings.push(words::NOTE_PARTIAL.with([count(partial).into(), count(units.len()).into()]));
    }
    match told.found.walked_by {
        WalkedBy::Nothing => warnings.push(words::NOTE_NOT_WALKED.plain()),
        WalkedBy::Times => warnings.push(words::NOTE_TIMES.plain()),
        WalkedBy::Network => {}
    }
    if told
        .data
        .outcome
        .placed
        .facilities
        .iter()
        .all(|one| !one.counts_in(told.circle.circle))
    {
        warnings.push(words::HERO_NO_FACILITY.plain());
    }
    warnings
}
