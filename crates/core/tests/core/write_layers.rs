//! Layers read back by other means: the geojson crate's parser, a signed area of our own.

use std::fs;

use crate::drawn::{drawn, features};
use crate::judged::{compound, facility, reach};
use geojson::{Feature, GeometryValue, JsonValue};
use proptest::prelude::*;
use service_circle_core::gaps::judge;
use service_circle_core::place::Placed;
use service_circle_core::plan::{CircleOutcome, Outcome, Plan};
use service_circle_core::write::{LayerKind, to_directory, to_file};

/// The contract of the design, typed again.
const COMPOUND_COLUMNS: &str = "id name verdict reason minutes minutes_low minutes_high metres straight_m detour share_low \
    share_high facility_id facility_name facility_category circle dwellings households elders elders_outside ways_in evidence \
    gated snap_m speed_needed street community settled_by";

fn property<'a>(feature: &'a Feature, name: &str) -> &'a JsonValue {
    feature.property(name).unwrap()
}

/// Twice the signed area: above 0 where the ring runs counter-clockwise.
fn signed_area(ring: &[geojson::Position]) -> f64 {
    ring.windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum()
}

fn layer(kind: LayerKind) -> Vec<&'static str> {
    kind.columns().into_iter().map(|head| head.name).collect()
}

#[test]
fn the_compounds_layer_keeps_its_contract() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    to_directory(&plan, &outcome, folder.path(), false, None).unwrap();
    let features = features(&folder.path().join("compounds.geojson"));
    let contract: Vec<&str> = COMPOUND_COLUMNS.split_whitespace().collect();
    assert_eq!(layer(LayerKind::Compounds), contract);
    assert_eq!(features.len(), 3);
    for (feature, id) in features.iter().zip(["way/1", "b", "c"]) {
        let keys: Vec<&str> = feature
            .properties
            .as_ref()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, contract);
        assert_eq!(feature.id, Some(geojson::feature::Id::String(id.to_owned())));
    }
    let first = &features[0];
    let expected = serde_json::json!({
        "id": "way/1", "name": "都市心海岸 \"北区\"", "verdict": "partly", "reason": "barrier",
        "minutes": 12.57, "minutes_low": 12.57, "minutes_high": 12.57, "metres": 754.3, "straight_m": 700.0, "detour": 1.08,
        "share_low": 0.6667, "share_high": 0.6667, "facility_id": "node/5", "facility_name": "夕阳红",
        "facility_category": "nursing_home", "circle": "elder care", "dwellings": 2, "households": 200.0, "elders": 30.0,
        "elders_outside": 10.0, "ways_in": 2, "evidence": "E1", "gated": true, "snap_m": 5.0, "speed_needed": 0.84,
        "street": "望京街道", "community": null, "settled_by": null
    });
    assert_eq!(JsonValue::Object(first.properties.clone().unwrap()), expected);
    let third = &features[2];
    for absent in [
        "name",
        "minutes",
        "metres",
        "detour",
        "facility_id",
        "elders",
        "elders_outside",
        "evidence",
        "gated",
        "snap_m",
    ] {
        assert!(property(third, absent).is_null(), "{absent}");
    }
    assert_eq!(property(third, "verdict"), "gap");
}

#[test]
fn geometry_is_right_handed_closed_and_short() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    to_directory(&plan, &outcome, folder.path(), true, None).unwrap();
    let features = features(&folder.path().join("compounds.geojson"));
    let GeometryValue::MultiPolygon { coordinates } = &features[0].geometry.as_ref().unwrap().value else {
        panic!("an outline is a MultiPolygon")
    };
    assert_eq!(coordinates.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    for rings in coordinates {
        assert!(signed_area(&rings[0]) > 0.0);
        assert!(rings[1..].iter().all(|hole| signed_area(hole) < 0.0));
        assert!(rings.iter().all(|ring| ring.first() == ring.last() && ring.len() == 5));
    }
    assert!(matches!(
        features[1].geometry.as_ref().unwrap().value,
        GeometryValue::Point { .. }
    ));
    for name in ["compounds", "walks", "facilities", "network"] {
        let text = fs::read_to_string(folder.path().join(format!("{name}.geojson"))).unwrap();
        let longest = text
            .split(|one: char| !one.is_ascii_digit() && one != '.')
            .filter_map(|number| number.split_once('.'))
            .map(|(_, decimals)| decimals.len())
            .max();
        assert!(longest.unwrap() <= 7, "{name}: {longest:?} decimals");
    }
}

