//! Compounds and facilities of the user's lists alone, where no network is at hand: times made elsewhere stand in for it, or nothing
//! is walked.

use super::dwellings::at_points;
use super::facilities;
use super::listed::Listed;
use super::{DwellingBasis, Placed};
use crate::tally::Tally;

/// Places what is listed without joining it to anything: a compound's dwellings are the user's points, else its own place.
pub fn place_unlinked(listed: Listed) -> (Placed, Tally) {
    let outline_sources = listed.outline_sources();
    let Listed {
        drafts,
        points,
        facilities: rows,
        rejected,
        notes,
        tally,
        ..
    } = listed;
    let compounds: Vec<_> = drafts
        .into_iter()
        .zip(points)
        .map(|(draft, own)| {
            let mut compound = draft.compound;
            compound.outline = draft.outline.map(|outline| outline.shape().clone());
            (compound.dwelling_basis, compound.dwellings) = if own.is_empty() {
                (DwellingBasis::Point, at_points(vec![(compound.place, 1.0)]))
            } else {
                (DwellingBasis::Table, at_points(own))
            };
            compound
        })
        .collect();
    let facilities = facilities::from_rows(rows.unwrap_or_default());
    let placed = Placed {
        facility_hosts: vec![None; facilities.len()],
        compounds,
        facilities,
        rejected,
        notes,
        outline_sources,
    };
    (placed, tally)
}
