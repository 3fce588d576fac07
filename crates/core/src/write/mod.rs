//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.
//!
//! - `columns`: what a column is and what a cell holds; every format reads the same definitions. `kind`: which layers there are.
//! - `compounds`, `facilities`, `walks`, `streets`, `quality`, `sites`: the columns of each, each defined in one table.
//! - `words`, `styles`, `metadata`: what they are called in either language, how they are drawn, whose data they show.
//! - `several`: the verdicts of several circles side by side, as a table.
//! - `shape`: geometry as RFC 7946 wants it; `slug`: names of circles as parts of file and column names.
//! - `formats`: which files a layer becomes; `geopackage`, `geojson_layer`, `flatgeobuf`, `csv_layer`, `shapefile`: a layer in each
//!   format, feature by feature.
//! - `project`: QGIS projects of a `GeoPackage`, with a sheet to print. `edition`: what all files of a run tell alike.
//! - `rejected`, `row_notes`, `run`: tables of the rows that could not be used, of those not used as they stand, of the run itself.
//! - `comparison`, `summary`, `lists`: verdicts under several settings, the run in figures, the user's lists among them.
//! - `coverage`: what a city reports, as tables, workbook, layer and page.
//! - `batch`: files written beside their names and renamed.

mod batch;
mod columns;
mod comparison;
mod compounds;
mod coverage;
mod csv_layer;
mod edition;
mod facilities;
mod flatgeobuf;
mod formats;
mod geojson_layer;
mod geopackage;
mod kind;
mod lists;
mod metadata;
mod project;
mod quality;
mod rejected;
mod row_notes;
mod run;
mod several;
mod shape;
mod shapefile;
mod sites;
mod slug;
mod streets;
mod styles;
mod summary;
mod walks;
mod words;
mod xml;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

pub use columns::{ColumnHead, ColumnType};
pub use coverage::{coverage_to_directory, page};
pub use edition::language;
pub use kind::LayerKind;
pub use styles::{Colour, Pattern, Shape, Swatch, palette};
pub use words::{REASONS, STATUSES, VERDICTS};

use crate::options::Format;
use crate::plan::{Comparison, Outcome, Plan, SiteOutcome};
use crate::site::Siting;
use batch::Batch;
use columns::Layer;
pub(crate) use columns::word;
use edition::Edition;
use formats::Layers;

/// File name ending of a table.
const TABLE_EXTENSIONS: [&str; 1] = ["csv"];

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
    /// A plan of several circles has one layer each, which one file cannot hold unless it is a `GeoPackage`.
    #[error("{}: the plan has {circles} circles, each with a layer of its own; give a folder, or a name that ends in .gpkg, with -o", path.display())]
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

/// Whether [`to_file`] could write the layer of a plan to this path, as [`check_file`]: it must have one circle, or be a
/// `GeoPackage`.
pub fn check_layer(plan: &Plan, path: &Path) -> Result<(), WriteError> {
    let circles = plan.options.circles.len();
    if circles > 1 && format_of(path)? != Format::GeoPackage {
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

/// Writes the compounds layer to `path`, in the format of its ending, `<stem>.summary.json` beside it, and where there is anything
/// to tell (or an older file would be left standing) `<stem>.rejected.csv`, the rows that cannot be used, and `<stem>.row_notes.csv`,
/// those not used as they stand. Gives the files written, the layer first.
///
/// # Errors
/// All files are written under temporary names first, then renamed. On an error while writing nothing is replaced; on one while
/// renaming each file is the old or the new one, whole.
pub fn to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_layer(plan, path)?;
    let rejected_path = path.with_extension("rejected.csv");
    let mut batch = Batch::default();
    let edition = Edition::of(plan, outcome, None);
    let suffixes = several::suffixes(outcome);
    let judged = outcome.circles.iter().zip(&suffixes);
    let layers = judged.map(|(judged, suffix)| compounds::layer(suffix, outcome, judged, edition.language()));
    formats::to_file(
        &mut batch,
        path,
        &layers.collect::<Vec<_>>(),
        format_of(path)?,
        &edition,
    )?;
    if !outcome.placed.rejected.is_empty() || rejected_path.exists() {
        batch.write(rejected_path, |out| csv_layer::write(&rejected::layer(outcome), out))?;
    }
    row_notes(&mut batch, outcome, path.with_extension("row_notes.csv"))?;
    summary(&mut batch, plan, outcome, None, path.with_extension("summary.json"))?;
    batch.commit()
}

/// Writes every layer and table into a folder, which is made if it is missing: facilities, walks and compounds, quality, the
/// network if asked for, in the plan's formats; then `quality.csv`, `rejected.csv`, `row_notes.csv` where rows are not used as they
/// stand, `summary.json`. Gives the files written, in that order.
///
/// A `GeoPackage`, `service-circle.gpkg`, holds all layers and the tables of rows and of the run; beside it stand a QGIS project
/// (`.qgz`) and a layer definition (`.qlr`). Other formats have a file a layer, `compounds.geojson`, with its QGIS style (`.qml`).
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
    let edition = Edition::of(plan, outcome, None);
    let layers = layers_of(outcome, &edition, with_network);
    let mut batch = layers_into(plan, outcome, layers, folder, &edition)?;
    summary(&mut batch, plan, outcome, None, folder.join("summary.json"))?;
    batch.commit()
}

