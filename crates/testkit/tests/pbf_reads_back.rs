//! Files written by the testkit are read back by osmpbf and hold what was written.
#![allow(clippy::unwrap_used, reason = "test helpers may panic as tests may")]

use osmpbf::{Element, ElementReader, RelMemberType};
use service_circle_testkit::osm::{Member, MemberKind, Node, OsmData, Relation, Way};
use service_circle_testkit::pbf::{self, Compression, Order, WriteOptions};

fn tag(key: &str, value: &str) -> (Vec<u8>, Vec<u8>) {
    (key.as_bytes().to_vec(), value.as_bytes().to_vec())
}

/// Nodes 1..=50 on a slope, every seventh tagged, one id above 2^33; way 2 names a node that is missing.
fn sample() -> OsmData {
    let node = |id: i64| Node {
        id,
        lon: 1_141_234_567 + (id % 1000) as i32 * 11,
        lat: -(226_543_211 + (id % 1000) as i32 * 7),
        tags: if id % 7 == 0 {
            vec![tag("barrier", "gate"), tag("name", "西门")]
        } else {
            vec![]
        },
    };
    OsmData {
        bounds: Some([(1_141_000_000, -226_600_000), (1_142_000_000, -226_000_000)]),
        nodes: (1..=50).chain([12_884_901_889]).map(node).collect(),
        ways: vec![
            Way {
                id: 1,
                refs: vec![1, 2, 3, 12_884_901_889],
                tags: vec![tag("highway", "residential"), tag("name", "花园路")],
            },
            Way {
                id: 2,
                refs: vec![3, 999, 5],
                tags: vec![],
            },
        ],
        relations: vec![Relation {
            id: 9,
            members: vec![
                Member {
                    kind: MemberKind::Way,
                    id: 2,
                    role: "outer".into(),
                },
                Member {
                    kind: MemberKind::Node,
                    id: 7,
                    role: String::new(),
                },
                Member {
                    kind: MemberKind::Relation,
                    id: 8,
                    role: "part".into(),
                },
            ],
            tags: vec![tag("type", "multipolygon")],
        }],
    }
}

fn read_back(bytes: &[u8]) -> OsmData {
    let pairs = |tags: Vec<(&str, &str)>| tags.iter().map(|(key, value)| tag(key, value)).collect();
    let mut data = OsmData::default();
    ElementReader::new(bytes)
        .for_each(|element| match element {
            Element::Node(node) => data.nodes.push(Node {
                id: node.id(),
                lon: node.decimicro_lon(),
                lat: node.decimicro_lat(),
                tags: pairs(node.tags().collect()),
            }),
            Element::DenseNode(node) => data.nodes.push(Node {
                id: node.id(),
                lon: node.decimicro_lon(),
                lat: node.decimicro_lat(),
                tags: pairs(node.tags().collect()),
            }),
            Element::Way(way) => data.ways.push(Way {
                id: way.id(),
                refs: way.refs().collect(),
                tags: pairs(way.tags().collect()),
            }),
            Element::Relation(relation) => data.relations.push(Relation {
                id: relation.id(),
                members: relation
                    .members()
                    .map(|member| Member {
                        kind: match member.member_type {
                            RelMemberType::Node => MemberKind::Node,
                            RelMemberType::Way => MemberKind::Way,
                            RelMemberType::Relation => MemberKind::Relation,
                        },
                        id: member.member_id,
                        role: member.role().unwrap().to_owned(),
                    })
                    .collect(),
                tags: pairs(relation.tags().collect()),
            }),
        })
        .unwrap();
    data.nodes.sort_by_key(|node| node.id);
    data
}

#[test]
fn every_shape_of_file_holds_the_same_data() {
    let mut expected = sample();
    expected.bounds = None;
    for order in [Order::Sorted, Order::Mixed, Order::Unsorted] {
        for dense in [true, false] {
            for compression in [Compression::Zlib, Compression::None] {
                for entities_per_block in [1, 6, 8000] {
                    let options = WriteOptions {
                        order,
                        dense,
                        compression,
                        entities_per_block,
                        ..WriteOptions::default()
                    };
                    let mut found = read_back(&pbf::encode(&sample(), &options));
                    found.ways.sort_by_key(|way| way.id);
                    assert_eq!(found, expected, "{options:?}");
                }
            }
        }
    }
}

#[test]
fn granularity_and_offsets_leave_places_as_they_are() {
    let options = WriteOptions {
        granularity: 50,
        offsets: (1_000_000, -2_000_000),
        ..WriteOptions::default()
    };
    assert_eq!(read_back(&pbf::encode(&sample(), &options)).nodes, sample().nodes);
}

#[test]
fn locations_on_ways_are_those_of_the_nodes_and_plain_nodes_are_left_out() {
    let options = WriteOptions {
        locations_on_ways: true,
        ..WriteOptions::default()
    };
    let bytes = pbf::encode(&sample(), &options);
    let nodes = read_back(&bytes).nodes;
    assert!(
        nodes.iter().all(|node| ![1, 2, 3, 5].contains(&node.id)),
        "plain nodes of ways are gone"
    );
    assert!(nodes.iter().any(|node| node.id == 4), "nodes of no way stay");
    let mut places = Vec::new();
    ElementReader::new(&bytes[..])
        .for_each(|element| {
            if let Element::Way(way) = element {
                places.push(
                    way.node_locations()
                        .map(|at| (at.decimicro_lon(), at.decimicro_lat()))
                        .collect::<Vec<_>>(),
                );
            }
        })
        .unwrap();
    let place = |id: i64| {
        sample()
            .nodes
            .iter()
            .find(|node| node.id == id)
            .map(|node| (node.lon, node.lat))
            .unwrap()
    };
    assert_eq!(places[0], [1, 2, 3, 12_884_901_889].map(place));
    assert_eq!(places[1], [place(3), (i32::MAX, i32::MAX), place(5)]);
}

#[test]
fn a_history_file_says_so_and_holds_both_versions() {
    for dense in [true, false] {
        let options = WriteOptions {
            dense,
            deleted: vec![(MemberKind::Node, 7), (MemberKind::Way, 1)],
            ..WriteOptions::default()
        };
        let bytes = pbf::encode(&sample(), &options);
        let mut versions = Vec::new();
        ElementReader::new(&bytes[..])
            .for_each(|element| match element {
                Element::Node(node) if node.id() == 7 => versions.push(node.info().visible()),
                Element::DenseNode(node) if node.id() == 7 => versions.push(node.info().unwrap().visible()),
                Element::Way(way) if way.id() == 1 => versions.push(way.info().visible()),
                _ => {}
            })
            .unwrap();
        assert_eq!(versions, [true, false, true, false]);
    }
}

#[test]
fn damaged_files_do_not_read() {
    let bytes = pbf::encode(&sample(), &WriteOptions::default());
    assert!(
        ElementReader::new(&pbf::truncated(&bytes, 0.6)[..])
            .for_each(|_| ())
            .is_err()
    );
    for compression in [Compression::MarkedLz4, Compression::MarkedZstd] {
        let marked = pbf::encode(
            &sample(),
            &WriteOptions {
                compression,
                ..WriteOptions::default()
            },
        );
        assert!(ElementReader::new(&marked[..]).for_each(|_| ()).is_err());
    }
}
