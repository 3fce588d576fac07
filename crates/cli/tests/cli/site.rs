//! `site` through the command line: what it writes, and a clear answer to whatever cannot be done.

// In tests a broken expectation ends the test.
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{fixture, one_clear_line, run, stderr, stdout};
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;

fn site(arguments: &[&str]) -> Output {
    let mut all: Vec<OsString> = vec![
        "site".into(),
        fixture("city/plan.toml").into_os_string(),
        "-q".into(),
        "--language=en".into(),
    ];
    all.extend(arguments.iter().map(OsString::from));
    // Not into the plan's own folder, which is the fixture's.
    let folder = tempfile::tempdir().unwrap();
    if !arguments.contains(&"-o") {
        all.extend(["-o".into(), folder.path().join("out").into_os_string()]);
    }
    run(&all)
}

/// With the city's rooms, or others, as candidates.
fn with_rooms(rooms: &Path, arguments: &[&str]) -> Output {
    let mut all = vec!["--candidates", rooms.to_str().unwrap()];
    all.extend(arguments);
    site(&all)
}

fn city_rooms() -> std::path::PathBuf {
    fixture("city/candidates.csv")
}

/// A table of candidates with these rows under `id,lon,lat,cost,street`.
fn rooms(folder: &Path, rows: &[&str]) -> std::path::PathBuf {
    let path = folder.join("rooms.csv");
    fs::write(&path, format!("id,lon,lat,cost,street\n{}\n", rows.join("\n"))).unwrap();
    path
}

/// A place by the street of 路西小区, and one that serves nobody.
const USEFUL: &str = "115.0149871,33.0374195";
const USELESS: &str = "114.9946476,33.0360670";

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn told(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    stdout(output)
}

fn says(output: &Output, words: &[&str]) {
    let text = told(output);
    let on_one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        assert!(text.contains(word) || on_one_line.contains(word), "{word} in: {text}");
    }
}

#[test]
fn a_plan_is_written_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let arguments = [
        "-k",
        "2",
        "--check",
        "--set",
        "output.language=zh",
        "-o",
        out.to_str().unwrap(),
    ];
    says(
        &with_rooms(&city_rooms(), &arguments),
        &[
            "4个备选点",
            "已证明最优",
            "绕行路社区用房 (R3)",
            "邻里路老邮局 (R4)",
            "已复核：",
        ],
    );
    for file in [
        "sites.geojson",
        "sites.qml",
        "assignment.geojson",
        "assignment.qml",
        "assignment.csv",
        "curve.csv",
        "streets.csv",
        "siting.xlsx",
        "service-circle.gpkg",
        "service-circle.qgz",
        "summary.json",
    ] {
        assert!(out.join(file).is_file(), "{file}");
    }
    assert!(!out.join("stages.csv").exists(), "there is one stage");
    let mut book: Xlsx<_> = open_workbook(out.join("siting.xlsx")).unwrap();
    for (sheet, cells) in book.worksheets() {
        for (row, column, cell) in cells.used_cells() {
            let text = cell.to_string();
            assert!(!text.contains(['{', '}']), "{sheet} {row} {column}: {text}");
        }
    }
    let figures = &read_json(&out.join("summary.json"))["site"];
    assert_eq!(figures["status"], "optimal");
    assert_eq!(figures["objective"], figures["bound"]);
    assert_eq!(figures["gap"], 0.0);
    assert_eq!(figures["sites"], serde_json::json!(["R3", "R4"]));
    let assignment = read_json(&out.join("assignment.geojson"));
    let of = |name: &str| {
        let features = assignment["features"].as_array().unwrap();
        let found = features.iter().find(|one| one["properties"]["name"] == name).unwrap();
        found["properties"].clone()
    };
    assert_eq!(of("路西小区")["site_id"], "R3");
    assert_eq!(of("路西小区")["change"], "new");
    assert_eq!(of("路西小区")["longest_minutes"], 2.5);
    assert_eq!(of("捷径花园")["change"], "within");
    assert_eq!(of("围墙大院")["change"], "out-of-reach");
    let curve = fs::read_to_string(out.join("curve.csv")).unwrap();
    assert_eq!(curve.lines().count(), 3, "{curve}");
}

