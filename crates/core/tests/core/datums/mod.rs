//! Datums and text encodings of the user's tables, against values made by other means (`make_tables.py`).
mod city;
mod conversions;
mod encodings;
mod real;
mod told;

use std::path::Path;

use service_circle_core::plan::TableSource;

/// Writes a table.
fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> TableSource {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    TableSource {
        path,
        ..TableSource::default()
    }
}

/// The lines of a table of numbers, its first cells as text.
fn numbers(table: &str) -> Vec<(&str, Vec<f64>)> {
    let lines = table.lines().skip(1);
    lines
        .map(|line| {
            let (first, rest) = line.split_once(',').unwrap();
            (first, rest.split(',').map(|cell| cell.parse().unwrap()).collect())
        })
        .collect()
}
