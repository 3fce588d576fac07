//! Every format read back by other means than it was written by: SQL and a decoder of our own for `GeoPackage`, the readers of the
//! flatgeobuf and shapefile crates, the geojson crate's parser to compare with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; helpers are tests too"
)]

#[path = "../drawn/mod.rs"]
mod drawn;
#[path = "../judged/mod.rs"]
mod judged;

mod edges;
mod geopackage;
mod kit;
mod others;
mod qgis;
mod same_bytes;
