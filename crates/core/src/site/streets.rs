//! Which street (街道) everybody and everything is in: by the rule that all figures by unit follow.

use std::collections::{BTreeMap, BTreeSet};

use service_circle_siting::GroupIndex;

use super::Material;
use crate::place::{Facility, Placed};
use crate::read::table::{UnitKind, UnitRow};
use crate::units::{Found, Members, Roster, Unit, UnitNote};

/// Kinds of units that are a street or its like in the country.
const STREETS: [UnitKind; 3] = [UnitKind::Street, UnitKind::Town, UnitKind::Township];

/// Streets by name, and what is in them.
///
/// A street of the list of units that has an outline holds what stands in it: dwellings, facilities, and candidates alike. Whatever
/// is in none is in the street that its own list tells.
#[derive(Debug, Default)]
pub struct Streets {
    names: Vec<String>,
    /// By dwelling, through all compounds.
    pub(super) dwellings: Vec<Option<GroupIndex>>,
    /// By compound: where most of its dwellings are.
    pub(super) compounds: Vec<Option<GroupIndex>>,
    /// By facility placed.
    pub(super) facilities: Vec<Option<GroupIndex>>,
    /// By candidate.
    pub(super) candidates: Vec<Option<GroupIndex>>,
    /// What is odd about the units.
    pub(super) notes: Vec<UnitNote>,
}

impl Streets {
    pub(super) fn of(material: Material<'_>) -> Self {
        let mut held = Held::told(material);
        let mut notes = Vec::new();
        if let Some(units) = material.units {
            held.by_unit(material, units, &mut notes);
        }
        held.numbered(notes)
    }

    /// The names, in the order of their numbers.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The name of a street.
    pub(super) fn name(&self, street: Option<GroupIndex>) -> Option<&str> {
        self.names.get(street?.index()).map(String::as_str)
    }
}

/// The same by name.
struct Held {
    dwellings: Vec<Vec<Option<String>>>,
    compounds: Vec<Option<String>>,
    facilities: Vec<Option<String>>,
    candidates: Vec<Option<String>>,
}

impl Held {
    /// As the lists tell.
    fn told(material: Material<'_>) -> Self {
        let Placed {
            compounds, facilities, ..
        } = material.placed;
        let dwellings = compounds
            .iter()
            .map(|one| vec![one.street.clone(); one.dwellings.len()]);
        Self {
            dwellings: dwellings.collect(),
            compounds: compounds.iter().map(|one| one.street.clone()).collect(),
            facilities: facilities.iter().map(|one| one.details.street.clone()).collect(),
            candidates: material.candidates.iter().map(|one| one.street.clone()).collect(),
        }
    }

    /// As the units hold them.
    fn by_unit(&mut self, material: Material<'_>, units: &[UnitRow], notes: &mut Vec<UnitNote>) {
        let roster = Roster::of_rows(units.to_vec(), None, notes);
        // A candidate is in the street that a facility would be in that stood there.
        let as_facility = material.candidates.iter().map(|one| {
            let mut site = one.site.clone();
            site.details.street.clone_from(&one.street);
            site
        });
        let facilities: Vec<Facility> = material.placed.facilities.iter().cloned().chain(as_facility).collect();
        let first_candidate = material.placed.facilities.len();
        let placed = Placed {
            compounds: material.placed.compounds.clone(),
            facilities,
            ..Placed::default()
        };
        let members = Members::of(&roster, &placed, notes);
        let streets = streets_among(&roster.units[..units.len()]);
        let mut held: Vec<Vec<Option<String>>> = self.dwellings.iter().map(|of| vec![None; of.len()]).collect();
        for (position, unit) in streets {
            let name = match roster.find(unit.called()) {
                Found::Several => format!("{} ({})", unit.called(), unit.id),
                Found::One(_) | Found::Nothing => unit.called().to_owned(),
            };
            for part in &members.parts[position] {
                for dwelling in &part.dwellings {
                    // Where streets overlap, the first of the list.
                    held[part.compound][*dwelling].get_or_insert_with(|| name.clone());
                }
            }
            for facility in members.located[position].iter().map(|facility| facility.index()) {
                match facility.checked_sub(first_candidate) {
                    Some(candidate) => self.candidates[candidate] = Some(name.clone()),
                    None => self.facilities[facility] = Some(name.clone()),
                }
            }
        }
        for (compound, held) in held.into_iter().enumerate() {
            for (told, held) in self.dwellings[compound].iter_mut().zip(held) {
                *told = held.or_else(|| told.take());
            }
            let weights = material.placed.compounds[compound]
                .dwellings
                .iter()
                .map(|one| one.weight);
            if let Some(most) = most_told(self.dwellings[compound].iter().zip(weights)) {
                self.compounds[compound] = Some(most);
            }
        }
    }

    fn numbered(self, notes: Vec<UnitNote>) -> Streets {
        let dwellings: Vec<Option<String>> = self.dwellings.into_iter().flatten().collect();
        // Facilities bear on the streets that others are in; one alone makes no street.
        let named = dwellings.iter().chain(&self.compounds).chain(&self.candidates);
        let names: BTreeSet<String> = named.flatten().cloned().collect();
        let numbers: BTreeMap<&str, GroupIndex> = names
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), GroupIndex::at(index)))
            .collect();
        let numbers_of = |names: &[Option<String>]| -> Vec<Option<GroupIndex>> {
            let of = |name: &Option<String>| numbers.get(name.as_deref()?).copied();
            names.iter().map(of).collect()
        };
        Streets {
            dwellings: numbers_of(&dwellings),
            compounds: numbers_of(&self.compounds),
            facilities: numbers_of(&self.facilities),
            candidates: numbers_of(&self.candidates),
            notes,
            names: names.into_iter().collect(),
        }
    }
}

/// The name that most of the weight has, of equal ones the first by name.
fn most_told<'a>(names: impl Iterator<Item = (&'a Option<String>, f64)>) -> Option<String> {
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for (name, weight) in names {
        if let Some(name) = name {
            *weights.entry(name).or_default() += weight;
        }
    }
    let heavier = |best: (&'a str, f64), one: (&'a str, f64)| if one.1 > best.1 { one } else { best };
    weights.into_iter().reduce(heavier).map(|(name, _)| name.to_owned())
}

/// The units that are streets; where no unit is told to be one, those of no kind told.
fn streets_among(units: &[Unit]) -> Vec<(usize, &Unit)> {
    let is_street = |unit: &Unit| unit.kind.is_some_and(|kind| STREETS.contains(&kind));
    let any = units.iter().any(is_street);
    let chosen = units.iter().enumerate();
    chosen
        .filter(|(_, unit)| if any { is_street(unit) } else { unit.kind.is_none() })
        .collect()
}
