//! What a `GeoPackage` tells of its tables: titles of columns, words of coded ones, styles, metadata as QGIS reads it.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::super::edition::Edition;
use super::super::metadata;
use super::super::styles::{QGIS_VERSION, Styled, document};
use super::super::xml::Element;
use super::GEOMETRY;
use super::table::{Table, geometry_type};

/// Whose metadata it is: QGIS reads layer metadata of this standard.
const QGIS_METADATA: &str = "http://mrcc.com/qgis.dtd";

/// Titles and meanings of a table's columns; what coded columns may hold.
pub(super) fn columns(database: &Connection, table: &Table<'_>, edition: &Edition<'_>) -> rusqlite::Result<()> {
    let language = edition.language();
    let mut tell = database.prepare("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, NULL, ?)")?;
    let mut allow = database
        .prepare("INSERT INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)")?;
    let mut taken = BTreeSet::new();
    for column in table.columns {
        let constraint = (!column.codes.is_empty()).then(|| format!("{}_{}", table.name, column.name));
        let title = column.title(language);
        // Programs show either: QGIS by GDAL the name, others the title. Names must not be alike.
        let name = if taken.insert(title) {
            title.to_owned()
        } else {
            format!("{title} ({})", column.name)
        };
        tell.execute(params![
            table.name,
            column.name,
            name,
            title,
            column.description(language),
            constraint
        ])?;
        for code in column.codes {
            allow.execute(params![constraint, code.word, table.terms.legend(code)])?;
        }
    }
    Ok(())
}

/// The style that QGIS takes without being asked.
pub(super) fn style(database: &Connection, table: &Table<'_>, edition: &Edition<'_>) -> rusqlite::Result<()> {
    let style = document(&Styled {
        look: table.look,
        columns: table.columns,
        drawn: table.drawn,
        terms: &table.terms,
    });
    // Catalogue and schema must be empty, not null, or QGIS finds nothing.
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, \
         useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)",
        params![
            table.name,
            geometry_type(table.drawn).map_or("", |_| GEOMETRY),
            "service-circle",
            style,
            table.terms.told(table.look.about),
            edition.moment,
        ],
    )?;
    Ok(())
}

/// What the table is, whose data it is made from, and every setting: as QGIS shows it in a layer's information.
pub(super) fn metadata(database: &Connection, table: &Table<'_>, edition: &Edition<'_>) -> rusqlite::Result<()> {
    let about = table.terms.told(table.look.about);
    database.execute(
        "UPDATE gpkg_contents SET description = ? WHERE table_name = ?",
        params![about, table.name],
    )?;
    let root = Element::new("qgis").attr("version", QGIS_VERSION);
    let told = root
        .children(metadata::elements(
            &table.name,
            &table.title,
            &about,
            table.span,
            edition,
        ))
        .document("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'");
    database.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES ('dataset', ?, 'text/xml', ?)",
        params![QGIS_METADATA, told],
    )?;
    database.execute(
        "INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)",
        params![table.name, edition.moment, database.last_insert_rowid()],
    )?;
    Ok(())
}
