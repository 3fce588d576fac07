//! Tables as offices keep them, read whole: every row is used or rejected with its line.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use geo::Contains;
use proptest::prelude::*;
use service_circle_core::plan::{Plan, TableSource};
use service_circle_core::read::table::{
    FacilityRow, List, MADE_ID, OpenTo, TableError, Tables, UNKNOWN_COLUMN, read_table, read_tables,
};
use service_circle_testkit::named::real_data;

fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> TableSource {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    TableSource {
        path,
        ..TableSource::default()
    }
}

fn compounds(name: &str, bytes: impl AsRef<[u8]>) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        compounds: Some(file(folder.path(), name, bytes)),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

fn facilities(text: &str) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        facilities: Some(file(folder.path(), "facilities.csv", text)),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

fn failure(name: &str, bytes: impl AsRef<[u8]>, list: List) -> String {
    let folder = tempfile::tempdir().unwrap();
    let source = file(folder.path(), name, bytes);
    read_table(&source, list).unwrap_err().to_string()
}

fn reasons(tables: &Tables) -> Vec<(Option<u64>, &str, &str)> {
    let rejected = tables.rejected.iter();
    rejected
        .map(|row| (row.line, row.value.as_str(), row.reason.as_str()))
        .collect()
}

#[test]
fn delimiters_marks_and_line_ends_make_no_difference() {
    let plain = "id,name,lon,lat,elders\na,甲苑,116.1,40.1,\"1,234\"\nb,,116.2,40.2,\n";
    let expected = compounds("list.csv", plain);
    let rows = expected.compounds.as_ref().unwrap();
    assert_eq!(rows[0].elders, Some(1234.0));
    assert_eq!((rows[1].name.clone(), rows[1].elders), (None, None));
    assert_eq!(rows[1].source, "list.csv:3");
    let others = [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace("\"1,234\"", "1234").replace(',', ";"),
        plain
            .replace("\"1,234\"", "1,234 ")
            .replace("1,234 ", "1234")
            .replace(',', "\t"),
    ];
    for other in others {
        let tables = compounds("list.csv", &other);
        assert_eq!(
            (&tables.compounds, &tables.rejected),
            (&expected.compounds, &expected.rejected),
            "{other:?}"
        );
    }
}

#[test]
fn lines_are_those_an_editor_shows() {
    let text = "\n\nid,name,lon,lat\n\na,\"two\nlines\",116.1,40.1\n\n\nb,x,bad,40.1\r\n,,,\nc,y,116.1,40.1";
    let tables = compounds("list.csv", text);
    let rows = tables.compounds.as_ref().unwrap();
    let sources: Vec<&str> = rows.iter().map(|row| row.source.as_str()).collect();
    assert_eq!(sources, ["list.csv:5", "list.csv:11"]);
    assert_eq!(reasons(&tables), [(Some(9), "bad", "lon is not a number")]);
}

#[test]
fn chinese_headers_are_understood_and_strangers_are_told() {
    let text = "设施编号,机构名称,机构类型,经度（WGS84）,纬度,建筑面积(㎡),床位数,运营状态,是否对外开放,电话\n\
                7,夕阳红,日间照料,116.1,40.1,1,120,正常运营,否,110\n\
                8,朝阳,养老驿站,116.2,40.2,－,/,停业,是,\n";
    let tables = facilities(&text.replace("设施编号", "编号"));
    // `1,120` is two cells here: 1 m2 and 120 beds.
    let rows = tables.facilities.as_ref().unwrap();
    assert_eq!(tables.rejected, []);
    assert_eq!(
        (rows[1].floor_area_m2, rows[1].beds),
        (None, None),
        "dashes tell nothing"
    );
    assert_eq!((rows[1].status.as_str(), rows[1].admits_visitors), ("closed", true));
    let row = &rows[0];
    assert_eq!((row.id.as_str(), row.name.as_deref()), ("7", Some("夕阳红")));
    assert_eq!((row.floor_area_m2, row.beds), (Some(1.0), Some(120.0)));
    assert_eq!((row.category.as_str(), row.status.as_str()), ("day_care", "operating"));
    assert!(!row.admits_visitors);
    assert_eq!(tables.tally.count(UNKNOWN_COLUMN), 1);
    let (_, count) = tables.tally.iter().find(|(code, _)| *code == UNKNOWN_COLUMN).unwrap();
    assert_eq!(count.example, "facilities.csv: 电话");
}

