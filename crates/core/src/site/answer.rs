//! The plan in a planner's terms: sites in the order of building, whom each serves, what it costs, what the runner-up would lose.

use std::collections::{BTreeMap, BTreeSet};

use service_circle_siting::{Assigned, ChosenSite, Goal, GroupIndex, SiteIndex, SitingPlan};

use super::Material;
use super::Rechecked;
use super::ask::Asked;
use super::demand::UNITS_IN_ONE;
use super::units::{MILLISECONDS_A_MINUTE, Units, told};
use crate::ids::CompoundIndex;
use crate::lonlat::LonLat;
use crate::options::{DemandWeight, Objective};
use crate::units::UnitNote;
use crate::units_of_measure::Milliseconds;

/// Where to build, for whom, and how good that is.
#[derive(Debug)]
pub struct Siting {
    /// What was asked.
    pub objective: Objective,
    /// What objective and bound are told in.
    pub units: Units,
    /// What demand is counted in.
    pub weight: DemandWeight,
    /// The solver's own answer; its amounts are in [`UNITS_IN_ONE`]ths.
    pub plan: SitingPlan,
    /// Why nothing can be done, where nothing can.
    pub infeasible: Option<String>,
    /// The sites to open, in the order of rank.
    pub sites: Vec<SiteAnswer>,
    /// Facilities to close, by id.
    pub closed: Vec<String>,
    /// What becomes of each compound, in their order.
    pub compounds: Vec<CompoundSited>,
    /// Streets before and after, by name.
    pub streets: Vec<StreetSited>,
    /// All demand.
    pub demand: f64,
    /// Demand within the limit today.
    pub served_before: f64,
    /// Demand within the limit with the plan.
    pub served_after: f64,
    /// Compounds none of whose dwellings any site or candidate reaches within the limit.
    pub uncoverable: Vec<CompoundIndex>,
    /// Compounds that tell no count: they weigh nothing.
    pub untold: Vec<CompoundIndex>,
    /// How many candidates there were, and how many of them no way is near.
    pub candidates: usize,
    /// Candidates off the network: they serve nobody.
    pub off_network: usize,
    /// What is odd about the units that streets are told by.
    pub unit_notes: Vec<UnitNote>,
    /// What was compared when the plan's walks were searched anew; `None`: they were not.
    pub rechecked: Option<Rechecked>,
}

/// A site to open.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteAnswer {
    /// The candidate's position.
    pub candidate: usize,
    /// Its id.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// Where it is.
    pub place: LonLat,
    /// Its street, where known.
    pub street: Option<String>,
    /// What it is now, where told.
    pub origin: Option<String>,
    /// Floor area, m2, where told.
    pub floor_area_m2: Option<f64>,
    /// What it costs, where told.
    pub cost: Option<f64>,
    /// 1 for the one to open first.
    pub rank: u32,
    /// The stage it is opened in, from 1, where there are several.
    pub stage: Option<u32>,
    /// What it adds to what stands and the ranks before; for p-median in demand x minutes.
    pub marginal_gain: f64,
    /// What it would add alone.
    pub alone_gain: f64,
    /// Demand that goes there.
    pub load: f64,
    /// Compounds of which some dwelling comes within the limit only by the plan, and goes there.
    pub compounds_newly_served: usize,
    /// Demand newly within the limit that goes there.
    pub newly_served: f64,
    /// Cost for each one newly served, where both are told.
    pub cost_per_one: Option<f64>,
    /// The candidate that could best take its place, by id, and what the objective would lose.
    pub runner_up: Option<(String, f64)>,
    /// Whether that is known for sure: under capacities a limit may come first.
    pub is_runner_up_settled: bool,
    /// Its name, where told.
    pub runner_up_name: Option<String>,
}

/// What becomes of one compound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompoundSited {
    /// The street that most of its dwellings are in, where known.
    pub street: Option<String>,
    /// Its demand.
    pub demand: f64,
    /// Demand within the limit today.
    pub before: f64,
    /// Demand within the limit with the plan.
    pub after: f64,
    /// The site or facility most of its served demand goes to: id and whether it is new.
    pub site: Option<(String, bool)>,
    /// The longest walk of its demand to where it goes, within the limit.
    pub longest: Option<Milliseconds>,
    /// Whether any facility or candidate is within the limit of any of its dwellings.
    pub is_coverable: bool,
}

/// A street before and after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreetSited {
    /// Its name.
    pub name: String,
    /// Its demand.
    pub demand: f64,
    /// Demand within the limit today.
    pub before: f64,
    /// Demand within the limit with the plan.
    pub after: f64,
    /// Sites opened in it.
    pub opened: usize,
}

