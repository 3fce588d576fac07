//! **place**: compounds and facilities onto the network. Knows nothing of limits.
//!
//! - `stage`: the whole stage as [`place()`].
//! - `listed`: compounds as listed before the network is known, as [`list()`]; `told_gates`: the user's gates, row by row.
//! - `compounds`, `outlines`: the list of compounds and their outlines, adopted ones too.
//! - `unlinked`: the lists alone, where no network is at hand.
//! - `datum_fit`: how well lists lie on the network as each datum.
//! - `dwellings`, `buildings`: where residents start.
//! - `facilities`: the list of facilities, and their doors; `candidates`: where one could stand.
//! - `edge_index`: a point onto the nearest edge it can walk straight to; `obstacles`: what it cannot walk through.
//! - `gates`, `borders`, `ways_in`: how a compound is entered; `joins`: how its dwellings use that, E0 to E6; `homes`: whose inner ways its residents may walk.

mod borders;
mod buildings;
mod candidates;
mod compounds;
mod datum_fit;
mod dwellings;
mod edge_index;
mod facilities;
mod gates;
mod homes;
mod joins;
mod listed;
mod obstacles;
mod outlines;
mod stage;
mod told_gates;
mod unlinked;
mod ways_in;

use geo::MultiPolygon;

pub use candidates::Candidate;
pub(crate) use candidates::unlinked as unlinked_candidates;
pub use datum_fit::{Against, BetterFit, DatumFit, Medians, datum_fits};
pub use edge_index::{EdgeIndex, SnapRule};
pub use facilities::from_extract as facilities_of;
pub use homes::homes;
pub use listed::{Listed, list};
pub use obstacles::{Obstacles, Opening};
pub(crate) use outlines::{Outline, OutlineIndex};
pub use stage::{join_candidates, place};
pub use unlinked::place_unlinked;

use crate::ids::{CompoundIndex, OsmId};
use crate::lonlat::LonLat;
use crate::network::Link;
use crate::options::{Circle, FacilityKind};
use crate::read::table::{CompoundDetails, FacilityDetails};

/// A residential compound (小区) and where its residents start.
#[derive(Clone, Debug)]
pub struct Compound {
    /// From the table, or `way/1`, `relation/1`.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Where it came from: `compounds.csv:12` or the OSM id.
    pub source: String,
    /// Its outline in degrees, where one is known.
    pub outline: Option<MultiPolygon<f64>>,
    /// A place inside it, for points and labels.
    pub place: LonLat,
    /// Households, where told.
    pub households: Option<f64>,
    /// Elders, where told.
    pub elders: Option<f64>,
    /// Street (街道) it belongs to, where told.
    pub street: Option<String>,
    /// Community (社区) it belongs to, where told.
    pub community: Option<String>,
    /// What else the user's table tells.
    pub details: CompoundDetails,
    /// Where its residents start.
    pub dwellings: Vec<Dwelling>,
    /// What the dwellings were made from.
    pub dwelling_basis: DwellingBasis,
    /// Whether its outline is walled off; `None` before zones are inferred.
    pub gated: Option<bool>,
    /// Ways in found, by class `E0`..`E6`, as counted.
    pub ways_in: Vec<WayIn>,
}

/// A way into a compound.
#[derive(Clone, Debug, PartialEq)]
pub struct WayIn {
    /// How sure it is.
    pub evidence: Evidence,
    /// Where.
    pub place: LonLat,
}

/// How sure a way in is, best first (`DESIGN` section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Evidence {
    /// A gate from the user's table.
    E0,
    /// A gate or entrance node on a walkable way at the outline.
    E1,
    /// A way crossing the outline and going on 20 m inside.
    E2,
    /// A way ending within 15 m of the outline.
    E3,
    /// Dangling ends 15-25 m apart.
    E4,
    /// A single building fronting a street.
    E5,
    /// Nothing mapped: any adjacent street side within 30 m.
    E6,
}

impl Evidence {
    /// How many classes there are.
    pub const COUNT: usize = Self::ALL.len();
    /// All classes, best first.
    pub const ALL: [Self; 7] = [Self::E0, Self::E1, Self::E2, Self::E3, Self::E4, Self::E5, Self::E6];
}

/// What a compound's dwellings were made from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DwellingBasis {
    /// The user's points.
    Table,
    /// Residential buildings inside the outline.
    Buildings,
    /// A regular grid inside the outline.
    Grid,
    /// The compound is a point.
    Point,
}

