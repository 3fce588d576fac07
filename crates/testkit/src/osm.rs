//! OpenStreetMap data in memory: what scenes draw and the PBF writer writes.

/// A node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its id.
    pub id: i64,
    /// Longitude, 1e-7 degrees.
    pub lon: i32,
    /// Latitude, 1e-7 degrees.
    pub lat: i32,
    /// Tags as raw bytes, so that broken text can be written too.
    pub tags: Vec<(Vec<u8>, Vec<u8>)>,
}

/// A way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// Its id.
    pub id: i64,
    /// Node ids; some may be missing from the data on purpose.
    pub refs: Vec<i64>,
    /// Tags as raw bytes.
    pub tags: Vec<(Vec<u8>, Vec<u8>)>,
}

/// A relation's member.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its type.
    pub kind: MemberKind,
    /// Its id.
    pub id: i64,
    /// Its role, such as `outer`.
    pub role: String,
}

/// A member's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// A node.
    Node,
    /// A way.
    Way,
    /// A relation.
    Relation,
}

/// A relation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relation {
    /// Its id.
    pub id: i64,
    /// Its members in order.
    pub members: Vec<Member>,
    /// Tags as raw bytes.
    pub tags: Vec<(Vec<u8>, Vec<u8>)>,
}

/// A whole file's elements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OsmData {
    /// South-west and north-east corner told in the header, as lon, lat in 1e-7 degrees.
    pub bounds: Option<[(i32, i32); 2]>,
    /// Nodes.
    pub nodes: Vec<Node>,
    /// Ways.
    pub ways: Vec<Way>,
    /// Relations.
    pub relations: Vec<Relation>,
}
