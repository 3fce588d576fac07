//! Units by what offices call them: names written in many ways, names that speak against each other or against the map, and the
//! people that each unit then has. Lists and times alone; every answer by hand.

use std::path::Path;

use service_circle_core::options::{Limit, Measure, Target};
use service_circle_core::plan::{CoverageOutcome, Plan, RunError, TableSource, coverage};
use service_circle_core::read::table::UnitKind;
use service_circle_core::units::{Count, Unit, UnitFigures};
use service_circle_core::watch::Unwatched;

/// A list to be written.
struct Lists<'a> {
    folder: &'a Path,
    plan: Plan,
}

impl Lists<'_> {
    fn source(&self, name: &str, text: &str) -> TableSource {
        let path = self.folder.join(name);
        std::fs::write(&path, text).unwrap();
        TableSource {
            path,
            ..TableSource::default()
        }
    }

    fn compounds(mut self, text: &str) -> Self {
        self.plan.compounds = Some(self.source("compounds.csv", text));
        self
    }

    fn facilities(mut self, text: &str) -> Self {
        self.plan.facilities = Some(self.source("facilities.csv", text));
        self
    }

    fn units(mut self, name: &str, text: &str) -> Self {
        self.plan.units = Some(self.source(name, text));
        self
    }

    fn times(mut self, text: &str) -> Self {
        self.plan.times = Some(self.source("times.csv", text));
        self
    }

    fn run(self) -> CoverageOutcome {
        coverage(&self.plan, &Unwatched).unwrap()
    }
}

fn lists(folder: &tempfile::TempDir) -> Lists<'_> {
    Lists {
        folder: folder.path(),
        plan: Plan::default(),
    }
}

fn figures<'a>(outcome: &'a CoverageOutcome, called: &str) -> &'a UnitFigures {
    let units = &outcome.coverage.roster.units;
    let mut of = outcome.coverage.circles[0].units.iter();
    of.find(|one| units[one.unit].called() == called || units[one.unit].id == called)
        .unwrap_or_else(|| panic!("no figures of {called}"))
}

fn notes(outcome: &CoverageOutcome, code: &str) -> Vec<String> {
    let all = outcome.coverage.notes.iter();
    all.filter(|note| note.code == code)
        .map(|note| format!("{}: {}", note.id, note.text))
        .collect()
}

fn names(outcome: &CoverageOutcome) -> Vec<&str> {
    outcome.coverage.roster.units.iter().map(Unit::called).collect()
}

const ONE_FACILITY: &str = "id,name,lon,lat,street,community\nf1,站,117.001,39.001,西街道,人民社区\n";

#[test]
fn a_community_of_another_street_does_not_count_twice() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .units(
            "units.csv",
            "id,name,kind,parent\n1,东街道,街道,\n2,西街道,街道,\n3,人民社区,社区,东街道\n",
        )
        .compounds("id,lon,lat,street,community,elders\nc1,117.0,39.0,西街道,人民社区,100\n")
        .facilities(ONE_FACILITY)
        .run();
    let elders = |called| figures(&outcome, called).people.elders.told;
    assert_eq!(
        (elders("西街道"), elders("东街道"), elders("人民社区")),
        (Some(100.0), None, None)
    );
    assert!(figures(&outcome, "西街道").is_covered() && !figures(&outcome, "东街道").is_covered());
    assert_eq!(
        notes(&outcome, "unit-names-disagree"),
        [
            "c1: names the community 人民社区, which is not part of 西街道: it counts in 西街道 alone",
            "f1: names the community 人民社区, which is not part of 西街道: it counts in 西街道 alone",
        ]
    );
}

