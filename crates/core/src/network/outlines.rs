//! Outlines that may be walled off: residential areas of the extract and of the user's list.

use geo::{BoundingRect, Coord, Intersects, MultiPolygon};
use rstar::primitives::{GeomWithData, Line, Rectangle};
use rstar::{AABB, RTree};

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
    sides: RTree<GeomWithData<Line<[f64; 2]>, u32>>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl Outlines {
    /// Takes outlines in; their positions are their numbers from then on.
    pub fn new(outlines: Vec<Outline>) -> Self {
        use geo::Area as _;
        let mut sides = Vec::new();
        let mut boxes = Vec::new();
        for (number, outline) in (0_u32..).zip(&outlines) {
            for ring in outline
                .shape
                .iter()
                .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
            {
                let side =
                    |side: geo::Line<f64>| GeomWithData::new(Line::new(side.start.into(), side.end.into()), number);
                sides.extend(ring.lines().map(side));
            }
            if let Some(around) = outline.shape.bounding_rect() {
                let around = Rectangle::from_corners(around.min().into(), around.max().into());
                boxes.push(GeomWithData::new(around, number));
            }
        }
        Self {
            extents: outlines.iter().map(|outline| outline.shape.unsigned_area()).collect(),
            all: outlines,
            sides: RTree::bulk_load(sides),
            boxes: RTree::bulk_load(boxes),
        }
    }

    /// All outlines by number.
    pub fn all(&self) -> &[Outline] {
        &self.all
    }

    /// The outlines that hold a place, the innermost (smallest) first.
    pub fn holding(&self, place: LonLat) -> Vec<u32> {
        let at = place.coord();
        let mut found: Vec<u32> = self
            .boxes
            .locate_in_envelope_intersecting(AABB::from_point([at.x, at.y]))
            .map(|outline| outline.data)
            .filter(|number| self.all[*number as usize].shape.intersects(&at))
            .collect();
        found.sort_by(|a, b| {
            self.extents[*a as usize]
                .total_cmp(&self.extents[*b as usize])
                .then(a.cmp(b))
        });
        found
    }

    /// Outlines whose boxes meet the box of a line of places, ascending.
    pub(crate) fn meeting(&self, places: impl Iterator<Item = LonLat>) -> Vec<u32> {
        let corners: Vec<[f64; 2]> = places.map(|place| place.coord().into()).collect();
        if corners.is_empty() {
            return Vec::new();
        }
        let around = AABB::from_points(&corners);
        let mut found: Vec<u32> = self
            .boxes
            .locate_in_envelope_intersecting(around)
            .map(|outline| outline.data)
            .collect();
        found.sort_unstable();
        found
    }

    /// Where a segment crosses the sides of one outline, in order.
    pub(super) fn crossings_of(&self, number: u32, a: LonLat, b: LonLat) -> Vec<LonLat> {
        self.shares(a, b, |side| side == number)
            .into_iter()
            .map(|share| between(a, b, share))
            .collect()
    }

    /// Metres of a segment inside one outline.
    pub(crate) fn metres_inside(&self, number: u32, a: LonLat, b: LonLat) -> f64 {
        let length = a.distance_m(b);
        let mut stops = self.shares(a, b, |side| side == number);
        stops.insert(0, 0.0);
        stops.push(1.0);
        stops
            .windows(2)
            .filter(|piece| piece[1] > piece[0])
            .filter(|piece| self.holds(number, between(a, b, f64::midpoint(piece[0], piece[1]))))
            .map(|piece| (piece[1] - piece[0]) * length)
            .sum()
    }

    /// Whether one outline holds a place.
    pub(super) fn holds(&self, number: u32, place: LonLat) -> bool {
        self.all[number as usize].shape.intersects(&place.coord())
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
        let rect = self.all[number as usize].shape.bounding_rect()?;
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
        use geo::Centroid as _;
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

    /// Where a segment meets sides of the outlines asked for: shares of it from 0 to 1, ascending, each once; those at its
    /// ends are 0 or 1.
    pub(super) fn shares(&self, a: LonLat, b: LonLat, wanted: impl Fn(u32) -> bool) -> Vec<f64> {
        let length = a.distance_m(b);
        if length <= 0.0 {
            return Vec::new();
        }
        let near_end = AT_NODE_M / length;
        let (from, to) = (a.coord(), b.coord());
        let mut shares: Vec<f64> = self
            .sides
            .locate_in_envelope_intersecting(AABB::from_corners([from.x, from.y], [to.x, to.y]))
            .filter(|side| wanted(side.data))
            .filter_map(|side| {
                let [start, stop] = [side.geom().from, side.geom().to].map(|[x, y]| Coord { x, y });
                share_at_crossing(from, to, start, stop, near_end)
            })
            .collect();
        shares.sort_by(f64::total_cmp);
        shares.dedup_by(|later, earlier| *later - *earlier <= near_end);
        shares
    }
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
