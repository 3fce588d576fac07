//! The tag keys looked at. A tag with any other key is not stored.
//!
//! Rules of the program name keys here. A user's facility table may name others: those are [`Key::Extra`], numbered by the table.

macro_rules! keys {
    ($($name:ident = $text:literal,)*) => {
        /// A tag key that some rule looks at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Key {
            $($name,)*
            /// A key that only the facility table in force names, by its number there.
            Extra(u8),
        }

        impl Key {
            /// All keys with a name of their own, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key as OpenStreetMap writes it; `None` for [`Key::Extra`], whose text stands in the facility table.
            pub const fn as_str(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some($text),)*
                    Self::Extra(_) => None,
                }
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
