//! What is kept of an OpenStreetMap file: flat arrays, nodes by position, tags by known key.

use std::borrow::Cow;
use std::ops::Range;

use geo::{LineString, MultiPolygon, Polygon};

use super::keys::Key;
use crate::extent::Extent;
use crate::ids::{NodeIndex, OsmId};
use crate::lonlat::LonLat;
use crate::tally::Tally;

/// What is kept of an OpenStreetMap file.
///
/// # Memory
/// About 16 bytes a node of a kept way, 4 bytes a reference, 8 bytes a kept tag.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    /// What the file says of itself.
    pub header: Header,
    /// Nodes of kept ways, and kept tagged nodes, by ascending id.
    pub nodes: Nodes,
    /// Kept ways by ascending id.
    pub ways: Vec<Way>,
    /// Kept tagged nodes (gates, crossings, entrances, facilities ...) by ascending id.
    pub tagged_nodes: Vec<TaggedNode>,
    /// Closed ways and assembled multipolygons that are areas to some rule: ways first, then relations, by ascending id.
    pub areas: Vec<Area>,
    /// Areas to some rule whose outline cannot be drawn, in the same order: not among `areas`, but not forgotten.
    pub unformed_areas: Vec<UnformedArea>,
    /// How many ways were read, kept and left out.
    pub way_counts: WayCounts,
    /// Odd input met while reading.
    pub tally: Tally,
    /// The nodes of ways, then of rings that no way is alone.
    pub(crate) refs: Vec<NodeIndex>,
    pub(crate) rings: Vec<AreaRing>,
    pub(crate) tag_pairs: Vec<(Key, u32)>,
    pub(crate) symbols: Vec<Box<str>>,
}

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// South-west and north-east corner the file claims to cover.
    pub bounds: Option<(LonLat, LonLat)>,
    /// Date of the data, seconds since 1970, where told.
    pub data_timestamp: Option<i64>,
    /// The program that wrote it.
    pub writing_program: Option<String>,
}

/// Node ids and places, by ascending id. A node that the file names but does not hold has no place.
#[derive(Clone, Debug, Default)]
pub struct Nodes {
    pub(crate) ids: Vec<i64>,
    pub(crate) places: Vec<LonLat>,
}

/// A way that is kept.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its id, without the `way/`.
    pub id: i64,
    pub(crate) refs: Range<u32>,
    pub(crate) tags: TagSpan,
    /// The box of the known places of its nodes; none where none is known.
    pub(crate) around: Option<Extent>,
    /// Whether the places of all its nodes are known.
    pub(crate) is_whole: bool,
}

/// A node that is kept for its tags.
#[derive(Clone, Debug)]
pub struct TaggedNode {
    /// Which node.
    pub node: NodeIndex,
    pub(crate) tags: TagSpan,
}

/// A closed way or multipolygon kept as an area.
#[derive(Clone, Debug)]
pub struct Area {
    /// `way/…` or `relation/…`.
    pub id: OsmId,
    pub(crate) tags: TagSpan,
    /// Rings in [`Extract::rings`]: each polygon's outer ring, then its holes.
    pub(crate) rings: Range<u32>,
}

/// An area to some rule whose outline cannot be drawn.
#[derive(Clone, Debug)]
pub struct UnformedArea {
    /// `way/…` or `relation/…`.
    pub id: OsmId,
    /// Why it has no outline.
    pub why: Unformed,
    pub(crate) tags: TagSpan,
}

/// Why an area has no outline. Displayed as the end of a sentence about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unformed {
    /// A way whose last node is not its first.
    #[error("its line does not close")]
    NotClosed,
    /// A relation none of whose member ways join to a ring, or are in the file at all.
    #[error("its member ways form no closed ring, or are not in the file")]
    BrokenRing,
    /// Fewer than three of its nodes are in the file.
    #[error("too few of its nodes are in the file")]
    WithoutPlaces,
}

/// A ring of an area, closed: its first node is repeated last.
#[derive(Clone, Debug)]
pub(crate) struct AreaRing {
    /// In [`Extract::refs`]: those of the way that it is, or of its own.
    pub(crate) refs: Range<u32>,
    /// Whether it is a hole of the outer ring before it.
    pub(crate) is_hole: bool,
}

/// Where an element's tags stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagSpan {
    pub(crate) first: u32,
    pub(crate) count: u16,
}

/// How many ways were read and what became of them: `read == kept + dropped`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct WayCounts {
    /// Ways in the file.
    pub read: u64,
    /// Ways some rule looks at.
    pub kept: u64,
    /// The kept ways by the first rule that looks at them; they sum to `kept`.
    pub kept_for: std::collections::BTreeMap<&'static str, u64>,
    /// Ways left out, by reason.
    pub dropped: std::collections::BTreeMap<&'static str, u64>,
}

/// An element's tags.
#[derive(Clone, Copy, Debug)]
pub struct Tags<'a> {
    pairs: &'a [(Key, u32)],
    texts: Texts<'a>,
}

/// Where the values of [`Tags`] stand: in the extract, or still in the block being read.
#[derive(Clone, Copy, Debug)]
enum Texts<'a> {
    Symbols(&'a [Box<str>]),
    Block(&'a [Cow<'a, str>]),
}

impl<'a> Texts<'a> {
    fn get(self, at: u32) -> Option<&'a str> {
        match self {
            Self::Symbols(symbols) => symbols.get(at as usize).map(AsRef::as_ref),
            Self::Block(strings) => strings.get(at as usize).map(AsRef::as_ref),
        }
    }
}

impl<'a> Tags<'a> {
    /// Tags whose values are indices into a list of symbols. Pairs stand by ascending key.
    pub(crate) fn of_symbols(pairs: &'a [(Key, u32)], symbols: &'a [Box<str>]) -> Self {
        Self {
            pairs,
            texts: Texts::Symbols(symbols),
        }
    }

