//! The two figures by kind of unit and by unit, and the compounds behind the difference.

use service_circle_core::read::table::UrbanRural;
use service_circle_core::units::{Behind, Extent, Total, Unit, UnitFigures, Within};

use super::pair::{Pair, shares};
use super::{Told, amount_cell, bars_cell, card, close_card, number_cell};
use crate::html::tables::{self, cell, close, open};
use crate::html::terms::{self, NOTHING, points, span};
use crate::html::writer::Writer;
use crate::words::{self, Phrase, Said};

/// Both figures by kind of unit, and of all compounds.
pub(super) fn by_kind(html: &mut Writer, told: &Told<'_>) {
    let totals: Vec<&Total> = told
        .coverage
        .totals
        .iter()
        .filter(|total| !total.units.is_empty())
        .collect();
    if totals.is_empty() && !told.is_walked() {
        return;
    }
    card(html, &words::HEADING_KINDS, note(told));
    let people = People::of(told.coverage.units.iter());
    let mut columns = vec![
        (&words::COLUMN_KIND, false),
        (&words::COLUMN_UNITS, true),
        (&words::COLUMN_COVERED, true),
        (&words::COLUMN_CITY, true),
        (&words::COLUMN_IN_COVERED, true),
    ];
    columns.extend(walked_columns(told, people));
    columns.push((&words::COLUMN_PARTIAL, true));
    open(html, "figured kinds", &words::HEADING_KINDS, &columns);
    for total in totals.iter().filter(|total| !is_repeated(total, &totals)) {
        let pair = Pair::of_total(total, told.coverage, &told.found.coverage.roster);
        html.raw("<tr>");
        html.said("td", called(total));
        amount_cell(html, Some(pair.units as f64), 0);
        amount_cell(html, Some(pair.covered as f64), 0);
        number_cell(html, city_of(&pair));
        let share = pair.city_of_compounds();
        number_cell(html, span(share, share));
        walked_cells(html, told, &pair, people);
        amount_cell(html, Some(pair.partial as f64), 0);
        html.raw("\n");
    }
    if told.is_walked() {
        whole_row(html, told, people);
    }
    close(html);
    close_card(html);
}

/// The row of all compounds, those in no unit among them: the city has no figure for it.
fn whole_row(html: &mut Writer, told: &Told<'_>, people: People) {
    let roster = &told.found.coverage.roster;
    let whole = Pair {
        units: 0,
        ..Pair::of_total(&told.coverage.whole, told.coverage, roster)
    };
    html.raw("<tr class=whole>");
    html.said("td", &words::ALL_UNITS);
    for _ in 0..4 {
        number_cell(html, NOTHING);
    }
    walked_cells(html, told, &Pair { compounds: 0, ..whole }, people);
    number_cell(html, NOTHING);
    html.raw("\n");
}

fn note(told: &Told<'_>) -> Option<Said> {
    let served = told.data.plan.options.verdict.served_share;
    told.is_walked()
        .then(|| words::NOTE_DIFFERENCE.with([span(Some(served), Some(served))]))
}

/// Which people any unit tells.
#[derive(Clone, Copy)]
struct People {
    elders: bool,
    households: bool,
}

impl People {
    fn of<'a>(units: impl Iterator<Item = &'a UnitFigures> + Clone) -> Self {
        let mut walked = units.filter_map(|one| one.walked.as_ref());
        let mut again = walked.clone();
        Self {
            elders: walked.any(|one| one.elders.is_some()),
            households: again.any(|one| one.households.is_some()),
        }
    }
}

/// The columns of what was walked, where anything was.
fn walked_columns(told: &Told<'_>, people: People) -> Vec<(&'static Phrase, bool)> {
    if !told.is_walked() {
        return Vec::new();
    }
    let mut columns = vec![
        (&words::COLUMN_SERVED, true),
        (&words::COLUMN_APART, true),
        (&words::COLUMN_BARS, false),
        (&words::COLUMN_BEHIND, true),
    ];
    if people.elders {
        columns.push((&words::COLUMN_ELDERS_WITHIN, true));
    }
    if people.households {
        columns.push((&words::COLUMN_HOUSEHOLDS_WITHIN, true));
    }
    columns
}

