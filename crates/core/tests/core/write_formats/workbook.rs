//! The workbook of all layers, read by calamine.

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use geo::{Contains, Coord, LineString, Polygon};
use service_circle_core::language::Language;
use service_circle_core::write::{LayerKind, check_file, to_file};

use crate::drawn::{drawn, features};
use crate::write_formats::kit::{Shape, shape, written};

fn sheet(folder: &std::path::Path, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(folder.join("service-circle.xlsx")).unwrap();
    book.worksheet_range(name).unwrap()
}

fn cell(range: &Range<Data>, row: usize, column: usize) -> Data {
    range.get((row, column)).cloned().unwrap_or(Data::Empty)
}

fn is_in(place: Coord<f64>, shape: &Shape) -> bool {
    let rings = shape.lines.iter();
    let holds = |ring: &&Vec<[f64; 2]>| {
        let corners = ring.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect();
        Polygon::new(LineString(corners), Vec::new()).contains(&place)
    };
    rings.filter(holds).count() % 2 == 1
}

#[test]
fn sheets_have_titles_and_the_cells_of_the_layers() {
    let (plan, mut outcome) = drawn();
    outcome.placed.compounds[1].name = Some("=SUM(A1:A9)".to_owned());
    outcome.placed.compounds[2].name = Some("@甲 +1 -1".to_owned());
    let folder = written(&plan, &outcome, Some(Language::Chinese));
    for (name, layer, kind) in [
        ("小区达标情况", "compounds", LayerKind::Compounds),
        ("至最近设施的步行路线", "walks", LayerKind::Walks),
        ("养老设施", "facilities", LayerKind::Facilities),
        ("数据质量", "quality", LayerKind::Quality),
    ] {
        let range = sheet(folder.path(), name);
        let heads = kind.columns();
        for (column, head) in heads.iter().enumerate() {
            assert_eq!(cell(&range, 0, column), Data::String(head.chinese.to_owned()));
        }
        let expected = features(&folder.path().join(format!("{layer}.geojson")));
        assert_eq!(range.height(), 1 + expected.len(), "{layer}");
        for (row, feature) in (1..).zip(&expected) {
            let properties = feature.properties.as_ref().unwrap();
            for (column, head) in heads.iter().enumerate() {
                let told = match &properties[head.name] {
                    geojson::JsonValue::Null => Data::Empty,
                    geojson::JsonValue::Bool(flag) => Data::Bool(*flag),
                    geojson::JsonValue::Number(number) => Data::Float(number.as_f64().unwrap()),
                    geojson::JsonValue::String(text) => Data::String(text.clone()),
                    other => panic!("{other:?}"),
                };
                assert_eq!(cell(&range, row, column), told, "{layer}, row {row}, {}", head.name);
            }
            let degrees = [heads.len(), heads.len() + 1].map(|column| match cell(&range, row, column) {
                Data::Float(degrees) => degrees,
                other => panic!("{layer}, row {row}: {other:?}"),
            });
            let drawn = shape(feature);
            if drawn.kind == 6 {
                assert!(
                    is_in(
                        Coord {
                            x: degrees[0],
                            y: degrees[1]
                        },
                        &drawn
                    ),
                    "{layer}, row {row}"
                );
            } else {
                assert_eq!(
                    degrees.map(f64::to_bits),
                    drawn.lines[0][0].map(f64::to_bits),
                    "{layer}, row {row}"
                );
            }
        }
    }
    // Formulas would be told as such.
    let mut book: Xlsx<_> = open_workbook(folder.path().join("service-circle.xlsx")).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
    }
}

#[test]
fn every_column_of_every_sheet_is_defined() {
    let (plan, outcome) = drawn();
    let folder = written(&plan, &outcome, Some(Language::English));
    let mut book: Xlsx<_> = open_workbook(folder.path().join("service-circle.xlsx")).unwrap();
    let names = book.sheet_names();
    let (definitions, layers) = names.split_last().unwrap();
    assert_eq!(definitions, "definitions");
    assert!(layers.iter().any(|name| name == "The run"), "{layers:?}");
    let told = book.worksheet_range(definitions).unwrap();
    let mut rows = told.rows().skip(1);
    for name in layers {
        let range = book.worksheet_range(name).unwrap();
        for title in range.rows().next().unwrap() {
            let row = rows.next().unwrap();
            assert_eq!((&row[0], &row[2]), (&Data::String(name.clone()), title));
            assert!(
                row.iter()
                    .all(|one| matches!(one, Data::String(text) if !text.is_empty())),
                "{row:?}"
            );
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn one_layer_may_be_a_workbook() {
    let (plan, outcome) = drawn();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.XLSX");
    check_file(&path).unwrap();
    to_file(&plan, &outcome, &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["小区达标情况", "指标定义"]);
    assert_eq!(book.worksheet_range("小区达标情况").unwrap().height(), 4);
}
