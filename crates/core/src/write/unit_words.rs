//! What people call the words of units: their kinds, what the extract holds of them, and the two figures in short.

use super::words::{Terms, project};
use crate::language::{Code, Language, Words};
use crate::plan::CoverageOutcome;
use crate::read::table::UnitKind;
use crate::units::{CircleCoverage, Total, Within, per_cent};

const fn code(word: &'static str, english: &'static str, chinese: &'static str) -> Code {
    Code::new(word, Words::new(english, chinese), Words::new("", ""))
}

/// Kinds of units.
pub(super) const KINDS: &[Code] = &[
    code("city", "City", "市"),
    code("district", "District", "区县"),
    code("street", "Street", "街道"),
    code("town", "Town", "镇"),
    code("township", "Township", "乡"),
    code("community", "Community", "社区"),
    code("village", "Village", "村"),
];

/// Town or country.
pub(super) const URBAN_RURAL: &[Code] = &[code("urban", "Town", "城镇"), code("rural", "Country", "农村")];

/// How much of a unit the extract holds.
pub(super) const EXTENTS: &[Code] = &[
    code("whole", "Whole", "完整"),
    code("partial", "Incomplete", "数据不完整"),
    code("outside", "Outside the map", "图外"),
    code("unknown", "Not known", "未知"),
];

/// Yes and no, as formats tell flags.
pub(super) const FLAGS: &[Code] = &[code("true", "Yes", "是"), code("false", "No", "否")];

/// How a unit is drawn over its colour.
pub(super) const MARKS: &[Code] = &[
    code("covered", "Covered, as the city counts", "行政口径已覆盖"),
    code("not-covered", "Not covered, as the city counts", "行政口径未覆盖"),
    code(
        "partial",
        "Incomplete: the map ends inside",
        "数据不完整（超出地图范围）",
    ),
];

/// The units that a circle is told of in short: those of the kind of which there are most, kinds without compounds after the others;
/// the first of equals. `None` where there is no unit.
pub fn main_total(coverage: &CircleCoverage) -> Option<&Total> {
    let totals = coverage.totals.iter();
    let whole_kinds = totals.filter(|total| total.urban_rural.is_none() && !total.units.is_empty());
    let compounds = |total: &Total| -> u64 {
        let is_meant = |unit: usize| total.units.binary_search(&unit).is_ok();
        let units = coverage.units.iter().filter(|one| is_meant(one.unit));
        units.map(|one| one.compounds).sum()
    };
    whole_kinds
        .rev()
        .max_by_key(|total| (compounds(total) > 0, total.units.len()))
}

/// What the units of a total are called, in a title; `unit` where their kind is not told.
pub(super) fn kind_called(kind: Option<UnitKind>, language: Language) -> String {
    let word = kind.map(super::columns::word);
    let known = KINDS.iter().find(|code| Some(code.word) == word.as_deref());
    match known {
        Some(code) => code.called(language).to_owned(),
        None => language.pick("unit", "单元").to_owned(),
    }
}

/// Both figures of the first circle in a line, and how many units the map holds in part.
pub(super) fn in_short(found: &CoverageOutcome, terms: &Terms) -> String {
    let Some(coverage) = found.coverage.circles.first() else {
        return String::new();
    };
    let main = main_total(coverage);
    let language = terms.language();
    let mut parts = Vec::new();
    if let Some(total) = main {
        let share = Some(total.covered as f64 / total.units.len() as f64);
        let kind = kind_called(total.kind, language);
        let told = terms.told(project::CITY_COUNT);
        parts.push(
            told.replace("{kind}", &kind)
                .replace("{n}", &total.covered.to_string())
                .replace("{of}", &total.units.len().to_string())
                .replace("{share}", &span(share, share, language)),
        );
    }
    let walked = main.unwrap_or(&coverage.whole).walked.map(|walked| walked.compounds);
    if let Some(within) = walked.filter(|within| within.total > 0.0) {
        let share = span(Within::share_low(&within), Within::share_high(&within), language);
        let told = terms.told(project::WALKED_COUNT).replace("{share}", &share);
        parts.push(told.replace("{n}", &format!("{:.0}", within.total)));
    }
    let partial = coverage.totals.iter().filter(|total| total.urban_rural.is_none());
    let partial: u64 = partial.map(|total| total.partial).sum();
    if partial > 0 {
        parts.push(terms.told(project::PARTIAL_COUNT).replace("{n}", &partial.to_string()));
    }
    parts.join(language.pick("; ", "；"))
}

fn span(low: Option<f64>, high: Option<f64>, language: Language) -> String {
    let shown = |share: f64| format!("{:.1}", per_cent(share));
    let (low, high) = (
        low.map_or_else(String::new, shown),
        high.map_or_else(String::new, shown),
    );
    match (low == high, language) {
        (true, Language::English) => format!("{low} %"),
        (true, Language::Chinese) => format!("{low}%"),
        (false, Language::English) => format!("{low}–{high} %"),
        (false, Language::Chinese) => format!("{low}%～{high}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::word;
    use super::*;
    use crate::units::{Extent, UnitFigures};

    #[test]
    fn words_of_units_are_in_the_catalogue() {
        use UnitKind::{City, Community, District, Street, Town, Township, Village};
        let words = |codes: &[Code]| codes.iter().map(|code| code.word.to_owned()).collect::<Vec<_>>();
        let kinds = [City, District, Street, Town, Township, Community, Village];
        assert_eq!(words(KINDS), kinds.map(word));
        let extents = [Extent::Whole, Extent::Partial, Extent::Outside, Extent::Unknown];
        assert_eq!(words(EXTENTS), extents.map(word));
    }

    #[test]
    fn units_with_compounds_are_told_of_first() {
        let unit = |unit, compounds| UnitFigures {
            unit,
            compounds,
            ..UnitFigures::default()
        };
        let total = |kind, units: &[usize]| Total {
            kind: Some(kind),
            units: units.to_vec(),
            ..Total::default()
        };
        let mut coverage = CircleCoverage {
            units: vec![unit(0, 9), unit(1, 9), unit(2, 0), unit(3, 0), unit(4, 0)],
            totals: vec![total(UnitKind::District, &[0, 1]), total(UnitKind::Village, &[2, 3, 4])],
            ..CircleCoverage::default()
        };
        let kind = |coverage: &CircleCoverage| main_total(coverage).and_then(|total| total.kind);
        assert_eq!(kind(&coverage), Some(UnitKind::District));
        coverage.units[2].compounds = 1;
        assert_eq!(kind(&coverage), Some(UnitKind::Village));
        assert_eq!(kind(&CircleCoverage::default()), None);
    }
}
