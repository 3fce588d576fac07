//! The rows that could not be used, as a table for whoever keeps the list.

use std::io::{self, Write};

use super::csv_layer::BYTE_ORDER_MARK;
use crate::place::Rejected;

/// Columns of the table. `line` counts from 1, in GeoJSON it is the feature's number.
const COLUMNS: [&str; 7] = ["list", "source", "line", "id", "name", "value", "reason"];

/// Writes the table, in the order of the rows.
pub(super) fn write(rejected: &[Rejected], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for row in rejected {
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        table.write_record([
            row.list,
            &row.source,
            &line,
            &row.id,
            &row.name,
            &row.value,
            &row.reason,
        ])?;
    }
    table.flush()
}
