//! What the user's tables say, as far as placing goes. A list that was not given is `None`: the extract's own is taken.

use geo::MultiPolygon;

use crate::lonlat::LonLat;

/// The user's lists.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Compounds; the extract's named residential areas where not given.
    pub compounds: Option<Vec<CompoundInput>>,
    /// Facilities; the extract's tagged elder-care places where not given.
    pub facilities: Option<Vec<FacilityInput>>,
    /// Dwellings, for compounds of either list.
    pub dwellings: Vec<DwellingInput>,
    /// Gates, for compounds of either list.
    pub gates: Vec<GateInput>,
}

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The file as told to the user, such as `compounds.csv`.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A row of the list of compounds.
#[derive(Clone, Debug, Default)]
pub struct CompoundInput {
    /// Where it stands.
    pub row: Row,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its outline in degrees.
    pub outline: Option<MultiPolygon<f64>>,
    /// A place of it.
    pub place: Option<LonLat>,
    /// Households.
    pub households: Option<f64>,
    /// Elders.
    pub elders: Option<f64>,
    /// Street (街道).
    pub street: Option<String>,
    /// Community (社区).
    pub community: Option<String>,
}

/// A row of the list of facilities.
#[derive(Clone, Debug)]
pub struct FacilityInput {
    /// Where it stands.
    pub row: Row,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its category.
    pub category: String,
    /// Its place.
    pub place: LonLat,
    /// Its status; `operating` where not told.
    pub status: Option<String>,
    /// Its floor area, m2.
    pub floor_area_m2: Option<f64>,
    /// Its beds.
    pub beds: Option<f64>,
    /// Whether people from outside its compound may visit; yes where not told.
    pub admits_visitors: Option<bool>,
}

/// A row of the list of dwellings.
#[derive(Clone, Debug)]
pub struct DwellingInput {
    /// Where it stands.
    pub row: Row,
    /// The id of its compound.
    pub compound: String,
    /// Its place.
    pub place: LonLat,
    /// Its weight; 1 where not told.
    pub weight: Option<f64>,
}

/// A row of the list of gates.
#[derive(Clone, Debug)]
pub struct GateInput {
    /// Where it stands.
    pub row: Row,
    /// The id of its compound.
    pub compound: String,
    /// Its place.
    pub place: LonLat,
    /// Whom it is open to, as told.
    pub open_to: Option<String>,
}
