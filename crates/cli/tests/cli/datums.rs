//! Lists in the datums and encodings of Chinese offices, by the command line.
use crate::support::{one_clear_line, run, stdout};
use service_circle_testkit::named::real_data;

/// Runs a verb on the tile of Wangjing with the list that an office sent.
fn told(verb: &str, extra: &[&str]) -> Option<std::process::Output> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let files = [
        "beijing_wangjing.osm.pbf",
        "wangjing/compounds.csv",
        "wangjing/facilities_gcj02_gb18030.csv",
    ];
    let [osm, compounds, facilities] = files.map(|file| Some(real_data(file)?.display().to_string()));
    let (osm, compounds, facilities) = (osm?, compounds?, facilities?);
    let mut arguments = vec![
        verb,
        "--quiet",
        "--language=en",
        "--osm",
        &osm,
        "--compounds",
        &compounds,
        "--facilities",
        &facilities,
    ];
    arguments.extend(extra);
    let out = out.display().to_string();
    if verb == "gaps" {
        arguments.extend(["-o", &out]);
    }
    Some(run(&arguments))
}

#[test]
fn check_and_gaps_warn_of_a_list_taken_for_the_wrong_datum() {
    for verb in ["check", "gaps"] {
        let Some(output) = told(verb, &["--set", "facilities.crs=wgs84"]) else {
            return;
        };
        let text = stdout(&output);
        let line: Vec<&str> = text.split_whitespace().collect();
        let line = line.join(" ");
        assert_eq!(output.status.code(), Some(0), "{text}");
        assert!(
            line.contains("facilities_gcj02_gb18030.csv: as gcj02 the median distance to a compound is 0 m, as wgs84 "),
            "{text}"
        );
        assert!(line.contains("set facilities.crs = \"gcj02\""), "{text}");

        let Some(output) = told(verb, &["--set", "facilities.crs=gcj02"]) else {
            return;
        };
        assert!(!stdout(&output).contains("WARNING"), "{}", stdout(&output));
    }
}

#[test]
fn check_tells_how_each_table_was_read() {
    let Some(output) = told("check", &["--set", "facilities.crs=gcj02"]) else {
        return;
    };
    let text = stdout(&output);
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    for told in [
        "Your compounds: compounds.csv 94 rows: 94 used, 0 rejected; headers in line 1 text UTF-8, as it reads; coordinates wgs84, as nobody tells otherwise",
        "Your facilities: facilities_gcj02_gb18030.csv 15 rows: 15 used, 0 rejected; headers in line 1 text GB18030, as it reads; coordinates gcj02, by the plan",
        "category 类型 15",
        "养老服务驿站 as care_station",
        "not used: address",
    ] {
        assert!(words.contains(told), "{told} in: {text}");
    }
}

#[test]
fn a_wrong_encoding_ends_with_one_clear_line() {
    let Some(output) = told("check", &["--set", "facilities.encoding=big5"]) else {
        return;
    };
    one_clear_line(&output, 2, &["facilities_gcj02_gb18030.csv", "reads as GB18030"]);
    let Some(output) = told("check", &["--set", "facilities.crs=xian80"]) else {
        return;
    };
    one_clear_line(&output, 2, &["crs = \"xian80\" is not known", "epsg:4491"]);
}
