//! What is left to walk from the ends of every edge near some sites, and to doors on it: service circles are cut from that.
//!
//! Whoever stands on an edge open to everybody is somebody at home nowhere; on the edges of a zone, one of its residents.

use crate::ids::{EdgeId, ZoneId};
use crate::network::{Leg, Network};
use crate::reach::doors::ends;
use crate::reach::times::{Goal, Pool};
use crate::reach::zoned::{Gates, Phase, View};
use crate::reach::{Reached, doors::End};
use crate::units_of_measure::Milliseconds;

/// What is left to walk from places on one edge. A way on is `None` where the edge may not be walked so, or it takes longer than the
/// bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeWalk {
    /// Which.
    pub edge: EdgeId,
    /// From just before its tail, waits there included, for those who walk the edge to its tail.
    pub by_tail: Option<Milliseconds>,
    /// From just before its head, likewise.
    pub by_head: Option<Milliseconds>,
    /// Where doors on the edge are, along it from its tail, and what is left to walk from there.
    pub doors: Vec<(Leg, Milliseconds)>,
}

/// The walks of all edges from which something is within the goal's bound, by edge.
///
/// # Complexity
/// As the part of the network within the bound, and one search more for each zone it touches.
pub(super) fn edge_walks(network: &Network, goal: &Goal, gates: &Gates, pool: &Pool) -> Vec<EdgeWalk> {
    let touched = goal.touched_edges(network);
    let zone_of = |edge: &EdgeId| network.edge(*edge).zone;
    let mut walks = Vec::new();
    pool.with(|workspace| {
        let everybody = goal.field.residents(network, ZoneId::PUBLIC, workspace);
        let open = |edge: &&EdgeId| gates.are_open() || zone_of(edge) == ZoneId::PUBLIC;
        walks.extend(
            touched
                .iter()
                .filter(open)
                .filter_map(|edge| walk_on(network, goal, everybody, *edge)),
        );
        if gates.are_open() {
            return;
        }
        let mut zones: Vec<ZoneId> = touched.iter().map(zone_of).collect();
        zones.sort_unstable();
        zones.dedup();
        for zone in zones.into_iter().filter(|zone| *zone != ZoneId::PUBLIC) {
            let residents = goal.field.residents(network, zone, workspace);
            let own = edges_of(network, gates, zone);
            walks.extend(
                own.into_iter()
                    .filter_map(|edge| walk_on(network, goal, residents, edge)),
            );
        }
    });
    walks.sort_unstable_by_key(|walk| walk.edge);
    walks
}

fn edges_of(network: &Network, gates: &Gates, zone: ZoneId) -> Vec<EdgeId> {
    let at = gates
        .vertices_of(zone)
        .iter()
        .flat_map(|(_, vertex)| network.arcs(*vertex));
    let mut edges: Vec<EdgeId> = at
        .map(|arc| arc.edge())
        .filter(|edge| network.edge(*edge).zone == zone)
        .collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The walks of those who may walk one edge freely; `None` where all take longer than the bound.
fn walk_on(network: &Network, goal: &Goal, view: View<'_>, id: EdgeId) -> Option<EdgeWalk> {
    let edge = network.edge(id);
    let phase = view.enter(Phase::Free, edge.zone)?;
    let within =
        |reached: Reached, wait: Milliseconds| Some(reached.time.plus(wait)).filter(|time| *time <= goal.bound);
    let by = |wanted: End| {
        let end = ends(edge).find(|end| *end == wanted)?.of(edge);
        within(view.label(phase, end)?, network.end_wait(edge, end))
    };
    let walk = EdgeWalk {
        edge: id,
        by_tail: by(End::Tail),
        by_head: by(End::Head),
        doors: (goal.doors.on(id).iter())
            .filter(|door| view.may_end(phase, door.zone, door.admits))
            .filter_map(|door| Some((door.link.along, within(door.arrived(), Milliseconds(0))?)))
            .collect(),
    };
    (walk.by_tail.is_some() || walk.by_head.is_some() || !walk.doors.is_empty()).then_some(walk)
}
