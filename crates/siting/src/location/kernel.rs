//! The problem in its smallest form: columns that are still free, rows that still matter.

use super::gains::{Covered, Gains, Saved};
use crate::partition::Partition;
use crate::rules::{Choice, Domains, Setting};

/// No row.
const GONE: u32 = u32::MAX;

/// Choose columns to make `base + sum of chosen bonuses + sum over rows of the best gain among the chosen` large.
#[derive(Clone, Debug)]
pub(crate) struct Kernel<G> {
    /// What the decided sites gain.
    pub(crate) base: i64,
    /// The site of each column, ascending.
    pub(crate) sites: Vec<u32>,
    /// What a column gains whatever else is chosen: rows that it alone can serve.
    pub(crate) bonus: Vec<i64>,
    /// The best gain of each row, above 0.
    pub(crate) best: Vec<i64>,
    pub(crate) gains: G,
    starts: Vec<usize>,
    rows: Vec<u32>,
}

/// Where the rows of a kernel went when it was made smaller.
pub(crate) struct RowMap {
    /// The new row, or [`GONE`].
    new_row: Vec<u32>,
    /// What the decided sites gain of it.
    fixed: Vec<i64>,
}

impl RowMap {
    /// Prices of the old rows as prices of the new: a merged row has the sum, a row partly served by decided sites is so much
    /// cheaper.
    pub(crate) fn carry(&self, prices: &[i64], shift: u32, new_rows: usize) -> Vec<i64> {
        let mut carried = vec![0; new_rows];
        for ((price, new_row), fixed) in prices.iter().zip(&self.new_row).zip(&self.fixed) {
            if *new_row != GONE {
                carried[*new_row as usize] += (price - (fixed << shift)).max(0);
            }
        }
        carried
    }
}

impl Kernel<Covered> {
    /// Coverage within the limit of all sites of a setting, none of them decided yet.
    pub(crate) fn coverage(setting: &Setting<'_>) -> Self {
        Self::of(setting, |weight, _| weight)
    }
}

impl Kernel<Saved> {
    /// Walks saved against the penalty of all sites of a setting, none of them decided yet.
    pub(crate) fn savings(setting: &Setting<'_>, penalty: u32) -> Self {
        Self::of(setting, |weight, time| weight * (i64::from(penalty) - i64::from(time)))
    }
}

impl<G: Gains> Kernel<G> {
    fn of(setting: &Setting<'_>, gain_of: impl Fn(i64, u32) -> i64) -> Self {
        let instance = setting.instance;
        let mut best = vec![0; instance.demand().len()];
        let mut kernel = Self::without_columns();
        for (site, row) in instance.times().rows() {
            for reach in row.iter().filter(|reach| reach.time <= setting.limit) {
                let gain = gain_of(instance.demand_at(reach.demand).weight as i64, reach.time);
                if gain > 0 {
                    kernel.rows.push(reach.demand.0);
                    kernel.gains.push_entry(gain);
                    let best = &mut best[reach.demand.index()];
                    *best = gain.max(*best);
                }
            }
            kernel.close_column(site.0, 0);
        }
        for best in &best {
            kernel.gains.push_row(*best);
        }
        kernel.best = best;
        kernel
    }

    fn without_columns() -> Self {
        Self {
            base: 0,
            sites: Vec::new(),
            bonus: Vec::new(),
            best: Vec::new(),
            gains: G::empty(),
            starts: vec![0],
            rows: Vec::new(),
        }
    }

    fn close_column(&mut self, site: u32, bonus: i64) {
        self.sites.push(site);
        self.bonus.push(bonus);
        self.starts.push(self.rows.len());
    }

    pub(crate) fn column_count(&self) -> usize {
        self.sites.len()
    }

    pub(crate) fn row_count(&self) -> usize {
        self.best.len()
    }

    pub(crate) fn entry_count(&self) -> usize {
        self.rows.len()
    }

    /// The entries of a column: their position and row, rows ascending.
    pub(crate) fn column(&self, column: usize) -> impl Iterator<Item = (usize, u32)> {
        let (start, end) = (self.starts[column], self.starts[column + 1]);
        (start..end).zip(self.rows[start..end].iter().copied())
    }

    /// The rows of a column, ascending.
    pub(crate) fn rows_of(&self, column: usize) -> &[u32] {
        &self.rows[self.starts[column]..self.starts[column + 1]]
    }

    /// The gains of a column's entries, with their rows.
    pub(crate) fn gains_of(&self, column: usize) -> impl Iterator<Item = (u32, i64)> {
        self.column(column)
            .map(|(entry, row)| (row, self.gains.gain(entry, row)))
    }

    /// The column of a site, if it is still free.
    pub(crate) fn column_of(&self, site: usize) -> Option<usize> {
        self.sites.binary_search(&(site as u32)).ok()
    }

    /// What every column open would gain: no plan gains more.
    pub(crate) fn ceiling(&self) -> i64 {
        self.base + self.best.iter().sum::<i64>() + self.bonus.iter().sum::<i64>()
    }

