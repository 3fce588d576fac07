//! From a setting to the best plan and its bound.

use super::dominance::dominated;
use super::gains::Gains;
use super::greedy::{Greed, greedy};
use super::interchange::{ByRow, Interchange};
use super::iterate::{Ground, iterate};
use super::kernel::Kernel;
use super::node::Node;
use crate::meter::Meter;
use crate::plan::Proof;
use crate::rules::{Choice, Domains, Rules, Setting};
use crate::search::{Best, Scale, prove};
use crate::watch::Phase;

/// The fixed point has at most so many bits after the point, and values with them stay below 2^60.
const MOST_SHIFT: u32 = 20;
const MOST_BITS: u32 = 60;
/// The iterated local search may do one in so many of the work that is allowed.
const SHARE_OF_ITERATION: u64 = 8;

/// A condition that rows cannot express.
pub(crate) trait Screen: Sync {
    /// Whether a plan meets it.
    fn admits(&self, open: &[usize]) -> bool;
    /// Whether no plan below these decisions can meet it.
    fn is_hopeless(&self, domains: &Domains) -> bool;
}

/// A location problem ready to be searched.
pub(crate) struct Location<'a, G> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) kernel: Kernel<G>,
    by_row: ByRow,
    domains: Domains,
    pub(super) shift: u32,
    /// Sites open from the start.
    standing: Vec<usize>,
    pub(super) screen: Option<&'a dyn Screen>,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) best: Best,
    /// No plan has a larger value; `None`: there is no plan at all.
    pub(crate) bound: Option<i64>,
    pub(crate) proof: Proof,
}

impl<'a, G: Gains> Location<'a, G> {
    /// Of a kernel with all sites of the setting.
    pub(crate) fn new(setting: &'a Setting<'a>, whole: &Kernel<G>, screen: Option<&'a dyn Screen>) -> Self {
        let mut domains = setting.domains.clone();
        let (mut kernel, _) = whole.restrict(&domains);
        let mut by_row = ByRow::new(&kernel);
        if screen.is_none() {
            let dropped = dominated(&kernel, &by_row, &setting.rules, &domains);
            for site in &dropped {
                // The rest still allows whatever was allowed without it, so nothing is violated.
                let _ = domains.decide(&setting.rules, *site, Choice::Out);
            }
            if !dropped.is_empty() {
                kernel = kernel.restrict(&domains).0;
                by_row = ByRow::new(&kernel);
            }
        }
        Self::reduced(setting, kernel, by_row, domains, screen)
    }

    /// Of what another location of the same goal was reduced to, whose rules are these or allow more: what need not be opened there
    /// need not be opened here.
    pub(crate) fn narrowed(setting: &'a Setting<'a>, wider: &Location<'_, G>) -> Self {
        debug_assert!(wider.screen.is_none(), "a screen sees more than rules");
        let mut domains = setting.domains.clone();
        for site in wider.domains.closed() {
            // As in `new`.
            let _ = domains.decide(&setting.rules, site, Choice::Out);
        }
        let (kernel, _) = wider.kernel.restrict(&domains);
        let by_row = ByRow::new(&kernel);
        Self::reduced(setting, kernel, by_row, domains, None)
    }

    fn reduced(
        setting: &'a Setting<'a>,
        kernel: Kernel<G>,
        by_row: ByRow,
        domains: Domains,
        screen: Option<&'a dyn Screen>,
    ) -> Self {
        let bits = 64 - kernel.ceiling().leading_zeros();
        Self {
            setting,
            kernel,
            by_row,
            standing: domains.open().collect(),
            domains,
            shift: MOST_SHIFT.min(MOST_BITS.saturating_sub(bits)),
            screen,
        }
    }

