//! The table of a Shapefile (dBASE III, texts in UTF-8 as the `.cpg` tells).

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::super::columns::{Cell, ColumnHead, ColumnType, Feature};
use super::super::csv_layer::text;

/// dBASE III without memo.
const VERSION: u8 = 3;
/// Years are counted from 1900; a table's date is that day, never the clock's: same input, same bytes.
const DATE: [u8; 3] = [70, 1, 1];
/// Bytes of the header, and of a column's description.
const HEADER_BYTES: usize = 32;
const COLUMN_BYTES: usize = 32;
const HEADER_END: u8 = 0x0D;
const FILE_END: u8 = 0x1A;
/// Before each row: it is not deleted.
const KEPT: u8 = b' ';
/// Longest text, bytes.
const LONGEST_TEXT: usize = 254;
/// Longest name, bytes.
pub(super) const LONGEST_NAME: usize = 10;

/// Columns whose names are too long, and what they are called here.
const SHORT_NAMES: &[(&str, &str)] = &[
    ("minutes_low", "min_low"),
    ("minutes_high", "min_high"),
    ("facility_id", "fac_id"),
    ("facility_name", "fac_name"),
    ("facility_category", "fac_cat"),
    ("elders_outside", "eld_out"),
    ("speed_needed", "speed_need"),
    ("compounds_served", "comp_serv"),
    ("runner_up_settled", "ru_settled"),
    ("elders_served", "eld_serv"),
    ("floor_area_m2", "floor_m2"),
    ("held_down_by", "held_by"),
    ("held_down_en", "held_en"),
    ("held_down_zh", "held_zh"),
    ("inner_joined_share", "inner_join"),
    ("dwelling_basis", "dw_basis"),
    ("snap_median_m", "snap_med_m"),
    ("snap_longest_m", "snap_max_m"),
    ("off_network", "off_netw"),
    ("through_street", "through_st"),
    ("edge_of_data", "edge_data"),
];

/// A column as it is written.
struct Field {
    name: String,
    letter: u8,
    width: usize,
    decimals: u8,
}

/// Writes the table, in the features' order.
pub(super) fn write<I: Iterator<Item = Feature>>(
    columns: &[ColumnHead],
    features: &dyn Fn() -> I,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut widths = vec![1; columns.len()];
    let mut rows: u32 = 0;
    for feature in features() {
        rows += 1;
        for ((width, column), cell) in widths.iter_mut().zip(columns).zip(feature.cells) {
            *width = (*width).max(written(column.kind, cell).len());
        }
    }
    let fields = fields(columns, &widths);
    header(&fields, rows, out)?;
    for feature in features() {
        out.write_all(&[KEPT])?;
        for ((field, column), cell) in fields.iter().zip(columns).zip(feature.cells) {
            let value = written(column.kind, cell);
            let space = field.width.saturating_sub(value.len());
            // Numbers stand to the right.
            let (before, after) = if field.letter == b'N' { (space, 0) } else { (0, space) };
            write!(out, "{:before$}{value}{:after$}", "", "")?;
        }
    }
    out.write_all(&[FILE_END])
}

fn header(fields: &[Field], rows: u32, out: &mut dyn Write) -> io::Result<()> {
    let length = HEADER_BYTES + COLUMN_BYTES * fields.len() + 1;
    let row = 1 + fields.iter().map(|field| field.width).sum::<usize>();
    let too_wide = |_| io::Error::from(io::ErrorKind::FileTooLarge);
    out.write_all(&[VERSION])?;
    out.write_all(&DATE)?;
    out.write_all(&rows.to_le_bytes())?;
    out.write_all(&u16::try_from(length).map_err(too_wide)?.to_le_bytes())?;
    out.write_all(&u16::try_from(row).map_err(too_wide)?.to_le_bytes())?;
    out.write_all(&[0; 20])?;
    for field in fields {
        let mut name = [0; LONGEST_NAME + 1];
        name.iter_mut()
            .zip(field.name.bytes())
            .for_each(|(to, from)| *to = from);
        out.write_all(&name)?;
        out.write_all(&[field.letter, 0, 0, 0, 0, field.width as u8, field.decimals])?;
        out.write_all(&[0; 14])?;
    }
    out.write_all(&[HEADER_END])
}

fn fields(columns: &[ColumnHead], widths: &[usize]) -> Vec<Field> {
    columns
        .iter()
        .zip(short_names(columns))
        .zip(widths)
        .map(|((column, name), width)| {
            let (letter, decimals) = match column.kind {
                ColumnType::Text => (b'C', 0),
                ColumnType::Integer => (b'N', 0),
                ColumnType::Decimal(decimals) => (b'N', decimals),
                ColumnType::Flag => (b'L', 0),
            };
            // A number's decimals, point and a digit must fit, or readers take it for a whole one.
            let least = if decimals > 0 { usize::from(decimals) + 2 } else { 1 };
            Field {
                name,
                letter,
                width: (*width).max(least),
                decimals,
            }
        })
        .collect()
}

/// A name of ten letters for each column, no two alike.
pub(super) fn short_names(columns: &[ColumnHead]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    columns
        .iter()
        .map(|column| {
            let known = SHORT_NAMES.iter().find(|(long, _)| *long == column.name);
            let short = known.map_or(column.name, |(_, short)| short);
            let mut name: String = short.chars().take(LONGEST_NAME).collect();
            let mut number = 1;
            while !taken.insert(name.clone()) {
                let ending = number.to_string();
                name = short.chars().take(LONGEST_NAME - ending.len()).collect();
                name.push_str(&ending);
                number += 1;
            }
            name
        })
        .collect()
}

/// A cell as it is written, without padding: nothing where it is absent.
fn written(kind: ColumnType, cell: Cell) -> String {
    match cell {
        Cell::Flag(flag) => if flag { "T" } else { "F" }.to_owned(),
        Cell::Text(told) => {
            let mut end = told.len().min(LONGEST_TEXT);
            while !told.is_char_boundary(end) {
                end -= 1;
            }
            told.get(..end).unwrap_or_default().replace(char::is_control, " ")
        }
        other => text(kind, other),
    }
}
