//! Why a table cannot be read, each in one line that names the file and what would do.

use std::io;
use std::path::{Path, PathBuf};

use crate::datum::DatumError;

/// Endings of the files that can be read.
const READABLE: &str =
    ".csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods, .geojson, .json, .geojsonl, .ndjson, .jsonl, .gpkg or .shp";

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
    /// The texts of a database are in none of the encodings that can be found.
    #[error("{}: its texts are none in UTF-8, GB18030 or Big5; tell their encoding", path.display())]
    NoTextOfFields {
        /// The file.
        path: PathBuf,
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
    /// The file has no layer or sheet of the name that the plan tells.
    #[error("{}: no layer \"{layer}\"; there are: {found}", path.display())]
    NoLayer {
        /// The file.
        path: PathBuf,
        /// What the plan names.
        layer: String,
        /// The layers there are.
        found: String,
    },
    /// The file has several layers, and the plan names none.
    #[error("{}: has several layers; name one of them in the plan (layer = \"...\"): {found}", path.display())]
    WhichLayer {
        /// The file.
        path: PathBuf,
        /// The layers there are.
        found: String,
    },
    /// The file names a coordinate system that is not known here, and the plan tells none.
    #[error(
        "{}: its coordinate system \"{told}\" is not known here; tell what it is (crs = \"epsg:NNNN\"), or save the file in WGS 84",
        path.display()
    )]
    UnknownCrs {
        /// The file.
        path: PathBuf,
        /// What the file names.
        told: String,
    },
}

impl TableError {
    pub(super) fn malformed(path: &Path, detail: impl Into<String>) -> Self {
        Self::Malformed {
            path: path.to_owned(),
            detail: detail.into(),
        }
    }

    pub(super) fn unreadable(path: &Path, source: io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn unsupported(path: &Path, key: &'static str, value: &str, remedy: &'static str) -> Self {
        Self::Unsupported {
            path: path.to_owned(),
            key,
            value: value.to_owned(),
            remedy,
        }
    }
}

/// Longest text of a file that a message shows, characters.
const SHOWN_CHARS: usize = 80;

/// Text of a file as a message shows it: on one line, shortened.
pub(super) fn shown(text: &str) -> String {
    let mut letters = text.trim().chars();
    let mut shown: String = letters
        .by_ref()
        .take(SHOWN_CHARS)
        .map(|one| if one.is_control() { ' ' } else { one })
        .collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Most names that a message lists.
const LISTED: usize = 40;

/// Names of a file as a message lists them.
pub(super) fn listed<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let mut names: Vec<String> = names.take(LISTED).map(shown).collect();
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}
