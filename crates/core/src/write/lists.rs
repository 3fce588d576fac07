//! The user's lists in the summary: what was understood, and that every row is accounted for; where circles come from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::columns::{rounded, word};
use crate::options::{CHECK_BEFORE_QUOTING, preset_of};
use crate::place::{DatumFit, Medians};
use crate::plan::Outcome;
use crate::read::table::{ColumnRead, DatumFrom, EncodingFrom, TableRead, WordRead};
use crate::tally::Tally;

/// Decimals of median distances, metres.
const METRES: u8 = 1;

/// One list.
#[derive(Debug, Serialize)]
pub(super) struct ListSummary<'a> {
    list: &'static str,
    file: &'a str,
    /// The sheet or layer, where the format has them.
    layer: Option<&'a str>,
    /// The line or row of its headers.
    header_line: Option<u64>,
    encoding: &'static str,
    encoding_from: EncodingFrom,
    datum: String,
    /// `plan`, `header`, `file`, or `nobody`: taken for WGS84.
    datum_from: &'static str,
    /// Rows read: those used and those rejected.
    rows: u64,
    used: u64,
    rejected: u64,
    columns: &'a [ColumnRead],
    unknown_headers: &'a [String],
    words: &'a [WordRead],
    notes: &'a Tally,
    /// How near its places are to streets and compounds as each datum of degrees.
    fits: Vec<Fit>,
    /// A datum that fits far better than the one it is taken for.
    fits_better_as: Option<String>,
}

/// Median distances to one thing, metres, by datum.
#[derive(Debug, Serialize)]
struct Fit {
    against: String,
    places: u64,
    median_metres: BTreeMap<String, Option<f64>>,
}

/// All lists, in the order of the plan.
pub(super) fn lists(outcome: &Outcome) -> Vec<ListSummary<'_>> {
    let tables = outcome.tables.iter();
    tables.map(|table| summary(table, &outcome.datum_fits)).collect()
}

fn summary<'a>(table: &'a TableRead, fits: &[DatumFit]) -> ListSummary<'a> {
    let fit = fits.iter().find(|fit| fit.list == table.list);
    ListSummary {
        list: table.list.name(),
        file: &table.file,
        layer: table.layer.as_deref(),
        header_line: table.header_line,
        encoding: table.encoding,
        encoding_from: table.encoding_from,
        datum: table.datum.to_string(),
        datum_from: match table.datum_from {
            DatumFrom::Nobody => "nobody",
            DatumFrom::Plan => "plan",
            DatumFrom::Header(_) => "header",
            DatumFrom::File => "file",
        },
        rows: table.rows as u64,
        used: table.used() as u64,
        rejected: table.rejected as u64,
        columns: &table.columns,
        unknown_headers: &table.unknown,
        words: &table.words,
        notes: &table.tally,
        fits: fit.map_or_else(Vec::new, |fit| fit.medians.iter().map(fit_of).collect()),
        fits_better_as: fit.and_then(|fit| Some(fit.far_better()?.datum.to_string())),
    }
}

fn fit_of(medians: &Medians) -> Fit {
    let metres = medians.metres.iter();
    Fit {
        against: word(medians.against),
        places: medians.places as u64,
        median_metres: metres
            .map(|(datum, metres)| (datum.to_string(), rounded(*metres, METRES)))
            .collect(),
    }
}

/// Where a circle that began as a preset comes from.
#[derive(Debug, Serialize)]
pub(super) struct Source<'a> {
    circle: &'a str,
    preset: &'static str,
    #[serde(rename = "source")]
    text: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    check_before_quoting: Option<&'static str>,
}

/// The sources of the circles that began as presets.
pub(super) fn sources(outcome: &Outcome) -> Vec<Source<'_>> {
    let sources = outcome.circles.iter().filter_map(|judged| {
        let preset = judged.circle.preset.and_then(preset_of)?;
        Some(Source {
            circle: &judged.circle.name,
            preset: preset.id,
            text: preset.source,
            check_before_quoting: preset.check_before_quoting.then_some(CHECK_BEFORE_QUOTING),
        })
    });
    sources.collect()
}
