//! How results are written: plan section `[output]`.

use serde::Serialize;

use crate::language::Language;

/// Plan section `[output]`, but for the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutputOptions {
    /// Formats of the layers in a folder of results. Default `GeoPackage`, which opens styled, and `GeoJSON`.
    pub formats: Vec<Format>,
    /// Language of titles, labels and legends; `None` for that of the names in the data. Default none.
    pub language: Option<Language>,
    /// Whether a run draws the service circle of each facility that counts as an area, too. Default true.
    pub circles: bool,
    /// Whether a folder of results has a report page, for people who have no GIS. Default true.
    pub report: bool,
}

impl Default for OutputOptions {
    fn default() -> Self {
        Self {
            formats: vec![Format::GeoPackage, Format::GeoJson],
            language: None,
            circles: true,
            report: true,
        }
    }
}

/// A format that layers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Format {
    /// OGC `GeoPackage` 1.3: all layers in one file, with styles, a QGIS project and a table of the run.
    #[serde(rename = "gpkg")]
    GeoPackage,
    /// `GeoJSON` (RFC 7946), a file a layer.
    #[serde(rename = "geojson")]
    GeoJson,
    /// `FlatGeobuf`, a file a layer.
    #[serde(rename = "fgb")]
    FlatGeobuf,
    /// A table a layer, without geometry.
    #[serde(rename = "csv")]
    Csv,
    /// One XLSX workbook, a sheet a layer, without geometry but for a place each.
    #[serde(rename = "xlsx")]
    Xlsx,
    /// ESRI Shapefile, for programs that read nothing better: short names, short texts.
    #[serde(rename = "shp")]
    Shapefile,
    /// `GeoParquet` 1.1, a file a layer; only in builds with the cargo feature `geoparquet`.
    #[serde(rename = "geoparquet")]
    GeoParquet,
}

impl Format {
    /// All formats that this build writes, the most telling first.
    #[cfg(not(feature = "geoparquet"))]
    pub const ALL: [Self; 6] = [
        Self::GeoPackage,
        Self::GeoJson,
        Self::FlatGeobuf,
        Self::Csv,
        Self::Xlsx,
        Self::Shapefile,
    ];
    /// All formats that this build writes, the most telling first.
    #[cfg(feature = "geoparquet")]
    pub const ALL: [Self; 7] = [
        Self::GeoPackage,
        Self::GeoJson,
        Self::FlatGeobuf,
        Self::Csv,
        Self::Xlsx,
        Self::Shapefile,
        Self::GeoParquet,
    ];

    /// Its word in a plan.
    pub const fn word(self) -> &'static str {
        match self {
            Self::GeoPackage => "gpkg",
            Self::GeoJson => "geojson",
            Self::FlatGeobuf => "fgb",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Shapefile => "shp",
            Self::GeoParquet => "geoparquet",
        }
    }

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::GeoParquet => "parquet",
            other => other.word(),
        }
    }

    /// Whether this build writes it.
    pub const fn is_built(self) -> bool {
        cfg!(feature = "geoparquet") || !matches!(self, Self::GeoParquet)
    }

    /// Whether one file holds all layers, not one.
    pub const fn holds_all_layers(self) -> bool {
        matches!(self, Self::GeoPackage | Self::Xlsx)
    }

    /// The format of a word in a plan; it may be one that this build does not write.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().chain([Self::GeoParquet]);
        all.find(|format| format.word() == word)
    }

    /// The format of a file name's ending, large or small letters alike; `json` is `GeoJSON` too.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        let ending = if ending == "json" { "geojson" } else { &ending };
        let mut all = Self::ALL.into_iter().chain([Self::GeoParquet]);
        all.find(|format| format.ending() == ending)
    }
}
