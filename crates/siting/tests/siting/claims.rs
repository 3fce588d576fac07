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

/// A runner-up is the best allowed candidate in place of a site: that of least loss, the first of equals. How many were told, how
/// many sites have none, and of how many it was not settled.
fn compare_replacements(seeds: std::ops::Range<u64>, capacities: Capacities) -> [usize; 3] {
    let [mut told, mut none, mut unsettled] = [0; 3];
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let instance = random_instance(&mut dice, SIZE);
        let goal = random_goal(&mut dice, &instance);
        let mut problem = Problem::new(goal).within(dice.below(LONGEST as usize + 1) as u32);
        if seed % 2 == 1 {
            problem = problem.under(random_constraints(&mut dice, &instance));
        }
        problem.constraints.capacities = capacities;
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
            if !chosen.is_runner_up_settled {
                assert_eq!(chosen.runner_up, None);
                unsettled += 1;
                continue;
            }
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
    [told, none, unsettled]
}

#[test]
fn no_other_candidate_is_a_better_replacement() {
    let [told, none, unsettled] = compare_replacements(0..1500, Capacities::Ignored);
    assert!(told > 500 && none > 100 && unsettled == 0, "{told} {none} {unsettled}");
}

#[test]
fn nor_where_sites_can_be_full() {
    let [told, none, unsettled] = compare_replacements(0..1500, Capacities::Split);
    assert!(told > 500 && none > 100 && unsettled == 0, "{told} {none} {unsettled}");
}

#[test]
fn nor_where_nobody_is_split() {
    let [told, none, unsettled] = compare_replacements(0..600, Capacities::SingleSource);
    assert!(
        told > 200 && none > 40 && unsettled * 20 < told,
        "{told} {none} {unsettled}"
    );
}

/// Each point of the curve brackets the best plan of its count, and never falls back. How many points, and how many of them exact.
fn compare_curves(seeds: std::ops::Range<u64>, capacities: Capacities) -> (u32, u32) {
    let (mut points, mut exact) = (0, 0);
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let instance = random_instance(&mut dice, SIZE);
        let goal = random_goal(&mut dice, &instance);
        let mut problem = Problem::new(goal).within(dice.below(LONGEST as usize + 1) as u32);
        if seed % 3 == 0 {
            problem.constraints = random_constraints(&mut dice, &instance);
        }
        problem.constraints.capacities = capacities;
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
    (points, exact)
}

#[test]
fn the_curve_brackets_the_best_of_each_count() {
    let (points, exact) = compare_curves(0..900, Capacities::Ignored);
    assert!(
        points > 500 && exact > points * 9 / 10,
        "{points} points, {exact} exact"
    );
}

#[test]
fn so_it_does_where_sites_can_be_full() {
    for (seeds, capacities) in [(0..900, Capacities::Split), (0..300, Capacities::SingleSource)] {
        let (points, exact) = compare_curves(seeds, capacities);
        assert!(points > 100 && exact > points / 2, "{points} points, {exact} exact");
    }
}
