//! Copies of data that must give the same answers: other ids, ways drawn the other way round.

use std::collections::BTreeMap;

use crate::osm::{MemberKind, OsmData};
use crate::random::Random;

/// The same data with all ids dealt out anew; missing nodes stay missing. One id in eight is above 2^33.
#[must_use]
pub fn ids_permuted(data: &OsmData, seed: u64) -> OsmData {
    let mut random = Random::new(seed);
    let named = data.ways.iter().flat_map(|way| way.refs.iter().copied());
    let nodes = dealt(
        &mut random,
        data.nodes.iter().map(|node| node.id).chain(named).collect(),
    );
    let ways = dealt(&mut random, data.ways.iter().map(|way| way.id).collect());
    let relations = dealt(&mut random, data.relations.iter().map(|relation| relation.id).collect());
    let mut copy = data.clone();
    for node in &mut copy.nodes {
        node.id = nodes[&node.id];
    }
    for way in &mut copy.ways {
        way.id = ways[&way.id];
        for id in &mut way.refs {
            *id = nodes[id];
        }
    }
    for relation in &mut copy.relations {
        relation.id = relations[&relation.id];
        for member in &mut relation.members {
            let table = match member.kind {
                MemberKind::Node => &nodes,
                MemberKind::Way => &ways,
                MemberKind::Relation => &relations,
            };
            member.id = table.get(&member.id).copied().unwrap_or(member.id);
        }
    }
    copy
}

fn dealt(random: &mut Random, mut old: Vec<i64>) -> BTreeMap<i64, i64> {
    old.sort_unstable();
    old.dedup();
    let mut new: Vec<i64> = (1..=old.len() as i64)
        .map(|id| if id % 8 == 0 { id + (1 << 33) } else { id })
        .collect();
    random.shuffle(&mut new);
    old.into_iter().zip(new).collect()
}

/// The same data with every way drawn the other way round, tags that tell a direction turned with it.
#[must_use]
pub fn ways_reversed(data: &OsmData) -> OsmData {
    let mut copy = data.clone();
    for way in &mut copy.ways {
        way.refs.reverse();
        for (key, value) in &mut way.tags {
            let turned: &[u8] = match (&key[..], &value[..]) {
                (b"conveying", b"forward") => b"backward",
                (b"conveying", b"backward") => b"forward",
                (b"oneway" | b"oneway:foot", b"yes") => b"-1",
                (b"oneway" | b"oneway:foot", b"-1") => b"yes",
                (b"sidewalk", b"left") => b"right",
                (b"sidewalk", b"right") => b"left",
                _ => continue,
            };
            *value = turned.to_vec();
        }
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;

    fn sample() -> OsmData {
        let mut scene = Scene::default();
        let wall = scene.area(&[(0.0, 0.0), (50.0, 0.0), (50.0, 50.0)], "barrier=wall");
        scene.way(&[(0.0, 0.0), (9.0, 0.0)], "highway=steps, conveying=forward");
        scene.way_of(&[1, 777], "highway=path, oneway:foot=-1");
        scene.relation(&[(wall, "outer")], "type=multipolygon");
        scene.to_osm()
    }

    #[test]
    fn permuted_ways_run_through_the_same_places() {
        let (before, after) = (sample(), ids_permuted(&sample(), 5));
        let places = |data: &OsmData| -> Vec<Vec<Option<(i32, i32)>>> {
            let at = |id: &i64| {
                data.nodes
                    .iter()
                    .find(|node| node.id == *id)
                    .map(|node| (node.lon, node.lat))
            };
            data.ways.iter().map(|way| way.refs.iter().map(at).collect()).collect()
        };
        assert_eq!(places(&before), places(&after));
        assert_eq!(after.relations[0].members[0].id, after.ways[0].id);
        let ids = |data: &OsmData| data.nodes.iter().map(|node| node.id).collect::<Vec<_>>();
        assert_ne!(ids(&before), ids(&after));
    }

    #[test]
    fn reversing_twice_gives_the_same() {
        let once = ways_reversed(&sample());
        assert_eq!(once.ways[1].tags[1].1, b"backward");
        assert_eq!(once.ways[2].tags[1].1, b"yes");
        assert_eq!(ways_reversed(&once), sample());
    }
}
