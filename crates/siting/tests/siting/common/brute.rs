//! The best plan by trying every set of sites, from the words of the problem alone.

use super::serve::{GainOf, all_assignments, most_gain};
use service_circle_siting::*;

/// Which constraints count.
pub(crate) type Kept<'a> = &'a dyn Fn(ConstraintName) -> bool;

/// All constraints count.
pub(crate) fn all(_: ConstraintName) -> bool {
    true
}

/// The best objective of all allowed sets; `None`: there is none.
pub(crate) fn best(instance: &Instance, problem: &Problem, kept: Kept<'_>) -> Option<u64> {
    let objectives = allowed_sets(instance, problem, kept)
        .into_iter()
        .filter_map(|open| objective(instance, problem, kept, &open));
    match problem.goal.sense() {
        Sense::Maximize => objectives.max(),
        Sense::Minimize => objectives.min(),
    }
}

/// The objective of a set of open sites; `None` where it is not allowed.
pub(crate) fn objective_if_allowed(instance: &Instance, problem: &Problem, open: &[bool]) -> Option<u64> {
    allowed(instance, problem, &all, open).then(|| objective(instance, problem, &all, open))?
}

/// The best shares of groups, the worst first, and the most coverage with them; shares as millionths of millionths, rounded down,
/// which tells all fractions of small numbers apart.
pub(crate) fn worst_first(instance: &Instance, problem: &Problem) -> Option<(Vec<u64>, u64)> {
    let told = |open: Vec<bool>| {
        let walks = walks(instance, problem, &open);
        let mut shares: Vec<u64> = shares(instance, &walks)
            .iter()
            .map(|share| (share * 1e12).round() as u64)
            .collect();
        shares.sort_unstable();
        let covered = (0..walks.len()).filter(|place| walks[*place].is_some());
        (shares, covered.map(|place| instance.demand()[place].weight).sum())
    };
    allowed_sets(instance, problem, &all).into_iter().map(told).max()
}

/// All sets of open sites that the constraints allow; flags by site.
pub(crate) fn allowed_sets(instance: &Instance, problem: &Problem, kept: Kept<'_>) -> Vec<Vec<bool>> {
    let sites = instance.sites().len();
    let sets = (0..1_u32 << sites).map(|bits| (0..sites).map(|site| bits >> site & 1 == 1).collect::<Vec<bool>>());
    sets.filter(|open| allowed(instance, problem, kept, open)).collect()
}

fn allowed(instance: &Instance, problem: &Problem, kept: Kept<'_>, open: &[bool]) -> bool {
    let constraints = &problem.constraints;
    let is_new = |site: usize| instance.sites()[site].standing == Standing::Candidate;
    let mut closed = 0;
    for (number, site) in instance.sites().iter().enumerate() {
        let index = SiteIndex(number as u32);
        match site.standing {
            Standing::Candidate => {
                let least = constraints.min_floor_area_dm2.unwrap_or(0);
                let small = least > 0 && site.floor_area_dm2.is_none_or(|area| area < least);
                if open[number] && small && kept(ConstraintName::MinFloorArea) {
                    return false;
                }
            }
            Standing::Existing { closing_cost } => {
                let can_close = constraints.closures.is_some() && closing_cost.is_some();
                if !open[number] && !can_close && kept(ConstraintName::Stands(index)) {
                    return false;
                }
                closed += u32::from(!open[number] && can_close);
            }
            Standing::Planned { stage: 1 } => {
                if !open[number] && kept(ConstraintName::Stands(index)) {
                    return false;
                }
            }
            Standing::Planned { .. } => {
                if open[number] && kept(ConstraintName::NotYet(index)) {
                    return false;
                }
            }
        }
    }
    let is_open = |site: &SiteIndex| open[site.index()];
    let pairs = constraints
        .excludes
        .iter()
        .all(|(a, b)| !(is_open(a) && is_open(b) && kept(ConstraintName::Excludes(*a, *b))))
        && constraints
            .requires
            .iter()
            .all(|(a, b)| !is_open(a) || is_open(b) || !kept(ConstraintName::Requires(*a, *b)))
        && constraints
            .fixed_in
            .iter()
            .all(|site| is_open(site) || !kept(ConstraintName::FixedIn(*site)))
        && constraints
            .fixed_out
            .iter()
            .all(|site| !is_open(site) || !kept(ConstraintName::FixedOut(*site)));
    let closures = constraints
        .closures
        .is_none_or(|closures| closed <= closures.at_most || !kept(ConstraintName::Closures));
    let groups = constraints.group_rules.iter().all(|rule| {
        let counted = (0..open.len()).filter(|site| {
            open[*site]
                && instance.sites()[*site].group == Some(rule.group)
                && (rule.counts == Counts::All || is_new(*site))
        });
        let count = counted.count() as u32;
        (count >= rule.at_least || !kept(ConstraintName::AtLeast(rule.group)))
            && (rule.at_most.is_none_or(|most| count <= most) || !kept(ConstraintName::AtMost(rule.group)))
    });
    pairs && closures && groups && within_purse(instance, problem, kept, open, closed)
}

