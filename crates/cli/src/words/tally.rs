//! Counts of input in words: what was left out, and what was odd.

use service_circle_core::language::Language;
use service_circle_core::read::WayCounts;
use service_circle_core::sentences;
use service_circle_core::tally::Tally;
use service_circle_core::write::word_of_data;

use super::{Align, Table, grouped};
use crate::texts::check::{KEPT, WAYS_READ, way};
use crate::texts::odd::odd;
use crate::texts::shared::such_as;
use crate::texts::ways::rule;

/// Odd input: how often, what, and an example. The codes stand in `summary.json`.
pub(crate) fn tally_table(tally: &Tally, language: Language) -> String {
    tally_table_of(tally, language, |_| true)
}

/// As [`tally_table`], some of the codes only.
pub(crate) fn tally_table_of(tally: &Tally, language: Language, wanted: impl Fn(&str) -> bool) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left]);
    for (code, count) in tally.iter().filter(|(code, _)| wanted(code)) {
        table.row([
            grouped(count.count),
            such_as(&odd(code, language), &example(&count.example, language), language),
        ]);
    }
    table.lines()
}

/// An example in the reader's language, as far as it is a sentence; the list that it begins with is told too.
fn example(told: &str, language: Language) -> String {
    let sentence = sentences::told(told, language);
    let list = sentence.split_once(' ').filter(|_| sentence != told);
    match list {
        Some((list, row)) => {
            let list = word_of_data(list, language);
            let space = if list.is_ascii() { " " } else { "" };
            format!("{list}{space}{row}")
        }
        None => sentence.into_owned(),
    }
}

/// Ways read, kept and left out by reason: the rows below the first add up to it.
pub(crate) fn ways(counts: &WayCounts, language: Language) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left]);
    table.row([grouped(counts.read), WAYS_READ.told_in(language).to_owned()]);
    if counts.kept_for.is_empty() {
        table.row([grouped(counts.kept), KEPT.told_in(language).to_owned()]);
    }
    for (is_kept, rules) in [(true, &counts.kept_for), (false, &counts.dropped)] {
        for (code, count) in rules {
            table.row([grouped(*count), way(is_kept, &rule(code, language), language)]);
        }
    }
    table.lines()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_code_has_its_meaning_and_another_its_own_words() {
        let mut tally = Tally::default();
        tally.add_many("missing-node", 1200, || "node/7".to_owned());
        tally.add("brand-new-code", String::new);
        assert_eq!(
            tally_table(&tally, Language::English),
            "      1  brand new code\n  \
             1,200  nodes that a way names and the file lacks: the edge of the data (such\n         as node/7)\n"
        );
        assert_eq!(
            example(
                "units 甲街道: holds no compound: nothing is walked in it",
                Language::Chinese
            ),
            "行政单元甲街道：其中没有小区：无步行口径"
        );
        assert!(tally_table(&tally, Language::Chinese).ends_with("位于数据边缘（如 node/7）\n"));
    }

    #[test]
    fn ways_add_up() {
        let counts = WayCounts {
            read: 1003,
            kept: 1000,
            dropped: [("no-tags-looked-at", 2), ("too-short", 1)].into(),
            ..WayCounts::default()
        };
        assert_eq!(
            ways(&counts, Language::English),
            "  1,003  ways read\n  1,000  kept\n      2  left out: no tags looked at\n      1  left out: too short\n"
        );
    }
}
