//! Runs at the edge: nothing wrong, one compound, nothing reached, names that break things.

use service_circle_core::gaps::{Verdict, judge};
use service_circle_core::place::Placed;
use service_circle_core::plan::{CircleOutcome, Outcome, Plan};
use service_circle_core::reach::CompoundReach;

use crate::drawn::{drawn, features};
use crate::judged::{compound, facility, reach};
use crate::write_formats::kit::{column, one, open, written};
use crate::write_formats::qgis::elements;

/// Quotes, markup, line breaks, a zero, rare characters of two planes, a right-to-left word.
const NAMES: [&str; 6] = [
    "\"双引号\" '单引号' `x`",
    "<b>小区</b> & <script>alert(1)</script>",
    "第一行\n第二行\r\n\t制表",
    "零\0后",
    "𠮷祥里𪚥园🏠",
    "دار المسنين; DROP TABLE compounds;--",
];

fn outcome_of(times: &[Option<f64>], names: &[&str]) -> (Plan, Outcome) {
    let mut compounds: Vec<_> = (0..times.len())
        .map(|number| compound(&format!("c{number}"), &[(0.0, 1.0)]))
        .collect();
    for (compound, name) in compounds.iter_mut().zip(names) {
        compound.name = Some((*name).to_owned());
    }
    let placed = Placed {
        compounds,
        facilities: vec![facility("f", 50.0)],
        ..Placed::default()
    };
    let reached: Vec<CompoundReach> = times.iter().map(|time| reach(&[*time])).collect();
    let plan = Plan::default();
    let circle = plan.options.circles[0].clone();
    let verdicts = judge(&placed, &reached, &circle, &plan.options);
    let walks = vec![None; times.len()];
    let judged = CircleOutcome {
        circle,
        reached,
        verdicts,
        walks,
        ..CircleOutcome::default()
    };
    let outcome = Outcome {
        placed,
        circles: vec![judged],
        ..Outcome::default()
    };
    (plan, outcome)
}

fn stands(plan: &Plan, outcome: &Outcome) {
    let folder = written(plan, outcome, None);
    let database = open(folder.path());
    assert_eq!(one::<String>(&database, "PRAGMA integrity_check"), "ok");
    if outcome.circles.is_empty() {
        return;
    }
    let areas: i64 = one(&database, "SELECT count(*) FROM compounds");
    let has_points = one::<i64>(
        &database,
        "SELECT count(*) FROM gpkg_contents WHERE table_name = 'compounds_points'",
    ) == 1;
    let points: i64 = if has_points {
        one(&database, "SELECT count(*) FROM compounds_points")
    } else {
        0
    };
    assert_eq!((areas + points) as usize, outcome.placed.compounds.len());
    assert_eq!(has_points, points > 0);
    assert_eq!(
        features(&folder.path().join("compounds.geojson")).len(),
        outcome.placed.compounds.len()
    );
    for document in column::<String>(
        &database,
        "SELECT styleQML FROM layer_styles UNION ALL SELECT metadata FROM gpkg_metadata",
    ) {
        elements(&document);
    }
    assert_eq!(one::<i64>(&database, "SELECT count(*) FROM qgis_projects"), 1);
    for name in ["service-circle.qlr", "compounds.qml", "walks.qml", "facilities.qml"] {
        elements(&std::fs::read_to_string(folder.path().join(name)).unwrap());
    }
}

#[test]
fn runs_at_the_edge_are_written_whole() {
    let reached =
        |verdict| move |outcome: &Outcome| outcome.circles[0].verdicts.iter().all(|one| one.verdict == verdict);
    let (plan, outcome) = outcome_of(&[Some(60.0), Some(120.0)], &[]);
    assert!(reached(Verdict::Served)(&outcome), "no gap at all");
    stands(&plan, &outcome);
    let (plan, outcome) = outcome_of(&[Some(1200.0)], &[]);
    assert!(reached(Verdict::Gap)(&outcome), "a single compound");
    stands(&plan, &outcome);
    let (plan, outcome) = outcome_of(&[None, None, None], &[]);
    assert!(reached(Verdict::Gap)(&outcome), "all unreachable");
    stands(&plan, &outcome);
    let (plan, outcome) = outcome_of(&[], &[]);
    stands(&plan, &outcome);
    stands(&Plan::default(), &Outcome::default());
    let (mut plan, mut outcome) = outcome_of(&[Some(60.0), Some(1200.0)], &[]);
    let second = outcome_of(&[Some(60.0), Some(1200.0)], &[]).1.circles.remove(0);
    outcome.circles.push(second);
    plan.options.circles.push(plan.options.circles[0].clone());
    let folder = written(&plan, &outcome, None);
    let titles: Vec<String> = column(
        &open(folder.path()),
        "SELECT identifier FROM gpkg_contents WHERE table_name LIKE 'compounds%'",
    );
    assert_eq!(titles.len(), 4, "two circles of one name, areas and points: {titles:?}");
    let (plan, mut outcome) = drawn();
    outcome.placed.compounds.truncate(1);
    outcome.circles[0].verdicts.truncate(1);
    stands(&plan, &outcome);
}

#[test]
fn names_that_break_things_come_back_as_they_were() {
    let times = [Some(60.0); NAMES.len()];
    let (mut plan, mut outcome) = outcome_of(&times, &NAMES);
    let name = "<圈> & \"引号\" {limit}";
    plan.options.circles[0].name = name.to_owned();
    outcome.circles[0].circle.name = name.to_owned();
    stands(&plan, &outcome);
    let folder = written(&plan, &outcome, None);
    let database = open(folder.path());
    let names: Vec<String> = column(&database, "SELECT name FROM compounds_points ORDER BY fid");
    let expected: Vec<String> = NAMES.iter().map(|name| name.replace('\0', "\u{fffd}")).collect();
    assert_eq!(names, expected);
    let kinds: Vec<String> = column(
        &database,
        "SELECT DISTINCT typeof(minutes) || typeof(households) || typeof(dwellings) FROM compounds_points",
    );
    assert_eq!(kinds, ["realnullinteger"]);
}