    /// The gain of these columns.
    pub(crate) fn value(&self, columns: impl IntoIterator<Item = usize>) -> i64 {
        let mut best = vec![0; self.row_count()];
        let mut value = self.base;
        for column in columns {
            value += self.bonus[column];
            for (row, gain) in self.gains_of(column) {
                let best: &mut i64 = &mut best[row as usize];
                if gain > *best {
                    value += gain - *best;
                    *best = gain;
                }
            }
        }
        value
    }

    /// The same problem with the decided sites taken out: what open ones gain goes to the base, rows they serve as well as any
    /// go, rows of one column become its bonus, rows of the same columns are merged.
    pub(crate) fn restrict(&self, domains: &Domains) -> (Self, RowMap) {
        let choice = |column: usize| domains.choice(self.sites[column] as usize);
        let (base, fixed) = self.fix(&choice);
        let free: Vec<usize> = (0..self.column_count())
            .filter(|column| choice(*column) == Choice::Free)
            .collect();
        let (merged, degrees) = self.merge(&free, &fixed);

        let mut new_row = vec![GONE; self.row_count()];
        let mut smaller = Self::without_columns();
        smaller.base = base;
        for (row, head) in merged.iter().enumerate() {
            let Some(head) = head.filter(|head| degrees[*head as usize] > 1) else {
                continue;
            };
            if head as usize == row {
                new_row[row] = smaller.best.len() as u32;
                smaller.best.push(0);
                smaller.gains.push_row(self.best[row] - fixed[row]);
            } else {
                new_row[row] = new_row[head as usize];
                smaller.gains.raise_row(new_row[row], self.best[row] - fixed[row]);
            }
        }
        for column in free {
            let mut bonus = self.bonus[column];
            for (row, gain) in self.gains_of(column) {
                let gain = gain - fixed[row as usize];
                match merged[row as usize] {
                    Some(head) if gain > 0 && degrees[head as usize] == 1 => bonus += gain,
                    Some(head) if gain > 0 && head == row => {
                        let new_row = new_row[row as usize];
                        smaller.rows.push(new_row);
                        smaller.gains.push_entry(gain);
                        let best = &mut smaller.best[new_row as usize];
                        *best = smaller.gains.gain(smaller.rows.len() - 1, new_row).max(*best);
                    }
                    _ => {}
                }
            }
            smaller.close_column(self.sites[column], bonus);
        }
        (smaller, RowMap { new_row, fixed })
    }

    /// What the open columns gain together, and of each row.
    fn fix(&self, choice: &impl Fn(usize) -> Choice) -> (i64, Vec<i64>) {
        let mut fixed = vec![0; self.row_count()];
        let mut base = self.base;
        for column in (0..self.column_count()).filter(|column| choice(*column) == Choice::In) {
            base += self.bonus[column];
            for (row, gain) in self.gains_of(column) {
                let fixed = &mut fixed[row as usize];
                base += (gain - *fixed).max(0);
                *fixed = gain.max(*fixed);
            }
        }
        (base, fixed)
    }

    /// For each row the first row it can be merged with (itself, if none is before), `None` where no free column gains; and how
    /// many free columns gain of that first row.
    fn merge(&self, free: &[usize], fixed: &[i64]) -> (Vec<Option<u32>>, Vec<u32>) {
        let mut degrees = vec![0_u32; self.row_count()];
        let mut partition = Partition::new(vec![0; self.row_count()], 1);
        for &column in free {
            for (row, gain) in self.gains_of(column) {
                let row = row as usize;
                if gain > fixed[row] {
                    degrees[row] += 1;
                    if G::MERGES {
                        partition.add(column as u32, row);
                    }
                }
            }
        }
        let heads = if G::MERGES {
            partition.heads(|row| degrees[row] > 0)
        } else {
            (0..self.row_count())
                .map(|row| (degrees[row] > 0).then_some(row as u32))
                .collect()
        };
        (heads, degrees)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::testing::{instance, problem, subsets};

    /// Taking decided sites out, merging and dropping rows changes no value; carried prices keep the bound valid (see `lagrange`).
    fn keeps_values<G: Gains>(kernel_of: impl Fn(&Setting<'_>) -> Kernel<G>) {
        for seed in 0..300 {
            let mut random = Random::new(seed);
            let sites = 2 + random.below(6);
            let instance = instance(&mut random, sites, 8);
            let problem = problem(&mut random, sites);
            let Ok(setting) = Setting::new(&instance, &problem, 1, &[]) else {
                continue;
            };
            let whole = kernel_of(&setting);
            let mut domains = setting.domains.clone();
            let mut kernel = whole.restrict(&domains).0;
            for choice in [Choice::In, Choice::Out] {
                let _ = domains.decide(&setting.rules, random.below(sites), choice);
                kernel = kernel.restrict(&domains).0;
            }
            for columns in subsets(kernel.column_count()) {
                let sites = columns.iter().map(|column| kernel.sites[*column] as usize);
                let all: Vec<usize> = domains.open().chain(sites).collect();
                assert_eq!(kernel.value(columns), whole.value(all), "seed {seed}");
            }
            let all = domains.open().chain(domains.free());
            assert!(kernel.ceiling() >= whole.value(all), "seed {seed}");
        }
    }

    #[test]
    fn a_smaller_kernel_has_the_values_of_the_whole() {
        keeps_values(Kernel::coverage);
        keeps_values(|setting| Kernel::savings(setting, 25));
    }
}
