//! What a column is and what a cell holds, whatever the format.

use geo::Geometry;
use serde::Serialize;

use super::LayerKind;
use crate::language::{Code, Language, Words};
use crate::options::{Circle, Limit};

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
    /// The words its cells hold, where they are some of a few.
    #[serde(skip)]
    pub codes: &'static [Code],
    /// Whether its cells hold words of ours, which workbooks tell in their reader's language; names and other users' text do not.
    #[serde(skip)]
    pub is_worded: bool,
}

impl ColumnHead {
    /// Its title.
    pub const fn title(self, language: Language) -> &'static str {
        Words::new(self.english, self.chinese).told_in(language)
    }

    /// How its figure is defined; its title where that says it all.
    pub const fn description(self, language: Language) -> &'static str {
        match self.definition {
            Some([english, chinese]) => Words::new(english, chinese).told_in(language),
            None => self.title(language),
        }
    }
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
            codes: &[],
            is_worded: false,
        };
        Self { head, cell }
    }
}

/// What a figure is called and how it is defined, in English and in Chinese: the same in every table that tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    titles: [&'static str; 2],
    definition: [&'static str; 2],
}

impl Figure {
    /// A figure by its titles and its definitions.
    pub(super) const fn new(titles: [&'static str; 2], definition: [&'static str; 2]) -> Self {
        Self { titles, definition }
    }
}

impl<F: Copy> Column<F> {
    /// A column of a figure.
    pub(super) const fn of(name: &'static str, kind: ColumnType, figure: Figure, cell: F) -> Self {
        let [english, chinese] = figure.titles;
        let column = Self::new(name, kind, english, chinese, cell);
        let [english, chinese] = figure.definition;
        Self::defined(column, english, chinese)
    }

    /// A column with its figure's definition, in English and in Chinese.
    pub(super) const fn defined(column: Self, english: &'static str, chinese: &'static str) -> Self {
        let head = ColumnHead {
            definition: Some([english, chinese]),
            ..column.head
        };
        Self { head, ..column }
    }

    /// A column whose cells hold words of ours, one or several with commas between, or absent.
    pub(super) const fn worded(column: Self) -> Self {
        let head = ColumnHead {
            is_worded: true,
            ..column.head
        };
        Self { head, ..column }
    }

    /// A column whose cells are one of these words, or absent.
    pub(super) const fn coded(column: Self, codes: &'static [Code]) -> Self {
        let head = ColumnHead {
            codes,
            is_worded: true,
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

impl Cell {
    /// A text; absent where it is empty.
    pub(super) fn told(text: &str) -> Self {
        if text.is_empty() { Self::Absent } else { text.into() }
    }
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

/// What a layer's features are drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// Multi-polygons.
    Areas,
    /// Lines.
    Lines,
    /// Points.
    Points,
    /// Each either an area or a point.
    AreasOrPoints,
    /// Nothing: a table.
    Nothing,
}

/// Of a layer of areas and points, what is added to its name for the points where a format takes one kind of geometry.
const POINTS_SUFFIX: &str = "_points";

impl Drawn {
    /// What it falls into where a format takes one kind of geometry, with what is added to the layer's name; the main kind first.
    pub(super) fn parts(self) -> &'static [(Self, &'static str)] {
        match self {
            Self::Areas => &[(Self::Areas, "")],
            Self::Lines => &[(Self::Lines, "")],
            Self::Points => &[(Self::Points, "")],
            Self::AreasOrPoints => &[(Self::Areas, ""), (Self::Points, POINTS_SUFFIX)],
            Self::Nothing => &[(Self::Nothing, "")],
        }
    }

    /// Whether a geometry, or none, is of this kind.
    pub(super) fn takes(self, geometry: Option<&Geometry<f64>>) -> bool {
        match geometry {
            None => self != Self::Points,
            Some(Geometry::MultiPolygon(_)) => matches!(self, Self::Areas | Self::AreasOrPoints),
            Some(Geometry::LineString(_)) => self == Self::Lines,
            Some(Geometry::Point(_)) => matches!(self, Self::Points | Self::AreasOrPoints),
            Some(_) => false,
        }
    }
}

/// A layer: its columns, and its features made one at a time as they are written.
pub(super) struct Layer<'a> {
    /// What it is a layer of; `None` for a table of figures.
    pub(super) kind: Option<LayerKind>,
    /// The circle that it is about, where it is about one.
    pub(super) circle: Option<Circle>,
    /// The limits that it is drawn for, ascending, where it is drawn for several.
    pub(super) limits: Vec<Limit>,
    /// Its name, and its file's.
    pub(super) name: String,
    /// Its columns, in order.
    pub(super) columns: Vec<ColumnHead>,
    /// How many features it has.
    pub(super) rows: usize,
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
        let rows = records.len();
        let feature = move |index: usize| {
            let record = records.get(index)?;
            let (id, geometry) = draw(record);
            let cells = columns.iter().map(|column| (column.cell)(record)).collect();
            Some(Feature { id, geometry, cells })
        };
        Self {
            kind: None,
            circle: None,
            limits: Vec::new(),
            name: name.into(),
            columns: columns.iter().map(|column| column.head).collect(),
            rows,
            feature: Box::new(feature),
        }
    }

    /// The same layer, known as a layer of something.
    pub(super) fn of(mut self, kind: LayerKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// The same layer, about one circle.
    pub(super) fn about(mut self, circle: &Circle) -> Self {
        self.circle = Some(circle.clone());
        self
    }

    /// The same layer, drawn for these limits, ascending.
    pub(super) fn within(mut self, limits: &[Limit]) -> Self {
        self.limits = limits.to_vec();
        self
    }

    /// What its features are drawn as.
    pub(super) fn drawn(&self) -> Drawn {
        self.kind.map_or(Drawn::Nothing, LayerKind::drawn)
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