impl Siting {
    pub(super) fn of(material: Material<'_>, units: Units, asked: &Asked, plan: SitingPlan) -> Self {
        let books = Books::of(material, asked, &plan);
        let compounds = books.compounds();
        let lived_in = material.placed.compounds.iter().zip(&compounds).enumerate();
        let uncoverable = lived_in
            .filter(|(_, (compound, sited))| !compound.dwellings.is_empty() && !sited.is_coverable)
            .map(|(number, _)| CompoundIndex::at(number))
            .collect();
        Self {
            objective: units.objective,
            units,
            weight: asked.demand.weight.unwrap_or(DemandWeight::Compounds),
            infeasible: plan.infeasibility.as_ref().map(|why| why.describe(&asked.instance)),
            sites: books.sites(),
            closed: plan.closed.iter().map(|site| books.id(*site)).collect(),
            streets: books.streets(),
            unit_notes: asked.streets.notes.clone(),
            demand: told(asked.instance.total_weight()),
            served_before: compounds.iter().map(|one| one.before).sum(),
            served_after: compounds.iter().map(|one| one.after).sum(),
            uncoverable,
            untold: asked.demand.untold.clone(),
            candidates: material.candidates.len(),
            off_network: material
                .candidates
                .iter()
                .filter(|one| material.times.is_none() && one.site.links.is_empty())
                .count(),
            compounds,
            plan,
            rechecked: None,
        }
    }
}

impl Siting {
    /// An objective or bound of the solver in people's terms: demand within the limit, sites or money, demand x minutes, or minutes.
    pub fn in_words(&self, objective: u64) -> f64 {
        self.units.in_words(objective)
    }
}

/// The plan beside what it was made from.
struct Books<'a> {
    material: Material<'a>,
    asked: &'a Asked,
    plan: &'a SitingPlan,
    /// By dwelling: its compound.
    owners: Vec<CompoundIndex>,
    /// By dwelling: whether it is within the limit of what stands today.
    before: Vec<bool>,
    /// By dwelling: whether anything could serve it within the limit.
    coverable: Vec<bool>,
}

impl<'a> Books<'a> {
    fn of(material: Material<'a>, asked: &'a Asked, plan: &'a SitingPlan) -> Self {
        let compounds = material.placed.compounds.iter().enumerate();
        let owners: Vec<CompoundIndex> = compounds
            .flat_map(|(number, compound)| vec![CompoundIndex::at(number); compound.dwellings.len()])
            .collect();
        let (mut before, mut coverable) = (vec![false; owners.len()], vec![false; owners.len()]);
        for site in 0..asked.instance.sites().len() {
            let stands = asked
                .standing
                .get(site)
                .and_then(|index| material.placed.facilities.get(*index));
            let today = stands.is_some_and(|facility| facility.counts_in(material.circle));
            for reach in asked.instance.times().of_site(SiteIndex::at(site)) {
                if reach.time <= material.limit.0 {
                    before[reach.demand.index()] |= today;
                    coverable[reach.demand.index()] = true;
                }
            }
        }
        Self {
            material,
            asked,
            plan,
            owners,
            before,
            coverable,
        }
    }

    fn candidate(&self, site: SiteIndex) -> Option<usize> {
        site.index().checked_sub(self.asked.standing.len())
    }

    fn id(&self, site: SiteIndex) -> String {
        if let Some(candidate) = self.candidate(site) {
            self.material.candidates.get(candidate).map(|one| one.site.id.clone())
        } else {
            let facility = self.asked.standing.get(site.index());
            facility
                .and_then(|index| self.material.placed.facilities.get(*index))
                .map(|one| one.id.clone())
        }
        .unwrap_or_default()
    }

    fn stage_of(&self, site: SiteIndex) -> Option<u32> {
        let stages = self.plan.stages.iter();
        stages
            .filter(|stage| stage.sites.contains(&site))
            .map(|stage| stage.stage)
            .min()
    }

    fn sites(&self) -> Vec<SiteAnswer> {
        let mut sites: Vec<SiteAnswer> = self
            .plan
            .sites
            .iter()
            .filter_map(|chosen| self.answer(chosen))
            .collect();
        sites.sort_by_key(|site| (site.stage, site.rank));
        sites
    }

