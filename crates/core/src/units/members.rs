//! Which compounds and facilities belong to which units.
//!
//! - A unit with an outline holds the dwellings and facilities that stand in it. Of two units of one kind that overlap, the first in
//!   the list takes what stands in both.
//! - A unit without an outline holds what names it (street, community; by id, else by name), and all that its parts hold.
//! - A border may run through a compound: its households and elders are then divided by its dwellings; the compound itself counts
//!   in the unit that holds most of them, the first in the list among equals.
//! - A facility serves the units that it lists (`serves_units`), wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::UnitNote;
use super::places::{UnitPlaces, outlines_of};
use super::roster::{Extent, Found, Roster};
use crate::gaps::dwelling_shares;
use crate::ids::FacilityIndex;
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
}

/// Dwellings of compounds: the compound, then the dwelling. A compound without any is `(compound, None)`.
type Dwellings = BTreeSet<(usize, Option<usize>)>;

impl Members {
    /// Assigns everything to the units of a roster.
    ///
    /// # Complexity
    /// `O((d + f) log u)` for `d` dwellings, `f` facilities and `u` units, where few units overlap.
    pub fn of(roster: &Roster, placed: &Placed, notes: &mut Vec<UnitNote>) -> Self {
        let outlines = outlines_of(roster, notes);
        let places = UnitPlaces::of(roster, &outlines, notes);
        let mut held: Vec<Dwellings> = vec![Dwellings::new(); roster.units.len()];
        let mut located: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); roster.units.len()];
        for (position, compound) in placed.compounds.iter().enumerate() {
            for (unit, dwelling) in by_place(&places, compound, notes) {
                held[unit].insert((position, dwelling));
            }
            for unit in named_by(roster, &compound_names(compound), notes, || compound_note(compound)) {
                let all = (0..compound.dwellings.len()).map(|dwelling| (position, Some(dwelling)));
                held[unit].extend(all);
                if compound.dwellings.is_empty() {
                    held[unit].insert((position, None));
                }
            }
        }
        for (position, facility) in placed.facilities.iter().enumerate() {
            for unit in places.holding(facility.place) {
                located[unit].insert(position);
            }
            for unit in named_by(roster, &facility_names(facility), notes, || facility_note(facility)) {
                located[unit].insert(position);
            }
        }
        take_from_parts(roster, &mut held);
        take_from_parts(roster, &mut located);
        let parts = parts_of(roster, &placed.compounds, &held);
        let mut members = Self {
            without_unit: without_unit(placed.compounds.len(), &held),
            declared: vec![Vec::new(); roster.units.len()],
            declared_compounds: Vec::new(),
            located: located
                .into_iter()
                .map(|all| all.into_iter().map(FacilityIndex::at).collect())
                .collect(),
            parts,
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
        let mut compounds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, compound) in placed.compounds.iter().enumerate() {
            for called in [Some(compound.id.as_str()), compound.name.as_deref()]
                .into_iter()
                .flatten()
            {
                compounds.entry(called).or_default().push(position);
            }
        }
        for (position, facility) in placed.facilities.iter().enumerate() {
            let mut served = BTreeSet::new();
            for told in &facility.details.serves_units {
                match (roster.find(told), compounds.get(told.as_str())) {
                    (Found::One(unit), _) => {
                        self.declared[unit].push(FacilityIndex::at(position));
                        served.extend(
                            self.parts[unit]
                                .iter()
                                .filter(|part| part.counts)
                                .map(|part| part.compound),
                        );
                    }
                    (Found::Nothing, Some(named)) => served.extend(named.iter().copied()),
                    (Found::Several, _) => notes.push(UnitNote {
                        code: "unit-name-ambiguous",
                        text: format!("says it serves {told}, a name that several units have: give the id of one"),
                        ..facility_note(facility)
                    }),
                    (Found::Nothing, None) => notes.push(UnitNote {
                        code: "served-unit-unknown",
                        text: format!("says it serves {told}, which is no unit and no compound of the lists"),
                        ..facility_note(facility)
                    }),
                }
            }
            self.declared_compounds.push(served.into_iter().collect());
        }
        for declared in &mut self.declared {
            declared.dedup();
        }
    }
}

