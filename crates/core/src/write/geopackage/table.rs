//! One table a layer and kind of geometry: rows streamed in, then the spatial index.

use geo::{Coord, Rect};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Statement, ToSql, params, params_from_iter};

use super::super::columns::{Cell, ColumnHead, ColumnType, Drawn, Feature, Layer, rounded};
use super::super::edition::Edition;
use super::super::styles::{Look, look};
use super::super::words::Terms;
use super::blob;
use super::schema::{fill_index, quoted};
use super::{GEOMETRY, SRS_ID};

/// A table that was written: what its style, its metadata and a project need.
pub(in crate::write) struct Table<'a> {
    /// Its name.
    pub(in crate::write) name: String,
    /// Its name for people.
    pub(in crate::write) title: String,
    /// How it looks.
    pub(in crate::write) look: &'static Look,
    /// Its columns, but for the row number and the geometry.
    pub(in crate::write) columns: &'a [ColumnHead],
    /// Its geometry.
    pub(in crate::write) drawn: Drawn,
    /// How many rows it has.
    pub(in crate::write) rows: usize,
    /// What its geometry spans.
    pub(in crate::write) span: Option<Rect<f64>>,
    /// The circle it is about, where there are several.
    pub(in crate::write) group: Option<String>,
    /// What words in braces are filled with.
    pub(in crate::write) terms: Terms,
}

/// Writes a layer, one table a kind of geometry: the main one always, another where it has rows.
///
/// # Memory
/// That of one feature, and 40 bytes a feature.
pub(super) fn write<'a>(
    database: &Connection,
    layer: &'a Layer<'_>,
    edition: &Edition<'_>,
) -> rusqlite::Result<Vec<Table<'a>>> {
    let mut parts: Vec<Part<'a, '_>> = Vec::new();
    for (drawn, suffix) in layer.drawn().parts() {
        let mut part = Part::new(database, layer, *drawn, suffix, edition);
        if parts.is_empty() {
            part.create()?;
        }
        parts.push(part);
    }
    for feature in layer.features() {
        let takes = |part: &&mut Part<'_, '_>| part.table.drawn.takes(feature.geometry.as_ref());
        if let Some(part) = parts.iter_mut().find(takes) {
            part.create()?;
            part.insert(feature)?;
        }
    }
    let mut tables = Vec::new();
    for part in parts {
        if part.insert.is_some() {
            tables.push(part.finish(&edition.moment)?);
        }
    }
    Ok(tables)
}

/// A table while it is written.
struct Part<'a, 'c> {
    database: &'c Connection,
    table: Table<'a>,
    insert: Option<Statement<'c>>,
    envelopes: Vec<(i64, [f64; 4])>,
}

impl<'a, 'c> Part<'a, 'c> {
    fn new(database: &'c Connection, layer: &'a Layer<'_>, drawn: Drawn, suffix: &str, edition: &Edition<'_>) -> Self {
        let look = look(layer.kind);
        let terms = edition.terms_of(layer);
        let group = layer.circle.as_ref().filter(|_| edition.has_several_circles());
        let table = Table {
            name: format!("{}{suffix}", layer.name),
            title: edition.title_of(layer, !suffix.is_empty()),
            look,
            columns: &layer.columns,
            drawn,
            rows: 0,
            span: None,
            group: group.map(|circle| circle.name.clone()),
            terms,
        };
        Self {
            database,
            table,
            insert: None,
            envelopes: Vec::new(),
        }
    }

    /// Makes the table, once.
    fn create(&mut self) -> rusqlite::Result<()> {
        if self.insert.is_some() {
            return Ok(());
        }
        let name = quoted(&self.table.name);
        let mut columns = vec!["\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL".to_owned()];
        let mut places = vec!["?"];
        if let Some(kind) = geometry_type(self.table.drawn) {
            columns.push(format!("{} {kind}", quoted(GEOMETRY)));
            places.push("?");
        }
        for column in self.table.columns {
            columns.push(format!("{} {}", quoted(column.name), sql_type(column.kind)));
            places.push("?");
        }
        self.database
            .execute_batch(&format!("CREATE TABLE {name} ({})", columns.join(", ")))?;
        let insert = format!("INSERT INTO {name} VALUES ({})", places.join(", "));
        self.insert = Some(self.database.prepare(&insert)?);
        Ok(())
    }

