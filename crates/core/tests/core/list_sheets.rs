//! Sheets as offices keep them: titles, headers in two rows, merged cells, formulas, totals.
use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use service_circle_core::plan::{Plan, TableSource};
use service_circle_core::read::table::{
    CELL_WITHOUT_HEADER, LAYER_FOUND, List, MERGED_CELL, ROW_ABOVE_HEADERS, Tables, read_table, read_tables,
};

fn save(path: &Path, fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> TableSource {
    let mut book = Workbook::new();
    fill(&mut book).unwrap();
    book.save(path).unwrap();
    TableSource {
        path: path.to_owned(),
        ..TableSource::default()
    }
}

/// A sheet of facilities read.
fn facilities(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let source = save(&folder.path().join("设施.xlsx"), |book| fill(book.add_worksheet()));
    let plan = Plan {
        facilities: Some(source),
        ..Plan::default()
    };
    read_tables(&plan).unwrap()
}

fn write_place(sheet: &mut Worksheet, row: u32, name: &str, column: u16) -> Result<(), XlsxError> {
    sheet.write_string(row, 0, name)?;
    sheet.write_number(row, column, 116.0 + f64::from(row) / 1000.0)?;
    sheet.write_number(row, column + 1, 40.0)?;
    Ok(())
}

#[test]
fn an_office_sheet_is_read_whole() {
    let plain = Format::new();
    let tables = facilities(|sheet| {
        sheet.merge_range(0, 0, 0, 5, "XX街道养老设施一览表", &plain)?;
        sheet.write_string(1, 4, "填报日期：2024年5月")?;
        sheet.write_row(2, 0, ["名称", "类型", "坐标", "", "床位数\n（张）"])?;
        sheet.merge_range(2, 2, 2, 3, "坐标", &plain)?;
        sheet.write_string(3, 2, "经度")?.write_string(3, 3, "纬度")?;
        for (row, name) in [(4, "甲"), (5, "乙"), (7, "丙")] {
            write_place(sheet, row, name, 2)?;
        }
        // The blank row 6 is none; the kind spans all rows, and a number two of them.
        sheet.merge_range(4, 1, 7, 1, "日间照料", &plain)?;
        sheet.merge_range(4, 4, 5, 4, "", &plain)?.write_number(4, 4, 60)?;
        sheet.write_string(4, 6, "备注在表外")?;
        sheet
            .write_string(8, 0, "合计")?
            .write_formula(8, 4, Formula::new("=SUM(E5:E8)").set_result("60"))?;
        Ok(())
    });
    let rows = tables.facilities.unwrap();
    let shown: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_deref().unwrap(), row.category.as_str(), row.beds))
        .collect();
    assert_eq!(
        shown,
        [
            ("甲", "day_care", Some(60.0)),
            ("乙", "day_care", None),
            ("丙", "day_care", None)
        ]
    );
    assert_eq!(rows[2].source, "设施.xlsx:8");
    let rejected: Vec<_> = tables
        .rejected
        .iter()
        .map(|row| (row.line, row.name.as_str()))
        .collect();
    assert_eq!(rejected, [(Some(9), "合计")]);
    let counts = [ROW_ABOVE_HEADERS, MERGED_CELL, CELL_WITHOUT_HEADER].map(|code| tables.tally.count(code));
    assert_eq!(counts, [2, 2, 1]);
    let merged = tables.tally.iter().find(|(code, _)| *code == MERGED_CELL).unwrap().1;
    assert_eq!(merged.example, "设施.xlsx: B5:B8");
}

#[test]
fn a_cell_without_a_value_rejects_its_row_where_we_need_it() {
    let tables = facilities(|sheet| {
        sheet.write_row(0, 0, ["名称", "经度", "纬度", "床位数", "备注"])?;
        for (row, name) in [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁")] {
            write_place(sheet, row, name, 1)?;
        }
        sheet.write_formula(1, 3, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_formula(2, 4, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_formula(3, 3, Formula::new("=10*3").set_result("30"))?;
        sheet.write_string(4, 3, "#REF!")?;
        Ok(())
    });
    let names: Vec<_> = tables
        .facilities
        .unwrap()
        .into_iter()
        .map(|row| (row.name.unwrap(), row.beds))
        .collect();
    let expected = [("乙", None), ("丙", Some(30.0)), ("丁", None)];
    assert_eq!(names, expected.map(|(name, beds)| (name.to_owned(), beds)));
    let reasons: Vec<_> = tables
        .rejected
        .iter()
        .map(|row| (row.line, row.value.as_str()))
        .collect();
    assert_eq!(reasons, [(Some(2), "#DIV/0!")]);
    assert!(
        tables.rejected[0].reason.contains("cell D2"),
        "{}",
        tables.rejected[0].reason
    );
}

#[test]
fn the_sheet_is_the_one_named_else_the_first_with_our_headers() {
    let folder = tempfile::tempdir().unwrap();
    let fill = |book: &mut Workbook| {
        book.add_worksheet().set_name("说明")?.write_string(0, 0, "填报说明")?;
        for (name, place) in [("2023年", "旧"), ("2024年", "新")] {
            let sheet = book.add_worksheet().set_name(name)?;
            sheet.write_row(0, 0, ["名称", "经度", "纬度"])?;
            write_place(sheet, 1, place, 1)?;
        }
        Ok(())
    };
    let mut source = save(&folder.path().join("设施.xlsx"), fill);
    let read = |source: &TableSource| read_table(source, List::Facilities);
    let name = |source: &TableSource| {
        let table = read(source).unwrap();
        (
            table.layer.clone(),
            table.cell(&table.rows[0], "name").map(str::to_owned),
            table.tally.count(LAYER_FOUND),
        )
    };
    assert_eq!(name(&source), (Some("2023年".to_owned()), Some("旧".to_owned()), 1));
    source.layer = Some("2024年".to_owned());
    assert_eq!(name(&source), (Some("2024年".to_owned()), Some("新".to_owned()), 0));
    source.layer = Some("2025年".to_owned());
    let message = read(&source).unwrap_err().to_string();
    assert!(message.contains("说明, 2023年, 2024年"), "{message}");
}

#[test]
fn numbers_and_dates_read_as_they_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let source = save(&folder.path().join("设施.xlsx"), |book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["编号", "经度", "纬度", "床位数", "状态"])?;
        sheet
            .write_number(1, 0, 110_105)?
            .write_string(1, 1, "116.404")?
            .write_number(1, 2, 39.915)?;
        sheet
            .write_string(1, 3, "1,200")?
            .write_number_with_format(1, 4, 45_413, &date)?;
        Ok(())
    });
    let table = read_table(&source, List::Facilities).unwrap();
    let cell = |column| table.cell(&table.rows[0], column).unwrap_or_default();
    assert_eq!(
        ["id", "lon", "lat", "beds", "status"].map(cell),
        ["110105", "116.404", "39.915", "1,200", "2024-05-01"]
    );
}
