//! Where to build in the fixture city: whom each room serves was worked out by hand (`SITING.md`), and as the crow flies another room
//! would be best.
use std::collections::BTreeSet;

use service_circle_core::options::{DemandWeight, Objective, SiteOptions};
use service_circle_core::plan::{Plan, SiteOutcome, TableSource, site};
use service_circle_core::site::Status;
use service_circle_core::watch::Unwatched;
use service_circle_testkit::candidates::Room;
use service_circle_testkit::city::city;
use service_circle_testkit::named::{city_pbf, fixtures};

/// Metres of a 15-minute walk at 1 m/s.
const LIMIT_M: f64 = 900.0;

fn sited(options: SiteOptions) -> SiteOutcome {
    let mut plan = Plan {
        osm: city_pbf(),
        candidates: Some(TableSource {
            path: fixtures().join("city/candidates.csv"),
            ..TableSource::default()
        }),
        ..Plan::default()
    };
    plan.options.site = Some(SiteOptions {
        weight: Some(DemandWeight::Compounds),
        check: true,
        ..options
    });
    site(&plan, &Unwatched).unwrap()
}

fn names(sited: &SiteOutcome, is_newly: impl Fn(usize) -> bool) -> BTreeSet<String> {
    let compounds = sited.outcome.placed.compounds.iter().enumerate();
    let named = compounds.filter(|(number, _)| is_newly(*number));
    named.filter_map(|(_, compound)| compound.name.clone()).collect()
}

/// Compounds brought within the limit, on foot, by rooms that are told.
fn newly_on_foot(sited: &SiteOutcome) -> BTreeSet<String> {
    names(sited, |number| {
        let compound = &sited.siting.compounds[number];
        compound.after > compound.before
    })
}

/// Compounds not within the limit today that a room lies near as the crow flies.
fn newly_straight(sited: &SiteOutcome, room: usize) -> BTreeSet<String> {
    let place = sited.outcome.sites[room].site.place;
    names(sited, |number| {
        let compound = &sited.outcome.placed.compounds[number];
        let is_near = |dwelling: &service_circle_core::place::Dwelling| dwelling.place.distance_m(place) <= LIMIT_M;
        sited.siting.compounds[number].before == 0.0 && compound.dwellings.iter().any(is_near)
    })
}

fn owned(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_room_serves_whom_the_hand_answer_says() {
    for (number, room) in city().rooms.iter().enumerate() {
        let one = sited(SiteOptions {
            count: Some(1),
            fixed_in: vec![room.id.to_owned()],
            ..SiteOptions::default()
        });
        assert_eq!(newly_on_foot(&one), owned(room.on_foot), "{}", room.id);
        assert_eq!(newly_straight(&one, number), owned(room.straight), "{}", room.id);
        assert!(one.siting.rechecked.is_some_and(|checked| checked.dwellings > 40));
    }
}

#[test]
fn the_wall_is_no_trap() {
    let rooms = city().rooms;
    let best = |of: fn(&Room) -> usize| rooms.iter().map(of).max().unwrap();
    let straight: Vec<&str> = rooms
        .iter()
        .filter(|room| room.straight.len() == best(|room| room.straight.len()))
        .map(|room| room.id)
        .collect();
    assert_eq!(straight, ["R1"], "as the crow flies one room is the best");

    let one = sited(SiteOptions {
        count: Some(1),
        ..SiteOptions::default()
    });
    assert_eq!(one.siting.plan.status, Status::Optimal);
    let opened = &one.siting.sites[0];
    assert!(["R3", "R4"].contains(&opened.id.as_str()), "{}", opened.id);
    assert_eq!(opened.compounds_newly_served, 1);
    let (runner_up, loss) = opened.runner_up.clone().unwrap();
    assert!(
        ["R3", "R4"].contains(&runner_up.as_str()) && loss.abs() < 1e-9,
        "{runner_up} {loss}"
    );

    let all = sited(SiteOptions {
        count: Some(4),
        ..SiteOptions::default()
    });
    let opened: Vec<&str> = all.siting.sites.iter().map(|site| site.id.as_str()).collect();
    assert_eq!(opened, ["R3", "R4"], "the others serve nobody");
    assert_eq!(newly_on_foot(&all), owned(&["路西小区", "西邻苑"]));
}

#[test]
fn money_decides_between_rooms_that_serve_as_many() {
    let budget = |budget: f64| {
        let told = sited(SiteOptions {
            budget: Some(budget),
            ..SiteOptions::default()
        });
        let opened: Vec<String> = told.siting.sites.iter().map(|site| site.id.clone()).collect();
        opened
    };
    // R3 costs 120, R4 150.
    // R1 costs 60 and serves nobody.
    assert_eq!(budget(119.0), Vec::<String>::new());
    assert_eq!(budget(120.0), ["R3"]);
    assert_eq!(budget(270.0), ["R3", "R4"]);
    let cheapest = sited(SiteOptions {
        objective: Objective::MinSites,
        cheapest: true,
        ..SiteOptions::default()
    });
    let paid = cheapest
        .siting
        .plan
        .objective
        .map(|paid| cheapest.siting.in_words(paid));
    assert_eq!(paid, Some(270.0), "all that any room can reach");
}
