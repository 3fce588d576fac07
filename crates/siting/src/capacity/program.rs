//! Sites that can be full as an integer program: which open, and what part of each row goes where.

use super::model::{Aim, Model};
use crate::program::{Program, Variable};
use crate::rules::{Choice, Domains, Rules};

/// About how many entries [`program`] has.
pub(super) fn size(model: &Model, domains: &Domains) -> usize {
    let sites = (0..model.site_count()).filter(|site| domains.choice(*site) != Choice::Out);
    let walks: usize = sites.map(|site| model.walks_of(site).len()).sum();
    // A row of its own, and one each of its demand, its site and its family.
    walks.saturating_mul(5)
}

/// The program of sites that may be opened; `free` are those of them that are not decided, ascending.
///
/// A part of a row that goes to a site is not larger than that site is open, row by row, and the parts of all rows together fit in.
///
/// # References
/// Leung and Magnanti, "Valid inequalities and facets of the capacitated plant location problem" (1989).
pub(super) fn program(model: &Model, rules: &Rules, domains: &Domains, free: &[u32]) -> Program {
    let brings: Vec<i64> = free.iter().map(|site| -model.cost(*site as usize)).collect();
    let mut program = Program::new(rules, domains, free, &brings);
    let mut of_row: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); model.row_count()];
    for site in (0..model.site_count()).filter(|site| domains.choice(*site) != Choice::Out) {
        let column = free.binary_search(&(site as u32)).ok().map(Program::column);
        let capacity = model.capacity[site] as f64;
        let mut load: Vec<(Variable, f64)> = Vec::new();
        for walk in model.walks_of(site) {
            let weight = model.weights[walk.row as usize];
            let part = if model.is_split {
                program.part(weight * walk.gain)
            } else {
                program.whole(weight * walk.gain)
            };
            if let Some(column) = column {
                program.at_most_sum(part, [column]);
            }
            load.push((part, weight as f64));
            of_row[walk.row as usize].push((part, 1.0));
        }
        let room = match column {
            Some(column) => {
                load.push((column, -capacity));
                0.0
            }
            None => capacity,
        };
        program.at_most(load, room);
    }
    if let Aim::Needs { needs, .. } = &model.aim {
        let mut served: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); needs.len()];
        for (row, parts) in of_row.iter().enumerate() {
            let weight = model.weights[row] as f64;
            served[model.family[row] as usize].extend(parts.iter().map(|(part, _)| (*part, weight)));
        }
        for (terms, need) in served.into_iter().zip(needs) {
            program.at_least(terms, *need as f64);
        }
    }
    for parts in of_row.into_iter().filter(|parts| parts.len() > 1) {
        program.at_most(parts, 1.0);
    }
    program
}
