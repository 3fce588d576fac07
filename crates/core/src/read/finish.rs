//! From what was collected to the [`Extract`]: nodes numbered, everything by ascending id, areas made.

use super::areas;
use super::collect::{Collected, Finder, RawNode, RawWay};
use super::extract::{Extract, Header, Nodes, TaggedNode, Way, span};
use super::interest::Interest;
use crate::extent::Extent;
use crate::ids::NodeIndex;

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
    let now = |node: u32| moved[node as usize];
    let refs: Vec<NodeIndex> = collected.ref_nodes.into_iter().map(now).collect();
    let ways = collected.ways.into_iter().map(|way| finished(way, &refs, &nodes));
    let ways = ways.collect();
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
    u32::try_from(extract.refs.len()).ok()?;
    Some(extract)
}

/// A way with what is known of the places of its nodes.
fn finished(way: RawWay, refs: &[NodeIndex], nodes: &Nodes) -> Way {
    let own = span(refs, &way.refs);
    let mut known = 0;
    let places = own.iter().filter_map(|node| nodes.place(*node));
    Way {
        id: way.id,
        around: Extent::of(places.inspect(|_| known += 1)),
        is_whole: known == own.len(),
        refs: way.refs,
        tags: way.tags,
    }
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
    let alone: Vec<(usize, &RawNode)> = tagged
        .iter()
        .filter_map(|node| Some((finder.search(node.id).err()?, node)))
        .collect();
    let known = nodes.len();
    nodes.ids.resize(known + alone.len(), 0);
    nodes.places.resize(known + alone.len(), Nodes::NOWHERE);
    let mut moved: Vec<NodeIndex> = (0..known).map(NodeIndex::at).collect();
    // From the end: nothing is overwritten that has not moved up yet.
    let mut end = known;
    for (nth, (before, node)) in alone.iter().enumerate().rev() {
        let (own, next) = (before + nth, before + nth + 1);
        nodes.ids.copy_within(*before..end, next);
        nodes.places.copy_within(*before..end, next);
        for node in &mut moved[*before..end] {
            node.0 += nth as u32 + 1;
        }
        nodes.ids[own] = node.id;
        nodes.places[own] = node.place.unwrap_or(Nodes::NOWHERE);
        end = *before;
    }
    moved
}
