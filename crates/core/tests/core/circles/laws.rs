//! What holds for the area of every circle, looked at place by place, by means of our own:
//!
//! - valid as RFC 7946 and the OGC have it, and on the grid it is written in;
//! - every place of a reached street is inside, no place of another street is farther inside than a street is wide;
//! - no place inside is beyond a wall, or nearer to a street that is not reached;
//! - the circle of a lower limit is inside that of a higher one.

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Rect, Validation};
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};
use service_circle_core::circles::{Circle, Stretch, line, without};
use service_circle_core::lonlat::{Frame, LonLat, PER_DEGREE};
use service_circle_core::network::Network;
use service_circle_core::units_of_measure::Millimetres;

use crate::reach_kit::Dice;

/// Ground beside a street, and half a street's width, metres: as the product promises.
pub(crate) const REACH_M: f64 = 25.0;
pub(crate) const CORE_M: f64 = 2.0;
/// Places are written to 1.1 cm.
const GRID_M: f64 = 0.03;
/// Curves (half-way lines, arcs) are drawn as chords.
const CHORD_M: f64 = 0.6;
/// Holes that a circle of this radius does not fit into are slivers, filled: 1 m2.
const SLIVER_M: f64 = 0.6;
/// Of a square not every way across is drawn: one in each cell of 10 m.
const SQUARE_M: f64 = 14.2;
/// Streets are looked at every so many metres.
const LOOK_EVERY_M: f64 = 3.0;
/// A wall is looked past from places on streets this far apart, metres.
const LOOK_PAST_M: f64 = 0.25;

/// A piece of something straight, in metres.
pub(crate) type Piece = (Coord<f64>, Coord<f64>);

/// What a circle lies on.
pub(crate) struct Scene<'a> {
    pub(crate) network: &'a Network,
    /// What nobody sees across, in degrees.
    pub(crate) walls: Vec<(LonLat, LonLat)>,
    /// Straight walks from doors to streets.
    pub(crate) doors: Vec<(LonLat, LonLat)>,
    /// Whether an edge leads across a square: its ground is drawn as a whole.
    pub(crate) is_square: &'a dyn Fn(&Stretch) -> bool,
}

/// How many places were looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looked {
    /// The first laws broken.
    pub(crate) broken: Vec<String>,
    pub(crate) reached: usize,
    pub(crate) beyond: usize,
    pub(crate) ground: usize,
}

impl Looked {
    fn claim(&mut self, kept: bool, told: impl FnOnce() -> String) {
        if !kept && self.broken.len() < 3 {
            self.broken.push(told());
        }
    }

    fn add(&mut self, other: Self) {
        self.broken.extend(other.broken);
        self.reached += other.reached;
        self.beyond += other.beyond;
        self.ground += other.ground;
    }
}