/// A place where residents start, and how they join the network.
#[derive(Clone, Debug)]
pub struct Dwelling {
    /// Where.
    pub place: LonLat,
    /// Flats, or levels x footprint in m2, or 1: only shares within one compound matter.
    pub weight: f64,
    /// Its ways onto the network, by the best class of evidence present; empty where none is near.
    pub links: Vec<Link>,
    /// Ways that may be there too: only the low time counts on them.
    pub maybe: Vec<Link>,
    /// Street sides of which one is right and nothing tells which: the low time is by the best, the high time by the worst.
    pub sides: Vec<Link>,
}

/// A facility and how visitors reach it.
#[derive(Clone, Debug)]
pub struct Facility {
    /// From the table, or `node/1`, `way/1`, `relation/1`.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// What it is, such as `nursing_home`.
    pub category: String,
    /// Where it came from: `facilities.csv:12` or the OSM id.
    pub source: String,
    /// `operating` where nothing is told.
    pub status: String,
    /// Where it stands.
    pub place: LonLat,
    /// Where it is entered: the entrance of the user's table, else its building's mapped one, else `place`.
    pub door: LonLat,
    /// Floor area, m2, where told.
    pub floor_area_m2: Option<f64>,
    /// Beds, where told.
    pub beds: Option<f64>,
    /// Whether people from outside its compound may visit. Default true.
    pub admits_visitors: bool,
    /// What else the user's table tells.
    pub details: FacilityDetails,
    /// Its ways onto the network; empty where none is near.
    pub links: Vec<Link>,
}

impl Facility {
    /// Whether it counts for a service circle.
    pub fn counts_in(&self, circle: &Circle) -> bool {
        circle.counts(self.kind(), &self.status, self.details.open_date)
    }

    /// What it is, as circles ask.
    pub fn kind(&self) -> FacilityKind<'_> {
        FacilityKind {
            category: &self.category,
            told: self.details.category_told.as_deref(),
            floor_area_m2: self.floor_area_m2,
        }
    }
}

/// An input row or element that could not be used, and why. Nothing else is ever left out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rejected {
    /// The list's name: `compounds`, `facilities` ...
    pub list: &'static str,
    /// The file, or the OSM id.
    pub source: String,
    /// Line in the file, from 1, where it has lines.
    pub line: Option<u64>,
    /// The row's id, where it has one.
    pub id: String,
    /// The row's name, where it has one.
    pub name: String,
    /// The value that cannot be used.
    pub value: String,
    /// Why, as a short English sentence.
    pub reason: String,
}

/// A circle as the words of these facilities' lists mean its categories.
pub(crate) fn circle_among(circle: &Circle, facilities: &[Facility]) -> Circle {
    let told = facilities.iter().filter_map(|one| one.details.category_told.as_deref());
    circle.by_words_of(&told.collect::<Vec<_>>())
}

/// Everything placed.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Compounds in input order.
    pub compounds: Vec<Compound>,
    /// Facilities in input order.
    pub facilities: Vec<Facility>,
    /// What could not be used.
    pub rejected: Vec<Rejected>,
    /// What was decided about single compounds, in their order.
    pub notes: Vec<Note>,
    /// The compound whose outline holds each facility, innermost; as many as facilities.
    pub facility_hosts: Vec<Option<CompoundIndex>>,
    /// Where each compound's outline came from; as many as compounds.
    pub outline_sources: Vec<OutlineFrom>,
}

/// Where a compound's outline came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutlineFrom {
    /// The user's own table.
    Table,
    /// The compound is an area of the extract.
    Extract(OsmId),
    /// A row given as a point took the area of the extract that holds it alone.
    Adopted(OsmId),
    /// None: the area that holds the row's place holds those of other rows too.
    Shared(OsmId),
    /// None.
    #[default]
    None,
}

impl OutlineFrom {
    /// Code of a note that a row took an outline.
    pub const ADOPTED: &'static str = "outline-adopted";
    /// Code of a note that a row took none, since several rows lie in it.
    pub const SHARED: &'static str = "outline-shared";

    /// Its word in layers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Extract(_) => "extract",
            Self::Adopted(_) => "adopted",
            Self::Shared(_) => "shared",
            Self::None => "none",
        }
    }

    /// The area of the extract that it is about.
    pub fn area(self) -> Option<OsmId> {
        match self {
            Self::Extract(area) | Self::Adopted(area) | Self::Shared(area) => Some(area),
            Self::Table | Self::None => None,
        }
    }
}

/// Something decided about one compound that its user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which.
    pub compound: CompoundIndex,
    /// What, as in the tally: `outline-adopted`, `outline-shared`.
    pub code: &'static str,
    /// The area of the extract that it is about.
    pub area: OsmId,
    /// The same in words.
    pub text: String,
}
