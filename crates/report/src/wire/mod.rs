//! What the scripts of the page read: compact JSON, columns rather than rows, lines as [`crate::lines`] writes them.

mod circles;
mod compounds;
mod extras;
mod streets;

use serde::Serialize;
use service_circle_core::lonlat::LonLat;
use service_circle_core::place::{Compound, Placed};

use crate::figures::{REASONS, VERDICTS};
use crate::lines::{Ground, STEPS_PER_DEGREE};
use crate::palette::Palette;
use crate::parts::{CircleView, ReportData};
use crate::words::Catalogue;

/// How much a line of the page may be off, metres: less than its width on the screen where a whole compound is seen.
const TOLERANCE_M: f64 = 2.0;

/// All that the scripts need.
#[derive(Debug, Serialize)]
pub(crate) struct PageData<'a> {
    language: &'static str,
    words: Catalogue,
    palette: Palette,
    /// Words of verdicts and reasons, in the order of their digits.
    verdicts: [service_circle_core::Verdict; VERDICTS.len()],
    reasons: [service_circle_core::Reason; REASONS.len()],
    /// Steps in a degree, and where lines start.
    scale: u32,
    origin: (i32, i32),
    speed: f64,
    streets: streets::Streets,
    compounds: compounds::Compounds<'a>,
    facilities: compounds::Facilities<'a>,
    circles: Vec<circles::Circle>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<extras::Unit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sites: Option<extras::Sites<'a>>,
}

impl<'a> PageData<'a> {
    /// The data of a page.
    pub(crate) fn of(data: &'a ReportData<'_>) -> Self {
        let placed = &data.outcome.placed;
        let ground = Ground::new(middle(data), TOLERANCE_M);
        let circles = data.circles();
        Self {
            language: data.language.code(),
            words: Catalogue {
                of_units: data.coverage.is_some(),
            },
            palette: Palette::page(),
            verdicts: VERDICTS,
            reasons: REASONS,
            scale: STEPS_PER_DEGREE,
            origin: ground.origin(),
            speed: data.plan.options.walk.speed().metres_per_second(),
            streets: streets::Streets::of(&data.outcome.network, ground),
            compounds: compounds::Compounds::of(judged(placed, &circles), &data.outcome.quality, ground),
            facilities: compounds::Facilities::of(&placed.facilities, ground),
            circles: circles
                .iter()
                .zip(extras::areas(&data.areas, circles.len(), ground))
                .map(|(circle, areas)| circles::Circle::of(circle, areas, data, ground))
                .collect(),
            units: data.units.iter().map(|unit| extras::Unit::of(unit, ground)).collect(),
            sites: data.sites.as_ref().map(|sites| extras::Sites::of(sites, ground)),
        }
    }

    /// Metres by which streets may be off as drawn.
    pub(crate) fn street_tolerance_m(&self) -> f64 {
        self.streets.tolerance_m
    }
}

/// The compounds that every circle judges: all, or none where nothing was walked.
fn judged<'a>(placed: &'a Placed, circles: &[CircleView<'_>]) -> &'a [Compound] {
    let count = circles.iter().map(|circle| circle.verdicts.len()).min().unwrap_or(0);
    placed.compounds.get(..count).unwrap_or(&placed.compounds)
}

/// The middle of what is judged; of the network where nothing is.
fn middle(data: &ReportData<'_>) -> LonLat {
    let network = &data.outcome.network;
    let placed = &data.outcome.placed;
    // What has no coordinates is on no map.
    let told = |place: &LonLat| place.is_told();
    let judged: Vec<LonLat> = placed.compounds.iter().map(|one| one.place).filter(told).collect();
    let facilities = placed.facilities.iter().map(|one| one.place).filter(told);
    let places = if judged.is_empty() {
        facilities.collect()
    } else {
        judged
    };
    let places = if places.is_empty() {
        let edges = network.edges().map(|(_, edge)| network.place(edge.tail));
        edges.collect()
    } else {
        places
    };
    let half_way = |of: fn(&LonLat) -> i32| {
        let (least, most) = (places.iter().map(of).min(), places.iter().map(of).max());
        i32::midpoint(least.unwrap_or_default(), most.unwrap_or_default())
    };
    LonLat {
        lon: half_way(|place| place.lon),
        lat: half_way(|place| place.lat),
    }
}

/// Whether a column is empty from end to end: it is left out.
fn nothing_told<T>(column: &[Option<T>]) -> bool {
    column.iter().all(Option::is_none)
}

/// One character each: a digit, or `-` for none.
fn digits(numbers: impl Iterator<Item = Option<usize>>) -> String {
    let digit = |number: Option<usize>| {
        number
            .and_then(|number| char::from_digit(number as u32, 36))
            .unwrap_or('-')
    };
    numbers.map(digit).collect()
}

/// A number with some decimals; whole ones are written without.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rounded(f64);

impl Rounded {
    fn to(decimals: i32) -> impl Fn(f64) -> Self {
        let scale = 10_f64.powi(decimals);
        move |number| Self((number * scale).round() / scale + 0.0)
    }
}

impl Serialize for Rounded {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.0 as i64;
        if (whole as f64 - self.0).abs() < f64::EPSILON {
            serializer.serialize_i64(whole)
        } else if self.0.is_finite() {
            serializer.serialize_f64(self.0)
        } else {
            serializer.serialize_none()
        }
    }
}
