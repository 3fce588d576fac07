//! Which units a place is in, by their outlines: the only geometry that this stage knows.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::UnitNote;
use super::naming::rank;
use super::roster::{Extent, Roster};
use crate::lonlat::LonLat;
use crate::place::{Outline, OutlineIndex};

/// A place this near a border, metres, and in no unit of a rank belongs to the unit behind the border: rounding of drawn corners.
const BORDER_M: f64 = 0.1;
/// Two units of one rank that have more than this share of the smaller in common overlap; less is the slip of two hands drawing one
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
    /// Pairs of units of one rank that overlap.
    overlapping: BTreeSet<(usize, usize)>,
}

impl<'a> UnitPlaces<'a> {
    /// Indexes outlines; those of one rank that overlap are noted, unless one is part of the other.
    pub(super) fn of(roster: &'a Roster, outlines: &'a [(usize, Outline)], notes: &mut Vec<UnitNote>) -> Self {
        let numbered = outlines.iter().enumerate().map(|(at, (_, outline))| (at, outline));
        let mut places = Self {
            roster,
            outlines,
            index: OutlineIndex::new(numbered),
            overlapping: BTreeSet::new(),
        };
        places.note_overlaps(notes);
        places
    }

    /// What may hold places that lie near each other, such as a compound's dwellings.
    ///
    /// # Complexity
    /// `O(log u + v)` for `v` corners of the outlines whose boxes the places touch.
    pub(super) fn near(&self, places: &[LonLat]) -> Near<'_> {
        let Some((low, high)) = box_around(places) else {
            return Near::default();
        };
        let found = self.index.around_box(low, high, BORDER_M);
        let candidates = found.into_iter().map(|at| {
            let (unit, outline) = &self.outlines[at];
            Candidate {
                unit: *unit,
                rank: rank(self.roster.units[*unit].kind),
                outline,
                all: outline.holds_box(low, high, BORDER_M),
            }
        });
        let mut candidates: Vec<Candidate<'_>> = candidates.filter(|one| one.all != Some(false)).collect();
        candidates.sort_unstable_by_key(|one| one.unit);
        Near { candidates }
    }

    /// Whether two units of one rank overlap.
    pub(super) fn overlap_of(&self, one: usize, other: usize) -> bool {
        self.overlapping.contains(&(one.min(other), one.max(other)))
    }

    fn note_overlaps(&mut self, notes: &mut Vec<UnitNote>) {
        let of_one = |at: usize| -> Vec<(usize, usize, f64)> {
            let touching = self.index.touching(&self.outlines[at].1);
            let later = touching.into_iter().filter(|other| *other > at);
            later.filter_map(|other| self.overlap(at, other)).collect()
        };
        let overlaps: Vec<_> = (0..self.outlines.len()).into_par_iter().flat_map_iter(of_one).collect();
        for (one, other, common_m2) in overlaps {
            self.overlapping.insert((one, other));
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

    /// Two units of one rank and what they have in common, m2, where that is more than drawing explains.
    fn overlap(&self, one: usize, other: usize) -> Option<(usize, usize, f64)> {
        let ((unit, outline), (other_unit, other_outline)) = (&self.outlines[one], &self.outlines[other]);
        let (first, second) = (&self.roster.units[*unit], &self.roster.units[*other_unit]);
        let is_told = |extent| extent != Extent::Outside;
        if !self.roster.are_rivals(*unit, *other_unit) || !(is_told(first.extent) || is_told(second.extent)) {
            return None;
        }
        let common_m2 = outline.common_m2(other_outline);
        let smaller_m2 = outline.area_m2().min(other_outline.area_m2());
        (common_m2 > smaller_m2 * OVERLAP_SHARE).then_some((*unit, *other_unit, common_m2))
    }
}

/// Outlines that may hold some places, in the order of their units.
#[derive(Default)]
pub(super) struct Near<'a> {
    candidates: Vec<Candidate<'a>>,
}

struct Candidate<'a> {
    unit: usize,
    rank: Option<u8>,
    outline: &'a Outline,
    /// Whether it holds all the places; `None` where its line runs near them, so that each must be asked.
    all: Option<bool>,
}

impl Near<'_> {
    /// The units that hold a place, ascending; of those of a rank that none holds, the ones whose border is all but there.
    pub(super) fn holding(&self, place: LonLat) -> Vec<usize> {
        let holds = |one: &&Candidate<'_>| one.all.unwrap_or_else(|| one.outline.holds(place));
        let inside: Vec<&Candidate<'_>> = self.candidates.iter().filter(holds).collect();
        let is_border = |one: &&Candidate<'_>| {
            one.all.is_none() && inside.iter().all(|held| held.rank != one.rank) && one.outline.is_near(place, BORDER_M)
        };
        let borders = self.candidates.iter().filter(is_border);
        let mut units: Vec<usize> = inside.iter().copied().chain(borders).map(|one| one.unit).collect();
        units.sort_unstable();
        units
    }
}

fn box_around(places: &[LonLat]) -> Option<([f64; 2], [f64; 2])> {
    let mut places = places.iter().map(|place| <[f64; 2]>::from(place.coord()));
    let first = places.next()?;
    Some(places.fold((first, first), |(low, high), [x, y]| {
        ([low[0].min(x), low[1].min(y)], [high[0].max(x), high[1].max(y)])
    }))
}
