//! What a plan tells beside its objective, against every other way: runners-up, the curve, gains.
use crate::common::{Dice, LONGEST, Size, brute, generous, random_constraints, random_instance};
use service_circle_siting::*;

const SIZE: Size = Size {
    sites: 8,
    demand: 10,
    groups: 3,
};

fn random_goal(dice: &mut Dice, instance: &Instance) -> Goal {
    let candidates = instance.candidates().count().max(1);
    let purse = Purse::Count(dice.between(1, candidates.min(4)) as u32);
    let share = Share::percent([100.0, 75.0, 50.0][dice.below(3)]).unwrap();
    let scope = if dice.once_in(2) {
        Scope::Whole
    } else {
        Scope::EachGroup
    };
    match dice.below(4) {
        0 => Goal::max_coverage(purse),
        1 => Goal::PMedian {
            purse,
            penalty: LONGEST,
        },
        2 => Goal::PCenter { purse },
        _ => Goal::MinSites {
            measure: if dice.once_in(2) { Measure::Count } else { Measure::Cost },
            target: Target {
                share,
                scope,
                base: Base::Coverable,
            },
        },
    }
}

/// A runner-up is the best allowed candidate in place of a site: that of least loss, the first of equals.
#[test]
fn no_other_candidate_is_a_better_replacement() {
    let (mut told, mut none) = (0, 0);
    for seed in 0..1500 {
        let mut dice = Dice::new(seed);
        let instance = random_instance(&mut dice, SIZE);
        let goal = random_goal(&mut dice, &instance);
        let mut problem = Problem::new(goal).within(dice.below(LONGEST as usize + 1) as u32);
        if seed % 2 == 1 {
            problem = problem.under(random_constraints(&mut dice, &instance));
        }
        let Ok(plan) = solve(&instance, &problem, &generous(), &Unwatched) else {
            continue;
        };
        let open_of = |plan: &SitingPlan| -> Vec<bool> {
            let is_open = |(number, site): (usize, &Site)| match site.standing {
                Standing::Candidate => plan.opened().contains(&SiteIndex(number as u32)),
                Standing::Existing { .. } => !plan.closed.contains(&SiteIndex(number as u32)),
                Standing::Planned { stage } => stage == 1,
            };
            instance.sites().iter().enumerate().map(is_open).collect()
        };
        for chosen in &plan.sites {
            let mut open = open_of(&plan);
            open[chosen.site.index()] = false;
            let others = instance
                .candidates()
                .filter(|site| !open[site.index()] && *site != chosen.site);
            let replaced = others.filter_map(|site| {
                let mut open = open.clone();
                open[site.index()] = true;
                Some((brute::objective_if_allowed(&instance, &problem, &open)?, site))
            });
            let best = match goal.sense() {
                Sense::Maximize => replaced.max_by_key(|(objective, site)| (*objective, std::cmp::Reverse(*site))),
                Sense::Minimize => replaced.min(),
            };
            let found = chosen.runner_up.map(|runner_up| (runner_up.objective, runner_up.site));
            assert_eq!(found, best, "seed {seed} {chosen:?} {instance:?} {problem:?}");
            if best.is_some() {
                told += 1;
            } else {
                none += 1;
            }
        }
    }
    println!("{told} told, {none} without");
    assert!(told > 500 && none > 100);
}

/// Each point of the curve brackets the best plan of its count, and never falls back.
#[test]
fn the_curve_brackets_the_best_of_each_count() {
    let (mut points, mut exact) = (0, 0);
    for seed in 0..900 {
        let mut dice = Dice::new(seed);
        let instance = random_instance(&mut dice, SIZE);
        let goal = random_goal(&mut dice, &instance);
        let mut problem = Problem::new(goal).within(dice.below(LONGEST as usize + 1) as u32);
        if seed % 3 == 0 {
            problem.constraints = random_constraints(&mut dice, &instance);
        }
        let Ok(plan) = solve(&instance, &problem, &generous(), &Unwatched) else {
            continue;
        };
        let of_count = |count: u32| match goal {
            Goal::MinSites { .. } => Goal::max_coverage(Purse::Count(count)),
            goal => goal.with_purse(Purse::Count(count)),
        };
        for point in &plan.curve {
            let problem = Problem {
                goal: of_count(point.count),
                ..problem.clone()
            };
            let best = brute::best(&instance, &problem, &brute::all).unwrap();
            let holds = match problem.goal.sense() {
                Sense::Maximize => point.objective <= best && best <= point.bound,
                Sense::Minimize => point.objective >= best && best >= point.bound,
            };
            assert!(holds, "seed {seed} {point:?} {best}");
            points += 1;
            exact += u32::from(point.objective == best && point.bound == best);
        }
        let better = |a: &CurvePoint, b: &CurvePoint| match of_count(1).sense() {
            Sense::Maximize => a.objective <= b.objective && a.bound <= b.bound,
            Sense::Minimize => a.objective >= b.objective && a.bound >= b.bound,
        };
        assert!(
            plan.curve.windows(2).all(|pair| better(&pair[0], &pair[1])),
            "seed {seed} {:?}",
            plan.curve
        );
    }
    println!("{points} points, {exact} exact");
    assert!(points > 500 && exact > points * 9 / 10);
}
