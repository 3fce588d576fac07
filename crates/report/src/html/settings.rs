//! What the run was: its settings, its files, the map's own data.

use serde_json::Value;

use super::tables;
use super::terms::{day, number};
use super::writer::Writer;
use crate::parts::ReportData;
use crate::words::{self, Said};

/// Settings in force, files read and what the extract says of itself.
pub(super) fn section(html: &mut Writer, data: &ReportData<'_>) {
    html.said("h2", &words::HEADING_SETTINGS);
    html.raw("<div class=two><details>");
    html.said("summary", &words::CAPTION_SETTINGS);
    let mut rows = Vec::new();
    // Options serialise to a tree of plain values; one that did not would show as no settings.
    let tree = serde_json::to_value(&data.plan.options).unwrap_or_default();
    flatten("", &tree, &mut rows);
    let rows = rows
        .into_iter()
        .map(|(name, value)| (Said::Same(name), Said::Same(value)));
    tables::pairs(html, &words::CAPTION_SETTINGS, rows);
    html.raw("</details><details open>");
    html.said("summary", &words::CAPTION_DATA);
    tables::pairs(html, &words::CAPTION_DATA, sources(data));
    html.raw("</details></div>\n");
}

/// `section.key` and value, as a plan writes them.
fn flatten(name: &str, value: &Value, rows: &mut Vec<(String, String)>) {
    match value {
        Value::Object(keys) => {
            for (key, value) in keys {
                let name = if name.is_empty() {
                    key.clone()
                } else {
                    format!("{name}.{key}")
                };
                flatten(&name, value, rows);
            }
        }
        Value::Null => rows.push((name.to_owned(), "–".to_owned())),
        Value::String(text) => rows.push((name.to_owned(), text.clone())),
        other => rows.push((name.to_owned(), other.to_string())),
    }
}

fn sources(data: &ReportData<'_>) -> Vec<(Said, Said)> {
    let outcome = data.outcome;
    let mut rows = Vec::new();
    if let Some(seconds) = outcome.header.data_timestamp {
        rows.push((words::DATA_DATE.plain(), day(seconds).into()));
    }
    for file in &outcome.inputs {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let told = [
            name.into(),
            number(file.bytes as f64, 0).into(),
            file.sha256.as_str().into(),
        ];
        rows.push((file.role.into(), words::FILE.with(told)));
    }
    let (vertices, edges) = (outcome.network.vertex_count(), outcome.network.edge_count());
    let metres: f64 = outcome.network.edges().map(|(_, edge)| edge.length.metres()).sum();
    let network = [
        number(metres / 1000.0, 0).into(),
        number(edges as f64, 0).into(),
        number(vertices as f64, 0).into(),
    ];
    rows.push((words::NETWORK.plain(), words::NETWORK_FIGURES.with(network)));
    rows
}
