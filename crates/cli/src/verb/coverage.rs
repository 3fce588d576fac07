//! `coverage`: what the city reports beside what residents walk; the page it prints is the one it writes.

use std::fmt::Write as _;
use std::path::Path;

use service_circle_core::plan;
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;
use service_circle_report::ReportData;

use super::list_written;
use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::output;
use crate::page;
use crate::progress::Progress;
use crate::settle::settle_lists;
use crate::texts::shared::ODD_INPUT;
use crate::words::{datum_warnings, tables_account, tally_table};

/// Runs the plan with its units, writes the tables and gives the page.
pub(crate) fn run(
    common: &Common,
    output: &Output,
    times: Option<&Path>,
    progress: &Progress,
) -> Result<String, Failure> {
    let settled = settle_lists(common, times)?;
    let folder = output::folder(output, common, &settled)?;
    let outcome = plan::coverage(&settled.plan, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let report = page::wanted(&ReportData::of_coverage(&settled.plan, &outcome));
    let written = write::coverage_to_directory(&settled.plan, &outcome, &folder, report.as_deref())?;
    progress.progress(Stage::Write, 1, 1);
    let language = write::language(&settled.plan, &outcome.outcome);
    let mut text = write::page(&settled.plan, &outcome);
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
