//! Positions in the lists of an [`Instance`](crate::Instance).

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
    /// A site: a candidate, or a facility that stands or is planned.
    SiteIndex
);
index!(
    /// A place with demand: a dwelling, a compound, a grid cell.
    DemandIndex
);
index!(
    /// A group of sites and demand: a street, a community.
    GroupIndex
);
