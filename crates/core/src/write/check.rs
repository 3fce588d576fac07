//! What is wrong with where results shall go, asked before a long run so that it does not end in vain.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::batch;
use crate::options::Format;
use crate::plan::Plan;

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
    /// A plan of several circles has one layer each, which one file cannot hold unless it is a `GeoPackage` or a workbook.
    #[error("{}: the plan has {circles} circles, each with a layer of its own; give a folder, or a name that ends in .gpkg, with -o", path.display())]
    SeveralLayers {
        /// The file asked for.
        path: PathBuf,
        /// How many circles there are.
        circles: usize,
    },
    /// A sheet of a workbook cannot hold a layer.
    #[error("{}: {layer} has {rows} rows, more than a sheet of a workbook holds (1,048,575); write it as gpkg or csv", path.display())]
    TooManyRows {
        /// The workbook.
        path: PathBuf,
        /// The layer.
        layer: String,
        /// Its rows.
        rows: usize,
    },
    /// This build does not write the format.
    #[error("{}: this build does not write GeoParquet; build it with `cargo build --release --features geoparquet`, or write .fgb or .gpkg", path.display())]
    NotBuilt {
        /// The file asked for.
        path: PathBuf,
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
            Self::UnknownFormat { .. }
                | Self::NotAFolder { .. }
                | Self::SeveralLayers { .. }
                | Self::TooManyRows { .. }
                | Self::NotBuilt { .. }
        )
    }
}

/// Whether [`to_file`](super::to_file) could write to this path: asked before a long run, so that it does not end in vain. Leaves nothing behind.
pub fn check_file(path: &Path) -> Result<(), WriteError> {
    format_of(path)?;
    batch::check_folder(batch::folder_of(path))
}

/// The format that a file's ending tells.
pub(super) fn format_of(path: &Path) -> Result<Format, WriteError> {
    let told = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let format = Format::of_ending(told).ok_or_else(|| WriteError::UnknownFormat {
        path: path.to_owned(),
        ending: "gpkg or .geojson",
    })?;
    if format.is_built() {
        Ok(format)
    } else {
        Err(WriteError::NotBuilt { path: path.to_owned() })
    }
}

/// Whether [`to_file`](super::to_file) could write the layer of a plan to this path, as [`check_file`]: it must have one circle, or be a
/// `GeoPackage` or a workbook.
pub fn check_layer(plan: &Plan, path: &Path) -> Result<(), WriteError> {
    let circles = plan.options.circles.len();
    if circles > 1 && !format_of(path)?.holds_all_layers() {
        return Err(WriteError::SeveralLayers {
            path: path.to_owned(),
            circles,
        });
    }
    check_file(path)
}

/// Whether [`comparison_to_file`](super::comparison_to_file) could write to this path, as [`check_file`].
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

/// Whether [`to_directory`](super::to_directory) could write into this folder, which is made if it is missing.
pub fn check_directory(folder: &Path) -> Result<(), WriteError> {
    batch::make_folder(folder)?;
    batch::check_folder(folder)
}

/// Whether a file can be made where this path says, as [`check_file`] but for its ending.
pub fn check_place(path: &Path) -> Result<(), WriteError> {
    batch::check_folder(batch::folder_of(path))
}
