//! Checked numbers, words and places of a row's cells.

use geo::{Area, Geometry, InteriorPoint, MultiPolygon};

use super::measures::{self, Reading};
use super::notes::{NoteKind, Notes};
use super::words::{self, Words};
use super::{Column, Row, Table};
use crate::date::Date;
use crate::lonlat::LonLat;

/// Why a row cannot be used: the value at fault and a short sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) value: String,
    pub(super) reason: String,
}

pub(super) fn fault(value: impl Into<String>, reason: impl Into<String>) -> Fault {
    Fault {
        value: value.into(),
        reason: reason.into(),
    }
}

/// What stands between the parts of a list in one cell.
const LIST_MARKS: [char; 8] = [';', '；', '、', ',', '，', '|', '\n', '\r'];

/// A row seen through its table's columns; what is odd about its values is noted.
pub(super) struct Cells<'a, 'n> {
    pub(super) table: &'a Table,
    pub(super) row: &'a Row,
    pub(super) notes: &'n mut Notes,
}

impl<'a> Cells<'a, '_> {
    /// A cell's text; `None` where nothing is told.
    pub(super) fn text(&self, column: &str) -> Option<&'a str> {
        self.table.told(self.row, column)
    }

    /// Where the row is; [`LonLat::UNTOLD`] where it tells nothing and need not.
    pub(super) fn place(&mut self) -> Result<LonLat, Fault> {
        if !self.table.needs_places && self.row.geometry.is_none() && self.row.misplaced.is_none() {
            let at = format!("{}:{}", self.table.file, self.row.line);
            self.notes.tally.add(super::PLACE_NOT_TOLD, || at);
            return Ok(LonLat::UNTOLD);
        }
        self.row.place()
    }

    /// As [`Cells::text`], owned.
    pub(super) fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// A number, 0 or more, that the row can do without: one that cannot be read is noted and left out.
    pub(super) fn amount(&mut self, column: &'static str) -> Option<f64> {
        let amount = self.needed_amount(column);
        self.or_noted(column, amount)
    }

    /// A number, 0 or more, without which the row is of no use; `None` where nothing is told.
    pub(super) fn needed_amount(&mut self, column: &'static str) -> Result<Option<f64>, Fault> {
        let Some(Reading { value, manner }) = self.table.reading(self.row, column)? else {
            return Ok(None);
        };
        let told = self.text(column).unwrap_or_default();
        if value < 0.0 {
            return Err(fault(told, format!("{column} is below 0")));
        }
        if let Some(manner) = manner {
            let (file, line) = (&self.table.file, self.row.line);
            self.notes
                .tally
                .add(manner.code(), || format!("{file}:{line}: {told} as {value}"));
        }
        Ok(Some(value))
    }

    /// Yes or no; `None` where nothing is told, and, noted, where it is neither.
    pub(super) fn flag(&mut self, column: &'static str) -> Option<bool> {
        let told = self.table.cell(self.row, column)?;
        let flag = match words::meaning(words::FLAGS, told) {
            Some(flag) => Ok(Some(flag)),
            None if words::is_not_told(told) => Ok(None),
            None => Err(fault(told, format!("{column} is neither yes nor no"))),
        };
        self.or_noted(column, flag)
    }

    /// A date; `None` where nothing is told, and, noted, where it is none.
    pub(super) fn date(&mut self, column: &'static str) -> Option<Date> {
        let told = self.text(column)?;
        let date = Date::told(told).ok_or_else(|| fault(told, format!("{column} is no date such as 2023-12-01")));
        self.or_noted(column, date.map(Some))
    }

    /// The meaning of a word of a table; one that has none is noted.
    pub(super) fn word<T: Copy + serde::Serialize>(&mut self, column: &'static str, known: &Words<T>) -> Option<T> {
        let told = self.text(column)?;
        let Some(meaning) = words::meaning(known, told) else {
            let unknown = fault(told, format!("{column} is a word without a meaning here"));
            return self.or_noted(column, Err(unknown));
        };
        self.notes.word(column, told, &crate::write::word(meaning));
        Some(meaning)
    }

    /// The meaning of a word of a table, else the word itself.
    pub(super) fn word_or_told(&mut self, column: &'static str, known: &Words<&'static str>) -> Option<String> {
        let told = self.text(column)?;
        let meaning = words::meaning(known, told).unwrap_or(told);
        self.notes.word(column, told, meaning);
        Some(meaning.to_owned())
    }

    /// The parts of a cell that holds several.
    pub(super) fn parts(&self, column: &str) -> Vec<String> {
        let told = self.text(column).unwrap_or_default();
        let parts = told.split(LIST_MARKS).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A second place of the row; one that cannot be used is noted.
    pub(super) fn entrance(&mut self) -> Option<LonLat> {
        let entrance = self.row.entrance.clone()?;
        self.or_noted("entrance", entrance.map(Some))
    }

    /// The value, or nothing and a note why.
    pub(super) fn or_noted<T>(&mut self, column: &'static str, value: Result<Option<T>, Fault>) -> Option<T> {
        value.unwrap_or_else(|fault| {
            let row = (self.table, self.row);
            self.notes
                .row(NoteKind::ValueLeftOut, row, column, fault.value, fault.reason);
            None
        })
    }
}

