//! Compounds, facilities and walks put together by hand, for the tests of verdicts and of files.

use service_circle_core::ids::{EdgeId, FacilityIndex};
use service_circle_core::lonlat::{Frame, LonLat};
use service_circle_core::network::{Leg, Link};
use service_circle_core::place::{Compound, Dwelling, DwellingBasis, Facility};
use service_circle_core::reach::{CompoundReach, DwellingWalk, Reached};
use service_circle_core::read::table::{CompoundDetails, FacilityDetails};
use service_circle_core::units_of_measure::{Millimetres, Milliseconds};

/// A place in metres east and north of a corner in Beijing.
pub(crate) fn at(east: f64, north: f64) -> LonLat {
    let origin = LonLat::from_degrees(116.4, 39.9).unwrap();
    Frame::around(origin).to_place(geo::Coord { x: east, y: north })
}

pub(crate) fn seconds(seconds: f64) -> Milliseconds {
    Milliseconds::from_seconds(seconds)
}

/// A link of some metres straight to edge 0.
pub(crate) fn link(off_m: f64) -> Link {
    let nothing = Leg::default();
    Link {
        edge: EdgeId(0),
        at: at(0.0, 0.0),
        off: Leg {
            time: seconds(off_m),
            length: Millimetres::from_metres(off_m),
        },
        to_tail: nothing,
        to_head: nothing,
        along: nothing,
        flagged: false,
    }
}

/// A compound of dwellings at metres east, of these weights, each 5 m from the network.
pub(crate) fn compound(id: &str, dwellings: &[(f64, f64)]) -> Compound {
    let dwelling = |(east, weight): &(f64, f64)| Dwelling {
        place: at(*east, 0.0),
        weight: *weight,
        links: vec![link(5.0)],
        maybe: Vec::new(),
        sides: Vec::new(),
    };
    Compound {
        id: id.to_owned(),
        name: None,
        source: format!("drawn:{id}"),
        outline: None,
        place: at(0.0, 0.0),
        households: None,
        elders: None,
        street: None,
        community: None,
        details: CompoundDetails::default(),
        dwellings: dwellings.iter().map(dwelling).collect(),
        dwelling_basis: DwellingBasis::Point,
        gated: None,
        ways_in: Vec::new(),
    }
}

/// An operating facility at metres east.
pub(crate) fn facility(id: &str, east: f64) -> Facility {
    Facility {
        id: id.to_owned(),
        name: None,
        category: "nursing_home".to_owned(),
        source: format!("drawn:{id}"),
        status: "operating".to_owned(),
        place: at(east, 0.0),
        door: at(east, 0.0),
        floor_area_m2: None,
        beds: None,
        admits_visitors: true,
        details: FacilityDetails::default(),
        links: vec![link(5.0)],
    }
}

/// A walk of so many seconds, a metre each, to a facility, about which nothing is in doubt.
pub(crate) fn walk(time: f64, facility: u32) -> DwellingWalk {
    let reached = Reached {
        time: seconds(time),
        length: Millimetres::from_metres(time),
        facility: FacilityIndex(facility),
    };
    DwellingWalk {
        best: Some(reached),
        low: Some(reached.time),
        high: Some(reached.time),
        edge_of_data: None,
        low_way_in: None,
    }
}

/// Walks to facility 0; `None` reaches nothing.
pub(crate) fn reach(times: &[Option<f64>]) -> CompoundReach {
    let dwellings = times
        .iter()
        .map(|time| time.map_or_else(DwellingWalk::default, |time| walk(time, 0)))
        .collect();
    CompoundReach { dwellings }
}
