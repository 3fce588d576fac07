//! The search that knows of gated compounds (`DESIGN` section 4), in three parts.
//!
//! A resident of zone `c` may walk public edges and edges of `c` in any order, then at the end of the walk edges of one more zone
//! that lets visitors in. Nobody cuts through anyone else's. Three kinds of search give the least walk, without a
//! graph of (vertex, zone) states:
//!
//! - **A**, for each zone that holds a target open to visitors: over its own edges, from its targets.
//! - **B**, once: over public edges, from public targets and from all labels of A. What is left is the walk of somebody at home
//!   nowhere.
//! - **C**, for each zone people live in: over its own edges and public ones, from its own targets and from B at its
//!   vertices; a label is made only where it beats B.
//!
//! Why that is all: a walk is free (public and own edges) up to some vertex, then inside one zone. Its end is a
//! label of A or a target; where the free part uses no own edge it is in B; else cut it at its last own edge: what follows is B at a
//! vertex of `c`, a seed of C, or ends at a target inside `c`, another seed.

use std::sync::Arc as Shared;

use crate::ids::{VertexId, ZoneId};
use crate::network::{Arc, Network};
use crate::reach::Reached;
use crate::reach::search::{Everywhere, Inside, Labels, Resident, Workspace};
use crate::units_of_measure::Milliseconds;

/// An end of walks: from `vertex` it is `label` to the place sought, inside `zone`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) vertex: VertexId,
    pub(super) label: Reached,
    pub(super) zone: ZoneId,
    /// Whether others than the residents of `zone` may go there.
    pub(super) admits: bool,
}

/// Who may walk where on a network; made once, used by every search.
#[derive(Clone, Debug)]
pub(super) enum Gates {
    /// Everybody walks everywhere.
    Open,
    /// Compounds are closed to outsiders. The vertices of the edges of each zone but the public one, by zone.
    Closed(Shared<[(ZoneId, VertexId)]>),
}

/// What is left to walk from each vertex: for everybody, and what a resident's own labels are made from.
#[derive(Debug)]
pub(super) struct Field {
    gates: Gates,
    bound: Milliseconds,
    /// Part B; with open gates all there is.
    everybody: Workspace,
    /// Part A, by zone, then vertex.
    last_legs: Vec<(ZoneId, VertexId, Reached)>,
    /// Targets inside zones, by zone.
    inner_targets: Vec<Target>,
}

/// A [`Field`] as a resident of one zone walks it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    field: &'a Field,
    home: ZoneId,
    own: Option<&'a Labels>,
}

/// How far along the rule a walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Public and own edges, in any order.
    Free,
    /// At last inside another's zone.
    LastLeg(ZoneId),
}

impl Gates {
    /// Compounds are closed to outsiders.
    ///
    /// # Complexity
    /// `O(e log e)` for `e` edges.
    pub(super) fn closed(network: &Network) -> Self {
        let mut vertices: Vec<_> = network
            .edges()
            .filter(|(_, edge)| edge.zone != ZoneId::PUBLIC)
            .flat_map(|(_, edge)| [(edge.zone, edge.tail), (edge.zone, edge.head)])
            .collect();
        vertices.sort_unstable();
        vertices.dedup();
        Self::Closed(vertices.into())
    }

    pub(super) fn are_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// The vertices of a zone's edges; none of the public zone, or with open gates.
    pub(super) fn vertices_of(&self, zone: ZoneId) -> &[(ZoneId, VertexId)] {
        match self {
            Self::Open => &[],
            Self::Closed(vertices) => of_zone(vertices, zone, |entry| entry.0),
        }
    }
}

impl Field {
    /// Runs A and B in the working memory given, which [`Field::into_workspace`] gives back.
    pub(super) fn new(
        network: &Network,
        gates: Gates,
        targets: &[Target],
        bound: Milliseconds,
        mut workspace: Workspace,
    ) -> Self {
        let mut field = Self {
            gates,
            bound,
            everybody: Workspace::default(),
            last_legs: Vec::new(),
            inner_targets: Vec::new(),
        };
        if field.gates.are_open() {
            let seeds = targets.iter().map(|target| (target.vertex, target.label));
            workspace.search(network, &Everywhere, seeds, bound);
        } else {
            field.inner_targets = targets
                .iter()
                .filter(|target| target.zone != ZoneId::PUBLIC)
                .copied()
                .collect();
            field.inner_targets.sort_by_key(|target| target.zone);
            field.search_last_legs(network, &mut workspace);
            let public = targets.iter().filter(|target| target.zone == ZoneId::PUBLIC);
            let seeds = public
                .map(|target| (target.vertex, target.label))
                .chain(field.last_legs.iter().map(|&(_, vertex, label)| (vertex, label)));
            workspace.search(network, &Inside(ZoneId::PUBLIC), seeds, bound);
        }
        field.everybody = workspace;
        field
    }

