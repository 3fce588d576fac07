//! Row weighting local search.

use super::cover::Cover;
use crate::random::Random;

/// The guard is asked once in so many steps.
const STEPS_PER_LOOK: u64 = 64;
/// With more uncovered rows than this, only the one at hand grows heavier.
const MANY: usize = 64;

impl Cover<'_> {
    /// Row weighting local search: columns are closed until something is uncovered, then the present cover is mended for less than
    /// the best so far; rows that stay uncovered weigh more and more. Gives the best plan's columns and the steps taken; what is open
    /// at the start must be a plan. Stops at `enough`.
    ///
    /// # References
    /// Gao, Weise and Li, "An efficient local search heuristic with row weighting for the unicost set covering problem" (2015).
    pub(crate) fn row_weighting(
        &mut self,
        steps: u64,
        random: &mut Random,
        enough: i64,
        mut goes_on: impl FnMut(usize) -> bool,
    ) -> (Vec<u32>, u64) {
        let mut best = (self.cost, self.open.clone());
        let mut changed = vec![0_u64; self.is_open.len()];
        let mut told = self.work;
        let mut taken = 0;
        for step in 1..=steps {
            taken = step;
            while self.is_met() {
                if self.cost < best.0 {
                    best = (self.cost, self.open.clone());
                }
                if best.0 <= enough || !self.close_least(&mut changed, step, 0) {
                    return (best.1, step);
                }
            }
            self.close_least(&mut changed, step, 1);
            self.mend(&mut changed, step, best.0, random);
            if step % STEPS_PER_LOOK == 0 {
                let spent = self.work - told;
                told = self.work;
                if !goes_on(spent) {
                    break;
                }
            }
        }
        if self.is_met() && self.cost < best.0 {
            return (self.open.clone(), taken);
        }
        (best.1, taken)
    }

    /// Closes the open column that holds off least a unit of cost, not one opened within the last `tabu` steps; of equals the one
    /// that has been open longest.
    fn close_least(&mut self, changed: &mut [u64], step: u64, tabu: u64) -> bool {
        let movable = |column: &usize| changed[*column] + tabu < step || tabu == 0;
        let open = self.open.iter().map(|column| *column as usize);
        let candidates = open.filter(|column| movable(column) && self.kernel.costs[*column] >= 0);
        let candidates = candidates.filter(|column| self.allows(Some(*column), None));
        let least = candidates.min_by(|a, b| {
            let (cost_a, cost_b) = (self.kernel.costs[*a].max(1), self.kernel.costs[*b].max(1));
            let a_times = i128::from(self.score[*a]) * i128::from(cost_b);
            let b_times = i128::from(self.score[*b]) * i128::from(cost_a);
            a_times.cmp(&b_times).then(changed[*a].cmp(&changed[*b])).then(a.cmp(b))
        });
        self.work += self.open.len();
        if let Some(column) = least {
            self.close(column);
            changed[column] = step;
        }
        least.is_some()
    }

    /// Opens columns for uncovered rows until nothing lacks, as long as the cost stays below the best.
    fn mend(&mut self, changed: &mut [u64], step: u64, best: i64, random: &mut Random) {
        while !self.is_met() {
            let Some(row) = self.lacking_row(random) else {
                return;
            };
            let columns = self.kernel.columns_of(row).iter().map(|column| *column as usize);
            let fits = |column: &usize| {
                !self.is_open[*column]
                    && changed[*column] < step
                    && self.cost + self.kernel.costs[*column] < best
                    && self.allows(None, Some(*column))
            };
            let most = columns.filter(fits).max_by(|a, b| {
                let (cost_a, cost_b) = (self.kernel.costs[*a].max(1), self.kernel.costs[*b].max(1));
                let a_times = i128::from(self.score[*a]) * i128::from(cost_b);
                let b_times = i128::from(self.score[*b]) * i128::from(cost_a);
                a_times.cmp(&b_times).then(changed[*b].cmp(&changed[*a])).then(b.cmp(a))
            });
            let Some(column) = most else {
                self.weigh(row);
                return;
            };
            self.open(column);
            changed[column] = step;
            let heavier = if self.uncovered.len() > MANY {
                vec![row as u32]
            } else {
                self.uncovered.clone()
            };
            for row in heavier {
                if self.count[row as usize] == 0 && self.lacking[self.kernel.family[row as usize] as usize] > 0 {
                    self.weigh(row as usize);
                }
            }
        }
    }

    /// Lets an uncovered row weigh more.
    fn weigh(&mut self, row: usize) {
        let more = (self.penalty[row] / 4).clamp(1, self.kernel.weights[row].max(1));
        self.penalty[row] += more;
        for column in self.kernel.columns_of(row) {
            self.score[*column as usize] += more;
        }
        self.work += self.kernel.columns_of(row).len();
    }

    /// A random uncovered row of a family that lacks something.
    fn lacking_row(&self, random: &mut Random) -> Option<usize> {
        let lacks = |row: &u32| self.lacking[self.kernel.family[*row as usize] as usize] > 0;
        let start = random.below(self.uncovered.len());
        let (before, after) = self.uncovered.split_at(start);
        after
            .iter()
            .chain(before)
            .find(|row| lacks(row))
            .map(|row| *row as usize)
    }
}
