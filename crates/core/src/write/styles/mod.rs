//! How layers look: one palette, one look a layer, from which every styled format takes symbols, labels and legends.
//!
//! - `palette`: colours, patterns and shapes of every class. `looks`, `plan_looks`: the look of each layer.
//! - `symbol`: a swatch as a QGIS symbol for areas, lines or points.
//! - `renderer`: which feature gets which symbol, and the legend's words.
//! - `coded`: what the words of a column are called. `qml`: a whole QGIS style: renderer, labels, aliases, words of coded columns, map tips.

mod coded;
mod looks;
pub mod palette;
mod plan_looks;
mod qml;
mod renderer;
mod symbol;

use super::columns::Drawn;
use super::words::Terms;
use super::xml::Element;
use crate::language::{Code, Words};

pub(super) use looks::look;
pub(super) use qml::{QGIS_VERSION, Styled, document, elements, geometry_attributes, with_flags};
use symbol::symbol;

/// Scale, as the number below the fraction: 10,000 is 1:10,000.
pub(super) type Scale = u32;

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// As the web writes it: `#c8501e`.
    pub fn web(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What is drawn for a class of features, whatever their geometry: its face for areas and points, its edge for all.
#[derive(Clone, Copy, Debug)]
pub struct Swatch {
    /// Inside areas and points.
    pub face: Colour,
    /// Round areas and points; of lines.
    pub edge: Colour,
    /// Width of the edge, mm on paper.
    pub width_mm: f64,
    /// What is drawn on the face of areas, and of lines: told apart in grey.
    pub pattern: Pattern,
    /// Shape of points.
    pub shape: Shape,
    /// Size of points, mm on paper.
    pub size_mm: f64,
}

/// What is drawn on a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Nothing; lines are whole.
    Plain,
    /// Slanted lines; lines are dashed.
    Hatched,
    /// Dots; lines are dotted.
    Dotted,
}

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle on its side.
    Triangle,
    /// A thick cross, as of a first-aid post.
    Cross,
    /// A star of five points.
    Star,
}

/// Features of one word, drawn alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    /// The word and what it is called; `None` for all other words.
    pub(super) code: Option<&'static Code>,
    /// What all other words are called.
    pub(super) others: Words,
    /// How they are drawn.
    pub(super) swatch: Swatch,
}

impl Class {
    const fn of(code: &'static Code, swatch: Swatch) -> Self {
        Self {
            code: Some(code),
            others: Words::new("", ""),
            swatch,
        }
    }

    const fn others(called: Words, swatch: Swatch) -> Self {
        Self {
            code: None,
            others: called,
            swatch,
        }
    }

    /// The word in the data; empty for all others.
    fn word(&self) -> &'static str {
        self.code.map_or("", |code| code.word)
    }

    /// Whether the layer has such features: words with braces left open are about others.
    fn is_there(&self, terms: &Terms) -> bool {
        !self.legend(terms).contains('{')
    }

    /// What the legend says.
    fn legend(&self, terms: &Terms) -> String {
        self.code
            .map_or_else(|| terms.told(self.others), |code| terms.legend(code))
    }
}

/// How the features of a layer are told apart.
#[derive(Clone, Copy, Debug)]
pub(super) enum Paint {
    /// Not at all.
    Alike(Swatch),
    /// By the word that an expression gives, the class drawn on top first.
    ByWord {
        /// A column's name, or an expression of QGIS.
        expression: &'static str,
        /// The classes.
        classes: &'static [Class],
    },
    /// Areas, by rules of which several may hold for one: its face, what lies over it, its rim. Larger ones lie beneath.
    Layered(&'static [Rule]),
    /// Nothing is drawn: a table.
    Nothing,
}

/// What is drawn for areas that an expression holds for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// An expression of QGIS.
    pub(super) filter: &'static str,
    /// What the legend says.
    pub(super) code: &'static Code,
    /// How it is drawn.
    pub(super) swatch: Swatch,
    /// What of the area is drawn.
    pub(super) part: Part,
}

/// A part of an area, in the order of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The whole of it.
    Face,
    /// Hatching over the face.
    Hatching,
    /// A line inside its outline, so that those of neighbours stand side by side.
    Rim,
}

/// What is written beside features.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// An expression of QGIS.
    pub(super) expression: Words,
    /// Size, points on paper.
    pub(super) size_pt: f64,
    /// Shown at this scale and larger ones.
    pub(super) from: Scale,
    /// Its colour.
    pub(super) colour: Colour,
}

/// The look of a layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// What people call the layer.
    pub(super) title: Words,
    /// What it shows.
    pub(super) about: Words,
    /// How its features are drawn.
    pub(super) paint: Paint,
    /// What is written beside them.
    pub(super) label: Option<Label>,
    /// Drawn at this scale and larger ones; always where `None`.
    pub(super) from: Option<Scale>,
    /// Whether a project shows it from the start.
    pub(super) shown: bool,
    /// What is shown when a pointer rests on a feature: HTML with expressions of QGIS.
    pub(super) tip: Words,
}

impl Look {
    /// Whether a sheet shows all of such a layer: units may reach far beyond what is judged.
    pub(super) fn frames_the_sheet(&self) -> bool {
        !matches!(self.paint, Paint::Layered(_))
    }
}

/// A QGIS renderer's word for a kind of geometry.
pub(super) fn geometry_word(drawn: Drawn) -> &'static str {
    match drawn {
        Drawn::Areas | Drawn::AreasOrPoints => "Polygon",
        Drawn::Lines => "Line",
        Drawn::Points => "Point",
        Drawn::Nothing => "No geometry",
    }
}

/// A property of a symbol layer.
fn prop(key: &str, value: impl std::fmt::Display) -> Element {
    Element::new("prop").attr("k", key).attr("v", value)
}
