//! The tables: all that the map shows, readable without scripts.

use service_circle_core::gaps::{CompoundVerdict, Verdict, facility_use};
use service_circle_core::place::{Compound, Facility};
use service_circle_core::plan::Outcome;
use service_circle_core::units_of_measure::Milliseconds;

use super::terms::{self, between, number, share};
use super::writer::Writer;
use crate::parts::{CircleView, ReportData, Sites, Unit};
use crate::words::{self, Phrase, Said};

/// Decimals of minutes for people: six seconds.
const MINUTES: usize = 1;
/// The same where six seconds would tell the limit of what is beyond it.
const MINUTES_AT_LIMIT: usize = 2;

/// Columns of a table: the title, and whether its cells are numbers.
pub(super) type Columns<'a> = &'a [(&'static Phrase, bool)];

/// Opens a table and writes its head.
pub(super) fn open(html: &mut Writer, class: &str, caption: impl Into<Said>, columns: Columns<'_>) {
    html.raw(&format!("<div class=scroll><table class=\"{class}\">\n"));
    html.said("caption", caption);
    html.raw("<thead><tr>");
    for (title, is_number) in columns {
        html.said(
            if *is_number {
                "th scope=col class=n"
            } else {
                "th scope=col"
            },
            *title,
        );
    }
    html.raw("</tr></thead>\n<tbody>\n");
}

pub(super) fn close(html: &mut Writer) {
    html.raw("</tbody></table></div>\n");
}

/// A cell; its end goes without saying (HTML, "optional tags"), which saves a tenth of a large page.
pub(super) fn cell(html: &mut Writer, text: &str) {
    html.raw("<td>");
    html.text(text);
}

pub(super) fn figure(html: &mut Writer, figure: Option<f64>, decimals: usize) {
    cell(
        html,
        &figure.map_or_else(String::new, |figure| number(figure, decimals)),
    );
}

fn minutes(html: &mut Writer, time: Option<Milliseconds>, limit: Milliseconds) {
    cell(html, &minutes_text(time, limit));
}

/// Minutes for people; nothing where there is no walk.
pub(super) fn minutes_text(time: Option<Milliseconds>, limit: Milliseconds) -> String {
    let shown = |time: Milliseconds| number(time.minutes(), MINUTES);
    let looks_like_limit = time.is_some_and(|time| time > limit && shown(time) == shown(limit));
    let decimals = if looks_like_limit { MINUTES_AT_LIMIT } else { MINUTES };
    time.map_or_else(String::new, |time| number(time.minutes(), decimals))
}

/// The compounds of a circle, the farthest outside first.
pub(super) fn compounds(html: &mut Writer, outcome: &Outcome, circle: &CircleView<'_>) {
    let placed = &outcome.placed;
    let elders = placed.compounds.iter().any(|one| one.elders.is_some());
    let columns = [
        (&words::COLUMN_COMPOUND, false),
        (&words::COLUMN_VERDICT, false),
        (&words::COLUMN_MINUTES, true),
        (&words::COLUMN_METRES, true),
        (&words::COLUMN_FACILITY, false),
        (&words::COLUMN_REASON, false),
        (&words::COLUMN_ELDERS_OUTSIDE, true),
    ];
    let columns = if elders {
        &columns[..]
    } else {
        &columns[..columns.len() - 1]
    };
    open(html, "compounds", &words::CAPTION_COMPOUNDS, columns);
    let language = html.language();
    for (position, compound, told) in by_minutes(&placed.compounds, circle.verdicts) {
        html.raw(&format!(
            "<tr data-i={position} class={}>",
            terms::verdict_class(told.verdict)
        ));
        cell(html, compound.name.as_deref().unwrap_or(&compound.id));
        cell(html, terms::verdict(told.verdict).told_in(language));
        minutes(html, told.median, circle.limit);
        figure(html, told.metres, 0);
        let facility = told.facility.and_then(|one| placed.facilities.get(one.index()));
        cell(html, facility.map_or("", called));
        cell(
            html,
            told.reason.map_or("", |reason| terms::reason(reason).told_in(language)),
        );
        if elders {
            figure(html, told.elders_outside, 0);
        }
        html.raw("\n");
    }
    close(html);
}

/// Compounds with their positions: those that reach nothing first, then by minutes, the longest first; equals in input order.
fn by_minutes<'a>(
    compounds: &'a [Compound],
    verdicts: &'a [CompoundVerdict],
) -> Vec<(usize, &'a Compound, &'a CompoundVerdict)> {
    let rows = (0..).zip(compounds).zip(verdicts);
    let mut rows: Vec<_> = rows
        .map(|((position, compound), told)| (position, compound, told))
        .collect();
    rows.sort_by_key(|(_, _, told)| {
        let served_last = told.verdict == Verdict::Served;
        (
            served_last && told.median.is_none(),
            std::cmp::Reverse(told.median.unwrap_or(Milliseconds::MAX)),
        )
    });
    rows
}

pub(super) fn called(facility: &Facility) -> &str {
    facility.name.as_deref().unwrap_or(&facility.id)
}

/// The facilities, those that serve most first; whom they serve only where anything was walked.
pub(super) fn facilities(html: &mut Writer, data: &ReportData<'_>, circle: &CircleView<'_>, is_walked: bool) {
    let placed = &data.outcome.placed;
    let uses = facility_use(placed, circle.reached, circle.verdicts, circle.limit);
    let counts = circle.counts(data.outcome);
    let elders = is_walked && uses.iter().any(|one| one.elders.is_some());
    let mut rows: Vec<_> = placed.facilities.iter().zip(uses).zip(counts).collect();
    rows.sort_by_key(|((_, one), counts)| (!counts, std::cmp::Reverse(one.compounds)));
    let columns = [
        (&words::COLUMN_FACILITY_NAME, false),
        (&words::COLUMN_CATEGORY, false),
        (&words::COLUMN_STATUS, false),
        (&words::COLUMN_COUNTS, false),
        (&words::COLUMN_SERVES, true),
        (&words::COLUMN_SERVES_ELDERS, true),
    ];
    let columns = if elders {
        &columns[..]
    } else {
        &columns[..columns.len() - 1]
    };
    open(html, "facilities", &words::CAPTION_FACILITIES, columns);
    for ((facility, served), counts) in rows {
        html.raw("<tr>");
        cell(html, called(facility));
        html.said("td", words::category(&facility.category));
        html.said("td", terms::status(&facility.status));
        html.said("td", if counts { &words::YES } else { &words::NO });
        if is_walked {
            figure(html, Some(served.compounds as f64), 0);
        } else {
            cell(html, terms::NOTHING);
        }
        if elders {
            figure(html, served.elders, 0);
        }
        html.raw("\n");
    }
    close(html);
}

/// Units, those that fall short the most first.
pub(super) fn units(html: &mut Writer, units: &[&Unit]) {
    let columns = [
        (&words::COLUMN_UNIT, false),
        (&words::COLUMN_KIND, false),
        (&words::COLUMN_COMPOUNDS, true),
        (&words::COLUMN_ELDERS, true),
        (&words::COLUMN_ADMINISTRATIVE, true),
        (&words::COLUMN_WALKED, true),
        (&words::COLUMN_OUTSIDE, true),
    ];
    open(html, "units", &words::CAPTION_UNITS, &columns);
    for unit in units {
        html.raw("<tr>");
        cell(html, &unit.name);
        html.said(
            "td",
            unit.kind
                .map_or_else(|| "".into(), |kind| terms::unit_kind(kind).plain()),
        );
        figure(html, Some(unit.compounds as f64), 0);
        figure(html, unit.elders, 0);
        cell(html, &share(unit.administrative));
        cell(html, &between(unit.walked_low, unit.walked_high));
        figure(html, unit.outside, 0);
        html.raw("\n");
    }
    close(html);
}

/// Proposed sites in the order to build them.
pub(super) fn sites(html: &mut Writer, sites: &Sites, circle: usize) {
    let columns = [
        (&words::COLUMN_ORDER, true),
        (&words::COLUMN_SITE, false),
        (&words::COLUMN_GAINS_COMPOUNDS, true),
    ];
    open(html, "sites", &words::CAPTION_SITES, &columns);
    for (number, site) in (1..).zip(sites.sites.iter().filter(|site| site.circle == circle)) {
        html.raw("<tr>");
        figure(html, Some(f64::from(number)), 0);
        cell(html, &site.name);
        figure(html, site.compounds.map(|compounds| compounds as f64), 0);
        html.raw("\n");
    }
    close(html);
}

/// Pairs of a name and a value.
pub(super) fn pairs(html: &mut Writer, caption: &'static Phrase, rows: impl IntoIterator<Item = (Said, Said)>) {
    open(
        html,
        "pairs",
        caption,
        &[(&words::COLUMN_WHAT, false), (&words::COLUMN_VALUE, false)],
    );
    for (name, value) in rows {
        html.raw("<tr>");
        html.said("th scope=row", name);
        html.said("td", value);
        html.raw("\n");
    }
    close(html);
}
