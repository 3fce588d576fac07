//! `coverage`: what the city reports beside what residents walk; the findings printed are those of the page written.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use service_circle_core::language::Words;
use service_circle_core::plan::{self, CoverageOutcome, Plan};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;
use service_circle_report::ReportData;
use unicode_width::UnicodeWidthStr;

use super::list_written;
use crate::args::Common;
use crate::failure::Failure;
use crate::output::CoverageAt;
use crate::page;
use crate::progress::Progress;
use crate::settle::settle_lists;
use crate::texts::shared::ODD_INPUT;
use crate::words::{broken, datum_warnings, tables_account, tally_table};

/// Where sentences are broken, columns.
const WIDTH: usize = 80;

const THE_REST: Words = Words::new(
    "report.md has all tables and how figures are defined, coverage.xlsx all rows.",
    "全部表格与指标定义见 report.md，全部记录见 coverage.xlsx。",
);

/// Runs the plan with its units, writes the tables and gives the short of it.
pub(crate) fn run(
    common: &Common,
    output: Option<&Path>,
    times: Option<&Path>,
    progress: &Progress,
) -> Result<String, Failure> {
    let settled = settle_lists(common, times)?;
    let at = CoverageAt::choose(output, common, &settled)?;
    let outcome = plan::coverage(&settled.plan, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let written = written(&settled.plan, &outcome, &at)?;
    progress.progress(Stage::Write, 1, 1);
    let language = write::language(&settled.plan, &outcome.outcome);
    let mut text = on_lines(&write::brief(&settled.plan, &outcome));
    if matches!(at, CoverageAt::Directory(_)) {
        let _ = writeln!(text, "\n{}", THE_REST.told_in(language));
    }
    text.push_str(&tables_account(
        &outcome.outcome.tables,
        &outcome.outcome.row_notes,
        language,
    ));
    text.push_str(&datum_warnings(&outcome.outcome.datum_fits, language));
    if outcome.outcome.tally.iter().next().is_some() {
        let heading = ODD_INPUT.told_in(language);
        let _ = write!(text, "\n{heading}\n{}", tally_table(&outcome.outcome.tally, language));
    }
    Ok(text + &list_written(&written, language))
}

/// Writes all of it, or the one part that is asked for. Gives the files.
fn written(plan: &Plan, outcome: &CoverageOutcome, at: &CoverageAt) -> Result<Vec<PathBuf>, Failure> {
    match at {
        CoverageAt::Text(path) => Ok(write::text_to_file(&write::page(plan, outcome), path)?),
        CoverageAt::Workbook(path) => Ok(write::coverage_workbook(plan, outcome, path)?),
        CoverageAt::Page(path) => page::to_file(&ReportData::of_coverage(plan, outcome), path),
        CoverageAt::Directory(folder) => {
            let report = page::wanted(&ReportData::of_coverage(plan, outcome));
            Ok(write::coverage_to_directory(plan, outcome, folder, report.as_deref())?)
        }
    }
}

/// Sentences broken where a terminal ends; tables as they stand, and no marks of emphasis.
fn on_lines(text: &str) -> String {
    let mut told = String::new();
    for line in text.lines() {
        let line = line.replace("**", "");
        if line.starts_with('|') || line.width() <= WIDTH {
            told.push_str(&line);
            told.push('\n');
        } else {
            for part in broken(&line, WIDTH, WIDTH) {
                told.push_str(&part);
                told.push('\n');
            }
        }
    }
    told
}
