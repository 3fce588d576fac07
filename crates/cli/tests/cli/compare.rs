//! `compare`, and what `gaps` says of its own trustworthiness; tables of gates with rows that cannot be used.

// In tests a broken expectation ends the test.
use std::fs;
use std::process::Output;

use crate::support::{fixture, one_clear_line, run, stderr, stdout};
use serde_json::Value;

fn compare(arguments: &[&str]) -> Output {
    let plan = fixture("city/plan.toml");
    let mut all = vec!["compare", plan.to_str().unwrap(), "--quiet", "--language=en"];
    all.extend(arguments);
    run(&all)
}

/// The row of a table that starts with this label, the lines that it goes on in joined to it.
fn row(told: &str, label: &str) -> String {
    let mut lines = told.lines().skip_while(|line| !line.trim_start().starts_with(label));
    let first = lines.next().unwrap_or_else(|| panic!("{label}: {told}"));
    let more = lines.take_while(|line| line.starts_with("      "));
    std::iter::once(first)
        .chain(more.map(str::trim))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is told of a compound that changes, on one line however it was broken.
fn change(told: &str, name: &str) -> String {
    let words: Vec<&str> = told.split_whitespace().collect();
    let text = words.join(" ");
    let (_, after) = text.split_once(&format!("{name} (way/")).expect(name);
    let (_, after) = after.split_once(") ").unwrap();
    after.to_owned()
}

#[test]
fn compare_tells_which_compounds_change_and_writes_a_row_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let output = compare(&["-o", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    // By hand: 1,200 m and 1,000 m round others' compounds, 300 m and 600 m through them; 900 m at 0.8 m/s.
    for (name, words) in [
        (
            "西邻苑",
            "gap 20.00 min served 5.00 min with walk.zones = tagged, served 5.00 min with walk.zones = open",
        ),
        (
            "路西小区",
            "gap 16.67 min served 10.00 min with walk.zones = tagged, served 10.00 min with walk.zones = open",
        ),
        ("正好小区", "served 15.00 min gap 18.75 min with walk.speed_m_s = 0.8"),
    ] {
        assert!(change(&told, name).starts_with(words), "{name}: {told}");
    }
    let table = fs::read_to_string(folder.path().join("compare.csv")).unwrap();
    let mut lines = table.trim_start_matches('\u{feff}').lines();
    assert!(table.starts_with('\u{feff}'), "Excel wants a byte order mark");
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| head.iter().position(|one| *one == name).expect(name);
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let of = |name: &str| rows.iter().find(|row| row[1] == name).expect(name);
    assert_eq!(of("西邻苑")[column("verdict_plan")], "gap");
    assert_eq!(of("西邻苑")[column("verdict_zones_open")], "served");
    assert_eq!(of("西邻苑")[column("minutes_zones_open")], "5");
    assert_eq!(of("国道小区")[column("minutes_trunk_open")], "6.83");
    // What is counted on the terminal is what the table holds.
    let changed = rows.iter().filter(|row| row[2] != "0").count();
    assert!(
        told.contains(&format!("\n{changed} compounds change\n")),
        "{changed}: {told}"
    );
    let differ = rows
        .iter()
        .filter(|row| row[column("verdict_plan")] != row[column("verdict_zones_open")])
        .count();
    let line = row(&told, "walk.zones = open");
    assert!(line.ends_with(&format!(" {differ}")), "{differ}: {line}");
}

#[test]
fn any_setting_of_the_walk_the_circle_and_the_verdict_may_vary() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("deep.csv");
    let output = compare(&[
        "-o",
        table.to_str().unwrap(),
        "--vary",
        "circle.limit=10min",
        "--vary",
        "walk.signal_wait_s = 0",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    // By hand: 760 m.
    let words = "served 12.67 min gap 12.67 min with circle.limit = 10min";
    assert!(change(&told, "同心苑").starts_with(words), "{told}");
    let head = fs::read_to_string(&table).unwrap();
    assert!(
        head.contains("verdict_limit_10min,minutes_limit_10min,verdict_signal_wait_s_0"),
        "{head}"
    );

    one_clear_line(
        &compare(&["--vary", "walk.sped_m_s=1"]),
        2,
        &["--vary walk.sped_m_s=1", "walk.speed_m_s"],
    );
    one_clear_line(
        &compare(&["--vary", "walk.speed_m_s=30"]),
        2,
        &["--vary", "0.1 to 3 m/s"],
    );
    one_clear_line(
        &compare(&["--vary", "osm.file=x.osm.pbf"]),
        2,
        &["--vary", "[osm]", "[walk]"],
    );
    one_clear_line(&compare(&["-o", "compare.geojson"]), 2, &["compare.geojson", ".csv"]);
}

#[test]
fn any_number_of_threads_compares_the_same() {
    let told = |threads: &str| {
        let output = compare(&["--threads", threads]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    assert_eq!(told("1"), told("8"));
}

#[test]
fn gaps_says_how_many_verdicts_hang_on_who_may_walk_where() {
    let folder = tempfile::tempdir().unwrap();
    let plan = fixture("city/plan.toml");
    let gaps = |arguments: &[&str]| {
        let mut all = vec![
            "gaps",
            plan.to_str().unwrap(),
            "-q",
            "--language=en",
            "-o",
            folder.path().to_str().unwrap(),
        ];
        all.extend(arguments);
        let output = run(&all);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let summary = fs::read(folder.path().join("summary.json")).unwrap();
        (stdout(&output), serde_json::from_slice::<Value>(&summary).unwrap())
    };
    let (told, summary) = gaps(&[]);
    let open = &summary["zones"]["by_choice"][1];
    assert_eq!(open["setting"], "walk.zones = open");
    assert!(open["differ"].as_u64().unwrap() >= 2, "{open}");
    let words = format!("{} with walk.zones = open", open["differ"]);
    let on_one_line = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, differ) = on_one_line
        .split_once("Verdicts that differ from walk.zones = infer: ")
        .unwrap();
    assert!(
        differ.split_once(" Longest walks").unwrap().0.contains(&words),
        "{told}"
    );
    let graded: u64 = summary["quality"]["by_grade"]
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_u64().unwrap())
        .sum();
    assert_eq!(Some(graded), summary["compounds"]["count"].as_u64());
    let (told, summary) = gaps(&["--set", "verdict.compare_zones=false"]);
    assert!(
        summary["zones"].is_null() && !told.contains("Verdicts that differ"),
        "{told}"
    );
}

#[test]
fn gates_that_cannot_be_used_are_told_row_by_row_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let compounds = folder.path().join("compounds.csv");
    let gates = folder.path().join("gates.csv");
    // 0.001 degrees of latitude are 111 m; the compound is a point far from everything drawn.
    fs::write(&compounds, "id,name,lon,lat\na,甲,10.0,30.0\n").unwrap();
    let rows = "a,10.0,30.0001\nb,10.0,30.0\na,10.0,30.0072\na,10.0,30.0001\na,10.0,30.0002\n";
    fs::write(&gates, format!("compound,lon,lat\n{rows}")).unwrap();
    let plan = fixture("city/plan.toml");
    let output = run(&[
        "gaps".as_ref(),
        plan.as_os_str(),
        "-q".as_ref(),
        "-o".as_ref(),
        out.as_os_str(),
        "--compounds".as_ref(),
        compounds.as_os_str(),
        "--gates".as_ref(),
        gates.as_os_str(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rejected = fs::read_to_string(out.join("rejected.csv")).unwrap();
    let rows: Vec<&str> = rejected.lines().skip(1).collect();
    assert_eq!(rows.len(), 3, "{rejected}");
    for (row, (line, words)) in rows.iter().zip([
        ("3", "没有此编号或名称的小区"),
        ("4", "距小区位置798米"),
        ("5", "与第2行是同一大门"),
    ]) {
        assert!(
            row.starts_with("gates,gates.csv,") && row.contains(&format!(",{line},")),
            "{row}"
        );
        assert!(row.contains(words), "{words}: {row}");
    }
}
