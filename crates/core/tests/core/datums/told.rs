//! Who tells a table's datum.

use service_circle_core::datum::Datum;
use service_circle_core::plan::Plan;
use service_circle_core::read::table::{DATUM_CONTRADICTED, DATUM_TOLD, DatumFrom, Tables, read_tables};

use crate::datums::file;

/// 北京 in GCJ-02.
const ROW: &str = "1,甲,116.4102445,39.9164043\n";

fn tables(headers: &str, crs: Option<&str>) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let mut source = file(folder.path(), "f.csv", format!("{headers}\n{ROW}"));
    source.crs = crs.map(str::to_owned);
    let plan = Plan {
        facilities: Some(source),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

fn lon(tables: &Tables) -> i32 {
    tables.facilities.as_ref().unwrap()[0].place.lon
}

#[test]
fn a_header_tells_the_datum_where_the_plan_does_not() {
    for headers in [
        "编号,名称,经度(GCJ02),纬度(GCJ02)",
        "编号,名称,高德经度,高德纬度",
        "id,name,lng_gcj02,lat_gcj02",
    ] {
        let tables = tables(headers, None);
        assert_eq!(lon(&tables), 1_164_040_000, "{headers}");
        assert_eq!(tables.read[0].datum, Datum::Gcj02);
        assert!(matches!(tables.read[0].datum_from, DatumFrom::Header(_)));
        assert_eq!(tables.tally.count(DATUM_TOLD), 1);
    }
}

#[test]
fn the_plan_is_followed_before_the_header_and_the_contradiction_is_told() {
    let tables = tables("编号,名称,经度(GCJ02),纬度(GCJ02)", Some("wgs84"));
    assert_eq!(lon(&tables), 1_164_102_445);
    assert_eq!(tables.tally.count(DATUM_CONTRADICTED), 1);
    assert_eq!(tables.tally.count(DATUM_TOLD), 0);
}
