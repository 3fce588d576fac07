//! Outlines that may be walled off: residential areas of the extract and of the user's list.

use geo::{BoundingRect, Centroid, Contains, Coord, InteriorPoint, Intersects, MultiPolygon, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::sides::Sides;
use crate::extent::Extent;
use crate::lonlat::{Frame, LonLat, metres_per_degree};

/// A way meets an outline "at" a node when it does so within this of it, metres: a hundredth of OpenStreetMap's drawing accuracy.
const AT_NODE_M: f64 = 0.02;

/// An outline that may be walled off.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its shape in degrees.
    pub shape: MultiPolygon<f64>,
    /// Gates of the user's table: they make it gated, whatever else is seen.
    pub gates: Vec<LonLat>,
    /// Locked gates of the user's table: nobody passes.
    pub shut: Vec<LonLat>,
    /// Whether the outline itself is tagged as a wall or fence.
    pub is_wall: bool,
    /// Whether it may be gated without the user's word: a part of town is not.
    pub may_be_gated: bool,
}

/// Outlines, ready to ask.
#[derive(Debug, Default)]
pub struct Outlines {
    all: Vec<Outline>,
    /// Squared degrees: only compared, to tell the inner of two nested outlines.
    extents: Vec<f64>,
    /// Boxes by number; none where a shape is empty.
    rects: Vec<Option<Rect<f64>>>,
    sides: Vec<Sides>,
    boxes: Boxes,
}

/// Boxes of outlines, with their numbers.
pub(super) type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>;

impl Outlines {
    /// Takes outlines in; their positions are their numbers from then on.
    pub fn new(outlines: Vec<Outline>) -> Self {
        use geo::Area as _;
        let mut all = Self {
            extents: outlines.iter().map(|outline| outline.shape.unsigned_area()).collect(),
            rects: outlines.iter().map(|outline| outline.shape.bounding_rect()).collect(),
            sides: outlines.iter().map(|outline| Sides::of(&outline.shape)).collect(),
            all: outlines,
            boxes: Boxes::default(),
        };
        all.boxes = all.boxes_of(|_| true);
        all
    }

    /// The boxes of the outlines asked for.
    pub(super) fn boxes_of(&self, wanted: impl Fn(u32) -> bool) -> Boxes {
        let boxes = (0_u32..).zip(&self.rects).filter(|(number, _)| wanted(*number));
        let boxes = boxes.filter_map(|(number, rect)| {
            let rect = rect.as_ref()?;
            let around = Rectangle::from_corners(rect.min().into(), rect.max().into());
            Some(GeomWithData::new(around, number))
        });
        RTree::bulk_load(boxes.collect())
    }

    /// All outlines by number.
    pub fn all(&self) -> &[Outline] {
        &self.all
    }

    /// The outlines that hold a place, the innermost (smallest) first.
    pub fn holding(&self, place: LonLat) -> Vec<u32> {
        let mut found: Vec<u32> = self.held_by(&self.boxes, place).collect();
        found.sort_by(|a, b| self.by_extent(*a, *b));
        found
    }

    /// Of the outlines with these boxes, the outermost (largest) that holds a place.
    pub(super) fn outermost(&self, boxes: &Boxes, place: LonLat) -> Option<u32> {
        self.held_by(boxes, place).max_by(|a, b| self.by_extent(*a, *b))
    }

    /// Of the outlines with these boxes, those that hold a place.
    pub(super) fn held_by(&self, boxes: &Boxes, place: LonLat) -> impl Iterator<Item = u32> {
        let at = place.coord();
        boxes
            .locate_in_envelope_intersecting(AABB::from_point([at.x, at.y]))
            .map(|outline| outline.data)
            .filter(move |number| self.holds(*number, place))
    }

    /// Whether one outline is larger than another; of equal ones, the later.
    pub(super) fn is_larger(&self, one: u32, other: u32) -> bool {
        self.by_extent(one, other).is_gt()
    }

    /// A place inside one outline.
    pub(super) fn inner_place(&self, number: u32) -> Option<LonLat> {
        inner_place(&self.all[number as usize].shape)
    }

