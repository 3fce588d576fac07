//! A sheet as a table: headers found, titles above them counted, merged and broken cells told.

use std::collections::BTreeMap;

use super::super::headers::{self, Filled, Headers, LOOKED_AT};
use super::super::{BrokenCell, CELL_WITHOUT_HEADER, List, MERGED_CELL, RawTable, Row, TableError, file_name};
use super::sheet::{Cell, MOST_CELLS, Merged, Sheet, SheetRow, too_large};
use crate::plan::TableSource;
use crate::tally::Tally;

/// Letters of the alphabet, which name a sheet's columns.
const LETTERS: u32 = 26;

/// Makes a table of a sheet. A sheet keeps a merged cell's value in its first row and column. A text merged over several rows is
/// read in each of them, as it is meant: a street beside its facilities. A number is not: it may be their sum.
pub(super) fn table(mut sheet: Sheet, source: &TableSource, list: List) -> Result<RawTable, TableError> {
    let file = file_name(&source.path);
    let mut merged = std::mem::take(&mut sheet.merged);
    merged.sort_unstable();
    let rows = sheet.into_rows();
    let first: Vec<Filled<'_>> = rows.iter().take(LOOKED_AT).map(SheetRow::filled).collect();
    let found = headers::find(&first, source, list).ok_or_else(|| headers::missing(source))?;
    if rows.len().saturating_mul(found.names.len()) > MOST_CELLS {
        return Err(TableError::malformed(&source.path, too_large()));
    }
    let mut table = RawTable::default();
    headers::count_above(&mut table.tally, &file, &first, &found);
    drop(first);
    let skipped = found.above + found.rows;
    table.header_line = rows.get(skipped - 1).map(|row| row.number);
    let data_from = rows.get(skipped).map_or(u64::MAX, |row| row.number);
    count_merged(&mut table.tally, &file, &merged, data_from, &found);
    let places: BTreeMap<usize, usize> = found
        .names
        .iter()
        .enumerate()
        .map(|(place, (column, _))| (*column, place))
        .collect();
    table.headers = found.names.into_iter().map(|(_, name)| name).collect();
    let rows = rows.into_iter().skip(skipped);
    table.rows = rows
        .map(|row| self::row(row, &places, &file, &mut table.tally))
        .collect();
    fill_down(&mut table.rows, &merged, &places).map_err(|detail| TableError::malformed(&source.path, detail))?;
    Ok(table)
}

fn row(row: SheetRow, places: &BTreeMap<usize, usize>, file: &str, tally: &mut Tally) -> Row {
    let mut cells = vec![String::new(); places.len()];
    let mut broken = Vec::new();
    for (column, cell) in row.cells {
        let Some(place) = places.get(&column) else {
            tally.add(CELL_WITHOUT_HEADER, || {
                format!("{file}: {}", address(row.number - 1, column as u64))
            });
            continue;
        };
        match (cell, cells.get_mut(*place)) {
            (Cell::Text(text), Some(cell)) => *cell = text,
            (Cell::Broken(mut fault), _) => {
                fault.reason = format!("cell {} {}", address(row.number - 1, column as u64), fault.reason);
                broken.push(BrokenCell {
                    column: *place,
                    fault: *fault,
                });
            }
            (Cell::Text(_), None) => {}
        }
    }
    Row {
        line: row.number,
        cells,
        broken,
        ..Row::default()
    }
}

/// Gives the rows that a text is merged over that text, where they have none of their own.
fn fill_down(rows: &mut [Row], merged: &[Merged], places: &BTreeMap<usize, usize>) -> Result<(), String> {
    let mut filled = 0;
    for one in merged {
        let Some(place) = places.get(&(one.first.1 as usize)) else {
            continue;
        };
        // Rows count from 1 here, and from 0 there.
        let from = rows.partition_point(|row| row.line <= u64::from(one.first.0));
        let to = rows.partition_point(|row| row.line <= u64::from(one.last.0) + 1);
        let Some((first, below)) = rows.get_mut(from..to).and_then(<[Row]>::split_first_mut) else {
            continue;
        };
        let starts_here = first.line == u64::from(one.first.0) + 1;
        let text = first
            .cells
            .get(*place)
            .filter(|text| starts_here && text.trim().parse::<f64>().is_err());
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            continue;
        };
        filled += below.len();
        if filled > MOST_CELLS {
            return Err(too_large());
        }
        let below = below.iter_mut().filter_map(|row| row.cells.get_mut(*place));
        below
            .filter(|cell| cell.is_empty())
            .for_each(|cell| cell.clone_from(text));
    }
    Ok(())
}

/// Counts the merged cells among the rows of values.
fn count_merged(tally: &mut Tally, file: &str, merged: &[Merged], data_from: u64, found: &Headers) {
    for one in merged {
        let columns = one.first.1 as usize..=one.last.1 as usize;
        let among_values =
            u64::from(one.last.0) + 1 >= data_from && found.names.iter().any(|(column, _)| columns.contains(column));
        if one.first != one.last && among_values {
            tally.add(MERGED_CELL, || {
                let corner = |(row, column): (u32, u32)| address(u64::from(row), u64::from(column));
                format!("{file}: {}:{}", corner(one.first), corner(one.last))
            });
        }
    }
}

/// A cell's address as sheets show it, `C12`, from its row and column from 0.
fn address(row: u64, column: u64) -> String {
    let letters = u64::from(LETTERS);
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % letters) as u8));
        rest = (rest - 1) / letters;
    }
    let name: String = name.into_iter().rev().collect();
    format!("{name}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_those_of_sheets() {
        let shown = [(0, 0), (11, 2), (0, 25), (0, 26), (1_048_575, 16_383)].map(|(row, column)| address(row, column));
        assert_eq!(shown, ["A1", "C12", "Z1", "AA1", "XFD1048576"]);
    }
}
