//! Small random instances for the tests of the parts.

use crate::random::Random;
use crate::{
    Constraints, Counts, Demand, DemandIndex, Goal, GroupIndex, GroupRule, Instance, Problem, Purse, Reach, Site,
    SiteIndex,
};

/// Candidates with costs, and places with weights, in up to three groups.
pub(crate) fn instance(random: &mut Random, sites: usize, places: usize) -> Instance {
    let group = |random: &mut Random| Some(GroupIndex(random.below(3) as u32));
    let sites: Vec<Site> = (0..sites)
        .map(|number| Site {
            cost: 1 + random.below(6) as u64,
            group: group(random),
            capacity: Some(random.below(20) as u64),
            ..Site::candidate(number.to_string())
        })
        .collect();
    let demand: Vec<Demand> = (0..places)
        .map(|number| Demand {
            group: group(random),
            ..Demand::new(number.to_string(), 1 + random.below(9) as u64)
        })
        .collect();
    let times = sites.iter().map(|_| {
        let reached = (0..places).filter(|_| random.below(2) == 0).collect::<Vec<_>>();
        let reach = |place| Reach {
            demand: DemandIndex::at(place),
            time: random.below(20) as u32,
        };
        reached.into_iter().map(reach).collect()
    });
    let times = times.collect();
    let groups = ["a", "b", "c"].map(str::to_owned).to_vec();
    Instance::new(sites, demand, groups, times).unwrap()
}

/// A purse, and sometimes rules for groups and pairs.
pub(crate) fn problem(random: &mut Random, sites: usize) -> Problem {
    let purse = if random.below(2) == 0 {
        Purse::Count(1 + random.below(4) as u32)
    } else {
        Purse::Budget(2 + random.below(12) as u64)
    };
    let mut constraints = Constraints::default();
    for group in 0..3 {
        if random.below(3) == 0 {
            let at_least = random.below(2) as u32;
            constraints.group_rules.push(GroupRule {
                group: GroupIndex(group),
                at_least,
                at_most: Some(at_least + random.below(2) as u32),
                counts: Counts::All,
            });
        }
    }
    if random.below(3) == 0 {
        let pair = (SiteIndex::at(random.below(sites)), SiteIndex::at(random.below(sites)));
        if pair.0 != pair.1 {
            constraints.excludes.push(pair);
        }
    }
    Problem::new(Goal::max_coverage(purse)).under(constraints)
}

/// All subsets of so many items.
pub(crate) fn subsets(items: usize) -> impl Iterator<Item = Vec<usize>> {
    (0..1_u32 << items).map(move |bits| (0..items).filter(|item| bits >> item & 1 == 1).collect())
}
