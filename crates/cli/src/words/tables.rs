//! What was understood of each of the user's tables.

use std::fmt::Write as _;

use service_circle_core::language::Language;
use service_circle_core::place::{DatumFit, Rejected};
use service_circle_core::read::table::{
    DATUM_TOLD, NoteKind, OTHER_ENCODING, RowNote, TableRead, UNKNOWN_COLUMN, WordRead,
};

use super::{Align, Table, called, clean, grouped, sentence, shortened, tally_table_of, whole};
use crate::texts::lists;
use crate::texts::shared::and_more;
use service_circle_core::sentences;

/// How many words of a column are shown, the more frequent first.
const WORDS_SHOWN: usize = 12;
/// How many rejected rows, and notes of a kind, are shown of a table.
const ROWS_SHOWN: usize = 20;
/// Columns of a terminal for a name, a value and a header.
const NAME_WIDTH: usize = 22;
const VALUE_WIDTH: usize = 20;
const HEADER_WIDTH: usize = 36;
/// Codes of the tally that are told in words of their own.
const TOLD_APART: [&str; 3] = [UNKNOWN_COLUMN, OTHER_ENCODING, DATUM_TOLD];

/// Each table: its rows, text, datum, columns, words and notes; rows that cannot be used, and those not used as they stand.
pub(crate) fn tables_read(
    tables: &[TableRead],
    fits: &[DatumFit],
    rejected: &[Rejected],
    notes: &[RowNote],
    language: Language,
) -> String {
    let mut text = String::new();
    for table in tables {
        let name = table.list.name();
        let fit = fits.iter().find(|fit| fit.list == table.list);
        text.push_str(&table_read(table, fit, language));
        let of_list: Vec<&Rejected> = rejected
            .iter()
            .filter(|row| row.list == name && row.line.is_some())
            .collect();
        text.push_str(&rejected_rows(&of_list, language));
        let of_list: Vec<&RowNote> = notes.iter().filter(|note| note.list == name).collect();
        text.push_str(&row_notes(&of_list, language));
    }
    text
}

/// Each table in a line: its rows, used and rejected.
pub(crate) fn tables_account(tables: &[TableRead], notes: &[RowNote], language: Language) -> String {
    if tables.is_empty() {
        return String::new();
    }
    let mut lines = Table::new(&[Align::Left, Align::Left, Align::Right, Align::Left]);
    for table in tables {
        let account = match (table.used(), table.rejected) {
            (_, 0) => lists::ALL_USED.told_in(language).to_owned(),
            (used, rejected) => lists::used(used, rejected, language),
        };
        lines.row([
            lists::list(table.list.name(), language),
            table.file.clone(),
            lists::rows(table.rows, language),
            account,
        ]);
    }
    let mut text = format!("\n{}\n{}", lists::YOUR_LISTS.told_in(language), lines.lines());
    if !notes.is_empty() {
        text.push_str(&sentence(&lists::notes(notes.len(), language), 2));
    }
    text
}

fn table_read(table: &TableRead, fit: Option<&DatumFit>, language: Language) -> String {
    let layer = table
        .layer
        .as_ref()
        .map_or_else(String::new, |layer| format!(" ({})", clean(layer)));
    let file = clean(&table.file) + &layer;
    let mut text = format!("\n{}\n", lists::your(table.list.name(), &file, language));
    let account = lists::account(table.rows, table.used(), table.rejected, table.header_line, language);
    let datum = table.datum.to_string();
    let read_as = lists::read_as(
        (table.encoding, table.encoding_from),
        (&datum, &table.datum_from),
        language,
    );
    text.push_str(&sentence(&account, 2));
    text.push_str(&sentence(&read_as, 2));
    if let Some(fit) = fit {
        text.push_str(&distances(fit, language));
    }
    text.push('\n');
    text.push_str(&columns(table, language));
    if !table.unknown.is_empty() {
        let headers = clean(&table.unknown.join(language.comma()));
        text.push_str(&sentence(&lists::not_used(&headers, language), 2));
    }
    text.push_str(&words(&table.words, language));
    text.push_str(&tally_table_of(&table.tally, language, |code| {
        !TOLD_APART.contains(&code)
    }));
    text
}

/// Median distances to streets and compounds as each datum of degrees.
fn distances(fit: &DatumFit, language: Language) -> String {
    let told = fit.medians.iter().filter(|medians| !medians.metres.is_empty());
    let lines = told.map(|medians| {
        let metres = medians.metres.iter();
        let by_datum: Vec<(String, String)> = metres
            .map(|(datum, metres)| (datum.to_string(), whole(*metres)))
            .collect();
        sentence(
            &lists::distances(medians.against, &by_datum, medians.places, language),
            2,
        )
    });
    lines.collect()
}

