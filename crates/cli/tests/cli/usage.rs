//! What the program says before it reads any data: help, usage, plans that cannot be used.

// In tests a broken expectation ends the test.
use std::fs;

use crate::support::{fixture, one_clear_line, run, stderr, stdout};

/// Some file, so that only what is tested is wrong.
fn any_file() -> String {
    fixture("city/plan.toml").to_string_lossy().into_owned()
}

#[test]
fn help_lists_the_verbs_there_are() {
    let output = run(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = stdout(&output);
    for verb in [
        "gaps", "coverage", "network", "circles", "check", "explain", "site", "compare", "init",
    ] {
        assert!(help.contains(&format!("\n  {verb} ")), "{verb}: {help}");
    }
    assert!(output.stderr.is_empty());
}

#[test]
fn every_verb_has_help_with_the_common_flags() {
    for verb in ["gaps", "network", "circles", "check", "explain"] {
        let help = stdout(&run(&[verb, "--help"]));
        for flag in [
            "--osm",
            "--compounds",
            "--facilities",
            "--dwellings",
            "--gates",
            "--facility-tags",
            "--limit",
            "--set",
            "--threads",
            "--quiet",
            "--progress",
        ] {
            assert!(help.contains(flag), "{verb} {flag}: {help}");
        }
    }
}

#[test]
fn wrong_usage_is_one_line_and_two() {
    for (arguments, words) in [
        (vec!["gaps", "--osmm", "x"], vec!["--osmm", "--osm"]),
        (vec![], vec!["no verb", "gaps", "--help"]),
        (vec!["gasp"], vec!["gasp", "gaps"]),
        (vec!["explain"], vec!["<ID>", "--help"]),
        (vec!["gaps", "--threads", "0"], vec!["--threads", "0", "1 to 1024"]),
        (vec!["gaps", "--threads", "99999999"], vec!["--threads", "1 to 1024"]),
        (vec!["explain", "", "plan.toml"], vec!["<ID>", "--help"]),
        (vec!["gaps", "--progress", "dots"], vec!["dots", "--progress"]),
        (
            vec!["gaps", "--quiet", "--progress", "bar"],
            vec!["--quiet", "--progress"],
        ),
    ] {
        one_clear_line(&run(&arguments), 2, &words);
    }
}

#[test]
fn no_input_says_what_to_give() {
    one_clear_line(&run(&["gaps"]), 2, &["no extract", "--osm FILE.osm.pbf"]);
    let file = any_file();
    one_clear_line(&run(&["gaps", "--osm", &file]), 2, &["nowhere to write", "-o OUT.gpkg"]);
}

#[test]
fn a_missing_input_is_named() {
    for flag in [
        "--osm",
        "--compounds",
        "--facilities",
        "--dwellings",
        "--gates",
        "--facility-tags",
    ] {
        let file = any_file();
        let mut arguments = vec!["check", flag, "nowhere/at-all.csv"];
        if flag != "--osm" {
            arguments.extend(["--osm", &file]);
        }
        let words = ["nowhere/at-all.csv", "there is no such file", flag];
        one_clear_line(&run(&arguments), 2, &words);
    }
    one_clear_line(
        &run(&["check", "nowhere.toml"]),
        2,
        &["nowhere.toml", "service-circle init"],
    );
    let output = run(&["check".into(), fixture("malformed/no-such-file.toml").into_os_string()]);
    one_clear_line(&output, 2, &["malformed", "nowhere.osm.pbf", "osm.file"]);
}

#[test]
fn a_folder_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    one_clear_line(&run(&["check", "--osm", path]), 2, &[path, "this is a folder"]);
}

#[test]
fn a_limit_that_is_none_is_named_with_what_would_do() {
    let file = any_file();
    for limit in ["-3min", "15", "", "0m", "15h"] {
        let output = run(&["gaps", "--osm", &file, "-o", "x.geojson", "--limit", limit]);
        one_clear_line(&output, 2, &["limit", limit, "15min", "900m"]);
    }
    let output = run(&["gaps".into(), fixture("malformed/negative-limit.toml").into_os_string()]);
    let words = ["negative-limit.toml:6", "circle.limit = \"-3min\"", "15min"];
    one_clear_line(&output, 2, &words);
}

