//! A layer as `GeoParquet` 1.1: geometry as well-known binary, columns as they are, in groups of rows so that memory is bounded.
//!
//! Coordinates are longitude and latitude in WGS84, which `GeoParquet` takes where no other system is told.
//!
//! # References
//! OGC `GeoParquet` 1.1.0; Apache Parquet format 2.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use geo::{BoundingRect, Rect};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Value, json};

use super::columns::{Cell, ColumnHead, ColumnType, Feature, Layer, rounded};
use super::edition::Edition;
use super::wkb;

/// The column of geometry.
const GEOMETRY: &str = "geometry";
/// Version of `GeoParquet`.
const VERSION: &str = "1.1.0";
/// Rows that are gathered before they are written: a few megabytes, and enough for readers that skip groups.
const GROUP_ROWS: usize = 16_384;

/// Writes a layer in its features' order.
///
/// # Memory
/// That of one group of rows.
pub(super) fn write(file: &Path, layer: &Layer<'_>, edition: &Edition<'_>) -> Result<()> {
    let properties = WriterProperties::builder()
        .set_created_by("service-circle".to_owned())
        .set_compression(Compression::SNAPPY)
        .build();
    let file = File::create(file)?;
    let mut writer = SerializedFileWriter::new(file, schema(layer)?, Arc::new(properties))?;
    let mut told = Told::default();
    let mut features = layer.features().peekable();
    while features.peek().is_some() {
        let rows: Vec<Feature> = features.by_ref().take(GROUP_ROWS).collect();
        let mut group = writer.next_row_group()?;
        geometry(&mut group, &rows, &mut told)?;
        for (index, head) in layer.columns.iter().enumerate() {
            column(&mut group, &rows, index, head)?;
        }
        group.close()?;
    }
    for (key, value) in [("geo", told.geo()), ("service-circle", described(layer, edition))] {
        writer.append_key_value_metadata(KeyValue::new(key.to_owned(), value.to_string()));
    }
    writer.close()?;
    Ok(())
}

fn schema(layer: &Layer<'_>) -> Result<TypePtr> {
    let leaf = |name: &str, physical: Physical, logical: Option<LogicalType>| {
        let built = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build();
        built.map(Arc::new)
    };
    let mut fields = vec![leaf(GEOMETRY, Physical::BYTE_ARRAY, None)?];
    for head in &layer.columns {
        fields.push(match head.kind {
            ColumnType::Text => leaf(head.name, Physical::BYTE_ARRAY, Some(LogicalType::String))?,
            ColumnType::Integer => leaf(head.name, Physical::INT64, None)?,
            ColumnType::Decimal(_) => leaf(head.name, Physical::DOUBLE, None)?,
            ColumnType::Flag => leaf(head.name, Physical::BOOLEAN, None)?,
        });
    }
    Type::group_type_builder(&layer.name)
        .with_fields(fields)
        .build()
        .map(Arc::new)
}

/// What the metadata tell of all geometry, gathered while it is written.
#[derive(Default)]
struct Told {
    span: Option<Rect<f64>>,
    kinds: std::collections::BTreeSet<&'static str>,
}

impl Told {
    fn add(&mut self, geometry: &geo::Geometry<f64>) {
        self.kinds.insert(match geometry {
            geo::Geometry::Point(_) => "Point",
            geo::Geometry::LineString(_) => "MultiLineString",
            _ => "MultiPolygon",
        });
        let Some(own) = geometry.bounding_rect() else { return };
        self.span = Some(self.span.map_or(own, |span| {
            let (low, high, min, max) = (span.min(), span.max(), own.min(), own.max());
            Rect::new(
                (low.x.min(min.x), low.y.min(min.y)),
                (high.x.max(max.x), high.y.max(max.y)),
            )
        }));
    }

    fn geo(&self) -> Value {
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": self.kinds,
            "orientation": "counterclockwise",
        });
        if let Some(span) = self.span {
            column["bbox"] = json!([span.min().x, span.min().y, span.max().x, span.max().y]);
        }
        json!({"version": VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})
    }
}

/// Titles and definitions of the columns, which Parquet has no place for.
fn described(layer: &Layer<'_>, edition: &Edition<'_>) -> Value {
    let language = edition.language();
    let columns = layer.columns.iter().map(
        |head| json!({"name": head.name, "title": head.title(language), "description": head.description(language)}),
    );
    json!({"layer": layer.name, "title": edition.title_of(layer, false), "columns": columns.collect::<Vec<_>>()})
}

fn geometry(group: &mut SerializedRowGroupWriter<'_, File>, rows: &[Feature], told: &mut Told) -> Result<()> {
    let cells = rows.iter().map(|row| {
        let geometry = row.geometry.as_ref()?;
        let mut bytes = Vec::new();
        wkb::write(&mut bytes, geometry)?;
        told.add(geometry);
        Some(ByteArray::from(bytes))
    });
    put::<ByteArrayType>(group, cells)
}

fn column(
    group: &mut SerializedRowGroupWriter<'_, File>,
    rows: &[Feature],
    index: usize,
    head: &ColumnHead,
) -> Result<()> {
    let cells = rows.iter().map(|row| row.cells.get(index).unwrap_or(&Cell::Absent));
    match head.kind {
        ColumnType::Text => put::<ByteArrayType>(
            group,
            cells.map(|cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            }),
        ),
        ColumnType::Integer => put::<Int64Type>(
            group,
            cells.map(|cell| match cell {
                Cell::Integer(number) => i64::try_from(*number).ok(),
                _ => None,
            }),
        ),
        ColumnType::Decimal(decimals) => put::<DoubleType>(
            group,
            cells.map(|cell| match cell {
                Cell::Decimal(number) => rounded(*number, decimals),
                _ => None,
            }),
        ),
        ColumnType::Flag => put::<BoolType>(
            group,
            cells.map(|cell| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            }),
        ),
    }
}

/// One column of a group of rows; what is absent is null.
fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<()> {
    let (mut values, mut present) = (Vec::new(), Vec::new());
    for cell in cells {
        present.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("a row has more cells than the schema".to_owned()));
    };
    column.typed::<T>().write_batch(&values, Some(&present), None)?;
    column.close()
}
