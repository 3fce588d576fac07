//! Which ways are walked, as a table and pure functions: a whitelist, so an unknown `highway=*` is off and counted.
//!
//! Motor tags (`motor_vehicle`, `vehicle`, `bicycle`, `oneway`) never matter to walkers and are not even read.

use super::access::{self, Access};
use super::graph::Directions;
use crate::options::{Trunk, WalkOptions};
use crate::read::{Key, Tags};

/// How a way is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// On the flat.
    Level,
    /// On steps or an escalator.
    Steps,
    /// In a lift, over this many levels.
    Lift(u8),
}

/// A way that is walked, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts read off the tags, not states"
)]
pub(crate) struct Street {
    /// Its class in our words.
    pub(crate) class: &'static str,
    /// How it is walked.
    pub(crate) pace: Pace,
    /// Who may walk it.
    pub(crate) access: Access,
    /// Ways it may be walked.
    pub(crate) directions: Directions,
    /// Whether it is a path for walkers beside a carriageway, or anywhere else off one.
    pub(crate) is_footway: bool,
    /// Whether its tags send walkers to a separately mapped footway.
    pub(crate) defers_to_footway: bool,
    /// Whether its tags invite everybody: it stays public even inside a gated outline.
    pub(crate) invites_all: bool,
    /// The access value met that no rule knows.
    pub(crate) unknown_access: bool,
}

/// Why a way is not walked: a stable code for the tally.
pub(crate) type Off = &'static str;

/// What a class of way is to walkers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A carriageway or track shared with vehicles.
    Carriageway,
    /// Made for walkers (or shared with cyclists), off the carriageway.
    Footway,
    /// By [`WalkOptions::trunk`].
    Trunk,
    /// Only with `foot=yes|designated`.
    Motor(Off),
    /// Never, whatever other tags say.
    Never(Off),
}

/// `highway=*`: every value known. Anything else is off.
const HIGHWAYS: &[(&str, Class)] = &[
    ("footway", Class::Footway),
    ("pedestrian", Class::Footway),
    ("path", Class::Footway),
    ("steps", Class::Footway),
    ("living_street", Class::Carriageway),
    ("residential", Class::Carriageway),
    ("unclassified", Class::Carriageway),
    ("service", Class::Carriageway),
    ("tertiary", Class::Carriageway),
    ("tertiary_link", Class::Carriageway),
    ("secondary", Class::Carriageway),
    ("secondary_link", Class::Carriageway),
    ("primary", Class::Carriageway),
    ("primary_link", Class::Carriageway),
    ("trunk", Class::Trunk),
    ("trunk_link", Class::Trunk),
    ("track", Class::Carriageway),
    ("road", Class::Carriageway),
    ("bridleway", Class::Footway),
    ("cycleway", Class::Footway),
    ("corridor", Class::Footway),
    ("elevator", Class::Footway),
    ("platform", Class::Footway),
    ("crossing", Class::Footway),
    ("motorway", Class::Never("motorway")),
    ("motorway_link", Class::Never("motorway")),
    ("busway", Class::Motor("busway")),
    ("bus_guideway", Class::Motor("busway")),
    ("raceway", Class::Motor("raceway")),
    ("construction", Class::Never("under-construction")),
    ("proposed", Class::Never("proposed")),
    ("abandoned", Class::Never("abandoned")),
    ("razed", Class::Never("abandoned")),
    ("disused", Class::Never("abandoned")),
];

/// Judges a way by its tags: a street, off by reason, or nothing to do with walking (`None`).
pub(crate) fn street(tags: &Tags<'_>, walk: &WalkOptions) -> Option<Result<Street, Off>> {
    let (name, class) = class_of(tags)?;
    Some(class.and_then(|class| judge(name, class, tags, walk)))
}

fn class_of(tags: &Tags<'_>) -> Option<(&'static str, Result<Class, Off>)> {
    if let Some(value) = tags.get(Key::Highway) {
        let known = HIGHWAYS.iter().find(|(name, _)| *name == value);
        return Some(
            known.map_or(("unknown", Err("unknown-highway-value")), |(name, class)| {
                (*name, Ok(*class))
            }),
        );
    }
    if tags.is(Key::Railway, "platform") || tags.is(Key::PublicTransport, "platform") {
        return Some(("platform", Ok(Class::Footway)));
    }
    tags.is(Key::ManMade, "pier").then_some(("pier", Ok(Class::Footway)))
}

