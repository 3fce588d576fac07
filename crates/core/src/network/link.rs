//! How a point off the network joins it: by projection onto an edge, never to the nearer end.

use crate::ids::EdgeId;
use crate::lonlat::LonLat;
use crate::units_of_measure::{Millimetres, Milliseconds};

/// A length and the time it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leg {
    /// The time.
    pub time: Milliseconds,
    /// The length.
    pub length: Millimetres,
}

impl Leg {
    /// Both summed.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            time: self.time.plus(other.time),
            length: self.length.plus(other.length),
        }
    }

    /// What is left after a shorter one; never below nothing.
    #[must_use]
    pub fn minus(self, shorter: Self) -> Self {
        Self {
            time: Milliseconds(self.time.0.saturating_sub(shorter.time.0)),
            length: Millimetres(self.length.0.saturating_sub(shorter.length.0)),
        }
    }
}

/// A point's way onto an edge. The two ends can only be walked to or from where the edge's one-way rule lets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The edge joined.
    pub edge: EdgeId,
    /// Where on the edge.
    pub at: LonLat,
    /// Straight from the point to the edge.
    pub off: Leg,
    /// Along the edge to its tail, the wait there included.
    pub to_tail: Leg,
    /// Along the edge to its head, the wait there included.
    pub to_head: Leg,
    /// Along the edge from its tail to `at`, waits left out: for two links on one edge.
    pub along: Leg,
    /// Farther than `snap_m`: usable, but told.
    pub flagged: bool,
}
