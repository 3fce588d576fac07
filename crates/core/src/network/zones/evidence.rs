//! What the extract says of each outline, and whether it is gated.
//!
//! OpenStreetMap in China rarely carries `access=private`, so gates, walls and outlines are the evidence.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

use crate::extent::Extent;
use crate::ids::{NodeIndex, OsmId};
use crate::lonlat::{Frame, LonLat};
use crate::network::access::Access;
use crate::network::barriers::{self, Passage};
use crate::network::outlines::{Outline, Outlines, between};
use crate::network::streets::{Streets, Walked};
use crate::read::{Extract, Key, TaggedNode};

/// A wall this near an outline runs along it, metres: outlines and walls are drawn apart by the width of a verge.
const WALL_NEAR_M: f64 = 10.0;
/// The outline is looked at every so many metres.
const LOOK_EVERY_M: f64 = 5.0;
/// Share of the outline along walls from which it is gated (`DESIGN` section 4).
const GATED_WALL_SHARE: f64 = 0.6;
/// Share of inner ways for residents only from which it is gated: most of them.
const GATED_RESIDENTS_SHARE: f64 = 0.5;
/// An outline larger than this is a district: gated only where told or walled, m2 (`DESIGN` section 4 flags them).
pub(crate) const DISTRICT_M2: f64 = 500_000.0;
/// Carriageway classes that are through streets even without a name.
const MAIN_STREETS: &[&str] = &["primary", "secondary", "tertiary", "trunk"];

/// Whether an outline is gated, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gated {
    /// The user's table of gates has gates of it.
    Told,
    /// A gate stands at the outline.
    Gate,
    /// Most of the outline runs along a wall or fence.
    Wall,
    /// Most inner ways are for residents only.
    ResidentsOnly,
    /// Not gated: a part of town, not a compound.
    PartOfTown,
    /// Not gated: a public street runs through with no barrier.
    ThroughStreet,
    /// Not gated: larger than any compound, and neither told nor walled.
    District,
    /// Not gated: nothing says it is.
    #[default]
    NoEvidence,
}

impl Gated {
    /// Whether it keeps outsiders out.
    pub fn is_gated(self) -> bool {
        matches!(self, Self::Told | Self::Gate | Self::Wall | Self::ResidentsOnly)
    }
}

/// What the extract says of one outline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineEvidence {
    /// The verdict.
    pub gated: Gated,
    /// Gates at the outline, those of the user's table included.
    pub gates: u32,
    /// Share of the outline along a wall or fence.
    pub wall_share: f64,
    /// Metres of walked ways inside.
    pub inner_m: f64,
    /// Metres of them for residents only.
    pub inner_residents_m: f64,
    /// A public street through it.
    pub through_street: Option<OsmId>,
    /// Its area, m2.
    pub area_m2: f64,
}

/// What one way is to one outline.
struct Meeting<'a> {
    outline: u32,
    way: OsmId,
    inner_m: f64,
    residents: bool,
    /// Crossings with no gate near, and what makes them one street: its name, else its class.
    open_crossings: Vec<LonLat>,
    street: Option<&'a str>,
}

