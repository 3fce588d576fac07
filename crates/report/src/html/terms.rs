//! Terms and figures as the page says them.

use service_circle_core::gaps::{Reason, Verdict};
use service_circle_core::language::Language;
use service_circle_core::options::{Circle, Limit, preset_of};
use service_circle_core::read::table::UnitKind;
use service_circle_core::units::per_cent;
use service_circle_core::write::{moment, word_of_data};

use crate::words::{self, Phrase, Said};

/// Those of the day in a moment: `2026-02-28`.
const DAY_CHARACTERS: usize = 10;

/// The name of a circle; one that a plan does not give is told in both languages.
pub(crate) fn circle_name(circle: &Circle) -> Said {
    let preset = circle.preset.and_then(preset_of);
    match preset.filter(|preset| preset.english == circle.name) {
        Some(preset) => Said::Both(preset.english.into(), preset.chinese.into()),
        None if circle.name == Circle::USUAL_NAME => words::CIRCLE_ELDER_CARE.plain(),
        None => circle.name.as_str().into(),
    }
}

/// The limit as a walk: `15-minute walk`.
pub(crate) fn limit_walk(circle: &Circle) -> Said {
    match circle.limit {
        Limit::Minutes(minutes) => words::WALK_MINUTES.with([number(minutes, 2).into()]),
        Limit::Metres(metres) => words::WALK_METRES.with([number(metres, 0).into()]),
    }
}

/// A verdict's title.
pub(super) fn verdict(verdict: Verdict) -> &'static Phrase {
    match verdict {
        Verdict::Served => &words::VERDICT_SERVED,
        Verdict::Partly => &words::VERDICT_PARTLY,
        Verdict::Gap => &words::VERDICT_GAP,
        Verdict::Undetermined => &words::VERDICT_UNDETERMINED,
    }
}

/// The class of a verdict's colour in the style.
pub(super) fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Served => "served",
        Verdict::Partly => "partly",
        Verdict::Gap => "gap",
        Verdict::Undetermined => "undetermined",
    }
}

/// A reason's title.
pub(super) fn reason(reason: Reason) -> &'static Phrase {
    match reason {
        Reason::Far => &words::REASON_FAR,
        Reason::Barrier => &words::REASON_BARRIER,
        Reason::OffNetwork => &words::REASON_OFF_NETWORK,
        Reason::EdgeOfData => &words::REASON_EDGE_OF_DATA,
        Reason::NoFacility => &words::REASON_NO_FACILITY,
    }
}

/// What a reason means.
pub(super) fn reason_about(reason: Reason) -> &'static Phrase {
    match reason {
        Reason::Far => &words::ABOUT_FAR,
        Reason::Barrier => &words::ABOUT_BARRIER,
        Reason::OffNetwork => &words::ABOUT_OFF_NETWORK,
        Reason::EdgeOfData => &words::ABOUT_EDGE_OF_DATA,
        Reason::NoFacility => &words::ABOUT_NO_FACILITY,
    }
}

/// A kind of unit.
pub(super) fn unit_kind(kind: UnitKind) -> &'static Phrase {
    match kind {
        UnitKind::City => &words::KIND_CITY,
        UnitKind::District => &words::KIND_DISTRICT,
        UnitKind::Street => &words::KIND_STREET,
        UnitKind::Town => &words::KIND_TOWN,
        UnitKind::Township => &words::KIND_TOWNSHIP,
        UnitKind::Community => &words::KIND_COMMUNITY,
        UnitKind::Village => &words::KIND_VILLAGE,
    }
}

/// A facility's status: one of those known in both languages, any other as told.
pub(super) fn status(word: &str) -> Said {
    words::STATUSES
        .iter()
        .find(|(known, _)| *known == word)
        .map_or_else(|| word.replace('_', " ").into(), |(_, phrase)| phrase.plain())
}

/// A kind of units, in a sentence that counts them; `units` where none is told.
pub(super) fn unit_kinds(kind: Option<UnitKind>) -> &'static Phrase {
    match kind {
        None => &words::KINDS_UNIT,
        Some(UnitKind::City) => &words::KINDS_CITY,
        Some(UnitKind::District) => &words::KINDS_DISTRICT,
        Some(UnitKind::Street) => &words::KINDS_STREET,
        Some(UnitKind::Town) => &words::KINDS_TOWN,
        Some(UnitKind::Township) => &words::KINDS_TOWNSHIP,
        Some(UnitKind::Community) => &words::KINDS_COMMUNITY,
        Some(UnitKind::Village) => &words::KINDS_VILLAGE,
    }
}

