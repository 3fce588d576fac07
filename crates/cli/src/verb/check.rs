//! `check`: what the inputs were understood to say; nothing is computed but how well lists fit the map.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use service_circle_core::language::Language;
use service_circle_core::lonlat::LonLat;
use service_circle_core::place::Rejected;
use service_circle_core::plan::{self, InputFile, Inputs, Listed};
use service_circle_core::read::table::TableRead;

use crate::args::Common;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::settle::settle;
use crate::texts::{check as texts, lists, shared};
use crate::words::{
    Align, Table, called, counted, datum_warnings, sentence, shortened, tables_read, tally_table_of, ways,
};
use service_circle_core::sentences;

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
    let names = |listed: &[Listed]| Language::of_names(listed.iter().filter_map(|one| one.name.as_deref()));
    let of_names = names(&inputs.compounds).or_else(|| names(&inputs.facilities));
    let text = told(&inputs, settled.plan.output.language.or(of_names).unwrap_or_default());
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

fn told(inputs: &Inputs, language: Language) -> String {
    let mut text = files(&inputs.files, language);
    text.push_str(&tables_read(
        &inputs.tables,
        &inputs.datum_fits,
        &inputs.rejected,
        &inputs.row_notes,
        language,
    ));
    let _ = write!(
        text,
        "\n{}\n{}",
        texts::EXTRACT.told_in(language),
        extract(inputs, language)
    );
    let _ = write!(
        text,
        "\n{}\n{}",
        texts::WAYS.told_in(language),
        ways(&inputs.way_counts, language)
    );
    text.push('\n');
    text.push_str(&list(false, &inputs.compounds, language));
    text.push_str(&list(true, &inputs.facilities, language));
    text.push_str(&rejected(&inputs.rejected, language));
    // What tables tell of themselves stands with them.
    let is_of_table = |code: &str| inputs.tables.iter().any(|table| table.tally.count(code) > 0);
    let odd = tally_table_of(&inputs.tally, language, |code| !is_of_table(code));
    let _ = if odd.is_empty() {
        writeln!(text, "\n{}", texts::NO_ODD_INPUT.told_in(language))
    } else {
        write!(text, "\n{}\n{odd}", shared::ODD_INPUT.told_in(language))
    };
    text.push_str(&datum_warnings(&inputs.datum_fits, language));
    text
}

fn files(files: &[InputFile], language: Language) -> String {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Right]);
    for file in files {
        table.row([
            lists::list(file.role, language),
            file.path.display().to_string(),
            texts::bytes(file.bytes, language),
        ]);
    }
    format!("{}\n{}", texts::FILES_READ.told_in(language), table.lines())
}

fn extract(inputs: &Inputs, language: Language) -> String {
    let corner = |place: LonLat| format!("{:.5} {:.5}", place.lon_degrees(), place.lat_degrees());
    let header = &inputs.header;
    let mut table = Table::new(&[Align::Left, Align::Left]);
    let covers = match header.bounds {
        Some((south_west, north_east)) => texts::bounds(&corner(south_west), &corner(north_east), language),
        None => texts::NOT_SAID.told_in(language).to_owned(),
    };
    table.row([texts::COVERS.told_in(language).to_owned(), covers]);
    if let Some(program) = &header.writing_program {
        table.row([texts::WRITTEN_BY.told_in(language).to_owned(), program.clone()]);
    }
    let ways = inputs.way_counts.kept as usize;
    table.row([
        texts::KEPT.told_in(language).to_owned(),
        texts::kept(inputs.node_count, ways, inputs.area_count, language),
    ]);
    table.lines()
}

/// How many of a list there are, of which categories, and the first names.
fn list(of_facilities: bool, items: &[Listed], language: Language) -> String {
    if items.is_empty() {
        let none = if of_facilities {
            texts::NO_FACILITY
        } else {
            texts::NO_COMPOUND
        };
        return none.told_in(language).to_owned() + "\n";
    }
    let mut text = texts::listed(of_facilities, items.len(), language);
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for category in items.iter().filter_map(|item| item.category.as_deref()) {
        *categories.entry(category).or_default() += 1;
    }
    if !categories.is_empty() {
        let parts: Vec<String> = categories
            .iter()
            .map(|(category, count)| texts::of_category(category, *count, language))
            .collect();
        text.push_str(&texts::in_brackets(&parts.join(language.comma()), language));
    }
    let mut names: Vec<String> = items
        .iter()
        .take(NAMES_SHOWN)
        .map(|item| called(item.name.as_deref(), &item.id).replace(char::is_control, " "))
        .collect();
    if items.len() > NAMES_SHOWN {
        names.push(language.pick("...", "……").to_owned());
    }
    let names = names.join(language.comma());
    sentence(&format!("{text}{}{names}", language.colon()), 0)
}

/// What of the extract cannot be used; rows of tables are told with them.
fn rejected(rows: &[Rejected], language: Language) -> String {
    let of_extract: Vec<&Rejected> = rows.iter().filter(|row| row.line.is_none()).collect();
    if of_extract.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[Align::Left, Align::Left]);
    for row in of_extract.iter().take(ROWS_SHOWN) {
        let name = Some(row.name.as_str()).filter(|name| !name.is_empty());
        table.row([
            shortened(&called(name, &row.id), CALLED_WIDTH),
            sentences::told(&row.reason, language).into_owned(),
        ]);
    }
    let heading = texts::areas_rejected(of_extract.len(), language);
    let mut text = format!("\n{heading}\n{}", table.lines());
    if of_extract.len() > ROWS_SHOWN {
        let more = (of_extract.len() - ROWS_SHOWN) as u64;
        let _ = writeln!(text, "  {}", shared::and_more(more, language));
    }
    text
}
