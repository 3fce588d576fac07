//! The words of the page, in English and in Chinese.

use crate::options::{CHECK_BEFORE_QUOTING, Circle, Language, Limit, Preset, preset_of};
use crate::plan::{CoverageOutcome, Plan, WalkedBy};

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
        let file = |path: &std::path::Path| path.display().to_string();
        basis.push(match (outcome.walked_by, self.language) {
            (WalkedBy::Network, Language::English) => format!(
                "Walked over the streets of {} at {} m/s, by each compound's own gates.",
                file(&plan.osm),
                plan.options.walk.speed().metres_per_second()
            ),
            (WalkedBy::Network, Language::Chinese) => format!(
                "步行时间按{}路网计算，步速{}米/秒，由各小区自身出入口进出。",
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
        let limit = match (circle.limit, self.language) {
            (Limit::Minutes(minutes), Language::English) => format!("within {minutes} min"),
            (Limit::Minutes(minutes), Language::Chinese) => format!("步行{minutes}分钟内"),
            (Limit::Metres(metres), Language::English) => format!("within {metres} m walked"),
            (Limit::Metres(metres), Language::Chinese) => format!("步行{metres}米内"),
        };
        let mut parts = vec![limit];
        let list = |words: &[String]| words.join(self.pick(", ", "、"));
        if !circle.categories.is_empty() {
            parts.push(list(&circle.categories));
        }
        parts.push(match (circle.status.is_empty(), self.language) {
            (true, Language::English) => "of any status".to_owned(),
            (true, Language::Chinese) => "不限状态".to_owned(),
            (false, _) => list(&circle.status),
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
        format!("{}: {}", circle.name, parts.join(self.pick("; ", "；")))
    }

    fn source(self, preset: &Preset) -> String {
        let source = format!("{}{}", self.pick("after ", "依据："), preset.source);
        if preset.check_before_quoting {
            format!(
                "{source} ({}{})",
                CHECK_BEFORE_QUOTING,
                self.pick("", "，引用前请核对原文")
            )
        } else {
            source
        }
    }
}

/// A share in per cent to one decimal; both ends where they differ; a dash where nothing is told.
pub(super) fn percent(low: Option<f64>, high: Option<f64>) -> String {
    let shown = |share: f64| format!("{:.1}", (share * 100.0).abs());
    match (low.map(shown), high.map(shown)) {
        (Some(low), Some(high)) if low == high => format!("{low} %"),
        (Some(low), Some(high)) => format!("{low}–{high} %"),
        (Some(one), None) | (None, Some(one)) => format!("{one} %"),
        (None, None) => NOT_TOLD.to_owned(),
    }
}

/// A share in per cent to two decimals; a dash where it is not told.
pub(super) fn percent2(share: Option<f64>) -> String {
    share.map_or_else(|| NOT_TOLD.to_owned(), |share| format!("{:.2} %", share * 100.0))
}

/// What stands for a figure that is not told.
pub(super) const NOT_TOLD: &str = "–";

/// A number with a few decimals, none that say nothing; a dash where it is not told.
pub(super) fn number(amount: Option<f64>, decimals: usize) -> String {
    let Some(amount) = amount else {
        return NOT_TOLD.to_owned();
    };
    let text = format!("{amount:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Two numbers as one, or both ends where they differ.
pub(super) fn between(low: Option<f64>, high: Option<f64>, decimals: usize) -> String {
    let (low, high) = (number(low, decimals), number(high, decimals));
    if low == high { low } else { format!("{low}–{high}") }
}
