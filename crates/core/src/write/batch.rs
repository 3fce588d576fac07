//! Files written whole or not at all: each under a temporary name in its folder, all renamed together at the end.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::WriteError;

/// Bytes gathered before they go to the disk.
const BUFFER_BYTES: usize = 1 << 18;

/// Files written, not yet under their names. Dropped before [`Batch::commit`], it leaves nothing behind.
#[derive(Debug, Default)]
pub(super) struct Batch {
    files: Vec<(PathBuf, NamedTempFile)>,
}

impl Batch {
    /// Writes one file under a temporary name.
    pub(super) fn write(
        &mut self,
        path: PathBuf,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        let folder = folder_of(&path);
        let file = temporary(folder)?;
        let mut out = BufWriter::with_capacity(BUFFER_BYTES, file);
        let filled = fill(&mut out).and_then(|()| out.into_inner().map_err(io::IntoInnerError::into_error));
        match filled {
            Ok(file) => {
                self.files.push((path, file));
                Ok(())
            }
            Err(source) => Err(WriteError::File {
                path,
                source: bare(source),
            }),
        }
    }

    /// Writes one file by its path, for programs that open files themselves; what `fill` gives is handed on.
    pub(super) fn write_at<T>(
        &mut self,
        path: PathBuf,
        fill: impl FnOnce(&Path) -> io::Result<T>,
    ) -> Result<T, WriteError> {
        let file = temporary(folder_of(&path))?;
        match fill(file.path()) {
            Ok(made) => {
                self.files.push((path, file));
                Ok(made)
            }
            Err(source) => Err(WriteError::File { path, source }),
        }
    }

    /// Names of the files so far, without their folders.
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.files.iter().filter_map(|(path, _)| file_name(path))
    }

    /// Gives every file its name. Gives the paths in order of writing.
    pub(super) fn commit(self) -> Result<Vec<PathBuf>, WriteError> {
        if let Some((path, _)) = self.files.iter().find(|(path, _)| path.is_dir()) {
            return Err(WriteError::File {
                path: path.clone(),
                source: io::ErrorKind::IsADirectory.into(),
            });
        }
        self.files
            .into_iter()
            .map(|(path, file)| match file.persist(&path) {
                Ok(_) => Ok(path),
                Err(error) => Err(WriteError::File {
                    path,
                    source: bare(error.error),
                }),
            })
            .collect()
    }
}

/// A path's last part as text.
pub(super) fn file_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes a folder and those above it, where missing.
pub(super) fn make_folder(folder: &Path) -> Result<(), WriteError> {
    std::fs::create_dir_all(folder).map_err(|source| no_folder(folder, source))
}

/// Whether a file can be made in a folder.
pub(super) fn check_folder(folder: &Path) -> Result<(), WriteError> {
    temporary(folder).map(drop)
}

fn no_folder(folder: &Path, source: io::Error) -> WriteError {
    let path = folder.to_owned();
    if folder.exists() && !folder.is_dir() {
        return WriteError::NotAFolder { path };
    }
    let source = bare(source);
    WriteError::Folder { path, source }
}

/// What the system said, without the temporary name that nobody asked for.
fn bare(error: io::Error) -> io::Error {
    if error.get_ref().is_some() {
        error.kind().into()
    } else {
        error
    }
}

/// A temporary file that, once renamed, has the rights any new file has (not the private ones of temporary files).
fn temporary(folder: &Path) -> Result<NamedTempFile, WriteError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".service-circle-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map_err(|source| no_folder(folder, source))
}
