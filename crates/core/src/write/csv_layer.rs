//! A layer as a table (RFC 4180), feature by feature, its geometry left out.

use std::io::{self, Write};

use super::columns::{Cell, ColumnType, Layer, rounded};

/// Told first, so that Excel reads the Chinese as UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a layer in its features' order: names in the first row, nothing where a cell is absent.
///
/// # Memory
/// That of one feature.
pub(super) fn write(layer: &Layer<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(layer.columns.iter().map(|column| column.name))?;
    for feature in layer.features() {
        let cells = layer.columns.iter().zip(feature.cells);
        table.write_record(cells.map(|(column, cell)| text(column.kind, cell)))?;
    }
    table.flush()
}

/// Types of a table's columns, for a `.csvt` beside it: without it GIS programs read every cell as text.
pub(super) fn write_types(layer: &Layer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let types = layer.columns.iter().map(|column| match column.kind {
        ColumnType::Text => "\"String\"",
        ColumnType::Integer => "\"Integer64\"",
        ColumnType::Decimal(_) => "\"Real\"",
        ColumnType::Flag => "\"Integer(Boolean)\"",
    });
    writeln!(out, "{}", types.collect::<Vec<_>>().join(","))
}

/// A cell as text; numbers as short as their decimals let them be.
pub(super) fn text(kind: ColumnType, cell: Cell) -> String {
    match (cell, kind) {
        (Cell::Absent, _) => String::new(),
        (Cell::Text(text), _) => text,
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Flag(flag), _) => flag.to_string(),
        (Cell::Decimal(number), ColumnType::Decimal(decimals)) => rounded(number, decimals)
            .map(|number| number.to_string())
            .unwrap_or_default(),
        (Cell::Decimal(number), _) => number.to_string(),
    }
}
