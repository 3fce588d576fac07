//! How compounds are entered: evidence E0 to E6, what is gated and what is not, and what stays open.

use service_circle_core::ids::ZoneId;
use service_circle_core::place::Evidence;
use service_circle_core::read::table::Tables;
use service_circle_testkit::scene::Scene;

use crate::place_stage::kit::{Run, near, on_a_street, rectangle, run};

/// A compound 100 m by 100 m, 20 m north of the street, with a home in its middle.
fn yard() -> Scene {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 100.0, 120.0), "landuse=residential, name=院子");
    scene.building(scene.place(50.0, 70.0), "building=apartments");
    scene
}

fn evidence(run: &Run) -> Vec<Evidence> {
    run.compound("院子")
        .ways_in
        .iter()
        .map(|way_in| way_in.evidence)
        .collect()
}

fn gated(run: &Run) -> bool {
    run.zoning.home(run.compound("院子").place) != ZoneId::PUBLIC
}

#[test]
fn a_gate_on_the_way_in_gates_the_compound_and_its_inner_way() {
    let mut scene = yard();
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 100.0)], "highway=service");
    let run = run(&scene, Tables::default());
    assert!(gated(&run));
    assert_eq!(evidence(&run), [Evidence::E1]);
    let home = &run.compound("院子").dwellings[0];
    assert!(home.maybe.is_empty() && home.sides.is_empty());
    assert!(near(home.links[0].off.length.metres(), 0.0));
    let inner: f64 = run
        .network
        .edges()
        .filter(|(_, edge)| edge.zone != ZoneId::PUBLIC)
        .map(|(_, edge)| edge.length.metres())
        .sum();
    assert!(near(inner, 80.0), "from the gate to the end: {inner}");
}

#[test]
fn a_second_crossing_without_a_gate_is_a_way_in_of_its_own_class() {
    let mut scene = yard();
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 60.0)], "highway=service");
    scene.way(&[(50.0, 60.0), (130.0, 60.0), (130.0, 0.0)], "highway=footway");
    let run = run(&scene, Tables::default());
    assert_eq!(evidence(&run), [Evidence::E1, Evidence::E2]);
}

#[test]
fn a_path_ending_at_the_outline_may_lead_in() {
    let mut scene = yard();
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 100.0)], "highway=service");
    // Ends 10 m east of the outline.
    scene.way(&[(110.0, 0.0), (110.0, 70.0)], "highway=footway");
    let run = run(&scene, Tables::default());
    assert_eq!(evidence(&run), [Evidence::E1, Evidence::E3]);
    let home = &run.compound("院子").dwellings[0];
    assert_eq!(
        (home.links.len(), home.maybe.len()),
        (1, 1),
        "only the low time counts on it"
    );
    assert!(near(home.maybe[0].off.length.metres(), 60.0));
}

#[test]
fn ends_that_almost_meet_may_be_joined() {
    let mut scene = yard();
    scene.tagged(50.0, 20.0, "barrier=gate");
    // The inner way ends 2 m inside the outline, the outer one 18 m outside: 20 m apart.
    scene.way(
        &[(50.0, 0.0), (50.0, 20.0), (50.0, 70.0), (98.0, 70.0)],
        "highway=service",
    );
    scene.way(&[(120.0, 0.0), (118.0, 70.0)], "highway=footway");
    let run = run(&scene, Tables::default());
    assert_eq!(evidence(&run), [Evidence::E1, Evidence::E3, Evidence::E4]);
    assert_eq!(run.compound("院子").dwellings[0].maybe.len(), 2);
}

#[test]
fn walls_most_of_the_way_round_gate_a_compound() {
    let wall = [(0.0, 20.0), (0.0, 120.0), (100.0, 120.0), (100.0, 20.0)];
    for (corners, expected) in [(4, true), (3, false)] {
        let mut scene = yard();
        // Three sides of four are 75 %; two are 50 %.
        scene.way(&wall[..corners], "barrier=wall");
        let run = run(&scene, Tables::default());
        assert_eq!(gated(&run), expected, "{corners} corners");
    }
}

