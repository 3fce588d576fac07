//! Classes of street in plain words.

/// Classes whose own word says too little; every other one is told by itself.
const KINDS: &[(&str, &str)] = &[
    ("bridleway", "bridle path"),
    ("corridor", "indoor corridor"),
    ("cycleway", "shared cycleway"),
    ("elevator", "lift"),
    ("living_street", "living street"),
    ("pedestrian", "pedestrian street"),
    ("primary", "main road"),
    ("primary_link", "main road"),
    ("residential", "residential street"),
    ("road", "road of unknown kind"),
    ("secondary", "secondary road"),
    ("secondary_link", "secondary road"),
    ("service", "service road"),
    ("tertiary", "local road"),
    ("tertiary_link", "local road"),
    ("trunk", "trunk road"),
    ("trunk_link", "trunk road"),
    ("unclassified", "minor road"),
];

/// A class of street as a walker would call it.
pub(crate) fn street_kind(class: &str) -> String {
    let known = KINDS.iter().find(|(known, _)| *known == class);
    known.map_or_else(|| class.replace('_', " "), |(_, words)| (*words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_told_in_words() {
        assert_eq!(street_kind("tertiary"), "local road");
        assert_eq!(street_kind("steps"), "steps");
        assert_eq!(street_kind("brand_new"), "brand new");
        assert!(KINDS.is_sorted_by(|(one, _), (other, _)| one < other));
    }
}
