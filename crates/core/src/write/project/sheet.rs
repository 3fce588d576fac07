//! The metres that a map is drawn in: those of the local survey, so that a scale is a scale.

use geo::{Coord, Rect};

use super::super::xml::Element;
use crate::datum::Grid;

/// Free space round what is shown, as a share of its longer side.
const MARGIN: f64 = 0.06;
/// The least that is shown, metres a side: a single compound stands in its neighbourhood.
const LEAST_M: f64 = 1_500.0;

/// A map's metres and what it shows of them.
pub(super) struct Sheet {
    grid: Grid,
    extent: Rect<f64>,
}

impl Sheet {
    /// The sheet that shows this span of degrees with some space round it.
    pub(super) fn around(span: Rect<f64>) -> Self {
        let (middle, grid) = (span.center(), Grid::suited_to(span.center()));
        let (low, high) = (span.min(), span.max());
        let rim = [
            low,
            high,
            Coord { x: low.x, y: high.y },
            Coord { x: high.x, y: low.y },
            Coord { x: middle.x, y: low.y },
            Coord { x: middle.x, y: high.y },
        ];
        let places: Vec<Coord<f64>> = rim.into_iter().filter_map(|place| grid.project(place)).collect();
        let least = |pick: fn(&Coord<f64>) -> f64| places.iter().map(pick).reduce(f64::min).unwrap_or(0.0);
        let most = |pick: fn(&Coord<f64>) -> f64| places.iter().map(pick).reduce(f64::max).unwrap_or(0.0);
        let (west, east) = (least(|place| place.x), most(|place| place.x));
        let (south, north) = (least(|place| place.y), most(|place| place.y));
        let margin = MARGIN * (east - west).max(north - south);
        let half = |length: f64| (length / 2.0 + margin).max(LEAST_M / 2.0);
        let centre = Coord {
            x: f64::midpoint(west, east),
            y: f64::midpoint(south, north),
        };
        let (wide, high) = (half(east - west), half(north - south));
        // Whole metres read better and are the same on every machine.
        let corner = |sign: f64| Coord {
            x: (centre.x + sign * wide).round(),
            y: (centre.y + sign * high).round(),
        };
        Self {
            grid,
            extent: Rect::new(corner(-1.0), corner(1.0)),
        }
    }

    /// What is shown, metres.
    pub(super) fn extent(&self) -> Rect<f64> {
        self.extent
    }

    /// What is shown on paper of these sides: the extent made longer on one side.
    pub(super) fn extent_on(&self, width: f64, height: f64) -> Rect<f64> {
        let (wide, high) = (self.extent.width(), self.extent.height());
        let scale = (wide / width).max(high / height);
        let (half_width, half_height) = (scale * width / 2.0, scale * height / 2.0);
        let centre = self.extent.center();
        Rect::new(
            (centre.x - half_width, centre.y - half_height),
            (centre.x + half_width, centre.y + half_height),
        )
    }

    /// Its reference system as projects name it.
    pub(super) fn reference_system(&self) -> Element {
        let code = self.grid.epsg();
        // Numbers of QGIS's own list. It looks the code up where the number is one of its own, whichever.
        let number = match code {
            4534..=4554 => 27_778 + (code - 4534),
            32701..=32760 => 3_151 + (code - 32_701),
            _ => 3_085 + code.saturating_sub(32_601),
        };
        reference_system(number, code)
    }
}

/// Degrees of WGS84, as projects name them.
pub(in crate::write) fn wgs84() -> Element {
    reference_system(3452, 4326)
}

fn reference_system(number: u32, code: u32) -> Element {
    let told = Element::new("spatialrefsys")
        .child(Element::of_text("srsid", number))
        .child(Element::of_text("srid", code))
        .child(Element::of_text("authid", format_args!("EPSG:{code}")));
    told.child(Element::of_text("geographicflag", code == 4326))
}