#[test]
fn inner_ways_for_residents_only_gate_a_compound() {
    let mut scene = yard();
    scene.way(&[(50.0, 0.0), (50.0, 18.0)], "highway=service");
    scene.way(&[(50.0, 18.0), (50.0, 100.0)], "highway=service, access=private");
    let run = run(&scene, Tables::default());
    assert!(gated(&run));
    assert_eq!(evidence(&run), [Evidence::E2]);
}

#[test]
fn a_named_street_through_it_opens_a_compound_in_spite_of_a_gate() {
    let mut scene = yard();
    scene.way(
        &[(50.0, 0.0), (50.0, 150.0), (200.0, 150.0), (200.0, 0.0)],
        "highway=residential, name=穿街",
    );
    scene.tagged(0.0, 60.0, "barrier=gate");
    scene.way(
        &[(-20.0, 0.0), (-20.0, 60.0), (0.0, 60.0), (20.0, 60.0)],
        "highway=service",
    );
    let through = run(&scene, Tables::default());
    assert!(!gated(&through));
    assert!(through.network.edges().all(|(_, edge)| edge.zone == ZoneId::PUBLIC));
}

#[test]
fn nothing_mapped_leaves_the_side_open() {
    let mut scene = yard();
    // A street 20 m north as well.
    scene.way(&[(-500.0, 140.0), (500.0, 140.0)], "highway=residential");
    scene.way(&[(500.0, 0.0), (500.0, 140.0)], "highway=residential");
    let run = run(&scene, Tables::default());
    assert!(evidence(&run).iter().all(|found| *found == Evidence::E6));
    let home = &run.compound("院子").dwellings[0];
    let off: Vec<f64> = home.sides.iter().map(|side| side.off.length.metres()).collect();
    // 70 m to either street: y = 0 and y = 140.
    assert!(off.len() >= 2 && off.iter().all(|metres| *metres >= 69.9), "{off:?}");
    assert_eq!(off.iter().filter(|metres| near(**metres, 70.0)).count(), 2, "{off:?}");
}

#[test]
fn one_building_that_fills_its_outline_has_street_fronts() {
    let mut scene = on_a_street();
    let block = rectangle(0.0, 20.0, 40.0, 60.0);
    scene.area(&block, "landuse=residential, name=院子");
    scene.area(&rectangle(2.0, 22.0, 38.0, 58.0), "building=apartments");
    let run = run(&scene, Tables::default());
    assert!(!evidence(&run).is_empty());
    assert!(evidence(&run).iter().all(|found| *found == Evidence::E5));
}

#[test]
fn a_private_yard_outside_any_outline_is_a_zone_of_its_own_and_one_at_a_compound_joins_it() {
    let mut scene = yard();
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 100.0)], "highway=service");
    // Leads out at the back as a private way; another private way far off.
    scene.way(&[(50.0, 100.0), (50.0, 200.0)], "highway=service, access=private");
    scene.way(&[(300.0, 0.0), (300.0, 50.0)], "highway=service, access=private");
    let run = run(&scene, Tables::default());
    let home = run.zoning.home(run.compound("院子").place);
    let metres = |zone: &dyn Fn(ZoneId) -> bool| -> f64 {
        let edges = run.network.edges().filter(|(_, edge)| zone(edge.zone));
        edges.map(|(_, edge)| edge.length.metres()).sum()
    };
    assert!(
        near(metres(&|zone| zone == home), 180.0),
        "80 m inside and 100 m of its own private way"
    );
    assert!(near(metres(&|zone| zone != home && zone != ZoneId::PUBLIC), 50.0));
}

#[test]
fn likely_ways_in_alone_leave_the_high_time_to_the_worst_side() {
    let mut scene = yard();
    // Walled on three sides; a path ends 10 m east of the open one, a street runs 28 m east of it.
    let wall = [(100.0, 20.0), (0.0, 20.0), (0.0, 120.0), (100.0, 120.0)];
    scene.way(&wall, "barrier=fence");
    scene.way(&[(110.0, 0.0), (110.0, 70.0)], "highway=footway");
    scene.way(&[(130.0, 0.0), (128.0, 0.0), (128.0, 140.0)], "highway=residential");
    let run = run(&scene, Tables::default());
    assert!(gated(&run));
    let home = &run.compound("院子").dwellings[0];
    let off_m = |links: &[service_circle_core::network::Link]| -> Vec<f64> {
        links.iter().map(|link| link.off.length.metres()).collect()
    };
    assert!(near(off_m(&home.links)[0], 60.0), "{:?}", off_m(&home.links));
    assert_eq!(home.links.len(), 1);
    assert!(home.maybe.is_empty());
    let worst = off_m(&home.sides).into_iter().fold(0.0, f64::max);
    assert!(near(worst, 78.0), "nothing tells that the path is the way in: {worst}");
}

