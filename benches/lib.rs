//! Benchmarks print ratios against a floor or a peer measured in the same run. Here: extracts brought as far as the search.

use std::error::Error;
use std::path::{Path, PathBuf};

use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::ids::{FacilityIndex, ZoneId};
use service_circle_core::network::{self, Built, Outlines};
use service_circle_core::options::Options;
use service_circle_core::place::{self, EdgeIndex, Placed};
use service_circle_core::read::table::Tables;
use service_circle_core::read::{Extract, Interest, read_extract};
use service_circle_core::watch::Unwatched;

/// What a benchmark gives.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// The extract given as the first argument, else one of the shared data; `None`, and a line that says so, where it is missing.
pub fn extract_path(usual: &str) -> Option<PathBuf> {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let path = given.map_or_else(|| shared.join(usual), PathBuf::from);
    if !path.exists() {
        println!("{}: not here; nothing measured", path.display());
    }
    path.exists().then_some(path)
}

/// All of the network stage that comes after reading, with the usual settings.
pub fn network_of(extract: &Extract) -> Outcome<Built> {
    let options = Options::default();
    let listed = place::list(extract, Tables::default(), &options.place);
    let outlines = Outlines::new(listed.outlines(extract));
    Ok(network::build(extract, outlines, &options, &Unwatched)?)
}

/// An extract's network with its own compounds and facilities on it.
pub struct Town {
    /// The streets.
    pub built: Built,
    /// Compounds and facilities.
    pub placed: Placed,
    /// All facilities.
    pub facilities: Vec<FacilityIndex>,
    /// The home zone of each compound: that of its first dwelling.
    pub homes: Vec<ZoneId>,
}

impl Town {
    /// Reads and places with the usual settings.
    pub fn load(path: &Path) -> Outcome<Self> {
        let options = Options::default();
        let interest = Interest::new(FacilityTags::built_in());
        let extract = read_extract(path, &interest, &Unwatched)?;
        let built = network_of(&extract)?;
        let index = EdgeIndex::new(&built.network, &|edge| !built.is_island(edge));
        let listed = place::list(&extract, Tables::default(), &options.place);
        let facility_tags = interest.facilities();
        let (placed, _) = place::place(
            &extract,
            &index,
            &built.zoning,
            listed,
            facility_tags,
            &options,
            &Unwatched,
        )?;
        drop(index);
        let homes = placed.compounds.iter().map(|compound| {
            let dwelling = compound.dwellings.first();
            dwelling.map_or(ZoneId::PUBLIC, |dwelling| built.zoning.home(dwelling.place))
        });
        Ok(Self {
            homes: homes.collect(),
            facilities: (0..placed.facilities.len()).map(FacilityIndex::at).collect(),
            built,
            placed,
        })
    }
}