fn judge(name: &'static str, class: Class, tags: &Tags<'_>, walk: &WalkOptions) -> Result<Street, Off> {
    let foot_invited = matches!(tags.get(Key::Foot), Some("yes" | "designated"));
    match class {
        Class::Never(off) => return Err(off),
        Class::Motor(off) if !foot_invited => return Err(off),
        Class::Trunk if !trunk_is_walked(tags, walk.trunk) => return Err("trunk-without-sidewalk"),
        _ => {}
    }
    if tags.is(Key::Motorroad, "yes") && !foot_invited {
        return Err("motorroad");
    }
    if tags.is(Key::Disused, "yes") {
        return Err("abandoned");
    }
    let (access, unknown_access) = access::of_way(tags);
    if access == Access::Closed {
        return Err("closed-to-walkers");
    }
    let pace = pace(name, tags);
    if walk.step_free && pace == Pace::Steps {
        return Err("steps-barred");
    }
    let is_footway = matches!(class, Class::Footway);
    Ok(Street {
        class: name,
        pace,
        access,
        directions: directions(tags),
        is_footway,
        defers_to_footway: !is_footway && defers_to_footway(tags),
        invites_all: access::told(tags) == Some((Access::Open, false)),
        unknown_access,
    })
}

fn trunk_is_walked(tags: &Tags<'_>, trunk: Trunk) -> bool {
    match trunk {
        Trunk::Open => true,
        Trunk::Closed => false,
        Trunk::Sidewalk => {
            let beside = |value: Option<&str>| matches!(value, Some("yes" | "both" | "left" | "right"));
            matches!(tags.get(Key::Foot), Some("yes" | "designated" | "permissive"))
                || beside(tags.get(Key::Sidewalk))
                || [Key::SidewalkBoth, Key::SidewalkLeft, Key::SidewalkRight]
                    .iter()
                    .any(|key| tags.is(*key, "yes"))
        }
    }
}

/// `sidewalk=separate` on every side that has one, or `foot=use_sidepath`.
fn defers_to_footway(tags: &Tags<'_>) -> bool {
    let separate = |key| tags.is(key, "separate");
    tags.is(Key::Foot, "use_sidepath")
        || separate(Key::Sidewalk)
        || separate(Key::SidewalkBoth)
        || [
            (Key::SidewalkLeft, Key::SidewalkRight),
            (Key::SidewalkRight, Key::SidewalkLeft),
        ]
        .iter()
        .any(|(one, other)| separate(*one) && matches!(tags.get(*other), Some("separate" | "no" | "none")))
}

fn pace(class: &str, tags: &Tags<'_>) -> Pace {
    match class {
        "steps" => Pace::Steps,
        "elevator" => Pace::Lift(levels(tags.get(Key::Level))),
        _ => Pace::Level,
    }
}

/// Levels a lift serves, less one: `level=0;3` and `level=0-3` are 3; 1 where nothing readable is told.
pub(crate) fn levels(level: Option<&str>) -> u8 {
    let numbers = level.unwrap_or_default().split([';', ',']).flat_map(|part| {
        let part = part.trim();
        match part.char_indices().skip(1).find(|(_, c)| *c == '-') {
            Some((dash, _)) => vec![part[..dash].parse::<f64>(), part[dash + 1..].parse::<f64>()],
            None => vec![part.parse::<f64>()],
        }
    });
    let (low, high) = numbers
        .flatten()
        .filter(|number| number.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
            (low.min(number), high.max(number))
        });
    if high > low {
        (high - low).round().clamp(1.0, 255.0) as u8
    } else {
        1
    }
}

