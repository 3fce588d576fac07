//! The keys of the plan file that circles, targets, levels and the figures of units have.

use service_circle_core::date::Date;
use service_circle_core::language::Language;
use service_circle_core::options::{
    AREA_NORMS, Circle, CoverageOptions, LevelTest, Measure, PRESETS, Target, area_norm_of, preset_of,
};
use service_circle_core::read::table::{List, UnitKind, UrbanRural};

use super::Settled;
use super::kind::{Kind, one_of};
use super::settings::{Setting, setting};

const MEASURES: &[&str] = &["administrative", "compounds", "households", "elders", "dwellings"];
const LANGUAGES: &[&str] = &["auto", "en", "zh"];
/// Kinds of units as a plan calls them, in the order of [`UnitKind::ALL`].
const UNIT_KINDS: &[&str] = &["city", "district", "street", "town", "township", "community", "village"];

fn set_language(settled: &mut Settled, word: usize) {
    settled.plan.output.language = [None, Some(Language::English), Some(Language::Chinese)][word];
}

fn language(settled: &mut Settled) -> usize {
    match settled.plan.output.language {
        None => 0,
        Some(Language::English) => 1,
        Some(Language::Chinese) => 2,
    }
}

fn circle(settled: &mut Settled) -> &mut Circle {
    nth(&mut settled.plan.options.circles, settled.current)
}

fn target(settled: &mut Settled) -> &mut Target {
    nth(&mut settled.plan.options.targets, settled.current)
}

fn level(settled: &mut Settled) -> &mut LevelTest {
    nth(&mut settled.plan.options.levels, settled.current)
}

fn coverage(settled: &mut Settled) -> &mut CoverageOptions {
    &mut settled.plan.options.coverage
}

/// The one of a repeated section that is being set.
fn nth<T: Default>(list: &mut Vec<T>, current: usize) -> &mut T {
    if list.len() <= current {
        list.resize_with(current + 1, T::default);
    }
    &mut list[current]
}

fn set_preset(settled: &mut Settled, id: &str) -> Result<(), String> {
    let known: Vec<&str> = PRESETS.iter().map(|preset| preset.id).collect();
    let preset = preset_of(id).ok_or_else(|| one_of(&known))?;
    *circle(settled) = Circle::of_preset(preset);
    Ok(())
}

fn set_as_of(settled: &mut Settled, day: &str) -> Result<(), String> {
    let told = Date::told(day).ok_or("give a date, such as \"2025-12-31\"")?;
    circle(settled).as_of = Some(told);
    Ok(())
}

fn unit_kinds(words: &[String]) -> Result<Vec<UnitKind>, String> {
    words.iter().map(|word| unit_kind(word)).collect()
}

fn unit_kind(word: &str) -> Result<UnitKind, String> {
    let position = UNIT_KINDS.iter().position(|known| *known == word);
    let kind = position
        .and_then(|position| UnitKind::ALL.get(position).copied())
        .or_else(|| UnitKind::told(word));
    kind.ok_or_else(|| one_of(UNIT_KINDS))
}

fn set_place(settled: &mut Settled, word: &str) -> Result<(), String> {
    target(settled).urban_rural = Some(match word {
        "urban" => UrbanRural::Urban,
        "rural" => UrbanRural::Rural,
        _ => return Err(one_of(&["urban", "rural"])),
    });
    Ok(())
}

fn set_norm(settled: &mut Settled, id: &str) -> Result<(), String> {
    let known: Vec<&str> = AREA_NORMS.iter().map(|norm| norm.id).collect();
    let norm = area_norm_of(id).ok_or_else(|| one_of(&known))?;
    coverage(settled).area_norm = Some(norm.id);
    Ok(())
}

