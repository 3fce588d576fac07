//! What nobody walks through: walls, fences, water, railways and motorways, as segments that a straight access may not cross.
//!
//! The sides of a segment are told in integers (1e-7 degrees, `i128` products), so the answer is exact: no wall leaks at a joint,
//! and no answer depends on rounding.

use rstar::{AABB, RTree, RTreeObject};

use super::gates::is_opening;
use crate::lonlat::{LonLat, PER_DEGREE, metres_per_degree};
use crate::network::is_wall;
use crate::read::{Extract, Key, RAILWAYS, Tags};

/// A straight access this near a gate of the wall it crosses goes through the gate, metres: half the width of a carriage gate.
pub(crate) const GATE_HALF_WIDTH_M: f64 = 1.5;

/// Values of `waterway` too wide to step over; a stream or drain is not.
const WATERWAYS: &[&str] = &["river", "canal", "tidal_channel"];
/// Roads that nobody may cross on foot at grade.
const MOTORWAYS: &[&str] = &["motorway", "motorway_link"];

/// Why a segment stops a walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hindrance {
    /// A wall, fence or the like.
    Wall,
    /// The bank of an area of water, or the line of a river.
    Water,
    /// A railway or motorway.
    Line,
}

/// A segment that stops a walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Barrier {
    a: LonLat,
    b: LonLat,
    /// Which line it is a part of: gates open only their own.
    line: u32,
    hindrance: Hindrance,
}

impl RTreeObject for Barrier {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.a.coord().into(), self.b.coord().into())
    }
}

/// A place where walls do not count: a gate that is known to be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opening {
    /// The gate.
    pub place: LonLat,
    /// How near it a wall may be crossed, metres.
    pub within_m: f64,
}

/// A straight access under test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Access {
    /// Where it starts.
    pub(crate) from: LonLat,
    /// Where it ends.
    pub(crate) to: LonLat,
    /// A gate it goes through.
    pub(crate) through: Option<Opening>,
    /// Whether water does not count: the point itself stands in it.
    pub(crate) from_water: bool,
}

/// All that stops a walker, ready to ask.
#[derive(Debug, Default)]
pub struct Obstacles {
    barriers: RTree<Barrier>,
    /// Gates by the line they open.
    gates: Vec<(u32, LonLat)>,
    water: RTree<WaterBox>,
    /// Water areas as polygons, for [`Obstacles::in_water`].
    water_areas: Vec<geo::MultiPolygon<f64>>,
}

