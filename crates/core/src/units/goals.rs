//! Targets and levels of a plan, measured on the figures of units.

use std::collections::{BTreeMap, BTreeSet};

use super::UnitNote;
use super::cover::CircleCoverage;
use super::figures::{JudgedCircle, UnitFigures, walked_figures};
use super::levels::{Level, LevelResult, all_pass, roll_up};
use super::members::{Members, Part};
use super::naming::rank;
use super::roster::{Roster, Unit};
use super::share::Within;
use super::targets::{Shortfall, shortfall, shortfall_of_count};
use super::totals::Total;
use crate::options::{Circle, LevelTest, Measure, Options, Target};
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

/// What targets are measured on.
pub(super) struct Measured<'a> {
    pub(super) roster: &'a Roster,
    pub(super) members: &'a Members,
    pub(super) placed: &'a Placed,
    /// What each circle came to, and its figures, in the plan's order.
    pub(super) circles: &'a [JudgedCircle<'a>],
    pub(super) figures: &'a [CircleCoverage],
    pub(super) options: &'a Options,
}

/// Measures every target; those that mean no unit, or units within units, are noted and not measured.
pub(super) fn targets(on: &Measured<'_>, notes: &mut Vec<UnitNote>) -> Vec<TargetResult> {
    let targets = on.options.targets.iter().enumerate();
    targets
        .filter_map(|(position, target)| on.target(position, target, notes))
        .collect()
}

impl Measured<'_> {
    fn target(&self, position: usize, target: &Target, notes: &mut Vec<UnitNote>) -> Option<TargetResult> {
        let circle = circle_named(self.circles.iter().map(|one| one.circle), target.circle.as_deref())?;
        let figures = self.figures.get(circle)?;
        let is_meant = |one: &&UnitFigures| is_meant(target, &self.roster.units[one.unit]);
        let meant: Vec<&UnitFigures> = figures.units.iter().filter(is_meant).collect();
        let is_administrative = target.count.is_none() && target.measure == Measure::Administrative;
        let measured = match target.count {
            Some(_) => Some(counted(&self.circles[circle], self.placed)),
            None if is_administrative => self.administrative(position, target, &meant, notes),
            None => self.walked(&self.circles[circle], &figures.whole, target, &meant),
        };
        let by = |covered: f64, all: f64| match (target.count, target.share) {
            (Some(count), _) => Some(shortfall_of_count(covered, count)),
            (None, Some(share)) if all > 0.0 => shortfall(covered, all, share),
            (None, _) => None,
        };
        let uncovered = meant.iter().filter(|one| is_administrative && !one.is_covered());
        Some(TargetResult {
            target: position,
            circle,
            measured,
            shortfall: measured.and_then(|within| by(within.low, within.total)),
            shortfall_least: measured.and_then(|within| by(within.high, within.total)),
            uncovered: uncovered.map(|one| one.unit).collect(),
        })
    }

    /// Units covered over units. Units within units are no whole.
    fn administrative(
        &self,
        position: usize,
        target: &Target,
        meant: &[&UnitFigures],
        notes: &mut Vec<UnitNote>,
    ) -> Option<Within> {
        let ranks: BTreeSet<_> = meant.iter().map(|one| rank(self.roster.units[one.unit].kind)).collect();
        let fault = match (ranks.len(), target.urban_rural) {
            (1, _) => None,
            (0, Some(_)) => Some("means no unit: is urban_rural told in the list of units?"),
            (0, None) => Some("means no unit: none is of its kind"),
            _ => Some("means units within units: give it one kind"),
        };
        if let Some(text) = fault {
            notes.push(UnitNote {
                code: "target-without-units",
                list: "targets",
                id: target.name.clone().unwrap_or_else(|| (position + 1).to_string()),
                name: target.name.clone(),
                text: text.to_owned(),
            });
            return None;
        }
        let mut sum = Total::default();
        for one in meant {
            sum.add(self.roster, one);
        }
        sum.measured(target.measure)
    }

    /// What is within of all that live in the units, each dwelling once however many of them hold it. A target without kind, town or
    /// country means all compounds, those of no unit among them.
    fn walked(
        &self,
        judged: &JudgedCircle<'_>,
        whole: &Total,
        target: &Target,
        meant: &[&UnitFigures],
    ) -> Option<Within> {
        if target.kinds.is_empty() && target.urban_rural.is_none() {
            return whole.measured(target.measure);
        }
        judged.walked?;
        let mut union: BTreeMap<usize, (BTreeSet<usize>, bool)> = BTreeMap::new();
        for part in meant.iter().flat_map(|one| &self.members.parts[one.unit]) {
            let (dwellings, counts) = union.entry(part.compound).or_default();
            dwellings.extend(&part.dwellings);
            *counts |= part.counts;
        }
        let parts: Vec<Part> = union
            .into_iter()
            .map(|(compound, (dwellings, counts))| Part {
                compound,
                dwellings: dwellings.into_iter().collect(),
                counts,
            })
            .collect();
        let walked = walked_figures(&parts, &self.placed.compounds, judged, &self.options.verdict);
        Total {
            walked: Some(walked),
            ..Total::default()
        }
        .measured(target.measure)
    }
}

/// The position of the circle of a name; the first where none is told.
fn circle_named<'a>(mut circles: impl Iterator<Item = &'a Circle>, name: Option<&str>) -> Option<usize> {
    match name {
        None => circles.next().map(|_| 0),
        Some(name) => circles.position(|circle| circle.name == name),
    }
}

fn is_meant(target: &Target, unit: &Unit) -> bool {
    (target.kinds.is_empty() || unit.kind.is_some_and(|kind| target.kinds.contains(&kind)))
        && (target.urban_rural.is_none() || unit.urban_rural == target.urban_rural)
}

fn counted(judged: &JudgedCircle<'_>, placed: &Placed) -> Within {
    let counting = placed.facilities.iter().filter(|one| one.counts_in(judged.circle));
    let count = counting.count() as f64;
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
pub(super) fn levels(on: &Measured<'_>) -> Vec<LevelsOfUnit> {
    let (roster, members, levels) = (on.roster, on.members, &on.options.levels);
    let Some(first) = levels.first() else {
        return Vec::new();
    };
    let parents = roster.parents();
    let is_told = |unit: usize| !members.is_beyond(roster, unit);
    let covers: Vec<Vec<bool>> = levels
        .iter()
        .map(|level| {
            let mut covered = vec![false; roster.units.len()];
            let circle = circle_named(on.circles.iter().map(|one| one.circle), level.circle.as_deref());
            let figures = circle.and_then(|circle| on.figures.get(circle));
            for one in figures.into_iter().flat_map(|circle| &circle.units) {
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
