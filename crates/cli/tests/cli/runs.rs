//! Whole runs: the fixture city, files that cannot be read, outputs that must stay whole.

// In tests a broken expectation ends the test.
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{files, fixture, one_clear_line, run, stderr, stdout};
use serde_json::Value;
use service_circle_testkit::named::real_data;

/// `VERB FIXTURE-CITY ARGUMENTS`, told in English.
fn city<S: AsRef<OsStr>>(verb: &str, arguments: &[S]) -> Output {
    let mut all: Vec<OsString> = vec![verb.into(), "--language=en".into()];
    all.extend(arguments.iter().map(|one| one.as_ref().to_owned()));
    all.push(fixture("city/plan.toml").into_os_string());
    run(&all)
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The answers worked out by hand for the gated city: compound to its columns.
fn answers() -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(fixture("city/answers.csv")).unwrap();
    let mut lines = text
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    lines
        .map(|row| head.iter().cloned().zip(row).collect::<BTreeMap<_, _>>())
        .filter(|row| row["mode"] == "gated")
        .map(|row| (row["compound"].clone(), row))
        .collect()
}

#[test]
fn gaps_writes_every_layer_and_tells_what_it_found() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("deep/out");
    let output = city("gaps", &["-o".as_ref(), out.as_os_str(), "--with-network".as_ref()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    for file in [
        "service-circle.gpkg",
        "service-circle.qgz",
        "service-circle.qlr",
        "compounds.geojson",
        "compounds.qml",
        "walks.geojson",
        "facilities.geojson",
        "quality.geojson",
        "network.geojson",
        "quality.csv",
        "rejected.csv",
        "summary.json",
    ] {
        let path = out.join(file);
        assert!(path.is_file(), "{file}");
        assert!(told.contains(path.to_str().unwrap()), "{file}: {told}");
    }
    let layer = read_json(&out.join("compounds.geojson"));
    let compounds = layer["features"].as_array().unwrap();
    assert_eq!(compounds.len(), answers().len());
    // What is told is what is written.
    for verdict in ["served", "partly", "gap", "undetermined"] {
        let count = compounds
            .iter()
            .filter(|one| one["properties"]["verdict"] == verdict)
            .count();
        let line = told
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{verdict} ")))
            .unwrap();
        assert_eq!(
            line.split_whitespace().nth(1),
            Some(count.to_string().as_str()),
            "{line}"
        );
    }
    assert!(told.contains("elder care:"), "{told}");
    assert!(told.contains("Longest walks"), "{told}");
}

#[test]
fn one_file_comes_with_its_summary() {
    let folder = tempfile::tempdir().unwrap();
    let layer = folder.path().join("gaps.geojson");
    let output = city("gaps", &["-o".as_ref(), layer.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(read_json(&layer)["type"], "FeatureCollection");
    assert!(folder.path().join("gaps.summary.json").is_file());
    for (path, _) in files(folder.path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("gaps."), "{name} is left over");
    }
}

#[test]
fn flags_and_set_override_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let served = |arguments: &[&str]| {
        let out = folder.path().join("out.geojson");
        let mut all = vec!["-o", out.to_str().unwrap()];
        all.extend(arguments);
        let output = city("gaps", &all);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let layer = read_json(&out);
        let of = |one: &&Value| one["properties"]["verdict"] == "served";
        layer["features"].as_array().unwrap().iter().filter(of).count()
    };
    let usual = served(&[]);
    let strict = served(&["--limit", "300m"]);
    assert!(strict < usual, "{strict} {usual}");
    assert_eq!(strict, served(&["--set", "circle.limit=5min"]));
    assert!(served(&["--set", "walk.zones=open"]) > usual);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = |threads: &str| {
        let out = folder.path().join("out");
        let output = city(
            "gaps",
            &["-o", out.to_str().unwrap(), "--with-network", "--threads", threads],
        );
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        (files(&out), stdout(&output))
    };
    let (one, eight) = (bytes("1"), bytes("8"));
    assert!(one.0.len() >= 6);
    assert_eq!(one, eight);
}

#[test]
fn explain_tells_the_walk_and_why() {
    for (name, row) in answers() {
        let output = city("explain", &[&name]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let told = stdout(&output);
        let verdict = row["verdict"].replace(['(', ')'], "").replace(' ', ", ");
        let head = told.lines().next().unwrap();
        assert!(head.starts_with(&format!("{name} (")), "{told}");
        assert!(
            head.contains(&format!("): {}", verdict.split(',').next().unwrap())),
            "{verdict}: {told}"
        );
        if row["facility"].is_empty() || row["metres"].is_empty() {
            continue;
        }
        let metres: f64 = row["metres"].parse().unwrap();
        let total = told.lines().find(|line| line.ends_with("in all")).unwrap();
        let total: f64 = total
            .split_whitespace()
            .next()
            .unwrap()
            .replace(',', "")
            .parse()
            .unwrap();
        // Told in whole metres.
        assert!((total - metres).abs() <= metres * 0.0005 + 0.6, "{metres}: {told}");
        assert!(told.contains(&format!("The walk to {} (", row["facility"])), "{told}");
        // The streets add up to the walk.
        let walk = told.split("The walk to").nth(1).unwrap();
        // A long name goes on in the last column of the next line: only a leg's own line starts with metres and minutes.
        let figure = |word: Option<&str>| word.and_then(|word| word.replace(',', "").parse::<f64>().ok());
        let leg = |line: &str| {
            let mut words = line.split_whitespace();
            figure(words.next()).filter(|_| figure(words.next()).is_some())
        };
        let lines = walk.lines().skip(2).filter(|line| !line.ends_with("in all"));
        let (mut sum, mut count) = (0.0, 0);
        for metres in lines.filter_map(leg) {
            (sum, count) = (sum + metres, count + 1);
        }
        assert!((sum - total).abs() <= 0.5 * f64::from(count + 1), "{told}");
    }
}

#[test]
fn explain_tells_waits_and_offers_near_names() {
    let told = stdout(&city("explain", &["路口小区"]));
    assert!(told.contains("30 s of it waiting"), "{told}");
    let output = city("explain", &["路口小"]);
    one_clear_line(&output, 2, &["路口小:", "did you mean 路口小区 ("]);
}

#[test]
fn check_tells_what_it_read_and_writes_nothing() {
    let output = city("check", &["--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(output.stderr.is_empty());
    let told = stdout(&output);
    for words in [
        "city.osm.pbf",
        "ways read",
        "kept",
        "compounds: ",
        "facilities",
        "the edge of the data",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(told.contains(&format!("{} compounds: ", answers().len())), "{told}");
    assert!(!fixture("city/out").exists());
    // Ways read are kept or left out, each counted once.
    let ways = told.split("Ways\n").nth(1).unwrap();
    let figures: Vec<u64> = ways
        .lines()
        .take_while(|line| !line.is_empty())
        .map(|line| {
            line.split_whitespace()
                .next()
                .unwrap()
                .replace(',', "")
                .parse()
                .unwrap()
        })
        .collect();
    assert!(figures.len() >= 2);
    assert_eq!(figures[0], figures[1..].iter().sum::<u64>(), "{told}");
}

#[test]
fn network_writes_its_layer_and_tells_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let layer = folder.path().join("streets.geojson");
    let output = city("network", &["-o".as_ref(), layer.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stdout(&output);
    let features = read_json(&layer)["features"].as_array().unwrap().len();
    assert!(told.contains(&format!(" {features} edges, ")), "{features}: {told}");
    for words in [
        "Kilometres by class",
        "steps",
        "On islands: ",
        "off: motorway",
        "off: under construction",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let output = city("network", &["-o", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let same = fs::read(folder.path().join("network.geojson")).unwrap();
    assert_eq!(same, fs::read(&layer).unwrap());
}

#[test]
fn files_that_cannot_be_read_are_one_clear_line_and_nothing_is_written() {
    for (file, words) in [
        ("malformed/text.osm.pbf", vec!["not an OpenStreetMap PBF file"]),
        ("malformed/empty.osm.pbf", vec!["empty"]),
        ("malformed/truncated.osm.pbf", vec!["cut off"]),
        ("malformed/lz4.osm.pbf", vec!["lz4", "osmium cat"]),
        ("malformed/zstd.osm.pbf", vec!["zstd", "osmium cat"]),
        ("malformed/unknown-feature.osm.pbf", vec!["feature"]),
    ] {
        for verb in ["gaps", "network", "check"] {
            unreadable(verb, &fixture(file), &words);
        }
    }
    if let Some(lz4) = real_data("edge/monaco_lz4.osm.pbf") {
        unreadable("gaps", &lz4, &["lz4", "osmium cat"]);
    }
}

fn unreadable(verb: &str, file: &Path, words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let layer = folder.path().join("out.geojson");
    fs::write(&layer, "the old layer").unwrap();
    let mut arguments = vec![verb.as_ref(), "--osm".as_ref(), file.as_os_str()];
    if verb != "check" {
        arguments.extend(["-o".as_ref(), layer.as_os_str()]);
    }
    let mut expected = vec![file.to_str().unwrap()];
    expected.extend(words);
    one_clear_line(&run(&arguments), 2, &expected);
    let left = files(folder.path());
    assert_eq!(left, [(layer, b"the old layer".to_vec())]);
}

#[test]
fn a_failed_write_leaves_the_old_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    assert_eq!(city("gaps", &["-o", out.to_str().unwrap()]).status.code(), Some(0));
    let before = files(out);
    // A folder stands where the summary should go: the last file cannot be put in its place.
    fs::remove_file(out.join("summary.json")).unwrap();
    fs::create_dir(out.join("summary.json")).unwrap();
    let output = city("gaps", &["-o", out.to_str().unwrap(), "--limit", "5min"]);
    one_clear_line(&output, 1, &["summary.json"]);
    for (path, bytes) in files(out) {
        assert!(
            before.iter().any(|(old, _)| *old == path),
            "{} is left over",
            path.display()
        );
        let name = path.file_name().unwrap().to_str().unwrap();
        match name {
            "quality.csv" | "rejected.csv" => {}
            _ if [".qml", ".qlr", ".qgz"].iter().any(|ending| name.ends_with(ending)) => {}
            "report.html" => assert!(bytes.ends_with(b"</html>\n"), "{name}"),
            "service-circle.gpkg" => assert!(bytes.starts_with(b"SQLite format 3\0"), "{name}"),
            _ if name.ends_with(".geojson") => {
                let layer: Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(layer["type"], "FeatureCollection", "{name}");
            }
            _ => panic!("{name} is left over"),
        }
    }
}

/// The program under a limit of this many blocks a file, as on a disk that is full; a shell sets it.
#[cfg(unix)]
fn on_a_full_disk(blocks: u32, arguments: &[&str]) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let binary = assert_cmd::cargo::cargo_bin("service-circle");
    assert_cmd::Command::new("sh")
        .args(["-c", &script, "sh"])
        .arg(binary)
        .args(arguments)
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_mid_write_leaves_the_old_files_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    fs::write(out.join("compounds.geojson"), "the old layer").unwrap();
    fs::write(out.join("network.geojson"), "the old streets").unwrap();
    let before = files(out);
    let plan = fixture("city/plan.toml");
    let plan = plan.to_str().unwrap();
    let streets = out.join("network.geojson");
    for arguments in [
        vec!["gaps", plan, "-o", out.to_str().unwrap(), "--with-network"],
        vec!["network", plan, "-o", streets.to_str().unwrap()],
    ] {
        let line = one_clear_line(
            &on_a_full_disk(8, &arguments),
            1,
            &[".geojson: writing failed", "no file is half-written", "check the disk"],
        );
        assert!(!line.contains(".part"), "a temporary name is told: {line}");
        assert_eq!(files(out), before);
    }
}

#[test]
fn a_stdout_that_is_full_is_told() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        eprintln!("skipped: there is no /dev/full");
        return;
    };
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("service-circle"))
        .args(["check", "--quiet"])
        .arg(fixture("city/plan.toml"))
        .stdout(full)
        .output()
        .unwrap();
    one_clear_line(&output, 1, &["stdout:", "send it elsewhere"]);
}

#[test]
fn real_files_give_the_same_bytes_on_any_number_of_threads() {
    for file in ["panzhihua.osm.pbf", "malta_2016.osm.pbf"] {
        let Some(osm) = real_data(file) else { continue };
        let folder = tempfile::tempdir().unwrap();
        let bytes = |threads: &str| {
            let out = folder.path().join("out");
            let output = run(&[
                "gaps".as_ref(),
                "--osm".as_ref(),
                osm.as_os_str(),
                "-o".as_ref(),
                out.as_os_str(),
                "--with-network".as_ref(),
                "--threads".as_ref(),
                threads.as_ref(),
            ]);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            (files(&out), stdout(&output))
        };
        assert!(bytes("1") == bytes("8"), "{file}");
    }
}

/// What the issue asks of Panzhihua: the facility by name, minutes and metres of the compounds, none lost.
#[test]
fn panzhihua_is_told_by_name() {
    let Some(osm) = real_data("panzhihua.osm.pbf") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let layer = folder.path().join("out.geojson");
    let osm = osm.to_str().unwrap();
    let output = run(&["gaps", "--osm", osm, "-o", layer.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("鸿儒老年公寓"), "{}", stdout(&output));
    let features = read_json(&layer)["features"].as_array().unwrap().clone();
    for name in ["凤凰小区", "开明苑"] {
        let told = features.iter().find(|one| one["properties"]["name"] == name).unwrap();
        let of = |column: &str| told["properties"][column].clone();
        assert!(of("verdict").is_string(), "{name}");
        let (minutes, metres) = (of("minutes").as_f64().unwrap(), of("metres").as_f64().unwrap());
        // Nobody walks faster than 1 m/s, nor less than the straight line.
        assert!(minutes * 60.0 >= metres - 1.0, "{name}: {minutes} {metres}");
        assert!(metres >= of("straight_m").as_f64().unwrap(), "{name}");
    }
    let told = stdout(&run(&[
        "explain",
        "凤凰小区",
        "--osm",
        osm,
        "--quiet",
        "--language",
        "en",
    ]));
    assert!(told.contains("The walk to 鸿儒老年公寓 ("), "{told}");
    assert!(!told.contains("-0 %"), "{told}");
}

#[test]
fn progress_is_what_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.geojson");
    let told = |style: &[&str]| {
        let mut arguments = vec!["-o", out.to_str().unwrap()];
        arguments.extend(style);
        let output = city("gaps", &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output)
    };
    assert_eq!(told(&["--quiet"]), "");
    assert_eq!(told(&["--progress", "none"]), "");
    let stages = ["read", "network", "place", "reach", "gaps", "compare", "write"];
    let lines = told(&["--progress", "lines"]);
    let named = |told: &str| -> Vec<usize> {
        let stage_of = |line: &str| stages.iter().position(|stage| line.split(' ').next() == Some(*stage));
        let mut named: Vec<usize> = told.lines().map(|line| stage_of(line).expect(line)).collect();
        named.dedup();
        named
    };
    assert_eq!(named(&lines), [0, 1, 2, 3, 4, 5, 6], "{lines}");
    assert_eq!(
        named(&told(&[])),
        [0, 1, 2, 3, 4, 5, 6],
        "lines where stderr is no terminal"
    );
    let json = told(&["--progress", "json"]);
    let mut seen = Vec::new();
    for line in json.lines() {
        let step: Value = serde_json::from_str(line).unwrap();
        assert!(step["done"].as_u64() <= step["total"].as_u64(), "{line}");
        seen.push(stages.iter().position(|stage| step["stage"] == *stage).unwrap());
    }
    assert!(seen.is_sorted(), "stages in order: {json}");
    assert_eq!(seen.last(), Some(&6), "{json}");
}