#[test]
fn stages_tell_what_haste_costs() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = with_rooms(
        &city_rooms(),
        &["--set", "site.stages=[1,1]", "-o", out.to_str().unwrap()],
    );
    says(&output, &["Stages", "deciding stage by stage costs nothing at the end"]);
    let stages = fs::read_to_string(out.join("stages.csv")).unwrap();
    assert_eq!(stages.lines().count(), 3, "{stages}");
    assert_eq!(
        read_json(&out.join("summary.json"))["site"]["stages"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn every_problem_and_every_source_of_candidates_has_an_answer() {
    for objective in ["max-coverage", "min-sites", "p-median"] {
        says(
            &with_rooms(&city_rooms(), &["--objective", objective, "-k", "2"]),
            &["Open, in this order"],
        );
    }
    for candidates in ["compounds", "network"] {
        let spaced = "site.spacing_m=300";
        says(
            &site(&["--candidates", candidates, "-k", "3", "--set", spaced]),
            &["Within the limit", "runner-up"],
        );
    }
    let near = ["--candidates", "compounds", "--objective", "p-center", "-k", "40"];
    says(&site(&near), &["Least worst walk"]);
}

#[test]
fn no_candidates_and_nobody_to_serve() {
    let folder = tempfile::tempdir().unwrap();
    let none = rooms(folder.path(), &[]);
    one_clear_line(
        &with_rooms(&none, &["-k", "1"]),
        2,
        &["no candidates", "[site] candidates"],
    );
    one_clear_line(
        &with_rooms(&city_rooms(), &["-k", "1", "--set", "site.weight=elders"]),
        2,
        &["no demand", "elders"],
    );
}

#[test]
fn more_sites_than_candidates_and_a_count_of_none() {
    let many = with_rooms(&city_rooms(), &["-k", "99"]);
    one_clear_line(&many, 2, &["99 sites are asked for, but only 4 candidates are listed"]);
    one_clear_line(&with_rooms(&city_rooms(), &["-k", "0"]), 2, &["0 sites are asked for"]);
}

#[test]
fn rules_about_streets_need_streets() {
    for rule in [
        "site.at_least_per_street=1",
        "site.equity=worst-first",
        "site.equity_spread=0.2",
    ] {
        let none = with_rooms(&city_rooms(), &["-k", "1", "--set", rule]);
        one_clear_line(&none, 2, &["no compound tells its street"]);
    }
}

#[test]
fn a_budget_below_the_cheapest_opens_nothing() {
    let short = with_rooms(&city_rooms(), &["--budget", "59"]);
    one_clear_line(&short, 2, &["site.budget = 59 buys no site", "R1", "costs 60"]);
    // What cannot be opened is not the cheapest; a setting is named as it was written.
    let stages = ["--set", "site.stage_budgets=[79]", "--set", "site.fixed_out=R1"];
    let short = with_rooms(&city_rooms(), &stages);
    one_clear_line(&short, 2, &["site.stage_budgets = 79 buys no site", "R2", "costs 80"]);
}

#[test]
fn a_room_has_its_floor_area_to_the_decimetre() {
    let folder = tempfile::tempdir().unwrap();
    let rooms = folder.path().join("rooms.csv");
    let listed = std::fs::read_to_string(city_rooms()).unwrap();
    std::fs::write(&rooms, listed.replace(",760,", ",760.4,")).unwrap();
    let opened = |least: &str| {
        with_rooms(
            &rooms,
            &["-k", "1", "--set", &format!("site.min_floor_area_m2={least}")],
        )
    };
    assert!(stdout(&opened("760.4")).contains("绕行路社区用房"));
    assert!(!stdout(&opened("760.5")).contains("绕行路社区用房"));
}

#[test]
fn a_negative_cost_is_a_rejected_row() {
    let folder = tempfile::tempdir().unwrap();
    let table = rooms(folder.path(), &[&format!("a,{USEFUL},-5,"), &format!("b,{USEFUL},7,")]);
    let out = folder.path().join("out");
    says(
        &with_rooms(&table, &["--budget", "10", "-o", out.to_str().unwrap()]),
        &["1 candidate"],
    );
    let rejected = fs::read_to_string(out.join("rejected.csv")).unwrap();
    assert!(rejected.contains("-5"), "{rejected}");
}

#[test]
fn a_candidate_on_an_island_is_told_and_the_rest_is_planned() {
    let folder = tempfile::tempdir().unwrap();
    let table = rooms(folder.path(), &["island,115.5,33.5,1,", &format!("b,{USEFUL},1,")]);
    says(
        &with_rooms(&table, &["-k", "1"]),
        &["1 candidate off the network", "  b"],
    );
}

#[test]
fn two_candidates_at_one_place_stand_in_for_each_other_and_one_id_twice_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let table = rooms(folder.path(), &[&format!("a,{USEFUL},1,"), &format!("b,{USEFUL},1,")]);
    says(&with_rooms(&table, &["-k", "2"]), &["b, as good"]);
    let out = folder.path().join("out");
    let table = rooms(folder.path(), &[&format!("a,{USEFUL},1,"), &format!("a,{USELESS},1,")]);
    told(&with_rooms(&table, &["-k", "1", "-o", out.to_str().unwrap()]));
    let rejected = fs::read_to_string(out.join("rejected.csv")).unwrap();
    assert!(rejected.contains("candidates"), "{rejected}");
}

#[test]
fn what_cannot_hold_together_is_named() {
    let both = [
        "--set",
        "site.fixed_in=[\"R3\", \"R4\"]",
        "--set",
        "site.excludes=[[\"R3\", \"R4\"]]",
        "-k",
        "2",
    ];
    says(
        &with_rooms(&city_rooms(), &both),
        &["No plan: cannot hold together", "R3", "R4", "exclude each other"],
    );
    one_clear_line(
        &with_rooms(&city_rooms(), &["-k", "1", "--set", "site.fixed_in=R9"]),
        2,
        &["site.fixed_in", "R9"],
    );
    one_clear_line(
        &with_rooms(&city_rooms(), &["-k", "1", "--set", "site.stages=[1,1]"]),
        2,
        &["give one of count, budget, stages and stage_budgets"],
    );
}

#[test]
fn capacities_short_of_demand_leave_some_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rooms.csv");
    fs::write(&path, format!("id,lon,lat,capacity\na,{USEFUL},0.5\n")).unwrap();
    let out = folder.path().join("out");
    let arguments = ["-k", "1", "--set", "site.capacities=split", "-o", out.to_str().unwrap()];
    told(&with_rooms(&path, &arguments));
    let sites = read_json(&out.join("sites.geojson"));
    assert_eq!(sites["features"][0]["properties"]["load"], 0.5);
}

