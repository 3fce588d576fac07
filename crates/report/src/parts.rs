//! What the page shows: a run, and what later stages add to it where they ran.

use geo::MultiPolygon;
use service_circle_core::gaps::CompoundVerdict;
use service_circle_core::language::Language;
use service_circle_core::lonlat::LonLat;
use service_circle_core::options::Circle;
use service_circle_core::plan::{Comparison, CoverageOutcome, Outcome, Plan};
use service_circle_core::reach::{CompoundReach, Walk};
use service_circle_core::read::table::UnitKind;
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::write;

use crate::stages;

/// All that the page shows. A run alone makes a page; the optional parts are left out of it where they are empty.
///
/// # Examples
/// ```
/// use service_circle_core::plan::{Outcome, Plan};
/// use service_circle_report::{ReportData, Unit, html};
///
/// let (plan, outcome) = (Plan::default(), Outcome::default());
/// let data = ReportData {
///     units: vec![Unit { name: "凤凰街道".to_owned(), administrative: Some(1.0), walked_low: Some(0.43), ..Unit::default() }],
///     ..ReportData::new(&plan, &outcome)
/// };
/// assert!(html(&data).contains("凤凰街道"));
/// ```
#[derive(Clone, Debug)]
pub struct ReportData<'a> {
    /// What was run.
    pub plan: &'a Plan,
    /// What it found.
    pub outcome: &'a Outcome,
    /// The language it opens in; its reader may change to the other.
    pub language: Language,
    /// What lies within the limit of facilities, and within parts of it, as areas; smaller limits after larger ones.
    pub areas: Vec<Area>,
    /// Streets, communities, townships and their coverage.
    pub units: Vec<Unit>,
    /// Where new facilities should stand.
    pub sites: Option<Sites>,
    /// What the units come to, where that is what the page is about: it is then arranged by the two figures, else by the gaps.
    pub coverage: Option<&'a CoverageOutcome>,
}

impl<'a> ReportData<'a> {
    /// A run, with the areas within its circles' limits where they were drawn, and nothing else.
    pub fn new(plan: &'a Plan, outcome: &'a Outcome) -> Self {
        Self {
            plan,
            outcome,
            language: write::language(plan, outcome),
            areas: stages::areas(outcome),
            units: Vec::new(),
            sites: None,
            coverage: None,
        }
    }
}

/// What can be walked to or from within some minutes, as an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The service circle it belongs to, by position in the plan.
    pub circle: usize,
    /// Within so many minutes.
    pub minutes: f64,
    /// Its shape, in degrees.
    pub shape: MultiPolygon<f64>,
}

/// A unit of a town, and how much of it is covered. Shares are from 0 to 1, absent where nothing is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// The service circle it is judged for, by position in the plan.
    pub circle: usize,
    /// Its name, or its id where it has none.
    pub name: String,
    /// What kind of unit it is, where told.
    pub kind: Option<UnitKind>,
    /// Its outline, in degrees.
    pub outline: Option<MultiPolygon<f64>>,
    /// Compounds in it.
    pub compounds: u64,
    /// Elders in it, where told.
    pub elders: Option<f64>,
    /// Covered as cities report it: a unit that holds a facility counts whole.
    pub administrative: Option<f64>,
    /// Covered on foot, surely.
    pub walked_low: Option<f64>,
    /// Covered on foot, perhaps.
    pub walked_high: Option<f64>,
    /// Elders (compounds, where no elders are told) who are outside on foot, at most.
    pub outside: Option<f64>,
    /// Whether the map ends inside it.
    pub is_partial: bool,
}

/// Proposed sites, and how good the proposal is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sites {
    /// The sites, the first to build first.
    pub sites: Vec<Site>,
    /// How good they are, in English and in Chinese: the objective, the bound, the gap.
    pub proof: Option<[String; 2]>,
}

/// A place where a facility should stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The service circle it is for, by position in the plan.
    pub circle: usize,
    /// Its name or id.
    pub name: String,
    /// Where.
    pub place: LonLat,
    /// Compounds with dwellings newly within the limit by it, where told.
    pub compounds: Option<u64>,
}

/// One service circle of the outcome: the only place that knows how an outcome keeps its circles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CircleView<'a> {
    /// Its terms.
    pub(crate) circle: &'a Circle,
    /// Its limit as walking time.
    pub(crate) limit: Milliseconds,
    /// Times, one entry a compound.
    pub(crate) reached: &'a [CompoundReach],
    /// Verdicts, one a compound.
    pub(crate) verdicts: &'a [CompoundVerdict],
    /// Walks, one entry a compound.
    pub(crate) walks: &'a [Option<Walk>],
    /// Verdicts under other choices of who may walk inside compounds.
    pub(crate) zones: Option<&'a Comparison>,
}

impl ReportData<'_> {
    /// The service circles, in the order of the plan; its first one, nothing judged, where an outcome has none.
    pub(crate) fn circles(&self) -> Vec<CircleView<'_>> {
        let options = &self.plan.options;
        if self.outcome.circles.is_empty() {
            let first = options.circles.first();
            let unjudged = first.map(|circle| CircleView {
                circle,
                limit: circle.limit.time(options.walk.speed()),
                reached: &[],
                verdicts: &[],
                walks: &[],
                zones: None,
            });
            return unjudged.into_iter().collect();
        }
        let circles = self.outcome.circles.iter();
        circles
            .map(|one| CircleView {
                circle: &one.circle,
                limit: one.limit,
                reached: &one.reached,
                verdicts: &one.verdicts,
                walks: &one.walks,
                zones: one.zones.as_ref(),
            })
            .collect()
    }
}

impl CircleView<'_> {
    /// Which facilities count.
    pub(crate) fn counts(&self, outcome: &Outcome) -> Vec<bool> {
        let facilities = outcome.placed.facilities.iter();
        facilities.map(|one| one.counts_in(self.circle)).collect()
    }
}
