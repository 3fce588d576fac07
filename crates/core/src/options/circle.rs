//! A service circle: which facilities count, and how far is too far.

use std::collections::BTreeSet;

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
    /// Those of them that the lists of this run use as a word of their own beside others of the same meaning (`孝善食堂` beside
    /// `助餐点`): they count that word alone. Set by [`Circle::by_words_of`]; default empty.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub literal: BTreeSet<String>,
    /// How far. Default 15 min.
    pub limit: Limit,
    /// Statuses that count; empty for all. Default `operating`.
    pub status: Vec<String>,
    /// Facilities smaller than this, or whose floor area is not told, do not count, m2. Default none: all count.
    pub min_floor_area_m2: Option<f64>,
    /// The day it is judged for: facilities that open later, or perhaps later, do not count. Default none: dates are not looked at.
    pub as_of: Option<Date>,
}

/// What a facility is, as far as a circle asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct FacilityKind<'a> {
    /// Its category.
    pub category: &'a str,
    /// Its list's own word for that.
    pub told: Option<&'a str>,
    /// Floor area, m2.
    pub floor_area_m2: Option<f64>,
}

impl Circle {
    /// Status of a facility that is open.
    pub const OPERATING: &'static str = "operating";
    /// Its name where a plan tells none.
    pub const USUAL_NAME: &'static str = "elder care";

    /// Whether a facility of this kind, status and day of opening counts.
    pub fn counts(&self, kind: FacilityKind<'_>, status: &str, opens: Option<Date>) -> bool {
        let is_open = match (opens, self.as_of) {
            (Some(opens), Some(day)) => opens.is_by(day) == Some(true),
            _ => true,
        };
        self.is_of_kind(kind) && listed(&self.status, status) && is_open
    }

    /// Whether a facility of this kind would count, were it open.
    pub fn is_of_kind(&self, kind: FacilityKind<'_>) -> bool {
        let large_enough = self
            .min_floor_area_m2
            .is_none_or(|least| kind.floor_area_m2.is_some_and(|area| area >= least));
        // A plan may name categories in a list's own words.
        let category = categories::meant(kind.category);
        let is_meant = |asked: &String| {
            if self.literal.contains(asked) {
                kind.told.is_some_and(|told| told.trim() == asked.trim())
            } else {
                categories::meant(asked) == category
            }
        };
        large_enough && (self.categories.is_empty() || self.categories.iter().any(is_meant))
    }

    /// The same circle, its categories read beside the words that lists use: a word that some facility has counts that word alone
    /// where others of the same meaning have another.
    #[must_use]
    pub fn by_words_of(&self, told: &[&str]) -> Self {
        let is_literal = |asked: &&String| {
            let asked = asked.trim();
            let others = told
                .iter()
                .filter(|told| categories::meant(told) == categories::meant(asked));
            let mut others = others.filter(|told| told.trim() != asked);
            categories::category_of(asked) != Some(asked)
                && told.iter().any(|told| told.trim() == asked)
                && others.next().is_some()
        };
        Self {
            literal: self.categories.iter().filter(is_literal).cloned().collect(),
            ..self.clone()
        }
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
            literal: BTreeSet::new(),
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

    fn kind(category: &str, floor_area_m2: Option<f64>) -> FacilityKind<'_> {
        FacilityKind {
            category,
            told: None,
            floor_area_m2,
        }
    }

    #[test]
    fn a_circle_counts_by_category_status_and_area() {
        let all = Circle::default();
        assert!(all.counts(kind("nursing_home", None), "operating", None));
        assert!(!all.counts(kind("nursing_home", None), "planned", None));
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
        assert!(in_words.is_of_kind(kind("day_care", None)) && in_words.is_of_kind(kind("药店", None)));
        assert!(!in_words.is_of_kind(kind("养老院", None)));
        assert!(large.counts(kind("day_care", Some(750.0)), "planned", None));
        assert!(!large.counts(kind("day_care", Some(749.9)), "operating", None));
        assert!(!large.counts(kind("day_care", None), "operating", None));
        assert!(!large.counts(kind("nursing_home", Some(900.0)), "operating", None));
        assert!(large.is_of_kind(kind("day_care", Some(750.0))) && !large.is_of_kind(kind("day_care", None)));
    }

    #[test]
    fn a_list_s_own_word_counts_alone_where_another_means_the_same() {
        let asked = Circle {
            categories: vec!["孝善食堂".to_owned(), "养老院".to_owned(), "day_care".to_owned()],
            ..Circle::default()
        };
        let circle = asked.by_words_of(&["孝善食堂", "助餐点", "养老院", "日托", "日间照料"]);
        assert_eq!(circle.literal.iter().collect::<Vec<_>>(), ["孝善食堂"]);
        let counts = |category, told| {
            circle.is_of_kind(FacilityKind {
                category,
                told,
                floor_area_m2: None,
            })
        };
        assert!(counts("meal_service", Some("孝善食堂 ")) && !counts("meal_service", Some("助餐点")));
        assert!(!counts("meal_service", None), "the map has no such word");
        // The only word of its meaning, and a category's own name, count all of the meaning.
        assert!(counts("nursing_home", None) && counts("nursing_home", Some("养老院")));
        assert!(counts("day_care", Some("日托")) && counts("day_care", Some("日间照料")));
    }

    #[test]
    fn a_facility_counts_once_it_surely_is_open() {
        let date = |text| Date::told(text);
        let mut circle = Circle::default();
        let counts = |circle: &Circle, opens| circle.counts(kind("day_care", None), "operating", date(opens));
        assert!(counts(&circle, "2031"), "without a day dates are not looked at");
        circle.as_of = date("2023-06-30");
        assert!(circle.counts(kind("day_care", None), "operating", None));
        assert!(counts(&circle, "2023-06-30") && counts(&circle, "2022"));
        assert!(
            !counts(&circle, "2031") && !counts(&circle, "2023"),
            "2023 may be December"
        );
    }
}
