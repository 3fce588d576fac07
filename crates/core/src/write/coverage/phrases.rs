//! The words of the page, in English and in Chinese.

use super::meanings::{word_of_data, words_of_data};
use crate::language::Language;
use crate::options::{CHECK_BEFORE_QUOTING, Circle, Limit, Preset, preset_of};
use crate::plan::{CoverageOutcome, Plan, WalkedBy};
use crate::units::per_cent;
use crate::write::words::circle_name;

/// Words in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrases {
    language: Language,
}

impl Phrases {
    pub(super) fn of(language: Language) -> Self {
        Self { language }
    }

    /// One of two texts.
    pub(super) fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        self.language.pick(english, chinese)
    }

    /// A machine's word for people: itself in English; in Chinese its meaning, where it has one here.
    pub(super) fn word(self, word: &str) -> String {
        word_of_data(word, self.language).to_owned()
    }

    /// The same of several words with commas between.
    pub(super) fn words(self, words: &str) -> String {
        words_of_data(words, self.language)
    }

    /// The language.
    pub(super) fn language(self) -> Language {
        self.language
    }

    pub(super) fn title(self) -> &'static str {
        self.language.pick(
            "Elder-care coverage: the city's figure beside the walked one",
            "养老服务覆盖：行政口径与步行口径对照",
        )
    }

    /// What the figures rest on, a sentence each.
    pub(super) fn basis(self, plan: &Plan, outcome: &CoverageOutcome) -> Vec<String> {
        let placed = &outcome.outcome.placed;
        let (compounds, facilities) = (placed.compounds.len(), placed.facilities.len());
        let units = outcome.coverage.circles.first().map_or(0, |circle| circle.units.len());
        let mut basis = vec![match self.language {
            Language::English => format!("{compounds} compounds, {facilities} facilities, {units} units."),
            Language::Chinese => format!("小区{compounds}个，设施{facilities}个，单元{units}个。"),
        }];
        let file = |path: &std::path::Path| {
            path.file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        };
        basis.push(match (outcome.walked_by, self.language) {
            (WalkedBy::Network, Language::English) => format!(
                "Walked over the streets of {} at {} m/s, by each compound's own gates.",
                file(&plan.osm),
                plan.options.walk.speed().metres_per_second()
            ),
            (WalkedBy::Network, Language::Chinese) => format!(
                "步行时间按 {} 的路网计算，步速{}米/秒，由各小区自身出入口进出。",
                file(&plan.osm),
                plan.options.walk.speed().metres_per_second()
            ),
            (WalkedBy::Times, Language::English) => "Walking times were made elsewhere (--times).".to_owned(),
            (WalkedBy::Times, Language::Chinese) => "步行时间取自外部时间表（--times）。".to_owned(),
            (WalkedBy::Nothing, Language::English) => {
                "Nothing was walked: the figures of the lists alone. Give --osm or --times for the walked ones."
                    .to_owned()
            }
            (WalkedBy::Nothing, Language::Chinese) => {
                "未计算步行：仅为名单口径。提供 --osm 或 --times 可得步行口径。".to_owned()
            }
        });
        for judged in &outcome.outcome.circles {
            basis.push(self.circle(&judged.circle));
        }
        basis
    }

    /// What a circle asks for, and where that comes from.
    pub(super) fn circle(self, circle: &Circle) -> String {
        let mut parts = vec![self.limit(circle)];
        let list = |words: &[String]| words.join(self.pick(", ", "、"));
        if !circle.categories.is_empty() {
            let words: Vec<String> = circle.categories.iter().map(|name| self.word(name)).collect();
            parts.push(list(&words));
        }
        parts.push(match (circle.status.is_empty(), self.language) {
            (true, Language::English) => "of any status".to_owned(),
            (true, Language::Chinese) => "不限状态".to_owned(),
            (false, _) => {
                let words: Vec<String> = circle.status.iter().map(|status| self.word(status)).collect();
                list(&words)
            }
        });
        if let Some(area) = circle.min_floor_area_m2 {
            parts.push(match self.language {
                Language::English => format!("at least {area} m2"),
                Language::Chinese => format!("面积不小于{area}平方米"),
            });
        }
        if let Some(day) = circle.as_of {
            parts.push(match self.language {
                Language::English => format!("open by {day}"),
                Language::Chinese => format!("截至{day}开放"),
            });
        }
        if let Some(preset) = circle.preset.and_then(preset_of) {
            parts.push(self.source(preset));
        }
        format!(
            "{}{}{}",
            self.circle_name(circle),
            self.language.colon(),
            parts.join(self.pick("; ", "；"))
        )
    }

    /// How far a circle reaches.
    pub(super) fn limit(self, circle: &Circle) -> String {
        match (circle.limit, self.language) {
            (Limit::Minutes(minutes), Language::English) => format!("within {minutes} min"),
            (Limit::Minutes(minutes), Language::Chinese) => format!("步行{minutes}分钟内"),
            (Limit::Metres(metres), Language::English) => format!("within {metres} m walked"),
            (Limit::Metres(metres), Language::Chinese) => format!("步行{metres}米内"),
        }
    }

    /// What a circle is called.
    pub(super) fn circle_name(self, circle: &Circle) -> &str {
        circle_name(circle, self.language)
    }

    fn source(self, preset: &Preset) -> String {
        let source = match self.language {
            Language::English => format!("after {}", preset.source),
            Language::Chinese => format!("依据：{}", preset.source_chinese),
        };
        match (preset.check_before_quoting, self.language) {
            (false, _) => source,
            (true, Language::English) => format!("{source} ({CHECK_BEFORE_QUOTING})"),
            (true, Language::Chinese) => format!("{source}（引用前请核对原文）"),
        }
    }

    /// What stands in brackets after a word.
    pub(super) fn bracketed(self, text: &str) -> String {
        match self.language {
            Language::English => format!(" ({text})"),
            Language::Chinese => format!("（{text}）"),
        }
    }

    /// A share in per cent to one decimal; both ends where they differ; a dash where nothing is told.
    pub(super) fn percent(self, low: Option<f64>, high: Option<f64>) -> String {
        let shown = |share: f64| format!("{:.1}", per_cent(share));
        self.ends(low.or(high).map(shown), high.or(low).map(shown), self.pick(" %", "%"))
    }

    /// A share in per cent to two decimals; a dash where it is not told.
    pub(super) fn percent2(self, share: Option<f64>) -> String {
        let shown = share.map(|share| format!("{:.2}", share * 100.0));
        self.ends(shown.clone(), shown, self.pick(" %", "%"))
    }

    /// A difference of shares in points to one decimal; both ends where they differ.
    pub(super) fn points(self, ends: Option<(f64, f64)>) -> String {
        // Zero has no sign.
        let shown = |share: f64| format!("{:.1}", (share * 1000.0).round() / 10.0 + 0.0);
        let (low, high) = ends.map(|(low, high)| (shown(low), shown(high))).unzip();
        match (low, high, self.language) {
            (Some(low), Some(high), Language::English) if low != high => format!("{low} to {high}"),
            (low, high, _) => self.ends(low, high, ""),
        }
    }

    /// Two numbers as one, or both ends where they differ.
    pub(super) fn between(self, low: Option<f64>, high: Option<f64>, decimals: usize) -> String {
        let told = |one: Option<f64>| one.map(|one| number(Some(one), decimals));
        self.ends(told(low), told(high), "")
    }

    fn ends(self, low: Option<String>, high: Option<String>, mark: &str) -> String {
        match (low, high) {
            (Some(low), Some(high)) if low == high => format!("{low}{mark}"),
            (Some(low), Some(high)) => format!("{low}{}{high}{mark}", self.pick("–", "～")),
            (Some(one), None) | (None, Some(one)) => format!("{one}{mark}"),
            (None, None) => NOT_TOLD.to_owned(),
        }
    }
}

