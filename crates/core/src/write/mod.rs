//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.
//!
//! - `columns`: what a column is and what a cell holds; formats to come read the same definitions.
//! - `compounds`, `facilities`, `walks`, `streets`, `quality`: the columns of each layer, each defined in one table.
//! - `circles`: the verdicts of several circles side by side, as a table.
//! - `shape`: geometry as RFC 7946 wants it; `slug`: names of circles as parts of file and column names.
//! - `isochrones`: the two layers of service circles as areas.
//! - `geojson_layer`, `csv_layer`: a layer as GeoJSON or as a table, feature by feature.
//! - `rejected`, `row_notes`: the rows that could not be used, and those not used as they stand.
//! - `comparison`, `summary`, `tables`: verdicts under several settings, the run in figures, the user's tables among them.
//! - `coverage`: what a city reports, as tables, workbook, layer and page.
//! - `batch`: files written beside their names and renamed.

mod batch;
mod circles;
mod columns;
mod comparison;
mod compounds;
mod coverage;
mod csv_layer;
mod facilities;
mod geojson_layer;
mod isochrones;
mod quality;
mod rejected;
mod row_notes;
mod shape;
mod sites;
mod slug;
mod streets;
mod summary;
mod tables;
mod walks;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

pub use columns::{ColumnHead, ColumnType};
pub use coverage::{coverage_to_directory, page};

use crate::place::Rejected;
use crate::plan::{CirclesOutcome, Comparison, Outcome, Plan, SiteOutcome};
use crate::read::table::RowNote;
use crate::site::Siting;
use batch::Batch;
use columns::Layer;
pub(crate) use columns::word;

/// Names of the layers that every circle has.
const COMPOUNDS: &str = "compounds";
const WALKS: &str = "walks";
const FACILITIES: &str = "facilities";
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
    /// One area a service circle and limit.
    Circles,
    /// One line a stretch of street within a service circle.
    CircleStreets,
    /// One feature a unit: streets, communities, townships, villages.
    Units,
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
            Self::Circles => heads(isochrones::COLUMNS),
            Self::CircleStreets => heads(isochrones::STREET_COLUMNS),
            Self::Units => heads(coverage::UNITS),
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
    /// A plan of several circles has one layer each, which one file cannot hold.
    #[error("{}: the plan has {circles} circles, each with a layer of its own; give a folder with -o", path.display())]
    SeveralLayers {
        /// The file asked for.
        path: PathBuf,
        /// How many circles there are.
        circles: usize,
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
        matches!(
            self,
            Self::UnknownFormat { .. } | Self::NotAFolder { .. } | Self::SeveralLayers { .. }
        )
    }
}

/// Whether [`to_file`] could write to this path: asked before a long run, so that it does not end in vain. Leaves nothing behind.
pub fn check_file(path: &Path) -> Result<(), WriteError> {
    check_ending(path, &LAYER_EXTENSIONS)
}

/// Whether [`to_file`] could write the layer of a plan to this path, as [`check_file`]: it must have one circle.
pub fn check_layer(plan: &Plan, path: &Path) -> Result<(), WriteError> {
    let circles = plan.options.circles.len();
    if circles > 1 {
        return Err(WriteError::SeveralLayers {
            path: path.to_owned(),
            circles,
        });
    }
    check_file(path)
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

/// Writes the compounds layer of a plan of one circle to `path` (GeoJSON), `<stem>.summary.json` beside it, and where there is
/// anything to tell (or an older file would be left standing) `<stem>.rejected.csv`, the rows that cannot be used, and
/// `<stem>.notes.csv`, those not used as they stand. Gives the files written, the layer first.
///
/// # Errors
/// All files are written under temporary names first, then renamed. On an error while writing nothing is replaced; on one while
/// renaming each file is the old or the new one, whole.
pub fn to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_layer(plan, path)?;
    let mut batch = Batch::default();
    if let Some(judged) = outcome.circles.first() {
        let compounds = compounds::layer(COMPOUNDS.to_owned(), outcome, judged);
        layer(&mut batch, path.to_owned(), &compounds)?;
    }
    rows_beside(&mut batch, &outcome.placed.rejected, &outcome.row_notes, path)?;
    summary(&mut batch, plan, outcome, None, path.with_extension("summary.json"))?;
    batch.commit()
}

/// Writes every layer and table into a folder, which is made if it is missing: `compounds.geojson`, `walks.geojson`,
/// `facilities.geojson`, `quality.geojson`, `network.geojson` if asked for, `quality.csv`, `rejected.csv`, `notes.csv`
/// where rows are not used as they stand, `summary.json`. Gives the files written, in that order.
///
/// Of a plan of several circles, the first three are there for each, its name in theirs: `compounds_15min.geojson` for a circle
/// `15min` (letters and digits of any script; everything else is `_`); and `circles.csv` has the verdicts side by side.
///
/// # Errors
/// As [`to_file`].
pub fn to_directory(
    plan: &Plan,
    outcome: &Outcome,
    folder: &Path,
    with_network: bool,
) -> Result<Vec<PathBuf>, WriteError> {
    let mut batch = layers_into(outcome, folder, with_network)?;
    summary(&mut batch, plan, outcome, None, folder.join("summary.json"))?;
    batch.commit()
}

