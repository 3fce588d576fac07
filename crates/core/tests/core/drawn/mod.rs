//! An outcome drawn by hand, and what the tests of files share.

use std::fs;
use std::path::{Path, PathBuf};

use geo::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection};
use service_circle_core::gaps::judge;
use service_circle_core::ids::{FacilityIndex, OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
use service_circle_core::place::{Evidence, Placed, WayIn};
use service_circle_core::plan::{CircleOutcome, InputFile, Outcome, Plan};
use service_circle_core::reach::{CompoundReach, Walk};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

use crate::judged::{at, compound, facility, reach, seconds, walk};

/// A square ring, clockwise as it must not be written, closed.
fn clockwise(west: f64, south: f64, side: f64) -> LineString<f64> {
    LineString::from(vec![
        (west, south),
        (west, south + side),
        (west + side, south + side),
        (west + side, south),
        (west, south),
    ])
}

fn network() -> Network {
    let vertex = |east| VertexDraft {
        place: at(east, 0.0),
        wait: Milliseconds(0),
        junction: 0,
        edge_of_data: false,
    };
    let edge = |tail, head, directions, zone| EdgeDraft {
        edge: Edge {
            tail: VertexId(tail),
            head: VertexId(head),
            length: Millimetres(100_000),
            time: seconds(100.0),
            zone: ZoneId(zone),
            way: 0,
            directions,
        },
        between: Vec::new(),
    };
    let way = WayInfo {
        id: OsmId::Way(17),
        name: Some("阜通西大街".into()),
        class: "residential",
    };
    let edges = vec![edge(0, 1, Directions::Both, 0), edge(1, 2, Directions::Backward, 3)];
    Network::new(vec![vertex(0.0), vertex(100.0), vertex(200.0)], edges, vec![way])
}

/// Three compounds: one with an outline of two parts and a hole, one point, one that reaches nothing.
pub(crate) fn drawn() -> (Plan, Outcome) {
    let mut first = compound("way/1", &[(0.0, 1.0), (100.0, 2.0)]);
    first.name = Some("都市心海岸 \"北区\"".to_owned());
    let with_hole = Polygon::new(
        clockwise(116.4, 39.9, 0.01),
        vec![clockwise(116.402_123_456_78, 39.902, 0.001)],
    );
    first.outline = Some(MultiPolygon(vec![
        with_hole,
        Polygon::new(clockwise(116.42, 39.9, 0.01), Vec::new()),
    ]));
    first.elders = Some(30.0);
    first.households = Some(200.0);
    first.gated = Some(true);
    first.street = Some("望京街道".to_owned());
    let way_in = |evidence| WayIn {
        evidence,
        place: at(0.0, 0.0),
    };
    first.ways_in = vec![way_in(Evidence::E3), way_in(Evidence::E1)];
    let second = compound("b", &[(0.0, 1.0)]);
    let third = compound("c", &[(0.0, 1.0)]);
    let mut home = facility("node/5", 800.0);
    home.name = Some("夕阳红".to_owned());
    home.beds = Some(120.0);

    let placed = Placed {
        compounds: vec![first, second, third],
        facilities: vec![home, facility("f2", 9000.0)],
        rejected: Vec::new(),
        ..Placed::default()
    };
    let reached = vec![
        CompoundReach {
            dwellings: vec![walk(1000.0, 0), walk(754.321, 0)],
        },
        reach(&[Some(1234.5)]),
        reach(&[None]),
    ];
    let plan = Plan::default();
    let verdicts = judge(&placed, &reached, &plan.options.circles[0], &plan.options);
    let line = |line: Vec<LonLat>| {
        Some(Walk {
            dwelling: 0,
            facility: FacilityIndex(0),
            time: seconds(754.321),
            length: Millimetres(754_321),
            line,
            legs: Vec::new(),
        })
    };
    let walks = vec![
        line(vec![at(100.0, 0.0), at(800.0, 0.0)]),
        line(vec![at(0.0, 0.0)]),
        None,
    ];
    let outcome = Outcome {
        network: network(),
        placed,
        circles: vec![CircleOutcome {
            limit: Milliseconds(900_000),
            reached,
            verdicts,
            walks,
            ..CircleOutcome::default()
        }],
        inputs: vec![InputFile {
            role: "osm",
            path: PathBuf::from("city.osm.pbf"),
            bytes: 12,
            sha256: "ab".repeat(32),
        }],
        ..Outcome::default()
    };
    (plan, outcome)
}

/// The features of a file, by the geojson crate.
pub(crate) fn features(path: &Path) -> Vec<Feature> {
    let text = fs::read_to_string(path).unwrap();
    text.parse::<FeatureCollection>().unwrap().features
}
