//! From what was collected to the [`Extract`]: nodes numbered, everything by ascending id, areas made.

use super::areas;
use super::collect::{Collected, Finder, RawNode};
use super::extract::{Extract, Header, Nodes, TaggedNode, Way};
use super::interest::Interest;
use crate::ids::NodeIndex;
use crate::lonlat::LonLat;

/// Numbers the nodes and makes the areas. `None` when there is more than can be numbered.
pub(super) fn finish(header: Header, mut collected: Collected, interest: &Interest) -> Option<Extract> {
    place_from_ways(&mut collected);
    count_missing(&mut collected);
    collected.tagged_nodes.sort_by_key(|node| node.id);
    let mut nodes = Nodes {
        ids: std::mem::take(&mut collected.needed),
        places: std::mem::take(&mut collected.places),
    };
    let moved = add_tagged(&mut nodes, &collected.tagged_nodes);
    u32::try_from(nodes.ids.len()).ok()?;

    collected.ways.sort_by_key(|way| way.id);
    let mut refs = Vec::with_capacity(collected.ways.iter().map(|way| way.refs.len()).sum());
    let mut ways = Vec::with_capacity(collected.ways.len());
    for way in &collected.ways {
        let first = refs.len() as u32;
        let found = collected.way_nodes(way).iter();
        refs.extend(found.filter_map(|node| moved.get(*node as usize)));
        ways.push(Way {
            id: way.id,
            refs: first..refs.len() as u32,
            tags: way.tags,
        });
    }
    let mut finder = Finder::new(&nodes.ids);
    let tagged_nodes = collected
        .tagged_nodes
        .iter()
        .filter_map(|node| {
            Some(TaggedNode {
                node: NodeIndex::at(finder.find(node.id)?),
                tags: node.tags,
            })
        })
        .collect();
    let mut relations = std::mem::take(&mut collected.relations);
    relations.sort_by_key(|relation| relation.id);
    let mut extract = Extract {
        header,
        nodes,
        ways,
        tagged_nodes,
        areas: Vec::new(),
        unformed_areas: Vec::new(),
        way_counts: collected.way_counts,
        tally: collected.tally,
        refs,
        rings: Vec::new(),
        tag_pairs: collected.tag_pairs,
        symbols: collected.symbols.into_texts(),
    };
    extract.tag_pairs.shrink_to_fit();
    areas::make(&mut extract, &relations, interest);
    u32::try_from(extract.rings.len()).ok()?;
    Some(extract)
}

/// Nodes that the file does not hold take the place that a way tells of them, the first way in the file where they differ.
fn place_from_ways(collected: &mut Collected) {
    let mut told = std::mem::take(&mut collected.way_places);
    told.sort_by_key(|(id, _)| *id);
    told.dedup_by_key(|(id, _)| *id);
    let mut finder = Finder::new(&collected.needed);
    for (id, place) in told {
        let known = finder.find(id).and_then(|at| collected.places.get_mut(at));
        if let Some(known) = known.filter(|known| **known == Nodes::NOWHERE) {
            *known = place;
        }
    }
}

fn count_missing(collected: &mut Collected) {
    for (id, place) in collected.needed.iter().zip(&collected.places) {
        if *place == Nodes::NOWHERE {
            collected.tally.add("missing-node", || format!("node/{id}"));
        }
    }
}

/// Adds the tagged nodes (ascending ids) that no kept way has; says where each node known before stands now.
fn add_tagged(nodes: &mut Nodes, tagged: &[RawNode]) -> Vec<NodeIndex> {
    let mut finder = Finder::new(&nodes.ids);
    let alone: Vec<(i64, LonLat)> = tagged
        .iter()
        .filter(|node| finder.find(node.id).is_none())
        .map(|node| (node.id, node.place.unwrap_or(Nodes::NOWHERE)))
        .collect();
    let mut merged = Nodes {
        ids: Vec::with_capacity(nodes.ids.len() + alone.len()),
        places: Vec::with_capacity(nodes.ids.len() + alone.len()),
    };
    let mut moved = Vec::with_capacity(nodes.ids.len());
    let mut alone = alone.into_iter().peekable();
    let known = nodes.ids.iter().copied().zip(nodes.places.iter().copied());
    for (id, place) in known {
        while let Some((id, place)) = alone.next_if(|(other, _)| *other < id) {
            merged.ids.push(id);
            merged.places.push(place);
        }
        moved.push(NodeIndex::at(merged.ids.len()));
        merged.ids.push(id);
        merged.places.push(place);
    }
    for (id, place) in alone {
        merged.ids.push(id);
        merged.places.push(place);
    }
    *nodes = merged;
    moved
}
