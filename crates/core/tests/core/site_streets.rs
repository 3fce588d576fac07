//! Streets of siting by the units' outlines: candidates that come of no list are in the unit that holds them, as facilities are.
use std::path::Path;

use service_circle_core::options::{CandidateSource, DemandWeight, SiteOptions};
use service_circle_core::plan::{Plan, SiteOutcome, TableSource, site};
use service_circle_core::site::Status;
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::city_pbf;

/// Where the fixture city is cut in two, degrees east; nothing stands on the line.
const CUT: f64 = 115.0201;
const SIDES: [&str; 2] = ["西街道", "东街道"];

/// Two streets as outlines that hold the whole city.
fn units(folder: &Path) -> TableSource {
    let side = |id: usize, west: f64, east: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"u{id}","name":"{}","kind":"street"}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{west},32.9],[{east},32.9],[{east},33.2],[{west},33.2],[{west},32.9]]]}}}}"#,
            SIDES[id]
        )
    };
    let path = folder.join("units.geojson");
    let features = [side(0, 114.8, CUT), side(1, CUT, 115.2)].join(",");
    std::fs::write(
        &path,
        format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#),
    )
    .unwrap();
    TableSource {
        path,
        ..TableSource::default()
    }
}

fn sited(candidates: CandidateSource, options: SiteOptions) -> SiteOutcome {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = Plan {
        osm: city_pbf(),
        units: Some(units(folder.path())),
        ..Plan::default()
    };
    plan.options.site = Some(SiteOptions {
        candidates,
        spacing_m: 300.0,
        weight: Some(DemandWeight::Compounds),
        ..options
    });
    site(&plan, &Unwatched).unwrap()
}

fn side_of(lon: f64) -> usize {
    usize::from(lon > CUT)
}

/// Facilities that count today, on each side.
fn standing(sited: &SiteOutcome) -> [u32; 2] {
    let circle = &sited.outcome.circles[0].circle;
    let mut standing = [0; 2];
    for one in sited
        .outcome
        .placed
        .facilities
        .iter()
        .filter(|one| one.counts_in(circle))
    {
        standing[side_of(one.place.lon_degrees())] += 1;
    }
    standing
}

fn opened(sited: &SiteOutcome) -> [u32; 2] {
    let mut opened = [0; 2];
    for one in &sited.siting.sites {
        let side = side_of(one.place.lon_degrees());
        opened[side] += 1;
        assert_eq!(one.street.as_deref(), Some(SIDES[side]), "{}", one.id);
    }
    opened
}

#[test]
fn at_least_so_many_a_street_holds_for_candidates_of_no_list() {
    for source in [CandidateSource::Network, CandidateSource::Compounds] {
        let free = sited(
            source,
            SiteOptions {
                count: Some(8),
                ..SiteOptions::default()
            },
        );
        let before = standing(&free);
        let least = before.iter().max().unwrap() + 2;
        let needed = before.map(|stand| least - stand);
        let count = needed.iter().sum();
        let without = opened(&free);
        assert!(without != needed, "the rule would change nothing: {without:?}");
        let ruled = sited(
            source,
            SiteOptions {
                count: Some(count),
                at_least_per_street: least,
                ..SiteOptions::default()
            },
        );
        assert_ne!(ruled.siting.plan.status, Status::Infeasible);
        assert_eq!(opened(&ruled), needed);
        let short = sited(
            source,
            SiteOptions {
                count: Some(count - 1),
                at_least_per_street: least,
                ..SiteOptions::default()
            },
        );
        assert_eq!(short.siting.plan.status, Status::Infeasible);
    }
}

#[test]
fn at_most_so_many_a_street_forbids_two_on_one_side() {
    let free = sited(CandidateSource::Network, SiteOptions::default());
    let before = standing(&free);
    let of_side = |side: usize| {
        let sites = free
            .outcome
            .sites
            .iter()
            .filter(move |one| side_of(one.site.place.lon_degrees()) == side);
        sites.take(2).map(|one| one.site.id.clone()).collect::<Vec<String>>()
    };
    let most = before.iter().max().unwrap() + 1;
    let fullest = usize::from(before[1] > before[0]);
    for (fixed, is_possible) in [(of_side(fullest), false), (of_side(fullest)[..1].to_vec(), true)] {
        let ruled = sited(
            CandidateSource::Network,
            SiteOptions {
                count: Some(2),
                at_most_per_street: Some(most),
                fixed_in: fixed.clone(),
                ..SiteOptions::default()
            },
        );
        assert_eq!(
            ruled.siting.plan.status != Status::Infeasible,
            is_possible,
            "{fixed:?} {before:?}"
        );
    }
}

#[test]
fn streets_before_and_after_count_everybody_once() {
    let sited = sited(
        CandidateSource::Network,
        SiteOptions {
            count: Some(3),
            ..SiteOptions::default()
        },
    );
    let streets = &sited.siting.streets;
    let names: Vec<&str> = streets.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["东街道", "西街道"]);
    let sum = |of: fn(&service_circle_core::site::StreetSited) -> f64| streets.iter().map(of).sum::<f64>();
    assert!((sum(|one| one.demand) - sited.siting.demand).abs() < 1e-6);
    assert!((sum(|one| one.before) - sited.siting.served_before).abs() < 1e-6);
    assert!((sum(|one| one.after) - sited.siting.served_after).abs() < 1e-6);
    assert_eq!(
        streets.iter().map(|one| one.opened).sum::<usize>(),
        sited.siting.sites.len()
    );
    for (compound, one) in sited.outcome.placed.compounds.iter().zip(&sited.siting.compounds) {
        // Most of its dwellings, by hand.
        let west = compound
            .dwellings
            .iter()
            .filter(|one| side_of(one.place.lon_degrees()) == 0)
            .count();
        if 2 * west != compound.dwellings.len() {
            let side = usize::from(2 * west < compound.dwellings.len());
            assert_eq!(one.street.as_deref(), Some(SIDES[side]), "{}", compound.id);
        }
    }
}
