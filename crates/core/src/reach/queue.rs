//! A queue of vertices by time: buckets for the times ahead, one pile for those beyond.
//!
//! # References
//! Dial (1969), *Algorithm 360: shortest-path forest with topological ordering*, with buckets wider than the least arc and labels
//! corrected inside one, as Meyer and Sanders (2003), *Δ-stepping*.

use crate::ids::VertexId;
use crate::reach::Reached;

/// Width of a bucket as a power of two: 2,048 ms, about 2 m walked, less than most edges take, so that few vertices are
/// taken out twice.
const WIDTH_BITS: u32 = 11;
/// Buckets ahead: 1,024, or 35 min, more than any edge takes, so that entries beyond them are few.
const BUCKETS: usize = 1024;

/// Vertices to be taken out by ascending bucket, a whole bucket at once; one that gets more entries comes again. Whoever uses it
/// corrects labels until they stand, which is exact because no arc takes less than 1 ms.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    buckets: Vec<Vec<Entry>>,
    beyond: Vec<Entry>,
    /// Bucket number of `buckets[0]`, counted from time 0.
    base: u32,
    /// The bucket being emptied, counted from `base`.
    current: usize,
    /// Entries in `buckets`.
    ahead: usize,
}

/// A vertex and the label it was put in with; it is stale once the vertex has a lesser one.
pub(super) type Entry = (VertexId, Reached);

impl Queue {
    /// Empties the queue and keeps its memory.
    pub(super) fn clear(&mut self) {
        if self.ahead > 0 {
            self.buckets.iter_mut().for_each(Vec::clear);
        }
        self.beyond.clear();
        (self.base, self.current, self.ahead) = (0, 0, 0);
    }

    /// Puts a vertex in; its time must not be before the bucket being emptied.
    pub(super) fn push(&mut self, vertex: VertexId, label: Reached) {
        let ahead = ((label.time.0 >> WIDTH_BITS) - self.base) as usize;
        match self.buckets.get_mut(ahead) {
            Some(bucket) => {
                bucket.push((vertex, label));
                self.ahead += 1;
            }
            None => self.beyond.push((vertex, label)),
        }
    }

    /// Takes out the entries of the earliest bucket in place of those given; false when there is none.
    pub(super) fn take(&mut self, entries: &mut Vec<Entry>) -> bool {
        entries.clear();
        if self.ahead == 0 && !self.move_on() {
            return false;
        }
        while self.buckets[self.current].is_empty() {
            self.current += 1;
        }
        std::mem::swap(entries, &mut self.buckets[self.current]);
        self.ahead -= entries.len();
        true
    }

    /// Moves the buckets to the earliest entry beyond them; false when there is none.
    fn move_on(&mut self) -> bool {
        let Some(earliest) = self.beyond.iter().map(|(_, label)| label.time.0).min() else {
            return false;
        };
        self.buckets.resize_with(BUCKETS, Vec::new);
        self.base = earliest >> WIDTH_BITS;
        self.current = 0;
        let beyond = std::mem::take(&mut self.beyond);
        for (vertex, label) in beyond {
            self.push(vertex, label);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::FacilityIndex;
    use crate::units_of_measure::{Millimetres, Milliseconds};

    fn at(time: u32) -> Reached {
        Reached {
            time: Milliseconds(time),
            length: Millimetres(0),
            facility: FacilityIndex(0),
        }
    }

    fn drain(queue: &mut Queue) -> Vec<u32> {
        let (mut bucket, mut times) = (Vec::new(), Vec::new());
        while queue.take(&mut bucket) {
            times.extend(bucket.iter().map(|(_, label)| label.time.0));
        }
        times
    }

    #[test]
    fn comes_out_by_bucket_whatever_the_distance() {
        let mut queue = Queue::default();
        for time in [5_000_000, 3, u32::MAX, 900_000, 4_000_000_000, 2_500_000, 70_000] {
            queue.push(VertexId(0), at(time));
        }
        assert_eq!(
            drain(&mut queue),
            [3, 70_000, 900_000, 2_500_000, 5_000_000, 4_000_000_000, u32::MAX]
        );
    }

    #[test]
    fn takes_entries_for_the_bucket_being_emptied_and_after_a_clear() {
        let mut queue = Queue::default();
        let mut bucket = Vec::new();
        queue.push(VertexId(1), at(9_000));
        assert!(queue.take(&mut bucket));
        assert_eq!(bucket, [(VertexId(1), at(9_000))]);
        queue.push(VertexId(2), at(9_001));
        queue.push(VertexId(3), at(40_000_000));
        queue.push(VertexId(4), at(30_000));
        assert!(queue.take(&mut bucket));
        assert_eq!(bucket, [(VertexId(2), at(9_001))]);
        queue.clear();
        queue.push(VertexId(5), at(1));
        assert_eq!(drain(&mut queue), [1]);
    }
}
