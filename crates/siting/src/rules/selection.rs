//! The best choice of sites by a value each, under the rows that hold all sites together, and prices that prove it.
//!
//! A Lagrangian bound needs the largest sum of values over allowed sets. The purse and the group rows are taken into account, all
//! other rows are left to branching. With a price of 0 or more on each row, `sum of price x what is left of the row` plus the sum
//! of all values beyond their prices is never below that largest sum, whatever the prices: the bound rests on weak duality alone.
//! The prices chosen make it exact for a count with group rows (a greedy choice is best there) and the linear relaxation's for a
//! budget.
//!
//! # References
//! Dantzig, "Discrete-variable extremum problems" (1957), for the budget.

use super::{Choice, Domains, Rules};
use crate::infeasible::ConstraintName;

/// Fixed point of the price of a unit of budget: 2^20.
const BUDGET_SHIFT: u32 = 20;
/// What a site is charged at most: 2^61, so that values less prices fit 64 bits.
const MOST_PRICE: i128 = 1 << 61;

/// What the rows leave to the free sites of a node.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    /// What is left of the purse; `None`: no purse.
    purse: Option<i64>,
    /// Coefficient of each column in the purse.
    weights: Vec<i64>,
    /// The at-most and at-least rows of each column, as positions in `limits`.
    limits_of: Vec<[Option<u32>; 2]>,
    limits: Vec<Limit>,
    unit_weights: bool,
}

/// A group row at a node.
#[derive(Clone, Copy, Debug)]
struct Limit {
    /// `true`: at most `left` more; `false`: at least `left` more.
    is_upper: bool,
    left: i64,
}

/// The best choice by values, and its proof.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// The columns chosen.
    pub(crate) chosen: Vec<usize>,
    /// The share of one more column that a budget pays for.
    pub(crate) part: Option<(usize, f64)>,
    /// No allowed choice sums to more.
    pub(crate) bound: i128,
    /// The price of a unit of purse; times 2^20 for a budget.
    purse_price: i128,
    /// The prices of the group rows.
    limit_prices: Vec<i64>,
}

impl Allowance {
    /// What is left to these sites, which must be free.
    pub(crate) fn new(rules: &Rules, domains: &Domains, sites: &[u32]) -> Self {
        let purse_row = rules.position(ConstraintName::Purse);
        let mut limits = Vec::new();
        let mut limit_at: Vec<Option<u32>> = vec![None; rules.rows().len()];
        let mut weights = vec![0; sites.len()];
        let mut limits_of = vec![[None, None]; sites.len()];
        for (column, site) in sites.iter().enumerate() {
            for &(row, coefficient) in rules.of_site(*site as usize) {
                if Some(row as usize) == purse_row {
                    weights[column] = coefficient;
                    continue;
                }
                let place = match rules.row(row).name {
                    ConstraintName::AtMost(_) => 0,
                    ConstraintName::AtLeast(_) => 1,
                    _ => continue,
                };
                let limit = *limit_at[row as usize].get_or_insert_with(|| {
                    limits.push(Limit::new(rules, domains, row, place == 0));
                    limits.len() as u32 - 1
                });
                limits_of[column][place].get_or_insert(limit);
            }
        }
        Self {
            purse: purse_row.map(|row| rules.left(domains, row)),
            unit_weights: weights.iter().all(|weight| matches!(weight, 0 | 1)),
            weights,
            limits_of,
            limits,
        }
    }

    /// The best choice by these values.
    pub(crate) fn select(&self, values: &[i64], order: &mut Vec<u32>) -> Selection {
        let mut selection = match self.purse {
            Some(left) if !self.unit_weights => self.select_by_budget(values, left, order),
            _ if self.limits.is_empty() => self.select_by_count(values, order),
            _ => self.select_by_groups(values, order),
        };
        selection.bound = self.bound(values, &selection);
        selection
    }

