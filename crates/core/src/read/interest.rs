//! What is kept of an extract and why: tables of pure rules on tags.
//!
//! The first rule of a table that holds gives the reason. What no rule looks at is dropped and counted; the network's own rules
//! (what is walked on, what is closed) come later and see everything kept here.

use std::collections::HashMap;

use super::{Key, Tags};
use crate::facility_tags::FacilityTags;

/// What to keep of an extract.
#[derive(Clone, Debug)]
pub struct Interest {
    facilities: FacilityTags,
    keys: HashMap<Box<str>, Key>,
    /// For each first byte of a key, the lengths that keys with it have, as bits: most texts are no key, and are known by this.
    lengths: Box<[u32; 256]>,
    node_keys: Vec<Key>,
}

/// One rule: a reason, and the tags that it holds for.
struct Rule {
    reason: &'static str,
    holds: fn(&Tags) -> bool,
}

/// When a closed way is an area to a rule. A multipolygon relation always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closed {
    /// Unless `area=no`.
    IsArea,
    /// Only with `area=yes`: else the rim itself is meant.
    NeedsAreaYes,
}

/// One rule about areas.
struct AreaRule {
    reason: &'static str,
    closed: Closed,
    holds: fn(&Tags) -> bool,
}

/// Why a way is kept that no rule about tags looks at: a multipolygon that is needed has it as a member.
pub(crate) const MEMBER: &str = "member";
/// Why a way or area is kept that the facility table looks at.
pub(crate) const FACILITY: &str = "facility";
/// Why a way is dropped: it has no tags.
pub(crate) const NO_TAGS: &str = "no-tags";
/// Why a way is dropped: no rule looks at its tags.
pub(crate) const NO_RULE: &str = "no-rule";
/// Why a way is dropped: it has fewer than two nodes.
pub(crate) const TOO_SHORT: &str = "fewer-than-two-nodes";
/// Why a way is dropped: it is a deleted version.
pub(crate) const DELETED: &str = "deleted";
/// Why a way is dropped: a later version of it stands in the file.
pub(crate) const OLDER_VERSION: &str = "older-version";

/// Tracks that are fenced or forbidden to walk on; a tram line in a street is neither, an underground line in nobody's way.
pub(crate) const RAILWAYS: &[&str] = &["rail", "light_rail", "narrow_gauge"];

/// Ways kept as lines, for the network, as barriers and as water.
const WAY_RULES: &[Rule] = &[
    Rule {
        reason: "highway",
        holds: |tags| tags.get(Key::Highway).is_some(),
    },
    Rule {
        reason: "platform",
        holds: is_platform,
    },
    Rule {
        reason: "barrier",
        holds: |tags| is_real(tags.get(Key::Barrier)),
    },
    Rule {
        reason: "waterway",
        holds: |tags| {
            tags.is_any(
                Key::Waterway,
                &[
                    "river",
                    "canal",
                    "stream",
                    "drain",
                    "ditch",
                    "tidal_channel",
                    "riverbank",
                    "dock",
                ],
            )
        },
    },
    Rule {
        reason: "railway",
        holds: |tags| tags.is_any(Key::Railway, RAILWAYS),
    },
    Rule {
        reason: "coastline",
        holds: |tags| tags.is(Key::Natural, "coastline"),
    },
];

/// Areas kept, from closed ways and from multipolygons.
const AREA_RULES: &[AreaRule] = &[
    AreaRule {
        reason: "square",
        closed: Closed::NeedsAreaYes,
        holds: |tags| tags.get(Key::Highway).is_some(),
    },
    AreaRule {
        reason: "platform",
        closed: Closed::IsArea,
        holds: is_platform,
    },
    AreaRule {
        reason: "building",
        closed: Closed::IsArea,
        holds: |tags| is_real(tags.get(Key::Building)),
    },
    AreaRule {
        reason: "residential",
        closed: Closed::IsArea,
        holds: is_residential,
    },
    AreaRule {
        reason: "water",
        closed: Closed::IsArea,
        holds: |tags| {
            tags.is(Key::Natural, "water")
                || tags.is_any(Key::Waterway, &["riverbank", "dock"])
                || tags.is_any(Key::Landuse, &["reservoir", "basin"])
        },
    },
];

/// Nodes kept for their tags.
const NODE_RULES: &[(Key, Rule)] = &[
    (
        Key::Barrier,
        Rule {
            reason: "barrier",
            holds: |tags| is_real(tags.get(Key::Barrier)),
        },
    ),
    (
        Key::Entrance,
        Rule {
            reason: "entrance",
            holds: |tags| is_real(tags.get(Key::Entrance)),
        },
    ),
    (
        Key::Building,
        Rule {
            // The older way to map an entrance.
            reason: "entrance",
            holds: |tags| tags.is(Key::Building, "entrance"),
        },
    ),
    (
        Key::Highway,
        Rule {
            reason: "highway",
            holds: |tags| tags.is_any(Key::Highway, &["crossing", "traffic_signals", "elevator", "gate"]),
        },
    ),
    (
        Key::Crossing,
        Rule {
            reason: "crossing",
            holds: |tags| is_real(tags.get(Key::Crossing)),
        },
    ),
];

