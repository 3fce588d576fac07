//! The network stage against a naive twin: every segment of every way an edge between OpenStreetMap nodes, lengths by `geo`'s
//! geodesic measure, walks by petgraph's Dijkstra. The stage cuts ways at junctions only, orders vertices along a curve and keeps
//! whole milliseconds; walks between any two of its vertices must come out the same.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use geo::{Distance as _, Geodesic, Point};
use petgraph::algo::dijkstra;
use petgraph::graphmap::DiGraphMap;
use petgraph::visit::EdgeRef as _;
use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::ids::VertexId;
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Network, Outlines, build};
use service_circle_core::options::Options;
use service_circle_core::read::{Interest, read_extract};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::osm::{Node, OsmData, Way};
use service_circle_testkit::pbf::{WriteOptions, encode};
use service_circle_testkit::random::Random;
use service_circle_testkit::scene::{Scene, tag_pairs};

const SIDE: usize = 7;
const MISSING: i64 = 999;
/// Half of the 30 s at a signalled junction.
const HALF_WAIT_S: f64 = 15.0;

/// Ways and their factor on time; 0 is not walked.
const CLASSES: [(&str, f64); 8] = [
    ("highway=residential", 1.0),
    ("highway=footway", 1.0),
    ("highway=steps", 2.0),
    ("highway=service, access=no", 0.0),
    ("highway=trunk", 0.0),
    ("highway=footway, oneway:foot=yes", 1.0),
    ("highway=construction", 0.0),
    ("highway=unclassified, access=private", 1.0),
];

fn random_town(seed: u64) -> OsmData {
    let random = &mut Random::new(seed);
    let drawing = Scene::at(116.4, 39.9);
    let mut data = OsmData::default();
    for id in 0..SIDE * SIDE {
        let jitter = |random: &mut Random| random.between(-25.0, 25.0);
        let (x, y) = (
            (id % SIDE) as f64 * 80.0 + jitter(random),
            (id / SIDE) as f64 * 80.0 + jitter(random),
        );
        let (lon, lat) = drawing.place(x, y);
        let tags = match random.below(14) {
            0 => "barrier=gate",
            1 => "barrier=wall",
            2 => "barrier=bollard",
            3 => "highway=crossing, crossing=traffic_signals",
            4 => "barrier=gate, locked=yes",
            _ => "",
        };
        data.nodes.push(Node {
            id: id as i64 + 1,
            lon,
            lat,
            tags: tag_pairs(tags),
        });
    }
    for id in 0..30 {
        let (mut x, mut y) = (random.below(SIDE) as i64, random.below(SIDE) as i64);
        let mut refs = Vec::new();
        for _ in 0..2 + random.below(5) {
            refs.push(if random.once_in(40) {
                MISSING
            } else {
                y * SIDE as i64 + x + 1
            });
            x = (x + random.below(3) as i64 - 1).clamp(0, SIDE as i64 - 1);
            y = (y + random.below(3) as i64 - 1).clamp(0, SIDE as i64 - 1);
        }
        data.ways.push(Way {
            id: id + 1,
            refs,
            tags: tag_pairs(CLASSES[random.below(CLASSES.len())].0),
        });
    }
    data
}

fn is(tags: &[(Vec<u8>, Vec<u8>)], pair: &str) -> bool {
    tag_pairs(pair).iter().all(|wanted| tags.contains(wanted))
}

fn metres(a: &Node, b: &Node) -> f64 {
    let point = |node: &Node| Point::new(f64::from(node.lon) / 1e7, f64::from(node.lat) / 1e7);
    Geodesic.distance(point(a), point(b))
}

/// Signals of a town in junctions: those within 30 m of each other, and of each other again.
fn junctions(nodes: &BTreeMap<i64, &Node>) -> BTreeMap<i64, i64> {
    let signals: Vec<&Node> = nodes
        .values()
        .copied()
        .filter(|node| is(&node.tags, "crossing=traffic_signals"))
        .collect();
    let mut junction: BTreeMap<i64, i64> = signals.iter().map(|node| (node.id, node.id)).collect();
    loop {
        let before = junction.clone();
        for a in &signals {
            for b in signals.iter().filter(|b| metres(a, b) <= 30.0) {
                let least = junction[&a.id].min(junction[&b.id]);
                junction.insert(a.id, least);
                junction.insert(b.id, least);
            }
        }
        if junction == before {
            return junction;
        }
    }
}

