//! Stretches of edges within a limit, cut exactly where the walk takes as long as that.
//!
//! # Units
//! Places along an edge are whole millimetres from its tail, as the network counts its length; the time to walk there from the tail is
//! that share of the edge's time, rounded to the millisecond, as in every [`Link`](crate::network::Link). A stretch holds each whole
//! millimetre from which the walk takes at most the limit, and no other.

use crate::ids::EdgeId;
use crate::network::Network;
use crate::reach::EdgeWalk;
use crate::units_of_measure::{Millimetres, Milliseconds};

/// A piece of an edge, longer than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// Of which edge.
    pub edge: EdgeId,
    /// Where it starts, along the edge from its tail.
    pub from: Millimetres,
    /// Where it ends.
    pub to: Millimetres,
}

impl Stretch {
    /// Its length.
    pub fn length(&self) -> Millimetres {
        Millimetres(self.to.0.saturating_sub(self.from.0))
    }
}

/// The stretches from which a walk takes at most a limit, by edge, then place; none touches the next.
///
/// `walks` are by edge.
///
/// # Complexity
/// `O(n)` for `n` walks, a few of which have doors on their edge.
pub fn within(network: &Network, walks: &[EdgeWalk], limit: Milliseconds) -> Vec<Stretch> {
    walks
        .iter()
        .flat_map(|walk| pieces(network, walk, limit))
        .filter(|stretch| stretch.from < stretch.to)
        .collect()
}

/// What of some stretches is in none of others; both by edge, then place. Cut places belong to both.
pub fn without(all: &[Stretch], others: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::new();
    for stretch in all {
        let mut rest = *stretch;
        let first = others.partition_point(|other| (other.edge, other.to) <= (stretch.edge, stretch.from));
        for other in others[first..]
            .iter()
            .take_while(|other| other.edge == stretch.edge && other.from < stretch.to)
        {
            if rest.from < other.from {
                left.push(Stretch { to: other.from, ..rest });
            }
            rest.from = rest.from.max(other.to);
        }
        if rest.from < rest.to {
            left.push(rest);
        }
    }
    left
}

/// How far along an edge a walk of some time gets.
struct Pace {
    time: u64,
    length: u64,
}

impl Pace {
    /// The last millimetre to which the walk from the tail takes at most `time`.
    fn last_within(&self, time: u32) -> u32 {
        // length_along * self.time / self.length, rounded, is at most `time` up to here.
        let least_beyond = (u64::from(time) + 1) * self.length - self.length / 2;
        ((least_beyond - 1) / self.time).min(self.length) as u32
    }

    /// The first millimetre to which the walk from the tail takes at least `time`.
    fn first_from(&self, time: u32) -> u32 {
        let least = (u64::from(time) * self.length).saturating_sub(self.length / 2);
        least.div_ceil(self.time).min(self.length) as u32
    }
}

/// The pieces of one edge, those that touch as one; some may be of no length.
fn pieces(network: &Network, walk: &EdgeWalk, limit: Milliseconds) -> Vec<Stretch> {
    let edge = network.edge(walk.edge);
    let pace = Pace {
        time: u64::from(edge.time.0.max(1)),
        length: u64::from(edge.length.0.max(1)),
    };
    let left = |used: Milliseconds| limit.0.checked_sub(used.0);
    let by_tail = walk.by_tail.and_then(left).map(|left| (0, pace.last_within(left)));
    let by_head = walk.by_head.and_then(left).map(|left| {
        let first = pace.first_from(edge.time.0.saturating_sub(left));
        (first, edge.length.0)
    });
    let by_doors = walk.doors.iter().filter_map(|(along, used)| {
        let (left, at) = (left(*used)?, along.length.0);
        let before = pace.first_from(along.time.0.saturating_sub(left)).min(at);
        let beyond = pace.last_within(along.time.0.saturating_add(left)).max(at);
        let (forward, backward) = (edge.directions.forward(), edge.directions.backward());
        Some((if forward { before } else { at }, if backward { beyond } else { at }))
    });
    let mut spans: Vec<(u32, u32)> = by_tail.into_iter().chain(by_head).chain(by_doors).collect();
    spans.sort_unstable();
    let mut joined: Vec<Stretch> = Vec::new();
    for (from, to) in spans {
        match joined.last_mut() {
            // Two whole millimetres side by side leave nothing between them.
            Some(last) if from <= last.to.0.saturating_add(1) => last.to.0 = last.to.0.max(to),
            _ => joined.push(Stretch {
                edge: walk.edge,
                from: Millimetres(from),
                to: Millimetres(to),
            }),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(edge: u32, from: u32, to: u32) -> Stretch {
        Stretch {
            edge: EdgeId(edge),
            from: Millimetres(from),
            to: Millimetres(to),
        }
    }

    #[test]
    fn the_last_and_the_first_millimetre_are_those_of_looking_at_each() {
        for (time, length) in [(1, 1), (1, 7), (7, 1), (10, 10), (13, 29), (29, 13), (100, 3), (3, 100)] {
            let pace = Pace { time, length };
            let share = |at: u64| ((time * at + length / 2) / length) as u32;
            for asked in 0..=(time as u32 + 2) {
                let last = (0..=length).rev().find(|at| share(*at) <= asked).unwrap_or(0);
                assert_eq!(
                    u64::from(pace.last_within(asked)),
                    last,
                    "{time} ms, {length} mm, {asked}"
                );
                let first = (0..=length).find(|at| share(*at) >= asked).unwrap_or(length);
                assert_eq!(
                    u64::from(pace.first_from(asked)),
                    first,
                    "{time} ms, {length} mm, {asked}"
                );
            }
        }
    }

    #[test]
    fn what_is_left_without_others() {
        let all = [
            stretch(1, 0, 100),
            stretch(2, 0, 50),
            stretch(2, 60, 90),
            stretch(3, 0, 9),
        ];
        let others = [
            stretch(1, 20, 30),
            stretch(1, 50, 100),
            stretch(2, 40, 70),
            stretch(3, 0, 9),
        ];
        let expected = [
            stretch(1, 0, 20),
            stretch(1, 30, 50),
            stretch(2, 0, 40),
            stretch(2, 70, 90),
        ];
        assert_eq!(without(&all, &others), expected);
        assert_eq!(without(&all, &[]), all);
        assert_eq!(without(&[], &others), []);
    }
}
