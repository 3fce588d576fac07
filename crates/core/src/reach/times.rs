//! The stage: every dwelling's walk to its nearest facility that counts.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::ids::{CompoundIndex, EdgeId, FacilityIndex, VertexId, ZoneId};
use crate::lonlat::LonLat;
use crate::network::{Link, Network};
use crate::place::{Compound, Dwelling, Placed};
use crate::reach::doors::{Door, Doors, End, ends, straight_along};
use crate::reach::search::Workspace;
use crate::reach::zoned::{Field, Gates, Phase, Target, View};
use crate::reach::{CompoundReach, DwellingWalk, Reached, Walk};
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Stage, Watch, go_on};

/// How far beyond the limit walks are still told: 4 limits, an hour for 15 minutes, so that a gap says by how much.
const BOUND_IN_LIMITS: u32 = 4;

/// Who may walk inside compounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'a> {
    /// Everybody walks everywhere.
    Everyone,
    /// Only residents, and visitors at the end of their walk. The home zone of each compound, in their order;
    /// [`ZoneId::PUBLIC`], as for compounds missing here, where they live on open streets.
    Residents(&'a [ZoneId]),
}

impl Access<'_> {
    pub(super) fn gates(self, network: &Network) -> Gates {
        match self {
            Access::Everyone => Gates::Open,
            Access::Residents(_) => Gates::closed(network),
        }
    }

    /// The home zone of a compound's residents.
    pub(super) fn home(self, compound: CompoundIndex) -> ZoneId {
        match self {
            Access::Everyone => ZoneId::PUBLIC,
            Access::Residents(homes) => homes.get(compound.index()).copied().unwrap_or(ZoneId::PUBLIC),
        }
    }
}

/// What is asked of the network.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The streets.
    pub network: &'a Network,
    /// Compounds and facilities on it.
    pub placed: &'a Placed,
    /// The facilities that count; indices that are not in `placed` are passed over.
    pub counted: &'a [FacilityIndex],
    /// Who may walk where.
    pub access: Access<'a>,
    /// The circle's limit: the edge of the data matters within it.
    pub limit: Milliseconds,
    /// Walks longer than this are not told, inclusive; see [`usual_bound`].
    pub bound: Milliseconds,
}

/// The bound for a limit where none is asked for: four limits.
pub fn usual_bound(limit: Milliseconds) -> Milliseconds {
    Milliseconds(limit.0.saturating_mul(BOUND_IN_LIMITS))
}

/// Finds every dwelling's walk; one entry a compound, in their order, the same on any number of threads.
///
/// # Errors
/// [`Cancelled`] when the watch says so.
///
/// # Complexity
/// One search over the network, and for each compound one over the part that is nearer by its own ways.
pub fn reach(question: Question<'_>, watch: &dyn Watch) -> Result<Vec<CompoundReach>, Cancelled> {
    Times::search(question, watch)?.compounds(watch)
}

/// The searched network, ready to tell times and walks.
#[derive(Debug)]
pub struct Times<'a> {
    pub(super) question: Question<'a>,
    pub(super) facilities: Goal,
    data_ends: Goal,
    pool: Pool,
}

/// Something to walk to: doors, and what is left to walk to them from each vertex.
#[derive(Debug)]
pub(super) struct Goal {
    pub(super) field: Field,
    pub(super) doors: Doors,
    pub(super) bound: Milliseconds,
}

/// How a walk begins where a link meets its edge.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start {
    /// Along the edge to one of its ends.
    ToEnd(Phase, End),
    /// Along the edge straight to a door on it.
    ToDoor(Door),
}

/// Working memory of searches that are over, for the next.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<Vec<Workspace>>);

impl Pool {
    pub(super) fn with<R>(&self, work: impl FnOnce(&mut Workspace) -> R) -> R {
        let mut workspace = self.take();
        let result = work(&mut workspace);
        self.give(workspace);
        result
    }

    pub(super) fn take(&self) -> Workspace {
        self.lock().pop().unwrap_or_default()
    }