#[derive(Debug)]
struct WaterBox {
    area: usize,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for WaterBox {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

/// Whether and why a line of ways stops a walker, by its tags.
fn hindrance(tags: &Tags<'_>) -> Option<Hindrance> {
    let among = |key: Key, values: &[&str]| tags.get(key).is_some_and(|value| values.contains(&value));
    let under_or_over = |key: Key| tags.get(key).is_some_and(|value| value != "no");
    if tags.get(Key::Barrier).is_some_and(is_wall) {
        return (!among(Key::Foot, &["yes", "designated", "permissive"])).then_some(Hindrance::Wall);
    }
    if under_or_over(Key::Tunnel) || under_or_over(Key::Bridge) || tags.is(Key::Covered, "yes") {
        return None;
    }
    let on_the_ground = tags.get(Key::Layer).is_none_or(|layer| layer == "0");
    if among(Key::Waterway, WATERWAYS) || tags.is(Key::Natural, "coastline") {
        Some(Hindrance::Water)
    } else if (among(Key::Railway, RAILWAYS) && on_the_ground) || among(Key::Highway, MOTORWAYS) {
        Some(Hindrance::Line)
    } else {
        None
    }
}

/// Whether an area is water nobody wades.
fn is_water(tags: &Tags<'_>) -> bool {
    let covered = [Key::Tunnel, Key::Covered]
        .iter()
        .any(|key| tags.get(*key).is_some_and(|value| value != "no"));
    !covered
        && (tags.is(Key::Natural, "water")
            || matches!(tags.get(Key::Waterway), Some("riverbank" | "dock"))
            || matches!(tags.get(Key::Landuse), Some("reservoir" | "basin")))
}

impl Obstacles {
    /// All obstacles of an extract, and the gates in its walls.
    ///
    /// # Complexity
    /// `O(s log s)` for `s` segments; 56 bytes a segment.
    pub fn of(extract: &Extract) -> Self {
        let mut drawing = Drawing::default();
        for way in &extract.ways {
            if let Some(hindrance) = hindrance(&extract.way_tags(way)) {
                drawing.line(extract, extract.way_nodes(way), hindrance);
            }
        }
        for area in &extract.areas {
            let tags = extract.area_tags(area);
            let water = is_water(&tags);
            let Some(hindrance) = (if water {
                Some(Hindrance::Water)
            } else {
                hindrance(&tags).filter(|found| *found == Hindrance::Wall)
            }) else {
                continue;
            };
            for ring in extract.area_rings(area).flatten() {
                drawing.line(extract, ring, hindrance);
            }
            if water {
                drawing.water.push(extract.area_polygons(area));
            }
        }
        drawing.finish()
    }

    /// Obstacles from plain lines, each with the gates that open it.
    pub fn from_lines<'a>(lines: impl IntoIterator<Item = (&'a [LonLat], &'a [LonLat])>) -> Self {
        let mut drawing = Drawing::default();
        for (places, gates) in lines {
            drawing.places(places.iter().copied(), Hindrance::Wall);
            let line = drawing.next_line;
            drawing.gates.extend(gates.iter().map(|gate| (line, *gate)));
            drawing.next_line += 1;
        }
        drawing.finish()
    }

    /// Whether the straight line between two places crosses an obstacle.
    ///
    /// Touching with an end does not count, so a building drawn on its wall can be left on either side; passing within 1.5 m of
    /// a gate of the wall does not count either.
    ///
    /// # Complexity
    /// `O(log s + k)` for `k` segments whose boxes meet the line's.
    pub fn crosses(&self, from: LonLat, to: LonLat) -> bool {
        self.blocker(&Access {
            from,
            to,
            through: None,
            from_water: false,
        })
        .is_some()
    }

    /// Whether the straight line to or from a known gate is free: walls near the gate are its own.
    pub(crate) fn is_open(&self, from: LonLat, to: LonLat, gate: Opening) -> bool {
        self.blocker(&Access {
            from,
            to,
            through: Some(gate),
            from_water: self.in_water(from),
        })
        .is_none()
    }

    /// Whether something lies between two places that no gate opens: water, a railway or a motorway.
    pub(crate) fn only_bridged(&self, from: LonLat, to: LonLat) -> bool {
        let access = Access {
            from,
            to,
            through: None,
            from_water: self.in_water(from),
        };
        let around = AABB::from_corners(from.coord().into(), to.coord().into());
        self.barriers
            .locate_in_envelope_intersecting(around)
            .any(|barrier| barrier.hindrance != Hindrance::Wall && self.stops(barrier, &access))
    }

    /// The obstacles whose boxes meet a box in degrees, whatever gates open them, each with whether it is water's.
    pub(crate) fn lines_in(&self, around: AABB<[f64; 2]>) -> impl Iterator<Item = (LonLat, LonLat, bool)> {
        self.barriers
            .locate_in_envelope_intersecting(around)
            .map(|barrier| (barrier.a, barrier.b, barrier.hindrance == Hindrance::Water))
    }

    /// Whether the box of any water meets a box in degrees.
    pub(crate) fn has_water_in(&self, around: AABB<[f64; 2]>) -> bool {
        self.water.locate_in_envelope_intersecting(around).next().is_some()
    }

    /// Whether a place stands in mapped water.
    pub fn in_water(&self, place: LonLat) -> bool {
        use geo::Contains as _;
        let at = place.coord();
        self.water
            .locate_in_envelope_intersecting(AABB::from_point(at.into()))
            .any(|found| self.water_areas[found.area].contains(&at))
    }

    /// Some obstacle that stops this access.
    pub(crate) fn blocker(&self, access: &Access) -> Option<&Barrier> {
        let around = AABB::from_corners(access.from.coord().into(), access.to.coord().into());
        self.barriers
            .locate_in_envelope_intersecting(around)
            .find(|barrier| self.stops(barrier, access))
    }

    /// Whether this obstacle stops this access.
    pub(crate) fn stops(&self, barrier: &Barrier, access: &Access) -> bool {
        if barrier.hindrance == Hindrance::Water && access.from_water {
            return false;
        }
        let Some(crossing) = crossing(access.from, access.to, barrier.a, barrier.b) else {
            return false;
        };
        if barrier.hindrance != Hindrance::Wall {
            return true;
        }
        let near = |gate: LonLat, metres: f64| distance_m(crossing, gate) <= metres;
        if access.through.is_some_and(|gate| near(gate.place, gate.within_m)) {
            return false;
        }
        let first = self.gates.partition_point(|(line, _)| *line < barrier.line);
        !self.gates[first..]
            .iter()
            .take_while(|(line, _)| *line == barrier.line)
            .any(|(_, gate)| near(*gate, GATE_HALF_WIDTH_M))
    }
}

/// Obstacles while they are collected.
#[derive(Default)]
struct Drawing {
    barriers: Vec<Barrier>,
    gates: Vec<(u32, LonLat)>,
    water: Vec<geo::MultiPolygon<f64>>,
    next_line: u32,
}

impl Drawing {
    fn line(&mut self, extract: &Extract, nodes: &[crate::ids::NodeIndex], hindrance: Hindrance) {
        // A node that the file does not hold leaves a gap: nothing is invented across it.
        for piece in nodes.split(|node| extract.nodes.place(*node).is_none()) {
            self.places(piece.iter().filter_map(|node| extract.nodes.place(*node)), hindrance);
        }
        if hindrance == Hindrance::Wall {
            for node in nodes {
                let tagged = extract.tagged_nodes.binary_search_by_key(node, |tagged| tagged.node);
                if let Some(gate) = tagged.ok().map(|at| &extract.tagged_nodes[at])
                    && is_opening(&extract.node_tags(gate))
                {
                    self.gates
                        .extend(extract.nodes.place(*node).map(|place| (self.next_line, place)));
                }
            }
        }
        self.next_line += 1;
    }

