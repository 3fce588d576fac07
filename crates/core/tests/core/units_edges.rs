//! Units that overlap, hold nothing, lie beyond the map; people and dates that are not there: told or not told, never not a number.

use std::path::Path;

use service_circle_core::date::Date;
use service_circle_core::options::{Circle, Measure, Target};
use service_circle_core::plan::{CoverageOutcome, Plan, TableSource, coverage};
use service_circle_core::read::table::UnitKind;
use service_circle_core::units::{Extent, Unit, UnitFigures, Within};
use service_circle_core::watch::Unwatched;
use service_circle_core::write::{coverage_to_directory, page};
use service_circle_testkit::named::city_pbf;

#[allow(clippy::unnecessary_wraps, reason = "plans take it so")]
fn table(folder: &Path, name: &str, text: &str) -> Option<TableSource> {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    Some(TableSource {
        path,
        ..TableSource::default()
    })
}

/// A square of units' GeoJSON: west, south, and its side, thousandths of a degree.
fn square(id: &str, kind: &str, [west, south, side]: [f64; 3]) -> String {
    let corner = |x: f64, y: f64| {
        format!(
            "[{:.6},{:.6}]",
            117.0 + (west + x * side) / 1000.0,
            39.0 + (south + y * side) / 1000.0
        )
    };
    let ring = [
        corner(0.0, 0.0),
        corner(1.0, 0.0),
        corner(1.0, 1.0),
        corner(0.0, 1.0),
        corner(0.0, 0.0),
    ]
    .join(",");
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\",\"kind\":\"{kind}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}"
    )
}

fn units_of(features: &[String]) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        features.join(",")
    )
}

/// A run on lists and times alone: units a and b overlap, c holds nothing; compound far lies in none.
fn run(folder: &Path, change: impl FnOnce(&mut Plan)) -> CoverageOutcome {
    let units = units_of(&[
        square("a", "street", [0.0, 0.0, 10.0]),
        square("b", "street", [8.0, 0.0, 10.0]),
        square("c", "street", [30.0, 0.0, 5.0]),
        square("inner", "community", [1.0, 1.0, 4.0]),
    ]);
    let mut plan = Plan {
        compounds: table(
            folder,
            "compounds.csv",
            "id,lon,lat,elders,households\nwest,117.002,39.002,0,10\nboth,117.009,39.005,,20\neast,117.015,39.005,0,\nfar,117.5,39.5,50,5\n",
        ),
        facilities: table(
            folder,
            "facilities.csv",
            "id,lon,lat,status,open_date,beds,serves_units\n\
             now,117.003,39.003,operating,2020,10,\n\
             later,117.016,39.006,operating,2031-01-01,5,c;nowhere\n",
        ),
        units: table(folder, "units.geojson", &units),
        times: table(
            folder,
            "times.csv",
            "demand,site,minutes\nwest,now,5\nboth,now,15\neast,now,30\neast,later,3\nghost,now,1\nwest,now,6\n",
        ),
        ..Plan::default()
    };
    change(&mut plan);
    coverage(&plan, &Unwatched).unwrap()
}

fn unit<'a>(outcome: &'a CoverageOutcome, id: &str) -> (&'a Unit, &'a UnitFigures) {
    let units = &outcome.coverage.roster.units;
    let figures = outcome.coverage.circles[0].units.iter();
    let mut found = figures.filter(|figures| units[figures.unit].id == id);
    let figures = found.next().unwrap();
    (&units[figures.unit], figures)
}

#[test]
fn what_overlaps_is_told_and_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(folder.path(), |_| {});
    let (_, a) = unit(&outcome, "a");
    let (_, b) = unit(&outcome, "b");
    // The first of the list takes what stands in both.
    assert_eq!((a.compounds, b.compounds), (2, 1));
    let tally = &outcome.outcome.tally;
    assert_eq!(
        (tally.count("unit-overlap"), tally.count("compound-in-overlap")),
        (1, 1)
    );
    let note = outcome
        .coverage
        .notes
        .iter()
        .find(|note| note.code == "unit-overlap")
        .unwrap();
    assert!(note.id == "a" && note.text.starts_with("overlaps b"), "{note:?}");
    // A community inside a street is no overlap: it is of another kind.
    assert_eq!(unit(&outcome, "inner").1.compounds, 1);
}

