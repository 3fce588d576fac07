//! From the root to the proof: the root bound, branch and bound for a while, the integer program of what is left if that is
//! small, and branch and bound to the end.

use super::{Best, Relaxation, Verdict, branch_and_bound};
use crate::limits::Limits;
use crate::meter::Meter;
use crate::plan::Proof;
use crate::program::{MOST_ENTRIES, Program};
use crate::rules::{Choice, Domains, Rules};
use crate::watch::Phase;

/// Branch and bound before the integer program, and that itself, may each do one in so many of the work that is allowed.
const SHARE_OF_TURN: u64 = 8;

/// A goal whose nodes can be made integer programs.
pub(crate) trait Programmed: Relaxation {
    /// Entries of the program; `None`: a node says less than the problem.
    fn size(&self, node: &Self::Node) -> Option<usize>;

    /// The sites of a node's columns, ascending.
    fn sites<'n>(&self, node: &'n Self::Node) -> &'n [u32];

    /// What plans of a node are worth beside what the program tells.
    fn base(&self, node: &Self::Node) -> i64;

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
    let is_small = relaxation.size(&root).is_some_and(|size| size <= MOST_ENTRIES);
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
    let told = meter.part(work, || by_program(relaxation, &again, &domains, rules, best, meter));
    let lower = match told {
        Told::Proved => return (best.value(), Proof::FloatingPoint),
        Told::Bound(told) => told.max(best.cutoff()).min(bound),
        Told::Nothing => bound,
    };
    let proof = if lower < bound {
        Proof::FloatingPoint
    } else {
        Proof::Integer
    };
    let bound = branch_and_bound(relaxation, again, domains, lower, rules, best, meter);
    (bound, proof)
}

/// What an integer program tells of a node.
enum Told {
    /// Nothing.
    Nothing,
    /// No plan in it has a larger value.
    Bound(i64),
    /// Nothing in it is better than the best plan then.
    Proved,
}

/// Solves a node as an integer program.
fn by_program<R: Programmed>(
    relaxation: &R,
    node: &R::Node,
    domains: &Domains,
    rules: &Rules,
    best: &mut Best,
    meter: &Meter<'_>,
) -> Told {
    if !meter.goes_on() {
        return Told::Nothing;
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
    let ended = program.solve(&plan, about, meter);
    let bound = ended.bound.map(|bound| relaxation.base(node).saturating_add(bound));
    let told = bound.map_or(Told::Nothing, Told::Bound);
    let Some(columns) = ended.plan else {
        return if ended.is_proved { Told::Proved } else { told };
    };
    let chosen = columns.iter().map(|column| sites[*column] as usize);
    let open: Vec<usize> = domains.open().chain(chosen).collect();
    let is_allowed = rules.hold(&rules.sums(open.iter().copied()));
    let value = relaxation.value(&open).filter(|_| is_allowed);
    if let Some(value) = value {
        best.offer(value, open);
    }
    // A proof is of a plan; one that does not hold in whole numbers, or falls short of its own bound there, proves nothing.
    let reached = |bound: i64| best.value().is_some_and(|value| value >= bound);
    if ended.is_proved && value.is_some() && bound.is_none_or(reached) {
        Told::Proved
    } else {
        told
    }
}
