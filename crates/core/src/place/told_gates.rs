//! The user's gates, row by row: those that cannot be gates of their compound, and those told twice, are rejected.

use std::collections::BTreeMap;

use super::Rejected;
use super::compounds::Draft;
use crate::lonlat::LonLat;
use crate::read::table::GateRow;

/// A gate farther than this outside its compound's outline is not one of its gates, metres. Outlines and hand-held receivers are
/// off by tens of metres; a row of another compound, or in Chinese map coordinates (GCJ-02, off by 300 to 700 m), by hundreds.
const FAR_FROM_OUTLINE_M: f64 = 100.0;
/// The same for a compound that is a point, metres: half the diagonal of a square of 0.5 km2, beyond which an outline is a district.
const FAR_FROM_POINT_M: f64 = 500.0;
/// Two gates of one compound this near each other are one, metres: no two gates stand closer.
const SAME_GATE_M: f64 = 1.0;

/// Gates taken so far, by the number of their compound: places and lines.
#[derive(Debug, Default)]
pub(super) struct ToldGates {
    taken: BTreeMap<usize, Vec<(LonLat, u64)>>,
}

impl ToldGates {
    /// Takes a row of a known compound, or says why not.
    pub(super) fn take(&mut self, number: usize, draft: &Draft, row: GateRow) -> Result<GateRow, Box<Rejected>> {
        if let Some(reason) = too_far(draft, row.place) {
            return Err(Box::new(rejected(row, reason)));
        }
        let taken = self.taken.entry(number).or_default();
        let first = taken
            .iter()
            .find(|(place, _)| place.distance_m(row.place) <= SAME_GATE_M);
        if let Some((_, line)) = first {
            let reason = format!("is the gate of line {line} again; the first is used");
            return Err(Box::new(rejected(row, reason)));
        }
        taken.push((row.place, row.line));
        Ok(row)
    }
}

/// Why a place is too far from its compound to be a gate of it. A place inside the outline is at no distance.
fn too_far(draft: &Draft, place: LonLat) -> Option<String> {
    let (metres, most, from) = match &draft.outline {
        Some(outline) if outline.holds(place) => return None,
        Some(outline) => (outline.line_distance_m(place), FAR_FROM_OUTLINE_M, "outline"),
        None => (draft.compound.place.distance_m(place), FAR_FROM_POINT_M, "place"),
    };
    (metres > most).then(|| {
        format!(
            "is {metres:.0} m from the compound's {from}, more than {most:.0} m; check its compound and whether its coordinates \
             are WGS84"
        )
    })
}

fn rejected(row: GateRow, reason: String) -> Rejected {
    Rejected {
        list: "gates",
        source: row.file,
        line: Some(row.line),
        id: row.compound,
        name: String::new(),
        value: format!("{} {}", row.place.lon_degrees(), row.place.lat_degrees()),
        reason,
    }
}
