//! The units that figures are told by: of the user's list, or made of the streets and communities that compounds name.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use super::UnitNote;
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
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
}

/// A box of degrees: south-west and north-east corner.
pub type DataBox = (LonLat, LonLat);

impl Roster {
    /// The units of the user's list. A parent that is no unit of the list becomes one, without an outline; a chain of parents that
    /// leads back is cut.
    pub fn of_rows(rows: Vec<UnitRow>, data_box: Option<DataBox>, notes: &mut Vec<UnitNote>) -> Self {
        let mut roster = Self::default();
        let mut parents = Vec::with_capacity(rows.len());
        for row in rows {
            parents.push(row.parent);
            roster.add(Unit {
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
            });
        }
        for (unit, parent) in parents.into_iter().enumerate() {
            let Some(parent) = parent else { continue };
            let above = match roster.find(&parent) {
                Found::One(above) => Some(above),
                Found::Several => {
                    let text = format!("part of {parent}, a name that several units have: give the id of one");
                    notes.push(roster.note("unit-name-ambiguous", unit, text));
                    None
                }
                Found::Nothing => Some(roster.made_of_parent(&parent)),
            };
            roster.units[unit].parent = above;
        }
        roster.cut_circles(notes);
        roster.set_extents_of_parents();
        roster
    }

    /// The streets and communities that compounds and facilities name. A community is part of the street named with it; two of one
    /// name in two streets are two.
    pub fn of_names(placed: &Placed) -> Self {
        let mut roster = Self::default();
        let of_compounds = placed
            .compounds
            .iter()
            .map(|one| (&one.street, &one.community, one.details.urban_rural));
        let of_facilities = placed
            .facilities
            .iter()
            .map(|one| (&one.details.street, &one.details.community, None));
        for (street, community, urban_rural) in of_compounds.chain(of_facilities) {
            let above = street
                .as_ref()
                .map(|street| roster.named(UnitKind::Street, street, None, None));
            if let Some(community) = community {
                let kind = UnitKind::of_name(community).unwrap_or(UnitKind::Community);
                roster.named(kind, community, above, urban_rural);
            }
        }
        roster
    }

    /// The unit that a list calls so: by id, else by a name that only one has.
    pub fn find(&self, told: &str) -> Found {
        if let Some(unit) = self.by_id.get(told) {
            return Found::One(*unit);
        }
        match self.by_name.get(told).map(Vec::as_slice) {
            Some([unit]) => Found::One(*unit),
            Some([_, ..]) => Found::Several,
            _ => Found::Nothing,
        }
    }

    /// The unit above each, in their order.
    pub fn parents(&self) -> Vec<Option<usize>> {
        self.units.iter().map(|unit| unit.parent).collect()
    }

    /// The community of this name within a street, else the only one of its name.
    pub(super) fn find_within(&self, told: &str, above: Option<usize>) -> Found {
        let named = self.by_name.get(told).map_or(&[][..], Vec::as_slice);
        let mut within = named.iter().filter(|unit| self.units[**unit].parent == above);
        match (within.next(), within.next()) {
            (Some(unit), None) if above.is_some() => Found::One(*unit),
            _ => self.find(told),
        }
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

    fn add(&mut self, unit: Unit) -> usize {
        let position = self.units.len();
        self.by_id.entry(unit.id.clone()).or_insert(position);
        if let Some(name) = &unit.name {
            self.by_name.entry(name.clone()).or_default().push(position);
        }
        self.units.push(unit);
        position
    }

    fn made_of_parent(&mut self, name: &str) -> usize {
        self.add(Unit {
            id: name.to_owned(),
            name: Some(name.to_owned()),
            kind: UnitKind::of_name(name),
            source: "named as the parent of others".to_owned(),
            ..Unit::default()
        })
    }

    fn named(&mut self, kind: UnitKind, name: &str, parent: Option<usize>, urban_rural: Option<UrbanRural>) -> usize {
        let same = |unit: &&usize| self.units[**unit].parent == parent && self.units[**unit].kind == Some(kind);
        let known = self
            .by_name
            .get(name)
            .and_then(|units| units.iter().find(same))
            .copied();
        if let Some(unit) = known {
            let one = &mut self.units[unit];
            one.urban_rural = one.urban_rural.or(urban_rural);
            return unit;
        }
        let above = parent.map(|parent| self.units[parent].id.clone());
        let id = match above {
            Some(above) if self.by_id.contains_key(name) => format!("{above}/{name}"),
            _ => name.to_owned(),
        };
        self.add(Unit {
            id,
            name: Some(name.to_owned()),
            kind: Some(kind),
            parent,
            urban_rural,
            source: "named by compounds and facilities".to_owned(),
            ..Unit::default()
        })
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
        let parents = self.parents();
        for unit in 0..self.units.len() {
            if self.units[unit].outline.is_some() {
                continue;
            }
            let below = (0..parents.len()).filter(|below| parents[*below] == Some(unit));
            let mut extents: Vec<Extent> = below.map(|below| self.units[below].extent).collect();
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