#[test]
fn what_belongs_nowhere_counts_for_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(folder.path(), |_| {});
    let tally = &outcome.outcome.tally;
    assert_eq!(
        (
            tally.count("compound-without-unit"),
            tally.count("unit-without-compound")
        ),
        (1, 1)
    );
    let whole = &outcome.coverage.circles[0].whole;
    assert_eq!(whole.measured(Measure::Compounds).map(|within| within.total), Some(4.0));
    let (_, c) = unit(&outcome, "c");
    // Counted by the city, for later says it serves it; nothing can be walked in it.
    assert!(c.is_covered() && c.located.is_empty());
    let walked = c.walked.unwrap();
    assert_eq!(
        (
            walked.compounds.share_low(),
            walked.elders,
            c.difference(|walked| Some(walked.compounds))
        ),
        (None, None, None)
    );
    assert_eq!(tally.count("served-unit-unknown"), 1);
    // Rows of times that name nothing known, or stand twice, are rejected.
    let rejected: Vec<_> = outcome
        .outcome
        .placed
        .rejected
        .iter()
        .map(|row| (row.list, row.line))
        .collect();
    assert_eq!(rejected, [("times", Some(6)), ("times", Some(7))]);
}

#[test]
fn nobody_at_all_has_no_share() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(folder.path(), |_| {});
    // Elders of unit a are told, and 0: beds for 1,000 of nobody are not told.
    let (_, a) = unit(&outcome, "a");
    assert_eq!(
        (a.people.elders.told, a.offer.beds, a.beds_per_1000()),
        (Some(0.0), Some(10.0), None)
    );
    assert_eq!(a.walked.unwrap().elders.map(|within| within.share_low()), Some(None));
    let access = &outcome.coverage.circles[0].access[0];
    let two_step = &access.methods[0];
    // Only far has elders, and reaches nothing.
    assert_eq!(
        (two_step.mean, two_step.gini, two_step.share_without),
        (Some(0.0), None, Some(1.0))
    );
    assert_eq!(two_step.access[0], None, "a site in reach that nobody lives to share");
    assert!((two_step.out_of_reach - 15.0).abs() < 1e-12);
}

#[test]
fn a_facility_that_opens_in_2031_counts_by_the_day_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let served = |outcome: &CoverageOutcome| {
        outcome.coverage.circles[0]
            .whole
            .measured(Measure::Compounds)
            .unwrap()
            .low
    };
    // Without a day dates are not looked at, and that is told.
    let outcome = run(folder.path(), |_| {});
    assert!((served(&outcome) - 3.0).abs() < 1e-12);
    assert_eq!(outcome.outcome.tally.count("open-date-not-looked-at"), 2);
    let outcome = run(folder.path(), |plan| {
        plan.options.circles[0].as_of = Date::told("2025-12-31");
    });
    assert!(
        (served(&outcome) - 2.0).abs() < 1e-12,
        "east walks 30 min to the one that is open"
    );
    assert_eq!(outcome.outcome.tally.count("opens-after-as-of"), 1);
    let stages: Vec<_> = outcome.coverage.circles[0]
        .stages
        .iter()
        .map(|stage| (stage.key.name(), stage.counting_now))
        .collect();
    assert_eq!(stages, [("2020".to_owned(), 1), ("2031".to_owned(), 0)]);
}

#[test]
fn a_target_above_all_is_a_complaint_and_no_figure() {
    let mut plan = Plan::default();
    plan.options.targets.push(Target {
        share: Some(1.3),
        ..Target::default()
    });
    let complaints = plan.options.validate().unwrap_err();
    assert_eq!(
        complaints[0].to_string(),
        "target.1.share = 1.3: give a share from 0 to 1; 80 % is 0.8"
    );
    // A host that does not ask gets no figure either.
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(folder.path(), |lists| {
        lists.options.targets = plan.options.targets.clone();
        lists.options.targets[0].kinds = vec![UnitKind::Street];
    });
    assert_eq!(
        (
            outcome.coverage.targets[0].shortfall,
            outcome.coverage.targets[0].measured.is_some()
        ),
        (None, true)
    );
}

