//! All lists that a plan names, each read, typed and accounted for.

use super::notes::Notes;
use super::rows::{
    self, CandidateRow, CompoundRow, CountedRow, DwellingRow, FacilityRow, GateRow, SharedRow, TimeRow, UnitRow,
};
use super::{DatumFrom, EncodingFrom, List, RowNote, Table, TableError, WordRead, error, read_table_as};
use crate::datum::Datum;
use crate::lonlat::LonLat;
use crate::place::Rejected;
use crate::plan::{Plan, TableSource};
use crate::tally::Tally;

/// All tables of a plan, each typed and checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Compounds, where the plan names a table of them.
    pub compounds: Option<Vec<CompoundRow>>,
    /// Facilities, where the plan names a table of them.
    pub facilities: Option<Vec<FacilityRow>>,
    /// Dwellings, where the plan names a table of them.
    pub dwellings: Option<Vec<DwellingRow>>,
    /// Gates, where the plan names a table of them.
    pub gates: Option<Vec<GateRow>>,
    /// Units, where the plan names a table of them.
    pub units: Option<Vec<UnitRow>>,
    /// Candidates, where the plan names a table of them.
    pub candidates: Option<Vec<CandidateRow>>,
    /// Walking times made elsewhere, where the plan names a table of them.
    pub times: Option<Vec<TimeRow>>,
    /// Shares in shared facilities, where the plan names a table of them.
    pub shared: Option<Vec<SharedRow>>,
    /// Figures of no place, where the plan names a table of them.
    pub counted: Option<Vec<CountedRow>>,
    /// Rows that cannot be used, in the order above, then by line.
    pub rejected: Vec<Rejected>,
    /// Notes on rows that are used, in the same order.
    pub notes: Vec<RowNote>,
    /// How each table was read, in the order above.
    pub read: Vec<TableRead>,
    /// Columns not used ([`super::UNKNOWN_COLUMN`]), ids made ([`super::MADE_ID`]), encodings and datums found.
    pub tally: Tally,
    /// Whether compounds and facilities may do without places.
    pub without_places: bool,
}

/// How a table was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRead {
    /// Which list.
    pub list: List,
    /// The file's name, without its folder.
    pub file: String,
    /// How its text was read.
    pub encoding: &'static str,
    /// Who tells so.
    pub encoding_from: EncodingFrom,
    /// The line or row that its headers stand in, the last where there are two.
    pub header_line: Option<u64>,
    /// The layer or sheet read, where the format has them.
    pub layer: Option<String>,
    /// What its coordinates were.
    pub datum: Datum,
    /// Who tells so.
    pub datum_from: DatumFrom,
    /// Where its rows are, as converted; those without a place are left out.
    pub places: Vec<LonLat>,
    /// Rows of the file: those used and those rejected sum up to it.
    pub rows: usize,
    /// Rows rejected, whenever that came out.
    pub rejected: usize,
    /// The columns understood, in the order of the list's columns.
    pub columns: Vec<ColumnRead>,
    /// Headers that mean nothing here.
    pub unknown: Vec<String>,
    /// Words of its cells and what they were taken for.
    pub words: Vec<WordRead>,
    /// What was odd about it.
    pub tally: Tally,
}

impl TableRead {
    /// Rows used.
    pub fn used(&self) -> usize {
        self.rows - self.rejected
    }
}

/// Counts the rows rejected of each table anew: some are only once the lists are put together.
pub(crate) fn recount(tables: &mut [TableRead], rejected: &[Rejected]) {
    for table in tables {
        let of_table = |row: &&Rejected| row.list == table.list.name() && row.line.is_some();
        table.rejected = rejected.iter().filter(of_table).count();
    }
}

/// A column of a table that was understood, and how many rows fill it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ColumnRead {
    /// Our name of it.
    pub name: &'static str,
    /// The table's header.
    pub header: String,
    /// What its numbers are counted in, where the header tells.
    pub unit: Option<&'static str>,
    /// Rows that tell something in it.
    pub filled: usize,
}

/// Reads and checks the tables that a plan names.
pub fn read_tables(plan: &Plan) -> Result<Tables, TableError> {
    read_tables_as(plan, true)
}

/// As [`read_tables`], where compounds and facilities may do without places.
pub(crate) fn read_tables_as(plan: &Plan, need_places: bool) -> Result<Tables, TableError> {
    let mut tables = Tables {
        without_places: !need_places,
        ..Tables::default()
    };
    tables.compounds = tables.list(plan.compounds.as_ref(), List::Compounds, rows::compounds)?;
    tables.facilities = tables.list(plan.facilities.as_ref(), List::Facilities, rows::facilities)?;
    tables.dwellings = tables.list(plan.dwellings.as_ref(), List::Dwellings, rows::dwellings)?;
    tables.gates = tables.list(plan.gates.as_ref(), List::Gates, rows::gates)?;
    tables.units = tables.list(plan.units.as_ref(), List::Units, rows::units)?;
    tables.candidates = tables.list(plan.candidates.as_ref(), List::Candidates, rows::candidates)?;
    tables.times = tables.list(plan.times.as_ref(), List::Times, rows::times)?;
    tables.shared = tables.list(plan.shared.as_ref(), List::Shared, rows::shared)?;
    tables.counted = tables.list(plan.counted.as_ref(), List::Counted, rows::counted)?;
    Ok(tables)
}

/// A rejected row as it may be shown: a cell can hold megabytes.
fn shortened(row: Rejected) -> Rejected {
    Rejected {
        id: error::shown(&row.id),
        name: error::shown(&row.name),
        value: error::shown(&row.value),
        ..row
    }
}

impl Tables {
    fn list<T>(
        &mut self,
        source: Option<&TableSource>,
        list: List,
        typed: fn(&Table, &mut Notes) -> rows::Typed<T>,
    ) -> Result<Option<Vec<T>>, TableError> {
        let Some(source) = source else { return Ok(None) };
        let table = read_table_as(source, list, !self.without_places)?;
        let mut notes = Notes::of(&table);
        let (used, rejected) = typed(&table, &mut notes);
        let words = notes.words();
        let (tally, row_notes) = notes.finish();
        self.read.push(TableRead {
            list,
            places: table.places().collect(),
            rows: table.rows_read(),
            rejected: rejected.len(),
            columns: table.columns_read(),
            words,
            tally: tally.clone(),
            file: table.file,
            encoding: table.encoding,
            encoding_from: table.encoding_from,
            header_line: table.header_line,
            layer: table.layer,
            datum: table.datum,
            datum_from: table.datum_from,
            unknown: table.unknown,
        });
        self.tally.merge(tally);
        self.notes.extend(row_notes);
        self.rejected.extend(rejected.into_iter().map(shortened));
        Ok(Some(used))
    }
}