/// Looks at every outline.
///
/// # Complexity
/// `O(s log o)` for `s` street segments near outlines with `o` sides, and one look per 5 m of outline near walls.
pub(in crate::network) fn gather(
    extract: &Extract,
    streets: &Streets<'_>,
    outlines: &Outlines,
    gate_near_m: f64,
) -> Vec<OutlineEvidence> {
    let gate_nodes = gates(extract, streets);
    let gate_places = gate_nodes
        .iter()
        .filter_map(|node| Some(extract.nodes.place(*node)?.coord().into()));
    let gate_places = RTree::bulk_load(gate_places.collect());
    let walls = walls(extract, outlines);
    let mut evidence: Vec<OutlineEvidence> = outlines
        .all()
        .par_iter()
        .enumerate()
        .map(|(number, outline)| OutlineEvidence {
            gates: outline.gates.len() as u32 + outlines.near_side(number as u32, &gate_places, gate_near_m),
            wall_share: if outline.is_wall {
                1.0
            } else {
                wall_share(outlines, number as u32, &walls)
            },
            area_m2: outlines.area_m2(number as u32),
            ..OutlineEvidence::default()
        })
        .collect();
    let meetings: Vec<Meeting<'_>> = streets
        .walked
        .par_iter()
        .flat_map_iter(|way| meetings(extract, way, outlines, &gate_nodes, gate_near_m))
        .collect();
    let mut through: BTreeMap<(u32, &str), (BTreeSet<LonLat>, OsmId)> = BTreeMap::new();
    for meeting in meetings {
        let found = &mut evidence[meeting.outline as usize];
        found.inner_m += meeting.inner_m;
        if meeting.residents {
            found.inner_residents_m += meeting.inner_m;
        }
        if let Some(street) = meeting.street {
            // A node on the outline ends one segment and starts the next: one crossing.
            let entry = through.entry((meeting.outline, street));
            entry
                .or_insert((BTreeSet::new(), meeting.way))
                .0
                .extend(meeting.open_crossings);
        }
    }
    for ((outline, _), (crossings, way)) in through {
        if crossings.len() >= 2 {
            evidence[outline as usize].through_street.get_or_insert(way);
        }
    }
    for (found, outline) in evidence.iter_mut().zip(outlines.all()) {
        found.gated = decide(found, outline);
    }
    evidence
}

/// The user's gates, then what contradicts gates, then what speaks for them.
fn decide(found: &OutlineEvidence, outline: &Outline) -> Gated {
    if !outline.gates.is_empty() {
        Gated::Told
    } else if !outline.may_be_gated {
        Gated::PartOfTown
    } else if found.through_street.is_some() {
        Gated::ThroughStreet
    } else if found.wall_share >= GATED_WALL_SHARE {
        Gated::Wall
    } else if found.area_m2 > DISTRICT_M2 {
        Gated::District
    } else if found.gates > 0 {
        Gated::Gate
    } else if found.inner_m > 0.0 && found.inner_residents_m > GATED_RESIDENTS_SHARE * found.inner_m {
        Gated::ResidentsOnly
    } else {
        Gated::NoEvidence
    }
}

/// Gates on walked ways, ascending.
fn gates(extract: &Extract, streets: &Streets<'_>) -> Vec<NodeIndex> {
    let mut walked = vec![false; extract.nodes.len()];
    for node in streets.walked.iter().flat_map(|way| way.nodes) {
        walked[node.index()] = true;
    }
    let gates = extract
        .tagged_nodes
        .iter()
        .filter(|tagged| walked[tagged.node.index()] && is_gate(extract, tagged));
    gates.map(|tagged| tagged.node).collect()
}

/// Whether a gate stands at a node, open or locked; entrances of buildings are none.
fn is_gate(extract: &Extract, node: &TaggedNode) -> bool {
    let tags = extract.node_tags(node);
    tags.get(Key::Barrier).is_some() && barriers::passage(&tags).0 != Passage::Free
}

type Walls = RTree<GeomWithData<Line<[f64; 2]>, (LonLat, LonLat)>>;

/// The walls near outlines.
fn walls(extract: &Extract, outlines: &Outlines) -> Walls {
    let mut sides = Vec::new();
    for way in &extract.ways {
        if !extract.way_tags(way).get(Key::Barrier).is_some_and(barriers::is_wall) {
            continue;
        }
        if !way
            .around
            .is_some_and(|around| outlines.any_near(around, 2.0 * WALL_NEAR_M))
        {
            continue;
        }
        for pair in extract.way_nodes(way).windows(2) {
            if let (Some(a), Some(b)) = (extract.nodes.place(pair[0]), extract.nodes.place(pair[1])) {
                sides.push(GeomWithData::new(Line::new(a.coord().into(), b.coord().into()), (a, b)));
            }
        }
    }
    RTree::bulk_load(sides)
}

