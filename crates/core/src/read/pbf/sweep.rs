//! Through the file: once backwards where it is in order, else three times forwards.
//!
//! In an ordered file (nodes, ways, relations; each by strictly ascending id) one sweep from the end meets relations before the
//! ways they need, and ways before the nodes they need, so each blob is inflated once. Whether the file is so is seen on the
//! way: an id that does not ascend, or a type met too late, ends the sweep, and the general path starts over with one sweep a
//! type and a list of all ids, so that of elements that stand more than once the last one rules.

use std::ops::Range;

use rayon::prelude::*;

use super::blobs::{BlobFile, BlobPlace, BlobProblem, Packed};
use super::block::Block;
use super::take::{Ascent, Taken, Taking};
use super::wire::Malformed;
use crate::read::collect::{Collected, Position};
use crate::read::error::ReadError;
use crate::read::interest::{Interest, OLDER_VERSION};
use crate::watch::{Stage, Watch, go_on};

/// Blobs held at a time. A number of its own, not one of threads, so that every machine takes the same path.
const BATCH_BLOBS: usize = 12;
/// Packed bytes read at a time, unless a single blob has more; buffers keep the room of the largest.
const BATCH_BYTES: u64 = 4 << 20;
/// Sweeps of the general path.
const SWEEPS: u64 = 3;

/// Reads all that is of interest.
pub(super) fn collect(file: &mut BlobFile, interest: &Interest, watch: &dyn Watch) -> Result<Collected, ReadError> {
    let total = file.bytes();
    let mut sweep = Sweep::new(file, interest, watch, total);
    if sweep.backwards()? == Order::Kept {
        return Ok(sweep.finish());
    }
    let (done, total) = (sweep.done, sweep.done + SWEEPS * total);
    let mut sweep = Sweep::new(file, interest, watch, total);
    sweep.done = done;
    sweep.note_versions = true;
    for kind in Kind::ALL {
        sweep.forwards(kind)?;
    }
    Ok(sweep.finish())
}

/// A type of element, in the order in which they must be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Relations,
    Ways,
    Nodes,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Relations, Self::Ways, Self::Nodes];

    /// As OpenStreetMap writes ids.
    fn word(self) -> &'static str {
        match self {
            Self::Relations => "relation",
            Self::Ways => "way",
            Self::Nodes => "node",
        }
    }

    fn is_in(self, block: &Block<'_>) -> bool {
        match self {
            Self::Relations => !block.relations.is_empty(),
            Self::Ways => !block.ways.is_empty(),
            Self::Nodes => !block.nodes.is_empty(),
        }
    }
}

/// Room for a blob, used again for another.
#[derive(Debug, Default)]
struct Buffer {
    packed: Vec<u8>,
    content: Vec<u8>,
}

/// Whether the file was found to be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Kept,
    Broken,
}

struct Sweep<'a> {
    file: &'a mut BlobFile,
    interest: &'a Interest,
    watch: &'a dyn Watch,
    /// Bytes of blobs gone through, and to go through.
    done: u64,
    total: u64,
    note_versions: bool,
    /// Ids of ways that kept relations need, ascending.
    members: Vec<i64>,
    /// How many relations `members` was made from.
    relations_in_members: usize,
    /// Whether all ways are read, so that the nodes they need are known.
    needed_known: bool,
    versions: Vec<(i64, Position)>,
    kept: Collected,
}

impl<'a> Sweep<'a> {
    fn new(file: &'a mut BlobFile, interest: &'a Interest, watch: &'a dyn Watch, total: u64) -> Self {
        Self {
            file,
            interest,
            watch,
            done: 0,
            total,
            note_versions: false,
            members: Vec::new(),
            relations_in_members: 0,
            needed_known: false,
            versions: Vec::new(),
            kept: Collected::default(),
        }
    }

    fn backwards(&mut self) -> Result<Order, ReadError> {
        // What stands behind what was gone through, by type: its ids, and the last type met.
        let mut behind = [Ascent::default(); Kind::ALL.len()];
        let mut latest = Kind::Relations;
        let mut buffers = Vec::new();
        for batch in batches(self.file).into_iter().rev() {
            let blobs = self.unpack(&batch, &mut buffers)?;
            let blocks = self.parse(&batch, blobs)?;
            for (kind, behind) in Kind::ALL.into_iter().zip(&mut behind) {
                if !blocks.iter().any(|block| kind.is_in(block)) {
                    continue;
                }
                if kind < latest {
                    return Ok(Order::Broken);
                }
                let ascent = self.take(kind, &batch, &blocks)?;
                *behind = ascent.then(*behind);
                if behind.broken {
                    return Ok(Order::Broken);
                }
            }
            latest = Kind::ALL
                .into_iter()
                .rfind(|kind| blocks.iter().any(|block| kind.is_in(block)))
                .unwrap_or(latest)
                .max(latest);
            self.advance(&batch)?;
        }
        Ok(Order::Kept)
    }

    fn forwards(&mut self, kind: Kind) -> Result<(), ReadError> {
        let mut buffers = Vec::new();
        for batch in batches(self.file) {
            let blobs = self.unpack(&batch, &mut buffers)?;
            let blocks = self.parse(&batch, blobs)?;
            self.take(kind, &batch, &blocks)?;
            self.advance(&batch)?;
        }
        self.drop_older_versions(kind);
        Ok(())
    }

    fn finish(mut self) -> Collected {
        // A file may hold no nodes at all: its ways may tell places themselves.
        self.prepare(Kind::Nodes);
        self.kept
    }

