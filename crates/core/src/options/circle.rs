//! A service circle: which facilities count, and how far is too far.

use serde::Serialize;

use super::Limit;
use super::presets::Preset;
use crate::categories;
use crate::date::Date;

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
    /// The day it is judged for: facilities that open later, or perhaps later, do not count. Default none: dates are not looked at.
    pub as_of: Option<Date>,
}

impl Circle {
    /// Status of a facility that is open.
    pub const OPERATING: &'static str = "operating";
    /// Its name where a plan tells none.
    pub const USUAL_NAME: &'static str = "elder care";

    /// Whether a facility of this category, status, floor area and day of opening counts.
    pub fn counts(&self, category: &str, status: &str, floor_area_m2: Option<f64>, opens: Option<Date>) -> bool {
        let is_open = match (opens, self.as_of) {
            (Some(opens), Some(day)) => opens.is_by(day) == Some(true),
            _ => true,
        };
        self.is_of_kind(category, floor_area_m2) && listed(&self.status, status) && is_open
    }

    /// Whether a facility of this category and floor area would count, were it open.
    pub fn is_of_kind(&self, category: &str, floor_area_m2: Option<f64>) -> bool {
        let large_enough = self
            .min_floor_area_m2
            .is_none_or(|least| floor_area_m2.is_some_and(|area| area >= least));
        // A plan may name categories in a list's own words.
        let category = categories::meant(category);
        let of_category =
            self.categories.is_empty() || self.categories.iter().any(|one| categories::meant(one) == category);
        of_category && large_enough
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

/// Whether a value is among those listed; an empty list takes all.
fn listed(list: &[String], value: &str) -> bool {
    list.is_empty() || list.iter().any(|one| one == value)
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
            as_of: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_counts_by_category_status_and_area() {
        let all = Circle::default();
        assert!(all.counts("nursing_home", "operating", None, None));
        assert!(!all.counts("nursing_home", "planned", None, None));
        let large = Circle {
            categories: vec!["day_care".to_owned()],
            status: Vec::new(),
            min_floor_area_m2: Some(750.0),
            ..Circle::default()
        };
        let in_words = Circle {
            categories: vec!["日间照料中心".to_owned(), "药店".to_owned()],
            ..Circle::default()
        };
        assert!(in_words.is_of_kind("day_care", None) && in_words.is_of_kind("药店", None));
        assert!(!in_words.is_of_kind("养老院", None));
        assert!(large.counts("day_care", "planned", Some(750.0), None));
        assert!(!large.counts("day_care", "operating", Some(749.9), None));
        assert!(!large.counts("day_care", "operating", None, None));
        assert!(!large.counts("nursing_home", "operating", Some(900.0), None));
        assert!(large.is_of_kind("day_care", Some(750.0)) && !large.is_of_kind("day_care", None));
    }

    #[test]
    fn a_facility_counts_once_it_surely_is_open() {
        let date = |text| Date::told(text);
        let mut circle = Circle::default();
        let counts = |circle: &Circle, opens| circle.counts("day_care", "operating", None, date(opens));
        assert!(counts(&circle, "2031"), "without a day dates are not looked at");
        circle.as_of = date("2023-06-30");
        assert!(circle.counts("day_care", "operating", None, None));
        assert!(counts(&circle, "2023-06-30") && counts(&circle, "2022"));
        assert!(
            !counts(&circle, "2031") && !counts(&circle, "2023"),
            "2023 may be December"
        );
    }
}
