//! What was understood of each of the user's tables.

use std::fmt::Write as _;

use service_circle_core::place::{DatumFit, Rejected};
use service_circle_core::read::table::{
    DATUM_TOLD, DatumFrom, EncodingFrom, NoteKind, OTHER_ENCODING, RowNote, TableRead, UNKNOWN_COLUMN, WordRead,
};

use super::lists::nearest;
use super::{Align, Table, called, clean, counted, grouped, sentence, shortened, tally_table_of, whole};

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
pub(crate) fn tables_read(tables: &[TableRead], fits: &[DatumFit], rejected: &[Rejected], notes: &[RowNote]) -> String {
    let mut text = String::new();
    for table in tables {
        let name = table.list.name();
        text.push_str(&table_read(table, fits.iter().find(|fit| fit.list == table.list)));
        let of_list: Vec<&Rejected> = rejected
            .iter()
            .filter(|row| row.list == name && row.line.is_some())
            .collect();
        text.push_str(&rejected_rows(&of_list));
        let of_list: Vec<&RowNote> = notes.iter().filter(|note| note.list == name).collect();
        text.push_str(&row_notes(&of_list));
    }
    text
}

/// Each table in a line: its rows, used and rejected.
pub(crate) fn tables_account(tables: &[TableRead], notes: &[RowNote]) -> String {
    if tables.is_empty() {
        return String::new();
    }
    let mut lines = Table::new(&[Align::Left, Align::Left, Align::Right, Align::Left]);
    for table in tables {
        let (rows, rejected) = (counted(table.rows, "row"), grouped(table.rejected as u64));
        let account = match (table.used(), table.rejected) {
            (_, 0) => "all used".to_owned(),
            (used, _) => format!("{} used, {rejected} rejected", grouped(used as u64)),
        };
        lines.row([table.list.name().to_owned(), table.file.clone(), rows, account]);
    }
    let mut text = format!("\nYour lists\n{}", lines.lines());
    if !notes.is_empty() {
        let told = format!("{} on single rows: row_notes.csv", counted(notes.len(), "note"));
        text.push_str(&sentence(&told, 2));
    }
    text
}

fn table_read(table: &TableRead, fit: Option<&DatumFit>) -> String {
    let headers = table
        .header_line
        .map_or_else(String::new, |line| format!("; headers in line {line}"));
    let layer = table
        .layer
        .as_ref()
        .map_or_else(String::new, |layer| format!(" ({})", clean(layer)));
    let mut text = format!("\nYour {}: {}{layer}\n", table.list.name(), clean(&table.file));
    let rows = format!(
        "{}: {} used, {} rejected{headers}",
        counted(table.rows, "row"),
        grouped(table.used() as u64),
        grouped(table.rejected as u64)
    );
    text.push_str(&sentence(&rows, 2));
    text.push_str(&sentence(
        &format!(
            "text {}, {}; coordinates {}, {}",
            table.encoding,
            found(table),
            table.datum,
            by(table)
        ),
        2,
    ));
    if let Some(fit) = fit {
        text.push_str(&distances(fit));
    }
    text.push('\n');
    text.push_str(&columns(table));
    if !table.unknown.is_empty() {
        text.push_str(&sentence(&format!("not used: {}", clean(&table.unknown.join(", "))), 2));
    }
    text.push_str(&words(&table.words));
    text.push_str(&tally_table_of(&table.tally, |code| !TOLD_APART.contains(&code)));
    text
}

/// Who tells the encoding.
fn found(table: &TableRead) -> &'static str {
    match table.encoding_from {
        EncodingFrom::Plan => "by the plan",
        EncodingFrom::Mark => "by its mark",
        EncodingFrom::Found => "as it reads",
        EncodingFrom::File => "by the file",
    }
}

/// Who tells the datum.
fn by(table: &TableRead) -> String {
    match &table.datum_from {
        DatumFrom::Nobody => "as nobody tells otherwise".to_owned(),
        DatumFrom::Plan => "by the plan".to_owned(),
        DatumFrom::Header(header) => format!("by its header {}", clean(header)),
        DatumFrom::File => "by the file".to_owned(),
    }
}

