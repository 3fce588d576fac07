//! From a model to the best plan and its bound.

use std::cell::Cell;

use super::lagrange::{Bounded, Subgradient};
use super::model::{Aim, Model};
use super::plans::Planner;
use super::program::{program, size};
use super::serve::serve;
use crate::limits::Limits;
use crate::meter::Meter;
use crate::plan::Proof;
use crate::program as programs;
use crate::rules::{Allowance, Choice, Domains, Rules};
use crate::search::{Best, Columns, Relaxation, Scale, Verdict, branch_and_bound, branching_site};
use crate::watch::Phase;

/// Iterations at the root, and at all other nodes.
const ROOT_ITERATIONS: u32 = 400;
const NODE_ITERATIONS: u32 = 50;
/// How bold steps are at first, as a share of the root's.
const NODE_BOLDNESS: f64 = 0.3;
/// One in so many better bounds is served as a plan.
const BOUNDS_PER_PLAN: u32 = 5;
/// Branch and bound may do one in so many of the work that is allowed before the integer program, where there is one.
const SHARE_OF_TURN: u64 = 8;
/// Values stay below 2^60, with at most so many bits after the point.
const MOST_SHIFT: u32 = 20;
const MOST_BITS: u32 = 60;

/// A problem under capacities, ready to be searched.
pub(crate) struct Capacitated<'a> {
    model: &'a Model,
    rules: &'a Rules,
    domains: Domains,
    shift: u32,
    /// A plan of this value need not be improved.
    enough: i64,
    /// Work of serving that no meter was at hand for.
    unpaid: Cell<usize>,
}

/// What a search came to.
pub(crate) struct Outcome {
    pub(crate) best: Best,
    /// No plan has a larger value; `None`: there is no plan at all.
    pub(crate) bound: Option<i64>,
    pub(crate) proof: Proof,
}

/// A node: its prices.
pub(crate) struct Node {
    prices: Option<Vec<i64>>,
    is_root: bool,
}

impl<'a> Capacitated<'a> {
    pub(crate) fn new(model: &'a Model, rules: &'a Rules, domains: &Domains, enough: i64) -> Self {
        let total: i64 = model.weights.iter().sum();
        let dearest = (0..model.site_count())
            .map(|site| model.cost(site).abs())
            .max()
            .unwrap_or(0);
        let largest = match model.aim {
            Aim::Needs { .. } => (dearest + 1).saturating_mul(total + model.site_count() as i64),
            Aim::Served | Aim::Saved(_) => model.ceiling(0..model.site_count()).max(1),
        };
        let bits = 64 - largest.leading_zeros();
        Self {
            model,
            rules,
            domains: domains.clone(),
            shift: MOST_SHIFT.min(MOST_BITS.saturating_sub(bits)),
            enough,
            unpaid: Cell::new(0),
        }
    }

    /// Searches until the proof, until a plan is good enough, or a limit.
    pub(crate) fn search(&mut self, scale: Scale, meter: &Meter<'_>) -> Outcome {
        let mut best = Best::new(scale, meter.limits.gap);
        best.enough = self.enough;
        if self.is_impossible() {
            return Outcome {
                best,
                bound: None,
                proof: Proof::Integer,
            };
        }
        Planner::new(self.model, self.rules, &self.domains, meter).search(&mut best);
        let could_open = (0..self.model.site_count()).filter(|site| self.domains.choice(*site) != Choice::Out);
        let ceiling = self.model.ceiling(could_open);
        let root = Node {
            prices: None,
            is_root: true,
        };
        let (domains, rules) = (self.domains.clone(), self.rules);
        if !programs::SERVES || size(self.model, &domains) > programs::MOST_ENTRIES {
            let bound = branch_and_bound(self, root, domains, ceiling, rules, &mut best, meter);
            return Outcome {
                best,
                bound,
                proof: Proof::Integer,
            };
        }
        let work = meter.limits.work.unwrap_or(Limits::USUAL_WORK) / SHARE_OF_TURN;
        let bound = meter.part(work, || {
            branch_and_bound(self, root, domains, ceiling, rules, &mut best, meter)
        });
        let (bound, proof) = match bound {
            Some(bound) if !best.settles(bound) && !best.is_enough() => self.by_program(bound, &mut best, meter),
            bound => (bound, Proof::Integer),
        };
        Outcome { best, bound, proof }
    }

    /// The whole as an integer program, where branch and bound took its turn and is not at an end.
    fn by_program(&self, bound: i64, best: &mut Best, meter: &Meter<'_>) -> (Option<i64>, Proof) {
        if !meter.goes_on() {
            return (Some(bound), Proof::Integer);
        }
        let objective = |value: i64| best.scale.objective(value);
        let present = best.value().map(objective);
        meter.report(Phase::Kernel, best.scale.sense, present, Some(objective(bound)));
        let free: Vec<u32> = self.domains.free().map(|site| site as u32).collect();
        let ended = program(self.model, self.rules, &self.domains, &free).solve(&[], bound, meter);
        let fixed: i64 = self.domains.open().map(|site| self.model.cost(site)).sum();
        let mut is_proved = ended.is_proved;
        if let Some(columns) = ended.plan {
            let sites = columns.iter().map(|column| free[*column] as usize);
            let mut open: Vec<usize> = self.domains.open().chain(sites).collect();
            open.sort_unstable();
            self.try_plan(&open, best);
            // A proof is of a plan; one that does not hold in whole numbers, or falls short of its own bound there, proves nothing.
            let served = serve(self.model, &open);
            let reached = |told: i64| best.value().is_some_and(|value| value >= told - fixed);
            is_proved &= served.is_exact && served.value.is_some() && ended.bound.is_none_or(reached);
        } else {
            // That there is no plan contradicts one that is known.
            is_proved &= best.value().is_none();
        }
        meter.spend(self.unpaid.take());
        let lower = if is_proved {
            return (best.value(), Proof::FloatingPoint);
        } else {
            ended
                .bound
                .map_or(bound, |told| (told - fixed).max(best.cutoff()).min(bound))
        };
        let proof = if lower < bound {
            Proof::FloatingPoint
        } else {
            Proof::Integer
        };
        (Some(lower), proof)
    }

