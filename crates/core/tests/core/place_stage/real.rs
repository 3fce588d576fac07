//! Real extracts: every residential area is accounted for, and the answer does not depend on the number of threads.

use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::read::table::Tables;
use service_circle_core::read::{Interest, Key, read_extract};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::real_data;

use crate::place_stage::kit::run_file;

#[test]
fn panzhihua_has_its_compounds_and_its_nursing_home() {
    let Some(path) = real_data("panzhihua.osm.pbf") else {
        return;
    };
    let run = run_file(&path, Tables::default());
    assert_eq!(run.placed.compounds.len() + run.placed.rejected.len(), 14);
    for name in ["凤凰小区", "开明苑"] {
        assert!(
            run.compound(name)
                .dwellings
                .iter()
                .any(|dwelling| !dwelling.links.is_empty()),
            "{name}"
        );
    }
    let names: Vec<_> = run
        .placed
        .facilities
        .iter()
        .filter_map(|facility| facility.name.as_deref())
        .collect();
    assert!(names.contains(&"鸿儒老年公寓"), "{names:?}");
}

#[test]
fn malta_accounts_for_every_residential_area() {
    let Some(path) = real_data("malta_2016.osm.pbf") else {
        return;
    };
    let extract = read_extract(&path, &Interest::new(FacilityTags::built_in()), &Unwatched).unwrap();
    let residential = extract
        .areas
        .iter()
        .filter(|area| extract.area_tags(area).is(Key::Landuse, "residential"))
        .count();
    let run = run_file(&path, Tables::default());
    assert!(run.placed.compounds.len() + run.placed.rejected.len() >= residential);
    assert!(residential >= 1_000, "{residential}");
    for compound in &run.placed.compounds {
        assert!(!compound.dwellings.is_empty(), "{}", compound.id);
        assert!(
            compound.dwellings.iter().all(|dwelling| dwelling.weight > 0.0),
            "{}",
            compound.id
        );
    }
}

#[test]
fn one_thread_and_four_place_the_same() {
    let Some(path) = real_data("panzhihua.osm.pbf") else {
        return;
    };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let run = pool.install(|| run_file(&path, Tables::default()));
        format!("{:?} {:?}", run.placed, run.tally)
    };
    assert_eq!(on(1), on(4));
}
