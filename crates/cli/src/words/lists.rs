//! Lists that fit the map far better as another datum.

use service_circle_core::place::{Against, BetterFit, DatumFit};

use super::{clean, sentence, whole};

/// What distances are told to.
pub(crate) fn nearest(against: Against) -> &'static str {
    match against {
        Against::Streets => "street",
        Against::Compounds => "compound",
    }
}

/// A warning for each list that fits far better as another datum, with the figures and what to set.
pub(crate) fn datum_warnings(fits: &[DatumFit]) -> String {
    let warnings = fits.iter().filter_map(|fit| Some(warning(fit, fit.far_better()?)));
    let text: String = warnings.map(|warning| sentence(&warning, 2)).collect();
    if text.is_empty() {
        return text;
    }
    format!("\nWARNING: coordinates taken for the wrong datum\n{text}")
}

fn warning(fit: &DatumFit, better: BetterFit) -> String {
    let nearest = nearest(better.against);
    let datum = better.datum;
    let remedy = format!("set {}.crs = \"{datum}\"", fit.list.section());
    format!(
        "{}: as {datum} the median distance to a {nearest} is {} m, as {} {} m: {remedy}",
        clean(&fit.file),
        whole(better.metres),
        fit.taken_for,
        whole(better.taken_metres),
    )
}

#[cfg(test)]
mod tests {
    use service_circle_core::datum::Datum;
    use service_circle_core::place::Medians;
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
        let text = datum_warnings(&[fit(List::Facilities, [212.4, 9.3, 300.0], [150.0, 60.0, 400.0])]);
        assert_eq!(
            text,
            "\nWARNING: coordinates taken for the wrong datum\n  \
             facilities.csv: as gcj02 the median distance to a street is 9 m, as wgs84 212\n    \
             m: set facilities.crs = \"gcj02\"\n"
        );
        let text = datum_warnings(&[fit(List::Gates, [60.0, 70.0, 8.0], [60.0, 60.0, 60.0])]);
        assert!(text.contains("set compounds.gates.crs = \"bd09\""), "{text}");
    }

    #[test]
    fn nothing_is_told_by_chance_few_places_or_two_minds() {
        let chance = fit(List::Facilities, [37.0, 26.0, 96.0], [50.0, 45.0, 90.0]);
        let near = fit(List::Facilities, [18.0, 6.0, 30.0], [12.0, 4.0, 30.0]);
        let two_minds = fit(List::Facilities, [10.0, 90.0, 90.0], [100.0, 20.0, 100.0]);
        let mut few = fit(List::Facilities, [212.0, 9.0, 300.0], [150.0, 6.0, 400.0]);
        few.medians.iter_mut().for_each(|medians| medians.places = 4);
        assert_eq!(datum_warnings(&[chance, near, two_minds, few]), "");
    }
}
