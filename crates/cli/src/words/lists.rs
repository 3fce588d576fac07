//! How the user's tables were read, and lists that fit the map far better as another datum.

use std::fmt::Write as _;

use service_circle_core::place::{Against, BetterFit, DatumFit};
use service_circle_core::read::table::{
    DATUM_TOLD, DatumFrom, NoteKind, OTHER_ENCODING, RowNote, TableRead, UNKNOWN_COLUMN, WordRead,
};

use super::{Align, Table, counted, grouped, sentence, tally_table_of, whole};

/// How many words of a column are shown, the more frequent first.
const WORDS_SHOWN: usize = 12;
/// Codes of the tally that are told in words of their own.
const TOLD_APART: [&str; 3] = [UNKNOWN_COLUMN, OTHER_ENCODING, DATUM_TOLD];

/// What was understood of each table: rows, text, datum, columns, words and notes.
pub(crate) fn tables_read(tables: &[TableRead], fits: &[DatumFit]) -> String {
    let told = tables.iter().map(|table| {
        let fit = fits.iter().find(|fit| fit.list == table.list);
        table_read(table, fit)
    });
    told.collect()
}

fn table_read(table: &TableRead, fit: Option<&DatumFit>) -> String {
    let mut text = format!("\nYour {}: {}\n", table.list.name(), clean(&table.file));
    text.push_str(&sentence(
        &format!(
            "{}: {} used, {} rejected",
            counted(table.rows, "row"),
            grouped(table.used() as u64),
            grouped(table.rejected as u64)
        ),
        2,
    ));
    text.push_str(&sentence(
        &format!("text {}; coordinates {}, {}", table.encoding, table.datum, by(table)),
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
    text.push_str(&tally_table_of(&table.tally, 0, |code| !TOLD_APART.contains(&code)));
    text
}

/// Who tells the datum.
fn by(table: &TableRead) -> String {
    match &table.datum_from {
        DatumFrom::Nobody if table.datum.is_degrees() => "as nobody tells otherwise".to_owned(),
        DatumFrom::Nobody => "by nobody".to_owned(),
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
        let line = format!(
            "median distance to a {} as {} ({places})",
            nearest(medians.against),
            metres.join(", ")
        );
        sentence(&line, 2)
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
            column.header.clone(),
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
    let rows = grouped(word.rows);
    if word.told == word.taken_for {
        format!("{} ({rows})", clean(&word.told))
    } else {
        format!("{} as {} ({rows})", clean(&word.told), word.taken_for)
    }
}

/// The notes on rows, the first so many: where, what stands there and what became of it.
pub(crate) fn row_notes(notes: &[RowNote], most: usize) -> String {
    let mut text = String::new();
    for kind in NoteKind::ALL {
        let of_kind: Vec<&RowNote> = notes.iter().filter(|note| note.kind == kind).collect();
        let (one, several) = match kind {
            NoteKind::ValueLeftOut => (
                "value is left out, its row is used",
                "values are left out, their rows are used",
            ),
            NoteKind::OutlineMended => ("outline is mended", "outlines are mended"),
            NoteKind::SameNameNearby => ("row may be told twice", "rows may be told twice"),
        };
        if of_kind.is_empty() {
            continue;
        }
        let noun = if of_kind.len() == 1 { one } else { several };
        let _ = writeln!(text, "\n{} {noun}", grouped(of_kind.len() as u64));
        let mut lines = Table::new(&[Align::Left, Align::Left, Align::Left]);
        for note in of_kind.iter().take(most) {
            lines.row([
                format!("{}:{}", note.source, note.line),
                note.value.clone(),
                note.text.clone(),
            ]);
        }
        text.push_str(&lines.lines());
        if of_kind.len() > most {
            let _ = writeln!(text, "  and {} more", grouped((of_kind.len() - most) as u64));
        }
    }
    text
}

fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn nearest(against: Against) -> &'static str {
    match against {
        Against::Streets => "street",
        Against::Compounds => "compound",
    }
}

/// A warning for each list that fits far better as another datum, with the figures and what to set.
pub(crate) fn datum_warnings(fits: &[DatumFit]) -> String {
    let warnings = fits.iter().filter_map(|fit| Some(warning(fit, fit.far_better()?)));
    let text: String = warnings.map(|warning| sentence(&warning, 2)).collect();
    if text.is_empty() {
        return text;
    }
    format!("\nWARNING: coordinates taken for the wrong datum\n{text}")
}

fn warning(fit: &DatumFit, better: BetterFit) -> String {
    let nearest = nearest(better.against);
    let datum = better.datum;
    let remedy = format!("set {}.crs = \"{datum}\"", fit.list.section());
    format!(
        "{}: as {datum} the median distance to a {nearest} is {} m, as {} {} m: {remedy}",
        clean(&fit.file),
        whole(better.metres),
        fit.taken_for,
        whole(better.taken_metres),
    )
}

#[cfg(test)]
mod tests {
    use service_circle_core::datum::Datum;
    use service_circle_core::place::Medians;
    use service_circle_core::read::table::List;

    use super::*;

    fn fit(list: List, streets: [f64; 3], compounds: [f64; 3]) -> DatumFit {
        let medians = |against, metres: [f64; 3]| Medians {
            against,
            metres: Datum::OF_DEGREES.into_iter().zip(metres).collect(),
            places: 12,
        };
        DatumFit {
            list,
            file: "facilities.csv".to_owned(),
            taken_for: Datum::Wgs84,
            medians: vec![
                medians(Against::Streets, streets),
                medians(Against::Compounds, compounds),
            ],
        }
    }

    #[test]
    fn a_better_datum_is_told_with_its_figures() {
        let text = datum_warnings(&[fit(List::Facilities, [212.4, 9.3, 300.0], [150.0, 60.0, 400.0])]);
        assert_eq!(
            text,
            "\nWARNING: coordinates taken for the wrong datum\n  \
             facilities.csv: as gcj02 the median distance to a street is 9 m, as wgs84 212\n    \
             m: set facilities.crs = \"gcj02\"\n"
        );
        let text = datum_warnings(&[fit(List::Gates, [60.0, 70.0, 8.0], [60.0, 60.0, 60.0])]);
        assert!(text.contains("set compounds.gates.crs = \"bd09\""), "{text}");
    }

    #[test]
    fn nothing_is_told_by_chance_few_places_or_two_minds() {
        let chance = fit(List::Facilities, [37.0, 26.0, 96.0], [50.0, 45.0, 90.0]);
        let near = fit(List::Facilities, [18.0, 6.0, 30.0], [12.0, 4.0, 30.0]);
        let two_minds = fit(List::Facilities, [10.0, 90.0, 90.0], [100.0, 20.0, 100.0]);
        let mut few = fit(List::Facilities, [212.0, 9.0, 300.0], [150.0, 6.0, 400.0]);
        few.medians.iter_mut().for_each(|medians| medians.places = 4);
        assert_eq!(datum_warnings(&[chance, near, two_minds, few]), "");
        assert_eq!(tables_read(&[], &[]), "");
    }
}
