//! Tables as the office has them: compounds, facilities, dwellings, gates, units, candidates, and figures made elsewhere.
//!
//! - `delimited`, `workbook`, `geojson_file`, `geojson_lines`, `geopackage`, `shapefile`: one reader a format, each giving a
//!   `RawTable`; a format to come adds a reader and its line in `reader_of`, nothing else.
//! - `headers`, `known_headers`: which row of a sheet names the columns.
//! - `vocabulary`: the columns of each list and the headers that mean them, in one place; `wordings`: how headers are compared;
//!   `columns`: which header of a table is which column.
//! - `text`: bytes as text, whatever their encoding.
//! - `crs_words`: coordinate systems as files name them.
//! - `positions`: where rows are, in WGS84 degrees, whatever their datum.
//! - `measures`: numbers and units as people write them; `words`: words of cells and what they mean.
//! - `cells`: checked numbers, words and places; `notes`: what came up on the way.
//! - `rows`: a typed row for each list; `lists`: all lists of a plan.
//!
//! Every row of a file is either used or rejected with its line and the reason; the two always sum up to the rows read.

mod cells;
mod columns;
mod coordinates;
mod crs_words;
mod delimited;
mod error;
mod geojson_file;
mod geojson_lines;
mod geopackage;
mod headers;
mod known_headers;
mod lists;
mod measures;
mod mend;
mod notes;
mod positions;
mod rows;
mod shapefile;
mod text;
mod vocabulary;
mod wordings;
mod words;
mod workbook;

use std::path::{Path, PathBuf};

use geo::Geometry;

use crate::datum::Datum;
use crate::lonlat::LonLat;
use crate::plan::TableSource;
use crate::tally::Tally;
use cells::Fault;
pub use columns::{Column, List};
pub use error::TableError;
pub use lists::{ColumnRead, TableRead, Tables, read_tables};
pub(crate) use lists::{read_tables_as, recount};
pub use notes::{NoteKind, RowNote, WordRead};
pub use rows::{
    CandidateRow, CompoundAudit, CompoundDetails, CompoundRow, CountedRow, DwellingRow, ELDERS_BY_AGE, FacilityDetails,
    FacilityLevel, FacilityRow, GateRow, KIND_BY_NAME, NewOrExisting, OpenTo, STATUS_NOT_TOLD, SharedRow, TimeRow,
    UnitKind, UnitRow, UrbanRural,
};
use text::Text;
pub(crate) use wordings::half_width;
pub use workbook::PARSER_THREAD;

/// Counted for each header that means nothing to us: its column is not used.
pub const UNKNOWN_COLUMN: &str = "unknown-column";
/// Counted for each table whose text is not UTF-8, with what it was read as.
pub const OTHER_ENCODING: &str = "text-encoding-found";
/// Counted for each table whose datum a header or the file tells, and not the plan.
pub const DATUM_TOLD: &str = "datum-told-by-table";
/// Counted for each table whose plan tells another datum than its header or the file: the plan's is taken.
pub const DATUM_CONTRADICTED: &str = "datum-contradicted";
/// Counted for each row without a place, where none is needed: it belongs to the units that it names.
pub const PLACE_NOT_TOLD: &str = "place-not-told";
/// Counted for each row whose id is empty: it is called `row-LINE`.
pub const MADE_ID: &str = "row-without-id";

/// Counted for each row above the row of headers: a title, a date, a note.
pub const ROW_ABOVE_HEADERS: &str = "row-above-headers";
/// Counted for each cell of a sheet that stands under no header.
pub const CELL_WITHOUT_HEADER: &str = "cell-without-header";
/// Counted for each cell of a sheet that spans several: a text is read in each of their rows, a number in the first alone.
pub const MERGED_CELL: &str = "merged-cell";
/// Counted for each table with several layers or sheets of which the plan names none, with the one that is read.
pub const LAYER_FOUND: &str = "layer-found";
/// Counted for each record that a shapefile keeps and marks as deleted.
pub const DELETED_RECORD: &str = "deleted-record";
/// Counted for each column of a kind that holds no text, number or date.
pub const UNREAD_COLUMN: &str = "unread-column";

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
    /// How its text is written, where that is not [`text::USUAL`].
    pub(crate) encoding: Option<&'static str>,
    /// Who tells so.
    pub(crate) encoding_from: EncodingFrom,
    /// The line or row that its headers stand in, where it has one.
    pub(crate) header_line: Option<u64>,
    /// The layer or sheet, where the format has them.
    pub(crate) layer: Option<String>,
    /// What was odd about it.
    pub(crate) tally: Tally,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its line in the file, or its row in the sheet, from 1; in GeoJSON and shapefiles the feature's number, in `GeoPackages` its fid.
    pub line: u64,
    /// Its cells as they stand, one a column of the table.
    pub cells: Vec<String>,
    /// Where it is: its geometry, else a point by its columns. In WGS84 degrees once the table is read.
    pub geometry: Option<Geometry<f64>>,
    /// Why it has no place, where it tells of one that is none.
    misplaced: Option<Fault>,
    /// Its entrance in WGS84 degrees, where the table tells one apart from its place.
    entrance: Option<Result<LonLat, Fault>>,
    /// What was mended of its outline, in words.
    mended: Vec<String>,
    /// Cells that hold no value: a row cannot be used if we need one of them.
    broken: Vec<BrokenCell>,
}

