//! All layers of a run as one XLSX workbook: a sheet each, and a sheet with every column's name, title and definition.
//!
//! Geometry is left out but for one place a feature, so that a table can be put on a map.

use std::io;
use std::path::{Path, PathBuf};

use geo::{Geometry, InteriorPoint, Point};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::WriteError;
use super::batch::{Batch, folder_of};
use super::columns::{Cell, ColumnHead, ColumnType, Drawn, Layer};
use super::edition::Edition;
use super::workbook::{Look, MOST_ROWS, cells, definitions, definitions_title, empty, titles};

/// Characters that a sheet's name may have, and those it may not have.
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Width of columns of text and of others, characters: rows are not kept to be measured.
const TEXT_WIDTH: u32 = 24;
const OTHER_WIDTH: u32 = 12;
/// Decimals of degrees: 1.1 cm.
const DEGREES: u8 = 7;

/// Where a feature is, after its layer's own columns.
const PLACE: [ColumnHead; 2] = [
    ColumnHead {
        name: "lon",
        kind: ColumnType::Decimal(DEGREES),
        english: "Longitude, degrees",
        chinese: "经度（度）",
        definition: Some(PLACED),
        codes: &[],
        is_worded: false,
    },
    ColumnHead {
        name: "lat",
        kind: ColumnType::Decimal(DEGREES),
        english: "Latitude, degrees",
        chinese: "纬度（度）",
        definition: Some(PLACED),
        codes: &[],
        is_worded: false,
    },
];
const PLACED: [&str; 2] = [
    "WGS84 degrees of the point, of a place inside the area, or of where the line starts",
    "WGS84 坐标（度）：点本身、面内一点或线的起点",
];

/// Writes the workbook; a sheet of each layer in their order.
///
/// # Memory
/// That of one feature: rows wait in temporary files of the folder.
///
/// # Errors
/// [`WriteError::TooManyRows`] where a sheet cannot hold a layer, before anything is written; [`WriteError::File`].
pub(super) fn write(
    batch: &mut Batch,
    path: PathBuf,
    layers: &[Layer<'_>],
    edition: &Edition<'_>,
) -> Result<(), WriteError> {
    if let Some(layer) = layers.iter().find(|layer| layer.rows >= MOST_ROWS as usize) {
        return Err(WriteError::TooManyRows {
            path,
            layer: layer.name.clone(),
            rows: layer.rows,
        });
    }
    batch.write_at(path, |file| save(file, layers, edition).map_err(io::Error::other))
}

fn save(file: &Path, layers: &[Layer<'_>], edition: &Edition<'_>) -> Result<(), XlsxError> {
    let language = edition.language();
    let mut workbook = empty()?;
    workbook.set_tempdir(folder_of(file))?;
    let names = names(layers, edition);
    let columns: Vec<Vec<ColumnHead>> = layers.iter().map(columns).collect();
    for ((layer, name), columns) in layers.iter().zip(&names).zip(&columns) {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        titles(sheet, columns, language)?;
        rows(sheet, layer, columns)?;
    }
    let all = names.iter().zip(&columns);
    definitions(
        workbook.add_worksheet(),
        all.map(|(name, columns)| (name.as_str(), &columns[..])),
        language,
    )?;
    workbook.save(file)
}

fn columns(layer: &Layer<'_>) -> Vec<ColumnHead> {
    let place: &[ColumnHead] = if layer.drawn() == Drawn::Nothing { &[] } else { &PLACE };
    layer.columns.iter().chain(place).copied().collect()
}

fn rows(sheet: &mut Worksheet, layer: &Layer<'_>, columns: &[ColumnHead]) -> Result<(), XlsxError> {
    let looks: Vec<Look> = columns.iter().map(Look::of).collect();
    for (row, feature) in (1..MOST_ROWS).zip(layer.features()) {
        let place = feature.geometry.as_ref().and_then(place);
        let degrees = [place.map(Point::x), place.map(Point::y)];
        let told = feature.cells.into_iter().chain(degrees.map(Cell::from));
        cells(sheet, row, columns.iter().zip(told).zip(&looks))?;
    }
    for (column, head) in (0..).zip(columns) {
        let is_text = head.kind == ColumnType::Text;
        sheet.set_column_width(column, if is_text { TEXT_WIDTH } else { OTHER_WIDTH })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The one place that stands for a geometry.
fn place(geometry: &Geometry<f64>) -> Option<Point<f64>> {
    match geometry {
        Geometry::Point(point) => Some(*point),
        Geometry::LineString(line) => line.points().next(),
        area => area.interior_point(),
    }
}

/// A name of its own for each sheet: the layer's title, as far as sheets may be called that.
fn names(layers: &[Layer<'_>], edition: &Edition<'_>) -> Vec<String> {
    let mut taken = vec![definitions_title(edition.language()).to_lowercase()];
    let titles = layers.iter().map(|layer| edition.title_of(layer, false));
    titles.map(|title| name(&title, &mut taken)).collect()
}

/// The name nearest to a title that a sheet may have and none has yet; large and small letters are alike to workbooks.
fn name(title: &str, taken: &mut Vec<String>) -> String {
    let plain = title.replace(NOT_IN_NAMES, " ");
    let plain = plain.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let mut number = 1;
    loop {
        let ending = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = LONGEST_NAME - ending.len();
        let name = plain.chars().take(room).collect::<String>() + &ending;
        let lower = name.to_lowercase();
        if !name.is_empty() && !taken.contains(&lower) {
            taken.push(lower);
            return name;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Column;
    use super::*;
    use crate::plan::{Outcome, Plan};

    #[test]
    fn sheets_have_names_of_their_own_that_workbooks_allow() {
        let mut taken = vec!["definitions".to_owned()];
        let mut named = |title: &str| name(title, &mut taken);
        assert_eq!(named("Walks"), "Walks");
        assert_eq!(named("walks"), "walks 2");
        assert_eq!(named("Definitions"), "Definitions 2");
        assert_eq!(named("'a/b [c]'"), "a b  c");
        assert_eq!(named(""), " 2");
        let long = "至最近设施的步行路线".repeat(4);
        assert_eq!(named(&long).chars().count(), LONGEST_NAME);
        assert_eq!(named(&long).chars().count(), LONGEST_NAME);
    }

    #[test]
    fn a_layer_that_no_sheet_holds_is_refused_before_anything_is_written() {
        type Ask = fn(&()) -> Cell;
        let (plan, outcome) = (Plan::default(), Outcome::default());
        let edition = Edition::of(&plan, &outcome, None);
        let columns: &[Column<Ask>] = &[];
        let layer = |rows: usize| Layer::new("walks", columns, vec![(); rows], |()| panic!("no row is asked for"));
        let mut batch = Batch::default();
        let error = write(&mut batch, "no/such/folder.xlsx".into(), &[layer(1_048_576)], &edition).unwrap_err();
        assert!(
            matches!(error, WriteError::TooManyRows { rows: 1_048_576, .. }),
            "{error}"
        );
        let told = error.to_string();
        assert!(told.contains("walks") && told.contains("gpkg"), "{told}");
        let other = write(&mut batch, "no/such/folder.xlsx".into(), &[layer(0)], &edition).unwrap_err();
        assert!(matches!(other, WriteError::Folder { .. }), "{other}");
    }
}
