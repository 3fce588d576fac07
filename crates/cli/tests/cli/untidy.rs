//! A list as an office keeps it: a title, notes in headers, numbers in words, totals below. What `check` makes of it.
use std::path::Path;
use std::process::Output;

use crate::support::{fixture, run, stderr, stdout};
use serde_json::Value;

/// A verb on the fixture city with a list of facilities.
fn with_facilities(verb: &str, facilities: &Path, extra: &[&str]) -> Output {
    let osm = fixture("city/city.osm.pbf").display().to_string();
    let facilities = facilities.display().to_string();
    let mut arguments = vec![
        verb,
        "--quiet",
        "--language=en",
        "--osm",
        &osm,
        "--facilities",
        &facilities,
    ];
    arguments.extend(extra);
    run(&arguments)
}

/// Words of a text, one space between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn check_tells_how_an_untidy_sheet_was_understood() {
    let output = with_facilities("check", &fixture("untidy/facilities_gb18030.csv"), &[]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = words(&text);
    for expected in [
        "Your facilities: facilities_gb18030.csv",
        "10 rows: 5 used, 5 rejected; headers in line 2",
        "text GB18030, as it reads; coordinates gcj02, by its header 经度（GCJ-02）",
        "name 机构 名称 9",
        "category 设施类型 9",
        "floor_area_m2 建筑面积（万㎡） 万㎡ 9",
        "beds 床位数（张） 张 9",
        "not used: 备注",
        "养老院 as nursing_home",
        "社区日间照料 as day_care (1)",
        "综合养老服务中心 as street_centre (1)",
        "试运营 as operating (1)",
        "搬迁 (1)",
        "rows with degrees, minutes and seconds: converted",
        "numbers told as about: taken as they stand (such as facilities_gb18030.csv:4: 约30张 as 30)",
        "cells with a dash or a word for nothing: taken as not told (such as facilities_gb18030.csv:6: floor_area_m2 —)",
        "5 rows cannot be used",
        "no ids tell them apart; the first is used",
        "lon and lat are 0: likely missing",
        "looks swapped",
        "2 values are left out, their rows are used",
        "20-30 beds is a range; give one number",
        "部分 admits_visitors is neither yes nor no",
    ] {
        assert!(told.contains(expected), "{expected} in:\n{text}");
    }
    assert!(
        !told.contains("序号"),
        "a column that numbers the lines needs no word: {text}"
    );
}

#[test]
fn gaps_writes_down_what_it_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = with_facilities(
        "gaps",
        &fixture("untidy/facilities_gb18030.csv"),
        &["-o", &out.display().to_string()],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let summary: Value = serde_json::from_str(&read("summary.json")).unwrap();
    let table = &summary["lists"][0];
    assert_eq!(
        (&table["list"], &table["encoding"]),
        (&"facilities".into(), &"GB18030".into())
    );
    assert_eq!(
        (&table["datum"], &table["datum_from"]),
        (&"gcj02".into(), &"header".into())
    );
    let count = |key: &str| table[key].as_u64().unwrap();
    assert_eq!((count("rows"), count("used"), count("rejected")), (10, 5, 5));
    // As many rows stand in the layer, and as many lines in the table of rejected rows.
    let layer: Value = serde_json::from_str(&read("facilities.geojson")).unwrap();
    assert_eq!(layer["features"].as_array().unwrap().len(), 5);
    let rejected = read("rejected.csv");
    assert_eq!(
        rejected.lines().filter(|line| line.starts_with("facilities,")).count(),
        5,
        "{rejected}"
    );
    let beds = table["columns"]
        .as_array()
        .unwrap()
        .iter()
        .find(|column| column["name"] == "beds")
        .unwrap();
    assert_eq!((&beds["unit"], &beds["filled"]), (&"张".into(), &9.into()));
    let areas: Vec<Option<f64>> = layer["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["properties"]["floor_area_m2"].as_f64())
        .collect();
    assert_eq!(areas, [Some(1200.0), Some(750.0), None, Some(300.0), Some(1000.0)]);
    let notes = read("row_notes.csv");
    assert!(
        notes.lines().any(
            |line| line.starts_with("value-left-out,facilities,facilities_gb18030.csv,7,,后门长者食堂,beds,20-30,")
        ),
        "{notes}"
    );
}

#[test]
fn a_list_without_a_row_to_use_ends_check_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere.csv");
    for (text, why) in [
        (
            "名称,经度,纬度\n甲,0,0\n乙,,\n",
            "nowhere.csv: none of its 2 rows can be used; the reasons stand above",
        ),
        (
            "名称,经度,纬度\n",
            "nowhere.csv: has headers and no rows; give the list with its rows",
        ),
    ] {
        std::fs::write(&path, text).unwrap();
        let output = with_facilities("check", &path, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
        assert!(
            stdout(&output).contains("Your facilities: nowhere.csv"),
            "{}",
            stdout(&output)
        );
    }
}

#[test]
fn lines_of_check_fit_a_terminal() {
    let output = with_facilities("check", &fixture("untidy/facilities_gb18030.csv"), &[]);
    let text = stdout(&output);
    let after_files = text.split("\n\n").skip(1);
    for line in after_files.flat_map(str::lines) {
        let width: usize = line.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum();
        assert!(width <= 80 || !line.trim().contains(' '), "{width}: {line}");
    }
}