fn within_purse(instance: &Instance, problem: &Problem, kept: Kept<'_>, open: &[bool], closed: u32) -> bool {
    let opened = (0..open.len()).filter(|site| open[*site] && instance.sites()[*site].standing == Standing::Candidate);
    match problem.goal.purse() {
        _ if !kept(ConstraintName::Purse) => true,
        None => true,
        Some(Purse::Count(count)) => {
            let replaced = if problem.constraints.closures.is_some_and(|closures| closures.replace) {
                closed
            } else {
                0
            };
            opened.count() as u32 <= count + replaced
        }
        Some(Purse::Budget(budget)) => cost(instance, problem, open) <= budget,
    }
}

/// Opening costs, keeping and closing costs of what could be closed.
pub(crate) fn cost(instance: &Instance, problem: &Problem, open: &[bool]) -> u64 {
    let may_close = problem.constraints.closures.is_some();
    let costs = instance
        .sites()
        .iter()
        .zip(open)
        .map(|(site, open)| match (site.standing, open) {
            (Standing::Candidate, true) => site.cost,
            (Standing::Existing { closing_cost: Some(_) }, true) if may_close => site.cost,
            (
                Standing::Existing {
                    closing_cost: Some(closing),
                },
                false,
            ) if may_close => closing,
            _ => 0,
        });
    costs.sum()
}

/// The shortest walk of each place.
pub(crate) fn walks(instance: &Instance, problem: &Problem, open: &[bool]) -> Vec<Option<u32>> {
    let limit = problem.limit.unwrap_or(u32::MAX);
    let walk = |place: usize| {
        let open = (0..open.len())
            .filter(|site| open[*site])
            .map(|site| SiteIndex(site as u32));
        let times = open.filter_map(|site| instance.times().time(site, DemandIndex(place as u32)));
        times.filter(|time| *time <= limit).min()
    };
    (0..instance.demand().len()).map(walk).collect()
}

/// Places with weight that a site could reach which is not closed by a decision of its own.
pub(crate) fn coverable(instance: &Instance, problem: &Problem) -> Vec<bool> {
    let constraints = &problem.constraints;
    let possible: Vec<bool> = instance
        .sites()
        .iter()
        .enumerate()
        .map(|(number, site)| {
            let least = constraints.min_floor_area_dm2.unwrap_or(0);
            let small = site.standing == Standing::Candidate
                && least > 0
                && site.floor_area_dm2.is_none_or(|area| area < least);
            let later = site.standing == (Standing::Planned { stage: 2 });
            !small && !later && !constraints.fixed_out.contains(&SiteIndex(number as u32))
        })
        .collect();
    let walks = walks(instance, problem, &possible);
    let weighs = instance.demand().iter().map(|demand| demand.weight > 0);
    walks
        .iter()
        .zip(weighs)
        .map(|(walk, weighs)| walk.is_some() && weighs)
        .collect()
}