    /// The working memory, for the next field.
    pub(super) fn into_workspace(self) -> Workspace {
        self.everybody
    }

    /// The vertices with a label of A or B, and those of targets that only residents go to; some more than once.
    pub(super) fn vertices(&self) -> impl Iterator<Item = VertexId> {
        let public = self.everybody.touched().iter().copied();
        let last_legs = self.last_legs.iter().map(|&(_, vertex, _)| vertex);
        let inner = self.inner_targets.iter().map(|target| target.vertex);
        public.chain(last_legs).chain(inner)
    }

    /// Part A.
    fn search_last_legs(&mut self, network: &Network, workspace: &mut Workspace) {
        for targets in self.inner_targets.chunk_by(|a, b| a.zone == b.zone) {
            let zone = targets[0].zone;
            let seeds = targets.iter().filter(|target| target.admits);
            workspace.search(
                network,
                &Inside(zone),
                seeds.map(|target| (target.vertex, target.label)),
                self.bound,
            );
            let labels = workspace.labels();
            let first = self.last_legs.len();
            self.last_legs.extend(
                workspace
                    .touched()
                    .iter()
                    .filter_map(|&vertex| Some((zone, vertex, labels.get(vertex)?))),
            );
            self.last_legs[first..].sort_unstable();
        }
    }

    /// Runs part C for the residents of `home` in the working memory given.
    ///
    /// # Complexity
    /// As the part of the network within the bound that is nearer by way of `home`'s own edges.
    pub(super) fn residents<'a>(&'a self, network: &Network, home: ZoneId, workspace: &'a mut Workspace) -> View<'a> {
        let vertices = self.gates.vertices_of(home);
        if vertices.is_empty() {
            return View {
                field: self,
                home,
                own: None,
            };
        }
        let known = vertices
            .iter()
            .filter_map(|&(_, vertex)| Some((vertex, self.everybody.labels().get(vertex)?)));
        let inner = of_zone(&self.inner_targets, home, |target| target.zone)
            .iter()
            .map(|target| (target.vertex, target.label));
        let passage = Resident {
            home,
            known: self.everybody.labels(),
        };
        workspace.search(network, &passage, known.chain(inner), self.bound);
        View {
            field: self,
            home,
            own: Some(workspace.labels()),
        }
    }
}

impl View<'_> {
    /// The phase a walk is in on an edge of a zone, if it may go there.
    pub(super) fn enter(&self, phase: Phase, zone: ZoneId) -> Option<Phase> {
        match phase {
            Phase::Free if self.is_free(zone) => Some(Phase::Free),
            Phase::Free => Some(Phase::LastLeg(zone)),
            Phase::LastLeg(last) => (last == zone).then_some(phase),
        }
    }

    /// What is left to walk from a vertex in a phase.
    pub(super) fn label(&self, phase: Phase, vertex: VertexId) -> Option<Reached> {
        match phase {
            Phase::Free => {
                let everybody = self.field.everybody.labels().get(vertex);
                let own = self.own.and_then(|labels| labels.get(vertex));
                everybody.into_iter().chain(own).min()
            }
            Phase::LastLeg(zone) => {
                let legs = &self.field.last_legs;
                let found = legs.binary_search_by_key(&(zone, vertex), |&(zone, vertex, _)| (zone, vertex));
                found.ok().map(|position| legs[position].2)
            }
        }
    }

    /// Whether a walk in a phase may end at a door inside `zone`.
    pub(super) fn may_end(&self, phase: Phase, zone: ZoneId, admits: bool) -> bool {
        match phase {
            Phase::Free => admits || self.is_free(zone),
            Phase::LastLeg(last) => admits && last == zone,
        }
    }

    /// The next arc of the least walk from a vertex: the lowest edge on which the label falls by just what the arc takes.
    pub(super) fn next_arc(&self, network: &Network, phase: Phase, at: VertexId) -> Option<(Phase, Arc)> {
        let label = self.label(phase, at)?;
        network.arcs(at).iter().filter(|arc| arc.may_leave()).find_map(|&arc| {
            let next = self.enter(phase, network.edge(arc.edge()).zone)?;
            let left = self.label(next, arc.to)?.after(arc.leg());
            (left == label).then_some((next, arc))
        })
    }

    fn is_free(&self, zone: ZoneId) -> bool {
        self.field.gates.are_open() || zone == ZoneId::PUBLIC || zone == self.home
    }
}

/// The stretch of one zone in a list sorted by zone.
fn of_zone<T>(list: &[T], zone: ZoneId, zone_of: impl Fn(&T) -> ZoneId) -> &[T] {
    let first = list.partition_point(|entry| zone_of(entry) < zone);
    let count = list[first..].partition_point(|entry| zone_of(entry) == zone);
    &list[first..first + count]
}
