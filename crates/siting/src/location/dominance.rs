//! Columns that another column can always stand in for.

use super::gains::Gains;
use super::interchange::ByRow;
use super::kernel::Kernel;
use crate::rules::{Domains, Rules, can_stand_in};

/// Entries that may be compared for each entry of the kernel.
const MOST_WORK_PER_ENTRY: usize = 60;

/// Sites that need not be opened: another gains at least as much of every row, charges the purse no more and is the same to every
/// other rule. Of two alike the first is kept.
pub(crate) fn dominated<G: Gains>(kernel: &Kernel<G>, by_row: &ByRow, rules: &Rules, domains: &Domains) -> Vec<usize> {
    let mut work = kernel.entry_count() * MOST_WORK_PER_ENTRY;
    let mut is_dropped = vec![false; kernel.column_count()];
    for column in (0..kernel.column_count())
        .rev()
        .filter(|column| kernel.bonus[*column] == 0)
    {
        let scarcest = kernel.rows_of(column).iter().min_by_key(|row| by_row.of(**row).len());
        let Some(scarcest) = scarcest else {
            continue;
        };
        for &(other, _) in by_row.of(*scarcest) {
            let other = other as usize;
            let cost = kernel.rows_of(column).len().min(kernel.rows_of(other).len());
            if work < cost {
                return sites(kernel, &is_dropped);
            }
            work -= cost;
            let site = |column: usize| kernel.sites[column] as usize;
            if other != column
                && !is_dropped[other]
                && stands_in(kernel, other, column)
                && can_stand_in(rules, domains, site(other), site(column))
            {
                is_dropped[column] = true;
                break;
            }
        }
    }
    sites(kernel, &is_dropped)
}

fn sites<G>(kernel: &Kernel<G>, is_dropped: &[bool]) -> Vec<usize> {
    let dropped = kernel
        .sites
        .iter()
        .zip(is_dropped)
        .filter(|(_, is_dropped)| **is_dropped);
    dropped.map(|(site, _)| *site as usize).collect()
}

/// Whether one column gains at least as much as another of every row.
fn stands_in<G: Gains>(kernel: &Kernel<G>, other: usize, column: usize) -> bool {
    if kernel.rows_of(other).len() < kernel.rows_of(column).len() {
        return false;
    }
    let mut theirs = kernel.gains_of(other);
    kernel.gains_of(column).all(|(row, gain)| {
        let found = theirs.find(|(their_row, _)| *their_row >= row);
        found.is_some_and(|(their_row, theirs)| their_row == row && theirs >= gain)
    })
}
