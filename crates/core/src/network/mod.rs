//! **network**: an extract to the walking [`Network`]. Knows nothing of facilities.
//!
//! In the order of the work:
//! - `rules`, `access`, `barriers`: which ways are walked, by whom, and what stops walkers, as tables and pure functions.
//! - `streets`: every way judged once and accounted for.
//! - `nodes` and `bounds`: what each node is: junction, gate, signal, lift, edge of the data.
//! - `plot`: ways cut into the vertices and edges of a `drawing`; `square_edges` and `squares` draw squares, `stitch` joins dead ends.
//! - `outlines` (their `sides` in bands) and `zones`: which outlines are gated, and which edges are for residents only.
//! - `signals`: signals to junctions, so that a junction is waited at once.
//! - `separate`: carriageways left to the footway beside them.
//! - `components`: islands, and zones of residents-only ways.
//! - `order`: Hilbert order; `graph`: the network itself; `visit` lets petgraph's algorithms run on it.
//! - `link`: how a point off the network joins it.
//! - `squares`: straight ways across pedestrian areas.

mod access;
mod barriers;
mod bounds;
mod build;
mod components;
mod drawing;
mod graph;
mod link;
mod nodes;
mod order;
mod outlines;
mod plot;
mod rules;
mod separate;
mod sides;
mod signals;
mod square_edges;
pub mod squares;
mod stitch;
mod streets;
mod visit;
mod zones;

pub(crate) use barriers::{Passage, is_wall, passage};
pub use bounds::data_box;
pub use build::{Built, build};
pub use graph::{Arc, Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
pub use link::{Leg, Link};
pub(crate) use outlines::inner_place;
pub use outlines::{Outline, Outlines};
pub(crate) use square_edges::SQUARE;
pub use streets::StreetCounts;
pub use visit::{ArcRef, ArcRefs, EdgeRefs, Neighbors, Seen, VertexIds, VertexRefs};
pub(crate) use zones::{ALONG_SIDE_M, DISTRICT_M2};
pub use zones::{Gated, OutlineEvidence, Zoning};