fn walked_cells(html: &mut Writer, told: &Told<'_>, pair: &Pair, people: People) {
    if !told.is_walked() {
        return;
    }
    let told_of = |within: Option<Within>| {
        let (low, high) = shares(within);
        span(low, high)
    };
    number_cell(html, told_of(pair.walked));
    number_cell(
        html,
        pair.apart()
            .map_or_else(|| NOTHING.into(), |(low, high)| points(low, high)),
    );
    bars_cell(html, pair.city(), shares(pair.walked));
    amount_cell(html, (pair.units > 0).then_some(pair.behind as f64), 0);
    if people.elders {
        number_cell(html, told_of(pair.elders));
    }
    if people.households {
        number_cell(html, told_of(pair.households));
    }
}

/// The city's figure: a share of several units; of one, whether it is covered.
fn city_of(pair: &Pair) -> Said {
    match (pair.units, pair.covered) {
        (1, 0) => words::NOT_COVERED.plain(),
        (1, _) => words::COVERED.plain(),
        _ => span(pair.city(), pair.city()),
    }
}

fn called(total: &Total) -> Said {
    let kind = total
        .kind
        .map_or_else(|| words::COLUMN_UNIT.plain(), |kind| terms::unit_kind(kind).plain());
    match total.urban_rural {
        None => kind,
        Some(UrbanRural::Urban) => words::TOWN.with([kind]),
        Some(UrbanRural::Rural) => words::COUNTRY.with([kind]),
    }
}

/// Whether units in town, or in the country, are all there are of their kind.
fn is_repeated(total: &Total, totals: &[&Total]) -> bool {
    let is_all = |one: &&&Total| one.kind == total.kind && one.urban_rural.is_none();
    let all = totals.iter().find(is_all);
    total.urban_rural.is_some() && all.is_some_and(|all| all.units.len() == total.units.len())
}

/// Both figures by unit, the greatest difference first.
pub(super) fn by_unit(html: &mut Writer, told: &Told<'_>) {
    if told.coverage.units.is_empty() {
        return;
    }
    html.raw("<section class=card id=units>\n");
    html.said("h2", &words::HEADING_BOTH);
    if told.is_walked() {
        html.said("p class=note", &words::NOTE_BARS);
    }
    let people = People::of(told.coverage.units.iter());
    let has_beds = told.coverage.units.iter().any(|one| one.beds_per_1000().is_some());
    let has_partial = told.data.units.iter().any(|unit| unit.is_partial);
    let mut columns = vec![
        (&words::COLUMN_UNIT, false),
        (&words::COLUMN_KIND, false),
        (&words::COLUMN_CITY, false),
        (&words::COLUMN_FACILITIES, true),
        (&words::COLUMN_COMPOUNDS, true),
    ];
    columns.extend(walked_columns(told, people));
    if told.is_walked() {
        let out = if people.elders {
            &words::COLUMN_ELDERS_OUT
        } else {
            &words::COLUMN_COMPOUNDS_OUT
        };
        columns.push((out, true));
    }
    if has_beds {
        columns.push((&words::COLUMN_BEDS_1000, true));
    }
    if has_partial {
        columns.push((&words::COLUMN_DATA, false));
    }
    open(html, "figured by-unit", &words::HEADING_BOTH, &columns);
    for (figures, pair) in by_difference(told) {
        unit_row(html, told, figures, &pair, people);
        if has_beds {
            amount_cell(html, figures.beds_per_1000(), 1);
        }
        if has_partial {
            data_cell(html, told, figures);
        }
        html.raw("\n");
    }
    close(html);
    close_card(html);
}

