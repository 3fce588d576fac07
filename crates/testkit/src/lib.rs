//! Scenes drawn in metres, a PBF writer, slow reference twins and named fixtures.

pub mod osm;
