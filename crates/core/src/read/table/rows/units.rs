//! Rows of the list of units: streets, communities, townships, villages.

use geo::MultiPolygon;
use serde::Serialize;

use super::compounds::{ELDERS_BY_AGE, UrbanRural};
use super::{Ids, Typed, source, typed};
use crate::lonlat::LonLat;
use crate::read::table::Table;
use crate::read::table::cells::Cells;
use crate::read::table::notes::Notes;
use crate::read::table::words;

/// A unit as its table tells it. It needs an id or a name; its outline may come from elsewhere, or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRow {
    /// Its id; its name where the table tells none.
    pub id: String,
    /// Whether the table tells the id.
    pub is_id_told: bool,
    /// Its name, where told.
    pub name: Option<String>,
    /// Where it stands in its table: `units.csv:12`.
    pub source: String,
    /// Its line there, from 1.
    pub line: u64,
    /// What it is, where told or plain from how its name ends.
    pub kind: Option<UnitKind>,
    /// Id of the unit that it is part of, where told.
    pub parent: Option<String>,
    /// Town or country, where told.
    pub urban_rural: Option<UrbanRural>,
    /// Residents, where told.
    pub population: Option<f64>,
    /// Elders, where told: else those of 60 and more.
    pub elders: Option<f64>,
    /// Households, where told.
    pub households: Option<f64>,
    /// A place inside its outline, else the place told, if any.
    pub place: Option<LonLat>,
    /// Its outline in degrees, where the table has outlines.
    pub outline: Option<MultiPolygon<f64>>,
}

/// Kinds of units, the wider first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// City (市).
    City,
    /// District or county (区, 县).
    District,
    /// Street (街道).
    Street,
    /// Town (镇).
    Town,
    /// Township (乡).
    Township,
    /// Community (社区).
    Community,
    /// Village (村).
    Village,
}

impl UnitKind {
    /// All kinds, the wider first.
    pub const ALL: [Self; 7] = [
        Self::City,
        Self::District,
        Self::Street,
        Self::Town,
        Self::Township,
        Self::Community,
        Self::Village,
    ];

    /// The kind that a word names, in Chinese or English: `街道`, `street`, `行政村` ...
    pub fn told(word: &str) -> Option<Self> {
        words::meaning(words::UNIT_KINDS, word)
    }

    /// The kind that a unit's name ends in: `望京街道`, `东湖社区居委会` ...
    pub fn of_name(name: &str) -> Option<Self> {
        let endings = words::UNIT_NAME_ENDINGS.iter();
        let mut found = endings.filter(|(ending, _)| name.trim().ends_with(ending));
        found.next().map(|(_, kind)| *kind)
    }
}

/// Counted for each unit whose kind is taken from how its name ends.
pub const KIND_BY_NAME: &str = "unit-kind-by-name";

pub(in crate::read::table) fn units(table: &Table, notes: &mut Notes) -> Typed<UnitRow> {
    let mut ids = Ids::default();
    typed(table, notes, |cells| {
        let place = match (&cells.row.geometry, &cells.row.misplaced) {
            (None, None) => None,
            _ => Some(cells.row.place()?),
        };
        let id = ids.take_or_name(cells)?;
        Ok(UnitRow {
            id,
            is_id_told: cells.text("id").is_some(),
            kind: kind(cells),
            name: cells.owned("name"),
            source: source(cells),
            line: cells.row.line,
            parent: cells.owned("parent"),
            urban_rural: cells.word("urban_rural", words::URBAN_RURAL),
            population: cells.amount("population"),
            elders: elders(cells),
            households: cells.amount("households"),
            place,
            outline: cells.row.outline(),
        })
    })
}

fn kind(cells: &mut Cells<'_, '_>) -> Option<UnitKind> {
    let told = cells.word("kind", words::UNIT_KINDS);
    let by_name = cells.text("name").and_then(UnitKind::of_name);
    if told.is_none() && by_name.is_some() {
        let at = source(cells);
        cells.notes.tally.add(KIND_BY_NAME, || at);
    }
    told.or(by_name)
}

fn elders(cells: &mut Cells<'_, '_>) -> Option<f64> {
    let told = cells.amount("elders");
    let by_age = cells.amount("pop60");
    if told.is_none() && by_age.is_some() {
        let at = source(cells);
        cells.notes.tally.add(ELDERS_BY_AGE, || at);
    }
    told.or(by_age)
}
