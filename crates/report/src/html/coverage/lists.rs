//! What lists tell without a walk: the compound audit, facilities by kind, figures of no place.

use service_circle_core::plan::CoverageOutcome;
use service_circle_core::units::AuditGroup;
use service_circle_core::units::audit::AuditRate;

use super::{amount_cell, bars_cell, card, close_card, number_cell};
use crate::html::tables::{cell, close, open};
use crate::html::terms::{self, data_word, span, word};
use crate::html::writer::Writer;
use crate::words::{self, Said};

/// The five rates, both denominators.
pub(super) fn audit(html: &mut Writer, found: &CoverageOutcome) {
    let groups = &found.coverage.audit;
    if groups.is_empty() {
        return;
    }
    card(html, &words::HEADING_AUDIT, words::NOTE_AUDIT.plain());
    let has_untold = groups
        .iter()
        .any(|group| group.rates.iter().any(|rate| rate.not_told > 0));
    let mut columns = vec![
        (&words::COLUMN_COMPOUNDS_OF, false),
        (&words::COLUMN_STEP, false),
        (&words::COLUMN_PASSED, true),
        (&words::COLUMN_DUE, true),
        (&words::COLUMN_RATE, true),
    ];
    if has_untold {
        columns.push((&words::COLUMN_RATE_HIGH, true));
    }
    columns.extend([
        (&words::COLUMN_PASSED, true),
        (&words::COLUMN_BEFORE, true),
        (&words::COLUMN_RATE_BEFORE, true),
        (&words::COLUMN_BARS, false),
    ]);
    open(html, "figured audit", &words::HEADING_AUDIT, &columns);
    for group in groups {
        for rate in &group.rates {
            rate_row(html, group, rate, has_untold);
        }
    }
    close(html);
    close_card(html);
}

fn rate_row(html: &mut Writer, group: &AuditGroup, rate: &AuditRate, has_untold: bool) {
    html.raw("<tr>");
    match group.of {
        Some(of) => html.said("td", word(of)),
        None => html.said("td", data_word("all")),
    }
    html.said("td", word(rate.step));
    amount_cell(html, Some(rate.passed as f64), 0);
    amount_cell(html, Some(rate.all as f64), 0);
    number_cell(html, span(rate.share(), rate.share()));
    if has_untold {
        number_cell(html, span(rate.share_high(), rate.share_high()));
    }
    amount_cell(html, Some(rate.survivors_passed as f64), 0);
    amount_cell(html, Some(rate.survivors as f64), 0);
    number_cell(html, span(rate.share_of_survivors(), rate.share_of_survivors()));
    bars_cell(html, rate.share(), (rate.share_of_survivors(), None));
    html.raw("\n");
}

/// Facilities by kind, and figures of no place.
pub(super) fn counted(html: &mut Writer, found: &CoverageOutcome) {
    let (facilities, items) = (&found.coverage.facilities, &found.coverage.items);
    if facilities.is_empty() && items.is_empty() {
        return;
    }
    card(html, &words::HEADING_COUNTED, words::NOTE_COUNTED.plain());
    html.raw("<div class=two>\n<div>");
    if !facilities.is_empty() {
        facility_counts(html, found);
    }
    html.raw("</div><div>");
    if !items.is_empty() {
        item_counts(html, found);
    }
    html.raw("</div></div>\n");
    close_card(html);
}

fn facility_counts(html: &mut Writer, found: &CoverageOutcome) {
    let columns = [
        (&words::COLUMN_GROUP, false),
        (&words::COLUMN_VALUE_OF, false),
        (&words::COLUMN_FACILITIES, true),
        (&words::COLUMN_OPERATING, true),
        (&words::COLUMN_BEDS, true),
    ];
    open(html, "figured counts", &words::HEADING_COUNTED, &columns);
    for one in &found.coverage.facilities {
        html.raw("<tr>");
        html.said("td", data_word(one.group));
        html.said("td", value(one.group, &one.value));
        amount_cell(html, Some(one.facilities as f64), 0);
        amount_cell(html, one.is_of_facilities().then_some(one.operating as f64), 0);
        amount_cell(html, one.beds, 0);
        html.raw("\n");
    }
    close(html);
}

/// What facilities are grouped by, as every other table calls it.
fn value(group: &str, value: &str) -> Said {
    match group {
        "status" => terms::status(value),
        "category" => words::category(value),
        _ => data_word(value),
    }
}

fn item_counts(html: &mut Writer, found: &CoverageOutcome) {
    let columns = [
        (&words::COLUMN_ITEM, false),
        (&words::COLUMN_PERIOD, false),
        (&words::COLUMN_AMOUNT, true),
    ];
    open(html, "figured items", &words::HEADING_COUNTED, &columns);
    for one in &found.coverage.items {
        html.raw("<tr>");
        cell(html, &one.item);
        cell(html, one.period.as_deref().unwrap_or_default());
        amount_cell(html, one.amount, 2);
        html.raw("\n");
    }
    close(html);
}
