//! The covering problem in its smallest form.

use crate::partition::Partition;
use crate::rules::{Choice, Domains};

/// No row.
const GONE: u32 = u32::MAX;

/// Choose columns of least cost so that each family of rows has its need covered.
#[derive(Clone, Debug)]
pub(crate) struct CoverKernel {
    /// What the decided sites cost.
    pub(crate) base: i64,
    /// The site of each column, ascending.
    pub(crate) sites: Vec<u32>,
    pub(crate) costs: Vec<i64>,
    /// The weight of each row, above 0.
    pub(crate) weights: Vec<i64>,
    /// The family of each row.
    pub(crate) family: Vec<u32>,
    /// What each family still needs; 0 or less: nothing.
    pub(crate) needs: Vec<i64>,
    starts: Vec<usize>,
    rows: Vec<u32>,
    row_starts: Vec<usize>,
    columns: Vec<u32>,
}

/// Where the rows of a kernel went when it was made smaller: the new row, or [`GONE`].
pub(crate) struct RowMap(Vec<u32>);

impl RowMap {
    /// Prices of the old rows as prices of the new; a merged row has the sum.
    pub(crate) fn carry(&self, prices: &[i64], new_rows: usize) -> Vec<i64> {
        let mut carried = vec![0; new_rows];
        for (price, new_row) in prices.iter().zip(&self.0) {
            if *new_row != GONE {
                carried[*new_row as usize] += price;
            }
        }
        carried
    }
}

/// What is to be covered, before any site is decided.
pub(crate) struct CoverDraft {
    /// Rows of each site.
    pub(crate) rows_of: Vec<Vec<u32>>,
    pub(crate) costs: Vec<i64>,
    pub(crate) weights: Vec<i64>,
    pub(crate) family: Vec<u32>,
    pub(crate) needs: Vec<i64>,
}

impl CoverKernel {
    pub(crate) fn new(draft: CoverDraft) -> Self {
        let mut kernel = Self {
            base: 0,
            sites: (0..draft.costs.len() as u32).collect(),
            costs: draft.costs,
            weights: draft.weights,
            family: draft.family,
            needs: draft.needs,
            starts: vec![0],
            rows: Vec::new(),
            row_starts: Vec::new(),
            columns: Vec::new(),
        };
        for mut rows in draft.rows_of {
            rows.sort_unstable();
            kernel.rows.extend(rows);
            kernel.starts.push(kernel.rows.len());
        }
        kernel.index_rows();
        kernel
    }

    pub(crate) fn column_count(&self) -> usize {
        self.sites.len()
    }

    pub(crate) fn row_count(&self) -> usize {
        self.weights.len()
    }

    pub(crate) fn entry_count(&self) -> usize {
        self.rows.len()
    }

    /// The rows of a column, ascending.
    pub(crate) fn rows_of(&self, column: usize) -> &[u32] {
        &self.rows[self.starts[column]..self.starts[column + 1]]
    }

    /// The columns of a row, ascending.
    pub(crate) fn columns_of(&self, row: usize) -> &[u32] {
        &self.columns[self.row_starts[row]..self.row_starts[row + 1]]
    }

    /// The column of a site, if it is still free.
    pub(crate) fn column_of(&self, site: usize) -> Option<usize> {
        self.sites.binary_search(&(site as u32)).ok()
    }

    /// What each family could still have covered.
    pub(crate) fn coverable(&self) -> Vec<i64> {
        let mut coverable = vec![0; self.needs.len()];
        for (family, weight) in self.family.iter().zip(&self.weights) {
            coverable[*family as usize] += weight;
        }
        coverable
    }

    /// The first family that needs more than it can get.
    pub(crate) fn short_family(&self) -> Option<usize> {
        let coverable = self.coverable();
        self.needs
            .iter()
            .zip(coverable)
            .position(|(need, coverable)| *need > coverable)
    }

