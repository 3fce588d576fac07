//! The same input gives the same bytes: twice, and on any number of threads.

use std::collections::BTreeMap;
use std::path::Path;

use service_circle_core::plan::{self, Plan};
use service_circle_core::watch::Unwatched;

use crate::write_formats::kit::written;

fn files(folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn every_file_is_the_same_on_one_thread_and_on_eight() {
    let city = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/city/city.osm.pbf");
    let plan = Plan {
        osm: city.into(),
        ..Plan::default()
    };
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let folder = pool.install(|| {
            let outcome = plan::run(&plan, &Unwatched).unwrap();
            written(&plan, &outcome, None)
        });
        let mut found = BTreeMap::new();
        files(folder.path(), &mut found);
        found
    };
    let (one, eight) = (run(1), run(8));
    assert!(one.len() > 40, "{:?}", one.keys());
    for (name, bytes) in &one {
        assert!(eight.get(name) == Some(bytes), "{name}");
    }
    assert_eq!(one.len(), eight.len());
}
