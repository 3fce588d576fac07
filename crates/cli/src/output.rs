//! Where results go, found out before the work starts.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use service_circle_core::options::Format;
use service_circle_core::write::{self, WriteError};

use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::settle::Settled;

/// Endings of layers and tables in formats that are not written, which nobody means as a folder's name.
const OTHER_ENDINGS: &[&str] = &[
    "kml", "zip", "tab", "gml", "qgz", "qgs", "sqlite", "md", "txt", "pdf", "docx",
];

/// Endings that mean the report page.
const PAGE_ENDINGS: &[&str] = &["html", "htm"];

/// Where results go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// The verb's one layer, the summary beside it.
    File(PathBuf),
    /// The report page alone.
    Page(PathBuf),
    /// Every layer and table.
    Directory(PathBuf),
}

/// Where the tables and pages of `coverage` go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CoverageAt {
    /// The page of text alone.
    Text(PathBuf),
    /// The workbook alone.
    Workbook(PathBuf),
    /// The report page alone.
    Page(PathBuf),
    /// All of it.
    Directory(PathBuf),
}

impl CoverageAt {
    /// What `-o` says, else the plan's folder; it must look writable.
    pub(crate) fn choose(output: Option<&Path>, common: &Common, settled: &Settled) -> Result<Self, Failure> {
        let ending = output
            .filter(|path| !path.is_dir())
            .and_then(Path::extension)
            .map(|ending| ending.to_string_lossy().to_lowercase());
        let alone = match (output, ending.as_deref()) {
            (Some(path), Some("md" | "markdown")) => Self::Text(path.to_owned()),
            (Some(path), Some("xlsx")) => Self::Workbook(path.to_owned()),
            (Some(path), Some(ending)) if PAGE_ENDINGS.contains(&ending) => Self::Page(path.to_owned()),
            _ => {
                let output = Output {
                    output: output.map(Path::to_owned),
                };
                return coverage_folder(&output, common, settled).map(Self::Directory);
            }
        };
        if let Some(path) = output {
            write::check_place(path)?;
        }
        Ok(alone)
    }
}

/// The folder that `coverage` writes into: one layer of several tables is no answer.
fn coverage_folder(output: &Output, common: &Common, settled: &Settled) -> Result<PathBuf, Failure> {
    match Destination::choose(output, common, settled)? {
        Destination::Directory(folder) => Ok(folder),
        Destination::File(path) | Destination::Page(path) => Err(Failure::wrong(format_args!(
            "-o {}: several tables are written; give a folder, or a name that ends in .md, .xlsx or .html",
            path.display()
        ))),
    }
}

/// Where the layers of a verb without a report page go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LayersAt {
    /// The verb's one layer.
    File(PathBuf),
    /// Every layer and table.
    Directory(PathBuf),
}

impl Destination {
    /// What `-o` says, else the plan's folder; it must look writable.
    pub(crate) fn choose(output: &Output, common: &Common, settled: &Settled) -> Result<Self, Failure> {
        let asked = common
            .set
            .iter()
            .any(|assignment| assignment.trim_start().starts_with("output.dir"));
        let destination = match &output.output {
            Some(path) => Self::of(path)?,
            None if common.plan.is_some() || asked => Self::Directory(settled.output_dir.clone()),
            None => {
                return Err(Failure::wrong(
                    "nowhere to write: give -o OUT.gpkg, -o OUT.html, or -o FOLDER for every layer",
                ));
            }
        };
        destination.check_writable()?;
        Ok(destination)
    }

    fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        if path.is_dir() {
            Ok(Self::Directory(path.to_owned()))
        } else if Format::of_ending(&ending).is_some() {
            Ok(Self::File(path.to_owned()))
        } else if PAGE_ENDINGS.contains(&ending.as_str()) {
            Ok(Self::Page(path.to_owned()))
        } else if OTHER_ENDINGS.contains(&ending.as_str()) {
            Err(Failure::wrong(format_args!(
                "-o {}: this kind of file is not written; give a name that ends in {} or .html, or a folder",
                path.display(),
                endings()
            )))
        } else {
            Ok(Self::Directory(path.to_owned()))
        }
    }

    /// The same for a verb that has no report page.
    pub(crate) fn of_layers(self) -> Result<LayersAt, Failure> {
        match self {
            Self::File(path) => Ok(LayersAt::File(path)),
            Self::Directory(directory) => Ok(LayersAt::Directory(directory)),
            Self::Page(path) => Err(Failure::wrong(format_args!(
                "-o {}: this verb writes layers, not a page; give a name that ends in {}, or a folder",
                path.display(),
                endings()
            ))),
        }
    }

    /// Told before the work, so that a long run does not end at a closed door. Leaves nothing behind.
    fn check_writable(&self) -> Result<(), WriteError> {
        match self {
            Self::File(file) => write::check_file(file),
            Self::Page(file) => write::check_place(file),
            Self::Directory(directory) => write::check_directory(standing(directory)),
        }
    }
}

/// The endings that layers are written to, for people.
fn endings() -> String {
    Format::ALL.map(|format| format!(".{}", format.ending())).join(", ")
}

/// Where a verb's one table goes: a file that ends in .csv, else a folder that will hold it under `name`.
pub(crate) fn table(path: &Path, name: &str) -> Result<PathBuf, Failure> {
    let has_ending = |known: &[&str]| {
        path.extension()
            .is_some_and(|ending| known.contains(&ending.to_string_lossy().to_lowercase().as_str()))
    };
    if !path.is_dir() && has_ending(&["csv"]) {
        write::check_table(path)?;
        return Ok(path.to_owned());
    }
    let is_layer = |ending: &OsStr| Format::of_ending(&ending.to_string_lossy()).is_some();
    if !path.is_dir()
        && (path.extension().is_some_and(is_layer) || has_ending(PAGE_ENDINGS) || has_ending(OTHER_ENDINGS))
    {
        return Err(Failure::wrong(format_args!(
            "-o {}: a table is written; give a name that ends in .csv, or a folder",
            path.display()
        )));
    }
    write::check_directory(standing(path))?;
    Ok(path.join(name))
}

/// The nearest folder that is there: a missing one is made when results are written, not before.
fn standing(folder: &Path) -> &Path {
    let stands = |folder: &Path| folder.as_os_str().is_empty() || folder.symlink_metadata().is_ok();
    let nearest = folder.ancestors().find(|folder| stands(folder));
    match nearest {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_a_file_from_a_folder() {
        let file = |path: &str| Destination::of(Path::new(path));
        assert_eq!(file("a/b.geojson"), Ok(Destination::File("a/b.geojson".into())));
        assert_eq!(file("a/b.html"), Ok(Destination::Page("a/b.html".into())));
        assert_eq!(file("B.GeoJSON"), Ok(Destination::File("B.GeoJSON".into())));
        assert_eq!(file("out"), Ok(Destination::Directory("out".into())));
        assert_eq!(file("out.2026"), Ok(Destination::Directory("out.2026".into())));
        assert_eq!(file("out.gpkg"), Ok(Destination::File("out.gpkg".into())));
        assert!(file("out.kml").is_err());
        let directory = tempfile::tempdir().unwrap();
        let odd = directory.path().join("odd.geojson");
        std::fs::create_dir(&odd).unwrap();
        assert_eq!(Destination::of(&odd), Ok(Destination::Directory(odd)));
    }

    #[test]
    fn a_closed_door_is_told_before_the_work() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        std::fs::write(&file, "x").unwrap();
        assert!(Destination::File(file.join("x.geojson")).check_writable().is_err());
        assert!(Destination::Directory(file.join("deep/out")).check_writable().is_err());
        assert!(
            Destination::File(directory.path().join("no/x.geojson"))
                .check_writable()
                .is_err()
        );
        assert!(
            Destination::Directory(directory.path().join("new/out"))
                .check_writable()
                .is_ok()
        );
        assert!(!directory.path().join("new").exists());
    }
}
