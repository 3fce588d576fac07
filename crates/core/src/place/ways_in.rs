//! Ways into a compound, by evidence E0 to E4 (`DESIGN` section 4); `joins` adds the sides, E5 and E6, where a dwelling needs them.

use super::gates::{Gate, Gates};
use super::joins::Ground;
use super::outlines::Outline;
use super::{Evidence, WayIn};
use crate::ids::{VertexId, ZoneId};
use crate::lonlat::LonLat;
use crate::network::Link;

/// An entrance without a barrier is a way into an outline only where it is drawn on it, metres.
const ENTRANCE_ON_OUTLINE_M: f64 = 1.5;
/// A way that crosses an outline goes on at least so far inside to be a way in, metres (E2).
const GOES_ON_INSIDE_M: f64 = 20.0;
/// A crossing this near a gate is the gate's, metres.
const SAME_GATE_M: f64 = 5.0;
/// A way that ends this near an outline may lead in, metres (E3).
const END_NEAR_OUTLINE_M: f64 = 15.0;
/// Ends of an inner and an outer way this far from each other may be joined on the ground, metres (E4).
const ALMOST_MEET_M: (f64, f64) = (15.0, 25.0);

/// A way in and how it joins the network.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The way in, as told.
    pub(crate) way_in: WayIn,
    pub(super) onto: Onto,
}

/// Where a way in joins the network.
#[derive(Clone, Copy, Debug)]
pub(super) enum Onto {
    /// It stands on the network.
    Vertex(VertexId),
    /// It stands beside it.
    Edge(Link),
    /// Nothing is near.
    Nothing,
}

/// The compound whose ways in are sought.
#[derive(Clone, Copy)]
pub(crate) struct Home<'a> {
    /// Its outline.
    pub(crate) outline: &'a Outline,
    /// Whose residents its edges are for; public where it is not gated.
    pub(crate) zone: ZoneId,
    /// Gates of the user's table.
    pub(crate) told: &'a [LonLat],
    /// Locked gates of the user's table.
    pub(crate) shut: &'a [LonLat],
    /// Whether it is one building that fills its outline.
    pub(crate) is_one_building: bool,
}

impl Home<'_> {
    pub(super) fn is_gated(&self) -> bool {
        self.zone != ZoneId::PUBLIC
    }
}

/// Finds ways in.
pub(crate) struct Seeker<'a> {
    /// What ways in are joined to.
    pub(crate) ground: &'a Ground<'a>,
    /// Gates on walkable ways.
    pub(crate) gates: &'a Gates,
    /// A gate this near an outline belongs to it, metres.
    pub(crate) near_outline_m: f64,
}

impl Seeker<'_> {
    /// The ways into one compound, best evidence first, then by place: the user's gates (E0) where there are any, which come before the
    /// map, else mapped gates (E1); the other places where its ways meet the streets (E2); ends of ways near the outline (E3) and
    /// ends that almost meet (E4).
    ///
    /// E2 to E4 are told for gated compounds only: elsewhere every way is a way in.
    pub(crate) fn ways_in(&self, home: &Home<'_>) -> Vec<Entry> {
        let mut entries = if home.told.is_empty() {
            self.mapped_gates(home)
        } else {
            home.told.iter().map(|place| self.ground.told_gate(*place)).collect()
        };
        if home.is_gated() {
            let crossings = self.crossings(home, &entries);
            entries.extend(crossings);
            let ends = self.ends_near(home);
            let is_mapped = |place: LonLat| {
                entries
                    .iter()
                    .any(|entry| entry.way_in.place.distance_m(place) <= SAME_GATE_M)
            };
            let unmapped: Vec<Entry> = ends.into_iter().filter(|end| !is_mapped(end.way_in.place)).collect();
            entries.extend(unmapped);
        }
        let locked = |place: LonLat| home.shut.iter().any(|gate| gate.distance_m(place) <= SAME_GATE_M);
        entries.retain(|entry| entry.way_in.evidence == Evidence::E0 || !locked(entry.way_in.place));
        entries.sort_by_key(|entry| (entry.way_in.evidence, entry.way_in.place));
        entries.dedup_by_key(|entry| entry.way_in.place);
        entries
    }

    fn mapped_gates(&self, home: &Home<'_>) -> Vec<Entry> {
        let (low, high) = home.outline.box_with_margin(self.near_outline_m);
        let near_m = |gate: &Gate| {
            if gate.entrance_only {
                ENTRANCE_ON_OUTLINE_M.min(self.near_outline_m)
            } else {
                self.near_outline_m
            }
        };
        let near = |gate: &Gate| home.outline.line_distance_m(gate.place) <= near_m(gate);
        let at = |gate: Gate| Entry::at(Evidence::E1, gate.place, Onto::Vertex(gate.vertex));
        self.gates.within(low, high).into_iter().filter(near).map(at).collect()
    }

    fn crossings(&self, home: &Home<'_>, gates: &[Entry]) -> Vec<Entry> {
        let network = self.ground.index.network();
        let is_gate = |place: LonLat| {
            gates
                .iter()
                .any(|gate| gate.way_in.place.distance_m(place) <= SAME_GATE_M)
        };
        let borders = self.ground.borders.of_zone(home.zone, GOES_ON_INSIDE_M);
        borders
            .map(|vertex| (vertex, network.place(vertex)))
            .filter(|(_, place)| home.outline.line_distance_m(*place) <= self.near_outline_m && !is_gate(*place))
            .map(|(vertex, place)| Entry::at(Evidence::E2, place, Onto::Vertex(vertex)))
            .collect()
    }

    fn ends_near(&self, home: &Home<'_>) -> Vec<Entry> {
        let borders = self.ground.borders;
        let mut found = Vec::new();
        for end in borders.dead_ends_in(home.outline.box_with_margin(ALMOST_MEET_M.1)) {
            let outside_m = home.outline.line_distance_m(end.place);
            let inside = end.zone == home.zone;
            if self.gates.is_shut(end.place)
                || (!inside && (end.zone != ZoneId::PUBLIC || home.outline.holds(end.place)))
            {
                continue;
            }
            if outside_m <= END_NEAR_OUTLINE_M {
                let onto = if inside {
                    self.ground.onto_street(end.place)
                } else {
                    Onto::Vertex(end.vertex)
                };
                found.push(Entry::at(Evidence::E3, end.place, onto));
            }
            if inside {
                let meets = borders
                    .dead_ends_near(end.place, ALMOST_MEET_M.1)
                    .into_iter()
                    .filter(|other| other.zone == ZoneId::PUBLIC && !home.outline.holds(other.place))
                    .filter(|other| !self.gates.is_shut(other.place))
                    .filter(|other| other.place.distance_m(end.place) >= ALMOST_MEET_M.0)
                    .filter(|other| home.outline.line_distance_m(other.place) > END_NEAR_OUTLINE_M);
                found.extend(meets.map(|other| Entry::at(Evidence::E4, other.place, Onto::Vertex(other.vertex))));
            }
        }
        found.retain(|entry| !matches!(entry.onto, Onto::Nothing));
        found
    }
}

impl Entry {
    pub(super) fn at(evidence: Evidence, place: LonLat, onto: Onto) -> Self {
        Self {
            way_in: WayIn { evidence, place },
            onto,
        }
    }

    pub(super) fn is_mapped(&self) -> bool {
        self.way_in.evidence <= Evidence::E2
    }
}
