//! Where street names are written: on the longest piece of each street.

use std::collections::BTreeMap;

use serde::Serialize;
use service_circle_core::ids::EdgeId;
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::Network;

use super::chains::{self, Chain};
use crate::lines::{self, Ground};

/// Names written at most: the longest streets.
const MOST_NAMES: usize = 1500;
/// Shorter streets have no room for a name at any zoom, metres.
const LEAST_M: f64 = 60.0;

/// Names, a column a field, the longest street first.
#[derive(Debug, Serialize)]
pub(super) struct Names {
    name: Vec<String>,
    at: String,
    /// Degrees anticlockwise from east, -90 to 90.
    angle: Vec<i32>,
    /// Length of the whole street, metres.
    metres: Vec<u64>,
}

/// A street by its name.
#[derive(Default)]
struct Named {
    metres: f64,
    longest: Option<(f64, EdgeId)>,
}

impl Names {
    /// The names of the ways of some chains.
    pub(super) fn of<const N: usize>(network: &Network, ranks: [&Vec<Chain>; N], ground: Ground) -> Self {
        let mut streets: BTreeMap<&str, Named> = BTreeMap::new();
        for (edge, _) in ranks.into_iter().flatten().flatten() {
            let Some(name) = network.way(*edge).name.as_deref() else {
                continue;
            };
            let metres = network.edge(*edge).length.metres();
            let street = streets.entry(name).or_default();
            street.metres += metres;
            if street.longest.is_none_or(|(longest, _)| metres > longest) {
                street.longest = Some((metres, *edge));
            }
        }
        let mut written: Vec<Written<'_>> = streets
            .into_iter()
            .filter(|(_, street)| street.metres >= LEAST_M)
            .filter_map(|(name, street)| {
                let (at, angle) = middle(network, street.longest?.1, ground)?;
                let metres = street.metres;
                Some(Written {
                    name,
                    metres,
                    at,
                    angle,
                })
            })
            .collect();
        // Stable: streets of one length stay in order of their names.
        written.sort_by(|a, b| b.metres.total_cmp(&a.metres));
        written.truncate(MOST_NAMES);
        Self {
            name: written.iter().map(|street| street.name.to_owned()).collect(),
            at: lines::points(written.iter().map(|street| street.at), ground),
            angle: written.iter().map(|street| street.angle).collect(),
            metres: written.iter().map(|street| street.metres.round() as u64).collect(),
        }
    }
}

/// A name where it is written.
struct Written<'a> {
    name: &'a str,
    metres: f64,
    at: LonLat,
    angle: i32,
}

/// The middle of an edge's longest straight piece, and how it lies.
fn middle(network: &Network, edge: EdgeId, ground: Ground) -> Option<(LonLat, i32)> {
    let places = ground.simplified(&chains::places(network, &[(edge, true)]));
    let pieces = places.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        let along = ground.metres(*to) - ground.metres(*from);
        Some((along, from, to))
    });
    let (along, from, to) = pieces.max_by(|a, b| a.0.x.hypot(a.0.y).total_cmp(&b.0.x.hypot(b.0.y)))?;
    let degrees = along.y.atan2(along.x).to_degrees().round() as i32;
    let upright = match degrees {
        91.. => degrees - 180,
        ..=-90 => degrees + 180,
        _ => degrees,
    };
    let middle = LonLat {
        lon: i32::midpoint(from.lon, to.lon),
        lat: i32::midpoint(from.lat, to.lat),
    };
    Some((middle, upright))
}
