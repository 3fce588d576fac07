//! Maximal covering, the worst group first: lexicographic max-min of the groups' covered shares, then the sum.
//!
//! Level by level: the worst share is raised until a covering problem proves that no allowed plan has a better one, then the
//! second worst, given the worst, and so on. A plan improves level `s` if all groups but `s - 1` are above its share, and those
//! `s - 1` still hold the shares of the levels before: one covering problem for each choice of them. Last, the sum is made large
//! among plans that are no worse in any level.

use super::coverage::{SCALE, from_location};
use super::fairness::{self, Covered};
use super::needs::Needs;
use super::spread::covered_by;
use super::{Answer, rules_conflict};
use crate::covering::Covering;
use crate::infeasible::ConstraintName;
use crate::location::{Kernel, Location, Screen};
use crate::meter::Meter;
use crate::plan::Proof;
use crate::problem::Sense;
use crate::rules::{Choice, Domains, Setting};
use crate::search::Scale;
use crate::watch::Phase;

/// A level is given up if it takes more covering problems than this.
const MOST_CHOICES: usize = 300;
/// One covering problem may do one in so many of the work that is allowed.
const SHARE_OF_TEST: u64 = 40;
/// All levels together may do so much of the work: one in so many is left for the sum.
const SHARE_OF_SUM: u64 = 4;

/// The worst group first.
pub(super) fn answer(setting: &Setting<'_>, meter: &Meter<'_>) -> Answer {
    let Some(without) = setting.without(ConstraintName::Purse) else {
        return Answer::infeasible(rules_conflict(setting));
    };
    let whole = Kernel::coverage(setting);
    let start = meter.part(share(meter, SHARE_OF_SUM), || {
        Location::new(setting, &whole, None).search(SCALE, &[], &meter.fresh(first_limits(meter)))
    });
    if start.bound.is_none() {
        return Answer::infeasible(rules_conflict(setting));
    }
    let mut levels = Levels {
        setting,
        without: &without,
        purse: setting.purse(),
        best: start.best.is_some().then(|| start.best.open().to_vec()),
        meter,
        proof: Proof::Integer,
    };
    let proved = levels.raise();
    let proof = levels.proof;
    let plans: Vec<Vec<usize>> = levels.best.into_iter().collect();
    let shares = plans
        .first()
        .map(|open| sorted(shares_of(setting, open)))
        .unwrap_or_default();
    let groups = shares.len();
    let floor = Floor { setting, shares };
    let found = Location::new(setting, &whole, Some(&floor)).search(SCALE, &plans, meter);
    let mut answer = from_location(setting, &found);
    answer.levels = Some((proved, groups));
    if proof != Proof::Integer {
        answer.proof = proof;
    }
    answer
}

/// The search for a first plan is short.
fn first_limits(meter: &Meter<'_>) -> crate::Limits {
    crate::Limits {
        nodes: Some(1),
        work: Some(share(meter, SHARE_OF_TEST)),
        ..meter.limits
    }
}

fn share(meter: &Meter<'_>, of: u64) -> u64 {
    meter.limits.work.unwrap_or(crate::Limits::USUAL_WORK) / of
}

fn shares_of(setting: &Setting<'_>, open: &[usize]) -> Vec<Covered> {
    fairness::shares(setting.instance, &covered_by(setting, open.iter().copied()))
}

/// Shares, the worst first.
fn sorted(mut shares: Vec<Covered>) -> Vec<Covered> {
    shares.sort_by(|a, b| a.compare(*b));
    shares
}

/// Compares two lists of shares, each the worst first, from the worst on.
fn compare(shares: &[Covered], others: &[Covered]) -> std::cmp::Ordering {
    let different = shares
        .iter()
        .zip(others)
        .map(|(a, b)| a.compare(*b))
        .find(|order| order.is_ne());
    different.unwrap_or(std::cmp::Ordering::Equal)
}

/// Plans whose shares are no worse than these.
struct Floor<'a> {
    setting: &'a Setting<'a>,
    /// The worst first.
    shares: Vec<Covered>,
}

impl Screen for Floor<'_> {
    fn admits(&self, open: &[usize]) -> bool {
        compare(&sorted(shares_of(self.setting, open)), &self.shares).is_ge()
    }

    fn is_hopeless(&self, domains: &Domains) -> bool {
        let sites = 0..self.setting.instance.sites().len();
        let could_open = sites.filter(|site| domains.choice(*site) != Choice::Out);
        let could_have = fairness::shares(self.setting.instance, &covered_by(self.setting, could_open));
        compare(&sorted(could_have), &self.shares).is_lt()
    }
}

/// What a covering problem came to.
enum Test {
    /// A plan that meets it.
    Met(Vec<usize>),
    /// There is none; what that rests on.
    Impossible(Proof),
    Unknown,
}

/// The search for the best shares.
struct Levels<'a> {
    setting: &'a Setting<'a>,
    /// The same without the purse, which becomes what covering must not exceed.
    without: &'a Setting<'a>,
    purse: (Vec<i64>, i64),
    best: Option<Vec<usize>>,
    meter: &'a Meter<'a>,
    /// What the levels proved rest on.
    proof: Proof,
}

