//! Plans in stages against every set of sites, stage by stage.
use crate::common::{Dice, LONGEST, Size, brute, generous, random_instance, random_purse};
use service_circle_siting::checker::check;
use service_circle_siting::*;

const SIZE: Size = Size {
    sites: 9,
    demand: 10,
    groups: 3,
};

/// The instance as it stands at a stage: what was built before exists, what was planned up to then too.
fn at_stage(instance: &Instance, stage: u32, built: &[SiteIndex]) -> Instance {
    let sites = instance.sites().iter().enumerate().map(|(number, site)| {
        let standing = match site.standing {
            Standing::Planned { stage: first } => Standing::Planned {
                stage: if first <= stage { 1 } else { 2 },
            },
            Standing::Candidate if built.contains(&SiteIndex(number as u32)) => {
                Standing::Existing { closing_cost: None }
            }
            standing => standing,
        };
        Site {
            standing,
            ..site.clone()
        }
    });
    let times = instance.times().rows().map(|(_, row)| row.to_vec()).collect();
    Instance::new(
        sites.collect(),
        instance.demand().to_vec(),
        instance.groups().to_vec(),
        times,
    )
    .unwrap()
}

fn sum(first: Purse, second: Purse) -> Purse {
    match (first, second) {
        (Purse::Count(first), Purse::Count(second)) => Purse::Count(first + second),
        (Purse::Budget(first), Purse::Budget(second)) => Purse::Budget(first + second),
        _ => panic!("purses of two kinds"),
    }
}

#[test]
fn each_stage_is_the_best_given_those_before() {
    let (mut solved, mut hasty) = (0, 0);
    for seed in 0..12_000 {
        let mut dice = Dice::new(seed);
        let instance = random_instance(&mut dice, SIZE);
        let (first, second) = (random_purse(&mut dice, &instance), random_purse(&mut dice, &instance));
        let goal = match dice.below(3) {
            0 => Goal::max_coverage(first),
            1 => Goal::PMedian {
                purse: first,
                penalty: LONGEST,
            },
            _ => Goal::PCenter { purse: first },
        };
        let mut problem = Problem::new(goal).within(dice.below(LONGEST as usize + 1) as u32);
        problem.later = vec![second];
        let Ok(plan) = solve(&instance, &problem, &generous(), &Unwatched) else {
            continue;
        };
        let what = || format!("seed {seed}: {instance:?} {problem:?} {plan:?}");
        let faults = check(&instance, &problem, &plan);
        assert!(faults.is_empty(), "{faults:?} {}", what());
        let alone = |purse: Purse| Problem {
            goal: goal.with_purse(purse),
            later: Vec::new(),
            ..problem.clone()
        };
        if plan.status == Status::Infeasible {
            assert_eq!(
                brute::best(&at_stage(&instance, 1, &[]), &alone(first), &brute::all),
                None,
                "{}",
                what()
            );
            continue;
        }
        let built = &plan.stages[0].sites;
        assert_eq!(
            plan.stages[0].objective,
            brute::best(&at_stage(&instance, 1, &[]), &alone(first), &brute::all),
            "{}",
            what()
        );
        assert_eq!(
            plan.stages[1].objective,
            brute::best(&at_stage(&instance, 2, built), &alone(second), &brute::all),
            "{}",
            what()
        );
        assert_eq!(plan.objective, plan.stages[1].objective);
        let at_once = brute::best(&at_stage(&instance, 2, &[]), &alone(sum(first, second)), &brute::all);
        assert_eq!(
            (plan.stages[1].at_once, plan.stages[1].at_once_bound),
            (at_once, at_once),
            "{}",
            what()
        );
        hasty += u32::from(plan.stages[1].haste() > Some(0));
        // On the way to the best end nothing is better at a stage than its best; by count, the end is reached.
        let sense = goal.sense();
        let no_better = |a: Option<u64>, b: Option<u64>| match sense {
            Sense::Maximize => a <= b,
            Sense::Minimize => a.is_none() || a >= b,
        };
        assert!(
            no_better(plan.stages[0].towards_end, plan.stages[0].objective),
            "{}",
            what()
        );
        if matches!(
            (goal, first),
            (Goal::MaxCoverage { .. } | Goal::PMedian { .. }, Purse::Count(_))
        ) {
            assert_eq!(plan.stages[1].towards_end, at_once, "{}", what());
        }
        solved += 1;
    }
    println!("{solved} solved, {hasty} where haste costs");
    assert!(solved > 1500 && hasty > 20, "{solved} {hasty}");
}
