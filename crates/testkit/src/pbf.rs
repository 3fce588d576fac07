//! Writes [`OsmData`] as an OpenStreetMap PBF, plainly or with any of the oddities that real files have.
//!
//! ```
//! use service_circle_testkit::{osm::OsmData, pbf};
//! let bytes = pbf::encode(&OsmData::default(), &pbf::WriteOptions::default());
//! assert_eq!(&bytes[6..15], b"OSMHeader");
//! ```
//!
//! # References
//! <https://wiki.openstreetmap.org/wiki/PBF_Format>

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::write::ZlibEncoder;

use crate::osm::{MemberKind, Node, OsmData, Relation, Way};
use crate::random::Random;
use crate::wire::Message;

/// How elements follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Nodes, ways, relations, each by id, no block holding two kinds: what osmium and planet files look like.
    #[default]
    Sorted,
    /// As sorted, but blocks are filled to the brim, so that some hold nodes and ways, or ways and relations.
    Mixed,
    /// Kinds and ids shuffled together.
    Unsorted,
}

/// How blobs hold their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// zlib, as nearly all files.
    #[default]
    Zlib,
    /// Not compressed: the same bytes whatever the zlib at hand.
    None,
    /// Marked as lz4, for tests that such files are turned down; the bytes are not lz4.
    MarkedLz4,
    /// Marked as zstd, likewise.
    MarkedZstd,
}

/// How to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// How elements follow each other.
    pub order: Order,
    /// Whether nodes are written as `DenseNodes`.
    pub dense: bool,
    /// Whether ways carry their nodes' places (`LocationsOnWays`). Nodes without tags that are in a way are then left
    /// out, as osmium does.
    pub locations_on_ways: bool,
    /// Elements a block.
    pub entities_per_block: usize,
    /// How blobs hold their bytes.
    pub compression: Compression,
    /// Features the header requires besides those the file has.
    pub required_features: Vec<String>,
    /// Nanodegrees a unit of coordinates: 100, or a divisor of 100.
    pub granularity: i32,
    /// Nanodegrees added to every latitude and longitude read, in that order: multiples of the granularity.
    pub offsets: (i64, i64),
    /// Elements with a second, deleted version: makes the file a history file where not empty.
    pub deleted: Vec<(MemberKind, i64)>,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            order: Order::Sorted,
            dense: true,
            locations_on_ways: false,
            entities_per_block: 8000,
            compression: Compression::Zlib,
            required_features: Vec::new(),
            granularity: 100,
            offsets: (0, 0),
            deleted: Vec::new(),
        }
    }
}

/// Where a node that is missing from the data lies, in 1e-7 degrees: osmium's mark for it.
const UNDEFINED_PLACE: i32 = i32::MAX;
/// Nanodegrees in 1e-7 degree.
const NANODEGREES: i64 = 100;
/// Seed of the shuffle of [`Order::Unsorted`].
const SHUFFLE_SEED: u64 = 20_260_101;

/// The data as the bytes of a PBF file. Same data, same options, same bytes.
pub fn encode(data: &OsmData, options: &WriteOptions) -> Vec<u8> {
    let mut file = Vec::new();
    push_blob(&mut file, "OSMHeader", &header(data, options), options.compression);
    for block in blocks(data, options) {
        let bytes = Block::new(data, options).encode(&block);
        push_blob(&mut file, "OSMData", &bytes, options.compression);
    }
    file
}

/// The first part of a file: `keep` of its bytes, as an interrupted download leaves it.
pub fn truncated(bytes: &[u8], keep: f64) -> Vec<u8> {
    let length = (bytes.len() as f64 * keep) as usize;
    bytes.iter().copied().take(length).collect()
}

#[derive(Clone, Copy)]
enum Element<'a> {
    Node(&'a Node),
    Way(&'a Way),
    Relation(&'a Relation),
}

impl Element<'_> {
    fn kind(self) -> MemberKind {
        match self {
            Self::Node(_) => MemberKind::Node,
            Self::Way(_) => MemberKind::Way,
            Self::Relation(_) => MemberKind::Relation,
        }
    }
}

fn blocks<'a>(data: &'a OsmData, options: &WriteOptions) -> Vec<Vec<Element<'a>>> {
    let mut nodes: Vec<&Node> = data.nodes.iter().collect();
    if options.locations_on_ways {
        let in_ways: std::collections::BTreeSet<i64> = data.ways.iter().flat_map(|way| way.refs.clone()).collect();
        nodes.retain(|node| !node.tags.is_empty() || !in_ways.contains(&node.id));
    }
    let mut ways: Vec<&Way> = data.ways.iter().collect();
    let mut relations: Vec<&Relation> = data.relations.iter().collect();
    nodes.sort_by_key(|node| node.id);
    ways.sort_by_key(|way| way.id);
    relations.sort_by_key(|relation| relation.id);
    let kinds: [Vec<Element>; 3] = [
        nodes.into_iter().map(Element::Node).collect(),
        ways.into_iter().map(Element::Way).collect(),
        relations.into_iter().map(Element::Relation).collect(),
    ];
    let size = options.entities_per_block.max(1);
    let chunks = |elements: &[Element<'a>]| -> Vec<Vec<Element<'a>>> {
        elements.chunks(size).map(<[Element]>::to_vec).collect()
    };
    match options.order {
        Order::Sorted => kinds.iter().flat_map(|kind| chunks(kind)).collect(),
        Order::Mixed => chunks(&kinds.concat()),
        Order::Unsorted => {
            let mut all = kinds.concat();
            Random::new(SHUFFLE_SEED).shuffle(&mut all);
            chunks(&all)
        }
    }
}

