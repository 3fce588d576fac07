//! The headers that name a list's columns, to tell a row of headers from others: by the plan, or well known.

use std::collections::{BTreeMap, BTreeSet};

use super::List;
use super::wordings::Wording;
use crate::plan::TableSource;

/// A longer text names no column, bytes.
const LONGEST_BYTES: usize = 1000;

/// Headers and the columns that they may name, by their rank in the list.
pub(super) struct KnownHeaders<'a> {
    told: BTreeMap<&'a str, usize>,
    well_known: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> KnownHeaders<'a> {
    /// Those of a list, as the plan tells to read it.
    pub(super) fn of(source: &'a TableSource, list: List) -> Self {
        let mut known = Self {
            told: BTreeMap::new(),
            well_known: BTreeMap::new(),
        };
        for (rank, rule) in list.rules().iter().enumerate() {
            if let Some(told) = source.columns.get(rule.name) {
                known.told.insert(told.trim(), rank);
            }
            for header in std::iter::once(&rule.name).chain(rule.headers) {
                known
                    .well_known
                    .entry(Wording::of(header).plain)
                    .or_default()
                    .insert(rank);
            }
        }
        known
    }

    /// How many columns these cells name, were they headers.
    pub(super) fn named<'b>(&self, cells: impl Iterator<Item = &'b str>) -> usize {
        let mut named: BTreeSet<usize> = BTreeSet::new();
        for cell in cells.filter(|cell| cell.len() <= LONGEST_BYTES) {
            named.extend(self.told.get(cell.trim()));
            named.extend(self.well_known.get(&Wording::of(cell).plain).into_iter().flatten());
        }
        named.len()
    }
}
