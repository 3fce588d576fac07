//! Checked numbers, words and places of a row's cells.

use geo::{Area, Coord, Geometry, InteriorPoint, MultiPolygon};

use super::{Row, Table};
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

/// What offices write for "not told".
const NOT_TOLD: [&str; 13] = [
    "-", "--", "－", "—", "——", "/", "\\", "无", "暂无", "不详", "n/a", "null", "none",
];
const YES: [&str; 10] = ["yes", "y", "true", "1", "是", "有", "对外", "开放", "对外开放", "t"];
const NO: [&str; 11] = [
    "no",
    "n",
    "false",
    "0",
    "否",
    "无",
    "不",
    "不对外",
    "不开放",
    "不对外开放",
    "f",
];

/// A row seen through its table's columns.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) table: &'a Table,
    pub(super) row: &'a Row,
}

impl<'a> Cells<'a> {
    /// A cell's text; `None` where nothing is told.
    pub(super) fn text(self, column: &str) -> Option<&'a str> {
        self.table.cell(self.row, column)
    }

    /// As [`Cells::text`], owned.
    pub(super) fn owned(self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// A number, 0 or more; `None` where nothing is told.
    pub(super) fn amount(self, column: &str) -> Result<Option<f64>, Fault> {
        match self.number(column)? {
            Some(number) if number < 0.0 => Err(fault(number.to_string(), format!("{column} is below 0"))),
            told => Ok(told),
        }
    }

    fn number(self, column: &str) -> Result<Option<f64>, Fault> {
        let Some(text) = self.text(column).filter(|text| !is_not_told(text)) else {
            return Ok(None);
        };
        match number(text) {
            Some(number) => Ok(Some(number)),
            None => Err(fault(text, format!("{column} is not a number"))),
        }
    }

    /// Yes or no; `None` where nothing is told.
    pub(super) fn flag(self, column: &str) -> Result<Option<bool>, Fault> {
        let Some(text) = self.text(column) else { return Ok(None) };
        let word = text.to_lowercase();
        if YES.contains(&word.as_str()) {
            Ok(Some(true))
        } else if NO.contains(&word.as_str()) {
            Ok(Some(false))
        } else {
            Err(fault(text, format!("{column} is neither yes nor no")))
        }
    }

    /// Where the row is: a place inside its geometry.
    pub(super) fn place(self) -> Result<LonLat, Fault> {
        match (&self.row.geometry, &self.row.misplaced) {
            (Some(geometry), _) => inside(geometry),
            (None, Some(fault)) => Err(fault.clone()),
            (None, None) => Err(fault("", "has no place")),
        }
    }

    /// The row's polygons, where it has any.
    pub(super) fn outline(self) -> Option<MultiPolygon<f64>> {
        match &self.row.geometry {
            Some(Geometry::Polygon(polygon)) => Some(polygon.clone().into()),
            Some(Geometry::MultiPolygon(polygons)) => Some(polygons.clone()),
            _ => None,
        }
    }

    /// The numbers of `lon` and `lat`, whatever their datum.
    pub(super) fn columns_place(self) -> Result<Coord<f64>, Fault> {
        let shown = || format!("{}, {}", self.text("lon").unwrap_or(""), self.text("lat").unwrap_or(""));
        match (self.number("lon")?, self.number("lat")?) {
            (Some(x), Some(y)) => Ok(Coord { x, y }),
            _ => Err(fault(shown(), "has no place: lon or lat is empty")),
        }
    }
}

fn is_not_told(text: &str) -> bool {
    NOT_TOLD.iter().any(|one| text.eq_ignore_ascii_case(one))
}

/// A finite number; full-width digits and commas between thousands are read as well.
fn number(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .map(|one| match one {
            '０'..='９' => char::from(b'0' + (one as u32 - '０' as u32) as u8),
            '．' => '.',
            '，' => ',',
            '－' => '-',
            other => other,
        })
        .collect();
    let ungrouped = if groups_thousands(&plain) {
        plain.replace(',', "")
    } else {
        plain
    };
    ungrouped.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Whether all commas stand before groups of three digits, as in `1,234,567.8`.
fn groups_thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| !first.is_empty()) && groups.all(|group| group.len() == 3)
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
