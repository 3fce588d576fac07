//! Figures with their units, and what several verbs say.

use service_circle_core::gaps::Verdict;
use service_circle_core::language::Language;
use service_circle_core::options::{Circle, Limit, WalkOptions};
use service_circle_core::write::words::{self, circle_name};

use super::texts;
use crate::words::{counted, grouped, rounded, whole};

texts! {
    WRITTEN = "Written", "已写入";
    ODD_INPUT = "Odd input", "异常数据";
    COMPOUND = "compound", "小区";
    METRES = "metres", "米";
    MINUTES = "minutes", "分钟";
}

/// A verdict as it is told.
pub(crate) fn verdict(verdict: Verdict, language: Language) -> &'static str {
    words::verdict(verdict).called(language)
}

/// How many compounds.
pub(crate) fn compounds(count: usize, language: Language) -> String {
    match language {
        Language::English => counted(count, "compound"),
        Language::Chinese => format!("{}个小区", grouped(count as u64)),
    }
}

/// A time.
pub(crate) fn minutes(figure: &str, language: Language) -> String {
    match language {
        Language::English => format!("{figure} min"),
        Language::Chinese => format!("{figure}分钟"),
    }
}

/// A length.
pub(crate) fn metres(figure: &str, language: Language) -> String {
    match language {
        Language::English => format!("{figure} m"),
        Language::Chinese => format!("{figure}米"),
    }
}

/// A circle's limit with what it means at the plan's speed: `15 min (900 m at 1 m/s)`.
pub(crate) fn limit(circle: &Circle, walk: &WalkOptions, language: Language) -> String {
    let speed = walk.speed();
    let (in_minutes, pace) = (circle.limit.time(speed).minutes(), speed.metres_per_second());
    match (circle.limit, language) {
        (Limit::Minutes(_), Language::English) => format!(
            "{} min ({} m at {pace} m/s)",
            rounded(in_minutes),
            whole(in_minutes * 60.0 * pace)
        ),
        (Limit::Minutes(_), Language::Chinese) => format!(
            "步行{}分钟（步速{pace}米/秒，合{}米）",
            rounded(in_minutes),
            whole(in_minutes * 60.0 * pace)
        ),
        (Limit::Metres(metres), Language::English) => {
            format!("{} m ({} min at {pace} m/s)", rounded(metres), rounded(in_minutes))
        }
        (Limit::Metres(metres), Language::Chinese) => {
            format!(
                "步行{}米（步速{pace}米/秒，合{}分钟）",
                rounded(metres),
                rounded(in_minutes)
            )
        }
    }
}

/// The first line on a circle: its name, how many compounds, its limit.
pub(crate) fn circle_heading(
    circle: &Circle,
    compounds_in_all: usize,
    walk: &WalkOptions,
    language: Language,
) -> String {
    let name = circle_name(circle, language).replace(char::is_control, " ");
    let limit = limit(circle, walk, language);
    let compounds = compounds(compounds_in_all, language);
    match language {
        Language::English => format!("{name}: {compounds} within {limit}"),
        Language::Chinese => format!("{name}：{compounds}，限值为{limit}"),
    }
}

/// That a long table goes on.
pub(crate) fn and_more(count: u64, language: Language) -> String {
    match language {
        Language::English => format!("and {} more", grouped(count)),
        Language::Chinese => format!("另有{}条", grouped(count)),
    }
}

/// A meaning with an example of it.
pub(crate) fn such_as(meaning: &str, example: &str, language: Language) -> String {
    match language {
        _ if example.is_empty() => meaning.to_owned(),
        Language::English => format!("{meaning} (such as {example})"),
        Language::Chinese => format!("{meaning}（如 {example}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_both_ways() {
        let (mut circle, mut walk) = (Circle::default(), WalkOptions::default());
        assert_eq!(limit(&circle, &walk, Language::English), "15 min (900 m at 1 m/s)");
        assert_eq!(
            limit(&circle, &walk, Language::Chinese),
            "步行15分钟（步速1米/秒，合900米）"
        );
        walk.speed_m_s = 0.8;
        circle.limit = Limit::Metres(900.0);
        assert_eq!(limit(&circle, &walk, Language::English), "900 m (18.75 min at 0.8 m/s)");
        assert_eq!(
            limit(&circle, &walk, Language::Chinese),
            "步行900米（步速0.8米/秒，合18.75分钟）"
        );
    }
}
