//! Scenes drawn in metres, a PBF writer, random networks and named fixtures for the tests of service-circle.
//!
//! Nothing here uses `service-circle-core`: what tests compare against must not share its code.
//!
//! - [`osm`]: OpenStreetMap data in memory.
//! - [`pbf`]: writes it, with any oddity that real files have.
//! - [`random`]: seeded numbers and random street networks.

pub mod osm;
pub mod pbf;
pub mod random;
mod wire;
