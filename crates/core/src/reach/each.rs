//! Times from every dwelling to each of many sites: the sparse table that siting and catchments are made from.
//!
//! One search of [`super::zoned`] a site, over the part of the network within the bound only, and only the compounds that part touches are
//! looked at.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::ids::{CompoundIndex, EdgeId, FacilityIndex, ZoneId};
use crate::network::Network;
use crate::place::{Compound, Facility};
use crate::reach::doors::Doors;
use crate::reach::edges::{EdgeWalk, edge_walks};
use crate::reach::times::{Access, Goal, Pool};
use crate::reach::zoned::Gates;
use crate::units_of_measure::Milliseconds;
use crate::watch::{Cancelled, Stage, Watch, go_on};

/// What is asked: how long residents walk to each site.
#[derive(Clone, Copy, Debug)]
pub struct EachQuestion<'a> {
    /// The streets.
    pub network: &'a Network,
    /// Whose dwellings are asked for.
    pub compounds: &'a [Compound],
    /// The sites, as facilities placed on the network.
    pub sites: &'a [Facility],
    /// Who may walk where.
    pub access: Access<'a>,
    /// Longer walks are not told, inclusive.
    pub bound: Milliseconds,
}

/// The dwellings that reach one site within the bound, ascending, each with its time by the best class of evidence. Dwellings are
/// numbered through all compounds, in their order.
pub type SiteTimes = Vec<(u32, Milliseconds)>;

/// Finds the times to each site, in their order; the same on any number of threads.
///
/// # Errors
/// [`Cancelled`] when the watch says so.
///
/// # Complexity
/// For each site, one search over the part of the network within the bound, and one more for each gated compound it touches.
pub fn times_to_each(question: EachQuestion<'_>, watch: &dyn Watch) -> Result<Vec<SiteTimes>, Cancelled> {
    let around = Around::new(question);
    let (done, total) = (AtomicU64::new(0), question.sites.len() as u64);
    (0..question.sites.len())
        .into_par_iter()
        .map(|site| {
            go_on(watch)?;
            let times = around.dwellings(&[FacilityIndex::at(site)]);
            watch.progress(Stage::Reach, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(times)
        })
        .collect()
}

/// Searches from one set of sites after another, each as if it were one site with many doors; from any thread.
pub struct Around<'a> {
    question: EachQuestion<'a>,
    residents: Residents,
    gates: Gates,
    pool: Pool,
}

impl<'a> Around<'a> {
    /// Makes ready to search.
    ///
    /// # Complexity
    /// `O(e log e)` for `e` edges, and as much for the dwellings.
    pub fn new(question: EachQuestion<'a>) -> Self {
        Self {
            residents: Residents::of(&question),
            gates: question.access.gates(question.network),
            pool: Pool::default(),
            question,
        }
    }

    /// The dwellings' times to the nearest of some sites.
    pub fn dwellings(&self, sites: &[FacilityIndex]) -> SiteTimes {
        self.search(sites, |goal| self.times(goal))
    }

    /// The dwellings' times to the nearest of some sites, and what is left to walk along every edge within the bound.
    pub fn dwellings_and_edges(&self, sites: &[FacilityIndex]) -> (SiteTimes, Vec<EdgeWalk>) {
        self.search(sites, |goal| {
            let edges = edge_walks(self.question.network, goal, &self.gates, &self.pool);
            (self.times(goal), edges)
        })
    }

    fn search<R>(&self, sites: &[FacilityIndex], ask: impl FnOnce(&Goal) -> R) -> R {
        let EachQuestion {
            network,
            sites: all,
            bound,
            ..
        } = self.question;
        let doors = Doors::of(network, all, sites);
        let goal = Goal::facilities(network, doors, self.gates.clone(), bound, self.pool.take());
        let answer = ask(&goal);
        self.pool.give(goal.field.into_workspace());
        answer
    }

    fn times(&self, goal: &Goal) -> SiteTimes {
        let network = self.question.network;
        let mut times = Vec::new();
        let near = self.residents.near(network, goal);
        self.pool.with(|workspace| {
            for neighbours in near.chunk_by(|a, b| a.0 == b.0) {
                let view = goal.field.residents(network, neighbours[0].0, workspace);
                for &(_, compound) in neighbours {
                    let first = self.residents.first_dwelling[compound.index()];
                    let dwellings = self.question.compounds[compound.index()].dwellings.iter();
                    times.extend(dwellings.zip(first..).filter_map(|(dwelling, number)| {
                        let walk = goal.best(network, view, &dwelling.links)?;
                        Some((number, walk.time))
                    }));
                }
            }
        });
        times.sort_unstable();
        times
    }
}

/// Who lives where: the compounds that a search may concern, found by what it touched.
struct Residents {
    /// By edge, then compound: dwellings of the compound join the edge.
    by_edge: Vec<(EdgeId, CompoundIndex)>,
    /// By zone, then compound.
    by_zone: Vec<(ZoneId, CompoundIndex)>,
    /// By compound.
    homes: Vec<ZoneId>,
    /// By compound: the number of its first dwelling.
    first_dwelling: Vec<u32>,
}

impl Residents {
    fn of(question: &EachQuestion<'_>) -> Self {
        let numbered = || (0..).map(CompoundIndex::at).zip(question.compounds);
        let mut by_edge: Vec<(EdgeId, CompoundIndex)> = numbered()
            .flat_map(|(index, compound)| {
                let links = compound.dwellings.iter().flat_map(|dwelling| &dwelling.links);
                links.map(move |link| (link.edge, index))
            })
            .collect();
        by_edge.sort_unstable();
        by_edge.dedup();
        let homes: Vec<ZoneId> = numbered().map(|(index, _)| question.access.home(index)).collect();
        let mut by_zone: Vec<(ZoneId, CompoundIndex)> =
            homes.iter().copied().zip((0..).map(CompoundIndex::at)).collect();
        by_zone.retain(|(zone, _)| *zone != ZoneId::PUBLIC);
        by_zone.sort_unstable();
        let mut next = 0;
        let first_dwelling = question.compounds.iter().map(|compound| {
            let first = next;
            next += compound.dwellings.len() as u32;
            first
        });
        Self {
            by_edge,
            by_zone,
            homes,
            first_dwelling: first_dwelling.collect(),
        }
    }

    /// The compounds whose residents may reach a goal, with their homes, by home, then compound: those that join an edge at a
    /// vertex it touched, and those whose own edges meet one.
    fn near(&self, network: &Network, goal: &Goal) -> Vec<(ZoneId, CompoundIndex)> {
        let edges = goal.touched_edges(network);
        let mut zones: Vec<ZoneId> = edges.iter().map(|edge| network.edge(*edge).zone).collect();
        zones.sort_unstable();
        zones.dedup();
        let on_edges = edges.iter().flat_map(|edge| run_of(&self.by_edge, *edge));
        let at_home = zones.iter().flat_map(|zone| run_of(&self.by_zone, *zone));
        let mut near: Vec<(ZoneId, CompoundIndex)> = on_edges
            .chain(at_home)
            .map(|compound| (self.homes[compound.index()], compound))
            .collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// The values of one key in a list sorted by key.
fn run_of<K: Ord + Copy>(list: &[(K, CompoundIndex)], key: K) -> impl Iterator<Item = CompoundIndex> {
    let first = list.partition_point(|(one, _)| *one < key);
    list[first..]
        .iter()
        .take_while(move |(one, _)| *one == key)
        .map(|(_, compound)| *compound)
}
