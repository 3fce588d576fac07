//! The map of units as QGIS opens it: facilities and compounds over units that tell both figures, words in the language of the run.

use std::io::Read;
use std::path::Path;

use service_circle_core::language::Language;
use service_circle_core::options::Format;
use service_circle_core::plan::{Plan, TableSource, coverage};
use service_circle_core::watch::Unwatched;
use service_circle_core::write::coverage_to_directory;
use service_circle_testkit::named::city_pbf;

use crate::write_formats::kit::column;
use crate::write_formats::qgis::{attributes, elements};

/// Two units: one over the whole fixture city and far beyond it, one where nothing is.
const UNITS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"a","name":"凤凰街道","kind":"街道"},"geometry":{"type":"Polygon","coordinates":[[[110,30],[120,30],[120,45],[110,45],[110,30]]]}},
{"type":"Feature","properties":{"id":"b","name":"空街道","kind":"街道"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]}"#;

fn written(folder: &Path) -> Vec<String> {
    let units = folder.join("units.geojson");
    std::fs::write(&units, UNITS).unwrap();
    let mut plan = Plan {
        osm: city_pbf(),
        units: Some(TableSource {
            path: units,
            ..TableSource::default()
        }),
        ..Plan::default()
    };
    plan.output.formats = vec![Format::GeoJson, Format::GeoPackage];
    plan.output.language = Some(Language::Chinese);
    let found = coverage(&plan, &Unwatched).unwrap();
    let files = coverage_to_directory(&plan, &found, folder, None).unwrap();
    files
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect()
}

fn project(folder: &Path) -> String {
    let file = std::fs::File::open(folder.join("coverage.qgz")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    archive.by_index(0).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn facilities_and_compounds_stand_over_the_units() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    assert!(files.contains(&"coverage.gpkg".to_owned()));
    let database = rusqlite::Connection::open(folder.path().join("coverage.gpkg")).unwrap();
    let tables: Vec<String> = column(&database, "SELECT table_name FROM gpkg_contents ORDER BY table_name");
    for table in ["compounds", "facilities", "units"] {
        assert!(tables.iter().any(|one| one == table), "{table}: {tables:?}");
    }
    let project = project(folder.path());
    let found = elements(&project);
    let order = attributes(&found, "layer", "id");
    let place = |table: &str| order.iter().position(|id| *id == format!("service_circle_{table}"));
    assert!(place("facilities") < place("compounds") && place("compounds") < place("units"));
    assert!(place("facilities").is_some());
    assert!(project.contains("各街道养老服务步行覆盖率图（养老服务，步行15分钟）"));
    assert!(project.contains("行政口径：1个街道中1个已覆盖（100.0%）；步行口径：54个小区中"));
    assert!(!project.contains("缺口图"));
}

#[test]
fn units_tell_both_figures_and_words_are_told() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let style = std::fs::read_to_string(folder.path().join("units.qml")).unwrap();
    let found = elements(&style);
    assert_eq!(attributes(&found, "renderer-v2", "type"), ["RuleRenderer"]);
    let legend = attributes(&found, "rule", "label");
    for told in [
        "行政口径已覆盖",
        "行政口径未覆盖",
        "数据不完整（超出地图范围）",
        "名单（地图）中无小区",
    ] {
        assert!(legend.contains(&told), "{legend:?}");
    }
    let words: Vec<&str> = attributes(&found, "Option", "value");
    for word in ["street", "partial", "true"] {
        assert!(words.contains(&word), "{word}");
    }
    assert!(style.contains("name=\"数据不完整\"") && style.contains("name=\"街道\""));
    // Both ends of a share, where they differ.
    assert!(style.contains("'%～'"));
}
