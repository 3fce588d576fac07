//! The search for all facilities against a plain breadth-first pass over the same arrays, in one run, on a real extract where it
//! is here and on a made town, both from the same seeds to the same vertices. Seconds are the thread's own CPU time, so that
//! others on the machine do not count. At most 3 times is wanted.
//!
//! `cargo bench -p service-circle-benches --bench reach [-- FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a bench prints")]

use service_circle_benches::{Outcome, Town, extract_path};
use service_circle_core::ids::{FacilityIndex, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Leg, Network, VertexDraft};
use service_circle_core::reach::{Everywhere, Reached, Workspace};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

/// Junctions along one side of the made town: 152,100 of them, 303,420 edges.
const SIDE: u32 = 390;
/// Facilities of the made town.
const FACILITIES: u32 = 200;
/// Each of the two is run so often, in turns; the least time of each counts.
const ROUNDS: usize = 31;

fn main() -> Outcome<()> {
    if let Some(path) = extract_path("real_regression_fulltag.osm.pbf") {
        let town = Town::load(&path)?;
        let seeds = doors(&town);
        println!("{}: {} facilities", path.display(), town.facilities.len());
        report_both(&town.built.network, &seeds);
    }
    let network = town();
    println!("a made town: {FACILITIES} facilities");
    report_both(&network, &facilities(&network));
    Ok(())
}

fn report_both(network: &Network, seeds: &[(VertexId, Reached)]) {
    println!("{} vertices, {} edges", network.vertex_count(), network.edge_count());
    report(network, seeds);
}

/// The ends of the edges that facilities are linked to, with what is to be walked from there.
fn doors(town: &Town) -> Vec<(VertexId, Reached)> {
    let facilities = town.facilities.iter().zip(&town.placed.facilities);
    let links = facilities.flat_map(|(index, facility)| facility.links.iter().map(move |link| (*index, link)));
    links
        .flat_map(|(index, link)| {
            let edge = town.built.network.edge(link.edge);
            let door = Reached::at(index).after(link.off);
            let tail = (edge.tail, door.after(link.to_tail));
            let head = (edge.head, door.after(link.to_head));
            let (forward, backward) = (edge.directions.forward(), edge.directions.backward());
            forward.then_some(tail).into_iter().chain(backward.then_some(head))
        })
        .collect()
}

fn report(network: &Network, seeds: &[(VertexId, Reached)]) {
    let mut workspace = Workspace::default();
    let mut breadth_first = BreadthFirst::default();
    let (mut search, mut floor) = (f64::INFINITY, f64::INFINITY);
    let mut met = 0;
    for _ in 0..ROUNDS {
        let start = milliseconds();
        met = breadth_first.run(network, seeds);
        floor = floor.min(milliseconds() - start);
        let start = milliseconds();
        workspace.search(network, &Everywhere, seeds.iter().copied(), Milliseconds::MAX);
        search = search.min(milliseconds() - start);
    }
    println!(
        "search {search:.2} ms for {} vertices, breadth-first {floor:.2} ms for {met}, ratio {:.2}",
        workspace.touched().len(),
        search / floor,
    );
}

/// CPU time of this thread so far, milliseconds.
fn milliseconds() -> f64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
}

/// The floor: every vertex once, first in, first out.
#[derive(Default)]
struct BreadthFirst {
    steps: Vec<u32>,
    order: Vec<VertexId>,
}

impl BreadthFirst {
    fn run(&mut self, network: &Network, seeds: &[(VertexId, Reached)]) -> usize {
        self.steps.clear();
        self.steps.resize(network.vertex_count(), u32::MAX);
        self.order.clear();
        for &(vertex, _) in seeds {
            if self.steps[vertex.index()] == u32::MAX {
                self.steps[vertex.index()] = 0;
                self.order.push(vertex);
            }
        }
        let mut next = 0;
        while let Some(&vertex) = self.order.get(next) {
            next += 1;
            let steps = self.steps[vertex.index()] + 1;
            for arc in network.arcs(vertex) {
                if arc.may_come() && self.steps[arc.to.index()] == u32::MAX {
                    self.steps[arc.to.index()] = steps;
                    self.order.push(arc.to);
                }
            }
        }
        self.order.len()
    }
}

/// A grid of streets of 20 to 119 m with junctions in Morton order, as near to each other in memory as a real network's.
fn town() -> Network {
    let mut cells: Vec<(u64, u32, u32)> = (0..SIDE)
        .flat_map(|y| (0..SIDE).map(move |x| (spread(x) | spread(y) << 1, x, y)))
        .collect();
    cells.sort_unstable();
    let mut number = vec![0; (SIDE * SIDE) as usize];
    for (id, &(_, x, y)) in cells.iter().enumerate() {
        number[(y * SIDE + x) as usize] = id as u32;
    }
    let vertices = cells.iter().map(|&(_, x, y)| VertexDraft {
        place: LonLat {
            lon: x as i32 * 700,
            lat: y as i32 * 700,
        },
        wait: Milliseconds(0),
        junction: 0,
        edge_of_data: false,
    });
    let mut dice = 1;
    let mut edges = Vec::new();
    for &(_, x, y) in &cells {
        for (to_x, to_y) in [(x + 1, y), (x, y + 1)] {
            if to_x < SIDE && to_y < SIDE {
                let metres = 20 + roll(&mut dice) % 100;
                edges.push(street(
                    number[(y * SIDE + x) as usize],
                    number[(to_y * SIDE + to_x) as usize],
                    metres,
                ));
            }
        }
    }
    Network::new(vertices.collect(), edges, Vec::new())
}

fn street(tail: u32, head: u32, metres: u32) -> EdgeDraft {
    EdgeDraft {
        edge: Edge {
            tail: VertexId(tail),
            head: VertexId(head),
            length: Millimetres(metres * 1000),
            time: Milliseconds(metres * 1000),
            zone: ZoneId::PUBLIC,
            way: 0,
            directions: Directions::Both,
        },
        between: Vec::new(),
    }
}

fn facilities(network: &Network) -> Vec<(VertexId, Reached)> {
    let mut dice = 2;
    let off = Leg {
        time: Milliseconds(7_000),
        length: Millimetres(7_000),
    };
    (0..FACILITIES)
        .map(|number| {
            let vertex = VertexId(roll(&mut dice) % network.vertex_count() as u32);
            (vertex, Reached::at(FacilityIndex(number)).after(off))
        })
        .collect()
}

/// Knuth's linear congruential numbers (MMIX), upper bits.
fn roll(state: &mut u64) -> u32 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 40) as u32
}

/// Bits of a number with a free bit after each.
fn spread(number: u32) -> u64 {
    (0..32).fold(0, |bits, bit| bits | u64::from(number >> bit & 1) << (2 * bit))
}
