//! What came up while a table was read: counted by code, and every value that was left out.

use std::collections::BTreeMap;

use crate::tally::Tally;

/// A value that cannot be used, in a row that can: the column counts as not told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct UnreadValue {
    /// Which list.
    pub list: &'static str,
    /// The file's name.
    pub source: String,
    /// The row's line in the file, from 1.
    pub line: u64,
    /// The row's id, where it has one.
    pub id: String,
    /// The row's name, where it has one.
    pub name: String,
    /// Our name of the column.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// Why it cannot be used.
    pub reason: String,
}

/// A word of a column and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WordRead {
    /// Our name of the column.
    pub column: &'static str,
    /// The word as told.
    pub told: String,
    /// What it was taken for.
    pub taken_for: String,
    /// In how many rows.
    pub rows: u64,
}

/// Notes on one table.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) tally: Tally,
    pub(super) unread: Vec<UnreadValue>,
    words: BTreeMap<(&'static str, String), (String, u64)>,
}

impl Notes {
    /// Counts a word and its meaning.
    pub(super) fn word(&mut self, column: &'static str, told: &str, taken_for: &str) {
        let entry = self.words.entry((column, told.to_owned()));
        entry.or_insert_with(|| (taken_for.to_owned(), 0)).1 += 1;
    }

    /// The words met, by column and word.
    pub(super) fn words(&self) -> Vec<WordRead> {
        let words = self.words.iter();
        words
            .map(|((column, told), (taken_for, rows))| WordRead {
                column,
                told: told.clone(),
                taken_for: taken_for.clone(),
                rows: *rows,
            })
            .collect()
    }
}
