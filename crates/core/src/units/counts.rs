//! What is counted and not scored: facilities by kind, operators, and figures of no place.

use std::collections::{BTreeMap, BTreeSet};

use super::members::Members;
use super::roster::Roster;
use super::share::{add, ratio};
use crate::ids::FacilityIndex;
use crate::options::{Circle, CoverageOptions, ratio_parts};
use crate::place::{Facility, Placed};
use crate::read::table::{CandidateRow, CountedRow, UrbanRural};

/// Facilities of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FacilityCount {
    /// What they are grouped by: `all`, `category`, `category-told` (the list's own word), `status`, `level`, `service`, `town-or-country`,
    /// `category-urban`, `category-rural`, `run by a chain`; what is no facility is counted as `services`, `operators`, `candidates`.
    pub group: &'static str,
    /// Their group.
    pub value: String,
    /// How many.
    pub facilities: u64,
    /// How many of them operate.
    pub operating: u64,
    /// Their beds; `None` where none tells them.
    pub beds: Option<f64>,
    /// Their floor area, m2; `None` where none tells it.
    pub floor_area_m2: Option<f64>,
    /// What they cost together, of candidates; `None` where none tells it.
    pub cost: Option<f64>,
    /// How many have stars; `None` where no facility of the lists tells any.
    pub starred: Option<u64>,
}

impl FacilityCount {
    /// Whether facilities are counted, not operators or candidates.
    pub fn is_of_facilities(&self) -> bool {
        ![OPERATORS, CANDIDATES, SERVICES].contains(&self.group)
    }

    /// Share of them that have stars; `None` where facilities are not what is counted, or no list tells stars.
    pub fn starred_share(&self) -> Option<f64> {
        ratio(self.starred? as f64, self.facilities as f64).filter(|_| self.is_of_facilities())
    }

    fn add(&mut self, facility: &Facility) {
        self.facilities += 1;
        self.operating += u64::from(facility.status == Circle::OPERATING);
        if let Some(starred) = &mut self.starred {
            *starred += u64::from(facility.details.star.is_some());
        }
        add(&mut self.beds, facility.beds);
        add(&mut self.floor_area_m2, facility.floor_area_m2);
    }
}

/// The sum of one item, or the ratio of two.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemCount {
    /// What is counted.
    pub item: String,
    /// In which period; `None` for all that are told.
    pub period: Option<String>,
    /// How many; `None` where a ratio has nothing to be of.
    pub amount: Option<f64>,
    /// How many rows tell it.
    pub rows: u64,
}

/// Facilities by what lists tell of them, each group in the order of its values.
pub(super) fn facility_counts(
    placed: &Placed,
    roster: &Roster,
    members: &Members,
    candidates: &[CandidateRow],
) -> Vec<FacilityCount> {
    let places = urban_rural(placed, roster, members);
    let tell_stars = placed.facilities.iter().any(|one| one.details.star.is_some());
    let mut groups: BTreeMap<(usize, &'static str, String), FacilityCount> = BTreeMap::new();
    let mut count_in = |order: usize, group: &'static str, value: String, facility: &Facility| {
        let count = groups
            .entry((order, group, value.clone()))
            .or_insert_with(|| FacilityCount {
                group,
                value,
                starred: tell_stars.then_some(0),
                ..FacilityCount::default()
            });
        count.add(facility);
    };
    let mut operators: BTreeMap<&str, u64> = BTreeMap::new();
    for (position, facility) in placed.facilities.iter().enumerate() {
        count_in(0, "all", String::new(), facility);
        count_in(1, "category", facility.category.clone(), facility);
        if let Some(told) = &facility.details.category_told {
            count_in(2, "category-told", told.trim().to_owned(), facility);
        }
        count_in(3, "status", facility.status.clone(), facility);
        if let Some(level) = facility.details.level {
            count_in(4, "level", crate::write::word(level), facility);
        }
        for service in &facility.details.services {
            count_in(5, "service", service.clone(), facility);
        }
        if let Some(place) = places[position] {
            count_in(6, "town-or-country", crate::write::word(place), facility);
            let by_category = match place {
                UrbanRural::Urban => "category-urban",
                UrbanRural::Rural => "category-rural",
            };
            count_in(7, by_category, facility.category.clone(), facility);
        }
        if let Some(operator) = &facility.details.operator_id {
            *operators.entry(operator).or_default() += 1;
        }
    }
    for facility in &placed.facilities {
        let sites = facility
            .details
            .operator_id
            .as_deref()
            .and_then(|one| operators.get(one));
        if sites.is_some_and(|sites| *sites >= CHAIN_SITES) {
            count_in(8, "run by a chain", String::new(), facility);
        }
    }
    let mut counts: Vec<FacilityCount> = groups.into_values().collect();
    counts.extend(service_count(placed));
    if !operators.is_empty() {
        counts.extend(operator_counts(&operators));
    }
    counts.extend(candidate_counts(candidates));
    counts
}