#[test]
fn the_plan_names_headers_before_we_guess() {
    let folder = tempfile::tempdir().unwrap();
    let mut source = file(
        folder.path(),
        "list.csv",
        "id,real id,name,X,Y\nwrong,right,甲,116.1,40.1\n",
    );
    source.columns = BTreeMap::from([("id".to_owned(), "real id".to_owned())]);
    let table = read_table(&source, List::Compounds).unwrap();
    assert_eq!(table.cell(&table.rows[0], "id"), Some("right"));
    assert_eq!(table.unknown, ["id"]);

    source.columns = BTreeMap::from([("id".to_owned(), "ID no.".to_owned())]);
    let message = read_table(&source, List::Compounds).unwrap_err().to_string();
    assert!(
        message.contains("no header \"ID no.\" for columns.id") && message.contains("real id"),
        "{message}"
    );

    source.columns = BTreeMap::from([("nmae".to_owned(), "name".to_owned())]);
    let message = read_table(&source, List::Compounds).unwrap_err().to_string();
    assert!(
        message.contains("columns.nmae") && message.contains("households"),
        "{message}"
    );
}

#[test]
fn bad_rows_are_rejected_one_by_one() {
    let text = "id,name,lon,lat,households\n\
                a,ok,116.1,40.1,１２０\n\
                b,swapped,40.1,116.1,\n\
                c,projected,440000,4400000,\n\
                d,nowhere,0,0,\n\
                e,empty,,40.1,\n\
                f,below,116.1,40.1,-3\n\
                g,words,116.1,40.1,about 30\n\
                h,infinite,116.1,40.1,1e999\n\
                i,not a number,NaN,40.1,\n\
                a,twice,116.1,40.1,\n\
                j,extra,116.1,40.1,3,surplus\n\
                k,short,116.1,40.1\n";
    let tables = compounds("list.csv", text);
    let rows = tables.compounds.as_ref().unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["a", "f", "g", "h", "k"]);
    assert_eq!(rows[0].households, Some(120.0));
    assert!(rows[1..].iter().all(|row| row.households.is_none()));
    assert_eq!(
        reasons(&tables)
            .iter()
            .map(|(line, _, reason)| (line.unwrap(), *reason))
            .collect::<Vec<_>>(),
        [
            (
                3,
                "looks swapped: lon and lat change places, and other rows have them right"
            ),
            (
                4,
                "not on Earth; degrees are expected (crs = \"epsg:NNNN\" tells of metres)"
            ),
            (5, "lon and lat are 0: likely missing"),
            (6, "lon or lat is empty"),
            (10, "lon or lat is empty"),
            (11, "this id stands in an earlier row as well; the first is kept"),
            (
                12,
                "has 6 cells under 5 headers; put cells that hold the delimiter in quotes"
            ),
        ]
    );
    let unread: Vec<(u64, &str, &str, &str)> = tables
        .notes
        .iter()
        .map(|one| (one.line, one.column, one.value.as_str(), one.text.as_str()))
        .collect();
    assert_eq!(
        unread,
        [
            (7, "households", "-3", "households is below 0"),
            (8, "households", "about 30", "households is not a number"),
            (9, "households", "1e999", "households is not a number"),
        ]
    );
    assert_eq!(
        (tables.rejected[0].id.as_str(), tables.rejected[0].name.as_str()),
        ("b", "swapped")
    );
    assert_eq!(tables.rejected[0].source, "list.csv");
}

#[test]
fn a_row_without_an_id_is_called_by_its_line() {
    let tables = compounds("list.csv", "name,lon,lat\n甲,116.1,40.1\n乙,116.1,40.1\n");
    let ids: Vec<String> = tables.compounds.unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(ids, ["row-2", "row-3"]);
    assert_eq!(tables.tally.count(MADE_ID), 2);
}

