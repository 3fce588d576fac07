//! Real lists of Wangjing, as an office sends them.

use std::path::PathBuf;

use service_circle_core::datum::Datum;
use service_circle_core::gaps::CompoundVerdict;
use service_circle_core::place::Against;
use service_circle_core::plan::{Outcome, Plan, TableSource, run};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::real_data;

/// The lists' folder and the extract.
fn data() -> Option<[PathBuf; 2]> {
    Some([real_data("wangjing")?, real_data("beijing_wangjing.osm.pbf")?])
}

fn wangjing([lists, osm]: &[PathBuf; 2], facilities: &str, crs: Option<&str>) -> Outcome {
    let table = |name: &str, crs: Option<&str>| {
        Some(TableSource {
            path: lists.join(name),
            crs: crs.map(str::to_owned),
            ..TableSource::default()
        })
    };
    let plan = Plan {
        osm: osm.clone(),
        compounds: table("compounds.csv", None),
        facilities: table(facilities, crs),
        ..Plan::default()
    };
    run(&plan, &Unwatched).unwrap()
}

/// Verdicts, reasons and facilities; times to 0.05 min.
fn verdicts(outcome: &Outcome) -> Vec<String> {
    let told = outcome.circles[0]
        .verdicts
        .iter()
        .map(|one| format!("{:?} {:?} {:?}", one.verdict, one.reason, one.facility));
    told.collect()
}

#[test]
fn a_list_in_gcj02_and_gb18030_gives_the_verdicts_of_the_plain_one() {
    let Some(data) = data() else { return };
    let plain = wangjing(&data, "facilities.csv", None);
    let office = wangjing(&data, "facilities_gcj02_gb18030.csv", Some("gcj02"));
    assert_eq!(verdicts(&office), verdicts(&plain));
    for (office, plain) in office.circles[0].verdicts.iter().zip(&plain.circles[0].verdicts) {
        let minutes = |one: &CompoundVerdict| {
            one.median
                .map_or(0.0, service_circle_core::units_of_measure::Milliseconds::minutes)
        };
        assert!((minutes(office) - minutes(plain)).abs() <= 0.05);
    }
    let facilities = office.placed.facilities.iter().zip(&plain.placed.facilities);
    for (office, plain) in facilities {
        assert_eq!(
            (&office.id, &office.name, &office.category),
            (&plain.id, &plain.name, &plain.category)
        );
        assert!(office.place.distance_m(plain.place) < 0.05);
    }
    // All 94 rows, those without a name among them, are used, and all 15 of the facilities.
    for outcome in [&plain, &office] {
        let account: Vec<_> = outcome
            .tables
            .iter()
            .map(|one| (one.rows, one.used(), one.rejected))
            .collect();
        assert_eq!(account, [(94, 94, 0), (15, 15, 0)]);
        assert_eq!(
            (outcome.placed.compounds.len(), outcome.placed.facilities.len()),
            (94, 15)
        );
        assert_eq!(outcome.placed.rejected, []);
        assert!(outcome.placed.compounds.iter().any(|compound| compound.name.is_none()));
    }
    let read = &office.tables[1];
    assert_eq!((read.encoding, read.datum), ("GB18030", Datum::Gcj02));
    for outcome in [&plain, &office] {
        assert!(
            outcome.datum_fits.iter().all(|fit| fit.far_better().is_none()),
            "{:?}",
            outcome.datum_fits
        );
    }
}

#[test]
fn taken_for_wgs84_the_list_in_gcj02_is_warned_of_with_figures() {
    let Some(data) = data() else { return };
    for crs in [Some("wgs84"), Some("cgcs2000"), Some("bd09"), None] {
        let wrong = wangjing(&data, "facilities_gcj02_gb18030.csv", crs);
        let fits = &wrong.datum_fits;
        assert_eq!(fits[0].far_better(), None, "the compounds are right");
        eprintln!("{crs:?}: {:?}", fits[1].far_better());
        let better = fits[1].far_better().unwrap();
        assert_eq!((better.datum, better.against), (Datum::Gcj02, Against::Compounds));
        assert!(better.metres < 10.0 && better.taken_metres > 50.0, "{better:?}");
    }
}
