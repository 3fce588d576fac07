//! The colours of the page. Verdicts differ in lightness as much as in hue, so that they stay apart for every kind of colour
//! vision and in grey print: CIE L* 35, 64, 49, 76 in the order of legends.

use std::fmt::Write as _;

use serde::Serialize;

/// Colours by what they stand for.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Palette {
    /// Verdicts, in the order of [`crate::figures::VERDICTS`].
    pub(crate) verdicts: [&'static str; 4],
    /// A facility that counts.
    pub(crate) facility: &'static str,
    /// A facility that does not.
    pub(crate) idle: &'static str,
    /// A walk.
    pub(crate) walk: &'static str,
    /// A proposed site.
    pub(crate) site: &'static str,
    /// What is within the limit.
    pub(crate) area: &'static str,
    /// The outline of a unit.
    pub(crate) unit: &'static str,
    /// The ground of the map.
    pub(crate) ground: &'static str,
    /// Streets.
    pub(crate) street: &'static str,
    /// The rims of streets.
    pub(crate) street_rim: &'static str,
    /// Paths.
    pub(crate) path: &'static str,
}

impl Palette {
    /// The page's own.
    pub(crate) const PAGE: Self = Self {
        verdicts: ["#a3123a", "#e0832b", "#70757d", "#93c3dd"],
        facility: "#12385f",
        idle: "#8d949c",
        walk: "#111827",
        site: "#0b6e4f",
        area: "#2f7fb5",
        unit: "#5b4a8a",
        ground: "#f1f0ec",
        street: "#ffffff",
        street_rim: "#d3d1cb",
        path: "#cfccc4",
    };

    /// The colours that the style needs, as custom properties.
    pub(crate) fn style(self) -> String {
        let [gap, partly, undetermined, served] = self.verdicts;
        let named = [
            ("gap", gap),
            ("partly", partly),
            ("undetermined", undetermined),
            ("served", served),
            ("facility", self.facility),
            ("site", self.site),
            ("ground", self.ground),
        ];
        let mut style = ":root{".to_owned();
        for (name, colour) in named {
            let _ = write!(style, "--{name}:{colour};");
        }
        style.push_str("}\n");
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE L* of a colour written `#rrggbb` (IEC 61966-2-1 and CIE 15).
    fn lightness(colour: &str) -> f64 {
        let channel = |from: usize| {
            let value = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
        116.0 * luminance.cbrt() - 16.0
    }

    #[test]
    fn verdicts_stay_apart_in_grey_print() {
        let mut greys = Palette::PAGE.verdicts.map(lightness).to_vec();
        greys.sort_by(f64::total_cmp);
        for pair in greys.windows(2) {
            assert!(pair[1] - pair[0] > 10.0, "{greys:?}");
        }
        assert!((lightness("#ffffff") - 100.0).abs() < 0.01);
        assert!((lightness("#777777") - 50.03).abs() < 0.1);
    }
}
