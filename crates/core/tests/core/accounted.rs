//! Nothing is lost on the way: ways and streets add up, and every residential area is a compound or rejected with a reason.
//! What a file holds is counted here by the osmpbf crate's own reader.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use osmpbf::{Element, ElementReader, RelMemberType};
use service_circle_core::plan::{Outcome, Plan, run};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::real_data;
use service_circle_testkit::osm::{Member, MemberKind, Node, OsmData, Relation, Way};
use service_circle_testkit::pbf::{WriteOptions, encode};
use service_circle_testkit::scene::tag_pairs;

const FILES: [&str; 5] = [
    "panzhihua.osm.pbf",
    "beijing_wangjing.osm.pbf",
    "hongkong_tst.osm.pbf",
    "malta_2016.osm.pbf",
    "real_regression_fulltag.osm.pbf",
];

fn outcome(osm: PathBuf) -> Outcome {
    let plan = Plan { osm, ..Plan::default() };
    run(&plan, &Unwatched).unwrap()
}

/// Ids of compounds, and of those rejected with a reason.
fn listed(outcome: &Outcome) -> BTreeSet<String> {
    let rejected = outcome.placed.rejected.iter().filter(|row| row.list == "compounds");
    assert!(rejected.clone().all(|row| !row.reason.is_empty()));
    let compounds = outcome.placed.compounds.iter().map(|compound| compound.id.clone());
    compounds.chain(rejected.map(|row| row.id.clone())).collect()
}

#[derive(Default)]
struct Counted {
    ways: u64,
    streets: u64,
    residential: BTreeSet<String>,
    members: BTreeSet<String>,
}

fn is_residential<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    let tags: Vec<_> = tags.collect();
    let has = |key| tags.iter().any(|tag| tag.0 == key);
    let homes = tags.contains(&("landuse", "residential"))
        || (tags.iter().any(|tag| tag.0 == "residential" && tag.1 != "no") && !has("highway") && !has("building"));
    let quarter = tags.contains(&("place", "neighbourhood")) || tags.contains(&("place", "quarter"));
    (homes || quarter) && !tags.contains(&("area", "no"))
}

fn is_street<'a>(mut tags: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    tags.any(|(key, value)| {
        key == "highway"
            || matches!(
                (key, value),
                ("railway" | "public_transport", "platform") | ("man_made", "pier")
            )
    })
}

fn counted(path: &Path) -> Counted {
    let mut all = Counted::default();
    let reader = ElementReader::from_path(path).unwrap();
    let count = |element: Element<'_>| match element {
        Element::Way(way) => {
            all.ways += 1;
            all.streets += u64::from(is_street(way.tags()));
            if is_residential(way.tags()) {
                all.residential.insert(format!("way/{}", way.id()));
            }
        }
        Element::Relation(relation) => {
            let kind = relation.tags().find(|tag| tag.0 == "type").map(|tag| tag.1);
            if matches!(kind, Some("multipolygon" | "boundary")) {
                all.streets += u64::from(is_street(relation.tags()));
                if is_residential(relation.tags()) {
                    all.residential.insert(format!("relation/{}", relation.id()));
                }
                let ways = relation.members().filter(|one| one.member_type == RelMemberType::Way);
                all.members.extend(ways.map(|one| format!("way/{}", one.member_id)));
            }
        }
        _ => {}
    };
    reader.for_each(count).unwrap();
    all
}

