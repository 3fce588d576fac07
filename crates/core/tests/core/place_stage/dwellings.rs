//! Where residents start.

use service_circle_core::place::DwellingBasis;
use service_circle_core::read::table::Tables;

use crate::place_stage::kit::{at, near, on_a_street, rectangle, run};

fn sorted(mut metres: Vec<f64>) -> Vec<f64> {
    metres.sort_by(f64::total_cmp);
    metres
}

#[test]
fn a_grid_fills_an_outline_without_homes() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 90.0, 80.0), "landuse=residential, name=空院");
    let run = run(&scene, Tables::default());
    let compound = run.compound("空院");
    assert_eq!(
        (compound.dwelling_basis, compound.dwellings.len()),
        (DwellingBasis::Grid, 6)
    );
    // 3 columns and 2 rows, 15 m in from the sides.
    let hand = [
        (15.0, 35.0),
        (45.0, 35.0),
        (75.0, 35.0),
        (15.0, 65.0),
        (45.0, 65.0),
        (75.0, 65.0),
    ];
    for (dwelling, (x, y)) in compound.dwellings.iter().zip(hand) {
        assert!(dwelling.place.distance_m(at(&scene, x, y)) < 0.02);
        assert!(near(dwelling.links[0].off.length.metres(), y));
    }
}

#[test]
fn an_outline_smaller_than_the_grid_has_one_dwelling_inside() {
    let mut scene = on_a_street();
    // An L 1 m wide: its centroid is outside.
    scene.area(
        &[
            (0.0, 20.0),
            (12.0, 20.0),
            (12.0, 21.0),
            (1.0, 21.0),
            (1.0, 32.0),
            (0.0, 32.0),
        ],
        "landuse=residential, name=小院",
    );
    let run = run(&scene, Tables::default());
    let compound = run.compound("小院");
    assert_eq!(compound.dwellings.len(), 1);
    let metres = |x, y| compound.dwellings[0].place.distance_m(at(&scene, x, y));
    let in_foot = (0..=12).any(|x| metres(f64::from(x), 20.5) <= 0.75);
    let in_stem = (20..=32).any(|y| metres(0.5, f64::from(y)) <= 0.75);
    assert!(in_foot || in_stem);
}

#[test]
fn told_homes_beat_untold_buildings_and_others_do_not_count() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 200.0, 120.0), "landuse=residential, name=大院");
    scene.building(scene.place(40.0, 60.0), "building=apartments, building:flats=30");
    scene.building(scene.place(80.0, 60.0), "building=apartments, building:flats=60");
    scene.building(scene.place(120.0, 60.0), "building=yes");
    scene.building(scene.place(160.0, 60.0), "building=school");
    scene.building(scene.place(260.0, 60.0), "building=apartments, building:flats=90");
    let run = run(&scene, Tables::default());
    let compound = run.compound("大院");
    assert_eq!(compound.dwelling_basis, DwellingBasis::Buildings);
    let weights: Vec<f64> = compound.dwellings.iter().map(|dwelling| dwelling.weight).collect();
    assert_eq!(weights, [30.0, 60.0]);
}

#[test]
fn untold_buildings_are_homes_where_none_is_told() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 200.0, 120.0), "landuse=residential, name=大院");
    scene.building(scene.place(40.0, 60.0), "building=yes, building:levels=6");
    scene.building(scene.place(80.0, 60.0), "building=yes, building:levels=18");
    scene.building(scene.place(120.0, 60.0), "building=yes, building:levels=six");
    let run = run(&scene, Tables::default());
    let weights: Vec<f64> = run
        .compound("大院")
        .dwellings
        .iter()
        .map(|dwelling| dwelling.weight)
        .collect();
    // 24 m x 12 m: 288 m2 a level; the third has the median of 6 and 18, the upper one.
    for (got, hand) in weights.iter().zip([6.0 * 288.0, 18.0 * 288.0, 18.0 * 288.0]) {
        assert!((got / hand - 1.0).abs() < 0.001, "{got} for {hand}");
    }
    assert_eq!(run.tally.count("building-figure-unread"), 1);
}

#[test]
fn a_building_belongs_to_the_innermost_outline_and_not_to_one_it_is_in_a_hole_of() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 300.0, 320.0), "place=quarter, name=大片");
    scene.area(&rectangle(50.0, 50.0, 150.0, 150.0), "landuse=residential, name=里院");
    let outer = scene.area(&rectangle(170.0, 170.0, 290.0, 290.0), "");
    let inner = scene.area(&rectangle(200.0, 200.0, 260.0, 260.0), "");
    scene.relation(
        &[(outer, "outer"), (inner, "inner")],
        "type=multipolygon, landuse=residential, name=环院",
    );
    for (x, y, flats) in [
        (100.0, 100.0, 11),
        (25.0, 250.0, 12),
        (230.0, 230.0, 13),
        (185.0, 230.0, 14),
    ] {
        scene.building(
            scene.place(x, y),
            &format!("building=apartments, building:flats={flats}"),
        );
    }
    let run = run(&scene, Tables::default());
    let flats = |name: &str| {
        sorted(
            run.compound(name)
                .dwellings
                .iter()
                .map(|dwelling| dwelling.weight)
                .collect(),
        )
    };
    assert_eq!(flats("里院"), [11.0]);
    assert_eq!(flats("环院"), [14.0]);
    assert_eq!(
        flats("大片"),
        [12.0, 13.0],
        "who lives in the hole lives in the quarter around"
    );
}

#[test]
fn a_grid_leaves_out_inner_outlines_and_water() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 120.0, 80.0), "landuse=residential, name=外院");
    scene.area(&rectangle(60.0, 20.0, 120.0, 80.0), "landuse=residential, name=里院");
    scene.area(&rectangle(0.0, 50.0, 30.0, 80.0), "natural=water");
    let run = run(&scene, Tables::default());
    // 4 x 2 points: 4 in the inner outline, 1 in the pond.
    assert_eq!(run.compound("外院").dwellings.len(), 3);
    assert_eq!(run.compound("里院").dwellings.len(), 4);
}

#[test]
fn a_giant_outline_has_a_wider_grid_and_it_is_told() {
    let mut scene = on_a_street();
    // 3 km x 3 km: at 30 m 10,000 points; 2,000 are enough, 67 m apart.
    scene.area(&rectangle(0.0, 20.0, 3000.0, 3020.0), "place=quarter, name=大片");
    let run = run(&scene, Tables::default());
    let count = run.compound("大片").dwellings.len();
    assert!((1_900..=2_100).contains(&count), "{count}");
    assert_eq!(run.tally.count("dwelling-grid-widened"), 1);
}
