//! A node of branch and bound: a kernel with its prices, bounded and made smaller by reduced costs.

use super::gains::Gains;
use super::interchange::ByRow;
use super::kernel::Kernel;
use super::lagrange::{Bounded, Effort, Subgradient};
use super::program::program;
use super::solve::Location;
use crate::meter::Meter;
use crate::program::Program;
use crate::rules::{Allowance, Choice, Domains, Rules};
use crate::search::{Best, Columns, Programmed, Relaxation, Verdict, branching_site};

/// Effort at the root, and at all other nodes.
const ROOT_EFFORT: Effort = Effort {
    iterations: 600,
    boldness: 1.0,
};
const NODE_EFFORT: Effort = Effort {
    iterations: 60,
    boldness: 0.25,
};
/// After decisions by reduced costs.
const AGAIN_EFFORT: Effort = Effort {
    iterations: 40,
    boldness: 0.25,
};
/// A node is bounded again if reduced costs decided at least one in so many of its sites, so often at most.
const WORTH_AGAIN: usize = 12;
const MOST_ROUNDS: usize = 6;

/// What is left of the problem at a node.
pub(crate) struct Node<G> {
    pub(crate) kernel: Kernel<G>,
    pub(crate) prices: Vec<i64>,
    pub(crate) is_root: bool,
}

impl<G: Gains> Relaxation for Location<'_, G> {
    type Node = Node<G>;

    fn child(&self, parent: &Node<G>, domains: &Domains) -> Node<G> {
        let (kernel, map) = parent.kernel.restrict(domains);
        let prices = map.carry(&parent.prices, self.shift, kernel.row_count());
        let prices = prices
            .into_iter()
            .zip(&kernel.best)
            .map(|(price, best)| price.min(best << self.shift));
        Node {
            prices: prices.collect(),
            kernel,
            is_root: parent.is_root,
        }
    }

    fn bound(&mut self, node: &mut Node<G>, domains: &mut Domains, best: &mut Best, meter: &Meter<'_>) -> Verdict {
        let mut effort = if node.is_root { ROOT_EFFORT } else { NODE_EFFORT };
        node.is_root = false;
        let mut lowest = i64::MAX;
        for round in 1.. {
            if self.screen.is_some_and(|screen| screen.is_hopeless(domains)) {
                return Verdict::Hopeless;
            }
            let bounded = self.subgradient(node, domains, effort, best, meter);
            lowest = lowest.min(bounded.bound);
            node.prices.clone_from(&bounded.prices);
            if best.reaches(lowest) {
                return Verdict::Hopeless;
            }
            let before = domains.free_count();
            let allowance = Allowance::new(self.rules(), domains, &node.kernel.sites);
            if decide(
                &node.kernel,
                &allowance,
                &bounded,
                self.shift,
                best,
                self.rules(),
                domains,
            )
            .is_none()
            {
                return Verdict::Hopeless;
            }
            let decided = before - domains.free_count();
            if decided * WORTH_AGAIN < before || round >= MOST_ROUNDS || best.settles(lowest) || !meter.part_goes_on() {
                let columns = Columns {
                    sites: &node.kernel.sites,
                    worth: &bounded.worth,
                    selection: &bounded.selection,
                };
                let branch = branching_site(&columns, self.rules(), domains);
                return Verdict::Open { bound: lowest, branch };
            }
            *node = self.child(node, domains);
            effort = AGAIN_EFFORT;
        }
        Verdict::Open {
            bound: lowest,
            branch: None,
        }
    }

    fn value(&self, open: &[usize]) -> Option<i64> {
        let is_admitted = self.screen.is_none_or(|screen| screen.admits(open));
        is_admitted.then(|| {
            self.kernel
                .value(open.iter().filter_map(|site| self.kernel.column_of(*site)))
        })
    }
}

impl<G: Gains> Programmed for Location<'_, G> {
    fn size(&self, node: &Node<G>) -> Option<usize> {
        self.screen.is_none().then(|| node.kernel.entry_count())
    }

    fn sites<'n>(&self, node: &'n Node<G>) -> &'n [u32] {
        &node.kernel.sites
    }

    fn base(&self, node: &Node<G>) -> i64 {
        node.kernel.base
    }

    fn program(&self, node: &Node<G>, domains: &Domains) -> (i64, Program) {
        let kernel = &node.kernel;
        let program = program(kernel, &ByRow::new(kernel), self.rules(), domains);
        (kernel.ceiling() - kernel.base, program)
    }
}

impl<G: Gains> Location<'_, G> {
    fn subgradient(
        &self,
        node: &Node<G>,
        domains: &Domains,
        effort: Effort,
        best: &mut Best,
        meter: &Meter<'_>,
    ) -> Bounded {
        let allowance = Allowance::new(self.rules(), domains, &node.kernel.sites);
        let subgradient = Subgradient {
            kernel: &node.kernel,
            allowance: &allowance,
            shift: self.shift,
        };
        let standing: Vec<usize> = domains.open().collect();
        subgradient.run(node.prices.clone(), effort, |columns, value, read| {
            if best.value().is_none_or(|best| value > best) {
                let sites = columns.iter().map(|column| node.kernel.sites[*column] as usize);
                let open: Vec<usize> = standing.iter().copied().chain(sites).collect();
                if self.offer(best, value, &open) {
                    self.polish(best, meter);
                }
            }
            meter.spend(read).then(|| best.cutoff())
        })
    }
}

/// Reduced-cost fixing: a site is decided if deciding it otherwise leaves nothing better than the best plan. `None`: nothing
/// better is left at all.
fn decide<G: Gains>(
    kernel: &Kernel<G>,
    allowance: &Allowance,
    bounded: &Bounded,
    shift: u32,
    best: &Best,
    rules: &Rules,
    domains: &mut Domains,
) -> Option<()> {
    let Some(cutoff) = best.value() else {
        return Some(());
    };
    for (column, (site, worth)) in kernel.sites.iter().zip(&bounded.worth).enumerate() {
        let reduced = worth - allowance.price(column, &bounded.selection);
        let otherwise = bounded.exact - i128::from(reduced.abs());
        let otherwise = i64::try_from(otherwise >> shift)
            .unwrap_or(i64::MAX)
            .saturating_add(kernel.base);
        if otherwise <= cutoff {
            let choice = if reduced > 0 { Choice::In } else { Choice::Out };
            if domains.decide(rules, *site as usize, choice) != Ok(true) {
                return None;
            }
        }
    }
    Some(())
}
