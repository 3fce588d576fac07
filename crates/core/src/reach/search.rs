//! The search: from targets backwards over the network's flat arrays, within a bound, in memory that is used again.
//!
//! Labels are compared by time, then length, then facility, all whole numbers, so the labels found are one and the same
//! whatever the order in which vertices are looked at.

use crate::ids::{VertexId, ZoneId};
use crate::network::{Arc, Network};
use crate::reach::Reached;
use crate::reach::queue::Queue;
use crate::units_of_measure::Milliseconds;

/// What a search may walk, and which labels are worth making.
pub trait Passage {
    /// Whether an edge may be walked at all; one-way rules are the search's own concern.
    fn may_pass(&self, network: &Network, arc: Arc) -> bool;

    /// Whether a label is worth making at a vertex.
    fn is_worth(&self, vertex: VertexId, label: Reached) -> bool {
        let _ = (vertex, label);
        true
    }
}

/// Everybody walks every edge, residents-only ones too.
#[derive(Clone, Copy, Debug)]
pub struct Everywhere;

/// Only edges of one zone.
#[derive(Clone, Copy, Debug)]
pub struct Inside(pub ZoneId);

/// A resident of `home`: public edges and those of `home`, and only where that beats the labels already `known`.
#[derive(Clone, Copy, Debug)]
pub struct Resident<'a> {
    /// The zone the resident lives in.
    pub home: ZoneId,
    /// The labels everybody has.
    pub known: &'a Labels,
}

impl Passage for Everywhere {
    fn may_pass(&self, _: &Network, _: Arc) -> bool {
        true
    }
}

impl Passage for Inside {
    fn may_pass(&self, network: &Network, arc: Arc) -> bool {
        if self.0 == ZoneId::PUBLIC {
            arc.is_public()
        } else {
            !arc.is_public() && network.edge(arc.edge()).zone == self.0
        }
    }
}

impl Passage for Resident<'_> {
    fn may_pass(&self, network: &Network, arc: Arc) -> bool {
        arc.is_public() || network.edge(arc.edge()).zone == self.home
    }

    fn is_worth(&self, vertex: VertexId, label: Reached) -> bool {
        label < self.known.0[vertex.index()]
    }
}

/// Greater than any label: its time is above every bound.
const UNREACHED: Reached = Reached {
    time: Milliseconds::MAX,
    length: crate::units_of_measure::Millimetres(u32::MAX),
    facility: crate::ids::FacilityIndex(u32::MAX),
};

/// The best way on from each vertex.
#[derive(Clone, Debug, Default)]
pub struct Labels(Vec<Reached>);

impl Labels {
    /// The label of a vertex, where the search came by.
    pub fn get(&self, vertex: VertexId) -> Option<Reached> {
        self.0.get(vertex.index()).copied().filter(|label| *label < UNREACHED)
    }
}

/// Working memory, used again from search to search: a small search costs only what it touches.
///
/// # Memory
/// 12 bytes a vertex.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    labels: Labels,
    touched: Vec<VertexId>,
    queue: Queue,
}

impl Workspace {
    /// Forgets the last search.
    pub fn clear(&mut self) {
        for vertex in self.touched.drain(..) {
            self.labels.0[vertex.index()] = UNREACHED;
        }
        self.queue.clear();
    }

    /// The labels of the last search.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The labels of the last search, for keeping.
    pub fn into_labels(self) -> Labels {
        self.labels
    }

    /// The vertices labelled by the last search, each once, in the order they were first met.
    pub fn touched(&self) -> &[VertexId] {
        &self.touched
    }

    /// Finds the least label of every vertex from which a seed can be walked to within the bound (inclusive).
    ///
    /// A seed is a vertex and what is still to be walked from it. The walk goes along the arcs, so the search goes against
    /// them. Seeds are not asked whether they are [worth](Passage::is_worth) it.
    ///
    /// # Complexity
    /// In the mean `O(vertices + arcs)` within the bound; never wrong, but slower, where most arcs take less than 2 s.
    pub fn search<P: Passage>(
        &mut self,
        network: &Network,
        passage: &P,
        seeds: impl IntoIterator<Item = (VertexId, Reached)>,
        bound: Milliseconds,
    ) {
        self.clear();
        self.labels.0.resize(network.vertex_count(), UNREACHED);
        // The greatest time is kept for vertices not reached.
        let bound = bound.min(Milliseconds(Milliseconds::MAX.0 - 1));
        for (vertex, label) in seeds {
            if label.time <= bound {
                self.improve(vertex, label);
            }
        }
        while let Some((vertex, time)) = self.queue.pop() {
            let label = self.labels.0[vertex.index()];
            if label.time != time {
                continue;
            }
            for &arc in network.arcs(vertex) {
                let further = label.after(arc.leg());
                if further.time <= bound
                    && further < self.labels.0[arc.to.index()]
                    && arc.may_come()
                    && passage.may_pass(network, arc)
                    && passage.is_worth(arc.to, further)
                {
                    self.improve(arc.to, further);
                }
            }
        }
    }

    fn improve(&mut self, vertex: VertexId, label: Reached) {
        let present = &mut self.labels.0[vertex.index()];
        if label < *present {
            if *present == UNREACHED {
                self.touched.push(vertex);
            }
            *present = label;
            self.queue.push(vertex, label.time);
        }
    }
}
