//! Where a facility could stand: the user's table, the ways into compounds, or the network thinned out; joined to the network as
//! facilities are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Compound, Evidence, Facility};
use crate::ids::VertexId;
use crate::lonlat::{Frame, LonLat};
use crate::network::Network;
use crate::options::{CandidateSource, SiteOptions};
use crate::read::table::{CandidateRow, FacilityDetails};

/// Category of a candidate: it counts for whatever circle it is sought for.
const CATEGORY: &str = "candidate";

/// A place where a facility could stand.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The place and its ways onto the network, as a facility that stood there would have them.
    pub site: Facility,
    /// What it costs, where told.
    pub cost: Option<f64>,
    /// What it is now (idle room, rebuilt, new), or how it was found: `gate`, `compound`, `street`.
    pub origin: Option<String>,
    /// How many it could serve: the table's `capacity`, else its beds.
    pub capacity: Option<f64>,
    /// Its street (街道), where told or its compound tells one.
    pub street: Option<String>,
    /// `Some(true)`: in every plan; `Some(false)`: in none.
    pub fixed: Option<bool>,
}

/// The candidates that the settings ask for, not yet joined to the network.
pub(crate) fn unlinked(
    rows: Option<&[CandidateRow]>,
    compounds: &[Compound],
    network: &Network,
    may_join: &dyn Fn(VertexId) -> bool,
    options: &SiteOptions,
) -> Vec<Candidate> {
    match options.candidates {
        CandidateSource::Table => of_rows(rows.unwrap_or_default(), compounds),
        CandidateSource::Compounds => of_compounds(compounds),
        CandidateSource::Network => of_network(network, may_join, options.spacing_m),
    }
}

fn candidate(id: String, source: String, place: LonLat) -> Candidate {
    Candidate {
        site: Facility {
            id,
            name: None,
            category: CATEGORY.to_owned(),
            source,
            status: CATEGORY.to_owned(),
            place,
            door: place,
            floor_area_m2: None,
            beds: None,
            admits_visitors: true,
            details: FacilityDetails::default(),
            links: Vec::new(),
        },
        cost: None,
        origin: None,
        capacity: None,
        street: None,
        fixed: None,
    }
}

fn of_rows(rows: &[CandidateRow], compounds: &[Compound]) -> Vec<Candidate> {
    let streets: BTreeMap<&str, Option<&str>> = compounds
        .iter()
        .flat_map(|one| {
            let names = [Some(one.id.as_str()), one.name.as_deref()].into_iter().flatten();
            names.map(|name| (name, one.street.as_deref()))
        })
        .collect();
    rows.iter()
        .map(|row| {
            let base = candidate(row.id.clone(), row.source.clone(), row.place);
            let of_host = row.host_compound.as_deref().and_then(|host| *streets.get(host)?);
            Candidate {
                site: Facility {
                    name: row.name.clone(),
                    floor_area_m2: row.floor_area_m2,
                    beds: row.beds,
                    admits_visitors: row.admits_visitors,
                    ..base.site
                },
                cost: row.cost,
                origin: row.origin.clone(),
                capacity: row.capacity.or(row.beds),
                street: row.street.clone().or_else(|| of_host.map(str::to_owned)),
                fixed: row.fixed,
            }
        })
        .collect()
}

/// Every way in that is mapped or told; a compound without one is a candidate itself.
fn of_compounds(compounds: &[Compound]) -> Vec<Candidate> {
    let mut all = Vec::new();
    for compound in compounds {
        let gates = compound.ways_in.iter().filter(|way_in| way_in.evidence <= Evidence::E2);
        let named = |number: usize, origin: &str, id: String, place: LonLat| {
            let mut found = candidate(id, compound.source.clone(), place);
            found.site.name = compound.name.as_ref().map(|name| match number {
                0 => name.clone(),
                number => format!("{name} #{number}"),
            });
            found.origin = Some(origin.to_owned());
            found.street.clone_from(&compound.street);
            found
        };
        let first = all.len();
        all.extend(
            (1..)
                .zip(gates)
                .map(|(number, gate)| named(number, "gate", format!("{}/gate-{number}", compound.id), gate.place)),
        );
        if all.len() == first {
            all.push(named(0, "compound", compound.id.clone(), compound.place));
        }
    }
    all
}

/// Vertices of the network, in its own order, none nearer than so many metres to one before it.
fn of_network(network: &Network, may_join: &dyn Fn(VertexId) -> bool, spacing_m: f64) -> Vec<Candidate> {
    let Some(origin) = (0..network.vertex_count()).map(VertexId::at).next() else {
        return Vec::new();
    };
    let frame = Frame::around(network.place(origin));
    let cell = |place: LonLat| {
        let metres = frame.to_metres(place);
        (
            (metres.x / spacing_m).floor() as i64,
            (metres.y / spacing_m).floor() as i64,
        )
    };
    // Places kept, by the square of `spacing_m` they lie in: only those of the squares around can be near.
    let mut kept: BTreeMap<(i64, i64), Vec<LonLat>> = BTreeMap::new();
    let mut all = Vec::new();
    for vertex in (0..network.vertex_count())
        .map(VertexId::at)
        .filter(|vertex| may_join(*vertex))
    {
        let place = network.place(vertex);
        let (x, y) = cell(place);
        let near = (-1..=1)
            .flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)))
            .filter_map(|square| kept.get(&square))
            .flatten()
            .any(|other| other.distance_m(place) < spacing_m);
        if near {
            continue;
        }
        kept.entry((x, y)).or_default().push(place);
        let id = format!("at/{:.6},{:.6}", place.lon_degrees(), place.lat_degrees());
        let mut found = candidate(id, "network".to_owned(), place);
        found.site.name = corner(network, vertex);
        found.origin = Some("street".to_owned());
        all.push(found);
    }
    all
}

/// The names of the streets that meet at a vertex, in order.
fn corner(network: &Network, vertex: VertexId) -> Option<String> {
    let arcs = network.arcs(vertex).iter();
    let names: BTreeSet<&str> = arcs.filter_map(|arc| network.way(arc.edge()).name.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    (!names.is_empty()).then(|| names.join(" / "))
}
