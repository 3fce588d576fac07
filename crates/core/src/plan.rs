//! The whole run as one function: a [`Plan`] in, an [`Outcome`] out.
//!
//! The stages in order, each using the ones before it: read, network, place, reach, gaps. Writing is separate, so that a host can
//! look first.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::gaps::CompoundVerdict;
use crate::network::Network;
use crate::options::Options;
use crate::place::Placed;
use crate::reach::{CompoundReach, Walk};
use crate::read::{Header, WayCounts};
use crate::tally::Tally;

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
