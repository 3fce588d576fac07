//! Who is served best by given open sites.

use super::flow::Graph;
use super::model::{Aim, Model, Walk, site_index};
use super::single;
use crate::ids::DemandIndex;
use crate::plan::Assigned;

/// Source and sink of every graph.
const SOURCE: u32 = 0;
const SINK: u32 = 1;
/// Beyond so many walks the final assignment is any that serves as much; below, it is the one of the shortest walks.
const MOST_WALKS_SHORTENED: usize = 400_000;
/// What serving demand beyond the needs costs when the shortest walks are sought: more than any walk, so that needs come first.
const BEYOND_NEEDS: i64 = 1 << 52;

/// What of demand no need asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// It has to wait until [`Graph::widen`].
    Later,
    /// It is served after the needs, by cost.
    ByCost,
}

/// What given open sites come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Served {
    /// The value; `None`: needs are not met, or nothing that meets them was found.
    pub(crate) value: Option<i64>,
    /// Whether that is known for sure; only demand that may not be split leaves doubt.
    pub(crate) is_exact: bool,
    /// Edges read.
    pub(crate) work: usize,
}

/// The value of these open sites.
pub(crate) fn serve(model: &Model, open: &[usize]) -> Served {
    if !model.is_split {
        return single::serve(model, open);
    }
    let mut network = Network::new(model, open, Rest::Later);
    let value = network.send(model);
    let cost: i64 = open.iter().map(|site| model.cost(*site)).sum();
    Served {
        value: value.map(|value| value - cost),
        is_exact: true,
        work: network.graph.work() + network.edges.len(),
    }
}

/// A flow network of rows and open sites.
struct Network {
    graph: Graph,
    /// Edges from rows to sites.
    edges: Vec<(usize, usize, Walk)>,
    /// Edges into each row that bring what no need asks for.
    extra: Vec<(usize, i64)>,
    penalty: i64,
    /// What all needs come to.
    needed: i64,
}

impl Network {
    fn new(model: &Model, open: &[usize], rest: Rest) -> Self {
        let needs = model.needs();
        let mut node_of: Vec<Option<u32>> = vec![None; model.row_count()];
        let mut rows = Vec::new();
        for walk in open.iter().flat_map(|site| model.walks_of(*site)) {
            node_of[walk.row as usize].get_or_insert_with(|| {
                rows.push(walk.row);
                rows.len() as u32 - 1
            });
        }
        let families = needs.len() as u32;
        let first_row = 2 + families;
        let first_site = first_row + 2 * rows.len() as u32;
        let mut graph = Graph::new(first_site as usize + open.len());
        for (family, need) in needs.iter().enumerate() {
            graph.edge(SOURCE, 2 + family as u32, (*need).max(0), 0);
        }
        let mut extra = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let (into, out) = (first_row + 2 * number as u32, first_row + 2 * number as u32 + 1);
            let weight = model.weights[*row as usize];
            graph.edge(into, out, weight, 0);
            if needs.is_empty() {
                graph.edge(SOURCE, into, weight, 0);
            } else {
                graph.edge(2 + model.family[*row as usize], into, weight, 0);
                let (room, cost) = if rest == Rest::Later {
                    (0, 0)
                } else {
                    (weight, BEYOND_NEEDS)
                };
                extra.push((graph.edge(SOURCE, into, room, cost), weight));
            }
        }
        let penalty = match model.aim {
            Aim::Saved(penalty) => i64::from(penalty),
            Aim::Served | Aim::Needs { .. } => 0,
        };
        let mut edges = Vec::new();
        for (number, site) in open.iter().enumerate() {
            let node = first_site + number as u32;
            graph.edge(node, SINK, model.capacity[*site], 0);
            for walk in model.walks_of(*site) {
                if let Some(row) = node_of[walk.row as usize] {
                    let edge = graph.edge(
                        first_row + 2 * row + 1,
                        node,
                        model.weights[walk.row as usize],
                        i64::from(walk.time),
                    );
                    edges.push((edge, *site, *walk));
                }
            }
        }
        let needed = needs.iter().map(|need| (*need).max(0)).sum();
        Self {
            graph,
            edges,
            extra,
            penalty,
            needed,
        }
    }

    /// Sends what the aim wants; gives what it gains, `None` where needs are not met.
    fn send(&mut self, model: &Model) -> Option<i64> {
        match model.aim {
            Aim::Served => Some(self.graph.max_flow(SOURCE, SINK)),
            Aim::Saved(_) => {
                let (sent, cost) = self.graph.cheapest_flow(SOURCE, SINK, self.penalty);
                Some(sent * self.penalty - cost)
            }
            Aim::Needs { .. } => (self.graph.max_flow(SOURCE, SINK) >= self.needed).then_some(0),
        }
    }

    /// Sends as much as possible, needs first.
    fn send_all(&mut self, rest: Rest) {
        if rest == Rest::ByCost {
            let limit = if self.penalty > 0 { self.penalty } else { i64::MAX };
            self.graph.cheapest_flow(SOURCE, SINK, limit);
            return;
        }
        self.graph.max_flow(SOURCE, SINK);
        for (edge, weight) in &self.extra {
            self.graph.widen(*edge, *weight);
        }
        self.graph.max_flow(SOURCE, SINK);
    }
}

/// Who goes where: as many as can, by the shortest walks for that. The model must not have merged rows.
pub(crate) fn assignment(model: &Model, open: &[usize]) -> Vec<Assigned> {
    let mut assigned = if model.is_split {
        let walks = open.iter().map(|site| model.walks_of(*site).len()).sum::<usize>();
        let is_short = walks <= MOST_WALKS_SHORTENED || matches!(model.aim, Aim::Saved(_));
        let rest = if is_short { Rest::ByCost } else { Rest::Later };
        let mut network = Network::new(model, open, rest);
        network.send_all(rest);
        let edges = network
            .edges
            .iter()
            .map(|(edge, site, walk)| (network.graph.flow(*edge), *site, *walk));
        edges
            .filter(|(amount, ..)| *amount > 0)
            .map(|(amount, site, walk)| told(model, amount, site, walk))
            .collect()
    } else {
        let chosen = single::assign(model, open).0;
        let chosen = chosen.iter().flat_map(|chosen| chosen.iter().enumerate());
        let walks = chosen.filter_map(|(row, to)| {
            let (site, walk) = (*to)?;
            Some(told(model, model.weights[row], site, walk))
        });
        walks.collect::<Vec<_>>()
    };
    assigned.sort_unstable_by_key(|assigned| (assigned.demand, assigned.site));
    assigned
}

fn told(model: &Model, amount: i64, site: usize, walk: Walk) -> Assigned {
    Assigned {
        demand: DemandIndex::at(model.place(walk.row)),
        site: site_index(site),
        time: walk.time,
        amount: amount as u64,
    }
}
