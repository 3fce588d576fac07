//! **circles**: service circles as streets and as areas. Knows nothing of files.
//!
//! A circle is every place from which residents walk to a facility (or to the nearest of several) within a limit. As streets it is
//! exact: stretches of edges cut where the walk takes just as long as the limit. As an area it is the ground that belongs to these
//! streets, so that a facility behind a wall has a ragged circle, not a round one: the ground within 25 m of a reached street, as far as
//! no wall, water, railway or motorway stands between and no street that is not reached is nearer.
//!
//! - `stretches`: edges cut at the limit; `lines` draws them.
//! - `ground`: what stands between streets; `rays`: how far the ground is a street's own; `sweep`: strips and fans of it.
//! - `squares`: the many ways across a square, thinned out.
//! - `union`: these made one valid area; `area`: all of that for one limit.
//! - `round`: the streets of the circle as maps show it, to compare.
//! - `within`: the compounds and elders inside.
//!
//! # References
//! Boundaries of isochrones drawn round points or on grids cover what is not reached: graphhopper/graphhopper 2181, valhalla/valhalla
//! 3741, GIScience/openrouteservice 972. Streets swept to half-way lines are the generalised Voronoi diagram of the network (Okabe,
//! Boots, Sugihara and Chiu 2000, *Spatial Tessellations*, section 3.6), bounded by what people cannot walk through.

mod area;
mod ground;
mod lines;
mod rays;
mod round;
mod squares;
mod stretches;
mod sweep;
mod union;
mod within;

use std::sync::atomic::{AtomicU64, Ordering};

use geo::MultiPolygon;
use rayon::prelude::*;

pub use ground::Ground;
pub use lines::line;
pub(crate) use squares::is_across_square;
pub use stretches::{Stretch, within, without};
pub use within::Residents;

use crate::ids::FacilityIndex;
use crate::lonlat::Frame;
use crate::network::Network;
use crate::place::{Compound, Facility};
use crate::reach::{Access, Around, EachQuestion};
use crate::units_of_measure::{Milliseconds, Speed};
use crate::watch::{Cancelled, Stage, Watch, go_on};
use union::Shape;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// Streets, walls and water.
    pub ground: &'a Ground<'a>,
    /// All facilities placed.
    pub facilities: &'a [Facility],
    /// Whose residents are counted.
    pub compounds: &'a [Compound],
    /// Who may walk where.
    pub access: Access<'a>,
    /// Speed on the flat.
    pub speed: Speed,
    /// The limits, ascending; each is inclusive.
    pub limits: &'a [Milliseconds],
}

/// The circle of one facility, or of several as one.
#[derive(Clone, Debug)]
pub struct Circle {
    /// Whose circle.
    pub facilities: Vec<FacilityIndex>,
    /// By limit, as they were asked for.
    pub isochrones: Vec<Isochrone>,
}

/// What of a circle is within one limit.
#[derive(Clone, Debug)]
pub struct Isochrone {
    /// The ground, in degrees: valid, outer rings counter-clockwise. It holds those of lower limits.
    pub shape: MultiPolygon<f64>,
    /// Its area.
    pub area_m2: f64,
    /// Streets within this limit and no lower one, by edge.
    pub streets: Vec<Stretch>,
    /// Length of all streets within the limit, ways across squares left out.
    pub streets_m: f64,
    /// The same over that of all streets as near in a straight line, 0 to 1: how much of the round circle that maps show is really within
    /// the walk. `None` for several facilities as one, and where there are no streets.
    ///
    /// # References
    /// Porta and Renne (2005), *Linking urban design to sustainability*, Urban Design International 10: the *pedshed* ratio.
    pub streets_share: Option<f64>,
    /// Who lives within the limit.
    pub residents: Residents,
    /// Whether a street within the limit goes on outside the data: the circle does, too.
    pub leaves_data: bool,
}

/// The circle of each set of facilities, in their order; the same on any number of threads.
///
/// # Errors
/// [`Cancelled`] when the watch says so.
///
/// # Complexity
/// For each set one search over the part of the network within the greatest limit, one more for each gated compound it touches, and
/// `O(n log n)` in the corners of its streets for each limit.
pub fn circles(
    question: Question<'_>,
    sets: &[Vec<FacilityIndex>],
    watch: &dyn Watch,
) -> Result<Vec<Circle>, Cancelled> {
    go_on(watch)?;
    let around = Around::new(EachQuestion {
        network: question.ground.network,
        compounds: question.compounds,
        sites: question.facilities,
        access: question.access,
        bound: question.limits.iter().copied().max().unwrap_or_default(),
    });
    let (done, total) = (AtomicU64::new(0), sets.len() as u64);
    sets.par_iter()
        .map(|set| {
            go_on(watch)?;
            let circle = circle(&question, &around, set, watch)?;
            watch.progress(Stage::Circles, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(circle)
        })
        .collect()
}

fn circle(
    question: &Question<'_>,
    around: &Around<'_>,
    set: &[FacilityIndex],
    watch: &dyn Watch,
) -> Result<Circle, Cancelled> {
    let network = question.ground.network;
    let members = || {
        set.iter()
            .filter_map(|facility| question.facilities.get(facility.index()))
    };
    let (times, walks) = around.dwellings_and_edges(set);
    let frame = Frame::around(members().map(|facility| facility.door).next().unwrap_or_default());
    let mut inner: Vec<Stretch> = Vec::new();
    let mut shape = Shape::nothing(frame.origin());
    let mut isochrones = Vec::with_capacity(question.limits.len());
    for &limit in question.limits {
        go_on(watch)?;
        let streets = within(network, &walks, limit);
        let doors: Vec<_> = members()
            .flat_map(|facility| facility.links.iter().map(move |link| (facility.door, link)))
            .filter(|(_, link)| link.off.time <= limit)
            .map(|(door, link)| [frame.to_metres(door), frame.to_metres(link.at)])
            .collect();
        let streets_m = streets_m(network, &streets);
        let radius = limit.seconds() * question.speed.metres_per_second();
        let round_m = (set.len() == 1).then(|| round::streets_m(question.ground, &frame, radius));
        shape = area::area(question.ground, &frame, &streets, &doors, &shape);
        isochrones.push(Isochrone {
            shape: shape.polygons(),
            area_m2: shape.area_m2(),
            streets: without(&streets, &inner),
            streets_m,
            streets_share: round_m.filter(|all| *all > 0.0).map(|all| (streets_m / all).min(1.0)),
            residents: within::residents(question.compounds, &times, limit),
            leaves_data: leaves_data(network, &streets),
        });
        inner = streets;
    }
    Ok(Circle {
        facilities: set.to_vec(),
        isochrones,
    })
}

fn streets_m(network: &Network, streets: &[Stretch]) -> f64 {
    let along_streets = streets.iter().filter(|stretch| !is_across_square(network, stretch));
    along_streets.map(|stretch| stretch.length().metres()).sum()
}

fn leaves_data(network: &Network, streets: &[Stretch]) -> bool {
    streets.iter().any(|stretch| {
        let edge = network.edge(stretch.edge);
        let tail = (stretch.from.0 == 0).then_some(edge.tail);
        let head = (stretch.to == edge.length).then_some(edge.head);
        let mut ends = tail.into_iter().chain(head);
        ends.any(|end| network.vertex(end).edge_of_data)
    })
}
