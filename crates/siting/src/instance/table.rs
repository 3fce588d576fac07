//! The sparse table of walking times: compressed rows by site.

use crate::ids::{DemandIndex, SiteIndex};

/// A place that a site reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// The place.
    pub demand: DemandIndex,
    /// The walk to it, milliseconds.
    pub time: u32,
}

/// Walking times from every site to the places within reach, in compressed sparse rows; pairs that are not in it are out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeTable {
    starts: Vec<usize>,
    reaches: Vec<Reach>,
    demand_count: usize,
}

impl TimeTable {
    /// Rows sorted by place.
    pub(super) fn new(rows: Vec<Vec<Reach>>, demand_count: usize) -> Self {
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let mut reaches = Vec::with_capacity(rows.iter().map(Vec::len).sum());
        starts.push(0);
        for mut row in rows {
            row.sort_unstable();
            reaches.extend(row);
            starts.push(reaches.len());
        }
        Self {
            starts,
            reaches,
            demand_count,
        }
    }

    /// The places a site reaches, in the order of places. Panics where the index is of another table.
    pub fn of_site(&self, site: SiteIndex) -> &[Reach] {
        &self.reaches[self.starts[site.index()]..self.starts[site.index() + 1]]
    }

    /// The walk from a site to a place; `None` out of reach.
    pub fn time(&self, site: SiteIndex, demand: DemandIndex) -> Option<u32> {
        let row = self.of_site(site);
        let found = row.binary_search_by_key(&demand, |reach| reach.demand).ok()?;
        row.get(found).map(|reach| reach.time)
    }

    /// All rows, in the order of sites.
    pub fn rows(&self) -> impl Iterator<Item = (SiteIndex, &[Reach])> {
        (0..self.site_count()).map(|index| (SiteIndex::at(index), self.of_site(SiteIndex::at(index))))
    }

    /// How many sites have a row.
    pub fn site_count(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many places there are, reached or not.
    pub fn demand_count(&self) -> usize {
        self.demand_count
    }

    /// How many pairs are told.
    pub fn len(&self) -> usize {
        self.reaches.len()
    }

    /// Whether no pair is told.
    pub fn is_empty(&self) -> bool {
        self.reaches.is_empty()
    }

    /// The longest walk told; 0 where none is.
    pub fn longest(&self) -> u32 {
        self.reaches.iter().map(|reach| reach.time).max().unwrap_or(0)
    }
}
