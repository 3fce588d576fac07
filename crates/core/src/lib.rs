//! Which residential compounds (小区) lie outside a 15-minute walk of elder care, and why.
//!
//! A [`Plan`] names an OpenStreetMap extract, lists where there are any, and the settings; [`run`] takes it through the stages
//! and gives an [`Outcome`]; [`write`](mod@write) puts that into files. Nothing here prints, reads a clock or keeps global state.
//!
//! # The data's way
//!
//! ```text
//! read  ->  network  ->  place  ->  reach  ->  gaps, circles, quality  ->  units  ->  write
//! ```
//!
//! | stage | takes | gives | knows nothing of |
//! | --- | --- | --- | --- |
//! | [`read`] | files | [`Extract`](read::Extract) and [tables](read::table) | routing |
//! | [`network`] | the extract, walking rules | [`Network`]: public ways, and ways of residents only | facilities |
//! | [`place`](mod@place) | compounds, facilities, the network | [`Placed`](place::Placed): dwellings, ways in, doors, [`Link`](network::Link)s | limits |
//! | [`reach`](mod@reach) | network and links | each dwelling's time to its nearest facility, and the walk | verdicts |
//! | [`gaps`] | times, the circle's limit | one [`CompoundVerdict`] a compound, with its reason | files |
//! | [`circles`] | times, walls and water | [`Circle`](circles::Circle)s: streets cut at the limit, and their ground | files |
//! | [`quality`] | what is mapped of each compound | one [`CompoundQuality`](quality::CompoundQuality), with a grade | verdicts |
//! | [`units`] | verdicts, streets and communities | [`Coverage`](units::Coverage): the city's figure and the walked one side by side | geometry, but which unit a place is in |
//! | [`write`](mod@write) | all of the above | layers, summary, rejected rows | decisions |
//!
//! A stage uses the stages before it, never one after it. [`plan`] joins them. Beside them stand [`options`] (every setting, its
//! default and source), [`units_of_measure`], [`ids`], [`lonlat`], [`mod@date`], [`datum`] (coordinates as maps and surveys have them),
//! [`tally`] (odd input, counted), [`watch`] (progress and cancelling), [`facility_tags`] (what counts as elder care in an extract)
//! and [`categories`] (what the words of lists mean).
//!
//! # Examples
//!
//! The fixture city holds two walled compounds with a gate between them. Residents of 西邻苑 may not cut through 东邻苑:
//!
//! ```
//! use service_circle_core::options::Zones;
//! use service_circle_core::{Plan, Unwatched, Verdict, run};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut plan = Plan {
//!     osm: concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/city/city.osm.pbf").into(),
//!     ..Plan::default()
//! };
//! let walk = |plan: &Plan| {
//!     let outcome = run(plan, &Unwatched)?;
//!     let mut compounds = outcome.placed.compounds.iter().zip(&outcome.circles[0].verdicts);
//!     let found = compounds.find(|(compound, _)| compound.name.as_deref() == Some("西邻苑"));
//!     let (_, told) = found.ok_or("not in the extract")?;
//!     Ok::<_, Box<dyn std::error::Error>>((told.verdict, told.metres.map(f64::round)))
//! };
//! assert_eq!(walk(&plan)?, (Verdict::Gap, Some(1200.0)));
//!
//! plan.options.walk.zones = Zones::Open; // everybody walks everywhere, as other tools have it
//! assert_eq!(walk(&plan)?, (Verdict::Served, Some(300.0)));
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

mod by_key;
pub mod categories;
pub mod circles;
pub mod date;
pub mod datum;
mod extent;
pub mod facility_tags;
pub mod gaps;
pub mod ids;
pub mod language;
pub mod lonlat;
pub mod network;
pub mod options;
pub mod place;
pub mod plan;
pub mod quality;
pub mod reach;
pub mod read;
pub mod sentences;
pub mod site;
pub mod tally;
pub mod units;
pub mod units_of_measure;
pub mod watch;
pub mod write;

pub use gaps::{CompoundVerdict, Reason, Verdict};
pub use network::Network;
pub use options::Options;
pub use plan::{Outcome, Plan, RunError, run};
pub use watch::{Unwatched, Watch};