#[test]
fn real_files_are_accounted_for() {
    for file in FILES {
        let Some(path) = real_data(file) else { continue };
        let told = counted(&path);
        let outcome = outcome(path);
        let ways = &outcome.way_counts;
        assert_eq!(ways.read, told.ways, "{file}");
        assert_eq!(ways.read, ways.kept + ways.dropped.values().sum::<u64>(), "{file}");
        assert_eq!(ways.kept, ways.kept_for.values().sum::<u64>(), "{file}");
        let streets = &outcome.streets;
        assert_eq!(
            streets.read,
            streets.walked + streets.squares + streets.off.values().sum::<u64>(),
            "{file}"
        );
        // A rim tagged like its relation is walked once.
        let repeated = outcome.tally.count("outer-repeats-relation");
        assert!(
            (told.streets - repeated..=told.streets).contains(&streets.read),
            "{file}: {} streets, {} read",
            told.streets,
            streets.read
        );
        let listed = listed(&outcome);
        for id in &told.residential {
            // A relation's rim tagged like the relation is listed as the relation.
            assert!(listed.contains(id) || told.members.contains(id), "{file}: {id}");
        }
        assert_eq!(
            outcome.circles[0].verdicts.len(),
            outcome.placed.compounds.len(),
            "{file}"
        );
    }
}

/// A square of nodes from `first` on, the last of them not in the file where `cut`.
fn square(data: &mut OsmData, first: i64, cut: bool) {
    for (at, (x, y)) in [(0, 0), (1, 0), (1, 1), (0, 1)].into_iter().enumerate() {
        if !(cut && at > 1) {
            data.nodes.push(Node {
                id: first + at as i64,
                lon: 1_164_000_000 + (first as i32 + x) * 10_000,
                lat: 399_000_000 + y * 10_000,
                tags: Vec::new(),
            });
        }
    }
}

fn way(id: i64, refs: &[i64], tags: &str) -> Way {
    Way {
        id,
        refs: refs.to_vec(),
        tags: tag_pairs(tags),
    }
}

fn relation(id: i64, ways: &[i64], tags: &str) -> Relation {
    let member = |id: &i64| Member {
        kind: MemberKind::Way,
        id: *id,
        role: "outer".to_owned(),
    };
    Relation {
        id,
        members: ways.iter().map(member).collect(),
        tags: tag_pairs(&format!("type=multipolygon, {tags}")),
    }
}

#[test]
fn an_area_that_cannot_be_drawn_is_rejected_and_says_why() {
    const HOMES: &str = "landuse=residential, name=苑";
    let mut data = OsmData::default();
    for (first, cut) in [
        (10, false),
        (20, false),
        (30, true),
        (40, false),
        (50, false),
        (60, false),
    ] {
        square(&mut data, first, cut);
    }
    data.ways = vec![
        way(1, &[10, 11, 12, 13, 10], HOMES),
        way(2, &[20, 21, 22, 23], HOMES),
        way(3, &[30, 31, 32, 33, 30], HOMES),
        way(4, &[40, 41, 42, 43], ""),
        way(5, &[50, 51, 52, 53], "amenity=nursing_home"),
        // Not closed, but the rim of relation 3 and the line of a fence.
        way(6, &[60, 61, 62, 63], HOMES),
        way(7, &[63, 60], "barrier=fence"),
    ];
    data.relations = vec![
        relation(1, &[4], HOMES),
        relation(2, &[404], HOMES),
        relation(3, &[6, 7], ""),
        relation(4, &[4], "landuse=forest"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("areas.osm.pbf");
    std::fs::write(&path, encode(&data, &WriteOptions::default())).unwrap();
    let outcome = outcome(path);
    let compounds: Vec<&str> = outcome.placed.compounds.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(compounds, ["way/1", "relation/3"]);
    let rejected: Vec<(&str, &str, &str)> = outcome
        .placed
        .rejected
        .iter()
        .map(|row| (row.list, row.id.as_str(), row.reason.as_str()))
        .collect();
    assert_eq!(
        rejected,
        [
            ("compounds", "way/2", "has no outline: its line does not close"),
            (
                "compounds",
                "way/3",
                "has no outline: too few of its nodes are in the file"
            ),
            (
                "compounds",
                "relation/1",
                "has no outline: its member ways form no closed ring, or are not in the file"
            ),
            (
                "compounds",
                "relation/2",
                "has no outline: its member ways form no closed ring, or are not in the file"
            ),
            ("facilities", "way/5", "has no outline: its line does not close"),
        ]
    );
}
