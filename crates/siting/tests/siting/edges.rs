//! What a planner can get wrong, and what is odd: each a clear answer.
use crate::common::generous;
use service_circle_siting::checker::check;
use service_circle_siting::*;

fn reach(demand: u32, time: u32) -> Reach {
    Reach {
        demand: DemandIndex(demand),
        time,
    }
}

/// Three candidates of costs 5, 6, 7 in a row of four places; times 0 to 9.
fn row() -> Instance {
    let sites = [("甲", 5), ("乙", 6), ("丙", 7)].map(|(id, cost)| Site {
        cost,
        ..Site::candidate(id)
    });
    let demand = [30, 20, 25, 10]
        .iter()
        .enumerate()
        .map(|(number, weight)| Demand::new(format!("{number}号楼"), *weight));
    let times = vec![
        vec![reach(0, 3), reach(1, 9)],
        vec![reach(1, 5), reach(2, 8)],
        vec![reach(2, 2), reach(3, 7)],
    ];
    Instance::new(sites.to_vec(), demand.collect(), Vec::new(), times).unwrap()
}

fn refusals(instance: &Instance, problem: &Problem) -> String {
    solve(instance, problem, &generous(), &Unwatched)
        .unwrap_err()
        .to_string()
}

fn solved(instance: &Instance, problem: &Problem) -> SitingPlan {
    let plan = solve(instance, problem, &generous(), &Unwatched).unwrap();
    let faults = check(instance, problem, &plan);
    assert!(faults.is_empty(), "{faults:?}");
    plan
}

fn coverage(count: u32) -> Problem {
    Problem::new(Goal::max_coverage(Purse::Count(count)))
}

#[test]
fn nothing_to_choose_from() {
    let instance = Instance::new(
        vec![Site::existing("a")],
        vec![Demand::new("b", 1)],
        Vec::new(),
        vec![vec![]],
    )
    .unwrap();
    assert!(refusals(&instance, &coverage(1)).starts_with("no candidates: "));
    let nothing = Instance::new(Vec::new(), Vec::new(), Vec::new(), Vec::new()).unwrap();
    let said = refusals(&nothing, &coverage(1));
    assert!(
        said.contains("no demand: ") && said.contains("no candidates: "),
        "{said}"
    );
}

#[test]
fn nobody_to_serve() {
    let instance = Instance::new(
        vec![Site::candidate("a")],
        vec![Demand::new("b", 0)],
        Vec::new(),
        vec![vec![reach(0, 1)]],
    )
    .unwrap();
    assert!(refusals(&instance, &coverage(1)).starts_with("no demand: "));
}

#[test]
fn too_many_or_none_asked_for() {
    assert_eq!(
        refusals(&row(), &coverage(4)),
        "4 sites are asked for, but only 3 candidates are listed; ask for fewer or list more"
    );
    assert!(refusals(&row(), &coverage(0)).starts_with("0 sites are asked for"));
    let mut staged = coverage(2);
    staged.later = vec![Purse::Count(2)];
    assert!(refusals(&row(), &staged).starts_with("4 sites are asked for"));
    staged.later = vec![Purse::Budget(20)];
    assert!(refusals(&row(), &staged).contains("stages must all have"));
}

#[test]
fn a_budget_below_the_cheapest() {
    let problem = Problem::new(Goal::max_coverage(Purse::Budget(4)));
    assert_eq!(
        refusals(&row(), &problem),
        "the budget of 4 buys no site: the cheapest candidate, 甲, costs 5"
    );
    let plan = solved(&row(), &Problem::new(Goal::max_coverage(Purse::Budget(5))));
    assert_eq!(
        (plan.status, plan.objective, plan.opened()),
        (Status::Optimal, Some(50), vec![SiteIndex(0)])
    );
}

#[test]
fn a_penalty_below_a_walk() {
    let goal = |penalty| Goal::PMedian {
        purse: Purse::Count(1),
        penalty,
    };
    assert!(refusals(&row(), &Problem::new(goal(8))).starts_with("the penalty of 8 for the unreached is below"));
    // By hand: 甲 3 x 30 + 9 x 20 and 35 unreached at 9 = 585; 乙 5 x 20 + 8 x 25 + 9 x 40 = 660; 丙 2 x 25 + 7 x 10 + 9 x 50 = 570.
    assert_eq!(solved(&row(), &Problem::new(goal(9))).objective, Some(570));
}

#[test]
fn a_target_out_of_reach_is_named() {
    let goal = Goal::MinSites {
        measure: Measure::Count,
        target: Target::share_of_all(Share::ALL),
    };
    // Within 5 nobody reaches the fourth place.
    let plan = solved(&row(), &Problem::new(goal).within(5));
    assert_eq!(plan.status, Status::Infeasible);
    let why = plan.infeasibility.unwrap();
    assert_eq!(why.constraints, [ConstraintName::Target(None)]);
    assert_eq!(why.describe(&row()), "cannot hold together: the target");
    // Of those who can be reached, everybody: 甲 for the first, 乙 or 丙 for the rest.
    let all = Goal::MinSites {
        measure: Measure::Cost,
        target: Target::all_coverable(),
    };
    let plan = solved(&row(), &Problem::new(all).within(5));
    assert_eq!(
        (plan.objective, plan.uncoverable.as_slice()),
        (Some(18), &[DemandIndex(3)][..])
    );
}