impl Levels<'_> {
    /// Raises level after level; how many are proved to be the best.
    fn raise(&mut self) -> usize {
        let count = fairness::shares(self.setting.instance, &covered_by(self.setting, [])).len();
        for level in 0..count {
            loop {
                let bests: Vec<Covered> = self
                    .best
                    .as_ref()
                    .map_or_else(Vec::new, |open| sorted(shares_of(self.setting, open)));
                match self.improve(level, count, &bests) {
                    Test::Met(open) => self.keep(open),
                    // No plan at all, which the search for the sum finds out as well.
                    Test::Impossible(_) if self.best.is_none() => return 0,
                    Test::Impossible(proof) => {
                        self.rests_on(proof);
                        break;
                    }
                    Test::Unknown => return level,
                }
            }
        }
        count
    }

    fn rests_on(&mut self, proof: Proof) {
        if proof != Proof::Integer {
            self.proof = proof;
        }
    }

    fn keep(&mut self, open: Vec<usize>) {
        let better = self.fill(open);
        let shares = |open: &[usize]| sorted(shares_of(self.setting, open));
        let is_better = self
            .best
            .as_ref()
            .is_none_or(|best| compare(&shares(&better), &shares(best)).is_gt());
        if is_better {
            self.best = Some(better);
        }
        let served = self.best.as_ref().map(|open| {
            let covered = covered_by(self.setting, open.iter().copied());
            let demand = self.setting.instance.demand().iter().zip(covered);
            demand
                .filter(|(_, covered)| *covered)
                .map(|(demand, _)| demand.weight)
                .sum()
        });
        self.meter.report(Phase::Improve, Sense::Maximize, served, None);
    }

    /// Any plan better at this level, given that the levels before cannot be better.
    fn improve(&self, level: usize, count: usize, bests: &[Covered]) -> Test {
        let Some(choices) = choices(level, count, bests) else {
            return Test::Unknown;
        };
        let (mut is_known, mut proof) = (true, Proof::Integer);
        for holders in choices {
            match self.test(&holders, bests, level) {
                Test::Met(open) => return Test::Met(open),
                Test::Impossible(Proof::Integer) => {}
                Test::Impossible(rests_on) => proof = rests_on,
                Test::Unknown => is_known = false,
            }
        }
        if is_known {
            Test::Impossible(proof)
        } else {
            Test::Unknown
        }
    }

    /// Groups above the share of a level, but for these, which hold the levels before in this order.
    fn test(&self, holders: &[usize], bests: &[Covered], level: usize) -> Test {
        if !self.meter.goes_on() {
            return Test::Unknown;
        }
        let instance = self.setting.instance;
        let mut needs = vec![0; instance.groups().len()];
        let weights = fairness::weights(instance);
        let groups: Vec<usize> = (0..weights.len()).filter(|group| weights[*group] > 0).collect();
        for (number, group) in groups.iter().enumerate() {
            needs[*group] = match holders.iter().position(|holder| *holder == number) {
                Some(held) => fairness::least_with_share_of(bests.get(held).copied(), weights[*group]),
                None => fairness::least_above_share_of(bests.get(level).copied(), weights[*group]),
            };
        }
        let needs = Needs::of_groups(self.setting, needs);
        let (costs, most) = &self.purse;
        let kernel = needs.kernel(self.setting, self.setting.limit, costs.clone());
        let Some(covering) = Covering::new(&kernel, &self.without.rules, &self.without.domains, *most) else {
            return Test::Impossible(Proof::Integer);
        };
        let scale = Scale {
            sense: Sense::Minimize,
            offset: 0,
        };
        let covered = self
            .meter
            .part(share(self.meter, SHARE_OF_TEST), || covering.solve(scale, self.meter));
        match (covered.best, covered.bound) {
            (Some((cost, open)), _) if cost <= *most => Test::Met(open),
            (_, Some(bound)) if bound <= *most => Test::Unknown,
            _ => Test::Impossible(covered.proof),
        }
    }

    /// Spends what is left of the purse: each time on the site that raises the shares most, then the sum.
    fn fill(&self, open: Vec<usize>) -> Vec<usize> {
        let rules = &self.setting.rules;
        let mut open = open;
        let mut present = shares_of(self.setting, &open);
        present = sorted(present);
        loop {
            let sums = rules.sums(open.iter().copied());
            let mut best: Option<(Vec<Covered>, usize)> = None;
            for site in self
                .setting
                .domains
                .free()
                .filter(|site| open.binary_search(site).is_err())
            {
                if !rules.allow_swap(&sums, None, Some(site)) {
                    continue;
                }
                let with: Vec<usize> = open.iter().copied().chain([site]).collect();
                let shares = sorted(shares_of(self.setting, &with));
                if compare(&shares, best.as_ref().map_or(&present, |(best, _)| best)).is_gt() {
                    best = Some((shares, site));
                }
            }
            let Some((shares, site)) = best.filter(|_| self.meter.goes_on()) else {
                return open;
            };
            open.push(site);
            open.sort_unstable();
            present = shares;
        }
    }
}

/// Who could hold the levels before: all orders of so many groups, orders within levels of one share told once. `None`: too many.
fn choices(level: usize, count: usize, bests: &[Covered]) -> Option<Vec<Vec<usize>>> {
    let mut choices = vec![Vec::new()];
    for place in 0..level {
        let as_before = place > 0 && bests[place].compare(bests[place - 1]).is_eq();
        let mut longer = Vec::new();
        for choice in &choices {
            for group in (0..count).filter(|group| !choice.contains(group)) {
                if !as_before || choice.last().is_none_or(|last: &usize| *last < group) {
                    longer.push([choice.as_slice(), &[group]].concat());
                }
            }
        }
        choices = longer;
        if choices.len() > MOST_CHOICES {
            return None;
        }
    }
    Some(choices)
}