/// A word of the data in both languages, as reports of units call it.
pub(super) fn word(value: impl serde::Serialize) -> Said {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => data_word(&word),
        _ => NOTHING.into(),
    }
}

/// The same of a word that is told as a text.
pub(super) fn data_word(word: &str) -> Said {
    let told = |language| word_of_data(word, language).to_owned().into();
    Said::Both(told(Language::English), told(Language::Chinese))
}

/// What stands for a figure that is not told.
pub(super) const NOTHING: &str = "–";

/// A share to quote: one decimal, both ends where they differ, a dash where nothing is told.
pub(super) fn span(low: Option<f64>, high: Option<f64>) -> Said {
    let shown = |share: f64| number(per_cent(share), 1);
    match (low.map(shown), high.map(shown)) {
        (Some(low), Some(high)) if low != high => words::SHARE_SPAN.with([low.into(), high.into()]),
        (Some(one), _) | (None, Some(one)) => words::SHARE_ONE.with([one.into()]),
        (None, None) => NOTHING.into(),
    }
}

/// A difference of shares in percentage points; both ends where they differ.
pub(super) fn points(low: f64, high: f64) -> Said {
    let shown = |difference: f64| number(difference * 100.0, 1);
    let (low, high) = (shown(low), shown(high));
    if low == high {
        low.into()
    } else {
        words::POINTS_SPAN.with([low.into(), high.into()])
    }
}

/// Two amounts as one, or both ends where they differ; a dash where neither is told.
pub(super) fn amounts(low: Option<f64>, high: Option<f64>) -> Said {
    let shown = |amount: f64| number(amount, 1);
    match (low.map(shown), high.map(shown)) {
        (Some(low), Some(high)) if low != high => words::POINTS_SPAN.with([low.into(), high.into()]),
        (Some(one), _) | (None, Some(one)) => one.into(),
        (None, None) => NOTHING.into(),
    }
}

/// A number with so many decimals at most, thousands apart.
pub(super) fn number(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = part.trim_end_matches('0');
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if part.is_empty() && digits == "0" {
        return grouped;
    }
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{part}")
}

/// A count, thousands apart.
pub(super) fn count(count: usize) -> String {
    number(count as f64, 0)
}

/// A count to fill in.
pub(crate) fn count_said(number: usize) -> Said {
    count(number).into()
}

/// A share of a whole in per cent; nothing of nothing is a dash.
pub(super) fn percent(part: f64, whole: f64) -> String {
    if whole > 0.0 {
        format!("{} %", number(part / whole * 100.0, 0))
    } else {
        "–".to_owned()
    }
}

/// A share in per cent; nothing where none is told.
pub(super) fn share(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| percent(share, 1.0))
}

/// A share between two bounds; one figure where both round to it.
pub(super) fn between(low: Option<f64>, high: Option<f64>) -> String {
    let (low, high) = (share(low), share(high));
    match (low.is_empty(), high.is_empty()) {
        (false, false) if low != high => format!("{}–{high}", low.trim_end_matches(" %")),
        (true, _) => high,
        _ => low,
    }
}

/// The day of a time in seconds since 1970 (UTC), as `2026-02-28`.
pub(super) fn day(seconds: i64) -> String {
    moment(seconds).chars().take(DAY_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (figure, decimals, told) in [
            (0.0, 1, "0"),
            (-0.04, 1, "0"),
            (-12.5, 1, "-12.5"),
            (999.0, 0, "999"),
            (1_234_567.89, 1, "1,234,567.9"),
            (15.0, 2, "15"),
            (0.5, 2, "0.5"),
        ] {
            assert_eq!(number(figure, decimals), told);
        }
        assert_eq!(percent(1.0, 3.0), "33 %");
        assert_eq!(percent(0.0, 0.0), "–");
    }

    /// `date -u -d @SECONDS +%F`.
    #[test]
    fn days_are_the_calendars() {
        for (seconds, told) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_772_323_199, "2026-02-28"),
            (1_772_323_200, "2026-03-01"),
            (-1, "1969-12-31"),
        ] {
            assert_eq!(day(seconds), told);
        }
    }
}
