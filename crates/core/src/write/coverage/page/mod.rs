//! A page of Markdown that can be pasted into a report, and is printed as it stands.
//!
//! - `circle`: a chapter for each circle.
//! - `chapters`: what is told of all of them.

mod chapters;
mod circle;

use std::fmt::Write as _;

use super::markdown::Table;
use super::phrases::{Phrases, percent};
use super::sheets;
use crate::plan::{CoverageOutcome, Plan};
use crate::units::Within;
use crate::write::columns::word;

/// How many rows of a long table are shown; the rest stands in its file.
const ROWS_SHOWN: usize = 20;

/// The page of a coverage run, in the plan's language.
pub fn page(plan: &Plan, outcome: &CoverageOutcome) -> String {
    let page = Page {
        plan,
        outcome,
        phrases: Phrases::of(crate::write::language(plan, &outcome.outcome)),
    };
    let mut text = format!("# {}\n\n", page.phrases.title());
    for line in page.phrases.basis(plan, outcome) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "- {line}");
    }
    for (judged, coverage) in outcome.outcome.circles.iter().zip(&outcome.coverage.circles) {
        text.push_str(&circle::chapter(&page, judged, coverage));
    }
    text.push_str(&chapters::all(&page));
    text.push_str(&page.definitions());
    text
}

/// A page in the making.
struct Page<'a> {
    plan: &'a Plan,
    outcome: &'a CoverageOutcome,
    phrases: Phrases,
}

impl Page<'_> {
    fn pick<'t>(&self, english: &'t str, chinese: &'t str) -> &'t str {
        self.phrases.pick(english, chinese)
    }

    /// How the figures of the tables that hold any are defined, a line each.
    fn definitions(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for sheet in sheets(self.plan, self.outcome).iter().filter(|sheet| !sheet.is_empty()) {
            for head in &sheet.layer.columns {
                let Some([english, chinese]) = head.definition else {
                    continue;
                };
                let title = self.pick(head.english, head.chinese);
                let line = format!("- {title}: {}\n", self.pick(english, chinese));
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        if lines.is_empty() {
            return String::new();
        }
        format!("\n## {}\n\n{}", self.pick("Definitions", "指标定义"), lines.concat())
    }

    /// A value's word, in the page's language.
    fn word(&self, value: impl serde::Serialize) -> String {
        self.phrases.word(&word(value))
    }

    /// A table with these columns, in one of the languages.
    fn table(&self, english: &'static str, chinese: &'static str) -> Table {
        Table::of(self.phrases.pick(english, chinese))
    }

    fn section(&self, english: &str, chinese: &str, table: &Table) -> String {
        table.under(&format!("### {}", self.pick(english, chinese)))
    }

    fn chapter(&self, english: &str, chinese: &str, table: &Table) -> String {
        table.under(&format!("## {}", self.pick(english, chinese)))
    }

    /// What is left out of a long table, and where it stands.
    fn rest(&self, rows: usize, file: &str) -> String {
        let Some(more) = rows.checked_sub(ROWS_SHOWN).filter(|more| *more > 0) else {
            return String::new();
        };
        match self.pick("en", "zh") {
            "zh" => format!("\n另有{more}行，见 {file}。\n"),
            _ => format!("\n{more} more rows: {file}.\n"),
        }
    }
}

/// What is within, in per cent.
fn span(within: Option<Within>) -> String {
    let within = within.as_ref();
    percent(within.and_then(Within::share_low), within.and_then(Within::share_high))
}
