//! Supply within reach, and how evenly it is spread.

use service_circle_core::units::AccessFigures;

use super::{Told, amount_cell, card, close_card, number_cell};
use crate::html::chart;
use crate::html::tables::{close, open};
use crate::html::terms::{number, span, word};
use crate::html::writer::Writer;
use crate::words;

/// Decimals of means and of Gini coefficients.
const DECIMALS: usize = 3;

/// The table of all methods, and a Lorenz curve of each supply by the first.
pub(super) fn section(html: &mut Writer, told: &Told<'_>) {
    let all = &told.coverage.access;
    if all.iter().all(|access| access.methods.is_empty()) {
        return;
    }
    card(html, &words::HEADING_SUPPLY, words::NOTE_SUPPLY.plain());
    html.raw("<div class=two>\n<div class=wide>");
    table(html, all);
    html.raw("</div>");
    for access in all {
        lorenz(html, access);
    }
    html.raw("</div>\n");
    close_card(html);
}

fn table(html: &mut Writer, all: &[AccessFigures]) {
    let methods = || {
        all.iter()
            .flat_map(|access| access.methods.iter().map(move |method| (access, method)))
    };
    let has_line = methods().any(|(_, method)| method.share_below.is_some());
    let mut columns = vec![
        (&words::COLUMN_SUPPLY, false),
        (&words::COLUMN_TOTAL, true),
        (&words::COLUMN_METHOD, false),
        (&words::COLUMN_MEAN, true),
        (&words::COLUMN_GINI, true),
        (&words::COLUMN_WITHOUT, true),
    ];
    if has_line {
        columns.push((&words::COLUMN_BELOW, true));
    }
    columns.push((&words::COLUMN_OUT_OF_REACH, true));
    open(html, "figured supply", &words::HEADING_SUPPLY, &columns);
    for (access, method) in methods() {
        html.raw("<tr>");
        html.said("td", word(access.supply));
        amount_cell(html, Some(access.total), 0);
        html.said("td", word(method.method));
        amount_cell(html, method.mean, DECIMALS);
        amount_cell(html, method.gini, DECIMALS);
        number_cell(html, span(method.share_without, method.share_without));
        if has_line {
            number_cell(html, span(method.share_below, method.share_below));
        }
        amount_cell(html, Some(method.out_of_reach), 0);
        html.raw("\n");
    }
    close(html);
}

fn lorenz(html: &mut Writer, access: &AccessFigures) {
    let Some(method) = access.methods.iter().find(|method| method.lorenz.len() > 1) else {
        return;
    };
    let title = words::LORENZ_CHART.with([word(access.supply), word(method.method)]);
    let points: Vec<(f64, f64)> = method.lorenz.iter().map(|point| (point.people, point.held)).collect();
    html.raw("<figure>");
    html.said("figcaption", title.clone());
    let gini = method.gini.map(|gini| number(gini, DECIMALS));
    chart::lorenz(html, &points, gini, &title);
    html.raw("</figure>\n");
}
