//! With feature `highs`: what branch and bound leaves open under a short turn is proved by the integer program, and is right.
use crate::common::{Dice, LONGEST, Size, brute, random_constraints, random_instance};
use service_circle_siting::*;

const SIZE: Size = Size {
    sites: 8,
    demand: 10,
    groups: 3,
};

/// Work so scarce that branch and bound hardly begins.
const SCARCE: [u64; 3] = [2_000, 10_000, 50_000];

fn random_goal(dice: &mut Dice, instance: &Instance) -> Goal {
    let purse = Purse::Count(dice.between(1, instance.candidates().count().clamp(1, 4)) as u32);
    match dice.below(3) {
        0 => Goal::max_coverage(purse),
        1 => Goal::PMedian {
            purse,
            penalty: LONGEST,
        },
        _ => Goal::MinSites {
            measure: Measure::Cost,
            target: Target {
                share: Share::percent(75.0).unwrap(),
                scope: Scope::EachGroup,
                base: Base::Coverable,
            },
        },
    }
}

#[test]
fn a_program_proves_what_branch_and_bound_leaves_open() {
    let (mut optimal, mut by_program) = (0, 0);
    for seed in 0..1200 {
        let mut dice = Dice::new(seed);
        let instance = random_instance(&mut dice, SIZE);
        let mut problem = Problem::new(random_goal(&mut dice, &instance)).within(LONGEST);
        if seed % 2 == 1 {
            problem = problem.under(random_constraints(&mut dice, &instance));
        }
        problem.constraints.capacities = match dice.below(3) {
            0 => Capacities::SingleSource,
            _ => Capacities::Split,
        };
        let limits = Limits {
            work: Some(SCARCE[dice.below(SCARCE.len())]),
            iterations: 0,
            ..Limits::default()
        };
        let Ok(plan) = solve(&instance, &problem, &limits, &Unwatched) else {
            continue;
        };
        assert!(checker::check(&instance, &problem, &plan).is_empty(), "seed {seed}");
        let best = brute::best(&instance, &problem, &brute::all);
        let Some(best) = best else {
            assert_eq!(plan.objective, None, "seed {seed}");
            continue;
        };
        let bound = plan.bound.unwrap();
        let is_right = match plan.sense {
            Sense::Maximize => bound >= best && plan.objective.is_none_or(|objective| objective <= best),
            Sense::Minimize => bound <= best && plan.objective.is_none_or(|objective| objective >= best),
        };
        assert!(is_right, "seed {seed}: {:?} {bound} {best}", plan.objective);
        if plan.status == Status::Optimal {
            assert_eq!(plan.objective, Some(best), "seed {seed}");
            optimal += 1;
            by_program += usize::from(plan.proof == Proof::FloatingPoint);
        }
    }
    assert!(by_program > 30, "{by_program} of {optimal} proved by a program");
}
