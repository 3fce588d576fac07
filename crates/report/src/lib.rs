//! The gap map of a run as one HTML file: a map, figures, charts and tables that need no network and no server.
//!
//! [`page()`] takes a plan and its outcome; [`html()`] takes [`ReportData`], which later stages may add areas, units and sites to.
//! Nothing here reads a file, prints or looks at a clock: the same run gives the same bytes.
//!
//! - `parts`: what the page shows; the only place that knows how an outcome keeps its circles.
//! - `stages`: units and sites, as the core's later stages tell them.
//! - `figures`, `doubts`: counts, the cumulative curve, what the data cannot tell.
//! - `words`: the catalogue of phrases in English and Chinese.
//! - `wire`, `lines`: the data that the scripts read, made small.
//! - `html`: sections, tables and charts as text, the content policy, the scripts and the style put together from `assets`.
//!
//! The page holds Leaflet (`assets/leaflet`, BSD-2-Clause) and asks for nothing: its policy lets in its own style and script, by
//! their hashes, and pictures that stand in it.

mod doubts;
mod figures;
mod html;
mod lines;
mod palette;
mod parts;
mod stages;
mod wire;
mod words;

use service_circle_core::plan::{Outcome, Plan};

pub use parts::{Area, ReportData, Site, Sites, Unit};

/// The page of a run, opening in the plan's language.
///
/// # Examples
/// ```
/// use service_circle_core::{Plan, Unwatched, language::Language, run};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut plan = Plan {
///     osm: concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/city/city.osm.pbf").into(),
///     ..Plan::default()
/// };
/// plan.output.language = Some(Language::English);
/// let page = service_circle_report::page(&plan, &run(&plan, &Unwatched)?);
/// assert!(page.contains("<b>17</b> of 54 compounds lie outside a 15-minute walk of elder care."));
/// # Ok(())
/// # }
/// ```
pub fn page(plan: &Plan, outcome: &Outcome) -> String {
    html(&ReportData::new(plan, outcome))
}

/// The page of a run and of what later stages add to it.
///
/// # Complexity
/// Linear in compounds, facilities and their outlines; `O(e log e)` in the edges of the network, which are drawn as a background.
pub fn html(data: &ReportData<'_>) -> String {
    html::page(data)
}
