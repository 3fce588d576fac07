//! Flows in a directed graph: the most that gets through, and the cheapest way to get it through.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// No edge, no node.
const NONE: u32 = u32::MAX;

/// A graph with edges in pairs: an edge and its reverse stand beside each other.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    first: Vec<u32>,
    next: Vec<u32>,
    to: Vec<u32>,
    room: Vec<i64>,
    cost: Vec<i64>,
    work: usize,
}

impl Graph {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            first: vec![NONE; nodes],
            next: Vec::new(),
            to: Vec::new(),
            room: Vec::new(),
            cost: Vec::new(),
            work: 0,
        }
    }

    /// Adds an edge and gives its number.
    pub(super) fn edge(&mut self, from: u32, to: u32, room: i64, cost: i64) -> usize {
        let number = self.to.len();
        for (from, to, room, cost) in [(from, to, room, cost), (to, from, 0, -cost)] {
            self.next.push(self.first[from as usize]);
            self.first[from as usize] = self.to.len() as u32;
            self.to.push(to);
            self.room.push(room);
            self.cost.push(cost);
        }
        number
    }

    /// What flows through an edge.
    pub(super) fn flow(&self, edge: usize) -> i64 {
        self.room[edge ^ 1]
    }

    /// Gives an edge more room.
    pub(super) fn widen(&mut self, edge: usize, by: i64) {
        self.room[edge] += by;
    }

    /// Edges read so far.
    pub(super) fn work(&self) -> usize {
        self.work
    }

    fn edges(&self, node: u32) -> impl Iterator<Item = u32> {
        let start = self.first[node as usize];
        std::iter::successors((start != NONE).then_some(start), |edge| {
            let next = self.next[*edge as usize];
            (next != NONE).then_some(next)
        })
    }

    /// Sends as much as gets through, whatever the cost: blocking flows in level graphs.
    ///
    /// # References
    /// Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation" (1970).
    pub(super) fn max_flow(&mut self, source: u32, sink: u32) -> i64 {
        let mut sent = 0;
        while let Some(level) = self.levels(source, sink) {
            let mut at = self.first.clone();
            loop {
                let through = self.block(source, sink, &level, &mut at);
                if through == 0 {
                    break;
                }
                sent += through;
            }
        }
        sent
    }

    fn levels(&mut self, source: u32, sink: u32) -> Option<Vec<u32>> {
        let mut level = vec![NONE; self.first.len()];
        level[source as usize] = 0;
        let mut queue = VecDeque::from([source]);
        let mut work = 0;
        while let Some(node) = queue.pop_front() {
            for edge in self.edges(node) {
                work += 1;
                let to = self.to[edge as usize];
                if self.room[edge as usize] > 0 && level[to as usize] == NONE {
                    level[to as usize] = level[node as usize] + 1;
                    queue.push_back(to);
                }
            }
        }
        self.work += work;
        (level[sink as usize] != NONE).then_some(level)
    }

    /// One path down the levels, and what it lets through.
    fn block(&mut self, source: u32, sink: u32, level: &[u32], at: &mut [u32]) -> i64 {
        let mut path: Vec<u32> = Vec::new();
        let mut node = source;
        while node != sink {
            let edge = at[node as usize];
            if edge == NONE {
                // A dead end: back up, and do not come here again.
                let Some(last) = path.pop() else {
                    return 0;
                };
                node = self.to[last as usize ^ 1];
                at[node as usize] = self.next[at[node as usize] as usize];
                continue;
            }
            self.work += 1;
            let to = self.to[edge as usize];
            if self.room[edge as usize] > 0 && level[to as usize] == level[node as usize] + 1 {
                path.push(edge);
                node = to;
            } else {
                at[node as usize] = self.next[edge as usize];
            }
        }
        self.send(&path)
    }

    fn send(&mut self, path: &[u32]) -> i64 {
        let through = path.iter().map(|edge| self.room[*edge as usize]).min().unwrap_or(0);
        for edge in path {
            self.room[*edge as usize] -= through;
            self.room[*edge as usize ^ 1] += through;
        }
        through
    }

    /// Sends as much as gets through at the least cost, path by path as long as a path costs less than `limit`. All edges with
    /// room must cost 0 or more at the start. Gives what was sent and its cost.
    ///
    /// # References
    /// Successive shortest paths with potentials: Edmonds and Karp (1972), Tomizawa (1971).
    pub(super) fn cheapest_flow(&mut self, source: u32, sink: u32, limit: i64) -> (i64, i64) {
        let mut potential = vec![0; self.first.len()];
        let (mut sent, mut cost) = (0, 0);
        while let Some((path, length)) = self.shortest_path(source, sink, &mut potential) {
            if length >= limit {
                break;
            }
            let through = self.send(&path);
            sent += through;
            cost += through * length;
        }
        (sent, cost)
    }

    /// The cheapest path with room, and its cost; potentials are brought up to date.
    fn shortest_path(&mut self, source: u32, sink: u32, potential: &mut [i64]) -> Option<(Vec<u32>, i64)> {
        let mut distance = vec![i64::MAX; self.first.len()];
        let mut came_by = vec![NONE; self.first.len()];
        let mut done: Vec<u32> = Vec::new();
        distance[source as usize] = 0;
        let mut queue = BinaryHeap::from([(Reverse(0_i64), source)]);
        let mut work = 0;
        let mut is_found = false;
        while let Some((Reverse(length), node)) = queue.pop() {
            if length > distance[node as usize] {
                continue;
            }
            done.push(node);
            if node == sink {
                is_found = true;
                break;
            }
            for edge in self.edges(node) {
                work += 1;
                let to = self.to[edge as usize] as usize;
                if self.room[edge as usize] <= 0 {
                    continue;
                }
                let reduced = self.cost[edge as usize] + potential[node as usize] - potential[to];
                let length = length + reduced;
                if length < distance[to] {
                    distance[to] = length;
                    came_by[to] = edge;
                    queue.push((Reverse(length), to as u32));
                }
            }
        }
        self.work += work;
        if !is_found {
            return None;
        }
        // Nodes nearer than the sink move by their distance, all others by the sink's.
        let far = distance[sink as usize];
        for node in done {
            potential[node as usize] += distance[node as usize] - far;
        }
        for potential in potential.iter_mut() {
            *potential += far;
        }
        let mut path = Vec::new();
        let mut node = sink;
        while node != source {
            let edge = came_by[node as usize];
            path.push(edge);
            node = self.to[edge as usize ^ 1];
        }
        path.reverse();
        Some((path, potential[sink as usize] - potential[source as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_gets_through_by_going_back_on_a_first_choice() {
        // 0 -> 1, 2 -> 3, 4 -> 5; the straight way through 1 and 3 must be given up in part.
        let mut graph = Graph::new(6);
        for (from, to, room) in [
            (0, 1, 3),
            (0, 2, 2),
            (1, 3, 3),
            (1, 4, 2),
            (2, 3, 2),
            (3, 5, 3),
            (4, 5, 2),
        ] {
            graph.edge(from, to, room, 0);
        }
        assert_eq!(graph.max_flow(0, 5), 5);
    }

    #[test]
    fn the_cheapest_flow_is_that_of_all_assignments() {
        // Two places of 2, two sites of 2 and 3; by hand: (a to x 1) x 2, (b to y 4) x 2 = 10, not a to x, b to x.
        let mut graph = Graph::new(6);
        for (from, to, room, cost) in [
            (0, 1, 2, 0),
            (0, 2, 2, 0),
            (1, 3, 2, 1),
            (1, 4, 2, 9),
            (2, 3, 2, 2),
            (2, 4, 2, 4),
            (3, 5, 2, 0),
            (4, 5, 3, 0),
        ] {
            graph.edge(from, to, room, cost);
        }
        let mut dearer = graph.clone();
        assert_eq!(graph.cheapest_flow(0, 5, i64::MAX), (4, 10));
        // Paths of 4 and more are not worth it: only the site x is filled.
        assert_eq!(dearer.cheapest_flow(0, 5, 4), (2, 2));
    }
}