    /// The same problem with the decided sites taken out, rows of the same family and columns merged, and rows taken out that are
    /// covered whenever another is.
    pub(crate) fn restrict(&self, domains: &Domains) -> (Self, RowMap) {
        let choice = |column: usize| domains.choice(self.sites[column] as usize);
        let mut is_gone = vec![false; self.row_count()];
        let (mut base, mut needs) = (self.base, self.needs.clone());
        for column in (0..self.column_count()).filter(|column| choice(*column) == Choice::In) {
            base += self.costs[column];
            for row in self.rows_of(column) {
                let is_gone = &mut is_gone[*row as usize];
                if !*is_gone {
                    needs[self.family[*row as usize] as usize] -= self.weights[*row as usize];
                    *is_gone = true;
                }
            }
        }
        for (is_gone, family) in is_gone.iter_mut().zip(&self.family) {
            *is_gone |= needs[*family as usize] <= 0;
        }
        let free: Vec<usize> = (0..self.column_count())
            .filter(|column| choice(*column) == Choice::Free)
            .collect();
        let heads = self.merge(&free, &is_gone);
        let (smaller, map) = self.rebuild(base, needs, &free, &heads);
        let redundant = smaller.redundant_rows();
        if redundant.is_empty() {
            return (smaller, RowMap(map));
        }
        smaller.without_rows(&redundant, &map)
    }

    /// For each row that is left the first it can be merged with, by partition refinement within its family.
    fn merge(&self, free: &[usize], is_gone: &[bool]) -> Vec<Option<u32>> {
        let mut partition = Partition::new(self.family.clone(), self.needs.len());
        let mut is_covered = vec![false; self.row_count()];
        for &column in free {
            for row in self
                .rows_of(column)
                .iter()
                .map(|row| *row as usize)
                .filter(|row| !is_gone[*row])
            {
                is_covered[row] = true;
                partition.add(column as u32, row);
            }
        }
        partition.heads(|row| is_covered[row])
    }

    fn rebuild(&self, base: i64, needs: Vec<i64>, free: &[usize], heads: &[Option<u32>]) -> (Self, Vec<u32>) {
        let mut map = vec![GONE; self.row_count()];
        let mut smaller = Self {
            base,
            sites: free.iter().map(|column| self.sites[*column]).collect(),
            costs: free.iter().map(|column| self.costs[*column]).collect(),
            weights: Vec::new(),
            family: Vec::new(),
            needs,
            starts: vec![0],
            rows: Vec::new(),
            row_starts: Vec::new(),
            columns: Vec::new(),
        };
        for (row, head) in heads.iter().enumerate() {
            let Some(head) = head else {
                continue;
            };
            if *head as usize == row {
                map[row] = smaller.weights.len() as u32;
                smaller.weights.push(self.weights[row]);
                smaller.family.push(self.family[row]);
            } else {
                map[row] = map[*head as usize];
                smaller.weights[map[row] as usize] += self.weights[row];
            }
        }
        for column in free {
            let rows = self
                .rows_of(*column)
                .iter()
                .filter(|row| heads[**row as usize] == Some(**row));
            smaller.rows.extend(rows.map(|row| map[*row as usize]));
            smaller.starts.push(smaller.rows.len());
        }
        smaller.index_rows();
        (smaller, map)
    }

