//! Streets to vertices and edges: ways cut at junctions, ends, gates, signals and where the data end.

use super::graph::{Directions, Edge, EdgeDraft, VertexDraft, WayInfo};
use super::nodes::Roles;
use super::outlines::between;
use super::rules::{Pace, Street};
use super::zones::Zoning;
use crate::ids::{NodeIndex, OsmId, VertexId, ZoneId};
use crate::lonlat::LonLat;
use crate::options::WalkOptions;
use crate::read::Extract;
use crate::units_of_measure::{Millimetres, Milliseconds, Speed};

/// The zone of residents-only edges before `zones` tells them apart.
pub(super) const SOME_RESIDENTS: ZoneId = ZoneId(u32::MAX);

/// Vertices and edges as they are drawn, before they are ordered.
pub(super) struct Plot<'a> {
    extract: &'a Extract,
    roles: &'a Roles,
    walk: &'a WalkOptions,
    zoning: &'a Zoning,
    speed: Speed,
    vertex_of: Vec<Option<VertexId>>,
    pub(super) vertices: Vec<VertexDraft>,
    pub(super) edges: Vec<EdgeDraft>,
    pub(super) ways: Vec<WayInfo>,
    /// Whether a way is a footway, and whether it defers to one: by way.
    pub(super) kinds: Vec<Street>,
    /// Vertices with a signal.
    pub(super) signals: Vec<VertexId>,
    /// Vertices where nobody passes, ascending.
    pub(super) blocked: Vec<VertexId>,
}

/// The stretch being drawn.
struct Stretch {
    from: VertexId,
    last: LonLat,
    between: Vec<LonLat>,
    metres: f64,
}

impl<'a> Plot<'a> {
    pub(super) fn new(extract: &'a Extract, roles: &'a Roles, walk: &'a WalkOptions, zoning: &'a Zoning) -> Self {
        Self {
            extract,
            roles,
            walk,
            zoning,
            speed: walk.speed(),
            vertex_of: vec![None; extract.nodes.len()],
            vertices: Vec::new(),
            edges: Vec::new(),
            ways: Vec::new(),
            kinds: Vec::new(),
            signals: Vec::new(),
            blocked: Vec::new(),
        }
    }

    /// Registers a way; its edges then name it by the number returned.
    pub(super) fn way(&mut self, id: OsmId, name: Option<&str>, class: &'static str, street: Street) -> u32 {
        self.ways.push(WayInfo {
            id,
            name: name.map(Into::into),
            class,
        });
        self.kinds.push(street);
        (self.ways.len() - 1) as u32
    }

    /// Draws a line of nodes as edges of a way. Missing nodes break it; blocked nodes end it on both sides.
    pub(super) fn line(&mut self, way: u32, nodes: &[NodeIndex], street: Street) {
        let whole = if matches!(street.pace, Pace::Lift(_)) {
            self.metres(nodes)
        } else {
            0.0
        };
        let may_be_cut = self
            .zoning
            .may_cut(nodes.iter().filter_map(|node| self.extract.nodes.place(*node)));
        let mut stretch: Option<Stretch> = None;
        for (position, &node) in nodes.iter().enumerate() {
            let Some(place) = self.extract.nodes.place(node) else {
                // The node before is a vertex at the edge of the data: its stretch has ended there.
                stretch = None;
                continue;
            };
            let is_end = position == 0 || position + 1 == nodes.len();
            let role = self.roles.get(node);
            let Some(mut current) = stretch.take() else {
                let from = self.vertex(node, place);
                stretch = Some(Stretch::starting(from, place));
                continue;
            };
            if nodes[position - 1] != node {
                let cut_here = may_be_cut && self.cut_at_outlines(way, &mut current, place, street, whole);
                current.metres += current.last.distance_m(place);
                current.last = place;
                if is_end || role.is_vertex() || cut_here {
                    let end = self.vertex(node, place);
                    self.edge(way, current, end, street, whole);
                    // Beyond a blocked node the way goes on from a vertex of its own.
                    let from = self.vertex(node, place);
                    current = Stretch::starting(from, place);
                } else {
                    current.between.push(place);
                }
            }
            stretch = Some(current);
        }
    }

