//! A node of branch and bound: a kernel with its prices, reduced, bounded and made smaller by reduced costs.

use super::kernel::CoverKernel;
use super::lagrange::{Bounded, Subgradient};
use super::program::program;
use super::solve::Covering;
use crate::meter::Meter;
use crate::program::Program;
use crate::rules::{Allowance, Choice, Domains, Rules, can_stand_in};
use crate::search::{Best, Columns, Programmed, Relaxation, Verdict, branching_site};

/// Iterations at the root, at all other nodes, and after decisions by reduced costs.
const ROOT_ITERATIONS: u32 = 600;
const NODE_ITERATIONS: u32 = 60;
const AGAIN_ITERATIONS: u32 = 40;
/// How bold steps are at first, as a share of the root's.
const NODE_BOLDNESS: f64 = 0.3;
/// A node is bounded again if reduced costs decided at least one in so many of its sites, so often at most.
const WORTH_AGAIN: usize = 12;
const MOST_ROUNDS: usize = 6;
/// One in so many better bounds is made a plan.
const BOUNDS_PER_PLAN: u32 = 6;

/// A kernel with its prices.
pub(crate) struct Node {
    pub(super) kernel: CoverKernel,
    pub(super) prices: Option<Vec<i64>>,
    pub(super) is_root: bool,
}

/// Decides what needs no bound: sites that alone cover a row, sites that another stands in for. `None`: no plan is possible;
/// else whether anything was decided.
pub(super) fn decide_plainly(kernel: &CoverKernel, rules: &Rules, domains: &mut Domains) -> Option<bool> {
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

impl Programmed for Covering<'_> {
    fn size(&self, node: &Node) -> Option<usize> {
        Some(node.kernel.entry_count())
    }

    fn sites<'n>(&self, node: &'n Node) -> &'n [u32] {
        &node.kernel.sites
    }

    fn base(&self, node: &Node) -> i64 {
        -node.kernel.base
    }

    fn program(&self, node: &Node, domains: &Domains) -> (i64, Program) {
        let costs = node.kernel.costs.iter().map(|cost| cost.abs());
        (costs.sum(), program(&node.kernel, self.rules, domains))
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
