//! Who may walk: `foot` over `access` over the class default. Motor tags never matter.

use crate::read::{Key, Tags};

/// Who may walk a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    /// Everybody.
    Open,
    /// Those who live or visit there: open outside compounds, residents-only inside one.
    Destination,
    /// Residents only.
    Residents,
    /// Nobody.
    Closed,
}

/// Access values known. Anything else is open, and counted.
const VALUES: &[(&str, Access)] = &[
    ("yes", Access::Open),
    ("designated", Access::Open),
    ("permissive", Access::Open),
    ("official", Access::Open),
    ("public", Access::Open),
    // Says where on the street to walk, not whether: `rules::defers_to_footway` reads it.
    ("use_sidepath", Access::Open),
    ("destination", Access::Destination),
    ("private", Access::Residents),
    ("residents", Access::Residents),
    ("permit", Access::Residents),
    ("customers", Access::Residents),
    ("delivery", Access::Residents),
    ("no", Access::Closed),
    ("agricultural", Access::Closed),
    ("forestry", Access::Closed),
    ("military", Access::Closed),
    ("emergency", Access::Closed),
];

/// Who may walk a way, and whether a value was met that no rule knows.
pub(crate) fn of_way(tags: &Tags<'_>) -> (Access, bool) {
    if tags.is(Key::Locked, "yes") {
        return (Access::Closed, false);
    }
    let (access, unknown) = told(tags).unwrap_or((Access::Open, false));
    let residents = access == Access::Open && tags.get(Key::Foot).is_none() && tags.is(Key::Private, "residents");
    (if residents { Access::Residents } else { access }, unknown)
}

/// What `foot`, else `access`, says; `None` where neither is there. Unknown values are open and flagged.
pub(crate) fn told(tags: &Tags<'_>) -> Option<(Access, bool)> {
    let value = tags.get(Key::Foot).or_else(|| tags.get(Key::Access))?;
    Some(match VALUES.iter().find(|(name, _)| *name == value) {
        Some((_, access)) => (*access, false),
        None => (Access::Open, true),
    })
}
