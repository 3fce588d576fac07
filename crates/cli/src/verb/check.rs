//! `check`: what the inputs were understood to say; nothing is computed but how well lists fit the map.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use service_circle_core::lonlat::LonLat;
use service_circle_core::place::Rejected;
use service_circle_core::plan::{self, InputFile, Inputs, Listed};
use service_circle_core::read::table::TableRead;

use crate::args::Common;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::settle::settle;
use crate::words::{
    Align, Table, called, counted, datum_warnings, grouped, sentence, shortened, tables_read, tally_table_of, ways,
};

/// How many names are shown of a list.
const NAMES_SHOWN: usize = 5;
/// How many areas of the extract that cannot be used are shown.
const ROWS_SHOWN: usize = 20;
/// Columns of a terminal for what one is called.
const CALLED_WIDTH: usize = 40;

/// Reads all inputs and tells what was understood. Fails where a list has no row that can be used.
pub(crate) fn run(common: &Common, progress: &Progress) -> Result<String, Failure> {
    let settled = settle(common)?;
    let inputs = plan::read_inputs(&settled.plan, progress)?;
    let text = told(&inputs);
    let useless: Vec<String> = inputs
        .tables
        .iter()
        .filter(|table| table.used() == 0)
        .map(of_no_use)
        .collect();
    if useless.is_empty() {
        Ok(text)
    } else {
        Err(Failure::all_wrong(useless).after(text))
    }
}

fn of_no_use(table: &TableRead) -> String {
    let file = &table.file;
    if table.rows == 0 {
        return format!("{file}: has headers and no rows; give the list with its rows");
    }
    format!(
        "{file}: none of its {} can be used; the reasons stand above",
        counted(table.rows, "row")
    )
}

fn told(inputs: &Inputs) -> String {
    let mut text = files(&inputs.files);
    text.push_str(&tables_read(
        &inputs.tables,
        &inputs.datum_fits,
        &inputs.rejected,
        &inputs.row_notes,
    ));
    text.push_str("\nExtract\n");
    text.push_str(&extract(inputs));
    text.push('\n');
    let _ = write!(text, "Ways\n{}", ways(&inputs.way_counts));
    text.push('\n');
    text.push_str(&list("compound", &inputs.compounds));
    text.push_str(&list("facility", &inputs.facilities));
    text.push_str(&rejected(&inputs.rejected));
    // What tables tell of themselves stands with them.
    let is_of_table = |code: &str| inputs.tables.iter().any(|table| table.tally.count(code) > 0);
    let odd = tally_table_of(&inputs.tally, |code| !is_of_table(code));
    if odd.is_empty() {
        text.push_str("\nNo odd input.\n");
    } else {
        text.push_str("\nOdd input\n");
        text.push_str(&odd);
    }
    text.push_str(&datum_warnings(&inputs.datum_fits));
    text
}

fn files(files: &[InputFile]) -> String {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Right]);
    for file in files {
        table.row([
            file.role.to_owned(),
            file.path.display().to_string(),
            format!("{} bytes", grouped(file.bytes)),
        ]);
    }
    format!("Files read\n{}", table.lines())
}

fn extract(inputs: &Inputs) -> String {
    let corner = |place: LonLat| format!("{:.5} {:.5}", place.lon_degrees(), place.lat_degrees());
    let header = &inputs.header;
    let mut table = Table::new(&[Align::Left, Align::Left]);
    table.row([
        "covers".to_owned(),
        header
            .bounds
            .map_or("it does not say".to_owned(), |(south_west, north_east)| {
                format!("{} to {} (lon lat)", corner(south_west), corner(north_east))
            }),
    ]);
    if let Some(program) = &header.writing_program {
        table.row(["written by".to_owned(), program.clone()]);
    }
    table.row([
        "kept".to_owned(),
        format!(
            "{}, {}, {}",
            counted(inputs.node_count, "node"),
            counted(inputs.way_counts.kept as usize, "way"),
            counted(inputs.area_count, "area"),
        ),
    ]);
    table.lines()
}

/// How many of a list there are, of which categories, and the first names.
fn list(noun: &str, items: &[Listed]) -> String {
    let plural = if noun == "facility" { "facilities" } else { "compounds" };
    if items.is_empty() {
        return format!("No {noun}: give a list by --{plural} FILE\n");
    }
    let nouns = if items.len() == 1 { noun } else { plural };
    let mut text = format!("{} {nouns}", grouped(items.len() as u64));
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for category in items.iter().filter_map(|item| item.category.as_deref()) {
        *categories.entry(category).or_default() += 1;
    }
    if !categories.is_empty() {
        let parts: Vec<String> = categories
            .iter()
            .map(|(category, count)| format!("{} {category}", grouped(*count as u64)))
            .collect();
        let _ = write!(text, " ({})", parts.join(", "));
    }
    let mut names: Vec<String> = items
        .iter()
        .take(NAMES_SHOWN)
        .map(|item| called(item.name.as_deref(), &item.id).replace(char::is_control, " "))
        .collect();
    if items.len() > NAMES_SHOWN {
        names.push("...".to_owned());
    }
    sentence(&format!("{text}: {}", names.join(", ")), 0)
}

/// What of the extract cannot be used; rows of tables are told with them.
fn rejected(rows: &[Rejected]) -> String {
    let of_extract: Vec<&Rejected> = rows.iter().filter(|row| row.line.is_none()).collect();
    if of_extract.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[Align::Left, Align::Left]);
    for row in of_extract.iter().take(ROWS_SHOWN) {
        let name = Some(row.name.as_str()).filter(|name| !name.is_empty());
        table.row([shortened(&called(name, &row.id), CALLED_WIDTH), row.reason.clone()]);
    }
    let mut text = format!(
        "\n{} of the extract cannot be used\n{}",
        counted(of_extract.len(), "area"),
        table.lines()
    );
    if of_extract.len() > ROWS_SHOWN {
        let _ = writeln!(text, "  and {} more", grouped((of_extract.len() - ROWS_SHOWN) as u64));
    }
    text
}
