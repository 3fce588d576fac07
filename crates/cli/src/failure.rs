//! How a command ends when it does not end well: lines for a person and an exit status.

use std::fmt::Display;
use std::process::ExitCode;

use clap::error::ErrorKind;
use service_circle_core::language::Language;
use service_circle_core::plan::RunError;
use service_circle_core::sentences;
use service_circle_core::watch::Cancelled;
use service_circle_core::write::WriteError;

/// Exit status of a run that failed: the disk, or stopped by the user.
const FAILED: u8 = 1;
/// Exit status of wrong usage or input.
const WRONG: u8 = 2;

/// A command that could not be carried out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    status: u8,
    lines: Vec<String>,
    /// What was found out all the same, for stdout.
    text: String,
}

impl Failure {
    /// Wrong usage or input.
    pub(crate) fn wrong(line: impl Display) -> Self {
        Self::all_wrong(vec![line.to_string()])
    }

    /// Several wrongs, told at once.
    pub(crate) fn all_wrong(lines: Vec<String>) -> Self {
        Self {
            status: WRONG,
            lines,
            text: String::new(),
        }
    }

    /// The run failed, though what was asked for was right.
    pub(crate) fn failed(line: impl Display) -> Self {
        Self {
            status: FAILED,
            lines: vec![line.to_string()],
            text: String::new(),
        }
    }

    /// The failure after a text that is told on stdout.
    pub(crate) fn after(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// What is told on stdout before it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What clap says, in one line.
    pub(crate) fn usage(error: &clap::Error) -> Self {
        if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return Self::wrong("no verb: give one, such as gaps; --help tells more");
        }
        let text = error.to_string();
        let told: Vec<&str> = text
            .lines()
            .take_while(|line| !line.starts_with("Usage:"))
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        let told = told.join(" ").replace(" tip: ", "; ");
        let told = told.strip_prefix("error: ").unwrap_or(&told);
        let told = told.split("For more information").next().unwrap_or(told).trim_end();
        Self::wrong(format_args!("{told}; --help tells more"))
    }

    /// Tells the user and gives the exit status.
    pub(crate) fn report(&self, language: Language) -> ExitCode {
        for line in &self.lines {
            eprintln!("service-circle: {}", one_line(&sentences::told(line, language)));
        }
        ExitCode::from(self.status)
    }
}

/// Control characters of names and file contents must not break the line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        if matches!(error, RunError::Cancelled(_)) {
            Self::failed(error)
        } else {
            Self::wrong(error)
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        if error.is_usage() {
            Self::wrong(error)
        } else {
            Self::failed(error)
        }
    }
}

impl From<Cancelled> for Failure {
    fn from(cancelled: Cancelled) -> Self {
        Self::failed(cancelled)
    }
}