    pub(super) fn give(&self, workspace: Workspace) {
        self.lock().push(workspace);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Goal {
    /// The doors of the facilities counted, within the bound, searched in the working memory given.
    pub(super) fn facilities(
        network: &Network,
        doors: Doors,
        gates: Gates,
        bound: Milliseconds,
        workspace: Workspace,
    ) -> Self {
        let targets: Vec<Target> = doors
            .all()
            .iter()
            .flat_map(|door| {
                let edge = network.edge(door.edge);
                door.seeds(edge).map(move |(end, label)| Target {
                    vertex: end.of(edge),
                    label,
                    zone: door.zone,
                    admits: door.admits,
                })
            })
            .collect();
        Self {
            field: Field::new(network, gates, &targets, bound, workspace),
            doors,
            bound,
        }
    }

    fn data_ends(question: &Question<'_>, gates: Gates) -> Self {
        let network = question.network;
        let targets: Vec<Target> = (0..network.vertex_count())
            .map(VertexId::at)
            .filter(|&vertex| network.vertex(vertex).edge_of_data)
            .map(|vertex| Target {
                vertex,
                label: Reached::at(FacilityIndex(0)),
                zone: ZoneId::PUBLIC,
                admits: true,
            })
            .collect();
        Self {
            field: Field::new(network, gates, &targets, question.limit, Workspace::default()),
            doors: Doors::default(),
            bound: question.limit,
        }
    }

    /// Every way a walk over a link may begin, each with its whole walk.
    pub(super) fn starts<'a>(
        &'a self,
        network: &'a Network,
        view: View<'a>,
        link: &'a Link,
    ) -> impl Iterator<Item = (Reached, Start)> + 'a {
        let edge = network.edge(link.edge);
        let by_ends = ends(edge).filter_map(move |end| {
            let phase = view.enter(Phase::Free, edge.zone)?;
            let left = view.label(phase, end.of(edge))?;
            Some((left.after(end.leg(link)), Start::ToEnd(phase, end)))
        });
        let direct = self.doors.on(link.edge).iter().filter_map(move |door| {
            let may_end = view.may_end(Phase::Free, door.zone, door.admits);
            let leg = straight_along(edge, link, &door.link).filter(|_| may_end)?;
            Some((door.arrived().after(leg), Start::ToDoor(*door)))
        });
        direct
            .chain(by_ends)
            .map(|(walk, start)| (walk.after(link.off), start))
            .filter(|(walk, _)| walk.time <= self.bound)
    }

    /// The edges at vertices with a label, and those with doors, ascending.
    pub(super) fn touched_edges(&self, network: &Network) -> Vec<EdgeId> {
        let mut edges: Vec<EdgeId> = self
            .field
            .vertices()
            .flat_map(|vertex| network.arcs(vertex).iter().map(|arc| arc.edge()))
            .chain(self.doors.all().iter().map(|door| door.edge))
            .collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    pub(super) fn best(&self, network: &Network, view: View<'_>, links: &[Link]) -> Option<Reached> {
        links
            .iter()
            .flat_map(|link| self.starts(network, view, link).map(|(walk, _)| walk))
            .min()
    }

    pub(super) fn doors_of(&self, facility: FacilityIndex, links: &[Link]) -> impl Iterator<Item = &Door> {
        links
            .iter()
            .flat_map(|link| self.doors.on(link.edge))
            .filter(move |door| door.facility == facility)
    }
}

impl<'a> Times<'a> {
    /// Searches from all facilities that count, and from the edge of the data.
    ///
    /// # Errors
    /// [`Cancelled`] when the watch says so.
    pub fn search(question: Question<'a>, watch: &dyn Watch) -> Result<Self, Cancelled> {
        go_on(watch)?;
        let network = question.network;
        let gates = question.access.gates(network);
        let doors = Doors::of(network, &question.placed.facilities, question.counted);
        let (facilities, data_ends) = rayon::join(
            || Goal::facilities(network, doors, gates.clone(), question.bound, Workspace::default()),
            || Goal::data_ends(&question, gates.clone()),
        );
        go_on(watch)?;
        Ok(Self {
            question,
            facilities,
            data_ends,
            pool: Pool::default(),
        })
    }

