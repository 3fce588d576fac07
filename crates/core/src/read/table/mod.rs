//! Tables as the office has them: compounds, facilities, dwellings, gates, units, candidates, and figures made elsewhere.
//!
//! - `delimited`, `geojson_file`: one reader a format, each giving a `RawTable`; a format to come adds a reader, nothing else.
//! - `vocabulary`: the columns of each list and the headers that mean them, in one place; `wordings`: how headers are compared;
//!   `columns`: which header of a table is which column.
//! - `text`: bytes as text, whatever their encoding.
//! - `positions`: where rows are, in WGS84 degrees, whatever their datum.
//! - `measures`: numbers and units as people write them; `words`: words of cells and what they mean.
//! - `cells`: checked numbers, words and places; `notes`: what came up on the way.
//! - `rows`: a typed row for each list.
//!
//! Every row of a file is either used or rejected with its line and the reason; the two always sum up to the rows read.

mod cells;
mod columns;
mod delimited;
mod geojson_file;

mod measures;
mod notes;
mod positions;
mod rows;
mod text;
mod vocabulary;
mod wordings;
mod words;

use std::io;
use std::path::{Path, PathBuf};

use geo::Geometry;

use crate::datum::{Datum, DatumError};
use crate::lonlat::LonLat;
use crate::place::Rejected;
use crate::plan::{Plan, TableSource};
use crate::tally::Tally;
use cells::Fault;
pub use columns::{Column, List};
use notes::Notes;
pub use notes::{UnreadValue, WordRead};
pub use rows::{
    CandidateRow, CompoundAudit, CompoundDetails, CompoundRow, CountedRow, DwellingRow, ELDERS_BY_AGE, FacilityDetails,
    FacilityLevel, FacilityRow, GateRow, KIND_BY_NAME, NewOrExisting, OpenTo, STATUS_NOT_TOLD, SharedRow, TimeRow,
    UnitKind, UnitRow, UrbanRural,
};
use text::Text;

/// Counted for each header that means nothing to us: its column is not used.
pub const UNKNOWN_COLUMN: &str = "unknown-column";
/// Counted for each table whose text is not UTF-8, with what it was read as.
pub const OTHER_ENCODING: &str = "text-encoding-found";
/// Counted for each table whose datum a header or the file tells, and not the plan.
pub const DATUM_TOLD: &str = "datum-told-by-table";
/// Counted for each table whose plan tells another datum than its header or the file: the plan's is taken.
pub const DATUM_CONTRADICTED: &str = "datum-contradicted";
/// Counted for each row whose id is empty: it is called `row-LINE`.
pub const MADE_ID: &str = "row-without-id";

/// Endings of the files that can be read.
const READABLE: &str = ".csv, .tsv, .txt, .geojson or .json";

