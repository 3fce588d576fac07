//! From needs and costs to the cheapest plan and its bound.

use super::cover::Cover;
use super::kernel::CoverKernel;
use super::node::{Node, decide_plainly};
use crate::meter::Meter;
use crate::plan::Proof;
use crate::random::Random;
use crate::rules::{Choice, Domains, Rules};
use crate::search::{Best, Scale, prove};

/// Steps of the local search for each perturbation that the limits allow.
const STEPS_PER_ITERATION: u64 = 50;
/// Values stay below 2^60, with at most so many bits after the point.
const MOST_SHIFT: u32 = 20;
const MOST_BITS: u32 = 60;

/// A covering problem ready to be searched.
pub(crate) struct Covering<'a> {
    pub(super) rules: &'a Rules,
    pub(super) domains: Domains,
    pub(super) kernel: CoverKernel,
    pub(super) shift: u32,
    standing: Vec<usize>,
    /// A plan of this cost is good enough.
    enough: i64,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub(crate) struct Covered {
    /// The cheapest plan: its cost and all its open sites.
    pub(crate) best: Option<(i64, Vec<usize>)>,
    /// No plan is cheaper; `None`: there is no plan at all.
    pub(crate) bound: Option<i64>,
    pub(crate) proof: Proof,
}

impl Covered {
    fn nothing(bound: Option<i64>) -> Self {
        Self {
            best: None,
            bound,
            proof: Proof::Integer,
        }
    }
}

impl<'a> Covering<'a> {
    /// Of a kernel with all sites. `enough`: a plan of this cost need not be improved. `None` where no plan is possible.
    pub(crate) fn new(whole: &CoverKernel, rules: &'a Rules, domains: &Domains, enough: i64) -> Option<Self> {
        let mut domains = domains.clone();
        let mut kernel = whole.restrict(&domains).0;
        while decide_plainly(&kernel, rules, &mut domains)? {
            kernel = kernel.restrict(&domains).0;
        }
        let longest = (0..kernel.column_count())
            .map(|column| kernel.rows_of(column).len())
            .max()
            .unwrap_or(0);
        let dearest = kernel.costs.iter().map(|cost| cost.abs()).max().unwrap_or(0);
        let largest = (longest as i64 + kernel.column_count() as i64 + 1).saturating_mul(dearest + 1);
        let bits = 64 - largest.leading_zeros();
        Some(Self {
            rules,
            kernel,
            shift: MOST_SHIFT.min(MOST_BITS.saturating_sub(bits)),
            standing: domains.open().collect(),
            domains,
            enough,
        })
    }

    /// Searches until the proof, until a plan is cheap enough, or a limit; parts that share no row one by one.
    pub(crate) fn solve(mut self, scale: Scale, meter: &Meter<'_>) -> Covered {
        let is_free = |site: &u32| self.rules.of_site(*site as usize).is_empty();
        let separable = self.kernel.sites.iter().all(is_free)
            && self
                .kernel
                .full()
                .iter()
                .zip(&self.kernel.needs)
                .all(|(full, need)| *full || *need <= 0);
        let mut parts = if separable {
            self.kernel.components()
        } else {
            Vec::new()
        };
        // The small ones first: they are proved before a limit stops the large one.
        parts.sort_by_key(Vec::len);
        if parts.len() < 2 {
            return self.search(scale, meter);
        }
        let mut proof = Proof::Integer;
        let (mut cost, mut bound, mut open) = (self.kernel.base, self.kernel.base, self.standing.clone());
        for part in parts {
            let Some(covered) = self.part(&part, meter) else {
                return Covered::nothing(None);
            };
            let (Some((part_cost, part_open)), Some(part_bound)) = (covered.best, covered.bound) else {
                return Covered::nothing(covered.bound.map(|_| bound));
            };
            if covered.proof != Proof::Integer {
                proof = covered.proof;
            }
            cost += part_cost - self.kernel.base;
            bound += part_bound - self.kernel.base;
            open.extend(part_open.into_iter().filter(|site| part.binary_search(site).is_ok()));
        }
        open.sort_unstable();
        Covered {
            best: Some((cost, open)),
            bound: Some(bound),
            proof,
        }
    }

    /// One part: all other free sites are closed, and what only they cover is not needed.
    fn part(&self, part: &[usize], meter: &Meter<'_>) -> Option<Covered> {
        let mut domains = self.domains.clone();
        let others: Vec<usize> = domains
            .free()
            .filter(|site| part.binary_search(site).is_err())
            .collect();
        for site in others {
            domains.decide(self.rules, site, Choice::Out).ok()?;
        }
        let kernel = self.kernel.only(part);
        let scale = Scale {
            sense: crate::problem::Sense::Minimize,
            offset: 0,
        };
        Some(Self::new(&kernel, self.rules, &domains, -i64::MAX)?.search(scale, meter))
    }

    fn search(&mut self, scale: Scale, meter: &Meter<'_>) -> Covered {
        let mut best = Best::new(scale, meter.limits.gap);
        best.enough = -self.enough;
        self.first_plans(&mut best, meter);
        let root = Node {
            kernel: self.kernel.clone(),
            prices: None,
            is_root: true,
        };
        // Nothing is cheaper than the cost decided already and all columns that cost less than nothing.
        let floor = self.kernel.base + self.kernel.costs.iter().map(|cost| (*cost).min(0)).sum::<i64>();
        let (domains, rules) = (self.domains.clone(), self.rules);
        let (bound, proof) = prove(self, root, domains, -floor, rules, &mut best, meter);
        Covered {
            best: best.value().map(|value| (-value, best.open().to_vec())),
            bound: bound.map(|bound| -bound),
            proof,
        }
    }

    pub(super) fn cover(&self) -> Cover<'_> {
        Cover::new(&self.kernel, self.rules, self.standing.iter().copied())
    }

    /// A greedy plan, improved by row weighting.
    fn first_plans(&self, best: &mut Best, meter: &Meter<'_>) {
        let mut cover = self.cover();
        if cover.complete(&self.domains) {
            self.offer(best, &cover);
            self.weigh_rows(best, meter);
        }
        meter.spend(cover.work());
    }

    fn weigh_rows(&self, best: &mut Best, meter: &Meter<'_>) {
        let mut cover = self.cover();
        cover.move_to(&self.columns(best.open()));
        let mut random = Random::new(meter.limits.seed);
        let steps = meter.limits.iterations.saturating_mul(STEPS_PER_ITERATION);
        let (columns, taken) = cover.row_weighting(steps, &mut random, self.enough, |spent| meter.spend(spent));
        cover.move_to(&columns);
        if cover.is_plan() {
            self.offer(best, &cover);
        }
        meter.count_iterations(taken.div_ceil(STEPS_PER_ITERATION));
    }

    pub(super) fn columns(&self, open: &[usize]) -> Vec<u32> {
        let columns = open.iter().filter_map(|site| self.kernel.column_of(*site));
        columns.map(|column| column as u32).collect()
    }

    pub(super) fn offer(&self, best: &mut Best, cover: &Cover<'_>) {
        let sites = cover
            .open_columns()
            .iter()
            .map(|column| self.kernel.sites[*column as usize] as usize);
        best.offer(-cover.cost(), self.standing.iter().copied().chain(sites));
    }
}
