//! A set of open columns that can be changed one by one, with what each change gains; and the local search that swaps them.

use super::gains::Gains;
use super::kernel::Kernel;
use crate::rules::Rules;

/// Nobody.
const NOBODY: u32 = u32::MAX;

/// The columns of each row, the best first.
pub(crate) struct ByRow {
    starts: Vec<usize>,
    columns: Vec<(u32, i64)>,
}

impl ByRow {
    pub(crate) fn new<G: Gains>(kernel: &Kernel<G>) -> Self {
        let mut starts = vec![0; kernel.row_count() + 1];
        for column in 0..kernel.column_count() {
            for row in kernel.rows_of(column) {
                starts[*row as usize + 1] += 1;
            }
        }
        for row in 0..kernel.row_count() {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut columns = vec![(0, 0); kernel.entry_count()];
        for column in 0..kernel.column_count() {
            for (row, gain) in kernel.gains_of(column) {
                let place = &mut next[row as usize];
                columns[*place] = (column as u32, gain);
                *place += 1;
            }
        }
        let mut by_row = Self { starts, columns };
        for row in 0..kernel.row_count() {
            let (start, end) = (by_row.starts[row], by_row.starts[row + 1]);
            by_row.columns[start..end].sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        by_row
    }

    /// The columns of a row and what they gain of it, the best first.
    pub(crate) fn of(&self, row: u32) -> &[(u32, i64)] {
        &self.columns[self.starts[row as usize]..self.starts[row as usize + 1]]
    }
}

/// Who serves a row best and second best.
#[derive(Clone, Copy, Debug)]
struct Served {
    best: i64,
    second: i64,
    owner: u32,
    runner: u32,
}

/// A set of open columns, with the loss of closing each.
pub(crate) struct Interchange<'a, G> {
    kernel: &'a Kernel<G>,
    by_row: &'a ByRow,
    rules: &'a Rules,
    /// The sums of the rules' rows.
    sums: Vec<i64>,
    open: Vec<u32>,
    /// Position in `open`, or [`NOBODY`].
    position: Vec<u32>,
    served: Vec<Served>,
    /// What closing an open column loses.
    loss: Vec<i64>,
    value: i64,
    /// Entries read so far.
    work: usize,
    /// By column: what closing it and opening the column at hand gains beyond the sum of both. 0 between calls.
    correction: Vec<i64>,
    touched: Vec<u32>,
}

/// A change of the open columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Move {
    gain: i64,
    closes: Option<usize>,
}

impl<'a, G: Gains> Interchange<'a, G> {
    /// No column open; `standing` are the sites open already.
    pub(crate) fn new(
        kernel: &'a Kernel<G>,
        by_row: &'a ByRow,
        rules: &'a Rules,
        standing: impl IntoIterator<Item = usize>,
    ) -> Self {
        let nothing = Served {
            best: 0,
            second: 0,
            owner: NOBODY,
            runner: NOBODY,
        };
        Self {
            kernel,
            by_row,
            rules,
            sums: rules.sums(standing),
            open: Vec::new(),
            position: vec![NOBODY; kernel.column_count()],
            served: vec![nothing; kernel.row_count()],
            loss: vec![0; kernel.column_count()],
            value: kernel.base,
            work: 0,
            correction: vec![0; kernel.column_count()],
            touched: Vec::new(),
        }
    }

    pub(crate) fn value(&self) -> i64 {
        self.value
    }

    /// The open columns, in no order that matters.
    pub(crate) fn open_columns(&self) -> &[u32] {
        &self.open
    }

    pub(crate) fn is_open(&self, column: usize) -> bool {
        self.position[column] != NOBODY
    }

    pub(crate) fn work(&self) -> usize {
        self.work
    }

    /// Whether all rows hold as it stands.
    pub(crate) fn is_allowed(&self) -> bool {
        self.rules.hold(&self.sums)
    }

    /// Whether all rows that a swap touches would hold.
    pub(crate) fn allows(&self, closes: Option<usize>, opens: Option<usize>) -> bool {
        let site = |column: usize| self.kernel.sites[column] as usize;
        self.rules.allow_swap(&self.sums, closes.map(site), opens.map(site))
    }

    /// What opening a column would gain.
    pub(crate) fn gain(&mut self, column: usize) -> i64 {
        let entries = self.kernel.gains_of(column);
        let gains = entries.map(|(row, gain)| (gain - self.served[row as usize].best).max(0));
        let gain = self.kernel.bonus[column] + gains.sum::<i64>();
        self.work += self.kernel.rows_of(column).len();
        gain
    }

