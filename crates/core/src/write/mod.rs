//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.
//!
//! - `columns`: what a column is and what a cell holds; every format reads the same definitions.
//! - `compounds`, `facilities`, `walks`, `streets`, `quality`, `tables`: the columns of each layer, each defined in one table.
//! - `words`, `styles`, `metadata`: what they are called in either language, how they are drawn, whose data they show.
//! - `shape`: geometry as RFC 7946 wants it.
//! - `formats`: which files a layer becomes; `geopackage`, `geojson_layer`, `flatgeobuf`, `csv_layer`, `shapefile`: a layer in each
//!   format, feature by feature.
//! - `project`: QGIS projects of a `GeoPackage`, with a sheet to print. `edition`: what all files of a run tell alike.
//! - `rejected`, `comparison`, `summary`: the rows that could not be used, verdicts under several settings, the run in figures.
//! - `batch`: files written beside their names and renamed.

mod batch;
mod columns;
mod comparison;
mod compounds;
mod csv_layer;
mod edition;
mod facilities;
mod flatgeobuf;
mod formats;
mod geojson_layer;
mod geopackage;
mod metadata;
mod project;
mod quality;
mod rejected;
mod shape;
mod shapefile;
mod streets;
mod styles;
mod summary;
mod tables;
mod walks;
mod words;
mod xml;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

pub use columns::{ColumnHead, ColumnType};

use crate::options::Format;
use crate::plan::{Comparison, Outcome, Plan};
use batch::Batch;
use columns::Drawn;
use edition::{Edition, language};

/// File name ending of a table.
const TABLE_EXTENSIONS: [&str; 1] = ["csv"];

/// A layer that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// One feature a compound.
    Compounds,
    /// One line a compound that reaches a facility.
    Walks,
    /// One point a facility.
    Facilities,
    /// One feature a compound: how good its data are.
    Quality,
    /// One line an edge of the network.
    Network,
    /// Rows of the inputs that could not be used; without geometry.
    Rejected,
    /// The run in figures, every setting among them; without geometry.
    Run,
}

impl LayerKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Compounds,
        Self::Walks,
        Self::Facilities,
        Self::Quality,
        Self::Network,
        Self::Rejected,
        Self::Run,
    ];

    /// Its name, and its file's.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Compounds => "compounds",
            Self::Walks => "walks",
            Self::Facilities => "facilities",
            Self::Quality => "quality",
            Self::Network => "network",
            Self::Rejected => "rejected",
            Self::Run => "run",
        }
    }

    /// What its features are drawn as.
    const fn drawn(self) -> Drawn {
        match self {
            Self::Compounds | Self::Quality => Drawn::AreasOrPoints,
            Self::Walks | Self::Network => Drawn::Lines,
            Self::Facilities => Drawn::Points,
            Self::Rejected | Self::Run => Drawn::Nothing,
        }
    }

    /// Its columns in order: names (a contract), types, titles in English and Chinese.
    pub fn columns(self) -> Vec<ColumnHead> {
        fn heads<F>(columns: &[columns::Column<F>]) -> Vec<ColumnHead> {
            columns.iter().map(|column| column.head).collect()
        }
        match self {
            Self::Compounds => heads(compounds::COLUMNS),
            Self::Walks => heads(walks::COLUMNS),
            Self::Facilities => heads(facilities::COLUMNS),
            Self::Quality => heads(quality::COLUMNS),
            Self::Network => heads(streets::COLUMNS),
            Self::Rejected => heads(tables::REJECTED),
            Self::Run => heads(tables::RUN),
        }
    }
}

/// Why nothing could be written. Each names the path and what would do.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file's ending names no format that can be written.
    #[error("{}: cannot write this kind of file; name it .{ending}, or give a folder", path.display())]
    UnknownFormat {
        /// The file asked for.
        path: PathBuf,
        /// The ending that would do.
        ending: &'static str,
    },
    /// What should be a folder is something else.
    #[error("{}: this is no folder; choose a folder, or a name that ends in .geojson, with -o", path.display())]
    NotAFolder {
        /// What is there.
        path: PathBuf,
    },
    /// The folder is missing, or cannot be written to.
    #[error("{}: cannot write into this folder ({source}); make it, free it, or choose another with -o", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Writing or renaming failed; a file that was there is whole.
    #[error("{}: writing failed ({source}); no file is half-written; check the disk, or choose another place with -o", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl WriteError {
    /// Whether the request itself is wrong (exit code 2), not the disk (exit code 1).
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::UnknownFormat { .. } | Self::NotAFolder { .. })
    }
}

