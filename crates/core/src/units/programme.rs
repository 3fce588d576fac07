//! A circle's facilities in stages, by year of opening and status: what is covered after each, and what each facility adds.

use std::collections::BTreeMap;

use super::stages::{FacilityGain, staged};
use super::supply::SparseMinutes;
use crate::gaps::{Verdict, class, dwelling_shares};
use crate::options::{Circle, VerdictOptions};
use crate::place::{Compound, Facility, Placed};
use crate::units_of_measure::Milliseconds;

/// Statuses of facilities that are not open and will be, in the order they open.
const TO_COME: [&str; 2] = ["under-construction", "planned"];

/// A stage's place in the order: what is open and tells no date, then years, then what is being built, then what is planned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageKey {
    /// Open; the date is not told.
    Open,
    /// Opens, or opened, in this year.
    Year(u16),
    /// Neither open nor dated: by status.
    ToCome(usize),
}

impl StageKey {
    /// The stage of a facility; `None` where it will not open: closed, or of a status without a meaning here.
    fn of(facility: &Facility, circle: &Circle) -> Option<Self> {
        let to_come = TO_COME.iter().position(|status| *status == facility.status);
        let is_listed = circle.status.is_empty() || circle.status.contains(&facility.status);
        if to_come.is_none() && !is_listed {
            return None;
        }
        match (facility.details.open_date, to_come) {
            (Some(date), _) => Some(Self::Year(date.year())),
            (None, Some(status)) => Some(Self::ToCome(status)),
            (None, None) => Some(Self::Open),
        }
    }

    /// Its name: `open`, a year, or a status.
    pub fn name(&self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Year(year) => year.to_string(),
            Self::ToCome(status) => TO_COME.get(*status).copied().unwrap_or_default().to_owned(),
        }
    }
}

/// What is covered once a stage is open.
#[derive(Clone, Debug, PartialEq)]
pub struct StageFigures {
    /// Which stage.
    pub key: StageKey,
    /// Its facilities.
    pub facilities: u64,
    /// Those of them that count today.
    pub counting_now: u64,
    /// Facilities up to and with it.
    pub facilities_so_far: u64,
    /// What is covered on foot; `None` where nothing was walked.
    pub covered: Option<StageCoverage>,
    /// What each of its facilities adds in elders (in compounds where no elders are told), in the order of their list.
    pub each: Vec<FacilityGain>,
}

/// What is covered after a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StageCoverage {
    /// Compounds served.
    pub compounds: u64,
    /// Of so many.
    pub compounds_all: u64,
    /// Elders within the limit; `None` where none are told.
    pub elders: Option<f64>,
    /// Of so many.
    pub elders_all: Option<f64>,
}

/// The stages of one circle. `minutes` are from every dwelling, through all compounds, to every facility.
pub(super) fn programme(
    circle: &Circle,
    limit: Milliseconds,
    placed: &Placed,
    minutes: Option<&SparseMinutes>,
    options: &VerdictOptions,
) -> Vec<StageFigures> {
    let mut stages: BTreeMap<StageKey, Vec<usize>> = BTreeMap::new();
    for (position, facility) in placed.facilities.iter().enumerate() {
        if circle.is_of_kind(&facility.category, facility.floor_area_m2)
            && let Some(key) = StageKey::of(facility, circle)
        {
            stages.entry(key).or_default().push(position);
        }
    }
    let (keys, stages): (Vec<StageKey>, Vec<Vec<usize>>) = stages.into_iter().unzip();
    let demand = Demand::of(&placed.compounds);
    let reached = minutes.map(|minutes| minutes.reached_within(limit.minutes()));
    let nobody = vec![Vec::new(); placed.facilities.len()];
    let covers = staged(&stages, reached.as_deref().unwrap_or(&nobody), &demand.weights);
    let mut open = vec![false; demand.weights.len()];
    keys.into_iter()
        .zip(&stages)
        .zip(covers)
        .map(|((key, stage), cover)| {
            let covered = reached.as_ref().map(|reached| {
                for dwelling in stage.iter().filter_map(|facility| reached.get(*facility)).flatten() {
                    open[*dwelling] = true;
                }
                demand.covered(&placed.compounds, &open, options)
            });
            let counts = |facility: &&usize| placed.facilities[**facility].counts_in(circle);
            StageFigures {
                key,
                facilities: stage.len() as u64,
                counting_now: stage.iter().filter(counts).count() as u64,
                facilities_so_far: cover.facilities as u64,
                each: if covered.is_some() { cover.each } else { Vec::new() },
                covered,
            }
        })
        .collect()
}

/// Dwellings through all compounds, and what each counts.
pub(super) struct Demand {
    /// The first dwelling of each compound.
    pub(super) first: Vec<usize>,
    /// Each dwelling's share of its compound.
    pub(super) shares: Vec<f64>,
    /// What each counts: elders, where any compound tells them, else its share of one compound.
    pub(super) weights: Vec<f64>,
    has_elders: bool,
}

impl Demand {
    pub(super) fn of(compounds: &[Compound]) -> Self {
        let has_elders = compounds.iter().any(|compound| compound.elders.is_some());
        let mut demand = Self {
            first: Vec::with_capacity(compounds.len()),
            shares: Vec::new(),
            weights: Vec::new(),
            has_elders,
        };
        for compound in compounds {
            demand.first.push(demand.shares.len());
            let each = if has_elders {
                compound.elders.unwrap_or(0.0)
            } else {
                1.0
            };
            for share in dwelling_shares(compound) {
                demand.shares.push(share);
                demand.weights.push(each * share);
            }
        }
        demand
    }

    /// The dwellings of a compound, numbered through all.
    pub(super) fn dwellings(&self, position: usize, compound: &Compound) -> std::ops::Range<usize> {
        let first = self.first.get(position).copied().unwrap_or(0);
        first..first + compound.dwellings.len()
    }

    fn covered(&self, compounds: &[Compound], open: &[bool], options: &VerdictOptions) -> StageCoverage {
        let mut covered = StageCoverage {
            compounds_all: compounds.len() as u64,
            ..StageCoverage::default()
        };
        let (mut elders, mut elders_all) = (0.0, 0.0);
        for (position, compound) in compounds.iter().enumerate() {
            let within = self.dwellings(position, compound).filter(|dwelling| open[*dwelling]);
            let share = within.fold(0.0, |sum, dwelling| sum + self.shares[dwelling]);
            covered.compounds += u64::from(class(share, options) == Verdict::Served);
            elders += compound.elders.unwrap_or(0.0) * share;
            elders_all += compound.elders.unwrap_or(0.0);
        }
        if self.has_elders {
            (covered.elders, covered.elders_all) = (Some(elders), Some(elders_all));
        }
        covered
    }
}
