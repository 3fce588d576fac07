//! How points join the network: dwellings by inner ways, ways in or street sides; facilities and single points by the nearest edge.

use geo::{Distance as _, Euclidean, Line, Point};

use super::borders::Borders;
use super::edge_index::{EdgeIndex, SnapRule};
use super::obstacles::{GATE_HALF_WIDTH_M, Obstacles, Opening};
use super::outlines::Outline;
use super::ways_in::{Entry, Home, Onto};
use super::{Dwelling, Evidence, WayIn};
use crate::ids::{EdgeId, ZoneId};
use crate::lonlat::{Frame, LonLat};
use crate::network::{Leg, Link};
use crate::units_of_measure::Millimetres;

/// A gate and the wall it is in are drawn this near each other, metres: the width of a carriage gate and its guard house.
const GATE_BESIDE_WALL_M: f64 = 5.0;
/// A street this near an outline is beside it, metres (E6).
const STREET_BESIDE_M: f64 = 30.0;

/// What points are joined to, and by which rule.
pub(crate) struct Ground<'a> {
    /// Edges by place.
    pub(crate) index: &'a EdgeIndex<'a>,
    /// What stands between.
    pub(crate) obstacles: &'a Obstacles,
    /// Where zones meet the streets.
    pub(crate) borders: &'a Borders,
    /// How far.
    pub(crate) rule: SnapRule,
}

