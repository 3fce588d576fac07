//! The Lagrangian bound of a kernel, in whole numbers throughout.
//!
//! Each row may pay at most one column. Relaxed with a price `v` of 0 or more a row, what is left falls apart: every column is
//! worth its bonus and what its rows gain beyond their prices, the rows' prices come back once, and the best allowed choice of
//! columns by worth ([`Allowance::select`]) bounds every plan. Prices are whole numbers of a fixed point, so each bound is exact;
//! the subgradient method only chooses where to look.
//!
//! # References
//! Cornuéjols, Fisher and Nemhauser, "Location of bank accounts to optimize float" (1977); Held, Wolfe and Crowder, "Validation
//! of subgradient optimization" (1974); Beasley, "Lagrangean heuristics for location problems" (1993); Galvão and `ReVelle`, "A
//! Lagrangean heuristic for the maximal covering location problem" (1996).

use rayon::prelude::*;

use super::gains::Gains;
use super::kernel::Kernel;
use crate::rules::{Allowance, Selection};

/// Kernels of at least so many entries are read by all threads. Sums of whole numbers come out the same in any order.
const PARALLEL_ENTRIES: usize = 200_000;
/// The step is halved after so many iterations without a better bound.
const PATIENCE: u32 = 12;
/// The step starts at this share of the way to the best plan, and ends at this.
const FIRST_STEP: f64 = 1.6;
const LAST_STEP: f64 = 0.004;
/// How much of the last direction is kept.
const MEMORY: f64 = 0.35;

/// Prices and the best bound they gave.
#[derive(Clone, Debug)]
pub(crate) struct Bounded {
    /// No plan of the kernel is better.
    pub(crate) bound: i64,
    /// In fixed point, before it was rounded down.
    pub(crate) exact: i128,
    /// The prices of that bound.
    pub(crate) prices: Vec<i64>,
    /// What each column was worth at them.
    pub(crate) worth: Vec<i64>,
    /// The choice at them.
    pub(crate) selection: Selection,
    /// Entries read.
    pub(crate) work: usize,
}

/// How long to look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    pub(crate) iterations: u32,
    /// The step to begin with, as a share of [`FIRST_STEP`].
    pub(crate) boldness: f64,
}

/// Lowers the bound from given prices, until it settles the kernel, the steps get too small or the effort is spent.
pub(crate) struct Subgradient<'a, G> {
    pub(crate) kernel: &'a Kernel<G>,
    pub(crate) allowance: &'a Allowance,
    /// Bits of the fixed point.
    pub(crate) shift: u32,
}

impl<G: Gains> Subgradient<'_, G> {
    /// `tried` is shown the columns and value of each choice and gives the value that must be exceeded and whether to go on.
    pub(crate) fn run(
        &self,
        prices: Vec<i64>,
        effort: Effort,
        mut tried: impl FnMut(&[usize], i64, usize) -> Option<i64>,
    ) -> Bounded {
        let kernel = self.kernel;
        let mut present = State::new(kernel, prices);
        let mut best: Option<Bounded> = None;
        let mut step = FIRST_STEP * effort.boldness;
        let (mut without_gain, mut work) = (0, 0);
        for _ in 0..effort.iterations.max(1) {
            let (exact, selection) = self.evaluate(&mut present);
            let value = self.subgradient(&selection, &mut present);
            let read = kernel.entry_count() + kernel.column_count();
            work += read;
            let bound = i64::try_from(exact >> self.shift)
                .unwrap_or(i64::MAX)
                .saturating_add(kernel.base);
            if best.as_ref().is_none_or(|best| exact < best.exact) {
                without_gain = 0;
                best = Some(Bounded {
                    bound,
                    exact,
                    prices: present.prices.clone(),
                    worth: present.worth.clone(),
                    selection: selection.clone(),
                    work: 0,
                });
            } else {
                without_gain += 1;
                if without_gain >= PATIENCE {
                    without_gain = 0;
                    step /= 2.0;
                }
            }
            let Some(goal) = tried(&selection.chosen, value, read) else {
                break;
            };
            let lowest = best.as_ref().map_or(bound, |best| best.bound);
            if lowest <= goal || step < LAST_STEP {
                break;
            }
            let goal = i128::from(goal.max(kernel.base).saturating_sub(kernel.base)) << self.shift;
            if !present.walk(step, (exact - goal) as f64, &kernel.best, self.shift) {
                break;
            }
        }
        let none = || self.empty(&present);
        let mut best = best.unwrap_or_else(none);
        best.work = work;
        best
    }

    fn empty(&self, present: &State) -> Bounded {
        Bounded {
            bound: self.kernel.ceiling(),
            exact: i128::from(self.kernel.ceiling() - self.kernel.base) << self.shift,
            prices: present.prices.clone(),
            worth: present.worth.clone(),
            selection: Selection::default(),
            work: 0,
        }
    }

    /// The bound at the present prices, without the base.
    fn evaluate(&self, present: &mut State) -> (i128, Selection) {
        let kernel = self.kernel;
        kernel
            .gains
            .residuals(&present.prices, self.shift, &mut present.residuals);
        let residuals = &present.residuals;
        let worth = |column: usize| {
            let profit = |(entry, row)| kernel.gains.profit(entry, row, residuals, self.shift);
            (kernel.bonus[column] << self.shift) + kernel.column(column).map(profit).sum::<i64>()
        };
        if kernel.entry_count() >= PARALLEL_ENTRIES {
            let columns = (0..kernel.column_count()).into_par_iter();
            columns.map(worth).collect_into_vec(&mut present.worth);
        } else {
            present.worth.clear();
            present.worth.extend((0..kernel.column_count()).map(worth));
        }
        let selection = self.allowance.select(&present.worth, &mut present.order);
        let paid: i128 = present.prices.iter().map(|price| i128::from(*price)).sum();
        (paid + selection.bound, selection)
    }

    /// How many chosen columns draw on each row, less one; and what the choice is worth as a plan.
    fn subgradient(&self, selection: &Selection, present: &mut State) -> i64 {
        let kernel = self.kernel;
        present.excess.fill(-1.0);
        present.served.fill(0);
        let mut value = kernel.base;
        for column in &selection.chosen {
            value += kernel.bonus[*column];
            for (entry, row) in kernel.column(*column) {
                let served = &mut present.served[row as usize];
                let gain = kernel.gains.gain(entry, row);
                if gain > *served {
                    value += gain - *served;
                    *served = gain;
                }
                if kernel.gains.profit(entry, row, &present.residuals, self.shift) > 0 {
                    present.excess[row as usize] += 1.0;
                }
            }
        }
        if let Some((column, share)) = selection.part {
            for (entry, row) in kernel.column(column) {
                if kernel.gains.profit(entry, row, &present.residuals, self.shift) > 0 {
                    present.excess[row as usize] += share;
                }
            }
        }
        value
    }
}

