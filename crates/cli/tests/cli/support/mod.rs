//! What the tests of the command line share. Each test file uses its own part of it.
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The program, ready for arguments.
pub(crate) fn program() -> Command {
    Command::cargo_bin("service-circle").expect("the binary is built with the tests")
}

/// Runs the program with these arguments.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Output {
    program().args(arguments).output().expect("the program starts")
}

/// A file of `fixtures/`.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(path)
}

/// What was said on stdout.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8")
}

/// What was said on stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8")
}

/// Checks that a run ended with this status and one clear line that holds all of `words`; gives the line.
#[track_caller]
pub(crate) fn one_clear_line(output: &Output, status: i32, words: &[&str]) -> String {
    let told = stderr(output);
    assert_eq!(output.status.code(), Some(status), "{told}");
    let lines: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("service-circle: "))
        .collect();
    assert_eq!(lines.len(), 1, "one line: {told}");
    // Nothing but progress stands beside it: no backtrace, no debug output.
    for forbidden in ["panicked", "backtrace", "RUST_BACKTRACE", "Error {", "Os {", "Error("] {
        assert!(!told.contains(forbidden), "{forbidden}: {told}");
    }
    for word in words {
        assert!(lines[0].contains(word), "{word} in: {told}");
    }
    assert!(output.stdout.is_empty(), "nothing on stdout: {}", stdout(output));
    lines[0].to_owned()
}

/// Every file below a folder with its bytes, by path.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).expect("the file can be read");
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}
