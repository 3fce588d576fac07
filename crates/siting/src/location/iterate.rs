//! Iterated local search: several chains of perturbation and interchange, each from the same start with its own random numbers.

use rayon::prelude::*;

use super::gains::Gains;
use super::interchange::{ByRow, Interchange};
use super::kernel::Kernel;
use crate::meter::{Guard, Meter};
use crate::random::Random;
use crate::rules::Rules;

/// Chains, whatever the number of threads: the plan must not depend on that.
const CHAINS: u64 = 4;
/// A chain goes on from a plan worse than its present one by at most this share (one in so many).
const ACCEPTED_LOSS: i64 = 2000;
/// Of the open columns at most one in so many is swapped at random at a time, but up to three always.
const PERTURBED_SHARE: usize = 10;

/// What chains work on.
pub(crate) struct Ground<'a, G> {
    pub(crate) kernel: &'a Kernel<G>,
    pub(crate) by_row: &'a ByRow,
    pub(crate) rules: &'a Rules,
    /// Sites that are open whatever the columns.
    pub(crate) standing: &'a [usize],
}

/// The best plan of all chains: its value and its columns.
///
/// # References
/// Lourenço, Martin and Stützle, "Iterated local search" (2003).
pub(crate) fn iterate<G: Gains>(
    ground: &Ground<'_, G>,
    start: &[u32],
    work: u64,
    meter: &Meter<'_>,
) -> (i64, Vec<u32>) {
    let iterations = meter.limits.iterations.div_ceil(CHAINS);
    let (seed, guard) = (meter.limits.seed, meter.guard);
    let quota = usize::try_from(work / CHAINS).unwrap_or(usize::MAX);
    let chains: Vec<Chain> = (0..CHAINS)
        .into_par_iter()
        .map(|number| {
            let random = Random::new(seed.wrapping_mul(CHAINS).wrapping_add(number));
            chain(ground, start, random, iterations, quota, guard)
        })
        .collect();
    meter.count_iterations(chains.iter().map(|chain| chain.iterations).sum());
    meter.spend(chains.iter().map(|chain| chain.work).sum());
    let mut best: Option<Chain> = None;
    for chain in chains {
        if best
            .as_ref()
            .is_none_or(|best| (chain.value, &best.open) > (best.value, &chain.open))
        {
            best = Some(chain);
        }
    }
    best.map_or((i64::MIN, Vec::new()), |best| (best.value, best.open))
}

/// What a chain came to.
struct Chain {
    value: i64,
    /// Ascending.
    open: Vec<u32>,
    iterations: u64,
    work: usize,
}

fn chain<G: Gains>(
    ground: &Ground<'_, G>,
    start: &[u32],
    mut random: Random,
    iterations: u64,
    quota: usize,
    guard: Guard<'_>,
) -> Chain {
    let mut plan = Interchange::new(
        ground.kernel,
        ground.by_row,
        ground.rules,
        ground.standing.iter().copied(),
    );
    plan.move_to(start);
    let mut present = (plan.value(), plan.open_columns().to_vec());
    let mut best = present.clone();
    let mut done = 0;
    while done < iterations && plan.work() < quota && guard.stop().is_none() {
        done += 1;
        perturb(ground, &mut plan, &mut random);
        let begun = plan.work();
        plan.improve(|spent| begun + spent < quota && guard.stop().is_none());
        if plan.value() > best.0 {
            best = (plan.value(), plan.open_columns().to_vec());
        }
        if plan.value() >= present.0 - present.0.abs() / ACCEPTED_LOSS {
            present = (plan.value(), plan.open_columns().to_vec());
        } else {
            plan.move_to(&present.1);
        }
    }
    let (value, mut open) = best;
    open.sort_unstable();
    Chain {
        value,
        open,
        iterations: done,
        work: plan.work(),
    }
}

/// Swaps a few open columns: half of them with any column, half with one that serves a row of theirs.
fn perturb<G: Gains>(ground: &Ground<'_, G>, plan: &mut Interchange<'_, G>, random: &mut Random) {
    let open = plan.open_columns().len();
    let columns = ground.kernel.column_count();
    if open == 0 || open == columns {
        return;
    }
    let swaps = 2 + random.below((open / PERTURBED_SHARE).max(2));
    for swap in 0..swaps.min(open) {
        let closes = plan.open_columns()[random.below(open)] as usize;
        let opens = if swap % 2 == 0 {
            random.below(columns)
        } else {
            neighbour(ground, closes, random).unwrap_or_else(|| random.below(columns))
        };
        if !plan.is_open(opens) && plan.allows(Some(closes), Some(opens)) {
            plan.close(closes);
            plan.open(opens);
        }
    }
}

/// A column that serves a row of this one.
fn neighbour<G: Gains>(ground: &Ground<'_, G>, column: usize, random: &mut Random) -> Option<usize> {
    let rows = ground.kernel.rows_of(column);
    let row = rows.get(random.below(rows.len()))?;
    let columns = ground.by_row.of(*row);
    let (neighbour, _) = columns.get(random.below(columns.len()))?;
    Some(*neighbour as usize)
}