fn wall_share(outlines: &Outlines, number: u32, walls: &Walls) -> f64 {
    let any_wall = outlines
        .box_of(number, WALL_NEAR_M)
        .is_some_and(|near| walls.locate_in_envelope_intersecting(near).next().is_some());
    if !any_wall {
        return 0.0;
    }
    let looks = outlines.along(number, LOOK_EVERY_M);
    // The wall seen from one place is mostly seen from the next one too.
    let mut last_seen = None;
    let sees_a_wall = |place: &&LonLat| {
        let frame = Frame::around(**place);
        let is_near = |(a, b): (LonLat, LonLat)| frame.metres_to_segment(a, b) <= WALL_NEAR_M;
        if last_seen.is_some_and(is_near) {
            return true;
        }
        let ((dx, dy), at) = (frame.degrees_for(WALL_NEAR_M), place.coord());
        let around = AABB::from_corners([at.x - dx, at.y - dy], [at.x + dx, at.y + dy]);
        let near = walls.locate_in_envelope_intersecting(around).map(|wall| wall.data);
        let seen = near.into_iter().find(|wall| is_near(*wall));
        last_seen = seen.or(last_seen);
        seen.is_some()
    };
    let walled = looks.iter().filter(sees_a_wall).count();
    if looks.is_empty() {
        0.0
    } else {
        walled as f64 / looks.len() as f64
    }
}

/// What a way is to each outline it may meet.
fn meetings<'a>(
    extract: &Extract,
    way: &Walked<'a>,
    outlines: &Outlines,
    gate_nodes: &[NodeIndex],
    gate_near_m: f64,
) -> Vec<Meeting<'a>> {
    let Some(around) = way.around else { return Vec::new() };
    let met = outlines.meeting(around);
    if met.is_empty() {
        return Vec::new();
    }
    let place = |node: &NodeIndex| extract.nodes.place(*node);
    let mut places = Vec::with_capacity(way.nodes.len());
    places.extend(way.nodes.iter().filter_map(place));
    // Few ways cross an outline, and only theirs matter.
    let gates = LazyCell::new(|| {
        let gates = way.nodes.iter().filter(|node| gate_nodes.binary_search(node).is_ok());
        gates.filter_map(place).collect::<Vec<LonLat>>()
    });
    let main = MAIN_STREETS.contains(&way.street.class);
    let street = if way.street.is_footway || way.street.access != Access::Open {
        None
    } else {
        way.name.or_else(|| main.then_some(way.street.class))
    };
    met.into_iter()
        .map(|outline| {
            let (inner_m, crossings) = inner_part(outlines, outline, &places, around);
            let is_open = |crossing: &LonLat| gates.iter().all(|gate| gate.distance_m(*crossing) > gate_near_m);
            Meeting {
                outline,
                way: way.id,
                inner_m,
                residents: way.street.access >= Access::Destination,
                open_crossings: crossings.into_iter().filter(is_open).collect(),
                street,
            }
        })
        .filter(|meeting| meeting.inner_m > 0.0)
        .collect()
}

/// Metres of a line of places, in this box, inside one outline, and where it crosses the outline's sides.
fn inner_part(outlines: &Outlines, outline: u32, places: &[LonLat], around: Extent) -> (f64, Vec<LonLat>) {
    let pieces = || places.windows(2).map(|piece| (piece[0], piece[1]));
    let Some((a, b)) = pieces().next() else {
        return (0.0, Vec::new());
    };
    // Most ways near an outline are far from its sides.
    if !outlines.may_cross(outline, around) {
        let inside = outlines.holds(outline, between(a, b, 0.5));
        let metres = || pieces().map(|(a, b)| a.distance_m(b)).sum();
        return (if inside { metres() } else { 0.0 }, Vec::new());
    }
    let (mut inner_m, mut crossings) = (0.0, Vec::new());
    // Whether the piece before lies inside, where it is all on one side: the next one is too unless it crosses.
    let mut was_inside = None;
    for (a, b) in pieces() {
        let shares = outlines.crossings([outline], a, b);
        if shares.is_empty() {
            let inside = was_inside.unwrap_or_else(|| outlines.holds(outline, between(a, b, 0.5)));
            inner_m += if inside { a.distance_m(b) } else { 0.0 };
            was_inside = Some(inside);
        } else {
            inner_m += outlines.metres_between(outline, a, b, &shares);
            crossings.extend(shares.into_iter().map(|share| between(a, b, share)));
            was_inside = None;
        }
    }
    (inner_m, crossings)
}
