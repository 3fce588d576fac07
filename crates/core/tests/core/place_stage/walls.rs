//! Walls, water and gates between dwellings and streets.

use service_circle_core::place::Evidence;
use service_circle_core::read::table::Tables;

use crate::place_stage::kit::{at, near, on_a_street, rectangle, run};

/// A compound 60 m wide, 20 m north of the street, with one home 30 m into it.
fn with_home() -> service_circle_testkit::scene::Scene {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 60.0, 80.0), "landuse=residential, name=院子");
    scene.building(scene.place(30.0, 50.0), "building=apartments");
    scene
}

#[test]
fn without_a_wall_the_street_is_joined_straight() {
    let run = run(&with_home(), Tables::default());
    assert!(near(run.off_m("院子")[0].unwrap(), 50.0));
}

#[test]
fn an_inner_path_is_preferred_to_a_nearer_street() {
    let mut scene = with_home();
    // The path is 60 m from the home where it is inside; outside it passes at 45 m, the street at 50 m.
    scene.area(&rectangle(0.0, 90.0, 60.0, 140.0), "landuse=residential, name=后院");
    scene.building(scene.place(30.0, 115.0), "building=apartments");
    scene.way(&[(1.0, 0.0), (1.0, 200.0)], "highway=footway");
    scene.way(&[(61.0, 0.0), (61.0, 200.0)], "highway=footway");
    scene.way(&[(28.0, 82.0), (32.0, 82.0), (61.0, 82.0)], "highway=footway");
    let run = run(&scene, Tables::default());
    // 29 m to the path inside at x = 1, 31 m to the one outside.
    assert!(near(run.off_m("院子")[0].unwrap(), 29.0));
    // The way behind the house is 32 m off and no nearer than the path inside; at the back: 29 m again.
    assert!(near(run.off_m("后院")[0].unwrap(), 29.0));
}

#[test]
fn behind_a_wall_the_gates_are_joined_straight_all_that_can_be_seen() {
    let mut scene = with_home();
    let wall = [
        (0.0, 20.0),
        (20.0, 20.0),
        (60.0, 20.0),
        (60.0, 50.0),
        (60.0, 80.0),
        (0.0, 80.0),
        (0.0, 20.0),
    ];
    scene.way(&wall, "barrier=wall");
    scene.tagged(20.0, 20.0, "barrier=gate");
    scene.tagged(60.0, 50.0, "barrier=gate, access=private");
    scene.way(&[(20.0, 0.0), (20.0, 20.0)], "highway=service");
    scene.way(&[(60.0, 50.0), (90.0, 50.0), (90.0, 0.0)], "highway=footway");
    let run = run(&scene, Tables::default());
    let compound = run.compound("院子");
    let evidence: Vec<Evidence> = compound.ways_in.iter().map(|way_in| way_in.evidence).collect();
    assert_eq!(evidence, [Evidence::E1, Evidence::E1]);
    let mut off: Vec<f64> = compound.dwellings[0]
        .links
        .iter()
        .map(|link| link.off.length.metres())
        .collect();
    off.sort_by(f64::total_cmp);
    // 30 m east; 10 m west and 30 m south.
    assert!(near(off[0], 30.0) && near(off[1], 1000.0_f64.sqrt()), "{off:?}");
    for link in &compound.dwellings[0].links {
        let gate = compound.ways_in.iter().any(|way_in| way_in.place == link.at);
        assert!(gate, "joined at a gate");
        assert!(link.along.length.0 == 0 || link.along.length == run.network.edge(link.edge).length);
    }
}

#[test]
fn a_locked_gate_opens_nothing() {
    let mut scene = with_home();
    let wall = [
        (0.0, 20.0),
        (30.0, 20.0),
        (60.0, 20.0),
        (60.0, 80.0),
        (0.0, 80.0),
        (0.0, 20.0),
    ];
    scene.way(&wall, "barrier=fence");
    scene.tagged(30.0, 20.0, "barrier=gate, locked=yes");
    let run = run(&scene, Tables::default());
    // Nothing tells how one comes in: from the street beside it, by a gate that is not mapped.
    let compound = run.compound("院子");
    assert!(compound.ways_in.iter().all(|way_in| way_in.evidence == Evidence::E6));
    assert!(!compound.dwellings[0].sides.is_empty());
    assert!(near(run.off_m("院子")[0].unwrap(), 50.0));
}

#[test]
fn a_river_or_railway_is_not_crossed_and_a_culvert_is() {
    for (tags, hand) in [
        ("waterway=river", 90.0),
        ("waterway=river, tunnel=culvert", 50.0),
        ("waterway=stream", 50.0),
        ("highway=motorway", 90.0),
        ("highway=motorway, bridge=yes", 50.0),
        ("railway=rail", 90.0),
        ("railway=rail, layer=-1", 50.0),
        ("railway=tram", 50.0),
    ] {
        let mut scene = with_home();
        scene.way(&[(-600.0, 10.0), (600.0, 10.0)], tags);
        scene.way(&[(-500.0, 140.0), (500.0, 140.0)], "highway=residential");
        let run = run(&scene, Tables::default());
        assert!(
            near(run.off_m("院子")[0].unwrap(), hand),
            "{tags}: {:?}",
            run.off_m("院子")
        );
    }
}

#[test]
fn a_lake_is_not_crossed_but_can_be_left() {
    let mut scene = with_home();
    scene.area(&rectangle(-600.0, 5.0, 600.0, 15.0), "natural=water");
    let first = run(&scene, Tables::default());
    assert_eq!(first.off_m("院子"), [None]);
    // Drawn carelessly, the home stands in the water: it has to get out somehow.
    let mut scene = with_home();
    scene.area(&rectangle(20.0, 10.0, 40.0, 60.0), "natural=water");
    let second = run(&scene, Tables::default());
    assert!(near(second.off_m("院子")[0].unwrap(), 50.0));
    assert_eq!(second.compound("院子").dwellings[0].place, at(&scene, 30.0, 50.0));
}
