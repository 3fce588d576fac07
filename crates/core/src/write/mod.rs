//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.
//!
//! - `columns`: what a column is and what a cell holds; every format reads the same definitions. `kind`: which layers there are.
//! - `compounds`, `facilities`, `walks`, `streets`, `quality`, `sites`: the columns of each, each defined in one table.
//! - [`words`], `styles`, `metadata`: what they are called in either language, how they are drawn, whose data they show.
//! - `several`: the verdicts of several circles side by side, as a table.
//! - `shape`: geometry as RFC 7946 wants it; `slug`: names of circles as parts of file and column names.
//! - `isochrones`: the two layers of service circles as areas.
//! - `formats`: which files a layer becomes; `geopackage`, `geojson_layer`, `flatgeobuf`, `csv_layer`, `shapefile`, `geoparquet` (a
//!   cargo feature): a layer in each format, feature by feature. `wkb`: a geometry as bytes.
//! - `project`: QGIS projects of a `GeoPackage`, with a sheet to print. `edition`: what all files of a run tell alike.
//! - `rejected`, `row_notes`, `run`: tables of the rows that could not be used, of those not used as they stand, of the run itself.
//! - `comparison`, `summary`, `lists`: verdicts under several settings, the run in figures, the user's lists among them.
//! - `coverage`: what a city reports, as tables, workbook, layer and page.
//! - `workbook`: tables as sheets of one XLSX, and what its sheets have in common with those of `xlsx_layers`, all layers in one.
//! - `check`: whether results could go where they shall, asked beforehand. `batch`: files written beside their names and renamed.

mod batch;
mod check;
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
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod isochrones;
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
mod unit_words;
mod walks;
mod wkb;
pub mod words;
mod workbook;
mod xlsx_layers;
mod xml;

use std::path::{Path, PathBuf};

pub use check::{WriteError, check_directory, check_file, check_layer, check_place, check_table};
pub use columns::{ColumnHead, ColumnType};
pub use coverage::{brief, coverage_to_directory, coverage_workbook, page, word_of_data};
pub use edition::{language, moment};
pub use kind::LayerKind;
pub use styles::{Colour, Pattern, Shape, Swatch, palette};
pub use unit_words::main_total;
pub use words::{REASONS, STATUSES, VERDICTS};

use crate::language::Language;
use crate::options::Format;
use crate::plan::{CircleOutcome, CirclesOutcome, Comparison, Outcome, Plan, SiteOutcome};
use crate::site::Siting;
use batch::Batch;
use check::format_of;
use columns::Layer;
pub(crate) use columns::word;
use edition::Edition;
use formats::Layers;

/// Writes the compounds layer to `path`, in the format of its ending, `<stem>.summary.json` beside it, and where there is anything
/// to tell (or an older file would be left standing) `<stem>.rejected.csv`, the rows that cannot be used, and `<stem>.row_notes.csv`,
/// those not used as they stand. Gives the files written, the layer first.
///
/// # Errors
/// All files are written under temporary names first, then renamed. On an error while writing nothing is replaced; on one while
/// renaming each file is the old or the new one, whole.
pub fn to_file(plan: &Plan, outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_layer(plan, path)?;
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
    rows_beside(&mut batch, outcome, edition.language(), path)?;
    summary(&mut batch, plan, outcome, None, path.with_extension("summary.json"))?;
    batch.commit()
}

/// Writes every layer and table into a folder, which is made if it is missing: facilities, walks and compounds, quality, the
/// network if asked for, in the plan's formats; then `quality.csv`, `rejected.csv`, `row_notes.csv` where rows are not used as they
/// stand, `report.html` where a `page` is given, `summary.json`. Gives the files written, in that order.
///
/// A `GeoPackage`, `service-circle.gpkg`, holds all layers and the tables of rows and of the run; beside it stand a QGIS project
/// (`.qgz`) and a layer definition (`.qlr`). Other formats have a file a layer, `compounds.geojson`, with its QGIS style (`.qml`).
///
/// Of a plan of several circles, the first three are there for each, its name in theirs: `compounds_15min.geojson` for a circle
/// `15min` (letters and digits of any script; everything else is `_`); and `verdicts.csv` has the verdicts side by side.
///
/// # Errors
/// As [`to_file`].
pub fn to_directory(
    plan: &Plan,
    outcome: &Outcome,
    folder: &Path,
    with_network: bool,
    page: Option<&str>,
) -> Result<Vec<PathBuf>, WriteError> {
    let edition = Edition::of(plan, outcome, None);
    let layers = layers_of(outcome, &edition, with_network);
    let mut batch = layers_into(plan, outcome, layers, [], folder, &edition)?;
    page_in(&mut batch, page, folder)?;
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
        if edition.has_several_circles() {
            layers.extend(ground_of(suffix, outcome, judged));
        }
    }
    layers.push(quality::layer(outcome));
    if with_network {
        layers.push(streets::layer(outcome));
    }
    if !edition.has_several_circles() {
        // Below all: streets are seen on it.
        layers.extend(
            outcome
                .circles
                .first()
                .and_then(|judged| ground_of("", outcome, judged)),
        );
    }
    layers
}

