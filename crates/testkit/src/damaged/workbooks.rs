//! Damaged workbooks: formulas, merged cells, bombs, records that lie.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format as Style, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Expected::{EitherWay, Error, Rejected};
use super::{LONG_CELL_BYTES, Shelf};
use crate::lists::{Failed, Format, ods_content, ods_file, xls_file};

/// Bytes that a bomb inflates to.
const BOMB_BYTES: usize = 170 << 20;
/// What bombs are made of.
const SPACES: &str = "                                                                ";
/// Headers of a sheet written by hand, and a row.
const HEADERS: [&str; 5] = ["编号", "名称", "经度", "纬度", "床位数"];
const GOOD: &str = r#"<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2" t="str"><v>甲</v></c><c r="C2"><v>115.01</v></c><c r="D2"><v>33.005</v></c><c r="E2"><v>30</v></c></row>"#;

pub(super) fn make(shelf: &mut Shelf) -> Result<(), Failed> {
    xlsx_cells(shelf)?;
    xlsx_by_hand(shelf)?;
    xlsx_bombs(shelf)?;
    ods(shelf)?;
    xls(shelf)
}

/// What people do in Excel.
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn xlsx_cells(shelf: &mut Shelf) -> Result<(), Failed> {
    type Edit = fn(&mut rust_xlsxwriter::Worksheet) -> Result<(), rust_xlsxwriter::XlsxError>;
    let cases: [(&str, Edit, super::Expected); 8] = [
        (
            "a formula",
            |sheet| {
                sheet
                    .write_formula(2, 2, Formula::new("=C2+0.001").set_result("115.011"))
                    .map(|_| ())
            },
            Rejected(0),
        ),
        (
            "a formula that gives an error",
            |sheet| {
                sheet
                    .write_formula(2, 2, Formula::new("=1/0").set_result("#DIV/0!"))
                    .map(|_| ())
            },
            Rejected(1),
        ),
        (
            "a formula in words",
            |sheet| {
                sheet
                    .write_formula(2, 4, Formula::new("=CONCAT(1)").set_result("三十"))
                    .map(|_| ())
            },
            Rejected(0),
        ),
        (
            "merged values",
            |sheet| sheet.merge_range(1, 4, 2, 4, "30", &Style::new()).map(|_| ()),
            Rejected(0),
        ),
        (
            "merged places",
            |sheet| sheet.merge_range(1, 2, 2, 3, "115.01", &Style::new()).map(|_| ()),
            Rejected(2),
        ),
        (
            "a total",
            |sheet| {
                sheet
                    .write_string(9, 1, "合计")
                    .and_then(|sheet| sheet.write_number(9, 4, 60))
                    .map(|_| ())
            },
            Rejected(1),
        ),
        (
            "a date for a place",
            |sheet| {
                sheet
                    .write_number_with_format(2, 2, 45_000, &Style::new().set_num_format("yyyy-mm-dd"))
                    .map(|_| ())
            },
            Rejected(1),
        ),
        (
            "1e308",
            |sheet| sheet.write_number(2, 2, 1e308).map(|_| ()),
            Rejected(1),
        ),
    ];
    for (name, edit, expected) in cases {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, HEADERS)?;
        for row in [1, 2] {
            sheet
                .write_string(row, 0, format!("f{row}"))?
                .write_string(row, 1, "养老院")?;
            sheet
                .write_number(row, 2, 115.01)?
                .write_number(row, 3, 33.005)?
                .write_number(row, 4, 30)?;
        }
        edit(sheet)?;
        let bytes = book.save_to_buffer()?;
        shelf.put(&format!("XLSX: {name}"), "xlsx", &bytes, expected)?;
    }
    let mut book = Workbook::new();
    for name in ["说明", "备注", "图表"] {
        book.add_worksheet().set_name(name)?;
    }
    let bytes = book.save_to_buffer()?;
    shelf.put("XLSX: blank sheets", "xlsx", &bytes, Error("no sheet"))?;
    shelf
        .put("XLSX: no such sheet", "xlsx", &bytes, Error("no layer"))?
        .layer = Some("设施");
    shelf
        .put("XLSX: an encoding told", "xlsx", &bytes, Error("encoding"))?
        .encoding = Some("gbk");
    shelf.put("XLSX: called .xls", "xls", &bytes, Error("no sheet"))?;
    shelf.put("XLSX: called .ods", "ods", &bytes, Error("no sheet"))?;
    shelf.put("XLSX: a zip of nothing", "xlsx", &zip_file(&[])?, EitherWay)?;
    shelf.put(
        "XLS: a web page",
        "xls",
        b"<html><table><tr><td>1</td></tr></table></html>",
        Error("web page"),
    )?;
    shelf.put("XLS: text", "xls", "编号\t名称\n".as_bytes(), Error("no workbook"))?;
    Ok(())
}

