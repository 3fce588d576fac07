//! **write**: layers, tables and the summary to files, whole or not at all. Decides nothing.

use std::path::{Path, PathBuf};

use crate::network::Network;
use crate::plan::{Outcome, Plan};

/// A file that cannot be written: the culprit and the remedy in one line.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong and what to do.
    pub why: String,
}

/// The compounds layer to a file, and the summary beside it.
pub fn to_file(_plan: &Plan, _outcome: &Outcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    not_joined(path)
}

/// Every layer, the rejected rows and the summary into a directory.
pub fn to_directory(
    _plan: &Plan,
    _outcome: &Outcome,
    directory: &Path,
    _with_network: bool,
) -> Result<Vec<PathBuf>, WriteError> {
    not_joined(directory)
}

/// The network layer to a file.
pub fn network_to_file(_network: &Network, path: &Path) -> Result<(), WriteError> {
    not_joined(path)
}

fn not_joined<T>(path: &Path) -> Result<T, WriteError> {
    Err(WriteError {
        path: path.to_owned(),
        why: "the stages are not joined yet".to_owned(),
    })
}
