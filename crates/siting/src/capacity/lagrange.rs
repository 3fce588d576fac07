//! The Lagrangian bound under capacities, in whole numbers throughout.
//!
//! Each unit of demand may be served once. Relaxed with a price a unit, every site fills its capacity with the demand that is
//! worth most to it, and what sites are worth is chosen among by the rules. For needs the prices are what a unit served is
//! rewarded with, and each family pays the cheapest rewards that meet its need.
//!
//! # References
//! Pirkul and Schilling, "The maximal covering location problem with capacities on total workload" (1991); Christofides and
//! Beasley, "Extensions to a Lagrangean relaxation approach for the capacitated warehouse location problem" (1983).

use super::model::{Aim, Model};
use crate::rules::{Allowance, Choice, Domains, Selection};

/// The step is halved after so many iterations without a better bound.
const PATIENCE: u32 = 12;
/// The step starts at this share of the way to the best plan, and ends at this.
const FIRST_STEP: f64 = 1.4;
const LAST_STEP: f64 = 0.004;
/// How much of the last direction is kept.
const MEMORY: f64 = 0.35;

/// Prices and the best bound they gave.
#[derive(Clone, Debug)]
pub(super) struct Bounded {
    /// No plan has a larger value.
    pub(super) bound: i64,
    /// In fixed point, before it was rounded down.
    pub(super) exact: i128,
    pub(super) prices: Vec<i64>,
    /// What each free site was worth.
    pub(super) worth: Vec<i64>,
    pub(super) selection: Selection,
}

/// A node's problem: the sites that are open and those that are free.
pub(super) struct Subgradient<'a> {
    model: &'a Model,
    allowance: &'a Allowance,
    shift: u32,
    pub(super) open: Vec<usize>,
    pub(super) free: Vec<u32>,
    /// No price need be higher.
    most: Vec<i64>,
    /// The rows of each family that needs something.
    families: Vec<(i64, Vec<u32>)>,
}

impl<'a> Subgradient<'a> {
    pub(super) fn new(model: &'a Model, allowance: &'a Allowance, domains: &Domains, shift: u32) -> Self {
        let mut most = vec![0; model.row_count()];
        let could_open = (0..model.site_count()).filter(|site| domains.choice(*site) != Choice::Out);
        for site in could_open {
            let per_unit = match model.aim {
                Aim::Needs { .. } => model.cost(site).max(0),
                Aim::Served | Aim::Saved(_) => 0,
            };
            for walk in model.walks_of(site) {
                let most: &mut i64 = &mut most[walk.row as usize];
                *most = (*most).max((walk.gain + per_unit) << shift);
            }
        }
        let rows_of = |family: usize| {
            let rows = (0..model.row_count()).filter(|row| model.family[*row] as usize == family);
            rows.map(|row| row as u32).collect::<Vec<u32>>()
        };
        let needs = model.needs().iter().enumerate().filter(|(_, need)| **need > 0);
        Self {
            families: needs.map(|(family, need)| (*need, rows_of(family))).collect(),
            open: domains.open().collect(),
            free: domains.free().map(|site| site as u32).collect(),
            model,
            allowance,
            shift,
            most,
        }
    }

    fn asks_for_needs(&self) -> bool {
        matches!(self.model.aim, Aim::Needs { .. })
    }

    /// Prices to begin with: half of the highest for gains; for needs the least share of a site's cost.
    pub(super) fn first_prices(&self) -> Vec<i64> {
        if !self.asks_for_needs() {
            return self.most.iter().map(|most| most / 2).collect();
        }
        let mut prices = self.most.clone();
        for site in self.free.iter().map(|site| *site as usize) {
            let walks = self.model.walks_of(site);
            let wanted: i64 = walks.iter().map(|walk| self.model.weights[walk.row as usize]).sum();
            let share = (self.model.cost(site).max(0) << self.shift) / wanted.min(self.model.capacity[site]).max(1);
            for walk in walks {
                let price = &mut prices[walk.row as usize];
                *price = share.min(*price);
            }
        }
        prices
    }

