//! The tables that make an SQLite file a `GeoPackage` 1.3, and those that QGIS keeps styles and projects in.
//!
//! # References
//! OGC 12-128r17 (`GeoPackage` 1.3), annex C (tables), annex F.3 (r-tree), F.8 (metadata), F.9 (schema).

use rusqlite::{Connection, params};

use super::SRS_ID;

/// `GPKG`, read as a number.
const APPLICATION_ID: i32 = 0x4750_4B47;
/// Version 1.3.0.
const USER_VERSION: i32 = 10_300;

/// The core's tables (annex C).
const CORE: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
";

/// What QGIS makes for styles and projects, to the letter.
const QGIS: &str = r#"
CREATE TABLE "layer_styles" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "f_table_catalog" TEXT(256), "f_table_schema" TEXT(256),
  "f_table_name" TEXT(256), "f_geometry_column" TEXT(256), "styleName" TEXT(30), "styleQML" TEXT, "styleSLD" TEXT,
  "useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30), "ui" TEXT(30),
  "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB);
"#;

/// WGS84 as OGC wrote it before axes had an order of their own.
const WGS84: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,\
    AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],\
    UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],\
    AUTHORITY[\"EPSG\",\"4326\"]]";

/// Extensions of the whole file: table, name, definition. Those of the r-tree are a row a layer.
const EXTENSIONS: [(&str, &str, &str); 4] = [
    ("gpkg_metadata", "gpkg_metadata", METADATA_DEFINITION),
    ("gpkg_metadata_reference", "gpkg_metadata", METADATA_DEFINITION),
    ("gpkg_data_columns", "gpkg_schema", SCHEMA_DEFINITION),
    ("gpkg_data_column_constraints", "gpkg_schema", SCHEMA_DEFINITION),
];
const METADATA_DEFINITION: &str = "http://www.geopackage.org/spec120/#extension_metadata";
const SCHEMA_DEFINITION: &str = "http://www.geopackage.org/spec120/#extension_schema";
const RTREE_DEFINITION: &str = "http://www.geopackage.org/spec120/#extension_rtree";

/// Makes an empty `GeoPackage` of an empty file.
///
/// No journal while writing: the file has another name until it is whole.
pub(super) fn create(database: &Connection) -> rusqlite::Result<()> {
    database.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY; PRAGMA encoding = 'UTF-8'; PRAGMA page_size = 4096;",
    )?;
    database.pragma_update(None, "application_id", APPLICATION_ID)?;
    database.pragma_update(None, "user_version", USER_VERSION)?;
    database.execute_batch("BEGIN")?;
    database.execute_batch(CORE)?;
    database.execute_batch(QGIS)?;
    let mut insert = database.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)")?;
    let told = "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid";
    insert.execute(params!["WGS 84 geodetic", SRS_ID, "EPSG", SRS_ID, WGS84, told])?;
    let told = "undefined cartesian coordinate reference system";
    insert.execute(params!["Undefined cartesian SRS", -1, "NONE", -1, "undefined", told])?;
    let told = "undefined geographic coordinate reference system";
    insert.execute(params!["Undefined geographic SRS", 0, "NONE", 0, "undefined", told])?;
    for (table, name, definition) in EXTENSIONS {
        database.execute(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
            params![table, name, definition],
        )?;
    }
    Ok(())
}

/// Ends the one transaction of the file, and leaves the usual journal to whoever opens it next.
pub(super) fn finish(database: &Connection) -> rusqlite::Result<()> {
    database.execute_batch("COMMIT; PRAGMA journal_mode = DELETE;")
}

/// A name in SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The spatial index of a table, filled with the envelopes of its rows: row, west, east, south, north.
pub(super) fn fill_index(
    database: &Connection,
    table: &str,
    geometry: &str,
    envelopes: &[(i64, [f64; 4])],
) -> rusqlite::Result<()> {
    let index = quoted(&format!("rtree_{table}_{geometry}"));
    database.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {index} USING rtree(id, minx, maxx, miny, maxy)"
    ))?;
    let mut insert = database.prepare(&format!("INSERT INTO {index} VALUES (?, ?, ?, ?, ?)"))?;
    for (row, [west, east, south, north]) in envelopes {
        insert.execute(params![row, west, east, south, north])?;
    }
    database.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')",
        params![table, geometry, RTREE_DEFINITION],
    )?;
    Ok(())
}

/// What keeps the spatial index in step when rows are edited (annex F.3, version 1.3). Made last: filling the table must not run
/// them, and they call functions that only readers of `GeoPackage`s have.
pub(super) fn triggers(database: &Connection, table: &str, geometry: &str) -> rusqlite::Result<()> {
    let name = |end: &str| quoted(&format!("rtree_{table}_{geometry}_{end}"));
    let index = quoted(&format!("rtree_{table}_{geometry}"));
    let (table, column) = (quoted(table), quoted(geometry));
    let put = format!(
        "INSERT OR REPLACE INTO {index} VALUES (NEW.\"fid\", ST_MinX(NEW.{column}), ST_MaxX(NEW.{column}), \
         ST_MinY(NEW.{column}), ST_MaxY(NEW.{column}));"
    );
    let remove = format!("DELETE FROM {index} WHERE id = OLD.\"fid\";");
    let drawn = format!("(NEW.{column} NOTNULL AND NOT ST_IsEmpty(NEW.{column}))");
    let undrawn = format!("(NEW.{column} ISNULL OR ST_IsEmpty(NEW.{column}))");
    let (same, moved) = ("OLD.\"fid\" = NEW.\"fid\"", "OLD.\"fid\" != NEW.\"fid\"");
    let made = [
        (
            "insert",
            format!("AFTER INSERT ON {table} WHEN {drawn} BEGIN {put} END"),
        ),
        (
            "update1",
            format!("AFTER UPDATE OF {column} ON {table} WHEN {same} AND {drawn} BEGIN {put} END"),
        ),
        (
            "update2",
            format!("AFTER UPDATE OF {column} ON {table} WHEN {same} AND {undrawn} BEGIN {remove} END"),
        ),
        (
            "update3",
            format!("AFTER UPDATE ON {table} WHEN {moved} AND {drawn} BEGIN {remove} {put} END"),
        ),
        (
            "update4",
            format!(
                "AFTER UPDATE ON {table} WHEN {moved} AND {undrawn} \
                 BEGIN DELETE FROM {index} WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END"
            ),
        ),
        (
            "delete",
            format!("AFTER DELETE ON {table} WHEN OLD.{column} NOTNULL BEGIN {remove} END"),
        ),
    ];
    for (end, rest) in made {
        database.execute_batch(&format!("CREATE TRIGGER {} {rest}", name(end)))?;
    }
    Ok(())
}
