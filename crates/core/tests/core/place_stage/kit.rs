//! From a drawing to everything placed.

use std::path::Path;

use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::{Network, Outlines, Zoning, build};
use service_circle_core::options::Options;
use service_circle_core::place::{Compound, EdgeIndex, Placed, list, place};
use service_circle_core::read::table::Tables;
use service_circle_core::read::{Interest, read_extract};
use service_circle_core::tally::Tally;
use service_circle_core::watch::Unwatched;
use service_circle_testkit::scene::Scene;

/// A drawing read, its network and what was placed on it.
pub(crate) struct Run {
    pub(crate) network: Network,
    pub(crate) zoning: Zoning,
    pub(crate) placed: Placed,
    pub(crate) tally: Tally,
}

pub(crate) fn run(scene: &Scene, tables: Tables) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drawn.osm.pbf");
    scene.write(&path).unwrap();
    run_file(&path, tables)
}

pub(crate) fn run_file(path: &Path, tables: Tables) -> Run {
    let options = Options::default();
    let interest = Interest::new(FacilityTags::built_in());
    let extract = read_extract(path, &interest, &Unwatched).unwrap();
    let listed = list(&extract, tables, &options.place);
    let outlines = Outlines::new(listed.outlines(&extract));
    let built = build(&extract, outlines, &options, &Unwatched).unwrap();
    let index = EdgeIndex::new(&built.network, &|edge| !built.is_island(edge));
    let (placed, tally) = place(
        &extract,
        &index,
        &built.zoning,
        listed,
        interest.facilities(),
        &options,
        &Unwatched,
    )
    .unwrap();
    Run {
        network: built.network,
        zoning: built.zoning,
        placed,
        tally,
    }
}

impl Run {
    pub(crate) fn compound(&self, name: &str) -> &Compound {
        let found = self
            .placed
            .compounds
            .iter()
            .find(|compound| compound.name.as_deref() == Some(name) || compound.id == name);
        found.unwrap_or_else(|| panic!("no compound {name}"))
    }

    /// Metres from each dwelling straight to the network, by its first link.
    pub(crate) fn off_m(&self, name: &str) -> Vec<Option<f64>> {
        let first = |dwelling: &service_circle_core::place::Dwelling| {
            dwelling.links.first().map(|link| link.off.length.metres())
        };
        self.compound(name).dwellings.iter().map(first).collect()
    }
}

pub(crate) fn at(scene: &Scene, x: f64, y: f64) -> LonLat {
    let (lon, lat) = scene.place(x, y);
    LonLat { lon, lat }
}

/// Drawn places are met to 2 cm: coordinates are whole 1e-7 degrees.
pub(crate) fn near(got: f64, hand: f64) -> bool {
    (got - hand).abs() < 0.02
}

/// A long street along y = 0, so that nothing is an island; a node every 10 m, for ways to join.
pub(crate) fn on_a_street() -> Scene {
    let mut scene = Scene::default();
    let places: Vec<(f64, f64)> = (-50..=50).map(|step| (f64::from(step) * 10.0, 0.0)).collect();
    scene.way(&places, "highway=residential");
    scene
}

/// A rectangle's corners.
pub(crate) fn rectangle(west: f64, south: f64, east: f64, north: f64) -> [(f64, f64); 4] {
    [(west, south), (east, south), (east, north), (west, north)]
}
