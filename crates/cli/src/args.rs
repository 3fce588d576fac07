//! What can be said on the command line.

// Doc comments here are help texts: backticks would be printed.
#![allow(clippy::doc_markdown)]

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use service_circle_core::language::Language;

/// More threads than any machine it is meant for has cores.
const MOST_THREADS: usize = 1024;

/// Which residential compounds lie outside a 15-minute walk of elder care, and why.
#[derive(Debug, Parser)]
#[command(name = "service-circle", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

const AFTER_HELP: &str = "\
Examples:
  service-circle gaps --osm city.osm.pbf -o gaps.geojson
  service-circle init plan.toml
  service-circle gaps plan.toml -o out
  service-circle explain way/123 plan.toml

Exit status: 0 done, 1 failed, 2 wrong usage or input.";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Map which compounds lie outside the limit, and why
    #[command(after_help = GAPS_HELP)]
    Gaps {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        output: Output,
        /// Write the network layer too (with -o DIR)
        #[arg(long)]
        with_network: bool,
        /// Leave out the service circles, areas of the ground within the limits of each facility: a shorter run
        #[arg(long)]
        no_circles: bool,
    },
    /// The city's figure beside the walked one, by street, community, township ...
    #[command(after_help = COVERAGE_HELP)]
    Coverage {
        #[command(flatten)]
        common: Common,
        /// File for one part, the page of text (.md), the workbook (.xlsx) or the report page (.html), or folder for everything [default: the plan's output.dir]
        #[arg(short, long, value_name = "PATH")]
        output: Option<PathBuf>,
        /// Walking times made elsewhere, in place of the network: demand, site, minutes
        #[arg(long, value_name = "FILE")]
        times: Option<PathBuf>,
    },
    /// Build and write the walking network alone
    #[command(after_help = NETWORK_HELP)]
    Network {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        output: Output,
    },
    /// Draw what lies within 5, 10 and 15 minutes of each facility, as areas and streets
    #[command(after_help = CIRCLES_HELP)]
    Circles {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        asked: CirclesAsked,
    },
    /// Read all inputs and tell what was understood; compute and write nothing
    Check {
        #[command(flatten)]
        common: Common,
    },
    /// Tell one compound's walk in words, and why its verdict
    #[command(after_help = EXPLAIN_HELP)]
    Explain {
        /// The compound's id, such as way/123, or its name where only one has it
        #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
        id: String,
        #[command(flatten)]
        common: Common,
    },
    /// Find where to build next, with a proof of how good the plan is
    #[command(after_help = SITE_HELP)]
    Site {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        asked: SiteArgs,
    },
    /// Run a plan under several settings and tell which compounds change their verdict
    #[command(after_help = COMPARE_HELP)]
    Compare {
        #[command(flatten)]
        common: Common,
        /// File (.csv) or folder for compare.csv: a row a compound, its verdict and minutes under each [default: none]
        #[arg(short, long, value_name = "PATH")]
        output: Option<PathBuf>,
        /// A setting to compare in place of the usual ones, such as circle.limit=10min; may be repeated
        #[arg(long, value_name = "SECTION.KEY=VALUE", allow_hyphen_values = true)]
        vary: Vec<String>,
    },
    /// Write a commented plan file with every setting and its default
    Init {
        /// Where to; an existing file is left alone; - is stdout [default: stdout]
        path: Option<PathBuf>,
        /// Language of its comments: zh or en [default: the system's]
        #[arg(long, value_enum, value_name = "WORD", hide_possible_values = true)]
        language: Option<LanguageWord>,
    },
}

const GAPS_HELP: &str = "\
Examples:
  service-circle gaps --osm city.osm.pbf -o gaps.geojson
      compounds and elder-care facilities as OpenStreetMap has them
  service-circle gaps --osm city.osm.pbf --compounds ours.csv --facilities care.csv -o out
      your own lists; every layer into the folder out
  service-circle gaps plan.toml --limit 900m --set walk.step_free=true
      a plan, two settings changed";

const COVERAGE_HELP: &str = "\
Without --units: the streets and communities that your lists name. Without --osm and --times
nothing is walked, and the figures of the lists alone are told.

