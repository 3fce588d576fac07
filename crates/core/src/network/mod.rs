//! **network**: an extract to the walking [`Network`]. Knows nothing of facilities.
//!
//! - `graph`: the network itself, flat arrays; `visit` lets petgraph's algorithms run on it.
//! - `link`: how a point off the network joins it.
//! - `squares`: straight ways across pedestrian areas.

mod graph;
mod link;
pub mod squares;
mod visit;

pub use graph::{Arc, Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
pub use link::{Leg, Link};
pub use visit::{ArcRef, ArcRefs, EdgeRefs, Neighbors, Seen, VertexIds, VertexRefs};
