//! The units that figures are told by: of the user's list, or made of the streets and communities that compounds name.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use super::UnitNote;
use super::naming::{Naming, rank};
use crate::lonlat::LonLat;
use crate::place::{Outline, Placed};
use crate::read::table::{UnitKind, UnitRow, UrbanRural};

/// A street, community, township, village ...
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Unique in its list.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// What it is, where told.
    pub kind: Option<UnitKind>,
    /// The unit it is part of, by position.
    pub parent: Option<usize>,
    /// Town or country, where told.
    pub urban_rural: Option<UrbanRural>,
    /// Residents, where told.
    pub population: Option<f64>,
    /// Elders, where told.
    pub elders: Option<f64>,
    /// Households, where told.
    pub households: Option<f64>,
    /// Its outline in degrees, where told.
    pub outline: Option<MultiPolygon<f64>>,
    /// Where it stands in its list: `units.csv:12`; what made it, where it stands in none.
    pub source: String,
    /// Its line there, from 1; `None` where no row tells it.
    pub line: Option<u64>,
    /// How much of it the extract holds.
    pub extent: Extent,
}

/// How much of a unit the extract holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Nobody knows: it has no outline, or nothing tells where the data end.
    #[default]
    Unknown,
    /// All of it.
    Whole,
    /// A part: compounds and facilities beyond the extract are not seen.
    Partial,
    /// Nothing.
    Outside,
}

impl Unit {
    /// Its name, else its id.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// All units, and how they are found by what lists call them.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// In the order of their list; units that are only named as the parent of others follow.
    pub units: Vec<Unit>,
    naming: Naming,
}

/// A box of degrees: south-west and north-east corner.
pub type DataBox = (LonLat, LonLat);

impl Roster {
    /// The units of the user's list. A parent that is no unit of the list becomes one, without an outline: a list of streets names
    /// its districts so. It is taken for a slip where one row alone names it and the list has a name much like it, or others of its
    /// kind. Both are told. A chain of parents that leads back is cut.
    pub fn of_rows(rows: Vec<UnitRow>, data_box: Option<DataBox>, notes: &mut Vec<UnitNote>) -> Self {
        let mut roster = Self::default();
        let mut parents = Vec::with_capacity(rows.len());
        for row in rows {
            parents.push(row.parent);
            let unit = Unit {
                extent: extent_of(row.outline.as_ref(), data_box),
                id: row.id,
                name: row.name,
                kind: row.kind,
                parent: None,
                urban_rural: row.urban_rural,
                population: row.population,
                elders: row.elders,
                households: row.households,
                outline: row.outline,
                source: row.source,
                line: Some(row.line),
            };
            roster.add(unit, row.is_id_told);
        }
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        for parent in parents.iter().flatten() {
            *named.entry(parent).or_default() += 1;
        }
        let listed = roster.units.len();
        let mut slips = BTreeMap::new();
        for (unit, parent) in parents.iter().enumerate() {
            let Some(parent) = parent else { continue };
            let told = (parent.as_str(), named.get(parent.as_str()).copied().unwrap_or(0));
            roster.units[unit].parent = roster.parent_called(told, unit, (listed, &mut slips), notes);
        }
        roster.cut_circles(notes);
        roster.set_extents_of_parents();
        roster
    }

