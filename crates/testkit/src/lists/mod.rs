//! The fixture city's facilities and compounds as the files that offices have: in every format and coordinate system.
//!
//! - `text`: CSV, GeoJSON and GeoJSON lines.
//! - `workbook`: XLSX, ODS and XLS, each with a title over its headers, as office sheets have.
//! - `geopackage`, `shapefile`: layers.
//!
//! The coordinates stand in `city.csv`, made by `make_city.py` with PROJ.

mod geopackage;
mod shapefile;
mod text;
mod workbook;

use std::error::Error;
use std::path::{Path, PathBuf};

pub use shapefile::prj;
pub(crate) use workbook::{ods_content, ods_file, xls_file};

/// The city's places: list, id, name, ring, then pairs of numbers.
const CITY: &str = include_str!("city.csv");
/// Cells of its rows before the numbers.
const WORDS: usize = 4;
/// What zone 40 before an easting counts, metres.
const ZONE_40_M: f64 = 40_000_000.0;

/// Why a file could not be written.
pub type Failed = Box<dyn Error>;

/// A position, x then y.
pub type Position = (f64, f64);

/// What two numbers of a place mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// WGS84 degrees.
    Wgs84,
    /// GCJ-02 degrees.
    Gcj02,
    /// BD-09 degrees.
    Bd09,
    /// CGCS2000 Gauss-Krueger around 120 degrees east, easting first.
    EastingFirst,
    /// The same, northing first, as surveys have it.
    NorthingFirst,
    /// The same with the zone before the easting, easting first.
    Zoned,
}

impl Frame {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Wgs84,
        Self::Gcj02,
        Self::Bd09,
        Self::EastingFirst,
        Self::NorthingFirst,
        Self::Zoned,
    ];

    /// The plan's word for it.
    pub fn crs(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
            Self::EastingFirst | Self::NorthingFirst => "epsg:4549",
            Self::Zoned => "epsg:4528",
        }
    }

    /// The EPSG code that a file of it carries: shifted degrees have none, and go by that of WGS84.
    pub fn epsg(self) -> u32 {
        match self {
            Self::Wgs84 | Self::Gcj02 | Self::Bd09 => 4326,
            Self::EastingFirst | Self::NorthingFirst => 4549,
            Self::Zoned => 4528,
        }
    }

    /// Whether its numbers are degrees.
    pub fn is_degrees(self) -> bool {
        self.epsg() == 4326
    }

    /// The headers that an office gives its numbers; surveys call the northing X.
    fn headers(self) -> [&'static str; 2] {
        match self {
            Self::Wgs84 | Self::Gcj02 | Self::Bd09 => ["经度", "纬度"],
            Self::EastingFirst | Self::Zoned => ["东坐标", "北坐标"],
            Self::NorthingFirst => ["X坐标", "Y坐标"],
        }
    }

    fn position(self, numbers: &[f64]) -> Option<Position> {
        let pair = |at: usize| Some((*numbers.get(at)?, *numbers.get(at + 1)?));
        Some(match self {
            Self::Wgs84 => pair(0)?,
            Self::Gcj02 => pair(2)?,
            Self::Bd09 => pair(4)?,
            Self::EastingFirst => pair(6)?,
            Self::NorthingFirst => {
                let (easting, northing) = pair(6)?;
                (northing, easting)
            }
            Self::Zoned => {
                let (easting, northing) = pair(6)?;
                (easting + ZONE_40_M, northing)
            }
        })
    }
}

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Facilities, with a category and beds.
    Facilities,
    /// Compounds, with households.
    Compounds,
    /// A dwelling in each compound, with its weight.
    Dwellings,
    /// A gate at a corner of each compound, with whom it is open to.
    Gates,
}

impl Kind {
    /// A file's name without its ending, and a layer's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facilities => "养老设施",
            Self::Compounds => "小区",
            Self::Dwellings => "住宅楼",
            Self::Gates => "出入口",
        }
    }

    /// The title over a sheet.
    fn title(self) -> &'static str {
        match self {
            Self::Facilities => "样例市养老设施一览表",
            Self::Compounds => "样例市住宅小区一览表",
            Self::Dwellings => "样例市住宅楼一览表",
            Self::Gates => "样例市小区出入口一览表",
        }
    }

    /// The headers of the cells beside its place.
    fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Facilities => &["编号", "名称", "类别", "床位数"],
            Self::Compounds => &["编号", "名称", "户数"],
            Self::Dwellings => &["小区ID", "权重"],
            Self::Gates => &["小区ID", "开放"],
        }
    }

    /// Whether the last of those cells is a number.
    fn ends_in_number(self) -> bool {
        self != Self::Gates
    }
}

/// A row of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Its cells under its list's headers.
    pub cells: Vec<String>,
    /// Where it is.
    pub at: Position,
    /// Its polygons, each of rings, where it has any.
    pub outline: Vec<Vec<Vec<Position>>>,
}

/// A list in a coordinate system.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Which list.
    pub kind: Kind,
    /// What its numbers mean.
    pub frame: Frame,
    /// Its rows.
    pub places: Vec<Place>,
    /// Whether rows are drawn as their outlines where a format has geometries; else as points.
    pub outlines: bool,
}