impl Row {
    /// Where the row is: a place inside its geometry.
    pub(super) fn place(&self) -> Result<LonLat, Fault> {
        match (&self.geometry, &self.misplaced) {
            (Some(geometry), _) => inside(geometry),
            (None, Some(fault)) => Err(fault.clone()),
            (None, None) => Err(fault("", "has no place")),
        }
    }

    /// The row's polygons, where it has any.
    pub(super) fn outline(&self) -> Option<MultiPolygon<f64>> {
        match &self.geometry {
            Some(Geometry::Polygon(polygon)) => Some(polygon.clone().into()),
            Some(Geometry::MultiPolygon(polygons)) => Some(polygons.clone()),
            _ => None,
        }
    }
}

impl Table {
    /// A row's cell in a column of ours where it tells something: not a dash, `无`, `n/a` ...
    pub(super) fn told<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        self.cell(row, column).filter(|text| !words::is_not_told(text))
    }

    /// A number as written; `None` where nothing is told.
    fn reading(&self, row: &Row, name: &str) -> Result<Option<Reading>, Fault> {
        let (Some(text), Some(column)) = (self.told(row, name), self.column(name)) else {
            return Ok(None);
        };
        match measures::number(text, column.measure, column.unit) {
            Ok(reading) => Ok(Some(reading)),
            Err(why) => Err(fault(text, format!("{name} {why}"))),
        }
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether the header of a column that holds both coordinates names the latitude first: `纬度,经度`, `latlng`.
    pub(super) fn lat_first(&self, name: &str) -> bool {
        let header = self
            .column(name)
            .map(|column| column.header.to_lowercase())
            .unwrap_or_default();
        let first = |words: [&str; 2]| words.iter().filter_map(|word| header.find(word)).min();
        let (lat, lon) = (
            first(["纬", "lat"]),
            first(["经", "lon"]).or_else(|| header.find("lng")),
        );
        lat.zip(lon).is_some_and(|(lat, lon)| lat < lon)
    }
}

/// A place inside a geometry in WGS84 degrees.
fn inside(geometry: &Geometry<f64>) -> Result<LonLat, Fault> {
    let no_area = || fault("", "its outline encloses nothing");
    let place = match geometry {
        Geometry::Point(point) => Some(*point),
        _ if geometry.unsigned_area() > 0.0 => geometry.interior_point(),
        _ => None,
    };
    let place = place.ok_or_else(no_area)?;
    LonLat::from_degrees(place.x(), place.y()).ok_or_else(no_area)
}