    /// Whether needs are not met even with all sites open, if demand could be split.
    fn is_impossible(&self) -> bool {
        let all: Vec<usize> = (0..self.model.site_count())
            .filter(|site| self.domains.choice(*site) != Choice::Out)
            .collect();
        self.model.is_split && matches!(self.model.aim, Aim::Needs { .. }) && serve(self.model, &all).value.is_none()
    }

    fn bounded(&self, subgradient: &Subgradient<'_>, node: &Node, best: &mut Best, meter: &Meter<'_>) -> Bounded {
        let (iterations, boldness) = if node.is_root {
            (ROOT_ITERATIONS, 1.0)
        } else {
            (NODE_ITERATIONS, NODE_BOLDNESS)
        };
        let prices = node.prices.clone().unwrap_or_else(|| subgradient.first_prices());
        let read = self.model.walk_count() + self.model.row_count();
        let mut better = 0;
        subgradient.run(&prices, iterations, boldness, |columns, is_better| {
            better += u32::from(is_better);
            if is_better && better % BOUNDS_PER_PLAN == 1 {
                let sites = columns.iter().map(|column| subgradient.free[*column] as usize);
                let mut open: Vec<usize> = subgradient.open.iter().copied().chain(sites).collect();
                open.sort_unstable();
                self.try_plan(&open, best);
            }
            let work = read + self.unpaid.take();
            (meter.spend(work) && !best.is_enough()).then(|| best.cutoff())
        })
    }

    fn try_plan(&self, open: &[usize], best: &mut Best) {
        if self.rules.hold(&self.rules.sums(open.iter().copied())) {
            let served = serve(self.model, open);
            self.unpaid.set(self.unpaid.get() + served.work);
            if let Some(value) = served.value {
                best.offer(value, open.iter().copied());
            }
        }
    }

    /// Reduced-cost fixing; `None`: nothing better is left.
    fn fix(
        &self,
        free: &[u32],
        allowance: &Allowance,
        bounded: &Bounded,
        best: &Best,
        domains: &mut Domains,
    ) -> Option<()> {
        let Some(cutoff) = best.value() else {
            return Some(());
        };
        for (column, (site, worth)) in free.iter().zip(&bounded.worth).enumerate() {
            let reduced = worth - allowance.price(column, &bounded.selection);
            let otherwise = (bounded.exact - i128::from(reduced.abs())) >> self.shift;
            if otherwise <= i128::from(cutoff) {
                let choice = if reduced > 0 { Choice::In } else { Choice::Out };
                if domains.decide(self.rules, *site as usize, choice) != Ok(true) {
                    return None;
                }
            }
        }
        Some(())
    }

    /// Everything is decided: the plan is served once and for all.
    fn settle(&self, domains: &Domains, bound: i64, best: &mut Best) -> Verdict {
        let open: Vec<usize> = domains.open().collect();
        let served = serve(self.model, &open);
        self.unpaid.set(self.unpaid.get() + served.work);
        if let Some(value) = served.value {
            best.offer_if_allowed(self.rules, value, &open);
        }
        if served.is_exact || best.reaches(bound) {
            Verdict::Hopeless
        } else {
            Verdict::Unresolved { bound }
        }
    }
}

impl Relaxation for Capacitated<'_> {
    type Node = Node;

    fn child(&self, parent: &Node, _domains: &Domains) -> Node {
        Node {
            prices: parent.prices.clone(),
            is_root: parent.is_root,
        }
    }

    fn bound(&mut self, node: &mut Node, domains: &mut Domains, best: &mut Best, meter: &Meter<'_>) -> Verdict {
        let free: Vec<u32> = domains.free().map(|site| site as u32).collect();
        let allowance = Allowance::new(self.rules, domains, &free);
        let subgradient = Subgradient::new(self.model, &allowance, domains, self.shift);
        let bounded = self.bounded(&subgradient, node, best, meter);
        node.prices = Some(bounded.prices.clone());
        node.is_root = false;
        if best.reaches(bounded.bound) {
            return Verdict::Hopeless;
        }
        if self.fix(&free, &allowance, &bounded, best, domains).is_none() {
            return Verdict::Hopeless;
        }
        let bound = bounded.bound;
        if domains.free_count() == 0 {
            return self.settle(domains, bound, best);
        }
        let columns = Columns {
            sites: &free,
            worth: &bounded.worth,
            selection: &bounded.selection,
        };
        let branch = branching_site(&columns, self.rules, domains);
        Verdict::Open { bound, branch }
    }

    fn value(&self, open: &[usize]) -> Option<i64> {
        serve(self.model, open).value
    }
}
