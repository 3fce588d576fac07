//! The tag keys looked at. A tag with any other key is not stored.

macro_rules! keys {
    ($($name:ident = $text:literal,)*) => {
        /// A tag key that some rule looks at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Key { $($name,)* }

        impl Key {
            /// All keys, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key as OpenStreetMap writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

keys! {
    Access = "access",
    Amenity = "amenity",
    Area = "area",
    Barrier = "barrier",
    Bridge = "bridge",
    Building = "building",
    BuildingFlats = "building:flats",
    BuildingLevels = "building:levels",
    Capacity = "capacity",
    CapacityBeds = "capacity:beds",
    Conveying = "conveying",
    Covered = "covered",
    Crossing = "crossing",
    CrossingSignals = "crossing:signals",
    Disused = "disused",
    Entrance = "entrance",
    Flats = "flats",
    Foot = "foot",
    Footway = "footway",
    Healthcare = "healthcare",
    Highway = "highway",
    Indoor = "indoor",
    Landuse = "landuse",
    Layer = "layer",
    Level = "level",
    Locked = "locked",
    ManMade = "man_made",
    Motorroad = "motorroad",
    Name = "name",
    NameEn = "name:en",
    NameZh = "name:zh",
    Natural = "natural",
    Oneway = "oneway",
    OnewayFoot = "oneway:foot",
    Place = "place",
    Private = "private",
    PublicTransport = "public_transport",
    Railway = "railway",
    Residential = "residential",
    Sidewalk = "sidewalk",
    SidewalkBoth = "sidewalk:both",
    SidewalkLeft = "sidewalk:left",
    SidewalkRight = "sidewalk:right",
    SocialFacility = "social_facility",
    SocialFacilityFor = "social_facility:for",
    Tunnel = "tunnel",
    Type = "type",
    Waterway = "waterway",
    Wheelchair = "wheelchair",
}