#[test]
fn a_name_in_two_streets_is_told_apart_without_ids() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .units(
            "units.csv",
            "name,kind,parent\nA街道,街道,\nB街道,街道,\n和平社区,社区,A街道\n和平社区,社区,B街道\n",
        )
        .compounds(
            "id,lon,lat,street,community,elders\nc1,117.0,39.0,B街道办事处,和平社区居委会,10\nc2,117.0,39.001,,和平社区,7\n",
        )
        .facilities("id,lon,lat,serves_units\nf1,117.0,39.0,和平社区\n")
        .run();
    assert_eq!(figures(&outcome, "B街道/和平社区").people.elders.told, Some(10.0));
    assert_eq!(figures(&outcome, "B街道").people.elders.told, Some(10.0));
    assert_eq!(figures(&outcome, "A街道").people.elders.told, None);
    assert_eq!(
        notes(&outcome, "unit-name-ambiguous"),
        [
            "c2: is in 和平社区, a name that several units have: give the id of one",
            "f1: says it serves 和平社区, a name that several units have: give the id of one",
        ]
    );
    assert_eq!(
        notes(&outcome, "unit-name-read-as"),
        [
            "c1: names B街道办事处, which is read as B街道",
            "c1: names 和平社区居委会, which is read as 和平社区"
        ]
    );
    assert_eq!(outcome.coverage.members.without_unit, [1]);
}

#[test]
fn without_a_list_names_make_the_units_and_no_ghosts() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .compounds(
            "id,lon,lat,street,community\nc1,117.0,39.0,望京,\nc2,117.0,39.1,望京街道办事处,花园社区\nc3,117.0,39.2,望京街道,花园社区居委会\n",
        )
        .facilities("id,lon,lat,community\nf1,117.0,39.0,花园社区\n")
        .run();
    assert_eq!(names(&outcome), ["望京街道办事处", "花园社区"]);
    let street = figures(&outcome, "望京街道办事处");
    assert_eq!(
        (street.compounds, street.is_covered()),
        (3, true),
        "the facility stands in its community"
    );
    assert_eq!(figures(&outcome, "花园社区").compounds, 2);
    // A community and a street of one name are two.
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .compounds("id,lon,lat,street,community\nc1,117.0,39.0,,望京\nc2,117.0,39.1,望京,\n")
        .facilities("id,lon,lat\nf1,117.0,39.0\n")
        .run();
    let mut ids: Vec<_> = outcome
        .coverage
        .roster
        .units
        .iter()
        .map(|unit| unit.id.as_str())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, ["community/望京", "望京"]);
    assert!(outcome.coverage.circles[0].units.iter().all(|unit| unit.compounds == 1));
}

#[test]
fn a_parent_of_a_kind_that_the_list_has_is_a_slip() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .units(
            "units.csv",
            "name,kind,parent\n南湖街道,街道,朝阳区\n和平社区,社区,南胡街道\n幸福社区,社区,远方街道\n",
        )
        .compounds("id,lon,lat,community\nc1,117.0,39.0,和平\n")
        .facilities("id,lon,lat,serves_units\nf1,117.0,39.0,南胡街道\n")
        .run();
    assert_eq!(names(&outcome), ["南湖街道", "和平社区", "幸福社区", "朝阳区"]);
    assert_eq!(
        notes(&outcome, "unit-parent-unknown"),
        [
            "和平社区: part of 南胡街道, which is not in the list; is it 南湖街道? It is taken to have no parent",
            "幸福社区: part of 远方街道, which is not in the list: it is taken to have no parent",
        ]
    );
    assert_eq!(notes(&outcome, "served-unit-unknown").len(), 1);
    assert_eq!(figures(&outcome, "和平社区").compounds, 1, "和平 is 和平社区");
}

fn square(name: &str, kind: &str, [west, south, east, north]: [f64; 4]) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"name":"{name}","kind":"{kind}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}

