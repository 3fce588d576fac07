//! The fixture city: answers worked out by hand from its drawing, and the laws with its walls, water and motorway.

use geo::{Contains, Coord, Point};
use service_circle_core::circles::Isochrone;
use service_circle_core::ids::FacilityIndex;
use service_circle_core::lonlat::{Frame, LonLat};
use service_circle_core::options::{Circle, Limit, Zones};
use service_circle_core::plan::{CirclesOutcome, Plan, lay};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::city::city;
use service_circle_testkit::named::city_pbf;

use crate::circles::laws::{Scene, check, total};

fn plan(zones: Zones) -> Plan {
    let mut plan = Plan {
        osm: city_pbf(),
        ..Plan::default()
    };
    plan.options.walk.zones = zones;
    plan
}

/// The circle of one facility, or of all as one.
fn drawn(zones: Zones, name: Option<&str>, minutes: &[f64]) -> CirclesOutcome {
    let laid = lay(&plan(zones), &Unwatched).unwrap();
    let named = |index: &FacilityIndex| laid.facilities()[index.index()].name.as_deref() == name || name.is_none();
    let set: Vec<FacilityIndex> = laid.counted(&Circle::default()).into_iter().filter(named).collect();
    assert!(!set.is_empty());
    let limits: Vec<Limit> = minutes.iter().map(|minutes| Limit::Minutes(*minutes)).collect();
    laid.circles(&[set], &limits, &Unwatched).unwrap()
}

/// Whether places told in metres from a facility are coloured.
#[track_caller]
fn assert_coloured(outcome: &CirclesOutcome, ring: &Isochrone, places: &[(f64, f64)], coloured: bool) {
    let facility = outcome.areas.circles[0].facilities[0];
    let frame = Frame::around(outcome.outcome.placed.facilities[facility.index()].place);
    for &(x, y) in places {
        let at = frame.to_place(Coord { x, y }).coord();
        assert_eq!(ring.shape.contains(&Point(at)), coloured, "{x} m east, {y} m north");
    }
}

#[test]
fn a_facility_behind_the_one_gate_wall_does_not_colour_the_street_behind_it() {
    // 围墙养老院 stands on the street south of a walled compound of 700 m by 370 m; its one gate is in the north. Round the block it is
    // 350 + 400 to the north-east corner, 450 + 400 to the north-west one: 150 m and 50 m of the street behind are left.
    let outcome = drawn(Zones::Infer, Some("围墙养老院"), &[15.0]);
    let ring = &outcome.areas.circles[0].isochrones[0];
    let street_behind = [(205.0, 400.0), (300.0, 400.0), (-405.0, 400.0)];
    assert_coloured(&outcome, ring, &street_behind, true);
    let too_far_behind = [(195.0, 400.0), (0.0, 400.0), (-200.0, 400.0), (-395.0, 400.0)];
    assert_coloured(&outcome, ring, &too_far_behind, false);
    // The wall is 20 m north of the street in front, 10 m south of the one behind.
    assert_coloured(&outcome, ring, &[(0.0, 18.0), (-200.0, 19.0), (250.0, 391.0)], true);
    assert_coloured(
        &outcome,
        ring,
        &[(0.0, 22.0), (0.0, 40.0), (0.0, 200.0), (-200.0, 21.0), (250.0, 389.0)],
        false,
    );
}

#[test]
fn where_everybody_walks_everywhere_the_wall_still_stands() {
    // The compound's own road begins at the gate in the north: nobody gets there sooner.
    let outcome = drawn(Zones::Open, Some("围墙养老院"), &[15.0]);
    let ring = &outcome.areas.circles[0].isochrones[0];
    assert_coloured(&outcome, ring, &[(0.0, 400.0), (0.0, 40.0), (0.0, 22.0)], false);
    assert_coloured(&outcome, ring, &[(0.0, 18.0)], true);
}