    /// What a column pays at the prices of a selection: at most what its rows would charge.
    pub(crate) fn price(&self, column: usize, selection: &Selection) -> i64 {
        let purse = i128::from(self.weights[column]) * selection.purse_price;
        // Rounded down: a site that pays less than its share can only raise the bound.
        let purse = if self.unit_weights {
            purse
        } else {
            purse >> BUDGET_SHIFT
        };
        let limits = self.limits_of[column].iter().flatten().map(|limit| {
            let price = selection.limit_prices.get(*limit as usize).copied().unwrap_or(0);
            if self.limits[*limit as usize].is_upper {
                price
            } else {
                -price
            }
        });
        purse as i64 + limits.sum::<i64>()
    }

    /// Weak duality: what the rows are worth, and what each column is worth beyond its price.
    fn bound(&self, values: &[i64], selection: &Selection) -> i128 {
        let purse = i128::from(self.purse.unwrap_or(0)) * selection.purse_price;
        // Rounded up.
        let purse = if self.unit_weights {
            purse
        } else {
            -((-purse) >> BUDGET_SHIFT)
        };
        let limits = self.limits.iter().zip(&selection.limit_prices).map(|(limit, price)| {
            let worth = i128::from(limit.left) * i128::from(*price);
            if limit.is_upper { worth } else { -worth }
        });
        let columns = values.iter().enumerate();
        let beyond = columns.map(|(column, value)| i128::from((value - self.price(column, selection)).max(0)));
        purse + limits.sum::<i128>() + beyond.sum::<i128>()
    }

    /// The most valuable columns, as many as are left.
    fn select_by_count(&self, values: &[i64], order: &mut Vec<u32>) -> Selection {
        let mut selection = Selection::default();
        Self::order(values, order, |column| self.weights[column] > 0);
        let is_free_of_charge = |column: &usize| self.weights[*column] == 0 && values[*column] > 0;
        selection.chosen.extend((0..values.len()).filter(is_free_of_charge));
        let left = self.purse.unwrap_or(0).max(0) as usize;
        if left < order.len() {
            let by_value = |a: &u32, b: &u32| values[*b as usize].cmp(&values[*a as usize]).then(a.cmp(b));
            let (_, next, _) = order.select_nth_unstable_by(left, by_value);
            selection.purse_price = i128::from(values[*next as usize]);
            order.truncate(left);
            order.sort_unstable();
        }
        selection.chosen.extend(order.iter().map(|column| *column as usize));
        selection
    }

    /// The columns of positive value that also pass a test.
    fn order(values: &[i64], order: &mut Vec<u32>, passes: impl Fn(usize) -> bool) {
        order.clear();
        let columns = 0..values.len();
        order.extend(
            columns
                .filter(|column| values[*column] > 0 && passes(*column))
                .map(|column| column as u32),
        );
    }

    /// Greedy under group rows: first what groups still need, then the most valuable that groups still take.
    fn select_by_groups(&self, values: &[i64], order: &mut Vec<u32>) -> Selection {
        order.clear();
        order.extend(0..values.len() as u32);
        order.sort_unstable_by(|a, b| values[*b as usize].cmp(&values[*a as usize]).then(a.cmp(b)));
        let mut greedy = Greedy::new(self, values.len());
        for column in order.iter().map(|column| *column as usize) {
            let needed = self.limits_of[column][1]
                .is_some_and(|limit| greedy.taken[limit as usize] < self.limits[limit as usize].left);
            if needed && greedy.fits(column) {
                greedy.take(column);
            }
        }
        let forced = greedy.is_taken.clone();
        let mut selection = Selection {
            limit_prices: vec![0; self.limits.len()],
            ..Selection::default()
        };
        for column in order.iter().map(|column| *column as usize) {
            if values[column] <= 0 || greedy.is_taken[column] {
                continue;
            }
            if greedy.fits(column) {
                greedy.take(column);
            } else if greedy.fits_groups(column) {
                // Only the purse stands in its way: the first such column sets the price of a unit.
                selection.purse_price = selection.purse_price.max(i128::from(values[column]));
            }
        }
        self.price_limits(values, order, &greedy, &forced, &mut selection);
        selection.chosen = (0..values.len()).filter(|column| greedy.is_taken[*column]).collect();
        selection
    }

