//! Newline-delimited GeoJSON: one feature a line, as GDAL writes `.geojsonl`; with a record separator before each feature it may
//! also span lines.
//!
//! # References
//! RFC 8142 (GeoJSON Text Sequences).

use std::path::Path;

use geojson::JsonValue;

use super::geojson_file::Features;
use super::{RawTable, TableError};

/// Stands before each feature of a text sequence.
const RECORD_SEPARATOR: char = '\u{1e}';

/// Reads one feature a line, or a sequence; a feature's line is the one it starts on.
pub(super) fn read(path: &Path, text: &str) -> Result<RawTable, TableError> {
    let mut features = Features::default();
    for (line, text) in texts(text) {
        match serde_json::from_str::<JsonValue>(text) {
            Ok(feature) => features.add(&feature, line),
            Err(error) => features.reject(text, line, format!("not JSON: {error}")),
        }
    }
    let table = features.finish();
    if table.rows.is_empty() {
        let why = match table.unusable.first() {
            Some(first) => format!("no line is a feature; line {} is {}", first.line, first.reason),
            None => "it is empty; give one feature a line".to_owned(),
        };
        return Err(TableError::malformed(path, why));
    }
    Ok(table)
}

/// The texts of the features, each with the line it starts on.
fn texts(text: &str) -> Vec<(u64, &str)> {
    let separator = if text.contains(RECORD_SEPARATOR) {
        RECORD_SEPARATOR
    } else {
        '\n'
    };
    let mut line = 1;
    let mut texts = Vec::new();
    for one in text.split(separator) {
        let blank = one.len() - one.trim_start().len();
        let (before, rest) = one.split_at(blank);
        let breaks = |text: &str| text.matches('\n').count() as u64;
        if !rest.is_empty() {
            texts.push((line + breaks(before), rest.trim_end()));
        }
        line += breaks(one) + u64::from(separator == '\n');
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn lines_and_sequences_are_split_and_numbered() {
        assert_eq!(texts("{}\r\n\n [1]\n"), [(1, "{}"), (3, "[1]")]);
        assert_eq!(texts("\u{1e}{\n}\n\u{1e}{}\n"), [(1, "{\n}"), (3, "{}")]);
        assert_eq!(texts("\n\n"), []);
    }
}