    /// Ends the stretch wherever it crosses a gated outline on its way to `place`; whether it crosses one right there.
    fn cut_at_outlines(&mut self, way: u32, current: &mut Stretch, place: LonLat, street: Street, whole: f64) -> bool {
        let start = current.last;
        let cuts = self.zoning.cuts(start, place);
        for share in cuts.iter().filter(|share| (f64::MIN_POSITIVE..1.0).contains(*share)) {
            let at = between(start, place, *share);
            current.metres += current.last.distance_m(at);
            let vertex = self.bare_vertex(at);
            let ended = std::mem::replace(current, Stretch::starting(vertex, at));
            self.edge(way, ended, vertex, street, whole);
        }
        cuts.last().is_some_and(|share| *share >= 1.0)
    }

    /// Draws a straight edge between two vertices.
    pub(super) fn straight(&mut self, way: u32, from: VertexId, to: VertexId, street: Street) {
        let mut stretch = Stretch::starting(from, self.vertices[from.index()].place);
        stretch.metres = stretch.last.distance_m(self.vertices[to.index()].place);
        self.edge(way, stretch, to, street, 0.0);
    }

    /// A vertex with nothing on it, at no node.
    pub(super) fn bare_vertex(&mut self, place: LonLat) -> VertexId {
        self.vertices.push(VertexDraft {
            place,
            wait: Milliseconds(0),
            junction: 0,
            edge_of_data: false,
        });
        VertexId::at(self.vertices.len() - 1)
    }

    /// The vertex at a node; each visit to a blocked node gets one of its own.
    pub(super) fn vertex(&mut self, node: NodeIndex, place: LonLat) -> VertexId {
        if self.roles.get(node).is_blocked() {
            return self.fresh_vertex(place, node);
        }
        if let Some(vertex) = self.vertex_of.get(node.index()).copied().flatten() {
            return vertex;
        }
        let vertex = self.fresh_vertex(place, node);
        if let Some(slot) = self.vertex_of.get_mut(node.index()) {
            *slot = Some(vertex);
        }
        vertex
    }

    fn fresh_vertex(&mut self, place: LonLat, node: NodeIndex) -> VertexId {
        let role = self.roles.get(node);
        let vertex = VertexId::at(self.vertices.len());
        if role.is_blocked() {
            self.blocked.push(vertex);
        }
        let wait = if role.is_signal() {
            self.signals.push(vertex);
            Milliseconds::from_seconds(self.walk.signal_wait_s)
        } else {
            self.roles.lift_wait(node).unwrap_or_default()
        };
        self.vertices.push(VertexDraft {
            place,
            wait,
            junction: 0,
            edge_of_data: role.is_edge_of_data(),
        });
        vertex
    }

    fn metres(&self, nodes: &[NodeIndex]) -> f64 {
        nodes
            .windows(2)
            .filter_map(|pair| {
                Some(
                    self.extract
                        .nodes
                        .place(pair[0])?
                        .distance_m(self.extract.nodes.place(pair[1])?),
                )
            })
            .sum()
    }

    fn edge(&mut self, way: u32, stretch: Stretch, head: VertexId, street: Street, whole: f64) {
        let metres = stretch.metres;
        let time = match street.pace {
            Pace::Level => self.speed.time_for(metres),
            Pace::Steps => self.speed.time_for(metres * self.walk.steps_factor),
            // A lift drawn in several edges is boarded once.
            Pace::Lift(levels) => {
                let share = if whole > 0.0 { metres / whole } else { 1.0 };
                Milliseconds::from_seconds(share * lift_seconds(self.walk, levels))
            }
        };
        let zone = if street.access == super::access::Access::Residents {
            SOME_RESIDENTS
        } else {
            ZoneId::PUBLIC
        };
        self.edges.push(EdgeDraft {
            edge: Edge {
                tail: stretch.from,
                head,
                length: Millimetres::from_metres(metres),
                time,
                zone,
                way,
                directions: street.directions,
            },
            between: stretch.between,
        });
    }
}

impl Stretch {
    fn starting(from: VertexId, place: LonLat) -> Self {
        Self {
            from,
            last: place,
            between: Vec::new(),
            metres: 0.0,
        }
    }
}

/// Seconds a lift takes over this many levels.
pub(super) fn lift_seconds(walk: &WalkOptions, levels: u8) -> f64 {
    walk.lift_board_s + walk.lift_level_s * f64::from(levels)
}

/// Walked both ways, on the flat, by everybody: rims and crossings of squares take the square's own access.
pub(super) fn on_foot_both_ways(street: Street) -> Street {
    Street {
        directions: Directions::Both,
        pace: Pace::Level,
        ..street
    }
}
