//! The report page: alone where `-o` names one, else beside the layers where the plan asks for it.

use std::path::{Path, PathBuf};

use service_circle_core::write;
use service_circle_report::{ReportData, html};

use crate::failure::Failure;

/// Writes the page to a file. Gives the file.
pub(crate) fn to_file(data: &ReportData<'_>, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    Ok(write::text_to_file(&html(data), path)?)
}

/// The page for a folder of results, if the plan asks for it.
pub(crate) fn wanted(data: &ReportData<'_>) -> Option<String> {
    data.plan.output.report.then(|| html(data))
}
