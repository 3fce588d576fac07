//! The whole run as one function: a [`Plan`] in, an [`Outcome`] out.
//!
//! The stages in order, each using the ones before it: read, network, place, reach, gaps, quality. Writing is separate, so that a
//! host can look first. The order stands in `run`; `compare` goes through it under several settings; `circles` branches off where
//! walks begin.

mod circles;
mod compare;
mod run;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::gaps::CompoundVerdict;
use crate::network::{Network, StreetCounts};
use crate::options::Options;
use crate::place::{DatumFit, Placed, Rejected};
use crate::quality::CompoundQuality;
use crate::reach::{CompoundReach, Walk};
use crate::read::table::TableRead;
use crate::read::{Header, WayCounts};
use crate::tally::Tally;

pub use circles::{CirclesOutcome, Layout, lay};
pub use compare::{Comparison, Told, Variant, VariantRun, compare};
pub use run::{RunError, build_network, read_inputs, run};

/// What to run: files and settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The extract, `.osm.pbf`.
    pub osm: PathBuf,
    /// Compounds; the extract's named residential areas where there is no table.
    pub compounds: Option<TableSource>,
    /// Facilities; the extract's tagged elder-care places where there is no table.
    pub facilities: Option<TableSource>,
    /// Dwellings: `compound lon lat weight`.
    pub dwellings: Option<TableSource>,
    /// Gates: `compound lon lat open_to`.
    pub gates: Option<TableSource>,
    /// A table of facility tags in place of the built-in one.
    pub facility_tags: Option<PathBuf>,
    /// All other settings.
    pub options: Options,
}

/// A table and how to read it.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct TableSource {
    /// The file.
    pub path: PathBuf,
    /// Our column name to the file's header, where the header is not a well-known one.
    pub columns: BTreeMap<String, String>,
    /// Text encoding, where told.
    pub encoding: Option<String>,
    /// Coordinate system, where told.
    pub crs: Option<String>,
    /// Layer or sheet, where the file has several.
    pub layer: Option<String>,
}

/// All that a run found. Compounds, their walks and verdicts stand in the same order.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What the extract says of itself.
    pub header: Header,
    /// Ways read, kept and left out.
    pub way_counts: WayCounts,
    /// Streets, paths and squares among them, and what became of them.
    pub streets: StreetCounts,
    /// Odd input of all stages.
    pub tally: Tally,
    /// The walking network.
    pub network: Network,
    /// Compounds, facilities and rejected rows.
    pub placed: Placed,
    /// Times, one entry a compound.
    pub reached: Vec<CompoundReach>,
    /// Verdicts, one a compound.
    pub verdicts: Vec<CompoundVerdict>,
    /// The median dwelling's walk, where there is one; one entry a compound.
    pub walks: Vec<Option<Walk>>,
    /// How far each compound's verdict can be trusted, one a compound.
    pub quality: Vec<CompoundQuality>,
    /// The verdicts under the other choices of `walk.zones`, where [`VerdictOptions::compare_zones`] asks for them.
    ///
    /// [`VerdictOptions::compare_zones`]: crate::options::VerdictOptions::compare_zones
    pub zones: Option<Comparison>,
    /// How the user's tables were read, in the order of the plan.
    pub tables: Vec<TableRead>,
    /// How well the user's tables of degrees fit the network as each datum.
    pub datum_fits: Vec<DatumFit>,
    /// Where compounds and facilities came from, checksums of the files read, in order of reading.
    pub inputs: Vec<InputFile>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct InputFile {
    /// What it is: `osm`, `compounds`, `facilities`, `dwellings`, `gates`, `facility_tags`.
    pub role: &'static str,
    /// Its path as given.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// What the input files were understood to say, before anything is computed.
#[derive(Debug, Default)]
pub struct Inputs {
    /// What the extract says of itself.
    pub header: Header,
    /// Ways read, kept and left out.
    pub way_counts: WayCounts,
    /// Nodes kept: those of kept ways and those with tags looked at.
    pub node_count: usize,
    /// Areas kept: compounds, buildings, squares ...
    pub area_count: usize,
    /// Compounds, in input order.
    pub compounds: Vec<Listed>,
    /// Facilities, in input order.
    pub facilities: Vec<Listed>,
    /// Rows of the table of dwellings, where there is one.
    pub dwelling_rows: Option<usize>,
    /// Rows of the table of gates, where there is one.
    pub gate_rows: Option<usize>,
    /// How the tables were read, in the order of the plan.
    pub tables: Vec<TableRead>,
    /// How well the tables of degrees fit the network as each datum.
    pub datum_fits: Vec<DatumFit>,
    /// What could not be used.
    pub rejected: Vec<Rejected>,
    /// Odd input.
    pub tally: Tally,
    /// The files read, in order of reading.
    pub files: Vec<InputFile>,
}

/// A compound or facility of the inputs, before it is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// A facility's category; `None` for a compound.
    pub category: Option<String>,
}

/// The walking network alone, and what was met while building it.
#[derive(Debug, Default)]
pub struct NetworkOutcome {
    /// The run up to the network: nothing is placed, reached or judged.
    pub outcome: Outcome,
    /// Which edges lie on islands, by edge.
    pub islands: Vec<bool>,
}
