//! By `microlp`: pure Rust, for small programs.

use microlp::{
    ComparisonOp, Error, OptimizationDirection, ResumeOptions, SolveOptions, SolveOutcome, TerminationReason,
    Variable as Own,
};

use super::{Ended, LEAST_GAIN, Program};
use crate::meter::Meter;

pub(super) const MOST_ENTRIES: usize = 12_000;
/// Nodes between two looks at the limits.
const NODES_PER_LOOK: u64 = 40;

pub(super) fn solve(program: &Program, plan: &[usize], value: i64, meter: &Meter<'_>) -> Ended {
    let (problem, columns) = problem(program);
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES_PER_LOOK);
    options.time_limit = meter.guard.left();
    options.tolerances.prune_epsilon = LEAST_GAIN / (value.unsigned_abs().max(1) as f64);
    if !plan.is_empty() {
        let mut is_open = vec![0.0; program.sites];
        for column in plan {
            is_open[*column] = 1.0;
        }
        options.warm_start = Some(columns.iter().copied().zip(is_open).collect());
    }
    let mut outcome = problem.solve_with(options);
    let mut pivots = 0;
    loop {
        let reached = match outcome {
            Ok(reached) => reached,
            Err(error) => {
                return Ended {
                    is_proved: matches!(error, Error::Infeasible),
                    ..Ended::stopped()
                };
            }
        };
        let done = reached.stats().lp_iterations;
        let read = usize::try_from(done - pivots).unwrap_or(usize::MAX);
        meter.spend(read.saturating_mul(program.size));
        pivots = done;
        let is_proved = reached.termination_reason() == TerminationReason::ProvenOptimal;
        if is_proved || !meter.part_goes_on() {
            return Ended {
                plan: chosen(program, &columns, &reached),
                is_proved,
                bound: None,
            };
        }
        let mut again = ResumeOptions::default();
        again.node_limit = Some(NODES_PER_LOOK);
        again.time_limit = meter.guard.left();
        outcome = reached.resume_with(again);
    }
}

fn problem(program: &Program) -> (microlp::Problem, Vec<Own>) {
    let mut problem = microlp::Problem::new(OptimizationDirection::Maximize);
    let columns: Vec<Own> = program
        .columns
        .iter()
        .map(|column| {
            if column.is_whole {
                problem.add_binary_var(column.brings)
            } else {
                problem.add_var(column.brings, (0.0, 1.0))
            }
        })
        .collect();
    for row in &program.rows {
        let terms: Vec<(Own, f64)> = row.terms.iter().map(|(of, by)| (columns[of.0], *by)).collect();
        problem.add_constraint(terms, ComparisonOp::Le, row.at_most);
    }
    (problem, columns)
}

fn chosen(program: &Program, columns: &[Own], outcome: &SolveOutcome) -> Option<Vec<usize>> {
    let solution = outcome.solution()?;
    Some(program.chosen(|column| solution.var_value(columns[column])))
}