Examples:
  service-circle coverage plan.toml -o out
  service-circle coverage --osm city.osm.pbf --compounds ours.csv --facilities care.csv --units streets.geojson -o out
  service-circle coverage --compounds ours.csv --facilities care.csv --times times.csv -o out
  service-circle coverage plan.toml -o report.md
      the page of text alone; -o coverage.xlsx is the workbook, -o report.html the page with a map";

const NETWORK_HELP: &str = "\
Example:
  service-circle network --osm city.osm.pbf -o network.geojson";

const CIRCLES_HELP: &str = "\
The area of a circle is the ground within 25 m of streets from which the walk takes at most the limit,
as far as no wall, water, railway or motorway stands between and no street beyond the limit is nearer.

Examples:
  service-circle circles --osm city.osm.pbf -o circles.geojson
  service-circle circles plan.toml --facility node/17 --limits 300m,900m -o out
      one facility; circles and their streets into the folder out
  service-circle circles plan.toml --together --limits 15min -o covered.geojson
      what all facilities cover";

const SITE_HELP: &str = "\
Without --candidates and without the plan's: every way into every compound.

Examples:
  service-circle site plan.toml --count 3 -o out
      the three sites that bring most elders within the limit
  service-circle site plan.toml --objective min-sites --set site.target=0.8 -o out
      the fewest sites that bring 80 % within it
  service-circle site plan.toml --set site.stages=[13,10] --set site.at_least_per_street=1 -o out
      thirteen sites, then ten more, at least one facility in every street
  service-circle site --instance pmed1.txt --instance-format orlib-pmed --problem p-median -o out
      a published instance, without a map";

const EXPLAIN_HELP: &str = "\
Examples:
  service-circle explain way/123 plan.toml
  service-circle explain 凤凰小区 --osm city.osm.pbf";

const COMPARE_HELP: &str = "\
Without --vary: walk.zones infer, tagged and open, walk.speed_m_s 0.8, 1.0 and 1.2, walk.trunk
sidewalk and open, walk.step_free true and false, each set beside the plan as it is.

Examples:
  service-circle compare plan.toml
  service-circle compare plan.toml -o compare.csv --vary circle.limit=10min --vary walk.speed_m_s=0.7";

/// Flags of every verb that reads inputs.
#[derive(Debug, Default, Args)]
pub(crate) struct Common {
    /// Plan file; flags override it
    #[arg(value_name = "PLAN.toml")]
    pub(crate) plan: Option<PathBuf>,
    /// OpenStreetMap extract, .osm.pbf
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) osm: Option<PathBuf>,
    /// Compounds [default: the extract's named residential areas]
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) compounds: Option<PathBuf>,
    /// Facilities [default: the extract's tagged elder-care places]
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) facilities: Option<PathBuf>,
    /// Dwellings: compound, lon, lat, weight
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) dwellings: Option<PathBuf>,
    /// Gates: compound, lon, lat, open_to
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) gates: Option<PathBuf>,
    /// Units: streets, communities, townships, villages
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) units: Option<PathBuf>,
    /// Which tags make a facility: tags, category [default: built in]
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub(crate) facility_tags: Option<PathBuf>,
    /// How far is too far, such as 15min or 900m
    #[arg(long, allow_hyphen_values = true, help_heading = "Settings")]
    pub(crate) limit: Option<String>,
    /// Any plan setting, such as walk.speed_m_s=0.8; may be repeated
    #[arg(
        long,
        value_name = "SECTION.KEY=VALUE",
        allow_hyphen_values = true,
        help_heading = "Settings"
    )]
    pub(crate) set: Vec<String>,
    /// Language of what is told, on the terminal and in layers: zh, en, or auto, that of the names [default: the plan's, else auto]
    #[arg(
        long,
        value_enum,
        value_name = "WORD",
        hide_possible_values = true,
        help_heading = "Settings"
    )]
    pub(crate) language: Option<LanguageWord>,
    /// Threads; the results are the same with any number [default: all cores]
    #[arg(long, value_name = "N", value_parser = threads, help_heading = "Running")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// No progress; the same as --progress none
    #[arg(long, short, conflicts_with = "progress", help_heading = "Running")]
    pub(crate) quiet: bool,
    /// Progress on stderr: bar, lines, json or none [default: bar on a terminal, else lines]
    #[arg(
        long,
        value_enum,
        value_name = "STYLE",
        hide_possible_values = true,
        help_heading = "Running"
    )]
    pub(crate) progress: Option<ProgressStyle>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Output {
    /// File for the one layer (.gpkg, .geojson, .fgb, .csv, .xlsx, .shp) or the report page (.html), or folder for everything [default: the plan's output.dir]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

/// Which circles are drawn.
#[derive(Debug, Default, Args)]
pub(crate) struct CirclesAsked {
    /// A facility by its id, or its name where only one has it; may be repeated [default: all that count]
    #[arg(long, value_name = "ID", help_heading = "Circles")]
    pub(crate) facility: Vec<String>,
    /// Which of the plan's circles tells what counts and how far [default: the only one]
    #[arg(long, value_name = "NAME", help_heading = "Circles")]
    pub(crate) circle: Option<String>,
    /// Limits, such as 5min,10min or 300m,900m [default: the circle's limit, and a third and two thirds of it]
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        allow_hyphen_values = true,
        help_heading = "Circles"
    )]
    pub(crate) limits: Vec<String>,
    /// One circle of all these facilities, not one of each
    #[arg(long, help_heading = "Circles")]
    pub(crate) together: bool,
}

