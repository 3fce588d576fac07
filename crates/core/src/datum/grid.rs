//! Metres of a map projection: CGCS2000 Gauss-Krueger as surveys have them, UTM, Web Mercator.
//!
//! # References
//! EPSG registry 11.022, codes 4491-4554, 326xx, 327xx, 3857. The projections are `proj4rs`, a port of PROJ: its `etmerc` is the
//! Krüger series to n^6.

use std::ops::Range;

use geo::Coord;
use proj4rs::Proj;
use proj4rs::transform::transform;

use super::{DatumError, Misplaced};

/// A projected coordinate system known by its EPSG code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    epsg: u32,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// CGCS2000 around a central meridian, degrees east; with the zone before eastings or without.
    GaussKrueger {
        meridian: u32,
    },
    Utm {
        zone: u32,
        south: bool,
    },
    WebMercator,
}

/// Degrees of CGCS2000, which are those of WGS84 within a metre.
const DEGREES: &str = "+proj=longlat +a=6378137 +rf=298.257222101 +no_defs";
/// Where China's own grids are used, degrees.
const CHINA_LON: Range<f64> = 73.5..136.5;
const CHINA_LAT: Range<f64> = 3.0..54.0;
/// Eastings of Gauss-Krueger and UTM without their zone: 500 km at the meridian, 166 to 834 km within a zone.
const EASTING_M: Range<f64> = 1.0..1_000_000.0;
/// Northings of China: 7 digits, from about 9 degrees north.
const NORTHING_M: Range<f64> = 1_000_000.0..10_000_000.0;
/// What a zone before an easting counts: 39,500,000 is 500 km in zone 39.
const ZONE_M: f64 = 1_000_000.0;
/// Eastings with a zone: 13 to 23 (6 degrees wide) and 25 to 45 (3 degrees wide).
const ZONED_M: Range<f64> = 13.0 * ZONE_M..46.0 * ZONE_M;

impl Grid {
    /// The grid of an EPSG code, where it is one that is known here.
    pub fn from_epsg(epsg: u32) -> Option<Self> {
        // Six and three degrees wide, each with the zone before eastings, then without.
        let gauss_krueger = |first: u32, width: u32| Kind::GaussKrueger {
            meridian: 75 + (epsg - first) * width,
        };
        let kind = match epsg {
            4491..=4501 => gauss_krueger(4491, 6),
            4502..=4512 => gauss_krueger(4502, 6),
            4513..=4533 => gauss_krueger(4513, 3),
            4534..=4554 => gauss_krueger(4534, 3),
            32601..=32660 => Kind::Utm {
                zone: epsg - 32600,
                south: false,
            },
            32701..=32760 => Kind::Utm {
                zone: epsg - 32700,
                south: true,
            },
            3857 => Kind::WebMercator,
            _ => return None,
        };
        Some(Self { epsg, kind })
    }

    /// The grid that surveys draw a place in: in China CGCS2000 Gauss-Krueger, three degrees wide (EPSG:4534 to 4554), elsewhere
    /// UTM. Of degrees.
    pub(crate) fn suited_to(place: Coord<f64>) -> Self {
        let third = (place.x / 3.0).round();
        if CHINA_LON.contains(&place.x) && CHINA_LAT.contains(&place.y) {
            let meridian = third.clamp(25.0, 45.0) as u32 * 3;
            let epsg = 4534 + (meridian - 75) / 3;
            return Self {
                epsg,
                kind: Kind::GaussKrueger { meridian },
            };
        }
        let zone = ((place.x + 180.0) / 6.0).floor().clamp(0.0, 59.0) as u32 + 1;
        let south = place.y < 0.0;
        let epsg = if south { 32_700 } else { 32_600 } + zone;
        Self {
            epsg,
            kind: Kind::Utm { zone, south },
        }
    }