#[test]
fn dwellings_and_gates_name_their_compound() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        dwellings: Some(file(
            folder.path(),
            "d.csv",
            "小区,lon,lat,weight\na,116.1,40.1,12\na,116.1,40.1,\na,116.1,40.1,0\n,116.1,40.1,1\n",
        )),
        gates: Some(file(
            folder.path(),
            "g.csv",
            "compound,lon,lat,open_to\na,116.1,40.1,\na,116.1,40.1,公众\na,116.1,40.1,locked\na,116.1,40.1,dogs\n",
        )),
        ..Plan::default()
    };
    let tables = read_tables(&plan).unwrap();
    let weights: Vec<f64> = tables
        .dwellings
        .as_ref()
        .unwrap()
        .iter()
        .map(|row| row.weight)
        .collect();
    assert_eq!(weights, [12.0, 1.0]);
    let open: Vec<OpenTo> = tables.gates.as_ref().unwrap().iter().map(|row| row.open_to).collect();
    assert_eq!(open, [OpenTo::Residents, OpenTo::Everybody, OpenTo::Nobody]);
    assert_eq!(
        reasons(&tables),
        [
            (Some(4), "0", "weight must be above 0"),
            (Some(5), "", "names no compound"),
            (Some(5), "dogs", "open_to must be residents, everybody or nobody"),
        ]
    );
    assert!(tables.compounds.is_none());
}

#[test]
fn a_facility_that_tells_little_is_an_open_one() {
    let rows = facilities("id,lon,lat\n1,116.1,40.1\n").facilities.unwrap();
    assert_eq!(rows[0].category, FacilityRow::PLAIN_CATEGORY);
    assert_eq!(rows[0].status, "operating");
    assert!(rows[0].admits_visitors);
}

#[test]
fn outlines_come_as_geojson_and_a_broken_feature_is_rejected_alone() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":9,"properties":{"name":"甲","户数":120,"gated":true},"geometry":{"type":"Polygon","coordinates":[[[116,40],[116.01,40],[116.01,40.01],[116,40.01],[116,40]],[[116.004,40.004],[116.006,40.004],[116.006,40.006],[116.004,40.006],[116.004,40.004]]]}},
        {"type":"Feature","id":"own","properties":{"id":"told"},"geometry":{"type":"Point","coordinates":[116.1,40.1,55.0]}},
        {"type":"Feature","properties":{"id":"line"},"geometry":{"type":"LineString","coordinates":[[116,40],[117,40]]}},
        {"type":"Feature","properties":{"id":"short"},"geometry":{"type":"Point","coordinates":[116]}},
        {"type":"Feature","properties":{"id":"thin"},"geometry":{"type":"Polygon","coordinates":[[[116,40],[116.01,40],[116.02,40],[116,40]]]}},
        {"type":"Feature","properties":{"id":"metres"},"geometry":{"type":"Polygon","coordinates":[[[440000,4400000],[440100,4400000],[440100,4400100],[440000,4400000]]]}},
        {"type":"Feature","properties":{"id":"bare"},"geometry":null},
        "no feature",
        {"type":"Feature","properties":{"id":"two"},"geometry":{"type":"MultiPolygon","coordinates":[[[[116,40],[116.01,40],[116.01,40.01],[116,40]]],[[[116.1,40],[116.11,40],[116.11,40.01],[116.1,40]]]]}}
    ]}"#;
    let tables = compounds("homes.geojson", text);
    let rows = tables.compounds.as_ref().unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["9", "told", "two"]);
    assert_eq!(rows[0].households, Some(120.0));
    let outline = rows[0].outline.as_ref().unwrap();
    assert!(
        outline.contains(&geo::Point(rows[0].place.coord())),
        "the place is inside, not in the hole"
    );
    assert_eq!(rows[1].outline, None);
    assert_eq!(rows[2].outline.as_ref().unwrap().0.len(), 2);
    let lines: Vec<Option<u64>> = tables.rejected.iter().map(|row| row.line).collect();
    assert_eq!(lines, (3..=8).map(Some).collect::<Vec<_>>());
    assert_eq!(
        tables.rejected[0].reason,
        "is a LineString; give a Point, Polygon or MultiPolygon"
    );
    assert_eq!(tables.rejected[2].reason, "its outline encloses nothing");
    assert_eq!(tables.rejected[4].reason, "has no place");
}

