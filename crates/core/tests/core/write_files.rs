//! Files are whole or not there, the same each time, and errors name the path.

use std::fs;
use std::path::Path;

use crate::drawn::{drawn, features};
use geojson::JsonValue;
use service_circle_core::place::Rejected;
use service_circle_core::plan::{CircleOutcome, Outcome, Plan};
use service_circle_core::write::{WriteError, check_directory, check_file, to_directory, to_file};

fn rejected_row() -> Rejected {
    Rejected {
        list: "compounds",
        source: "list.csv".to_owned(),
        line: Some(7),
        id: "x".to_owned(),
        name: "甲, 乙".to_owned(),
        value: "0, 0".to_owned(),
        reason: "lon and lat are 0: likely missing".to_owned(),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_summary_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, mut outcome) = drawn();
    outcome.placed.rejected.push(rejected_row());
    outcome.tally.add("missing-node", || "way/9".to_owned());
    let written = to_directory(&plan, &outcome, folder.path(), false, None).unwrap();
    let text = fs::read_to_string(folder.path().join("summary.json")).unwrap();
    let summary: JsonValue = serde_json::from_str(&text).unwrap();
    let pick = |pointer: &str| summary.pointer(pointer).unwrap_or_else(|| panic!("{pointer}")).clone();
    assert_eq!(pick("/compounds/count"), 3);
    assert_eq!(
        pick("/compounds/by_verdict"),
        serde_json::json!({"gap": 2, "partly": 1, "served": 0, "undetermined": 0})
    );
    assert_eq!(pick("/compounds/by_reason"), serde_json::json!({"barrier": 3}));
    assert_eq!(pick("/compounds/shares/compounds/gap"), 0.6667);
    assert_eq!(pick("/compounds/shares/dwellings/total"), 4.0);
    assert_eq!(pick("/compounds/shares/elders/told_by"), 1);
    assert_eq!(pick("/compounds/shares/elders/within_low"), 0.6667);
    assert_eq!(pick("/rejected/compounds"), 1);
    assert_eq!(pick("/odd_input/missing-node/example"), "way/9");
    assert_eq!(pick("/settings/walk/speed_m_s"), 1.0);
    assert_eq!(pick("/settings/circles/0/limit/minutes"), 15.0);
    assert_eq!(pick("/network/metres"), 200.0);
    assert_eq!(pick("/inputs/0/sha256"), "ab".repeat(32));
    let files: Vec<&str> = written
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(pick("/files"), serde_json::json!(files));
    assert_eq!(
        files,
        [
            "facilities.geojson",
            "walks.geojson",
            "compounds.geojson",
            "quality.geojson",
            "facilities.qml",
            "walks.qml",
            "compounds.qml",
            "quality.qml",
            "service-circle.gpkg",
            "service-circle.qgz",
            "service-circle.qlr",
            "quality.csv",
            "rejected.csv",
            "summary.json"
        ]
    );
    let mut expected: Vec<String> = files.iter().map(|&name| name.to_owned()).collect();
    expected.sort();
    assert_eq!(names(folder.path()), expected, "no temporary file is left");
}

#[test]
fn an_empty_outcome_is_written_as_valid_files() {
    let folder = tempfile::tempdir().unwrap();
    let empty = Outcome {
        circles: vec![CircleOutcome::default()],
        ..Outcome::default()
    };
    to_directory(&Plan::default(), &empty, &folder.path().join("a/b"), true, None).unwrap();
    for name in ["compounds", "walks", "facilities", "network"] {
        assert_eq!(features(&folder.path().join(format!("a/b/{name}.geojson"))), []);
    }
    let text = fs::read_to_string(folder.path().join("a/b/summary.json")).unwrap();
    let summary: JsonValue = serde_json::from_str(&text).unwrap();
    assert_eq!(
        summary.pointer("/compounds/shares/elders/served"),
        Some(&JsonValue::Null)
    );
}

#[test]
fn rejected_rows_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, mut outcome) = drawn();
    let path = folder.path().join("out.geojson");
    to_file(&plan, &outcome, &path).unwrap();
    assert_eq!(names(folder.path()), ["out.geojson", "out.qml", "out.summary.json"]);

    outcome.placed.rejected.push(rejected_row());
    let written = to_file(&plan, &outcome, &path).unwrap();
    assert_eq!(
        written,
        ["out.geojson", "out.qml", "out.rejected.csv", "out.summary.json"].map(|name| folder.path().join(name))
    );
    let text = fs::read_to_string(&written[2]).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("Excel needs the mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        vec!["list", "source", "line", "id", "name", "value", "reason"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(
        rows,
        [vec![
            "compounds",
            "list.csv",
            "7",
            "x",
            "甲, 乙",
            "0, 0",
            "经纬度为0：可能缺失"
        ]]
    );

    outcome.placed.rejected.clear();
    to_file(&plan, &outcome, &path).unwrap();
    let text = fs::read_to_string(folder.path().join("out.rejected.csv")).unwrap();
    assert_eq!(text.lines().count(), 1, "rows of the last run do not stay");
}

#[test]
fn the_same_outcome_gives_the_same_bytes_anywhere() {
    let (plan, outcome) = drawn();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let written = folders.each_ref().map(|folder| {
        let written = to_directory(&plan, &outcome, folder.path(), true, None).unwrap();
        written.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(written[0], written[1]);
}

#[test]
fn formats_that_cannot_be_written_are_refused_before_the_run() {
    for name in ["out.tab", "out.kml", "out"] {
        let error = check_file(Path::new(name)).unwrap_err();
        assert!(error.is_usage());
        assert!(
            error.to_string().starts_with(name) && error.to_string().contains(".geojson"),
            "{error}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    check_file(&folder.path().join("OUT.GeoJSON")).unwrap();
    assert_eq!(
        names(folder.path()),
        Vec::<String>::new(),
        "asking leaves nothing behind"
    );
}

#[test]
fn a_folder_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    let error = to_file(&plan, &outcome, &folder.path().join("missing/out.geojson")).unwrap_err();
    assert!(
        matches!(&error, WriteError::Folder { path, .. } if path.ends_with("missing")),
        "{error}"
    );
    assert!(!error.is_usage());

    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let error = to_directory(&plan, &outcome, &file, false, None).unwrap_err();
    assert!(
        error.to_string().contains("file") && !error.to_string().contains('\n'),
        "{error}"
    );
    assert!(check_directory(&file).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_failed_run_leaves_the_old_files_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    let old = folder.path().join("compounds.geojson");
    fs::write(&old, "old").unwrap();
    // A folder stands where the last file should: nothing can be renamed onto it.
    fs::create_dir(folder.path().join("summary.json")).unwrap();
    let error = to_directory(&plan, &outcome, folder.path(), true, None).unwrap_err();
    assert!(
        matches!(&error, WriteError::File { path, .. } if path.ends_with("summary.json")),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    assert_eq!(
        names(folder.path()),
        ["compounds.geojson", "summary.json"],
        "nothing half-written is left"
    );
}

#[cfg(unix)]
#[test]
fn files_have_the_rights_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = drawn();
    let path = folder.path().join("out.geojson");
    to_file(&plan, &outcome, &path).unwrap();
    fs::write(folder.path().join("plain"), "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&path), mode(&folder.path().join("plain")));
}