    fn by_extent(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let (one, other) = (self.extents[a as usize], self.extents[b as usize]);
        one.total_cmp(&other).then(a.cmp(&b))
    }

    /// Outlines whose boxes meet a box, ascending.
    pub(crate) fn meeting(&self, around: Extent) -> Vec<u32> {
        let mut found: Vec<u32> = self
            .boxes
            .locate_in_envelope_intersecting(around.envelope())
            .map(|outline| outline.data)
            .collect();
        found.sort_unstable();
        found
    }

    /// Whether a box, widened by so many metres, meets that of any outline.
    pub(super) fn any_near(&self, around: Extent, metres: f64) -> bool {
        let near = around.widened(metres);
        self.boxes.locate_in_envelope_intersecting(near).next().is_some()
    }

    /// Whether a box meets that of any side of one outline: else all of it is inside, or all outside.
    pub(super) fn may_cross(&self, number: u32, around: Extent) -> bool {
        self.sides[number as usize].near(around.rect()).next().is_some()
    }

    /// Metres of a segment inside one outline, pieces that run within so many metres of a side left out: a street drawn on the
    /// outline is not inside.
    pub(crate) fn metres_off_the_side(&self, number: u32, a: LonLat, b: LonLat, side_m: f64) -> f64 {
        let runs_along = |[start, stop]: [f64; 2]| {
            [start, f64::midpoint(start, stop), stop]
                .into_iter()
                .all(|share| self.metres_to_side(number, between(a, b, share)) <= side_m)
        };
        let crossings = self.crossings([number], a, b);
        let inside: f64 = self
            .pieces_inside(number, a, b, &crossings)
            .filter(|piece| !runs_along(*piece))
            .map(|[start, stop]| stop - start)
            .sum();
        inside * a.distance_m(b)
    }

    /// Metres of a segment inside one outline whose sides it crosses at these shares.
    pub(super) fn metres_between(&self, number: u32, a: LonLat, b: LonLat, crossings: &[f64]) -> f64 {
        let length = a.distance_m(b);
        self.pieces_inside(number, a, b, crossings)
            .map(|[start, stop]| (stop - start) * length)
            .sum()
    }

    /// The pieces of a segment inside one outline, as shares of it.
    fn pieces_inside(&self, number: u32, a: LonLat, b: LonLat, crossings: &[f64]) -> impl Iterator<Item = [f64; 2]> {
        let starts = std::iter::once(0.0).chain(crossings.iter().copied());
        let stops = crossings.iter().copied().chain(std::iter::once(1.0));
        starts
            .zip(stops)
            .filter(|(start, stop)| stop > start)
            .filter(move |(start, stop)| self.holds(number, between(a, b, f64::midpoint(*start, *stop))))
            .map(|(start, stop)| [start, stop])
    }

    /// Whether one outline holds a place.
    pub(super) fn holds(&self, number: u32, place: LonLat) -> bool {
        let at = place.coord();
        self.rects[number as usize].is_some_and(|rect| rect.intersects(&at)) && self.sides[number as usize].hold(at)
    }

    /// How many of these places lie within so many metres of one outline's sides.
    pub(super) fn near_side(&self, number: u32, places: &RTree<[f64; 2]>, metres: f64) -> u32 {
        let Some(around) = self.box_of(number, metres) else {
            return 0;
        };
        places
            .locate_in_envelope(around)
            .filter_map(|[lon, lat]| LonLat::from_degrees(*lon, *lat))
            .filter(|place| self.metres_to_side(number, *place) <= metres)
            .count() as u32
    }

    /// One outline's box in degrees, widened by so many metres.
    pub(super) fn box_of(&self, number: u32, margin_m: f64) -> Option<AABB<[f64; 2]>> {
        let rect = self.rects[number as usize]?;
        let (dx, dy) = Frame::around(LonLat::from_degrees(rect.min().x, rect.max().y)?).degrees_for(margin_m);
        Some(AABB::from_corners(
            [rect.min().x - dx, rect.min().y - dy],
            [rect.max().x + dx, rect.max().y + dy],
        ))
    }

