//! Names of things: OpenStreetMap elements, and positions in our own arrays.

use std::fmt;

/// An element of OpenStreetMap, written `node/1`, `way/1`, `relation/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OsmId {
    /// A node.
    Node(i64),
    /// A way.
    Way(i64),
    /// A relation.
    Relation(i64),
}

impl fmt::Display for OsmId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(id) => write!(f, "node/{id}"),
            Self::Way(id) => write!(f, "way/{id}"),
            Self::Relation(id) => write!(f, "relation/{id}"),
        }
    }
}

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an array index.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The position of an array index.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    };
}

index!(
    /// A node in [`Extract::nodes`](crate::read::Extract).
    NodeIndex
);
index!(
    /// A vertex of the [`Network`](crate::network::Network): a junction or an end.
    VertexId
);
index!(
    /// An edge of the [`Network`](crate::network::Network), whichever way it is walked.
    EdgeId
);
index!(
    /// A facility in the list of placed facilities.
    FacilityIndex
);
index!(
    /// A compound in the list of placed compounds.
    CompoundIndex
);
index!(
    /// Who may walk an edge: [`ZoneId::PUBLIC`] for everybody, else the residents of one compound or yard.
    ZoneId
);

impl ZoneId {
    /// Streets open to everybody.
    pub const PUBLIC: Self = Self(0);
}
