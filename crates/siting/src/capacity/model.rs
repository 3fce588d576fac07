//! Demand, sites and what a unit of demand gains at each.

use crate::ids::SiteIndex;
use crate::partition::Partition;
use crate::problem::Capacities;
use crate::rules::Setting;

/// What is made large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Demand served.
    Served,
    /// Walks saved against this penalty.
    Saved(u32),
    /// The cost of sites, to be small, while each family of demand has its need served.
    Needs {
        /// The family of each place; `None`: it does not count.
        family: Vec<Option<u32>>,
        needs: Vec<i64>,
        /// The cost of each site.
        costs: Vec<i64>,
    },
}

/// A walk that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pub(super) row: u32,
    /// What a unit of demand gains by it.
    pub(super) gain: i64,
    pub(super) time: u32,
}

/// Demand as rows, sites as columns.
pub(crate) struct Model {
    pub(super) aim: Aim,
    pub(super) is_split: bool,
    /// A place of each row: the only one where rows are not merged.
    pub(super) places: Vec<u32>,
    pub(super) weights: Vec<i64>,
    pub(super) family: Vec<u32>,
    /// The most each site can serve.
    pub(super) capacity: Vec<i64>,
    walks: Vec<Walk>,
    starts: Vec<usize>,
}

impl Model {
    /// Walks within `limit`. Places of the same family, sites and gains are merged where `merges` and demand may be split.
    pub(crate) fn new(setting: &Setting<'_>, aim: Aim, limit: u32, merges: bool) -> Self {
        let instance = setting.instance;
        let is_split = setting.problem.constraints.capacities != Capacities::SingleSource;
        let demand = instance.demand();
        let family_of = |place: usize| match &aim {
            Aim::Served | Aim::Saved(_) => Some(0),
            Aim::Needs { family, needs, .. } => family[place].filter(|family| needs[*family as usize] > 0),
        };
        let families: Vec<Option<u32>> = (0..demand.len()).map(family_of).collect();
        let counts = |place: usize| demand[place].weight > 0 && families[place].is_some();
        let heads = if merges && is_split && !matches!(aim, Aim::Saved(_)) {
            let count = families.iter().flatten().max().map_or(1, |most| *most as usize + 1);
            let class = families.iter().map(|family| family.unwrap_or(0)).collect();
            let mut partition = Partition::new(class, count);
            for (site, row) in instance.times().rows() {
                for reach in row.iter().filter(|reach| reach.time <= limit) {
                    partition.add(site.0, reach.demand.index());
                }
            }
            partition.heads(counts)
        } else {
            (0..demand.len())
                .map(|place| counts(place).then_some(place as u32))
                .collect()
        };
        let mut model = Self {
            is_split,
            places: Vec::new(),
            weights: Vec::new(),
            family: Vec::new(),
            capacity: Vec::new(),
            walks: Vec::new(),
            starts: vec![0],
            aim,
        };
        let row_of = model.add_rows(&heads, &families, setting);
        model.add_columns(&heads, &row_of, setting, limit);
        model
    }

    fn add_rows(&mut self, heads: &[Option<u32>], families: &[Option<u32>], setting: &Setting<'_>) -> Vec<u32> {
        let mut row_of = vec![0; heads.len()];
        for (place, head) in heads.iter().enumerate() {
            let Some(head) = head.map(|head| head as usize) else {
                continue;
            };
            let weight = setting.instance.demand()[place].weight as i64;
            if head == place {
                row_of[place] = self.places.len() as u32;
                self.places.push(place as u32);
                self.weights.push(weight);
                self.family.push(families[place].unwrap_or(0));
            } else {
                self.weights[row_of[head] as usize] += weight;
            }
        }
        row_of
    }

    fn add_columns(&mut self, heads: &[Option<u32>], row_of: &[u32], setting: &Setting<'_>, limit: u32) {
        let total = setting.instance.total_weight();
        let gain = |time: u32| match self.aim {
            Aim::Served => 1,
            Aim::Saved(penalty) => i64::from(penalty) - i64::from(time),
            Aim::Needs { .. } => 0,
        };
        for (site, row) in setting.instance.times().rows() {
            let within = row.iter().filter(|reach| reach.time <= limit);
            let heads = within.filter(|reach| heads[reach.demand.index()] == Some(reach.demand.0));
            self.walks.extend(heads.map(|reach| Walk {
                row: row_of[reach.demand.index()],
                gain: gain(reach.time),
                time: reach.time,
            }));
            self.starts.push(self.walks.len());
            let capacity = setting.instance.site(site).capacity.unwrap_or(total).min(total);
            self.capacity.push(capacity as i64);
        }
    }

    pub(super) fn row_count(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn site_count(&self) -> usize {
        self.capacity.len()
    }

    pub(super) fn walk_count(&self) -> usize {
        self.walks.len()
    }

    /// The walks of a site.
    pub(super) fn walks_of(&self, site: usize) -> &[Walk] {
        &self.walks[self.starts[site]..self.starts[site + 1]]
    }

    /// What opening a site costs; 0 unless that is what is made small.
    pub(super) fn cost(&self, site: usize) -> i64 {
        match &self.aim {
            Aim::Needs { costs, .. } => costs[site],
            Aim::Served | Aim::Saved(_) => 0,
        }
    }

    /// What each family needs; empty unless that is the aim.
    pub(super) fn needs(&self) -> &[i64] {
        match &self.aim {
            Aim::Needs { needs, .. } => needs,
            Aim::Served | Aim::Saved(_) => &[],
        }
    }

    /// What a site could gain at most, whatever else is open; where needs are the aim, what it could serve.
    pub(crate) fn promise(&self, site: usize) -> i64 {
        let walks = || self.walks_of(site).iter();
        let wanted = walks().map(|walk| self.weights[walk.row as usize] * walk.gain.max(1));
        let best = walks().map(|walk| walk.gain.max(1)).max().unwrap_or(0);
        wanted.sum::<i64>().min(self.capacity[site].saturating_mul(best))
    }

    /// The place and site of a row and a column.
    pub(super) fn place(&self, row: u32) -> usize {
        self.places[row as usize] as usize
    }

    /// No plan can gain more: everybody at the best of these sites, or nothing spent but on these.
    pub(super) fn ceiling(&self, could_open: impl Iterator<Item = usize>) -> i64 {
        if let Aim::Needs { costs, .. } = &self.aim {
            return could_open.map(|site| (-costs[site]).max(0)).sum();
        }
        let mut best = vec![0; self.row_count()];
        for walk in could_open.flat_map(|site| self.walks_of(site)) {
            let best = &mut best[walk.row as usize];
            *best = walk.gain.max(*best);
        }
        best.iter().zip(&self.weights).map(|(best, weight)| best * weight).sum()
    }
}

/// The index of a site.
pub(super) fn site_index(site: usize) -> SiteIndex {
    SiteIndex::at(site)
}
