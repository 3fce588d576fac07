//! What is wrong with the lists of an instance.

use std::collections::BTreeSet;

use super::{Demand, Instance, Reach, Site, Standing};
use crate::ids::GroupIndex;

/// One thing that is wrong with the lists.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// Two sites of one name.
    #[error("site {id}: listed twice; give each site an id of its own")]
    SiteTwice {
        /// The name.
        id: String,
    },
    /// Two places of one name.
    #[error("demand {id}: listed twice; give each place an id of its own")]
    DemandTwice {
        /// The name.
        id: String,
    },
    /// Not one list of times a site.
    #[error("{lists} lists of walking times for {sites} sites; give one list a site")]
    TimesOfSites {
        /// How many lists.
        lists: usize,
        /// How many sites.
        sites: usize,
    },
    /// A time to a place that is not in the list.
    #[error("site {site}: a walking time to demand no. {demand}, but only {known} are listed")]
    UnknownDemand {
        /// The site.
        site: String,
        /// The position given.
        demand: u32,
        /// How many places there are.
        known: usize,
    },
    /// Two times for one pair.
    #[error("site {site}: two walking times to demand {demand}; keep the shorter")]
    PairTwice {
        /// The site.
        site: String,
        /// The place.
        demand: String,
    },
    /// A group that is not in the list.
    #[error("{what} {id}: group no. {group}, but only {known} are listed")]
    UnknownGroup {
        /// `site` or `demand`.
        what: &'static str,
        /// Its name.
        id: String,
        /// The position given.
        group: u32,
        /// How many groups there are.
        known: usize,
    },
    /// A planned facility of stage 0.
    #[error("site {id}: planned for stage 0; stages count from 1")]
    StageZero {
        /// The site.
        id: String,
    },
    /// More than 2^32 of something.
    #[error("{count} {what}; at most 4,294,967,295 can be told apart")]
    TooMany {
        /// `sites`, `places` or `groups`.
        what: &'static str,
        /// How many.
        count: usize,
    },
    /// Weights whose sum cannot be counted exactly.
    #[error(
        "the weights of all demand come to more than {}; count in larger units",
        Instance::MOST_WEIGHT
    )]
    WeightsTooLarge,
    /// Costs whose sum cannot be counted exactly.
    #[error(
        "the costs of all sites come to more than {}; count in larger units",
        Instance::MOST_COST
    )]
    CostsTooLarge,
}

pub(super) fn complaints(
    sites: &[Site],
    demand: &[Demand],
    groups: &[String],
    times: &[Vec<Reach>],
) -> Vec<InstanceError> {
    let mut complaints = Vec::new();
    let counts = [
        ("sites", sites.len()),
        ("places", demand.len()),
        ("groups", groups.len()),
    ];
    for (what, count) in counts {
        if u32::try_from(count).is_err() {
            complaints.push(InstanceError::TooMany { what, count });
        }
    }
    let twice = repeated(sites.iter().map(|site| site.id.as_str()));
    complaints.extend(twice.map(|id| InstanceError::SiteTwice { id }));
    let twice = repeated(demand.iter().map(|demand| demand.id.as_str()));
    complaints.extend(twice.map(|id| InstanceError::DemandTwice { id }));
    check_groups(
        &mut complaints,
        "site",
        sites.iter().map(|site| (&site.id, site.group)),
        groups.len(),
    );
    let of_demand = demand.iter().map(|demand| (&demand.id, demand.group));
    check_groups(&mut complaints, "demand", of_demand, groups.len());
    for site in sites
        .iter()
        .filter(|site| site.standing == (Standing::Planned { stage: 0 }))
    {
        complaints.push(InstanceError::StageZero { id: site.id.clone() });
    }
    if times.len() != sites.len() {
        let (lists, sites) = (times.len(), sites.len());
        complaints.push(InstanceError::TimesOfSites { lists, sites });
    }
    for (site, row) in sites.iter().zip(times) {
        check_row(&mut complaints, site, row, demand);
    }
    if !fits(demand.iter().map(|demand| demand.weight), Instance::MOST_WEIGHT) {
        complaints.push(InstanceError::WeightsTooLarge);
    }
    if !fits(sites.iter().flat_map(costs), Instance::MOST_COST) {
        complaints.push(InstanceError::CostsTooLarge);
    }
    complaints
}

/// Names met before, each once for every further time.
fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    ids.filter(move |id| !seen.insert(*id)).map(str::to_owned)
}

fn check_groups<'a>(
    complaints: &mut Vec<InstanceError>,
    what: &'static str,
    of: impl Iterator<Item = (&'a String, Option<GroupIndex>)>,
    known: usize,
) {
    let grouped = of.filter_map(|(id, group)| Some((id, group?)));
    for (id, group) in grouped.filter(|(_, group)| group.index() >= known) {
        let (id, group) = (id.clone(), group.0);
        complaints.push(InstanceError::UnknownGroup { what, id, group, known });
    }
}

fn check_row(complaints: &mut Vec<InstanceError>, site: &Site, row: &[Reach], demand: &[Demand]) {
    let mut order: Vec<u32> = row.iter().map(|reach| reach.demand.0).collect();
    order.sort_unstable();
    let twice = order.windows(2).filter_map(|pair| match pair {
        [first, second] if first == second => demand.get(*first as usize),
        _ => None,
    });
    complaints.extend(twice.map(|demand| InstanceError::PairTwice {
        site: site.id.clone(),
        demand: demand.id.clone(),
    }));
    let known = demand.len();
    let unknown = order.into_iter().find(|index| *index as usize >= known);
    complaints.extend(unknown.map(|demand| InstanceError::UnknownDemand {
        site: site.id.clone(),
        demand,
        known,
    }));
}

/// What a site can cost: opening or keeping, and closing.
fn costs(site: &Site) -> [u64; 2] {
    match site.standing {
        Standing::Existing {
            closing_cost: Some(closing),
        } => [site.cost, closing],
        _ => [site.cost, 0],
    }
}

/// Whether a sum stays within a limit.
fn fits(mut values: impl Iterator<Item = u64>, most: u64) -> bool {
    let sum = values.try_fold(0_u64, u64::checked_add);
    sum.is_some_and(|sum| sum <= most)
}
