//! Every format read back by other means than it was written by: SQL and a decoder of our own for `GeoPackage`, the readers of the
//! flatgeobuf, shapefile and calamine crates, the geojson crate's parser to compare with.

mod edges;
mod geopackage;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod kit;
mod others;
mod qgis;
mod same_bytes;
mod units_map;
mod workbook;
