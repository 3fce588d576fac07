//! A typed row for each list.

mod candidates;
mod compounds;
mod facilities;
mod figures;
mod names;
mod starts;
mod units;

use std::collections::BTreeSet;

use super::cells::{Cells, Fault, fault};
use super::notes::{NoteKind, Notes};
use super::words;
use super::{MADE_ID, Table};
use crate::place::Rejected;

pub use candidates::CandidateRow;
pub use compounds::{CompoundAudit, CompoundDetails, CompoundRow, ELDERS_BY_AGE, NewOrExisting, UrbanRural};
pub use facilities::{FacilityDetails, FacilityLevel, FacilityRow, STATUS_NOT_TOLD};
pub use figures::{CountedRow, SharedRow, TimeRow};
pub use starts::{DwellingRow, GateRow, OpenTo};
pub use units::{KIND_BY_NAME, UnitKind, UnitRow};

pub(super) use candidates::candidates;
pub(super) use compounds::compounds;
pub(super) use facilities::facilities;
pub(super) use figures::{counted, shared, times};
pub(super) use starts::{dwellings, gates};
pub(super) use units::units;

/// Rows used and rows rejected.
pub(super) type Typed<T> = (Vec<T>, Vec<Rejected>);

/// Every row typed or rejected, in the order of their lines.
fn typed<T>(table: &Table, notes: &mut Notes, mut row: impl FnMut(&mut Cells<'_, '_>) -> Result<T, Fault>) -> Typed<T> {
    let mut used = Vec::with_capacity(table.rows.len());
    let mut rejected: Vec<Rejected> = table
        .unusable
        .iter()
        .map(|unusable| Rejected {
            list: table.list.name(),
            source: table.file.clone(),
            line: Some(unusable.line),
            id: String::new(),
            name: String::new(),
            value: unusable.value.clone(),
            reason: unusable.reason.clone(),
        })
        .collect();
    for one in &table.rows {
        let notes_before = notes.len();
        let mut cells = Cells { table, row: one, notes };
        let made = match ["name", "id"]
            .iter()
            .find_map(|column| cells.text(column).filter(|told| words::is_total(told)))
        {
            Some(told) => Err(fault(told, "sums up other rows")),
            None => row(&mut cells),
        };
        match made {
            Ok(row) => {
                used.push(row);
                for mended in &one.mended {
                    notes.row(NoteKind::OutlineMended, (table, one), "outline", "", mended);
                }
            }
            Err(fault) => {
                rejected.push(Rejected {
                    list: table.list.name(),
                    source: table.file.clone(),
                    line: Some(one.line),
                    id: cells
                        .owned("id")
                        .or_else(|| cells.owned("compound"))
                        .unwrap_or_default(),
                    name: cells.owned("name").unwrap_or_default(),
                    value: fault.value,
                    reason: fault.reason,
                });
                // The row is lost: its single values need no word.
                notes.forget_after(notes_before);
            }
        }
    }
    rejected.sort_by_key(|row| row.line);
    (used, rejected)
}

/// Ids used so far in a list: the first row keeps an id, a later one with the same is rejected.
#[derive(Default)]
struct Ids {
    used: BTreeSet<String>,
}

impl Ids {
    /// The row's id; `row-LINE` where it tells none.
    fn take(&mut self, cells: &mut Cells<'_, '_>) -> Result<String, Fault> {
        let told = cells.owned("id");
        if told.is_none() {
            let at = source(cells);
            cells.notes.tally.add(MADE_ID, || at);
        }
        self.keep(told.unwrap_or_else(|| format!("row-{}", cells.row.line)))
    }

    /// The row's id, else its name, else, where another row has it, its name within the unit it is part of.
    fn take_or_name(&mut self, cells: &Cells<'_, '_>) -> Result<String, Fault> {
        if let Some(id) = cells.owned("id") {
            return self.keep(id);
        }
        let name = cells
            .owned("name")
            .ok_or_else(|| fault("", "has neither id nor name"))?;
        match cells.text("parent") {
            Some(parent) if self.used.contains(&name) => self.keep(format!("{parent}/{name}")),
            _ => self.keep(name),
        }
    }

    fn keep(&mut self, id: String) -> Result<String, Fault> {
        if self.used.insert(id.clone()) {
            return Ok(id);
        }
        Err(fault(id, "this id stands in an earlier row as well; the first is kept"))
    }
}

fn source(cells: &Cells<'_, '_>) -> String {
    format!("{}:{}", cells.table.file, cells.row.line)
}