/// `conveying` for escalators, else `oneway:foot`; plain `oneway` is for vehicles.
fn directions(tags: &Tags<'_>) -> Directions {
    match (tags.get(Key::Conveying), tags.get(Key::OnewayFoot)) {
        (Some("forward"), _) | (None, Some("yes" | "1" | "true")) => Directions::Forward,
        (Some("backward"), _) | (None, Some("-1" | "reverse")) => Directions::Backward,
        _ => Directions::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::TestTags;

    /// What becomes of a way with these tags: its access and ways, or why it is off.
    fn judged(tags: &str) -> Result<(Access, Directions), Off> {
        let tags = TestTags::new(tags);
        street(&tags.tags(), &WalkOptions::default())
            .unwrap_or(Err("no street"))
            .map(|street| (street.access, street.directions))
    }

    #[test]
    fn every_row_of_the_design() {
        let both = |access| Ok((access, Directions::Both));
        for (tags, expected) in [
            ("highway=footway", both(Access::Open)),
            ("highway=residential motor_vehicle=no", both(Access::Open)),
            ("highway=something_new", Err("unknown-highway-value")),
            ("railway=platform", both(Access::Open)),
            ("man_made=pier", both(Access::Open)),
            ("building=yes", Err("no street")),
            ("highway=trunk", Err("trunk-without-sidewalk")),
            ("highway=trunk sidewalk=right", both(Access::Open)),
            ("highway=trunk sidewalk:left=yes", both(Access::Open)),
            ("highway=trunk foot=permissive", both(Access::Open)),
            ("highway=motorway foot=yes", Err("motorway")),
            ("highway=primary motorroad=yes", Err("motorroad")),
            ("highway=primary motorroad=yes foot=designated", both(Access::Open)),
            ("highway=construction foot=yes", Err("under-construction")),
            ("highway=proposed foot=designated", Err("proposed")),
            ("highway=busway", Err("busway")),
            ("highway=busway foot=yes", both(Access::Open)),
            ("highway=service access=private", both(Access::Residents)),
            ("highway=service access=private foot=yes", both(Access::Open)),
            ("highway=service access=no", Err("closed-to-walkers")),
            ("highway=service foot=no", Err("closed-to-walkers")),
            ("highway=service locked=yes", Err("closed-to-walkers")),
            ("highway=service access=destination", both(Access::Destination)),
            ("highway=service private=residents", both(Access::Residents)),
            ("highway=service access=whatever", both(Access::Open)),
            ("highway=footway oneway=yes", both(Access::Open)),
            (
                "highway=footway oneway:foot=yes",
                Ok((Access::Open, Directions::Forward)),
            ),
            (
                "highway=footway oneway:foot=-1",
                Ok((Access::Open, Directions::Backward)),
            ),
            (
                "highway=steps conveying=backward",
                Ok((Access::Open, Directions::Backward)),
            ),
            ("highway=steps conveying=reversible", both(Access::Open)),
        ] {
            assert_eq!(judged(tags), expected, "{tags}");
        }
    }

    #[test]
    fn settings_change_the_rules() {
        let trunk = TestTags::new("highway=trunk");
        let open = WalkOptions {
            trunk: Trunk::Open,
            ..WalkOptions::default()
        };
        assert!(matches!(street(&trunk.tags(), &open), Some(Ok(_))));
        let sidewalk = TestTags::new("highway=trunk sidewalk=both");
        let closed = WalkOptions {
            trunk: Trunk::Closed,
            ..WalkOptions::default()
        };
        assert_eq!(street(&sidewalk.tags(), &closed), Some(Err("trunk-without-sidewalk")));
        let steps = TestTags::new("highway=steps");
        let step_free = WalkOptions {
            step_free: true,
            ..WalkOptions::default()
        };
        assert_eq!(street(&steps.tags(), &step_free), Some(Err("steps-barred")));
    }

    #[test]
    fn levels_of_a_lift() {
        for (level, expected) in [
            (Some("0;3"), 3),
            (Some("-2--1"), 1),
            (Some("-1-2"), 3),
            (Some("0.5;2"), 2),
            (Some("x"), 1),
            (None, 1),
        ] {
            assert_eq!(levels(level), expected, "{level:?}");
        }
    }

    #[test]
    fn carriageways_that_send_walkers_off() {
        for (tags, expected) in [
            ("highway=primary sidewalk=separate", true),
            ("highway=primary sidewalk:both=separate", true),
            ("highway=primary sidewalk:left=separate sidewalk:right=no", true),
            ("highway=primary sidewalk:left=separate", false),
            ("highway=primary foot=use_sidepath", true),
            ("highway=footway sidewalk=separate", false),
        ] {
            let tags = TestTags::new(tags);
            let defers =
                street(&tags.tags(), &WalkOptions::default()).map(|street| street.map(|s| s.defers_to_footway));
            assert_eq!(defers, Some(Ok(expected)));
        }
    }
}
