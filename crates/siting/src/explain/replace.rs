//! The best replacement of each opened site where sites can be full: a swap moves everybody, so that every one that could be the best
//! is served anew.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::capacity::{Aim, Model, Served, serve};
use crate::goals::Needs;
use crate::ids::SiteIndex;
use crate::meter::{Guard, Meter};
use crate::plan::{ChosenSite, RunnerUp, SitingPlan};
use crate::problem::{Goal, Measure, Sense};
use crate::rules::{Choice, Setting};
use crate::search::Scale;

/// Entries read for the runners-up of all sites together: some seconds of a core.
const WORK_OF_ALL: usize = 4_000_000_000;

/// Finds the runner-up of each opened site; a site whose search is not brought to its end is said to have been not settled.
pub(super) fn runners_up(plan: &mut SitingPlan, setting: &Setting<'_>, open: &[usize], meter: &Meter<'_>) {
    let Some(objective) = plan.objective else {
        return;
    };
    let worth = Worth::of(setting);
    let work = WORK_OF_ALL / plan.sites.len().max(1);
    let guard = meter.guard;
    let find = |chosen: &ChosenSite| {
        let mut swap = Swap {
            setting,
            guard,
            left: open
                .iter()
                .copied()
                .filter(|site| *site != chosen.site.index())
                .collect(),
            closes: chosen.site.index(),
            objective,
            work,
        };
        match &worth {
            Worth::Gain(model, scale) => swap.by_gain(model, *scale),
            Worth::Price(model, measure) => swap.by_price(model, *measure),
            Worth::Worst(needs, times) => swap.by_worst(needs, times),
        }
    };
    let is_fixed = |site: usize| setting.domains.choice(site) == Choice::In;
    let found: Vec<Settled> = plan
        .sites
        .par_iter()
        .map(|chosen| {
            if is_fixed(chosen.site.index()) {
                Ok(None)
            } else {
                find(chosen)
            }
        })
        .collect();
    for (chosen, found) in plan.sites.iter_mut().zip(found) {
        chosen.is_runner_up_settled = found.is_ok();
        chosen.runner_up = found.ok().flatten();
    }
}

/// The runner-up; an error where a limit came first, or where it is not known for sure what a swap comes to.
type Settled = Result<Option<RunnerUp>, Unsettled>;

/// A limit came first, or demand that may not be split leaves doubt.
struct Unsettled;

/// What a goal makes of open sites.
enum Worth {
    /// What is served gains this.
    Gain(Model, Scale),
    /// Sites cost this, while needs are met.
    Price(Model, Measure),
    /// Everybody is served within the least of these times that allows it.
    Worst(Needs, Vec<u32>),
}

impl Worth {
    fn of(setting: &Setting<'_>) -> Self {
        let goal = setting.problem.goal;
        let sense = goal.sense();
        let nothing = || vec![0; setting.instance.sites().len()];
        match goal {
            Goal::MaxCoverage { .. } => {
                let model = Model::new(setting, Aim::Served, setting.limit, true);
                Self::Gain(model, Scale { sense, offset: 0 })
            }
            Goal::PMedian { penalty, .. } => {
                let offset = (setting.instance.total_weight() * u64::from(penalty)) as i64;
                let model = Model::new(setting, Aim::Saved(penalty), setting.limit, true);
                Self::Gain(model, Scale { sense, offset })
            }
            Goal::MinSites { measure, target } => {
                let needs = Needs::of_target(setting, target);
                Self::Price(Model::new(setting, needs.aim(nothing()), setting.limit, true), measure)
            }
            Goal::PCenter { .. } => {
                let mut times: Vec<u32> = setting.possible_walks().map(|(_, time)| time).collect();
                times.push(0);
                times.sort_unstable();
                times.dedup();
                Self::Worst(Needs::of_coverable(setting), times)
            }
        }
    }
}

/// A plan without one of its sites.
struct Swap<'a> {
    setting: &'a Setting<'a>,
    guard: Guard<'a>,
    /// The sites that stay open.
    left: Vec<usize>,
    closes: usize,
    objective: u64,
    /// What may still be read.
    work: usize,
}

