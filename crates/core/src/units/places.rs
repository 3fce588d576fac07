//! Which units a place is in, by their outlines: the only geometry that this stage knows.

use rayon::prelude::*;

use super::UnitNote;
use super::roster::{Extent, Roster};
use crate::lonlat::LonLat;
use crate::place::{Outline, OutlineIndex};

/// A place this near a border, metres, and in no unit belongs to the unit behind the border: rounding of drawn corners.
const BORDER_M: f64 = 0.1;
/// Two units of one kind that have more than this share of the smaller in common overlap; less is the slip of two hands drawing one
/// border.
const OVERLAP_SHARE: f64 = 0.01;

/// The outlines of a roster, each with its unit's position; those that enclose nothing are noted.
pub(super) fn outlines_of(roster: &Roster, notes: &mut Vec<UnitNote>) -> Vec<(usize, Outline)> {
    let mut outlines = Vec::new();
    for (position, unit) in roster.units.iter().enumerate() {
        let Some(shape) = &unit.outline else { continue };
        match Outline::new(shape.clone()) {
            Some(outline) => outlines.push((position, outline)),
            None => notes.push(roster.note(
                "unit-outline-without-area",
                position,
                "its outline encloses nothing".to_owned(),
            )),
        }
    }
    outlines
}

/// Units that have an outline, by place.
pub(super) struct UnitPlaces<'a> {
    roster: &'a Roster,
    outlines: &'a [(usize, Outline)],
    index: OutlineIndex<'a>,
}

impl<'a> UnitPlaces<'a> {
    /// Indexes outlines; those of one kind that overlap are noted.
    pub(super) fn of(roster: &'a Roster, outlines: &'a [(usize, Outline)], notes: &mut Vec<UnitNote>) -> Self {
        let numbered = outlines.iter().enumerate().map(|(at, (_, outline))| (at, outline));
        let places = Self {
            roster,
            outlines,
            index: OutlineIndex::new(numbered),
        };
        places.note_overlaps(notes);
        places
    }

    /// The units that hold a place: of those of one kind the first in the list. Ascending.
    pub(super) fn holding(&self, place: LonLat) -> Vec<usize> {
        let mut units = self.all_holding(place);
        let mut kinds = Vec::new();
        units.retain(|unit| {
            let kind = self.roster.units[*unit].kind;
            let is_first = !kinds.contains(&kind);
            kinds.push(kind);
            is_first
        });
        units
    }

    /// Whether two units of one kind hold a place.
    pub(super) fn is_contested(&self, place: LonLat) -> bool {
        self.all_holding(place).len() > self.holding(place).len()
    }

    fn all_holding(&self, place: LonLat) -> Vec<usize> {
        let mut found = self.index.all_holding(place);
        if found.is_empty() {
            found = self.index.around(place, BORDER_M);
            found.retain(|at| self.outlines[*at].1.is_near(place, BORDER_M));
        }
        let mut units: Vec<usize> = found.into_iter().map(|at| self.outlines[at].0).collect();
        units.sort_unstable();
        units
    }

    fn note_overlaps(&self, notes: &mut Vec<UnitNote>) {
        let overlaps: Vec<(usize, usize, f64)> = (0..self.outlines.len())
            .into_par_iter()
            .flat_map_iter(|at| {
                let touching = self.index.touching(&self.outlines[at].1);
                let later = touching.into_iter().filter(move |other| *other > at);
                later.filter_map(move |other| self.overlap(at, other))
            })
            .collect();
        for (one, other, common_m2) in overlaps {
            let other = &self.roster.units[other];
            let text = format!(
                "overlaps {} ({}) by {:.0} m2: what stands in both counts in the first of the list",
                other.called(),
                other.id,
                common_m2
            );
            notes.push(self.roster.note("unit-overlap", one, text));
        }
    }

    /// Two units of one kind and what they have in common, m2, where that is more than drawing explains.
    fn overlap(&self, one: usize, other: usize) -> Option<(usize, usize, f64)> {
        let ((unit, outline), (other_unit, other_outline)) = (&self.outlines[one], &self.outlines[other]);
        let (first, second) = (&self.roster.units[*unit], &self.roster.units[*other_unit]);
        let is_told = |extent| extent != Extent::Outside;
        if first.kind != second.kind || !(is_told(first.extent) || is_told(second.extent)) {
            return None;
        }
        let common_m2 = outline.common_m2(other_outline);
        let smaller_m2 = outline.area_m2().min(other_outline.area_m2());
        (common_m2 > smaller_m2 * OVERLAP_SHARE).then_some((*unit, *other_unit, common_m2))
    }
}
