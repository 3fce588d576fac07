//! The same compounds under several settings, as a table: one row a compound and circle, verdict and minutes a run.

use std::io::{self, Write};

use super::columns::{Cell, ColumnType, word};
use super::compounds::{MINUTES, minutes};
use super::csv_layer::{BYTE_ORDER_MARK, text};
use super::slug::slugs;
use crate::plan::{Comparison, Told};

/// What the plan itself says, in the names of columns.
const BASE: &str = "plan";

/// Writes the table, circle by circle in the order of the compounds; `changes` counts the runs with another verdict than the plan's.
pub(super) fn write(comparisons: &[Comparison], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    let head = ["id", "name", "changes"].map(str::to_owned).into_iter();
    let runs = comparisons.first().map_or_else(Vec::new, suffixes);
    let told = runs
        .into_iter()
        .flat_map(|suffix| [format!("verdict_{suffix}"), format!("minutes_{suffix}")]);
    table.write_record(head.chain(told).chain(["circle".to_owned()]))?;
    for comparison in comparisons {
        write_circle(comparison, &mut table)?;
    }
    table.flush()
}

fn write_circle(comparison: &Comparison, table: &mut csv::Writer<&mut dyn Write>) -> io::Result<()> {
    for (position, (id, name)) in comparison.compounds.iter().enumerate() {
        let changes = comparison.changes_of(position).count();
        let head = [id.clone(), name.clone().unwrap_or_default(), changes.to_string()];
        let runs = comparison.runs.iter().map(|run| &run.told);
        let told = std::iter::once(&comparison.base)
            .chain(runs)
            .flat_map(|told| cells(told.get(position)));
        table.write_record(head.into_iter().chain(told).chain([comparison.circle.clone()]))?;
    }
    Ok(())
}

fn cells(told: Option<&Told>) -> [String; 2] {
    let verdict = told.map(|told| word(told.verdict)).unwrap_or_default();
    let median = told.map_or(Cell::Absent, |told| minutes(told.median));
    [verdict, text(ColumnType::Decimal(MINUTES), median)]
}

/// A piece of a column's name for every run: `walk.zones = open` is `zones_open`.
fn suffixes(comparison: &Comparison) -> Vec<String> {
    let names = comparison.runs.iter().map(|run| run.name.as_str());
    let settings = std::iter::once(BASE)
        .chain(names)
        .map(|name| name.split_once('.').map_or(name, |(_, setting)| setting));
    slugs(settings, &[])
}
