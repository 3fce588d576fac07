//! Depth-first branch and bound.

use std::rc::Rc;

use super::Best;
use crate::meter::Meter;
use crate::rules::{Choice, Domains, Rules};
use crate::watch::Phase;

/// What branch and bound must be told of a goal.
pub(crate) trait Relaxation {
    /// What is left of the problem at a node.
    type Node;

    /// What is left of a node's problem after more decisions.
    fn child(&self, parent: &Self::Node, domains: &Domains) -> Self::Node;

    /// Bounds a node, offers plans it comes upon, and decides sites that no better plan decides otherwise.
    fn bound(&mut self, node: &mut Self::Node, domains: &mut Domains, best: &mut Best, meter: &Meter<'_>) -> Verdict;

    /// The value of a full decision, `None` where it is no plan.
    fn value(&self, open: &[usize]) -> Option<i64>;
}

/// What is known of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It holds no better plan.
    Hopeless,
    /// No plan in it is better than `bound`; `branch` is the site to decide next, if any is free.
    Open { bound: i64, branch: Option<usize> },
    /// Everything is decided, yet whether there is a plan as good as `bound` was not found out.
    Unresolved { bound: i64 },
}

/// A node that is still to be looked at.
struct Pending<N> {
    parent: Rc<N>,
    domains: Domains,
    bound: i64,
}

/// Searches until the proof, until a plan is good enough, or a limit. Returns the bound: no plan has a larger value; `None`: there
/// is no plan at all.
///
/// The side that opens the site is searched first: it is the smaller and the more likely one.
///
/// # References
/// Land and Doig, "An automatic method of solving discrete programming problems" (1960).
pub(crate) fn branch_and_bound<R: Relaxation>(
    relaxation: &mut R,
    root: R::Node,
    domains: Domains,
    bound: i64,
    rules: &Rules,
    best: &mut Best,
    meter: &Meter<'_>,
) -> Option<i64> {
    let parent = Rc::new(root);
    let mut pending = vec![Pending { parent, domains, bound }];
    // The largest bound of a node left aside: within the gap that is good enough, or not to be resolved.
    let mut left_aside = i64::MIN;
    while let Some(node) = pending.pop() {
        if best.settles(node.bound) {
            left_aside = left_aside.max(node.bound);
            continue;
        }
        if best.is_enough() || !meter.part_goes_on() {
            pending.push(node);
            break;
        }
        meter.count_node();
        let Pending {
            parent,
            mut domains,
            bound,
        } = node;
        let mut left = relaxation.child(&parent, &domains);
        drop(parent);
        match relaxation.bound(&mut left, &mut domains, best, meter) {
            Verdict::Hopeless => {}
            Verdict::Unresolved { bound: own } => left_aside = left_aside.max(bound.min(own)),
            Verdict::Open { bound: own, branch } => {
                let bound = bound.min(own);
                if best.settles(bound) {
                    left_aside = left_aside.max(bound);
                } else if let Some(site) = branch {
                    push_children(&mut pending, &Rc::new(left), &domains, bound, site, rules);
                } else {
                    let open: Vec<usize> = domains.open().collect();
                    if let Some(value) = relaxation.value(&open) {
                        best.offer_if_allowed(rules, value, &open);
                    }
                }
            }
        }
        let objective = |value: i64| best.scale.objective(value);
        let over_all = largest_bound(&pending, left_aside, best).map(objective);
        meter.report(Phase::Branch, best.scale.sense, best.value().map(objective), over_all);
    }
    largest_bound(&pending, left_aside, best)
}

fn largest_bound<N>(pending: &[Pending<N>], left_aside: i64, best: &Best) -> Option<i64> {
    let open = pending.iter().map(|node| node.bound).max();
    let left_aside = (left_aside > i64::MIN).then_some(left_aside);
    open.max(left_aside).max(best.value())
}

fn push_children<N>(
    pending: &mut Vec<Pending<N>>,
    parent: &Rc<N>,
    domains: &Domains,
    bound: i64,
    site: usize,
    rules: &Rules,
) {
    for choice in [Choice::Out, Choice::In] {
        let mut domains = domains.clone();
        if domains.decide(rules, site, choice).is_ok() {
            let parent = Rc::clone(parent);
            pending.push(Pending { parent, domains, bound });
        }
    }
}