    /// Metres east and north of degrees; `None` where the grid does not reach.
    pub(crate) fn project(self, place: Coord<f64>) -> Option<Coord<f64>> {
        let grid = Proj::from_proj_string(&self.definition()).ok()?;
        let degrees = Proj::from_proj_string(DEGREES).ok()?;
        let mut metres = (place.x.to_radians(), place.y.to_radians(), 0.0);
        transform(&degrees, &grid, &mut metres).ok()?;
        (metres.0.is_finite() && metres.1.is_finite()).then_some(Coord {
            x: metres.0,
            y: metres.1,
        })
    }

    /// Its EPSG code.
    pub fn epsg(self) -> u32 {
        self.epsg
    }

    fn definition(self) -> String {
        match self.kind {
            Kind::GaussKrueger { meridian } => format!(
                "+proj=etmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs"
            ),
            Kind::Utm { zone, south } => {
                let half = if south { " +south" } else { "" };
                format!("+proj=utm +zone={zone}{half} +ellps=WGS84 +units=m +no_defs")
            }
            Kind::WebMercator => "+proj=merc +a=6378137 +b=6378137 +lon_0=0 +units=m +no_defs".to_owned(),
        }
    }

    /// Easting without zone and northing of two numbers in either order; Gauss-Krueger and UTM tell them apart by their size.
    fn sorted(self, pair: Coord<f64>) -> Result<Coord<f64>, Misplaced> {
        let turned = Coord { x: pair.y, y: pair.x };
        let fits = |one: &Coord<f64>, easting: bool| easting && NORTHING_M.contains(&one.y);
        match self.kind {
            Kind::WebMercator => Ok(pair),
            Kind::Utm { .. } => {
                let fit = |one: &Coord<f64>| fits(one, EASTING_M.contains(&one.x));
                // Near the equator both orders may fit: then as given.
                Ok(if !fit(&pair) && fit(&turned) { turned } else { pair })
            }
            Kind::GaussKrueger { meridian } => {
                let fit = |one: &Coord<f64>| fits(one, EASTING_M.contains(&one.x) || ZONED_M.contains(&one.x));
                let found = [pair, turned].into_iter().find(fit);
                let Coord { x, y } = found.ok_or(Misplaced::NotOfGrid(self.epsg))?;
                let zone = (x / ZONE_M).floor();
                if zone > 0.0 && meridian_of(zone as u32) != meridian {
                    return Err(Misplaced::OtherZone {
                        zone: zone as u32,
                        epsg: self.epsg,
                    });
                }
                Ok(Coord {
                    x: x - zone * ZONE_M,
                    y,
                })
            }
        }
    }
}

/// Central meridian of a zone number before an easting, degrees east.
fn meridian_of(zone: u32) -> u32 {
    if zone < 25 { 6 * zone - 3 } else { 3 * zone }
}

/// A grid made ready to convert.
#[derive(Debug)]
pub(super) struct Unprojector {
    grid: Grid,
    projected: Proj,
    degrees: Proj,
}

impl Unprojector {
    pub(super) fn new(grid: Grid) -> Result<Self, DatumError> {
        let proj = |definition: &str| {
            Proj::from_proj_string(definition).map_err(|error| DatumError::Projection {
                epsg: grid.epsg,
                detail: error.to_string(),
            })
        };
        Ok(Self {
            grid,
            projected: proj(&grid.definition())?,
            degrees: proj(DEGREES)?,
        })
    }

    /// Degrees of two numbers of the grid, in either order where their size tells it.
    pub(super) fn to_degrees(&self, pair: Coord<f64>) -> Result<Coord<f64>, Misplaced> {
        let sorted = self.grid.sorted(pair)?;
        let mut place = (sorted.x, sorted.y, 0.0);
        transform(&self.projected, &self.degrees, &mut place).map_err(|_| Misplaced::NotOfGrid(self.grid.epsg))?;
        Ok(Coord {
            x: place.0.to_degrees(),
            y: place.1.to_degrees(),
        })
    }
}
