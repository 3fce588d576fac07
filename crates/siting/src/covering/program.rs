//! A covering kernel as an integer program.

use super::kernel::CoverKernel;
use crate::program::Program;
use crate::rules::{Domains, Rules};

/// A column of each row that must be covered; of other families rows are covered as far as columns are open, up to the need.
pub(super) fn program(kernel: &CoverKernel, rules: &Rules, domains: &Domains) -> Program {
    let brings: Vec<i64> = kernel.costs.iter().map(|cost| -cost).collect();
    let mut program = Program::new(rules, domains, &kernel.sites, &brings);
    let full = kernel.full();
    let mut parts = vec![Vec::new(); kernel.needs.len()];
    for row in 0..kernel.row_count() {
        let family = kernel.family[row] as usize;
        let columns: Vec<_> = kernel
            .columns_of(row)
            .iter()
            .map(|column| Program::column(*column as usize))
            .collect();
        if full[family] {
            program.at_least(columns.into_iter().map(|column| (column, 1.0)).collect(), 1.0);
        } else if kernel.needs[family] > 0 {
            let part = program.part(0);
            program.at_most_sum(part, columns);
            parts[family].push((part, kernel.weights[row] as f64));
        }
    }
    for (parts, need) in parts.into_iter().zip(&kernel.needs) {
        if !parts.is_empty() {
            program.at_least(parts, *need as f64);
        }
    }
    program
}
