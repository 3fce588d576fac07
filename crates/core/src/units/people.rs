//! Who lives in each unit, by whoever tells it, and how many leave it untold.
//!
//! A unit's own figure is believed first; then the sum of the units below it, where any of them has a figure of its own; then the sum
//! of its compounds, divided by dwellings where a border runs through one. Rates are of people only over those who tell both of their
//! sides.

use std::collections::BTreeSet;

use super::figures::share_of;
use super::members::Members;
use super::naming::rank;
use super::roster::Roster;
use super::share::{Rate, add};
use crate::place::Compound;

/// How many people or households there are, and how many of those asked leave it untold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// The sum of those that tell; `None` where none does.
    pub told: Option<f64>,
    /// Compounds, or units below, that do not tell: the sum is at least that.
    pub untold: u64,
}

impl Count {
    pub(super) fn add(&mut self, amount: Option<f64>) {
        self.untold += u64::from(amount.is_none());
        add(&mut self.told, amount);
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.untold += other.untold;
        add(&mut self.told, other.told);
    }
}

/// Residents, households and elders of a unit, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct People {
    /// Residents.
    pub population: Count,
    /// Households.
    pub households: Count,
    /// Elders.
    pub elders: Count,
    /// Elders over residents, of those that tell both.
    pub elders_of_population: Rate,
}

impl People {
    /// All people of some compounds.
    pub(super) fn of_compounds<'a>(compounds: impl Iterator<Item = (&'a Compound, f64)>) -> Self {
        let mut people = Self::default();
        for (compound, share) in compounds {
            let part = |amount: Option<f64>| amount.map(|amount| amount * share);
            people.population.add(part(compound.details.population));
            people.households.add(part(compound.households));
            people.elders.add(part(compound.elders));
            people
                .elders_of_population
                .add(part(compound.elders), part(compound.details.population));
        }
        people
    }

    /// Adds those of another unit.
    pub(super) fn merge(&mut self, other: &Self) {
        for (sum, count) in [
            (&mut self.population, other.population),
            (&mut self.households, other.households),
            (&mut self.elders, other.elders),
        ] {
            sum.merge(count);
        }
        self.elders_of_population.merge(other.elders_of_population);
    }
}

/// The people of every unit of a roster, and whether any unit has a figure of its own.
///
/// # Complexity
/// `O(u + d)` in units and the dwellings that they hold.
pub(super) fn people_of_units(roster: &Roster, members: &Members, compounds: &[Compound]) -> (Vec<People>, bool) {
    let below = roster.below();
    let mut people: Vec<People> = (0..roster.units.len())
        .map(|unit| {
            let parts = members.parts[unit].iter();
            People::of_compounds(parts.map(|part| {
                let compound = &compounds[part.compound];
                (compound, share_of(part, compound))
            }))
        })
        .collect();
    // Whether a unit's figures, by kind of figure, come from a list of units and not from compounds.
    let mut listed = vec![[false; 3]; roster.units.len()];
    for unit in roster.parts_first() {
        let mut of_parts = people_of_parts(roster, &below[unit], &people, &listed);
        add_those_of_no_part(&mut of_parts, unit, &below[unit], members, compounds);
        let row = &roster.units[unit];
        let own = [row.population, row.households, row.elders];
        let found = &mut people[unit];
        let counts = [&mut found.population, &mut found.households, &mut found.elders];
        for (kind, ((count, own), of_parts)) in counts.into_iter().zip(own).zip(of_parts).enumerate() {
            let own = own.map(|own| Count {
                told: Some(own),
                untold: 0,
            });
            if let Some(better) = own.or(of_parts) {
                *count = better;
                listed[unit][kind] = true;
            }
        }
        let [population, _, elders] = listed[unit];
        if population || elders {
            found.elders_of_population = Rate::default();
            if population == elders {
                found.elders_of_population.add(found.elders.told, found.population.told);
            }
        }
    }
    let any = listed.iter().flatten().any(|listed| *listed);
    (people, any)
}

/// Adds the compounds of a unit that are in none of the units below it.
fn add_those_of_no_part(
    counts: &mut [Option<Count>; 3],
    unit: usize,
    below: &[usize],
    members: &Members,
    compounds: &[Compound],
) {
    if counts.iter().all(Option::is_none) {
        return;
    }
    let held = below.iter().flat_map(|below| &members.parts[*below]);
    let held: BTreeSet<usize> = held.map(|part| part.compound).collect();
    let rest = members.parts[unit].iter().filter(|part| !held.contains(&part.compound));
    let rest = People::of_compounds(rest.map(|part| {
        let compound = &compounds[part.compound];
        (compound, share_of(part, compound))
    }));
    for (count, more) in counts.iter_mut().zip([rest.population, rest.households, rest.elders]) {
        if let Some(count) = count {
            count.merge(more);
        }
    }
}

/// Residents, households and elders of the units right below one, those of the widest rank; `None` where none of them has a figure
/// from a list of units.
fn people_of_parts(roster: &Roster, below: &[usize], people: &[People], listed: &[[bool; 3]]) -> [Option<Count>; 3] {
    let widest = below.iter().map(|unit| rank(roster.units[*unit].kind)).min();
    let parts: Vec<usize> = below
        .iter()
        .copied()
        .filter(|unit| Some(rank(roster.units[*unit].kind)) == widest)
        .collect();
    let of_kind = [
        |people: &People| people.population,
        |people: &People| people.households,
        |people: &People| people.elders,
    ];
    let mut counts = [None; 3];
    for (kind, of) in of_kind.into_iter().enumerate() {
        if !parts.iter().any(|unit| listed[*unit][kind]) {
            continue;
        }
        let mut sum = Count::default();
        for unit in &parts {
            let one = of(&people[*unit]);
            sum.merge(one);
            // A unit of which nothing is told leaves the sum open.
            sum.untold += u64::from(one == Count::default());
        }
        counts[kind] = Some(sum);
    }
    counts
}
