//! From a block, what is kept of it: elements decoded, then judged. Blocks are taken in parallel and merged in order.

use super::block::Block;
use super::elements::Fields;
use super::nodes::each_node;
use super::wire::Malformed;
use crate::lonlat::LonLat;
use crate::read::collect::{ByReason, Collected, Finder, Member, Position, RawNode, RawRelation, RawWay, Role};
use crate::read::extract::{Nodes, TagSpan};
use crate::read::interest::{DELETED, Interest, MEMBER, NO_RULE, NO_TAGS, TOO_SHORT};
use crate::read::{Key, Tags};
use crate::tally::Tally;

/// The ids of a block's elements of one type, as they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ascent {
    /// First and last id, where there is any.
    pub(super) ends: Option<(i64, i64)>,
    /// Whether two follow each other that do not ascend.
    pub(super) broken: bool,
}

impl Ascent {
    #[inline]
    fn add(&mut self, id: i64) {
        self.ends = match self.ends {
            None => Some((id, id)),
            Some((first, last)) => {
                self.broken |= id <= last;
                Some((first, id))
            }
        };
    }

    /// This, and then a part that stands later.
    pub(super) fn then(self, later: Self) -> Self {
        let broken = self.broken || later.broken;
        match (self.ends, later.ends) {
            (Some((first, last)), Some((next, end))) => Self {
                ends: Some((first, end)),
                broken: broken || next <= last,
            },
            (ends, later) => Self {
                ends: ends.or(later),
                broken,
            },
        }
    }
}

/// How elements are numbered and what is noted of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taking<'a> {
    pub(super) interest: &'a Interest,
    /// The block's number in the file.
    pub(super) block: usize,
    /// Whether every id is noted, because some may stand more than once.
    pub(super) note_versions: bool,
}

/// What is kept of a block's elements of one type. Ranges and spans count from this block's own start.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) ascent: Ascent,
    /// Every element's id and position, where versions are noted.
    pub(super) versions: Vec<(i64, Position)>,
    relations: Vec<RawRelation>,
    ways: Vec<RawWay>,
    refs: Vec<i64>,
    way_places: Vec<(i64, LonLat)>,
    tagged_nodes: Vec<RawNode>,
    /// Indices of needed nodes and their places.
    places: Vec<(u32, LonLat)>,
    pairs: Vec<(Key, u32)>,
    kept_ways: ByReason,
    dropped_ways: ByReason,
    tally: Tally,
}

impl Taking<'_> {
    fn position(&self, nth: usize) -> Position {
        (self.block as u64) << 32 | nth as u64
    }

    fn note(&self, taken: &mut Taken, id: i64, nth: usize) {
        taken.ascent.add(id);
        if self.note_versions {
            taken.versions.push((id, self.position(nth)));
        }
    }

    /// The relations of a block that are made of rings and of interest.
    pub(super) fn relations(&self, block: &Block<'_>) -> Result<Taken, Malformed> {
        let mut taken = Taken::default();
        let mut pairs = Vec::new();
        for (nth, bytes) in block.relations.iter().enumerate() {
            let fields = Fields::parse(bytes)?;
            self.note(&mut taken, fields.id, nth);
            if !fields.visible {
                taken
                    .tally
                    .add("deleted-relation", || format!("relation/{}", fields.id));
                continue;
            }
            fields.tags(&block.strings, &mut pairs)?;
            let tags = Tags::of_block(&pairs, &block.strings.texts);
            if !Interest::is_multipolygon(&tags) {
                continue;
            }
            let speaks = self.interest.area(&tags).is_some();
            let silent = tags.is(Key::Type, "multipolygon") && Interest::is_silent(&fields.key_texts(&block.strings)?);
            if speaks || silent {
                let members = members(&fields, block, &mut taken.tally)?;
                let tags = taken.push_tags(&pairs);
                taken.relations.push(RawRelation {
                    id: fields.id,
                    position: self.position(nth),
                    speaks,
                    tags,
                    members,
                });
            }
        }
        Ok(taken)
    }

    /// The ways of a block that some rule looks at, and those that are members of kept relations (ascending ids).
    pub(super) fn ways(&self, block: &Block<'_>, members: &[i64]) -> Result<Taken, Malformed> {
        let mut taken = Taken::default();
        let mut members = Finder::new(members);
        let mut pairs = Vec::new();
        for (nth, bytes) in block.ways.iter().enumerate() {
            let fields = Fields::parse(bytes)?;
            self.note(&mut taken, fields.id, nth);
            if !fields.visible {
                taken.dropped_ways.add(DELETED);
                continue;
            }
            fields.tags(&block.strings, &mut pairs)?;
            let rule = self.interest.way(&Tags::of_block(&pairs, &block.strings.texts));
            let Some(reason) = rule.or_else(|| members.find(fields.id).map(|_| MEMBER)) else {
                taken
                    .dropped_ways
                    .add(if fields.has_tags() { NO_RULE } else { NO_TAGS });
                continue;
            };
            let first = taken.refs.len();
            fields.refs(&mut taken.refs)?;
            if taken.refs.len() < first + 2 {
                taken.refs.truncate(first);
                taken.dropped_ways.add(TOO_SHORT);
                continue;
            }
            taken.kept_ways.add(reason);
            if fields.has_places() {
                taken.way_places(&fields, block, first)?;
            }
            let tags = taken.push_tags(&pairs);
            taken.ways.push(RawWay {
                id: fields.id,
                position: self.position(nth),
                refs: first as u32..taken.refs.len() as u32,
                tags,
                reason,
            });
        }
        Ok(taken)
    }

    /// The places of needed nodes (ascending ids), and the nodes that some rule looks at.
    pub(super) fn nodes(&self, block: &Block<'_>, needed: &[i64]) -> Result<Taken, Malformed> {
        let mut taken = Taken::default();
        let mut needed = Finder::new(needed);
        let mut nth = 0;
        each_node(block, |node| {
            self.note(&mut taken, node.id, nth);
            let index = needed.find(node.id);
            let place = node.place.filter(|_| node.visible);
            if let Some(index) = index {
                taken.places.push((index as u32, place.unwrap_or(Nodes::NOWHERE)));
            }
            let tags = Tags::of_block(node.pairs, &block.strings.texts);
            let kept = node.visible && self.interest.node(&tags).is_some();
            if kept {
                let tags = taken.push_tags(node.pairs);
                taken.tagged_nodes.push(RawNode {
                    id: node.id,
                    position: self.position(nth),
                    place,
                    tags,
                });
            }
            if !node.visible {
                taken.tally.add("deleted-node", || format!("node/{}", node.id));
            } else if place.is_none() && (kept || index.is_some()) {
                taken.tally.add("place-off-earth", || format!("node/{}", node.id));
            }
            nth += 1;
        })?;
        Ok(taken)
    }
}