/// What stands for a figure that is not told.
pub(super) const NOT_TOLD: &str = "–";

/// A number with marks between thousands and a few decimals, none that say nothing; a dash where it is not told.
pub(super) fn number(amount: Option<f64>, decimals: usize) -> String {
    let Some(amount) = amount else {
        return NOT_TOLD.to_owned();
    };
    let text = format!("{amount:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut told = sign.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            told.push(',');
        }
        told.push(digit);
    }
    match fraction.trim_end_matches('0') {
        "" => told,
        fraction => format!("{told}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_told_only_where_they_differ() {
        let (english, chinese) = (Phrases::of(Language::English), Phrases::of(Language::Chinese));
        assert_eq!(english.percent(Some(0.5), Some(0.5)), "50.0 %");
        assert_eq!(english.percent(Some(0.5), Some(0.75)), "50.0–75.0 %");
        assert_eq!(chinese.percent(Some(0.5), Some(0.75)), "50.0～75.0%");
        assert_eq!(
            (english.percent(None, None), chinese.percent(Some(-0.0), None)),
            (NOT_TOLD.to_owned(), "0.0%".to_owned())
        );
        assert_eq!(english.percent2(Some(0.239_792)), "23.98 %");
        assert_eq!(english.points(Some((-0.249, 0.071))), "-24.9 to 7.1");
        assert_eq!(chinese.points(Some((-0.000_01, 0.5))), "0.0～50.0");
        assert_eq!(
            (number(Some(19_783.0), 1), number(Some(0.666_7), 2), number(None, 1)),
            ("19,783".to_owned(), "0.67".to_owned(), "–".to_owned())
        );
        assert_eq!(number(Some(-1_234.5), 1), "-1,234.5");
        assert_eq!(english.between(Some(1.0), Some(2.0), 0), "1–2");
    }
}