    fn advance(&mut self, batch: &Range<usize>) -> Result<(), ReadError> {
        self.done += self
            .file
            .blobs()
            .get(batch.clone())
            .map_or(0, |blobs| blobs.iter().map(BlobPlace::len).sum());
        self.watch.progress(Stage::Read, self.done, self.total);
        Ok(go_on(self.watch)?)
    }

    /// Reads and unpacks a batch of blobs into the first of these buffers, which are made where they are missing.
    fn unpack<'b>(&mut self, batch: &Range<usize>, buffers: &'b mut Vec<Buffer>) -> Result<&'b [Buffer], ReadError> {
        let places = self.file.blobs().get(batch.clone()).unwrap_or_default().to_vec();
        if buffers.len() < places.len() {
            buffers.resize_with(places.len(), Buffer::default);
        }
        let buffers = &mut buffers[..places.len()];
        for (place, buffer) in places.iter().zip(&mut *buffers) {
            self.file.read(place, &mut buffer.packed)?;
        }
        let unpacked: Vec<Result<(), BlobProblem>> = buffers
            .par_iter_mut()
            .map(|Buffer { packed, content }| Packed::parse(packed)?.unpack(content))
            .collect();
        for (place, unpacked) in places.iter().zip(unpacked) {
            unpacked.map_err(|problem| self.file.problem(place, problem))?;
        }
        Ok(buffers)
    }

    fn parse<'b>(&self, batch: &Range<usize>, blobs: &'b [Buffer]) -> Result<Vec<Block<'b>>, ReadError> {
        let blocks: Vec<Result<Block<'b>, Malformed>> = blobs
            .par_iter()
            .map(|blob| Block::parse(&blob.content, self.interest))
            .collect();
        self.sound(batch, blocks)
    }

    /// Takes all elements of a type from a batch's blocks.
    fn take(&mut self, kind: Kind, batch: &Range<usize>, blocks: &[Block<'_>]) -> Result<Ascent, ReadError> {
        self.prepare(kind);
        let (members, needed) = (&self.members, &self.kept.needed);
        let taken: Vec<Result<Taken, Malformed>> = blocks
            .par_iter()
            .enumerate()
            .map(|(nth, block)| {
                let taking = Taking {
                    interest: self.interest,
                    block: batch.start + nth,
                    note_versions: self.note_versions,
                };
                match kind {
                    Kind::Relations => taking.relations(block),
                    Kind::Ways => taking.ways(block, members),
                    Kind::Nodes => taking.nodes(block, needed),
                }
            })
            .collect();
        let mut ascent = Ascent::default();
        for (mut taken, block) in self.sound(batch, taken)?.into_iter().zip(blocks) {
            ascent = ascent.then(taken.ascent);
            self.versions.append(&mut taken.versions);
            taken
                .merge_into(&mut self.kept, block)
                .ok_or_else(|| ReadError::TooLarge {
                    path: self.file.path().to_owned(),
                })?;
        }
        Ok(ascent)
    }

    /// The results of a batch, or the error of its first damaged blob.
    fn sound<T>(&self, batch: &Range<usize>, results: Vec<Result<T, Malformed>>) -> Result<Vec<T>, ReadError> {
        let places = self.file.blobs().get(batch.clone()).unwrap_or_default();
        places
            .iter()
            .zip(results)
            .map(|(place, result)| result.map_err(|malformed| self.file.damaged(place.frame, malformed)))
            .collect()
    }

    /// Makes the list that a type is read against, once all that goes into it is read.
    fn prepare(&mut self, kind: Kind) {
        match kind {
            Kind::Relations => {}
            Kind::Ways => {
                if self.relations_in_members < self.kept.relations.len() {
                    self.relations_in_members = self.kept.relations.len();
                    self.members = self.kept.member_ways();
                }
            }
            Kind::Nodes => {
                if !self.needed_known {
                    self.needed_known = true;
                    self.kept.seal_needed();
                }
            }
        }
    }

    /// Drops what has a later version in the file, which may be a deleted one.
    fn drop_older_versions(&mut self, kind: Kind) {
        let mut versions = std::mem::take(&mut self.versions);
        versions.par_sort_unstable();
        let older = |id: i64, position: Position| {
            let next = versions.partition_point(|version| *version <= (id, position));
            versions.get(next).is_some_and(|(other, _)| *other == id)
        };
        let kept = &mut self.kept;
        match kind {
            Kind::Relations => kept.relations.retain(|relation| !older(relation.id, relation.position)),
            Kind::Ways => {
                let counts = &mut kept.way_counts;
                kept.ways.retain(|way| {
                    let older = older(way.id, way.position);
                    if older {
                        counts.drop_kept_way(way.reason, OLDER_VERSION);
                    }
                    !older
                });
                kept.drop_unused_refs();
            }
            Kind::Nodes => kept.tagged_nodes.retain(|node| !older(node.id, node.position)),
        }
        for pair in versions.windows(2) {
            if let [(id, _), (next, _)] = pair
                && id == next
            {
                kept.tally.add("older-version", || format!("{}/{id}", kind.word()));
            }
        }
    }
}

/// The data blobs in batches, in file order.
fn batches(file: &BlobFile) -> Vec<Range<usize>> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (nth, blob) in file.blobs().iter().enumerate() {
        if nth > start && (nth - start >= BATCH_BLOBS || bytes + blob.len() > BATCH_BYTES) {
            batches.push(start..nth);
            (start, bytes) = (nth, 0);
        }
        bytes += blob.len();
    }
    batches.push(start..file.blobs().len());
    batches
}