#[test]
fn capacities_short_of_demand() {
    let instance = row();
    let sites = instance
        .sites()
        .iter()
        .map(|site| Site {
            capacity: Some(20),
            ..site.clone()
        })
        .collect();
    let times = instance.times().rows().map(|(_, row)| row.to_vec()).collect();
    let instance = Instance::new(sites, instance.demand().to_vec(), Vec::new(), times).unwrap();
    let goal = Goal::MinSites {
        measure: Measure::Count,
        target: Target::share_of_all(Share::ALL),
    };
    let constraints = Constraints {
        capacities: Capacities::Split,
        ..Constraints::default()
    };
    let plan = solved(&instance, &Problem::new(goal).under(constraints.clone()));
    let why = plan.infeasibility.unwrap();
    assert_eq!(
        why.constraints,
        [ConstraintName::Target(None), ConstraintName::Capacities]
    );
    assert_eq!(
        why.describe(&instance),
        "cannot hold together: the target; the sites' capacities"
    );
    // Coverage serves what it can: 3 x 20.
    let plan = solved(&instance, &coverage(3).under(constraints));
    assert_eq!((plan.status, plan.objective), (Status::Optimal, Some(60)));
}

#[test]
fn contradictions_are_named() {
    let constraints = Constraints {
        fixed_in: vec![SiteIndex(0), SiteIndex(1)],
        excludes: vec![(SiteIndex(0), SiteIndex(1)), (SiteIndex(1), SiteIndex(2))],
        ..Constraints::default()
    };
    let plan = solved(&row(), &coverage(2).under(constraints));
    let why = plan.infeasibility.unwrap();
    assert_eq!(
        why.describe(&row()),
        "cannot hold together: 甲 is fixed in; 乙 is fixed in; 甲 and 乙 exclude each other"
    );
    assert!(why.irreducible);
    let constraints = Constraints {
        fixed_in: vec![SiteIndex(0), SiteIndex(1)],
        ..Constraints::default()
    };
    let plan = solved(&row(), &coverage(1).under(constraints));
    assert_eq!(
        plan.infeasibility.unwrap().describe(&row()),
        "cannot hold together: the count or budget; 甲 is fixed in; 乙 is fixed in"
    );
}

/// Ten streets of twenty rooms each, every room near all the demand; `standing` of the streets have a facility already.
fn streets(standing: usize) -> (Instance, Vec<GroupRule>) {
    let groups: Vec<String> = (0..10).map(|street| format!("{street}街道")).collect();
    let mut sites = Vec::new();
    for street in 0..10 {
        let at = |site: Site| Site {
            group: Some(GroupIndex(street)),
            cost: u64::from(street) + 1,
            ..site
        };
        sites.extend((0..20).map(|room| at(Site::candidate(format!("{street}-{room}")))));
        if (street as usize) < standing {
            sites.push(at(Site::existing(format!("{street}中心"))));
        }
    }
    let times = vec![vec![reach(0, 3)]; sites.len()];
    let rules = (0..10).map(|street| GroupRule {
        group: GroupIndex(street),
        counts: Counts::All,
        at_least: 1,
        at_most: None,
    });
    let demand = vec![Demand::new("楼", 10)];
    (Instance::new(sites, demand, groups, times).unwrap(), rules.collect())
}

#[test]
fn one_in_every_street_with_too_few_sites_is_told_at_once() {
    for (standing, purse, is_enough) in [
        (0, Purse::Count(9), false),
        (0, Purse::Count(10), true),
        (3, Purse::Count(6), false),
        (3, Purse::Count(7), true),
        // The streets cost 1 to 10 each; those from the fourth on 49 together.
        (3, Purse::Budget(48), false),
        (3, Purse::Budget(49), true),
    ] {
        let (instance, group_rules) = streets(standing);
        let problem = Problem {
            constraints: Constraints {
                group_rules,
                ..Constraints::default()
            },
            ..Problem::new(Goal::max_coverage(purse))
        };
        let plan = solved(&instance, &problem);
        if is_enough {
            assert_ne!(plan.status, Status::Infeasible, "{purse:?}");
            continue;
        }
        assert_eq!(plan.status, Status::Infeasible, "{purse:?}");
        let why = plan.infeasibility.unwrap();
        let short = (standing..10).map(|street| ConstraintName::AtLeast(GroupIndex(street as u32)));
        let mut expected: Vec<ConstraintName> = std::iter::once(ConstraintName::Purse).chain(short).collect();
        expected.sort_unstable();
        let stands = |name: &&ConstraintName| !matches!(name, ConstraintName::Stands(_));
        let told: Vec<ConstraintName> = why.constraints.iter().filter(stands).copied().collect();
        assert_eq!(told, expected, "{purse:?}");
        assert!(why.irreducible);
    }
}

