//! Rows of the lists that hold figures made elsewhere: walking times, shares in shared facilities, counts.

use std::sync::Arc;

use serde::Serialize;

use super::{Typed, typed};
use crate::read::table::Table;
use crate::read::table::cells::{Cells, Fault, fault};
use crate::read::table::notes::Notes;

/// A walk whose time was found elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeRow {
    /// The compound's id.
    pub demand: String,
    /// The facility's id.
    pub site: String,
    /// Walking time.
    pub minutes: f64,
    /// Its table's file name: one for all rows, of which there may be millions.
    pub file: Arc<str>,
    /// Its line, to reject it by where it names nothing known.
    pub line: u64,
}

/// A compound's part in a facility that several share.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedRow {
    /// The compound's id.
    pub compound: String,
    /// The facility's id.
    pub facility: String,
    /// Its share, from 0 to 1, where told.
    pub share: Option<f64>,
    /// Its table's file name.
    pub file: String,
    /// Its line, to reject it by where it names nothing known.
    pub line: u64,
}

/// A figure that is of no place: it is counted, not scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountedRow {
    /// What is counted.
    pub item: String,
    /// How many.
    pub amount: f64,
    /// When, as told.
    pub period: Option<String>,
    /// Where, as told.
    pub unit: Option<String>,
}

/// The share of a whole, in per cent.
const PER_CENT: f64 = 100.0;

pub(in crate::read::table) fn times(table: &Table, notes: &mut Notes) -> Typed<TimeRow> {
    let file: Arc<str> = table.file.as_str().into();
    typed(table, notes, |cells| {
        Ok(TimeRow {
            demand: needed(cells, "demand")?,
            site: needed(cells, "site")?,
            minutes: amount(cells, "minutes")?,
            file: Arc::clone(&file),
            line: cells.row.line,
        })
    })
}

pub(in crate::read::table) fn shared(table: &Table, notes: &mut Notes) -> Typed<SharedRow> {
    typed(table, notes, |cells| {
        Ok(SharedRow {
            compound: needed(cells, "compound")?,
            facility: needed(cells, "facility")?,
            share: share(cells)?,
            file: table.file.clone(),
            line: cells.row.line,
        })
    })
}

pub(in crate::read::table) fn counted(table: &Table, notes: &mut Notes) -> Typed<CountedRow> {
    typed(table, notes, |cells| {
        Ok(CountedRow {
            item: needed(cells, "item")?,
            amount: amount(cells, "amount")?,
            period: cells.owned("period"),
            unit: cells.owned("unit"),
        })
    })
}

fn needed(cells: &Cells<'_, '_>, column: &'static str) -> Result<String, Fault> {
    cells
        .owned(column)
        .ok_or_else(|| fault("", format!("names no {column}")))
}

fn amount(cells: &mut Cells<'_, '_>, column: &'static str) -> Result<f64, Fault> {
    let amount = cells.needed_amount(column)?;
    amount.ok_or_else(|| fault("", format!("tells no {column}")))
}

/// A share as a number from 0 to 1, or in per cent: `0.25`, `25%`.
fn share(cells: &mut Cells<'_, '_>) -> Result<Option<f64>, Fault> {
    let Some(told) = cells.text("share") else {
        return Ok(None);
    };
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let share = match told.trim_end_matches(['%', '％']) {
        bare if bare.len() < told.len() => number(bare).map(|percent| percent / PER_CENT),
        bare => number(bare),
    };
    match share {
        Some(share) if (0.0..=1.0).contains(&share) => Ok(Some(share)),
        _ => Err(fault(told, "share is not from 0 to 1, nor a per cent")),
    }
}