    /// `tried` is shown each choice and whether its bound is the best so far; it gives the value that must be exceeded and
    /// whether to go on.
    pub(super) fn run(
        &self,
        prices: &[i64],
        iterations: u32,
        boldness: f64,
        mut tried: impl FnMut(&[usize], bool) -> Option<i64>,
    ) -> Bounded {
        let mut prices: Vec<i64> = prices
            .iter()
            .zip(&self.most)
            .map(|(price, most)| *price.min(most))
            .collect();
        let mut direction = vec![0.0; prices.len()];
        let mut order = Vec::new();
        let mut best: Option<Bounded> = None;
        let (mut step, mut without_gain) = (FIRST_STEP * boldness, 0);
        let mut fill = Fill::default();
        for _ in 0..iterations.max(1) {
            let worth: Vec<i64> = self
                .free
                .iter()
                .map(|site| self.worth(*site as usize, &prices, &mut fill, None))
                .collect();
            let selection = self.allowance.select(&worth, &mut order);
            // What sites take of each row, less what the rows have: the way up for prices.
            let mut excess = vec![0.0; prices.len()];
            let mut exact = selection.bound;
            for site in &self.open {
                exact += i128::from(self.worth(*site, &prices, &mut fill, Some((1.0, &mut excess))));
            }
            for column in &selection.chosen {
                self.worth(
                    self.free[*column] as usize,
                    &prices,
                    &mut fill,
                    Some((1.0, &mut excess)),
                );
            }
            if let Some((column, share)) = selection.part {
                self.worth(
                    self.free[column] as usize,
                    &prices,
                    &mut fill,
                    Some((share, &mut excess)),
                );
            }
            exact += self.rows_bound(&prices, &mut excess);
            let is_better = best.as_ref().is_none_or(|best| exact < best.exact);
            let go_on = tried(&selection.chosen, is_better);
            if is_better {
                without_gain = 0;
                let bound = i64::try_from(exact >> self.shift).unwrap_or(i64::MAX / 4);
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
            let lowest = best.as_ref().map_or(i64::MAX, |best| best.bound);
            let Some(goal) = go_on.filter(|goal| lowest > *goal && step >= LAST_STEP) else {
                break;
            };
            let distance = (exact - (i128::from(goal.max(-(1 << 50))) << self.shift)) as f64;
            if !self.walk(&mut prices, &mut direction, &excess, step, distance) {
                break;
            }
        }
        best.unwrap_or_else(|| Bounded {
            bound: i64::MAX / 4,
            exact: i128::from(i64::MAX / 4) << self.shift,
            prices,
            worth: vec![0; self.free.len()],
            selection: Selection::default(),
        })
    }

    /// What a unit of a row is worth at a site: its gain beyond the price, or the reward.
    fn profit(&self, gain: i64, price: i64) -> i64 {
        if self.asks_for_needs() {
            price
        } else {
            (gain << self.shift) - price
        }
    }

    /// What a site is worth, filled with the rows worth most, less its cost. Where asked, adds what it takes of each row.
    fn worth(&self, site: usize, prices: &[i64], fill: &mut Fill, taken: Option<(f64, &mut [f64])>) -> i64 {
        fill.rows.clear();
        let mut wanted = 0;
        for walk in self.model.walks_of(site) {
            let profit = self.profit(walk.gain, prices[walk.row as usize]);
            if profit > 0 {
                wanted += self.model.weights[walk.row as usize];
                fill.rows.push((profit, walk.row));
            }
        }
        let capacity = self.model.capacity[site];
        if wanted > capacity {
            fill.rows.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        let mut left = capacity;
        let mut worth = -(self.model.cost(site) << self.shift);
        let mut taken = taken;
        for (profit, row) in &fill.rows {
            let amount = self.model.weights[*row as usize].min(left);
            worth += profit * amount;
            left -= amount;
            if let Some((share, taken)) = &mut taken {
                taken[*row as usize] += *share * amount as f64;
            }
            if left == 0 {
                break;
            }
        }
        worth
    }

    /// What the rows add to the bound; takes what they have from the excess.
    fn rows_bound(&self, prices: &[i64], excess: &mut [f64]) -> i128 {
        if !self.asks_for_needs() {
            let rows = prices.iter().zip(&self.model.weights).zip(excess);
            return rows.fold(0, |sum, ((price, weight), excess)| {
                *excess -= *weight as f64;
                sum + i128::from(*price) * i128::from(*weight)
            });
        }
        for excess in excess.iter_mut() {
            *excess = -*excess;
        }
        let mut sum = 0;
        for (need, rows) in &self.families {
            let mut order = rows.clone();
            order.sort_unstable_by_key(|row| (prices[*row as usize], *row));
            let mut left = *need;
            for row in order.into_iter().map(|row| row as usize) {
                let amount = self.model.weights[row].min(left);
                sum -= i128::from(prices[row]) * i128::from(amount);
                excess[row] += amount as f64;
                left -= amount;
                if left == 0 {
                    break;
                }
            }
        }
        sum
    }

    fn walk(&self, prices: &mut [i64], direction: &mut [f64], excess: &[f64], step: f64, distance: f64) -> bool {
        let mut norm = 0.0;
        for (row, direction) in direction.iter_mut().enumerate() {
            *direction = excess[row] + MEMORY * *direction;
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

/// Rows that a site could fill itself with.
#[derive(Default)]
struct Fill {
    rows: Vec<(i64, u32)>,
}
