//! Published instances: known optima are found and proved, and no bound is ever on their wrong side.
use std::path::PathBuf;

use service_circle_siting::checker::check;
use service_circle_siting::read::{mclp_points, orlib_pmed};
use service_circle_siting::*;

/// Optima as the OR-Library tells them (pmedopt.txt).
const PMED: [u64; 10] = [5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255];
/// Least worst walks of the same files: Daskin, "Network and discrete location"; found again by many since.
const PMED_CENTER: [u64; 10] = [127, 98, 93, 74, 48, 84, 64, 55, 37, 20];
/// Most demand within 800 of SJC324 for 1 to 5 sites.
const SJC: [u64; 5] = [5461, 8790, 11604, 12106, 12152];

fn shared(name: &str) -> Option<String> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../../shared/data/siting", name]
        .iter()
        .collect();
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("{}: not here; skipped", path.display());
    }
    text
}

fn median(number: usize) -> Option<(Instance, Problem)> {
    let published = orlib_pmed(&shared(&format!("pmed{number}.txt"))?).unwrap();
    let purse = Purse::Count(published.count.unwrap());
    let penalty = published.instance.times().longest();
    Some((published.instance, Problem::new(Goal::PMedian { purse, penalty })))
}

fn coverage(count: u32) -> Option<(Instance, Problem)> {
    let published = mclp_points(&shared("SJC324.txt")?, 800.0).unwrap();
    Some((
        published.instance,
        Problem::new(Goal::max_coverage(Purse::Count(count))),
    ))
}

#[test]
fn or_library_medians_are_proved() {
    for (number, optimum) in (1..).zip(PMED) {
        let Some((instance, problem)) = median(number) else {
            return;
        };
        let plan = solve(&instance, &problem, &Limits::default(), &Unwatched).unwrap();
        assert_eq!(
            (plan.status, plan.objective, plan.bound),
            (Status::Optimal, Some(optimum), Some(optimum)),
            "pmed{number}"
        );
        assert_eq!(plan.proof, Proof::Integer);
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "pmed{number}: {faults:?}");
    }
}

#[test]
fn or_library_centers_are_proved() {
    for (number, optimum) in (1..).zip(PMED_CENTER) {
        let Some((instance, problem)) = median(number) else {
            return;
        };
        let problem = Problem::new(Goal::PCenter {
            purse: problem.goal.purse().unwrap(),
        });
        let plan = solve(&instance, &problem, &Limits::default(), &Unwatched).unwrap();
        assert_eq!(
            (plan.status, plan.objective),
            (Status::Optimal, Some(optimum)),
            "pmed{number}"
        );
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "pmed{number}: {faults:?}");
    }
}

#[test]
fn coverage_of_sao_jose_is_proved() {
    for (count, optimum) in (1..).zip(SJC) {
        let Some((instance, problem)) = coverage(count) else {
            return;
        };
        let plan = solve(&instance, &problem, &Limits::default(), &Unwatched).unwrap();
        assert_eq!(
            (plan.status, plan.objective, plan.bound),
            (Status::Optimal, Some(optimum), Some(optimum)),
            "{count} sites"
        );
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "{count} sites: {faults:?}");
    }
}

/// Limits from next to nothing up, by the clock, by work and by nodes.
fn tight_limits() -> Vec<Limits> {
    let seconds = [0.0, 0.001, 0.01, 0.1, 1.0].map(|seconds| Limits {
        seconds: Some(seconds),
        ..Limits::default()
    });
    let work = [0, 1_000, 1_000_000, 30_000_000].map(|work| Limits {
        work: Some(work),
        ..Limits::default()
    });
    let nodes = [0, 1, 3].map(|nodes| Limits {
        nodes: Some(nodes),
        iterations: 0,
        ..Limits::default()
    });
    [&seconds[..], &work, &nodes].concat()
}

#[test]
fn no_bound_is_on_the_wrong_side_under_any_limit() {
    for limits in tight_limits() {
        for (number, optimum) in (1..).zip(PMED) {
            let Some((instance, problem)) = median(number) else {
                return;
            };
            let plan = solve(&instance, &problem, &limits, &Unwatched).unwrap();
            check_minimum(&plan, optimum, &format!("pmed{number} {limits:?}"));
        }
        for (number, optimum) in [(1, PMED_CENTER[0]), (5, PMED_CENTER[4]), (6, PMED_CENTER[5])] {
            let Some((instance, problem)) = median(number) else {
                return;
            };
            let problem = Problem::new(Goal::PCenter {
                purse: problem.goal.purse().unwrap(),
            });
            let plan = solve(&instance, &problem, &limits, &Unwatched).unwrap();
            check_minimum(&plan, optimum, &format!("center of pmed{number} {limits:?}"));
        }
        for (count, optimum) in (1..).zip(SJC) {
            let Some((instance, problem)) = coverage(count) else {
                return;
            };
            let plan = solve(&instance, &problem, &limits, &Unwatched).unwrap();
            assert!(
                plan.bound.unwrap() >= optimum && plan.objective.unwrap() <= optimum,
                "{count} sites {limits:?}"
            );
            assert_eq!(plan.status == Status::Optimal, plan.bound == plan.objective);
        }
    }
}

fn check_minimum(plan: &SitingPlan, optimum: u64, what: &str) {
    assert!(plan.bound.unwrap() <= optimum, "{what}: bound {:?}", plan.bound);
    if let Some(objective) = plan.objective {
        assert!(objective >= optimum, "{what}: objective {objective}");
        assert_eq!(
            plan.status == Status::Optimal,
            objective == plan.bound.unwrap(),
            "{what}"
        );
    }
    assert!(
        plan.status == Status::Optimal || matches!(plan.stop, Stop::Seconds | Stop::Work | Stop::Nodes),
        "{what}: {:?}",
        plan.stop
    );
}
