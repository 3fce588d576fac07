//! Coordinates as maps and surveys have them, into WGS84 degrees.
//!
//! - `gcj02`, `bd09`: the shifted degrees of Chinese map services.
//! - `grid`: metres of a projection (CGCS2000 Gauss-Krueger, UTM, Web Mercator).
//!
//! A list taken for the wrong datum lies 500 m to 1.4 km off, as far as the walks judged here.
//!
//! # Units
//! Degrees, x east and y north; metres on grids.
//!
//! # Examples
//! ```
//! use geo::Coord;
//! use service_circle_core::datum::Datum;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let amap = Coord { x: 116.410_244_499, y: 39.916_404_282 };
//! let place = Datum::told("gcj02")?.converter()?.to_wgs84(amap)?;
//! assert!((place.x - 116.404).abs() < 1e-6 && (place.y - 39.915).abs() < 1e-6);
//! # Ok(())
//! # }
//! ```

mod bd09;
mod gcj02;
mod grid;

use std::fmt;

use geo::Coord;

pub use grid::Grid;
use grid::Unprojector;

/// What two numbers of a place mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Datum {
    /// WGS84 degrees, as OpenStreetMap and GPS have them.
    #[default]
    Wgs84,
    /// CGCS2000 degrees, as surveys have them: WGS84 within a metre, taken as equal.
    Cgcs2000,
    /// GCJ-02 degrees: Amap, Tencent.
    Gcj02,
    /// BD-09 degrees: Baidu.
    Bd09,
    /// Metres of a projection.
    Grid(Grid),
}

/// Why a datum cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatumError {
    /// It is none that is known here.
    #[error(
        "crs = \"{0}\" is not known; there are wgs84, gcj02, bd09, cgcs2000, epsg:4491 to epsg:4554 (CGCS2000 Gauss-Krueger), \
         epsg:326NN and epsg:327NN (UTM), epsg:3857 (Web Mercator)"
    )]
    Unknown(String),
    /// The projection cannot be set up.
    #[error("crs = \"epsg:{epsg}\" cannot be set up ({detail}); convert the coordinates to WGS84 degrees")]
    Projection {
        /// Its code.
        epsg: u32,
        /// What the projection library says.
        detail: String,
    },
}

/// Why two numbers are no place of a datum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// They are no metres of the grid.
    #[error("not in epsg:{0}: a northing has 7 digits, an easting 6 or 8 (with its zone)")]
    NotOfGrid(u32),
    /// The easting names a zone that is not the grid's.
    #[error("its easting names zone {zone}, which is not that of epsg:{epsg}")]
    OtherZone {
        /// The zone before the easting.
        zone: u32,
        /// The grid's code.
        epsg: u32,
    },
}

/// Words for the datums of degrees, without spaces, hyphens and underscores.
const WORDS: [(Datum, &[&str]); 4] = [
    (Datum::Wgs84, &["wgs84", "epsg:4326", "epsg4326", "crs84", "ogc:crs84"]),
    (Datum::Cgcs2000, &["cgcs2000", "epsg:4490", "epsg4490"]),
    (Datum::Gcj02, &["gcj02", "gcj", "amap", "火星坐标", "高德"]),
    (Datum::Bd09, &["bd09", "bd09ll", "baidu", "百度"]),
];

/// Words in the header of a coordinate that tell its datum.
const HEADER_WORDS: [(&str, Datum); 14] = [
    ("gcj", Datum::Gcj02),
    ("火星", Datum::Gcj02),
    ("高德", Datum::Gcj02),
    ("amap", Datum::Gcj02),
    ("腾讯", Datum::Gcj02),
    ("tencent", Datum::Gcj02),
    ("bd09", Datum::Bd09),
    ("百度", Datum::Bd09),
    ("baidu", Datum::Bd09),
    ("wgs84", Datum::Wgs84),
    ("wgs", Datum::Wgs84),
    ("天地图", Datum::Cgcs2000),
    ("cgcs2000", Datum::Cgcs2000),
    ("国家2000", Datum::Cgcs2000),
];

impl Datum {
    /// The datums of degrees that a list may be mistaken for.
    pub const OF_DEGREES: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    /// The datum that a plan or a file tells: `gcj02`, `EPSG:4549`, `urn:ogc:def:crs:EPSG::4549`.
    ///
    /// # Errors
    /// It is none that is known here.
    pub fn told(text: &str) -> Result<Self, DatumError> {
        let plain = plain(text);
        let short = plain.strip_prefix("urn:ogc:def:crs:").map_or(plain.clone(), |name| {
            let code = name.rsplit(':').next().unwrap_or(name);
            if name.starts_with("epsg") {
                format!("epsg:{code}")
            } else {
                code.to_owned()
            }
        });
        let known = WORDS.iter().find(|(_, words)| words.contains(&short.as_str()));
        let by_word = known.map(|(datum, _)| *datum);
        by_word
            .or_else(|| {
                let code = short.strip_prefix("epsg")?.trim_start_matches(':').parse().ok()?;
                Grid::from_epsg(code).map(Self::Grid)
            })
            .ok_or_else(|| DatumError::Unknown(text.to_owned()))
    }