/// Whether [`to_file`] could write to this path: asked before a long run, so that it does not end in vain. Leaves nothing behind.
pub fn check_file(path: &Path) -> Result<(), WriteError> {
    format_of(path)?;
    batch::check_folder(batch::folder_of(path))
}

/// The format that a file's ending tells.
fn format_of(path: &Path) -> Result<Format, WriteError> {
    let told = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    Format::of_ending(told).ok_or_else(|| WriteError::UnknownFormat {
        path: path.to_owned(),
        ending: "gpkg or .geojson",
    })
}

/// Whether [`comparison_to_file`] could write to this path, as [`check_file`].
pub fn check_table(path: &Path) -> Result<(), WriteError> {
    check_ending(path, &TABLE_EXTENSIONS)
}

fn check_ending(path: &Path, endings: &[&'static str]) -> Result<(), WriteError> {
    let told = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    if endings.iter().any(|one| told.eq_ignore_ascii_case(one)) {
        return batch::check_folder(batch::folder_of(path));
    }
    Err(WriteError::UnknownFormat {
        path: path.to_owned(),
        ending: endings.first().copied().unwrap_or_default(),
    })
}

/// Whether [`to_directory`] could write into this folder, which is made if it is missing.
pub fn check_directory(folder: &Path) -> Result<(), WriteError> {
    batch::make_folder(folder)?;
    batch::check_folder(folder)
}

/// Writes the compounds layer to `path`, in the format of its ending, `<stem>.summary.json` beside it, and `<stem>.rejected.csv`
/// where rows were rejected (or where an older one would be left standing). Gives the files written, the layer first.
///
/// # Errors
/// All files are written under temporary names first, then renamed. On an error while writing nothing is replaced; on one while
/// renaming each file is the old or the new one, whole.
pub fn to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let rejected_path = path.with_extension("rejected.csv");
    let mut batch = Batch::default();
    let edition = Edition::of(plan, outcome);
    formats::to_file(
        &mut batch,
        path,
        compounds::layer(plan, outcome),
        format_of(path)?,
        &edition,
    )?;
    if !outcome.placed.rejected.is_empty() || rejected_path.exists() {
        batch.write(rejected_path, |out| rejected::write(&outcome.placed.rejected, out))?;
    }
    summary(&mut batch, plan, outcome, path.with_extension("summary.json"))?;
    batch.commit()
}

/// Writes every layer and table into a folder, which is made if it is missing: layers (compounds, walks, facilities, quality, the
/// network if asked for) in the plan's formats, then `quality.csv`, `rejected.csv`, `summary.json`. Gives the files written, in
/// that order.
///
/// # Errors
/// As [`to_file`].
pub fn to_directory(
    plan: &Plan,
    outcome: &Outcome,
    folder: &Path,
    with_network: bool,
) -> Result<Vec<PathBuf>, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, outcome);
    // The first is drawn on top.
    let mut layers = vec![
        facilities::layer(plan, outcome),
        walks::layer(outcome),
        compounds::layer(plan, outcome),
        quality::layer(outcome),
    ];
    if with_network {
        layers.push(streets::layer(outcome));
    }
    let tables = vec![tables::rejected(outcome), tables::run(&edition)];
    formats::to_folder(&mut batch, folder, layers, tables, &plan.output.formats, &edition)?;
    if !plan.output.formats.contains(&Format::Csv) {
        batch.write(folder.join("quality.csv"), |out| {
            csv_layer::write(&quality::layer(outcome), out)
        })?;
    }
    batch.write(folder.join("rejected.csv"), |out| {
        rejected::write(&outcome.placed.rejected, out)
    })?;
    summary(&mut batch, plan, outcome, folder.join("summary.json"))?;
    batch.commit()
}

/// Writes the walking network alone to `path`, in the format of its ending.
///
/// # Errors
/// As [`to_file`].
pub fn network_to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, outcome);
    formats::to_file(&mut batch, path, streets::layer(outcome), format_of(path)?, &edition)?;
    batch.commit()
}

/// Writes verdicts under several settings to `path` (CSV): one row a compound, verdict and minutes a run.
///
/// # Errors
/// As [`to_file`].
pub fn comparison_to_file(comparison: &Comparison, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_table(path)?;
    let mut batch = Batch::default();
    batch.write(path.to_owned(), |out| comparison::write(comparison, out))?;
    batch.commit()
}

fn summary(batch: &mut Batch, plan: &Plan, outcome: &Outcome, path: PathBuf) -> Result<(), WriteError> {
    let files = batch.names().chain(batch::file_name(&path)).collect();
    let summary = summary::summary(plan, outcome, files);
    batch.write(path, |out| summary::write(&summary, out))
}
