//! Why an extract cannot be read, and what to do about it.

use std::io;
use std::path::PathBuf;

use crate::watch::Cancelled;

/// Why an extract cannot be read. Each message is one line that names the file and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    #[error("{}: no such file; check the path", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A directory, a pipe or a device.
    #[error("{}: not a regular file; give the path of an .osm.pbf file", path.display())]
    NotAFile {
        /// The path as given.
        path: PathBuf,
    },
    /// The file cannot be opened or read.
    #[error("{}: cannot be read: {source}; check its permissions and the disk", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file has no bytes.
    #[error("{}: the file is empty; download the extract again", path.display())]
    Empty {
        /// The path as given.
        path: PathBuf,
    },
    /// The file begins with something else than PBF.
    #[error("{}: not an OpenStreetMap PBF file; {remedy} 不是 OSM PBF 文件", path.display())]
    NotPbf {
        /// The path as given.
        path: PathBuf,
        /// How to get one.
        remedy: &'static str,
    },
    /// The file ends inside a blob.
    #[error("{}: the file is cut off: it ends at byte {at}, inside the blob that begins at byte {blob}; download it again", path.display())]
    Truncated {
        /// The path as given.
        path: PathBuf,
        /// Where the file ends.
        at: u64,
        /// Where its last blob begins.
        blob: u64,
    },
    /// Bytes that break the format.
    #[error("{}: damaged in the blob that begins at byte {blob}: {what}; download it again", path.display())]
    Damaged {
        /// The path as given.
        path: PathBuf,
        /// Where the blob begins.
        blob: u64,
        /// What is wrong.
        what: String,
    },
    /// Blobs packed by something else than zlib.
    #[error(
        "{}: its blobs are packed with {name}, which is not supported; convert it: osmium cat {} -o zlib.osm.pbf -f pbf,pbf_compression=zlib",
        path.display(), path.display()
    )]
    Compression {
        /// The path as given.
        path: PathBuf,
        /// The compression, such as `lz4`.
        name: &'static str,
    },
    /// The file says that a reader must know something this one does not.
    #[error(
        "{}: needs the feature \"{feature}\", which is not supported; rewrite it: osmium cat {} -o plain.osm.pbf",
        path.display(), path.display()
    )]
    Feature {
        /// The path as given.
        path: PathBuf,
        /// The feature's name.
        feature: String,
    },
    /// More than 4 billion nodes, references or tags would be kept.
    #[error("{}: too large to hold; cut out the city first: osmium extract --bbox W,S,E,N {} -o city.osm.pbf", path.display(), path.display())]
    TooLarge {
        /// The path as given.
        path: PathBuf,
    },
    /// The run was stopped.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