/// The layers of a run, the one drawn on top first.
fn layers_of<'a>(outcome: &'a Outcome, edition: &Edition<'_>, with_network: bool) -> Vec<Layer<'a>> {
    let suffixes = several::suffixes(outcome);
    let mut layers: Vec<Layer<'_>> = Vec::new();
    for (judged, suffix) in outcome.circles.iter().zip(&suffixes) {
        layers.push(facilities::layer(suffix, outcome, judged));
        layers.push(walks::layer(suffix, outcome, judged));
        layers.push(compounds::layer(suffix, outcome, judged, edition.language()));
    }
    layers.push(quality::layer(outcome));
    if with_network {
        layers.push(streets::layer(outcome));
    }
    layers
}

/// Layers in the plan's formats, and every table of a run, but the summary.
fn layers_into(
    plan: &Plan,
    outcome: &Outcome,
    layers: Vec<Layer<'_>>,
    folder: &Path,
    edition: &Edition<'_>,
) -> Result<Batch, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    let tables = vec![rejected::layer(outcome), row_notes::layer(outcome), run::layer(edition)];
    let layers = Layers {
        file: "service-circle",
        layers,
        tables,
    };
    formats::to_folder(&mut batch, folder, layers, &plan.output.formats, edition)?;
    if !plan.output.formats.contains(&Format::Csv) {
        batch.write(folder.join("quality.csv"), |out| {
            csv_layer::write(&quality::layer(outcome), out)
        })?;
    }
    if outcome.circles.len() > 1 {
        batch.write(folder.join("circles.csv"), |out| several::write(outcome, out))?;
    }
    batch.write(folder.join("rejected.csv"), |out| {
        csv_layer::write(&rejected::layer(outcome), out)
    })?;
    row_notes(&mut batch, outcome, folder.join("row_notes.csv"))?;
    Ok(batch)
}

/// Writes a run and its siting into a folder: everything that [`to_directory`] writes, with the layer of sites, and
/// `assignment.csv`, `curve.csv`, `streets.csv`; the summary has the plan's figures under `site`.
///
/// # Errors
/// As [`to_file`].
pub fn siting_to_directory(plan: &Plan, sited: &SiteOutcome, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let edition = Edition::of(plan, &sited.outcome, Some(&sited.siting));
    let mut layers = vec![sites::layer(&sited.siting)];
    layers.extend(layers_of(&sited.outcome, &edition, false));
    let mut batch = layers_into(plan, &sited.outcome, layers, folder, &edition)?;
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

/// Writes the sites layer to `path`, in the format of its ending, and `<stem>.summary.json` beside it.
///
/// # Errors
/// As [`to_file`].
pub fn sites_to_file(plan: &Plan, sited: &SiteOutcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, &sited.outcome, Some(&sited.siting));
    formats::to_file(
        &mut batch,
        path,
        &[sites::layer(&sited.siting)],
        format_of(path)?,
        &edition,
    )?;
    summary(
        &mut batch,
        plan,
        &sited.outcome,
        Some(&sited.siting),
        path.with_extension("summary.json"),
    )?;
    batch.commit()
}

/// Writes the walking network alone to `path`, in the format of its ending.
///
/// # Errors
/// As [`to_file`].
pub fn network_to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, outcome, None);
    formats::to_file(&mut batch, path, &[streets::layer(outcome)], format_of(path)?, &edition)?;
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

/// Notes on rows, where there are any or older ones would be left standing.
fn row_notes(batch: &mut Batch, outcome: &Outcome, path: PathBuf) -> Result<(), WriteError> {
    if outcome.row_notes.is_empty() && !path.exists() {
        return Ok(());
    }
    batch.write(path, |out| csv_layer::write(&row_notes::layer(outcome), out))
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
