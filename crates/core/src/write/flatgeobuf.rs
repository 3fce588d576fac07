//! A layer as `FlatGeobuf`: one kind of geometry, columns titled, features in the order of a Hilbert curve with their index.

use std::io::{self, Write};

use flatgeobuf::{ColumnType as FgbType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, FeatureProcessor, GeozeroGeometry, PropertyProcessor};

use super::columns::{Cell, ColumnHead, ColumnType, Drawn, Layer, rounded};
use super::edition::Edition;
use super::styles::look;

/// Code of WGS84.
const EPSG: i32 = 4326;

/// Writes the features of one kind.
///
/// # Memory
/// That of one feature, and 64 bytes a feature; features wait in a temporary file.
pub(super) fn write(layer: &Layer<'_>, drawn: Drawn, edition: &Edition<'_>, out: &mut dyn Write) -> io::Result<()> {
    let look = look(layer.kind);
    let terms = edition.terms_of(layer);
    let (title, about) = (terms.told(look.title), terms.told(look.about));
    let options = FgbWriterOptions {
        crs: FgbCrs {
            org: Some("EPSG"),
            code: EPSG,
            ..FgbCrs::default()
        },
        title: Some(&title),
        description: Some(&about),
        ..FgbWriterOptions::default()
    };
    let mut file =
        FgbWriter::create_with_options(&layer.name, geometry_type(drawn), options).map_err(io::Error::other)?;
    for column in &layer.columns {
        file.add_column(column.name, column_type(column.kind), |names, told| {
            told.title = Some(names.create_string(column.title(edition.language())));
            told.description = Some(names.create_string(column.description(edition.language())));
        });
    }
    for feature in layer.features() {
        if !drawn.takes(feature.geometry.as_ref()) {
            continue;
        }
        if let Some(geometry) = &feature.geometry {
            geometry.process_geom(&mut file).map_err(io::Error::other)?;
        }
        for (index, (column, cell)) in layer.columns.iter().zip(feature.cells).enumerate() {
            property(&mut file, index, column, cell)?;
        }
        file.feature_end(0).map_err(io::Error::other)?;
    }
    file.write(out).map_err(io::Error::other)
}

/// A cell; an absent one is left out, which readers take for null.
fn property(file: &mut FgbWriter<'_>, index: usize, column: &ColumnHead, cell: Cell) -> io::Result<()> {
    let mut put = |value: &ColumnValue<'_>| {
        let told = file.property(index, column.name, value);
        told.map(|_| ()).map_err(io::Error::other)
    };
    match (cell, column.kind) {
        (Cell::Absent, _) => Ok(()),
        (Cell::Text(text), _) => put(&ColumnValue::String(&text)),
        (Cell::Integer(number), _) => i64::try_from(number).map_or(Ok(()), |number| put(&ColumnValue::Long(number))),
        (Cell::Flag(flag), _) => put(&ColumnValue::Bool(flag)),
        (Cell::Decimal(number), ColumnType::Decimal(decimals)) => {
            rounded(number, decimals).map_or(Ok(()), |number| put(&ColumnValue::Double(number)))
        }
        (Cell::Decimal(number), _) => put(&ColumnValue::Double(number)),
    }
}

fn geometry_type(drawn: Drawn) -> GeometryType {
    match drawn {
        Drawn::Areas | Drawn::AreasOrPoints => GeometryType::MultiPolygon,
        Drawn::Lines => GeometryType::MultiLineString,
        Drawn::Points => GeometryType::Point,
        Drawn::Nothing => GeometryType::Unknown,
    }
}

fn column_type(kind: ColumnType) -> FgbType {
    match kind {
        ColumnType::Text => FgbType::String,
        ColumnType::Integer => FgbType::Long,
        ColumnType::Decimal(_) => FgbType::Double,
        ColumnType::Flag => FgbType::Bool,
    }
}
