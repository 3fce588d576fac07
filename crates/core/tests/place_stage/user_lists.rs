//! The user's own compounds, dwellings, gates and facilities.

use service_circle_core::lonlat::LonLat;
use service_circle_core::place::{
    CompoundInput, DwellingBasis, DwellingInput, Evidence, FacilityInput, GateInput, Lists, Row,
};
use service_circle_testkit::scene::Scene;

use crate::kit::{at, near, on_a_street, rectangle, run};

fn row(line: u64) -> Row {
    Row {
        file: "compounds.csv".to_owned(),
        line,
    }
}

fn point(line: u64, id: &str, place: LonLat) -> CompoundInput {
    CompoundInput {
        row: row(line),
        id: id.to_owned(),
        place: Some(place),
        ..CompoundInput::default()
    }
}

fn compounds(rows: Vec<CompoundInput>) -> Lists {
    Lists {
        compounds: Some(rows),
        ..Lists::default()
    }
}

fn two_outlines() -> Scene {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 60.0, 80.0), "landuse=residential");
    scene.area(&rectangle(100.0, 20.0, 160.0, 80.0), "landuse=residential, name=有名");
    scene
}

#[test]
fn a_point_alone_in_an_outline_takes_it_and_is_told() {
    let scene = two_outlines();
    let run = run(
        &scene,
        compounds(vec![
            point(2, "a", at(&scene, 30.0, 50.0)),
            point(3, "b", at(&scene, 110.0, 50.0)),
            point(4, "c", at(&scene, 150.0, 50.0)),
            point(5, "d", at(&scene, 300.0, 50.0)),
        ]),
    );
    let basis: Vec<_> = run
        .placed
        .compounds
        .iter()
        .map(|compound| compound.dwelling_basis)
        .collect();
    use DwellingBasis::{Grid, Point};
    assert_eq!(basis, [Grid, Point, Point, Point]);
    assert_eq!(run.placed.compounds[0].source, "compounds.csv:2");
    let notes: Vec<_> = run
        .placed
        .notes
        .iter()
        .map(|note| (note.compound.0, note.code))
        .collect();
    assert_eq!(
        notes,
        [(0, "outline-adopted"), (1, "outline-shared"), (2, "outline-shared")]
    );
    assert!(run.placed.notes[0].text.contains("way/2"));
    assert_eq!(
        (run.tally.count("outline-adopted"), run.tally.count("outline-shared")),
        (1, 2)
    );
    assert!(
        run.placed.rejected.is_empty(),
        "the extract's own areas are not the user's rows"
    );
}

#[test]
fn a_point_in_a_quarter_stays_a_point() {
    let mut scene = on_a_street();
    scene.area(&rectangle(0.0, 20.0, 900.0, 900.0), "place=quarter, name=大片");
    let run = run(&scene, compounds(vec![point(2, "a", at(&scene, 30.0, 50.0))]));
    assert_eq!(run.placed.compounds[0].dwelling_basis, DwellingBasis::Point);
    assert!(near(run.off_m("a")[0].unwrap(), 50.0));
}

#[test]
fn a_row_without_place_or_outline_is_rejected_with_its_line() {
    let scene = on_a_street();
    let empty = CompoundInput {
        row: row(7),
        id: "x".to_owned(),
        ..CompoundInput::default()
    };
    let run = run(&scene, compounds(vec![empty, point(8, "y", at(&scene, 0.0, 30.0))]));
    assert_eq!(run.placed.compounds.len(), 1);
    let rejected = &run.placed.rejected[0];
    assert_eq!((rejected.line, rejected.id.as_str()), (Some(7), "x"));
}

#[test]
fn own_dwellings_beat_homes_and_unknown_compounds_are_rejected() {
    let mut scene = two_outlines();
    scene.building(scene.place(30.0, 50.0), "building=apartments");
    let dwelling = |line, compound: &str, place, weight| DwellingInput {
        row: row(line),
        compound: compound.to_owned(),
        place,
        weight,
    };
    let lists = Lists {
        dwellings: vec![
            dwelling(2, "a", at(&scene, 10.0, 30.0), Some(3.0)),
            dwelling(3, "a", at(&scene, 20.0, 40.0), None),
            dwelling(4, "nowhere", at(&scene, 20.0, 40.0), None),
            dwelling(5, "a", at(&scene, 20.0, 40.0), Some(-1.0)),
        ],
        ..compounds(vec![point(2, "a", at(&scene, 30.0, 50.0))])
    };
    let run = run(&scene, lists);
    let compound = run.compound("a");
    assert_eq!(compound.dwelling_basis, DwellingBasis::Table);
    let weights: Vec<f64> = compound.dwellings.iter().map(|dwelling| dwelling.weight).collect();
    assert_eq!(weights, [3.0, 1.0]);
    let lines: Vec<_> = run.placed.rejected.iter().map(|row| (row.list, row.line)).collect();
    assert_eq!(lines, [("dwellings", Some(4)), ("dwellings", Some(5))]);
}

#[test]
fn own_gates_beat_mapped_ones_and_lead_through_their_wall() {
    let mut scene = two_outlines();
    // Walled all round without a mapped gate; the user knows one at (60, 50), 5 m from a footway.
    scene.area(&rectangle(0.0, 20.0, 60.0, 80.0), "barrier=wall");
    scene.building(scene.place(30.0, 50.0), "building=apartments");
    scene.way(&[(65.0, 0.0), (65.0, 200.0)], "highway=footway");
    let lists = Lists {
        gates: vec![GateInput {
            row: row(2),
            compound: "a".to_owned(),
            place: at(&scene, 60.0, 50.0),
            open_to: None,
        }],
        ..compounds(vec![point(2, "a", at(&scene, 30.0, 50.0))])
    };
    let run = run(&scene, lists);
    let compound = run.compound("a");
    assert_eq!(compound.ways_in[0].evidence, Evidence::E0);
    assert!(near(run.off_m("a")[0].unwrap(), 35.0), "30 m to the gate and 5 m on");
}

#[test]
fn own_facilities_are_taken_as_they_are() {
    let scene = on_a_street();
    let facility = FacilityInput {
        row: row(2),
        id: "f1".to_owned(),
        name: None,
        category: "day_care".to_owned(),
        place: at(&scene, 0.0, 12.0),
        status: None,
        floor_area_m2: Some(800.0),
        beds: None,
        admits_visitors: None,
    };
    let lists = Lists {
        facilities: Some(vec![facility]),
        ..Lists::default()
    };
    let run = run(&scene, lists);
    let facility = &run.placed.facilities[0];
    assert_eq!(
        (facility.status.as_str(), facility.admits_visitors),
        ("operating", true)
    );
    assert!(near(facility.links[0].off.length.metres(), 12.0));
}
