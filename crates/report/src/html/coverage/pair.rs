//! The two figures of some units side by side, weighed alike: by their compounds.

use service_circle_core::units::{CircleCoverage, Extent, Roster, Total, UnitFigures, Within, ratio};

/// The two figures of some units.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pair {
    /// Units.
    pub(super) units: usize,
    /// Those that the city counts as covered.
    pub(super) covered: usize,
    /// Those that the map holds in part.
    pub(super) partial: usize,
    /// Their compounds.
    pub(super) compounds: u64,
    /// Those in covered units.
    pub(super) in_covered: u64,
    /// Compounds behind the difference.
    pub(super) behind: usize,
    /// Compounds served on foot; `None` where nothing was walked.
    pub(super) walked: Option<Within>,
    /// Elders within the limit, where told.
    pub(super) elders: Option<Within>,
    /// Households likewise.
    pub(super) households: Option<Within>,
    /// Dwelling points.
    pub(super) dwellings: Option<Within>,
}

impl Pair {
    /// That of the units of a total.
    pub(super) fn of_total(total: &Total, coverage: &CircleCoverage, roster: &Roster) -> Self {
        // Both are in the order of the roster.
        let is_meant = |one: &&UnitFigures| total.units.binary_search(&one.unit).is_ok();
        let mut pair = Self::default();
        for one in coverage.units.iter().filter(is_meant) {
            pair.add(one, roster);
        }
        if let Some(walked) = &total.walked {
            pair.walked = Some(walked.compounds);
            pair.dwellings = Some(walked.dwellings);
            pair.elders = walked.elders;
            pair.households = walked.households;
        }
        pair
    }

    /// That of one unit.
    pub(super) fn of_unit(figures: &UnitFigures, roster: &Roster) -> Self {
        let mut pair = Self::default();
        pair.add(figures, roster);
        if let Some(walked) = &figures.walked {
            pair.walked = Some(walked.compounds);
            pair.dwellings = Some(walked.dwellings);
            pair.elders = walked.elders;
            pair.households = walked.households;
        }
        pair
    }

    fn add(&mut self, one: &UnitFigures, roster: &Roster) {
        let is_covered = one.is_covered();
        let unit = roster.units.get(one.unit);
        self.units += 1;
        self.covered += usize::from(is_covered);
        self.partial += usize::from(unit.is_some_and(|unit| unit.extent == Extent::Partial));
        self.compounds += one.compounds;
        self.in_covered += if is_covered { one.compounds } else { 0 };
        self.behind += one.behind.len();
    }

    /// The figure that cities report.
    pub(super) fn city(&self) -> Option<f64> {
        ratio(self.covered as f64, self.units as f64)
    }

    /// The same weighed by compounds: the share of them that lie in covered units.
    pub(super) fn city_of_compounds(&self) -> Option<f64> {
        ratio(self.in_covered as f64, self.compounds as f64)
    }

    /// The city's figure less the walked one, both of compounds, at least and at most.
    pub(super) fn apart(&self) -> Option<(f64, f64)> {
        let (city, walked) = (self.city_of_compounds()?, self.walked?);
        Some((city - walked.share_high()?, city - walked.share_low()?))
    }
}

/// The shares of what is within; `None` of nothing.
pub(super) fn shares(within: Option<Within>) -> (Option<f64>, Option<f64>) {
    let within = within.as_ref();
    (within.and_then(Within::share_low), within.and_then(Within::share_high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_set_against_each_other_by_compounds() {
        let pair = Pair {
            units: 3,
            covered: 2,
            compounds: 94,
            in_covered: 94,
            walked: Some(Within {
                total: 94.0,
                low: 56.0,
                high: 86.0,
            }),
            ..Pair::default()
        };
        assert_eq!(pair.city().map(|share| (share * 1000.0).round()), Some(667.0));
        let points = pair
            .apart()
            .map(|(low, high)| [low, high].map(|end| (end * 1000.0).round()));
        assert_eq!(points, Some([85.0, 404.0]));
        assert_eq!(Pair::default().city(), None);
        assert_eq!(Pair::default().apart(), None);
    }
}