/// Facilities and compounds of a circle, to be drawn over its units; none where nothing was walked.
fn places_of<'a>(suffix: &str, outcome: &'a Outcome, circle: usize, language: Language) -> Vec<Layer<'a>> {
    let judged = outcome.circles.get(circle).filter(|judged| !judged.verdicts.is_empty());
    let layers = judged.map(|judged| {
        let facilities = facilities::layer(suffix, outcome, judged);
        [facilities, compounds::layer(suffix, outcome, judged, language)]
    });
    layers.into_iter().flatten().collect()
}

/// The ground of a judged circle, where it was drawn.
fn ground_of<'a>(suffix: &str, outcome: &'a Outcome, judged: &'a CircleOutcome) -> Option<Layer<'a>> {
    let areas = judged.areas.as_ref()?;
    Some(isochrones::layer(suffix, outcome, areas, Some(&judged.circle)))
}

/// Layers in the plan's formats, tables of figures with those that hold tables, and every table of a run, but the summary.
fn layers_into<'a>(
    plan: &Plan,
    outcome: &'a Outcome,
    layers: Vec<Layer<'a>>,
    figures: impl IntoIterator<Item = Layer<'a>>,
    folder: &Path,
    edition: &'a Edition<'_>,
) -> Result<Batch, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    let tables: Vec<Layer<'_>> = figures.into_iter().chain(tables_of(outcome, edition)).collect();
    let layers = Layers {
        file: "service-circle",
        drawn: layers,
        tables,
    };
    formats::to_folder(&mut batch, folder, layers, &plan.output.formats, edition)?;
    if !plan.output.formats.contains(&Format::Csv) {
        batch.write(folder.join("quality.csv"), |out| {
            csv_layer::write(&quality::layer(outcome), out)
        })?;
    }
    if outcome.circles.len() > 1 {
        batch.write(folder.join("verdicts.csv"), |out| several::write(outcome, out))?;
    }
    rows_in(&mut batch, outcome, edition.language(), folder)?;
    Ok(batch)
}

/// The layers without geometry.
fn tables_of<'a>(outcome: &'a Outcome, edition: &'a Edition<'_>) -> Vec<Layer<'a>> {
    let language = edition.language();
    vec![
        rejected::layer(outcome, language),
        row_notes::layer(outcome, language),
        run::layer(edition),
    ]
}

/// Writes a run and its siting into a folder: everything that [`to_directory`] writes, with the layers of sites and of who goes
/// where, `assignment.csv`, `stages.csv` where there are several, `curve.csv`, `streets.csv`, and all of them in `siting.xlsx`; the
/// summary has the plan's figures under `site`.
///
/// # Errors
/// As [`to_file`].
pub fn siting_to_directory(
    plan: &Plan,
    sited: &SiteOutcome,
    folder: &Path,
    page: Option<&str>,
) -> Result<Vec<PathBuf>, WriteError> {
    let edition = Edition::of(plan, &sited.outcome, Some(&sited.siting));
    let siting = &sited.siting;
    let mut layers = vec![sites::layer(siting), sites::assignment(plan, sited)];
    layers.extend(layers_of(&sited.outcome, &edition, false));
    let figures = || [sites::stages(siting), sites::curve(siting), sites::streets(siting)];
    let mut batch = layers_into(plan, &sited.outcome, layers, figures(), folder, &edition)?;
    let is_csv = plan.output.formats.contains(&Format::Csv);
    let assignment = (!is_csv).then(|| sites::assignment(plan, sited));
    for layer in assignment.into_iter().chain(figures()) {
        let path = folder.join(format!("{}.csv", layer.name));
        if layer.kind != Some(LayerKind::Stages) || !siting.plan.stages.is_empty() || path.exists() {
            batch.write(path, |out| csv_layer::write(&layer, out))?;
        }
    }
    batch.write(folder.join("siting.xlsx"), |out| {
        let language = edition.language();
        let front = sites::front(plan, sited, language);
        workbook::write(&sites::sheets(plan, sited), &front, language, out)
    })?;
    page_in(&mut batch, page, folder)?;
    summary(
        &mut batch,
        plan,
        &sited.outcome,
        Some(&sited.siting),
        folder.join("summary.json"),
    )?;
    batch.commit()
}