    /// The datum that the header of a column of coordinates tells, such as `经度(GCJ-02)`.
    pub fn of_header(header: &str) -> Option<Self> {
        let plain = plain(header);
        let found = HEADER_WORDS.iter().find(|(word, _)| plain.contains(word));
        found.map(|(_, datum)| *datum)
    }

    /// A header without the words that tell a datum: `高德经度` becomes `经度`.
    pub(crate) fn out_of_header(header: &str) -> String {
        let mut bare = plain(header);
        for (word, _) in HEADER_WORDS {
            // What belongs to the word goes with it: `gcj02`, `bd09ll`.
            while let Some(at) = bare.find(word) {
                let rest = bare.split_off(at);
                let rest = rest.get(word.len()..).unwrap_or_default();
                bare.push_str(
                    rest.strip_prefix("02")
                        .or_else(|| rest.strip_prefix("ll"))
                        .unwrap_or(rest),
                );
            }
        }
        bare
    }

    /// What converts places of this datum.
    ///
    /// # Errors
    /// The projection cannot be set up.
    pub fn converter(self) -> Result<Converter, DatumError> {
        let grid = match self {
            Self::Grid(grid) => Some(Unprojector::new(grid)?),
            _ => None,
        };
        Ok(Converter { datum: self, grid })
    }

    /// Degrees of this datum from WGS84 degrees; `None` for grids.
    pub fn from_wgs84(self, place: Coord<f64>) -> Option<Coord<f64>> {
        match self {
            Self::Wgs84 | Self::Cgcs2000 => Some(place),
            Self::Gcj02 => Some(gcj02::from_wgs84(place)),
            Self::Bd09 => Some(bd09::from_gcj02(gcj02::from_wgs84(place))),
            Self::Grid(_) => None,
        }
    }

    /// WGS84 degrees from degrees of this datum; `None` for grids, which need a [`Converter`].
    pub fn degrees_to_wgs84(self, place: Coord<f64>) -> Option<Coord<f64>> {
        match self {
            Self::Wgs84 | Self::Cgcs2000 => Some(place),
            Self::Gcj02 => Some(gcj02::to_wgs84(place)),
            Self::Bd09 => Some(gcj02::to_wgs84(bd09::to_gcj02(place))),
            Self::Grid(_) => None,
        }
    }

    /// Whether its numbers are degrees.
    pub fn is_degrees(self) -> bool {
        !matches!(self, Self::Grid(_))
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wgs84 => formatter.write_str("wgs84"),
            Self::Cgcs2000 => formatter.write_str("cgcs2000"),
            Self::Gcj02 => formatter.write_str("gcj02"),
            Self::Bd09 => formatter.write_str("bd09"),
            Self::Grid(grid) => write!(formatter, "epsg:{}", grid.epsg()),
        }
    }
}

/// Converts places of one datum to WGS84 degrees.
#[derive(Debug)]
pub struct Converter {
    datum: Datum,
    grid: Option<Unprojector>,
}

impl Converter {
    /// The datum it converts.
    pub fn datum(&self) -> Datum {
        self.datum
    }

    /// WGS84 degrees of two numbers of the datum, to 1e-9 of a degree.
    ///
    /// # Errors
    /// The numbers are no place of a grid.
    pub fn to_wgs84(&self, place: Coord<f64>) -> Result<Coord<f64>, Misplaced> {
        match &self.grid {
            Some(grid) => grid.to_degrees(place),
            None => Ok(self.datum.degrees_to_wgs84(place).unwrap_or(place)),
        }
    }
}

/// A word in small letters, without spaces, hyphens and underscores.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|one| !one.is_whitespace() && !matches!(one, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Rounds of [`solved`] at most: four or five do in China.
const ROUNDS: usize = 20;
/// Rounds end where the next would move less, degrees.
const SETTLED_DEGREES: f64 = 1e-12;

/// The place that a shift takes to `wanted`, by fixed point from a first guess: `p <- p - (shift(p) - wanted)`.
fn solved(shift: fn(Coord<f64>) -> Coord<f64>, wanted: Coord<f64>, guess: Coord<f64>) -> Coord<f64> {
    let mut place = guess;
    for _ in 0..ROUNDS {
        let miss = shift(place) - wanted;
        place = place - miss;
        if miss.x.abs().max(miss.y.abs()) < SETTLED_DEGREES {
            break;
        }
    }
    place
}
