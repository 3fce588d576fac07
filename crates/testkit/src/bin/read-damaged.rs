//! Makes the damaged lists and has a program check each of them, within 500 MB and with a clock: what no test may do.
//!
//! Usage: `read-damaged FOLDER PROGRAM`, such as `read-damaged /tmp/damaged target/release/service-circle`. Prints the slowest, and
//! ends with 1 where one ended in anything but 0 or 2, or took longer than 5 s.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use service_circle_testkit::damaged::{self, Damaged};
use service_circle_testkit::lists::Failed;
use service_circle_testkit::named::city_pbf;

/// Memory that a program may ask for, kB.
const MOST_KB: u32 = 500_000;
/// Time that it may take.
const LONGEST: Duration = Duration::from_secs(5);
const SEED: u64 = 1;
/// How many of the slowest are shown.
const SHOWN: usize = 15;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, program] = arguments.as_slice() else {
        eprintln!("usage: read-damaged FOLDER PROGRAM");
        return ExitCode::from(2);
    };
    match run(Path::new(folder), program) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("read-damaged: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, program: &str) -> Result<bool, Failed> {
    let all = damaged::all(folder, SEED)?;
    let mut times = Vec::new();
    let mut bad = 0;
    for one in &all {
        let start = Instant::now();
        let output = command(program, one).output()?;
        let time = start.elapsed();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let ended_well = match output.status.code() {
            Some(0) => told.is_empty(),
            Some(2) => told.lines().count() == 1,
            _ => false,
        };
        if !ended_well || time > LONGEST {
            bad += 1;
            println!(
                "BAD {:.2} s, {}: {}: {told}",
                time.as_secs_f64(),
                output.status,
                one.name
            );
        }
        times.push((time, &one.name));
    }
    times.sort_by(|a, b| b.cmp(a));
    for (time, name) in times.iter().take(SHOWN) {
        println!("{:.2} s  {name}", time.as_secs_f64());
    }
    println!("{} lists, {bad} bad", all.len());
    Ok(bad == 0)
}

/// A check of one list in a shell that limits its memory; one arena, for those of several threads reserve more than they use.
fn command(program: &str, one: &Damaged) -> Command {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {MOST_KB}; exec \"$@\"");
    command.args(["-c", &script, "sh", program, "check", "--quiet", "--osm"]);
    command.arg(city_pbf()).arg("--facilities").arg(&one.path);
    for (key, value) in [("layer", one.layer), ("encoding", one.encoding)] {
        if let Some(value) = value {
            command.arg("--set").arg(format!("facilities.{key}=\"{value}\""));
        }
    }
    command.env("MALLOC_ARENA_MAX", "1");
    command
}
