//! A set of open columns that covers rows, and the searches that make it cheap.

use std::cmp::Reverse;

use super::kernel::CoverKernel;
use crate::rules::{Choice, Domains, Rules, find_allowed_set, short_row};

/// A set of open columns with what closing and opening would change.
pub(crate) struct Cover<'a> {
    pub(super) kernel: &'a CoverKernel,
    pub(super) rules: &'a Rules,
    /// The sums of the rules' rows.
    sums: Vec<i64>,
    pub(super) is_open: Vec<bool>,
    pub(super) open: Vec<u32>,
    /// How many open columns cover each row.
    pub(super) count: Vec<u32>,
    /// What each family still lacks; 0 or less: nothing.
    pub(super) lacking: Vec<i64>,
    pub(super) cost: i64,
    /// How much each row matters to the search; grows while it stays uncovered.
    pub(super) penalty: Vec<i64>,
    /// The penalties a closed column would take away, or an open one holds off alone.
    pub(super) score: Vec<i64>,
    /// Rows not covered, and where each stands in the list.
    pub(super) uncovered: Vec<u32>,
    place: Vec<u32>,
    pub(super) work: usize,
}

impl<'a> Cover<'a> {
    /// No column open; `standing` are the sites open already.
    pub(crate) fn new(kernel: &'a CoverKernel, rules: &'a Rules, standing: impl IntoIterator<Item = usize>) -> Self {
        let full = kernel.full();
        let penalty = |row: usize| {
            if full[kernel.family[row] as usize] {
                1
            } else {
                kernel.weights[row]
            }
        };
        let penalty: Vec<i64> = (0..kernel.row_count()).map(penalty).collect();
        let sum = |column| kernel.rows_of(column).iter().map(|row| penalty[*row as usize]).sum();
        let rows = 0..kernel.row_count() as u32;
        Self {
            sums: rules.sums(standing),
            is_open: vec![false; kernel.column_count()],
            open: Vec::new(),
            count: vec![0; kernel.row_count()],
            lacking: kernel.needs.clone(),
            cost: kernel.base,
            score: (0..kernel.column_count()).map(sum).collect(),
            penalty,
            uncovered: rows.clone().collect(),
            place: rows.collect(),
            work: 0,
            kernel,
            rules,
        }
    }

    pub(crate) fn cost(&self) -> i64 {
        self.cost
    }

    pub(crate) fn open_columns(&self) -> &[u32] {
        &self.open
    }

    /// Entries read so far.
    pub(crate) fn work(&self) -> usize {
        self.work
    }

    /// Whether every need is met and every rule holds.
    pub(crate) fn is_plan(&self) -> bool {
        self.is_met() && self.rules.hold(&self.sums)
    }

    pub(super) fn is_met(&self) -> bool {
        self.lacking.iter().all(|lacking| *lacking <= 0)
    }

    pub(super) fn allows(&self, closes: Option<usize>, opens: Option<usize>) -> bool {
        let site = |column: usize| self.kernel.sites[column] as usize;
        self.rules.allow_swap(&self.sums, closes.map(site), opens.map(site))
    }

    /// Opens a column.
    pub(crate) fn open(&mut self, column: usize) {
        let kernel = self.kernel;
        self.is_open[column] = true;
        self.open.push(column as u32);
        self.cost += kernel.costs[column];
        self.rules
            .swap(&mut self.sums, None, Some(kernel.sites[column] as usize));
        for row in kernel.rows_of(column).iter().map(|row| *row as usize) {
            self.count[row] += 1;
            let penalty = self.penalty[row];
            match self.count[row] {
                1 => {
                    self.lacking[kernel.family[row] as usize] -= kernel.weights[row];
                    self.unlist(row);
                    self.change_others(row, column, -penalty);
                }
                2 => self.change_only(row, column, -penalty),
                _ => {}
            }
        }
    }

