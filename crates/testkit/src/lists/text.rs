//! Lists as text.

use std::fmt::Write as _;

use super::{Listed, Place, Position, columns};

/// Comma-separated, without a mark.
pub(super) fn csv(list: &Listed) -> String {
    let (headers, rows) = columns(list);
    let mut text = headers.join(",") + "\n";
    for row in rows {
        text.push_str(&row.join(","));
        text.push('\n');
    }
    text
}

/// A collection, without a word on its coordinate system.
pub(super) fn geojson(list: &Listed) -> String {
    let features: Vec<String> = list.places.iter().map(|place| feature(list, place)).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

/// One feature a line.
pub(super) fn geojson_lines(list: &Listed) -> String {
    list.places.iter().map(|place| feature(list, place) + "\n").collect()
}

fn feature(list: &Listed, place: &Place) -> String {
    let mut properties = String::new();
    for (header, cell) in list.kind.headers().iter().zip(&place.cells) {
        let comma = if properties.is_empty() { "" } else { "," };
        // Names of the city need no escapes.
        let _ = write!(properties, "{comma}\"{header}\":\"{cell}\"");
    }
    let geometry = if list.outlines && !place.outline.is_empty() {
        let polygons: Vec<String> = place
            .outline
            .iter()
            .map(|rings| listed(rings, |ring| listed(ring, position)))
            .collect();
        format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}", polygons.join(","))
    } else {
        format!("{{\"type\":\"Point\",\"coordinates\":{}}}", position(&place.at))
    };
    format!("{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{geometry}}}")
}

fn listed<T>(items: &[T], shown: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(shown).collect();
    format!("[{}]", items.join(","))
}

fn position((x, y): &Position) -> String {
    format!("[{x},{y}]")
}
