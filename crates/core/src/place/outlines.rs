//! Outlines: checked polygons in degrees that can tell what they hold.

use geo::{
    Area as _, BooleanOps as _, BoundingRect as _, Contains as _, Coord, Distance as _, Euclidean, Intersects as _,
    LinesIter as _, MapCoords as _, MultiPolygon, Point, Rect, Validation as _,
};
use rstar::{AABB, RTree, RTreeObject};

use crate::lonlat::{Frame, LonLat};
use crate::network::inner_place;

/// Less is a slip of the pen, not an outline: 1 m2.
const LEAST_AREA_M2: f64 = 1.0;

/// A polygon that holds something.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    shape: MultiPolygon<f64>,
    rect: Rect<f64>,
    frame: Frame,
    area_m2: f64,
}

impl Outline {
    /// An outline of the parts of a shape that have an area; `None` where none has.
    pub(crate) fn new(shape: MultiPolygon<f64>) -> Option<Self> {
        let centre = shape.bounding_rect()?.center();
        let frame = Frame::around(LonLat::from_degrees(centre.x, centre.y)?);
        let sized: Vec<_> = shape
            .into_iter()
            .map(|polygon| (in_metres(&frame, &polygon).unsigned_area(), polygon))
            .filter(|(area, _)| area.is_finite() && *area >= LEAST_AREA_M2)
            .collect();
        let area_m2 = sized.iter().map(|(area, _)| area).sum();
        let shape: MultiPolygon<f64> = sized.into_iter().map(|(_, polygon)| polygon).collect();
        let rect = shape.bounding_rect()?;
        Some(Self {
            shape,
            rect,
            frame,
            area_m2,
        })
    }

    /// The polygons, in degrees.
    pub(crate) fn shape(&self) -> &MultiPolygon<f64> {
        &self.shape
    }

    /// Area in square metres, holes left out.
    pub(crate) fn area_m2(&self) -> f64 {
        self.area_m2
    }

    /// A flat frame around its middle.
    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }

    /// South-west and north-east corner, in metres of [`Outline::frame`].
    pub(crate) fn corners_m(&self) -> (Coord<f64>, Coord<f64>) {
        let metres = |corner: Coord<f64>| to_metres(&self.frame, corner);
        (metres(self.rect.min()), metres(self.rect.max()))
    }

    /// Its box in degrees, wider by some metres on every side.
    pub(crate) fn box_with_margin(&self, metres: f64) -> ([f64; 2], [f64; 2]) {
        let (east, north) = self.frame.degrees_for(metres);
        let (low, high) = (self.rect.min(), self.rect.max());
        ([low.x - east, low.y - north], [high.x + east, high.y + north])
    }

    /// Whether a place lies this near its line, metres, whichever side it is on.
    pub(crate) fn is_near(&self, place: LonLat, metres: f64) -> bool {
        let (low, high) = self.box_with_margin(metres);
        let at = place.coord();
        (low[0]..=high[0]).contains(&at.x)
            && (low[1]..=high[1]).contains(&at.y)
            && self.line_distance_m(place) <= metres
    }

    /// Whether it holds all of a box of degrees, or nothing of it; `None` where its line comes this near the box, metres.
    ///
    /// # Complexity
    /// `O(v)` in its corners, by boxes of its sides.
    pub(crate) fn holds_box(&self, low: [f64; 2], high: [f64; 2], metres: f64) -> Option<bool> {
        let (east, north) = self.frame.degrees_for(metres);
        let (west, south, east, north) = (low[0] - east, low[1] - north, high[0] + east, high[1] + north);
        let is_near = |side: geo::Line<f64>| {
            let (a, b) = (side.start, side.end);
            a.x.min(b.x) <= east && a.x.max(b.x) >= west && a.y.min(b.y) <= north && a.y.max(b.y) >= south
        };
        if self.shape.lines_iter().any(is_near) {
            return None;
        }
        Some(self.shape.contains(&Coord { x: low[0], y: low[1] }))
    }

    /// Whether it shares a place with a box of degrees.
    pub(crate) fn touches_box(&self, low: [f64; 2], high: [f64; 2]) -> bool {
        self.shape.intersects(&Rect::new(low, high))
    }

    /// What it has in common with another outline, m2.
    pub(crate) fn common_m2(&self, other: &Self) -> f64 {
        area_m2(&self.shape.intersection(&other.shape))
    }

    /// Whether rings cross themselves or each other: the outline is used as drawn, and counted.
    pub(crate) fn is_crossed(&self) -> bool {
        !self.shape.is_valid()
    }

    /// Whether a place lies inside, holes and the line itself left out.
    pub(crate) fn holds(&self, place: LonLat) -> bool {
        let at = place.coord();
        let (low, high) = (self.rect.min(), self.rect.max());
        (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y) && self.shape.contains(&at)
    }

    /// Metres from a place to the line, whichever side it is on.
    pub(crate) fn line_distance_m(&self, place: LonLat) -> f64 {
        let at = Point::from(self.frame.to_metres(place));
        self.shape
            .lines_iter()
            .map(|line| {
                let line = geo::Line::new(to_metres(&self.frame, line.start), to_metres(&self.frame, line.end));
                Euclidean.distance(&at, &line)
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// Metres from the outline's line to another line; 0 where they cross.
    pub(crate) fn line_to_line_m(&self, places: &[LonLat]) -> f64 {
        let other: geo::LineString<f64> = places.iter().map(|place| self.frame.to_metres(*place)).collect();
        let sides = self.shape.lines_iter();
        sides
            .map(|side| {
                let side = geo::Line::new(to_metres(&self.frame, side.start), to_metres(&self.frame, side.end));
                Euclidean.distance(&side, &other)
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// A place inside: the centroid where it is, else some interior point of the largest part.
    pub(crate) fn inner_place(&self) -> LonLat {
        inner_place(&self.shape).unwrap_or_else(|| self.frame.origin())
    }
}

/// Area of a shape in square metres.
pub(crate) fn area_m2(shape: &MultiPolygon<f64>) -> f64 {
    let Some(centre) = shape.bounding_rect().map(Rect::center) else {
        return 0.0;
    };
    LonLat::from_degrees(centre.x, centre.y).map_or(0.0, |centre| {
        let frame = Frame::around(centre);
        shape.map_coords(|coord| to_metres(&frame, coord)).unsigned_area()
    })
}

/// Degrees to metres of a frame, without rounding to 1e-7 degrees.
fn to_metres(frame: &Frame, degrees: Coord<f64>) -> Coord<f64> {
    let origin = frame.origin().coord();
    let (east, north) = frame.degrees_for(1.0);
    Coord {
        x: (degrees.x - origin.x) / east,
        y: (degrees.y - origin.y) / north,
    }
}

fn in_metres(frame: &Frame, polygon: &geo::Polygon<f64>) -> geo::Polygon<f64> {
    polygon.map_coords(|coord| to_metres(frame, coord))
}

/// Outlines by place; each keeps the number it was given.
#[derive(Debug, Default)]
pub(crate) struct OutlineIndex<'a> {
    tree: RTree<Placed<'a>>,
}

#[derive(Debug)]
struct Placed<'a> {
    number: usize,
    outline: &'a Outline,
}

impl RTreeObject for Placed<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.outline.rect.min().into(), self.outline.rect.max().into())
    }
}