#[test]
fn a_misspelt_key_is_named_with_file_line_and_the_nearest_known_one() {
    let output = run(&["gaps".into(), fixture("malformed/misspelt-key.toml").into_os_string()]);
    let words = ["misspelt-key.toml:5", "walk.spede_m_s", "did you mean walk.speed_m_s?"];
    one_clear_line(&output, 2, &words);
    let output = run(&["gaps".into(), fixture("malformed/not-toml.toml").into_os_string()]);
    one_clear_line(&output, 2, &["not-toml.toml:1", "not TOML"]);
    let file = any_file();
    let output = run(&["check", "--osm", &file, "--set", "wlak.speed_m_s=1"]);
    one_clear_line(&output, 2, &["--set wlak.speed_m_s=1", "did you mean [walk]?"]);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.toml");
    fs::write(
        &plan,
        "[walk]\nspeed_m_s = 30\nsteps = 2\nstep_free = \"no\"\n[osm]\nfile = \"gone.osm.pbf\"\n",
    )
    .unwrap();
    let output = run(&["check".as_ref(), plan.as_os_str()]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert_eq!(told.lines().count(), 4, "{told}");
    for words in [
        "plan.toml:3: walk.steps: there is no such key; did you mean walk.steps_factor?",
        "plan.toml:4: walk.step_free = \"no\": give true or false",
        "walk.speed_m_s = 30: give 0.1 to 3 m/s",
        "gone.osm.pbf: there is no such file; mend --osm or osm.file",
    ] {
        assert!(told.contains(words), "{words} in: {told}");
    }
}

#[test]
fn an_output_that_cannot_be_written_fails_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "whole").unwrap();
    let inside = file.join("gaps.geojson");
    let missing = folder.path().join("no/such/gaps.geojson");
    let osm = any_file();
    let under = file.join("deep/folder");
    for (path, status, culprit, words) in [
        (&inside, 2, &file, "no folder"),
        (&file, 2, &file, "no folder"),
        (&under, 2, &file, "no folder"),
        (
            &missing,
            1,
            &folder.path().join("no/such"),
            "cannot write into this folder",
        ),
    ] {
        let path = path.to_str().unwrap();
        let line = one_clear_line(
            &run(&["gaps", "--osm", &osm, "-o", path]),
            status,
            &["-o", words, &format!("{}:", culprit.display())],
        );
        assert!(!line.contains(".part"), "a temporary name is told: {line}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "whole");
    let other = folder.path().join("gaps.kml");
    let output = run(&["gaps", "--osm", &osm, "-o", other.to_str().unwrap()]);
    one_clear_line(&output, 2, &["gaps.kml", ".gpkg", ".geojson"]);
    let output = run(&["gaps", "--osm", &osm, "-o", "gaps.geojson", "--with-network"]);
    one_clear_line(&output, 2, &["--with-network", "-o FOLDER"]);
}

#[test]
fn init_writes_a_plan_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.toml");
    let output = run(&["init".as_ref(), path.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(stdout(&run(&["init"])), written);
    assert_eq!(stdout(&run(&["init", "-"])), written);
    for section in [
        "[osm]",
        "[walk]",
        "[compounds]",
        "[facilities]",
        "[[circle]]",
        "[verdict]",
        "[output]",
    ] {
        assert!(written.lines().any(|line| line == section), "{section}");
    }
    // The plan can be used: all that it lacks is an extract.
    one_clear_line(
        &run(&["check".as_ref(), path.as_os_str()]),
        2,
        &["no extract", "osm.file"],
    );

    fs::write(&path, "mine").unwrap();
    let output = run(&["init".as_ref(), path.as_os_str()]);
    one_clear_line(&output, 2, &["plan.toml", "already there", "another path"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");

    let nowhere = folder.path().join("no/such/plan.toml");
    one_clear_line(&run(&["init".as_ref(), nowhere.as_os_str()]), 1, &["no/such/plan.toml"]);
}

#[test]
fn version_is_told() {
    let told = stdout(&run(&["--version"]));
    assert_eq!(told, format!("service-circle {}\n", env!("CARGO_PKG_VERSION")));
}