fn members(fields: &Fields<'_>, block: &Block<'_>, tally: &mut Tally) -> Result<Vec<Member>, Malformed> {
    /// Member types of the format.
    const WAY: u64 = 1;
    const RELATION: u64 = 2;
    let mut members = Vec::new();
    for (kind, id, role) in fields.members(&block.strings)? {
        let role = match role {
            "outer" => Role::Outer,
            "inner" => Role::Inner,
            _ => Role::Untold,
        };
        if kind == WAY {
            members.push(Member { way: id, role });
        } else if kind == RELATION && role != Role::Untold {
            tally.add("ring-made-of-relation", || format!("relation/{}", fields.id));
        }
    }
    Ok(members)
}

impl Taken {
    fn push_tags(&mut self, pairs: &[(Key, u32)]) -> TagSpan {
        let first = self.pairs.len() as u32;
        self.pairs.extend_from_slice(pairs);
        TagSpan {
            first,
            count: pairs.len() as u16,
        }
    }

    /// Takes the places that a way tells of its nodes, whose references begin at `first`.
    fn way_places(&mut self, fields: &Fields<'_>, block: &Block<'_>, first: usize) -> Result<(), Malformed> {
        let places = fields.places(&block.grid)?;
        let refs = self.refs.get(first..).unwrap_or_default();
        if places.len() != refs.len() {
            return Err(Malformed("a way with more or fewer places than nodes"));
        }
        let told = refs.iter().zip(places).filter_map(|(id, place)| Some((*id, place?)));
        self.way_places.extend(told);
        Ok(())
    }

    /// Adds what was taken of a block to all that is kept. `None` when it is more than can be numbered.
    pub(super) fn merge_into(self, kept: &mut Collected, block: &Block<'_>) -> Option<()> {
        let first_ref = u32::try_from(kept.refs.len()).ok()?;
        let first_pair = u32::try_from(kept.tag_pairs.len()).ok()?;
        u32::try_from(kept.refs.len() + self.refs.len()).ok()?;
        u32::try_from(kept.tag_pairs.len() + self.pairs.len()).ok()?;
        let moved = |tags: TagSpan| TagSpan {
            first: first_pair + tags.first,
            count: tags.count,
        };
        kept.relations
            .extend(self.relations.into_iter().map(|relation| RawRelation {
                tags: moved(relation.tags),
                ..relation
            }));
        kept.ways.extend(self.ways.into_iter().map(|way| RawWay {
            refs: first_ref + way.refs.start..first_ref + way.refs.end,
            tags: moved(way.tags),
            ..way
        }));
        kept.tagged_nodes
            .extend(self.tagged_nodes.into_iter().map(|node| RawNode {
                tags: moved(node.tags),
                ..node
            }));
        kept.refs.extend(self.refs);
        kept.way_places.extend(self.way_places);
        for (index, place) in self.places {
            if let Some(known) = kept.places.get_mut(index as usize) {
                *known = place;
            }
        }
        merge_tags(&self.pairs, kept, block);
        kept.way_counts.keep_ways(&self.kept_ways);
        kept.way_counts.drop_ways(&self.dropped_ways);
        kept.tally.merge(self.tally);
        Some(())
    }
}

/// Adds tags, their values as symbols of the whole instead of strings of the block.
fn merge_tags(pairs: &[(Key, u32)], kept: &mut Collected, block: &Block<'_>) {
    let mut symbols = vec![None; block.strings.texts.len()];
    for (key, string) in pairs {
        let Some((text, symbol)) = block
            .strings
            .texts
            .get(*string as usize)
            .zip(symbols.get_mut(*string as usize))
        else {
            continue;
        };
        if block.strings.was_mended(*string) {
            kept.tally.add("text-not-utf8", || format!("the value {text}"));
        }
        let symbol = *symbol.get_or_insert_with(|| kept.symbols.number(text));
        kept.tag_pairs.push((*key, symbol));
    }
}
