//! Figures, tables and terms for people.

mod find;
mod lists;
mod table;
mod tables;
mod tally;
mod wrap;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use service_circle_core::options::Zones;
use service_circle_core::reach::usual_bound;
use service_circle_core::units_of_measure::Milliseconds;

pub(crate) use find::{COMPOUNDS, FACILITIES, find};
pub(crate) use lists::datum_warnings;
pub(crate) use table::{Align, Table};
pub(crate) use tables::{tables_account, tables_read};
pub(crate) use tally::{tally_table, tally_table_of, ways};
pub(crate) use wrap::{broken, sentence};

/// A count with its thousands apart: `1,234,567`.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure that is never negative, rounded to whole ones, its thousands apart.
pub(crate) fn whole(figure: f64) -> String {
    grouped(figure.round().max(0.0) as u64)
}

/// A count and its noun in the right number; the plural adds an s.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count as u64))
}

/// A share in per cent to one decimal, never negative; nothing of nothing is nothing.
pub(crate) fn percent(part: f64, whole: f64) -> String {
    format!("{:.1} %", if whole > 0.0 { (part / whole * 100.0).abs() } else { 0.0 })
}

/// A share of dwellings in per cent, never negative, in words.
pub(crate) fn share(share: f64) -> String {
    format!("{:.0} %", (share * 100.0).abs())
}

/// How many minutes of walking are searched for a facility, by the limit.
pub(crate) fn searched_minutes(limit: Milliseconds) -> String {
    rounded(usual_bound(limit).minutes())
}

/// At most two decimals, none that say nothing.
pub(crate) fn rounded(figure: f64) -> String {
    let text = format!("{figure:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Who may walk inside compounds, as in a plan.
pub(crate) fn zones(zones: Zones) -> &'static str {
    match zones {
        Zones::Infer => "infer",
        Zones::Tagged => "tagged",
        Zones::Open => "open",
    }
}

/// A text without characters that break a line.
pub(crate) fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// A text that takes so many columns of a terminal at most.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    let text = clean(text);
    if text.width() <= width {
        return text;
    }
    let mut short = String::new();
    for one in text.chars() {
        if short.width() + one.width().unwrap_or(0) + 1 > width {
            break;
        }
        short.push(one);
    }
    short + "…"
}

/// A name and an id, or what there is of them.
pub(crate) fn called(name: Option<&str>, id: &str) -> String {
    match name {
        Some(name) if id.is_empty() => name.to_owned(),
        Some(name) => format!("{name} ({id})"),
        None => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(whole(-0.2), "0");
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(1500, "row"), "1,500 rows");
        assert_eq!(percent(1.0, 8.0), "12.5 %");
        assert_eq!(percent(0.0, 0.0), "0.0 %");
        assert_eq!(percent(-0.0, 8.0), "0.0 %");
        assert_eq!(share(-0.0), "0 %");
        assert_eq!(rounded(15.0), "15");
        assert_eq!(rounded(0.5), "0.5");
        assert_eq!(rounded(100.0), "100");
    }

    #[test]
    fn long_texts_are_shortened_to_a_width() {
        assert_eq!(shortened("养老院", 6), "养老院");
        assert_eq!(shortened("养老服务驿站", 6), "养老…");
        assert_eq!(shortened("a\nb", 6), "a b");
    }
}