    /// A group that is full charges what its best column left out would bring beyond the purse's price; one that had to take
    /// columns below that price gives them back the difference.
    fn price_limits(
        &self,
        values: &[i64],
        order: &[u32],
        greedy: &Greedy<'_>,
        forced: &[bool],
        selection: &mut Selection,
    ) {
        for column in order.iter().map(|column| *column as usize) {
            let beyond = values[column] - self.weights[column] * selection.purse_price as i64;
            let [upper, lower] = self.limits_of[column];
            if let Some(limit) = upper.filter(|limit| greedy.is_full(*limit) && !greedy.is_taken[column]) {
                let price = &mut selection.limit_prices[limit as usize];
                *price = beyond.max(*price);
            }
            if let Some(limit) = lower.filter(|_| forced[column]) {
                let price = &mut selection.limit_prices[limit as usize];
                *price = (-beyond).max(*price);
            }
        }
    }

    /// By value a unit of budget; the first column that no longer fits is taken in part.
    fn select_by_budget(&self, values: &[i64], left: i64, order: &mut Vec<u32>) -> Selection {
        let mut selection = Selection::default();
        let mut left = left;
        for (column, (value, weight)) in values.iter().zip(&self.weights).enumerate() {
            if *weight <= 0 && (*value > 0 || *weight < 0) {
                selection.chosen.push(column);
                left -= weight;
            }
        }
        Self::order(values, order, |column| self.weights[column] > 0);
        let ratio = |column: u32| values[column as usize] as f64 / self.weights[column as usize] as f64;
        order.sort_unstable_by(|a, b| ratio(*b).total_cmp(&ratio(*a)).then(a.cmp(b)));
        for column in order.iter().map(|column| *column as usize) {
            let (value, weight) = (values[column], self.weights[column]);
            if weight > left {
                selection.part = Some((column, (left.max(0) as f64 / weight as f64).min(1.0)));
                let scaled = (i128::from(value) << BUDGET_SHIFT) / i128::from(weight);
                let heaviest = self
                    .weights
                    .iter()
                    .map(|weight| i128::from(weight.abs()))
                    .max()
                    .unwrap_or(1);
                selection.purse_price = scaled.min((MOST_PRICE << BUDGET_SHIFT) / heaviest);
                break;
            }
            left -= weight;
            selection.chosen.push(column);
        }
        selection.chosen.sort_unstable();
        selection
    }
}

impl Limit {
    fn new(rules: &Rules, domains: &Domains, row: u32, is_upper: bool) -> Self {
        let left = rules.left(domains, row as usize);
        let left = if is_upper { left } else { -left };
        Self { is_upper, left }
    }
}

fn coefficient(rules: &Rules, site: usize, row: usize) -> i64 {
    let of_site = rules.of_site(site).iter().find(|(of, _)| *of as usize == row);
    of_site.map_or(0, |(_, coefficient)| *coefficient)
}

/// A greedy choice under a count and group rows.
struct Greedy<'a> {
    allowance: &'a Allowance,
    is_taken: Vec<bool>,
    /// How many are taken under each group row.
    taken: Vec<i64>,
    /// How much of the purse.
    spent: i64,
}

impl<'a> Greedy<'a> {
    fn new(allowance: &'a Allowance, columns: usize) -> Self {
        Self {
            allowance,
            is_taken: vec![false; columns],
            taken: vec![0; allowance.limits.len()],
            spent: 0,
        }
    }

    fn is_full(&self, limit: u32) -> bool {
        self.taken[limit as usize] >= self.allowance.limits[limit as usize].left
    }

    fn fits_groups(&self, column: usize) -> bool {
        self.allowance.limits_of[column][0].is_none_or(|limit| !self.is_full(limit))
    }

