//! From the root to the proof: the root bound, branch and bound for a while, the integer program of what is left if that is
//! small, and branch and bound to the end.

use super::{Best, Relaxation, Verdict, branch_and_bound};
use crate::limits::Limits;
use crate::meter::Meter;
use crate::plan::Proof;
use crate::program::{Ended, Program};
use crate::rules::{Choice, Domains, Rules};
use crate::watch::Phase;

/// What is left is made an integer program if it has at most so many entries.
const MOST_PROGRAM_ENTRIES: usize = 12_000;
/// Branch and bound before the integer program, and that itself, may each do one in so many of the work that is allowed.
const SHARE_OF_TURN: u64 = 8;

/// A goal whose nodes can be made integer programs.
pub(crate) trait Programmed: Relaxation {
    /// Entries of the program; `None`: a node says less than the problem.
    fn size(&self, node: &Self::Node) -> Option<usize>;

    /// The sites of a node's columns, ascending.
    fn sites<'n>(&self, node: &'n Self::Node) -> &'n [u32];

    /// About what plans are worth in the program, and the program.
    fn program(&self, node: &Self::Node, domains: &Domains) -> (i64, Program);
}

/// The bound of a search and what it rests on; `None`: there is no plan at all.
pub(crate) fn prove<R: Programmed>(
    relaxation: &mut R,
    mut root: R::Node,
    mut domains: Domains,
    ceiling: i64,
    rules: &Rules,
    best: &mut Best,
    meter: &Meter<'_>,
) -> (Option<i64>, Proof) {
    meter.count_node();
    let bound = match relaxation.bound(&mut root, &mut domains, best, meter) {
        Verdict::Hopeless => return (best.value(), Proof::Integer),
        Verdict::Open { bound, .. } | Verdict::Unresolved { bound } => bound.min(ceiling),
    };
    let root = relaxation.child(&root, &domains);
    let is_small = relaxation.size(&root).is_some_and(|size| size <= MOST_PROGRAM_ENTRIES);
    if best.settles(bound) || best.is_enough() || !is_small {
        let bound = branch_and_bound(relaxation, root, domains, bound, rules, best, meter);
        return (bound, Proof::Integer);
    }
    let work = meter.limits.work.unwrap_or(Limits::USUAL_WORK) / SHARE_OF_TURN;
    let again = relaxation.child(&root, &domains);
    let first = meter.part(work, || {
        branch_and_bound(relaxation, root, domains.clone(), bound, rules, best, meter)
    });
    let Some(bound) = first.filter(|bound| !best.settles(*bound) && !best.is_enough()) else {
        return (first, Proof::Integer);
    };
    if meter.part(work, || by_program(relaxation, &again, &domains, rules, best, meter)) {
        return (best.value(), Proof::FloatingPoint);
    }
    let bound = branch_and_bound(relaxation, again, domains, bound, rules, best, meter);
    (bound, Proof::Integer)
}

/// Solves a node as an integer program; true if that proves that nothing in it is better than the best plan then.
fn by_program<R: Programmed>(
    relaxation: &R,
    node: &R::Node,
    domains: &Domains,
    rules: &Rules,
    best: &mut Best,
    meter: &Meter<'_>,
) -> bool {
    if !meter.goes_on() {
        return false;
    }
    let objective = best.value().map(|value| best.scale.objective(value));
    meter.report(Phase::Kernel, best.scale.sense, objective, None);
    let sites = relaxation.sites(node);
    // The best plan may have been fixed out of the node, for nothing in it is better.
    let is_within = best.open().iter().all(|site| domains.choice(*site) != Choice::Out);
    let open = best.open().iter().filter(|_| is_within);
    let plan: Vec<usize> = open
        .filter_map(|site| sites.binary_search(&(*site as u32)).ok())
        .collect();
    let (about, program) = relaxation.program(node, domains);
    let (columns, is_proved) = match program.solve(&plan, about, meter) {
        Ended::Proved(columns) => (columns, true),
        Ended::Stopped(columns) => (columns, false),
    };
    let Some(columns) = columns else {
        return is_proved;
    };
    let chosen = columns.iter().map(|column| sites[*column] as usize);
    let open: Vec<usize> = domains.open().chain(chosen).collect();
    let is_allowed = rules.hold(&rules.sums(open.iter().copied()));
    let value = relaxation.value(&open).filter(|_| is_allowed);
    if let Some(value) = value {
        best.offer(value, open);
    }
    is_proved && value.is_some()
}