/// Keys that say nothing of what a relation is, so that one with no other tag takes those of its outer way.
const SILENT_KEYS: &[&str] = &["type", "source", "created_by", "note", "fixme", "attribution"];

fn is_real(value: Option<&str>) -> bool {
    value.is_some_and(|value| value != "no")
}

fn is_platform(tags: &Tags) -> bool {
    tags.is(Key::Highway, "platform")
        || tags.is(Key::PublicTransport, "platform")
        || tags.is(Key::Railway, "platform")
        || tags.is(Key::ManMade, "pier")
}

/// Residential areas: candidates for compounds. `residential=*` on a street tells of the street.
fn is_residential(tags: &Tags) -> bool {
    tags.is(Key::Landuse, "residential")
        || tags.is_any(Key::Place, &["neighbourhood", "quarter"])
        || (is_real(tags.get(Key::Residential)) && tags.get(Key::Highway).is_none())
}

impl Interest {
    /// What to keep where these tags make a facility.
    ///
    /// # Examples
    /// ```
    /// use service_circle_core::{facility_tags::FacilityTags, read::Interest};
    /// let interest = Interest::new(FacilityTags::built_in());
    /// assert!(interest.facilities().categories().contains(&"nursing_home"));
    /// ```
    pub fn new(facilities: FacilityTags) -> Self {
        let own = Key::ALL.iter().filter_map(|key| Some((key.as_str()?.into(), *key)));
        let extra = facilities
            .extra_keys()
            .iter()
            .enumerate()
            .filter_map(|(at, text)| Some((text.clone(), Key::Extra(u8::try_from(at).ok()?))));
        let keys: HashMap<Box<str>, Key> = own.chain(extra).collect();
        let mut lengths = Box::new([0; 256]);
        for text in keys.keys() {
            if let Some(bits) = text
                .bytes()
                .next()
                .and_then(|first| lengths.get_mut(usize::from(first)))
            {
                *bits |= length_bit(text);
            }
        }
        let mut node_keys: Vec<Key> = NODE_RULES
            .iter()
            .map(|(key, _)| *key)
            .chain(facilities.keys())
            .collect();
        node_keys.sort_unstable();
        node_keys.dedup();
        Self {
            facilities,
            keys,
            lengths,
            node_keys,
        }
    }

    /// The table of facility tags in force.
    pub fn facilities(&self) -> &FacilityTags {
        &self.facilities
    }

    /// The key that a text is, if some rule looks at it.
    #[inline]
    pub(crate) fn key(&self, text: &str) -> Option<Key> {
        let first = text.bytes().next()?;
        let lengths = self.lengths.get(usize::from(first))?;
        if lengths & length_bit(text) == 0 {
            return None;
        }
        self.keys.get(text).copied()
    }

    /// Whether a node may be kept for a tag with this key.
    pub(crate) fn looks_at_nodes_with(&self, key: Key) -> bool {
        self.node_keys.binary_search(&key).is_ok()
    }

    /// Why a way with these tags is kept, `None` where no rule looks at it.
    pub(crate) fn way(&self, tags: &Tags) -> Option<&'static str> {
        if tags.is_empty() {
            return None;
        }
        let line = WAY_RULES.iter().find(|rule| (rule.holds)(tags)).map(|rule| rule.reason);
        line.or_else(|| self.area(tags))
    }

    /// Whether a way with these tags means something as a line, closed or not.
    pub(crate) fn is_line(tags: &Tags) -> bool {
        WAY_RULES.iter().any(|rule| (rule.holds)(tags))
    }

    /// Why a node with these tags is kept, `None` where no rule looks at it.
    pub(crate) fn node(&self, tags: &Tags) -> Option<&'static str> {
        if tags.is_empty() {
            return None;
        }
        let rule = NODE_RULES.iter().find(|(_, rule)| (rule.holds)(tags));
        rule.map(|(_, rule)| rule.reason)
            .or_else(|| self.facilities.category(tags).map(|_| FACILITY))
    }

    /// Why an area with these tags is kept, were it an area.
    pub(crate) fn area(&self, tags: &Tags) -> Option<&'static str> {
        let rule = AREA_RULES.iter().find(|rule| (rule.holds)(tags));
        rule.map(|rule| rule.reason)
            .or_else(|| self.facilities.category(tags).map(|_| FACILITY))
    }

    /// Why a closed way with these tags is an area, `None` where it is none.
    pub(crate) fn closed_way(&self, tags: &Tags) -> Option<&'static str> {
        if tags.is(Key::Area, "no") {
            return None;
        }
        let area_yes = tags.is(Key::Area, "yes");
        let rule = AREA_RULES
            .iter()
            .find(|rule| (area_yes || rule.closed == Closed::IsArea) && (rule.holds)(tags));
        rule.map(|rule| rule.reason)
            .or_else(|| self.facilities.category(tags).map(|_| FACILITY))
    }

    /// Whether a relation with these tags is made of rings.
    pub(crate) fn is_multipolygon(tags: &Tags) -> bool {
        tags.is_any(Key::Type, &["multipolygon", "boundary"])
    }

    /// Whether a relation with these keys says nothing of what it is.
    pub(crate) fn is_silent(keys: &[&str]) -> bool {
        keys.iter().all(|key| SILENT_KEYS.contains(key))
    }
}