    /// Tags whose values are indices into a block's string table. Pairs stand by ascending key.
    pub(crate) fn of_block(pairs: &'a [(Key, u32)], strings: &'a [Cow<'a, str>]) -> Self {
        Self {
            pairs,
            texts: Texts::Block(strings),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether a key has one of these values.
    pub fn is_any(&self, key: Key, values: &[&str]) -> bool {
        self.get(key).is_some_and(|value| values.contains(&value))
    }

    /// The value of a key.
    pub fn get(&self, key: Key) -> Option<&'a str> {
        let (_, symbol) = self.pairs.iter().find(|(k, _)| *k == key)?;
        self.texts.get(*symbol)
    }

    /// Whether a key has this value.
    pub fn is(&self, key: Key, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// All pairs, by key.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &'a str)> + '_ {
        self.pairs
            .iter()
            .filter_map(|(key, symbol)| Some((*key, self.texts.get(*symbol)?)))
    }

    /// The name, Chinese before others where `name` is missing.
    pub fn name(&self) -> Option<&'a str> {
        [Key::Name, Key::NameZh, Key::NameEn]
            .into_iter()
            .find_map(|key| self.get(key))
    }
}

impl Nodes {
    /// Stands for a place that the file does not hold.
    pub(crate) const NOWHERE: LonLat = LonLat {
        lon: i32::MIN,
        lat: i32::MIN,
    };

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// A node's id.
    pub fn id(&self, node: NodeIndex) -> Option<i64> {
        self.ids.get(node.index()).copied()
    }

    /// A node's place; `None` where the file names the node but does not hold it.
    pub fn place(&self, node: NodeIndex) -> Option<LonLat> {
        self.places
            .get(node.index())
            .copied()
            .filter(|place| *place != Self::NOWHERE)
    }

    /// The index of a node id. `O(log n)`.
    pub fn find(&self, id: i64) -> Option<NodeIndex> {
        self.ids.binary_search(&id).ok().map(NodeIndex::at)
    }
}

impl Extract {
    /// A way's nodes in order.
    pub fn way_nodes(&self, way: &Way) -> &[NodeIndex] {
        span(&self.refs, &way.refs)
    }

    /// A way's tags.
    pub fn way_tags(&self, way: &Way) -> Tags<'_> {
        self.tags(way.tags)
    }

    /// A tagged node's tags.
    pub fn node_tags(&self, node: &TaggedNode) -> Tags<'_> {
        self.tags(node.tags)
    }

    /// An area's tags.
    pub fn area_tags(&self, area: &Area) -> Tags<'_> {
        self.tags(area.tags)
    }

    /// The tags of an area without an outline.
    pub fn unformed_tags(&self, area: &UnformedArea) -> Tags<'_> {
        self.tags(area.tags)
    }

    /// An area's nodes: for each polygon its outer ring, then its holes, all closed.
    pub fn area_rings<'a>(&'a self, area: &'a Area) -> impl Iterator<Item = Vec<&'a [NodeIndex]>> + 'a {
        let nodes = |ring: &AreaRing| span(&self.refs, &ring.refs);
        self.area_parts(area)
            .map(move |rings| rings.iter().map(nodes).collect())
    }

    /// An area as polygons in degrees. Nodes that the file does not hold are left out of the rings.
    pub fn area_polygons(&self, area: &Area) -> MultiPolygon<f64> {
        let line = |ring: &AreaRing| -> LineString<f64> {
            let nodes = span(&self.refs, &ring.refs).iter();
            nodes
                .filter_map(|node| Some(self.nodes.place(*node)?.coord()))
                .collect()
        };
        self.area_parts(area)
            .filter_map(|rings| {
                let (outer, holes) = rings.split_first()?;
                Some(Polygon::new(line(outer), holes.iter().map(line).collect()))
            })
            .collect()
    }

    /// An area's rings by polygon.
    fn area_parts(&self, area: &Area) -> impl Iterator<Item = &[AreaRing]> {
        span(&self.rings, &area.rings).chunk_by(|_, next| next.is_hole)
    }

    pub(super) fn tags(&self, tags: TagSpan) -> Tags<'_> {
        let range = tags.first..tags.first + u32::from(tags.count);
        Tags::of_symbols(span(&self.tag_pairs, &range), &self.symbols)
    }
}

/// A range of a flat array; nothing of one that is not there.
pub(super) fn span<'a, T>(all: &'a [T], range: &Range<u32>) -> &'a [T] {
    all.get(range.start as usize..range.end as usize).unwrap_or(&[])
}

/// Tags for tests of tag rules, written `key=value key=value`; keys no rule looks at are dropped, as in reading.
#[cfg(test)]
pub(crate) struct TestTags {
    pairs: Vec<(Key, u32)>,
    symbols: Vec<Box<str>>,
}

#[cfg(test)]
impl TestTags {
    pub(crate) fn new(text: &str) -> Self {
        let known = |key: &str| Key::ALL.iter().copied().find(|known| known.as_str() == Some(key));
        let mut told: Vec<(Key, &str)> = text
            .split(' ')
            .filter_map(|pair| pair.split_once('='))
            .filter_map(|(key, value)| Some((known(key)?, value)))
            .collect();
        told.sort_unstable_by_key(|(key, _)| *key);
        Self {
            pairs: told.iter().map(|(key, _)| *key).zip(0..).collect(),
            symbols: told.iter().map(|(_, value)| Box::from(*value)).collect(),
        }
    }

    pub(crate) fn tags(&self) -> Tags<'_> {
        Tags::of_symbols(&self.pairs, &self.symbols)
    }
}