/// The city's list in a coordinate system. A compound's place lies in its outline.
pub fn city(kind: Kind, frame: Frame, outlines: bool) -> Listed {
    let wanted = match kind {
        Kind::Facilities => "facility",
        Kind::Compounds | Kind::Dwellings | Kind::Gates => "compound",
    };
    let mut places: Vec<Place> = Vec::new();
    for line in CITY.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let numbers: Vec<f64> = cells.iter().skip(WORDS).filter_map(|cell| cell.parse().ok()).collect();
        let ([list, id, name, ring, ..], Some(position)) = (cells.as_slice(), frame.position(&numbers)) else {
            continue;
        };
        match (list == &wanted, ring.split_once('.'), places.last_mut()) {
            (false, ..) => {}
            (true, Some((polygon, ring)), Some(place)) => add_corner(&mut place.outline, polygon, ring, position),
            (true, ..) => places.push(Place {
                cells: words(kind, id, name, places.len()),
                at: position,
                outline: Vec::new(),
            }),
        }
    }
    if kind == Kind::Gates {
        for place in &mut places {
            let corner = place.outline.iter().flatten().flatten().next();
            place.at = corner.copied().unwrap_or(place.at);
        }
    }
    Listed {
        kind,
        frame,
        places,
        outlines,
    }
}

fn words(kind: Kind, id: &str, name: &str, index: usize) -> Vec<String> {
    let number = |first: usize, step: usize| (first + step * index).to_string();
    let (id, name) = (id.to_owned(), name.to_owned());
    match kind {
        Kind::Facilities => vec![id, name, "养老院".to_owned(), number(20, 7)],
        Kind::Compounds => vec![id, name, number(300, 13)],
        Kind::Dwellings => vec![id, number(1, 1)],
        Kind::Gates => vec![id, ["居民", "所有人"][index % 2].to_owned()],
    }
}

fn add_corner(outline: &mut Vec<Vec<Vec<Position>>>, polygon: &str, ring: &str, position: Position) {
    let at = |number: &str| number.parse::<usize>().unwrap_or(1).saturating_sub(1);
    let (polygon, ring) = (at(polygon), at(ring));
    outline.resize_with(outline.len().max(polygon + 1), Vec::new);
    let rings = &mut outline[polygon];
    rings.resize_with(rings.len().max(ring + 1), Vec::new);
    rings[ring].push(position);
}

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8.
    Csv,
    /// GB18030 with Chinese headers.
    CsvOfChina,
    /// By `rust_xlsxwriter`.
    Xlsx,
    /// `OpenDocument`.
    Ods,
    /// Excel 97.
    Xls,
    /// A collection.
    GeoJson,
    /// One feature a line.
    GeoJsonLines,
    /// By SQLite.
    GeoPackage,
    /// Texts in GBK, told by the byte of the `.dbf` alone.
    ShapefileOfChina,
    /// Texts in UTF-8, told by a `.cpg`.
    Shapefile,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Csv,
        Self::CsvOfChina,
        Self::Xlsx,
        Self::Ods,
        Self::Xls,
        Self::GeoJson,
        Self::GeoJsonLines,
        Self::GeoPackage,
        Self::ShapefileOfChina,
        Self::Shapefile,
    ];

    /// A file's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvOfChina => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Xls => "xls",
            Self::GeoJson => "geojson",
            Self::GeoJsonLines => "geojsonl",
            Self::GeoPackage => "gpkg",
            Self::ShapefileOfChina | Self::Shapefile => "shp",
        }
    }

    /// Whether rows have geometries, and so may have outlines.
    pub fn has_geometry(self) -> bool {
        !matches!(self, Self::Csv | Self::CsvOfChina | Self::Xlsx | Self::Ods | Self::Xls)
    }

    /// Whether a file of it tells its coordinate system.
    pub fn tells_crs(self) -> bool {
        matches!(self, Self::GeoPackage | Self::ShapefileOfChina | Self::Shapefile)
    }
}

/// Writes a list into a folder: its file, and those that belong to it. Gives the file to name.
pub fn write(folder: &Path, list: &Listed, format: Format) -> Result<PathBuf, Failed> {
    let path = folder.join(list.kind.name()).with_extension(format.ending());
    match format {
        Format::Csv => std::fs::write(&path, text::csv(list))?,
        Format::CsvOfChina => std::fs::write(&path, encoding_rs::GB18030.encode(&text::csv(list)).0)?,
        Format::Xlsx => workbook::xlsx(&path, list)?,
        Format::Ods => std::fs::write(&path, workbook::ods(list)?)?,
        Format::Xls => std::fs::write(&path, workbook::xls_file(list, &[], 0)?)?,
        Format::GeoJson => std::fs::write(&path, text::geojson(list))?,
        Format::GeoJsonLines => std::fs::write(&path, text::geojson_lines(list))?,
        Format::GeoPackage => geopackage::write(&path, list)?,
        Format::ShapefileOfChina => shapefile::write(&path, list, shapefile::SIMPLIFIED)?,
        Format::Shapefile => shapefile::write(&path, list, encoding_rs::UTF_8)?,
    }
    Ok(path)
}

/// The headers of a list whose places stand in columns, and its rows.
fn columns(list: &Listed) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let mut headers = list.kind.headers().to_vec();
    headers.extend(list.frame.headers());
    let row = |place: &Place| {
        let mut cells = place.cells.clone();
        cells.extend([place.at.0.to_string(), place.at.1.to_string()]);
        cells
    };
    (headers, list.places.iter().map(row).collect())
}
