//! Streets to vertices and edges: ways cut at junctions, ends, gates, signals and where the data end.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use super::drawing::{Drawing, Drawn};
use super::graph::{Directions, Edge, VertexDraft, WayInfo};
use super::nodes::Roles;
use super::outlines::between;
use super::rules::{Pace, Street};
use super::zones::Zoning;
use crate::extent::Extent;
use crate::ids::{NodeIndex, OsmId, VertexId, ZoneId};
use crate::lonlat::LonLat;
use crate::options::WalkOptions;
use crate::read::Extract;
use crate::units_of_measure::{Millimetres, Milliseconds, Speed};

/// The zone of residents-only edges before `zones` tells them apart.
pub(super) const SOME_RESIDENTS: ZoneId = ZoneId(u32::MAX);

/// The drawing of an extract's streets.
pub(super) struct Plot<'a> {
    extract: &'a Extract,
    roles: &'a Roles,
    walk: &'a WalkOptions,
    zoning: &'a Zoning,
    speed: Speed,
    /// By node, its vertex's number from 1 on: half the memory of an optional [`VertexId`].
    vertex_of: Vec<Option<NonZeroU32>>,
    pub(super) drawing: Drawing,
    pub(super) ways: Vec<WayInfo>,
    /// Whether a way is a footway, and whether it defers to one: by way.
    pub(super) kinds: Vec<Street>,
    /// Vertices at which a gate or wall bars the way: each side has its own.
    pub(super) blocked: BTreeSet<VertexId>,
    /// Vertices with a signal.
    pub(super) signals: Vec<VertexId>,
}

/// The stretch being drawn.
#[derive(Clone, Copy)]
struct Stretch {
    from: VertexId,
    last: LonLat,
    /// Where its places begin in [`Drawing::between`]; they are the last ones there.
    first_between: u32,
    metres: f64,
}

/// A way as it is drawn.
#[derive(Clone, Copy)]
struct Pen {
    way: u32,
    street: Street,
    /// Metres of the whole of a lift's way.
    whole_m: f64,
    near_gated: bool,
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
            drawing: Drawing::default(),
            ways: Vec::new(),
            kinds: Vec::new(),
            blocked: BTreeSet::new(),
            signals: Vec::new(),
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

    /// Draws a line of nodes, in this box, as edges of a way. Missing nodes break it; blocked nodes end it on both sides.
    pub(super) fn line(&mut self, way: u32, nodes: &[NodeIndex], around: Option<Extent>, street: Street) {
        let is_lift = matches!(street.pace, Pace::Lift(_));
        let pen = Pen {
            way,
            street,
            whole_m: if is_lift { self.metres(nodes) } else { 0.0 },
            near_gated: around.is_some_and(|around| self.zoning.any_gated_near(around)),
        };
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
                stretch = Some(self.starting(from, place));
                continue;
            };
            if nodes[position - 1] != node {
                let cut_here = pen.near_gated && self.cut_at_outlines(pen, &mut current, place);
                current.metres += current.last.distance_m(place);
                current.last = place;
                if is_end || role.is_vertex() || cut_here {
                    let end = self.vertex(node, place);
                    self.edge(pen, current, end);
                    // Beyond a blocked node the way goes on from a vertex of its own.
                    let from = self.vertex(node, place);
                    current = self.starting(from, place);
                } else {
                    self.drawing.between.push(place);
                }
            }
            stretch = Some(current);
        }
    }

    /// Ends the stretch wherever it crosses a gated outline on its way to `place`; whether it crosses one right there.
    fn cut_at_outlines(&mut self, pen: Pen, current: &mut Stretch, place: LonLat) -> bool {
        let start = current.last;
        let cuts = self.zoning.cuts(start, place);
        for share in cuts.iter().filter(|share| (f64::MIN_POSITIVE..1.0).contains(*share)) {
            let at = between(start, place, *share);
            current.metres += current.last.distance_m(at);
            let vertex = self.bare_vertex(at);
            let ended = *current;
            self.edge(pen, ended, vertex);
            *current = self.starting(vertex, at);
        }
        cuts.last().is_some_and(|share| *share >= 1.0)
    }

    /// Draws a straight edge between two vertices.
    pub(super) fn straight(&mut self, way: u32, from: VertexId, to: VertexId, street: Street) {
        let pen = Pen {
            way,
            street,
            whole_m: 0.0,
            near_gated: true,
        };
        let mut stretch = self.starting(from, self.place(from));
        stretch.metres = stretch.last.distance_m(self.place(to));
        self.edge(pen, stretch, to);
    }

    /// A vertex with nothing on it, at no node.
    pub(super) fn bare_vertex(&mut self, place: LonLat) -> VertexId {
        self.drawing.vertices.push(VertexDraft {
            place,
            wait: Milliseconds(0),
            junction: 0,
            edge_of_data: false,
        });
        VertexId::at(self.drawing.vertices.len() - 1)
    }

    /// The vertex at a node; each visit to a blocked node gets one of its own.
    pub(super) fn vertex(&mut self, node: NodeIndex, place: LonLat) -> VertexId {
        if self.roles.get(node).is_blocked() {
            let vertex = self.fresh_vertex(place, node);
            self.blocked.insert(vertex);
            return vertex;
        }
        if let Some(number) = self.vertex_of.get(node.index()).copied().flatten() {
            return VertexId(number.get() - 1);
        }
        let vertex = self.fresh_vertex(place, node);
        if let Some(slot) = self.vertex_of.get_mut(node.index()) {
            *slot = NonZeroU32::new(vertex.0 + 1);
        }
        vertex
    }

    fn fresh_vertex(&mut self, place: LonLat, node: NodeIndex) -> VertexId {
        let role = self.roles.get(node);
        let vertex = VertexId::at(self.drawing.vertices.len());
        let wait = if role.is_signal() {
            self.signals.push(vertex);
            Milliseconds::from_seconds(self.walk.signal_wait_s)
        } else {
            self.roles.lift_wait(node).unwrap_or_default()
        };
        self.drawing.vertices.push(VertexDraft {
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

    /// Where a vertex is.
    pub(super) fn place(&self, vertex: VertexId) -> LonLat {
        self.drawing.vertices[vertex.index()].place
    }

    fn starting(&self, from: VertexId, place: LonLat) -> Stretch {
        Stretch {
            from,
            last: place,
            first_between: self.drawing.between.len() as u32,
            metres: 0.0,
        }
    }

    fn edge(&mut self, pen: Pen, stretch: Stretch, head: VertexId) {
        let Pen { way, street, .. } = pen;
        let metres = stretch.metres;
        let time = match street.pace {
            Pace::Level => self.speed.time_for(metres),
            Pace::Steps => self.speed.time_for(metres * self.walk.steps_factor),
            // A lift drawn in several edges is boarded once.
            Pace::Lift(levels) => {
                let share = if pen.whole_m > 0.0 { metres / pen.whole_m } else { 1.0 };
                Milliseconds::from_seconds(share * lift_seconds(self.walk, levels))
            }
        };
        let zone = if street.access == super::access::Access::Residents {
            SOME_RESIDENTS
        } else {
            ZoneId::PUBLIC
        };
        self.drawing.edges.push(Drawn {
            edge: Edge {
                tail: stretch.from,
                head,
                length: Millimetres::from_metres(metres),
                time,
                zone,
                way,
                directions: street.directions,
            },
            between: stretch.first_between..self.drawing.between.len() as u32,
            near_gated: pen.near_gated,
        });
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