impl Swap<'_> {
    /// Candidates that the rules allow in its place, ascending.
    fn others(&self) -> Vec<usize> {
        let rules = &self.setting.rules;
        let sums = rules.sums(self.left.iter().copied());
        let candidates = self.setting.instance.candidates().map(SiteIndex::index);
        let others = candidates.filter(|site| *site != self.closes && self.left.binary_search(site).is_err());
        let allowed = others.filter(|site| {
            let mut with = sums.clone();
            rules.swap(&mut with, None, Some(*site));
            self.setting.domains.choice(*site) != Choice::Out && rules.hold(&with)
        });
        allowed.collect()
    }

    fn serve(&mut self, model: &Model, site: Option<usize>) -> Result<Served, Unsettled> {
        let mut open = self.left.clone();
        open.extend(site);
        open.sort_unstable();
        let served = serve(model, &open);
        self.work = self.work.saturating_sub(served.work);
        if served.is_exact && self.work > 0 && self.guard.stop().is_none() {
            Ok(served)
        } else {
            Err(Unsettled)
        }
    }

    fn told(&self, site: usize, objective: u64) -> RunnerUp {
        let loss = match self.setting.problem.goal.sense() {
            Sense::Maximize => self.objective as i64 - objective as i64,
            Sense::Minimize => objective as i64 - self.objective as i64,
        };
        RunnerUp {
            site: SiteIndex::at(site),
            objective,
            loss,
        }
    }

    /// The one that gains most; no site adds more than it could serve if it were alone.
    fn by_gain(&mut self, model: &Model, scale: Scale) -> Settled {
        let Some(without) = self.serve(model, None)?.value else {
            return Ok(None);
        };
        let mut others: Vec<(i64, usize)> = self
            .others()
            .into_iter()
            .map(|site| (model.promise(site), site))
            .collect();
        others.sort_unstable_by_key(|(promise, site)| (Reverse(*promise), *site));
        let mut best: Option<(i64, Reverse<usize>)> = None;
        for (promise, site) in others {
            if best.is_some_and(|best| (without.saturating_add(promise), Reverse(site)) < best) {
                continue;
            }
            if let Some(value) = self.serve(model, Some(site))?.value {
                best = best.max(Some((value, Reverse(site))));
            }
        }
        Ok(best.map(|(value, Reverse(site))| self.told(site, scale.objective(value))))
    }

    /// The cheapest that still meets the needs.
    fn by_price(&mut self, model: &Model, measure: Measure) -> Settled {
        let mut others = self.others();
        others.sort_by_key(|site| (self.setting.price(measure, *site), *site));
        for site in others {
            if self.serve(model, Some(site))?.value.is_some() {
                let change = self.setting.price(measure, site) - self.setting.price(measure, self.closes);
                let objective = u64::try_from(self.objective as i64 + change).unwrap_or(0);
                return Ok(Some(self.told(site, objective)));
            }
        }
        Ok(None)
    }

    /// The one with the least worst walk.
    fn by_worst(&mut self, needs: &Needs, times: &[u32]) -> Settled {
        let mut models = BTreeMap::new();
        // The position of the best time so far, beyond all at first.
        let mut best = (times.len(), None);
        for site in self.others() {
            let (mut low, mut high) = (0, best.0);
            let mut next = high.saturating_sub(1);
            while low < high {
                if self.is_met_within(needs, times[next], site, &mut models)? {
                    high = next;
                } else if next + 1 == best.0 {
                    break;
                } else {
                    low = next + 1;
                }
                next = usize::midpoint(low, high);
            }
            if high < best.0 {
                best = (high, Some(site));
            }
        }
        let (place, site) = best;
        Ok(site.map(|site| self.told(site, u64::from(times[place]))))
    }

    fn is_met_within(
        &mut self,
        needs: &Needs,
        time: u32,
        site: usize,
        models: &mut BTreeMap<u32, Model>,
    ) -> Result<bool, Unsettled> {
        let setting = self.setting;
        let model = models.entry(time).or_insert_with(|| {
            let nothing = vec![0; setting.instance.sites().len()];
            Model::new(setting, needs.aim(nothing), time, true)
        });
        Ok(self.serve(model, Some(site))?.value.is_some())
    }
}
