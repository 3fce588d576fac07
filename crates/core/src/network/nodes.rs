//! What each node of the extract is to the network: how often walked over, and what stands on it.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::barriers::{self, Passage};
use super::bounds::Bounds;
use super::rules;
use super::streets::Streets;
use crate::extent::Extent;
use crate::ids::{NodeIndex, OsmId};
use crate::lonlat::{Frame, LonLat};
use crate::read::{Extract, Key};
use crate::tally::Tally;
use crate::units_of_measure::Milliseconds;

/// A gate of the user's table and the same gate on the map lie this near each other, metres.
const SHUT_NEAR_M: f64 = 5.0;

/// One node's part in the network, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Role(u8);

impl Role {
    const WALKED: u8 = 1;
    /// A junction, an end, or anything else that must be a vertex.
    const VERTEX: u8 = 1 << 1;
    const BLOCKED: u8 = 1 << 2;
    const SIGNAL: u8 = 1 << 3;
    const LIFT: u8 = 1 << 4;
    const EDGE_OF_DATA: u8 = 1 << 5;

    fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    pub(super) fn is_walked(self) -> bool {
        self.has(Self::WALKED)
    }

    pub(super) fn is_vertex(self) -> bool {
        self.has(Self::VERTEX)
    }

    pub(super) fn is_blocked(self) -> bool {
        self.has(Self::BLOCKED)
    }

    pub(super) fn is_signal(self) -> bool {
        self.has(Self::SIGNAL)
    }

    pub(super) fn is_edge_of_data(self) -> bool {
        self.has(Self::EDGE_OF_DATA)
    }
}

/// The roles of all nodes, by [`NodeIndex`].
pub(super) struct Roles {
    roles: Vec<Role>,
    /// Lifts by node, with their wait.
    lifts: Vec<(NodeIndex, Milliseconds)>,
}

impl Roles {
    /// Reads the roles off streets, tagged nodes and the bounds of the data.
    pub(super) fn of(
        extract: &Extract,
        streets: &Streets<'_>,
        lift: impl Fn(u8) -> Milliseconds,
        tally: &mut Tally,
    ) -> Self {
        let mut all = Self {
            roles: vec![Role::default(); extract.nodes.len()],
            lifts: Vec::new(),
        };
        for way in &streets.walked {
            all.walk_over(way.nodes);
            all.set(way.nodes.first(), Role::VERTEX);
            all.set(way.nodes.last(), Role::VERTEX);
        }
        for ring in streets
            .squares
            .iter()
            .flat_map(|square| square.polygons.iter().flatten())
        {
            // A closed ring names its first node twice, which alone makes no junction.
            all.walk_over(ring.get(1..).unwrap_or_default());
        }
        all.stand_on(extract, lift, tally);
        all.leave_the_data(extract, streets, tally);
        all
    }

    pub(super) fn get(&self, node: NodeIndex) -> Role {
        self.roles.get(node.index()).copied().unwrap_or_default()
    }

    /// The lift at a node, as the time it takes.
    pub(super) fn lift_wait(&self, node: NodeIndex) -> Option<Milliseconds> {
        if !self.get(node).has(Role::LIFT) {
            return None;
        }
        self.lifts
            .binary_search_by_key(&node, |lift| lift.0)
            .ok()
            .map(|found| self.lifts[found].1)
    }

    fn set(&mut self, node: Option<&NodeIndex>, bits: u8) {
        if let Some(role) = node.and_then(|node| self.roles.get_mut(node.index())) {
            role.0 |= bits;
        }
    }

    /// Marks nodes as walked; those walked before become vertices.
    fn walk_over(&mut self, nodes: &[NodeIndex]) {
        let mut last = None;
        for node in nodes {
            if last.replace(*node) == Some(*node) {
                continue;
            }
            if let Some(role) = self.roles.get_mut(node.index()) {
                role.0 |= if role.is_walked() { Role::VERTEX } else { Role::WALKED };
            }
        }
    }

