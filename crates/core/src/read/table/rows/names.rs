//! Rows that seem to be told twice: the same name within a few steps.
//!
//! Ids tell rows apart: two rows with an id each are both used, and noted. Where one has none of its own, the later row is taken
//! for the earlier one told again and rejected.

use std::collections::BTreeMap;

use geo::{Contains, MultiPolygon, Point};

use crate::lonlat::LonLat;
use crate::read::table::cells::{Cells, Fault, fault};
use crate::read::table::notes::NoteKind;
use crate::read::table::words;

/// Rows of one name this near each other are one place, metres: less than the width of a compound.
const SAME_PLACE_M: f64 = 50.0;

/// Names used so far in a list.
#[derive(Default)]
pub(super) struct Names {
    seen: BTreeMap<String, Vec<Seen>>,
}

struct Seen {
    place: LonLat,
    outline: Option<MultiPolygon<f64>>,
    line: u64,
    has_id: bool,
}

impl Names {
    /// Takes a row, `kind` telling apart what may share a name at one address.
    pub(super) fn take(
        &mut self,
        cells: &mut Cells<'_, '_>,
        place: LonLat,
        outline: Option<&MultiPolygon<f64>>,
        kind: &str,
    ) -> Result<(), Fault> {
        // Of two of one name that stand nobody knows where, nobody knows whether they are one.
        let Some(name) = cells.text("name").filter(|_| place.is_told()) else {
            return Ok(());
        };
        let this = Seen {
            place,
            outline: outline.cloned(),
            line: cells.row.line,
            has_id: cells.text("id").is_some(),
        };
        let same = self.seen.entry(format!("{} {kind}", words::key(name))).or_default();
        if let Some(first) = same.iter().find(|first| first.is(&this)) {
            let metres = first.place.distance_m(place).round();
            let line = first.line;
            if !(first.has_id && this.has_id) {
                return Err(fault(
                    name,
                    format!(
                        "line {line} has this name as well, {metres} m away, and no ids tell them apart; the first is used"
                    ),
                ));
            }
            let text = format!("line {line} has this name as well, {metres} m away, and another id; both are used");
            cells
                .notes
                .row(NoteKind::SameNameNearby, (cells.table, cells.row), "name", name, text);
        }
        same.push(this);
        Ok(())
    }
}

impl Seen {
    /// Whether two rows of one name are at one place. Outlines side by side are parts, such as two halves across a street.
    fn is(&self, other: &Self) -> bool {
        match (&self.outline, &other.outline) {
            (Some(one), Some(two)) => {
                one.contains(&Point(other.place.coord())) || two.contains(&Point(self.place.coord()))
            }
            _ => self.place.distance_m(other.place) <= SAME_PLACE_M,
        }
    }
}