/// The naive twin: nodes, blocked ones only to arrive at, and seconds by segment.
fn naive(data: &OsmData) -> (DiGraphMap<i64, f64>, BTreeSet<i64>) {
    let nodes: BTreeMap<i64, &Node> = data.nodes.iter().map(|node| (node.id, node)).collect();
    let junction = junctions(&nodes);
    let blocked: BTreeSet<i64> = nodes
        .values()
        .filter(|node| is(&node.tags, "barrier=wall") || is(&node.tags, "locked=yes"))
        .map(|node| node.id)
        .collect();
    let half = |here: i64, there: i64| match (junction.get(&here), junction.get(&there)) {
        (Some(a), Some(b)) if a == b => 0.0,
        (Some(_), _) => HALF_WAIT_S,
        _ => 0.0,
    };
    let mut graph: DiGraphMap<i64, f64> = DiGraphMap::new();
    for way in &data.ways {
        let factor = CLASSES
            .iter()
            .find(|(tags, _)| way.tags == tag_pairs(tags))
            .map_or(0.0, |class| class.1);
        for pair in way.refs.windows(2) {
            let (Some(a), Some(b)) = (nodes.get(&pair[0]), nodes.get(&pair[1])) else {
                continue;
            };
            if factor == 0.0 || a.id == b.id {
                continue;
            }
            let seconds = metres(a, b) * factor + half(a.id, b.id) + half(b.id, a.id);
            let mut walk = |from: i64, to: i64| {
                if !blocked.contains(&from) && graph.edge_weight(from, to).is_none_or(|known| *known > seconds) {
                    graph.add_edge(from, to, seconds);
                }
            };
            walk(a.id, b.id);
            if !is(&way.tags, "oneway:foot=yes") {
                walk(b.id, a.id);
            }
        }
    }
    (graph, blocked)
}

fn network_of(data: &OsmData, folder: &std::path::Path) -> Network {
    let path = folder.join("town.osm.pbf");
    std::fs::write(&path, encode(data, &WriteOptions::default())).unwrap();
    let extract = read_extract(&path, &Interest::new(FacilityTags::built_in()), &Unwatched).unwrap();
    build(&extract, Outlines::default(), &Options::default(), &Unwatched)
        .unwrap()
        .network
}

#[test]
fn walks_equal_those_of_a_naive_graph() {
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for seed in 0..900 {
        let data = random_town(seed);
        let (graph, blocked) = naive(&data);
        let network = network_of(&data, folder.path());
        let node_at: HashMap<LonLat, i64> = data
            .nodes
            .iter()
            .map(|node| {
                (
                    LonLat {
                        lon: node.lon,
                        lat: node.lat,
                    },
                    node.id,
                )
            })
            .collect();
        let vertices: BTreeMap<i64, VertexId> = (0..network.vertex_count())
            .map(VertexId::at)
            .map(|vertex| (node_at[&network.place(vertex)], vertex))
            .filter(|(node, _)| !blocked.contains(node))
            .collect();
        for (from, vertex) in vertices.iter().step_by(3) {
            let ours = dijkstra(&network, *vertex, None, |edge| edge.weight().time.0);
            let theirs = dijkstra(&graph, *from, None, |(_, _, seconds)| *seconds);
            for (to, goal) in &vertices {
                let here = ours.get(goal).map(|time| f64::from(*time) / 1000.0);
                let there = theirs.get(to).copied().or((from == to).then_some(0.0));
                match (here, there) {
                    (Some(here), Some(there)) => {
                        let slack = 0.0005 * there + 0.05;
                        assert!(
                            (here - there).abs() <= slack,
                            "seed {seed}: {from} to {to}: {here} s, naive {there} s"
                        );
                        compared += 1;
                    }
                    (None, None) => {}
                    other => panic!("seed {seed}: {from} to {to}: {other:?}"),
                }
            }
        }
    }
    assert!(compared > 50_000, "only {compared} walks compared");
}
