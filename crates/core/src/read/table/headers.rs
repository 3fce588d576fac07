//! Which row of a sheet names the columns: offices put a title above it, and sometimes a second row of names below.
//!
//! ```text
//!           XX街道养老设施一览表                 title: named and counted
//!     名称     坐标              床位数          headers
//!              经度     纬度                     second row: fills what the first leaves open
//!     甲苑     116.40   39.91    30
//! ```

use std::collections::BTreeSet;

use super::columns;
use super::known_headers::KnownHeaders;
use super::{List, ROW_ABOVE_HEADERS, TableError};
use crate::plan::TableSource;
use crate::tally::Tally;

/// Filled rows among which the headers are looked for.
pub(super) const LOOKED_AT: usize = 30;
/// A row below the first must name this many columns to be taken for the headers.
const ENOUGH_NAMED: usize = 2;

/// The filled cells of a row, with their columns.
pub(super) type Filled<'a> = Vec<(usize, &'a str)>;

/// The headers found.
pub(super) struct Headers {
    /// Rows above them.
    pub(super) above: usize,
    /// Rows of headers: one or two.
    pub(super) rows: usize,
    /// How many of the list's columns they name.
    pub(super) named: usize,
    /// Columns and their names, in order of columns.
    pub(super) names: Vec<(usize, String)>,
}

/// Finds the headers among the first filled rows: the row that names most columns of the list, else the first.
pub(super) fn find(rows: &[Filled<'_>], source: &TableSource, list: List) -> Option<Headers> {
    let known = KnownHeaders::of(source, list);
    let named = |row: &Filled<'_>| known.named(row.iter().map(|(_, text)| *text));
    let mut above = 0;
    let mut most = named(rows.first()?);
    for (index, row) in rows.iter().enumerate().take(LOOKED_AT).skip(1) {
        let count = named(row);
        if count > most && count >= ENOUGH_NAMED {
            (above, most) = (index, count);
        }
    }
    // Of headers in two rows the second may name more columns than the first.
    let pair = |first: usize| Some(joined(rows.get(first)?, rows.get(first + 1)?, &named));
    let joined = above
        .checked_sub(1)
        .and_then(pair)
        .flatten()
        .map(|names| (above - 1, names));
    let joined = joined.or_else(|| Some((above, pair(above)??)));
    let (above, rows, names) = match joined {
        Some((above, names)) => (above, 2, names),
        None => (above, 1, owned(rows.get(above)?)),
    };
    let named = known.named(names.iter().map(|(_, name)| name.as_str()));
    Some(Headers {
        above,
        rows,
        named,
        names,
    })
}

/// Counts the rows above the headers, which name a file's title, date or author.
pub(super) fn count_above(tally: &mut Tally, file: &str, rows: &[Filled<'_>], headers: &Headers) {
    tally.add_many(ROW_ABOVE_HEADERS, headers.above as u64, || {
        let first = rows.first().and_then(|row| row.first());
        format!(
            "{file}: {}",
            first.map(|(_, text)| super::error::shown(text)).unwrap_or_default()
        )
    });
}

/// The error of a table with no filled row at all.
pub(super) fn missing(source: &TableSource) -> TableError {
    TableError::malformed(&source.path, "it is empty; the first line must name the columns")
}

/// Headers of two rows, where they are such: the second names columns of ours, and none that the first names already, but below
/// one for both coordinates. A row of values below headers always fills one of the columns named.
fn joined(
    first: &Filled<'_>,
    second: &Filled<'_>,
    named: &dyn Fn(&Filled<'_>) -> usize,
) -> Option<Vec<(usize, String)>> {
    let names_ours = |cell: &&(usize, &str)| named(&vec![**cell]) > 0;
    let taken: BTreeSet<usize> = second.iter().map(|(column, _)| *column).collect();
    let mut named_first = first.iter().filter(names_ours).peekable();
    let is_second = named_first.peek().is_some()
        && named_first.all(|(column, name)| !taken.contains(column) || columns::names_position(name))
        && second.iter().any(|cell| names_ours(&cell));
    is_second.then(|| {
        let mut names = owned(second);
        let free = first.iter().filter(|(column, _)| !taken.contains(column));
        names.extend(free.map(|(column, name)| (*column, (*name).to_owned())));
        names.sort_by_key(|(column, _)| *column);
        names
    })
}

fn owned(row: &Filled<'_>) -> Vec<(usize, String)> {
    row.iter().map(|(column, name)| (*column, (*name).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> (usize, usize, Vec<String>) {
        let rows: Vec<Filled<'_>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .copied()
                    .enumerate()
                    .filter(|(_, text)| !text.is_empty())
                    .collect()
            })
            .collect();
        let headers = find(&rows, &TableSource::default(), List::Facilities).unwrap();
        let names = headers.names.into_iter().map(|(_, name)| name).collect();
        (headers.above, headers.rows, names)
    }

    #[test]
    fn titles_stand_above_and_values_below() {
        let names = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let value = &["甲苑", "116.4", "39.9", "30"][..];
        let headers = &["名称", "经度", "纬度", "床位数"][..];
        assert_eq!(found(&[headers, value]), (0, 1, names(headers)));
        let title = &["XX街道养老设施一览表", "", "", ""][..];
        let date = &["", "", "2024年5月", ""][..];
        assert_eq!(found(&[title, date, headers, value]), (2, 1, names(headers)));
        // Nothing known: the first row, for the plan's complaint to name.
        assert_eq!(found(&[&["a", "b"], value]), (0, 1, names(&["a", "b"])));
    }

    #[test]
    fn headers_of_two_rows_are_joined() {
        let value = &["甲苑", "116.4", "39.9", "30"][..];
        let names = vec!["名称", "经度", "纬度", "床位数"];
        for (first, second) in [
            (["名称", "坐标", "", "床位数"], ["", "经度", "纬度", ""]),
            (["名称", "坐标", "", "规模"], ["", "经度", "纬度", "床位数"]),
        ] {
            assert_eq!(found(&[&["一览表"], &first, &second, value]).2, names, "{first:?}");
        }
        // A row that only tells where it is stays a row.
        let bare = &["", "116.4", "39.9", ""][..];
        assert_eq!(found(&[&["名称", "经度", "纬度", "床位数"], bare]).1, 1);
    }
}