/// A cell that should hold a value and does not: an error, or a formula that was never calculated.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BrokenCell {
    /// Its column in the file.
    column: usize,
    fault: Fault,
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
    /// Who tells so.
    pub encoding_from: EncodingFrom,
    /// The line or row that its headers stand in, the last where there are two.
    pub header_line: Option<u64>,
    /// The layer or sheet read, where the format has them.
    pub layer: Option<String>,
    /// What was odd about the file, before any row is judged.
    pub tally: Tally,
    /// Whether each row must tell its place. Where nothing is walked, what rows name says where they belong.
    pub needs_places: bool,
    /// What its coordinates were, before they became WGS84 degrees.
    pub datum: Datum,
    /// Who tells so.
    pub datum_from: DatumFrom,
    /// What a header or the file tells, where the plan tells another.
    contradicted: Option<Datum>,
}

/// Who tells the encoding of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncodingFrom {
    /// The plan.
    Plan,
    /// The mark at the file's beginning.
    Mark,
    /// The text itself: it reads well as nothing else.
    Found,
    /// The file's kind, or another file beside it.
    #[default]
    File,
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

    /// Its columns, and how many rows fill each.
    fn columns_read(&self) -> Vec<ColumnRead> {
        let filled = |name| self.rows.iter().filter(|row| self.told(row, name).is_some()).count();
        let columns = self.columns.iter();
        columns
            .map(|column| ColumnRead {
                name: column.name,
                header: column.header.clone(),
                unit: column.unit(),
                filled: filled(column.name),
            })
            .collect()
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
    read_table_as(source, list, true)
}

/// As [`read_table`], where compounds and facilities may do without places.
fn read_table_as(source: &TableSource, list: List, needs_places: bool) -> Result<Table, TableError> {
    let path = &source.path;
    let read = reader_of(path).ok_or_else(|| TableError::UnknownFormat { path: path.clone() })?;
    let mut raw = read(source, list)?;
    for header in &mut raw.headers {
        *header = error::shown(header);
    }
    let mut table = columns::named(raw, source, list, needs_places)?;
    let converter = table.datum.converter().map_err(|source| TableError::Datum {
        path: path.clone(),
        source,
    })?;
    positions::set(&mut table, &converter);
    Ok(table)
}

/// What reads a format: the file and how the plan tells to read it, and the list, whose columns tell headers from titles.
type Reader = fn(&TableSource, List) -> Result<RawTable, TableError>;

/// The reader of a file, by its ending.
fn reader_of(path: &Path) -> Option<Reader> {
    let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
    let reader: Reader = match ending.as_str() {
        "csv" | "tsv" | "txt" => |source, list| as_text(source, |text| delimited::read(source, list, text)),
        "geojson" | "json" => |source, _| as_text(source, |text| geojson_file::read(&source.path, text)),
        "geojsonl" | "geojsons" | "ndjson" | "jsonl" => {
            |source, _| as_text(source, |text| geojson_lines::read(&source.path, text))
        }
        "xlsx" | "xlsm" | "xls" | "ods" => workbook::read,
        "gpkg" => geopackage::read,
        "shp" => shapefile::read,
        _ => return None,
    };
    Some(reader)
}

/// The files that a table is read from: the one that is named, then those that belong to it.
pub fn files_of(path: &Path) -> Vec<PathBuf> {
    let is_shapefile = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
    let mut files = vec![path.to_owned()];
    if is_shapefile {
        files.extend(shapefile::parts(path));
    }
    files
}

/// Reads a format that is text and has one layer.
fn as_text(
    source: &TableSource,
    read: impl FnOnce(&str) -> Result<RawTable, TableError>,
) -> Result<RawTable, TableError> {
    let path = &source.path;
    refuse_layer(source)?;
    let bytes = std::fs::read(path).map_err(|error| TableError::unreadable(path, error))?;
    let Text {
        text,
        encoding,
        encoding_from,
    } = text::text_of(path, &bytes, source.encoding.as_deref())?;
    drop(bytes);
    let mut table = read(&text)?;
    table.encoding = Some(encoding);
    table.encoding_from = encoding_from;
    Ok(table)
}

/// A file's name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn refuse_layer(source: &TableSource) -> Result<(), TableError> {
    let refused = |layer| {
        TableError::unsupported(
            &source.path,
            "layer",
            layer,
            "this kind of file has one layer; leave it out",
        )
    };
    source.layer.as_deref().map_or(Ok(()), |layer| Err(refused(layer)))
}

fn refuse_encoding(source: &TableSource) -> Result<(), TableError> {
    let refused = |encoding| {
        TableError::unsupported(
            &source.path,
            "encoding",
            encoding,
            "this kind of file tells its own; leave it out",
        )
    };
    source
        .encoding
        .as_deref()
        .map_or(Ok(()), |encoding| Err(refused(encoding)))
}