#[test]
fn walks_facilities_and_network_tell_what_they_should() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    to_directory(&plan, &outcome, folder.path(), true, None).unwrap();

    let walks = features(&folder.path().join("walks.geojson"));
    assert_eq!(layer(LayerKind::Walks), ["id", "facility_id", "minutes", "metres"]);
    assert_eq!(walks.len(), 2, "a compound that reaches nothing has no walk");
    assert_eq!(property(&walks[0], "facility_id"), "node/5");
    assert_eq!(
        (property(&walks[0], "minutes"), property(&walks[0], "metres")),
        (&12.57.into(), &754.3.into())
    );
    for walk in &walks {
        let GeometryValue::LineString { coordinates } = &walk.geometry.as_ref().unwrap().value else {
            panic!("a walk is a line")
        };
        assert_eq!(coordinates.len(), 2);
    }

    let facilities = features(&folder.path().join("facilities.geojson"));
    let columns = [
        "id",
        "name",
        "category",
        "status",
        "compounds_served",
        "elders_served",
        "floor_area_m2",
        "beds",
    ];
    assert_eq!(layer(LayerKind::Facilities), columns);
    assert_eq!(property(&facilities[0], "compounds_served"), 1);
    assert_eq!(property(&facilities[0], "elders_served"), 20.0);
    assert_eq!(property(&facilities[0], "beds"), 120.0);
    assert_eq!(property(&facilities[1], "elders_served"), 0.0);

    let edges = features(&folder.path().join("network.geojson"));
    assert_eq!(edges.len(), 2);
    assert_eq!(property(&edges[0], "way"), "way/17");
    assert_eq!(
        (property(&edges[0], "oneway"), property(&edges[1], "oneway")),
        (&false.into(), &true.into())
    );
    assert_eq!(
        (property(&edges[1], "zone"), property(&edges[1], "metres")),
        (&3.into(), &100.0.into())
    );
    let GeometryValue::LineString { coordinates } = &edges[1].geometry.as_ref().unwrap().value else {
        panic!("an edge is a line")
    };
    assert!(
        coordinates[0][0] > coordinates[1][0],
        "drawn as it is walked: from head to tail"
    );
}

#[test]
fn every_column_is_titled_in_both_languages_once() {
    for kind in LayerKind::ALL {
        let heads = kind.columns();
        for (index, head) in heads.iter().enumerate() {
            assert!(!head.english.is_empty() && !head.chinese.is_ascii(), "{}", head.name);
            let [english, chinese] = head.definition.unwrap_or(["-", "：一"]);
            assert!(
                head.english.is_ascii() && english.is_ascii() && !english.is_empty(),
                "{}",
                head.name
            );
            assert!(!chinese.is_ascii(), "{}", head.name);
            for other in &heads[..index] {
                let alike = other.name == head.name || other.english == head.english || other.chinese == head.chinese;
                assert!(!alike, "{} and {} of {kind:?}", other.name, head.name);
            }
            for code in head.codes {
                let english = [code.title.english, code.about.english];
                assert!(
                    english.iter().all(|text| !text.is_empty() && text.is_ascii()),
                    "{}",
                    code.word
                );
                assert!(!code.about.chinese.is_ascii(), "{}", code.word);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every compound stands in the layer exactly once, in its place, with numbers that are numbers.
    #[test]
    fn every_compound_is_written_once(times in prop::collection::vec(prop::option::of(0_u32..5_000_000), 0..40)) {
        let compounds: Vec<_> = (0..times.len()).map(|index| compound(&format!("c{index}"), &[(0.0, 1.0)])).collect();
        let placed = Placed { compounds, facilities: vec![facility("f", 50.0)], ..Placed::default() };
        let reached: Vec<_> = times.iter().map(|time| reach(&[time.map(|ms| f64::from(ms) / 1000.0)])).collect();
        let plan = Plan::default();
        let verdicts = judge(&placed, &reached, &plan.options.circles[0], &plan.options);
        let circle = CircleOutcome { reached, verdicts, ..CircleOutcome::default() };
        let outcome = Outcome { placed, circles: vec![circle], ..Outcome::default() };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.geojson");
        to_file(&plan, &outcome, &path).unwrap();
        let features = features(&path);
        let ids: Vec<String> = features.iter().map(|one| property(one, "id").as_str().unwrap().to_owned()).collect();
        prop_assert_eq!(ids, (0..times.len()).map(|index| format!("c{index}")).collect::<Vec<_>>());
        for (feature, time) in features.iter().zip(times) {
            let minutes = property(feature, "minutes").as_f64();
            prop_assert_eq!(minutes.is_some(), time.is_some());
            if let (Some(minutes), Some(time)) = (minutes, time) {
                prop_assert!((minutes - f64::from(time) / 60_000.0).abs() <= 0.005 + 1e-9);
            }
        }
    }
}
