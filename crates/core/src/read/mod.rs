//! **read**: files in, an [`Extract`] and tables out. Knows nothing of routing.
//!
//! - `keys` and `interest`: which tags are looked at and which elements are kept, as tables.
//! - `extract`: what is kept, in flat arrays.
//! - `pbf`: bytes to elements; one pass backwards (relations, ways, nodes), or a general path for unsorted files.
//! - `areas`: closed ways and multipolygon relations to polygons.
//! - `table`: compounds, facilities, dwellings and gates as the office has them.

mod extract;
mod keys;
pub mod table;

pub use extract::{Area, Extract, Header, Nodes, TagSpan, TaggedNode, Tags, Way, WayCounts};
pub use keys::Key;
