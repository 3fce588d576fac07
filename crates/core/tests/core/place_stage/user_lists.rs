//! The user's own compounds, dwellings, gates and facilities.

use service_circle_core::lonlat::LonLat;
use service_circle_core::place::{DwellingBasis, Evidence};
use service_circle_core::read::table::{
    CompoundDetails, CompoundRow, DwellingRow, FacilityDetails, FacilityRow, GateRow, OpenTo, Tables,
};
use service_circle_testkit::scene::Scene;

use crate::place_stage::kit::{at, near, on_a_street, rectangle, run};

fn point(line: u64, id: &str, place: LonLat) -> CompoundRow {
    CompoundRow {
        source: format!("compounds.csv:{line}"),
        id: id.to_owned(),
        name: None,
        place,
        outline: None,
        households: None,
        elders: None,
        street: None,
        community: None,
        details: CompoundDetails::default(),
    }
}

fn compounds(rows: Vec<CompoundRow>) -> Tables {
    Tables {
        compounds: Some(rows),
        ..Tables::default()
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
    assert_eq!(
        basis,
        [
            DwellingBasis::Grid,
            DwellingBasis::Point,
            DwellingBasis::Point,
            DwellingBasis::Point
        ]
    );
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
fn own_dwellings_beat_homes_and_unknown_compounds_are_rejected() {
    let mut scene = two_outlines();
    scene.building(scene.place(30.0, 50.0), "building=apartments");
    let dwelling = |line, compound: &str, place, weight| DwellingRow {
        file: "dwellings.csv".to_owned(),
        line,
        compound: compound.to_owned(),
        place,
        weight,
    };
    let tables = Tables {
        dwellings: Some(vec![
            dwelling(2, "a", at(&scene, 10.0, 30.0), 3.0),
            dwelling(3, "a", at(&scene, 20.0, 40.0), 1.0),
            dwelling(4, "nowhere", at(&scene, 20.0, 40.0), 1.0),
        ]),
        ..compounds(vec![point(2, "a", at(&scene, 30.0, 50.0))])
    };
    let run = run(&scene, tables);
    let compound = run.compound("a");
    assert_eq!(compound.dwelling_basis, DwellingBasis::Table);
    let weights: Vec<f64> = compound.dwellings.iter().map(|dwelling| dwelling.weight).collect();
    assert_eq!(weights, [3.0, 1.0]);
    let lines: Vec<_> = run.placed.rejected.iter().map(|row| (row.list, row.line)).collect();
    assert_eq!(lines, [("dwellings", Some(4))]);
}

#[test]
fn own_gates_beat_mapped_ones_and_lead_through_their_wall() {
    let mut scene = two_outlines();
    // Walled all round without a mapped gate; the user knows one at (60, 50), 5 m from a footway.
    scene.area(&rectangle(0.0, 20.0, 60.0, 80.0), "barrier=wall");
    scene.building(scene.place(30.0, 50.0), "building=apartments");
    scene.way(&[(65.0, 0.0), (65.0, 200.0)], "highway=footway");
    let tables = Tables {
        gates: Some(vec![GateRow {
            file: "gates.csv".to_owned(),
            line: 2,
            compound: "a".to_owned(),
            place: at(&scene, 60.0, 50.0),
            open_to: OpenTo::Residents,
        }]),
        ..compounds(vec![point(2, "a", at(&scene, 30.0, 50.0))])
    };
    let run = run(&scene, tables);
    let compound = run.compound("a");
    assert_eq!(compound.ways_in[0].evidence, Evidence::E0);
    assert!(near(run.off_m("a")[0].unwrap(), 35.0), "30 m to the gate and 5 m on");
}

#[test]
fn gates_of_no_compound_far_off_or_told_twice_are_rejected_row_by_row() {
    // The outline is x 0..60, y 20..80; the point of b stands in no outline.
    let scene = two_outlines();
    let gate = |line, compound: &str, x, y| GateRow {
        file: "gates.csv".to_owned(),
        line,
        compound: compound.to_owned(),
        place: at(&scene, x, y),
        open_to: OpenTo::Residents,
    };
    let tables = Tables {
        gates: Some(vec![
            gate(2, "a", 60.0, 50.0),
            gate(3, "nowhere", 60.0, 50.0),
            gate(4, "a", 860.0, 50.0),
            gate(5, "a", 60.5, 50.0),
            gate(6, "a", 62.0, 50.0),
            gate(7, "a", 159.0, 50.0),
            gate(8, "a", 161.0, 50.0),
            gate(9, "b", 860.0, 50.0),
            gate(10, "b", -201.0, 50.0),
            gate(11, "b", 60.0, 50.0),
        ]),
        ..compounds(vec![
            point(2, "a", at(&scene, 30.0, 50.0)),
            point(3, "b", at(&scene, 300.0, 50.0)),
        ])
    };
    let run = run(&scene, tables);
    let rejected: Vec<_> = run
        .placed
        .rejected
        .iter()
        .map(|row| (row.list, row.line.unwrap()))
        .collect();
    let lines = [3, 4, 5, 8, 9, 10].map(|line| ("gates", line));
    assert_eq!(rejected, lines);
    let reason = |index: usize| run.placed.rejected[index].reason.as_str();
    assert_eq!(reason(0), "no compound has this id or name");
    assert!(
        reason(1).starts_with("is 800 m from the compound's outline"),
        "{}",
        reason(1)
    );
    assert_eq!(reason(2), "is the gate of line 2 again; the first is used");
    assert!(
        reason(4).starts_with("is 560 m from the compound's place"),
        "{}",
        reason(4)
    );
    let gates = |name: &str| {
        let all = run.compound(name).ways_in.iter();
        all.filter(|one| one.evidence == Evidence::E0).count()
    };
    assert_eq!(gates("a"), 3, "the others are used");
    assert_eq!(gates("b"), 1, "a point is left by its gates too");
    let off_m = run.off_m("b")[0].unwrap();
    assert!(
        near(off_m, 240.0 + 50.0),
        "straight to the gate, and on to the street: {off_m}"
    );
}

#[test]
fn own_facilities_are_taken_as_they_are() {
    let scene = on_a_street();
    let facility = FacilityRow {
        source: "facilities.csv:2".to_owned(),
        id: "f1".to_owned(),
        name: None,
        category: "day_care".to_owned(),
        place: at(&scene, 0.0, 12.0),
        status: "operating".to_owned(),
        floor_area_m2: Some(800.0),
        beds: None,
        admits_visitors: true,
        details: FacilityDetails::default(),
    };
    let tables = Tables {
        facilities: Some(vec![facility]),
        ..Tables::default()
    };
    let run = run(&scene, tables);
    let facility = &run.placed.facilities[0];
    assert_eq!(
        (facility.status.as_str(), facility.admits_visitors),
        ("operating", true)
    );
    assert!(near(facility.links[0].off.length.metres(), 12.0));
}

#[test]
fn a_facility_is_entered_where_its_list_says() {
    let scene = on_a_street();
    let row = |entrance| FacilityRow {
        source: "facilities.csv:2".to_owned(),
        id: "f1".to_owned(),
        name: None,
        category: "day_care".to_owned(),
        place: at(&scene, 0.0, 40.0),
        status: "operating".to_owned(),
        floor_area_m2: None,
        beds: None,
        admits_visitors: true,
        details: FacilityDetails {
            entrance,
            ..FacilityDetails::default()
        },
    };
    let off_m = |entrance| {
        let tables = Tables {
            facilities: Some(vec![row(entrance)]),
            ..Tables::default()
        };
        let run = run(&scene, tables);
        run.placed.facilities[0].links[0].off.length.metres()
    };
    assert!(near(off_m(None), 40.0));
    assert!(near(off_m(Some(at(&scene, 0.0, 10.0))), 10.0));
}

#[test]
fn gates_and_dwellings_may_name_their_compound() {
    let scene = two_outlines();
    let named = |line, id: &str, name: &str, x| CompoundRow {
        name: Some(name.to_owned()),
        ..point(line, id, at(&scene, x, 50.0))
    };
    let dwelling = |line, compound: &str| DwellingRow {
        compound: compound.to_owned(),
        file: "dwellings.csv".to_owned(),
        line,
        place: at(&scene, 30.0, 50.0),
        weight: 1.0,
    };
    let tables = Tables {
        compounds: Some(vec![
            named(2, "a", "甲苑", 30.0),
            named(3, "b", "同名苑", 110.0),
            named(4, "c", "同名苑", 150.0),
        ]),
        dwellings: Some(vec![
            dwelling(2, "a"),
            dwelling(3, "甲苑"),
            dwelling(4, "同名苑"),
            dwelling(5, "丁苑"),
        ]),
        ..Tables::default()
    };
    let run = run(&scene, tables);
    assert_eq!(run.compound("a").dwellings.len(), 2);
    assert_eq!(run.tally.count("compound-told-by-name"), 1);
    let reasons: Vec<&str> = run.placed.rejected.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "several compounds have this name; give the id",
            "no compound has this id or name"
        ]
    );
}