    /// Closes a column.
    pub(crate) fn close(&mut self, column: usize) {
        let kernel = self.kernel;
        self.is_open[column] = false;
        self.open.retain(|open| *open as usize != column);
        self.cost -= kernel.costs[column];
        self.rules
            .swap(&mut self.sums, Some(kernel.sites[column] as usize), None);
        for row in kernel.rows_of(column).iter().map(|row| *row as usize) {
            self.count[row] -= 1;
            let penalty = self.penalty[row];
            match self.count[row] {
                0 => {
                    self.lacking[kernel.family[row] as usize] += kernel.weights[row];
                    self.place[row] = self.uncovered.len() as u32;
                    self.uncovered.push(row as u32);
                    self.change_others(row, column, penalty);
                }
                1 => self.change_only(row, column, penalty),
                _ => {}
            }
        }
    }

    fn unlist(&mut self, row: usize) {
        let place = self.place[row] as usize;
        self.uncovered.swap_remove(place);
        if let Some(moved) = self.uncovered.get(place) {
            self.place[*moved as usize] = place as u32;
        }
    }

    /// A row became covered or uncovered: the other columns of it could do that no more, or again.
    fn change_others(&mut self, row: usize, column: usize, by: i64) {
        let columns = self.kernel.columns_of(row);
        for other in columns {
            self.score[*other as usize] += by;
        }
        self.score[column] -= by;
        self.work += columns.len();
    }

    /// Another column covers a row alone no more, or again.
    fn change_only(&mut self, row: usize, column: usize, by: i64) {
        let columns = self.kernel.columns_of(row);
        let only = columns
            .iter()
            .find(|other| **other as usize != column && self.is_open[**other as usize]);
        if let Some(only) = only {
            self.score[*only as usize] += by;
        }
        self.work += columns.len();
    }

    /// Makes exactly these columns open.
    pub(crate) fn move_to(&mut self, columns: &[u32]) {
        let mut wanted = vec![false; self.is_open.len()];
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
        for column in columns.iter().map(|column| *column as usize) {
            if !self.is_open[column] {
                self.open(column);
            }
        }
    }

    /// What opening a column would bring towards the needs.
    fn gain(&mut self, column: usize, by_family: &mut [i64]) -> i64 {
        by_family.fill(0);
        let rows = self.kernel.rows_of(column);
        for row in rows.iter().map(|row| *row as usize).filter(|row| self.count[*row] == 0) {
            by_family[self.kernel.family[row] as usize] += self.kernel.weights[row];
        }
        self.work += rows.len();
        let useful = by_family
            .iter()
            .zip(&self.lacking)
            .map(|(gain, lacking)| (*gain).min((*lacking).max(0)));
        useful.sum()
    }

