//! Tables as the office has them: compounds, facilities, dwellings and gates.
//!
//! - `delimited`, `geojson_file`: one reader a format, each giving a `RawTable`; a format to come adds a reader, nothing else.
//! - `columns`: which headers mean what, in one place.
//! - `cells`: checked numbers, words and places.
//! - `rows`: a typed row for each list.
//!
//! Every row of a file is either used or rejected with its line and the reason; the two always sum up to the rows read.

mod cells;
mod columns;
mod delimited;
mod geojson_file;
mod rows;

use std::io;
use std::path::{Path, PathBuf};

use geo::Geometry;

use crate::place::Rejected;
use crate::plan::{Plan, TableSource};
use crate::tally::Tally;
pub use columns::List;
pub use rows::{CompoundRow, DwellingRow, FacilityRow, GateRow, OpenTo};

/// Counted for each header that means nothing to us: its column is not used.
pub const UNKNOWN_COLUMN: &str = "unknown-column";
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
    /// The text is not UTF-8.
    #[error(
        "{}: line {line} is not UTF-8 text (likely GB18030/GBK); save it as \"CSV UTF-8\", or run iconv -f GB18030 -t UTF-8",
        path.display()
    )]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first line that is not, from 1.
        line: u64,
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
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1; in GeoJSON the feature's number.
    pub line: u64,
    /// Its cells as they stand, one a column of the table.
    pub cells: Vec<String>,
    /// Its geometry, in formats that have one.
    pub geometry: Option<Geometry<f64>>,
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
    /// Our names of the columns understood; cells of a row stand in this order.
    pub columns: Vec<&'static str>,
    /// Headers that mean nothing to us.
    pub unknown: Vec<String>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// What stood among the rows and was none.
    pub unusable: Vec<UnusableRow>,
}

impl Table {
    /// A row's cell in a column of ours, trimmed; `None` where it is empty or there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        let index = self.columns.iter().position(|one| *one == column)?;
        let text = row.cells.get(index)?.trim();
        (!text.is_empty()).then_some(text)
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
    refuse_unsupported(source)?;
    let path = &source.path;
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let read: fn(&Path, &str) -> Result<RawTable, TableError> = match ending.as_deref() {
        Some("csv" | "tsv" | "txt") => delimited::read,
        Some("geojson" | "json") => geojson_file::read,
        _ => return Err(TableError::UnknownFormat { path: path.clone() }),
    };
    let raw = read(path, without_mark(&text_of(path)?))?;
    columns::named(raw, source, list)
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
    /// Rows that cannot be used, in the order above, then by line.
    pub rejected: Vec<Rejected>,
    /// Columns not used ([`UNKNOWN_COLUMN`]), ids made ([`MADE_ID`]).
    pub tally: Tally,
}

/// Reads and checks the tables that a plan names.
pub fn read_tables(plan: &Plan) -> Result<Tables, TableError> {
    let mut tables = Tables::default();
    tables.compounds = tables.list(plan.compounds.as_ref(), List::Compounds, rows::compounds)?;
    tables.facilities = tables.list(plan.facilities.as_ref(), List::Facilities, rows::facilities)?;
    tables.dwellings = tables.list(plan.dwellings.as_ref(), List::Dwellings, rows::dwellings)?;
    tables.gates = tables.list(plan.gates.as_ref(), List::Gates, rows::gates)?;
    Ok(tables)
}

impl Tables {
    fn list<T>(
        &mut self,
        source: Option<&TableSource>,
        list: List,
        typed: fn(&Table, &mut Tally) -> rows::Typed<T>,
    ) -> Result<Option<Vec<T>>, TableError> {
        let Some(source) = source else { return Ok(None) };
        let table = read_table(source, list)?;
        for header in &table.unknown {
            self.tally.add(UNKNOWN_COLUMN, || format!("{}: {header}", table.file));
        }
        let (used, rejected) = typed(&table, &mut self.tally);
        self.rejected.extend(rejected);
        Ok(Some(used))
    }
}

/// What later formats will need and today's cannot use is refused, never ignored.
fn refuse_unsupported(source: &TableSource) -> Result<(), TableError> {
    const UTF_8: [&str; 2] = ["utf-8", "utf8"];
    const WGS84: [&str; 6] = ["wgs84", "wgs 84", "epsg:4326", "cgcs2000", "epsg:4490", "ogc:crs84"];
    let refuse = |key, value: &Option<String>, known: &[&str], remedy| match value {
        Some(value) if !known.contains(&value.trim().to_lowercase().as_str()) => Err(TableError::Unsupported {
            path: source.path.clone(),
            key,
            value: value.clone(),
            remedy,
        }),
        _ => Ok(()),
    };
    refuse("encoding", &source.encoding, &UTF_8, "save the table as UTF-8")?;
    refuse(
        "crs",
        &source.crs,
        &WGS84,
        "convert the coordinates to WGS84 degrees (EPSG:4326)",
    )?;
    refuse(
        "layer",
        &source.layer,
        &[],
        "this kind of file has one layer; leave it out",
    )
}

fn text_of(path: &Path) -> Result<String, TableError> {
    let bytes = std::fs::read(path).map_err(|source| TableError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(good);
        TableError::NotUtf8 {
            path: path.to_owned(),
            line: 1 + before.filter(|byte| **byte == b'\n').count() as u64,
        }
    })
}

/// The text without the mark that some programs put first.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