/// A part of a zip archive: text, and a text repeated before the rest.
struct Part<'a> {
    name: &'a str,
    before: &'a str,
    unit: &'a str,
    times: usize,
    after: &'a str,
}

fn plain<'a>(name: &'a str, text: &'a str) -> Part<'a> {
    Part {
        name,
        before: text,
        unit: "",
        times: 0,
        after: "",
    }
}

fn zip_file(parts: &[Part<'_>]) -> Result<Vec<u8>, Failed> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    for part in parts {
        archive.start_file(part.name, options)?;
        archive.write_all(part.before.as_bytes())?;
        for _ in 0..part.times {
            archive.write_all(part.unit.as_bytes())?;
        }
        archive.write_all(part.after.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="设施" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook with these parts beside the usual ones.
fn xlsx(parts: Vec<Part<'_>>) -> Result<Vec<u8>, Failed> {
    let mut all = vec![
        plain("[Content_Types].xml", TYPES),
        plain("_rels/.rels", ROOT),
        plain("xl/workbook.xml", BOOK),
        plain("xl/_rels/workbook.xml.rels", RELATIONS),
    ];
    all.extend(parts);
    zip_file(&all)
}

/// The start of a sheet up to its first row of values.
fn sheet_start() -> String {
    let cell = |(column, header): (char, &str)| format!(r#"<c r="{column}1" t="str"><v>{header}</v></c>"#);
    let cells: Vec<String> = ('A'..).zip(HEADERS).map(cell).collect();
    let cells = cells.concat();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{cells}</row>"#
    )
}

const SHEET_END: &str = "</sheetData></worksheet>";

fn sheet(rows: &str) -> String {
    format!("{}{GOOD}{rows}{SHEET_END}", sheet_start())
}

/// What no program writes.
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn xlsx_by_hand(shelf: &mut Shelf) -> Result<(), Failed> {
    let long = "长".repeat(LONG_CELL_BYTES / 3);
    let cases = [
        ("whole", sheet(""), Rejected(0)),
        (
            "a name of 10 MB",
            sheet(&format!(
                r#"<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3" t="str"><v>{long}</v></c><c r="C3"><v>115.01</v></c><c r="D3"><v>33.005</v></c></row>"#
            )),
            Rejected(0),
        ),
        (
            "a place of 10 MB",
            sheet(&format!(r#"<row r="3"><c r="C3" t="str"><v>{long}</v></c></row>"#)),
            Rejected(1),
        ),
        (
            "NaN",
            sheet(r#"<row r="3"><c r="C3"><v>NaN</v></c><c r="D3"><v>33</v></c></row>"#),
            Rejected(1),
        ),
        (
            "1e999",
            sheet(r#"<row r="3"><c r="C3"><v>1e999</v></c><c r="D3"><v>33</v></c></row>"#),
            Rejected(1),
        ),
        (
            "the last cell there can be",
            sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#),
            EitherWay,
        ),
        (
            "a cell beyond the last",
            sheet(r#"<row r="9999999"><c r="ZZZZZ9999999"><v>1</v></c></row>"#),
            EitherWay,
        ),
        ("no reference", sheet("<row><c><v>1</v></c></row>"), Rejected(1)),
        (
            "a text that is not there",
            sheet(r#"<row r="3"><c r="A3" t="s"><v>99</v></c></row>"#),
            Error("damaged"),
        ),
        (
            "an unknown type",
            sheet(r#"<row r="3"><c r="A3" t="zzz"><v>99</v></c></row>"#),
            EitherWay,
        ),
        (
            "a shared formula of a far number",
            sheet(
                r#"<row r="3"><c r="C3"><f t="shared" si="4000000000" ref="C3:C4">C2</f><v>115.01</v></c><c r="D3"><v>33.005</v></c></row>"#,
            ),
            Rejected(0),
        ),
        (
            "a formula never calculated",
            sheet(r#"<row r="3"><c r="C3"><f>C2</f></c><c r="D3"><v>33.005</v></c></row>"#),
            Rejected(1),
        ),
        (
            "a formula that gives no value",
            sheet(r#"<row r="3"><c r="C3"><f>C9</f><v></v></c><c r="D3"><v>33.005</v></c></row>"#),
            Rejected(1),
        ),
        (
            "a formula that gives an empty text",
            sheet(
                r#"<row r="3"><c r="C3"><v>115.01</v></c><c r="D3"><v>33.005</v></c><c r="E3" t="str"><f>T(1)</f><v></v></c></row>"#,
            ),
            Rejected(0),
        ),
        (
            "merged to the end of the sheet",
            sheet("").replace(
                "</sheetData>",
                r#"</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>"#,
            ),
            Rejected(0),
        ),
        (
            "merged the wrong way round",
            sheet("").replace(
                "</sheetData>",
                r#"</sheetData><mergeCells><mergeCell ref="E9:A1"/></mergeCells>"#,
            ),
            EitherWay,
        ),
        (
            "tags that do not close",
            sheet("<row r=\"3\"><c r=\"A3\"><v>1"),
            EitherWay,
        ),
        ("no rows at all", "<worksheet/>".to_owned(), EitherWay),
        ("no XML", "这不是表格".repeat(100), EitherWay),
        (
            "an entity of its own",
            sheet(r#"<row r="3"><c r="B3" t="str"><v>&xxe;</v></c></row>"#),
            EitherWay,
        ),
        (
            "the same cell twice",
            sheet(r#"<row r="2"><c r="E2"><v>31</v></c></row>"#),
            Rejected(0),
        ),
    ];
    for (name, text, expected) in cases {
        let bytes = xlsx(vec![plain("xl/worksheets/sheet1.xml", &text)])?;
        shelf.put(&format!("XLSX by hand: {name}"), "xlsx", &bytes, expected)?;
    }
    for (name, missing) in [
        ("no sheet", "xl/worksheets/sheet1.xml"),
        ("no book", "xl/workbook.xml"),
        ("no relations", "xl/_rels/workbook.xml.rels"),
    ] {
        let text = sheet("");
        let parts = [
            plain("_rels/.rels", ROOT),
            plain("xl/workbook.xml", BOOK),
            plain("xl/_rels/workbook.xml.rels", RELATIONS),
            plain("xl/worksheets/sheet1.xml", &text),
        ];
        let parts: Vec<Part<'_>> = parts.into_iter().filter(|part| part.name != missing).collect();
        shelf.put(&format!("XLSX by hand: {name}"), "xlsx", &zip_file(&parts)?, EitherWay)?;
    }
    Ok(())
}

/// Small files that ask for much.
fn xlsx_bombs(shelf: &mut Shelf) -> Result<(), Failed> {
    let text = sheet("");
    let start = sheet_start() + GOOD;
    let repeated = |unit: &'static str, times: usize| Part {
        name: "xl/worksheets/sheet1.xml",
        before: &start,
        unit,
        times,
        after: SHEET_END,
    };
    let row = r#"<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c><v>115.01</v></c><c><v>33.005</v></c></row>"#;
    let cases = [
        (
            "blanks",
            xlsx(vec![repeated(SPACES, BOMB_BYTES / SPACES.len())])?,
            Error("inflates"),
        ),
        (
            "cells",
            xlsx(vec![repeated("<c><v>1</v></c>", 4_000_000)])?,
            Error("inflates"),
        ),
        ("200,000 rows", xlsx(vec![repeated(row, 200_000)])?, EitherWay),
        (
            "100,000 rows with a cell far right",
            xlsx(vec![repeated(r#"<row><c r="XFD9"><v>1</v></c></row>"#, 100_000)])?,
            EitherWay,
        ),
        (
            "16,384 headers over 5,000 rows",
            xlsx(vec![Part {
                name: "xl/worksheets/sheet1.xml",
                before: &(sheet_start().replace("</row>", "")
                    + &r#"<c t="str"><v>x</v></c>"#.repeat(16_379)
                    + "</row>"
                    + GOOD),
                unit: "<row><c><v>1</v></c></row>",
                times: 5_000,
                after: SHEET_END,
            }])?,
            Error("cells"),
        ),
        (
            "texts of 170 MB",
            xlsx(vec![
                plain("xl/worksheets/sheet1.xml", &text),
                Part {
                    name: "xl/sharedStrings.xml",
                    before: "<sst><si><t>",
                    unit: SPACES,
                    times: BOMB_BYTES / SPACES.len(),
                    after: "</t></si></sst>",
                },
            ])?,
            Error("inflates"),
        ),
        (
            "more texts declared than there are",
            xlsx(vec![
                plain("xl/worksheets/sheet1.xml", &text),
                plain(
                    "xl/sharedStrings.xml",
                    r#"<sst count="9" uniqueCount = "90000000000000"><si><t>a</t></si></sst>"#,
                ),
            ])?,
            Error("declares"),
        ),
        (
            "one text of 1 MB in 100,000 cells",
            {
                let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
                xlsx(vec![
                    repeated(r#"<row><c t="s"><v>0</v></c></row>"#, 100_000),
                    plain("xl/sharedStrings.xml", &long),
                ])?
            },
            Error("text"),
        ),
        (
            "a picture of 170 MB",
            xlsx(vec![
                plain("xl/worksheets/sheet1.xml", &text),
                Part {
                    name: "xl/media/image1.png",
                    before: "",
                    unit: SPACES,
                    times: BOMB_BYTES / SPACES.len(),
                    after: "",
                },
            ])?,
            Error("inflates"),
        ),
    ];
    for (name, bytes, expected) in cases {
        shelf.put(&format!("XLSX bomb: {name}"), "xlsx", &bytes, expected)?;
    }
    Ok(())
}

#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn ods(shelf: &mut Shelf) -> Result<(), Failed> {
    let text = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let number = |number: &str| format!(r#"<table:table-cell office:value-type="float" office:value="{number}"/>"#);
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let headers = row(&HEADERS.map(text).concat());
    let good = row(&(text("a") + &text("甲") + &number("115.01") + &number("33.005")));
    let long = "长".repeat(LONG_CELL_BYTES / 3);
    let many = |count: usize, cells: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{count}">{cells}</table:table-row>"#)
    };
    let cases = [
        (
            "a row repeated without end",
            headers.clone() + &good + &many(4_000_000_000, &number("1")),
            Error("cells"),
        ),
        (
            "a row repeated 1,000,000 times",
            headers.clone()
                + &many(
                    1_000_000,
                    &(text("a") + &text("b") + &number("1") + &number("1") + &number("1")),
                ),
            Error("cells"),
        ),
        (
            "a cell repeated without end",
            headers.clone()
                + &good
                + &row(
                    r#"<table:table-cell table:number-columns-repeated="4000000000" office:value-type="float" office:value="1"/>"#,
                ),
            Error("cells"),
        ),
        (
            "blank rows without end",
            headers.clone() + &good + &many(u32::MAX as usize, "<table:table-cell/>") + &good,
            EitherWay,
        ),
        (
            "a name of 10 MB",
            headers.clone() + &good + &row(&(text("b") + &text(&long) + &number("115.01") + &number("33.005"))),
            Rejected(0),
        ),
        (
            "NaN",
            headers.clone() + &good + &row(&(text("b") + &text("乙") + &number("NaN") + &number("33"))),
            Rejected(1),
        ),
        (
            "1e308",
            headers.clone() + &good + &row(&(text("b") + &text("乙") + &number("1e308") + &number("33"))),
            Rejected(1),
        ),
        (
            "an error",
            headers.clone()
                + &good
                + &row(&(text("b")
                    + &text("乙")
                    + r#"<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>"#)),
            Rejected(1),
        ),
        (
            "a formula never calculated",
            headers.clone()
                + &good
                + &row(&(text("b") + &text("乙") + r#"<table:table-cell table:formula="of:=[.C2]"/>"# + &number("33"))),
            Rejected(1),
        ),
        (
            "rows cut off",
            headers.clone() + "<table:table-row><table:table-cell>",
            Error("damaged"),
        ),
        (
            "cells that overlap",
            headers.clone()
                + &good
                + &row(
                    r#"<table:table-cell table:number-columns-spanned="4000000000" table:number-rows-spanned="4000000000"/>"#,
                ),
            EitherWay,
        ),
        ("no rows", String::new(), Error("no sheet")),
    ];
    for (name, rows, expected) in cases {
        shelf.put(
            &format!("ODS: {name}"),
            "ods",
            &ods_file(&ods_content("设施", &rows))?,
            expected,
        )?;
    }
    shelf.put("ODS: no XML", "ods", &ods_file("这不是表格")?, EitherWay)?;
    let content = ods_content("设施", &headers);
    let bomb = zip_file(&[
        plain("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Part {
            name: "content.xml",
            before: &content,
            unit: SPACES,
            times: BOMB_BYTES / SPACES.len(),
            after: "",
        },
    ])?;
    shelf.put("ODS: a bomb of blanks", "ods", &bomb, Error("inflates"))?;
    Ok(())
}

/// Records of `.xls` that lie, by MS-XLS.
fn xls(shelf: &mut Shelf) -> Result<(), Failed> {
    let number = |row: u16, column: u16| {
        let mut record = vec![0x03, 0x02, 14, 0];
        record.extend([row, column, 0].into_iter().flat_map(u16::to_le_bytes));
        record.extend(1_f64.to_le_bytes());
        record
    };
    let extent = |rows: [u32; 2], columns: [u16; 2]| {
        let mut record = vec![0x00, 0x02, 14, 0];
        record.extend(rows.into_iter().flat_map(u32::to_le_bytes));
        record.extend(columns.into_iter().flat_map(u16::to_le_bytes));
        record.extend([0, 0]);
        record
    };
    let numbers_to = |last: u16| {
        let mut record = vec![0xBD, 0x00, 12, 0];
        record.extend([5, 0].into_iter().flat_map(u16::to_le_bytes));
        record.extend([0; 6]);
        record.extend(last.to_le_bytes());
        record
    };
    let cases = [
        ("a cell far away", number(65_535, 65_535), Error("cells")),
        ("an extent without end", extent([0, u32::MAX], [0, 256]), Error("cells")),
        ("an extent turned round", extent([70_000, 10], [0, 5]), Error("damaged")),
        ("an extent of one row too few", extent([10, 10], [0, 5]), EitherWay),
        ("numbers up to a far column", numbers_to(65_535), EitherWay),
        ("a record cut off", vec![0x03, 0x02, 0xFF, 0x7F, 1], EitherWay),
        ("a number of two bytes", vec![0x03, 0x02, 2, 0, 1, 0], Error("damaged")),
        (
            "a text that is not there",
            vec![0xFD, 0x00, 10, 0, 9, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F],
            EitherWay,
        ),
        (
            "a formula of one byte",
            [&[0x06, 0x00, 23, 0][..], &[9; 23]].concat(),
            EitherWay,
        ),
        (
            "a merged cell cut off",
            vec![0xE5, 0x00, 4, 0, 0xFF, 0xFF, 1, 0],
            EitherWay,
        ),
    ];
    for (name, record, expected) in cases {
        shelf.put(
            &format!("XLS: {name}"),
            "xls",
            &xls_file(&super::facilities(), &record, 0)?,
            expected,
        )?;
    }
    shelf.put(
        "XLS: a sheet that starts outside",
        "xls",
        &xls_file(&super::facilities(), &[], 0x00FF_FFFF)?,
        Error("damaged"),
    )?;
    let path = shelf.whole(Format::Xls)?;
    let mut bytes = std::fs::read(&path)?;
    // Every sector is followed by itself.
    let sectors = bytes.len() / 512;
    let table = 512 * (1 + u32::from_le_bytes(bytes[76..80].try_into()?) as usize);
    for sector in 0..sectors.min(128) {
        bytes[table + 4 * sector..table + 4 * sector + 4].copy_from_slice(&(sector as u32).to_le_bytes());
    }
    std::fs::write(&path, bytes)?;
    shelf.add("XLS: sectors in a circle", path, Error("damaged"));
    Ok(())
}
