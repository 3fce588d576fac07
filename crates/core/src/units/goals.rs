//! Targets and levels of a plan, measured on the figures of units.

use super::figures::{Total, UnitFigures, total};
use super::levels::{Level, LevelResult, all_pass, roll_up};
use super::members::Members;
use super::roster::{Roster, Unit};
use super::share::Within;
use super::targets::{Shortfall, shortfall, shortfall_of_count};
use crate::options::{Circle, LevelTest, Measure, Target};
use crate::place::Placed;

/// How far a target is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetResult {
    /// The target, by position in the plan.
    pub target: usize,
    /// The circle, by position.
    pub circle: usize,
    /// What is measured: all of it, and what is covered at least and at most; `None` where it was not walked or nobody tells it.
    pub measured: Option<Within>,
    /// The shortfall by what is surely covered; `None` where nothing is measured.
    pub shortfall: Option<Shortfall>,
    /// The least it can be, by what may be covered.
    pub shortfall_least: Option<Shortfall>,
    /// Units that the city does not count as covered, by position; only of administrative targets.
    pub uncovered: Vec<usize>,
}

/// Measures every target. `figures` has the units of each circle.
pub(super) fn targets(
    targets: &[Target],
    circles: &[Circle],
    roster: &Roster,
    figures: &[Vec<UnitFigures>],
    wholes: &[Total],
    placed: &Placed,
) -> Vec<TargetResult> {
    targets
        .iter()
        .enumerate()
        .filter_map(|(position, target)| {
            let circle = circle_named(circles, target.circle.as_deref())?;
            let units = figures.get(circle)?;
            let meant: Vec<&UnitFigures> = units
                .iter()
                .filter(|one| is_meant(target, &roster.units[one.unit]))
                .collect();
            let measured = match target.count {
                Some(_) => Some(counted(&circles[circle], placed)),
                None => measured(target, &meant, wholes.get(circle)),
            };
            let by = |covered: f64, all: f64| match (target.count, target.share) {
                (Some(count), _) => Some(shortfall_of_count(covered, count)),
                (None, Some(share)) => shortfall(covered, all, share),
                (None, None) => None,
            };
            let is_administrative = target.count.is_none() && target.measure == Measure::Administrative;
            Some(TargetResult {
                target: position,
                circle,
                measured,
                shortfall: measured.and_then(|within| by(within.low, within.total)),
                shortfall_least: measured.and_then(|within| by(within.high, within.total)),
                uncovered: meant
                    .iter()
                    .filter(|one| is_administrative && !one.is_covered())
                    .map(|one| one.unit)
                    .collect(),
            })
        })
        .collect()
}

/// The position of the circle of a name; the first where none is told.
fn circle_named(circles: &[Circle], name: Option<&str>) -> Option<usize> {
    match name {
        None => (!circles.is_empty()).then_some(0),
        Some(name) => circles.iter().position(|circle| circle.name == name),
    }
}

fn is_meant(target: &Target, unit: &Unit) -> bool {
    (target.kinds.is_empty() || unit.kind.is_some_and(|kind| target.kinds.contains(&kind)))
        && (target.urban_rural.is_none() || unit.urban_rural == target.urban_rural)
}

/// A target without kind, town or country is walked by all compounds, those of no unit among them.
fn measured(target: &Target, meant: &[&UnitFigures], whole: Option<&Total>) -> Option<Within> {
    let is_whole = target.kinds.is_empty() && target.urban_rural.is_none();
    if is_whole && target.measure != Measure::Administrative {
        return whole?.measured(target.measure);
    }
    let mut sum = Total::default();
    for one in meant {
        sum.units.push(one.unit);
        sum.covered += u64::from(one.is_covered());
        if let Some(walked) = &one.walked {
            sum.walked.get_or_insert_default().merge(walked);
        }
    }
    sum.measured(target.measure)
}

fn counted(circle: &Circle, placed: &Placed) -> Within {
    let count = placed.facilities.iter().filter(|one| one.counts_in(circle)).count() as f64;
    Within {
        total: count,
        low: count,
        high: count,
    }
}

/// A unit, and how each level fares in it.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelsOfUnit {
    /// The unit, by position; of the first level's kind.
    pub unit: usize,
    /// In the order of the plan's levels.
    pub levels: Vec<LevelResult>,
    /// Whether all pass; `None` where one cannot be told and none fails.
    pub passes: Option<bool>,
}

fn is_of(level: &LevelTest, unit: &Unit) -> bool {
    unit.kind.is_some_and(|kind| level.kinds.contains(&kind))
}

/// Tests the levels in every unit of the first level's kind.
pub(super) fn levels(
    levels: &[LevelTest],
    circles: &[Circle],
    roster: &Roster,
    members: &Members,
    figures: &[Vec<UnitFigures>],
) -> Vec<LevelsOfUnit> {
    let Some(first) = levels.first() else {
        return Vec::new();
    };
    let parents = roster.parents();
    let is_told = |unit: usize| !members.is_beyond(roster, unit);
    let covers: Vec<Vec<bool>> = levels
        .iter()
        .map(|level| {
            let mut covered = vec![false; roster.units.len()];
            let circle = circle_named(circles, level.circle.as_deref());
            for one in circle.and_then(|circle| figures.get(circle)).into_iter().flatten() {
                covered[one.unit] = one.is_covered();
            }
            covered
        })
        .collect();
    let holds: Vec<_> = levels
        .iter()
        .map(|level| move |unit: usize| is_of(level, &roster.units[unit]) && is_told(unit))
        .collect();
    let is_covered: Vec<_> = covers.iter().map(|covered| move |unit: usize| covered[unit]).collect();
    let tests: Vec<Level<'_>> = levels
        .iter()
        .zip(&holds)
        .zip(&is_covered)
        .map(|((level, holds), covers)| Level {
            holds,
            covers,
            share: level.share,
        })
        .collect();
    (0..roster.units.len())
        .filter(|unit| is_of(first, &roster.units[*unit]) && is_told(*unit))
        .map(|unit| {
            let results = roll_up(unit, &parents, &tests);
            LevelsOfUnit {
                unit,
                passes: all_pass(&results),
                levels: results,
            }
        })
        .collect()
}

/// Totals of every kind of unit that there is, all, then town, then country where that is told; the kinds in their order.
pub(super) fn totals(roster: &Roster, figures: &[UnitFigures]) -> Vec<Total> {
    let mut kinds: Vec<_> = figures.iter().map(|one| roster.units[one.unit].kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut totals = Vec::new();
    for kind in kinds {
        let of_kind = figures.iter().filter(|one| roster.units[one.unit].kind == kind);
        let mut places: Vec<_> = of_kind.filter_map(|one| roster.units[one.unit].urban_rural).collect();
        places.sort_unstable();
        places.dedup();
        totals.push(total(roster, figures, kind, None));
        totals.extend(
            places
                .into_iter()
                .map(|place| total(roster, figures, kind, Some(place))),
        );
    }
    totals
}
