//! The search: from targets backwards over the network's flat arrays, within a bound, in memory that is used again.
//!
//! Labels are compared by time, then length, then facility, all whole numbers, so the labels found are one and the same
//! whatever the order in which vertices are looked at.

use crate::ids::{FacilityIndex, VertexId, ZoneId};
use crate::network::{Arc, Network};
use crate::reach::Reached;
use crate::reach::queue::{Entry, Queue};
use crate::units_of_measure::{Millimetres, Milliseconds};

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
        self.known.are_beaten_by(label, vertex)
    }
}

/// The time of a vertex not reached: above every bound.
const UNREACHED: Milliseconds = Milliseconds::MAX;

/// Above one vertex in 16 (a line of memory holds 16 times) it is quicker to forget them all in a row.
const MANY_TOUCHED: usize = 16;

/// The best way on from each vertex. Times stand by themselves: most comparisons need no more.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    times: Vec<Milliseconds>,
    rest: Vec<(Millimetres, FacilityIndex)>,
}

impl Labels {
    /// The label of a vertex, where the search came by.
    pub fn get(&self, vertex: VertexId) -> Option<Reached> {
        let time = *self.times.get(vertex.index())?;
        let (length, facility) = *self.rest.get(vertex.index())?;
        (time < UNREACHED).then_some(Reached { time, length, facility })
    }

    /// Whether a label is less than the one of a vertex, or that has none.
    fn are_beaten_by(&self, label: Reached, vertex: VertexId) -> bool {
        let time = self.times[vertex.index()];
        label.time < time || (label.time == time && (label.length, label.facility) < self.rest[vertex.index()])
    }
}

/// Working memory, used again from search to search: a small search costs only what it touches.
///
/// # Memory
/// 12 bytes a vertex, 4 a vertex touched and 16 an entry waiting in the queue; 28 an arc met from one bucket.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    labels: Labels,
    touched: Vec<VertexId>,
    queue: Queue,
    bucket: Vec<Entry>,
    fringe: Vec<(Arc, Reached)>,
}

impl Workspace {
    /// Forgets the last search.
    pub fn clear(&mut self) {
        if self.touched.len() > self.labels.times.len() / MANY_TOUCHED {
            self.labels.times.fill(UNREACHED);
        } else {
            for vertex in &self.touched {
                self.labels.times[vertex.index()] = UNREACHED;
            }
        }
        self.touched.clear();
        self.queue.clear();
    }

    /// The labels of the last search.
    pub fn labels(&self) -> &Labels {
        &self.labels
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
        self.labels.times.resize(network.vertex_count(), UNREACHED);
        self.labels
            .rest
            .resize(network.vertex_count(), (Millimetres(0), FacilityIndex(0)));
        // The greatest time is kept for vertices not reached.
        let bound = bound.min(Milliseconds(Milliseconds::MAX.0 - 1));
        for (vertex, label) in seeds {
            if label.time <= bound && self.labels.are_beaten_by(label, vertex) {
                self.improve(vertex, label);
            }
        }
        let mut fringe = std::mem::take(&mut self.fringe);
        while self.queue.take(&mut self.bucket) {
            // All arcs of a bucket are fetched before any is looked at: memory then serves many of them at a time.
            fringe.clear();
            for &(vertex, label) in &self.bucket {
                if label.time == self.labels.times[vertex.index()] {
                    fringe.extend(network.arcs(vertex).iter().map(|arc| (*arc, label)));
                }
            }
            for &(arc, label) in &fringe {
                let further = label.after(arc.leg());
                if further.time <= bound
                    && self.labels.are_beaten_by(further, arc.to)
                    && arc.may_come()
                    && passage.may_pass(network, arc)
                    && passage.is_worth(arc.to, further)
                {
                    self.improve(arc.to, further);
                }
            }
        }
        self.fringe = fringe;
    }

    fn improve(&mut self, vertex: VertexId, label: Reached) {
        let time = &mut self.labels.times[vertex.index()];
        if *time == UNREACHED {
            self.touched.push(vertex);
        }
        *time = label.time;
        self.labels.rest[vertex.index()] = (label.length, label.facility);
        self.queue.push(vertex, label);
    }
}