    /// Opens a column.
    pub(crate) fn open(&mut self, column: usize) {
        self.position[column] = self.open.len() as u32;
        self.open.push(column as u32);
        self.rules
            .swap(&mut self.sums, None, Some(self.kernel.sites[column] as usize));
        let mut own = self.kernel.bonus[column];
        self.value += own;
        for (row, gain) in self.kernel.gains_of(column) {
            let served = &mut self.served[row as usize];
            if gain > served.best {
                if served.owner != NOBODY {
                    self.loss[served.owner as usize] -= served.best - served.second;
                }
                self.value += gain - served.best;
                own += gain - served.best;
                *served = Served {
                    best: gain,
                    second: served.best,
                    owner: column as u32,
                    runner: served.owner,
                };
            } else if gain > served.second {
                self.loss[served.owner as usize] -= gain - served.second;
                served.second = gain;
                served.runner = column as u32;
            }
        }
        self.loss[column] = own;
        self.work += self.kernel.rows_of(column).len();
    }

    /// Closes a column.
    pub(crate) fn close(&mut self, column: usize) {
        let place = self.position[column] as usize;
        self.open.swap_remove(place);
        if let Some(moved) = self.open.get(place) {
            self.position[*moved as usize] = place as u32;
        }
        self.position[column] = NOBODY;
        self.rules
            .swap(&mut self.sums, Some(self.kernel.sites[column] as usize), None);
        self.value -= self.loss[column];
        self.loss[column] = 0;
        for row in self.kernel.rows_of(column) {
            let mut served = self.served[*row as usize];
            if served.owner == column as u32 {
                served.best = served.second;
                served.owner = served.runner;
                self.find_second(*row, &mut served);
                if served.owner != NOBODY {
                    self.loss[served.owner as usize] += served.best - served.second;
                }
            } else if served.runner == column as u32 {
                let before = served.second;
                self.find_second(*row, &mut served);
                self.loss[served.owner as usize] += before - served.second;
            }
            self.served[*row as usize] = served;
        }
        self.work += self.kernel.rows_of(column).len();
    }

    /// The best open column of a row but its owner.
    fn find_second(&mut self, row: u32, served: &mut Served) {
        served.second = 0;
        served.runner = NOBODY;
        if served.owner == NOBODY {
            return;
        }
        for (read, &(column, gain)) in self.by_row.of(row).iter().enumerate() {
            if column != served.owner && self.is_open(column as usize) {
                served.second = gain;
                served.runner = column;
                self.work += read;
                return;
            }
        }
        self.work += self.by_row.of(row).len();
    }

    /// Makes exactly these columns open.
    pub(crate) fn move_to(&mut self, columns: &[u32]) {
        let mut wanted = vec![false; self.position.len()];
        for column in columns {
            wanted[*column as usize] = true;
        }
        let superfluous: Vec<u32> = self
            .open
            .iter()
            .copied()
            .filter(|column| !wanted[*column as usize])
            .collect();
        for column in superfluous {
            self.close(column as usize);
        }
        for column in columns {
            if !self.is_open(*column as usize) {
                self.open(*column as usize);
            }
        }
    }

    /// Swaps, and adds where the rows have room, until no such change gains: fast interchange, in which one pass over a column's
    /// entries finds the best column to close for it.
    ///
    /// # References
    /// Teitz and Bart, "Heuristic methods for estimating the generalized vertex median of a weighted graph" (1968); Whitaker, "A
    /// fast algorithm for the greedy interchange of large-scale clustering and median location problems" (1983); Resende and
    /// Werneck, "A hybrid heuristic for the p-median problem" (2004).
    pub(crate) fn improve(&mut self, mut goes_on: impl FnMut(usize) -> bool) {
        let columns = self.kernel.column_count();
        let (mut next, mut unchanged) = (0, 0);
        let mut told = self.work;
        while unchanged < columns {
            let column = next;
            next = (next + 1) % columns;
            unchanged += 1;
            if self.is_open(column) {
                continue;
            }
            if let Some(change) = self.best_move(column) {
                if let Some(closes) = change.closes {
                    self.close(closes);
                }
                self.open(column);
                unchanged = 0;
            }
            if next == 0 {
                let spent = self.work - told;
                told = self.work;
                if !goes_on(spent) {
                    return;
                }
            }
        }
    }

