//! Where results go, found out before the work starts.

use std::path::{Path, PathBuf};

use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::settle::Settled;

/// Endings that mean a layer in one file.
const LAYER_ENDINGS: &[&str] = &["geojson", "json"];
/// Endings of layers and tables in other formats, which nobody means as a folder's name.
const OTHER_ENDINGS: &[&str] = &[
    "gpkg", "fgb", "shp", "csv", "parquet", "kml", "zip", "xlsx", "tab", "gml",
];

/// Where results go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// The verb's one layer, the summary beside it.
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
                    "nowhere to write: give -o OUT.geojson, or -o FOLDER for every layer",
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
        } else if LAYER_ENDINGS.contains(&ending.as_str()) {
            Ok(Self::File(path.to_owned()))
        } else if OTHER_ENDINGS.contains(&ending.as_str()) {
            Err(Failure::wrong(format_args!(
                "-o {}: this version writes GeoJSON; give a name that ends in .geojson, or a folder",
                path.display()
            )))
        } else {
            Ok(Self::Directory(path.to_owned()))
        }
    }

    /// Tries a file without a name beside the output, so that a long run does not end at a closed door.
    fn check_writable(&self) -> Result<(), Failure> {
        let (wanted, folder) = match self {
            Self::File(file) => (file, existing(file.parent().unwrap_or(Path::new("")), false)),
            Self::Directory(directory) => (directory, existing(directory, true)),
        };
        tempfile::tempfile_in(&folder).map(drop).map_err(|error| {
            Failure::failed(format_args!(
                "{}: cannot write into {}: {}; give another -o",
                wanted.display(),
                folder.display(),
                plain(&error)
            ))
        })
    }
}

/// The folder itself; with `climb`, the nearest one above it that is there.
fn existing(folder: &Path, climb: bool) -> PathBuf {
    let mut folder = folder;
    while climb && !folder.as_os_str().is_empty() && std::fs::symlink_metadata(folder).is_err() {
        let Some(parent) = folder.parent() else { break };
        folder = parent;
    }
    if folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        folder.to_owned()
    }
}

/// The system's reason without the temporary name tried.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        std::io::ErrorKind::NotADirectory => "it is not a folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_a_file_from_a_folder() {
        let file = |path: &str| Destination::of(Path::new(path));
        assert_eq!(file("a/b.geojson"), Ok(Destination::File("a/b.geojson".into())));
        assert_eq!(file("B.GeoJSON"), Ok(Destination::File("B.GeoJSON".into())));
        assert_eq!(file("out"), Ok(Destination::Directory("out".into())));
        assert_eq!(file("out.2026"), Ok(Destination::Directory("out.2026".into())));
        assert!(file("out.gpkg").is_err());
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
        assert_eq!(
            Destination::Directory(directory.path().join("new/out")).check_writable(),
            Ok(())
        );
        assert!(!directory.path().join("new").exists());
    }
}
