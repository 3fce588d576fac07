//! What came up while a table was read: counted by code, and told row by row where a row is not taken as it stands.

use std::collections::BTreeMap;

use serde::Serialize;

use super::measures::Measure;
use super::words;
use super::{DATUM_CONTRADICTED, DATUM_TOLD, DatumFrom, OTHER_ENCODING, Row, Table, UNKNOWN_COLUMN, error, text};
use crate::tally::Tally;

/// Counted for each cell with a dash, `无`, `不详` ...: it tells nothing.
const NOTHING_TOLD: &str = "cell-tells-nothing";

/// What a note on a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A value cannot be used: the row counts without it.
    ValueLeftOut,
    /// An outline was mended.
    OutlineMended,
    /// A row of another id has the same name, nearby.
    SameNameNearby,
}

impl NoteKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::ValueLeftOut, Self::OutlineMended, Self::SameNameNearby];

    /// The code that it is counted by, and its word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::ValueLeftOut => "value-left-out",
            Self::OutlineMended => "outline-mended",
            Self::SameNameNearby => "same-name-nearby",
        }
    }
}

/// A note on a row that is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowNote {
    /// What it is about.
    pub kind: NoteKind,
    /// Which list.
    pub list: &'static str,
    /// The file's name.
    pub source: String,
    /// The row's line in the file, from 1.
    pub line: u64,
    /// The row's id, where it tells one.
    pub id: String,
    /// The row's name, where it tells one.
    pub name: String,
    /// Our name of the column, where it is about one.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// What was done, or why the value cannot be used.
    pub text: String,
}

/// A word of a column and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordRead {
    /// Our name of the column.
    pub column: &'static str,
    /// The word as told.
    pub told: String,
    /// What it was taken for; the word itself where none is known.
    pub taken_for: String,
    /// In how many rows.
    pub rows: u64,
}

/// Notes on one table.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) tally: Tally,
    rows: Vec<RowNote>,
    words: BTreeMap<(&'static str, String), (String, u64)>,
}

impl Notes {
    /// What came up before any row of the table is judged.
    pub(super) fn of(table: &Table) -> Self {
        let mut tally = table.tally.clone();
        let file = &table.file;
        for header in &table.unknown {
            tally.add(UNKNOWN_COLUMN, || format!("{file}: {header}"));
        }
        if table.encoding != text::USUAL {
            tally.add(OTHER_ENCODING, || format!("{file}: {}", table.encoding));
        }
        match &table.datum_from {
            DatumFrom::Header(header) => tally.add(DATUM_TOLD, || format!("{file}: {} by {header}", table.datum)),
            DatumFrom::File => tally.add(DATUM_TOLD, || format!("{file}: {}", table.datum)),
            DatumFrom::Plan | DatumFrom::Nobody => {}
        }
        if let Some(other) = table.contradicted {
            tally.add(DATUM_CONTRADICTED, || {
                format!("{file}: {other}, taken for {}", table.datum)
            });
        }
        for row in &table.rows {
            for column in table.columns.iter().filter(|column| column.measure != Measure::Flag) {
                if let Some(nothing) = table.cell(row, column.name).filter(|text| words::is_not_told(text)) {
                    tally.add(NOTHING_TOLD, || {
                        format!("{file}:{}: {} {nothing}", row.line, column.name)
                    });
                }
            }
        }
        Self {
            tally,
            ..Self::default()
        }
    }

    /// Adds a note on a row.
    pub(super) fn row(
        &mut self,
        kind: NoteKind,
        (table, row): (&Table, &Row),
        column: &'static str,
        value: impl Into<String>,
        text: impl Into<String>,
    ) {
        let told = |column| table.told(row, column).map(error::shown);
        self.rows.push(RowNote {
            kind,
            list: table.list.name(),
            source: table.file.clone(),
            line: row.line,
            id: told("id").or_else(|| told("compound")).unwrap_or_default(),
            name: told("name").unwrap_or_default(),
            column,
            value: error::shown(&value.into()),
            text: text.into(),
        });
    }

    /// How many notes on rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Forgets the notes after so many: their row is not used.
    pub(super) fn forget_after(&mut self, len: usize) {
        self.rows.truncate(len);
    }

    /// Counts a word and its meaning.
    pub(super) fn word(&mut self, column: &'static str, told: &str, taken_for: &str) {
        let entry = self.words.entry((column, error::shown(told)));
        entry.or_insert_with(|| (error::shown(taken_for), 0)).1 += 1;
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

    /// All counts, those of notes on rows among them, and the notes.
    pub(super) fn finish(mut self) -> (Tally, Vec<RowNote>) {
        for note in &self.rows {
            let example = || {
                let value = if note.value.is_empty() {
                    String::new()
                } else {
                    format!(" {}", note.value)
                };
                format!("{}:{}:{value} {}", note.source, note.line, note.text)
            };
            self.tally.add(note.kind.code(), example);
        }
        (self.tally, self.rows)
    }
}