    fn fits(&self, column: usize) -> bool {
        let purse = self
            .allowance
            .purse
            .is_none_or(|left| self.spent + self.allowance.weights[column] <= left);
        purse && self.fits_groups(column)
    }

    fn take(&mut self, column: usize) {
        self.is_taken[column] = true;
        self.spent += self.allowance.weights[column];
        for limit in self.allowance.limits_of[column].iter().flatten() {
            self.taken[*limit as usize] += 1;
        }
    }
}

/// Whether a site can be closed, or exchanged for another that is still closed, without breaking any row: in each row the other
/// counts no more, and the site itself does not help.
pub(crate) fn can_stand_in(rules: &Rules, domains: &Domains, other: usize, dropped: usize) -> bool {
    if domains.choice(other) != Choice::Free || domains.choice(dropped) != Choice::Free {
        return false;
    }
    let touched = rules.of_site(other).iter().chain(rules.of_site(dropped));
    let mut touched = touched.map(|(row, _)| *row as usize);
    touched.all(|row| {
        let its = coefficient(rules, dropped, row);
        its >= 0 && coefficient(rules, other, row) <= its
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::rules::Setting;
    use crate::testing::{instance, problem, subsets};

    /// Whether the purse and the group rows allow what is open.
    fn holds(rules: &Rules, open: &[usize]) -> bool {
        let sums = rules.sums(open.iter().copied());
        let counted = |name: ConstraintName| {
            matches!(
                name,
                ConstraintName::Purse | ConstraintName::AtMost(_) | ConstraintName::AtLeast(_)
            )
        };
        rules
            .rows()
            .iter()
            .zip(sums)
            .all(|(row, sum)| !counted(row.name) || sum <= row.at_most)
    }

    #[test]
    fn no_allowed_choice_is_worth_more_than_the_bound_and_one_is_worth_that_of_a_count() {
        let (mut tight, mut all) = (0, 0);
        for seed in 0..3000 {
            let mut random = Random::new(seed);
            let sites = 2 + random.below(7);
            let instance = instance(&mut random, sites, 3);
            let problem = problem(&mut random, sites);
            let Ok(setting) = Setting::new(&instance, &problem, 1, &[]) else {
                continue;
            };
            let mut domains = setting.domains.clone();
            for choice in [Choice::In, Choice::Out] {
                if random.below(2) == 0 && domains.decide(&setting.rules, random.below(sites), choice).is_err() {
                    domains = setting.domains.clone();
                }
            }
            let free: Vec<u32> = domains.free().map(|site| site as u32).collect();
            let values: Vec<i64> = free.iter().map(|_| random.below(100) as i64 - 20).collect();
            let allowance = Allowance::new(&setting.rules, &domains, &free);
            let selection = allowance.select(&values, &mut Vec::new());
            let open = |chosen: &[usize]| -> Vec<usize> {
                domains
                    .open()
                    .chain(chosen.iter().map(|column| free[*column] as usize))
                    .collect()
            };
            let allowed = subsets(free.len()).filter(|chosen| holds(&setting.rules, &open(chosen)));
            let worth = |chosen: &[usize]| chosen.iter().map(|column| i128::from(values[*column])).sum::<i128>();
            let Some(best) = allowed.map(|chosen| worth(&chosen)).max() else {
                continue;
            };
            assert!(selection.bound >= best, "seed {seed}: {} < {best}", selection.bound);
            if matches!(problem.goal.purse(), Some(crate::Purse::Count(_))) {
                assert_eq!(selection.bound, best, "seed {seed}");
                assert_eq!(worth(&selection.chosen), best, "seed {seed}");
                assert!(holds(&setting.rules, &open(&selection.chosen)), "seed {seed}");
            }
            tight += u32::from(selection.bound == best);
            all += 1;
        }
        assert!(all > 1500 && tight > all / 2, "{tight} of {all}");
    }
}
