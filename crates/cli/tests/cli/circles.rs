//! `circles` as a user runs it: the files, their columns, the text, and what is said of wrong requests.

// In tests a broken expectation ends the test.
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{files, fixture, one_clear_line, run, stderr, stdout};
use serde_json::Value;

/// `circles ARGUMENTS FIXTURE-CITY`.
fn circles<S: AsRef<OsStr>>(arguments: &[S]) -> Output {
    let mut all: Vec<OsString> = vec!["circles".into(), "--language=en".into()];
    all.extend(arguments.iter().map(|one| one.as_ref().to_owned()));
    all.push(fixture("city/plan.toml").into_os_string());
    run(&all)
}

fn features(path: &Path) -> Vec<Value> {
    let layer: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    layer["features"].as_array().unwrap().clone()
}

/// The names of a folder's files, in order.
fn names(folder: &Path) -> Vec<String> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut names: Vec<String> = files(folder).iter().map(|(path, _)| name(path)).collect();
    names.sort();
    names
}

fn columns(feature: &Value) -> Vec<&str> {
    feature["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_folder_gets_areas_and_streets_and_the_text_tells_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/out");
    let output = circles(&["-o".as_ref(), out.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        names(&out),
        [
            "circle_streets.geojson",
            "circle_streets.qml",
            "circles.geojson",
            "circles.gpkg",
            "circles.qgz",
            "circles.qlr",
            "circles.qml",
            "rejected.csv",
        ]
    );

    let areas = features(&out.join("circles.geojson"));
    assert_eq!(areas.len() % 3, 0, "three limits a facility");
    let contract = "facility_id facility_name facilities minutes area_km2 streets_m streets_share compounds elders leaves_data ring";
    let facilities = areas.len() / 3;
    for first in 0..facilities {
        let three = || areas.iter().skip(first).step_by(facilities);
        let told = |name: &str| three().map(|one| one["properties"][name].clone()).collect::<Vec<_>>();
        assert_eq!(told("minutes"), [15.0, 10.0, 5.0], "the largest first");
        assert_eq!(told("facility_id")[0], told("facility_id")[2]);
        for falling in ["area_km2", "streets_m", "compounds"] {
            let figures: Vec<f64> = told(falling).iter().map(|one| one.as_f64().unwrap()).collect();
            assert!(figures.is_sorted_by(|a, b| a >= b), "{falling}: {figures:?}");
        }
        assert_eq!(told("ring"), [1, 2, 3]);
        for one in three() {
            assert_eq!(columns(one).join(" "), contract);
            assert_eq!(one["geometry"]["type"], "MultiPolygon");
        }
    }
    let streets = features(&out.join("circle_streets.geojson"));
    assert_eq!(
        columns(&streets[0]).join(" "),
        "facility_id minutes metres name class public ring"
    );
    // Each street lies in the lowest limit it is within: those up to a limit sum up to the limit's streets.
    let first = &areas[facilities]["properties"];
    let sum: f64 = streets
        .iter()
        .map(|street| &street["properties"])
        .filter(|street| {
            street["facility_id"] == first["facility_id"] && street["minutes"].as_f64() <= first["minutes"].as_f64()
        })
        .map(|street| street["metres"].as_f64().unwrap())
        .sum();
    assert!(
        (sum - first["streets_m"].as_f64().unwrap()).abs() < 2.0,
        "{sum} is not {first}"
    );

    let told = stdout(&output);
    assert!(
        told.starts_with("Service circles of 25 facilities, each alone, at 1 m/s\n"),
        "{told}"
    );
    assert!(
        told.contains("within  ground km2  streets km  of round  compounds  elders"),
        "{told}"
    );
    assert!(
        told.contains("  and 15 circles more: the layer holds them all\n"),
        "{told}"
    );
    for file in [
        "circles.gpkg",
        "circles.geojson",
        "circle_streets.geojson",
        "rejected.csv",
    ] {
        assert!(told.contains(&format!("{}\n", out.join(file).display())), "{told}");
    }
}

#[test]
fn one_facility_by_name_with_limits_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.geojson");
    let output = circles(&[
        "--facility".as_ref(),
        "围墙养老院".as_ref(),
        "--limits".as_ref(),
        "900m,300m".as_ref(),
        "-o".as_ref(),
        file.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(names(folder.path()), ["one.geojson", "one.qml"]);
    let areas = features(&file);
    let ids: Vec<&str> = areas.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let id = areas[0]["properties"]["facility_id"].as_str().unwrap();
    assert_eq!(ids, [format!("{id}/900m"), format!("{id}/300m")]);
    assert_eq!(areas[1]["properties"]["minutes"], 5.0);
    // A cross of streets: 300 m both ways along the street, and up the road at its west end from 250 m on.
    assert!(stdout(&output).contains("900 m"), "{}", stdout(&output));

    // The same by its id.
    let again = folder.path().join("again.geojson");
    let by_id = circles(&[
        "--facility".as_ref(),
        id.as_ref(),
        "--limits".as_ref(),
        "300m,900m".as_ref(),
        "-o".as_ref(),
        again.as_os_str(),
    ]);
    assert_eq!(by_id.status.code(), Some(0), "{}", stderr(&by_id));
    assert_eq!(fs::read(&file).unwrap(), fs::read(&again).unwrap());
}

#[test]
fn all_facilities_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("covered.geojson");
    let output = circles(&[
        "--together".as_ref(),
        "--limits=15min".as_ref(),
        "-o".as_ref(),
        file.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let areas = features(&file);
    assert_eq!(areas.len(), 1);
    assert_eq!(areas[0]["id"], "together/15min");
    let told = &areas[0]["properties"];
    assert_eq!(
        (told["facility_id"].is_null(), &told["facilities"]),
        (true, &Value::from(25))
    );
    assert!(
        stdout(&output).contains("25 facilities, together"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn without_limits_they_are_thirds_of_the_circles_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.geojson");
    let output = circles(&[
        "--together".as_ref(),
        "--limit=900m".as_ref(),
        "-o".as_ref(),
        file.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let ids: Vec<Value> = features(&file).iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids, ["together/900m", "together/600m", "together/300m"]);
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let written: Vec<(Vec<u8>, Vec<u8>)> = ["1", "2", "7"]
        .iter()
        .map(|threads| {
            let out = folder.path().join(threads);
            let output = circles(&["--threads".as_ref(), threads.as_ref(), "-o".as_ref(), out.as_os_str()]);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            let read = |name: &str| fs::read(out.join(name)).unwrap();
            (read("circles.geojson"), read("circle_streets.geojson"))
        })
        .collect();
    assert!(written.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_run_has_the_same_areas_in_a_layer_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (verb, ran, without) = (
        folder.path().join("verb"),
        folder.path().join("run"),
        folder.path().join("without"),
    );
    let gaps = |arguments: &[&OsStr]| {
        let mut all: Vec<OsString> = vec!["gaps".into(), fixture("city/plan.toml").into_os_string()];
        all.extend(arguments.iter().map(|one| one.to_os_string()));
        let output = run(&all);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    let output = circles(&["-o".as_ref(), verb.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    gaps(&["-o".as_ref(), ran.as_os_str()]);
    let read = |folder: &Path, name: &str| fs::read(folder.join(name)).unwrap();
    assert_eq!(read(&ran, "circles.geojson"), read(&verb, "circles.geojson"));
    // The legend, in the language of the city's names or the one asked for: nearest first, and no limit that is not drawn.
    for (folder, told) in [
        (&ran, ["5分钟内", "10分钟内", "15分钟内"]),
        (&verb, ["Within 5 min", "Within 10 min", "Within 15 min"]),
    ] {
        let style = String::from_utf8(read(folder, "circles.qml")).unwrap();
        let legend: Vec<&str> = style
            .split("label=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(label, _)| label)
            .collect();
        assert_eq!(legend, told, "{style}");
    }
    gaps(&["--no-circles".as_ref(), "-o".as_ref(), without.as_os_str()]);
    assert!(names(&ran).contains(&"circles.geojson".to_owned()));
    assert!(!names(&without).contains(&"circles.geojson".to_owned()));
    assert_eq!(read(&ran, "compounds.geojson"), read(&without, "compounds.geojson"));
}

#[test]
fn wrong_requests_are_one_line_each() {
    let nowhere = ["-o", "x.geojson"];
    for (asked, words) in [
        (
            ["--facility", "围墙养老"],
            vec!["--facility 围墙养老", "did you mean 围墙养老院"],
        ),
        (["--limits", "15"], vec!["--limits \"15\"", "no unit", "15min", "900m"]),
        (["--limits", "5min,,15min"], vec!["--limits \"\"", "15min"]),
        (["--limits", "-5min"], vec!["--limits \"-5min\"", "not above 0"]),
        (["--limits", "99h"], vec!["--limits \"99h\"", "neither min nor m"]),
        (["--limits", "9000min"], vec!["--limits \"9000min\""]),
        (
            ["--set", "circle.categories=[\"nothing\"]"],
            vec!["no facility counts", "circle.categories"],
        ),
    ] {
        let arguments: Vec<&str> = asked.into_iter().chain(nowhere).collect();
        one_clear_line(&circles(&arguments), 2, &words);
    }
    one_clear_line(&circles(&["-o", "x.kml"]), 2, &["x.kml", ".gpkg"]);
    let output = circles(&["--facility", "a", "--facility", "b", "-o", "x.geojson"]);
    assert_eq!(
        (
            output.status.code(),
            stderr(&output)
                .lines()
                .filter(|line| line.contains("--facility"))
                .count()
        ),
        (Some(2), 2)
    );
    assert!(!Path::new("x.geojson").exists());
}

#[test]
fn a_run_that_cannot_write_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("old.geojson");
    fs::write(&file, "old").unwrap();
    let output = circles(&[
        "--facility".as_ref(),
        "nobody".as_ref(),
        "-o".as_ref(),
        file.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    assert_eq!(names(folder.path()), ["old.geojson"]);
}