/// Why a table cannot be read at all. Each names the file and what would do.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be opened or read.
    #[error("{}: cannot be read ({source}); check the path", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file's ending names no format that can be read.
    #[error("{}: cannot read this kind of table; save it as {READABLE}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The text is in none of the encodings that can be found.
    #[error(
        "{}: line {line} is no text in UTF-8, UTF-16, GB18030 or Big5; save it as \"CSV UTF-8\", or tell its encoding",
        path.display()
    )]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first line that is not UTF-8, from 1.
        line: u64,
    },
    /// The text is not in the encoding that the plan tells.
    #[error(
        "{}: line {line} is not {declared} text, as encoding says; it reads as {found}: leave encoding out to have it found",
        path.display()
    )]
    Undecodable {
        /// The file.
        path: PathBuf,
        /// The first line that is not, from 1.
        line: u64,
        /// What the plan tells.
        declared: String,
        /// What it reads as.
        found: &'static str,
    },
    /// The text could be in the encoding that the plan tells, but would be letters that nobody wrote.
    #[error("{}: encoding = \"{declared}\" is wrong: the text reads as {found}; set that, or leave it out", path.display())]
    OtherEncoding {
        /// The file.
        path: PathBuf,
        /// What the plan tells.
        declared: String,
        /// What it reads as.
        found: &'static str,
    },
    /// The file's coordinate system cannot be used.
    #[error("{}: {source}", path.display())]
    Datum {
        /// The file.
        path: PathBuf,
        /// Why, and what would do.
        source: DatumError,
    },
    /// The plan tells something of the file that is not supported.
    #[error("{}: {key} = \"{value}\" is not supported; {remedy}", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The plan's key.
        key: &'static str,
        /// Its value.
        value: String,
        /// What would do.
        remedy: &'static str,
    },
    /// The file is not what its ending says.
    #[error("{}: not a table that can be read: {detail}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong and what would do.
        detail: String,
    },
    /// The plan maps a column that we do not have.
    #[error("{}: columns.{column} in the plan is no column of {list}; there are: {known}", path.display())]
    UnknownColumn {
        /// The file.
        path: PathBuf,
        /// What the plan names.
        column: String,
        /// Which list.
        list: &'static str,
        /// The columns there are.
        known: String,
    },
    /// The plan maps a column to a header that the file does not have.
    #[error("{}: no header \"{header}\" for columns.{column}; the file has: {found}", path.display())]
    MissingHeader {
        /// The file.
        path: PathBuf,
        /// Our column.
        column: String,
        /// The header the plan names.
        header: String,
        /// The headers there are.
        found: String,
    },
    /// A column that no row can do without is missing.
    #[error(
        "{}: no column for {column}; the file has: {found}; name the header in the plan: columns = {{ {column} = \"...\" }}",
        path.display()
    )]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// Our column.
        column: &'static str,
        /// The headers there are.
        found: String,
    },
}

/// What a format's reader gives: headers as they stand, rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RawTable {
    pub(crate) headers: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) unusable: Vec<UnusableRow>,
    /// Whether rows bring a geometry, so that no columns of coordinates are needed.
    pub(crate) has_geometry: bool,
    /// The coordinate system that the file itself names.
    pub(crate) crs: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1; in GeoJSON the feature's number.
    pub line: u64,
    /// Its cells as they stand, one a column of the table.
    pub cells: Vec<String>,
    /// Where it is: its geometry, else a point by its columns. In WGS84 degrees once the table is read.
    pub geometry: Option<Geometry<f64>>,
    /// Why it has no place, where it tells of one that is none.
    misplaced: Option<Fault>,
    /// Its entrance in WGS84 degrees, where the table tells one apart from its place.
    entrance: Option<Result<LonLat, Fault>>,
}

/// A row that is not even a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableRow {
    /// Its line in the file, from 1; in GeoJSON the feature's number.
    pub line: u64,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A table whose columns have our names.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Which list it is.
    pub list: List,
    /// The file's name, without its folder.
    pub file: String,
    /// The columns understood; cells of a row stand in this order.
    pub columns: Vec<Column>,
    /// Headers that mean nothing to us.
    pub unknown: Vec<String>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// What stood among the rows and was none.
    pub unusable: Vec<UnusableRow>,
    /// How its text was read: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030`, `Big5`.
    pub encoding: &'static str,
    /// What its coordinates were, before they became WGS84 degrees.
    pub datum: Datum,
    /// Who tells so.
    pub datum_from: DatumFrom,
    /// What a header or the file tells, where the plan tells another.
    contradicted: Option<Datum>,
}

/// Who tells the datum of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DatumFrom {
    /// Nobody: degrees are taken for WGS84.
    #[default]
    Nobody,
    /// The plan.
    Plan,
    /// A header of a column of coordinates.
    Header(String),
    /// The file itself.
    File,
}

impl Table {
    /// A row's cell in a column of ours, trimmed; `None` where it is empty or there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        let index = self.columns.iter().position(|one| one.name == column)?;
        let text = row.cells.get(index)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// Where its rows are; those without a place are left out.
    fn places(&self) -> impl Iterator<Item = LonLat> {
        self.rows.iter().filter_map(|row| row.place().ok())
    }

