//! Against every set of sites, on thousands of small random instances: the same objective, infeasible ones named rightly.
use crate::common::{Dice, LONGEST, Size, brute, generous, random_constraints, random_instance, random_purse};
use service_circle_siting::checker::check;
use service_circle_siting::*;

const SIZE: Size = Size {
    sites: 9,
    demand: 10,
    groups: 3,
};
/// Instances of each goal, without and with constraints.
const INSTANCES: u64 = 1500;

/// What became of the instances of a goal.
#[derive(Default)]
struct Tally {
    optimal: u32,
    infeasible: u32,
    refused: u32,
}

/// Solves random instances of a goal and compares.
fn compare(goal: impl Fn(&mut Dice, &Instance) -> Goal, salt: u64) {
    compare_under(goal, salt, Capacities::Ignored, SIZE, INSTANCES);
}

/// The same under capacities.
fn compare_under(
    goal: impl Fn(&mut Dice, &Instance) -> Goal,
    salt: u64,
    capacities: Capacities,
    size: Size,
    instances: u64,
) {
    let mut tally = Tally::default();
    for seed in 0..2 * instances {
        let mut dice = Dice::new(seed * 1000 + salt);
        let instance = random_instance(&mut dice, size);
        let mut problem = Problem::new(goal(&mut dice, &instance));
        if !dice.once_in(3) {
            problem = problem.within(dice.below(LONGEST as usize + 1) as u32);
        }
        if seed % 2 == 1 {
            problem = problem.under(random_constraints(&mut dice, &instance));
        }
        problem.constraints.capacities = capacities;
        match solve(&instance, &problem, &generous(), &Unwatched) {
            Ok(plan) => compare_plan(&instance, &problem, &plan, seed, &mut tally),
            Err(_) => tally.refused += 1,
        }
    }
    println!(
        "{} optimal, {} infeasible, {} refused",
        tally.optimal, tally.infeasible, tally.refused
    );
    assert!(tally.optimal > instances as u32 / 2 && tally.infeasible > instances as u32 / 150);
}

fn compare_plan(instance: &Instance, problem: &Problem, plan: &SitingPlan, seed: u64, tally: &mut Tally) {
    let what = || format!("seed {seed}: {instance:?} {problem:?} {plan:?}");
    let faults = check(instance, problem, plan);
    assert!(faults.is_empty(), "{faults:?} {}", what());
    let best = brute::best(instance, problem, &brute::all);
    assert_eq!(plan.objective, best, "{}", what());
    if best.is_some() {
        tally.optimal += 1;
        assert_eq!(plan.status, Status::Optimal, "{}", what());
    } else {
        tally.infeasible += 1;
        assert_eq!(plan.status, Status::Infeasible, "{}", what());
        check_reason(instance, problem, plan, &what);
    }
}

/// The constraints named cannot hold together; without any one of them, the rest can.
fn check_reason(instance: &Instance, problem: &Problem, plan: &SitingPlan, what: &dyn Fn() -> String) {
    let why = plan.infeasibility.as_ref().unwrap();
    let holds = |left: &dyn Fn(ConstraintName) -> bool| brute::best(instance, problem, left).is_some();
    assert!(!holds(&|name| why.constraints.contains(&name)), "{}", what());
    assert!(why.irreducible, "{}", what());
    for dropped in &why.constraints {
        assert!(
            holds(&|name| name != *dropped && why.constraints.contains(&name)),
            "{dropped:?} {}",
            what()
        );
    }
    assert!(!why.describe(instance).is_empty());
}

#[test]
fn max_coverage() {
    compare(|dice, instance| Goal::max_coverage(random_purse(dice, instance)), 1);
}

#[test]
fn p_median() {
    compare(
        |dice, instance| Goal::PMedian {
            purse: random_purse(dice, instance),
            penalty: LONGEST + dice.below(10) as u32,
        },
        2,
    );
}

#[test]
fn p_center() {
    compare(
        |dice, instance| Goal::PCenter {
            purse: random_purse(dice, instance),
        },
        3,
    );
}