/// Median distances to streets and compounds as each datum of degrees.
fn distances(fit: &DatumFit) -> String {
    let told = fit.medians.iter().filter(|medians| !medians.metres.is_empty());
    let lines = told.map(|medians| {
        let metres = medians.metres.iter();
        let metres: Vec<String> = metres
            .map(|(datum, metres)| format!("{datum} {} m", whole(*metres)))
            .collect();
        let places = counted(medians.places, "place");
        let nearest = nearest(medians.against);
        sentence(
            &format!("median distance to a {nearest} as {} ({places})", metres.join(", ")),
            2,
        )
    });
    lines.collect()
}

/// Our columns, the headers they were found by, and how many rows fill them.
fn columns(table: &TableRead) -> String {
    let mut lines = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Right]);
    lines.row(["column", "header", "counted in", "rows"].map(str::to_owned));
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
fn words(words: &[WordRead]) -> String {
    let columns = words.chunk_by(|one, other| one.column == other.column);
    let lines = columns.map(|of_column| {
        let mut sorted: Vec<&WordRead> = of_column.iter().collect();
        sorted.sort_by_key(|word| std::cmp::Reverse(word.rows));
        let mut told: Vec<String> = sorted.iter().take(WORDS_SHOWN).map(|word| one_word(word)).collect();
        if sorted.len() > WORDS_SHOWN {
            told.push(format!("and {} more", grouped((sorted.len() - WORDS_SHOWN) as u64)));
        }
        let column = of_column.first().map_or("", |word| word.column);
        sentence(&format!("{column}: {}", told.join(", ")), 2)
    });
    lines.collect()
}

fn one_word(word: &WordRead) -> String {
    let (told, rows) = (shortened(&word.told, VALUE_WIDTH), grouped(word.rows));
    if word.told == word.taken_for {
        format!("{told} ({rows})")
    } else {
        format!("{told} as {} ({rows})", word.taken_for)
    }
}

fn rejected_rows(rows: &[&Rejected]) -> String {
    let line = |row: &&&Rejected| {
        let name = Some(row.name.as_str()).filter(|name| !name.is_empty());
        let line = row.line.unwrap_or_default();
        [
            line.to_string(),
            shortened(&called(name, &row.id), NAME_WIDTH),
            shortened(&row.value, VALUE_WIDTH),
            row.reason.clone(),
        ]
    };
    let heading = format!("{} cannot be used", counted(rows.len(), "row"));
    lines(&heading, rows.iter().take(ROWS_SHOWN).map(|row| line(&row)), rows.len())
}

fn row_notes(notes: &[&RowNote]) -> String {
    let kinds = NoteKind::ALL.into_iter().map(|kind| {
        let of_kind: Vec<&&RowNote> = notes.iter().filter(|note| note.kind == kind).collect();
        let (one, several) = match kind {
            NoteKind::ValueLeftOut => (
                "value is left out, its row is used",
                "values are left out, their rows are used",
            ),
            NoteKind::OutlineMended => ("outline is mended", "outlines are mended"),
            NoteKind::SameNameNearby => ("row may be told twice", "rows may be told twice"),
        };
        let noun = if of_kind.len() == 1 { one } else { several };
        let heading = format!("{} {noun}", grouped(of_kind.len() as u64));
        let shown = of_kind.iter().take(ROWS_SHOWN).map(|note| {
            let name = Some(note.name.as_str()).filter(|name| !name.is_empty());
            [
                note.line.to_string(),
                shortened(&called(name, &note.id), NAME_WIDTH),
                shortened(&note.value, VALUE_WIDTH),
                note.text.clone(),
            ]
        });
        lines(&heading, shown, of_kind.len())
    });
    kinds.collect()
}

/// Rows under a heading, and how many more there are; nothing where there is none.
fn lines(heading: &str, shown: impl Iterator<Item = [String; 4]>, all: usize) -> String {
    if all == 0 {
        return String::new();
    }
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Left, Align::Left]);
    for row in shown {
        table.row(row);
    }
    let mut text = format!("\n  {heading}\n{}", table.lines());
    if all > ROWS_SHOWN {
        let _ = writeln!(text, "  and {} more", grouped((all - ROWS_SHOWN) as u64));
    }
    text
}

#[cfg(test)]
mod tests {
    use service_circle_core::read::table::WordRead;

    use super::*;

    #[test]
    fn nothing_is_told_of_nothing() {
        assert_eq!(tables_read(&[], &[], &[], &[]), "");
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
            words(&all),
            "  category: 驿站 as care_station (1,200), 养老院 as nursing_home (2)\n  status: 搬迁 (1)\n"
        );
    }
}
