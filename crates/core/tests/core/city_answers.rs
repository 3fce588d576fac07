//! The fixture city's answers, worked out by hand beside it, from every kind of copy of its file.
use std::path::Path;

use service_circle_core::options::Zones;
use service_circle_core::plan::{Outcome, Plan, run};
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::watch::Unwatched;
use service_circle_testkit::answers::{Answer, Mode};
use service_circle_testkit::city::city;
use service_circle_testkit::named::{answers, city_pbf, same_answers};

/// Relative and absolute slack of a hand-worked length or time: 0.05 % + 0.1 m (or s).
const SLACK: (f64, f64) = (0.0005, 0.1);

fn outcome(osm: &Path, mode: Mode) -> Outcome {
    let mut plan = Plan {
        osm: osm.to_owned(),
        ..Plan::default()
    };
    plan.options.walk.zones = match mode {
        Mode::Open => Zones::Open,
        Mode::Gated => Zones::Infer,
    };
    run(&plan, &Unwatched).unwrap()
}

fn near(got: f64, hand: f64) -> bool {
    (got - hand).abs() <= hand * SLACK.0 + SLACK.1
}

/// Every claim of an answer that the outcome does not keep.
fn broken(answer: &Answer, outcome: &Outcome) -> Vec<String> {
    let position = outcome
        .placed
        .compounds
        .iter()
        .position(|one| one.name.as_deref() == Some(answer.compound.as_str()));
    let Some(position) = position else {
        return vec![format!("{}: not in the output", answer.compound)];
    };
    let verdict = &outcome.circles[0].verdicts[position];
    let facility = verdict
        .facility
        .and_then(|index| outcome.placed.facilities[index.index()].name.clone());
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut wrong = Vec::new();
    let mut claim = |what: &str, kept: bool, got: String| {
        if !kept {
            wrong.push(format!(
                "{} ({:?}) {what}: got {got}; {answer:?}",
                answer.compound, answer.mode
            ));
        }
    };
    let got = word(serde_json::to_value(verdict.verdict).unwrap());
    claim("verdict", got == answer.verdict, got);
    let reason = verdict.reason.map(|reason| word(serde_json::to_value(reason).unwrap()));
    claim(
        "reason",
        answer.reason.is_none() || reason == answer.reason,
        format!("{reason:?}"),
    );
    if let Some(metres) = answer.metres {
        let got = verdict.metres;
        claim("metres", got.is_some_and(|got| near(got, metres)), format!("{got:?}"));
        claim("facility", facility == answer.facility, format!("{facility:?}"));
    }
    if let Some(seconds) = answer.seconds {
        let got = verdict.median.map(Milliseconds::seconds);
        claim("seconds", got.is_some_and(|got| near(got, seconds)), format!("{got:?}"));
    }
    wrong
}

fn check(osm: &Path, what: &str) {
    let all = answers().unwrap();
    for mode in [Mode::Open, Mode::Gated] {
        let outcome = outcome(osm, mode);
        let wrong: Vec<String> = all
            .iter()
            .filter(|answer| answer.mode == mode)
            .flat_map(|answer| broken(answer, &outcome))
            .collect();
        assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn every_answer_holds() {
    check(&city_pbf(), "as committed");
}

#[test]
fn every_copy_of_the_file_gives_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in same_answers(&city().data) {
        let path = folder.path().join("copy.osm.pbf");
        std::fs::write(&path, bytes).unwrap();
        check(&path, name);
    }
}
