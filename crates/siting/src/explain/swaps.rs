//! The best replacement of each opened site.

use rayon::prelude::*;

use super::Nearest;
use super::gains::{Worth, gain};
use crate::ids::SiteIndex;
use crate::plan::{RunnerUp, SitingPlan};
use crate::problem::{Base, Equity, Goal, Scope, Sense};
use crate::rules::{Choice, Setting};

/// Finds the runner-up of each opened site, where everybody goes to the nearest.
pub(super) fn runners_up(plan: &mut SitingPlan, setting: &Setting<'_>, open: &[usize]) {
    let Some(objective) = plan.objective else {
        return;
    };
    let worth = Worth::of(plan, setting);
    let found: Vec<Option<RunnerUp>> = plan
        .sites
        .par_iter()
        .map(|chosen| {
            let mut swap = Swap::new(setting, worth, open, chosen.site, objective);
            swap.best()
        })
        .collect();
    for (chosen, found) in plan.sites.iter_mut().zip(found) {
        chosen.runner_up = found;
    }
}

/// A plan without one of its sites.
struct Swap<'a> {
    setting: &'a Setting<'a>,
    worth: Worth,
    site: usize,
    sums: Vec<i64>,
    is_open: Vec<bool>,
    objective: u64,
    /// The walks that are left.
    times: Vec<Option<u32>>,
    /// What they are worth.
    value: u64,
    /// What a target for the whole needs.
    needed: u64,
    /// Places that could be reached, the farthest first, those out of reach before all.
    farthest: Vec<usize>,
}

impl<'a> Swap<'a> {
    fn new(setting: &'a Setting<'a>, worth: Worth, open: &[usize], site: SiteIndex, objective: u64) -> Self {
        let left = open
            .iter()
            .copied()
            .filter(|other| *other != site.index())
            .map(SiteIndex::at);
        let times = Nearest::of(setting, left).times();
        let demand = setting.instance.demand();
        let values = demand
            .iter()
            .zip(&times)
            .map(|(demand, time)| worth.value(demand.weight, *time));
        let coverable = setting.coverable();
        let mut farthest: Vec<usize> = Vec::new();
        if matches!(setting.problem.goal, Goal::PCenter { .. }) {
            farthest.extend((0..demand.len()).filter(|place| coverable[*place]));
            farthest.sort_unstable_by_key(|place| (std::cmp::Reverse(times[*place].unwrap_or(u32::MAX)), *place));
        }
        let mut is_open = vec![false; setting.instance.sites().len()];
        for site in open {
            is_open[*site] = true;
        }
        Self {
            setting,
            worth,
            site: site.index(),
            sums: setting.rules.sums(open.iter().copied()),
            is_open,
            objective,
            value: values.sum(),
            times,
            needed: needed(setting, &coverable),
            farthest,
        }
    }

    fn best(&mut self) -> Option<RunnerUp> {
        let sense = self.setting.problem.goal.sense();
        let mut best: Option<RunnerUp> = None;
        for site in self.setting.instance.candidates() {
            if self.is_open[site.index()] || !self.is_allowed(site) {
                continue;
            }
            let Some(objective) = self.objective_with(site) else {
                continue;
            };
            let loss = match sense {
                Sense::Maximize => self.objective as i64 - objective as i64,
                Sense::Minimize => objective as i64 - self.objective as i64,
            };
            if best.is_none_or(|best| loss < best.loss) {
                best = Some(RunnerUp { site, objective, loss });
            }
        }
        best
    }

    fn is_allowed(&self, site: SiteIndex) -> bool {
        let decided = |site: usize| self.setting.domains.choice(site);
        decided(site.index()) != Choice::Out
            && decided(self.site) != Choice::In
            && self
                .setting
                .rules
                .allow_swap(&self.sums, Some(self.site), Some(site.index()))
    }

    /// The objective with another site in place; `None` where the plan is none any more.
    fn objective_with(&mut self, site: SiteIndex) -> Option<u64> {
        let instance = self.setting.instance;
        match self.setting.problem.goal {
            Goal::MaxCoverage {
                equity: Equity::Ignored,
                ..
            } => Some(self.value + gain(self.worth, self.setting, &self.times, site)),
            Goal::MaxCoverage { equity, .. } => {
                let covered = self.covered_with(site);
                let is_fair = crate::goals::is_fair(instance, equity, &covered);
                is_fair.then(|| self.value + gain(self.worth, self.setting, &self.times, site))
            }
            Goal::PMedian { penalty, .. } => {
                let saved = self.value + gain(self.worth, self.setting, &self.times, site);
                Some(instance.total_weight() * u64::from(penalty) - saved)
            }
            Goal::MinSites { measure, target } => {
                let is_met = match target.scope {
                    Scope::Whole => self.value + gain(self.worth, self.setting, &self.times, site) >= self.needed,
                    Scope::EachGroup => {
                        let covered = self.covered_with(site);
                        crate::goals::meets_by_group(self.setting, target, &covered)
                    }
                };
                let change = self.setting.price(measure, site.index()) - self.setting.price(measure, self.site);
                is_met.then(|| u64::try_from(self.objective as i64 + change).unwrap_or(0))
            }
            Goal::PCenter { .. } => self.worst_with(site),
        }
    }

    /// Which places are within the limit with another site.
    fn covered_with(&self, site: SiteIndex) -> Vec<bool> {
        let mut covered: Vec<bool> = self.times.iter().map(Option::is_some).collect();
        for reach in self
            .setting
            .instance
            .times()
            .of_site(site)
            .iter()
            .filter(|reach| reach.time <= self.setting.limit)
        {
            covered[reach.demand.index()] = true;
        }
        covered
    }

    /// The worst walk with another site; `None` where somebody has no walk.
    fn worst_with(&self, site: SiteIndex) -> Option<u64> {
        let mut worst = 0;
        for place in &self.farthest {
            let left = self.times[*place];
            if left.is_some_and(|left| left <= worst) {
                break;
            }
            let time = self.setting.instance.times().time(site, crate::DemandIndex::at(*place));
            let time = time.filter(|time| *time <= self.setting.limit);
            worst = worst.max(left.into_iter().chain(time).min()?);
        }
        Some(u64::from(worst))
    }
}

/// What the target for the whole comes to; 0 where there is none.
fn needed(setting: &Setting<'_>, coverable: &[bool]) -> u64 {
    let Goal::MinSites { target, .. } = setting.problem.goal else {
        return 0;
    };
    let demand = setting.instance.demand().iter().zip(coverable);
    let counted = demand.filter(|(_, coverable)| target.base == Base::All || **coverable);
    target
        .share
        .of_rounded_up(counted.map(|(demand, _)| demand.weight).sum())
}
