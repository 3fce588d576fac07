//! A circle's facilities in stages, by year of opening and status: what is covered after each, and what each facility adds.

use std::collections::BTreeMap;

use super::demand::Demand;
use super::stages::{FacilityGain, staged};
use super::supply::SparseMinutes;
use crate::options::{Circle, VerdictOptions};
use crate::place::{Facility, Placed};
use crate::units_of_measure::Milliseconds;

/// Statuses of facilities that are not open and will be, in the order they open.
const COMING: [&str; 2] = ["under-construction", "planned"];

/// A stage's place in the order: what counts today and tells no date, then its years of opening; then what is to come, by year, by
/// status. So the last stage that counts today is what is covered now, whatever dates slipped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageKey {
    /// Counts today; the date is not told.
    Open,
    /// Counts today, and opened in this year.
    Year(u16),
    /// Does not count today; opens, or was to open, in this year.
    ComingYear(u16),
    /// Neither open nor dated: by status.
    Coming(usize),
}

impl StageKey {
    /// The stage of a facility; `None` where it will not open: closed, or of a status without a meaning here.
    fn of(facility: &Facility, circle: &Circle) -> Option<Self> {
        let coming = COMING.iter().position(|status| *status == facility.status);
        let is_listed = circle.status.is_empty() || circle.status.contains(&facility.status);
        let counts = facility.counts_in(circle);
        match (facility.details.open_date, coming) {
            (Some(date), _) if counts => Some(Self::Year(date.year())),
            (None, _) if counts => Some(Self::Open),
            (Some(date), _) if coming.is_some() || is_listed => Some(Self::ComingYear(date.year())),
            (_, Some(status)) => Some(Self::Coming(status)),
            (_, None) => None,
        }
    }

    /// Whether its facilities count today.
    pub fn is_now(&self) -> bool {
        matches!(self, Self::Open | Self::Year(_))
    }

    /// Its name: `open`, a year, or a status.
    pub fn name(&self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Year(year) | Self::ComingYear(year) => year.to_string(),
            Self::Coming(status) => COMING.get(*status).copied().unwrap_or_default().to_owned(),
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
        if circle.is_of_kind(facility.kind())
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
