//! Files made for the test: whatever their order and packing, the same extract; broken ones an error, never a panic.
use std::path::Path;

use geo::Area;
use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::ids::{NodeIndex, OsmId};
use service_circle_core::read::{Extract, Interest, Key, ReadError, read_extract};
use service_circle_core::watch::{Unwatched, Watch};
use service_circle_testkit::osm::{Member, MemberKind, Node, OsmData, Relation, Way};
use service_circle_testkit::pbf::{Compression, Order, WriteOptions, encode};

/// Beyond 2^33, so that no id fits into 32 bits plus one.
const FAR: i64 = 1 << 34;

fn tags(pairs: &[(&str, &str)]) -> Vec<(Vec<u8>, Vec<u8>)> {
    pairs
        .iter()
        .map(|(key, value)| (key.as_bytes().to_vec(), value.as_bytes().to_vec()))
        .collect()
}

fn node(id: i64, x: i32, y: i32, pairs: &[(&str, &str)]) -> Node {
    Node {
        id,
        lon: 1_160_000_000 + x * 1000,
        lat: 400_000_000 + y * 1000,
        tags: tags(pairs),
    }
}

fn way(id: i64, refs: &[i64], pairs: &[(&str, &str)]) -> Way {
    Way {
        id,
        refs: refs.to_vec(),
        tags: tags(pairs),
    }
}

fn relation(id: i64, members: &[(i64, &str)], pairs: &[(&str, &str)]) -> Relation {
    let member = |(id, role): &(i64, &str)| Member {
        kind: MemberKind::Way,
        id: *id,
        role: (*role).to_owned(),
    };
    Relation {
        id,
        members: members.iter().map(member).collect(),
        tags: tags(pairs),
    }
}

/// A residential multipolygon of 10 x 10 units (each 1e-4 degrees) in two halves of a rim, one of them backwards, with a hole of 2 x 2
/// and an island of 1 x 1 beside; a street with a gate, out of the file at one end; a home that stands alone.
fn scene() -> OsmData {
    let corner = |at: i64, x, y| node(FAR + at, x, y, &[]);
    OsmData {
        bounds: None,
        nodes: vec![
            corner(1, 0, 0),
            corner(2, 10, 0),
            corner(3, 10, 10),
            corner(4, 0, 10),
            corner(5, 4, 4),
            corner(6, 6, 4),
            corner(7, 6, 6),
            corner(8, 4, 6),
            corner(9, 20, 0),
            corner(10, 21, 0),
            corner(11, 21, 1),
            corner(12, 20, 1),
            node(FAR + 13, -5, 5, &[("barrier", "gate"), ("name", "北门")]),
            node(FAR + 14, 5, 5, &[]),
            node(FAR + 15, 30, 30, &[("amenity", "nursing_home")]),
        ],
        ways: vec![
            way(FAR + 1, &[FAR + 1, FAR + 2, FAR + 3], &[]),
            way(FAR + 2, &[FAR + 1, FAR + 4, FAR + 3], &[]),
            way(
                FAR + 3,
                &[FAR + 5, FAR + 6, FAR + 7, FAR + 8, FAR + 5],
                &[("natural", "wood")],
            ),
            way(FAR + 4, &[FAR + 9, FAR + 10, FAR + 11, FAR + 12, FAR + 9], &[]),
            way(FAR + 5, &[FAR + 13, FAR + 14, FAR + 99], &[("highway", "footway")]),
            way(FAR + 6, &[FAR + 13, FAR + 14], &[("power", "line")]),
            way(FAR + 7, &[FAR + 13, FAR + 14], &[]),
            way(FAR + 8, &[FAR + 13], &[("highway", "path")]),
        ],
        relations: vec![relation(
            FAR + 1,
            &[
                (FAR + 4, "outer"),
                (FAR + 2, "outer"),
                (FAR + 3, "inner"),
                (FAR + 1, "outer"),
            ],
            &[
                ("type", "multipolygon"),
                ("landuse", "residential"),
                ("name", "凤凰小区"),
            ],
        )],
    }
}

fn read_bytes(bytes: &[u8]) -> Result<Extract, ReadError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    read(file.path())
}

fn read(path: &Path) -> Result<Extract, ReadError> {
    read_extract(path, &Interest::new(FacilityTags::built_in()), &Unwatched)
}

fn message(bytes: &[u8]) -> String {
    read_bytes(bytes).unwrap_err().to_string()
}

