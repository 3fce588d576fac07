//! Layers in one `GeoPackage`, which QGIS opens styled, titled and told in the reader's language.
//!
//! - `schema`: the tables of the standard and of QGIS, the spatial index and its triggers.
//! - `table`: a layer as a table, row by row.
//! - `blob`: a geometry's bytes.
//! - `describe`: titles, words, styles, metadata.
//!
//! Times in it are those of the extract (1970 where it tells none), names are made from the layers': the same input gives the same
//! bytes.

mod blob;
mod describe;
mod schema;
mod table;

use std::fmt::Write as _;
use std::path::Path;

use rusqlite::{Connection, params};

use super::columns::Layer;
use super::edition::Edition;
use super::project::Project;
use super::words::project;

pub(super) use table::{Table, around};

/// Degrees of WGS84, as layers have them.
const SRS_ID: i32 = 4326;
/// Name of the geometry's column.
const GEOMETRY: &str = "geom";

/// Fills the empty file at `path`, which will be called `file_name`; puts a project of all layers into it where asked, and gives
/// the project.
///
/// # Memory
/// That of one feature, 40 bytes a feature of one layer, and a cache of 2 MB.
pub(super) fn write(
    path: &Path,
    file_name: &str,
    layers: &[Layer<'_>],
    edition: &Edition<'_>,
    with_project: bool,
) -> rusqlite::Result<Project> {
    let database = Connection::open(path)?;
    schema::create(&database)?;
    let mut tables = Vec::new();
    for layer in layers {
        tables.extend(table::write(&database, layer, edition)?);
    }
    for table in &tables {
        describe::columns(&database, table, edition)?;
        describe::style(&database, table, edition)?;
        describe::metadata(&database, table, edition)?;
    }
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        params![edition.moment],
    )?;
    let project = Project::of(&tables, file_name, edition);
    if with_project {
        embed(&database, &project, edition)?;
    }
    for table in tables
        .iter()
        .filter(|table| table::geometry_type(table.drawn).is_some())
    {
        schema::triggers(&database, &table.name, GEOMETRY)?;
    }
    schema::finish(&database)?;
    database.close().map_err(|(_, error)| error)?;
    Ok(project)
}

/// A project that QGIS offers when the file is opened: the hexadecimal digits of a zipped project file.
fn embed(database: &Connection, made: &Project, edition: &Edition<'_>) -> rusqlite::Result<()> {
    let name = edition.terms(None).told(project::GROUP);
    let about = format!(
        "{{\"last_modified_time\": \"{}\", \"last_modified_user\": \"service-circle\" }}",
        edition.moment.get(..19).unwrap_or_default()
    );
    let hexadecimal = made.zipped().iter().fold(String::new(), |mut digits, byte| {
        // Writing to a text cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    database.execute(
        "INSERT INTO qgis_projects VALUES (?, ?, ?)",
        params![name, about, hexadecimal],
    )?;
    Ok(())
}
