//! What is kept while a file is read, before nodes are numbered.

use std::collections::HashMap;
use std::ops::Range;

use super::extract::{Nodes, TagSpan, WayCounts};
use super::keys::Key;
use crate::by_key;
use crate::lonlat::LonLat;
use crate::tally::Tally;

/// An element's place in the file: later ones of the same id rule.
pub(crate) type Position = u64;

/// A kept way.
#[derive(Clone, Debug)]
pub(crate) struct RawWay {
    pub(crate) id: i64,
    pub(crate) position: Position,
    /// In [`Collected::refs`].
    pub(crate) refs: Range<u32>,
    pub(crate) tags: TagSpan,
    pub(crate) reason: &'static str,
}

/// A node kept for its tags.
#[derive(Clone, Debug)]
pub(crate) struct RawNode {
    pub(crate) id: i64,
    pub(crate) position: Position,
    pub(crate) place: Option<LonLat>,
    pub(crate) tags: TagSpan,
}

/// A kept relation.
#[derive(Clone, Debug)]
pub(crate) struct RawRelation {
    pub(crate) id: i64,
    pub(crate) position: Position,
    /// Whether its tags say what it is; else its outer ways' tags do.
    pub(crate) speaks: bool,
    pub(crate) tags: TagSpan,
    pub(crate) members: Vec<Member>,
}

/// A way that a relation has as a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) way: i64,
    pub(crate) role: Role,
}

/// What a member way is to its relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Part of an outer ring.
    Outer,
    /// Part of a hole.
    Inner,
    /// Not told, or something else.
    Untold,
}

/// Texts, each kept once.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

/// What is kept while a file is read.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) relations: Vec<RawRelation>,
    pub(crate) ways: Vec<RawWay>,
    /// Node ids of kept ways; empty once all ways are read.
    pub(crate) refs: Vec<i64>,
    /// Where in `needed` each of `refs` stands, from then on.
    pub(crate) ref_nodes: Vec<u32>,
    /// Ids of nodes that kept ways name, ascending, each once; known once all ways are read.
    pub(crate) needed: Vec<i64>,
    /// The places of `needed`, [`Nodes::NOWHERE`](super::extract::Nodes) where none is known.
    pub(crate) places: Vec<LonLat>,
    pub(crate) tagged_nodes: Vec<RawNode>,
    /// Places that ways tell of their nodes.
    pub(crate) way_places: Vec<(i64, LonLat)>,
    pub(crate) tag_pairs: Vec<(Key, u32)>,
    pub(crate) symbols: Symbols,
    pub(crate) way_counts: WayCounts,
    pub(crate) tally: Tally,
}

impl Symbols {
    /// A text's number.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    pub(crate) fn into_texts(self) -> Vec<Box<str>> {
        self.texts
    }
}

