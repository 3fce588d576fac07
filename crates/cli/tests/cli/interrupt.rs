//! Ctrl-C: outputs stay whole and nothing else is left.

// In tests a broken expectation ends the test.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{files, fixture};
use service_circle_testkit::named::real_data;

/// Ctrl-C at any moment: the old file stays, or the new one is there whole; nothing else is left.
#[test]
fn ctrl_c_leaves_nothing_half_written() {
    // A real city takes long enough to be stopped in the middle; the fixture city may be done before.
    let extract = real_data("malta_2016.osm.pbf").unwrap_or_else(|| fixture("city/city.osm.pbf"));
    let mut stopped = 0;
    for after in [0, 30, 150, 600] {
        let folder = tempfile::tempdir().unwrap();
        let layer = folder.path().join("out.geojson");
        fs::write(&layer, "the old layer").unwrap();
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("service-circle"))
            .args(["gaps", "--progress", "json", "--osm"])
            .arg(&extract)
            .arg("-o")
            .arg(&layer)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // The first progress line says that the handler is in place.
        let mut first = String::new();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        told.read_line(&mut first).unwrap();
        std::thread::sleep(Duration::from_millis(after));
        interrupt(&child);
        let rest = std::thread::spawn(move || std::io::read_to_string(told).unwrap());
        let status = wait(&mut child);
        let told = rest.join().unwrap();
        if status == Some(0) {
            let layer: serde_json::Value = serde_json::from_slice(&fs::read(&layer).unwrap()).unwrap();
            assert_eq!(layer["type"], "FeatureCollection");
            continue;
        }
        stopped += 1;
        assert_eq!(status, Some(1), "{told}");
        assert!(
            told.contains("service-circle: stopped before the end; nothing was written"),
            "{told}"
        );
        assert_eq!(files(folder.path()), [(layer, b"the old layer".to_vec())]);
    }
    assert!(
        stopped > 0 || extract.starts_with(fixture("city")),
        "no run was stopped"
    );
}

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok());
}

/// Waits for the end, which a stopped run must come to soon.
fn wait(child: &mut Child) -> Option<i32> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if started.elapsed() > Duration::from_mins(2) {
            child.kill().unwrap();
            panic!("the run did not stop");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
