//! One file a verb. Each gives the text for stdout.

mod check;
mod circles;
mod compare;
mod coverage;
mod explain;
mod gaps;
mod init;
mod instance;
mod network;
#[cfg(test)]
mod sample;
mod site;

use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::language::Language;

use crate::args::Verb;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::texts::shared;

/// Runs a verb.
pub(crate) fn run(verb: &Verb, language: Language, progress: &Progress) -> Result<String, Failure> {
    match verb {
        Verb::Gaps {
            common,
            output,
            with_network,
            no_circles,
        } => gaps::run(common, output, *with_network, *no_circles, progress),
        Verb::Coverage { common, output, times } => {
            coverage::run(common, output.as_deref(), times.as_deref(), progress)
        }
        Verb::Network { common, output } => network::run(common, output, progress),
        Verb::Circles { common, output, asked } => circles::run(common, output, asked, progress),
        Verb::Check { common } => check::run(common, progress),
        Verb::Explain { id, common } => explain::run(id, common, progress),
        Verb::Site { common, output, asked } => site::run(common, output, asked, progress),
        Verb::Compare { common, output, vary } => compare::run(common, output.as_deref(), vary, progress),
        Verb::Init { path, .. } => init::run(path.as_deref(), language),
    }
}

/// The files written, as the end of a verb's text.
fn list_written(files: &[PathBuf], language: Language) -> String {
    let mut text = format!("\n{}\n", shared::WRITTEN.told_in(language));
    for file in files {
        let _ = writeln!(text, "  {}", file.display());
    }
    text
}
