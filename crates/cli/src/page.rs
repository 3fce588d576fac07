//! The report page: alone where `-o` names one, else beside the layers where the plan asks for it.

use std::path::{Path, PathBuf};

use service_circle_core::write;
use service_circle_report::{ReportData, html};

use crate::failure::Failure;

/// Its name in a folder of results.
const NAME: &str = "report.html";

/// Writes the page to a file. Gives the file.
pub(crate) fn to_file(data: &ReportData<'_>, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    Ok(write::text_to_file(&html(data), path)?)
}

/// The page for a folder of results, if the plan asks for it.
pub(crate) fn wanted(data: &ReportData<'_>) -> Option<String> {
    data.plan.output.report.then(|| html(data))
}

/// Writes the page into a folder of results, which is there, if the plan asks for it. Gives the file, if any.
pub(crate) fn beside(data: &ReportData<'_>, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if data.plan.output.report {
        to_file(data, &folder.join(NAME))
    } else {
        Ok(Vec::new())
    }
}
