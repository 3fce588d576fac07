//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.
//!
//! - `columns`: what a column is and what a cell holds; formats to come read the same definitions.
//! - `compounds`, `facilities`, `walks`, `streets`, `quality`: the columns of each layer, each defined in one table.
//! - `shape`: geometry as RFC 7946 wants it.
//! - `geojson_layer`, `csv_layer`: a layer as GeoJSON or as a table, feature by feature.
//! - `rejected`, `comparison`, `summary`: the rows that could not be used, verdicts under several settings, the run in figures.
//! - `batch`: files written beside their names and renamed.

mod batch;
mod columns;
mod comparison;
mod compounds;
mod csv_layer;
mod facilities;
mod geojson_layer;
mod quality;
mod rejected;
mod shape;
mod streets;
mod summary;
mod walks;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

pub use columns::{ColumnHead, ColumnType};

use crate::plan::{Comparison, Outcome, Plan};
use batch::Batch;
use columns::Layer;

/// File name endings that a single layer can be written to.
const LAYER_EXTENSIONS: [&str; 2] = ["geojson", "json"];
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
}

impl LayerKind {
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
    check_ending(path, &LAYER_EXTENSIONS)
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

/// Writes the compounds layer to `path` (GeoJSON), `<stem>.summary.json` beside it, and `<stem>.rejected.csv` where rows were
/// rejected (or where an older one would be left standing). Gives the files written, the layer first.
///
/// # Errors
/// All files are written under temporary names first, then renamed. On an error while writing nothing is replaced; on one while
/// renaming each file is the old or the new one, whole.
pub fn to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let rejected_path = path.with_extension("rejected.csv");
    let mut batch = Batch::default();
    layer(&mut batch, path.to_owned(), &compounds::layer(plan, outcome))?;
    if !outcome.placed.rejected.is_empty() || rejected_path.exists() {
        batch.write(rejected_path, |out| rejected::write(&outcome.placed.rejected, out))?;
    }
    summary(&mut batch, plan, outcome, path.with_extension("summary.json"))?;
    batch.commit()
}

/// Writes every layer and table into a folder, which is made if it is missing: `compounds.geojson`, `walks.geojson`,
/// `facilities.geojson`, `quality.geojson`, `network.geojson` if asked for, `quality.csv`, `rejected.csv`, `summary.json`. Gives the files written, in that order.
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
    let mut layers = vec![
        compounds::layer(plan, outcome),
        walks::layer(outcome),
        facilities::layer(plan, outcome),
        quality::layer(outcome),
    ];
    if with_network {
        layers.push(streets::layer(outcome));
    }
    for one in &layers {
        layer(&mut batch, folder.join(format!("{}.geojson", one.name)), one)?;
    }
    batch.write(folder.join("quality.csv"), |out| {
        csv_layer::write(&quality::layer(outcome), out)
    })?;
    batch.write(folder.join("rejected.csv"), |out| {
        rejected::write(&outcome.placed.rejected, out)
    })?;
    summary(&mut batch, plan, outcome, folder.join("summary.json"))?;
    batch.commit()
}

/// Writes the walking network alone to `path` (GeoJSON).
///
/// # Errors
/// As [`to_file`].
pub fn network_to_file(outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    layer(&mut batch, path.to_owned(), &streets::layer(outcome))?;
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

/// Writes a text that was made elsewhere, such as a report page, whole or not at all. Gives the path.
///
/// # Errors
/// As [`to_file`]; any ending will do.
pub fn text_to_file(text: &str, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut batch = Batch::default();
    batch.write(path.to_owned(), |out| out.write_all(text.as_bytes()))?;
    batch.commit()
}

/// Whether a file can be made where this path says, as [`check_file`] but for its ending.
pub fn check_place(path: &Path) -> Result<(), WriteError> {
    batch::check_folder(batch::folder_of(path))
}

fn layer(batch: &mut Batch, path: PathBuf, layer: &Layer<'_>) -> Result<(), WriteError> {
    batch.write(path, |out| geojson_layer::write(layer, out))
}

fn summary(batch: &mut Batch, plan: &Plan, outcome: &Outcome, path: PathBuf) -> Result<(), WriteError> {
    let files = batch.names().chain(batch::file_name(&path)).collect();
    let summary = summary::summary(plan, outcome, files);
    batch.write(path, |out| summary::write(&summary, out))
}
