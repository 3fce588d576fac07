//! **read**: files in, an [`Extract`] and tables out. Knows nothing of routing.
//!
//! - `keys` and `interest`: which tags are looked at and which elements are kept, as tables.
//! - `collect` and `finish`: what is kept while reading, and how it becomes the extract.
//! - `extract`: what is kept, in flat arrays.
//! - `pbf`: bytes to elements; one pass backwards (relations, ways, nodes), or a general path for unsorted files.
//! - `areas` and `rings`: closed ways and multipolygon relations to polygons.
//! - `checksum`: exactly which file it was.
//! - `table`: compounds, facilities, dwellings and gates as the office has them.

mod areas;
mod checksum;
mod collect;
mod error;
mod extract;
mod finish;
mod interest;
mod keys;
mod pbf;
mod rings;
pub mod table;

pub use checksum::checksum;
pub use error::ReadError;
#[cfg(test)]
pub(crate) use extract::TestTags;
pub use extract::{Area, Extract, Header, Nodes, TagSpan, TaggedNode, Tags, Unformed, UnformedArea, Way, WayCounts};
pub use interest::Interest;
pub(crate) use interest::RAILWAYS;
pub use keys::Key;
pub use pbf::read_extract;
