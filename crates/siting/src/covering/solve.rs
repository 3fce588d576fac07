//! From needs and costs to the cheapest plan and its bound.

use super::cover::Cover;
use super::kernel::CoverKernel;
use super::lagrange::{Bounded, Subgradient};
use crate::meter::Meter;
use crate::random::Random;
use crate::rules::{Allowance, Choice, Domains, Rules, can_stand_in};
use crate::search::{Best, Columns, Relaxation, Scale, Verdict, branch_and_bound, branching_site};

/// Iterations at the root, at all other nodes, and after decisions by reduced costs.
const ROOT_ITERATIONS: u32 = 600;
const NODE_ITERATIONS: u32 = 60;
const AGAIN_ITERATIONS: u32 = 40;
/// How bold steps are at first, as a share of the root's.
const NODE_BOLDNESS: f64 = 0.3;
/// A node is bounded again if reduced costs decided at least one in so many of its sites, so often at most.
const WORTH_AGAIN: usize = 12;
const MOST_ROUNDS: usize = 6;
/// Steps of the local search for each perturbation that the limits allow.
const STEPS_PER_ITERATION: u64 = 50;
/// One in so many better bounds is made a plan.
const BOUNDS_PER_PLAN: u32 = 6;
/// Values stay below 2^60, with at most so many bits after the point.
const MOST_SHIFT: u32 = 20;
const MOST_BITS: u32 = 60;

/// A covering problem ready to be searched.
pub(crate) struct Covering<'a> {
    rules: &'a Rules,
    domains: Domains,
    kernel: CoverKernel,
    shift: u32,
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
}

/// A kernel with its prices.
pub(crate) struct Node {
    kernel: CoverKernel,
    prices: Option<Vec<i64>>,
    is_root: bool,
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
        let (mut cost, mut bound, mut open) = (self.kernel.base, self.kernel.base, self.standing.clone());
        for part in parts {
            let Some(covered) = self.part(&part, meter) else {
                return Covered {
                    best: None,
                    bound: None,
                };
            };
            let (Some((part_cost, part_open)), Some(part_bound)) = (covered.best, covered.bound) else {
                return Covered {
                    best: None,
                    bound: covered.bound.map(|_| bound),
                };
            };
            cost += part_cost - self.kernel.base;
            bound += part_bound - self.kernel.base;
            open.extend(part_open.into_iter().filter(|site| part.binary_search(site).is_ok()));
        }
        open.sort_unstable();
        Covered {
            best: Some((cost, open)),
            bound: Some(bound),
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
        let (domains, rules) = (self.domains.clone(), self.rules);
        // Nothing is cheaper than the cost decided already and all columns that cost less than nothing.
        let floor = self.kernel.base + self.kernel.costs.iter().map(|cost| (*cost).min(0)).sum::<i64>();
        let bound = branch_and_bound(self, root, domains, -floor, rules, &mut best, meter);
        Covered {
            best: best.value().map(|value| (-value, best.open().to_vec())),
            bound: bound.map(|bound| -bound),
        }
    }

    fn cover(&self) -> Cover<'_> {
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
        let columns = cover.row_weighting(steps, &mut random, self.enough, |spent| meter.spend(spent));
        cover.move_to(&columns);
        if cover.is_plan() {
            self.offer(best, &cover);
        }
        meter.count_iterations(meter.limits.iterations);
    }

    fn columns(&self, open: &[usize]) -> Vec<u32> {
        let columns = open.iter().filter_map(|site| self.kernel.column_of(*site));
        columns.map(|column| column as u32).collect()
    }

    fn offer(&self, best: &mut Best, cover: &Cover<'_>) {
        let sites = cover
            .open_columns()
            .iter()
            .map(|column| self.kernel.sites[*column as usize] as usize);
        best.offer(-cover.cost(), self.standing.iter().copied().chain(sites));
    }
}

/// Decides what needs no bound: sites that alone cover a row, sites that another stands in for. `None`: no plan is possible;
/// else whether anything was decided.
fn decide_plainly(kernel: &CoverKernel, rules: &Rules, domains: &mut Domains) -> Option<bool> {
    if kernel.short_family().is_some() {
        return None;
    }
    let before = domains.free_count();
    for site in kernel.essential() {
        if domains.decide(rules, site, Choice::In) != Ok(true) {
            return None;
        }
    }
    for site in kernel.dominated(|other, site| can_stand_in(rules, domains, other, site)) {
        // What was allowed with the site is allowed without it.
        let _ = domains.decide(rules, site, Choice::Out);
    }
    Some(domains.free_count() < before)
}

