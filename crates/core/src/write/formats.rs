//! Layers in the formats asked for: one definition of a layer, every format from it.

use std::io;
use std::path::{Path, PathBuf};

use super::batch::{Batch, file_name};
use super::columns::{Drawn, Layer};
use super::edition::Edition;
use super::project::Project;
use super::styles::{Styled, document, look};
use super::{WriteError, csv_layer, flatgeobuf, geojson_layer, geopackage, shapefile, xlsx_layers};
use crate::options::Format;

/// Shapefiles stand in a folder of their own: a layer is five files.
const SHAPEFILES: &str = "shp";

/// What goes into a folder.
pub(super) struct Layers<'a> {
    /// Name of the file that holds all layers, and of the projects beside it.
    pub(super) file: &'static str,
    /// The layers, the one drawn on top first.
    pub(super) drawn: Vec<Layer<'a>>,
    /// Layers without geometry: they go where all layers go, into the `GeoPackage`.
    pub(super) tables: Vec<Layer<'a>>,
}

/// Writes layers into a folder, in every format asked for, in the order of the formats.
pub(super) fn to_folder(
    batch: &mut Batch,
    folder: &Path,
    all: Layers<'_>,
    formats: &[Format],
    edition: &Edition<'_>,
) -> Result<(), WriteError> {
    let Layers {
        file,
        drawn: layers,
        tables,
    } = all;
    let mut formats = formats.to_vec();
    formats.sort_unstable();
    formats.dedup();
    for format in &formats {
        if *format == Format::Shapefile {
            super::batch::make_folder(&folder.join(SHAPEFILES))?;
        }
        for one in &layers {
            let path = folder.join(format!("{}.{}", one.name, format.ending()));
            match format {
                Format::GeoPackage | Format::Xlsx => {}
                Format::Shapefile => {
                    let name = path.file_name().unwrap_or_default();
                    one_layer(batch, &folder.join(SHAPEFILES).join(name), one, *format, edition)?;
                }
                _ => one_layer(batch, &path, one, *format, edition)?,
            }
        }
    }
    for one in &layers {
        styles(batch, &folder.join(format!("{}.qml", one.name)), one, &formats, edition)?;
    }
    let all: Vec<Layer<'_>> = layers.into_iter().chain(tables).collect();
    let named = |format: Format| folder.join(format!("{file}.{}", format.ending()));
    if formats.contains(&Format::Xlsx) {
        xlsx_layers::write(batch, named(Format::Xlsx), &all, edition)?;
    }
    if formats.contains(&Format::GeoPackage) {
        let path = named(Format::GeoPackage);
        let project = geopackage(batch, &path, &all, edition, true)?;
        batch.write(path.with_extension("qgz"), |out| out.write_all(&project.zipped()))?;
        batch.write(path.with_extension("qlr"), |out| {
            out.write_all(project.definition().as_bytes())
        })?;
    }
    Ok(())
}