    fn stand_on(&mut self, extract: &Extract, lift: impl Fn(u8) -> Milliseconds, tally: &mut Tally) {
        for tagged in &extract.tagged_nodes {
            if !self.get(tagged.node).is_walked() {
                continue;
            }
            let tags = extract.node_tags(tagged);
            let example = || {
                extract
                    .nodes
                    .id(tagged.node)
                    .map(|id| OsmId::Node(id).to_string())
                    .unwrap_or_default()
            };
            let (passage, unknown) = barriers::passage(&tags);
            if unknown {
                tally.add("unknown-barrier-value", example);
            }
            let mut bits = match passage {
                Passage::Free => 0,
                Passage::Gate | Passage::ResidentsGate => Role::VERTEX,
                Passage::Blocked => {
                    tally.add("blocked-node", example);
                    Role::VERTEX | Role::BLOCKED
                }
            };
            if barriers::is_signal(&tags) {
                bits |= Role::VERTEX | Role::SIGNAL;
            }
            if tags.is(Key::Highway, "elevator") {
                bits |= Role::VERTEX | Role::LIFT;
                self.lifts
                    .push((tagged.node, lift(rules::levels(tags.get(Key::Level)))));
            }
            self.set(Some(&tagged.node), bits);
        }
        self.lifts.sort_unstable_by_key(|lift| lift.0);
    }

    /// Bars the walked nodes within [`SHUT_NEAR_M`] of the user's locked gates.
    pub(super) fn shut<'p>(
        &mut self,
        extract: &Extract,
        streets: &Streets<'_>,
        gates: impl Iterator<Item = &'p LonLat>,
        tally: &mut Tally,
    ) {
        let mut gates = gates.peekable();
        if gates.peek().is_none() {
            return;
        }
        let walked: Vec<NodeIndex> = streets.walked.iter().flat_map(|way| way.nodes).copied().collect();
        for gate in gates {
            let near = |node: &&NodeIndex| {
                extract
                    .nodes
                    .place(**node)
                    .is_some_and(|place| place.distance_m(*gate) <= SHUT_NEAR_M)
            };
            let barred: Vec<NodeIndex> = walked.iter().filter(near).copied().collect();
            if barred.is_empty() {
                tally.add("locked-gate-on-no-way", || {
                    format!("{:.6}, {:.6}", gate.lon_degrees(), gate.lat_degrees())
                });
            }
            for node in barred {
                self.set(Some(&node), Role::VERTEX | Role::BLOCKED);
            }
        }
    }

    /// Makes vertices of the walked nodes at most `within_m` from the end of a way that ends at no other: what it may be
    /// stitched to.
    pub(super) fn near_dead_ends(&mut self, extract: &Extract, streets: &Streets<'_>, within_m: f64) {
        if within_m <= 0.0 {
            return;
        }
        let degrees = |node: &NodeIndex| Some((<[f64; 2]>::from(extract.nodes.place(*node)?.coord()), *node));
        let walked = streets.walked.iter().flat_map(|way| way.nodes);
        let tree = RTree::bulk_load(
            walked
                .filter_map(degrees)
                .map(|(at, node)| GeomWithData::new(at, node))
                .collect::<Vec<_>>(),
        );
        for end in streets
            .walked
            .iter()
            .flat_map(|way| [way.nodes.first(), way.nodes.last()])
            .flatten()
        {
            let Some(place) = extract.nodes.place(*end) else {
                continue;
            };
            let (dx, dy) = Frame::around(place).degrees_for(within_m);
            let (x, y) = (place.lon_degrees(), place.lat_degrees());
            for near in tree.locate_in_envelope(AABB::from_corners([x - dx, y - dy], [x + dx, y + dy])) {
                if near.data != *end {
                    self.set(Some(&near.data), Role::VERTEX);
                }
            }
        }
    }

    /// Marks the nodes where a street goes on outside the file: beside a missing node, and the first outside its bounds.
    fn leave_the_data(&mut self, extract: &Extract, streets: &Streets<'_>, tally: &mut Tally) {
        let bounds = Bounds::of(extract);
        if bounds.is_some_and(|bounds| bounds.inferred) {
            tally.add("bounds-inferred", String::new);
        }
        let inside = |place: LonLat| bounds.is_none_or(|bounds| bounds.holds(place));
        let all_inside = |around: Extent| inside(around.low) && inside(around.high);
        for way in &streets.walked {
            if way.is_whole && way.around.is_some_and(all_inside) {
                continue;
            }
            for pair in way.nodes.windows(2) {
                let leaving = match [extract.nodes.place(pair[0]), extract.nodes.place(pair[1])] {
                    [None, None] => None,
                    [Some(_), None] => Some(&pair[0]),
                    [None, Some(_)] => Some(&pair[1]),
                    [Some(a), Some(b)] => match (inside(a), inside(b)) {
                        (true, false) => Some(&pair[1]),
                        (false, true) => Some(&pair[0]),
                        _ => None,
                    },
                };
                self.set(leaving, Role::VERTEX | Role::EDGE_OF_DATA);
            }
        }
    }
}
