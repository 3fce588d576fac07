//! Which compounds and facilities belong to which units.
//!
//! - Where each stands, and what it names, says which units hold it: see [`belonging`](super::belonging).
//! - A border may run through a compound: its households and elders are then divided by its dwellings; the compound itself counts
//!   in the unit that holds most of them, the first in the list among equals.
//! - A facility serves the units that it lists (`serves_units`), wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::UnitNote;
use super::audited::names;
use super::belonging::{Belonging, Belongings, Names, Remark};
use super::naming::rank;
use super::places::{UnitPlaces, outlines_of};
use super::roster::{Extent, Found, Roster};
use crate::gaps::dwelling_shares;
use crate::ids::FacilityIndex;
use crate::lonlat::LonLat;
use crate::place::{Compound, Facility, Placed};

/// The dwellings of one compound that a unit holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The compound, by position.
    pub compound: usize,
    /// Its dwellings in the unit, ascending.
    pub dwellings: Vec<usize>,
    /// Whether the compound itself counts here.
    pub counts: bool,
}

/// What each unit holds, in the order of the units.
#[derive(Clone, Debug, Default)]
pub struct Members {
    /// Compounds, ascending.
    pub parts: Vec<Vec<Part>>,
    /// Facilities that stand in it, ascending.
    pub located: Vec<Vec<FacilityIndex>>,
    /// Facilities that list it as served, ascending.
    pub declared: Vec<Vec<FacilityIndex>>,
    /// For each facility the compounds that it serves as it says: of the units it lists, or listed themselves; ascending.
    pub declared_compounds: Vec<Vec<usize>>,
    /// Compounds that belong to no unit.
    pub without_unit: Vec<usize>,
    /// Compounds that belong to some unit and to none of a rank that others have: a unit of the rank, and the compounds.
    pub without_rank: Vec<(usize, Vec<usize>)>,
    /// The same of facilities.
    pub facilities_without_rank: Vec<(usize, Vec<usize>)>,
}

impl Members {
    /// Assigns everything to the units of a roster.
    ///
    /// # Complexity
    /// `O(log u + v + p (k + c))` for each compound and facility, in parallel: `p` places of it, `v` corners of the outlines about them,
    /// `c` outlines whose line runs among them, `k` units of one place.
    pub fn of(roster: &Roster, placed: &Placed, notes: &mut Vec<UnitNote>) -> Self {
        let outlines = outlines_of(roster, notes);
        let belongings = Belongings::of(roster, UnitPlaces::of(roster, &outlines, notes));
        let of_compounds: Vec<Belonging> = placed
            .compounds
            .par_iter()
            .map(|compound| belongings.row(&places_of(compound), &Names::of_compound(compound)))
            .collect();
        let of_facilities: Vec<Belonging> = placed
            .facilities
            .par_iter()
            .map(|facility| belongings.row(&[facility.place], &Names::of_facility(facility)))
            .collect();
        let mut remarks = Remarks::of(roster);
        for (compound, belonging) in placed.compounds.iter().zip(&of_compounds) {
            remarks.note(&belonging.remarks, notes, || compound_note(compound));
        }
        for (facility, belonging) in placed.facilities.iter().zip(&of_facilities) {
            remarks.note(&belonging.remarks, notes, || facility_note(facility));
        }
        let mut located = vec![Vec::new(); roster.units.len()];
        for (position, belonging) in of_facilities.iter().enumerate() {
            for (unit, _) in &belonging.held {
                located[*unit].push(FacilityIndex::at(position));
            }
        }
        let mut members = Self {
            without_unit: without_unit(&of_compounds),
            without_rank: without_rank(roster, &of_compounds, &of_compounds),
            facilities_without_rank: without_rank(roster, &of_facilities, &of_compounds),
            parts: parts_of(roster, &placed.compounds, of_compounds),
            declared: vec![Vec::new(); roster.units.len()],
            declared_compounds: Vec::new(),
            located,
        };
        members.declare(roster, placed, notes);
        members
    }

    /// Whether a unit lies outside the extract and holds nothing: it is not told of.
    pub fn is_beyond(&self, roster: &Roster, unit: usize) -> bool {
        roster.units[unit].extent == Extent::Outside
            && self.parts[unit].is_empty()
            && self.located[unit].is_empty()
            && self.declared[unit].is_empty()
    }