fn header(data: &OsmData, options: &WriteOptions) -> Vec<u8> {
    let mut message = Message::default();
    if let Some([south_west, north_east]) = data.bounds {
        let mut bounds = Message::default();
        bounds
            .zigzag(1, i64::from(south_west.0) * NANODEGREES)
            .zigzag(2, i64::from(north_east.0) * NANODEGREES)
            .zigzag(3, i64::from(north_east.1) * NANODEGREES)
            .zigzag(4, i64::from(south_west.1) * NANODEGREES);
        message.bytes(1, &bounds.into_bytes());
    }
    message.bytes(4, b"OsmSchema-V0.6");
    if options.dense {
        message.bytes(4, b"DenseNodes");
    }
    if !options.deleted.is_empty() {
        message.bytes(4, b"HistoricalInformation");
    }
    for feature in &options.required_features {
        message.bytes(4, feature.as_bytes());
    }
    if options.locations_on_ways {
        message.bytes(5, b"LocationsOnWays");
    }
    if options.order != Order::Unsorted {
        message.bytes(5, b"Sort.Type_then_ID");
    }
    message.bytes(16, b"service-circle-testkit");
    message.into_bytes()
}

fn push_blob(file: &mut Vec<u8>, kind: &str, content: &[u8], compression: Compression) {
    let mut blob = Message::default();
    match compression {
        Compression::None => blob.bytes(1, content),
        Compression::Zlib => blob.integer(2, content.len() as i64).bytes(3, &deflate(content)),
        Compression::MarkedLz4 => blob.integer(2, content.len() as i64).bytes(6, content),
        Compression::MarkedZstd => blob.integer(2, content.len() as i64).bytes(7, content),
    };
    let blob = blob.into_bytes();
    let mut head = Message::default();
    head.bytes(1, kind.as_bytes()).integer(3, blob.len() as i64);
    let head = head.into_bytes();
    file.extend_from_slice(&(head.len() as u32).to_be_bytes());
    file.extend_from_slice(&head);
    file.extend_from_slice(&blob);
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing to memory cannot fail; were it to, the empty blob would fail every test that reads it.
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}

/// A `PrimitiveBlock` being written.
struct Block<'a> {
    options: &'a WriteOptions,
    places: BTreeMap<i64, (i32, i32)>,
    strings: Vec<Vec<u8>>,
    string_index: BTreeMap<Vec<u8>, i64>,
}

impl<'a> Block<'a> {
    fn new(data: &OsmData, options: &'a WriteOptions) -> Self {
        let places = if options.locations_on_ways {
            data.nodes.iter().map(|node| (node.id, (node.lon, node.lat))).collect()
        } else {
            BTreeMap::new()
        };
        Self {
            options,
            places,
            // String 0 is empty: it ends a dense node's tags.
            strings: vec![Vec::new()],
            string_index: BTreeMap::new(),
        }
    }

    /// One group for each run of elements of one kind.
    fn encode(mut self, elements: &[Element]) -> Vec<u8> {
        let groups: Vec<Vec<u8>> = elements
            .chunk_by(|a, b| a.kind() == b.kind())
            .map(|run| self.group(run))
            .collect();
        let mut table = Message::default();
        for string in &self.strings {
            table.bytes(1, string);
        }
        let mut block = Message::default();
        block.bytes(1, &table.into_bytes());
        for group in groups {
            block.bytes(2, &group);
        }
        block
            .integer(17, i64::from(self.options.granularity))
            .integer(19, self.options.offsets.0)
            .integer(20, self.options.offsets.1);
        block.into_bytes()
    }

    fn group(&mut self, run: &[Element]) -> Vec<u8> {
        let versions: Vec<(Element, i64)> = run.iter().flat_map(|element| self.versions(*element)).collect();
        let mut group = Message::default();
        if self.options.dense && matches!(run, [Element::Node(_), ..]) {
            let nodes: Vec<(&Node, i64)> = versions
                .iter()
                .filter_map(|(element, version)| match element {
                    Element::Node(node) => Some((*node, *version)),
                    _ => None,
                })
                .collect();
            group.bytes(2, &self.dense(&nodes));
            return group.into_bytes();
        }
        for (element, version) in versions {
            match element {
                Element::Node(node) => group.bytes(1, &self.node(node, version)),
                Element::Way(way) => group.bytes(3, &self.way(way, version)),
                Element::Relation(relation) => group.bytes(4, &self.relation(relation, version)),
            };
        }
        group.into_bytes()
    }

