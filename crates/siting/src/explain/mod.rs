//! What a plan does, told from the table: gains, who goes where, runners-up, the curve.

mod curve;
mod gains;
mod replace;
mod swaps;

use crate::ids::{DemandIndex, GroupIndex, SiteIndex};
use crate::instance::{Instance, Standing};
use crate::meter::Meter;
use crate::plan::{Assigned, ChosenSite, GroupCoverage, SitingPlan, Status};
use crate::problem::{Equity, Goal, Scope};
use crate::rules::{Choice, Setting};

/// Fills a plan in from its open sites.
pub(crate) fn explain(plan: &mut SitingPlan, setting: &Setting<'_>, open: &[usize], meter: &Meter<'_>) {
    let instance = setting.instance;
    let open = &kept_open(plan, setting, open);
    plan.closed = closed(instance, open);
    plan.uncoverable = uncoverable(setting);
    let standing = |site: &SiteIndex| matches!(instance.site(*site).standing, Standing::Existing { .. });
    let stands = (0..instance.sites().len()).map(SiteIndex::at).filter(standing);
    plan.served_before = Nearest::of(setting, stands).weight_within(instance);
    plan.assignment = if setting.is_capacitated() {
        crate::goals::assignment(plan, setting, open)
    } else {
        Nearest::of(setting, open.iter().map(|site| SiteIndex::at(*site))).assignment(instance)
    };
    plan.served = plan.assignment.iter().map(|assigned| assigned.amount).sum();
    if asks_for_groups(&setting.problem.goal) {
        plan.groups = groups(instance, &plan.assignment);
    }
    plan.sites = chosen(plan, setting, open);
    if setting.is_capacitated() {
        replace::runners_up(plan, setting, open, meter);
    } else {
        swaps::runners_up(plan, setting, open);
    }
    plan.curve = curve::curve(plan, setting, meter);
}

/// The open sites of a best plan, with those that stand and were closed for nothing: where one more open site costs nothing and can
/// only help, what is there already stays.
fn kept_open(plan: &SitingPlan, setting: &Setting<'_>, open: &[usize]) -> Vec<usize> {
    let mut open = open.to_vec();
    let more_is_no_worse = match setting.problem.goal {
        Goal::MaxCoverage { equity, .. } => equity == Equity::Ignored,
        Goal::PMedian { .. } | Goal::PCenter { .. } => true,
        Goal::MinSites { .. } => false,
    };
    if plan.status != Status::Optimal || !more_is_no_worse || setting.is_capacitated() {
        return open;
    }
    for site in closed(setting.instance, &open).into_iter().map(SiteIndex::index) {
        let sums = setting.rules.sums(open.iter().copied());
        if setting.domains.choice(site) != Choice::Out && setting.rules.allow_swap(&sums, None, Some(site)) {
            open.push(site);
            open.sort_unstable();
        }
    }
    open
}

fn asks_for_groups(goal: &Goal) -> bool {
    match goal {
        Goal::MaxCoverage { equity, .. } => *equity != Equity::Ignored,
        Goal::MinSites { target, .. } => target.scope == Scope::EachGroup,
        Goal::PMedian { .. } | Goal::PCenter { .. } => false,
    }
}

/// Existing sites that the plan does not keep open.
fn closed(instance: &Instance, open: &[usize]) -> Vec<SiteIndex> {
    let sites = instance.sites().iter().enumerate();
    let stands = sites.filter(|(_, site)| matches!(site.standing, Standing::Existing { .. }));
    let closed = stands.filter(|(site, _)| open.binary_search(site).is_err());
    closed.map(|(site, _)| SiteIndex::at(site)).collect()
}

/// Places with weight that no site which could be open reaches.
fn uncoverable(setting: &Setting<'_>) -> Vec<DemandIndex> {
    let coverable = setting.coverable();
    let demand = setting.instance.demand().iter().zip(coverable).enumerate();
    let out_of_reach = demand.filter(|(_, (demand, coverable))| demand.weight > 0 && !coverable);
    out_of_reach.map(|(place, _)| DemandIndex::at(place)).collect()
}

fn groups(instance: &Instance, assignment: &[Assigned]) -> Vec<GroupCoverage> {
    let group = |group| GroupCoverage {
        group: GroupIndex::at(group),
        covered: 0,
        weight: 0,
    };
    let mut groups: Vec<GroupCoverage> = (0..instance.groups().len()).map(group).collect();
    for demand in instance.demand() {
        if let Some(group) = demand.group {
            groups[group.index()].weight += demand.weight;
        }
    }
    for assigned in assignment {
        if let Some(group) = instance.demand_at(assigned.demand).group {
            groups[group.index()].covered += assigned.amount;
        }
    }
    groups.retain(|group| group.weight > 0);
    groups
}

/// The nearest open site of each place.
pub(crate) struct Nearest {
    /// Time and site; the lowest site of equals. `None`: none within the limit.
    walks: Vec<Option<(u32, SiteIndex)>>,
}

impl Nearest {
    pub(crate) fn of(setting: &Setting<'_>, open: impl IntoIterator<Item = SiteIndex>) -> Self {
        let mut walks: Vec<Option<(u32, SiteIndex)>> = vec![None; setting.instance.demand().len()];
        for site in open {
            let row = setting.instance.times().of_site(site).iter();
            for reach in row.filter(|reach| reach.time <= setting.limit) {
                let walk = &mut walks[reach.demand.index()];
                let new = (reach.time, site);
                *walk = Some(walk.map_or(new, |before| before.min(new)));
            }
        }
        Self { walks }
    }

    /// The time of each place.
    pub(crate) fn times(&self) -> Vec<Option<u32>> {
        self.walks.iter().map(|walk| walk.map(|(time, _)| time)).collect()
    }

    fn weight_within(&self, instance: &Instance) -> u64 {
        let demand = instance.demand().iter().zip(&self.walks);
        demand
            .filter(|(_, walk)| walk.is_some())
            .map(|(demand, _)| demand.weight)
            .sum()
    }

    /// Everybody to the nearest.
    fn assignment(&self, instance: &Instance) -> Vec<Assigned> {
        let demand = instance.demand().iter().zip(&self.walks).enumerate();
        let assigned = demand.filter_map(|(place, (demand, walk))| {
            let (time, site) = walk.filter(|_| demand.weight > 0)?;
            Some(Assigned {
                demand: DemandIndex::at(place),
                site,
                time,
                amount: demand.weight,
            })
        });
        assigned.collect()
    }
}

/// The candidates opened, by what each adds to those before.
fn chosen(plan: &SitingPlan, setting: &Setting<'_>, open: &[usize]) -> Vec<ChosenSite> {
    let instance = setting.instance;
    let is_candidate = |site: &SiteIndex| instance.site(*site).standing == Standing::Candidate;
    let open = open.iter().map(|site| SiteIndex::at(*site));
    let (opened, standing): (Vec<SiteIndex>, Vec<SiteIndex>) = open.partition(is_candidate);
    let mut load = vec![0; instance.sites().len()];
    for assigned in &plan.assignment {
        load[assigned.site.index()] += assigned.amount;
    }
    let worth = gains::Worth::of(plan, setting);
    let ranked = gains::ranked(worth, setting, &standing, opened);
    let chosen = ranked.into_iter().enumerate().map(|(place, gain)| ChosenSite {
        site: gain.site,
        rank: place as u32 + 1,
        marginal_gain: gain.marginal,
        alone_gain: gain.alone,
        load: load[gain.site.index()],
        runner_up: None,
        is_runner_up_settled: true,
    });
    chosen.collect()
}
