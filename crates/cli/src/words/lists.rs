//! Lists that fit the map far better as another datum.

use service_circle_core::language::Language;
use service_circle_core::place::{BetterFit, DatumFit};

use super::{clean, sentence, whole};
use crate::texts::lists::{BetterDatum, WRONG_DATUM};

/// A warning for each list that fits far better as another datum, with the figures and what to set.
pub(crate) fn datum_warnings(fits: &[DatumFit], language: Language) -> String {
    let warnings = fits.iter().filter_map(|fit| Some(warning(fit, &fit.far_better()?)));
    let text: String = warnings.map(|warning| sentence(&warning.told(language), 2)).collect();
    if text.is_empty() {
        return text;
    }
    format!("\n{}\n{text}", WRONG_DATUM.told_in(language))
}

fn warning(fit: &DatumFit, better: &BetterFit) -> BetterDatum {
    BetterDatum {
        file: clean(&fit.file),
        against: better.against,
        better: (better.datum.to_string(), whole(better.metres)),
        taken: (fit.taken_for.to_string(), whole(better.taken_metres)),
        section: fit.list.section(),
    }
}

#[cfg(test)]
mod tests {
    use service_circle_core::datum::Datum;
    use service_circle_core::place::{Against, Medians};
    use service_circle_core::read::table::List;

    use super::*;

    fn fit(list: List, streets: [f64; 3], compounds: [f64; 3]) -> DatumFit {
        let medians = |against, metres: [f64; 3]| Medians {
            against,
            metres: Datum::OF_DEGREES.into_iter().zip(metres).collect(),
            places: 12,
        };
        DatumFit {
            list,
            file: "facilities.csv".to_owned(),
            taken_for: Datum::Wgs84,
            medians: vec![
                medians(Against::Streets, streets),
                medians(Against::Compounds, compounds),
            ],
        }
    }

    #[test]
    fn a_better_datum_is_told_with_its_figures() {
        let text = datum_warnings(
            &[fit(List::Facilities, [212.4, 9.3, 300.0], [150.0, 60.0, 400.0])],
            Language::English,
        );
        assert_eq!(
            text,
            "\nWARNING: coordinates taken for the wrong datum\n  \
             facilities.csv: as gcj02 the median distance to a street is 9 m, as wgs84 212\n    \
             m: set facilities.crs = \"gcj02\"\n"
        );
        let text = datum_warnings(
            &[fit(List::Gates, [60.0, 70.0, 8.0], [60.0, 60.0, 60.0])],
            Language::English,
        );
        assert!(text.contains("set compounds.gates.crs = \"bd09\""), "{text}");
        let text = datum_warnings(
            &[fit(List::Gates, [60.0, 70.0, 8.0], [60.0, 60.0, 60.0])],
            Language::Chinese,
        );
        assert_eq!(
            text,
            "\n警告：坐标系可能设置有误\n  \
             facilities.csv：距最近道路的中位距离，按 bd09 为8米，按 wgs84 为60米：请设\n    \
             compounds.gates.crs = \"bd09\"\n"
        );
    }

    #[test]
    fn nothing_is_told_by_chance_few_places_or_two_minds() {
        let chance = fit(List::Facilities, [37.0, 26.0, 96.0], [50.0, 45.0, 90.0]);
        let near = fit(List::Facilities, [18.0, 6.0, 30.0], [12.0, 4.0, 30.0]);
        let two_minds = fit(List::Facilities, [10.0, 90.0, 90.0], [100.0, 20.0, 100.0]);
        let mut few = fit(List::Facilities, [212.0, 9.0, 300.0], [150.0, 6.0, 400.0]);
        few.medians.iter_mut().for_each(|medians| medians.places = 4);
        assert_eq!(datum_warnings(&[chance, near, two_minds, few], Language::English), "");
    }
}
