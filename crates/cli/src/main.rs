//! The command line of service-circle: parse the arguments, settle the plan, run the verb.
//!
//! - `args`: what can be said.
//! - `settle`: arguments and plan file to a checked `Plan`.
//! - `verb`: one file a verb; each gives the text for stdout.
//! - `output`, `page`: where results go, and the report page among them.
//! - `progress`: what is seen on stderr meanwhile, and Ctrl-C.
//! - `texts`: what is said, in English and in Chinese. `words`: figures and tables for people.
//! - `failure`: one line and an exit status. `locale`: the language of it, and of help.
//!
//! Exit status: 0 done, 1 failed (disk, cancelled), 2 wrong usage or input.

mod args;
mod failure;
mod locale;
mod output;
mod page;
mod progress;
mod settle;
mod texts;
mod verb;
mod words;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::FromArgMatches;
use service_circle_core::language::Language;
use service_circle_core::read::table::PARSER_THREAD;

use args::{Arguments, Common};
use failure::Failure;
use progress::Progress;

fn main() -> ExitCode {
    keep_parsers_quiet();
    let given: Vec<OsString> = std::env::args_os().collect();
    let language = locale::language(&given);
    match tell(&given, language) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(language),
    }
}

/// A panic of a workbook's parser ends in an error that names the file: it need not be printed as well.
fn keep_parsers_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(PARSER_THREAD) {
            usual(panic);
        }
    }));
}

fn tell(given: &[OsString], language: Language) -> Result<(), Failure> {
    let parsed = texts::help::command(language).try_get_matches_from(given);
    let arguments = match parsed.and_then(|parsed| Arguments::from_arg_matches(&parsed)) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => return Err(Failure::usage(&error)),
        Err(help) => return say(&help.to_string()),
    };
    if let Some(common) = arguments.verb.common() {
        set_threads(common)?;
    }
    let progress = Progress::start(arguments.verb.common(), language);
    let text = verb::run(&arguments.verb, language, &progress);
    progress.finish();
    say(&text.or_else(|failure| say(failure.text()).and(Err(failure)))?)
}

fn set_threads(common: &Common) -> Result<(), Failure> {
    let threads = common.threads.map_or(0, std::num::NonZero::get);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| Failure::failed(format_args!("--threads {threads}: {error}; give fewer")))
}

/// Writes to stdout; a reader that has gone away, such as `head`, is no failure.
fn say(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::failed(format_args!("stdout: {error}; send it elsewhere")))
        }
        _ => Ok(()),
    }
}