impl Relaxation for Covering<'_> {
    type Node = Node;

    fn child(&self, parent: &Node, domains: &Domains) -> Node {
        let (kernel, map) = parent.kernel.restrict(domains);
        let prices = parent
            .prices
            .as_ref()
            .map(|prices| map.carry(prices, kernel.row_count()));
        Node {
            kernel,
            prices,
            is_root: parent.is_root,
        }
    }

    fn bound(&mut self, node: &mut Node, domains: &mut Domains, best: &mut Best, meter: &Meter<'_>) -> Verdict {
        let mut iterations = if node.is_root { ROOT_ITERATIONS } else { NODE_ITERATIONS };
        let mut boldness = if node.is_root { 1.0 } else { NODE_BOLDNESS };
        let mut plans = node.is_root;
        node.is_root = false;
        let mut highest = i64::MIN;
        for round in 1.. {
            match decide_plainly(&node.kernel, self.rules, domains) {
                None => return Verdict::Hopeless,
                Some(true) => {
                    *node = self.child(node, domains);
                    continue;
                }
                Some(false) => {}
            }
            let allowance = Allowance::new(self.rules, domains, &node.kernel.sites);
            let Some(bounded) = self.bounded(node, &allowance, domains, (iterations, boldness), plans, best, meter)
            else {
                break;
            };
            highest = highest.max(bounded.bound);
            node.prices = Some(bounded.prices.clone());
            if best.reaches(-highest) {
                return Verdict::Hopeless;
            }
            let before = domains.free_count();
            if self.fix(node, &allowance, &bounded, best, domains).is_none() {
                return Verdict::Hopeless;
            }
            let decided = before - domains.free_count();
            if decided * WORTH_AGAIN < before || round >= MOST_ROUNDS || best.is_enough() || !meter.part_goes_on() {
                let columns = Columns {
                    sites: &node.kernel.sites,
                    worth: &bounded.worth,
                    selection: &bounded.selection,
                };
                let branch = branching_site(&columns, self.rules, domains);
                return Verdict::Open {
                    bound: -highest,
                    branch,
                };
            }
            *node = self.child(node, domains);
            (iterations, boldness, plans) = (AGAIN_ITERATIONS, NODE_BOLDNESS, false);
        }
        let branch = domains.free().next();
        Verdict::Open {
            bound: i64::MAX,
            branch,
        }
    }

    fn value(&self, open: &[usize]) -> Option<i64> {
        let columns = open.iter().filter_map(|site| self.kernel.column_of(*site));
        self.kernel.cost(columns).map(|cost| -cost)
    }
}

impl Covering<'_> {
    #[allow(
        clippy::too_many_arguments,
        reason = "one call site; each is a part of the node's state"
    )]
    fn bounded(
        &self,
        node: &Node,
        allowance: &Allowance,
        domains: &Domains,
        (iterations, boldness): (u32, f64),
        plans: bool,
        best: &mut Best,
        meter: &Meter<'_>,
    ) -> Option<Bounded> {
        let subgradient = Subgradient::new(&node.kernel, allowance, self.shift);
        let prices = node.prices.clone().unwrap_or_else(|| subgradient.first_prices());
        let standing: Vec<usize> = domains.open().collect();
        let read = node.kernel.entry_count() + node.kernel.row_count();
        let mut better = 0;
        subgradient.run(&prices, iterations, boldness, |columns, is_better| {
            if let Some(cost) = node.kernel.cost(columns.iter().copied())
                && best.value().is_none_or(|value| -cost > value)
            {
                let sites = columns.iter().map(|column| node.kernel.sites[*column] as usize);
                let open: Vec<usize> = standing.iter().copied().chain(sites).collect();
                best.offer_if_allowed(self.rules, -cost, &open);
            }
            better += u32::from(is_better);
            if plans && is_better && better % BOUNDS_PER_PLAN == 0 {
                self.make_plan(&standing, columns, &node.kernel, best, meter);
            }
            let goal = best.value().map_or_else(
                || node.kernel.costs.iter().map(|cost| cost.max(&0)).sum(),
                |value| -value,
            );
            (meter.spend(read) && !best.is_enough()).then_some(goal)
        })
    }

    /// A plan from what the bound chose.
    fn make_plan(
        &self,
        standing: &[usize],
        columns: &[usize],
        kernel: &CoverKernel,
        best: &mut Best,
        meter: &Meter<'_>,
    ) {
        let mut cover = self.cover();
        let sites = columns.iter().map(|column| kernel.sites[*column] as usize);
        let open: Vec<usize> = standing.iter().copied().chain(sites).collect();
        cover.move_to(&self.columns(&open));
        if cover.complete(&self.domains) {
            self.offer(best, &cover);
        }
        meter.spend(cover.work());
    }

    /// Reduced-cost fixing. `None`: nothing cheaper is left.
    fn fix(
        &self,
        node: &Node,
        allowance: &Allowance,
        bounded: &Bounded,
        best: &Best,
        domains: &mut Domains,
    ) -> Option<()> {
        let Some(cutoff) = best.value().map(|value| -value) else {
            return Some(());
        };
        for (column, (site, worth)) in node.kernel.sites.iter().zip(&bounded.worth).enumerate() {
            let reduced = worth - allowance.price(column, &bounded.selection);
            let otherwise = -((-(bounded.exact + i128::from(reduced.abs()))) >> self.shift);
            let otherwise = i64::try_from(otherwise)
                .unwrap_or(i64::MAX / 4)
                .saturating_add(node.kernel.base);
            if otherwise >= cutoff {
                let choice = if reduced > 0 { Choice::In } else { Choice::Out };
                if domains.decide(self.rules, *site as usize, choice) != Ok(true) {
                    return None;
                }
            }
        }
        Some(())
    }
}
