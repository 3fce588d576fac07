//! Notes on rows that are used but not as they stand, as a table for whoever keeps the list.

use std::io::{self, Write};

use super::csv_layer::BYTE_ORDER_MARK;
use crate::read::table::RowNote;

/// Columns of the table. `line` counts from 1, in GeoJSON it is the feature's number.
const COLUMNS: [&str; 9] = [
    "note", "list", "source", "line", "id", "name", "column", "value", "text",
];

/// Writes the table, in the order of the rows.
pub(super) fn write(notes: &[RowNote], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for note in notes {
        table.write_record([
            note.kind.code(),
            note.list,
            &note.source,
            &note.line.to_string(),
            &note.id,
            &note.name,
            note.column,
            &note.value,
            &note.text,
        ])?;
    }
    table.flush()
}