#[test]
fn whom_a_gate_is_open_to_matters() {
    let mut scene = two_outlines();
    scene.building(scene.place(30.0, 50.0), "building=apartments");
    scene.way(&[(30.0, 0.0), (30.0, 20.0), (30.0, 60.0)], "highway=service");
    let told = |open_to| {
        let gate = GateRow {
            file: "gates.csv".to_owned(),
            line: 2,
            compound: "a".to_owned(),
            place: at(&scene, 30.0, 20.0),
            open_to,
        };
        let tables = Tables {
            gates: Some(vec![gate]),
            ..compounds(vec![point(2, "a", at(&scene, 30.0, 50.0))])
        };
        run(&scene, tables)
    };
    let gated = |run: &crate::place_stage::kit::Run| {
        run.zoning.home(at(&scene, 30.0, 50.0)) != service_circle_core::ids::ZoneId::PUBLIC
    };
    let residents = told(OpenTo::Residents);
    assert!(gated(&residents));
    let everybody = told(OpenTo::Everybody);
    assert!(!gated(&everybody), "a gate that everybody passes keeps nobody out");
    let nobody = told(OpenTo::Nobody);
    // Two pieces: the street, and what lies behind the lock.
    let pieces = petgraph::algo::connected_components;
    assert_eq!((pieces(&residents.network), pieces(&nobody.network)), (1, 2));
}
