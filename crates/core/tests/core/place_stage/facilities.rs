//! The list of facilities of an extract, and their doors.

use service_circle_core::read::table::Tables;

use crate::place_stage::kit::{at, near, on_a_street, rectangle, run};

const HOME: &str = "amenity=social_facility, social_facility=nursing_home, social_facility:for=senior";

#[test]
fn nodes_and_areas_are_listed_with_what_their_tags_tell() {
    let mut scene = on_a_street();
    scene.tagged(
        0.0,
        30.0,
        &format!("{HOME}, name=松鹤院, capacity:beds=120, capacity=500"),
    );
    scene.area(
        &rectangle(100.0, 20.0, 140.0, 60.0),
        &format!("{HOME}, name=夕阳红, capacity=40"),
    );
    scene.tagged(200.0, 30.0, &format!("{HOME}, disused=yes"));
    let run = run(&scene, Tables::default());
    let told: Vec<_> = run
        .placed
        .facilities
        .iter()
        .map(|facility| (facility.name.as_deref(), facility.beds, facility.status.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("松鹤院"), Some(120.0), "operating"),
            (None, None, "disused"),
            (Some("夕阳红"), Some(40.0), "operating"),
        ]
    );
    let area = &run.placed.facilities[2];
    assert!(area.id.starts_with("way/") && area.place.distance_m(at(&scene, 120.0, 40.0)) < 0.02);
    assert!(near(area.links[0].off.length.metres(), 40.0));
}

#[test]
fn one_facility_mapped_as_node_and_area_is_listed_once() {
    let mut scene = on_a_street();
    scene.area(&rectangle(100.0, 20.0, 140.0, 60.0), &format!("{HOME}, name=夕阳红"));
    scene.tagged(110.0, 30.0, &format!("{HOME}, name=夕阳红"));
    scene.tagged(130.0, 30.0, &format!("{HOME}, name=另一家"));
    let run = run(&scene, Tables::default());
    let ids: Vec<_> = run
        .placed
        .facilities
        .iter()
        .map(|facility| facility.id.split('/').next())
        .collect();
    assert_eq!(ids, [Some("node"), Some("way")]);
    assert_eq!(run.tally.count("facility-mapped-twice"), 1);
}

#[test]
fn a_building_is_entered_by_its_main_entrance() {
    let mut scene = on_a_street();
    let ring = [
        (100.0, 20.0),
        (120.0, 20.0),
        (140.0, 20.0),
        (140.0, 60.0),
        (120.0, 60.0),
        (100.0, 60.0),
    ];
    scene.area(&ring, "building=yes");
    scene.tagged(120.0, 20.0, "entrance=emergency");
    scene.tagged(140.0, 60.0, "entrance=yes");
    scene.tagged(120.0, 60.0, "entrance=main");
    scene.way(
        &[(120.0, 60.0), (120.0, 80.0), (200.0, 80.0), (200.0, 0.0)],
        "highway=footway",
    );
    scene.tagged(120.0, 30.0, &format!("{HOME}, name=楼内"));
    let run = run(&scene, Tables::default());
    let facility = &run.placed.facilities[0];
    assert_eq!(facility.place, at(&scene, 120.0, 30.0));
    assert_eq!(
        facility.door,
        at(&scene, 120.0, 60.0),
        "not the fire exit on the street"
    );
    assert_eq!(facility.links[0].off.length.0, 0);
}

#[test]
fn a_facility_in_a_compound_is_told_its_host() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 60.0, 80.0), "landuse=residential, name=院子");
    scene.tagged(30.0, 50.0, &format!("{HOME}, name=院内"));
    scene.tagged(130.0, 50.0, &format!("{HOME}, name=院外"));
    let run = run(&scene, Tables::default());
    let hosts: Vec<_> = run
        .placed
        .facility_hosts
        .iter()
        .map(|host| host.map(|host| host.0))
        .collect();
    assert_eq!(hosts, [Some(0), None]);
}

#[test]
fn a_facility_in_a_walled_yard_is_joined_by_the_gate() {
    let mut scene = on_a_street();
    let yard = [
        (0.0, 20.0),
        (30.0, 20.0),
        (60.0, 20.0),
        (60.0, 80.0),
        (0.0, 80.0),
        (0.0, 20.0),
    ];
    scene.way(&yard, "barrier=wall");
    scene.tagged(30.0, 20.0, "barrier=gate");
    scene.way(&[(30.0, 0.0), (30.0, 20.0)], "highway=service");
    scene.tagged(30.0, 50.0, &format!("{HOME}, name=墙内"));
    let run = run(&scene, Tables::default());
    let link = &run.placed.facilities[0].links[0];
    assert_eq!(link.at, at(&scene, 30.0, 20.0));
    assert!(near(link.off.length.metres(), 30.0));
}
