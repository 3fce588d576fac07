//! What every file of one run tells alike: the language, the date of the data, the run's facts.

use std::collections::BTreeSet;

use serde_json::Value;

use super::columns::Layer;
use super::styles::look;
use super::summary;
use super::unit_words;
use super::words::{STATUSES, Terms, VERDICTS, circle_name, project};
use crate::categories::CATEGORIES;
use crate::language::Language;
use crate::language::Words;
use crate::options::Circle;
use crate::plan::{CircleOutcome, CoverageOutcome, Outcome, Plan};
use crate::site::Siting;

/// Seconds a day.
const DAY_S: i64 = 86_400;
/// Days from 0000-03-01 to 1970-01-01, and in 400 years (Gregorian).
const EPOCH_DAYS: i64 = 719_468;
const ERA_DAYS: i64 = 146_097;

/// Roots of the facts that tell verdicts.
const JUDGED: [&str; 6] = [
    "compounds.by_",
    "compounds.shares",
    "undetermined",
    "quality",
    "zones",
    "circles",
];

/// What every file of one run tells alike.
pub(super) struct Edition<'a> {
    plan: &'a Plan,
    language: Language,
    /// What the map and its sheet are called, and what `{kind}` in it stands for.
    called: [Words; 2],
    kind: String,
    /// Words of the run's facilities and circles that no catalogue knows, each with what it is called.
    besides: Vec<(String, String)>,
    /// When the data are of, for fields that want a time: that of the extract, else 1970. Never the clock, so that the same input
    /// gives the same bytes.
    pub(super) moment: String,
    /// Day of the data, where the extract tells it.
    pub(super) day: Option<String>,
    /// The run in figures, flat: `settings.walk.speed_m_s` is `1.0`.
    pub(super) facts: Vec<Fact>,
    /// Counts by verdict in the first circle, in words.
    pub(super) counts: String,
}

/// A figure of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Where it stands in `summary.json`, parts joined by dots.
    pub(super) key: String,
    /// Its value, as JSON writes it; texts without quotes; `None` where absent.
    pub(super) value: Option<String>,
}

impl<'a> Edition<'a> {
    /// That of an outcome, and of what was sited where it was.
    pub(super) fn of(plan: &'a Plan, outcome: &Outcome, siting: Option<&Siting>) -> Self {
        let told = outcome.header.data_timestamp;
        let mut facts = Vec::new();
        // The files are not part of what was found.
        let summary = summary::summary(plan, outcome, siting, Vec::new());
        flatten("", &serde_json::to_value(summary).unwrap_or_default(), &mut facts);
        facts.retain(|fact| fact.key != "files");
        let language = language(plan, outcome);
        let circle = outcome.circles.first();
        let terms = Terms::of(&plan.options, circle.map(|judged| &judged.circle), language);
        Self {
            plan,
            language,
            called: [project::TITLE, project::LAYOUT],
            kind: String::new(),
            besides: besides(plan, outcome, language),
            counts: circle.map_or_else(String::new, |judged| counts(judged, &terms)),
            moment: moment(told.unwrap_or(0)),
            day: told.map(|seconds| moment(seconds).chars().take(10).collect()),
            facts,
        }
    }

    /// The same edition of a map of service circles, for which nothing is judged: what tells verdicts is left out.
    pub(super) fn of_areas(mut self) -> Self {
        let is_judged = |key: &str| JUDGED.iter().any(|root| key.starts_with(root));
        self.facts.retain(|fact| !is_judged(&fact.key));
        self.called = [project::AREAS_TITLE, project::AREAS_LAYOUT];
        self
    }

    /// The same edition of a map of units: both figures stand where the counts by verdict do.
    pub(super) fn of_units(mut self, found: &CoverageOutcome) -> Self {
        self.called = [project::UNITS_TITLE, project::UNITS_LAYOUT];
        let main = found.coverage.circles.first().and_then(unit_words::main_total);
        self.kind = unit_words::kind_called(main.and_then(|total| total.kind), self.language);
        self.counts = unit_words::in_short(found, &self.terms(None));
        self
    }

    /// The language of the run.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The terms of a circle; of the plan's first where none is told.
    pub(super) fn terms(&self, circle: Option<&Circle>) -> Terms {
        let options = &self.plan.options;
        Terms::of(options, circle.or(options.circles.first()), self.language).besides(&self.besides)
    }

    /// The terms of a layer: those of its circle, and the limits it is drawn for.
    pub(super) fn terms_of(&self, layer: &Layer<'_>) -> Terms {
        self.terms(layer.circle.as_ref()).within(&layer.limits)
    }

    /// A layer's name for people; that of its points where they stand apart, with its circle's where there are several.
    pub(super) fn title_of(&self, layer: &Layer<'_>, as_points: bool) -> String {
        let terms = self.terms_of(layer);
        let mut title = terms.told(look(layer.kind).title);
        if as_points {
            title.push_str(&terms.told(project::AS_POINTS));
        }
        match &layer.circle {
            Some(circle) if self.has_several_circles() => terms
                .told(project::OF_CIRCLE)
                .replace("{layer}", &title)
                .replace("{name}", &circle.name),
            _ => title,
        }
    }

    /// Whether layers of several circles stand side by side.
    pub(super) fn has_several_circles(&self) -> bool {
        self.plan.options.circles.len() > 1
    }

