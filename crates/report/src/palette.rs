//! The colours of the page: those of every output ([`service_circle_core::write::palette`]), and those of the ground, which the page
//! alone draws as a map of streets.

use std::fmt::Write as _;

use serde::Serialize;
use service_circle_core::write::{Pattern, Shape, Swatch, palette};

/// How a class of features is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Ink {
    face: String,
    edge: String,
    pattern: &'static str,
    shape: &'static str,
}

impl Ink {
    fn of(swatch: Swatch) -> Self {
        Self {
            face: swatch.face.web(),
            edge: swatch.edge.web(),
            pattern: match swatch.pattern {
                Pattern::Plain => "plain",
                Pattern::Hatched => "hatched",
                Pattern::Dotted => "dotted",
            },
            shape: match swatch.shape {
                Shape::Circle => "circle",
                Shape::Square => "square",
                Shape::Diamond => "diamond",
                Shape::Triangle => "triangle",
                Shape::Cross => "cross",
                Shape::Star => "star",
            },
        }
    }
}

/// Colours by what they stand for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Palette {
    /// Verdicts, in the order of [`crate::figures::VERDICTS`].
    verdicts: [Ink; 4],
    /// A facility that counts.
    facility: Ink,
    /// A facility that does not.
    idle: Ink,
    /// A walk: its edge.
    walk: Ink,
    /// A proposed site.
    site: Ink,
    /// What is within the limit and within parts of it, the widest first.
    rings: [Ink; 5],
    /// A unit that the city counts as covered, and one that it does not: their edges.
    covered: Ink,
    not_covered: Ink,
    /// The ground of the map.
    ground: &'static str,
    /// Streets.
    street: &'static str,
    /// The rims of streets.
    street_rim: &'static str,
    /// Paths.
    path: &'static str,
    /// Names of streets.
    street_name: &'static str,
}

impl Palette {
    /// The page's.
    pub(crate) fn page() -> Self {
        let verdicts = [palette::GAP, palette::PARTLY, palette::UNDETERMINED, palette::SERVED];
        Self {
            verdicts: verdicts.map(Ink::of),
            facility: Ink::of(palette::OPEN_FACILITY),
            idle: Ink::of(palette::OTHER_FACILITY),
            walk: Ink::of(palette::WALK),
            site: Ink::of(palette::SITE),
            rings: palette::RINGS.map(Ink::of),
            covered: Ink::of(palette::COVERED),
            not_covered: Ink::of(palette::NOT_COVERED),
            ground: "#f1f0ec",
            street: "#ffffff",
            street_rim: "#d3d1cb",
            path: "#cfccc4",
            street_name: "#6b6a66",
        }
    }

    /// The colours that the style needs, as custom properties: `--gap`, `--gap-edge`.
    pub(crate) fn style(&self) -> String {
        let [gap, partly, undetermined, served] = &self.verdicts;
        let named = [
            ("gap", gap),
            ("partly", partly),
            ("undetermined", undetermined),
            ("served", served),
            ("facility", &self.facility),
            ("idle", &self.idle),
            ("site", &self.site),
            ("covered", &self.covered),
            ("not-covered", &self.not_covered),
        ];
        let mut style = ":root{".to_owned();
        for (name, ink) in named {
            let _ = write!(style, "--{name}:{};--{name}-edge:{};", ink.face, ink.edge);
        }
        for (number, ring) in self.rings.iter().enumerate() {
            let _ = write!(style, "--ring{number}:{};--ring{number}-edge:{};", ring.face, ring.edge);
        }
        style.push_str("}\n");
        style
    }
}

#[cfg(test)]
mod tests {
    use service_circle_core::gaps::Verdict;

    use super::*;
    use crate::figures::VERDICTS;

    #[test]
    fn verdicts_have_the_colours_of_the_layers() {
        let page = Palette::page();
        let of = |verdict| match verdict {
            Verdict::Gap => palette::GAP,
            Verdict::Partly => palette::PARTLY,
            Verdict::Undetermined => palette::UNDETERMINED,
            Verdict::Served => palette::SERVED,
        };
        assert_eq!(page.verdicts, VERDICTS.map(|verdict| Ink::of(of(verdict))));
        // As QGIS is told: the style of the compounds layer has `200,80,30` for gaps.
        assert_eq!(page.verdicts[0].face, "#c8501e");
        assert!(
            page.style()
                .contains("--undetermined:#ffffff;--undetermined-edge:#444444;")
        );
    }
}
