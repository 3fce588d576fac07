//! `summary.json` of a coverage run: the short tables as they stand, notes counted, every setting, checksums of the inputs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::Sheet;
use crate::options::{CHECK_BEFORE_QUOTING, Options, preset_of};
use crate::plan::{CoverageOutcome, InputFile, Plan, WalkedBy};
use crate::tally::Tally;
use crate::write::geojson_layer::value;
use crate::write::lists::{ListSummary, lists};

/// Tables of one row a circle, kind, stage or step; those of one a unit or compound stand in their own files.
const TOLD: [&str; 8] = [
    "totals",
    "targets",
    "levels",
    "stages",
    "supply",
    "audit",
    "facility_counts",
    "counted",
];

/// The run in figures.
#[derive(Debug, Serialize)]
struct Figures<'a> {
    service_circle: &'static str,
    walked_by: WalkedBy,
    compounds: u64,
    facilities: u64,
    units: Units,
    circles: Vec<CircleSource>,
    tables: Map<String, Value>,
    rejected: BTreeMap<&'static str, u64>,
    lists: Vec<ListSummary<'a>>,
    odd_input: &'a Tally,
    settings: &'a Options,
    inputs: &'a [InputFile],
    files: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Units {
    count: u64,
    by_extent: BTreeMap<String, u64>,
    compounds_without_unit: u64,
}

/// Where a circle's figures come from.
#[derive(Debug, Serialize)]
struct CircleSource {
    name: String,
    limit_s: f64,
    facilities_counted: u64,
    preset: Option<&'static str>,
    source: Option<&'static str>,
    check_before_quoting: Option<&'static str>,
}

/// Writes the summary, indented for people.
pub(super) fn write(
    sheets: &[Sheet<'_>],
    plan: &Plan,
    outcome: &CoverageOutcome,
    files: Vec<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let placed = &outcome.outcome.placed;
    let mut rejected = BTreeMap::new();
    for row in &placed.rejected {
        *rejected.entry(row.list).or_default() += 1;
    }
    let figures = Figures {
        service_circle: env!("CARGO_PKG_VERSION"),
        walked_by: outcome.walked_by,
        compounds: placed.compounds.len() as u64,
        facilities: placed.facilities.len() as u64,
        units: units(outcome),
        circles: circles(outcome),
        tables: tables(sheets),
        rejected,
        lists: lists(&outcome.outcome),
        odd_input: &outcome.outcome.tally,
        settings: &plan.options,
        inputs: &outcome.outcome.inputs,
        files,
    };
    serde_json::to_writer_pretty(&mut *out, &figures)?;
    out.write_all(b"\n")
}

fn units(outcome: &CoverageOutcome) -> Units {
    let coverage = &outcome.coverage;
    let told = coverage.circles.first().map_or(&[][..], |circle| &circle.units);
    let mut by_extent = BTreeMap::new();
    for figures in told {
        if let Some(unit) = coverage.roster.units.get(figures.unit) {
            *by_extent.entry(crate::write::word(unit.extent)).or_default() += 1;
        }
    }
    Units {
        count: told.len() as u64,
        by_extent,
        compounds_without_unit: coverage.members.without_unit.len() as u64,
    }
}

fn circles(outcome: &CoverageOutcome) -> Vec<CircleSource> {
    let facilities = &outcome.outcome.placed.facilities;
    let source = |judged: &crate::plan::CircleOutcome| {
        let preset = judged.circle.preset.and_then(preset_of);
        CircleSource {
            name: judged.circle.name.clone(),
            limit_s: judged.limit.seconds(),
            facilities_counted: facilities.iter().filter(|one| one.counts_in(&judged.circle)).count() as u64,
            preset: preset.map(|preset| preset.id),
            source: preset.map(|preset| preset.source),
            check_before_quoting: preset
                .filter(|preset| preset.check_before_quoting)
                .map(|_| CHECK_BEFORE_QUOTING),
        }
    };
    outcome.outcome.circles.iter().map(source).collect()
}

fn tables(sheets: &[Sheet<'_>]) -> Map<String, Value> {
    let told = sheets.iter().filter(|sheet| TOLD.contains(&sheet.layer.name.as_str()));
    told.map(|sheet| {
        let rows = sheet.layer.features().map(|feature| {
            let cells = sheet.layer.columns.iter().zip(feature.cells);
            let row: Map<String, Value> = cells
                .map(|(column, cell)| (column.name.to_owned(), value(column.kind, cell)))
                .collect();
            Value::Object(row)
        });
        (sheet.layer.name.clone(), rows.collect())
    })
    .collect()
}