    /// Places along one outline's outer sides, the middle of every piece of at most so many metres.
    pub(super) fn along(&self, number: u32, step_m: f64) -> Vec<LonLat> {
        let mut places = Vec::new();
        for side in self.all[number as usize]
            .shape
            .iter()
            .flat_map(|part| part.exterior().lines())
        {
            let ends = (
                LonLat::from_degrees(side.start.x, side.start.y),
                LonLat::from_degrees(side.end.x, side.end.y),
            );
            let (Some(a), Some(b)) = ends else { continue };
            let pieces = (a.distance_m(b) / step_m).ceil().max(1.0) as u32;
            places.extend((0..pieces).map(|piece| between(a, b, (f64::from(piece) + 0.5) / f64::from(pieces))));
        }
        places
    }

    /// One outline's area, m2.
    pub(super) fn area_m2(&self, number: u32) -> f64 {
        let middle = self.all[number as usize].shape.centroid().map_or(0.0, geo::Point::y);
        let (per_lon, per_lat) = metres_per_degree(middle);
        self.extents[number as usize] * per_lon * per_lat
    }

    /// Metres from a place to the nearest side of one outline.
    pub(super) fn metres_to_side(&self, number: u32, place: LonLat) -> f64 {
        let frame = Frame::around(place);
        let shape = &self.all[number as usize].shape;
        let rings = shape
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
        rings
            .flat_map(geo::LineString::lines)
            .filter_map(|side| {
                let a = LonLat::from_degrees(side.start.x, side.start.y)?;
                let b = LonLat::from_degrees(side.end.x, side.end.y)?;
                Some(frame.metres_to_segment(a, b))
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// Where a segment meets the sides of these outlines: shares of it from 0 to 1, ascending, each once; those at its ends are
    /// 0 or 1.
    pub(super) fn crossings(&self, numbers: impl IntoIterator<Item = u32>, a: LonLat, b: LonLat) -> Vec<f64> {
        let (from, to) = (a.coord(), b.coord());
        let mut near = numbers
            .into_iter()
            .flat_map(|number| self.sides[number as usize].near(Rect::new(from, to)))
            .peekable();
        // Most segments are near no side, and need not be measured.
        if a == b || near.peek().is_none() {
            return Vec::new();
        }
        let near_end = AT_NODE_M / a.distance_m(b);
        let mut shares: Vec<f64> = near
            .filter_map(|side| share_at_crossing(from, to, side.start, side.end, near_end))
            .collect();
        shares.sort_by(f64::total_cmp);
        shares.dedup_by(|later, earlier| *later - *earlier <= near_end);
        shares
    }
}

/// A place inside a shape: its centroid where that is inside, else an interior point.
pub(crate) fn inner_place(shape: &MultiPolygon<f64>) -> Option<LonLat> {
    let centroid = shape.centroid().filter(|centroid| shape.contains(centroid));
    let point = centroid.or_else(|| shape.interior_point())?;
    LonLat::from_degrees(point.x(), point.y())
}

/// The place at a share of a segment.
pub(super) fn between(a: LonLat, b: LonLat, share: f64) -> LonLat {
    let part = |from: i32, to: i32| (f64::from(from) + share * (f64::from(to) - f64::from(from))).round() as i32;
    LonLat {
        lon: part(a.lon, b.lon),
        lat: part(a.lat, b.lat),
    }
}

/// Where `from -> to` crosses `start -> stop`, as a share of it; parallel lines do not cross.
fn share_at_crossing(
    from: Coord<f64>,
    to: Coord<f64>,
    start: Coord<f64>,
    stop: Coord<f64>,
    near_end: f64,
) -> Option<f64> {
    let (along, side) = (to - from, stop - start);
    let turn = along.x * side.y - along.y * side.x;
    if turn == 0.0 {
        return None;
    }
    let gap = start - from;
    let share = (gap.x * side.y - gap.y * side.x) / turn;
    let on_side = (gap.x * along.y - gap.y * along.x) / turn;
    let slack = 1e-9;
    if !(-slack..=1.0 + slack).contains(&on_side) || !(-near_end..=1.0 + near_end).contains(&share) {
        return None;
    }
    Some(if share <= near_end {
        0.0
    } else if share >= 1.0 - near_end {
        1.0
    } else {
        share
    })
}
