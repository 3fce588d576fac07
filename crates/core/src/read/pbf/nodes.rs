//! Nodes from their bytes, plain or dense: one visit gives places and tags.

use super::block::{Block, NodeGroup, Strings, settle};
use super::elements::visible;
use super::wire::{Malformed, Wire};
use crate::lonlat::LonLat;
use crate::read::Key;

/// A node as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeRead<'t> {
    pub(super) id: i64,
    /// `None` when it is not on Earth.
    pub(super) place: Option<LonLat>,
    pub(super) visible: bool,
    /// Tags by ascending known key.
    pub(super) pairs: &'t [(Key, u32)],
}

/// Visits a block's nodes in order.
pub(super) fn each_node(block: &Block<'_>, mut visit: impl FnMut(NodeRead<'_>)) -> Result<(), Malformed> {
    let mut pairs = Vec::new();
    for group in &block.nodes {
        match group {
            NodeGroup::Plain(bytes) => plain(bytes, block, &mut pairs, &mut visit)?,
            NodeGroup::Dense(bytes) => dense(bytes, block, &mut pairs, &mut visit)?,
        }
    }
    Ok(())
}

fn plain(
    bytes: &[u8],
    block: &Block<'_>,
    pairs: &mut Vec<(Key, u32)>,
    visit: &mut impl FnMut(NodeRead<'_>),
) -> Result<(), Malformed> {
    let (mut id, mut lat, mut lon) = (None, None, None);
    let (mut keys, mut values) = (Wire::default(), Wire::default());
    let mut is_visible = true;
    let zigzag = |value: u64| (value >> 1) as i64 ^ -((value & 1) as i64);
    let mut wire = Wire::new(bytes);
    while let Some((number, value)) = wire.field()? {
        match number {
            1 => id = Some(zigzag(value.varint()?)),
            2 => value.packed_once(&mut keys)?,
            3 => value.packed_once(&mut values)?,
            4 => is_visible = visible(value.bytes()?)?,
            8 => lat = Some(zigzag(value.varint()?)),
            9 => lon = Some(zigzag(value.varint()?)),
            _ => {}
        }
    }
    block.strings.tags(keys, values, pairs)?;
    visit(NodeRead {
        id: id.ok_or(Malformed("an element without id"))?,
        place: lon.zip(lat).and_then(|(lon, lat)| block.grid.place(lon, lat)),
        visible: is_visible,
        pairs,
    });
    Ok(())
}

fn dense(
    bytes: &[u8],
    block: &Block<'_>,
    pairs: &mut Vec<(Key, u32)>,
    visit: &mut impl FnMut(NodeRead<'_>),
) -> Result<(), Malformed> {
    let mut ids = Wire::default();
    let (mut lats, mut lons) = (Wire::default(), Wire::default());
    let (mut tags, mut shown) = (Wire::default(), Wire::default());
    let mut wire = Wire::new(bytes);
    while let Some((number, value)) = wire.field()? {
        match number {
            1 => value.packed_once(&mut ids)?,
            5 => shown = dense_visible(value.bytes()?)?,
            8 => value.packed_once(&mut lats)?,
            9 => value.packed_once(&mut lons)?,
            10 => value.packed_once(&mut tags)?,
            _ => {}
        }
    }
    let all_shown = shown.is_empty();
    // Tags are passed over where no node rule looks at any key of the block.
    let tagless = tags.is_empty() || !block.strings.node_keys;
    let (mut id, mut lat, mut lon) = (0, 0, 0);
    while !ids.is_empty() {
        id = ids.delta(id)?;
        lat = lats.delta(lat)?;
        lon = lons.delta(lon)?;
        if !tagless {
            dense_tags(&mut tags, &block.strings, pairs)?;
        }
        visit(NodeRead {
            id,
            place: block.grid.place(lon, lat),
            visible: all_shown || shown.varint()? != 0,
            pairs: if tagless { &[] } else { pairs },
        });
    }
    if lats.is_empty() && lons.is_empty() && (tagless || tags.is_empty()) {
        Ok(())
    } else {
        Err(Malformed("dense nodes whose columns differ in length"))
    }
}

/// One node's tags: key and value by turns, up to a zero.
#[inline]
fn dense_tags(tags: &mut Wire<'_>, strings: &Strings<'_>, pairs: &mut Vec<(Key, u32)>) -> Result<(), Malformed> {
    pairs.clear();
    loop {
        let key = tags.varint()?;
        if key == 0 {
            break;
        }
        strings.push_tag(key, tags.varint()?, pairs)?;
    }
    settle(pairs);
    Ok(())
}

/// The visible flags of dense metadata; empty where they are not told.
fn dense_visible(info: &[u8]) -> Result<Wire<'_>, Malformed> {
    let mut flags = Wire::default();
    let mut wire = Wire::new(info);
    while let Some((number, value)) = wire.field()? {
        if number == 6 {
            value.packed_once(&mut flags)?;
        }
    }
    Ok(flags)
}