    pub(super) fn rules(&self) -> &'a Rules {
        &self.setting.rules
    }

    /// Greedy, interchange, the root bound, iterated local search, branch and bound: until the proof, or a limit.
    /// `plans` are sets of open sites known to be allowed.
    pub(crate) fn search(&mut self, scale: Scale, plans: &[Vec<usize>], meter: &Meter<'_>) -> Found {
        let mut best = Best::new(scale, meter.limits.gap);
        let ceiling = self.kernel.ceiling();
        meter.report(Phase::Improve, scale.sense, None, Some(scale.objective(ceiling)));
        for open in plans {
            let columns = self.columns_of(open);
            let value = self.kernel.value(columns.into_iter().map(|column| column as usize));
            self.offer(&mut best, value, open);
        }
        self.first_plans(&mut best, meter);
        let bound = |best: &Best| best.value().map_or(ceiling, |value| ceiling.max(value));
        if best.settles(ceiling) || !meter.goes_on() {
            let (bound, proof) = (Some(bound(&best)), Proof::Integer);
            return Found { best, bound, proof };
        }
        self.iterate(&mut best, meter);
        let objective = best.value().map(|value| scale.objective(value));
        meter.report(Phase::Bound, scale.sense, objective, Some(scale.objective(ceiling)));
        let root = Node {
            kernel: self.kernel.clone(),
            prices: self.first_prices(&best),
            is_root: true,
        };
        let (domains, rules) = (self.domains.clone(), self.rules());
        let (bound, proof) = prove(self, root, domains, ceiling, rules, &mut best, meter);
        Found { best, bound, proof }
    }

    /// Greedy plans, improved by interchange.
    fn first_plans(&self, best: &mut Best, meter: &Meter<'_>) {
        for greed in [Greed::Gain, Greed::GainPerCost] {
            let mut plan = self.interchange();
            if greedy(&self.kernel, self.rules(), &self.domains, &mut plan, greed) {
                self.offer_plan(best, &plan);
                plan.improve(|spent| meter.spend(spent));
                self.offer_plan(best, &plan);
            }
            meter.spend(plan.work());
        }
    }

    fn interchange(&self) -> Interchange<'_, G> {
        Interchange::new(&self.kernel, &self.by_row, self.rules(), self.standing.iter().copied())
    }

    fn offer_plan(&self, best: &mut Best, plan: &Interchange<'_, G>) -> bool {
        let sites = plan
            .open_columns()
            .iter()
            .map(|column| self.kernel.sites[*column as usize] as usize);
        let open: Vec<usize> = self.standing.iter().copied().chain(sites).collect();
        self.offer(best, plan.value(), &open)
    }

    /// Keeps a plan if it is better and allowed.
    pub(super) fn offer(&self, best: &mut Best, value: i64, open: &[usize]) -> bool {
        let is_better = best.value().is_none_or(|best| value > best);
        is_better
            && self.screen.is_none_or(|screen| screen.admits(open))
            && best.offer_if_allowed(self.rules(), value, open)
    }

    fn columns_of(&self, open: &[usize]) -> Vec<u32> {
        let columns = open.iter().filter_map(|site| self.kernel.column_of(*site));
        columns.map(|column| column as u32).collect()
    }

    /// Improves the best plan by interchange.
    pub(super) fn polish(&self, best: &mut Best, meter: &Meter<'_>) {
        let mut plan = self.interchange();
        plan.move_to(&self.columns_of(best.open()));
        plan.improve(|_| meter.goes_on());
        self.offer_plan(best, &plan);
        meter.spend(plan.work());
    }

    fn iterate(&self, best: &mut Best, meter: &Meter<'_>) {
        if !best.is_some() {
            return;
        }
        let ground = Ground {
            kernel: &self.kernel,
            by_row: &self.by_row,
            rules: self.rules(),
            standing: &self.standing,
        };
        let work = meter.limits.work.map_or(u64::MAX, |work| work / SHARE_OF_ITERATION);
        let (value, columns) = iterate(&ground, &self.columns_of(best.open()), work, meter);
        let sites = columns
            .iter()
            .map(|column| self.kernel.sites[*column as usize] as usize);
        let open: Vec<usize> = self.standing.iter().copied().chain(sites).collect();
        self.offer(best, value, &open);
    }

    /// Prices to begin with: what the best plan's second best column gains of a row, and half of what the best gains beyond.
    fn first_prices(&self, best: &Best) -> Vec<i64> {
        let mut served = vec![(0_i64, 0_i64); self.kernel.row_count()];
        for column in self.columns_of(best.open()) {
            for (row, gain) in self.kernel.gains_of(column as usize) {
                let (first, second) = &mut served[row as usize];
                if gain > *first {
                    (*first, *second) = (gain, *first);
                } else {
                    *second = gain.max(*second);
                }
            }
        }
        served
            .iter()
            .map(|(first, second)| ((first + second) << self.shift) / 2)
            .collect()
    }
}
