//! The layer tree of a project, and each layer with its style.

use super::super::edition::Edition;
use super::super::geopackage::Table;
use super::super::metadata;
use super::super::styles::{Styled, elements, geometry_attributes, with_flags};
use super::super::xml::Element;
use super::wgs84;

/// A layer's id: longer than 10 characters, or QGIS cannot rename it when a layer definition is added twice.
pub(super) fn id_of(table: &str) -> String {
    format!("service_circle_{table}")
}

/// Where a table is read from.
fn source(table: &Table<'_>, file_name: &str) -> String {
    format!("./{file_name}|layername={}", table.name)
}

/// The tree: tables in the order that they are given, the first on top; those of one circle in a group, where there are several.
/// The first circle is shown, or they would hide each other.
pub(super) fn tree(tables: &[&Table<'_>], file_name: &str) -> Element {
    let mut root = Element::new("layer-tree-group");
    let mut shown = true;
    for tables in tables.chunk_by(|one, next| one.group == next.group) {
        let layers = tables.iter().map(|table| leaf(table, file_name));
        let group = tables.first().and_then(|table| table.group.as_ref());
        root = match group {
            None => root.children(layers),
            Some(name) => {
                let checked = if shown { "Qt::Checked" } else { "Qt::Unchecked" };
                shown = false;
                let group = Element::new("layer-tree-group")
                    .attr("name", name)
                    .attrs([("checked", checked), ("expanded", "1")]);
                root.child(group.children(layers))
            }
        };
    }
    root
}

/// A table in a tree.
pub(super) fn leaf(table: &Table<'_>, file_name: &str) -> Element {
    let checked = if table.look.shown {
        "Qt::Checked"
    } else {
        "Qt::Unchecked"
    };
    Element::new("layer-tree-layer")
        .attr("id", id_of(&table.name))
        .attr("name", &table.title)
        .attr("source", source(table, file_name))
        .attrs([
            ("providerKey", "ogr"),
            ("checked", checked),
            ("expanded", if table.look.shown { "1" } else { "0" }),
            ("legend_exp", ""),
            ("legend_split_behavior", "0"),
            ("patch_size", "-1,-1"),
        ])
}

/// A table as a layer, with all that its style holds.
pub(super) fn map_layer(table: &Table<'_>, file_name: &str, edition: &Edition<'_>) -> Element {
    let styled = Styled {
        look: table.look,
        columns: table.columns,
        drawn: table.drawn,
        terms: &table.terms,
    };
    let about = table.terms.told(table.look.about);
    let metadata = metadata::elements(&table.name, &table.title, &about, table.span, edition);
    let layer = Element::new("maplayer")
        .attrs([
            ("type", "vector"),
            ("styleCategories", "AllStyleCategories"),
            ("autoRefreshEnabled", "0"),
        ])
        .attrs(geometry_attributes(table.drawn));
    with_flags(layer, &styled)
        .child(Element::of_text("id", id_of(&table.name)))
        .child(Element::of_text("datasource", source(table, file_name)))
        .child(Element::of_text("layername", &table.title))
        .child(Element::new("srs").child(wgs84()))
        .child(Element::new("resourceMetadata").children(metadata))
        .child(Element::of_text("provider", "ogr").attr("encoding", "UTF-8"))
        .children(elements(&styled))
}
