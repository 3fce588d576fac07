//! The committed fixtures are what the generator makes; no more, no less, and small.
#![allow(clippy::unwrap_used, reason = "test helpers may panic as tests may")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use service_circle_testkit::{city, named};

/// Promise of the issue: under 200 kB.
const MOST_BYTES: usize = 200_000;
/// The README's pictures of the city, and the script that draws them from a run's layers.
const PICTURES: [&str; 6] = [
    "city/render.py",
    "city/gap-map.png",
    "city/shared-gate-gated.png",
    "city/shared-gate-open.png",
    "city/qgis-sheet.png",
    "city/report-page.png",
];

#[test]
fn every_fixture_is_as_made() {
    for (path, bytes) in named::made() {
        let committed = std::fs::read(named::fixtures().join(path)).unwrap_or_default();
        assert!(
            committed == bytes,
            "{path} differs: cargo run -p service-circle-testkit --bin make-fixtures"
        );
    }
    assert!(named::made().iter().map(|(_, bytes)| bytes.len()).sum::<usize>() < MOST_BYTES);
}

#[test]
fn no_fixture_lies_about_that_is_not_made() {
    let drawn = PICTURES.map(|path| named::fixtures().join(path));
    let made: BTreeSet<PathBuf> = named::made()
        .iter()
        .map(|(path, _)| named::fixtures().join(path))
        .chain(drawn)
        .collect();
    let found = ["city", "malformed"]
        .map(|folder| files(&named::fixtures().join(folder)))
        .concat();
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), made);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect()
}

#[test]
fn committed_answers_read_back() {
    assert_eq!(named::answers().unwrap(), city::city().answers);
}
