//! A kernel as an integer program.

use super::gains::Gains;
use super::interchange::ByRow;
use super::kernel::Kernel;
use crate::program::Program;
use crate::rules::{Domains, Rules};

/// Each row as a ladder of its gains, the best first: a step is reached if the step before is, or a column of its gain is open.
/// For coverage that is one step a row.
///
/// # References
/// Cornuéjols, Nemhauser and Wolsey, "A canonical representation of simple plant location problems and its applications" (1980);
/// Elloumi, "A tighter formulation of the p-median problem" (2010).
pub(super) fn program<G: Gains>(kernel: &Kernel<G>, by_row: &ByRow, rules: &Rules, domains: &Domains) -> Program {
    let mut program = Program::new(rules, domains, &kernel.sites, &kernel.bonus);
    for row in 0..kernel.row_count() as u32 {
        let columns = by_row.of(row);
        let mut before = None;
        let mut start = 0;
        while let Some((_, gain)) = columns.get(start) {
            let end = start + columns[start..].partition_point(|(_, other)| other >= gain);
            let next = columns.get(end).map_or(0, |(_, gain)| *gain);
            let step = program.part(gain - next);
            let opens = columns[start..end]
                .iter()
                .map(|(column, _)| Program::column(*column as usize));
            let opens: Vec<_> = opens.chain(before).collect();
            program.at_most_sum(step, opens);
            before = Some(step);
            start = end;
        }
    }
    program
}
