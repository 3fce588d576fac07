//! Shapefiles, GeoPackages and GeoJSON lines: what belongs to them, and what of them is no row.
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use service_circle_core::plan::{Plan, TableSource};
use service_circle_core::read::table::{DELETED_RECORD, FacilityRow, List, Tables, files_of, read_table, read_tables};
use service_circle_testkit::lists::{self, Format, Frame, Kind};

/// Bytes of a `.dbf` before its records, and of a record, for the city's facilities: four columns of 60, 60, 60 and 10 bytes.
const COLUMNS_END: usize = 32 + 4 * 32 + 1;
const RECORD: usize = 1 + 60 + 60 + 60 + 10;

fn written(folder: &Path, format: Format) -> PathBuf {
    lists::write(folder, &lists::city(Kind::Facilities, Frame::Wgs84, false), format).unwrap()
}

fn source(path: &Path) -> TableSource {
    TableSource {
        path: path.to_owned(),
        ..TableSource::default()
    }
}

fn read(path: &Path) -> Tables {
    let plan = Plan {
        facilities: Some(source(path)),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

fn names(tables: &Tables) -> Vec<String> {
    let rows = tables.facilities.as_ref().unwrap().iter();
    rows.map(|row: &FacilityRow| row.name.clone().unwrap_or_default())
        .collect()
}

fn overwrite(path: &Path, at: usize, bytes: &[u8]) {
    let mut file = std::fs::read(path).unwrap();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    std::fs::write(path, file).unwrap();
}

#[test]
fn records_and_shapes_stay_in_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), Format::ShapefileOfChina);
    let table = path.with_extension("dbf");
    let bytes = std::fs::read(&table).unwrap();
    assert_eq!(usize::from(u16::from_le_bytes([bytes[8], bytes[9]])), COLUMNS_END);
    let plain = read(&path);
    let record = |number: usize| COLUMNS_END + (number - 1) * RECORD;
    overwrite(&table, record(2), b"*");
    overwrite(&table, record(3) + 181, b"**********");
    // 60 bytes of letters of two, put one further: the last is cut in half, as ArcGIS does.
    let letters = encoding_rs::GB18030.encode(&"养".repeat(30)).0.into_owned();
    overwrite(&table, record(4) + 61, &[b"x", &letters[..59]].concat());
    // Shape 5 is none; a shape of the points takes 28 bytes with its header.
    overwrite(&path, 100 + 4 * 28 + 8, &[0; 4]);
    let tables = read(&path);
    assert_eq!(tables.tally.count(DELETED_RECORD), 1);
    let rejected: Vec<_> = tables
        .rejected
        .iter()
        .map(|row| (row.line, row.value.as_str()))
        .collect();
    assert_eq!(rejected, [(Some(5), "")]);
    let (before, after) = (plain.facilities.unwrap(), tables.facilities.unwrap());
    assert_eq!(after.len(), before.len() - 2);
    let cut = &after[2];
    assert_eq!(
        (cut.name.as_deref(), cut.place),
        (Some(format!("x{}", "养".repeat(29)).as_str()), before[3].place)
    );
    assert_eq!(after[3], before[5], "rows after the damaged ones are where they were");
}

#[test]
fn an_index_out_of_step_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), Format::Shapefile);
    let plain = read(&path);
    overwrite(&path.with_extension("shx"), 100, &[0xFF; 8]);
    assert_eq!(read(&path), plain);
    std::fs::remove_file(path.with_extension("shx")).unwrap();
    assert_eq!(read(&path), plain);
}

#[test]
fn parts_are_found_in_capitals_and_counted_among_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), Format::Shapefile);
    let plain = read(&path);
    assert_eq!(files_of(&path).len(), 5);
    for ending in ["dbf", "shx", "prj", "cpg"] {
        let part = path.with_extension(ending);
        std::fs::rename(&part, part.with_extension(ending.to_uppercase())).unwrap();
    }
    assert_eq!(files_of(&path).len(), 5);
    assert_eq!(read(&path), plain);
}

