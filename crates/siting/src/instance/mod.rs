//! What is given: sites, demand, and the walking times between them.

mod check;
mod table;

pub use check::InstanceError;
pub use table::{Reach, TimeTable};

use crate::ids::{DemandIndex, GroupIndex, SiteIndex};

/// Where a facility stands, will stand, or could stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its name in messages; no two sites share one.
    pub id: String,
    /// Whether it is there already.
    pub standing: Standing,
    /// What opening it costs, or keeping it where it stands already; any unit, the same for all.
    pub cost: u64,
    /// Floor area in square decimetres, where known.
    pub floor_area_dm2: Option<u32>,
    /// How much demand it can take (beds, places, meals a day); `None`: as much as comes.
    pub capacity: Option<u64>,
    /// Its street or community.
    pub group: Option<GroupIndex>,
}

impl Site {
    /// A candidate of cost 1, with no limit and no group.
    pub fn candidate(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            standing: Standing::Candidate,
            cost: 1,
            floor_area_dm2: None,
            capacity: None,
            group: None,
        }
    }

    /// A facility that stands and stays.
    pub fn existing(id: impl Into<String>) -> Self {
        Self {
            standing: Standing::Existing { closing_cost: None },
            cost: 0,
            ..Self::candidate(id)
        }
    }
}

/// Whether a site is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be chosen.
    Candidate,
    /// It is open. With a closing cost it can be closed, where [`Closures`](crate::Closures) allow that.
    Existing {
        /// What closing it costs; `None`: it stays.
        closing_cost: Option<u64>,
    },
    /// Decided but not built: open from this stage on, counted from 1. A plan of one stage is at stage 1.
    Planned {
        /// The first stage it is open in.
        stage: u32,
    },
}

/// A place with demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Its name in messages; no two places share one.
    pub id: String,
    /// How much: elders, households, dwellings.
    pub weight: u64,
    /// Its street or community.
    pub group: Option<GroupIndex>,
}

impl Demand {
    /// A place in no group.
    pub fn new(id: impl Into<String>, weight: u64) -> Self {
        Self {
            id: id.into(),
            weight,
            group: None,
        }
    }
}

/// Sites, demand and walking times, checked.
///
/// # Units
/// Times are whole milliseconds; any other whole unit does as well, as long as the limit and the penalty of a
/// [`Problem`](crate::Problem) are told in it.
///
/// # Examples
/// ```
/// use service_circle_siting::{Demand, DemandIndex, Instance, Reach, Site};
///
/// let sites = vec![Site::candidate("活动室"), Site::candidate("社区用房")];
/// let demand = vec![Demand::new("1号楼", 30), Demand::new("2号楼", 20)];
/// let reach = |demand, time| Reach { demand: DemandIndex(demand), time };
/// let times = vec![vec![reach(0, 120_000), reach(1, 600_000)], vec![reach(1, 60_000)]];
/// let instance = Instance::new(sites, demand, Vec::new(), times)?;
/// assert_eq!(instance.times().len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    sites: Vec<Site>,
    demand: Vec<Demand>,
    groups: Vec<String>,
    times: TimeTable,
}

impl Instance {
    /// Checks and keeps the lists. `times` has one list a site, in the order of the sites: whom it reaches and how fast.
    ///
    /// # Errors
    /// All complaints at once: names twice, a list of times too few or too many, demand or groups that are not there, a pair told
    /// twice, sums beyond [`MOST_WEIGHT`](Self::MOST_WEIGHT) or [`MOST_COST`](Self::MOST_COST).
    pub fn new(
        sites: Vec<Site>,
        demand: Vec<Demand>,
        groups: Vec<String>,
        times: Vec<Vec<Reach>>,
    ) -> Result<Self, InstanceErrors> {
        let complaints = check::complaints(&sites, &demand, &groups, &times);
        if !complaints.is_empty() {
            return Err(InstanceErrors(complaints));
        }
        let times = TimeTable::new(times, demand.len());
        Ok(Self {
            sites,
            demand,
            groups,
            times,
        })
    }

    /// The largest total weight: 2^40, about a million million.
    pub const MOST_WEIGHT: u64 = 1 << 40;
    /// The largest total cost: 2^40.
    pub const MOST_COST: u64 = 1 << 40;

    /// All sites.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// All demand.
    pub fn demand(&self) -> &[Demand] {
        &self.demand
    }

    /// The names of the groups.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// Walking times by site.
    pub fn times(&self) -> &TimeTable {
        &self.times
    }

    /// All demand together.
    pub fn total_weight(&self) -> u64 {
        self.demand.iter().map(|demand| demand.weight).sum()
    }

    /// The sites that can be chosen.
    pub fn candidates(&self) -> impl Iterator<Item = SiteIndex> {
        let sites = self.sites.iter().enumerate();
        let candidates = sites.filter(|(_, site)| site.standing == Standing::Candidate);
        candidates.map(|(index, _)| SiteIndex::at(index))
    }

    /// A site. Panics where the index is of another instance.
    pub fn site(&self, site: SiteIndex) -> &Site {
        &self.sites[site.index()]
    }

    /// A place with demand. Panics where the index is of another instance.
    pub fn demand_at(&self, demand: DemandIndex) -> &Demand {
        &self.demand[demand.index()]
    }

    /// A group's name. Panics where the index is of another instance.
    pub fn group(&self, group: GroupIndex) -> &str {
        &self.groups[group.index()]
    }
}

/// All complaints about an instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.0))]
pub struct InstanceErrors(pub Vec<InstanceError>);

/// Messages, one a line.
pub(crate) fn lines(messages: &[impl ToString]) -> String {
    let lines: Vec<String> = messages.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
