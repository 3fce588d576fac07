//! What branch and bound leaves open, as an integer program for `microlp`.
//!
//! It works in floating point, so what it finds is told as columns and valued anew in whole numbers, and a proof that rests on it
//! is marked as such ([`Proof::FloatingPoint`](crate::Proof::FloatingPoint)).

use microlp::{
    ComparisonOp, Error, OptimizationDirection, ResumeOptions, SolveOptions, SolveOutcome, TerminationReason, Variable,
};

use crate::meter::Meter;
use crate::rules::{Choice, Domains, Rules};

/// Nodes between two looks at the limits.
const NODES_PER_LOOK: u64 = 40;
/// Values beyond this are not told apart by floating point for sure: 2^46 leaves seven bits below 1.
const MOST_VALUE: i64 = 1 << 46;
/// A node is dropped if it promises less than this beyond the best plan; values are whole, so 1 would be missed by nobody.
const LEAST_GAIN: f64 = 0.3;
/// From here on a value of a yes-or-no variable is yes.
const YES: f64 = 0.5;

/// An integer program over columns, to be made large.
pub(crate) struct Program {
    problem: microlp::Problem,
    columns: Vec<Variable>,
    /// Entries of all rows.
    size: usize,
}

/// How it ended, with the columns of the best plan found.
pub(crate) enum Ended {
    /// No plan is better; without columns there is no plan.
    Proved(Option<Vec<usize>>),
    /// A limit came first, or numbers failed.
    Stopped(Option<Vec<usize>>),
}

impl Program {
    /// Columns of these sites, with what each brings, under the rules.
    pub(crate) fn new(rules: &Rules, domains: &Domains, sites: &[u32], brings: &[i64]) -> Self {
        let mut problem = microlp::Problem::new(OptimizationDirection::Maximize);
        let columns: Vec<Variable> = brings
            .iter()
            .map(|brings| problem.add_binary_var(*brings as f64))
            .collect();
        let mut size = 0;
        for (index, row) in rules.rows().iter().enumerate() {
            let column = |site: &u32| sites.binary_search(site).ok();
            let free = row
                .terms
                .iter()
                .filter(|(site, _)| domains.choice(*site as usize) == Choice::Free);
            let terms = free.filter_map(|(site, coefficient)| Some((columns[column(site)?], *coefficient as f64)));
            let terms: Vec<(Variable, f64)> = terms.collect();
            if !terms.is_empty() {
                size += terms.len();
                let left = rules.left(domains, index);
                problem.add_constraint(terms, ComparisonOp::Le, left as f64);
            }
        }
        Self { problem, columns, size }
    }

    pub(crate) fn column(&self, column: usize) -> Variable {
        self.columns[column]
    }

    /// A part between 0 and 1, and what it brings.
    pub(crate) fn part(&mut self, brings: i64) -> Variable {
        self.problem.add_var(brings as f64, (0.0, 1.0))
    }

    /// A row `sum of terms >= least`.
    pub(crate) fn at_least(&mut self, terms: Vec<(Variable, f64)>, least: f64) {
        self.size += terms.len();
        self.problem.add_constraint(terms, ComparisonOp::Ge, least);
    }

    /// A row `whole <= sum of parts`.
    pub(crate) fn at_most_sum(&mut self, whole: Variable, parts: impl IntoIterator<Item = Variable>) {
        let terms = parts.into_iter().map(|part| (part, -1.0)).chain([(whole, 1.0)]);
        let terms: Vec<(Variable, f64)> = terms.collect();
        self.size += terms.len();
        self.problem.add_constraint(terms, ComparisonOp::Le, 0.0);
    }

    /// Solves from a plan; `value` is about what plans are worth here.
    pub(crate) fn solve(self, plan: &[usize], value: i64, meter: &Meter<'_>) -> Ended {
        if value.abs() > MOST_VALUE {
            return Ended::Stopped(None);
        }
        let mut is_open = vec![0.0; self.columns.len()];
        for column in plan {
            is_open[*column] = 1.0;
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES_PER_LOOK);
        options.time_limit = meter.guard.left();
        options.tolerances.prune_epsilon = LEAST_GAIN / (value.unsigned_abs().max(1) as f64);
        if !plan.is_empty() {
            options.warm_start = Some(self.columns.iter().copied().zip(is_open).collect());
        }
        let mut outcome = self.problem.solve_with(options);
        let mut pivots = 0;
        loop {
            let reached = match outcome {
                Ok(reached) => reached,
                Err(Error::Infeasible) => return Ended::Proved(None),
                Err(_) => return Ended::Stopped(None),
            };
            let done = reached.stats().lp_iterations;
            meter.spend(
                usize::try_from(done - pivots)
                    .unwrap_or(usize::MAX)
                    .saturating_mul(self.size),
            );
            pivots = done;
            if reached.termination_reason() == TerminationReason::ProvenOptimal {
                return Ended::Proved(self.chosen(&reached));
            }
            if !meter.part_goes_on() {
                return Ended::Stopped(self.chosen(&reached));
            }
            let mut again = ResumeOptions::default();
            again.node_limit = Some(NODES_PER_LOOK);
            again.time_limit = meter.guard.left();
            outcome = reached.resume_with(again);
        }
    }

    fn chosen(&self, outcome: &SolveOutcome) -> Option<Vec<usize>> {
        let solution = outcome.solution()?;
        let columns = self.columns.iter().enumerate();
        let chosen = columns.filter(|(_, column)| solution.var_value(**column) >= YES);
        Some(chosen.map(|(number, _)| number).collect())
    }
}