/// The zone of the edge of the network that is nearest a place.
fn zone_at(run: &Run, scene: &Scene, x: f64, y: f64) -> ZoneId {
    let place = crate::place_stage::kit::at(scene, x, y);
    let middle_m = |edge: &service_circle_core::network::Edge| {
        let (tail, head) = (run.network.place(edge.tail), run.network.place(edge.head));
        tail.distance_m(place) + head.distance_m(place) - tail.distance_m(head)
    };
    let nearest = run
        .network
        .edges()
        .min_by(|a, b| middle_m(a.1).total_cmp(&middle_m(b.1)));
    nearest.unwrap().1.zone
}

#[test]
fn where_gated_outlines_overlap_the_strip_is_open_and_each_keeps_its_own() {
    let mut scene = yard();
    // A larger neighbour laps over the east 20 m of the yard, and has its own gate.
    scene.area(&rectangle(80.0, 20.0, 300.0, 120.0), "landuse=residential, name=邻院");
    for x in [50.0, 200.0] {
        scene.tagged(x, 20.0, "barrier=gate");
    }
    scene.way(
        &[(50.0, 0.0), (50.0, 20.0), (50.0, 70.0), (78.0, 70.0)],
        "highway=service",
    );
    scene.way(
        &[(200.0, 0.0), (200.0, 20.0), (200.0, 70.0), (102.0, 70.0)],
        "highway=service",
    );
    scene.way(&[(90.0, 0.0), (90.0, 60.0)], "highway=footway");
    let run = run(&scene, Tables::default());
    let (own, neighbour) = (zone_at(&run, &scene, 50.0, 45.0), zone_at(&run, &scene, 200.0, 45.0));
    assert_eq!(own, run.zoning.home(run.compound("院子").place));
    assert_eq!(neighbour, run.zoning.home(run.compound("邻院").place));
    assert!(own != neighbour && ![own, neighbour].contains(&ZoneId::PUBLIC));
    assert_eq!(
        zone_at(&run, &scene, 90.0, 40.0),
        ZoneId::PUBLIC,
        "nobody is shut in or out of the strip"
    );
}

#[test]
fn an_outline_traced_twice_is_one_compound() {
    let mut scene = yard();
    scene.area(&rectangle(1.0, 21.0, 102.0, 122.0), "landuse=residential, name=重描");
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 100.0)], "highway=service");
    let run = run(&scene, Tables::default());
    let home = |name: &str| run.zoning.home(run.compound(name).place);
    assert_eq!(home("院子"), home("重描"));
    assert_eq!(zone_at(&run, &scene, 50.0, 60.0), home("院子"));
}

#[test]
fn a_public_path_that_clips_a_corner_stays_public_and_a_short_stub_is_no_way_in() {
    let mut scene = yard();
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 100.0)], "highway=service");
    // Cuts the south-west corner: inside from (0, 30) to (10, 20), 14 m.
    scene.way(
        &[(-20.0, 50.0), (0.0, 30.0), (10.0, 20.0), (30.0, 0.0)],
        "highway=footway",
    );
    // Goes 12 m in at the east side and ends.
    scene.way(
        &[(140.0, 0.0), (140.0, 80.0), (100.0, 80.0), (88.0, 80.0)],
        "highway=footway",
    );
    let run = run(&scene, Tables::default());
    assert_eq!(zone_at(&run, &scene, 5.0, 25.0), ZoneId::PUBLIC);
    assert_ne!(zone_at(&run, &scene, 94.0, 80.0), ZoneId::PUBLIC);
    let by_class = |class| evidence(&run).into_iter().filter(|found| *found == class).count();
    assert_eq!((by_class(Evidence::E1), by_class(Evidence::E2)), (1, 0));
}