/// Candidates by what they are now: idle, rebuilt, extended, new ...
fn candidate_counts(candidates: &[CandidateRow]) -> Vec<FacilityCount> {
    let mut origins: BTreeMap<&str, FacilityCount> = BTreeMap::new();
    for candidate in candidates {
        let origin = candidate.origin.as_deref().unwrap_or_default();
        let count = origins.entry(origin).or_insert_with(|| FacilityCount {
            group: CANDIDATES,
            value: origin.to_owned(),
            ..FacilityCount::default()
        });
        count.facilities += 1;
        add(&mut count.cost, candidate.cost);
        add(&mut count.floor_area_m2, candidate.floor_area_m2);
    }
    origins.into_values().collect()
}

/// How many services there are, whoever offers them; `facilities` counts services here. `None` where no list tells any.
fn service_count(placed: &Placed) -> Option<FacilityCount> {
    let services = placed.facilities.iter().flat_map(|one| &one.details.services);
    let services: BTreeSet<&String> = services.collect();
    (!services.is_empty()).then(|| FacilityCount {
        group: SERVICES,
        value: "all".to_owned(),
        facilities: services.len() as u64,
        ..FacilityCount::default()
    })
}

/// Groups that count other things than facilities.
const SERVICES: &str = "services";
const OPERATORS: &str = "operators";
const CANDIDATES: &str = "candidates";

/// An operator of this many sites is a chain.
const CHAIN_SITES: u64 = 2;

/// Operators, and those of them that are chains; `facilities` counts operators here.
fn operator_counts(operators: &BTreeMap<&str, u64>) -> [FacilityCount; 2] {
    let count = |value: &str, facilities: usize| FacilityCount {
        group: OPERATORS,
        value: value.to_owned(),
        facilities: facilities as u64,
        ..FacilityCount::default()
    };
    let chains = operators.values().filter(|sites| **sites >= CHAIN_SITES).count();
    [count("all", operators.len()), count("chains", chains)]
}

/// Town or country, by the first unit that holds a facility and tells it.
fn urban_rural(placed: &Placed, roster: &Roster, members: &Members) -> Vec<Option<UrbanRural>> {
    let mut places = vec![None; placed.facilities.len()];
    for (unit, located) in roster.units.iter().zip(&members.located) {
        for facility in located.iter().copied().map(FacilityIndex::index) {
            places[facility] = places[facility].or(unit.urban_rural);
        }
    }
    places
}

/// Sums of items, all periods together, then period by period where there are several; then the plan's ratios.
pub(super) fn item_counts(rows: &[CountedRow], options: &CoverageOptions) -> Vec<ItemCount> {
    let mut items: Vec<&str> = Vec::new();
    for row in rows {
        if !items.contains(&row.item.as_str()) {
            items.push(&row.item);
        }
    }
    let mut counts = Vec::new();
    for item in &items {
        counts.push(sum(rows, item, None));
        let mut periods: Vec<&str> = rows
            .iter()
            .filter(|row| row.item == *item)
            .filter_map(|row| row.period.as_deref())
            .collect();
        periods.sort_unstable();
        periods.dedup();
        if periods.len() > 1 {
            counts.extend(periods.into_iter().map(|period| sum(rows, item, Some(period))));
        }
    }
    for told in &options.ratios {
        let Some((one, other)) = ratio_parts(told) else {
            continue;
        };
        let (one, other) = (sum(rows, one, None), sum(rows, other, None));
        counts.push(ItemCount {
            item: told.clone(),
            period: None,
            amount: one.amount.zip(other.amount).and_then(|(one, other)| ratio(one, other)),
            rows: one.rows + other.rows,
        });
    }
    counts
}

fn sum(rows: &[CountedRow], item: &str, period: Option<&str>) -> ItemCount {
    let is_meant = |row: &&CountedRow| row.item == item && (period.is_none() || row.period.as_deref() == period);
    let meant: Vec<f64> = rows.iter().filter(is_meant).map(|row| row.amount).collect();
    ItemCount {
        item: item.to_owned(),
        period: period.map(str::to_owned),
        amount: (!meant.is_empty()).then(|| meant.iter().fold(0.0, |sum, amount| sum + amount)),
        rows: meant.len() as u64,
    }
}