    /// The best allowed change that opens this column, if it gains.
    fn best_move(&mut self, column: usize) -> Option<Move> {
        let mut opening = self.kernel.bonus[column];
        for (row, gain) in self.kernel.gains_of(column) {
            let served = &self.served[row as usize];
            if gain > served.best {
                opening += gain - served.best;
            }
            // The owner's loss of this row is smaller if the column at hand takes it over.
            let taken_over = gain.min(served.best) - served.second;
            if taken_over > 0 && served.owner != NOBODY {
                let correction = &mut self.correction[served.owner as usize];
                if *correction == 0 {
                    self.touched.push(served.owner);
                }
                *correction += taken_over;
            }
        }
        self.work += self.kernel.rows_of(column).len() + self.open.len();
        let mut best: Option<Move> = None;
        if opening > 0 && self.allows(None, Some(column)) {
            best = Some(Move {
                gain: opening,
                closes: None,
            });
        }
        for closes in self.open.iter().map(|open| *open as usize) {
            let gain = opening - self.loss[closes] + self.correction[closes];
            let beats =
                |best: &Move| gain > best.gain || (gain == best.gain && best.closes.is_some_and(|by| closes < by));
            if gain > 0 && best.as_ref().is_none_or(beats) && self.allows(Some(closes), Some(column)) {
                let closes = Some(closes);
                best = Some(Move { gain, closes });
            }
        }
        for owner in self.touched.drain(..) {
            self.correction[owner as usize] = 0;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::rules::Setting;
    use crate::testing::{instance, problem};

    /// Value, losses and gains after any moves are those of the kernel told anew; after `improve` no allowed swap gains.
    fn agrees<G: Gains>(kernel_of: impl Fn(&Setting<'_>) -> Kernel<G>) {
        for seed in 0..200 {
            let mut random = Random::new(seed);
            let sites = 3 + random.below(6);
            let instance = instance(&mut random, sites, 12);
            let problem = problem(&mut random, sites);
            let Ok(setting) = Setting::new(&instance, &problem, 1, &[]) else {
                continue;
            };
            let kernel = kernel_of(&setting).restrict(&setting.domains).0;
            let by_row = ByRow::new(&kernel);
            let mut plan = Interchange::new(&kernel, &by_row, &setting.rules, setting.domains.open());
            for _ in 0..20 {
                if kernel.column_count() == 0 {
                    break;
                }
                let column = random.below(kernel.column_count());
                if plan.is_open(column) {
                    plan.close(column);
                } else {
                    plan.open(column);
                }
                check(&mut plan, seed);
            }
            plan.move_to(&[]);
            if plan.is_allowed() {
                plan.improve(|_| true);
                check(&mut plan, seed);
                check_local_optimum(&plan, seed);
            }
        }
    }

    fn check<G: Gains>(plan: &mut Interchange<'_, G>, seed: u64) {
        let kernel = plan.kernel;
        let open: Vec<usize> = plan.open.iter().map(|column| *column as usize).collect();
        let value = kernel.value(open.iter().copied());
        assert_eq!(plan.value(), value, "seed {seed}");
        for column in 0..kernel.column_count() {
            if plan.is_open(column) {
                let without = open.iter().copied().filter(|other| *other != column);
                assert_eq!(plan.loss[column], value - kernel.value(without), "seed {seed}");
            } else {
                assert_eq!(
                    plan.gain(column),
                    kernel.value(open.iter().copied().chain([column])) - value,
                    "seed {seed}"
                );
            }
        }
    }

    fn check_local_optimum<G: Gains>(plan: &Interchange<'_, G>, seed: u64) {
        let open: Vec<usize> = plan.open.iter().map(|column| *column as usize).collect();
        let closes = open.iter().copied().map(Some).chain([None]);
        for closes in closes {
            for opens in (0..plan.kernel.column_count()).filter(|column| !plan.is_open(*column)) {
                if plan.allows(closes, Some(opens)) {
                    let kept = open.iter().copied().filter(|column| Some(*column) != closes);
                    assert!(plan.kernel.value(kept.chain([opens])) <= plan.value(), "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn coverage_agrees() {
        agrees(Kernel::coverage);
    }

    #[test]
    fn savings_agree() {
        agrees(|setting| Kernel::savings(setting, 25));
    }
}
