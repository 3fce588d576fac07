//! The Lagrangian bound of a covering kernel, in whole numbers throughout.
//!
//! A row may count as covered only if one of its columns is open. Relaxed with a price of 0 or more a row, the rows choose for
//! themselves which of them to cover (the cheapest by price until the family's need is met), and the columns are worth the prices
//! of their rows less their cost.
//!
//! # References
//! Beasley, "A Lagrangian heuristic for set-covering problems" (1990); Caprara, Fischetti and Toth, "A heuristic method for the set
//! covering problem" (1999).

use super::kernel::CoverKernel;
use crate::rules::{Allowance, Selection};

/// Fixed point of the price of a unit of need: 2^20.
const NEED_SHIFT: u32 = 20;
/// The step is halved after so many iterations without a better bound.
const PATIENCE: u32 = 12;
/// The step starts at this share of the way to the best plan, and ends at this.
const FIRST_STEP: f64 = 1.2;
const LAST_STEP: f64 = 0.003;
/// How much of the last direction is kept.
const MEMORY: f64 = 0.35;

/// Prices and the best bound they gave.
#[derive(Clone, Debug)]
pub(crate) struct Bounded {
    /// No plan of the kernel is cheaper.
    pub(crate) bound: i64,
    /// In fixed point, before it was rounded up, without the base.
    pub(crate) exact: i128,
    pub(crate) prices: Vec<i64>,
    /// What each column was worth beyond its cost.
    pub(crate) worth: Vec<i64>,
    pub(crate) selection: Selection,
}

/// Raises the bound from given prices.
pub(crate) struct Subgradient<'a> {
    kernel: &'a CoverKernel,
    allowance: &'a Allowance,
    shift: u32,
    full: Vec<bool>,
    /// The rows of each family that is not full and lacks something.
    partial: Vec<(i64, Vec<u32>)>,
    /// No price need be higher: the cheapest column of the row.
    most: Vec<i64>,
}

impl<'a> Subgradient<'a> {
    pub(crate) fn new(kernel: &'a CoverKernel, allowance: &'a Allowance, shift: u32) -> Self {
        let full = kernel.full();
        let rows_of = |family: usize| {
            let rows = (0..kernel.row_count()).filter(|row| kernel.family[*row] as usize == family);
            rows.map(|row| row as u32).collect::<Vec<_>>()
        };
        let families = (0..kernel.needs.len()).filter(|family| !full[*family] && kernel.needs[*family] > 0);
        let partial = families.map(|family| (kernel.needs[family], rows_of(family))).collect();
        let cheapest = |row: usize| {
            let costs = kernel
                .columns_of(row)
                .iter()
                .map(|column| kernel.costs[*column as usize].max(0));
            costs.min().unwrap_or(0) << shift
        };
        let most = (0..kernel.row_count()).map(cheapest).collect();
        Self {
            kernel,
            allowance,
            shift,
            full,
            partial,
            most,
        }
    }

    /// Prices to begin with: each row pays its share of its cheapest column.
    pub(crate) fn first_prices(&self) -> Vec<i64> {
        let share = |row: usize| {
            let shares = self.kernel.columns_of(row).iter().map(|column| {
                let rows = self.kernel.rows_of(*column as usize).len().max(1) as i64;
                (self.kernel.costs[*column as usize].max(0) << self.shift) / rows
            });
            shares.min().unwrap_or(0)
        };
        (0..self.kernel.row_count()).map(share).collect()
    }

