//! A first plan: what the rows need, then what gains most.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::gains::Gains;
use super::interchange::Interchange;
use super::kernel::Kernel;
use crate::infeasible::ConstraintName;
use crate::rules::{Choice, Domains, Rules, find_allowed_set, short_row};

/// How the next column is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greed {
    /// By what it gains.
    Gain,
    /// By what it gains a unit of purse.
    GainPerCost,
}

/// A column in the heap: the largest key first, then the smallest column.
type Entry = (Key, Reverse<usize>);

/// A gain, or a gain a unit of cost, compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    gain: i64,
    cost: i64,
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let left = i128::from(self.gain) * i128::from(other.cost);
        left.cmp(&(i128::from(other.gain) * i128::from(self.cost)))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Lazy greedy: gains only shrink as columns are opened, so a gain told earlier is a limit, and only the column on top is told
/// anew. Columns that rows still need come first. Leaves the plan open in `plan`; false where it is not allowed.
///
/// # References
/// Minoux, "Accelerated greedy algorithms for maximizing submodular set functions" (1978); Leskovec et al., "Cost-effective
/// outbreak detection in networks" (2007), CELF; for budgets Khuller, Moss and Naor, "The budgeted maximum coverage problem"
/// (1999).
pub(crate) fn greedy<G: Gains>(
    kernel: &Kernel<G>,
    rules: &Rules,
    domains: &Domains,
    plan: &mut Interchange<'_, G>,
    greed: Greed,
) -> bool {
    let mut domains = domains.clone();
    meet_needs(kernel, rules, &mut domains, plan);
    let purse = rules.position(ConstraintName::Purse);
    let cost = |column: usize| match greed {
        Greed::Gain => 1,
        Greed::GainPerCost => {
            let rows = rules.of_site(kernel.sites[column] as usize);
            let purse = rows.iter().find(|(row, _)| Some(*row as usize) == purse);
            purse.map_or(1, |(_, coefficient)| (*coefficient).max(1))
        }
    };
    let columns = 0..kernel.column_count();
    let closed = columns.filter(|column| !plan.is_open(*column)).collect::<Vec<_>>();
    let entry = |column: usize, gain: i64| -> Entry {
        let cost = cost(column);
        (Key { gain, cost }, Reverse(column))
    };
    let mut heap: BinaryHeap<Entry> = closed
        .into_iter()
        .map(|column| entry(column, plan.gain(column)))
        .collect();
    while let Some((key, Reverse(column))) = heap.pop() {
        if key.gain <= 0 {
            break;
        }
        let gain = plan.gain(column);
        if gain < key.gain {
            heap.push(entry(column, gain));
            continue;
        }
        open_if_allowed(kernel, rules, &mut domains, plan, column);
    }
    plan.is_allowed()
}

/// Opens a column with all that it requires, unless the rows forbid that.
fn open_if_allowed<G: Gains>(
    kernel: &Kernel<G>,
    rules: &Rules,
    domains: &mut Domains,
    plan: &mut Interchange<'_, G>,
    column: usize,
) -> bool {
    let mut after = domains.clone();
    let site = kernel.sites[column] as usize;
    if after.decide(rules, site, Choice::In) != Ok(true) {
        return false;
    }
    *domains = after;
    open_decided(kernel, domains, plan);
    true
}

/// Opens every column that is decided to be open.
fn open_decided<G: Gains>(kernel: &Kernel<G>, domains: &Domains, plan: &mut Interchange<'_, G>) {
    for column in 0..kernel.column_count() {
        if domains.choice(kernel.sites[column] as usize) == Choice::In && !plan.is_open(column) {
            plan.open(column);
        }
    }
}

/// Opens columns until no row is short of sites: the one that gains most first. Where that leads nowhere, some allowed set.
fn meet_needs<G: Gains>(kernel: &Kernel<G>, rules: &Rules, domains: &mut Domains, plan: &mut Interchange<'_, G>) {
    let before = domains.clone();
    open_decided(kernel, domains, plan);
    while let Some(row) = short_row(rules, domains) {
        let terms = rules.row(row).terms.iter();
        let helps =
            terms.filter(|(site, coefficient)| *coefficient < 0 && domains.choice(*site as usize) == Choice::Free);
        let columns = helps
            .filter_map(|(site, _)| kernel.column_of(*site as usize))
            .collect::<Vec<_>>();
        let best = columns
            .into_iter()
            .max_by_key(|column| (plan.gain(*column), Reverse(*column)));
        let Some(column) = best else {
            return start_over(kernel, rules, domains, &before, plan);
        };
        if !open_if_allowed(kernel, rules, domains, plan, column)
            && domains
                .decide(rules, kernel.sites[column] as usize, Choice::Out)
                .is_err()
        {
            return start_over(kernel, rules, domains, &before, plan);
        }
    }
}

/// Opens the sites of any allowed set in place of what was tried.
fn start_over<G: Gains>(
    kernel: &Kernel<G>,
    rules: &Rules,
    domains: &mut Domains,
    before: &Domains,
    plan: &mut Interchange<'_, G>,
) {
    plan.move_to(&[]);
    *domains = before.clone();
    if let Some(allowed) = find_allowed_set(rules, before.clone()).found() {
        for site in allowed.open() {
            // Each site is in one allowed set with those before it, so none is refused.
            let _ = domains.decide(rules, site, Choice::In);
        }
    }
    open_decided(kernel, domains, plan);
}
