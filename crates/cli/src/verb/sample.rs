//! A small outcome made by hand, for the tests of what verbs say.

use service_circle_core::gaps::{CompoundVerdict, Reason, Verdict};
use service_circle_core::ids::{EdgeId, FacilityIndex, OsmId, VertexId, ZoneId};
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Directions, Edge, EdgeDraft, Network, VertexDraft, WayInfo};
use service_circle_core::place::{Compound, Dwelling, DwellingBasis, Evidence, Facility, Placed, WayIn};
use service_circle_core::plan::{CircleOutcome, Outcome};
use service_circle_core::reach::{Leg, LegKind, Walk};
use service_circle_core::read::table::{CompoundDetails, FacilityDetails};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

/// Compounds 凤凰小区 (gap, walk of 1,200 m in 21 min), Garden (served), and one that reaches nothing; one facility.
pub(super) fn outcome() -> Outcome {
    Outcome {
        network: network(),
        placed: Placed {
            compounds: vec![
                compound("way/1", Some("凤凰小区"), Some(120.0)),
                compound("way/2", Some("Garden"), None),
                compound("way/3", Some("Garden"), None),
            ],
            facilities: vec![facility()],
            ..Placed::default()
        },
        circles: vec![CircleOutcome {
            limit: Milliseconds(900_000),
            verdicts: vec![
                verdict(Verdict::Gap, Some(Reason::Barrier), Some(1260), Some(120.0)),
                verdict(Verdict::Served, None, Some(300), None),
                verdict(Verdict::Gap, Some(Reason::OffNetwork), None, None),
            ],
            walks: vec![Some(walk()), None, None],
            ..CircleOutcome::default()
        }],
        ..Outcome::default()
    }
}

fn at(metres_east: i32) -> LonLat {
    // At the equator 90 units of 1e-7 degrees are 1.002 m.
    LonLat {
        lon: metres_east * 90,
        lat: 0,
    }
}

fn network() -> Network {
    let vertex = |metres| VertexDraft {
        place: at(metres),
        wait: Milliseconds(0),
        junction: 0,
        edge_of_data: false,
    };
    let edge = |tail: u32, metres: u32, way| EdgeDraft {
        edge: Edge {
            tail: VertexId(tail),
            head: VertexId(tail + 1),
            length: Millimetres(metres * 1000),
            time: Milliseconds(metres * 1000),
            zone: ZoneId::PUBLIC,
            way,
            directions: Directions::Both,
        },
        between: Vec::new(),
    };
    let way = |id, name: Option<&str>, class| WayInfo {
        id: OsmId::Way(id),
        name: name.map(Into::into),
        class,
    };
    Network::new(
        vec![vertex(0), vertex(1000), vertex(1180)],
        vec![edge(0, 1000, 0), edge(1, 180, 1)],
        vec![way(7, Some("人民路"), "residential"), way(8, None, "steps")],
    )
}

fn compound(id: &str, name: Option<&str>, elders: Option<f64>) -> Compound {
    let dwelling = Dwelling {
        place: at(0),
        weight: 1.0,
        links: Vec::new(),
        maybe: Vec::new(),
        sides: Vec::new(),
    };
    Compound {
        id: id.to_owned(),
        name: name.map(str::to_owned),
        source: id.to_owned(),
        outline: None,
        place: at(0),
        households: None,
        elders,
        street: None,
        community: None,
        details: CompoundDetails::default(),
        dwellings: vec![dwelling],
        dwelling_basis: DwellingBasis::Point,
        gated: Some(true),
        ways_in: vec![WayIn {
            evidence: Evidence::E1,
            place: at(0),
        }],
    }
}

fn facility() -> Facility {
    Facility {
        id: "node/5".to_owned(),
        name: Some("鸿儒老年公寓".to_owned()),
        category: "nursing_home".to_owned(),
        source: "node/5".to_owned(),
        status: "operating".to_owned(),
        place: at(600),
        door: at(600),
        floor_area_m2: None,
        beds: None,
        admits_visitors: true,
        details: FacilityDetails::default(),
        links: Vec::new(),
    }
}

fn verdict(
    verdict: Verdict,
    reason: Option<Reason>,
    seconds: Option<u32>,
    elders_outside: Option<f64>,
) -> CompoundVerdict {
    let median = seconds.map(|seconds| Milliseconds(seconds * 1000));
    CompoundVerdict {
        settled_by: None,
        verdict,
        reason,
        median,
        median_low: median,
        median_high: median,
        median_dwelling: median.map(|_| 0),
        metres: seconds.map(|seconds| f64::from(seconds.min(1200))),
        straight_m: None,
        share_low: 0.0,
        share_high: 0.0,
        facility: median.map(|_| FacilityIndex(0)),
        elders_outside,
        snap_m: None,
        speed_needed: None,
    }
}

/// 20 m out, 1,000 m of street with 30 s of waiting, 180 m of steps at half speed less what rounding took.
fn walk() -> Walk {
    let leg = |on, name: Option<&str>, metres: u32, seconds: u32| Leg {
        on,
        name: name.map(str::to_owned),
        time: Milliseconds(seconds * 1000),
        length: Millimetres(metres * 1000),
    };
    Walk {
        dwelling: 0,
        facility: FacilityIndex(0),
        time: Milliseconds(1_260_000),
        length: Millimetres(1_200_000),
        line: vec![at(0), at(600)],
        legs: vec![
            leg(LegKind::Out, None, 20, 20),
            leg(LegKind::Street(EdgeId(0)), Some("人民路"), 1000, 1030),
            leg(LegKind::Street(EdgeId(1)), None, 180, 210),
        ],
    }
}
