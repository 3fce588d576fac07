//! Rows of the lists of dwellings and gates: places of compounds of the list.

use serde::Serialize;

use super::{Typed, typed};
use crate::lonlat::LonLat;
use crate::read::table::Table;
use crate::read::table::cells::{Cells, Fault, fault};
use crate::read::table::notes::Notes;
use crate::read::table::words;

/// A place where residents of a compound start.
#[derive(Clone, Debug, PartialEq)]
pub struct DwellingRow {
    /// The compound's id.
    pub compound: String,
    /// Its table's file name.
    pub file: String,
    /// Its line, to reject it by where its compound is not known.
    pub line: u64,
    /// Where.
    pub place: LonLat,
    /// Its weight among the compound's dwellings, above 0; 1 where nothing is told.
    pub weight: f64,
}

/// A gate of a compound.
#[derive(Clone, Debug, PartialEq)]
pub struct GateRow {
    /// The compound's id.
    pub compound: String,
    /// Its table's file name.
    pub file: String,
    /// Its line, to reject it by where its compound is not known.
    pub line: u64,
    /// Where.
    pub place: LonLat,
    /// Who may pass; residents where nothing is told.
    pub open_to: OpenTo,
}

/// Who may pass a gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenTo {
    /// The compound's residents and their visitors.
    #[default]
    Residents,
    /// Everybody.
    Everybody,
    /// Nobody: it is kept locked.
    Nobody,
}

pub(in crate::read::table) fn dwellings(table: &Table, notes: &mut Notes) -> Typed<DwellingRow> {
    typed(table, notes, |cells| {
        // A dwelling without its weight would count as one flat.
        let weight = cells.needed_amount("weight")?.unwrap_or(1.0);
        if weight <= 0.0 {
            return Err(fault("0", "weight must be above 0"));
        }
        Ok(DwellingRow {
            compound: compound(cells)?,
            file: table.file.clone(),
            line: cells.row.line,
            place: cells.row.place()?,
            weight,
        })
    })
}

pub(in crate::read::table) fn gates(table: &Table, notes: &mut Notes) -> Typed<GateRow> {
    typed(table, notes, |cells| {
        Ok(GateRow {
            compound: compound(cells)?,
            file: table.file.clone(),
            line: cells.row.line,
            place: cells.row.place()?,
            open_to: open_to(cells)?,
        })
    })
}

fn compound(cells: &Cells<'_, '_>) -> Result<String, Fault> {
    cells.owned("compound").ok_or_else(|| fault("", "names no compound"))
}

fn open_to(cells: &mut Cells<'_, '_>) -> Result<OpenTo, Fault> {
    let Some(told) = cells.table.cell(cells.row, "open_to") else {
        return Ok(OpenTo::default());
    };
    match words::meaning(words::OPEN_TO, told) {
        Some(open_to) => {
            cells.notes.word("open_to", told, &crate::write::word(open_to));
            Ok(open_to)
        }
        None if words::is_not_told(told) => Ok(OpenTo::default()),
        None => Err(fault(told, "open_to must be residents, everybody or nobody")),
    }
}
