//! The grade of a compound's data, one change at a time from the best there is. Grades are worked out from the table of rules in
//! the documentation of `Grade`, not from the rules' code.

use service_circle_core::ids::OsmId;
use service_circle_core::network::Gated;
use service_circle_core::place::{DwellingBasis, OutlineFrom};
use service_circle_core::quality::{CompoundQuality, Grade, InnerWays, RULES, grade};

/// A walled compound with one mapped gate, 200 m of ways joined to it and 20 buildings beside them.
fn best() -> CompoundQuality {
    CompoundQuality {
        grade: Grade::A,
        held_down_by: Vec::new(),
        outline: OutlineFrom::Extract(OsmId::Way(1)),
        parts: 1,
        nested: false,
        nested_in: None,
        area_m2: Some(40_000.0),
        district: false,
        gated: Some(Gated::Gate),
        wall_share: Some(0.0),
        through_street: None,
        ways_in: [0, 1, 0, 0, 0, 0, 0],
        inner: InnerWays {
            metres: 200.0,
            joined_m: 200.0,
        },
        dwellings: 20,
        dwelling_basis: DwellingBasis::Buildings,
        snap_median_m: Some(10.0),
        snap_longest_m: Some(40.0),
        flagged: 0,
        off_network: 0,
        edge_of_data: false,
    }
}

/// The best there is, changed.
fn but(change: impl FnOnce(&mut CompoundQuality)) -> (Grade, Vec<&'static str>) {
    let mut compound = best();
    change(&mut compound);
    grade(&compound)
}

#[test]
fn known_gates_joined_ways_and_known_homes_are_the_best() {
    assert_eq!(grade(&best()), (Grade::A, vec![]));
    assert_eq!(but(|q| q.ways_in = [2, 0, 0, 0, 0, 0, 0]).0, Grade::A, "told gates");
    assert_eq!(but(|q| q.dwelling_basis = DwellingBasis::Table).0, Grade::A);
    // Worse evidence beside good takes nothing away.
    assert_eq!(but(|q| q.ways_in = [0, 1, 4, 1, 1, 0, 9]).0, Grade::A);
}

#[test]
fn ways_in_hold_a_grade_down_by_their_class() {
    for (best_class, expected, code) in [
        (2, Grade::B, "way-in-drawn"),
        (3, Grade::C, "way-in-doubtful"),
        (4, Grade::C, "way-in-doubtful"),
        (5, Grade::B, "way-in-drawn"),
        (6, Grade::D, "way-in-guessed"),
    ] {
        let got = but(|q| {
            q.ways_in = [0; 7];
            q.ways_in[best_class] = 1;
        });
        assert_eq!(got, (expected, vec![code]), "E{best_class}");
    }
    assert_eq!(but(|q| q.ways_in = [0; 7]), (Grade::D, vec!["way-in-guessed"]));
}

#[test]
fn inner_ways_count_by_the_share_that_leads_out() {
    let joined = |metres| but(|q| q.inner.joined_m = metres);
    assert_eq!(joined(181.0), (Grade::A, vec![]));
    assert_eq!(joined(179.0), (Grade::C, vec!["inner-ways-partly-cut-off"]));
    assert_eq!(joined(100.0), (Grade::C, vec!["inner-ways-partly-cut-off"]));
    assert_eq!(joined(99.0), (Grade::D, vec!["inner-ways-cut-off"]));
    assert_eq!(
        but(|q| q.inner = InnerWays::default()),
        (Grade::C, vec!["no-inner-ways"])
    );
    // A single building on a street needs none.
    let building = but(|q| {
        q.inner = InnerWays::default();
        q.ways_in = [0, 0, 0, 0, 0, 1, 0];
    });
    assert_eq!(building, (Grade::B, vec!["way-in-drawn"]));
}

#[test]
fn homes_count_by_what_they_were_made_from_and_how_far_off_they_are() {
    assert_eq!(
        but(|q| q.dwelling_basis = DwellingBasis::Grid),
        (Grade::B, vec!["dwellings-on-a-grid"])
    );
    let point = but(|q| {
        q.outline = OutlineFrom::None;
        q.inner = InnerWays::default();
        q.dwelling_basis = DwellingBasis::Point;
    });
    assert_eq!(point, (Grade::C, vec!["one-point"]));
    // One in ten of 20 is 2.
    assert_eq!(but(|q| q.flagged = 1).0, Grade::A);
    assert_eq!(but(|q| q.flagged = 2), (Grade::C, vec!["dwellings-far-from-network"]));
    assert_eq!(but(|q| q.off_network = 2), (Grade::D, vec!["dwellings-off-network"]));
    assert_eq!(but(|q| q.off_network = 20), (Grade::E, vec!["off-network"]));
}

#[test]
fn nothing_mapped_is_the_worst() {
    let nothing = but(|q| {
        q.ways_in = [0, 0, 0, 0, 0, 0, 2];
        q.inner = InnerWays::default();
        q.dwelling_basis = DwellingBasis::Grid;
    });
    let codes = vec![
        "nothing-mapped",
        "way-in-guessed",
        "no-inner-ways",
        "dwellings-on-a-grid",
    ];
    assert_eq!(nothing, (Grade::E, codes));
}

#[test]
fn an_outline_that_is_no_compound_is_told() {
    assert_eq!(but(|q| q.district = true), (Grade::C, vec!["district"]));
    assert_eq!(but(|q| q.gated = Some(Gated::PartOfTown)), (Grade::C, vec!["district"]));
    assert_eq!(
        but(|q| q.through_street = Some(OsmId::Way(9))),
        (Grade::B, vec!["through-street"])
    );
    assert_eq!(but(|q| q.nested = true), (Grade::B, vec!["nested"]));
    assert_eq!(but(|q| q.edge_of_data = true), (Grade::C, vec!["edge-of-data"]));
    assert_eq!(
        but(|q| q.outline = OutlineFrom::Shared(OsmId::Way(9))).1,
        ["outline-shared"]
    );
}

#[test]
fn rules_stand_from_the_heaviest_to_the_lightest_each_with_its_words() {
    assert!(RULES.windows(2).all(|pair| pair[0].at_best >= pair[1].at_best));
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len(), "a code stands for one rule");
    for rule in RULES {
        assert!(rule.at_best > Grade::A, "{}: holds nothing down", rule.code);
        assert!(rule.english.is_ascii() && !rule.chinese.is_ascii(), "{}", rule.code);
    }
}
