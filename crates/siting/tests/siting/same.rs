//! The same plan on any number of threads, and what a watch sees and does.
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::common::Dice;
use service_circle_siting::checker::check;
use service_circle_siting::*;

/// Places and candidates strewn over a square; walks as the crow flies, up to a tenth of the side.
fn strewn(seed: u64, candidates: usize, places: usize) -> Instance {
    let mut dice = Dice::new(seed);
    let mut points = |count: usize| -> Vec<(f64, f64)> {
        (0..count)
            .map(|_| (dice.below(10_000) as f64, dice.below(10_000) as f64))
            .collect()
    };
    let (sites, demand) = (points(candidates), points(places));
    let times = sites.iter().map(|site| {
        let walks = demand
            .iter()
            .enumerate()
            .map(|(place, at)| (place, (site.0 - at.0).hypot(site.1 - at.1)));
        let within = walks.filter(|(_, walk)| *walk <= 1000.0);
        within
            .map(|(place, walk)| Reach {
                demand: DemandIndex(place as u32),
                time: walk as u32,
            })
            .collect()
    });
    let times = times.collect();
    let group = |number: usize| Some(GroupIndex((number % 4) as u32));
    let sites = (0..candidates).map(|number| Site {
        cost: 3 + (number % 5) as u64,
        capacity: Some(300),
        group: group(number),
        ..Site::candidate(number.to_string())
    });
    let demand = (0..places).map(|number| Demand {
        group: group(number),
        ..Demand::new(number.to_string(), 1 + (number % 9) as u64)
    });
    Instance::new(
        sites.collect(),
        demand.collect(),
        (0..4).map(|group| group.to_string()).collect(),
        times,
    )
    .unwrap()
}

fn problems() -> Vec<Problem> {
    let share = Target {
        share: Share::percent(70.0).unwrap(),
        scope: Scope::Whole,
        base: Base::Coverable,
    };
    let mut problems: Vec<Problem> = vec![
        Problem::new(Goal::max_coverage(Purse::Count(12))),
        Problem::new(Goal::max_coverage(Purse::Budget(50))),
        Problem::new(Goal::PMedian {
            purse: Purse::Count(12),
            penalty: 1500,
        }),
        Problem::new(Goal::MinSites {
            measure: Measure::Cost,
            target: share,
        }),
        Problem::new(Goal::MinSites {
            measure: Measure::Count,
            target: Target::all_coverable(),
        }),
        Problem::new(Goal::PCenter {
            purse: Purse::Count(90),
        }),
        Problem::new(Goal::MaxCoverage {
            purse: Purse::Count(12),
            equity: Equity::WorstFirst,
        }),
    ];
    let mut staged = problems[0].clone();
    staged.later = vec![Purse::Count(4)];
    let capacities = Constraints {
        capacities: Capacities::Split,
        ..Constraints::default()
    };
    problems.extend([staged, problems[0].clone().under(capacities)]);
    problems
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let instance = strewn(1, 120, 1500);
    let limits = Limits {
        work: Some(150_000_000),
        iterations: 40,
        ..Limits::default()
    };
    for problem in problems() {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| solve(&instance, &problem, &limits, &Unwatched).unwrap())
        };
        let plan = on(1);
        assert_eq!(plan, on(8), "{problem:?}");
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "{problem:?} {faults:?}");
    }
}

/// Stops a search after so many looks; keeps what it was told.
struct Impatient {
    looks: AtomicU32,
    told: Mutex<Vec<Progress>>,
}

impl Watch for Impatient {
    fn progress(&self, progress: &Progress) {
        self.told.lock().unwrap().push(*progress);
    }

    fn cancelled(&self) -> bool {
        let fewer = |looks: u32| Some(looks.saturating_sub(1));
        self.looks
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer)
            .unwrap()
            <= 1
    }
}

#[test]
fn a_search_that_is_stopped_gives_its_best_plan_and_a_bound() {
    let instance = strewn(2, 200, 3000);
    for problem in problems() {
        let limits = Limits {
            work: None,
            ..Limits::default()
        };
        let watch = Impatient {
            looks: AtomicU32::new(60),
            told: Mutex::default(),
        };
        let plan = solve(&instance, &problem, &limits, &watch).unwrap();
        assert!(
            matches!((plan.status, plan.stop), (Status::TimeLimit, Stop::Cancelled)) || plan.status == Status::Optimal,
            "{problem:?} {:?}",
            plan.status
        );
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "{problem:?} {faults:?}");
        assert!(!watch.told.lock().unwrap().is_empty());
    }
}

#[test]
fn progress_never_goes_back_and_holds_what_the_plan_says() {
    let instance = strewn(3, 150, 2000);
    let problem = &problems()[0];
    let watch = Impatient {
        looks: AtomicU32::new(u32::MAX),
        told: Mutex::default(),
    };
    let limits = Limits {
        work: Some(300_000_000),
        ..Limits::default()
    };
    let plan = solve(&instance, problem, &limits, &watch).unwrap();
    let told = watch.told.into_inner().unwrap();
    assert!(
        told.windows(2)
            .all(|pair| pair[0].objective <= pair[1].objective && pair[0].nodes <= pair[1].nodes)
    );
    assert!(
        told.windows(2)
            .all(|pair| pair[0].bound.is_none() || pair[1].bound.is_none() || pair[0].bound >= pair[1].bound)
    );
    let last = told.last().unwrap();
    assert_eq!(
        (last.objective, last.bound, last.gap()),
        (plan.objective, plan.bound, plan.gap())
    );
}

#[test]
fn a_gap_that_is_good_enough_ends_the_search_within_it() {
    let instance = strewn(4, 150, 2000);
    for problem in problems().into_iter().take(5) {
        let limits = Limits {
            gap: 0.02,
            ..Limits::default()
        };
        let plan = solve(&instance, &problem, &limits, &Unwatched).unwrap();
        assert!(
            matches!(plan.status, Status::Optimal | Status::GapLimit),
            "{problem:?} {:?} {:?}",
            plan.status,
            plan.gap()
        );
        assert!(plan.gap().unwrap() <= 0.02);
    }
}
