//! The PBF format: bytes to elements, and the way through the file.
//!
//! osmpbf frames the file and reads its header. Blocks are read by a decoder of our own, because osmpbf's builds every field of
//! every element (metadata too) before the first is looked at; here keys are known per block, and only what a rule looks at is
//! built. The two are held against each other in `tests/core/read_real.rs`.
//!
//! - `wire`: the protobuf wire format.
//! - `blobs`: the file's frames; unpacking.
//! - `block`, `elements`, `nodes`: decoding.
//! - `take`: what is kept of one block.
//! - `sweep`: the order of reading.

mod blobs;
mod block;
mod elements;
mod header;
mod nodes;
mod sweep;
mod take;
mod wire;

use std::path::Path;

use super::error::ReadError;
use super::extract::Extract;
use super::interest::Interest;
use crate::watch::Watch;

/// Reads an extract: what is of interest, in flat arrays.
///
/// An ordered file is gone through once, from its end. One that is not in order, or holds several versions of an element (history
/// files, joined files), is gone through three times with the same result; the last version of an element in the file rules,
/// and a deleted one leaves it out. The result does not depend on the number of threads.
///
/// # Errors
/// [`ReadError`], each naming the file and the remedy. A file is read whole or not at all.
///
/// # Complexity
/// Time linear in the file's size. Memory for what is kept (see [`Extract`]) and some 10 MB of blobs at a time; the
/// general path notes 16 bytes for each element of one type on top.
///
/// # Examples
/// ```no_run
/// use service_circle_core::{facility_tags::FacilityTags, read, watch::Unwatched};
/// let interest = read::Interest::new(FacilityTags::built_in());
/// let extract = read::read_extract("city.osm.pbf".as_ref(), &interest, &Unwatched)?;
/// println!("{} of {} ways kept", extract.way_counts.kept, extract.way_counts.read);
/// # Ok::<(), read::ReadError>(())
/// ```
///
/// # References
/// <https://wiki.openstreetmap.org/wiki/PBF_Format>
pub fn read_extract(path: &Path, interest: &Interest, watch: &dyn Watch) -> Result<Extract, ReadError> {
    let (mut file, block) = blobs::BlobFile::open(path)?;
    let header = header::judge(path, &block)?;
    let collected = sweep::collect(&mut file, interest, watch)?;
    super::finish::finish(header, collected, interest).ok_or_else(|| ReadError::TooLarge { path: path.to_owned() })
}