#[test]
fn useless_tables_say_what_to_do() {
    let message = failure("list.xlsx", "PK", List::Compounds);
    assert!(message.contains("list.xlsx") && message.contains(".csv"), "{message}");
    let message = failure("list.csv", "id,name,lat\n", List::Compounds);
    assert!(
        message.contains("no column for lon; the file has: id, name, lat"),
        "{message}"
    );
    let message = failure("empty.csv", "", List::Compounds);
    assert!(
        message.contains("empty.csv") && message.contains("first line"),
        "{message}"
    );
    let message = failure("gates.csv", "lon,lat\n", List::Gates);
    assert!(message.contains("no column for compound"), "{message}");
    let message = failure(
        "a.geojson",
        "{\"type\":\"Point\",\"coordinates\":[1,2]}",
        List::Compounds,
    );
    assert!(message.contains("FeatureCollection"), "{message}");
    let message = failure("a.geojson", "id,name", List::Compounds);
    assert!(message.contains("not JSON"), "{message}");
    let projected =
        r#"{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::2437"}},"features":[]}"#;
    let message = failure("a.geojson", projected, List::Compounds);
    assert!(
        message.contains("EPSG::2437") && message.contains("epsg:4491"),
        "{message}"
    );

    let absent = TableSource {
        path: PathBuf::from("/nowhere/list.csv"),
        ..TableSource::default()
    };
    let error = read_table(&absent, List::Compounds).unwrap_err();
    assert!(matches!(error, TableError::Unreadable { .. }) && error.to_string().contains("/nowhere/list.csv"));
    let folder = tempfile::tempdir().unwrap();
    let mut source = file(folder.path(), "list.csv", "id,lon,lat\n");
    source.crs = Some("xian80".to_owned());
    let message = read_table(&source, List::Compounds).unwrap_err().to_string();
    assert!(
        message.contains("crs = \"xian80\"") && message.contains("gcj02"),
        "{message}"
    );
}

proptest! {
    /// Whatever stands in a text table, rows in = rows used + rows rejected, each line at most once, and nothing panics.
    #[test]
    fn every_row_is_accounted_for(rows in prop::collection::vec(prop::collection::vec("[-a-z0-9.,é\"；]{0,8}", 0..7), 0..30)) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(["id", "name", "lon", "lat", "elders"]).unwrap();
        let mut filled = 0;
        for row in &rows {
            let mut cells = vec!["x".to_owned()];
            cells.extend(row.iter().cloned());
            writer.write_record(&cells).unwrap();
            filled += 1;
        }
        let tables = compounds("list.csv", writer.into_inner().unwrap());
        let used = tables.compounds.as_ref().unwrap().len();
        prop_assert_eq!(used + tables.rejected.len(), filled);
        prop_assert!(used <= 1, "all have one id");
    }

    /// No bytes at all make a reader panic.
    #[test]
    fn no_bytes_break_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}:,\"a-z0-9 ]{0,80}") {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.csv", "a.geojson"] {
            for content in [bytes.as_slice(), text.as_bytes()] {
                let source = file(folder.path(), name, content);
                if let Ok(table) = read_table(&source, List::Compounds) {
                    prop_assert_eq!(table.rows_read(), table.rows.len() + table.unusable.len());
                }
            }
        }
    }
}

#[test]
fn wangjing_is_read_whole() {
    let Some(folder) = real_data("wangjing") else { return };
    let at = |name: &str| {
        Some(TableSource {
            path: folder.join(name),
            ..TableSource::default()
        })
    };
    let plan = Plan {
        compounds: at("compounds.csv"),
        facilities: at("facilities.csv"),
        ..Plan::default()
    };
    let tables = read_tables(&plan).unwrap();
    let compounds = tables.compounds.as_ref().unwrap();
    assert_eq!(compounds.len() + tables.rejected.len(), 94);
    assert_eq!(tables.rejected, []);
    assert!(compounds.iter().any(|row| row.name.is_none()));
    assert_eq!(compounds[0].name.as_deref(), Some("都市心海岸雅园北区"));
    assert_eq!(
        (compounds[0].place.lon, compounds[0].place.lat),
        (1_164_607_216, 399_873_935)
    );
    let facilities = tables.facilities.as_ref().unwrap();
    assert_eq!(facilities.len(), 15);
    assert_eq!(facilities[3].category, "care_station");
    assert_eq!(facilities[3].details.category_told.as_deref(), Some("养老服务驿站"));
}
