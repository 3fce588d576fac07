//! The list of compounds of an extract.

use service_circle_core::place::DwellingBasis;
use service_circle_core::read::table::Tables;

use crate::place_stage::kit::{on_a_street, rectangle, run};

#[test]
fn every_residential_area_is_listed_or_rejected() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 60.0, 80.0), "landuse=residential, name=一号院");
    scene.area(&rectangle(100.0, 20.0, 160.0, 80.0), "landuse=residential");
    scene.area(
        &rectangle(200.0, 20.0, 260.0, 80.0),
        "residential=apartments, name=二号院",
    );
    scene.area(&rectangle(300.0, 20.0, 360.0, 80.0), "place=neighbourhood, name=三号院");
    scene.area(&rectangle(400.0, 20.0, 460.0, 80.0), "landuse=industrial, name=工厂");
    let run = run(&scene, Tables::default());
    let listed: Vec<_> = run
        .placed
        .compounds
        .iter()
        .map(|compound| compound.id.as_str())
        .collect();
    assert_eq!(listed, ["way/2", "way/4", "way/5"]);
    let rejected: Vec<_> = run
        .placed
        .rejected
        .iter()
        .map(|row| (row.list, row.source.as_str()))
        .collect();
    assert_eq!(rejected, [("compounds", "way/3")]);
    assert!(run.placed.rejected[0].reason.contains("name"));
}

#[test]
fn an_outline_without_area_leaves_a_point_and_a_crossed_one_is_used() {
    let mut scene = on_a_street();
    // There and back along one line.
    scene.area(
        &[(0.0, 20.0), (50.0, 20.0), (90.0, 20.0)],
        "landuse=residential, name=一线",
    );
    // A bow tie with one larger wing.
    scene.area(
        &[(100.0, 20.0), (160.0, 80.0), (160.0, 20.0), (100.0, 50.0)],
        "landuse=residential, name=蝴蝶",
    );
    let run = run(&scene, Tables::default());
    let line = run.compound("一线");
    assert_eq!((line.dwelling_basis, line.dwellings.len()), (DwellingBasis::Point, 1));
    assert!(line.outline.is_none());
    assert_eq!(run.tally.count("outline-without-area"), 1);
    let tie = run.compound("蝴蝶");
    assert!(tie.outline.is_some() && !tie.dwellings.is_empty());
    assert_eq!(run.tally.count("outline-crosses-itself"), 1);
}

#[test]
fn compounds_far_from_everything_are_off_the_network_and_counted() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 1600.0, 60.0, 1660.0), "landuse=residential, name=荒地");
    let run = run(&scene, Tables::default());
    assert!(
        run.compound("荒地")
            .dwellings
            .iter()
            .all(|dwelling| dwelling.links.is_empty())
    );
    assert_eq!(run.tally.count("compound-off-network"), 1);
    assert_eq!(run.tally.count("dwelling-off-network"), 4, "a grid of 2 x 2");
}