/// How much of each place is served: what capacities and walks allow, by the goal.
fn objective(instance: &Instance, problem: &Problem, kept: Kept<'_>, open: &[bool]) -> Option<u64> {
    if problem.constraints.capacities != Capacities::Ignored && kept(ConstraintName::Capacities) {
        return objective_under_capacities(instance, problem, kept, open);
    }
    let walks = walks(instance, problem, open);
    let weight = |place: usize| instance.demand()[place].weight;
    let places = 0..walks.len();
    match problem.goal {
        Goal::MaxCoverage { equity, .. } => {
            if let Equity::SpreadAtMost(most) = equity {
                let shares = shares(instance, &walks);
                let widest = shares
                    .iter()
                    .flat_map(|a| shares.iter().map(move |b| a - b))
                    .fold(0.0, f64::max);
                if widest > f64::from(most.in_millionths()) / 1e6 + 1e-9 && kept(ConstraintName::Spread) {
                    return None;
                }
            }
            Some(places.filter(|place| walks[*place].is_some()).map(weight).sum())
        }
        Goal::PMedian { penalty, .. } => Some(
            places
                .map(|place| weight(place) * u64::from(walks[place].unwrap_or(penalty)))
                .sum(),
        ),
        Goal::PCenter { .. } => {
            let coverable = coverable(instance, problem);
            let mut worst = 0;
            for place in places.filter(|place| coverable[*place]) {
                match walks[place] {
                    Some(walk) => worst = worst.max(u64::from(walk)),
                    None if kept(ConstraintName::EveryPlaceReached) => return None,
                    None => {}
                }
            }
            Some(worst)
        }
        Goal::MinSites { measure, target } => {
            let served: Vec<u64> = places
                .map(|place| if walks[place].is_some() { weight(place) } else { 0 })
                .collect();
            target_met(instance, problem, target, &served, kept).then(|| measured(instance, problem, measure, open))
        }
    }
}

fn measured(instance: &Instance, problem: &Problem, measure: Measure, open: &[bool]) -> u64 {
    match measure {
        Measure::Cost => cost(instance, problem, open),
        Measure::Count => {
            let counted = (0..open.len()).filter(|site| match instance.sites()[*site].standing {
                Standing::Candidate => open[*site],
                Standing::Existing { closing_cost } => {
                    open[*site] && closing_cost.is_some() && problem.constraints.closures.is_some()
                }
                Standing::Planned { .. } => false,
            });
            counted.count() as u64
        }
    }
}

fn objective_under_capacities(instance: &Instance, problem: &Problem, kept: Kept<'_>, open: &[bool]) -> Option<u64> {
    let limit = problem.limit.unwrap_or(u32::MAX);
    let is_split = problem.constraints.capacities == Capacities::Split;
    let walk = |place: usize, site: usize, limit: u32| {
        let time = instance.times().time(SiteIndex(site as u32), DemandIndex(place as u32));
        time.filter(|time| *time <= limit)
    };
    let everybody = |_: usize| Some(0);
    match problem.goal {
        Goal::MaxCoverage { .. } => {
            let gain = |place: usize, site: usize| walk(place, site, limit).map(|_| 1);
            Some(most_gain(instance, open, &gain, &everybody, &[100_000], is_split) as u64)
        }
        Goal::PMedian { penalty, .. } => {
            let gain =
                |place: usize, site: usize| walk(place, site, limit).map(|time| i64::from(penalty) - i64::from(time));
            let saved = most_gain(instance, open, &gain, &everybody, &[100_000], is_split);
            Some(instance.total_weight() * u64::from(penalty) - saved as u64)
        }
        Goal::PCenter { .. } => {
            let coverable = coverable(instance, problem);
            if !kept(ConstraintName::EveryPlaceReached) {
                return Some(0);
            }
            let wanted: u64 = (0..coverable.len())
                .filter(|place| coverable[*place])
                .map(|place| instance.demand()[place].weight)
                .sum();
            let counts = |place: usize| coverable[place].then_some(0);
            let worst = (0..=limit.min(100)).find(|worst| {
                let gain =
                    |place: usize, site: usize| walk(place, site, *worst).filter(|_| coverable[place]).map(|_| 1);
                most_gain(instance, open, &gain, &counts, &[100_000], is_split) as u64 == wanted
            });
            worst.map(u64::from)
        }
        Goal::MinSites { measure, target } => {
            let gain = |place: usize, site: usize| walk(place, site, limit).map(|_| 1);
            let met = if is_split {
                needs_met(instance, problem, target, kept, open, &gain)
            } else {
                let all = all_assignments(instance, open, &gain);
                all.iter()
                    .any(|(_, served)| target_met(instance, problem, target, served, kept))
            };
            met.then(|| measured(instance, problem, measure, open))
        }
    }
}