#[test]
fn a_river_between_two_bridges_is_not_bridged() {
    // 北岸养老院 is 10 m north of the street on the north bank (y = -10 from it); the water is from 60 m to 160 m south of it, the
    // bridges 250 m east and 400 m west. To the south bank: 10 + 250 + 200 = 460 s by the east bridge.
    let outcome = drawn(Zones::Infer, Some("北岸养老院"), &[10.0, 15.0]);
    let [ten, fifteen] = &outcome.areas.circles[0].isochrones[..] else {
        panic!("two rings")
    };
    assert_coloured(
        &outcome,
        ten,
        &[(100.0, -33.0), (250.0, -110.0), (150.0, -190.0), (112.0, -210.0)],
        true,
    );
    // Beside the bridge, on the water, on both banks between the bridges, south of where 600 s end: 250 - 140.
    let beside = [
        (245.0, -110.0),
        (255.0, -110.0),
        (0.0, -110.0),
        (0.0, -50.0),
        (0.0, -170.0),
        (108.0, -210.0),
        (0.0, -210.0),
    ];
    assert_coloured(&outcome, ten, &beside, false);
    // By the west bridge 410 s to its north end: 190 m of it.
    assert_coloured(&outcome, ten, &[(-400.0, -195.0)], true);
    assert_coloured(&outcome, ten, &[(-400.0, -205.0)], false);
    // With 900 s all of the south bank between the bridges, and still no water.
    assert_coloured(
        &outcome,
        fifteen,
        &[(0.0, -210.0), (-300.0, -210.0), (-300.0, -190.0)],
        true,
    );
    assert_coloured(
        &outcome,
        fifteen,
        &[(0.0, -110.0), (0.0, -50.0), (0.0, -170.0), (255.0, -110.0)],
        false,
    );
}

#[test]
fn residents_of_a_compound_reach_by_its_own_streets_and_nobody_else_does() {
    // 邻里养老院: residents of 东邻苑 walk out by their own east gate; 西邻苑 beside it has an inner gate into 东邻苑, which is no way.
    let gated = drawn(Zones::Infer, Some("邻里养老院"), &[15.0]);
    let open = drawn(Zones::Open, Some("邻里养老院"), &[15.0]);
    let (gated_ring, open_ring) = (
        &gated.areas.circles[0].isochrones[0],
        &open.areas.circles[0].isochrones[0],
    );
    let within = |outcome: &CirclesOutcome, ring: &Isochrone, name: &str| {
        let compound = outcome
            .outcome
            .placed
            .compounds
            .iter()
            .find(|one| one.name.as_deref() == Some(name))
            .unwrap();
        ring.shape.contains(&Point(compound.dwellings[0].links[0].at.coord()))
    };
    assert!(within(&gated, gated_ring, "东邻苑"));
    assert!(!within(&gated, gated_ring, "西邻苑"));
    assert!(within(&open, open_ring, "西邻苑"));
    assert_eq!((gated_ring.residents.compounds, open_ring.residents.compounds), (1, 2));
}

#[test]
fn the_areas_of_the_city_keep_the_laws() {
    let data = city().data;
    let tagged = |tags: &[(Vec<u8>, Vec<u8>)], key: &str, values: &[&str]| {
        let told = tags.iter().filter(|(known, _)| known == key.as_bytes());
        told.into_iter()
            .any(|(_, value)| values.iter().any(|one| one.as_bytes() == value))
    };
    let place = |node: &i64| {
        let found = data.nodes.iter().find(|one| one.id == *node)?;
        Some(LonLat {
            lon: found.lon,
            lat: found.lat,
        })
    };
    let stops = data.ways.iter().filter(|way| {
        tagged(&way.tags, "barrier", &["wall", "fence"])
            || tagged(&way.tags, "natural", &["water"])
            || tagged(&way.tags, "highway", &["motorway"])
    });
    let walls: Vec<(LonLat, LonLat)> = stops
        .flat_map(|way| {
            way.refs
                .windows(2)
                .filter_map(|pair| Some((place(&pair[0])?, place(&pair[1])?)))
        })
        .collect();
    assert!(walls.len() > 50, "{} pieces of wall", walls.len());
    let mut all = Vec::new();
    for zones in [Zones::Infer, Zones::Open] {
        let laid = lay(&plan(zones), &Unwatched).unwrap();
        let mut sets: Vec<Vec<FacilityIndex>> = laid
            .counted(&Circle::default())
            .into_iter()
            .map(|one| vec![one])
            .collect();
        sets.push(laid.counted(&Circle::default()));
        let limits = [5.0, 10.0, 15.0].map(Limit::Minutes);
        let outcome = laid.circles(&sets, &limits, &Unwatched).unwrap();
        assert!(outcome.areas.circles.len() > 20);
        let facilities = &outcome.outcome.placed.facilities;
        for circle in &outcome.areas.circles {
            let members = circle.facilities.iter().map(|index| &facilities[index.index()]);
            let scene = Scene {
                network: &outcome.outcome.network,
                walls: walls.clone(),
                doors: members
                    .flat_map(|one| one.links.iter().map(|link| (one.door, link.at)))
                    .collect(),
                is_square: &|stretch| outcome.outcome.network.way(stretch.edge).class == "square",
            };
            all.push(check(&scene, circle, &format!("{zones:?} {:?}", circle.facilities)));
        }
    }
    let looked = total(all);
    assert!(looked.reached > 50_000 && looked.ground > 20_000, "{looked:?}");
}