    fn answer(&self, chosen: &ChosenSite) -> Option<SiteAnswer> {
        let number = self.candidate(chosen.site)?;
        let candidate = self.material.candidates.get(number)?;
        let newly = self.plan.assignment.iter().filter(|one| {
            one.site == chosen.site && one.time <= self.material.limit.0 && !self.before[one.demand.index()]
        });
        let mut compounds = BTreeSet::new();
        let mut units = 0;
        for assigned in newly {
            units += assigned.amount;
            compounds.insert(self.owners[assigned.demand.index()]);
        }
        let newly_served = told(units);
        Some(SiteAnswer {
            candidate: number,
            id: candidate.site.id.clone(),
            name: candidate.site.name.clone(),
            place: candidate.site.place,
            street: self.street(&self.asked.streets.candidates, number),
            origin: candidate.origin.clone(),
            floor_area_m2: candidate.site.floor_area_m2,
            cost: candidate.cost,
            rank: chosen.rank,
            stage: self.stage_of(chosen.site),
            marginal_gain: self.in_words(chosen.marginal_gain),
            alone_gain: self.in_words(chosen.alone_gain),
            load: told(chosen.load),
            compounds_newly_served: compounds.len(),
            newly_served,
            cost_per_one: candidate
                .cost
                .filter(|_| newly_served > 0.0)
                .map(|cost| cost / newly_served),
            runner_up: chosen
                .runner_up
                .map(|other| (self.id(other.site), self.loss(other.loss))),
            is_runner_up_settled: chosen.is_runner_up_settled,
            runner_up_name: chosen
                .runner_up
                .and_then(|other| self.material.candidates.get(self.candidate(other.site)?))
                .and_then(|other| other.site.name.clone()),
        })
    }

    /// A gain in demand; of a p-median in demand x minutes.
    fn in_words(&self, gain: u64) -> f64 {
        told(gain) / self.unit()
    }

    fn loss(&self, loss: i64) -> f64 {
        loss as f64 / UNITS_IN_ONE as f64 / self.unit()
    }

    fn unit(&self) -> f64 {
        match self.asked.problem.goal {
            Goal::PMedian { .. } => MILLISECONDS_A_MINUTE,
            _ => 1.0,
        }
    }

    fn compounds(&self) -> Vec<CompoundSited> {
        let streets = &self.asked.streets;
        let mut all: Vec<CompoundSited> = (0..self.material.placed.compounds.len())
            .map(|number| CompoundSited {
                street: self.street(&streets.compounds, number),
                ..CompoundSited::default()
            })
            .collect();
        for (dwelling, owner) in self.owners.iter().enumerate() {
            let units = self.asked.demand.units.get(dwelling).copied().unwrap_or(0);
            let compound = &mut all[owner.index()];
            compound.demand += told(units);
            compound.before += if self.before[dwelling] { told(units) } else { 0.0 };
            compound.is_coverable |= self.coverable[dwelling];
        }
        let mut goes = BTreeMap::<(CompoundIndex, SiteIndex), u64>::new();
        for assigned in self.within_limit() {
            let owner = self.owners[assigned.demand.index()];
            let compound = &mut all[owner.index()];
            compound.after += told(assigned.amount);
            compound.longest = compound.longest.max(Some(Milliseconds(assigned.time)));
            *goes.entry((owner, assigned.site)).or_default() += assigned.amount;
        }
        let mut most = BTreeMap::<CompoundIndex, (u64, SiteIndex)>::new();
        for ((owner, site), amount) in goes {
            let best = most.entry(owner).or_insert((amount, site));
            if amount > best.0 {
                *best = (amount, site);
            }
        }
        for (owner, (_, site)) in most {
            all[owner.index()].site = Some((self.id(site), self.candidate(site).is_some()));
        }
        all
    }

    fn street(&self, of: &[Option<GroupIndex>], number: usize) -> Option<String> {
        let street = of.get(number).copied().flatten();
        self.asked.streets.name(street).map(str::to_owned)
    }

    /// Streets that anybody lives in or that a candidate is in.
    fn streets(&self) -> Vec<StreetSited> {
        let streets = &self.asked.streets;
        let named = |name: &String| StreetSited {
            name: name.clone(),
            ..StreetSited::default()
        };
        let mut all: Vec<StreetSited> = streets.names().iter().map(named).collect();
        let mut add = |street: Option<GroupIndex>, to: &dyn Fn(&mut StreetSited)| {
            if let Some(street) = street.and_then(|street| all.get_mut(street.index())) {
                to(street);
            }
        };
        for ((street, units), before) in streets.dwellings.iter().zip(&self.asked.demand.units).zip(&self.before) {
            add(*street, &|street| {
                street.demand += told(*units);
                street.before += if *before { told(*units) } else { 0.0 };
            });
        }
        for assigned in self.within_limit() {
            add(streets.dwellings[assigned.demand.index()], &|street| {
                street.after += told(assigned.amount);
            });
        }
        for candidate in self.plan.sites.iter().filter_map(|chosen| self.candidate(chosen.site)) {
            add(streets.candidates[candidate], &|street| street.opened += 1);
        }
        all
    }

    /// Who goes where within the limit.
    fn within_limit(&self) -> impl Iterator<Item = &Assigned> {
        let assignment = self.plan.assignment.iter();
        assignment.filter(|one| one.time <= self.material.limit.0)
    }
}