/// Whether all needs can be served at once: no family may take more than its need, and together they get all of it.
fn needs_met(
    instance: &Instance,
    problem: &Problem,
    target: Target,
    kept: Kept<'_>,
    open: &[bool],
    gain: GainOf<'_>,
) -> bool {
    let coverable = coverable(instance, problem);
    let groups = match target.scope {
        Scope::Whole => vec![None],
        Scope::EachGroup => (0..instance.groups().len())
            .map(|group| Some(GroupIndex(group as u32)))
            .collect::<Vec<_>>(),
    };
    let is_of = |place: usize, group: Option<GroupIndex>| group.is_none() || instance.demand()[place].group == group;
    let needs: Vec<i64> = groups
        .iter()
        .map(|group| {
            let places = (0..coverable.len())
                .filter(|place| is_of(*place, *group) && (target.base == Base::All || coverable[*place]));
            let whole: u64 = places.map(|place| instance.demand()[place].weight).sum();
            let need = (whole * u64::from(target.share.in_millionths())).div_ceil(1_000_000);
            if kept(ConstraintName::Target(*group)) {
                need as i64
            } else {
                0
            }
        })
        .collect();
    let family = |place: usize| groups.iter().position(|group| is_of(place, *group));
    most_gain(instance, open, gain, &family, &needs, true) == needs.iter().sum::<i64>()
}

pub(crate) fn target_met(
    instance: &Instance,
    problem: &Problem,
    target: Target,
    served: &[u64],
    kept: Kept<'_>,
) -> bool {
    let coverable = coverable(instance, problem);
    let of = |group: Option<GroupIndex>| {
        let places = (0..served.len()).filter(|place| group.is_none() || instance.demand()[*place].group == group);
        let (mut reached, mut whole) = (0, 0);
        for place in places {
            reached += served[place];
            whole += if target.base == Base::All || coverable[place] {
                instance.demand()[place].weight
            } else {
                0
            };
        }
        // In millionths, so that no rounding can hide.
        reached * 1_000_000 >= u64::from(target.share.in_millionths()) * whole
    };
    match target.scope {
        Scope::Whole => of(None) || !kept(ConstraintName::Target(None)),
        Scope::EachGroup => (0..instance.groups().len()).all(|group| {
            let group = GroupIndex(group as u32);
            of(Some(group)) || !kept(ConstraintName::Target(Some(group)))
        }),
    }
}

/// Covered shares of groups with demand.
pub(crate) fn shares(instance: &Instance, walks: &[Option<u32>]) -> Vec<f64> {
    let groups = (0..instance.groups().len()).map(|group| {
        let of_group = |place: &usize| instance.demand()[*place].group == Some(GroupIndex(group as u32));
        let places: Vec<usize> = (0..walks.len()).filter(of_group).collect();
        let whole: u64 = places.iter().map(|place| instance.demand()[*place].weight).sum();
        let covered: u64 = places
            .iter()
            .filter(|place| walks[**place].is_some())
            .map(|place| instance.demand()[*place].weight)
            .sum();
        (whole > 0).then(|| covered as f64 / whole as f64)
    });
    groups.flatten().collect()
}
