//! Lists as workbooks: a title over all columns, headers, rows. Every third easting is text, as typed ones often are.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Failed, Listed, columns};

/// A row of a sheet.
type Row = Vec<Cell>;

/// A cell of a sheet.
enum Cell {
    Text(String),
    Number(f64),
}

/// The rows of a list's sheet: the title, the headers, the places.
fn sheet(list: &Listed) -> Vec<Row> {
    let (headers, rows) = columns(list);
    let easting = list.kind.headers().len();
    let mut sheet = vec![vec![Cell::Text(list.kind.title().to_owned())]];
    sheet.push(headers.iter().map(|header| Cell::Text((*header).to_owned())).collect());
    for (index, row) in rows.into_iter().enumerate() {
        let cell = |(column, text): (usize, String)| {
            let typed = column == easting && index.is_multiple_of(3);
            match text.parse() {
                Ok(number) if !typed => Cell::Number(number),
                _ => Cell::Text(text),
            }
        };
        sheet.push(row.into_iter().enumerate().map(cell).collect());
    }
    sheet
}

fn width(sheet: &[Row]) -> u16 {
    sheet.iter().map(Vec::len).max().unwrap_or(0) as u16
}

/// By `rust_xlsxwriter`, the title merged; a second sheet holds a note.
pub(super) fn xlsx(path: &Path, list: &Listed) -> Result<(), Failed> {
    let rows = sheet(list);
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("说明")?
        .write_string(0, 0, "本表由街道填报")?;
    let sheet = workbook.add_worksheet().set_name(list.kind.name())?;
    sheet.merge_range(0, 0, 0, width(&rows) - 1, list.kind.title(), &Format::new())?;
    for (row, cells) in (0..).zip(&rows).skip(1) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Number(number) => sheet.write_number(row, column, *number)?,
            };
        }
    }
    workbook.save(path)?;
    Ok(())
}

/// The content of an `OpenDocument` sheet: rows as they stand between its tags.
pub(crate) fn ods_content(name: &str, rows: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="{name}"><table:table-column table:number-columns-repeated="16384"/>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    )
}

/// An `OpenDocument` workbook around its content.
pub(crate) fn ods_file(content: &str) -> Result<Vec<u8>, Failed> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("mimetype", stored)?;
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet")?;
    archive.start_file("META-INF/manifest.xml", deflated)?;
    archive.write_all(
        br#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#,
    )?;
    archive.start_file("content.xml", deflated)?;
    archive.write_all(content.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

/// As LibreOffice writes it: the title spans all columns, blank rows to the end of the sheet.
pub(super) fn ods(list: &Listed) -> Result<Vec<u8>, Failed> {
    let rows = sheet(list);
    let span = width(&rows);
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        text.push_str("<table:table-row>");
        for cell in row {
            let spanned = if index == 0 {
                format!(r#" table:number-columns-spanned="{span}" table:number-rows-spanned="1""#)
            } else {
                String::new()
            };
            match cell {
                Cell::Text(shown) => write!(
                    text,
                    r#"<table:table-cell office:value-type="string"{spanned}><text:p>{shown}</text:p></table:table-cell>"#
                )?,
                Cell::Number(number) => write!(
                    text,
                    r#"<table:table-cell office:value-type="float" office:value="{number}"><text:p>{number:.2}</text:p></table:table-cell>"#
                )?,
            }
        }
        if index == 0 {
            write!(
                text,
                r#"<table:covered-table-cell table:number-columns-repeated="{}"/>"#,
                span - 1
            )?;
        }
        text.push_str("</table:table-row>");
    }
    text.push_str(r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#);
    ods_file(&ods_content(list.kind.name(), &text))
}

/// Types of records, MS-XLS 2.3.
mod record {
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000A;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const MERGED: u16 = 0x00E5;
}

/// Adds a record.
fn push(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend((data.len() as u16).to_le_bytes());
    stream.extend(data);
}

/// Begins the workbook (5) or a sheet (16).
fn begin(stream: &mut Vec<u8>, what: u8) {
    push(
        stream,
        record::BEGIN,
        &[0, 6, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0],
    );
}

/// Letters of two bytes each, as `.xls` has them.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Excel 97's records in a compound file, with another after the sheet's own, and the sheet told to start so much later.
pub(crate) fn xls_file(list: &Listed, more: &[u8], later: u32) -> Result<Vec<u8>, Failed> {
    let rows = sheet(list);
    let name = wide(list.kind.name());
    let mut stream = Vec::new();
    begin(&mut stream, 5);
    // The sheet starts behind this record and the end of the workbook's own.
    let start = stream.len() + 4 + 8 + name.len() + 4;
    let mut told = (start as u32 + later).to_le_bytes().to_vec();
    told.extend([0, 0, (name.len() / 2) as u8, 1]);
    told.extend(&name);
    push(&mut stream, record::SHEET, &told);
    push(&mut stream, record::END, &[]);
    begin(&mut stream, 16);
    let mut extent = vec![0; 4];
    extent.extend((rows.len() as u32).to_le_bytes());
    extent.extend([0, 0]);
    extent.extend(width(&rows).to_le_bytes());
    extent.extend([0, 0]);
    push(&mut stream, record::DIMENSIONS, &extent);
    for (row, cells) in (0_u16..).zip(&rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let mut data: Vec<u8> = [row, column, 0].into_iter().flat_map(u16::to_le_bytes).collect();
            match cell {
                Cell::Text(text) => {
                    let letters = wide(text);
                    data.extend((letters.len() as u16 / 2).to_le_bytes());
                    data.push(1);
                    data.extend(letters);
                    push(&mut stream, record::TEXT, &data);
                }
                Cell::Number(number) => {
                    data.extend(number.to_le_bytes());
                    push(&mut stream, record::NUMBER, &data);
                }
            }
        }
    }
    let merged = [1, 0, 0, 0, width(&rows) - 1].into_iter().flat_map(u16::to_le_bytes);
    push(&mut stream, record::MERGED, &merged.collect::<Vec<u8>>());
    stream.extend(more);
    push(&mut stream, record::END, &[]);
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    // Shorter streams lie elsewhere in the file; Excel's never are.
    stream.resize(stream.len().max(4096), 0);
    file.create_stream("/Workbook")?.write_all(&stream)?;
    Ok(file.into_inner().into_inner())
}
