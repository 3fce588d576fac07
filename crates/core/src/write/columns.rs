//! What a column is and what a cell holds, whatever the format.

use geo::Geometry;
use serde::Serialize;

/// A column: its name is a contract, its titles are for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnHead {
    /// Its name in every format.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnType,
    /// What it tells, in English, with its unit.
    pub english: &'static str,
    /// What it tells, in Chinese, with its unit.
    pub chinese: &'static str,
    /// How its figure is defined, where the title does not say it all: one line, in English and in Chinese.
    pub definition: Option<[&'static str; 2]>,
}

/// What a column's cells hold. Any cell may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number with this many decimals at most.
    Decimal(u8),
    /// Yes or no.
    Flag,
}

/// A column of a layer whose records are asked by `F`, a plain function from a record to a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<F> {
    /// Name, type and titles.
    pub(super) head: ColumnHead,
    /// The cell of a record.
    pub(super) cell: F,
}

impl<F> Column<F> {
    /// A column, in the order its table reads best.
    pub(super) const fn new(
        name: &'static str,
        kind: ColumnType,
        english: &'static str,
        chinese: &'static str,
        cell: F,
    ) -> Self {
        let head = ColumnHead {
            name,
            kind,
            english,
            chinese,
            definition: None,
        };
        Self { head, cell }
    }
}

impl<F: Copy> Column<F> {
    /// A column with its figure's definition, in English and in Chinese.
    pub(super) const fn defined(column: Self, english: &'static str, chinese: &'static str) -> Self {
        let head = ColumnHead {
            definition: Some([english, chinese]),
            ..column.head
        };
        Self { head, ..column }
    }
}

/// What one cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing told: null, never 0 or -1.
    Absent,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(u64),
    /// A number, not yet rounded; one that is not finite is written as absent.
    Decimal(f64),
    /// Yes or no.
    Flag(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}
impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Integer(number)
    }
}
impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(told: Option<T>) -> Self {
        told.map_or(Self::Absent, Into::into)
    }
}

/// A number rounded to some decimals; `None` where it is not finite. Zero is never negative.
pub(super) fn rounded(number: f64, decimals: u8) -> Option<f64> {
    let scale = 10_f64.powi(i32::from(decimals));
    let rounded = (number * scale).round() / scale;
    rounded.is_finite().then_some(rounded + 0.0)
}

/// A feature of a layer.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    /// Unique in its layer.
    pub(super) id: String,
    /// As RFC 7946 wants it (see `shape`); `None` where there is nothing to draw.
    pub(super) geometry: Option<Geometry<f64>>,
    /// One a column.
    pub(super) cells: Vec<Cell>,
}

/// A layer: its columns, and its features made one at a time as they are written.
pub(super) struct Layer<'a> {
    /// Its name, and its file's.
    pub(super) name: String,
    /// Its columns, in order.
    pub(super) columns: Vec<ColumnHead>,
    feature: Box<dyn Fn(usize) -> Option<Feature> + 'a>,
}

impl<'a> Layer<'a> {
    /// A layer of records: `draw` gives each its id and geometry, the columns give its cells.
    pub(super) fn new<R: 'a, F: Fn(&R) -> Cell>(
        name: impl Into<String>,
        columns: &'static [Column<F>],
        records: Vec<R>,
        draw: impl Fn(&R) -> (String, Option<Geometry<f64>>) + 'a,
    ) -> Self {
        let feature = move |index: usize| {
            let record = records.get(index)?;
            let (id, geometry) = draw(record);
            let cells = columns.iter().map(|column| (column.cell)(record)).collect();
            Some(Feature { id, geometry, cells })
        };
        Self {
            name: name.into(),
            columns: columns.iter().map(|column| column.head).collect(),
            feature: Box::new(feature),
        }
    }

    /// The features in order.
    pub(super) fn features(&self) -> impl Iterator<Item = Feature> + '_ {
        (0..).map_while(|index| (self.feature)(index))
    }
}

/// The word an enum is written as: its serde name, so that layers, summary and other formats agree.
pub(crate) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
