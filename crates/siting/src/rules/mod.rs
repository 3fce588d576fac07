//! Which sets of open sites are allowed: linear rows over open/closed decisions, with propagation.
//!
//! A count, a budget, group rules, exclusions, requirements and closures are all rows `sum of a x <= b` over sites x in {0, 1}.
//! Propagation is the usual one of integer programming: a row whose least possible sum is beyond its limit is violated; a site
//! that would bring it there is decided the other way.

mod build;
pub(crate) mod conflict;
mod domains;
mod selection;

pub(crate) use build::{Fixing, Setting};
pub(crate) use conflict::{find_allowed_set, short_row};
pub(crate) use domains::{Choice, Domains};
pub(crate) use selection::{Allowance, Selection, can_stand_in};

use crate::infeasible::ConstraintName;

/// A row `sum of coefficient x site <= at_most`.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What the row says.
    pub(crate) name: ConstraintName,
    /// Sites and their coefficients, none of them 0.
    pub(crate) terms: Vec<(u32, i64)>,
    /// The limit.
    pub(crate) at_most: i64,
}

/// All rows, and which of them each site is in.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    rows: Vec<Row>,
    of_site: Vec<Vec<(u32, i64)>>,
}

impl Rules {
    pub(crate) fn new(site_count: usize, rows: Vec<Row>) -> Self {
        let mut of_site = vec![Vec::new(); site_count];
        for (index, row) in rows.iter().enumerate() {
            for &(site, coefficient) in &row.terms {
                of_site[site as usize].push((index as u32, coefficient));
            }
        }
        Self { rows, of_site }
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(crate) fn row(&self, row: u32) -> &Row {
        &self.rows[row as usize]
    }

    /// The rows of a site, with its coefficients.
    pub(crate) fn of_site(&self, site: usize) -> &[(u32, i64)] {
        &self.of_site[site]
    }

    /// The row that says this, if there is one.
    pub(crate) fn position(&self, name: ConstraintName) -> Option<usize> {
        self.rows.iter().position(|row| row.name == name)
    }

    /// What open sites leave of a row's limit.
    pub(crate) fn left(&self, domains: &Domains, row: usize) -> i64 {
        let row = &self.rows[row];
        let open = row
            .terms
            .iter()
            .filter(|(site, _)| domains.choice(*site as usize) == Choice::In);
        row.at_most - open.map(|(_, coefficient)| coefficient).sum::<i64>()
    }

    /// The sums of all rows for a set of open sites.
    pub(crate) fn sums(&self, open: impl IntoIterator<Item = usize>) -> Vec<i64> {
        let mut sums = vec![0; self.rows.len()];
        for site in open {
            for &(row, coefficient) in &self.of_site[site] {
                sums[row as usize] += coefficient;
            }
        }
        sums
    }

    /// Whether all rows hold with these sums.
    pub(crate) fn hold(&self, sums: &[i64]) -> bool {
        self.rows.iter().zip(sums).all(|(row, sum)| *sum <= row.at_most)
    }

    /// Whether all rows still hold after closing one site and opening another; those of either that are given.
    pub(crate) fn allow_swap(&self, sums: &[i64], closed: Option<usize>, opened: Option<usize>) -> bool {
        let change = |site: Option<usize>, row: u32| {
            let rows = site.map_or(&[][..], |site| &self.of_site[site]);
            rows.iter()
                .find(|(of, _)| *of == row)
                .map_or(0, |(_, coefficient)| *coefficient)
        };
        let touched = [closed, opened]
            .into_iter()
            .flatten()
            .flat_map(|site| &self.of_site[site]);
        let mut touched = touched.map(|(row, _)| *row);
        touched.all(|row| sums[row as usize] - change(closed, row) + change(opened, row) <= self.row(row).at_most)
    }

    /// Brings sums up to date after closing and opening.
    pub(crate) fn swap(&self, sums: &mut [i64], closed: Option<usize>, opened: Option<usize>) {
        for (site, sign) in [(closed, -1), (opened, 1)] {
            for &(row, coefficient) in site.map_or(&[][..], |site| &self.of_site[site]) {
                sums[row as usize] += sign * coefficient;
            }
        }
    }
}
