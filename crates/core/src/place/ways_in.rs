//! Ways into a compound: the user's gates (E0), and gates on walkable ways at its outline (E1).

use geo::{Distance as _, Euclidean, Line, Point};

use super::edge_index::{EdgeIndex, SnapRule};
use super::gates::{Gate, Gates};
use super::obstacles::{GATE_HALF_WIDTH_M, Obstacles, Opening};
use super::outlines::Outline;
use super::{Evidence, WayIn};
use crate::ids::VertexId;
use crate::lonlat::{Frame, LonLat};
use crate::network::{Leg, Link};
use crate::units_of_measure::Millimetres;

/// A gate and the wall it is in are drawn this near each other, metres: the width of a carriage gate and its guard house.
const GATE_BESIDE_WALL_M: f64 = 5.0;
/// An entrance without a barrier is a way into an outline only where it is drawn on it, metres.
const ENTRANCE_ON_OUTLINE_M: f64 = 1.5;

/// A way in and how it joins the network.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The way in, as told.
    pub(crate) way_in: WayIn,
    onto: Onto,
}

#[derive(Clone, Copy, Debug)]
enum Onto {
    /// It stands on the network.
    Vertex(VertexId),
    /// It stands beside it.
    Edge(Link),
    /// Nothing is near.
    Nothing,
}

/// The ways into one compound: the user's gates where there are any, which beat the map; else the gates on walkable ways within
/// `near_outline_m` of the outline. In order of place.
pub(crate) fn ways_in(
    outline: Option<&Outline>,
    told: &[LonLat],
    gates: &Gates,
    near_outline_m: f64,
    ground: &Ground<'_>,
) -> Vec<Entry> {
    if !told.is_empty() {
        return told.iter().map(|place| ground.told_gate(*place)).collect();
    }
    let Some(outline) = outline else {
        return Vec::new();
    };
    let (low, high) = outline.box_with_margin(near_outline_m);
    gates
        .within(low, high)
        .into_iter()
        .filter(|gate| {
            let near_m = if gate.entrance_only {
                ENTRANCE_ON_OUTLINE_M.min(near_outline_m)
            } else {
                near_outline_m
            };
            outline.line_distance_m(gate.place) <= near_m
        })
        .map(mapped_gate)
        .collect()
}

fn mapped_gate(gate: Gate) -> Entry {
    Entry {
        way_in: WayIn {
            evidence: Evidence::E1,
            place: gate.place,
        },
        onto: Onto::Vertex(gate.vertex),
    }
}

/// What points are joined to, and by which rule.
pub(crate) struct Ground<'a> {
    /// Edges by place.
    pub(crate) index: &'a EdgeIndex<'a>,
    /// What stands between.
    pub(crate) obstacles: &'a Obstacles,
    /// How far.
    pub(crate) rule: SnapRule,
}

impl Ground<'_> {
    fn told_gate(&self, place: LonLat) -> Entry {
        let through = Some(opening(place));
        let link = self
            .index
            .snap(place, &self.rule, self.obstacles, through, &|_, _| true);
        Entry {
            way_in: WayIn {
                evidence: Evidence::E0,
                place,
            },
            onto: link.map_or(Onto::Nothing, Onto::Edge),
        }
    }

    /// The links of a dwelling, by the first choice that has any:
    /// 1. the nearest edge inside the compound's own outline, within `near_m`;
    /// 2. the nearest edge anywhere, unless the way to it leads through a way in of the compound;
    /// 3. straight to every way in of the compound that can be seen, however far: all edges are behind a wall;
    /// 4. the nearest bend or end of an edge that can be seen.
    pub(crate) fn dwelling_links(&self, place: LonLat, outline: Option<&Outline>, entries: &[Entry]) -> Vec<Link> {
        if let Some(link) = self.inside(place, outline) {
            return vec![link];
        }
        let nearest = self.index.snap(place, &self.rule, self.obstacles, None, &|_, _| true);
        let freely = nearest.filter(|link| !leads_through(place, link, entries));
        freely
            .map(|link| vec![link])
            .or_else(|| self.by_ways_in(place, outline, entries))
            .or_else(|| nearest.or_else(|| self.to_ends(place)).map(|link| vec![link]))
            .unwrap_or_default()
    }

    /// The link of a point that belongs to no compound.
    pub(crate) fn point_links(&self, place: LonLat) -> Vec<Link> {
        self.index
            .snap(place, &self.rule, self.obstacles, None, &|_, _| true)
            .or_else(|| self.to_ends(place))
            .into_iter()
            .collect()
    }

    fn to_ends(&self, place: LonLat) -> Option<Link> {
        self.index.snap_to_ends(place, &self.rule, self.obstacles, &|_, _| true)
    }

    fn inside(&self, place: LonLat, outline: Option<&Outline>) -> Option<Link> {
        let outline = outline?;
        let near = SnapRule {
            far_m: self.rule.near_m,
            ..self.rule
        };
        self.index
            .snap(place, &near, self.obstacles, None, &|_, at| outline.holds(at))
    }

    fn by_ways_in(&self, place: LonLat, outline: Option<&Outline>, entries: &[Entry]) -> Option<Vec<Link>> {
        let at_home = outline.is_some_and(|outline| outline.holds(place));
        let links: Vec<Link> = entries
            .iter()
            .filter(|entry| at_home || place.distance_m(entry.way_in.place) <= self.rule.far_m)
            .filter(|entry| {
                self.obstacles
                    .is_open(place, entry.way_in.place, opening(entry.way_in.place))
            })
            .filter_map(|entry| self.link_by(place, entry))
            .collect();
        (!links.is_empty()).then_some(links)
    }

    fn link_by(&self, place: LonLat, entry: &Entry) -> Option<Link> {
        match entry.onto {
            Onto::Vertex(vertex) => self.index.link_to_vertex(place, vertex, &self.rule),
            Onto::Edge(from_gate) => {
                let metres = place.distance_m(entry.way_in.place);
                let to_gate = Leg {
                    time: self.rule.speed.time_for(metres),
                    length: Millimetres::from_metres(metres),
                };
                let off = to_gate.plus(from_gate.off);
                Some(Link {
                    off,
                    flagged: off.length.metres() > self.rule.near_m,
                    ..from_gate
                })
            }
            Onto::Nothing => None,
        }
    }
}

/// Whether the straight way onto an edge passes a way in: then the others are as good a choice, and the walk decides.
fn leads_through(place: LonLat, link: &Link, entries: &[Entry]) -> bool {
    let frame = Frame::around(place);
    let access = Line::new(frame.to_metres(place), frame.to_metres(link.at));
    entries.iter().any(|entry| {
        let gate = Point::from(frame.to_metres(entry.way_in.place));
        Euclidean.distance(&gate, &access) <= GATE_HALF_WIDTH_M
    })
}

fn opening(place: LonLat) -> Opening {
    Opening {
        place,
        within_m: GATE_BESIDE_WALL_M,
    }
}