    fn places(&mut self, places: impl Iterator<Item = LonLat>, hindrance: Hindrance) {
        let mut last = None;
        for place in places {
            if let Some(a) = last.replace(place)
                && a != place
            {
                self.barriers.push(Barrier {
                    a,
                    b: place,
                    line: self.next_line,
                    hindrance,
                });
            }
        }
    }

    fn finish(mut self) -> Obstacles {
        use geo::BoundingRect as _;
        self.gates.sort_unstable();
        let boxes = self
            .water
            .iter()
            .enumerate()
            .filter_map(|(area, shape)| {
                let rect = shape.bounding_rect()?;
                Some(WaterBox {
                    area,
                    envelope: AABB::from_corners(rect.min().into(), rect.max().into()),
                })
            })
            .collect();
        Obstacles {
            barriers: RTree::bulk_load(self.barriers),
            gates: self.gates,
            water: RTree::bulk_load(boxes),
            water_areas: self.water,
        }
    }
}

/// Twice the area of the triangle `a b c` in (1e-7 degrees)^2: above 0 where `c` lies left of `a -> b`. Exact.
fn side(a: LonLat, b: LonLat, c: LonLat) -> i128 {
    let wide = |to: i32, from: i32| i128::from(i64::from(to) - i64::from(from));
    wide(b.lon, a.lon) * wide(c.lat, a.lat) - wide(b.lat, a.lat) * wide(c.lon, a.lon)
}

/// Where `from -> to` crosses the segment `a b`, ends of the segment included, ends of the access not; in 1e-7 degrees.
fn crossing(from: LonLat, to: LonLat, a: LonLat, b: LonLat) -> Option<(f64, f64)> {
    let (start, end) = (side(a, b, from), side(a, b, to));
    if start.signum() * end.signum() >= 0 {
        return None;
    }
    if side(from, to, a).signum() * side(from, to, b).signum() > 0 {
        return None;
    }
    let share = start as f64 / (start - end) as f64;
    let between = |x: i32, y: i32| f64::from(x) + share * (f64::from(y) - f64::from(x));
    Some((between(from.lon, to.lon), between(from.lat, to.lat)))
}

fn distance_m((lon, lat): (f64, f64), place: LonLat) -> f64 {
    let (per_lon, per_lat) = metres_per_degree(place.lat_degrees());
    let east = (lon - f64::from(place.lon)) / PER_DEGREE * per_lon;
    let north = (lat - f64::from(place.lat)) / PER_DEGREE * per_lat;
    east.hypot(north)
}