    /// Goes on from what is open to a plan, greedily by what a unit of cost brings, then closes what is not needed. False where
    /// that does not lead to a plan.
    ///
    /// # References
    /// Chvátal, "A greedy heuristic for the set-covering problem" (1979); Wolsey, "An analysis of the greedy algorithm for the
    /// submodular set covering problem" (1982).
    pub(crate) fn complete(&mut self, domains: &Domains) -> bool {
        let mut domains = domains.clone();
        for column in self.open.clone() {
            let site = self.kernel.sites[column as usize] as usize;
            if domains.decide(self.rules, site, Choice::In) != Ok(true) {
                return false;
            }
        }
        if !self.meet_rules(&mut domains) {
            return false;
        }
        let mut by_family = vec![0; self.lacking.len()];
        let columns = 0..self.kernel.column_count();
        let mut limits: Vec<(i64, usize)> = columns
            .map(|column| (self.gain(column, &mut by_family), column))
            .collect();
        let dearer = |kernel: &CoverKernel, (gain, column): (i64, usize), (other_gain, other): (i64, usize)| {
            let (cost, other_cost) = (kernel.costs[column].max(0), kernel.costs[other].max(0));
            let mine = i128::from(gain) * i128::from(other_cost);
            mine.cmp(&(i128::from(other_gain) * i128::from(cost)))
                .then(other.cmp(&column))
        };
        limits.retain(|(gain, column)| *gain > 0 && !self.is_open[*column]);
        limits.sort_unstable_by(|a, b| dearer(self.kernel, *b, *a));
        while !self.is_met() {
            // Gains only shrink, so the first column that is still worth its place is the best.
            let mut best: Option<(i64, usize)> = None;
            for limit in &mut limits {
                if best.is_some_and(|best| dearer(self.kernel, *limit, best).is_lt()) {
                    break;
                }
                limit.0 = self.gain(limit.1, &mut by_family);
                if limit.0 > 0 && best.is_none_or(|best| dearer(self.kernel, *limit, best).is_gt()) {
                    best = Some(*limit);
                }
            }
            let Some((_, column)) = best else {
                return false;
            };
            let mut after = domains.clone();
            if after.decide(self.rules, self.kernel.sites[column] as usize, Choice::In) == Ok(true) {
                domains = after;
                self.open_decided(&domains);
            }
            limits.retain(|(gain, other)| *gain > 0 && *other != column);
            limits.sort_unstable_by(|a, b| dearer(self.kernel, *b, *a));
        }
        self.prune();
        self.is_plan()
    }

    fn open_decided(&mut self, domains: &Domains) {
        for column in 0..self.kernel.column_count() {
            let site = self.kernel.sites[column] as usize;
            if !self.is_open[column] && domains.choice(site) == Choice::In {
                self.open(column);
            }
        }
    }

    /// Opens columns until no rule is short of sites.
    fn meet_rules(&mut self, domains: &mut Domains) -> bool {
        let before = domains.clone();
        self.open_decided(domains);
        while let Some(row) = short_row(self.rules, domains) {
            let terms = self.rules.row(row).terms.iter();
            let helps = terms.filter(|(site, helps)| *helps < 0 && domains.choice(*site as usize) == Choice::Free);
            let columns = helps.filter_map(|(site, _)| self.kernel.column_of(*site as usize));
            let best =
                columns.max_by_key(|column| (self.score[*column] - self.kernel.costs[*column], Reverse(*column)));
            let mut after = domains.clone();
            let taken = best.is_some_and(|column| {
                after.decide(self.rules, self.kernel.sites[column] as usize, Choice::In) == Ok(true)
            });
            if !taken {
                let Some(allowed) = find_allowed_set(self.rules, before).found() else {
                    return false;
                };
                let columns = allowed.open().filter_map(|site| self.kernel.column_of(site));
                let columns: Vec<u32> = columns.map(|column| column as u32).collect();
                self.move_to(&columns);
                for column in columns {
                    let _ = domains.decide(self.rules, self.kernel.sites[column as usize] as usize, Choice::In);
                }
                return self.rules.hold(&self.sums);
            }
            *domains = after;
            self.open_decided(domains);
        }
        true
    }

    /// Closes open columns that are not needed, the dearest first.
    fn prune(&mut self) {
        let mut open = self.open.clone();
        open.sort_unstable_by_key(|column| (Reverse(self.kernel.costs[*column as usize]), *column));
        let mut by_family = vec![0; self.lacking.len()];
        for column in open.into_iter().map(|column| column as usize) {
            if self.kernel.costs[column] < 0 {
                continue;
            }
            by_family.fill(0);
            for row in self
                .kernel
                .rows_of(column)
                .iter()
                .map(|row| *row as usize)
                .filter(|row| self.count[*row] == 1)
            {
                by_family[self.kernel.family[row] as usize] += self.kernel.weights[row];
            }
            let spared = by_family
                .iter()
                .zip(&self.lacking)
                .all(|(loss, lacking)| *loss == 0 || lacking + loss <= 0);
            if spared && self.allows(Some(column), None) {
                self.close(column);
            }
        }
    }
}