#[test]
fn nothing_that_is_written_is_not_a_number() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = run(folder.path(), |_| {});
    let out = folder.path().join("out");
    for file in coverage_to_directory(&Plan::default(), &outcome, &out, None).unwrap() {
        let bytes = std::fs::read(&file).unwrap();
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for word in ["NaN", "Infinity", ",inf", "-0,", ":-0"] {
            assert!(!text.contains(word), "{word} in {}", file.display());
        }
    }
    assert!(page(&Plan::default(), &outcome).contains("| a "));
    // Nothing at all is an answer as well.
    let empty = CoverageOutcome::default();
    coverage_to_directory(&Plan::default(), &empty, &folder.path().join("empty"), None).unwrap();
}

/// Four units that part the fixture city between them, their borders running through compounds.
fn quarters() -> String {
    let mut features = Vec::new();
    for (id, [west, south, east, north]) in [
        ("sw", [-180.0, -90.0, MIDDLE[0], MIDDLE[1]]),
        ("se", [MIDDLE[0], -90.0, 180.0, MIDDLE[1]]),
        ("nw", [-180.0, MIDDLE[1], MIDDLE[0], 90.0]),
        ("ne", [MIDDLE[0], MIDDLE[1], 180.0, 90.0]),
    ] {
        features.push(format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\",\"kind\":\"street\"}},\"geometry\":{{\"type\":\"Polygon\",\
             \"coordinates\":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"
        ));
    }
    units_of(&features)
}

/// The middle of 平安里 from west to east, and of 丽景苑 from south to north; both have dwellings on a grid.
const MIDDLE: [f64; 2] = [115.006_42, 33.013_61];

#[test]
fn parts_of_a_parted_city_sum_up_to_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = Plan {
        osm: city_pbf(),
        units: table(folder.path(), "units.geojson", &quarters()),
        ..Plan::default()
    };
    plan.options.circles.push(Circle {
        name: "near".to_owned(),
        limit: "6min".parse().unwrap(),
        ..Circle::default()
    });
    let outcome = coverage(&plan, &Unwatched).unwrap();
    let placed = &outcome.outcome.placed;
    assert!(outcome.coverage.members.without_unit.is_empty());
    let straddling = outcome
        .coverage
        .members
        .parts
        .iter()
        .flatten()
        .filter(|part| !part.counts)
        .count();
    assert!(straddling > 0, "the borders run through no compound; move them");
    for (circle, judged) in outcome.coverage.circles.iter().zip(&outcome.outcome.circles) {
        let total = &circle.totals[0];
        assert_eq!(total.partial, 4, "the extract ends inside each quarter");
        for measure in [Measure::Compounds, Measure::Dwellings] {
            let near = |a: Within, b: Within| {
                (a.total - b.total).abs() + (a.low - b.low).abs() + (a.high - b.high).abs() < 1e-9
            };
            let (parts, whole) = (
                total.measured(measure).unwrap(),
                circle.whole.measured(measure).unwrap(),
            );
            assert!(near(parts, whole), "{measure:?}: {parts:?} {whole:?}");
        }
        // Every facility that is open is in the first stage, which reaches what the best evidence says.
        let now = circle.stages.first().unwrap().covered.unwrap();
        let compounds = circle.whole.measured(Measure::Compounds).unwrap();
        let by_best = judged.verdicts.len() as u64;
        assert!(
            now.compounds as f64 >= compounds.low && now.compounds <= by_best,
            "{now:?} {compounds:?}"
        );
        // Nearest catchments part the compounds that reach anything; within ones hold at least those.
        let nearest: usize = circle
            .catchments
            .iter()
            .filter_map(|one| one.nearest.as_ref())
            .map(|one| one.compounds.len())
            .sum();
        let reaching = judged
            .verdicts
            .iter()
            .filter(|verdict| verdict.facility.is_some())
            .count();
        assert_eq!(nearest, reaching);
        // Whoever walks to the nearest one within the limit as a whole is within that one's catchment.
        for (position, (verdict, compound)) in judged.verdicts.iter().zip(&placed.compounds).enumerate() {
            let (Some(facility), [_]) = (verdict.facility, &compound.dwellings[..]) else {
                continue;
            };
            let catchment = circle.catchments.iter().find(|one| one.facility == facility).unwrap();
            let is_within = verdict.median.is_some_and(|time| time <= judged.limit);
            assert_eq!(
                catchment.within.as_ref().unwrap().compounds.contains(&position),
                is_within,
                "{}",
                compound.id
            );
        }
    }
    let extents: Vec<Extent> = outcome.coverage.roster.units.iter().map(|unit| unit.extent).collect();
    assert_eq!(extents, [Extent::Partial; 4]);
}