    /// Version 1, and the deleted version 2 where there is one.
    fn versions<'e>(&self, element: Element<'e>) -> Vec<(Element<'e>, i64)> {
        let id = match element {
            Element::Node(node) => node.id,
            Element::Way(way) => way.id,
            Element::Relation(relation) => relation.id,
        };
        let count = 1 + i64::from(self.options.deleted.contains(&(element.kind(), id)));
        (1..=count).map(|version| (element, version)).collect()
    }

    fn dense(&mut self, nodes: &[(&Node, i64)]) -> Vec<u8> {
        let mut tags = Vec::new();
        for (node, _) in nodes {
            for (key, value) in &node.tags {
                tags.extend([self.string(key), self.string(value)]);
            }
            tags.push(0);
        }
        if nodes.iter().all(|(node, _)| node.tags.is_empty()) {
            tags.clear();
        }
        let mut dense = Message::default();
        dense.packed_deltas(1, nodes.iter().map(|(node, _)| node.id));
        if self.is_history() {
            let nothing = || nodes.iter().map(|_| 0);
            let mut info = Message::default();
            info.packed(1, nodes.iter().map(|(_, version)| *version));
            // Timestamp, changeset, user: readers expect a value for every node.
            for field in 2..=5 {
                info.packed(field, nothing());
            }
            info.packed(6, nodes.iter().map(|(_, version)| i64::from(*version == 1)));
            dense.bytes(5, &info.into_bytes());
        }
        dense
            .packed_deltas(8, nodes.iter().map(|(node, _)| self.latitude(node.lat)))
            .packed_deltas(9, nodes.iter().map(|(node, _)| self.longitude(node.lon)))
            .packed(10, tags);
        dense.into_bytes()
    }

    fn node(&mut self, node: &Node, version: i64) -> Vec<u8> {
        let mut message = Message::default();
        message.zigzag(1, node.id);
        self.tags_and_info(&mut message, &node.tags, version);
        message
            .zigzag(8, self.latitude(node.lat))
            .zigzag(9, self.longitude(node.lon));
        message.into_bytes()
    }

    fn way(&mut self, way: &Way, version: i64) -> Vec<u8> {
        let mut message = Message::default();
        message.integer(1, way.id);
        self.tags_and_info(&mut message, &way.tags, version);
        message.packed_deltas(8, way.refs.iter().copied());
        if self.options.locations_on_ways {
            let undefined = (UNDEFINED_PLACE, UNDEFINED_PLACE);
            let place = |id: &i64| self.places.get(id).copied().unwrap_or(undefined);
            message
                .packed_deltas(9, way.refs.iter().map(|id| self.latitude(place(id).1)))
                .packed_deltas(10, way.refs.iter().map(|id| self.longitude(place(id).0)));
        }
        message.into_bytes()
    }

    fn relation(&mut self, relation: &Relation, version: i64) -> Vec<u8> {
        let mut message = Message::default();
        message.integer(1, relation.id);
        self.tags_and_info(&mut message, &relation.tags, version);
        let roles: Vec<i64> = relation
            .members
            .iter()
            .map(|member| self.string(member.role.as_bytes()))
            .collect();
        message
            .packed(8, roles)
            .packed_deltas(9, relation.members.iter().map(|member| member.id))
            .packed(10, relation.members.iter().map(|member| member.kind as i64));
        message.into_bytes()
    }

    fn tags_and_info(&mut self, message: &mut Message, tags: &[(Vec<u8>, Vec<u8>)], version: i64) {
        let keys: Vec<i64> = tags.iter().map(|(key, _)| self.string(key)).collect();
        let values: Vec<i64> = tags.iter().map(|(_, value)| self.string(value)).collect();
        message.packed(2, keys).packed(3, values);
        if self.is_history() {
            let mut info = Message::default();
            info.integer(1, version).integer(6, i64::from(version == 1));
            message.bytes(4, &info.into_bytes());
        }
    }

    fn string(&mut self, text: &[u8]) -> i64 {
        if let Some(index) = self.string_index.get(text) {
            return *index;
        }
        let index = self.strings.len() as i64;
        self.strings.push(text.to_vec());
        self.string_index.insert(text.to_vec(), index);
        index
    }

    fn is_history(&self) -> bool {
        !self.options.deleted.is_empty()
    }

    fn latitude(&self, lat: i32) -> i64 {
        (i64::from(lat) * NANODEGREES - self.options.offsets.0) / i64::from(self.options.granularity)
    }

    fn longitude(&self, lon: i32) -> i64 {
        (i64::from(lon) * NANODEGREES - self.options.offsets.1) / i64::from(self.options.granularity)
    }
}