impl Ground<'_> {
    pub(crate) fn told_gate(&self, place: LonLat) -> Entry {
        let through = Some(opening(place));
        let network = self.index.network();
        let beside = SnapRule {
            far_m: self.rule.near_m,
            ..self.rule
        };
        let public = |edge: EdgeId, _| network.edge(edge).zone == ZoneId::PUBLIC;
        let link = self
            .index
            .snap(place, &beside, self.obstacles, through, &public)
            .or_else(|| {
                self.index
                    .snap(place, &self.rule, self.obstacles, through, &|_, _| true)
            });
        Entry::at(Evidence::E0, place, link.map_or(Onto::Nothing, Onto::Edge))
    }

    /// How an inner dead end joins the street beside the outline.
    pub(super) fn onto_street(&self, place: LonLat) -> Onto {
        let beside = SnapRule {
            far_m: STREET_BESIDE_M,
            near_m: STREET_BESIDE_M,
            ..self.rule
        };
        let network = self.index.network();
        let public = |edge: EdgeId, _| network.edge(edge).zone == ZoneId::PUBLIC;
        self.index
            .snap(place, &beside, self.obstacles, None, &public)
            .map_or(Onto::Nothing, Onto::Edge)
    }

    /// How the dwellings of a compound with an outline join the network, and the sides it could be entered from where nothing
    /// tells which.
    ///
    /// Of a gated compound, each dwelling by the first that has any:
    /// 1. the nearest inner way that leads out; other inner ways beside it lead to facilities inside;
    /// 2. straight to every mapped way in (E0 to E2) that can be seen; 3. to every likely one (E3, E4), the high time by the worst
    ///    of them and of 4.;
    /// 4. straight to every street side beside the outline (E5, E6): one of them is right, and nothing tells which.
    ///
    /// Of any other, as [`Ground::dwelling_links`]; where nothing is mapped inside, by 4.
    pub(crate) fn join(&self, dwellings: &mut [Dwelling], home: &Home<'_>, entries: &[Entry]) -> Vec<WayIn> {
        let nothing_inside = entries.is_empty() && !self.index.any_inside(home.outline);
        let sides = if home.is_gated() || nothing_inside {
            self.sides(home)
        } else {
            Vec::new()
        };
        let mut guessed = false;
        for dwelling in dwellings.iter_mut() {
            let place = dwelling.place;
            if home.is_gated() {
                self.join_gated(dwelling, home, entries);
            } else if !nothing_inside || sides.is_empty() {
                dwelling.links = self.dwelling_links(place, Some(home.outline), entries);
            }
            if !dwelling.sides.is_empty() {
                // Likely ways in only: the side streets are as possible.
                dwelling.sides.extend(self.onto_sides(place, &sides));
                guessed |= !sides.is_empty();
            }
            if dwelling.links.is_empty() && !sides.is_empty() {
                dwelling.sides = self.onto_sides(place, &sides);
                dwelling.links = dwelling
                    .sides
                    .iter()
                    .min_by_key(|link| (link.off.length, link.edge))
                    .copied()
                    .into_iter()
                    .collect();
                guessed = true;
            } else if dwelling.links.is_empty() {
                dwelling.links = self.dwelling_links(place, Some(home.outline), entries);
            }
        }
        let evidence = if home.is_one_building {
            Evidence::E5
        } else {
            Evidence::E6
        };
        let centre = home.outline.inner_place();
        let at = |edge: &EdgeId| {
            Some(WayIn {
                evidence,
                place: self.index.link_onto(centre, *edge, &self.rule)?.at,
            })
        };
        if guessed {
            sides.iter().filter_map(at).collect()
        } else {
            Vec::new()
        }
    }

    fn onto_sides(&self, place: LonLat, sides: &[EdgeId]) -> Vec<Link> {
        sides
            .iter()
            .filter_map(|edge| self.index.link_onto(place, *edge, &self.rule))
            .collect()
    }

    fn join_gated(&self, dwelling: &mut Dwelling, home: &Home<'_>, entries: &[Entry]) {
        let place = dwelling.place;
        let (mapped, likely): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.is_mapped());
        let straight = |entries: &[&Entry]| self.by_ways_in(place, Some(home.outline), entries).unwrap_or_default();
        let joined = self.inner(place, home, true);
        dwelling.links.extend(joined.or_else(|| self.inner(place, home, false)));
        let told: Vec<&Entry> = mapped
            .iter()
            .copied()
            .filter(|entry| entry.way_in.evidence == Evidence::E0)
            .collect();
        let out = match joined {
            Some(_) => straight(&told),
            None => straight(&mapped),
        };
        let led_out = joined.is_some() || !out.is_empty();
        dwelling.links.extend(out);
        let likely = straight(&likely);
        if led_out {
            dwelling.maybe = likely;
        } else if !likely.is_empty() {
            // None of them is sure: the high time is by the worst of them and of the side streets.
            dwelling.sides.clone_from(&likely);
            dwelling.links.extend(likely);
        } else {
            // Inner ways that lead nowhere do not make a way out.
            dwelling.maybe = std::mem::take(&mut dwelling.links);
        }
    }

    /// The nearest inner way of a gated compound, which leads out or not.
    fn inner(&self, place: LonLat, home: &Home<'_>, leads_out: bool) -> Option<Link> {
        let network = self.index.network();
        let own = |edge: EdgeId, at: LonLat| {
            self.borders.is_joined(edge) == leads_out
                && (network.edge(edge).zone == home.zone || home.outline.holds(at))
        };
        self.index.snap(place, &self.rule, self.obstacles, None, &own)
    }

    /// Streets beside the outline with no water, railway or motorway before them, by edge: those no wall stands before, else all.
    fn sides(&self, home: &Home<'_>) -> Vec<EdgeId> {
        let network = self.index.network();
        let centre = home.outline.inner_place();
        let beside: Vec<(EdgeId, LonLat)> = self
            .index
            .beside(home.outline, STREET_BESIDE_M)
            .into_iter()
            .filter(|(edge, at)| {
                network.edge(*edge).zone == ZoneId::PUBLIC
                    && self.borders.is_joined(*edge)
                    && !self.obstacles.only_bridged(centre, *at)
            })
            .collect();
        let open = |at: LonLat| self.obstacles.is_open(centre, at, opening(at));
        let free: Vec<EdgeId> = beside
            .iter()
            .filter(|(_, at)| open(*at))
            .map(|(edge, _)| *edge)
            .collect();
        if free.is_empty() {
            beside.into_iter().map(|(edge, _)| edge).collect()
        } else {
            free
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
            .or_else(|| self.by_ways_in(place, outline, &entries.iter().collect::<Vec<_>>()))
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

    /// The links of a compound that is a point: straight to the user's gates; else by the inner ways of the gated outline that holds
    /// it; else as any point's.
    pub(crate) fn home_links(&self, place: LonLat, zone: ZoneId, told: &[Entry]) -> Vec<Link> {
        let by_gates: Vec<Link> = told.iter().filter_map(|gate| self.link_by(place, gate)).collect();
        if !by_gates.is_empty() {
            return by_gates;
        }
        if zone == ZoneId::PUBLIC {
            return self.point_links(place);
        }
        let network = self.index.network();
        let own = |edge: EdgeId, _| network.edge(edge).zone == zone && self.borders.is_joined(edge);
        match self.index.snap(place, &self.rule, self.obstacles, None, &own) {
            Some(link) => vec![link],
            None => self.point_links(place),
        }
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

    fn by_ways_in(&self, place: LonLat, outline: Option<&Outline>, entries: &[&Entry]) -> Option<Vec<Link>> {
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