/// Our columns, the headers they were found by, and how many rows fill them.
fn columns(table: &TableRead, language: Language) -> String {
    let mut lines = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Right]);
    let heads = [lists::COLUMN, lists::HEADER, lists::COUNTED_IN, lists::ROWS];
    lines.row(heads.map(|head| head.told_in(language).to_owned()));
    for column in &table.columns {
        lines.row([
            column.name.to_owned(),
            shortened(&column.header, HEADER_WIDTH),
            column.unit.unwrap_or_default().to_owned(),
            grouped(column.filled as u64),
        ]);
    }
    lines.lines()
}

/// What the words of each column were taken for, column by column.
fn words(words: &[WordRead], language: Language) -> String {
    let columns = words.chunk_by(|one, other| one.column == other.column);
    let lines = columns.map(|of_column| {
        let mut sorted: Vec<&WordRead> = of_column.iter().collect();
        sorted.sort_by_key(|word| std::cmp::Reverse(word.rows));
        let mut told: Vec<String> = sorted
            .iter()
            .take(WORDS_SHOWN)
            .map(|word| one_word(word, language))
            .collect();
        if sorted.len() > WORDS_SHOWN {
            told.push(and_more((sorted.len() - WORDS_SHOWN) as u64, language));
        }
        let column = of_column.first().map_or("", |word| word.column);
        let told = told.join(language.comma());
        sentence(&format!("{column}{}{told}", language.colon()), 2)
    });
    lines.collect()
}

fn one_word(word: &WordRead, language: Language) -> String {
    // A long word that means itself is not told twice.
    let told = shortened(&word.told, VALUE_WIDTH);
    let taken_for = if word.told == word.taken_for {
        &told
    } else {
        &word.taken_for
    };
    lists::word(&told, taken_for, word.rows, language)
}

fn rejected_rows(rows: &[&Rejected], language: Language) -> String {
    let line = |row: &&&Rejected| {
        let name = Some(row.name.as_str()).filter(|name| !name.is_empty());
        let line = row.line.unwrap_or_default();
        [
            line.to_string(),
            shortened(&called(name, &row.id), NAME_WIDTH),
            shortened(&row.value, VALUE_WIDTH),
            sentences::told(&row.reason, language).into_owned(),
        ]
    };
    let heading = lists::rows_rejected(rows.len(), language);
    let shown = rows.iter().take(ROWS_SHOWN).map(|row| line(&row));
    lines(&heading, shown, rows.len(), language)
}

fn row_notes(notes: &[&RowNote], language: Language) -> String {
    let kinds = NoteKind::ALL.into_iter().map(|kind| {
        let of_kind: Vec<&&RowNote> = notes.iter().filter(|note| note.kind == kind).collect();
        let heading = lists::row_notes(kind, of_kind.len(), language);
        let shown = of_kind.iter().take(ROWS_SHOWN).map(|note| {
            let name = Some(note.name.as_str()).filter(|name| !name.is_empty());
            [
                note.line.to_string(),
                shortened(&called(name, &note.id), NAME_WIDTH),
                shortened(&note.value, VALUE_WIDTH),
                sentences::told(&note.text, language).into_owned(),
            ]
        });
        lines(&heading, shown, of_kind.len(), language)
    });
    kinds.collect()
}

/// Rows under a heading, and how many more there are; nothing where there is none.
fn lines(heading: &str, shown: impl Iterator<Item = [String; 4]>, all: usize, language: Language) -> String {
    if all == 0 {
        return String::new();
    }
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Left, Align::Left]);
    for row in shown {
        table.row(row);
    }
    let mut text = format!("\n  {heading}\n{}", table.lines());
    if all > ROWS_SHOWN {
        let _ = writeln!(text, "  {}", and_more((all - ROWS_SHOWN) as u64, language));
    }
    text
}

#[cfg(test)]
mod tests {
    use service_circle_core::read::table::WordRead;

    use super::*;

    #[test]
    fn nothing_is_told_of_nothing() {
        assert_eq!(tables_read(&[], &[], &[], &[], Language::English), "");
    }

    #[test]
    fn words_stand_by_column_the_frequent_first() {
        let word = |column, told: &str, taken_for: &str, rows| WordRead {
            column,
            told: told.to_owned(),
            taken_for: taken_for.to_owned(),
            rows,
        };
        let all = [
            word("category", "养老院", "nursing_home", 2),
            word("category", "驿站", "care_station", 1200),
            word("status", "搬迁", "搬迁", 1),
        ];
        assert_eq!(
            words(&all, Language::English),
            "  category: 驿站 as care_station (1,200), 养老院 as nursing_home (2)\n  status: 搬迁 (1)\n"
        );
        assert_eq!(
            words(&all, Language::Chinese),
            "  category：驿站＝社区养老服务站 (1,200)、养老院＝养老机构 (2)\n  status：搬迁 (1)\n"
        );
    }
}