impl Collected {
    /// Ids of ways that kept relations have as members, ascending, each once.
    pub(crate) fn member_ways(&self) -> Vec<i64> {
        let members = self.relations.iter().flat_map(|relation| &relation.members);
        let mut ids: Vec<i64> = members.map(|member| member.way).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Drops the references of ways that are no longer kept; the others stand in the order of the file.
    pub(crate) fn drop_unused_refs(&mut self) {
        let mut end = 0;
        for way in &mut self.ways {
            let own = way.refs.start as usize..way.refs.end as usize;
            let first = end;
            end += own.len();
            self.refs.copy_within(own, first);
            way.refs = first as u32..end as u32;
        }
        self.refs.truncate(end);
    }

    /// Lists the nodes that kept ways name, all places still unknown, and tells each reference its node by the same sort.
    pub(crate) fn seal_needed(&mut self) {
        let refs = std::mem::take(&mut self.refs);
        let mut ref_nodes = vec![0; refs.len()];
        let mut needed = Vec::new();
        by_key::visit_sorted(refs.iter().copied().zip(0..), |id, number| {
            if needed.last() != Some(&id) {
                needed.push(id);
            }
            if let Some(node) = ref_nodes.get_mut(number as usize) {
                *node = (needed.len() - 1) as u32;
            }
        });
        self.ref_nodes = ref_nodes;
        self.needed = needed;
        self.places = vec![Nodes::NOWHERE; self.needed.len()];
    }
}

/// Ways of a block counted by reason.
#[derive(Debug, Default)]
pub(crate) struct ByReason(Vec<(&'static str, u64)>);

impl ByReason {
    /// Counts one. Reasons are few, and told apart by where they stand in the program: texts need not be compared for every way.
    pub(crate) fn add(&mut self, reason: &'static str) {
        match self.0.iter_mut().find(|(known, _)| std::ptr::eq(*known, reason)) {
            Some((_, count)) => *count += 1,
            None => self.0.push((reason, 1)),
        }
    }
}

impl WayCounts {
    /// Counts ways that are left out.
    pub(crate) fn drop_ways(&mut self, by_reason: &ByReason) {
        for (reason, count) in &by_reason.0 {
            self.read += count;
            *self.dropped.entry(reason).or_default() += count;
        }
    }

    /// Counts ways that are kept.
    pub(crate) fn keep_ways(&mut self, by_reason: &ByReason) {
        for (reason, count) in &by_reason.0 {
            self.read += count;
            self.kept += count;
            *self.kept_for.entry(reason).or_default() += count;
        }
    }

    /// Takes back a way that was counted as kept: it is left out after all.
    pub(crate) fn drop_kept_way(&mut self, kept_for: &'static str, reason: &'static str) {
        self.kept -= 1;
        if let Some(count) = self.kept_for.get_mut(kept_for) {
            *count -= 1;
        }
        self.kept_for.retain(|_, count| *count > 0);
        *self.dropped.entry(reason).or_default() += 1;
    }
}

/// Finds ids in an ascending list, fastest where each is near the one before.
#[derive(Debug)]
pub(crate) struct Finder<'a> {
    ids: &'a [i64],
    at: usize,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(ids: &'a [i64]) -> Self {
        Self { ids, at: 0 }
    }

    /// An id's index, where it is listed.
    #[inline]
    pub(crate) fn find(&mut self, id: i64) -> Option<usize> {
        self.search(id).ok()
    }

    /// An id's index, or that of the first larger one. `O(log d)` where it stands `d` places from the one sought before.
    #[inline]
    pub(crate) fn search(&mut self, id: i64) -> Result<usize, usize> {
        let (ids, at) = (self.ids, self.at);
        let would_stand = |at: usize| {
            let after_smaller = at == 0 || ids.get(at - 1).is_some_and(|before| *before < id);
            after_smaller && ids.get(at).is_none_or(|here| *here >= id)
        };
        // Where the ids sought ascend as well, it is here or next nearly always.
        if !would_stand(at) {
            self.at = if would_stand(at + 1) { at + 1 } else { self.seek(id) };
        }
        if ids.get(self.at) == Some(&id) {
            Ok(self.at)
        } else {
            Err(self.at)
        }
    }

    /// Where an id stands or would stand.
    fn seek(&self, id: i64) -> usize {
        let here = self.ids.get(self.at);
        let (low, high) = if here.is_some_and(|here| *here < id) {
            self.reach_up(id)
        } else {
            self.reach_down(id)
        };
        let between = self.ids.get(low..high).unwrap_or_default();
        low + between.partition_point(|other| *other < id)
    }

    /// Bounds of where an id larger than the one here would stand, by steps that double.
    fn reach_up(&self, id: i64) -> (usize, usize) {
        let (mut low, mut step) = (self.at + 1, 1);
        while self.ids.get(low + step).is_some_and(|other| *other < id) {
            low += step;
            step *= 2;
        }
        (low, (low + step + 1).min(self.ids.len()))
    }

    /// The same for an id smaller than the one here.
    fn reach_down(&self, id: i64) -> (usize, usize) {
        let (mut high, mut step) = (self.at.min(self.ids.len()), 1);
        while high > step && self.ids.get(high - step).is_some_and(|other| *other > id) {
            high -= step;
            step *= 2;
        }
        (high.saturating_sub(step), high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_finder_agrees_with_a_scan(
            ids in proptest::collection::btree_set(-40_i64..40, 0..40),
            sought in proptest::collection::vec(-42_i64..42, 0..60),
        ) {
            let ids: Vec<i64> = ids.into_iter().collect();
            let mut finder = Finder::new(&ids);
            for id in sought {
                prop_assert_eq!(finder.search(id), ids.binary_search(&id));
            }
        }
    }
}
