//! Coordinates and outlines as offices send them: put right where there is one clear way, else refused with the row.
use geo::{Area, Contains, Point, Validation};
use proptest::prelude::*;
use service_circle_core::datum::Datum;
use service_circle_core::plan::{Plan, TableSource};
use service_circle_core::read::table::{List, NoteKind, Tables, read_tables};

/// The compounds of a file.
fn compounds(name: &str, text: &str) -> Tables {
    with_crs(name, text, None)
}

fn with_crs(name: &str, text: &str, crs: Option<&str>) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let source = TableSource {
        path,
        crs: crs.map(str::to_owned),
        ..TableSource::default()
    };
    let plan = Plan {
        compounds: Some(source),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

/// Ids and degrees of the rows used, to six decimals.
fn places(tables: &Tables) -> Vec<(String, String)> {
    let rows = tables.compounds.as_ref().unwrap().iter();
    rows.map(|row| {
        let place = format!("{:.6} {:.6}", row.place.lon_degrees(), row.place.lat_degrees());
        (row.id.clone(), place)
    })
    .collect()
}

fn reasons(tables: &Tables) -> Vec<(u64, &str, &str)> {
    let rejected = tables.rejected.iter();
    rejected
        .map(|row| (row.line.unwrap(), row.value.as_str(), row.reason.as_str()))
        .collect()
}

#[test]
fn lon_and_lat_of_a_whole_table_are_put_right_and_told() {
    let tables = compounds("list.csv", "id,经度,纬度\na,39.98,116.46\nb,39.99,116.47\nc,0,0\nd,,\n");
    let places = places(&tables);
    assert_eq!(places[0], ("a".to_owned(), "116.460000 39.980000".to_owned()));
    assert_eq!(places.len(), 2);
    assert_eq!(tables.tally.count("coordinates-swapped"), 2);
    let (_, count) = tables
        .tally
        .iter()
        .find(|(code, _)| *code == "coordinates-swapped")
        .unwrap();
    assert_eq!(count.example, "list.csv:2: 39.98, 116.46 as lon 116.46 lat 39.98");
    assert_eq!(
        reasons(&tables),
        [
            (4, "0, 0", "lon and lat are 0: likely missing"),
            (5, "", "has no place")
        ]
    );
    // Of western China both orders are places on Earth: only one is in China.
    let tables = compounds("list.csv", "id,lon,lat\na,43.8,87.6\n");
    assert_eq!(places_of(&tables), ["87.600000 43.800000"]);
    // Elsewhere nothing is turned.
    for (lon, lat) in [("14.5", "35.9"), ("24.9", "60.2"), ("15.6", "78.2"), ("-70.6", "-33.4")] {
        let tables = compounds("list.csv", &format!("id,lon,lat\na,{lon},{lat}\n"));
        assert_eq!(tables.tally.count("coordinates-swapped"), 0, "{lon} {lat}");
        assert_eq!(tables.rejected, []);
    }
}

fn places_of(tables: &Tables) -> Vec<String> {
    places(tables).into_iter().map(|(_, place)| place).collect()
}

#[test]
fn a_single_swapped_row_is_refused() {
    let tables = compounds("list.csv", "id,lon,lat\na,116.46,39.98\nb,39.99,116.47\n");
    assert_eq!(places_of(&tables), ["116.460000 39.980000"]);
    assert_eq!(
        reasons(&tables),
        [(
            3,
            "39.99, 116.47",
            "looks swapped: lon and lat change places, and other rows have them right"
        )]
    );
}

#[test]
fn swapped_geojson_is_put_right_too() {
    let feature = |ring: &str| {
        format!(r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
    };
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        feature("[39.9,116.4],[39.9,116.41],[39.91,116.41],[39.91,116.4],[39.9,116.4]")
    );
    let tables = compounds("list.geojson", &text);
    assert_eq!(tables.tally.count("coordinates-swapped"), 1);
    let outline = tables.compounds.as_ref().unwrap()[0].outline.as_ref().unwrap();
    assert!(outline.contains(&Point::new(116.405, 39.905)));
}

#[test]
fn one_column_may_hold_both() {
    // 116 + 27/60 + 36/3600 = 116.46; 39 + 58/60 + 48/3600 = 39.98.
    for (header, cell) in [
        ("经纬度", "\"116.46,39.98\""),
        ("坐标", "\"39.98,116.46\""),
        ("location", "\"116.46,39.98\""),
        ("坐标（纬度,经度）", "\"39.98,116.46\""),
        ("坐标", "北纬39°58′48″ 东经116°27′36″"),
        ("wkt", "POINT (116.46 39.98)"),
        (
            "geom",
            "\"POLYGON ((116.459 39.979, 116.461 39.979, 116.461 39.981, 116.459 39.981, 116.459 39.979))\"",
        ),
    ] {
        let header_cell = if header.contains(',') {
            format!("\"{header}\"")
        } else {
            header.to_owned()
        };
        let tables = compounds("list.csv", &format!("id,{header_cell}\na,{cell}\nb,nowhere\n"));
        assert_eq!(places_of(&tables), ["116.460000 39.980000"], "{header} {cell}");
        assert_eq!(reasons(&tables)[0].0, 3);
        assert_eq!(
            tables.compounds.as_ref().unwrap()[0].outline.is_some(),
            header == "geom"
        );
    }
    let tables = compounds(
        "list.csv",
        "id,lon,lat,坐标\na,116.46,39.98,\"116.5,39.5\"\nb,,,\"116.5,39.5\"\n",
    );
    assert_eq!(places_of(&tables), ["116.460000 39.980000", "116.500000 39.500000"]);
}

#[test]
fn degrees_minutes_and_seconds_are_read() {
    let tables = compounds(
        "list.csv",
        "id,东经,北纬\na,116°27′36″,39°58′48″\nb,116 27 36,39 58 48\nc,E116.46,N39.98\nd,N39.98,E116.46\ne,116°75′,39°58′\nf,E116,E117\n",
    );
    assert_eq!(places_of(&tables), ["116.460000 39.980000"; 4]);
    assert_eq!(tables.tally.count("coordinates-in-minutes"), 2);
    assert_eq!(
        reasons(&tables),
        [
            (6, "116°75′", "lon is not a number"),
            (7, "116, 117", "both are longitudes")
        ]
    );
}

#[test]
fn numbers_that_are_no_place_are_refused() {
    let cells = [
        "inf,39.9",
        "1e308,39.9",
        "116.4,1e308",
        "116.4,91",
        "-200,39.9",
        "116.4.1,39.9",
        "116.4,三十九",
    ];
    let rows: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| format!("{at},{cell}\n"))
        .collect();
    let tables = compounds("list.csv", &format!("id,lon,lat\nok,116.4,39.9\n{}", rows.concat()));
    assert_eq!(places_of(&tables), ["116.400000 39.900000"]);
    assert_eq!(tables.rejected.len(), cells.len());
    let survey = with_crs(
        "list.csv",
        "id,x,y\na,499000,4426000\nb,1e308,4426000\nc,499000,nan\nd,116.4,39.9\n",
        Some("epsg:4548"),
    );
    assert_eq!(places(&survey).len(), 1);
    assert_eq!(survey.rejected.len(), 3);
}