/// The units whose outlines hold a compound's dwellings.
fn by_place(places: &UnitPlaces<'_>, compound: &Compound, notes: &mut Vec<UnitNote>) -> Vec<(usize, Option<usize>)> {
    let mut held = Vec::new();
    let mut contested = 0;
    if compound.dwellings.is_empty() {
        held.extend(places.holding(compound.place).into_iter().map(|unit| (unit, None)));
    }
    for (number, dwelling) in compound.dwellings.iter().enumerate() {
        contested += usize::from(places.is_contested(dwelling.place));
        held.extend(
            places
                .holding(dwelling.place)
                .into_iter()
                .map(|unit| (unit, Some(number))),
        );
    }
    if contested > 0 {
        notes.push(UnitNote {
            code: "compound-in-overlap",
            text: format!(
                "{contested} of its dwellings stand in two units of one kind: the first of the list takes them"
            ),
            ..compound_note(compound)
        });
    }
    held
}

/// What a row calls the units it belongs to: the wider first.
struct Names<'a> {
    street: [Option<&'a str>; 2],
    community: [Option<&'a str>; 2],
}

fn compound_names(compound: &Compound) -> Names<'_> {
    let details = &compound.details;
    Names {
        street: [details.street_id.as_deref(), compound.street.as_deref()],
        community: [details.community_id.as_deref(), compound.community.as_deref()],
    }
}

fn facility_names(facility: &Facility) -> Names<'_> {
    let details = &facility.details;
    Names {
        street: [None, details.street.as_deref()],
        community: [None, details.community.as_deref()],
    }
}

/// The units without an outline that a row names.
fn named_by(
    roster: &Roster,
    names: &Names<'_>,
    notes: &mut Vec<UnitNote>,
    who: impl Fn() -> UnitNote,
) -> BTreeSet<usize> {
    let mut units = BTreeSet::new();
    let mut find = |told: [Option<&str>; 2], above: Option<usize>| -> Option<usize> {
        for told in told.into_iter().flatten() {
            match roster.find_within(told, above) {
                Found::One(unit) => return Some(unit),
                Found::Several => notes.push(UnitNote {
                    code: "unit-name-ambiguous",
                    text: format!("is in {told}, a name that several units have: give the id of one"),
                    ..who()
                }),
                Found::Nothing => {}
            }
        }
        None
    };
    let street = find(names.street, None);
    let community = find(names.community, street);
    for unit in [street, community].into_iter().flatten() {
        if roster.units[unit].outline.is_none() {
            units.insert(unit);
        }
    }
    units
}

/// Gives every unit without an outline what its parts hold.
fn take_from_parts<T: Ord + Clone>(roster: &Roster, held: &mut [BTreeSet<T>]) {
    for unit in 0..roster.units.len() {
        if held[unit].is_empty() {
            continue;
        }
        let mine = held[unit].clone();
        let mut above = roster.units[unit].parent;
        // A chain of parents has no more links than there are units.
        for _ in 0..roster.units.len() {
            let Some(one) = above else { break };
            if roster.units[one].outline.is_none() {
                held[one].extend(mine.iter().cloned());
            }
            above = roster.units[one].parent;
        }
    }
}

fn parts_of(roster: &Roster, compounds: &[Compound], held: &[Dwellings]) -> Vec<Vec<Part>> {
    let mut parts: Vec<Vec<Part>> = held.iter().map(gathered).collect();
    // For each compound and kind of unit, where most of its dwellings are.
    let mut most: BTreeMap<(usize, Option<crate::read::table::UnitKind>), (usize, f64)> = BTreeMap::new();
    let shares: Vec<Vec<f64>> = compounds.iter().map(dwelling_shares).collect();
    for (unit, parts) in parts.iter().enumerate() {
        for part in parts {
            let weight: f64 = part
                .dwellings
                .iter()
                .filter_map(|at| shares[part.compound].get(*at))
                .sum();
            let best = most
                .entry((part.compound, roster.units[unit].kind))
                .or_insert((unit, weight));
            if weight > best.1 + crate::gaps::SHARE_TOLERANCE {
                *best = (unit, weight);
            }
        }
    }
    for (unit, parts) in parts.iter_mut().enumerate() {
        for part in parts {
            part.counts = most
                .get(&(part.compound, roster.units[unit].kind))
                .is_some_and(|(best, _)| *best == unit);
        }
    }
    parts
}

fn gathered(held: &Dwellings) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (compound, dwelling) in held {
        if parts.last().is_none_or(|part| part.compound != *compound) {
            parts.push(Part {
                compound: *compound,
                ..Part::default()
            });
        }
        if let Some(part) = parts.last_mut() {
            part.dwellings.extend(*dwelling);
        }
    }
    parts
}

fn without_unit(compounds: usize, held: &[Dwellings]) -> Vec<usize> {
    let mut has_unit = vec![false; compounds];
    for (compound, _) in held.iter().flatten() {
        has_unit[*compound] = true;
    }
    (0..compounds).filter(|compound| !has_unit[*compound]).collect()
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