/// Writes one layer to one file, and what belongs beside it; several only where a file holds them all.
pub(super) fn to_file(
    batch: &mut Batch,
    path: &Path,
    layers: &[Layer<'_>],
    format: Format,
    edition: &Edition<'_>,
) -> Result<(), WriteError> {
    if format == Format::GeoPackage {
        return geopackage(batch, path, layers, edition, false).map(drop);
    }
    if format == Format::Xlsx {
        return xlsx_layers::write(batch, path.to_owned(), layers, edition);
    }
    for layer in layers.iter().take(1) {
        one_layer(batch, path, layer, format, edition)?;
        styles(batch, path, layer, &[format], edition)?;
    }
    Ok(())
}

fn one_layer(
    batch: &mut Batch,
    path: &Path,
    layer: &Layer<'_>,
    format: Format,
    edition: &Edition<'_>,
) -> Result<(), WriteError> {
    match format {
        Format::GeoJson => batch.write(path.to_owned(), |out| geojson_layer::write(layer, out)),
        Format::FlatGeobuf => {
            for (drawn, suffix) in parts_present(layer) {
                batch.write(beside(path, suffix, format.ending()), |out| {
                    flatgeobuf::write(layer, drawn, edition, out)
                })?;
            }
            Ok(())
        }
        Format::Csv => {
            batch.write(path.to_owned(), |out| csv_layer::write(layer, out))?;
            batch.write(path.with_extension("csvt"), |out| csv_layer::write_types(layer, out))
        }
        Format::Shapefile => shapefile::write(batch, path, layer),
        Format::GeoParquet => geoparquet(batch, path, layer, edition),
        Format::GeoPackage | Format::Xlsx => Ok(()),
    }
}

#[cfg(feature = "geoparquet")]
fn geoparquet(batch: &mut Batch, path: &Path, layer: &Layer<'_>, edition: &Edition<'_>) -> Result<(), WriteError> {
    batch.write_at(path.to_owned(), |file| {
        super::geoparquet::write(file, layer, edition).map_err(io::Error::other)
    })
}

#[cfg(not(feature = "geoparquet"))]
fn geoparquet(_: &mut Batch, path: &Path, _: &Layer<'_>, _: &Edition<'_>) -> Result<(), WriteError> {
    Err(WriteError::NotBuilt { path: path.to_owned() })
}

/// Writes the styles that QGIS finds beside a file by its name.
fn styles(
    batch: &mut Batch,
    path: &Path,
    layer: &Layer<'_>,
    formats: &[Format],
    edition: &Edition<'_>,
) -> Result<(), WriteError> {
    let mut wanted: Vec<(PathBuf, Drawn)> = Vec::new();
    if formats.contains(&Format::GeoJson) || formats.contains(&Format::GeoParquet) {
        wanted.push((beside(path, "", "qml"), present(layer)));
    }
    if formats.contains(&Format::FlatGeobuf) {
        for (drawn, suffix) in parts_present(layer) {
            wanted.push((beside(path, suffix, "qml"), drawn));
        }
    }
    // A style of areas and points draws areas alone as well: the first of a name stands.
    wanted.dedup_by(|later, earlier| later.0 == earlier.0);
    for (path, drawn) in wanted {
        let styled = Styled {
            look: look(layer.kind),
            columns: &layer.columns,
            drawn,
            terms: &edition.terms_of(layer),
        };
        batch.write(path, |out| out.write_all(document(&styled).as_bytes()))?;
    }
    Ok(())
}

fn geopackage(
    batch: &mut Batch,
    path: &Path,
    layers: &[Layer<'_>],
    edition: &Edition<'_>,
    with_project: bool,
) -> Result<Project, WriteError> {
    let name = file_name(path).unwrap_or_default();
    batch.write_at(path.to_owned(), |file| {
        geopackage::write(file, &name, layers, edition, with_project).map_err(io::Error::other)
    })
}

/// The kinds of geometry that a layer is written in where a format takes one kind: the main one always, another where it has any.
pub(super) fn parts_present(layer: &Layer<'_>) -> Vec<(Drawn, &'static str)> {
    let present = present(layer);
    let parts = layer.drawn().parts().iter().copied();
    parts
        .filter(|(drawn, suffix)| suffix.is_empty() || present == *drawn || present == Drawn::AreasOrPoints)
        .collect()
}

/// What a layer's features are, in fact.
fn present(layer: &Layer<'_>) -> Drawn {
    if layer.drawn() != Drawn::AreasOrPoints {
        return layer.drawn();
    }
    let has = |kind: Drawn| {
        layer
            .features()
            .any(|one| one.geometry.is_some() && kind.takes(one.geometry.as_ref()))
    };
    match (has(Drawn::Areas), has(Drawn::Points)) {
        (true, true) => Drawn::AreasOrPoints,
        (false, true) => Drawn::Points,
        _ => Drawn::Areas,
    }
}

/// A file beside another: its name with something added, and another ending.
pub(super) fn beside(path: &Path, suffix: &str, ending: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    path.with_file_name(format!("{stem}{suffix}.{ending}"))
}