#[test]
fn of_several_pairs_of_coordinates_both_are_of_one_datum() {
    let text = "id,lng_gcj02,lat_gcj02,百度经度,百度纬度,lng_wgs84,lat_wgs84\na,116.41,39.91,116.42,39.92,116.4,39.9\n";
    let wgs84 = compounds("list.csv", text);
    assert_eq!(places_of(&wgs84), ["116.400000 39.900000"]);
    assert_eq!(wgs84.read[0].datum, Datum::Wgs84);
    let told = with_crs("list.csv", text, Some("bd09"));
    assert_eq!(told.read[0].datum, Datum::Bd09);
    let header = |name| {
        told.read[0]
            .columns
            .iter()
            .find(|column| column.name == name)
            .map(|column| column.header.clone())
    };
    assert_eq!(
        (header("lon").as_deref(), header("lat").as_deref()),
        (Some("百度经度"), Some("百度纬度"))
    );
    // Amap's pair, and a bare one of which nobody knows the datum.
    let bare = compounds(
        "list.csv",
        "id,经度,纬度,高德经度,高德纬度\na,116.4,39.9,116.41,39.91\n",
    );
    assert_eq!(bare.read[0].datum, Datum::Gcj02);
}

fn features(geometries: &[&str]) -> String {
    let features: Vec<String> = geometries
        .iter()
        .enumerate()
        .map(|(at, geometry)| format!(r#"{{"type":"Feature","properties":{{"id":"{at}"}},"geometry":{geometry}}}"#))
        .collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn outlines_are_mended_or_refused_with_the_place() {
    let tables = compounds(
        "homes.geojson",
        &features(&[
            // Not closed.
            r#"{"type":"Polygon","coordinates":[[[116,40],[116.01,40],[116.01,40.01],[116,40.01]]]}"#,
            // A bow-tie.
            r#"{"type":"Polygon","coordinates":[[[116,40],[116.01,40.01],[116.01,40],[116,40.01],[116,40]]]}"#,
            // A spike.
            r#"{"type":"Polygon","coordinates":[[[116,40],[116.01,40],[116.02,40.005],[116.01,40],[116.01,40.01],[116,40.01],[116,40]]]}"#,
            // No area.
            r#"{"type":"Polygon","coordinates":[[[116,40],[116.01,40],[116.02,40],[116,40]]]}"#,
            // A hole outside.
            r#"{"type":"Polygon","coordinates":[[[116,40],[116.01,40],[116.01,40.01],[116,40.01],[116,40]],[[117,40],[117.01,40],[117.01,40.01],[117,40]]]}"#,
            // The wrong way round, as GeoJSON has it: a matter of taste.
            r#"{"type":"Polygon","coordinates":[[[116,40],[116,40.01],[116.01,40.01],[116.01,40],[116,40]]]}"#,
        ]),
    );
    let rows = tables.compounds.as_ref().unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["0", "2", "4", "5"]);
    for row in rows {
        let outline = row.outline.as_ref().unwrap();
        assert!(outline.is_valid(), "{}", row.id);
        assert!((outline.unsigned_area() - 1e-4).abs() < 1e-9, "{}", row.id);
    }
    assert_eq!(
        reasons(&tables),
        [
            (
                2,
                "116.005000 40.005000",
                "its outline crosses itself at 116.005000 40.005000 (lon lat); draw it without the crossing"
            ),
            (4, "", "its outline encloses nothing"),
        ]
    );
    let notes: Vec<(u64, NoteKind, &str)> = tables
        .notes
        .iter()
        .map(|note| (note.line, note.kind, note.text.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            (1, NoteKind::OutlineMended, "its line is closed"),
            (
                3,
                NoteKind::OutlineMended,
                "a spike at 116.020000 40.005000 is left out"
            ),
            (
                5,
                NoteKind::OutlineMended,
                "a hole outside it at 117.000000 40.000000 is left out"
            ),
        ]
    );
    assert_eq!(tables.tally.count("outline-mended"), 3);
    assert_eq!(
        tables.tally.count("outline-clockwise"),
        1,
        "the last; the bow-tie has no side"
    );
}

#[test]
fn rows_told_twice_are_known_by_id_or_by_name_nearby() {
    // 0.0003 degrees of latitude are 33 m, 0.0006 are 67 m.
    let tables = compounds(
        "list.csv",
        "id,name,lon,lat\na,甲苑,116.4,39.9\nb,甲苑,116.4,39.9003\n,甲 苑,116.4,39.9003\n,乙苑,116.4,39.9\n,乙苑,116.4,39.9006\na,丙苑,116.4,39.9\n,,116.4,39.9\n,,116.4,39.9\n",
    );
    let ids: Vec<String> = places(&tables).into_iter().map(|(id, _)| id).collect();
    assert_eq!(
        ids,
        ["a", "b", "row-5", "row-6", "row-8", "row-9"],
        "rows without a name have nothing in common"
    );
    assert_eq!(
        reasons(&tables),
        [
            (
                4,
                "甲 苑",
                "line 2 has this name as well, 33 m away, and no ids tell them apart; the first is used"
            ),
            (7, "a", "this id stands in an earlier row as well; the first is kept"),
        ]
    );
    let notes: Vec<(u64, NoteKind, &str)> = tables
        .notes
        .iter()
        .map(|note| (note.line, note.kind, note.text.as_str()))
        .collect();
    assert_eq!(
        notes,
        [(
            3,
            NoteKind::SameNameNearby,
            "line 2 has this name as well, 33 m away, and another id; both are used"
        )]
    );
}

#[test]
fn outlines_of_one_name_side_by_side_are_parts() {
    let tables = compounds(
        "homes.geojson",
        r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"甲苑"},"geometry":{"type":"Polygon","coordinates":[[[116,40],[116.0002,40],[116.0002,40.0002],[116,40.0002],[116,40]]]}},
        {"type":"Feature","properties":{"name":"甲苑"},"geometry":{"type":"Polygon","coordinates":[[[116.0003,40],[116.0005,40],[116.0005,40.0002],[116.0003,40.0002],[116.0003,40]]]}},
        {"type":"Feature","properties":{"name":"甲苑"},"geometry":{"type":"Polygon","coordinates":[[[116,40],[116.0002,40],[116.0002,40.0001],[116,40.0001],[116,40]]]}}
    ]}"#,
    );
    assert_eq!(tables.compounds.as_ref().unwrap().len(), 2);
    assert_eq!(tables.rejected[0].line, Some(3));
}