fn by_difference<'a>(told: &Told<'a>) -> Vec<(&'a UnitFigures, Pair)> {
    let roster = &told.found.coverage.roster;
    let units = told.coverage.units.iter();
    let mut units: Vec<(&UnitFigures, Pair)> = units.map(|one| (one, Pair::of_unit(one, roster))).collect();
    let most = |pair: &Pair| pair.apart().map_or(-1.0, |(low, high)| low.abs().max(high.abs()));
    units.sort_by(|(_, a), (_, b)| most(b).total_cmp(&most(a)));
    units
}

fn unit_row(html: &mut Writer, told: &Told<'_>, figures: &UnitFigures, pair: &Pair, people: People) {
    let unit = told.found.coverage.roster.units.get(figures.unit);
    html.raw("<tr>");
    cell(html, unit.map_or("", Unit::called));
    match unit.and_then(|unit| unit.kind) {
        Some(kind) => html.said("td", terms::unit_kind(kind)),
        None => cell(html, ""),
    }
    html.raw(if pair.covered > 0 {
        "<td class=yes>"
    } else {
        "<td class=no>"
    });
    html.said("span", city_of(pair));
    let facilities = figures.located.len() + figures.declared.len();
    amount_cell(html, Some(facilities as f64), 0);
    amount_cell(html, Some(figures.compounds as f64), 0);
    walked_cells(html, told, pair, people);
    if told.is_walked() {
        let within = if people.elders { pair.elders } else { pair.walked };
        let within = within.filter(|within| within.total > 0.0);
        amount_cell(html, within.map(|within| within.total - within.low), 0);
    }
}

fn data_cell(html: &mut Writer, told: &Told<'_>, figures: &UnitFigures) {
    let unit = told.found.coverage.roster.units.get(figures.unit);
    if unit.is_some_and(|unit| unit.extent == Extent::Partial) {
        html.said("td class=partial", &words::DATA_PARTIAL);
    } else {
        cell(html, "");
    }
}

/// The compounds behind the difference: those that walk longest first in each unit.
pub(super) fn behind(html: &mut Writer, told: &Told<'_>) {
    let all: Vec<(usize, &Behind)> = told
        .coverage
        .units
        .iter()
        .flat_map(|figures| figures.behind.iter().map(move |one| (figures.unit, one)))
        .collect();
    if all.is_empty() {
        return;
    }
    card(html, &words::HEADING_BEHIND, words::NOTE_BEHIND.plain());
    let columns = [
        (&words::COLUMN_UNIT, false),
        (&words::COLUMN_COMPOUND, false),
        (&words::COLUMN_SIDE, false),
        (&words::COLUMN_VERDICT, false),
        (&words::COLUMN_MINUTES, true),
        (&words::COLUMN_REASON, false),
    ];
    open(html, "figured behind", &words::HEADING_BEHIND, &columns);
    for (unit, one) in all {
        behind_row(html, told, unit, one);
    }
    close(html);
    close_card(html);
}

fn behind_row(html: &mut Writer, told: &Told<'_>, unit: usize, one: &Behind) {
    let unit = told.found.coverage.roster.units.get(unit);
    let compound = told.data.outcome.placed.compounds.get(one.compound);
    let Some((compound, verdict)) = compound.zip(told.circle.verdicts.get(one.compound)) else {
        return;
    };
    html.raw(&format!("<tr class={}>", terms::verdict_class(verdict.verdict)));
    cell(html, unit.map_or("", Unit::called));
    cell(html, compound.name.as_deref().unwrap_or(&compound.id));
    html.said(
        "td",
        if one.unit_counts {
            &words::SIDE_COUNTED
        } else {
            &words::SIDE_SERVED
        },
    );
    html.said("td class=verdict", terms::verdict(verdict.verdict));
    html.raw("<td class=n>");
    html.text(&tables::minutes_text(verdict.median, told.circle.limit));
    match verdict.reason {
        Some(reason) => html.said("td", terms::reason(reason)),
        None => cell(html, ""),
    }
    html.raw("\n");
}
