//! Odd input in words.

use service_circle_core::tally::Tally;

use super::{Align, Table, grouped};

/// What a code means, by stage. A code that is not here is told by its own words.
const MEANINGS: &[(&str, &str)] = &[];

/// Odd input: how often, what, and an example.
pub(crate) fn tally_table(tally: &Tally) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Left, Align::Left]);
    for (code, count) in tally.iter() {
        let example = if count.example.is_empty() {
            String::new()
        } else {
            format!("such as {}", count.example)
        };
        table.row([grouped(count.count), code.to_owned(), meaning(code), example]);
    }
    table.lines()
}

fn meaning(code: &str) -> String {
    let known = MEANINGS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.replace('-', " "), |(_, meaning)| (*meaning).to_owned())
}