    /// The walks of all compounds, in their order.
    ///
    /// # Errors
    /// [`Cancelled`] when the watch says so.
    pub fn compounds(&self, watch: &dyn Watch) -> Result<Vec<CompoundReach>, Cancelled> {
        let compounds = &self.question.placed.compounds;
        let (done, total) = (AtomicU64::new(0), compounds.len() as u64);
        compounds
            .par_iter()
            .enumerate()
            .map(|(index, compound)| {
                go_on(watch)?;
                let reached = self.compound(CompoundIndex::at(index), compound);
                watch.progress(Stage::Reach, done.fetch_add(1, Ordering::Relaxed) + 1, total);
                Ok(reached)
            })
            .collect()
    }

    /// The walks along the streets of one dwelling a compound, such as the median one; `None` stays `None`.
    ///
    /// # Errors
    /// [`Cancelled`] when the watch says so.
    pub fn walks(&self, dwellings: &[Option<usize>], watch: &dyn Watch) -> Result<Vec<Option<Walk>>, Cancelled> {
        dwellings
            .par_iter()
            .enumerate()
            .map(|(index, dwelling)| {
                go_on(watch)?;
                Ok(dwelling.and_then(|dwelling| self.walk(CompoundIndex::at(index), dwelling)))
            })
            .collect()
    }

    /// Calls `work` with the facilities' labels as residents of a compound walk them.
    pub(super) fn with_view<R>(&self, index: CompoundIndex, work: impl FnOnce(View<'_>) -> R) -> R {
        self.view_of(&self.facilities, index, work)
    }

    fn view_of<R>(&self, goal: &Goal, index: CompoundIndex, work: impl FnOnce(View<'_>) -> R) -> R {
        self.pool
            .with(|workspace| work(goal.field.residents(self.question.network, self.home(index), workspace)))
    }

    fn home(&self, index: CompoundIndex) -> ZoneId {
        self.question.access.home(index)
    }

    fn compound(&self, index: CompoundIndex, compound: &Compound) -> CompoundReach {
        let network = self.question.network;
        let to_facilities: Vec<DwellingWalk> = self.view_of(&self.facilities, index, |view| {
            let best = |links: &[Link]| self.facilities.best(network, view, links);
            compound
                .dwellings
                .iter()
                .map(|dwelling| walk_of(dwelling, best))
                .collect()
        });
        let to_data_ends: Vec<Option<Milliseconds>> = self.view_of(&self.data_ends, index, |view| {
            let ways_out = |dwelling: &Dwelling| {
                let all = [&dwelling.links, &dwelling.maybe, &dwelling.sides];
                all.into_iter()
                    .filter_map(|links| self.data_ends.best(network, view, links))
                    .map(|walk| walk.time)
                    .min()
            };
            compound.dwellings.iter().map(ways_out).collect()
        });
        let walks = to_facilities.into_iter().zip(to_data_ends);
        CompoundReach {
            dwellings: walks
                .map(|(walk, edge_of_data)| DwellingWalk { edge_of_data, ..walk })
                .collect(),
        }
    }
}

/// A dwelling's walk by its best links, and what its other links leave open.
fn walk_of(dwelling: &Dwelling, best: impl Fn(&[Link]) -> Option<Reached>) -> DwellingWalk {
    let by_best = best(&dwelling.links);
    let by_side: Vec<(Option<Reached>, LonLat)> = dwelling
        .sides
        .iter()
        .map(|side| (best(std::slice::from_ref(side)), side.at))
        .collect();
    let by_maybe = dwelling
        .maybe
        .iter()
        .map(|link| (best(std::slice::from_ref(link)), link.at));
    let shortest = by_maybe
        .chain(by_side.iter().copied())
        .filter_map(|(walk, at)| Some((walk?.time, at)))
        .min()
        .filter(|(time, _)| by_best.is_none_or(|walk| *time < walk.time));
    let longest = by_side.iter().map(|(walk, _)| walk.map(|walk| walk.time));
    let best_time = by_best.map(|walk| walk.time);
    DwellingWalk {
        best: by_best,
        low: shortest.map(|(time, _)| time).or(best_time),
        high: longest.fold(best_time, |high, side| Some(high?.max(side?))),
        low_way_in: shortest.map(|(_, at)| at),
        edge_of_data: None,
    }
}
