//! A page of Markdown that can be pasted into a report: findings first, then tables.
//!
//! - `findings`: what was found, in sentences.
//! - `circle`, `behind`: a chapter for each circle. `shown`: which units its tables tell, and in which order.
//! - `chapters`: what is told of all of them.

mod behind;
mod chapters;
mod circle;
mod findings;
mod shown;

use std::fmt::Write as _;

use super::markdown::Table;
use super::phrases::Phrases;
use super::sheets;
use crate::plan::{CoverageOutcome, Plan};
use crate::units::{Total, Within};
use crate::write::columns::{Cell, word};

/// How many rows of a long table are shown; the rest stands in its file.
const ROWS_SHOWN: usize = 20;
/// Figures that the page's tables show, by table: those whose definitions it tells. The workbook defines all.
const DEFINED: [(&str, &[&str]); 9] = [
    (
        "totals",
        &[
            "covered",
            "covered_share",
            "compounds",
            "compounds_share_low",
            "compounds_share_high",
            "households_share_low",
            "elders_share_low",
            "dwellings_share_low",
            "facilities",
            "beds_per_1000",
            "elders_of_population",
            "elders_per_facility",
        ],
    ),
    ("units", &["extent", "difference_low", "difference_high"]),
    ("behind", &["side"]),
    ("targets", &["needed", "more", "more_least"]),
    ("levels", &["passes"]),
    ("stages", &["stage", "counting_now", "compounds_served"]),
    (
        "supply",
        &[
            "method",
            "mean_per_1000",
            "gini",
            "share_without",
            "share_below_line",
            "out_of_reach",
        ],
    ),
    (
        "catchments",
        &["compounds_within", "compounds_nearest", "compounds_declared"],
    ),
    ("audit", &["step", "share", "share_high", "share_of_survivors"]),
];

/// The page of a coverage run, in the plan's language.
pub fn page(plan: &Plan, outcome: &CoverageOutcome) -> String {
    let page = Page::of(plan, outcome);
    let mut text = page.head();
    for (position, (judged, coverage)) in page.circles() {
        text.push_str(&page.circle(position, judged, coverage));
    }
    text.push_str(&page.chapters());
    text.push_str(&page.definitions());
    text
}

/// The short of it, for a terminal: findings, both figures, targets. The page tells the rest.
pub fn brief(plan: &Plan, outcome: &CoverageOutcome) -> String {
    let page = Page::of(plan, outcome);
    let mut text = page.head();
    for (position, (judged, coverage)) in page.circles() {
        text.push_str(&page.circle_in_brief(position, judged, coverage));
    }
    text.push_str(&page.targets(true));
    text
}

/// What a workbook says before its tables: what the figures rest on, and the findings.
pub(super) fn front(plan: &Plan, outcome: &CoverageOutcome) -> Vec<String> {
    let page = Page::of(plan, outcome);
    let plain = |line: &str| {
        line.trim_start_matches("- ")
            .trim_start_matches("## ")
            .replace("**", "")
    };
    let head = page.head();
    // Its title stands apart.
    head.lines()
        .skip(1)
        .map(plain)
        .filter(|line| !line.is_empty())
        .collect()
}

/// A page in the making.
struct Page<'a> {
    plan: &'a Plan,
    outcome: &'a CoverageOutcome,
    phrases: Phrases,
}

impl<'a> Page<'a> {
    fn of(plan: &'a Plan, outcome: &'a CoverageOutcome) -> Self {
        Self {
            plan,
            outcome,
            phrases: Phrases::of(crate::write::language(plan, &outcome.outcome)),
        }
    }

    /// The circles with their figures, numbered.
    fn circles(
        &self,
    ) -> impl Iterator<
        Item = (
            usize,
            (&'a crate::plan::CircleOutcome, &'a crate::units::CircleCoverage),
        ),
    > + use<'a> {
        let outcome = self.outcome;
        outcome
            .outcome
            .circles
            .iter()
            .zip(&outcome.coverage.circles)
            .enumerate()
    }

    /// Title, warning, findings, what the figures rest on.
    fn head(&self) -> String {
        let mut text = format!("# {}\n\n", self.phrases.title());
        if let Some(warning) = self.warning() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{warning}\n");
        }
        let findings = self.findings();
        text.push_str(findings.trim_start());
        let gap = if findings.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{gap}## {}\n", self.pick("What the figures rest on", "计算依据"));
        for line in self.phrases.basis(self.plan, self.outcome) {
            let _ = writeln!(text, "- {line}");
        }
        text
    }

    fn pick<'t>(&self, english: &'t str, chinese: &'t str) -> &'t str {
        self.phrases.pick(english, chinese)
    }

    fn in_chinese(&self) -> bool {
        self.phrases.language() == crate::language::Language::Chinese
    }

    /// How the figures that the tables show are defined, a line each; those that no row tells are left out.
    fn definitions(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for sheet in sheets(self.plan, self.outcome) {
            let Some((_, shown)) = DEFINED.iter().find(|(name, _)| *name == sheet.layer.name) else {
                continue;
            };
            // One stage is no table of the page.
            let stages = self.outcome.coverage.circles.iter().map(|circle| circle.stages.len());
            if sheet.layer.name == "stages" && stages.max().unwrap_or(0) < 2 {
                continue;
            }
            let mut told = vec![false; sheet.layer.columns.len()];
            for feature in sheet.layer.features() {
                for (told, cell) in told.iter_mut().zip(feature.cells) {
                    *told |= cell != Cell::Absent;
                }
            }
            let heads = sheet.layer.columns.iter().zip(told);
            for (head, _) in heads.filter(|(head, told)| *told && shown.contains(&head.name)) {
                let language = self.phrases.language();
                let (title, colon) = (head.title(language), language.colon());
                lines.push(format!("- {title}{colon}{}\n", head.description(language)));
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

    /// What a kind of unit is called.
    fn kind(&self, total: &Total) -> String {
        total
            .kind
            .map_or_else(|| self.pick("units", "单元").to_owned(), |kind| self.word(kind))
    }

    /// What a unit is called, by position.
    fn unit(&self, position: usize) -> String {
        let unit = self.outcome.coverage.roster.units.get(position);
        unit.map_or(String::new(), |unit| unit.called().to_owned())
    }

    /// What a compound is called, by position.
    fn compound(&self, position: usize) -> String {
        let compound = self.outcome.outcome.placed.compounds.get(position);
        compound.map_or(String::new(), |one| one.name.clone().unwrap_or_else(|| one.id.clone()))
    }

    /// What is within, in per cent.
    fn span(&self, within: Option<Within>) -> String {
        let within = within.as_ref();
        self.phrases
            .percent(within.and_then(Within::share_low), within.and_then(Within::share_high))
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
        if self.in_chinese() {
            format!("\n另有{more}行，见 {file}。\n")
        } else {
            format!("\n{more} more rows: {file}.\n")
        }
    }
}
