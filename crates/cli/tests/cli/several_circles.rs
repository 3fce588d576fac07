//! Plans of several circles: each judged on its own, a layer each, one table of all; and coverage by street on real lists.

// In tests a broken expectation ends the test.
use std::fs;
use std::path::Path;

use crate::support::{fixture, one_clear_line, run, stderr, stdout};
use serde_json::Value;
use service_circle_testkit::named::real_data;

/// A plan over the fixture city with these circles.
fn plan(folder: &Path, circles: &str) -> std::path::PathBuf {
    let path = folder.join("plan.toml");
    let city = fixture("city/city.osm.pbf").canonicalize().unwrap();
    fs::write(
        &path,
        format!(
            "[osm]\nfile = '{}'\n[verdict]\ncompare_zones = false\n{circles}",
            city.display()
        ),
    )
    .unwrap();
    path
}

const TWO: &str =
    "[[circle]]\nname = \"near\"\nlimit = \"5min\"\n[[circle]]\npreset = \"gb50180-15min\"\nname = \"十五分钟\"\n";

fn features(path: &Path) -> Vec<Value> {
    let layer: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    layer["features"].as_array().unwrap().clone()
}

#[test]
fn each_circle_has_its_layers_and_all_are_in_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(folder.path(), TWO);
    let out = folder.path().join("out");
    let output = run(&[
        "gaps".as_ref(),
        "--language=en".as_ref(),
        plan.as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    assert!(
        told.contains("near: 54 compounds within 5 min") && told.contains("十五分钟: 54 compounds within 1000 m"),
        "{told}"
    );

    let near = features(&out.join("compounds_near.geojson"));
    let far = features(&out.join("compounds_十五分钟.geojson"));
    let table = fs::read_to_string(out.join("verdicts.csv")).unwrap();
    let mut lines = table.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| head.iter().position(|one| *one == name).unwrap();
    assert_eq!(lines.clone().count(), near.len());
    let mut differing = 0;
    for ((near, far), line) in near.iter().zip(&far).zip(lines) {
        let cells: Vec<&str> = line.split(',').collect();
        for (feature, circle) in [(near, "near"), (far, "十五分钟")] {
            assert_eq!(feature["properties"]["circle"], circle);
            assert_eq!(
                feature["properties"]["verdict"],
                cells[column(&format!("verdict_{circle}"))]
            );
        }
        // A longer limit never serves less.
        let share = |feature: &Value| feature["properties"]["share_high"].as_f64().unwrap();
        assert!(share(near) <= share(far), "{line}");
        differing += usize::from(near["properties"]["verdict"] != far["properties"]["verdict"]);
    }
    assert!(differing > 5, "the circles are judged apart: {differing}");
    // Alone, each circle says the same.
    let alone = folder.path().join("alone");
    let output = run(&[
        "gaps".as_ref(),
        "--osm".as_ref(),
        fixture("city/city.osm.pbf").as_os_str(),
        "--limit".as_ref(),
        "5min".as_ref(),
        "-o".as_ref(),
        alone.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for (alone, among) in features(&alone.join("compounds.geojson")).iter().zip(&near) {
        for column in ["verdict", "minutes", "share_low", "facility_id"] {
            assert_eq!(alone["properties"][column], among["properties"][column]);
        }
    }
    let summary: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["circles"][1]["preset"], "gb50180-15min");
    assert_eq!(summary["circles"][1]["limit_s"], 1000.0);
}

#[test]
fn what_one_file_or_flag_cannot_say_of_several_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = plan(folder.path(), TWO);
    let layer = folder.path().join("x.geojson");
    let output = run(&["gaps".as_ref(), path.as_os_str(), "-o".as_ref(), layer.as_os_str()]);
    one_clear_line(&output, 2, &["x.geojson", "2 circles", "folder"]);
    let output = run(&["explain", "way/1", path.to_str().unwrap(), "--limit", "10min"]);
    one_clear_line(&output, 2, &["--limit", "2 circles", "circle.1.limit"]);
    let output = run(&[
        "explain",
        "西邻苑",
        path.to_str().unwrap(),
        "--language=en",
        "--set",
        "circle.2.limit=20min",
    ]);
    assert!(
        stdout(&output).contains("Circle: near\n西邻苑") && stdout(&output).contains("The limit is 20 min"),
        "{}",
        stderr(&output)
    );
    let twice = plan(folder.path(), "[[circle]]\n[[circle]]\n");
    let output = run(&["check", twice.to_str().unwrap()]);
    one_clear_line(&output, 2, &["circle.2.name", "name of its own"]);
    let unknown = plan(folder.path(), "[[target]]\ncircle = \"far\"\nshare = 1.3\n");
    let told = stderr(&run(&[
        "coverage",
        unknown.to_str().unwrap(),
        "-o",
        folder.path().join("o").to_str().unwrap(),
    ]));
    assert!(
        told.contains("target.1.share = 1.3: give a share") && told.contains("target.1.circle = far: no [[circle]]"),
        "{told}"
    );
}

#[test]
fn lists_alone_need_facilities_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    one_clear_line(
        &run(&["coverage", "-o", out.to_str().unwrap()]),
        2,
        &["no facilities", "--facilities"],
    );
    let facilities = fixture("indicators/s3_liaoning/facilities.csv");
    let output = run(&[
        "coverage".as_ref(),
        "--language=en".as_ref(),
        "--facilities".as_ref(),
        facilities.as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // The units are those that the list names: five streets, 32 communities and villages.
    let told = stdout(&output);
    assert!(told.contains("0 compounds, 38 facilities, 38 units."), "{told}");
    assert!(told.contains("Nothing was walked"), "{told}");
    one_clear_line(
        &run(&[
            "coverage",
            "--facilities",
            facilities.to_str().unwrap(),
            "-o",
            "x.geojson",
        ]),
        2,
        &["x.geojson", "folder"],
    );
}

#[test]
fn wangjing_s_streets_are_told_and_marked_as_partial() {
    let (Some(osm), Some(units)) = (
        real_data("beijing_wangjing.osm.pbf"),
        real_data("wangjing/beijing_townships.geojson"),
    ) else {
        return;
    };
    let lists = ["wangjing/compounds.csv", "wangjing/facilities.csv"].map(|name| real_data(name).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = run(&[
        "coverage".as_ref(),
        "--osm".as_ref(),
        osm.as_os_str(),
        "--compounds".as_ref(),
        lists[0].as_os_str(),
        "--facilities".as_ref(),
        lists[1].as_os_str(),
        "--units".as_ref(),
        units.as_os_str(),
        "--set".as_ref(),
        "output.language=en".as_ref(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let streets = features(&out.join("units.geojson"));
    assert!((2..=12).contains(&streets.len()), "{}", streets.len());
    let told = |feature: &Value, column: &str| feature["properties"][column].clone();
    let names: Vec<String> = streets
        .iter()
        .map(|one| told(one, "unit_name").as_str().unwrap().to_owned())
        .collect();
    assert!(names.iter().any(|name| name == "望京街道"), "{names:?}");
    // The tile is smaller than any of them.
    assert!(streets.iter().all(|one| told(one, "extent") == "partial"), "{names:?}");
    // Every compound is in a street, and every unit is told of or rejected.
    let summary: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["units"]["compounds_without_unit"], 0);
    let compounds: u64 = streets.iter().map(|one| told(one, "compounds").as_u64().unwrap()).sum();
    assert_eq!(compounds, 94);
    let rows = fs::read_to_string(&units).unwrap().matches("\"Feature\"").count() as u64;
    let rejected = summary["rejected"]["units"].as_u64().unwrap();
    let made = summary["units"]["count"].as_u64().unwrap() - streets.len() as u64;
    assert!(
        streets.len() as u64 + rejected >= rows && made <= 2,
        "{rows} rows, {rejected} rejected, {made} made"
    );
    let page = fs::read_to_string(out.join("report.md")).unwrap();
    assert!(page.contains("partial: the map ends in it"), "{page}");
    let (printed, findings) = (stdout(&output), page.split("\n## ").nth(1).unwrap());
    // Lines are broken elsewhere on a terminal.
    let plain = |text: &str| text.replace("**", "").replace(char::is_whitespace, "");
    assert!(
        findings.starts_with("Findings") && plain(&printed).contains(&plain(findings)),
        "the findings printed are those written: {printed}"
    );
    assert!(
        page.contains("**Note: ") && !page.contains("beijing_wangjing.osm.pbf/"),
        "{page}"
    );
    assert!(!printed.contains("## Definitions") && page.contains("## Definitions"));
}

#[test]
fn one_part_of_coverage_may_be_written_alone() {
    let folder = tempfile::tempdir().unwrap();
    let plan = fixture("indicators/s2_lubei/plan.toml");
    for (name, beginning) in [
        ("报告.md", "# 养老服务覆盖".as_bytes()),
        ("表.xlsx", b"PK"),
        ("图.html", b"<!"),
    ] {
        let path = folder.path().join(name);
        let output = run(&["coverage".as_ref(), plan.as_os_str(), "-o".as_ref(), path.as_os_str()]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        assert!(fs::read(&path).unwrap().starts_with(beginning), "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_geopackage_holds_the_layer_of_every_circle() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan(folder.path(), TWO);
    let path = folder.path().join("gaps.gpkg");
    let output = run(&["gaps".as_ref(), plan.as_os_str(), "-o".as_ref(), path.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let bytes = fs::read(&path).unwrap();
    for table in ["compounds_near", "compounds_十五分钟"] {
        let created = format!("CREATE TABLE \"{table}\"");
        assert!(
            bytes.windows(created.len()).any(|part| part == created.as_bytes()),
            "{table}"
        );
    }
}