    fn insert(&mut self, feature: Feature) -> rusqlite::Result<()> {
        let Some(insert) = self.insert.as_mut() else {
            return Ok(());
        };
        self.table.rows += 1;
        let row = self.table.rows as i64;
        let mut values = vec![Value::Integer(row)];
        if geometry_type(self.table.drawn).is_some() {
            let drawn = feature.geometry.as_ref().and_then(|one| blob::encode(one, SRS_ID));
            values.push(match drawn {
                Some((bytes, span)) => {
                    let (low, high) = (span.min(), span.max());
                    self.envelopes.push((row, [low.x, high.x, low.y, high.y]));
                    self.table.span = Some(self.table.span.map_or(span, |all| around(all, span)));
                    Value::Blob(bytes)
                }
                None => Value::Null,
            });
        }
        let cells = self.table.columns.iter().zip(feature.cells);
        values.extend(cells.map(|(column, cell)| value(column.kind, cell)));
        insert.execute(params_from_iter(values.iter().map(Bound)))?;
        Ok(())
    }

    /// Fills the spatial index and registers the table.
    fn finish(self, moment: &str) -> rusqlite::Result<Table<'a>> {
        let Self {
            database,
            table,
            envelopes,
            ..
        } = self;
        let kind = geometry_type(table.drawn);
        // Names for people may be the same for two circles; these must not be.
        let taken: bool = database.query_row(
            "SELECT count(*) > 0 FROM gpkg_contents WHERE identifier = ?",
            params![table.title],
            |row| row.get(0),
        )?;
        let identifier = if taken {
            format!("{} ({})", table.title, table.name)
        } else {
            table.title.clone()
        };
        let bounds = table.span.map(|span| (span.min(), span.max()));
        database.execute(
            "INSERT INTO gpkg_contents VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?)",
            params![
                table.name,
                if kind.is_some() { "features" } else { "attributes" },
                identifier,
                moment,
                bounds.map(|(low, _)| low.x),
                bounds.map(|(low, _)| low.y),
                bounds.map(|(_, high)| high.x),
                bounds.map(|(_, high)| high.y),
                kind.map(|_| SRS_ID),
            ],
        )?;
        if let Some(kind) = kind {
            database.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
                params![table.name, GEOMETRY, kind, SRS_ID],
            )?;
            fill_index(database, &table.name, GEOMETRY, &envelopes)?;
        }
        Ok(table)
    }
}

/// The type of a table's geometry; `None` for tables without.
pub(super) fn geometry_type(drawn: Drawn) -> Option<&'static str> {
    match drawn {
        Drawn::Areas | Drawn::AreasOrPoints => Some("MULTIPOLYGON"),
        Drawn::Lines => Some("MULTILINESTRING"),
        Drawn::Points => Some("POINT"),
        Drawn::Nothing => None,
    }
}

fn sql_type(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "TEXT",
        ColumnType::Integer => "INTEGER",
        ColumnType::Decimal(_) => "DOUBLE",
        ColumnType::Flag => "BOOLEAN",
    }
}

fn value(kind: ColumnType, cell: Cell) -> Value {
    match (cell, kind) {
        // Readers in C take a zero for the end.
        (Cell::Text(text), _) if text.contains('\0') => Value::Text(text.replace('\0', "\u{fffd}")),
        (Cell::Text(text), _) => Value::Text(text),
        (Cell::Integer(number), _) => i64::try_from(number).map_or(Value::Null, Value::Integer),
        (Cell::Flag(flag), _) => Value::Integer(i64::from(flag)),
        (Cell::Decimal(number), ColumnType::Decimal(decimals)) => {
            rounded(number, decimals).map_or(Value::Null, Value::Real)
        }
        (Cell::Decimal(number), _) if number.is_finite() => Value::Real(number),
        (Cell::Absent | Cell::Decimal(_), _) => Value::Null,
    }
}

/// A value that is lent, not copied, to a statement.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::from(self.0)))
    }
}

/// What holds both.
pub(in crate::write) fn around(one: Rect<f64>, other: Rect<f64>) -> Rect<f64> {
    let low = Coord {
        x: one.min().x.min(other.min().x),
        y: one.min().y.min(other.min().y),
    };
    let high = Coord {
        x: one.max().x.max(other.max().x),
        y: one.max().y.max(other.max().y),
    };
    Rect::new(low, high)
}