    /// What facilities say they serve: units, or compounds by id or name.
    fn declare(&mut self, roster: &Roster, placed: &Placed, notes: &mut Vec<UnitNote>) {
        let compounds = names(
            placed
                .compounds
                .iter()
                .map(|one| (one.id.as_str(), one.name.as_deref())),
        );
        for (position, facility) in placed.facilities.iter().enumerate() {
            let mut served = BTreeSet::new();
            let mut note = |code, text| {
                notes.push(UnitNote {
                    code,
                    text,
                    ..facility_note(facility)
                });
            };
            for told in &facility.details.serves_units {
                let meant = roster.naming().meant(told, |_| true);
                // The very name of a compound comes before a unit that is written another way.
                let named = compounds.get(told.as_str());
                let found = match named {
                    Some(_) if meant.is_loose => Found::Nothing,
                    _ => Found::of(&meant.units),
                };
                match (found, named) {
                    (Found::One(unit), _) => {
                        if meant.is_loose {
                            let text = format!("names {told}, which is read as {}", roster.units[unit].called());
                            note("unit-name-read-as", text);
                        }
                        self.declared[unit].push(FacilityIndex::at(position));
                        let counting = self.parts[unit].iter().filter(|part| part.counts);
                        served.extend(counting.map(|part| part.compound));
                    }
                    (Found::Nothing, Some(Some(named))) => {
                        served.insert(*named);
                    }
                    (Found::Several, _) => note(
                        "unit-name-ambiguous",
                        format!("says it serves {told}, a name that several units have: give the id of one"),
                    ),
                    (Found::Nothing, Some(None)) => note(
                        "served-compound-ambiguous",
                        format!("says it serves {told}, a name that several compounds have: give the id of one"),
                    ),
                    (Found::Nothing, None) => note(
                        "served-unit-unknown",
                        format!("says it serves {told}, which is no unit and no compound of the lists"),
                    ),
                }
            }
            self.declared_compounds.push(served.into_iter().collect());
        }
        for declared in &mut self.declared {
            declared.dedup();
        }
    }
}

/// Where a compound's residents are: its dwellings, else the compound. What has no place is in no outline, and belongs by name.
fn places_of(compound: &Compound) -> Vec<LonLat> {
    if compound.dwellings.is_empty() {
        return vec![compound.place];
    }
    compound.dwellings.iter().map(|dwelling| dwelling.place).collect()
}

/// Remarks on rows as notes; what is said of a name is said once.
struct Remarks<'a> {
    roster: &'a Roster,
    said: BTreeSet<(&'static str, String)>,
}

impl<'a> Remarks<'a> {
    fn of(roster: &'a Roster) -> Self {
        Self {
            roster,
            said: BTreeSet::new(),
        }
    }

    fn note(&mut self, remarks: &[Remark], notes: &mut Vec<UnitNote>, who: impl Fn() -> UnitNote) {
        for remark in remarks {
            let about_name = match remark {
                Remark::Unknown { told, .. } | Remark::ReadAs { told, .. } | Remark::Ambiguous { told } => Some(told),
                _ => None,
            };
            let one = who();
            if about_name.is_some_and(|told| !self.said.insert((one.list, told.clone()))) {
                continue;
            }
            let (code, text) = self.told(remark);
            notes.push(UnitNote { code, text, ..one });
        }
    }

