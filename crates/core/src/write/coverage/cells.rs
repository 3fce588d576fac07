//! Cells that several tables of coverage have.

use crate::plan::CoverageOutcome;
use crate::units::{Unit, Within};
use crate::write::columns::{Cell, word};

/// A text, or nothing.
pub(super) fn told(text: Option<&str>) -> Cell {
    text.into()
}

/// The word of a value, or nothing.
pub(super) fn worded<T: serde::Serialize>(value: Option<T>) -> Cell {
    value.map(|value| Cell::Text(word(value))).into()
}

/// The share that is surely within.
pub(super) fn low(within: Option<Within>) -> Cell {
    within.and_then(|within| within.share_low()).into()
}

/// The share that may be within.
pub(super) fn high(within: Option<Within>) -> Cell {
    within.and_then(|within| within.share_high()).into()
}

/// A unit by position.
pub(super) fn unit(outcome: &CoverageOutcome, position: usize) -> Option<&Unit> {
    outcome.coverage.roster.units.get(position)
}

/// The name of a circle by position.
pub(super) fn circle(outcome: &CoverageOutcome, position: usize) -> &str {
    let circles = &outcome.outcome.circles;
    circles.get(position).map_or("", |judged| judged.circle.name.as_str())
}

/// Names of units, one after the other.
pub(super) fn names(outcome: &CoverageOutcome, units: &[usize]) -> Cell {
    if units.is_empty() {
        return Cell::Absent;
    }
    let names: Vec<&str> = units
        .iter()
        .filter_map(|position| Some(unit(outcome, *position)?.called()))
        .collect();
    Cell::Text(names.join("; "))
}