/// Where the subgradient method is.
struct State {
    prices: Vec<i64>,
    residuals: Vec<i64>,
    worth: Vec<i64>,
    order: Vec<u32>,
    /// The subgradient, downhill.
    excess: Vec<f64>,
    direction: Vec<f64>,
    /// The best gain of each row among the chosen.
    served: Vec<i64>,
}

impl State {
    fn new<G: Gains>(kernel: &Kernel<G>, prices: Vec<i64>) -> Self {
        let rows = kernel.row_count();
        Self {
            prices,
            residuals: Vec::with_capacity(rows),
            worth: Vec::with_capacity(kernel.column_count()),
            order: Vec::new(),
            excess: vec![0.0; rows],
            direction: vec![0.0; rows],
            served: vec![0; rows],
        }
    }

    /// A step of Polyak's length along the deflected subgradient; false where there is nowhere to go.
    fn walk(&mut self, step: f64, distance: f64, best: &[i64], shift: u32) -> bool {
        let mut norm = 0.0;
        for ((direction, excess), (price, best)) in self
            .direction
            .iter_mut()
            .zip(&self.excess)
            .zip(self.prices.iter().zip(best))
        {
            *direction = excess + MEMORY * *direction;
            let is_held = (*direction < 0.0 && *price == 0) || (*direction > 0.0 && *price == best << shift);
            if is_held {
                *direction = 0.0;
            }
            norm += *direction * *direction;
        }
        if norm == 0.0 {
            return false;
        }
        let length = step * distance.max(1.0) / norm;
        for ((price, direction), best) in self.prices.iter_mut().zip(&self.direction).zip(best) {
            if *direction != 0.0 {
                let moved = *price as f64 + length * direction;
                *price = (moved.round() as i64).clamp(0, best << shift);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::rules::Setting;
    use crate::testing::{instance, problem, subsets};

    /// Fixed point of the tests.
    const SHIFT: u32 = 10;

    /// No plan is above the bound, whatever the prices, nor after any number of steps.
    fn bounds<G: Gains>(kernel_of: impl Fn(&Setting<'_>) -> Kernel<G>) {
        let mut tight = 0;
        for seed in 0..600 {
            let mut random = Random::new(seed);
            let sites = 2 + random.below(6);
            let instance = instance(&mut random, sites, 10);
            let problem = problem(&mut random, sites);
            let Ok(setting) = Setting::new(&instance, &problem, 1, &[]) else {
                continue;
            };
            let kernel = kernel_of(&setting).restrict(&setting.domains).0;
            let standing: Vec<usize> = setting.domains.open().collect();
            let allowed = subsets(kernel.column_count()).filter(|columns| {
                let sites = columns.iter().map(|column| kernel.sites[*column] as usize);
                setting
                    .rules
                    .hold(&setting.rules.sums(standing.iter().copied().chain(sites)))
            });
            let Some(best) = allowed.map(|columns| kernel.value(columns)).max() else {
                continue;
            };
            let allowance = Allowance::new(&setting.rules, &setting.domains, &kernel.sites);
            let subgradient = Subgradient {
                kernel: &kernel,
                allowance: &allowance,
                shift: SHIFT,
            };
            let mut price = |best: &i64| random.below(((*best << SHIFT) + 1) as usize) as i64;
            let prices: Vec<i64> = kernel.best.iter().map(&mut price).collect();
            for iterations in [1, 5, 200] {
                let effort = Effort {
                    iterations,
                    boldness: 1.0,
                };
                let bounded = subgradient.run(prices.clone(), effort, |_, _, _| Some(best - 1));
                assert!(bounded.bound >= best, "seed {seed}: {} < {best}", bounded.bound);
                tight += u32::from(bounded.bound == best);
            }
        }
        assert!(tight > 200, "{tight}");
    }

    #[test]
    fn no_coverage_is_above_the_bound() {
        bounds(Kernel::coverage);
    }

    #[test]
    fn no_savings_are_above_the_bound() {
        bounds(|setting| Kernel::savings(setting, 25));
    }
}
