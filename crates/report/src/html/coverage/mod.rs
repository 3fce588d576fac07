//! The page of units: both figures first, the map, then what hangs on them.
//!
//! - `pair`: the two figures of some units. `headline`: both in a sentence, and what must be said beside it.
//! - `figures`: both by kind of unit and by unit; the compounds behind the difference.
//! - `goals`: targets and levels. `programme`: stages, catchments. `supply`: supply within reach. `lists`: the audit, and what is
//!   counted.

mod figures;
mod goals;
mod headline;
mod lists;
mod pair;
mod programme;
mod supply;

use service_circle_core::plan::{CoverageOutcome, WalkedBy};
use service_circle_core::units::CircleCoverage;

use super::sections::{self, circle_sections};
use super::writer::Writer;
use crate::parts::{CircleView, ReportData};
use crate::words::{self, Phrase, Said};

/// A circle of the page: how it was judged, and what its units come to.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// The page.
    pub(super) data: &'a ReportData<'a>,
    /// All that was found.
    pub(super) found: &'a CoverageOutcome,
    /// The circle.
    pub(super) circle: CircleView<'a>,
    /// Its units.
    pub(super) coverage: &'a CircleCoverage,
    /// Its position in the plan.
    pub(super) number: usize,
}

impl Told<'_> {
    /// Whether anything was walked.
    pub(super) fn is_walked(&self) -> bool {
        self.found.walked_by != WalkedBy::Nothing
    }
}

/// Everything between the head of the page and its settings.
pub(super) fn main(html: &mut Writer, data: &ReportData<'_>, found: &CoverageOutcome, streets_off_m: f64) {
    let circles = data.circles();
    let told: Vec<Told<'_>> = circles
        .iter()
        .zip(&found.coverage.circles)
        .enumerate()
        .map(|(number, (circle, coverage))| Told {
            data,
            found,
            circle: *circle,
            coverage,
            number,
        })
        .collect();
    for one in &told {
        html.raw(&format!(
            "<section class=\"circle figures\" data-circle={}>\n",
            one.number
        ));
        headline::section(html, one);
        html.raw("</section>\n");
    }
    for one in &told {
        html.raw(&format!("<div class=circle data-circle={}>\n", one.number));
        figures::by_kind(html, one);
        html.raw("</div>\n");
    }
    sections::map(html, has_map(data, found));
    for one in &told {
        html.raw(&format!("<div class=circle data-circle={}>\n", one.number));
        figures::by_unit(html, one);
        figures::behind(html, one);
        goals::targets(html, one);
        programme::stages(html, one);
        supply::section(html, one);
        programme::catchments(html, one);
        circle_sections(html, data, one.number, &one.circle, streets_off_m, one.is_walked());
        html.raw("</div>\n");
    }
    goals::levels(html, data, found);
    lists::audit(html, found);
    lists::counted(html, found);
}

/// Whether there is any place to show: lists alone may have none.
fn has_map(data: &ReportData<'_>, found: &CoverageOutcome) -> bool {
    let has_outline = data.units.iter().any(|unit| unit.outline.is_some());
    let has_streets = data.outcome.network.edge_count() > 0;
    // Lists may have no coordinates.
    let has_place = data.outcome.placed.compounds.iter().any(|one| one.place.is_told());
    let is_walked = found.walked_by != WalkedBy::Nothing;
    is_walked && has_place || has_outline || has_streets
}

/// Opens a card with its heading and the line that defines its figures.
fn card(html: &mut Writer, heading: &'static Phrase, note: impl Into<Option<Said>>) {
    html.raw("<section class=card>\n");
    html.said("h2", heading);
    if let Some(note) = note.into() {
        html.said("p class=note", note);
    }
}

fn close_card(html: &mut Writer) {
    html.raw("</section>\n");
}

/// A cell of a number, or of what is said in both languages.
fn number_cell(html: &mut Writer, said: impl Into<Said>) {
    html.said("td class=n", said);
}

/// A cell of an amount; a dash where it is not told.
fn amount_cell(html: &mut Writer, amount: Option<f64>, decimals: usize) {
    let told = amount.map_or_else(
        || super::terms::NOTHING.to_owned(),
        |amount| super::terms::number(amount, decimals),
    );
    html.element("td class=n", &told);
}

/// Width of a pair of bars in its own units.
const BAR: f64 = 100.0;

/// A cell with the two figures as bars: one told above, what is sure and what may be below.
fn bars_cell(html: &mut Writer, above: Option<f64>, (low, high): (Option<f64>, Option<f64>)) {
    html.raw("<td class=bars><svg class=pair viewBox=\"0 0 100 16\" preserveAspectRatio=none aria-hidden=true>");
    let mut bar = |class: &str, top: u32, from: f64, to: Option<f64>| {
        let (from, to) = (from.clamp(0.0, 1.0), to.unwrap_or(0.0).clamp(0.0, 1.0));
        if to > from {
            html.raw(&format!(
                "<rect class={class} x={:.1} y={top} width={:.1} height=6 />",
                from * BAR,
                (to - from) * BAR
            ));
        }
    };
    bar("rail", 1, 0.0, Some(1.0));
    bar("rail", 9, 0.0, Some(1.0));
    bar("told", 1, 0.0, above);
    bar("walked", 9, 0.0, low);
    bar("perhaps", 9, low.unwrap_or(0.0), high);
    html.raw("</svg></td>");
}

/// What a list of names is told as.
fn names(names: &[&str]) -> Said {
    let comma = words::LIST_COMMA.told_in(service_circle_core::language::Language::English);
    Said::Both(names.join(comma).into(), names.join("、").into())
}