    fn index_rows(&mut self) {
        let mut starts = vec![0; self.row_count() + 1];
        for row in &self.rows {
            starts[*row as usize + 1] += 1;
        }
        for row in 0..self.row_count() {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        self.columns = vec![0; self.rows.len()];
        for column in 0..self.column_count() {
            for entry in self.starts[column]..self.starts[column + 1] {
                let next = &mut next[self.rows[entry] as usize];
                self.columns[*next] = column as u32;
                *next += 1;
            }
        }
        self.row_starts = starts;
    }

    fn without_rows(&self, redundant: &[bool], map: &[u32]) -> (Self, RowMap) {
        let mut needs = self.needs.clone();
        for (row, _) in redundant.iter().enumerate().filter(|(_, is_redundant)| **is_redundant) {
            needs[self.family[row] as usize] -= self.weights[row];
        }
        let kept = |row: u32| (!redundant[row as usize]).then_some(row);
        let heads: Vec<Option<u32>> = (0..self.row_count() as u32).map(kept).collect();
        let free: Vec<usize> = (0..self.column_count()).collect();
        let (smaller, second) = self.rebuild(self.base, needs, &free, &heads);
        let through = |row: &u32| if *row == GONE { GONE } else { second[*row as usize] };
        (smaller, RowMap(map.iter().map(through).collect()))
    }

    /// The rows of these sites alone, all of which must be covered.
    pub(crate) fn only(&self, sites: &[usize]) -> Self {
        let mut is_kept = vec![false; self.row_count()];
        for column in sites.iter().filter_map(|site| self.column_of(*site)) {
            for row in self.rows_of(column) {
                is_kept[*row as usize] = true;
            }
        }
        let mut needs = self.needs.clone();
        for row in (0..self.row_count()).filter(|row| !is_kept[*row]) {
            needs[self.family[row] as usize] -= self.weights[row];
        }
        let heads: Vec<Option<u32>> = (0..self.row_count())
            .map(|row| is_kept[row].then_some(row as u32))
            .collect();
        let all: Vec<usize> = (0..self.column_count()).collect();
        self.rebuild(self.base, needs, &all, &heads).0
    }

    /// The cost of these columns with what was decided, `None` where a need is not met.
    pub(crate) fn cost(&self, columns: impl IntoIterator<Item = usize>) -> Option<i64> {
        let mut is_covered = vec![false; self.row_count()];
        let (mut cost, mut needs) = (self.base, self.needs.clone());
        for column in columns {
            cost += self.costs[column];
            for row in self.rows_of(column).iter().map(|row| *row as usize) {
                if !is_covered[row] {
                    is_covered[row] = true;
                    needs[self.family[row] as usize] -= self.weights[row];
                }
            }
        }
        needs.iter().all(|need| *need <= 0).then_some(cost)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::random::Random;
    use crate::rules::Rules;
    use crate::testing::subsets;

    /// A random covering problem of one or two families.
    pub(in super::super) fn draft(random: &mut Random) -> CoverKernel {
        let (columns, rows, families) = (2 + random.below(6), 1 + random.below(9), 1 + random.below(2));
        let mut wholes = vec![0; families];
        let weights: Vec<i64> = (0..rows).map(|_| 1 + random.below(5) as i64).collect();
        let family: Vec<u32> = (0..rows).map(|_| random.below(families) as u32).collect();
        for (family, weight) in family.iter().zip(&weights) {
            wholes[*family as usize] += weight;
        }
        let needs: Vec<i64> = wholes
            .iter()
            .map(|whole| {
                if random.below(2) == 0 {
                    *whole
                } else {
                    random.below(*whole as usize + 1) as i64
                }
            })
            .collect();
        let rows_of = (0..columns)
            .map(|_| (0..rows as u32).filter(|_| random.below(2) == 0).collect())
            .collect::<Vec<_>>();
        CoverKernel::new(CoverDraft {
            needs,
            costs: rows_of.iter().map(|_: &Vec<u32>| random.below(5) as i64).collect(),
            rows_of,
            weights,
            family,
        })
    }

    #[test]
    fn a_smaller_kernel_costs_what_the_whole_does() {
        for seed in 0..400 {
            let mut random = Random::new(seed);
            let whole = draft(&mut random);
            let rules = Rules::new(whole.column_count(), Vec::new());
            let mut domains = Domains::new(&rules);
            let mut kernel = whole.restrict(&domains).0;
            for choice in [Choice::In, Choice::Out] {
                let _ = domains.decide(&rules, random.below(whole.column_count()), choice);
                kernel = kernel.restrict(&domains).0;
            }
            for columns in subsets(kernel.column_count()) {
                let sites = columns.iter().map(|column| kernel.sites[*column] as usize);
                let all: Vec<usize> = domains.open().chain(sites).collect();
                assert_eq!(kernel.cost(columns), whole.cost(all), "seed {seed}");
            }
        }
    }
}
