//! The fixture city under several settings, against its hand-worked answers; and verdicts and records of real cities.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use service_circle_core::gaps::Verdict;
use service_circle_core::options::{Options, Zones};
use service_circle_core::place::OutlineFrom;
use service_circle_core::plan::{Plan, Variant, compare, run};
use service_circle_core::quality::{CompoundQuality, Grade};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::answers::Mode;
use service_circle_testkit::named::{answers, city_pbf, real_data};
use service_circle_testkit::scene::Scene;

fn plan(osm: &Path) -> Plan {
    Plan {
        osm: osm.to_owned(),
        ..Plan::default()
    }
}

/// Compounds whose hand-worked verdicts differ between the gated and the open city.
fn differing_by_hand() -> BTreeSet<String> {
    let mut verdicts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for answer in answers().unwrap() {
        verdicts.entry(answer.compound).or_default().insert(answer.verdict);
    }
    let differing: BTreeSet<String> = verdicts
        .into_iter()
        .filter(|(_, verdicts)| verdicts.len() > 1)
        .map(|(compound, _)| compound)
        .collect();
    assert!(differing.len() >= 2, "{differing:?}");
    differing
}

#[test]
fn the_city_changes_where_its_answers_do() {
    let plan = plan(&city_pbf());
    let variants: Vec<Variant> = Variant::of_zones(&plan.options)
        .into_iter()
        .filter(|variant| variant.options.walk.zones == Zones::Open)
        .collect();
    let found = compare(&plan, &variants, &Unwatched).unwrap().remove(0);
    let changing: BTreeSet<String> = found
        .changing()
        .into_iter()
        .filter_map(|position| found.compounds[position].1.clone())
        .collect();
    assert_eq!(changing, differing_by_hand());
    assert_eq!(found.differing(&found.runs[0]), changing.len());
    let by_hand: BTreeMap<(String, bool), String> = answers()
        .unwrap()
        .into_iter()
        .map(|answer| ((answer.compound, answer.mode == Mode::Open), answer.verdict))
        .collect();
    for (open, told) in [(false, &found.base), (true, &found.runs[0].told)] {
        for ((_, name), told) in found.compounds.iter().zip(told) {
            let expected = &by_hand[&(name.clone().unwrap(), open)];
            let got = serde_json::to_value(told.verdict).unwrap();
            assert_eq!(got, expected.as_str(), "{name:?}, open: {open}");
        }
    }
}

#[test]
fn a_comparison_says_what_separate_runs_say() {
    let mut plan = plan(&city_pbf());
    plan.options.verdict.compare_zones = false;
    let variants = Variant::usual(&plan.options);
    let names: Vec<&str> = variants.iter().map(|variant| variant.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "walk.zones = tagged",
            "walk.zones = open",
            "walk.speed_m_s = 0.8",
            "walk.speed_m_s = 1.2",
            "walk.trunk = open",
            "walk.step_free = true"
        ]
    );
    let found = compare(&plan, &variants, &Unwatched).unwrap().remove(0);
    for (variant, told) in variants.iter().zip(&found.runs) {
        let alone = Plan {
            options: variant.options.clone(),
            ..plan.clone()
        };
        let alone = run(&alone, &Unwatched).unwrap();
        let expected: Vec<_> = alone.circles[0]
            .verdicts
            .iter()
            .map(|one| (one.verdict, one.median))
            .collect();
        let got: Vec<_> = told.told.iter().map(|one| (one.verdict, one.median)).collect();
        assert_eq!(got, expected, "{}", variant.name);
    }
}

#[test]
fn the_usual_variants_leave_out_what_the_plan_has() {
    let mut base = Options::default();
    base.walk.zones = Zones::Open;
    base.walk.speed_m_s = 0.7;
    base.walk.step_free = true;
    let names: Vec<String> = Variant::usual(&base).into_iter().map(|one| one.name).collect();
    for name in ["walk.zones = infer", "walk.speed_m_s = 1.0", "walk.step_free = false"] {
        assert!(names.iter().any(|one| one == name), "{name}: {names:?}");
    }
    assert_eq!(names.len(), 2 + 3 + 1 + 1, "{names:?}");
}

#[test]
fn the_city_s_records_tell_what_is_drawn() {
    let outcome = run(&plan(&city_pbf()), &Unwatched).unwrap();
    let of = |name: &str| -> &CompoundQuality {
        let compounds = &outcome.placed.compounds;
        let position = compounds.iter().position(|one| one.name.as_deref() == Some(name));
        &outcome.quality[position.unwrap()]
    };
    assert!(of("穿城小区").through_street.is_some(), "a street runs through");
    assert!(of("西头小区").through_street.is_none());
    assert_eq!(of("和平里小区").parts, 2, "in two halves");
    assert!(of("空白小区").inner.metres < 1e-9, "nothing mapped inside");
    assert_eq!(of("荒地小区").grade, Grade::E, "nothing to walk on");
    assert!(of("边界小区").edge_of_data);
    assert!(!of("捷径花园").edge_of_data);
    let known = of("捷径花园");
    assert_eq!((known.grade, known.inner.joined_share()), (Grade::A, Some(1.0)));
    assert!(matches!(known.outline, OutlineFrom::Extract(_)));
}