/// The settings, by section.
pub(super) static COVERAGE_SETTINGS: &[Setting] = &[
    setting(
        "circle",
        "preset",
        Kind::Told(set_preset, "gb50180-15min"),
        "A circle by name, whose other keys it sets: gb50180-15min, gb50180-10min, gb50180-5min (1000, 500, 300 m), quarter-hour, \
         street-centre (750 m2), guizhou-street-centre, guizhou-station, embedded-complex. Keys of yours come before it.",
    ),
    setting(
        "circle",
        "name",
        Kind::Text(|s| &mut circle(s).name),
        "Its name, told with the results; each circle needs one of its own.",
    ),
    setting(
        "circle",
        "categories",
        Kind::List(|s| &mut circle(s).categories, "nursing_home"),
        "Facility categories that count; all when empty.",
    ),
    setting(
        "circle",
        "limit",
        Kind::Limit(|s| &mut circle(s).limit),
        "How far: minutes walked, such as \"15min\", or metres at the speed on the flat, such as \"900m\". \
         Exactly at the limit is within.",
    ),
    setting(
        "circle",
        "status",
        Kind::List(|s| &mut circle(s).status, "operating"),
        "Facility statuses that count; all when empty.",
    ),
    setting(
        "circle",
        "min_floor_area_m2",
        Kind::OptionalNumber(|s| &mut circle(s).min_floor_area_m2, "750.0"),
        "Smaller facilities, and those whose floor area is not told, do not count. Square metres.",
    ),
    setting(
        "circle",
        "as_of",
        Kind::Told(set_as_of, "2025-12-31"),
        "The day it is judged for: facilities that open later do not count. Without it opening dates are not looked at.",
    ),
    setting(
        "target",
        "name",
        Kind::OptionalText(|s| &mut target(s).name, "villages 2025"),
        "Its name, told with the results.",
    ),
    setting(
        "target",
        "kind",
        Kind::ToldList(
            |s, words| {
                target(s).kinds = unit_kinds(words)?;
                Ok(())
            },
            "village",
        ),
        "Units it is for, one kind or several: city, district, street, town, township, community, village. Without it: all.",
    ),
    setting(
        "target",
        "urban_rural",
        Kind::Told(set_place, "rural"),
        "Units in \"urban\" or \"rural\" places. Without it: both.",
    ),
    setting(
        "target",
        "circle",
        Kind::OptionalText(|s| &mut target(s).circle, "elder care"),
        "The circle's name. Without it: the first.",
    ),
    setting(
        "target",
        "measure",
        Kind::Word(
            MEASURES,
            |s, word| target(s).measure = Measure::ALL[word],
            |s| {
                Measure::ALL
                    .iter()
                    .position(|one| *one == target(s).measure)
                    .unwrap_or(0)
            },
        ),
        "What is measured: \"administrative\" (units that a facility stands in or serves, as cities report), or on foot \
         \"compounds\", \"households\", \"elders\" or \"dwellings\".",
    ),
    setting(
        "target",
        "share",
        Kind::OptionalNumber(|s| &mut target(s).share, "0.8"),
        "The share asked for, 0 to 1.",
    ),
    setting(
        "target",
        "count",
        Kind::OptionalNumber(|s| &mut target(s).count, "500.0"),
        "Or the number of facilities that shall count for the circle.",
    ),
    setting(
        "level",
        "kind",
        Kind::ToldList(
            |s, words| {
                level(s).kinds = unit_kinds(words)?;
                Ok(())
            },
            "township",
        ),
        "Units of the level, one kind or several. The first level's units are tested, such as districts: their own level, and all \
         below them.",
    ),
    setting(
        "level",
        "circle",
        Kind::OptionalText(|s| &mut level(s).circle, "elder care"),
        "The circle's name. Without it: the first.",
    ),
    setting(
        "level",
        "share",
        Kind::Number(|s| &mut level(s).share),
        "The share of its units to be covered, as the city counts. 1 is all.",
    ),
    setting(
        "coverage",
        "times",
        Kind::Source(|s| &mut s.plan.times, List::Times, "times.csv"),
        "Walking times made elsewhere: demand (compound id), site (facility id), minutes. They stand in for the network.",
    ),
    setting(
        "coverage",
        "shared",
        Kind::Source(|s| &mut s.plan.shared, List::Shared, "shared.csv"),
        "Facilities that several compounds share: compound, facility, share. What no share tells of goes by households.",
    ),
    setting(
        "coverage",
        "counted",
        Kind::Source(|s| &mut s.plan.counted, List::Counted, "counted.csv"),
        "Figures of no place, counted and not scored: item, amount, period, unit.",
    ),
    setting(
        "coverage",
        "ratios",
        Kind::List(|s| &mut coverage(s).ratios, "visits / home beds"),
        "Ratios of two counted items.",
    ),
    setting(
        "coverage",
        "gaussian_sigma_min",
        Kind::OptionalNumber(|s| &mut coverage(s).gaussian_sigma_min, "7.5"),
        "Width of the Gaussian of E2SFCA, minutes. Without it: half the circle's limit; no source asks for a width.",
    ),
    setting(
        "coverage",
        "access_line_per_1000",
        Kind::OptionalNumber(|s| &mut coverage(s).access_line_per_1000, "35.0"),
        "Beds (m2) for 1,000 elders below which an elder counts as poorly supplied.",
    ),
    setting(
        "coverage",
        "area_norm",
        Kind::Told(set_norm, "shandong"),
        "Floor area that compounds must have, by name: shandong, guizhou, anhui, yinchuan, harbin. There is no national norm.",
    ),
    setting(
        "coverage",
        "area_new_m2",
        Kind::OptionalNumber(|s| &mut coverage(s).area_new_m2, "20.0"),
        "m2 for every hundred households of new compounds; before the norm named.",
    ),
    setting(
        "coverage",
        "area_existing_m2",
        Kind::OptionalNumber(|s| &mut coverage(s).area_existing_m2, "15.0"),
        "The same of compounds there before.",
    ),
    setting(
        "output",
        "language",
        Kind::Word(LANGUAGES, set_language, language),
        "Language of titles, legends, definitions, the report page and the coverage page: \"en\", \"zh\", or \"auto\", that of most names of \
         compounds. Names of columns never change.",
    ),
    setting(
        "output",
        "report",
        Kind::Flag(|s| &mut s.plan.output.report),
        "Writes the report page too: report.html, one file that any browser opens.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_order_of_what_they_mean() {
        for (word, kind) in UNIT_KINDS.iter().zip(UnitKind::ALL) {
            assert_eq!(unit_kind(word), Ok(kind), "{word}");
        }
        assert_eq!(UNIT_KINDS.len(), UnitKind::ALL.len());
        assert_eq!(unit_kind("街道"), Ok(UnitKind::Street));
        assert!(unit_kind("planet").is_err());
        assert_eq!(MEASURES.len(), Measure::ALL.len());
    }
}
