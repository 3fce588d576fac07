//! The whole run as one function: a [`Plan`] in, an [`Outcome`] out.
//!
//! The stages in order, each using the ones before it: read, network, place, reach, gaps, quality. Writing is separate, so that a
//! host can look first. The order stands in `run`; `compare` goes through it under several settings; `coverage` adds the units, on the
//! network or on times made elsewhere; `circles` branches off where walks begin.

mod circles;
mod compare;
mod coverage;
mod run;
mod siting;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::gaps::CompoundVerdict;
use crate::ids::ZoneId;
use crate::network::{Network, StreetCounts};
use crate::options::{Circle, Options, OutputOptions};
use crate::place::{Candidate, DatumFit, Placed, Rejected};
use crate::quality::CompoundQuality;
use crate::reach::{CompoundReach, Walk};
use crate::read::table::{CandidateRow, CountedRow, List, RowNote, SharedRow, TableRead, Tables, TimeRow, UnitRow};
use crate::read::{Header, WayCounts};
use crate::tally::Tally;
use crate::units::supply::SparseMinutes;
use crate::units::{Coverage, DataBox};
use crate::units_of_measure::Milliseconds;

pub use circles::{CircleAreas, CirclesOutcome, Layout, lay, usual_limits};
pub use compare::{Comparison, Told, Variant, VariantRun, compare};
pub use coverage::coverage;
pub use run::{RunError, build_network, read_inputs, run};
pub use siting::{SiteOutcome, site};

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
    /// Units: streets, communities, townships, villages.
    pub units: Option<TableSource>,
    /// Candidates: places where a facility could stand.
    pub candidates: Option<TableSource>,
    /// Walking times made elsewhere: `demand site minutes`; they stand in for the network.
    pub times: Option<TableSource>,
    /// Compounds' shares in shared facilities: `compound facility share`.
    pub shared: Option<TableSource>,
    /// Figures of no place: `item amount period unit`.
    pub counted: Option<TableSource>,
    /// A table of facility tags in place of the built-in one.
    pub facility_tags: Option<PathBuf>,
    /// How results are written.
    pub output: OutputOptions,
    /// All other settings.
    pub options: Options,
}

impl Plan {
    /// The table that the plan names for a list.
    pub fn table(&self, list: List) -> Option<&TableSource> {
        match list {
            List::Compounds => self.compounds.as_ref(),
            List::Facilities => self.facilities.as_ref(),
            List::Dwellings => self.dwellings.as_ref(),
            List::Gates => self.gates.as_ref(),
            List::Units => self.units.as_ref(),
            List::Candidates => self.candidates.as_ref(),
            List::Times => self.times.as_ref(),
            List::Shared => self.shared.as_ref(),
            List::Counted => self.counted.as_ref(),
        }
    }
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

/// All that a run found. Compounds, and each circle's walks and verdicts of them, stand in the same order.
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
    /// Candidates of siting, joined to the network; none where siting is not asked for.
    pub sites: Vec<Candidate>,
    /// The zone that the residents of each compound are at home in; as many as compounds.
    pub homes: Vec<ZoneId>,
    /// What each service circle comes to, in the order of the plan's; one at least where a plan was run.
    pub circles: Vec<CircleOutcome>,
    /// How far each compound's verdict can be trusted, one a compound; by the circle with the longest limit.
    pub quality: Vec<CompoundQuality>,
    /// How the user's tables were read, in the order of the plan.
    pub tables: Vec<TableRead>,
    /// Notes on rows of the tables that are used: values left out, outlines mended.
    pub row_notes: Vec<RowNote>,
    /// Units of the user's table, where the plan names one.
    pub units: Option<Vec<UnitRow>>,
    /// Candidates of the user's table, where the plan names one.
    pub candidates: Option<Vec<CandidateRow>>,
    /// Figures made elsewhere.
    pub figures: Figures,
    /// The box that the extract covers, south-west and north-east corner, where it is told or can be inferred.
    pub data_box: Option<DataBox>,
    /// How well the user's tables of degrees fit the network as each datum.
    pub datum_fits: Vec<DatumFit>,
    /// Where compounds and facilities came from, checksums of the files read, in order of reading.
    pub inputs: Vec<InputFile>,
}

/// Lists of figures made elsewhere, where the plan names them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Walking times.
    pub times: Option<Vec<TimeRow>>,
    /// Shares in shared facilities.
    pub shared: Option<Vec<SharedRow>>,
    /// Figures of no place.
    pub counted: Option<Vec<CountedRow>>,
}

impl Figures {
    /// Those among the tables of a plan.
    fn of(tables: &mut Tables) -> Self {
        Self {
            times: tables.times.take(),
            shared: tables.shared.take(),
            counted: tables.counted.take(),
        }
    }
}

/// What one service circle comes to: it is judged on its own, by its own facilities and limit.
#[derive(Debug, Default)]
pub struct CircleOutcome {
    /// The circle.
    pub circle: Circle,
    /// Its limit as walking time.
    pub limit: Milliseconds,
    /// Times, one entry a compound.
    pub reached: Vec<CompoundReach>,
    /// Verdicts, one a compound.
    pub verdicts: Vec<CompoundVerdict>,
    /// The median dwelling's walk, where there is one; one entry a compound.
    pub walks: Vec<Option<Walk>>,
    /// The verdicts under the other choices of `walk.zones`, where [`VerdictOptions::compare_zones`] asks for them.
    ///
    /// [`VerdictOptions::compare_zones`]: crate::options::VerdictOptions::compare_zones
    pub zones: Option<Comparison>,
    /// The circle of each facility that counts, as areas, where [`OutputOptions::circles`] asks for them.
    pub areas: Option<CircleAreas>,
}

/// A run and what a city reports of it.
#[derive(Debug, Default)]
pub struct CoverageOutcome {
    /// The run; without an extract it has no network, and no walks.
    pub outcome: Outcome,
    /// Where walking times came from.
    pub walked_by: WalkedBy,
    /// Walking times from every dwelling, numbered through all compounds, to every facility; `None` where nothing was walked.
    pub minutes: Option<SparseMinutes>,
    /// The figures of units.
    pub coverage: Coverage,
}

/// Where walking times came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WalkedBy {
    /// Our own search over the extract's network.
    #[default]
    Network,
    /// A table made elsewhere.
    Times,
    /// Nothing was walked: the lists alone.
    Nothing,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct InputFile {
    /// What it is: `osm`, the name of a list, `facility_tags`.
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
    /// Units of the user's table, where the plan names one.
    pub units: Option<Vec<UnitRow>>,
    /// Candidates of the user's table, where the plan names one.
    pub candidates: Option<Vec<CandidateRow>>,
    /// How the tables were read, in the order of the plan.
    pub tables: Vec<TableRead>,
    /// Notes on rows of the tables that are used: values left out, outlines mended.
    pub row_notes: Vec<RowNote>,
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
