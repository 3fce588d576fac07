//! A block of elements: its string table, and where its elements stand by type.

use std::borrow::Cow;

use super::wire::{Malformed, Wire};
use crate::read::Key;
use crate::read::interest::Interest;

/// Nanodegrees in 1e-7 degrees.
const NANODEGREES: i64 = 100;

/// A block's string table and its elements' bytes.
#[derive(Debug)]
pub(super) struct Block<'b> {
    pub(super) strings: Strings<'b>,
    pub(super) nodes: Vec<NodeGroup<'b>>,
    pub(super) ways: Vec<&'b [u8]>,
    pub(super) relations: Vec<&'b [u8]>,
    pub(super) grid: Grid,
}

/// Nodes as they are packed.
#[derive(Clone, Copy, Debug)]
pub(super) enum NodeGroup<'b> {
    /// One node.
    Plain(&'b [u8]),
    /// Many, column by column.
    Dense(&'b [u8]),
}

/// The texts of a block.
#[derive(Debug)]
pub(super) struct Strings<'b> {
    /// Each as text; bytes that are not UTF-8 are replaced.
    pub(super) texts: Vec<Cow<'b, str>>,
    /// The key that each one is, if some rule looks at it.
    keys: Vec<Option<Key>>,
    /// Whether some node rule looks at a key of this block.
    pub(super) node_keys: bool,
}

/// How a block's numbers stand for places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    granularity: i64,
    lon_offset: i64,
    lat_offset: i64,
}

impl<'b> Block<'b> {
    /// Finds a block's parts. Elements themselves are not read yet.
    pub(super) fn parse(bytes: &'b [u8], interest: &Interest) -> Result<Self, Malformed> {
        let mut block = Self {
            strings: Strings {
                texts: Vec::new(),
                keys: Vec::new(),
                node_keys: false,
            },
            nodes: Vec::new(),
            ways: Vec::new(),
            relations: Vec::new(),
            grid: Grid {
                granularity: NANODEGREES,
                lon_offset: 0,
                lat_offset: 0,
            },
        };
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            match number {
                1 => block.strings = Strings::parse(value.bytes()?, interest)?,
                2 => block.group(value.bytes()?)?,
                17 => block.grid.granularity = value.varint()? as i64,
                19 => block.grid.lat_offset = value.varint()? as i64,
                20 => block.grid.lon_offset = value.varint()? as i64,
                _ => {}
            }
        }
        Ok(block)
    }

    fn group(&mut self, bytes: &'b [u8]) -> Result<(), Malformed> {
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            match number {
                1 => self.nodes.push(NodeGroup::Plain(value.bytes()?)),
                2 => self.nodes.push(NodeGroup::Dense(value.bytes()?)),
                3 => self.ways.push(value.bytes()?),
                4 => self.relations.push(value.bytes()?),
                _ => {}
            }
        }
        Ok(())
    }
}

impl<'b> Strings<'b> {
    fn parse(bytes: &'b [u8], interest: &Interest) -> Result<Self, Malformed> {
        let mut texts = Vec::new();
        let mut keys = Vec::new();
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            if number == 1 {
                let text = String::from_utf8_lossy(value.bytes()?);
                keys.push(interest.key(&text));
                texts.push(text);
            }
        }
        let node_keys = keys.iter().flatten().any(|key| interest.looks_at_nodes_with(*key));
        Ok(Self { texts, keys, node_keys })
    }

    /// A text by its number.
    pub(super) fn text(&self, at: u64) -> Result<&str, Malformed> {
        self.texts
            .get(usize::try_from(at).unwrap_or(usize::MAX))
            .map(AsRef::as_ref)
            .ok_or(NO_STRING)
    }

    /// Whether a text had to be mended to be UTF-8.
    pub(super) fn was_mended(&self, at: u32) -> bool {
        // Only a mended text is owned: all others are borrowed from the block.
        matches!(self.texts.get(at as usize), Some(Cow::Owned(_)))
    }

    /// Adds a tag to the pairs, if some rule looks at its key.
    #[inline]
    pub(super) fn push_tag(&self, key: u64, value: u64, pairs: &mut Vec<(Key, u32)>) -> Result<(), Malformed> {
        let known = self
            .keys
            .get(usize::try_from(key).unwrap_or(usize::MAX))
            .ok_or(NO_STRING)?;
        if let Some(known) = known {
            if value >= self.texts.len() as u64 {
                return Err(NO_STRING);
            }
            pairs.push((*known, value as u32));
        }
        Ok(())
    }

    /// Reads an element's tags from its two arrays: pairs by ascending key, the first of repeated keys.
    pub(super) fn tags(&self, keys: Wire<'_>, values: Wire<'_>, pairs: &mut Vec<(Key, u32)>) -> Result<(), Malformed> {
        let (mut keys, mut values) = (keys, values);
        pairs.clear();
        while !keys.is_empty() {
            self.push_tag(keys.varint()?, values.varint()?, pairs)?;
        }
        if !values.is_empty() {
            return Err(Malformed("more tag values than keys"));
        }
        settle(pairs);
        Ok(())
    }
}

/// Puts tags in the order of keys; of a repeated key the first one stays.
pub(super) fn settle(pairs: &mut Vec<(Key, u32)>) {
    pairs.sort_by_key(|(key, _)| *key);
    pairs.dedup_by_key(|(key, _)| *key);
}

const NO_STRING: Malformed = Malformed("a tag outside the string table");

impl Grid {
    /// A place from a block's numbers; `None` when it is not on Earth.
    #[inline]
    pub(super) fn place(&self, lon: i64, lat: i64) -> Option<crate::lonlat::LonLat> {
        /// 180 and 90 degrees.
        const LARGEST: (u64, u64) = (1_800_000_000, 900_000_000);
        let lon = self.units(self.lon_offset, lon)?;
        let lat = self.units(self.lat_offset, lat)?;
        (lon.unsigned_abs() <= LARGEST.0 && lat.unsigned_abs() <= LARGEST.1).then_some(crate::lonlat::LonLat {
            lon: lon as i32,
            lat: lat as i32,
        })
    }

    /// 1e-7 degrees, rounded to the nearest.
    #[inline]
    fn units(&self, offset: i64, value: i64) -> Option<i64> {
        if self.granularity == NANODEGREES && offset == 0 {
            // The usual grid counts 1e-7 degrees itself.
            return Some(value);
        }
        let nanodegrees = self.granularity.checked_mul(value)?.checked_add(offset)?;
        Some(nanodegrees.checked_add(NANODEGREES / 2)?.div_euclid(NANODEGREES))
    }
}
