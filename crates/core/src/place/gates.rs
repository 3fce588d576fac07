//! Gates: nodes that open a wall, and where they stand on the network.

use std::collections::{BTreeMap, BTreeSet};

use rstar::{AABB, RTree, RTreeObject};

use crate::ids::VertexId;
use crate::lonlat::LonLat;
use crate::network::{Network, Passage, passage};
use crate::read::{Extract, Key, Tags};

/// Values of `entrance` that are no way in for people on foot.
const NOT_A_WAY_IN: &[&str] = &["no", "emergency", "exit", "garage"];

/// Whether a node is a gate in a wall that at least residents pass.
fn is_gate(tags: &Tags<'_>) -> bool {
    let way_in = tags.get(Key::Barrier).is_some()
        || tags
            .get(Key::Entrance)
            .is_some_and(|value| !NOT_A_WAY_IN.contains(&value));
    way_in && matches!(passage(tags).0, Passage::Gate | Passage::ResidentsGate)
}

/// Whether a node on a wall opens it: a gate, or a bollard or stile in the gap.
pub(crate) fn is_opening(tags: &Tags<'_>) -> bool {
    is_gate(tags) || (tags.get(Key::Barrier).is_some() && passage(tags).0 == Passage::Free)
}

/// A gate on a walkable way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gate {
    /// Where.
    pub(crate) place: LonLat,
    /// Its vertex.
    pub(crate) vertex: VertexId,
    /// Whether it is a building's or yard's entrance only, without a barrier: the way in of an outline only if drawn on it.
    pub(crate) entrance_only: bool,
}

impl RTreeObject for Gate {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_point(self.place.coord().into())
    }
}

/// All gates on walkable ways.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    gates: RTree<Gate>,
    /// Places where a locked gate or a wall bars a way.
    shut: BTreeSet<LonLat>,
}

impl Gates {
    /// The gates of an extract that are vertices of the network.
    pub(crate) fn of(extract: &Extract, network: &Network) -> Self {
        let mut places: BTreeMap<LonLat, bool> = BTreeMap::new();
        let mut shut = BTreeSet::new();
        for node in &extract.tagged_nodes {
            let tags = extract.node_tags(node);
            if passage(&tags).0 == Passage::Blocked {
                shut.extend(extract.nodes.place(node.node));
            }
            if is_gate(&tags)
                && let Some(place) = extract.nodes.place(node.node)
            {
                let entrance_only = tags.get(Key::Barrier).is_none();
                places
                    .entry(place)
                    .and_modify(|only| *only &= entrance_only)
                    .or_insert(entrance_only);
            }
        }
        let gates = (0..network.vertex_count())
            .map(VertexId::at)
            .filter_map(|vertex| {
                let place = network.place(vertex);
                Some(Gate {
                    place,
                    vertex,
                    entrance_only: *places.get(&place)?,
                })
            })
            .collect();
        Self {
            gates: RTree::bulk_load(gates),
            shut,
        }
    }

    /// Whether a locked gate or a wall bars the way at a place.
    pub(crate) fn is_shut(&self, place: LonLat) -> bool {
        self.shut.contains(&place)
    }

    /// The gates in a box of degrees, in order of place and vertex.
    pub(crate) fn within(&self, west_south: [f64; 2], east_north: [f64; 2]) -> Vec<Gate> {
        let mut found: Vec<Gate> = self
            .gates
            .locate_in_envelope_intersecting(AABB::from_corners(west_south, east_north))
            .copied()
            .collect();
        found.sort_unstable();
        found
    }
}
