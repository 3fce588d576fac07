//! A swatch as a QGIS symbol, written the way every QGIS 3 reads (`prop`, not `Option`).

use std::fmt::Display;

use super::super::columns::Drawn;
use super::super::xml::Element;
use super::{Colour, Part, Pattern, Rule, Shape, Swatch, prop};

/// Distance between hatching lines, mm on paper: still apart when printed on A3 and shown on a screen.
const HATCH_MM: f64 = 1.6;
/// The same of hatching over a face that has its own colour: wide enough to see it, and what stands on it.
const WIDE_HATCH_MM: f64 = 3.6;
/// How much of the ground the face of a layered area hides: what stands on it must be told from it.
const FACE_OPACITY: &str = "0.6";
/// Width of hatching lines, mm on paper.
const HATCH_WIDTH_MM: f64 = 0.3;
/// Distance between dots, mm on paper.
const DOTS_MM: f64 = 1.8;
/// Diameter of dots, mm on paper.
const DOT_MM: f64 = 0.5;
/// Dashes and gaps of dashed lines, mm on paper.
const DASHES_MM: &str = "1.6;0.9";
/// Dashes and gaps of dotted lines, mm on paper.
const DOTTED_MM: &str = "0.4;0.8";

impl Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{},{},{},255", self.0, self.1, self.2)
    }
}

/// A symbol of this name for features of this geometry.
pub(super) fn symbol(name: &str, drawn: Drawn, swatch: &Swatch) -> Element {
    match drawn {
        Drawn::Lines => line(name, swatch),
        Drawn::Points => marker(name, swatch),
        Drawn::Areas | Drawn::AreasOrPoints | Drawn::Nothing => fill(name, swatch),
    }
}

fn fill(name: &str, swatch: &Swatch) -> Element {
    let symbol = head(name, "fill").child(face(swatch));
    match swatch.pattern {
        Pattern::Plain => symbol,
        Pattern::Hatched => symbol.child(hatching(name, swatch.edge, HATCH_MM).attr("pass", "0")),
        Pattern::Dotted => symbol.child(dots(name, swatch.edge)),
    }
}

fn face(swatch: &Swatch) -> Element {
    layer("SimpleFill")
        .child(prop("color", swatch.face))
        .child(prop("style", "solid"))
        .child(prop("outline_color", swatch.edge))
        .child(prop("outline_style", "solid"))
        .child(prop("outline_width", swatch.width_mm))
        .child(prop("outline_width_unit", "MM"))
        .child(prop("joinstyle", "miter"))
}

/// A symbol of this name for a part of an area; parts are drawn one over the other.
pub(super) fn part(name: &str, rule: &Rule) -> Element {
    let swatch = &rule.swatch;
    match rule.part {
        Part::Face => symbol_of(name, "fill", FACE_OPACITY).child(face(swatch)),
        Part::Hatching => {
            let lines = hatching(name, swatch.edge, WIDE_HATCH_MM);
            head(name, "fill").child(lines.attr("pass", "1"))
        }
        Part::Rim => {
            let offset = swatch.width_mm / 2.0;
            let rim = stroke(swatch)
                .attr("pass", "2")
                .child(prop("offset", offset))
                .child(prop("offset_unit", "MM"));
            head(name, "fill").child(rim)
        }
    }
}

fn hatching(name: &str, colour: Colour, distance_mm: f64) -> Element {
    let stroke = Swatch {
        edge: colour,
        width_mm: HATCH_WIDTH_MM,
        ..PLAIN_LINE
    };
    passless("LinePatternFill")
        .child(prop("angle", "45"))
        .child(prop("distance", distance_mm))
        .child(prop("distance_unit", "MM"))
        .child(prop("line_width", HATCH_WIDTH_MM))
        .child(prop("line_width_unit", "MM"))
        .child(prop("color", colour))
        .child(line(&format!("@{name}@1"), &stroke))
}

fn dots(name: &str, colour: Colour) -> Element {
    let dot = Swatch {
        face: colour,
        edge: colour,
        width_mm: 0.0,
        shape: Shape::Circle,
        size_mm: DOT_MM,
        ..PLAIN_LINE
    };
    layer("PointPatternFill")
        .child(prop("distance_x", DOTS_MM))
        .child(prop("distance_x_unit", "MM"))
        .child(prop("distance_y", DOTS_MM))
        .child(prop("distance_y_unit", "MM"))
        .child(prop("displacement_x", DOTS_MM / 2.0))
        .child(prop("displacement_x_unit", "MM"))
        .child(marker(&format!("@{name}@1"), &dot))
}

/// What hatching and dots are made from.
const PLAIN_LINE: Swatch = Swatch {
    face: Colour(0, 0, 0),
    edge: Colour(0, 0, 0),
    width_mm: HATCH_WIDTH_MM,
    pattern: Pattern::Plain,
    shape: Shape::Circle,
    size_mm: 1.0,
};

fn line(name: &str, swatch: &Swatch) -> Element {
    head(name, "line").child(stroke(swatch).attr("pass", "0"))
}

fn stroke(swatch: &Swatch) -> Element {
    let dashes = match swatch.pattern {
        Pattern::Plain => None,
        Pattern::Hatched => Some(DASHES_MM),
        Pattern::Dotted => Some(DOTTED_MM),
    };
    passless("SimpleLine")
        .child(prop("line_color", swatch.edge))
        .child(prop("line_style", "solid"))
        .child(prop("line_width", swatch.width_mm))
        .child(prop("line_width_unit", "MM"))
        .child(prop("capstyle", if dashes.is_some() { "flat" } else { "round" }))
        .child(prop("joinstyle", "round"))
        .child(prop("use_custom_dash", u8::from(dashes.is_some())))
        .child(prop("customdash", dashes.unwrap_or(DASHES_MM)))
        .child(prop("customdash_unit", "MM"))
}

fn marker(name: &str, swatch: &Swatch) -> Element {
    let shape = match swatch.shape {
        Shape::Circle => "circle",
        Shape::Square => "square",
        Shape::Diamond => "diamond",
        Shape::Triangle => "triangle",
        Shape::Cross => "cross_fill",
        Shape::Star => "star",
    };
    let point = layer("SimpleMarker")
        .child(prop("name", shape))
        .child(prop("color", swatch.face))
        .child(prop("outline_color", swatch.edge))
        .child(prop(
            "outline_style",
            if swatch.width_mm > 0.0 { "solid" } else { "no" },
        ))
        .child(prop("outline_width", swatch.width_mm))
        .child(prop("outline_width_unit", "MM"))
        .child(prop("size", swatch.size_mm))
        .child(prop("size_unit", "MM"))
        .child(prop("joinstyle", "miter"));
    head(name, "marker").child(point)
}

fn head(name: &str, kind: &str) -> Element {
    symbol_of(name, kind, "1")
}

fn symbol_of(name: &str, kind: &str, opacity: &str) -> Element {
    Element::new("symbol").attr("name", name).attrs([
        ("type", kind),
        ("alpha", opacity),
        ("clip_to_extent", "1"),
        ("force_rhr", "0"),
    ])
}

fn layer(class: &str) -> Element {
    passless(class).attr("pass", "0")
}

/// A symbol layer that is yet to be told when it is drawn.
fn passless(class: &str) -> Element {
    Element::new("layer").attrs([("class", class), ("enabled", "1"), ("locked", "0")])
}