/// All that an extract tells, as text: two extracts with the same text are the same.
fn told(extract: &Extract) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for at in (0..extract.nodes.len()).map(NodeIndex::at) {
        writeln!(text, "{:?} {:?}", extract.nodes.id(at), extract.nodes.place(at)).unwrap();
    }
    for way in &extract.ways {
        let tags: Vec<_> = extract
            .way_tags(way)
            .iter()
            .map(|(key, value)| format!("{key:?}={value}"))
            .collect();
        writeln!(text, "{} {:?} {tags:?}", way.id, extract.way_nodes(way)).unwrap();
    }
    for node in &extract.tagged_nodes {
        let tags: Vec<_> = extract
            .node_tags(node)
            .iter()
            .map(|(key, value)| format!("{key:?}={value}"))
            .collect();
        writeln!(text, "{:?} {tags:?}", node.node).unwrap();
    }
    for area in &extract.areas {
        writeln!(
            text,
            "{} {:?} {:?}",
            area.id,
            extract.area_polygons(area),
            extract.area_tags(area).name()
        )
        .unwrap();
    }
    writeln!(text, "{:?} {:?}", extract.way_counts, extract.tally).unwrap();
    text
}

#[test]
fn the_scene_is_read_as_drawn() {
    let extract = read_bytes(&encode(&scene(), &WriteOptions::default())).unwrap();
    let counts = &extract.way_counts;
    assert_eq!((counts.read, counts.kept), (8, 5));
    let dropped: Vec<_> = counts.dropped.iter().map(|(reason, count)| (*reason, *count)).collect();
    assert_eq!(dropped, [("fewer-than-two-nodes", 1), ("no-rule", 1), ("no-tags", 1)]);
    assert_eq!(counts.kept_for["member"], 4);
    let [area] = extract.areas.as_slice() else {
        panic!("{:?}", extract.areas)
    };
    assert_eq!(area.id, OsmId::Relation(FAR + 1));
    let polygons = extract.area_polygons(area);
    assert_eq!(
        polygons
            .0
            .iter()
            .map(|polygon| polygon.interiors().len())
            .sum::<usize>(),
        1
    );
    // 10 x 10 less 2 x 2, and 1 x 1, in units of 1e-4 degrees.
    assert!((polygons.unsigned_area() / 1e-8 - 97.0).abs() < 1e-6);
    assert_eq!(extract.tally.count("missing-node"), 1);
    assert_eq!(extract.nodes.place(extract.nodes.find(FAR + 99).unwrap()), None);
    let kept: Vec<_> = extract
        .tagged_nodes
        .iter()
        .map(|node| extract.nodes.id(node.node).unwrap())
        .collect();
    assert_eq!(kept, [FAR + 13, FAR + 15]);
    assert_eq!(extract.node_tags(&extract.tagged_nodes[0]).name(), Some("北门"));
}

#[test]
fn order_blocks_and_packing_make_no_difference() {
    let expected = told(&read_bytes(&encode(&scene(), &WriteOptions::default())).unwrap());
    for order in [Order::Sorted, Order::Mixed, Order::Unsorted] {
        for (entities_per_block, dense, granularity) in
            [(8000, true, 100), (1, true, 100), (1, false, 50), (3, true, 1)]
        {
            for compression in [Compression::Zlib, Compression::None] {
                let options = WriteOptions {
                    order,
                    entities_per_block,
                    dense,
                    granularity,
                    compression,
                    ..WriteOptions::default()
                };
                let extract = read_bytes(&encode(&scene(), &options)).unwrap();
                assert_eq!(told(&extract), expected, "{options:?}");
            }
        }
    }
}

#[test]
fn places_are_taken_from_ways_where_nodes_are_left_out() {
    let options = WriteOptions {
        locations_on_ways: true,
        ..WriteOptions::default()
    };
    let expected = told(&read_bytes(&encode(&scene(), &WriteOptions::default())).unwrap());
    assert_eq!(told(&read_bytes(&encode(&scene(), &options)).unwrap()), expected);
}

#[test]
fn of_several_versions_the_last_one_rules_and_deleted_ones_leave_nothing() {
    let mut data = scene();
    data.ways
        .push(way(FAR + 5, &[FAR + 13, FAR + 14], &[("disused:highway", "footway")]));
    let extract = read_bytes(&encode(&data, &WriteOptions::default())).unwrap();
    assert!(
        !extract.ways.iter().any(|way| way.id == FAR + 5),
        "its last version is no street"
    );
    assert_eq!(extract.way_counts.dropped["older-version"], 1);
    assert_eq!(
        extract.way_counts.read,
        extract.way_counts.kept + extract.way_counts.dropped.values().sum::<u64>()
    );
    let deleted = vec![(MemberKind::Way, FAR + 5), (MemberKind::Node, FAR + 15)];
    let extract = read_bytes(&encode(
        &scene(),
        &WriteOptions {
            deleted,
            ..WriteOptions::default()
        },
    ))
    .unwrap();
    assert!(!extract.ways.iter().any(|way| way.id == FAR + 5));
    assert_eq!(extract.nodes.find(FAR + 15), None);
}