fn drawn(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn the_map_decides_where_a_name_speaks_against_it_and_the_name_where_the_map_is_silent() {
    let folder = tempfile::tempdir().unwrap();
    let units = drawn(&[
        square("甲街道", "街道", [117.0, 39.0, 117.01, 39.01]),
        square("乙街道", "街道", [117.01, 39.0, 117.02, 39.01]),
        square("大县", "县", [116.0, 38.0, 118.0, 40.0]),
    ]);
    let outcome = lists(&folder)
        .units("units.geojson", &units)
        // c3 stands 5 cm outside 甲街道, c4 in no street and names 乙街道, c5 nowhere and names a street that there is not.
        .compounds(
            "id,lon,lat,street\nc1,117.005,39.005,甲街道\nc2,117.015,39.005,甲街道\nc3,116.9999995,39.005,\nc4,117.005,39.5,乙街道\nc5,117.005,39.6,丙街道\n",
        )
        .facilities("id,lon,lat,street\nf1,117.015,39.006,甲街道\n")
        .run();
    let compounds = |called| figures(&outcome, called).compounds;
    assert_eq!((compounds("甲街道"), compounds("乙街道"), compounds("大县")), (2, 2, 5));
    assert!(figures(&outcome, "乙街道").is_covered() && !figures(&outcome, "甲街道").is_covered());
    assert_eq!(
        notes(&outcome, "unit-place-disagrees"),
        [
            "c2: names 甲街道 but stands in 乙街道: its place decides",
            "c4: names 乙街道 but stands in none of that kind: its name decides",
            "f1: names 甲街道 but stands in 乙街道: its place decides",
        ]
    );
    assert_eq!(
        notes(&outcome, "unit-unknown"),
        ["c5: names 丙街道, which is no unit of the list"]
    );
    assert_eq!(
        notes(&outcome, "compound-without-unit-of-kind"),
        ["c5: is the first of 1 compounds that are in no street or the like: totals of that kind leave them out"]
    );
}

#[test]
fn a_unit_within_one_of_its_kind_holds_what_is_in_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut units = drawn(&[
        square("北片", "", [117.0, 39.0, 117.02, 39.02]),
        square("北一", "", [117.0, 39.0, 117.01, 39.01]),
    ]);
    units = units.replace(r#""name":"北一""#, r#""name":"北一","parent":"北片""#);
    let outcome = lists(&folder)
        .units("units.geojson", &units)
        .compounds("id,lon,lat\nc1,117.005,39.005\nc2,117.015,39.015\n")
        .facilities("id,lon,lat\nf1,117.005,39.006\n")
        .run();
    let told = |called| {
        (
            figures(&outcome, called).compounds,
            figures(&outcome, called).is_covered(),
        )
    };
    assert_eq!((told("北片"), told("北一")), ((2, true), (1, true)));
    assert_eq!(outcome.outcome.tally.count("unit-overlap"), 0);
}

#[test]
fn people_are_the_list_s_own_then_those_of_parts_then_those_of_compounds() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .units(
            "units.csv",
            "name,kind,parent,elders,population\n大县,县,,,\n甲镇,镇,大县,800,\n乙镇,镇,大县,200,1000\n丙镇,镇,大县,,\n小村,村,大县,70,\n",
        )
        .compounds(
            "id,lon,lat,street,elders\nc1,117.0,39.0,甲镇,50\nc2,117.0,39.1,丙镇,30\nc3,117.0,39.2,丙镇,\n",
        )
        .facilities("id,lon,lat,street,beds\nf1,117.0,39.0,甲镇,8\nf2,117.0,39.1,丙镇,6\n")
        .run();
    let elders = |called| figures(&outcome, called).people.elders;
    let count = |told, untold| Count {
        told: Some(told),
        untold,
    };
    assert_eq!(elders("甲镇"), count(800.0, 0));
    assert_eq!(elders("丙镇"), count(30.0, 1), "one of its compounds does not tell");
    // Towns, not the village, which lies in one of them as well; 丙镇's are those of its compounds.
    assert_eq!(elders("大县"), count(1030.0, 1));
    assert_eq!(figures(&outcome, "大县").beds_per_1000(), Some(14.0 / 1030.0 * 1000.0));
    // Elders over residents only of those that tell both: never 800 over nobody.
    let towns = &outcome.coverage.circles[0].totals[1];
    assert_eq!(towns.kind, Some(UnitKind::Town));
    assert_eq!(towns.people.elders_of_population.each(), Some(0.2));
    assert_eq!(towns.beds_per_1000(), Some(14.0 / 1030.0 * 1000.0));
    // Units tell people of their own: the compounds' alone are no whole to set beds against.
    let whole = &outcome.coverage.circles[0].whole;
    assert_eq!((whole.people.elders, whole.beds_per_1000()), (count(80.0, 1), None));
    assert_eq!(notes(&outcome, "people-not-told").len(), 2);
}