    fn told(&self, remark: &Remark) -> (&'static str, String) {
        let called = |unit: &usize| self.roster.units[*unit].called();
        match remark {
            Remark::Unknown { told, rank: of } => {
                let is_of = |unit: usize| rank(self.roster.units[unit].kind).is_none_or(|rank| rank == *of);
                let text = match self.roster.naming().nearest(told, is_of) {
                    None => format!("names {told}, which is no unit of the list"),
                    Some(nearest) => {
                        format!("names {told}, which is no unit of the list; the nearest name is {nearest}")
                    }
                };
                ("unit-unknown", text)
            }
            Remark::ReadAs { told, unit } => (
                "unit-name-read-as",
                format!("names {told}, which is read as {}", called(unit)),
            ),
            Remark::Ambiguous { told } => (
                "unit-name-ambiguous",
                format!("is in {told}, a name that several units have: give the id of one"),
            ),
            Remark::Elsewhere { told, street } => (
                "unit-names-disagree",
                format!(
                    "names the community {told}, which is not part of {0}: it counts in {0} alone",
                    called(street)
                ),
            ),
            Remark::StandsElsewhere { named, holds } => (
                "unit-place-disagrees",
                format!(
                    "names {} but stands in {}: its place decides",
                    called(named),
                    called(holds)
                ),
            ),
            Remark::StandsNowhere { named } => (
                "unit-place-disagrees",
                format!(
                    "names {} but stands in none of that kind: its name decides",
                    called(named)
                ),
            ),
            Remark::Contested { dwellings } => (
                "compound-in-overlap",
                format!(
                    "{dwellings} of its dwellings stand in two units of one kind: the first of the list takes them"
                ),
            ),
        }
    }
}

fn parts_of(roster: &Roster, compounds: &[Compound], of_compounds: Vec<Belonging>) -> Vec<Vec<Part>> {
    let mut parts: Vec<Vec<Part>> = vec![Vec::new(); roster.units.len()];
    for (position, (compound, belonging)) in compounds.iter().zip(of_compounds).enumerate() {
        let shares = dwelling_shares(compound);
        let weight = |held: &[usize]| -> f64 { held.iter().filter_map(|at| shares.get(*at)).sum() };
        let weights: Vec<(usize, f64)> = belonging
            .held
            .iter()
            .map(|(unit, held)| (*unit, weight(held)))
            .collect();
        for ((unit, mut held), (_, weight)) in belonging.held.into_iter().zip(&weights) {
            let holds_more = |(other, more): &(usize, f64)| {
                let difference = more - weight;
                roster.are_rivals(unit, *other)
                    && (difference > crate::gaps::SHARE_TOLERANCE
                        || (difference >= -crate::gaps::SHARE_TOLERANCE && *other < unit))
            };
            let counts = !weights.iter().any(holds_more);
            if compound.dwellings.is_empty() {
                held.clear();
            }
            parts[unit].push(Part {
                compound: position,
                dwellings: held,
                counts,
            });
        }
    }
    parts
}

fn without_unit(of_compounds: &[Belonging]) -> Vec<usize> {
    let numbered = of_compounds.iter().enumerate();
    numbered
        .filter(|(_, one)| one.held.is_empty())
        .map(|(position, _)| position)
        .collect()
}

/// For each rank that any compound has a unit of, the rows that have another unit and none of the rank.
fn without_rank(roster: &Roster, rows: &[Belonging], of_compounds: &[Belonging]) -> Vec<(usize, Vec<usize>)> {
    let rank_of = |unit: usize| rank(roster.units[unit].kind);
    let mut ranks: BTreeMap<u8, usize> = BTreeMap::new();
    for (unit, _) in of_compounds.iter().flat_map(|one| &one.held) {
        if let Some(rank) = rank_of(*unit) {
            ranks.entry(rank).or_insert(*unit);
        }
    }
    let lacks = |one: &Belonging, rank: u8| {
        !one.held.is_empty() && one.held.iter().all(|(unit, _)| rank_of(*unit) != Some(rank))
    };
    let lacking = ranks.into_iter().map(|(rank, unit)| {
        let numbered = rows.iter().enumerate();
        let rows: Vec<usize> = numbered
            .filter(|(_, one)| lacks(one, rank))
            .map(|(position, _)| position)
            .collect();
        (unit, rows)
    });
    lacking.filter(|(_, rows)| !rows.is_empty()).collect()
}

fn compound_note(compound: &Compound) -> UnitNote {
    UnitNote {
        code: "",
        list: "compounds",
        id: compound.id.clone(),
        name: compound.name.clone(),
        text: String::new(),
    }
}

fn facility_note(facility: &Facility) -> UnitNote {
    UnitNote {
        code: "",
        list: "facilities",
        id: facility.id.clone(),
        name: facility.name.clone(),
        text: String::new(),
    }
}
