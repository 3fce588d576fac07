//! Odd input, counted by code with one example each: nothing is dropped without a line here.

use std::collections::BTreeMap;

use serde::Serialize;

/// How often something odd was met, and one example of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How often.
    pub count: u64,
    /// The first example in input order, such as `way/17` or `facilities.csv:12`.
    pub example: String,
}

/// Counts by code. The code is a stable kebab-case word, such as `missing-node`; its meaning stands in the table where it is
/// counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Tally {
    counts: BTreeMap<&'static str, Count>,
}

impl Tally {
    /// Counts one; the example is only made for the first.
    pub fn add(&mut self, code: &'static str, example: impl FnOnce() -> String) {
        self.add_many(code, 1, example);
    }

    /// Counts several at once; zero adds nothing.
    pub fn add_many(&mut self, code: &'static str, count: u64, example: impl FnOnce() -> String) {
        if count == 0 {
            return;
        }
        let entry = self.counts.entry(code).or_default();
        if entry.count == 0 {
            entry.example = example();
        }
        entry.count += count;
    }

    /// Adds another tally, which stands later in input order.
    pub fn merge(&mut self, later: Self) {
        for (code, count) in later.counts {
            self.add_many(code, count.count, || count.example);
        }
    }

    /// How often a code was counted.
    pub fn count(&self, code: &str) -> u64 {
        self.counts.get(code).map_or(0, |entry| entry.count)
    }

    /// All codes met, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Count)> {
        self.counts.iter().map(|(code, count)| (*code, count))
    }
}