/// Writes the sites layer to `path`, in the format of its ending, and `<stem>.summary.json` beside it; into a `GeoPackage` with who
/// goes where and the figures beside.
///
/// # Errors
/// As [`to_file`].
pub fn sites_to_file(plan: &Plan, sited: &SiteOutcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, &sited.outcome, Some(&sited.siting));
    let siting = &sited.siting;
    let layers = [
        sites::layer(siting),
        sites::assignment(plan, sited),
        sites::stages(siting),
        sites::curve(siting),
        sites::streets(siting),
    ];
    formats::to_file(&mut batch, path, &layers, format_of(path)?, &edition)?;
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

/// Writes the ground of service circles to `path`, in the format of its ending (a `GeoPackage` holds their streets as well), and
/// beside it the rows that cannot be used as [`to_file`] does.
///
/// # Errors
/// As [`to_file`].
pub fn circles_to_file(plan: &Plan, drawn: &CirclesOutcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    check_file(path)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, &drawn.outcome, None).of_areas();
    let format = format_of(path)?;
    let mut layers = drawn_layers(drawn);
    if !format.holds_all_layers() {
        layers.retain(|layer| layer.kind == Some(LayerKind::Circles));
    }
    formats::to_file(&mut batch, path, &layers, format, &edition)?;
    rows_beside(&mut batch, &drawn.outcome, edition.language(), path)?;
    batch.commit()
}

/// Writes the ground and the streets of service circles into a folder, which is made if it is missing, in the plan's formats, then
/// `rejected.csv`, `row_notes.csv` where rows are not used as they stand. A `GeoPackage`, its project and its layer definition are
/// called `circles`, so that those of a run are left as they are.
///
/// # Errors
/// As [`to_file`].
pub fn circles_to_directory(plan: &Plan, drawn: &CirclesOutcome, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, &drawn.outcome, None).of_areas();
    let layers = Layers {
        file: LayerKind::Circles.name(),
        drawn: drawn_layers(drawn),
        tables: tables_of(&drawn.outcome, &edition),
    };
    formats::to_folder(&mut batch, folder, layers, &plan.output.formats, &edition)?;
    rows_in(&mut batch, &drawn.outcome, edition.language(), folder)?;
    batch.commit()
}

/// The layers of drawn circles, the one drawn on top first.
fn drawn_layers(drawn: &CirclesOutcome) -> Vec<Layer<'_>> {
    let CirclesOutcome { outcome, areas } = drawn;
    vec![
        isochrones::streets(outcome, areas),
        isochrones::layer("", outcome, areas, None),
    ]
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

/// The report page in a folder, where there is one.
fn page_in(batch: &mut Batch, page: Option<&str>, folder: &Path) -> Result<(), WriteError> {
    page.map_or(Ok(()), |text| {
        batch.write(folder.join("report.html"), |out| out.write_all(text.as_bytes()))
    })
}

/// `rejected.csv` in a folder, and `row_notes.csv` where there is anything to tell or an older one would be left standing.
fn rows_in(batch: &mut Batch, outcome: &Outcome, language: Language, folder: &Path) -> Result<(), WriteError> {
    batch.write(folder.join("rejected.csv"), |out| {
        csv_layer::write(&rejected::layer(outcome, language), out)
    })?;
    row_notes(batch, outcome, language, folder.join("row_notes.csv"))
}

/// `<stem>.rejected.csv` and `<stem>.row_notes.csv` beside a file, where there is anything to tell or older ones would be left
/// standing.
fn rows_beside(batch: &mut Batch, outcome: &Outcome, language: Language, path: &Path) -> Result<(), WriteError> {
    let rejected_path = path.with_extension("rejected.csv");
    if !outcome.placed.rejected.is_empty() || rejected_path.exists() {
        batch.write(rejected_path, |out| {
            csv_layer::write(&rejected::layer(outcome, language), out)
        })?;
    }
    row_notes(batch, outcome, language, path.with_extension("row_notes.csv"))
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

/// Notes on rows, where there are any or older ones would be left standing.
fn row_notes(batch: &mut Batch, outcome: &Outcome, language: Language, path: PathBuf) -> Result<(), WriteError> {
    if outcome.row_notes.is_empty() && !path.exists() {
        return Ok(());
    }
    batch.write(path, |out| csv_layer::write(&row_notes::layer(outcome, language), out))
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