#[test]
fn a_target_over_units_within_units_counts_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let target = |measure, kinds: &[UnitKind]| Target {
        measure,
        kinds: kinds.to_vec(),
        share: Some(0.8),
        ..Target::default()
    };
    let mut lists = lists(&folder);
    let both = [UnitKind::Township, UnitKind::Village];
    lists.plan.options.targets = vec![
        target(Measure::Elders, &both),
        target(Measure::Administrative, &both),
        target(Measure::Administrative, &[UnitKind::Community]),
    ];
    let outcome = lists
        .units("units.csv", "name,kind,parent\n甲乡,乡,\n一村,村,甲乡\n")
        .compounds("id,lon,lat,community,elders\nc1,117.0,39.0,一村,60\nc2,117.0,39.1,一村,40\n")
        .facilities("id,lon,lat,community\nf1,117.0,39.0,一村\n")
        .times("demand,site,minutes\nc1,f1,10\nc2,f1,20\n")
        .run();
    let targets = &outcome.coverage.targets;
    let measured = targets[0].measured.unwrap();
    assert_eq!((measured.total, measured.low), (100.0, 60.0));
    assert_eq!(targets[0].shortfall.map(|one| one.more), Some(20.0));
    assert_eq!((targets[1].measured, targets[1].shortfall), (None, None));
    assert_eq!((targets[2].measured, targets[2].shortfall), (None, None));
    assert_eq!(
        notes(&outcome, "target-without-units"),
        [
            "2: means units within units: give it one kind",
            "3: means no unit: none is of its kind"
        ]
    );
}

#[test]
fn a_time_at_a_limit_in_metres_is_within_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut lists = lists(&folder);
    // 1000 m at 1 m/s: 16.666... min; the table is written with five decimals, as ours is.
    lists.plan.options.circles[0].limit = Limit::Metres(1000.0);
    let outcome = lists
        .compounds("id,lon,lat,elders\nc1,117.0,39.0,60\nc2,117.0,39.1,40\n")
        .facilities("id,lon,lat,beds\nf1,117.0,39.0,5\n")
        .times("demand,site,minutes\nc1,f1,16.66667\nc2,f1,16.66670\n")
        .run();
    let circle = &outcome.coverage.circles[0];
    let compounds = circle.whole.measured(Measure::Compounds).unwrap();
    assert_eq!((compounds.low, compounds.high), (1.0, 1.0));
    assert_eq!(circle.stages[0].covered.map(|one| one.compounds), Some(1));
    assert_eq!(
        circle.catchments[0].within.as_ref().map(|one| one.compounds.len()),
        Some(1)
    );
    assert_eq!(circle.access[0].in_reach, [1, 0]);
}

#[test]
fn times_that_name_nothing_known_end_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let lists = lists(&folder)
        .compounds("id,lon,lat\nc1,117.0,39.0\n")
        .facilities("id,lon,lat\nf1,117.0,39.0\n")
        .times("demand,site,minutes\nx1,f1,5\nx2,f1,6\n");
    let error = coverage(&lists.plan, &Unwatched).unwrap_err();
    assert!(matches!(error, RunError::NoTimes { rows: 2, .. }), "{error:?}");
    assert!(
        error.to_string().starts_with("times.csv: none of its 2 rows is a walk"),
        "{error}"
    );
}

#[test]
fn what_slipped_comes_after_what_counts_today() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = lists(&folder)
        .compounds("id,lon,lat\nc1,117.0,39.0\nc2,117.0,39.1\n")
        .facilities(
            "id,lon,lat,status,open_date\nf1,117.0,39.0,在建,2020\nf2,117.0,39.1,运营,2021\nf3,117.0,39.1,规划,\nf4,117.0,39.1,运营,\n",
        )
        .times("demand,site,minutes\nc1,f1,5\nc2,f2,5\n")
        .run();
    let stages = &outcome.coverage.circles[0].stages;
    let told: Vec<_> = stages
        .iter()
        .map(|stage| {
            (
                stage.key.name(),
                stage.key.is_now(),
                stage.facilities_so_far,
                stage.covered.unwrap().compounds,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("open".to_owned(), true, 1, 0),
            ("2021".to_owned(), true, 2, 1),
            ("2020".to_owned(), false, 3, 2),
            ("planned".to_owned(), false, 4, 2),
        ]
    );
}
