//! Areas: closed ways and multipolygon relations that some area rule looks at.

use std::collections::BTreeSet;

use super::collect::{Member, RawRelation, Role};
use super::extract::{Area, AreaRing, Extract, TagSpan, Tags, Unformed, UnformedArea, Way};
use super::interest::Interest;
use super::rings::{Nested, Piece, Ring, join, nest};
use crate::ids::{NodeIndex, OsmId};
use crate::tally::Tally;

/// Nodes of a closed way with three sides, the first one repeated.
const LEAST_CLOSED: usize = 4;

/// Makes the areas of an extract whose ways and nodes are known: closed ways first, then relations, each by ascending id.
pub(super) fn make(extract: &mut Extract, relations: &[RawRelation], interest: &Interest) {
    let mut tally = Tally::default();
    let mut rims = Rims::default();
    let mut assembled = Vec::new();
    let mut unformed_relations = Vec::new();
    for relation in relations {
        match assemble(extract, relation, interest, &mut rims, &mut tally) {
            None => {}
            Some(Ok(area)) => assembled.push(area),
            Some(Err(unformed)) => unformed_relations.push(unformed),
        }
    }
    let mut store = Store {
        first_own: extract.refs.len(),
        ..Store::default()
    };
    for way in &extract.ways {
        match is_area(extract, way, interest, &rims, &mut tally) {
            Ok(false) => {}
            Ok(true) => store.way(way),
            Err(why) => store.unformed.push(UnformedArea {
                id: OsmId::Way(way.id),
                tags: way.tags,
                why,
            }),
        }
    }
    for area in &assembled {
        store.relation(area);
    }
    store.unformed.append(&mut unformed_relations);
    extract.areas = store.areas;
    extract.unformed_areas = store.unformed;
    extract.rings = store.rings;
    extract.refs.append(&mut store.own_refs);
    extract.tally.merge(tally);
}

/// Ways that relations have for rims.
#[derive(Debug, Default)]
struct Rims {
    /// Members of any kept relation: they need not be closed themselves.
    members: BTreeSet<i64>,
    /// Ways whose own area is that of a relation already.
    spoken_for: BTreeSet<i64>,
}

/// A relation's rings.
struct Assembled {
    id: i64,
    tags: TagSpan,
    rings: Vec<Ring>,
    nested: Nested,
}

/// A relation's rings, or why it has none; nothing for one that no rule looks at.
fn assemble(
    extract: &Extract,
    relation: &RawRelation,
    interest: &Interest,
    rims: &mut Rims,
    tally: &mut Tally,
) -> Option<Result<Assembled, UnformedArea>> {
    let name = || OsmId::Relation(relation.id).to_string();
    let tags = if relation.speaks {
        relation.tags
    } else {
        // Before 2017 many multipolygons had their tags on the outer way.
        outer_ways(extract, relation)
            .map(|way| way.tags)
            .find(|tags| interest.closed_way(&extract.tags(*tags)).is_some())?
    };
    let pieces = pieces(extract, &relation.members, rims, tally, name);
    let (rings, left_over) = join(&pieces);
    tally.add_many("broken-ring", u64::from(left_over > 0), name);
    let nested = nest(&rings, |node| extract.nodes.place(node));
    tally.add_many("hole-without-outer", nested.holes_alone as u64, name);
    tally.add_many("outer-inside-outer", nested.outers_inside as u64, name);
    tally.add_many("area-without-places", nested.without_places as u64, name);
    if nested.polygons.is_empty() {
        tally.add("relation-without-rings", name);
        let why = if nested.without_places > 0 {
            Unformed::WithoutPlaces
        } else {
            Unformed::BrokenRing
        };
        let id = OsmId::Relation(relation.id);
        return Some(Err(UnformedArea { id, why, tags }));
    }
    let reason = interest.area(&extract.tags(tags));
    for way in outer_ways(extract, relation) {
        if interest.closed_way(&extract.way_tags(way)) == reason {
            rims.spoken_for.insert(way.id);
            tally.add_many("outer-repeats-relation", relation.speaks.into(), name);
        }
    }
    Some(Ok(Assembled {
        id: relation.id,
        tags,
        rings,
        nested,
    }))
}