#[test]
fn text_that_is_not_utf8_is_mended_and_counted() {
    let mut data = scene();
    data.ways[4].tags.push((b"name".to_vec(), vec![b'x', 0xff]));
    let extract = read_bytes(&encode(&data, &WriteOptions::default())).unwrap();
    let street = extract.ways.iter().find(|way| way.id == FAR + 5).unwrap();
    assert_eq!(extract.way_tags(street).get(Key::Name), Some("x\u{fffd}"));
    assert_eq!(extract.tally.count("text-not-utf8"), 1);
}

#[test]
fn old_multipolygons_take_the_tags_of_their_outer_way() {
    let mut data = scene();
    data.relations[0].tags = tags(&[("type", "multipolygon"), ("source", "survey")]);
    data.ways[3].tags = tags(&[("building", "yes")]);
    let extract = read_bytes(&encode(&data, &WriteOptions::default())).unwrap();
    let ids: Vec<_> = extract.areas.iter().map(|area| area.id).collect();
    assert_eq!(ids, [OsmId::Relation(FAR + 1)], "the outer way is no area of its own");
    assert!(extract.area_tags(&extract.areas[0]).is(Key::Building, "yes"));
}

#[test]
fn broken_rings_and_missing_members_are_counted() {
    let mut data = scene();
    data.ways.remove(1);
    let extract = read_bytes(&encode(&data, &WriteOptions::default())).unwrap();
    for code in ["broken-ring", "missing-member-way", "hole-without-outer"] {
        assert_eq!(extract.tally.count(code), 1, "{code}");
    }
    assert!(
        (extract.area_polygons(&extract.areas[0]).unsigned_area() / 1e-8 - 1.0).abs() < 1e-6,
        "the island is left"
    );
}

#[test]
fn what_cannot_be_read_says_why_and_what_to_do() {
    let options = |compression| WriteOptions {
        compression,
        ..WriteOptions::default()
    };
    assert!(message(&encode(&scene(), &options(Compression::MarkedLz4))).contains("packed with lz4"));
    assert!(message(&encode(&scene(), &options(Compression::MarkedZstd))).contains("packed with zstd"));
    let required_features = vec!["Sort.Magic".to_owned()];
    let magic = encode(
        &scene(),
        &WriteOptions {
            required_features,
            ..WriteOptions::default()
        },
    );
    assert!(message(&magic).contains("needs the feature \"Sort.Magic\""));
    assert!(message(b"").contains("empty"));
    assert!(message(b"<?xml version='1.0'?><osm></osm>").contains("not an OpenStreetMap PBF file"));
    assert!(message(b"id").contains("not an OpenStreetMap PBF file"));
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read(folder.path()), Err(ReadError::NotAFile { .. })));
    assert!(matches!(
        read(&folder.path().join("none.osm.pbf")),
        Err(ReadError::Missing { .. })
    ));
}

/// A file cut between blobs is whole to the format; cut anywhere else it is told.
#[test]
fn a_file_cut_at_any_byte_is_told_or_whole() {
    let bytes = encode(
        &scene(),
        &WriteOptions {
            entities_per_block: 5,
            ..WriteOptions::default()
        },
    );
    let mut whole = 0;
    for keep in 0..bytes.len() {
        match read_bytes(&bytes[..keep]) {
            Ok(_) => whole += 1,
            Err(ReadError::Empty { .. } | ReadError::Truncated { .. }) => {}
            Err(ReadError::NotPbf { .. }) => assert!(keep < 32, "{keep}"),
            Err(other) => panic!("{keep}: {other}"),
        }
    }
    // The header, and one more blob of five elements each time: three of nodes, two of ways, one of relations less the end.
    assert_eq!(whole, 6);
}

#[test]
fn flipped_bits_never_panic() {
    for compression in [Compression::None, Compression::Zlib] {
        let bytes = encode(
            &scene(),
            &WriteOptions {
                compression,
                entities_per_block: 6,
                ..WriteOptions::default()
            },
        );
        for at in 0..bytes.len() {
            for bit in [0, 3, 7] {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                if let Ok(extract) = read_bytes(&damaged) {
                    let counts = &extract.way_counts;
                    assert_eq!(counts.read, counts.kept + counts.dropped.values().sum::<u64>());
                }
            }
        }
    }
}

#[test]
fn a_cancelled_run_stops() {
    struct Cancel;
    impl Watch for Cancel {
        fn cancelled(&self) -> bool {
            true
        }
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), encode(&scene(), &WriteOptions::default())).unwrap();
    let stopped = read_extract(file.path(), &Interest::new(FacilityTags::built_in()), &Cancel);
    assert!(matches!(stopped, Err(ReadError::Cancelled(_))));
}
