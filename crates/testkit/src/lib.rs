//! Scenes drawn in metres, a PBF writer, random networks and named fixtures for the tests of service-circle.
//!
//! Nothing here uses `service-circle-core`: what tests compare against must not share its code.
//!
//! - [`scene`]: OpenStreetMap data drawn in metres; [`osm`] holds it in memory.
//! - [`pbf`]: writes it, with any oddity that real files have; [`transform`] makes copies that must give the same answers.
//! - [`city`]: the fixture city, drawn; [`answers`]: what every walk in it must come to; [`named`]: where the files are.
//! - [`big_town`]: a made town of any size.
//! - [`damaged`]: lists that something happened to.
//! - [`lists`]: its facilities and compounds as the files that offices have.
//! - [`random`]: seeded numbers and random street networks.

pub mod answers;
pub mod big_town;
pub mod candidates;
pub mod city;
pub mod damaged;
pub mod lists;
pub mod named;
pub mod osm;
pub mod pbf;
pub mod random;
pub mod scene;
pub mod transform;
mod wire;