/// Every layer and table of a run but the summary.
fn layers_into(outcome: &Outcome, folder: &Path, with_network: bool) -> Result<Batch, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    let suffixes = circles::suffixes(outcome);
    let mut layers: Vec<Layer<'_>> = Vec::new();
    for (judged, suffix) in outcome.circles.iter().zip(&suffixes) {
        layers.push(compounds::layer(format!("{COMPOUNDS}{suffix}"), outcome, judged));
        layers.push(walks::layer(format!("{WALKS}{suffix}"), outcome, judged));
        layers.push(facilities::layer(format!("{FACILITIES}{suffix}"), outcome, judged));
    }
    layers.push(quality::layer(outcome));
    if with_network {
        layers.push(streets::layer(outcome));
    }
    for one in &layers {
        layer(&mut batch, folder.join(format!("{}.geojson", one.name)), one)?;
    }
    batch.write(folder.join("quality.csv"), |out| {
        csv_layer::write(&quality::layer(outcome), out)
    })?;
    if outcome.circles.len() > 1 {
        batch.write(folder.join("circles.csv"), |out| circles::write(outcome, out))?;
    }
    batch.write(folder.join("rejected.csv"), |out| {
        rejected::write(&outcome.placed.rejected, out)
    })?;
    row_notes(&mut batch, &outcome.row_notes, folder.join("notes.csv"))?;
    Ok(batch)
}

/// Writes a run and its siting into a folder: everything that [`to_directory`] writes, and `sites.geojson`, `assignment.csv`,
/// `curve.csv`, `streets.csv`; the summary has the plan's figures under `site`.
///
/// # Errors
/// As [`to_file`].
pub fn siting_to_directory(plan: &Plan, sited: &SiteOutcome, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut batch = layers_into(&sited.outcome, folder, false)?;
    layer(&mut batch, folder.join("sites.geojson"), &sites::layer(&sited.siting))?;
    batch.write(folder.join("assignment.csv"), |out| sites::assignment(sited, out))?;
    batch.write(folder.join("curve.csv"), |out| sites::curve(&sited.siting, out))?;
    batch.write(folder.join("streets.csv"), |out| sites::streets(&sited.siting, out))?;
    summary(
        &mut batch,
        plan,
        &sited.outcome,
        Some(&sited.siting),
        folder.join("summary.json"),
    )?;
    batch.commit()
}

/// Writes the sites layer to `path` (GeoJSON), and `<stem>.summary.json` beside it.
///
/// # Errors
/// As [`to_file`].
pub fn sites_to_file(plan: &Plan, sited: &SiteOutcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    layer(&mut batch, path.to_owned(), &sites::layer(&sited.siting))?;
    summary(
        &mut batch,
        plan,
        &sited.outcome,
        Some(&sited.siting),
        path.with_extension("summary.json"),
    )?;
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

/// Writes the ground of service circles to `path` (GeoJSON), and beside it the rows that cannot be used as [`to_file`] does.
///
/// # Errors
/// As [`to_file`].
pub fn circles_to_file(outcome: &CirclesOutcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    layer(&mut batch, path.to_owned(), &isochrones::layer(outcome))?;
    rows_beside(&mut batch, &outcome.placed.rejected, &outcome.row_notes, path)?;
    batch.commit()
}

/// Writes the ground and the streets of service circles into a folder, which is made if it is missing: `circles.geojson`,
/// `circle_streets.geojson`, `rejected.csv`, `notes.csv` where rows are not used as they stand.
///
/// # Errors
/// As [`to_file`].
pub fn circles_to_directory(outcome: &CirclesOutcome, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    for one in [isochrones::layer(outcome), isochrones::streets(outcome)] {
        layer(&mut batch, folder.join(format!("{}.geojson", one.name)), &one)?;
    }
    batch.write(folder.join("rejected.csv"), |out| {
        rejected::write(&outcome.placed.rejected, out)
    })?;
    row_notes(&mut batch, &outcome.row_notes, folder.join("notes.csv"))?;
    batch.commit()
}

/// Writes verdicts under several settings to `path` (CSV): one row a compound and circle, verdict and minutes a run.
///
/// # Errors
/// As [`to_file`].
pub fn comparison_to_file(comparisons: &[Comparison], path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_table(path)?;
    let mut batch = Batch::default();
    batch.write(path.to_owned(), |out| comparison::write(comparisons, out))?;
    batch.commit()
}

fn layer(batch: &mut Batch, path: PathBuf, layer: &Layer<'_>) -> Result<(), WriteError> {
    batch.write(path, |out| geojson_layer::write(layer, out))
}

/// `<stem>.rejected.csv` and `<stem>.notes.csv` beside a file, where there is anything to tell or older ones would be left standing.
fn rows_beside(batch: &mut Batch, rejected: &[Rejected], notes: &[RowNote], path: &Path) -> Result<(), WriteError> {
    let rejected_path = path.with_extension("rejected.csv");
    if !rejected.is_empty() || rejected_path.exists() {
        batch.write(rejected_path, |out| rejected::write(rejected, out))?;
    }
    row_notes(batch, notes, path.with_extension("notes.csv"))
}

/// Notes on rows, where there are any or older ones would be left standing.
fn row_notes(batch: &mut Batch, notes: &[RowNote], path: PathBuf) -> Result<(), WriteError> {
    if notes.is_empty() && !path.exists() {
        return Ok(());
    }
    batch.write(path, |out| row_notes::write(notes, out))
}

fn summary(
    batch: &mut Batch,
    plan: &Plan,
    outcome: &Outcome,
    siting: Option<&Siting>,
    path: PathBuf,
) -> Result<(), WriteError> {
    let files = batch.names().chain(batch::file_name(&path)).collect();
    let summary = summary::summary(plan, outcome, siting, files);
    batch.write(path, |out| summary::write(&summary, out))
}