/// The relation's ways that are in the file and not said to be holes.
fn outer_ways<'a>(extract: &'a Extract, relation: &'a RawRelation) -> impl Iterator<Item = &'a Way> {
    let outer = relation.members.iter().filter(|member| member.role != Role::Inner);
    outer.filter_map(|member| find_way(extract, member.way))
}

fn find_way(extract: &Extract, id: i64) -> Option<&Way> {
    let at = extract.ways.binary_search_by_key(&id, |way| way.id).ok()?;
    extract.ways.get(at)
}

fn pieces<'a>(
    extract: &'a Extract,
    members: &[Member],
    rims: &mut Rims,
    tally: &mut Tally,
    name: impl Fn() -> String + Copy,
) -> Vec<Piece<'a>> {
    let mut seen = BTreeSet::new();
    let mut pieces = Vec::with_capacity(members.len());
    for member in members {
        if !seen.insert(member.way) {
            tally.add("repeated-member", name);
            continue;
        }
        rims.members.insert(member.way);
        match find_way(extract, member.way) {
            Some(way) => pieces.push(Piece {
                nodes: extract.way_nodes(way),
                role: member.role,
            }),
            None => tally.add("missing-member-way", name),
        }
    }
    pieces
}

/// Whether a way is an area by itself, or why one that is meant to be cannot be formed.
fn is_area(
    extract: &Extract,
    way: &Way,
    interest: &Interest,
    rims: &Rims,
    tally: &mut Tally,
) -> Result<bool, Unformed> {
    let tags: Tags = extract.way_tags(way);
    if tags.is_empty() || rims.spoken_for.contains(&way.id) || interest.closed_way(&tags).is_none() {
        return Ok(false);
    }
    let name = || OsmId::Way(way.id).to_string();
    let nodes = extract.way_nodes(way);
    if nodes.len() < LEAST_CLOSED || nodes.first() != nodes.last() {
        if Interest::is_line(&tags) || rims.members.contains(&way.id) {
            return Ok(false);
        }
        tally.add("area-not-closed", name);
        return Err(Unformed::NotClosed);
    }
    let rim = nodes.get(1..).unwrap_or_default();
    let is_known = |node: &&NodeIndex| extract.nodes.place(**node).is_some();
    let known = if way.is_whole {
        rim.len()
    } else {
        rim.iter().filter(is_known).count()
    };
    if known < LEAST_CLOSED - 1 {
        tally.add("area-without-places", name);
        return Err(Unformed::WithoutPlaces);
    }
    tally.add_many("area-with-missing-nodes", u64::from(known < rim.len()), name);
    Ok(true)
}

/// Areas and their rings as they go into the extract.
#[derive(Debug, Default)]
struct Store {
    areas: Vec<Area>,
    unformed: Vec<UnformedArea>,
    rings: Vec<AreaRing>,
    /// The nodes of assembled rings, which will stand behind those of all ways.
    own_refs: Vec<NodeIndex>,
    /// Where they will begin.
    first_own: usize,
}

impl Store {
    /// A closed way's ring is the way itself.
    fn way(&mut self, way: &Way) {
        let first = self.rings.len() as u32;
        self.rings.push(AreaRing {
            refs: way.refs.clone(),
            is_hole: false,
        });
        self.add(OsmId::Way(way.id), way.tags, first);
    }

    fn relation(&mut self, area: &Assembled) {
        let first = self.rings.len() as u32;
        for (outer, holes) in &area.nested.polygons {
            self.ring(&area.rings, *outer, false);
            for hole in holes {
                self.ring(&area.rings, *hole, true);
            }
        }
        self.add(OsmId::Relation(area.id), area.tags, first);
    }

    fn ring(&mut self, rings: &[Ring], at: usize, is_hole: bool) {
        let first = self.first_own + self.own_refs.len();
        if let Some(ring) = rings.get(at) {
            self.own_refs.extend_from_slice(&ring.nodes);
            self.own_refs.extend(ring.nodes.first());
        }
        let refs = first as u32..(self.first_own + self.own_refs.len()) as u32;
        self.rings.push(AreaRing { refs, is_hole });
    }

    /// The area whose rings are the last ones.
    fn add(&mut self, id: OsmId, tags: TagSpan, first: u32) {
        let rings = first..self.rings.len() as u32;
        self.areas.push(Area { id, tags, rings });
    }
}