fn from_segment(place: Coord<f64>, (a, b): Piece) -> f64 {
    let run = b - a;
    let squared = run.x * run.x + run.y * run.y;
    let gap = place - a;
    let share = if squared > 0.0 {
        ((gap.x * run.x + gap.y * run.y) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let near = gap - run * share;
    near.x.hypot(near.y)
}

fn side(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn crosses(one: Piece, other: Piece) -> bool {
    side(one.0, one.1, other.0) * side(one.0, one.1, other.1) < 0.0
        && side(other.0, other.1, one.0) * side(other.0, other.1, one.1) < 0.0
}

/// Pieces by place.
struct Near(RTree<GeomWithData<Line<[f64; 2]>, ()>>);

impl Near {
    fn new(pieces: impl Iterator<Item = Piece>) -> Self {
        let lines = pieces.map(|(a, b)| GeomWithData::new(Line::new(a.into(), b.into()), ()));
        Self(RTree::bulk_load(lines.collect()))
    }

    fn within(&self, place: Coord<f64>, metres: f64) -> impl Iterator<Item = Piece> {
        let around = AABB::from_corners(
            [place.x - metres, place.y - metres],
            [place.x + metres, place.y + metres],
        );
        self.0
            .locate_in_envelope_intersecting(around)
            .map(|found| (found.geom().from.into(), found.geom().to.into()))
    }

    /// Metres to the nearest piece, where one is within so many.
    fn distance(&self, place: Coord<f64>, metres: f64) -> f64 {
        self.within(place, metres)
            .map(|piece| from_segment(place, piece))
            .fold(f64::INFINITY, f64::min)
    }
}

/// A polygon in metres with its sides by place.
struct Area {
    shape: MultiPolygon<f64>,
    bounds: Rect<f64>,
    sides: Near,
}

impl Area {
    fn new(shape: &MultiPolygon<f64>, frame: &Frame) -> Option<Self> {
        use geo::MapCoords as _;
        let shape = shape.map_coords(|at| frame.to_metres(LonLat::from_degrees(at.x, at.y).unwrap()));
        let rings = shape
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let sides: Vec<Piece> = rings
            .flat_map(|ring| ring.lines().map(|side| (side.start, side.end)))
            .collect();
        let sides = Near::new(sides.into_iter());
        Some(Self {
            bounds: shape.bounding_rect()?,
            shape,
            sides,
        })
    }

    /// By the crossings of a ray eastward: an odd number inside.
    fn holds(&self, place: Coord<f64>) -> bool {
        let beyond = [self.bounds.max().x + 1.0, place.y];
        let ahead = AABB::from_corners(place.into(), beyond);
        let crossed = self.sides.0.locate_in_envelope_intersecting(ahead).filter(|found| {
            let (a, b): Piece = (found.geom().from.into(), found.geom().to.into());
            (a.y > place.y) != (b.y > place.y) && a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x) > place.x
        });
        crossed.count() % 2 == 1
    }

    fn metres_to_side(&self, place: Coord<f64>) -> f64 {
        self.sides.distance(place, REACH_M)
    }
}

/// Places along a line, its ends and bends among them.
fn places_along(line: &[Coord<f64>], every_m: f64) -> Vec<Coord<f64>> {
    let mut places: Vec<Coord<f64>> = line.to_vec();
    for pair in line.windows(2) {
        let run = pair[1] - pair[0];
        let steps = (run.x.hypot(run.y) / every_m).ceil() as u32;
        places.extend((1..steps).map(|step| pair[0] + run * (f64::from(step) / f64::from(steps))));
    }
    places
}

/// Checks all laws of one circle.
pub(crate) fn check(scene: &Scene<'_>, circle: &Circle, name: &str) -> Looked {
    let mut looked = Looked::default();
    let widest = circle.isochrones.last().unwrap();
    let Some(corner) = widest
        .shape
        .iter()
        .flat_map(|polygon| polygon.exterior().coords())
        .next()
    else {
        assert!(
            circle.isochrones.iter().all(|ring| ring.streets.is_empty()),
            "{name}: streets without ground"
        );
        return looked;
    };
    let frame = Frame::around(LonLat::from_degrees(corner.x, corner.y).unwrap());
    let mut reached: Vec<Stretch> = Vec::new();
    let mut inner: Option<Area> = None;
    for (number, ring) in circle.isochrones.iter().enumerate() {
        let name = format!("{name}, limit {number}");
        reached.extend(&ring.streets);
        reached.sort_unstable();
        check_written(&ring.shape, &name);
        let Some(area) = Area::new(&ring.shape, &frame) else {
            assert!(reached.is_empty(), "{name}: streets without ground");
            continue;
        };
        if let Some(inner) = &inner {
            let corners = inner.shape.iter().flat_map(|polygon| polygon.exterior().coords());
            for corner in corners {
                let inside = area.holds(*corner) || area.metres_to_side(*corner) <= GRID_M;
                looked.claim(inside, || {
                    format!("{name}: {corner:?} of the lower limit's area is outside")
                });
            }
        }
        looked.add(check_area(scene, &frame, &area, &joined(&reached), &name));
        inner = Some(area);
    }
    looked
}

/// Rings of a circle end where the next begin: joined they are the stretches of a limit.
fn joined(rings: &[Stretch]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for stretch in rings {
        match all.last_mut() {
            Some(last) if last.edge == stretch.edge && last.to == stretch.from => last.to = stretch.to,
            _ => all.push(*stretch),
        }
    }
    all
}

fn check_written(shape: &MultiPolygon<f64>, name: &str) {
    for (number, polygon) in shape.iter().enumerate() {
        let errors = polygon.validation_errors();
        assert!(errors.is_empty(), "{name}, polygon {number}: {errors:?}");
        for (index, ring) in std::iter::once(polygon.exterior())
            .chain(polygon.interiors())
            .enumerate()
        {
            let twice: f64 = ring
                .lines()
                .map(|side| side.start.x * side.end.y - side.end.x * side.start.y)
                .sum();
            assert_eq!(
                twice > 0.0,
                index == 0,
                "{name}: outer rings run counter-clockwise, holes clockwise"
            );
            for corner in ring.coords() {
                for degrees in [corner.x, corner.y] {
                    let written = (degrees * PER_DEGREE).round() / PER_DEGREE;
                    assert_eq!(degrees.to_bits(), written.to_bits(), "{name}: 7 decimals");
                }
            }
        }
    }
}

fn check_area(scene: &Scene<'_>, frame: &Frame, area: &Area, reached: &[Stretch], name: &str) -> Looked {
    let network = scene.network;
    let drawn = |stretch: &Stretch| -> Vec<Coord<f64>> {
        line(network, stretch)
            .into_iter()
            .map(|place| frame.to_metres(place))
            .collect()
    };
    let pieces = |line: Vec<Coord<f64>>| -> Vec<Piece> { line.windows(2).map(|pair| (pair[0], pair[1])).collect() };
    let told = |(a, b): &(LonLat, LonLat)| (frame.to_metres(*a), frame.to_metres(*b));
    let mut looked = Looked::default();

    for stretch in reached {
        for place in places_along(&drawn(stretch), LOOK_EVERY_M) {
            looked.reached += 1;
            let slack = if (scene.is_square)(stretch) { SQUARE_M } else { GRID_M };
            let inside = area.holds(place) || area.metres_to_side(place) <= slack;
            looked.claim(inside, || {
                format!("{name}: {place:?} of {stretch:?} is reached and outside")
            });
        }
    }
    let streets = Near::new(reached.iter().flat_map(|stretch| pieces(drawn(stretch))));
    let doors = Near::new(scene.doors.iter().map(told));
    let is_core = |place| {
        let limit = CORE_M + GRID_M;
        streets.distance(place, limit) <= limit || doors.distance(place, limit) <= limit
    };

    let whole = network.edges().map(|(edge, drawn)| Stretch {
        edge,
        from: Millimetres(0),
        to: drawn.length,
    });
    let bounds = area.bounds;
    let is_near = |line: &[Coord<f64>]| {
        let around = LineString::from(line.to_vec()).bounding_rect();
        let apart = |low: f64, high: f64, other_low: f64, other_high: f64| {
            low > other_high + REACH_M || other_low > high + REACH_M
        };
        around.is_some_and(|around| {
            let (low, high, other_low, other_high) = (bounds.min(), bounds.max(), around.min(), around.max());
            !apart(low.x, high.x, other_low.x, other_high.x) && !apart(low.y, high.y, other_low.y, other_high.y)
        })
    };
    let mut others: Vec<Piece> = Vec::new();
    for stretch in without(&whole.collect::<Vec<_>>(), reached) {
        let line = drawn(&stretch);
        if (scene.is_square)(&stretch) || !is_near(&line) {
            continue;
        }
        for place in places_along(&line, LOOK_EVERY_M) {
            if area.holds(place) && !is_core(place) {
                let deep = area.metres_to_side(place);
                looked.claim(deep <= CORE_M + CHORD_M, || {
                    format!("{name}: {place:?} of {stretch:?} is not reached and {deep} m inside")
                });
            }
            looked.beyond += 1;
        }
        others.extend(pieces(line));
    }
    let others = Near::new(others.into_iter());
    looked.add(check_ground(scene, frame, area, (&streets, &others), is_core, name));
    looked
}

/// Random places inside: each sees a reached street, and no other street is nearer.
fn check_ground(
    scene: &Scene<'_>,
    frame: &Frame,
    area: &Area,
    (streets, others): (&Near, &Near),
    is_core: impl Fn(Coord<f64>) -> bool,
    name: &str,
) -> Looked {
    let walls = Near::new(
        scene
            .walls
            .iter()
            .map(|(a, b)| (frame.to_metres(*a), frame.to_metres(*b))),
    );
    let mut looked = Looked::default();
    let bounds = area.bounds;
    let mut dice = Dice(11);
    for _ in 0..4000 {
        let mut part = |low: f64, high: f64| low + (high - low) * f64::from(dice.below(1 << 20)) / f64::from(1 << 20);
        let place = Coord {
            x: part(bounds.min().x, bounds.max().x),
            y: part(bounds.min().y, bounds.max().y),
        };
        if !area.holds(place) || is_core(place) || area.metres_to_side(place) < CHORD_M {
            continue;
        }
        looked.ground += 1;
        let own = streets.distance(place, REACH_M + SLIVER_M);
        looked.claim(own <= REACH_M + SLIVER_M, || {
            format!("{name}: {place:?} is {own} m from its street")
        });
        let other = others.distance(place, REACH_M);
        looked.claim(own <= other + CHORD_M, || {
            format!("{name}: {place:?} is {own} m from its street, {other} m from another")
        });
        let hidden: Vec<Piece> = walls.within(place, REACH_M + SLIVER_M).collect();
        let sees = streets.within(place, REACH_M + SLIVER_M).any(|(a, b)| {
            let seen_from = places_along(&[a, b], LOOK_PAST_M).into_iter();
            let mut near = seen_from.filter(|foot| (*foot - place).x.hypot((*foot - place).y) <= REACH_M + SLIVER_M);
            near.any(|foot| {
                // A wall that the street itself stands on hides nothing.
                let foot = place + (foot - place) * 0.999;
                !hidden.iter().any(|wall| crosses((place, foot), *wall))
            })
        });
        looked.claim(sees, || format!("{name}: {place:?} is behind a wall"));
    }
    looked
}

/// All that was looked at; no law may be broken.
pub(crate) fn total(all: impl IntoIterator<Item = Looked>) -> Looked {
    let mut sum = Looked::default();
    for one in all {
        sum.add(one);
    }
    eprintln!(
        "{} broken; places of reached streets {}, of others {}, of the ground {}",
        sum.broken.len(),
        sum.reached,
        sum.beyond,
        sum.ground
    );
    assert!(sum.broken.is_empty(), "{:#?}", sum.broken);
    sum
}
