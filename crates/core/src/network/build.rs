//! The network stage in order: judge, take roles, draw, join, leave to footways, find islands, order.

use super::components;
use super::drawing::Drawn;
use super::graph::{Edge, Network, WayInfo};
use super::nodes::Roles;
use super::order;
use super::outlines::Outlines;
use super::plot::{self, Plot};
use super::separate;
use super::signals;
use super::square_edges;
use super::stitch;
use super::streets::{self, StreetCounts};
use super::zones::{self, Zoning};
use crate::ids::EdgeId;
use crate::options::{Options, WalkOptions, Zones};
use crate::read::Extract;
use crate::tally::Tally;
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Stage, Watch, go_on};

/// The network stage's result.
#[derive(Debug, Default)]
pub struct Built {
    /// The walking network.
    pub network: Network,
    /// Which edges lie on islands, by edge.
    pub islands: Vec<bool>,
    /// Which outlines are gated, and the zones they make.
    pub zoning: Zoning,
    /// What became of the ways.
    pub streets: StreetCounts,
    /// Odd input met.
    pub tally: Tally,
}

/// Steps told to the watch.
const STEPS: u64 = 5;

/// Builds the walking network of an extract, with the edges inside gated outlines for their residents only.
///
/// # Errors
/// [`Cancelled`] where the watch stops it.
///
/// # Complexity
/// `O(n log n)` in the nodes of walked ways; memory as [`Network`], twice while it is ordered.
pub fn build(extract: &Extract, outlines: Outlines, options: &Options, watch: &dyn Watch) -> Result<Built, Cancelled> {
    let walk = &options.walk;
    let step = |done| {
        watch.progress(Stage::Network, done, STEPS);
        go_on(watch)
    };
    step(0)?;
    let mut tally = Tally::default();
    let streets = streets::judge(extract, walk, &mut tally);
    step(1)?;
    let lift = |levels| Milliseconds::from_seconds(plot::lift_seconds(walk, levels));
    let mut roles = Roles::of(extract, &streets, lift, &mut tally);
    let locked = outlines.all().iter().flat_map(|outline| &outline.shut);
    roles.shut(extract, &streets, locked, &mut tally);
    roles.near_dead_ends(extract, &streets, walk.stitch_m);
    step(2)?;
    let evidence = zones::gather(extract, &streets, &outlines, options.place.gate_near_outline_m);
    let zoning = Zoning::new(outlines, evidence, walk.zones != Zones::Tagged);
    let mut plot = draw(extract, &streets, &roles, walk, &zoning, &mut tally);
    step(3)?;
    let deferring = separate::leave_to_footways(&mut plot.drawing, &plot.kinds, walk.separate_sidewalk_m);
    count_stretches("carriageway-left-to-footway", &deferring.off, &plot.ways, &mut tally);
    count_stretches("separate-footway-not-mapped", &deferring.stay, &plot.ways, &mut tally);
    settle_zones(&mut plot, &zoning, &mut tally);
    step(4)?;
    let Plot { mut drawing, ways, .. } = plot;
    order::along_hilbert(&mut drawing);
    let islands = components::islands(&drawing, walk.island_m);
    count_islands(&drawing.edges, &islands, &ways, &mut tally);
    let network = Network::of_drawing(drawing, ways);
    step(STEPS)?;
    Ok(Built {
        network,
        zoning,
        islands,
        streets: streets.counts,
        tally,
    })
}

impl Built {
    /// Whether an edge lies on an island: never snapped to.
    pub fn is_island(&self, edge: EdgeId) -> bool {
        self.islands.get(edge.index()).copied().unwrap_or(false)
    }
}

fn draw<'a>(
    extract: &'a Extract,
    streets: &streets::Streets<'_>,
    roles: &'a Roles,
    walk: &'a WalkOptions,
    zoning: &'a Zoning,
    tally: &mut Tally,
) -> Plot<'a> {
    let mut plot = Plot::new(extract, roles, walk, zoning);
    for walked in &streets.walked {
        let way = plot.way(walked.id, walked.name, walked.street.class, walked.street);
        plot.line(way, walked.nodes, walked.around, walked.street);
    }
    for square in &streets.squares {
        square_edges::draw(&mut plot, extract, roles, square, tally);
    }
    for stitch in stitch::stitches(&plot.drawing, &plot.blocked, walk.stitch_m) {
        let (id, street) = (plot.ways[stitch.way as usize].id, plot.kinds[stitch.way as usize]);
        tally.add("stitched-dead-ends", || id.to_string());
        let way = plot.way(id, None, "stitch", street);
        plot.straight(way, stitch.from, stitch.to, plot::on_foot_both_ways(street));
    }
    join_signals(&mut plot, walk.signal_cluster_m);
    plot
}

fn join_signals(plot: &mut Plot<'_>, cluster_m: f64) {
    let places: Vec<_> = plot.signals.iter().map(|vertex| plot.place(*vertex)).collect();
    for (vertex, junction) in plot.signals.iter().zip(signals::junctions(&places, cluster_m)) {
        plot.drawing.vertices[vertex.index()].junction = junction;
    }
}

/// Gives every edge its zone. With `zones = "open"` too: the search then lets everybody walk them (`reach::Access`).
fn settle_zones(plot: &mut Plot<'_>, zoning: &Zoning, tally: &mut Tally) {
    let kinds = &plot.kinds;
    let stays_open = |edge: &Edge| kinds[edge.way as usize].invites_all;
    let left = zones::assign(zoning, &mut plot.drawing, stays_open);
    tally.add_many("private-way-of-several-compounds", left.shared, || {
        "open to all of them, and so to everybody".to_owned()
    });
    tally.add_many("path-clips-gated-outline", left.clips, || {
        "public as tagged: less than 20 m of it lie inside".to_owned()
    });
}

fn count_islands(edges: &[Drawn], islands: &[bool], ways: &[WayInfo], tally: &mut Tally) {
    let on_islands: Vec<u32> = edges
        .iter()
        .zip(islands)
        .filter(|(_, island)| **island)
        .map(|(drawn, _)| drawn.edge.way)
        .collect();
    count_stretches("edges-on-islands", &on_islands, ways, tally);
}

/// Counts stretches of ways, with the first one's way for an example.
fn count_stretches(code: &'static str, of_ways: &[u32], ways: &[WayInfo], tally: &mut Tally) {
    tally.add_many(code, of_ways.len() as u64, || {
        let first = of_ways.first().and_then(|way| ways.get(*way as usize));
        first.map(|way| way.id.to_string()).unwrap_or_default()
    });
}
