//! The same compounds under several settings, as a table: one row a compound, verdict and minutes a run.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::columns::{Cell, ColumnType, word};
use super::compounds::{MINUTES, minutes};
use super::csv_layer::{BYTE_ORDER_MARK, text};
use crate::plan::{Comparison, Told};

/// What the plan itself says, in the names of columns.
const BASE: &str = "plan";

/// Writes the table, in the order of the compounds; `changes` counts the runs with another verdict than the plan's.
pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    let head = ["id", "name", "changes"].map(str::to_owned).into_iter();
    let told = suffixes(comparison)
        .into_iter()
        .flat_map(|suffix| [format!("verdict_{suffix}"), format!("minutes_{suffix}")]);
    table.write_record(head.chain(told))?;
    for (position, (id, name)) in comparison.compounds.iter().enumerate() {
        let changes = comparison.changes_of(position).count();
        let head = [id.clone(), name.clone().unwrap_or_default(), changes.to_string()];
        let runs = comparison.runs.iter().map(|run| &run.told);
        let told = std::iter::once(&comparison.base)
            .chain(runs)
            .flat_map(|told| cells(told.get(position)));
        table.write_record(head.into_iter().chain(told))?;
    }
    table.flush()
}

fn cells(told: Option<&Told>) -> [String; 2] {
    let verdict = told.map(|told| word(told.verdict)).unwrap_or_default();
    let median = told.map_or(Cell::Absent, |told| minutes(told.median));
    [verdict, text(ColumnType::Decimal(MINUTES), median)]
}

/// A piece of a column's name for every run: `walk.zones = open` is `zones_open`; equal ones are numbered.
fn suffixes(comparison: &Comparison) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let names = comparison.runs.iter().map(|run| run.name.as_str());
    std::iter::once(BASE)
        .chain(names)
        .map(|name| {
            let setting = name.split_once('.').map_or(name, |(_, setting)| setting);
            let words = setting
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty());
            let suffix = words.collect::<Vec<_>>().join("_");
            let mut unique = suffix.clone();
            let mut number = 1;
            while !taken.insert(unique.clone()) {
                number += 1;
                unique = format!("{suffix}_{number}");
            }
            unique
        })
        .collect()
}