impl Placed<'_> {
    /// Smaller outlines first: of two that hold one place, the inner one.
    fn inside_of(&self, other: &Self) -> std::cmp::Ordering {
        self.outline
            .area_m2
            .total_cmp(&other.outline.area_m2)
            .then(self.number.cmp(&other.number))
    }
}

impl<'a> OutlineIndex<'a> {
    /// Indexes numbered outlines.
    pub(crate) fn new(outlines: impl Iterator<Item = (usize, &'a Outline)>) -> Self {
        let placed = outlines.map(|(number, outline)| Placed { number, outline }).collect();
        Self {
            tree: RTree::bulk_load(placed),
        }
    }

    /// The innermost outline that holds a place: the smallest, the lowest number among equals.
    pub(crate) fn innermost(&self, place: LonLat) -> Option<usize> {
        self.holding(place)
            .min_by(|a, b| a.inside_of(b))
            .map(|found| found.number)
    }

    /// All outlines that hold a place, the innermost first.
    pub(crate) fn all_holding(&self, place: LonLat) -> Vec<usize> {
        let mut found: Vec<_> = self.holding(place).collect();
        found.sort_unstable_by(|a, b| a.inside_of(b));
        found.into_iter().map(|found| found.number).collect()
    }

    /// The outlines whose boxes come this near a box of degrees, metres.
    pub(crate) fn around_box(&self, low: [f64; 2], high: [f64; 2], metres: f64) -> Vec<usize> {
        let (east, north) =
            LonLat::from_degrees(low[0], low[1]).map_or((0.0, 0.0), |corner| Frame::around(corner).degrees_for(metres));
        self.in_box(AABB::from_corners(
            [low[0] - east, low[1] - north],
            [high[0] + east, high[1] + north],
        ))
    }

    /// The outlines whose boxes touch that of another.
    pub(crate) fn touching(&self, outline: &Outline) -> Vec<usize> {
        let (low, high) = outline.box_with_margin(0.0);
        self.in_box(AABB::from_corners(low, high))
    }

    fn in_box(&self, envelope: AABB<[f64; 2]>) -> Vec<usize> {
        let found = self.tree.locate_in_envelope_intersecting(envelope);
        let mut numbers: Vec<usize> = found.map(|placed| placed.number).collect();
        numbers.sort_unstable();
        numbers
    }

    fn holding(&self, place: LonLat) -> impl Iterator<Item = &Placed<'a>> {
        self.tree
            .locate_in_envelope_intersecting(AABB::from_point(place.coord().into()))
            .filter(move |placed| placed.outline.holds(place))
    }
}
