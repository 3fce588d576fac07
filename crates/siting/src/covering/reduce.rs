//! What needs no bound: rows and columns that cannot matter, sites that must be open, parts that can be solved apart.
//!
//! # References
//! Garfinkel and Nemhauser, "Integer programming" (1972); Toregas and `ReVelle`, "Binary logic solutions to a class of location
//! problem" (1973).

use super::kernel::CoverKernel;

/// Entries that may be compared for each entry of the kernel, by rows and by columns.
const MOST_WORK_BY_ROWS: usize = 30;
const MOST_WORK_BY_COLUMNS: usize = 60;

impl CoverKernel {
    /// Families all of whose rows must be covered.
    pub(crate) fn full(&self) -> Vec<bool> {
        let coverable = self.coverable();
        self.needs
            .iter()
            .zip(coverable)
            .map(|(need, coverable)| *need > 0 && *need == coverable)
            .collect()
    }

    /// Sites that must be open: each alone covers a row that must be covered.
    pub(crate) fn essential(&self) -> Vec<usize> {
        let full = self.full();
        let rows = (0..self.row_count()).filter(|row| full[self.family[*row] as usize]);
        let alone = rows.filter_map(|row| match self.columns_of(row) {
            [only] => Some(self.sites[*only as usize] as usize),
            _ => None,
        });
        let mut alone: Vec<usize> = alone.collect();
        alone.sort_unstable();
        alone.dedup();
        alone
    }

    /// Row dominance: of rows that must be covered, those whose columns include all of another's.
    pub(super) fn redundant_rows(&self) -> Vec<bool> {
        let full = self.full();
        let must = |row: usize| full[self.family[row] as usize];
        let mut work = self.entry_count() * MOST_WORK_BY_ROWS;
        let mut redundant = vec![false; self.row_count()];
        let mut any = false;
        for row in (0..self.row_count()).filter(|row| must(*row)) {
            if redundant[row] {
                continue;
            }
            let columns = self.columns_of(row);
            let Some(scarcest) = columns
                .iter()
                .min_by_key(|column| self.rows_of(**column as usize).len())
            else {
                continue;
            };
            for other in self.rows_of(*scarcest as usize).iter().map(|other| *other as usize) {
                let cost = self.columns_of(other).len();
                if work < cost {
                    return if any { redundant } else { Vec::new() };
                }
                work -= cost;
                if other != row && !redundant[other] && must(other) && includes(self.columns_of(other), columns) {
                    redundant[other] = true;
                    any = true;
                }
            }
        }
        if any { redundant } else { Vec::new() }
    }

    /// Column dominance: sites that another covers as much as, for no more, whom the rules let stand in. `may` asks the rules.
    pub(crate) fn dominated(&self, may: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let mut work = self.entry_count() * MOST_WORK_BY_COLUMNS + self.column_count();
        let mut is_dropped = vec![false; self.column_count()];
        for column in (0..self.column_count()).filter(|column| self.costs[*column] >= 0) {
            let rows = self.rows_of(column);
            let scarcest = rows.iter().min_by_key(|row| self.columns_of(**row as usize).len());
            let Some(scarcest) = scarcest else {
                continue;
            };
            for other in self.columns_of(*scarcest as usize).iter().map(|other| *other as usize) {
                let cost = self.rows_of(other).len();
                if work < cost {
                    break;
                }
                work -= cost;
                if other != column
                    && !is_dropped[other]
                    && self.costs[other] <= self.costs[column]
                    && includes(self.rows_of(other), rows)
                    && may(self.sites[other] as usize, self.sites[column] as usize)
                {
                    is_dropped[column] = true;
                    break;
                }
            }
        }
        let dropped = self.sites.iter().zip(is_dropped).filter(|(_, is_dropped)| *is_dropped);
        dropped.map(|(site, _)| *site as usize).collect()
    }

    /// The parts of the kernel that share no row, as sites; columns without rows are in none.
    pub(crate) fn components(&self) -> Vec<Vec<usize>> {
        let mut part: Vec<Option<usize>> = vec![None; self.column_count()];
        let mut is_seen = vec![false; self.row_count()];
        let mut parts = Vec::new();
        for start in 0..self.column_count() {
            if part[start].is_some() || self.rows_of(start).is_empty() {
                continue;
            }
            part[start] = Some(parts.len());
            let mut members = vec![start];
            let mut next = 0;
            while let Some(column) = members.get(next).copied() {
                next += 1;
                for row in self.rows_of(column).iter().map(|row| *row as usize) {
                    if std::mem::replace(&mut is_seen[row], true) {
                        continue;
                    }
                    for other in self.columns_of(row).iter().map(|other| *other as usize) {
                        if part[other].is_none() {
                            part[other] = Some(parts.len());
                            members.push(other);
                        }
                    }
                }
            }
            members.sort_unstable();
            parts.push(members.iter().map(|column| self.sites[*column] as usize).collect());
        }
        parts
    }
}

/// Whether an ascending list includes another.
fn includes(list: &[u32], wanted: &[u32]) -> bool {
    if list.len() < wanted.len() {
        return false;
    }
    let mut list = list.iter();
    wanted
        .iter()
        .all(|wanted| list.find(|item| **item >= *wanted) == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::super::kernel::tests::draft;
    use super::*;
    use crate::random::Random;
    use crate::rules::{Choice, Domains, Rules};
    use crate::testing::subsets;

    fn cheapest(kernel: &CoverKernel) -> Option<i64> {
        subsets(kernel.column_count())
            .filter_map(|columns| kernel.cost(columns))
            .min()
    }

    #[test]
    fn reductions_keep_a_cheapest_plan() {
        let mut decided = 0;
        for seed in 0..800 {
            let mut random = Random::new(seed);
            let whole = draft(&mut random);
            let rules = Rules::new(whole.column_count(), Vec::new());
            let mut domains = Domains::new(&rules);
            let mut kernel = whole.restrict(&domains).0;
            let best = cheapest(&whole);
            assert_eq!(kernel.short_family().is_some(), best.is_none(), "seed {seed}");
            for site in kernel.essential() {
                assert_eq!(domains.decide(&rules, site, Choice::In), Ok(true), "seed {seed}");
            }
            for site in kernel.dominated(|_, site| domains.choice(site) == Choice::Free) {
                decided += 1;
                let _ = domains.decide(&rules, site, Choice::Out);
            }
            kernel = kernel.restrict(&domains).0;
            assert_eq!(cheapest(&kernel), best, "seed {seed}");
        }
        assert!(decided > 300, "{decided}");
    }

    #[test]
    fn parts_share_no_row_and_leave_none_out() {
        for seed in 0..200 {
            let mut random = Random::new(seed);
            let kernel = draft(&mut random);
            let parts = kernel.components();
            let rows = |part: &Vec<usize>| -> std::collections::BTreeSet<u32> {
                part.iter()
                    .flat_map(|site| kernel.rows_of(*site).iter().copied())
                    .collect()
            };
            let total: usize = parts.iter().map(|part| rows(part).len()).sum();
            let all: std::collections::BTreeSet<u32> = parts.iter().flat_map(rows).collect();
            let covered = (0..kernel.row_count())
                .filter(|row| !kernel.columns_of(*row).is_empty())
                .count();
            assert_eq!((total, all.len()), (covered, covered), "seed {seed}");
        }
    }
}