fn random_target(dice: &mut Dice) -> Target {
    Target {
        share: Share::percent([100.0, 100.0, 75.0, 33.3, 50.0][dice.below(5)]).unwrap(),
        scope: if dice.once_in(2) {
            Scope::Whole
        } else {
            Scope::EachGroup
        },
        base: if dice.once_in(3) { Base::All } else { Base::Coverable },
    }
}

#[test]
fn min_sites() {
    compare(
        |dice, _| Goal::MinSites {
            measure: Measure::Count,
            target: random_target(dice),
        },
        4,
    );
}

#[test]
fn min_cost() {
    compare(
        |dice, _| Goal::MinSites {
            measure: Measure::Cost,
            target: random_target(dice),
        },
        5,
    );
}

const SMALL: Size = Size {
    sites: 7,
    demand: 7,
    groups: 3,
};
const TINY: Size = Size {
    sites: 5,
    demand: 6,
    groups: 2,
};

fn compare_capacities(goal: impl Fn(&mut Dice, &Instance) -> Goal + Copy, salt: u64) {
    compare_under(goal, salt, Capacities::Split, SMALL, 400);
    compare_under(goal, salt, Capacities::SingleSource, TINY, 300);
}

#[test]
fn max_coverage_under_capacities() {
    compare_capacities(|dice, instance| Goal::max_coverage(random_purse(dice, instance)), 6);
}

#[test]
fn p_median_under_capacities() {
    let goal = |dice: &mut Dice, instance: &Instance| Goal::PMedian {
        purse: random_purse(dice, instance),
        penalty: LONGEST + dice.below(10) as u32,
    };
    compare_capacities(goal, 7);
}

#[test]
fn p_center_under_capacities() {
    compare_capacities(
        |dice, instance| Goal::PCenter {
            purse: random_purse(dice, instance),
        },
        8,
    );
}

#[test]
fn min_sites_under_capacities() {
    let goal = |dice: &mut Dice, _: &Instance| Goal::MinSites {
        measure: if dice.once_in(2) { Measure::Count } else { Measure::Cost },
        target: random_target(dice),
    };
    compare_capacities(goal, 9);
}

#[test]
fn spread() {
    let goal = |dice: &mut Dice, instance: &Instance| Goal::MaxCoverage {
        purse: random_purse(dice, instance),
        equity: Equity::SpreadAtMost(Share::percent([0.0, 10.0, 33.3, 50.0, 80.0][dice.below(5)]).unwrap()),
    };
    compare(goal, 10);
}

#[test]
fn worst_first() {
    let size = Size { groups: 4, ..SIZE };
    let mut solved = 0;
    for seed in 0..INSTANCES {
        let mut dice = Dice::new(seed * 1000 + 11);
        let instance = random_instance(&mut dice, size);
        let (purse, equity) = (random_purse(&mut dice, &instance), Equity::WorstFirst);
        let mut problem =
            Problem::new(Goal::MaxCoverage { purse, equity }).within(dice.below(LONGEST as usize + 1) as u32);
        if seed % 2 == 1 {
            problem = problem.under(random_constraints(&mut dice, &instance));
        }
        let Ok(plan) = solve(&instance, &problem, &generous(), &Unwatched) else {
            continue;
        };
        let what = || format!("seed {seed}: {instance:?} {problem:?} {plan:?}");
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "{faults:?} {}", what());
        let Some((shares, objective)) = brute::worst_first(&instance, &problem) else {
            assert_eq!(plan.status, Status::Infeasible, "{}", what());
            continue;
        };
        assert_eq!(
            (plan.status, plan.objective),
            (Status::Optimal, Some(objective)),
            "{}",
            what()
        );
        assert_eq!(plan.groups_proved, plan.groups.len(), "{}", what());
        let share = |group: &GroupCoverage| (group.covered as f64 / group.weight as f64 * 1e12).round() as u64;
        let mut found: Vec<u64> = plan.groups.iter().map(share).collect();
        found.sort_unstable();
        assert_eq!(found, shares, "{}", what());
        solved += 1;
    }
    println!("{solved} solved");
    assert!(solved > INSTANCES / 2);
}