    /// The streets and communities that compounds and facilities name. A community is part of the street named with it; two of one
    /// name in two streets are two. What names a community alone means the only one of that name.
    pub fn of_names(placed: &Placed) -> Self {
        type Named<'a> = (Option<&'a str>, Option<&'a str>, Option<UrbanRural>);
        let compounds = placed
            .compounds
            .iter()
            .map(|one| -> Named<'_> { (one.street.as_deref(), one.community.as_deref(), one.details.urban_rural) });
        let facilities = placed
            .facilities
            .iter()
            .map(|one| -> Named<'_> { (one.details.street.as_deref(), one.details.community.as_deref(), None) });
        let mut named: Vec<Named<'_>> = compounds.chain(facilities).collect();
        // Full names first, so that short ones find them; then what names both, so that a community alone finds its street's.
        named.sort_by_key(|(street, community, _)| {
            let is_short = street.is_some_and(|street| UnitKind::of_name(street).is_none());
            (street.is_none(), is_short, community.is_none())
        });
        let mut roster = Self::default();
        for (street, community, urban_rural) in named {
            let above = street.and_then(|street| roster.named(UnitKind::Street, street, None));
            let Some(community) = community else { continue };
            let kind = UnitKind::of_name(community).unwrap_or(UnitKind::Community);
            if let Some(unit) = roster.named(kind, community, above) {
                let told = &mut roster.units[unit].urban_rural;
                *told = told.or(urban_rural);
            }
        }
        roster
    }

    /// The unit that a list calls so: by id, else by a name that only one has, else by that name as another office writes it.
    pub fn find(&self, told: &str) -> Found {
        Found::of(&self.naming.meant(told, |_| true).units)
    }

    /// The unit above each, in their order.
    pub fn parents(&self) -> Vec<Option<usize>> {
        self.units.iter().map(|unit| unit.parent).collect()
    }

    /// The units above one, the nearest first.
    pub(super) fn above(&self, unit: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |unit: &usize| self.units.get(*unit)?.parent;
        // A chain of parents has no more links than there are units.
        std::iter::successors(parent(&unit), parent).take(self.units.len())
    }

    /// Whether two units are of one rank and neither is part of the other: no place is in both.
    pub(super) fn are_rivals(&self, one: usize, other: usize) -> bool {
        let rank_of = |unit: usize| rank(self.units[unit].kind);
        let holds = |top: usize, unit: usize| self.above(unit).any(|above| above == top);
        one != other && rank_of(one) == rank_of(other) && !holds(one, other) && !holds(other, one)
    }

    /// Whether a unit is part of another one, or nothing is told of what it is part of.
    pub(super) fn may_be_part(&self, unit: usize, of: usize) -> bool {
        let is_of_rank = |one: usize| rank(self.units[one].kind) == rank(self.units[of].kind);
        unit == of || self.above(unit).any(|above| above == of) || !self.above(unit).any(is_of_rank)
    }

    /// The units right below each.
    pub(super) fn below(&self) -> Vec<Vec<usize>> {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.units.len()];
        for (unit, one) in self.units.iter().enumerate() {
            if let Some(above) = one.parent {
                below[above].push(unit);
            }
        }
        below
    }

    /// All units, each after those below it.
    pub(super) fn parts_first(&self) -> impl Iterator<Item = usize> + use<> {
        let below = self.below();
        let tops = (0..self.units.len()).filter(|unit| self.units[*unit].parent.is_none());
        let mut order: Vec<usize> = tops.collect();
        let mut next = 0;
        // A unit stands below one other at most, so that this ends.
        while let Some(&unit) = order.get(next) {
            order.extend(&below[unit]);
            next += 1;
        }
        order.into_iter().rev()
    }

    /// How units are called.
    pub(super) fn naming(&self) -> &Naming {
        &self.naming
    }

    pub(super) fn note(&self, code: &'static str, unit: usize, text: String) -> UnitNote {
        let unit = &self.units[unit];
        UnitNote {
            code,
            list: "units",
            id: unit.id.clone(),
            name: unit.name.clone(),
            text,
        }
    }

    fn add(&mut self, unit: Unit, is_id_told: bool) -> usize {
        let position = self.units.len();
        self.naming.add(position, &unit.id, is_id_told, unit.name.as_deref());
        self.units.push(unit);
        position
    }

    /// The unit that another one, and so many rows, name as their parent; `None` where that is none, or several. The first `listed`
    /// units are the list's own.
    fn parent_called(
        &mut self,
        (told, rows): (&str, usize),
        unit: usize,
        (listed, slips): (usize, &mut BTreeMap<String, Option<String>>),
        notes: &mut Vec<UnitNote>,
    ) -> Option<usize> {
        let meant = self.naming.meant(told, |_| true);
        match meant.units[..] {
            [above] => {
                if meant.is_loose {
                    let text = format!("names {told}, which is read as {}", self.units[above].called());
                    notes.push(self.note("unit-name-read-as", unit, text));
                }
                Some(above)
            }
            [] => {
                // What is alike is looked for once a name.
                if !slips.contains_key(told) {
                    slips.insert(told.to_owned(), self.slip((told, rows), listed));
                }
                let slip = slips.get(told).cloned().flatten();
                if let Some(text) = slip {
                    notes.push(self.note("unit-parent-unknown", unit, text));
                    return None;
                }
                let made = Unit {
                    id: told.to_owned(),
                    name: Some(told.to_owned()),
                    kind: UnitKind::of_name(told),
                    source: "named as the parent of others".to_owned(),
                    ..Unit::default()
                };
                let text = format!("part of {told}, which is not in the list: a unit without outline stands for it");
                notes.push(self.note("unit-parent-made", unit, text));
                Some(self.add(made, false))
            }
            _ => {
                let text = format!("part of {told}, a name that several units have: give the id of one");
                notes.push(self.note("unit-name-ambiguous", unit, text));
                None
            }
        }
    }

    /// Why a parent that is not in the list is taken for a slip; `None` where it may well be a unit that the list does not tell.
    fn slip(&self, (told, rows): (&str, usize), listed: usize) -> Option<String> {
        if rows > 1 {
            return None;
        }
        let rank_told = rank(UnitKind::of_name(told));
        let is_like = |unit: usize| unit < listed && (rank_told.is_none() || rank(self.units[unit].kind) == rank_told);
        if let Some(nearest) = self.naming.nearest(told, is_like) {
            return Some(format!(
                "part of {told}, which is not in the list; is it {nearest}? It is taken to have no parent"
            ));
        }
        (rank_told.is_some() && (0..listed).any(is_like))
            .then(|| format!("part of {told}, which is not in the list: it is taken to have no parent"))
    }

    /// The unit of this name, made where there is none; `None` where several have the name and nothing tells which.
    fn named(&mut self, kind: UnitKind, name: &str, parent: Option<usize>) -> Option<usize> {
        let units = &self.units;
        let is_same = |unit: usize| {
            rank(units[unit].kind) == rank(Some(kind)) && (parent.is_none() || units[unit].parent == parent)
        };
        match self.naming.of_office(name, is_same)[..] {
            [] => {}
            [known] => return Some(known),
            _ => return None,
        }
        let above = parent.map(|parent| self.units[parent].id.clone());
        let ids = [
            Some(name.to_owned()),
            above.map(|above| format!("{above}/{name}")),
            Some(format!("{}/{name}", crate::write::word(kind))),
        ];
        let free = ids.into_iter().flatten().find(|id| !self.naming.has_id(id));
        let unit = Unit {
            id: free.unwrap_or_else(|| format!("{}/{name}", self.units.len())),
            name: Some(name.to_owned()),
            kind: Some(kind),
            parent,
            source: "named by compounds and facilities".to_owned(),
            ..Unit::default()
        };
        Some(self.add(unit, false))
    }

    /// Cuts each chain of parents that leads back to where it began.
    fn cut_circles(&mut self, notes: &mut Vec<UnitNote>) {
        for unit in 0..self.units.len() {
            let mut above = self.units[unit].parent;
            let mut steps = 0;
            while let Some(one) = above.filter(|one| *one != unit && steps <= self.units.len()) {
                above = self.units[one].parent;
                steps += 1;
            }
            if above == Some(unit) {
                self.units[unit].parent = None;
                let text = "its parents lead back to it: it is taken to have none".to_owned();
                notes.push(self.note("unit-parents-in-a-circle", unit, text));
            }
        }
    }

    /// A unit without an outline is as whole as those below it.
    fn set_extents_of_parents(&mut self) {
        let below = self.below();
        for unit in self.parts_first().filter(|unit| !below[*unit].is_empty()) {
            if self.units[unit].outline.is_some() {
                continue;
            }
            let mut extents: Vec<Extent> = below[unit].iter().map(|below| self.units[*below].extent).collect();
            extents.sort_unstable();
            extents.dedup();
            self.units[unit].extent = match extents[..] {
                [] | [Extent::Unknown, ..] => Extent::Unknown,
                [extent] => extent,
                _ => Extent::Partial,
            };
        }
    }
}

/// Which unit a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one, by position.
    One(usize),
    /// A name that several have.
    Several,
    /// None.
    Nothing,
}

impl Found {
    pub(super) fn of(units: &[usize]) -> Self {
        match units {
            [] => Self::Nothing,
            [one] => Self::One(*one),
            _ => Self::Several,
        }
    }
}

fn extent_of(outline: Option<&MultiPolygon<f64>>, data_box: Option<DataBox>) -> Extent {
    let (Some(outline), Some((low, high))) = (outline.cloned().and_then(Outline::new), data_box) else {
        return Extent::Unknown;
    };
    let (own_low, own_high) = outline.box_with_margin(0.0);
    let (low, high): ([f64; 2], [f64; 2]) = (low.coord().into(), high.coord().into());
    let along = |axis: usize| {
        let is_within = low[axis] <= own_low[axis] && own_high[axis] <= high[axis];
        let is_beyond = own_high[axis] < low[axis] || high[axis] < own_low[axis];
        (is_within, is_beyond)
    };
    match (along(0), along(1)) {
        ((true, _), (true, _)) => Extent::Whole,
        ((_, true), _) | (_, (_, true)) => Extent::Outside,
        _ if outline.touches_box(low, high) => Extent::Partial,
        _ => Extent::Outside,
    }
}
