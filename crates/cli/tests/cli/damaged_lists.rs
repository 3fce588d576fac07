//! Lists that ask for much: `check` ends with 0 or one clear line, within 500 MB.
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use service_circle_testkit::damaged::{self, Damaged};
use service_circle_testkit::named::city_pbf;

/// Memory that the program may ask for, kB.
const MOST_KB: u32 = 500_000;
const SEED: u64 = 7;
/// Words in the names of lists that ask for much.
const GREEDY: [&str; 10] = [
    "bomb",
    "10 MB",
    "without end",
    "repeated",
    "billion",
    "4 GB",
    "gigabyte",
    "far",
    "200,000",
    "circle",
];

/// `check` in a shell that limits its memory. One arena of memory: those of several threads reserve more than they use.
fn check(list: &Damaged) -> Output {
    let script = format!("ulimit -v {MOST_KB} && exec \"$@\"");
    let program = cargo_bin("service-circle");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh"]).arg(program);
    command
        .args(["check", "--quiet", "--threads", "1", "--osm"])
        .arg(city_pbf());
    command.arg("--facilities").arg(&list.path).env("MALLOC_ARENA_MAX", "1");
    command.output().expect("sh starts")
}

#[test]
fn lists_that_ask_for_much_end_well_within_500_mb() {
    let limited = Command::new("sh")
        .args(["-c", "ulimit -v 500000 && ulimit -v"])
        .output();
    if !limited.is_ok_and(|output| output.status.success() && output.stdout == b"500000\n") {
        eprintln!("skipped: memory cannot be limited here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let all = damaged::all(folder.path(), SEED).unwrap();
    let greedy = |list: &&Damaged| GREEDY.iter().any(|word| list.name.contains(word));
    let lists: Vec<&Damaged> = all
        .iter()
        .filter(greedy)
        .filter(|list| list.encoding.is_none())
        .collect();
    assert!(lists.len() > 40, "{}", lists.len());
    for list in lists {
        let output = check(list);
        let told = String::from_utf8_lossy(&output.stderr);
        let ended_well = match output.status.code() {
            Some(0) => told.is_empty(),
            Some(2) => told.lines().count() == 1 && told.contains("设施"),
            _ => false,
        };
        assert!(ended_well, "{}: {}: {told}", list.name, output.status);
    }
}
