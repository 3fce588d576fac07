//! A service circle: which facilities count, and how far is too far.

use serde::Serialize;

use super::Limit;
use super::presets::Preset;
use crate::categories;

/// A service circle. A plan may have any number of them, such as the tiers of a standard; each is judged on its own, by its own
/// facilities: an upper tier does not stand in for a lower one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Circle {
    /// Its name. Default `elder care`.
    pub name: String,
    /// The preset it began as, where it did: see [`PRESETS`](super::PRESETS).
    pub preset: Option<&'static str>,
    /// Facility categories that count; empty for all. Default empty.
    pub categories: Vec<String>,
    /// How far. Default 15 min.
    pub limit: Limit,
    /// Statuses that count; empty for all. Default `operating`.
    pub status: Vec<String>,
    /// Facilities smaller than this, or whose floor area is not told, do not count, m2. Default none: all count.
    pub min_floor_area_m2: Option<f64>,
}

impl Circle {
    /// Status of a facility that is open.
    pub const OPERATING: &'static str = "operating";
    /// Its name where a plan tells none.
    pub const USUAL_NAME: &'static str = "elder care";

    /// Whether a facility of this category, status and floor area counts.
    pub fn counts(&self, category: &str, status: &str, floor_area_m2: Option<f64>) -> bool {
        let listed = |list: &[String], value: &str| list.is_empty() || list.iter().any(|one| one == value);
        let large_enough = self
            .min_floor_area_m2
            .is_none_or(|least| floor_area_m2.is_some_and(|area| area >= least));
        // A plan may name categories in a list's own words.
        let category = categories::meant(category);
        let of_category =
            self.categories.is_empty() || self.categories.iter().any(|one| categories::meant(one) == category);
        of_category && listed(&self.status, status) && large_enough
    }

    /// The circle that a preset means; everything it does not tell is as usual.
    pub fn of_preset(preset: &Preset) -> Self {
        Self {
            name: preset.english.to_owned(),
            preset: Some(preset.id),
            limit: preset.limit,
            min_floor_area_m2: preset.min_floor_area_m2,
            ..Self::default()
        }
    }
}

impl Default for Circle {
    fn default() -> Self {
        Self {
            name: Self::USUAL_NAME.to_owned(),
            preset: None,
            categories: Vec::new(),
            limit: Limit::Minutes(15.0),
            status: vec![Self::OPERATING.to_owned()],
            min_floor_area_m2: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_counts_by_category_status_and_area() {
        let all = Circle::default();
        assert!(all.counts("nursing_home", "operating", None));
        assert!(!all.counts("nursing_home", "planned", None));
        let large = Circle {
            categories: vec!["day_care".to_owned()],
            status: Vec::new(),
            min_floor_area_m2: Some(750.0),
            ..Circle::default()
        };
        assert!(large.counts("day_care", "planned", Some(750.0)));
        assert!(!large.counts("day_care", "operating", Some(749.9)));
        assert!(!large.counts("day_care", "operating", None));
        assert!(!large.counts("nursing_home", "operating", Some(900.0)));
        let in_words = Circle {
            categories: vec!["日间照料中心".to_owned(), "药店".to_owned()],
            ..Circle::default()
        };
        assert!(in_words.counts("day_care", "operating", None) && in_words.counts("药店", "operating", None));
        assert!(!in_words.counts("养老院", "operating", None));
    }
}