/// What is asked of siting.
#[derive(Debug, Default, Args)]
pub(crate) struct SiteArgs {
    /// Candidates: a file, compounds or network [default: the plan's, else compounds]
    #[arg(long, value_name = "FILE|WORD", help_heading = "Siting")]
    pub(crate) candidates: Option<String>,
    /// What to make large or small: max-coverage, min-sites, p-median or p-center
    #[arg(long, alias = "problem", value_name = "WORD", help_heading = "Siting")]
    pub(crate) objective: Option<String>,
    /// How many sites to open
    #[arg(short = 'k', long, value_name = "N", help_heading = "Siting")]
    pub(crate) count: Option<u32>,
    /// What they may cost, in place of a count
    #[arg(long, value_name = "MONEY", conflicts_with = "count", help_heading = "Siting")]
    pub(crate) budget: Option<f64>,
    /// Walking times made elsewhere, in place of the network: demand, site, minutes
    #[arg(long, value_name = "FILE", conflicts_with = "instance", help_heading = "Siting")]
    pub(crate) times: Option<PathBuf>,
    /// Search the walks of the plan anew, all sites at once, and compare
    #[arg(long, help_heading = "Siting")]
    pub(crate) check: bool,
    /// A published instance in place of a map
    #[arg(long, value_name = "FILE", requires = "instance_format", help_heading = "Siting")]
    pub(crate) instance: Option<PathBuf>,
    /// Its format
    #[arg(long, value_enum, value_name = "WORD", help_heading = "Siting")]
    pub(crate) instance_format: Option<InstanceFormat>,
    /// A point of an mclp-points instance covers what lies within this of it
    #[arg(long, value_name = "LENGTH", help_heading = "Siting")]
    pub(crate) radius: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InstanceFormat {
    /// OR-Library p-median: vertices, edges, p; then edges
    OrlibPmed,
    /// Points: their number; then x, y, demand
    MclpPoints,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressStyle {
    /// One moving bar
    Bar,
    /// A line now and then
    Lines,
    /// One JSON object a line
    Json,
    /// Nothing
    None,
}

/// As `output.language` in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageWord {
    /// That of most names
    Auto,
    /// English
    En,
    /// Chinese
    Zh,
}

impl LanguageWord {
    /// The language; none where the names decide.
    pub(crate) fn told(self) -> Option<Language> {
        match self {
            Self::Auto => None,
            Self::En => Some(Language::English),
            Self::Zh => Some(Language::Chinese),
        }
    }
}

impl Verb {
    /// The flags of a verb that reads inputs.
    pub(crate) fn common(&self) -> Option<&Common> {
        match self {
            Self::Gaps { common, .. }
            | Self::Coverage { common, .. }
            | Self::Network { common, .. }
            | Self::Circles { common, .. }
            | Self::Site { common, .. }
            | Self::Check { common }
            | Self::Compare { common, .. }
            | Self::Explain { common, .. } => Some(common),
            Self::Init { .. } => None,
        }
    }
}

/// A number of threads that a machine can start.
fn threads(told: &str) -> Result<NonZeroUsize, String> {
    let number = told
        .parse()
        .ok()
        .filter(|number: &NonZeroUsize| number.get() <= MOST_THREADS);
    number.ok_or_else(|| format!("give 1 to {MOST_THREADS}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds_together() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
