//! Nodes on ways that stop walkers or let them through.

use super::access::{self, Access};
use crate::read::{Key, Tags};

/// What a node on a way is to a walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passage {
    /// Nothing in the way.
    Free,
    /// A gate or opening in a wall: passed, and kept as a vertex.
    Gate,
    /// A gate for residents only.
    ResidentsGate,
    /// Nobody passes.
    Blocked,
}

/// `barrier=*` on a node: every value known, and whether it is a gate in a wall. Anything else passes, and is counted.
const BARRIERS: &[(&str, Passage)] = &[
    ("gate", Passage::Gate),
    ("lift_gate", Passage::Gate),
    ("swing_gate", Passage::Gate),
    ("sliding_gate", Passage::Gate),
    ("wicket_gate", Passage::Gate),
    ("kissing_gate", Passage::Gate),
    ("hampshire_gate", Passage::Gate),
    ("full-height_turnstile", Passage::Gate),
    ("turnstile", Passage::Gate),
    ("sally_port", Passage::Gate),
    ("entrance", Passage::Gate),
    ("stile", Passage::Free),
    ("bollard", Passage::Free),
    ("cycle_barrier", Passage::Free),
    ("motorcycle_barrier", Passage::Free),
    ("bump_gate", Passage::Free),
    ("block", Passage::Free),
    ("chain", Passage::Free),
    ("rope", Passage::Free),
    ("kerb", Passage::Free),
    ("height_restrictor", Passage::Free),
    ("cattle_grid", Passage::Free),
    ("toll_booth", Passage::Free),
    ("border_control", Passage::Free),
    ("planter", Passage::Free),
    ("jersey_barrier", Passage::Free),
    ("log", Passage::Free),
    ("debris", Passage::Free),
    ("bus_trap", Passage::Free),
    ("spikes", Passage::Free),
    ("wall", Passage::Blocked),
    ("fence", Passage::Blocked),
    ("hedge", Passage::Blocked),
    ("ditch", Passage::Blocked),
    ("city_wall", Passage::Blocked),
    ("retaining_wall", Passage::Blocked),
];

/// What a node is to a walker, and whether its barrier value is one that no rule knows.
pub(crate) fn passage(tags: &Tags<'_>) -> (Passage, bool) {
    let barrier = tags.get(Key::Barrier);
    let listed = barrier.map(|value| {
        BARRIERS
            .iter()
            .find(|(name, _)| *name == value)
            .map(|(_, passage)| *passage)
    });
    let unknown = listed == Some(None);
    let opening = tags.get(Key::Entrance).is_some_and(|value| value != "no");
    let by_kind = match listed.flatten() {
        Some(Passage::Blocked) | None if opening => Passage::Gate,
        Some(passage) => passage,
        None => Passage::Free,
    };
    if barrier.is_none() && !opening {
        return (by_kind, false);
    }
    let passage = match (access::told(tags), tags.is(Key::Locked, "yes")) {
        (_, true) | (Some((Access::Closed, _)), _) => Passage::Blocked,
        (Some((Access::Residents, _)), _) if by_kind != Passage::Blocked => Passage::ResidentsGate,
        (Some((Access::Open | Access::Destination, false)), _) if by_kind == Passage::Blocked => Passage::Gate,
        _ => by_kind,
    };
    (passage, unknown)
}

/// Values of `barrier` on a way that stop walkers: the list of `DESIGN` section 3, and crash barriers nobody climbs.
const WALLS: &[&str] = &[
    "wall",
    "fence",
    "hedge",
    "ditch",
    "city_wall",
    "retaining_wall",
    "guard_rail",
    "jersey_barrier",
];

/// Whether a `barrier` value on a way stops walkers.
pub(crate) fn is_wall(barrier: &str) -> bool {
    WALLS.contains(&barrier)
}

/// Whether a node makes walkers wait at a signal.
pub(crate) fn is_signal(tags: &Tags<'_>) -> bool {
    let signalled =
        |value: Option<&str>| value.is_some_and(|list| list.split(';').any(|word| word == "traffic_signals"));
    signalled(tags.get(Key::Highway)) || signalled(tags.get(Key::Crossing)) || tags.is(Key::CrossingSignals, "yes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::TestTags;

    #[test]
    fn every_kind_of_barrier() {
        for (tags, passage_expected, unknown_expected) in [
            ("highway=crossing", Passage::Free, false),
            ("barrier=gate", Passage::Gate, false),
            ("barrier=gate access=private", Passage::ResidentsGate, false),
            ("barrier=gate access=no", Passage::Blocked, false),
            ("barrier=gate access=no foot=yes", Passage::Gate, false),
            ("barrier=lift_gate locked=yes", Passage::Blocked, false),
            ("barrier=bollard", Passage::Free, false),
            ("barrier=wall", Passage::Blocked, false),
            ("barrier=wall foot=yes", Passage::Gate, false),
            ("barrier=fence entrance=yes", Passage::Gate, false),
            ("barrier=wall access=private", Passage::Blocked, false),
            ("barrier=spaceship", Passage::Free, true),
            ("entrance=main", Passage::Gate, false),
            ("entrance=no", Passage::Free, false),
        ] {
            assert_eq!(
                passage(&TestTags::new(tags).tags()),
                (passage_expected, unknown_expected),
                "{tags}"
            );
        }
    }

    #[test]
    fn signals() {
        for (tags, expected) in [
            ("highway=traffic_signals", true),
            ("highway=crossing crossing=traffic_signals", true),
            ("highway=crossing crossing=zebra;traffic_signals", true),
            ("highway=crossing crossing:signals=yes", true),
            ("highway=crossing crossing=marked", false),
        ] {
            assert_eq!(is_signal(&TestTags::new(tags).tags()), expected, "{tags}");
        }
    }
}