#[test]
fn texts_are_read_whatever_the_parts_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), Format::ShapefileOfChina);
    let plain = names(&read(&path));
    assert!(plain[0].contains("养老院"), "{plain:?}");
    // The byte for the code page says nothing, as GDAL leaves it; a wrong .cpg is not believed.
    overwrite(&path.with_extension("dbf"), 29, &[0]);
    for cpg in ["", "UTF-8", "ANSI 1252", "ANSI 936", "GBK"] {
        std::fs::write(path.with_extension("cpg"), cpg).unwrap();
        let tables = read(&path);
        assert_eq!(
            (names(&tables), tables.read[0].encoding),
            (plain.clone(), "GB18030"),
            "{cpg}"
        );
    }
    let mut wrong = source(&path);
    wrong.encoding = Some("utf-8".to_owned());
    let message = read_table(&wrong, List::Facilities).unwrap_err().to_string();
    assert!(message.contains("GB18030"), "{message}");
}

#[test]
fn a_geopackage_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let chinese = folder.path().join("数据 100%?#");
    std::fs::create_dir(&chinese).unwrap();
    let path = written(&chinese, Format::GeoPackage);
    let before = std::fs::read(&path).unwrap();
    let rows = names(&read(&path)).len();
    assert_eq!(rows, lists::city(Kind::Facilities, Frame::Wgs84, false).places.len());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(&chinese).unwrap().count(), 1, "nothing beside it");
}

#[test]
fn what_another_program_has_not_put_into_the_file_yet_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), Format::GeoPackage);
    // As QGIS has it while a layer is open.
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "journal_mode", "wal").unwrap();
    let layer = Kind::Facilities.name();
    other
        .execute(&format!("UPDATE \"{layer}\" SET \"名称\" = '新名' WHERE fid = 1"), [])
        .unwrap();
    assert_eq!(names(&read(&path))[0], "新名");
}

#[test]
fn the_layer_is_the_one_named_else_the_only_one_with_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), Format::GeoPackage);
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "CREATE TABLE \"名录\" (id INTEGER PRIMARY KEY, \"名称\" TEXT, lon REAL, lat REAL);
             INSERT INTO \"名录\" VALUES (7, '甲', 115.01, 33.005), (9, '乙', NULL, 33.0);
             INSERT INTO gpkg_contents (table_name, data_type) VALUES ('名录', 'attributes');",
        )
        .unwrap();
    assert_eq!(read(&path).read[0].layer.as_deref(), Some(Kind::Facilities.name()));
    let mut listed = source(&path);
    listed.layer = Some("名录".to_owned());
    let plan = Plan {
        facilities: Some(listed),
        ..Plan::default()
    };
    let tables = read_tables(&plan).unwrap();
    assert_eq!(
        (names(&tables), tables.rejected[0].line),
        (vec!["甲".to_owned()], Some(9))
    );
}

#[test]
fn lines_of_geojson_are_numbered_as_in_an_editor() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.geojsonl");
    let feature = |name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Point","coordinates":[115.01,33]}}}}"#
        )
    };
    let text = format!("{}\n\nnonsense\n{}\n", feature("甲"), feature("乙"));
    std::fs::write(&path, &text).unwrap();
    let tables = read(&path);
    assert_eq!(names(&tables), ["甲", "乙"]);
    assert_eq!(tables.facilities.as_ref().unwrap()[1].source, "f.geojsonl:4");
    assert_eq!(tables.rejected[0].line, Some(3));
    // A sequence: a feature may span lines.
    let spread = feature("乙").replace("},", "},\n");
    std::fs::write(&path, format!("\u{1e}{}\n\u{1e}{spread}\n", feature("甲"))).unwrap();
    let tables = read(&path);
    assert_eq!(
        (names(&tables), tables.rejected.len()),
        (vec!["甲".to_owned(), "乙".to_owned()], 0)
    );
}
