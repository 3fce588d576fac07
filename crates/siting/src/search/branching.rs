//! Which site to decide next.

use std::cmp::Reverse;

use crate::rules::{Choice, Domains, Rules, Selection};

/// The columns of a node with what the bound made of them.
pub(crate) struct Columns<'a> {
    /// The site of each column, ascending.
    pub(crate) sites: &'a [u32],
    /// What each is worth.
    pub(crate) worth: &'a [i64],
    /// The Lagrangian choice.
    pub(crate) selection: &'a Selection,
}

/// The site to decide next: one of a row that the Lagrangian choice breaks, else the worthiest that it chose, else the worthiest.
pub(crate) fn branching_site(columns: &Columns<'_>, rules: &Rules, domains: &Domains) -> Option<usize> {
    let free = |column: &usize| domains.choice(columns.sites[*column] as usize) == Choice::Free;
    let worthiest = |among: &mut dyn Iterator<Item = usize>| {
        let found = among
            .filter(free)
            .max_by_key(|column| (columns.worth[*column], Reverse(*column)));
        found.map(|column| columns.sites[column] as usize)
    };
    of_broken_row(columns, rules, domains)
        .or_else(|| worthiest(&mut columns.selection.chosen.iter().copied()))
        .or_else(|| worthiest(&mut (0..columns.sites.len())))
        .or_else(|| domains.free().next())
}

/// A free site that takes part in breaking the first row that the choice breaks.
fn of_broken_row(columns: &Columns<'_>, rules: &Rules, domains: &Domains) -> Option<usize> {
    let is_free = |site: &usize| domains.choice(*site) == Choice::Free;
    let chosen = columns
        .selection
        .chosen
        .iter()
        .map(|column| columns.sites[*column] as usize);
    let mut chosen: Vec<usize> = chosen.filter(is_free).collect();
    chosen.sort_unstable();
    let sums = rules.sums(domains.open().chain(chosen.iter().copied()));
    let (row, _) = rules.rows().iter().zip(&sums).find(|(row, sum)| **sum > row.at_most)?;
    let takes_part = |(site, coefficient): &&(u32, i64)| {
        let site = *site as usize;
        is_free(&site) && (chosen.binary_search(&site).is_ok() == (*coefficient > 0))
    };
    row.terms.iter().find(takes_part).map(|(site, _)| *site as usize)
}
