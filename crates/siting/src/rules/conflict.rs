//! Which rows and decisions contradict each other: an irreducible infeasible subset.

pub(crate) use super::build::decided;
use super::{Choice, Domains, Fixing, Row, Rules};
use crate::infeasible::{ConstraintName, Infeasibility};

/// Nodes that a search for any allowed set may take.
const MOST_NODES: u32 = 20_000;

/// The deletion filter: each constraint is left out in turn, for good where the rest still contradicts itself.
///
/// # References
/// Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear programs" (1991).
pub(crate) fn irreducible(rules: &Rules, fixings: &[Fixing]) -> Infeasibility {
    deletion_filter(names(rules, fixings), |left| {
        let (rules, fixings) = restricted(rules, fixings, left);
        has_allowed_set(&rules, &fixings)
    })
}

/// The same with any test: whether what is left is feasible, `None` where that is not known.
pub(crate) fn deletion_filter(
    mut all: Vec<ConstraintName>,
    feasible: impl Fn(&[ConstraintName]) -> Option<bool>,
) -> Infeasibility {
    all.sort_unstable();
    all.dedup();
    let mut left = all.clone();
    let mut irreducible = true;
    for name in all {
        let without: Vec<ConstraintName> = left.iter().copied().filter(|other| *other != name).collect();
        match feasible(&without) {
            Some(false) => left = without,
            Some(true) => {}
            None => irreducible = false,
        }
    }
    Infeasibility {
        constraints: left,
        irreducible,
    }
}

/// All constraints by name, each once, in order.
pub(crate) fn names(rules: &Rules, fixings: &[Fixing]) -> Vec<ConstraintName> {
    let rows = rules.rows().iter().map(|row| row.name);
    let mut names: Vec<ConstraintName> = rows.chain(fixings.iter().map(|fixing| fixing.name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The rows and decisions of these names alone.
pub(crate) fn restricted(rules: &Rules, fixings: &[Fixing], left: &[ConstraintName]) -> (Rules, Vec<Fixing>) {
    let rows: Vec<Row> = rules
        .rows()
        .iter()
        .filter(|row| left.contains(&row.name))
        .cloned()
        .collect();
    let fixings = fixings.iter().filter(|fixing| left.contains(&fixing.name)).copied();
    (Rules::new(rules.of_site.len(), rows), fixings.collect())
}

/// Whether any set of sites is allowed, by depth-first search; `None` where that takes too many nodes.
pub(crate) fn has_allowed_set(rules: &Rules, fixings: &[Fixing]) -> Option<bool> {
    let Some(root) = decided(rules, fixings) else {
        return Some(false);
    };
    match find_allowed_set(rules, root) {
        Allowed::Some(_) => Some(true),
        Allowed::None => Some(false),
        Allowed::Unknown => None,
    }
}

/// What a search for an allowed set found.
#[derive(Debug)]
pub(crate) enum Allowed {
    /// One, all sites decided.
    Some(Domains),
    /// There is none.
    None,
    /// That takes too many nodes to tell.
    Unknown,
}

impl Allowed {
    /// The set, where one was found.
    pub(crate) fn found(self) -> Option<Domains> {
        match self {
            Self::Some(domains) => Some(domains),
            Self::None | Self::Unknown => None,
        }
    }
}

/// Some allowed set, all sites decided.
pub(crate) fn find_allowed_set(rules: &Rules, root: Domains) -> Allowed {
    let mut stack = vec![root];
    for _ in 0..MOST_NODES {
        let Some(node) = stack.pop() else {
            return Allowed::None;
        };
        let Some(site) = most_wanted(rules, &node) else {
            // No row is short of sites: closing all the rest is allowed, for that is what every other row likes best.
            return Allowed::Some(node);
        };
        if asks_beyond_purse(rules, &node) {
            continue;
        }
        for choice in [Choice::Out, Choice::In] {
            let mut child = node.clone();
            if child.decide(rules, site, choice).is_ok() {
                stack.push(child);
            }
        }
    }
    Allowed::Unknown
}

/// Whether groups that are short of sites ask together for more than the purse has left, each taking the cheapest of its own free
/// sites. One row at a time does not show it: `one in every street` with too few sites would be searched set by set.
fn asks_beyond_purse(rules: &Rules, node: &Domains) -> bool {
    let Some(purse) = rules.position(ConstraintName::Purse).map(|row| row as u32) else {
        return false;
    };
    // A price below 0 is in the slack already, as if the site were open.
    let price = |site: usize| {
        let mut rows = rules.of_site(site).iter();
        rows.find(|(row, _)| *row == purse)
            .map_or(0, |(_, price)| (*price).max(0))
    };
    let mut left = node.slack(rules, purse);
    let mut is_asked = vec![false; rules.of_site.len()];
    for row in rules
        .rows
        .iter()
        .filter(|row| matches!(row.name, ConstraintName::AtLeast(_)))
    {
        let sites = || row.terms.iter().map(|(site, _)| *site as usize);
        // Two rules of one group: what both ask for would be counted twice.
        if sites().any(|site| std::mem::replace(&mut is_asked[site], true)) {
            continue;
        }
        let open = sites().filter(|site| node.choice(*site) == Choice::In).count() as i64;
        let short = usize::try_from(-row.at_most - open).unwrap_or(0);
        let mut free: Vec<i64> = sites()
            .filter(|site| node.choice(*site) == Choice::Free)
            .map(price)
            .collect();
        free.sort_unstable();
        left -= free.iter().take(short).sum::<i64>();
    }
    left < 0
}

/// A free site of a row that does not hold if all free sites stay closed.
fn most_wanted(rules: &Rules, node: &Domains) -> Option<usize> {
    let row = rules.row(short_row(rules, node)?);
    let free = |site: &u32| node.choice(*site as usize) == Choice::Free;
    let mut helps = row
        .terms
        .iter()
        .filter(|(site, coefficient)| *coefficient < 0 && free(site));
    helps.next().map(|(site, _)| *site as usize)
}

/// The first row that does not hold if all free sites stay closed.
pub(crate) fn short_row(rules: &Rules, node: &Domains) -> Option<u32> {
    let sums = rules.sums(node.open());
    let mut rows = rules.rows().iter().zip(&sums);
    rows.position(|(row, sum)| *sum > row.at_most).map(|row| row as u32)
}
