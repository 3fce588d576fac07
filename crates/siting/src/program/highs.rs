//! By HiGHS, for programs of some size. It cannot be asked to stop while it runs: nodes bound it, and the seconds that are left.

use std::num::NonZeroU32;
use std::time::Duration;

use highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense, SolvedModel};

use super::{Ended, LEAST_GAIN, Program};
use crate::meter::Meter;

pub(super) const MOST_ENTRIES: usize = 400_000;
/// Nodes at most, where the plan's own limit is not lower.
const NODES: u64 = 50_000;
/// It runs at most so long where nothing else limits the seconds: it cannot be stopped.
const LONGEST: Duration = Duration::from_mins(1);
/// The same numbers in every run.
const SEED: i32 = 1;
/// How far its bound may be off, as a share.
const SLACK: f64 = 1e-6;

pub(super) fn solve(program: &Program, _plan: &[usize], _value: i64, meter: &Meter<'_>) -> Ended {
    let Some(solved) = run(program, meter) else {
        return Ended::stopped();
    };
    let pivots = usize::try_from(solved.simplex_iteration_count()).unwrap_or(0);
    meter.spend(pivots.saturating_mul(program.size));
    let status = solved.status();
    let has_plan = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let plan = has_plan.then(|| {
        let solution = solved.get_solution();
        let values = solution.columns();
        program.chosen(|column| values.get(column).copied().unwrap_or(0.0))
    });
    Ended {
        plan,
        // Every limit has a status of its own: only these two are proofs.
        is_proved: matches!(status, HighsModelStatus::Optimal | HighsModelStatus::Infeasible),
        bound: bound(&solved),
    }
}

fn run(program: &Program, meter: &Meter<'_>) -> Option<SolvedModel> {
    let mut problem = RowProblem::default();
    let columns: Vec<Col> = program
        .columns
        .iter()
        .map(|column| problem.add_column_with_integrality(column.brings, 0.0..=1.0, column.is_whole))
        .collect();
    for row in &program.rows {
        let terms: Vec<(Col, f64)> = row.terms.iter().map(|(of, by)| (columns[of.0], *by)).collect();
        problem.add_row(..=row.at_most, &terms);
    }
    let mut model: Model = problem.try_optimise(Sense::Maximise).ok()?;
    let left = meter.guard.left().unwrap_or(LONGEST).min(LONGEST);
    model.set_threads(NonZeroU32::MIN);
    model.try_set_option("random_seed", SEED).ok()?;
    model.try_set_option("time_limit", left.as_secs_f64()).ok()?;
    let nodes = meter.limits.nodes.map_or(NODES, |nodes| nodes.min(NODES));
    model.try_set_option("mip_max_nodes", nodes as i32).ok()?;
    model.try_set_option("mip_rel_gap", 0.0).ok()?;
    model.try_set_option("mip_abs_gap", LEAST_GAIN).ok()?;
    model.try_solve().ok()
}

/// The bound in whole numbers, with room for rounding.
fn bound(solved: &SolvedModel) -> Option<i64> {
    let told = solved.double_info_value(c"mip_dual_bound").ok()?;
    // Before the root is solved it is infinite.
    let bound = (told + SLACK * told.abs().max(1.0)).floor();
    (bound.abs() <= super::MOST_VALUE as f64).then_some(bound as i64)
}
