//! What QGIS looks for: default styles, metadata, projects; all of it well-formed XML, in the language of the run.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;
use service_circle_core::language::Language;
use service_circle_core::write::LayerKind;

use crate::drawn::drawn;
use crate::write_formats::kit::{column, one, open, written};

/// Elements by name with their attributes; fails where the text is not well-formed.
pub(crate) fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut depth = 0_i32;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                depth += 1;
                found.push(described(&tag));
            }
            Event::Empty(tag) => found.push(described(&tag)),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    found
}

fn described(tag: &quick_xml::events::BytesStart<'_>) -> (String, Vec<(String, String)>) {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    (tag.name().as_ref().to_owned(), attributes.collect())
}

pub(crate) fn attributes<'a>(elements: &'a [(String, Vec<(String, String)>)], name: &str, key: &str) -> Vec<&'a str> {
    let named = elements.iter().filter(|(element, _)| element == name);
    named
        .filter_map(|(_, attributes)| attributes.iter().find(|(attribute, _)| attribute == key))
        .map(|(_, value)| value.as_str())
        .collect()
}

#[test]
fn every_table_has_a_default_style_that_qgis_finds() {
    let (plan, outcome) = drawn();
    for language in Language::ALL {
        let folder = written(&plan, &outcome, Some(language));
        let database = open(folder.path());
        let tables: Vec<String> = column(
            &database,
            "SELECT table_name FROM gpkg_contents WHERE table_name != 'layer_styles'",
        );
        assert!(tables.len() >= 8);
        let found =
            "SELECT count(*) FROM layer_styles WHERE f_table_catalog = '' AND f_table_schema = '' AND useAsDefault = 1";
        assert_eq!(one::<i64>(&database, found), tables.len() as i64);
        for table in &tables {
            let style =
                format!("SELECT styleQML FROM layer_styles WHERE f_table_schema = '' AND f_table_name = '{table}'");
            let style = elements(&one::<String>(&database, &style));
            let kind = LayerKind::ALL
                .into_iter()
                .find(|kind| table.trim_end_matches("_points") == kind.name())
                .unwrap();
            let heads = kind.columns();
            assert_eq!(
                attributes(&style, "alias", "field"),
                heads.iter().map(|head| head.name).collect::<Vec<_>>()
            );
            assert_eq!(
                attributes(&style, "alias", "name"),
                heads.iter().map(|head| head.title(language)).collect::<Vec<_>>()
            );
            let geometry = format!("SELECT f_geometry_column FROM layer_styles WHERE f_table_name = '{table}'");
            let drawn = one::<i64>(
                &database,
                &format!("SELECT count(*) FROM gpkg_geometry_columns WHERE table_name = '{table}'"),
            );
            assert_eq!(
                one::<String>(&database, &geometry),
                if drawn == 1 { "geom" } else { "" }
            );
            assert_eq!(attributes(&style, "renderer-v2", "type").len() as i64, drawn, "{table}");
        }
        let compounds: String = one(
            &database,
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'compounds'",
        );
        let compounds = elements(&compounds);
        assert_eq!(attributes(&compounds, "renderer-v2", "type"), ["categorizedSymbol"]);
        assert_eq!(attributes(&compounds, "renderer-v2", "attr"), ["verdict"]);
        assert_eq!(
            attributes(&compounds, "category", "value"),
            ["gap", "partly", "undetermined", "served"]
        );
        let legend = attributes(&compounds, "category", "label");
        let gap = match language {
            Language::English => "Gap: at most 10 % of the dwellings within 15 min",
            Language::Chinese => "缺口：15分钟内可达住宅不超过10 %",
        };
        assert_eq!(legend[0], gap);
        let order = "CASE \"verdict\" WHEN 'served' THEN 0 WHEN 'undetermined' THEN 1 WHEN 'partly' THEN 2 WHEN 'gap' THEN 3 ELSE 0 END";
        let qml: String = one(
            &database,
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'compounds'",
        );
        assert!(
            qml.contains(&order.replace('"', "&quot;")),
            "gaps are drawn last, on top"
        );
    }
}

#[test]
fn layer_metadata_tell_licence_source_and_settings() {
    let (plan, mut outcome) = drawn();
    outcome.header.data_timestamp = Some(1_735_689_600);
    let folder = written(&plan, &outcome, Some(Language::Chinese));
    let database = open(folder.path());
    let linked = "SELECT table_name FROM gpkg_metadata_reference JOIN gpkg_metadata ON md_file_id = id WHERE reference_scope = 'table' \
                  AND md_standard_uri = 'http://mrcc.com/qgis.dtd' AND mime_type = 'text/xml' AND md_scope = 'dataset' ORDER BY table_name";
    let tables = "SELECT table_name FROM gpkg_contents WHERE table_name != 'layer_styles' ORDER BY table_name";
    assert_eq!(column::<String>(&database, linked), column::<String>(&database, tables));
    for metadata in column::<String>(&database, "SELECT metadata FROM gpkg_metadata") {
        elements(&metadata);
        for told in [
            "ODbL",
            "© OpenStreetMap contributors",
            "2025-01-01",
            "walk.speed_m_s = 1.0",
            "sha256 = abab",
        ] {
            assert!(metadata.contains(told), "{told}");
        }
    }
}

#[test]
fn the_project_is_the_same_inside_and_beside_and_names_every_drawn_layer() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, Some(Language::Chinese));
    let database = open(folder.path());
    let digits: String = one(&database, "SELECT content FROM qgis_projects WHERE name = '养老服务圈'");
    let embedded: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let beside = std::fs::read(folder.path().join("service-circle.qgz")).unwrap();
    assert_eq!(embedded, beside);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(beside)).unwrap();
    assert_eq!(archive.len(), 1);
    let mut project = String::new();
    archive.by_index(0).unwrap().read_to_string(&mut project).unwrap();
    let definition = std::fs::read_to_string(folder.path().join("service-circle.qlr")).unwrap();
    for document in [&project, &definition] {
        let found = elements(document);
        let sources = attributes(&found, "layer-tree-layer", "source");
        for table in ["facilities", "walks", "compounds", "compounds_points", "network", "run"] {
            let source = format!("./service-circle.gpkg|layername={table}");
            assert!(
                sources.contains(&source.as_str()) && document.contains(&format!("<datasource>{source}</datasource>"))
            );
        }
        assert!(
            attributes(&found, "layer-tree-layer", "id")
                .iter()
                .all(|id| id.len() > 10)
        );
        assert!(document.contains("<authid>EPSG:4326</authid>"));
    }
    assert!(
        project.contains("<authid>EPSG:4548</authid>"),
        "Beijing is drawn around 117 degrees east"
    );
    let items = elements(&project);
    let mut kinds = attributes(&items, "LayoutItem", "id");
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        ["counts", "legend", "map", "north", "page", "scale", "source", "title"]
    );
    assert!(
        project.contains("A3") && project.contains("size=\"420,297,mm\"") && project.contains("OpenStreetMap 贡献者")
    );
}
