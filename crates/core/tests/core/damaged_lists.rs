//! Lists that something happened to: a clear error or rows, all accounted for; never a panic.
use std::collections::BTreeSet;

use service_circle_core::plan::{Plan, TableSource};
use service_circle_core::read::table::{List, read_table, read_tables};
use service_circle_testkit::damaged::{self, Damaged, Expected};

const SEED: u64 = 20_260_404;
/// Longest message, characters: it lists headers or layers now and then.
const LONGEST_MESSAGE: usize = 4_000;

fn source(damaged: &Damaged) -> TableSource {
    TableSource {
        path: damaged.path.clone(),
        layer: damaged.layer.map(str::to_owned),
        encoding: damaged.encoding.map(str::to_owned),
        ..TableSource::default()
    }
}

/// An error must be one line that names the file; rows must add up. Tells what came of the list.
fn outcome(damaged: &Damaged) -> Result<(usize, usize), String> {
    let source = source(damaged);
    let plan = Plan {
        facilities: Some(source.clone()),
        ..Plan::default()
    };
    match read_tables(&plan) {
        Ok(tables) => {
            let used = tables.facilities.unwrap().len();
            let rejected = tables.rejected.len();
            let rows = read_table(&source, List::Facilities).unwrap().rows_read();
            assert_eq!(rows, used + rejected, "{}", damaged.name);
            assert!(
                tables
                    .rejected
                    .iter()
                    .all(|row| !row.reason.is_empty() && row.line.is_some()),
                "{}",
                damaged.name
            );
            Ok((used, rejected))
        }
        Err(error) => {
            let message = error.to_string();
            let file = damaged.path.file_stem().unwrap().to_string_lossy();
            assert!(message.contains(&*file), "{}: {message}", damaged.name);
            assert!(!message.contains(char::is_control), "{}: {message:?}", damaged.name);
            assert!(message.chars().count() < LONGEST_MESSAGE, "{}: {message}", damaged.name);
            Err(message)
        }
    }
}

#[test]
fn every_damaged_list_is_an_error_or_accounted_for() {
    let folder = tempfile::tempdir().unwrap();
    let all = damaged::all(folder.path(), SEED).unwrap();
    assert!(all.len() >= 200, "{}", all.len());
    let names: BTreeSet<&str> = all.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), all.len(), "each is told apart by its name");
    let mut wrong = Vec::new();
    let (mut errors, mut rows) = (0, 0);
    for damaged in &all {
        let outcome = outcome(damaged);
        match &outcome {
            Err(_) => errors += 1,
            Ok(_) => rows += 1,
        }
        let as_expected = match (damaged.expected, &outcome) {
            (Expected::EitherWay, _) => true,
            (Expected::Error(words), Err(message)) => message.contains(words),
            (Expected::Rejected(count), Ok((_, rejected))) => *rejected == count,
            _ => false,
        };
        if !as_expected {
            wrong.push(format!("{}: {outcome:?}, not {:?}", damaged.name, damaged.expected));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
    assert!(errors > 50 && rows > 50, "{errors} errors, {rows} lists with rows");
}