    /// What the map is called, after the first circle, which it shows.
    pub(super) fn title(&self) -> String {
        self.terms(None).told(self.called[0]).replace("{kind}", &self.kind)
    }

    /// What its sheet to print is called.
    pub(super) fn layout(&self) -> String {
        self.terms(None).told(self.called[1])
    }

    /// Whose data it shows, of which date, and how it was made.
    pub(super) fn source(&self) -> String {
        let terms = self.terms(None);
        let day = self.day.as_ref();
        let date = day.map(|day| terms.told(project::DATE).replace("{date}", day));
        terms.told(project::SOURCE).replace("{date}", &date.unwrap_or_default())
    }
}

/// The language of a run: the plan's, else that of most names of compounds, of the streets where no compound has one, of the
/// facilities where no street has one. English where nothing has a name.
pub fn language(plan: &Plan, outcome: &Outcome) -> Language {
    if let Some(told) = plan.output.language {
        return told;
    }
    let network = &outcome.network;
    let compounds = outcome.placed.compounds.iter().filter_map(|one| one.name.as_deref());
    let streets = network.edges().filter_map(|(id, _)| network.way(id).name.as_deref());
    let facilities = outcome.placed.facilities.iter().filter_map(|one| one.name.as_deref());
    Language::of_names(compounds)
        .or_else(|| Language::of_names(streets))
        .or_else(|| Language::of_names(facilities))
        .unwrap_or_default()
}

/// Categories and statuses told by the lists alone, and circles by what they are called.
fn besides(plan: &Plan, outcome: &Outcome, language: Language) -> Vec<(String, String)> {
    let facilities = outcome.placed.facilities.iter();
    let words = facilities.flat_map(|one| [one.category.as_str(), one.status.as_str()]);
    let is_known = |word: &str| {
        let is_status = STATUSES.iter().any(|code| code.word == word);
        is_status || CATEGORIES.iter().any(|category| category.name == word)
    };
    let unknown: BTreeSet<&str> = words.filter(|word| !is_known(word)).collect();
    let circles = plan.options.circles.iter();
    let circles = circles.map(|circle| (circle.name.clone(), circle_name(circle, language).to_owned()));
    let own = unknown.into_iter().map(|word| (word.to_owned(), word.to_owned()));
    own.chain(circles).collect()
}

fn counts(judged: &CircleOutcome, terms: &Terms) -> String {
    let count = |word: &str| {
        let all = judged.verdicts.iter();
        all.filter(|one| super::columns::word(one.verdict) == word).count()
    };
    let parts: Vec<String> = VERDICTS
        .iter()
        .map(|code| match terms.language() {
            Language::English => format!("{} {}", terms.told(code.title).to_lowercase(), count(code.word)),
            Language::Chinese => format!("{} {}", terms.told(code.title), count(code.word)),
        })
        .collect();
    let between = match terms.language() {
        Language::English => ", ",
        Language::Chinese => "，",
    };
    terms
        .told(project::COUNTS)
        .replace("{n}", &judged.verdicts.len().to_string())
        .replace("{counts}", &parts.join(between))
}

/// Every leaf of a JSON value, in order.
fn flatten(key: &str, value: &Value, facts: &mut Vec<Fact>) {
    let below = |name: &str| {
        if key.is_empty() {
            name.to_owned()
        } else {
            format!("{key}.{name}")
        }
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                flatten(&below(name), member, facts);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (number, item) in (1..).zip(items) {
                flatten(&below(&format!("{number}")), item, facts);
            }
        }
        Value::Null => facts.push(Fact {
            key: key.to_owned(),
            value: None,
        }),
        Value::String(text) => facts.push(Fact {
            key: key.to_owned(),
            value: Some(text.clone()),
        }),
        other => facts.push(Fact {
            key: key.to_owned(),
            value: Some(other.to_string()),
        }),
    }
}

/// A time in seconds since 1970 as ISO 8601 has it, in UTC and to milliseconds, which `GeoPackage` wants; its first ten characters
/// are the day.
///
/// # Examples
/// ```
/// assert_eq!(service_circle_core::write::moment(951_782_400), "2000-02-29T00:00:00.000Z");
/// ```
///
/// # References
/// Howard Hinnant, *chrono-compatible low-level date algorithms*: `civil_from_days`.
pub fn moment(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    let shifted = days + EPOCH_DAYS;
    let era = shifted.div_euclid(ERA_DAYS);
    let day_of_era = shifted.rem_euclid(ERA_DAYS);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        // As `date -u -d @N` prints them.
        for (seconds, told) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399, "2000-02-28T23:59:59.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_735_689_599, "2024-12-31T23:59:59.000Z"),
            (-1, "1969-12-31T23:59:59.000Z"),
        ] {
            assert_eq!(moment(seconds), told);
        }
    }

    #[test]
    fn every_leaf_is_a_fact() {
        let value = serde_json::json!({"a": {"b": 1.0, "c": null}, "d": [1, 2], "e": [{"f": "x"}], "g": {}});
        let mut facts = Vec::new();
        flatten("", &value, &mut facts);
        let told: Vec<(&str, Option<&str>)> = facts
            .iter()
            .map(|fact| (fact.key.as_str(), fact.value.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("a.b", Some("1.0")),
                ("a.c", None),
                ("d", Some("[1,2]")),
                ("e.1.f", Some("x")),
                ("g", Some("{}"))
            ]
        );
    }
}
