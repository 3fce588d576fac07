//! The verdicts of several circles side by side, as a table: one row a compound, verdict, minutes and shares a circle.

use std::io::{self, Write};

use super::columns::{Cell, ColumnType, word};
use super::compounds::{MINUTES, PEOPLE, SHARE, minutes};
use super::csv_layer::{BYTE_ORDER_MARK, text};
use super::slug::slugs;
use crate::gaps::CompoundVerdict;
use crate::plan::Outcome;

/// Columns before those of the circles.
const HEAD: [&str; 6] = ["id", "name", "households", "elders", "street", "community"];
/// Columns of each circle, before its name.
const OF_EACH: [&str; 5] = ["verdict", "minutes", "share_low", "share_high", "facility_id"];

/// What each circle's layers have in their names: nothing where there is one circle, else `_` and its own.
pub(super) fn suffixes(outcome: &Outcome) -> Vec<String> {
    if outcome.circles.len() == 1 {
        return vec![String::new()];
    }
    let names = outcome.circles.iter().map(|judged| judged.circle.name.as_str());
    slugs(names, &[]).into_iter().map(|slug| format!("_{slug}")).collect()
}

/// Writes the table, in the order of the compounds.
pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    let suffixes = suffixes(outcome);
    let of_circles = suffixes
        .iter()
        .flat_map(|suffix| OF_EACH.map(|column| format!("{column}{suffix}")));
    table.write_record(HEAD.into_iter().map(str::to_owned).chain(of_circles))?;
    for (position, compound) in outcome.placed.compounds.iter().enumerate() {
        let amount = |amount: Option<f64>| text(ColumnType::Decimal(PEOPLE), amount.into());
        let head = [
            compound.id.clone(),
            compound.name.clone().unwrap_or_default(),
            amount(compound.households),
            amount(compound.elders),
            compound.street.clone().unwrap_or_default(),
            compound.community.clone().unwrap_or_default(),
        ];
        let of_circles = outcome
            .circles
            .iter()
            .flat_map(|judged| cells(outcome, judged.verdicts.get(position)));
        table.write_record(head.into_iter().chain(of_circles))?;
    }
    table.flush()
}

fn cells(outcome: &Outcome, verdict: Option<&CompoundVerdict>) -> [String; OF_EACH.len()] {
    let share = |of: fn(&CompoundVerdict) -> f64| text(ColumnType::Decimal(SHARE), verdict.map(of).into());
    let facility = verdict
        .and_then(|verdict| verdict.facility)
        .and_then(|facility| outcome.placed.facilities.get(facility.index()));
    [
        verdict.map(|verdict| word(verdict.verdict)).unwrap_or_default(),
        text(
            ColumnType::Decimal(MINUTES),
            verdict.map_or(Cell::Absent, |verdict| minutes(verdict.median)),
        ),
        share(|verdict| verdict.share_low),
        share(|verdict| verdict.share_high),
        facility.map(|facility| facility.id.clone()).unwrap_or_default(),
    ]
}