#[test]
fn inner_ways_are_joined_where_they_lead_to_a_street() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drawn.osm.pbf");
    let mut scene = Scene::default();
    let street: Vec<(f64, f64)> = (-30..=30).map(|step| (f64::from(step) * 10.0, 0.0)).collect();
    scene.way(&street, "highway=residential");
    // A walled compound of 100 m by 100 m with a gate in the south; 80 m of path from it, 30 m of path joined to nothing.
    let corners = [(0.0, 20.0), (100.0, 20.0), (100.0, 120.0), (0.0, 120.0)];
    scene.area(&corners, "landuse=residential, name=外");
    scene.area(&corners, "barrier=wall");
    scene.tagged(50.0, 20.0, "barrier=gate");
    scene.way(&[(50.0, 0.0), (50.0, 20.0), (50.0, 100.0)], "highway=footway");
    scene.way(&[(80.0, 30.0), (80.0, 60.0)], "highway=footway");
    // Inside it another outline, with a path of its own along the outer one's: 40 m, joined.
    scene.area(
        &[(10.0, 60.0), (40.0, 60.0), (40.0, 110.0), (10.0, 110.0)],
        "landuse=residential, name=内",
    );
    scene.way(&[(50.0, 100.0), (0.5, 100.0)], "highway=footway");
    // A street drawn on the outer side of another outline is not inside it.
    scene.area(
        &[(150.0, 0.0), (200.0, 0.0), (200.0, 50.0), (150.0, 50.0)],
        "landuse=residential, name=街边",
    );
    scene.write(&path).unwrap();
    let outcome = run(&plan(&path), &Unwatched).unwrap();
    let of = |name: &str| {
        let compounds = &outcome.placed.compounds;
        let position = compounds.iter().position(|one| one.name.as_deref() == Some(name));
        (position.unwrap(), &outcome.quality[position.unwrap()])
    };
    let near = |got: f64, hand: f64| assert!((got - hand).abs() < 0.2, "{got} for {hand}");
    let (outer, record) = of("外");
    near(record.inner.metres, 80.0 + 30.0 + 49.5);
    near(record.inner.joined_m, 80.0 + 49.5);
    near(record.area_m2.unwrap() / 10_000.0, 1.0);
    assert_eq!((record.wall_share, record.ways_in[1]), (Some(1.0), 1));
    let (_, record) = of("内");
    near(record.inner.metres, 30.0);
    near(record.inner.joined_m, 30.0);
    assert_eq!((record.nested, record.nested_in), (true, Some(outer)));
    let (_, record) = of("街边");
    near(record.inner.metres, 0.0);
    assert!(!record.nested);
}

#[test]
fn every_compound_of_real_cities_has_a_verdict_and_a_record() {
    for name in ["panzhihua.osm.pbf", "malta_2016.osm.pbf", "hongkong_tst.osm.pbf"] {
        let Some(path) = real_data(name) else { continue };
        let outcome = run(&plan(&path), &Unwatched).unwrap();
        let count = outcome.placed.compounds.len();
        assert!(count >= 10, "{name}: {count}");
        assert_eq!(
            (outcome.circles[0].verdicts.len(), outcome.quality.len()),
            (count, count),
            "{name}"
        );
        for (compound, record) in outcome.placed.compounds.iter().zip(&outcome.quality) {
            let id = &compound.id;
            assert_eq!(record.has_outline(), compound.outline.is_some(), "{name} {id}");
            assert_eq!(record.dwellings as usize, compound.dwellings.len(), "{name} {id}");
            assert_eq!(record.grade == Grade::A, record.held_down_by.is_empty(), "{name} {id}");
            let inner = record.inner;
            assert!(
                (0.0..=inner.metres + 1e-6).contains(&inner.joined_m),
                "{name} {id}: {inner:?}"
            );
            assert_eq!(
                record.ways_in.iter().sum::<u32>() as usize,
                compound.ways_in.len(),
                "{name} {id}"
            );
        }
        // The other choices of who may walk inside compounds, each a verdict a compound.
        let zones = outcome.circles[0].zones.as_ref().unwrap();
        let base: Vec<Verdict> = outcome.circles[0].verdicts.iter().map(|one| one.verdict).collect();
        assert_eq!(
            zones.base.iter().map(|one| one.verdict).collect::<Vec<_>>(),
            base,
            "{name}"
        );
        assert_eq!(zones.runs.len(), 2, "{name}");
        for one in &zones.runs {
            assert_eq!(one.told.len(), count, "{name} {}", one.name);
            let by_hand = base.iter().zip(&one.told).filter(|(base, told)| **base != told.verdict);
            assert_eq!(by_hand.count(), zones.differing(one), "{name} {}", one.name);
        }
    }
}