/// The bit that stands for a text's length; all of 31 bytes and more share one.
fn length_bit(text: &str) -> u32 {
    1 << text.len().min(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_tags<T>(tags: &[(Key, &str)], judge: impl FnOnce(&Interest, &Tags) -> T) -> T {
        let symbols: Vec<Box<str>> = tags.iter().map(|(_, value)| (*value).into()).collect();
        let pairs: Vec<(Key, u32)> = tags
            .iter()
            .enumerate()
            .map(|(at, (key, _))| (*key, at as u32))
            .collect();
        judge(
            &Interest::new(FacilityTags::built_in()),
            &Tags::of_symbols(&pairs, &symbols),
        )
    }

    #[test]
    fn every_key_is_found_and_others_are_not() {
        let interest = Interest::new(FacilityTags::from_csv("tags,category\ncanteen=yes,c\n").unwrap());
        for key in Key::ALL {
            assert_eq!(interest.key(key.as_str().unwrap()), Some(*key));
        }
        assert_eq!(interest.key("canteen"), Some(Key::Extra(0)));
        for text in ["", "highwaz", "canteem", "source", "tiger:reviewed", "a"] {
            assert_eq!(interest.key(text), None, "{text}");
        }
        assert!(interest.looks_at_nodes_with(Key::Extra(0)));
        assert!(interest.looks_at_nodes_with(Key::Barrier));
        assert!(!interest.looks_at_nodes_with(Key::Name));
    }

    #[test]
    fn ways_are_kept_for_the_first_rule_that_holds() {
        let reason = |tags: &[(Key, &str)]| with_tags(tags, super::Interest::way);
        assert_eq!(reason(&[(Key::Highway, "motorway")]), Some("highway"));
        assert_eq!(reason(&[(Key::Highway, "platform")]), Some("highway"));
        assert_eq!(reason(&[(Key::ManMade, "pier")]), Some("platform"));
        assert_eq!(
            reason(&[(Key::Barrier, "wall"), (Key::Landuse, "residential")]),
            Some("barrier")
        );
        assert_eq!(reason(&[(Key::Barrier, "no")]), None);
        assert_eq!(reason(&[(Key::Waterway, "river")]), Some("waterway"));
        assert_eq!(
            reason(&[(Key::Building, "yes"), (Key::Residential, "x")]),
            Some("building")
        );
        assert_eq!(reason(&[(Key::Residential, "apartments")]), Some("residential"));
        assert_eq!(reason(&[(Key::Amenity, "nursing_home")]), Some(FACILITY));
        assert_eq!(reason(&[(Key::Landuse, "forest"), (Key::Name, "x")]), None);
    }

    #[test]
    fn the_rim_of_a_square_is_an_area_only_where_area_yes_says_so() {
        let reason = |tags: &[(Key, &str)]| with_tags(tags, super::Interest::closed_way);
        assert_eq!(reason(&[(Key::Highway, "pedestrian")]), None);
        assert_eq!(
            reason(&[(Key::Area, "yes"), (Key::Highway, "pedestrian")]),
            Some("square")
        );
        assert_eq!(reason(&[(Key::Landuse, "residential")]), Some("residential"));
        assert_eq!(reason(&[(Key::Area, "no"), (Key::Landuse, "residential")]), None);
        assert_eq!(
            reason(&[(Key::Highway, "residential"), (Key::Residential, "rural")]),
            None
        );
        assert_eq!(reason(&[(Key::Building, "no")]), None);
    }

    #[test]
    fn nodes_are_kept_for_gates_doors_crossings_and_facilities() {
        let reason = |tags: &[(Key, &str)]| with_tags(tags, super::Interest::node);
        assert_eq!(reason(&[(Key::Barrier, "gate")]), Some("barrier"));
        assert_eq!(reason(&[(Key::Building, "entrance")]), Some("entrance"));
        assert_eq!(reason(&[(Key::Building, "yes")]), None);
        assert_eq!(reason(&[(Key::Highway, "elevator")]), Some("highway"));
        assert_eq!(reason(&[(Key::Highway, "bus_stop")]), None);
        assert_eq!(reason(&[(Key::Crossing, "zebra")]), Some("crossing"));
        assert_eq!(reason(&[(Key::Amenity, "community_centre")]), Some(FACILITY));
    }
}