    /// `tried` is shown the columns of each choice whose bound is the best so far; it gives the cost that must be undercut and
    /// whether to go on.
    pub(crate) fn run(
        &self,
        prices: &[i64],
        iterations: u32,
        boldness: f64,
        mut tried: impl FnMut(&[usize], bool) -> Option<i64>,
    ) -> Option<Bounded> {
        let kernel = self.kernel;
        let mut prices: Vec<i64> = prices
            .iter()
            .zip(&self.most)
            .map(|(price, most)| *price.min(most))
            .collect();
        let mut direction = vec![0.0; kernel.row_count()];
        let mut order = Vec::new();
        let mut best: Option<Bounded> = None;
        let (mut step, mut without_gain) = (FIRST_STEP * boldness, 0);
        for _ in 0..iterations.max(1) {
            let worth = self.worth(&prices);
            let selection = self.allowance.select(&worth, &mut order);
            let (needed, mut lacking) = self.needed(&prices);
            let exact = needed - selection.bound;
            let is_better = best.as_ref().is_none_or(|best| exact > best.exact);
            self.subtract(&selection, &mut lacking);
            let go_on = tried(&selection.chosen, is_better);
            if is_better {
                without_gain = 0;
                // Rounded up: costs are whole.
                let bound = -((-exact) >> self.shift);
                let bound = i64::try_from(bound).unwrap_or(i64::MAX / 4).saturating_add(kernel.base);
                let prices = prices.clone();
                best = Some(Bounded {
                    bound,
                    exact,
                    prices,
                    worth,
                    selection,
                });
            } else {
                without_gain += 1;
                if without_gain >= PATIENCE {
                    without_gain = 0;
                    step /= 2.0;
                }
            }
            let Some(goal) = go_on else {
                break;
            };
            let highest = best.as_ref().map_or(i64::MIN, |best| best.bound);
            if highest >= goal || step < LAST_STEP {
                break;
            }
            let goal = i128::from(goal.saturating_sub(kernel.base).min(1 << 50)) << self.shift;
            if !self.walk(&mut prices, &mut direction, &lacking, step, (goal - exact) as f64) {
                break;
            }
        }
        best
    }

    /// What the rows of each column pay, less its cost.
    fn worth(&self, prices: &[i64]) -> Vec<i64> {
        let kernel = self.kernel;
        let paid = |column: usize| {
            kernel
                .rows_of(column)
                .iter()
                .map(|row| prices[*row as usize])
                .sum::<i64>()
        };
        let columns = 0..kernel.column_count();
        columns
            .map(|column| paid(column) - (kernel.costs[column] << self.shift))
            .collect()
    }

    /// The least that rows must pay to meet all needs, and how far each row is chosen for that.
    ///
    /// For a partial need that is the knapsack's linear relaxation; with any price `m` a unit of need, `m x need` less what the
    /// rows are cheaper than that is never above it.
    fn needed(&self, prices: &[i64]) -> (i128, Vec<f64>) {
        let kernel = self.kernel;
        let mut chosen = vec![0.0; kernel.row_count()];
        let mut total = 0_i128;
        for (row, price) in prices.iter().enumerate() {
            if self.full[kernel.family[row] as usize] {
                chosen[row] = 1.0;
                total += i128::from(*price);
            }
        }
        for (need, rows) in &self.partial {
            let mut order = rows.clone();
            let ratio = |row: u32| prices[row as usize] as f64 / kernel.weights[row as usize] as f64;
            order.sort_unstable_by(|a, b| ratio(*a).total_cmp(&ratio(*b)).then(a.cmp(b)));
            let mut left = *need;
            let mut unit = 0_i128;
            for row in order.into_iter().map(|row| row as usize) {
                let weight = kernel.weights[row];
                chosen[row] = (left as f64 / weight as f64).min(1.0);
                left -= weight;
                if left <= 0 {
                    unit = (i128::from(prices[row]) << NEED_SHIFT) / i128::from(weight);
                    break;
                }
            }
            let saved = rows.iter().map(|row| {
                let row = *row as usize;
                let charged = i128::from(kernel.weights[row]) * unit - (i128::from(prices[row]) << NEED_SHIFT);
                charged.max(0)
            });
            total += (i128::from(*need) * unit - saved.sum::<i128>()) >> NEED_SHIFT;
        }
        (total, chosen)
    }

    fn subtract(&self, selection: &Selection, lacking: &mut [f64]) {
        for column in &selection.chosen {
            for row in self.kernel.rows_of(*column) {
                lacking[*row as usize] -= 1.0;
            }
        }
        if let Some((column, share)) = selection.part {
            for row in self.kernel.rows_of(column) {
                lacking[*row as usize] -= share;
            }
        }
    }

    fn walk(&self, prices: &mut [i64], direction: &mut [f64], lacking: &[f64], step: f64, distance: f64) -> bool {
        let mut norm = 0.0;
        for (row, direction) in direction.iter_mut().enumerate() {
            *direction = lacking[row] + MEMORY * *direction;
            let is_held = (*direction < 0.0 && prices[row] == 0) || (*direction > 0.0 && prices[row] == self.most[row]);
            if is_held {
                *direction = 0.0;
            }
            norm += *direction * *direction;
        }
        if norm == 0.0 {
            return false;
        }
        let length = step * distance.max(1.0) / norm;
        for (row, price) in prices.iter_mut().enumerate() {
            let moved = *price as f64 + length * direction[row];
            *price = (moved.round() as i64).clamp(0, self.most[row]);
        }
        true
    }
}
