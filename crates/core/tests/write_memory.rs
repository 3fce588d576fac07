//! A large layer is streamed: writing it takes little more memory than a small one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; helpers are tests too"
)]

use std::fs;

use service_circle_core::ids::{OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
use service_circle_core::options::Format;
use service_circle_core::plan::{Outcome, Plan};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};
use service_circle_core::write::network_to_file;

/// Edges of the layer: more than the largest city's.
const EDGES: u32 = 400_000;
/// What writing may take, kB. Cells of all features at once would be above 300 MB; what grows with them is an envelope (40 bytes, or
/// 64 and a place in the file of a `FlatGeobuf`) and a reference to each edge.
const MOST_KB: u64 = 110_000;

/// A chain of edges, each with a place between its ends.
fn outcome() -> Outcome {
    let place = |number: u32, north: f64| {
        let (column, row) = (number % 1000, number / 1000);
        LonLat::from_degrees(116.0 + f64::from(column) * 1e-4, 39.0 + f64::from(row) * 1e-4 + north).unwrap()
    };
    let vertices = (0..=EDGES).map(|number| VertexDraft {
        place: place(number, 0.0),
        wait: Milliseconds(0),
        junction: 0,
        edge_of_data: false,
    });
    let edges = (0..EDGES).map(|number| EdgeDraft {
        edge: Edge {
            tail: VertexId(number),
            head: VertexId(number + 1),
            length: Millimetres(10_000),
            time: Milliseconds(10_000),
            zone: ZoneId(number % 2),
            way: 0,
            directions: Directions::Both,
        },
        between: vec![place(number, 5e-5)],
    });
    let way = WayInfo {
        id: OsmId::Way(17),
        name: Some("阜通西大街".into()),
        class: "residential",
    };
    Outcome {
        network: Network::new(vertices.collect(), edges.collect(), vec![way]),
        ..Outcome::default()
    }
}

/// A line of `/proc/self/status`, kB; `None` where there is no such file.
fn status(name: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim_matches(|one: char| !one.is_ascii_digit()).parse().ok()
}

#[test]
fn four_hundred_thousand_features_are_streamed() {
    // Writing 5 there forgets the peak so far.
    if status("VmHWM:").is_none() || fs::write("/proc/self/clear_refs", "5").is_err() {
        eprintln!("skipped: this system does not tell peaks of memory");
        return;
    }
    let outcome = outcome();
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::GeoPackage, Format::FlatGeobuf] {
        fs::write("/proc/self/clear_refs", "5").unwrap();
        let before = status("VmRSS:").unwrap();
        let path = folder.path().join(format!("network.{}", format.word()));
        network_to_file(&Plan::default(), &outcome, &path).unwrap();
        let taken = status("VmHWM:").unwrap().saturating_sub(before);
        assert!(taken < MOST_KB, "{format:?}: {taken} kB");
        assert!(
            fs::metadata(&path).unwrap().len() > u64::from(EDGES) * 100,
            "{format:?}"
        );
    }
}