#[test]
fn times_made_elsewhere_stand_in_for_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.into_os_string()
    };
    let compounds = write(
        "compounds.csv",
        "id,name,lon,lat,elders\n1,甲苑,115.01,33.01,100\n2,乙苑,115.02,33.01,60\n3,丙苑,115.03,33.01,50\n",
    );
    let rooms = write("rooms.csv", "id,lon,lat\na,115.01,33.01\nb,115.02,33.01\n");
    // 甲苑 is the largest, but b serves the two others.
    let times = write("times.csv", "demand,site,minutes\n1,a,4\n2,b,15\n3,b,9\n1,b,15.1\n");
    let arguments: Vec<OsString> = ["site", "-q", "--language=en", "-k", "1", "--times"]
        .map(OsString::from)
        .to_vec();
    let out = folder.path().join("out").into_os_string();
    let lists = [
        times,
        "--compounds".into(),
        compounds,
        "--candidates".into(),
        rooms,
        "-o".into(),
        out,
    ];
    let all: Vec<OsString> = arguments.into_iter().chain(lists).collect();
    says(
        &run(&all),
        &["110 elders within the limit", "Open, in this order", "  b "],
    );
}

#[test]
fn published_instances_are_solved_without_a_map() {
    let folder = tempfile::tempdir().unwrap();
    let instance = folder.path().join("points.txt");
    fs::write(&instance, "4\n0 0 10\n3 0 20\n3 4 5\n50 50 7\n").unwrap();
    let out = folder.path().join("out");
    let output = run(&[
        "site".as_ref(),
        "-q".as_ref(),
        "--instance".as_ref(),
        instance.as_os_str(),
        "--instance-format".as_ref(),
        "mclp-points".as_ref(),
        "--radius".as_ref(),
        "4".as_ref(),
        "--problem".as_ref(),
        "max-coverage".as_ref(),
        "--count".as_ref(),
        "1".as_ref(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    // The second point covers itself, the first (3 away) and the third (4 away: inclusive).
    says(&output, &["optimal: objective 35, bound 35"]);
    let figures = &read_json(&out.join("summary.json"))["site"];
    assert_eq!(
        (&figures["status"], &figures["objective"]),
        (&"optimal".into(), &35.0.into())
    );
    assert!(figures["seconds"].is_number());
}

/// Ctrl-C while a plan is sought: the best so far is written with its gap.
#[cfg(unix)]
#[test]
fn ctrl_c_keeps_the_best_plan_so_far() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("service-circle"))
        .arg("site")
        .arg(fixture("city/plan.toml"))
        .args(["--candidates", "network", "--set", "site.spacing_m=20", "-k", "25"])
        .args(["--objective", "p-median", "--progress", "json", "-o"])
        .arg(&out)
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let found = lines.by_ref().map_while(Result::ok).find(|line| {
        let told: Value = serde_json::from_str(line).unwrap_or_default();
        told["stage"] == "site" && told["best"].is_number()
    });
    if found.is_some() {
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    assert!(child.wait().unwrap().success(), "{rest:?}");
    let figures = &read_json(&out.join("summary.json"))["site"];
    let (objective, bound) = (
        figures["objective"].as_f64().unwrap(),
        figures["bound"].as_f64().unwrap(),
    );
    assert!(objective >= bound, "{figures}");
    let is_proved = figures["status"] == "optimal";
    assert!(is_proved || figures["stop"] == "cancelled", "{figures}");
    assert!(!figures["sites"].as_array().unwrap().is_empty());
}
