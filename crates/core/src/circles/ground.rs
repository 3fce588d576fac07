//! The ground between the streets: what no colour goes across.

use geo::{Coord, MultiPolygon};
use rstar::primitives::{GeomWithData, Line, Rectangle};
use rstar::{AABB, RTree};

use super::lines::degrees;
use super::rays::{Kind, Thing};
use super::squares::Squares;
use super::{Stretch, without};
use crate::ids::EdgeId;
use crate::lonlat::{Frame, LonLat};
use crate::network::Network;
use crate::place::Obstacles;
use crate::units_of_measure::Millimetres;

/// Streets, walls and water of a town by place; made once for all its circles.
pub struct Ground<'a> {
    pub(super) network: &'a Network,
    obstacles: &'a Obstacles,
    edges: RTree<GeomWithData<Rectangle<[f64; 2]>, EdgeId>>,
    /// Sides of gated compounds.
    sides: RTree<Line<[f64; 2]>>,
}

impl<'a> Ground<'a> {
    /// Streets with what stands between them: obstacles, and the outlines of gated compounds, in degrees.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` edges and sides.
    pub fn new<'o>(
        network: &'a Network,
        obstacles: &'a Obstacles,
        gated: impl IntoIterator<Item = &'o MultiPolygon<f64>>,
    ) -> Self {
        let boxes = network.edges().map(|(edge, _)| {
            let places: Vec<[f64; 2]> = network.line(edge).map(|place| place.coord().into()).collect();
            let around = AABB::from_points(&places);
            GeomWithData::new(Rectangle::from_corners(around.lower(), around.upper()), edge)
        });
        let rings = gated
            .into_iter()
            .flatten()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let sides = rings.flat_map(|ring| ring.lines().map(|side| Line::new(side.start.into(), side.end.into())));
        Self {
            network,
            obstacles,
            edges: RTree::bulk_load(boxes.collect()),
            sides: RTree::bulk_load(sides.collect()),
        }
    }

    /// The edges whose boxes meet one in metres of a frame, each whole, ascending.
    pub(super) fn edges_in(&self, frame: &Frame, low: Coord<f64>, high: Coord<f64>) -> Vec<Stretch> {
        let around = AABB::from_corners(degrees(frame, low), degrees(frame, high));
        let found = self.edges.locate_in_envelope_intersecting(around);
        let mut edges: Vec<Stretch> = found
            .map(|found| Stretch {
                edge: found.data,
                from: Millimetres(0),
                to: self.network.edge(found.data).length,
            })
            .collect();
        edges.sort_unstable();
        edges
    }

    /// All that ends the colour of streets within some stretches' box and so many metres around: every street that is not in
    /// `reached` (by edge), every wall and bank. Where `squares` are crossed already, no other way across them is told.
    pub(super) fn around(
        &self,
        frame: &Frame,
        reached: &[Stretch],
        squares: &mut Squares,
        (low, high): (Coord<f64>, Coord<f64>),
    ) -> Nearby<'_> {
        let around = AABB::from_corners(degrees(frame, low), degrees(frame, high));
        let whole = self.edges_in(frame, low, high);
        let mut things = Vec::new();
        for line in squares.sparse(self.network, frame, without(&whole, reached)) {
            push_line(&mut things, Kind::Street, &line.places);
        }
        let mut has_water = false;
        for (a, b, is_water) in self.obstacles.lines_in(around) {
            has_water |= is_water;
            push_line(&mut things, Kind::Stop, &[frame.to_metres(a), frame.to_metres(b)]);
        }
        has_water |= self.obstacles.has_water_in(around);
        for side in self.sides.locate_in_envelope_intersecting(around) {
            let places = [side.from, side.to].map(|[lon, lat]| LonLat::from_degrees(lon, lat));
            if let [Some(a), Some(b)] = places {
                push_line(&mut things, Kind::Stop, &[frame.to_metres(a), frame.to_metres(b)]);
            }
        }
        let things = things.into_iter().map(|thing| {
            let line = Line::new(thing.a.into(), thing.b.into());
            GeomWithData::new(line, thing.kind)
        });
        Nearby {
            things: RTree::bulk_load(things.collect()),
            water: has_water.then_some((self.obstacles, *frame)),
        }
    }
}

fn push_line(things: &mut Vec<Thing>, kind: Kind, line: &[Coord<f64>]) {
    let segments = line.windows(2).filter(|pair| pair[0] != pair[1]);
    things.extend(segments.map(|pair| Thing {
        a: pair[0],
        b: pair[1],
        kind,
    }));
}

/// What a circle's streets have around them, in metres of its frame.
pub(super) struct Nearby<'a> {
    things: RTree<GeomWithData<Line<[f64; 2]>, Kind>>,
    water: Option<(&'a Obstacles, Frame)>,
}

impl Nearby<'_> {
    /// The things whose box meets that of two places with so many metres around.
    pub(super) fn of(&self, a: Coord<f64>, b: Coord<f64>, metres: f64) -> Vec<Thing> {
        let low = [a.x.min(b.x) - metres, a.y.min(b.y) - metres];
        let high = [a.x.max(b.x) + metres, a.y.max(b.y) + metres];
        self.things
            .locate_in_envelope_intersecting(AABB::from_corners(low, high))
            .map(|found| Thing {
                a: found.geom().from.into(),
                b: found.geom().to.into(),
                kind: found.data,
            })
            .collect()
    }

    /// Whether a place is on water: on a bridge, then.
    pub(super) fn in_water(&self, place: Coord<f64>) -> bool {
        (self.water).is_some_and(|(obstacles, frame)| obstacles.in_water(frame.to_place(place)))
    }
}