proptest! {
    /// Whatever stands in a table of any list, its rows are used or rejected, each once, and the account of it says so.
    #[test]
    fn every_row_of_every_list_is_accounted_for(rows in prop::collection::vec(prop::collection::vec(prop::sample::select(CELLS), HEADERS.len()), 0..12)) {
        for list in List::ALL {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(HEADERS).unwrap();
            let mut filled = 0;
            for row in &rows {
                writer.write_record(row).unwrap();
                filled += usize::from(row.iter().any(|cell| !cell.trim().is_empty()));
            }
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("list.csv");
            std::fs::write(&path, writer.into_inner().unwrap()).unwrap();
            let source = Some(TableSource { path, ..TableSource::default() });
            let mut plan = Plan::default();
            let slot = match list {
                List::Compounds => &mut plan.compounds,
                List::Facilities => &mut plan.facilities,
                List::Dwellings => &mut plan.dwellings,
                List::Gates => &mut plan.gates,
                List::Units => &mut plan.units,
                List::Candidates => &mut plan.candidates,
                _ => continue,
            };
            *slot = source;
            let tables = read_tables(&plan).unwrap();
            let used = [
                tables.compounds.map_or(0, |rows| rows.len()),
                tables.facilities.map_or(0, |rows| rows.len()),
                tables.dwellings.map_or(0, |rows| rows.len()),
                tables.gates.map_or(0, |rows| rows.len()),
                tables.units.map_or(0, |rows| rows.len()),
                tables.candidates.map_or(0, |rows| rows.len()),
            ];
            let used: usize = used.iter().sum();
            let read = &tables.read[0];
            prop_assert_eq!(used + tables.rejected.len(), filled);
            prop_assert_eq!((read.rows, read.used(), read.rejected), (filled, used, tables.rejected.len()));
            // A note is on a row that is used.
            for note in &tables.notes {
                prop_assert!(tables.rejected.iter().all(|row| row.line != Some(note.line)));
            }
        }
    }
}

const HEADERS: [&str; 12] = [
    "编号",
    "名称",
    "小区",
    "经度",
    "纬度",
    "类别",
    "状态",
    "建筑面积（万㎡）",
    "床位数",
    "60岁以上",
    "是否对外",
    "上级",
];
const CELLS: &[&str] = &[
    "",
    "1",
    "a",
    "望京",
    "116.46",
    "39.98",
    "1,200",
    "约30张",
    "20-30",
    "—",
    "无",
    "是",
    "运营中",
    "1e308",
    "nan",
    "0",
    "-3",
    "750㎡",
    "116°27′36″",
    "１２０",
    "\u{0}",
    "养老院",
    "116.46,39.98",
    " ",
    "\n",
];