#[test]
fn bad_constraints_are_refused() {
    let constraints = Constraints {
        fixed_in: vec![SiteIndex(9)],
        excludes: vec![(SiteIndex(1), SiteIndex(1))],
        group_rules: vec![GroupRule {
            group: GroupIndex(0),
            at_least: 1,
            at_most: None,
            counts: Counts::All,
        }],
        ..Constraints::default()
    };
    let said = refusals(&row(), &coverage(1).under(constraints));
    assert_eq!(said.lines().count(), 3, "{said}");
    let goal = Goal::MaxCoverage {
        purse: Purse::Count(1),
        equity: Equity::WorstFirst,
    };
    assert!(refusals(&row(), &Problem::new(goal)).contains("give groups"));
}

#[test]
fn lists_that_cannot_be_used_tell_everything_that_is_wrong() {
    let sites = vec![
        Site::candidate("a"),
        Site::candidate("a"),
        Site {
            group: Some(GroupIndex(3)),
            ..Site::candidate("c")
        },
    ];
    let demand = vec![Demand::new("x", 1 << 40), Demand::new("x", 1)];
    let times = vec![vec![reach(0, 1), reach(0, 2)], vec![reach(7, 1)]];
    let said = Instance::new(sites, demand, vec!["one".into()], times)
        .unwrap_err()
        .to_string();
    for part in [
        "site a: listed twice",
        "demand x: listed twice",
        "site c: group no. 3, but only 1 are listed",
        "2 lists of walking times for 3 sites",
        "site a: two walking times to demand x",
        "site a: a walking time to demand no. 7, but only 2 are listed",
        "the weights of all demand come to more than 1099511627776",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn an_island_is_uncoverable_and_everything_else_is_planned() {
    let mut times: Vec<Vec<Reach>> = row().times().rows().map(|(_, row)| row.to_vec()).collect();
    times[0].clear();
    let instance = Instance::new(row().sites().to_vec(), row().demand().to_vec(), Vec::new(), times).unwrap();
    let plan = solved(&instance, &coverage(2));
    assert_eq!(plan.uncoverable, [DemandIndex(0)]);
    assert_eq!(
        (plan.status, plan.objective, plan.opened()),
        (Status::Optimal, Some(55), vec![SiteIndex(1), SiteIndex(2)])
    );
    let plan = solved(&instance, &Problem::new(Goal::PCenter { purse: Purse::Count(2) }));
    assert_eq!((plan.status, plan.objective), (Status::Optimal, Some(7)));
}

#[test]
fn no_more_sites_are_opened_than_help() {
    let instance = Instance::new(
        vec![Site::candidate("a"), Site::candidate("b")],
        vec![Demand::new("x", 5)],
        Vec::new(),
        vec![vec![reach(0, 1)], vec![reach(0, 1)]],
    )
    .unwrap();
    let plan = solved(&instance, &coverage(2));
    assert_eq!((plan.objective, plan.sites.len()), (Some(5), 1));
    let runner_up = plan.sites[0].runner_up.unwrap();
    assert_eq!((runner_up.site, runner_up.loss), (SiteIndex(1), 0));
}

#[test]
fn what_stands_is_not_closed_for_nothing() {
    let stands = Site {
        standing: Standing::Existing { closing_cost: Some(0) },
        ..Site::existing("serves nobody")
    };
    let sites = vec![stands, Site::candidate("new")];
    let times = vec![vec![], vec![reach(0, 1)]];
    let instance = Instance::new(sites, vec![Demand::new("x", 10)], Vec::new(), times).unwrap();
    let closures = Some(Closures {
        at_most: 1,
        replace: true,
    });
    let plan = solved(
        &instance,
        &coverage(1).under(Constraints {
            closures,
            ..Constraints::default()
        }),
    );
    assert_eq!(
        (plan.objective, plan.opened(), plan.closed),
        (Some(10), vec![SiteIndex(1)], vec![])
    );
}

#[test]
fn a_site_can_be_moved() {
    // The old site serves 10; a new one in its stead serves 30.
    let sites = vec![
        Site {
            standing: Standing::Existing { closing_cost: Some(2) },
            ..Site::existing("old")
        },
        Site::candidate("new"),
        Site::candidate("other"),
    ];
    let demand = vec![Demand::new("x", 10), Demand::new("y", 30), Demand::new("z", 20)];
    let instance = Instance::new(
        sites,
        demand,
        Vec::new(),
        vec![vec![reach(0, 1)], vec![reach(1, 1)], vec![reach(2, 1)]],
    )
    .unwrap();
    let with = |closures| {
        coverage(1).under(Constraints {
            closures,
            ..Constraints::default()
        })
    };
    assert_eq!(solved(&instance, &with(None)).objective, Some(40));
    assert_eq!(
        solved(
            &instance,
            &with(Some(Closures {
                at_most: 1,
                replace: false
            }))
        )
        .objective,
        Some(40)
    );
    let plan = solved(
        &instance,
        &with(Some(Closures {
            at_most: 1,
            replace: true,
        })),
    );
    assert_eq!(
        (plan.objective, plan.closed.as_slice()),
        (Some(50), &[SiteIndex(0)][..])
    );
    assert_eq!((plan.served_before, plan.served), (10, 50));
}
