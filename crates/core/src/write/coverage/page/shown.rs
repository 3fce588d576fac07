//! Which kinds of units the page tells of in a circle, and in which order.

use super::Page;
use crate::options::Target;
use crate::read::table::UnitKind;
use crate::units::{CircleCoverage, Extent, Total, Unit, UnitFigures};

impl Page<'_> {
    /// The totals that are told: not those of kinds without any facility and any walked figure, where other kinds have one, unless
    /// the plan asks for them; nor town or country where that is all of its kind.
    pub(super) fn shown<'t>(&self, circle: usize, coverage: &'t CircleCoverage) -> Vec<&'t Total> {
        let totals = coverage.totals.iter();
        totals
            .filter(|total| !is_repeated(total, &coverage.totals) && !self.is_noise(circle, total.kind, coverage))
            .collect()
    }

    /// Totals of the kinds that are not told.
    pub(super) fn left_out<'t>(&self, circle: usize, coverage: &'t CircleCoverage) -> Vec<&'t Total> {
        let kinds = coverage.totals.iter().filter(|total| total.urban_rural.is_none());
        kinds
            .filter(|total| self.is_noise(circle, total.kind, coverage))
            .collect()
    }

    fn is_noise(&self, circle: usize, kind: Option<UnitKind>, coverage: &CircleCoverage) -> bool {
        let kinds = || coverage.totals.iter().filter(|total| total.urban_rural.is_none());
        let tells =
            |total: &Total| total.covered > 0 || total.walked.is_some_and(|walked| walked.compounds.total > 0.0);
        let this = kinds().find(|total| total.kind == kind);
        this.is_some_and(|total| !tells(total)) && kinds().any(tells) && !self.is_asked(circle, kind)
    }

    /// Whether a target or a level of the plan is about a kind of unit in a circle.
    fn is_asked(&self, circle: usize, kind: Option<UnitKind>) -> bool {
        let Some(kind) = kind else { return false };
        let options = &self.plan.options;
        let is_here = |name: Option<&str>| match name {
            None => circle == 0,
            Some(name) => options.circles.get(circle).is_some_and(|circle| circle.name == name),
        };
        let targets = options.targets.iter();
        let mut targets = targets.filter(|target| is_here(target.circle.as_deref()));
        let levels = options.levels.iter();
        let mut levels = levels.filter(|level| is_here(level.circle.as_deref()));
        targets.any(|target| target.kinds.contains(&kind)) || levels.any(|level| level.kinds.contains(&kind))
    }

    /// The units that are told, each after the one that it is part of, else in the order of their list: the same in every circle.
    pub(super) fn in_order<'t>(&self, circle: usize, coverage: &'t CircleCoverage) -> Vec<&'t UnitFigures> {
        let units = &self.outcome.coverage.roster.units;
        let mut told: Vec<(Vec<usize>, &UnitFigures)> = coverage
            .units
            .iter()
            .filter(|figures| {
                let kind = units.get(figures.unit).and_then(|unit| unit.kind);
                !self.is_noise(circle, kind, coverage)
            })
            .map(|figures| (lineage(units, figures.unit), figures))
            .collect();
        told.sort_by(|a, b| a.0.cmp(&b.0));
        told.into_iter().map(|(_, figures)| figures).collect()
    }

    /// `（其中2个数据不完整）`, where a total holds units that reach beyond the map.
    pub(super) fn partly(&self, total: &Total) -> String {
        self.reaching_beyond(total.partial, total.units.len())
    }

    /// The same of the units that a target is about.
    pub(super) fn partly_of(&self, target: &Target, circle: usize) -> String {
        let coverage = self.outcome.coverage.circles.get(circle);
        let told = coverage.into_iter().flat_map(|coverage| &coverage.units);
        let units: Vec<&Unit> = told
            .filter_map(|figures| self.outcome.coverage.roster.units.get(figures.unit))
            .filter(|unit| target.kinds.is_empty() || unit.kind.is_some_and(|kind| target.kinds.contains(&kind)))
            .filter(|unit| target.urban_rural.is_none() || unit.urban_rural == target.urban_rural)
            .collect();
        let partial = units.iter().filter(|unit| unit.extent == Extent::Partial).count();
        self.reaching_beyond(partial as u64, units.len())
    }

    pub(super) fn reaching_beyond(&self, partial: u64, all: usize) -> String {
        match (partial, self.in_chinese()) {
            (0, _) => String::new(),
            (_, true) => format!("（其中{partial}个数据不完整）"),
            (_, false) => format!(" ({partial} of {all} partial)"),
        }
    }
}

/// Whether units in town, or in the country, are all there are of their kind.
fn is_repeated(total: &Total, totals: &[Total]) -> bool {
    let is_all = |one: &&Total| one.kind == total.kind && one.urban_rural.is_none();
    let all = totals.iter().find(is_all);
    total.urban_rural.is_some() && all.is_some_and(|all| all.units.len() == total.units.len())
}

/// A unit after all those above it, by position. Parents do not go in a circle; were they to, the line would end.
fn lineage(units: &[Unit], unit: usize) -> Vec<usize> {
    let mut line = vec![unit];
    let mut above = units.get(unit).and_then(|one| one.parent);
    while let Some(parent) = above.filter(|parent| !line.contains(parent)) {
        line.push(parent);
        above = units.get(parent).and_then(|one| one.parent);
    }
    line.reverse();
    line
}