    /// How many rows the file has: those used and those rejected sum up to it.
    pub fn rows_read(&self) -> usize {
        self.rows.len() + self.unusable.len()
    }
}

/// Reads a table and gives its columns our names.
///
/// # Errors
/// Only for what makes the whole table useless; a bad row is in [`Table::unusable`], or rejected when it is typed.
pub fn read_table(source: &TableSource, list: List) -> Result<Table, TableError> {
    if let Some(layer) = &source.layer {
        return Err(TableError::Unsupported {
            path: source.path.clone(),
            key: "layer",
            value: layer.clone(),
            remedy: "this kind of file has one layer; leave it out",
        });
    }
    let path = &source.path;
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let read: fn(&Path, &str) -> Result<RawTable, TableError> = match ending.as_deref() {
        Some("csv" | "tsv" | "txt") => delimited::read,
        Some("geojson" | "json") => geojson_file::read,
        _ => return Err(TableError::UnknownFormat { path: path.clone() }),
    };
    let bytes = std::fs::read(path).map_err(|source| TableError::Unreadable {
        path: path.clone(),
        source,
    })?;
    let Text { text, encoding } = text::text_of(path, &bytes, source.encoding.as_deref())?;
    let mut table = columns::named(read(path, &text)?, source, list)?;
    table.encoding = encoding;
    let converter = table.datum.converter().map_err(|source| TableError::Datum {
        path: path.clone(),
        source,
    })?;
    positions::set(&mut table, &converter);
    Ok(table)
}

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
    /// Values that cannot be used, in rows that can, in the same order.
    pub unread: Vec<UnreadValue>,
    /// How each table was read, in the order above.
    pub read: Vec<TableRead>,
    /// Columns not used ([`UNKNOWN_COLUMN`]), ids made ([`MADE_ID`]), encodings and datums found.
    pub tally: Tally,
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
    /// What its coordinates were.
    pub datum: Datum,
    /// Who tells so.
    pub datum_from: DatumFrom,
    /// Where its rows are, as converted; those without a place are left out.
    pub places: Vec<LonLat>,
    /// Words of its cells and what they were taken for.
    pub words: Vec<WordRead>,
}

/// Reads and checks the tables that a plan names.
pub fn read_tables(plan: &Plan) -> Result<Tables, TableError> {
    let mut tables = Tables::default();
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

impl Tables {
    fn list<T>(
        &mut self,
        source: Option<&TableSource>,
        list: List,
        typed: fn(&Table, &mut Notes) -> rows::Typed<T>,
    ) -> Result<Option<Vec<T>>, TableError> {
        let Some(source) = source else { return Ok(None) };
        let table = read_table(source, list)?;
        for header in &table.unknown {
            self.tally.add(UNKNOWN_COLUMN, || format!("{}: {header}", table.file));
        }
        if table.encoding != text::USUAL {
            self.tally
                .add(OTHER_ENCODING, || format!("{}: {}", table.file, table.encoding));
        }
        match &table.datum_from {
            DatumFrom::Header(header) => self
                .tally
                .add(DATUM_TOLD, || format!("{}: {} by {header}", table.file, table.datum)),
            DatumFrom::File => self
                .tally
                .add(DATUM_TOLD, || format!("{}: {}", table.file, table.datum)),
            DatumFrom::Plan | DatumFrom::Nobody => {}
        }
        if let Some(other) = table.contradicted {
            self.tally.add(DATUM_CONTRADICTED, || {
                format!("{}: {other}, taken for {}", table.file, table.datum)
            });
        }
        let mut notes = Notes::default();
        let (used, rejected) = typed(&table, &mut notes);
        self.rejected.extend(rejected);
        self.read.push(TableRead {
            places: table.places().collect(),
            list,
            file: table.file,
            encoding: table.encoding,
            datum: table.datum,
            datum_from: table.datum_from,
            words: notes.words(),
        });
        self.tally.merge(notes.tally);
        self.unread.extend(notes.unread);
        Ok(Some(used))
    }
}
