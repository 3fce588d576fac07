//! What the figures of units are set beside: targets, levels, norms.

use serde::Serialize;

use super::presets::{AreaNorm, area_norm_of};
use crate::read::table::{UnitKind, UrbanRural};

/// What a target or level is measured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Units that a facility stands in or serves: the figure that cities report.
    #[default]
    Administrative,
    /// Compounds served on foot.
    Compounds,
    /// Households within the limit.
    Households,
    /// Elders within the limit.
    Elders,
    /// Dwellings within the limit.
    Dwellings,
}

impl Measure {
    /// All, in the order of a plan's words for them.
    pub const ALL: [Self; 5] = [
        Self::Administrative,
        Self::Compounds,
        Self::Households,
        Self::Elders,
        Self::Dwellings,
    ];
}

/// What shall be reached: plan section `[[target]]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Target {
    /// Its name; made of what it asks for where a plan tells none.
    pub name: Option<String>,
    /// Units of these kinds; all where none is told.
    pub kinds: Vec<UnitKind>,
    /// Units in town or country; both where none is told.
    pub urban_rural: Option<UrbanRural>,
    /// The circle's name; the first where none is told.
    pub circle: Option<String>,
    /// What is measured. Default administrative.
    pub measure: Measure,
    /// The share asked for, from 0 to 1.
    pub share: Option<f64>,
    /// Or the number of facilities that shall count for the circle.
    pub count: Option<f64>,
}

/// A level of care that a unit must pass with all others: plan section `[[level]]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelTest {
    /// Units of these kinds are of the level.
    pub kinds: Vec<UnitKind>,
    /// The circle's name; the first where none is told.
    pub circle: Option<String>,
    /// The share of them to be covered, administratively. Default 1: all.
    pub share: f64,
}

impl Default for LevelTest {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            circle: None,
            share: 1.0,
        }
    }
}

/// Plan section `[coverage]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CoverageOptions {
    /// Width of the Gaussian of E2SFCA, minutes. Default half a circle's limit: no source asks for a width, and a walk at the limit
    /// then counts 0.135.
    pub gaussian_sigma_min: Option<f64>,
    /// Beds for 1,000 elders below which a compound counts as poorly supplied. Default none.
    pub access_line_per_1000: Option<f64>,
    /// Floor area that compounds must have, by name: see [`AREA_NORMS`](super::AREA_NORMS). Default none: there is no national norm.
    pub area_norm: Option<&'static str>,
    /// m2 for every hundred households of new compounds; comes before the norm named.
    pub area_new_m2: Option<f64>,
    /// The same of compounds there before.
    pub area_existing_m2: Option<f64>,
    /// Ratios of counted items, each `one / other`.
    pub ratios: Vec<String>,
}

impl CoverageOptions {
    /// m2 for every hundred households asked of a compound; `None` where no norm is told. One whose age is not told is
    /// taken for one there before, where that norm is told, else for a new one.
    pub fn area_norm_m2(&self, is_new: Option<bool>) -> Option<f64> {
        let named: Option<&AreaNorm> = self.area_norm.and_then(area_norm_of);
        let new = self.area_new_m2.or(named.map(|norm| norm.new_m2));
        let existing = self.area_existing_m2.or(named.and_then(|norm| norm.existing_m2));
        match is_new {
            Some(true) => new,
            Some(false) => existing,
            None => existing.or(new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_told_comes_before_the_one_named() {
        let mut options = CoverageOptions::default();
        assert_eq!(options.area_norm_m2(Some(true)), None);
        options.area_norm = Some("guizhou");
        assert_eq!(
            [Some(true), Some(false), None].map(|is_new| options.area_norm_m2(is_new)),
            [Some(20.0), Some(15.0), Some(15.0)]
        );
        options.area_norm = Some("shandong");
        options.area_new_m2 = Some(30.0);
        assert_eq!(
            [Some(true), Some(false), None].map(|is_new| options.area_norm_m2(is_new)),
            [Some(30.0), None, Some(30.0)]
        );
    }
}
