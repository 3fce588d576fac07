//! A QGIS project of a `GeoPackage`'s tables: layers in drawing order, a map in metres, a sheet of A3 to print.
//!
//! - `layers`: the layer tree and each layer with its style; shared by projects and layer definitions (`.qlr`).
//! - `sheet`: the metres that a place is drawn in.
//! - `layout`: the print layout.
//!
//! Layers name the `GeoPackage` relative to the project. A project needs the `GeoPackage` to keep its name.

mod layers;
mod layout;
mod sheet;

use std::io::{self, Cursor, Write as _};

use geo::Rect;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::edition::Edition;
use super::geopackage::{Table, around};
use super::styles::QGIS_VERSION;
use super::words::project::{GROUP, RIGHTS_LINE};
use super::xml::Element;
use layers::{id_of, map_layer, tree};
use sheet::Sheet;

pub(super) use sheet::wgs84;

/// Where a map is opened that shows nothing: the whole of China, degrees.
const NOWHERE: [f64; 4] = [73.0, 18.0, 135.0, 54.0];

/// A project, and its layers alone.
pub(super) struct Project {
    project: String,
    layers: String,
}

impl Project {
    /// The project of these tables, in a file of this name beside it.
    pub(super) fn of(tables: &[Table<'_>], file_name: &str, edition: &Edition<'_>) -> Self {
        let drawn: Vec<&Table<'_>> = tables.iter().filter(|table| table.rows > 0).collect();
        let shown = || drawn.iter().filter(|table| table.look.shown);
        let framing = shown().filter(|table| table.look.frames_the_sheet());
        let span = framing.filter_map(|table| table.span).reduce(around);
        let span = span.or_else(|| shown().filter_map(|table| table.span).reduce(around));
        let span = span.or_else(|| drawn.iter().filter_map(|table| table.span).reduce(around));
        let sheet = Sheet::around(span.unwrap_or_else(|| {
            let [west, south, east, north] = NOWHERE;
            Rect::new((west, south), (east, north))
        }));
        let layers: Vec<Element> = drawn.iter().map(|table| map_layer(table, file_name, edition)).collect();
        Self {
            project: project(&drawn, &layers, &sheet, file_name, edition),
            layers: definition(&drawn, &layers, file_name, edition),
        }
    }

    /// A layer definition: adds the styled layers, as a group, to a project that is open.
    pub(super) fn definition(&self) -> &str {
        &self.layers
    }

    /// The project as a `.qgz` holds it.
    pub(super) fn zipped(&self) -> Vec<u8> {
        // Nothing that is written to memory can fail but for want of it.
        zipped(&self.project).unwrap_or_default()
    }
}

fn project(drawn: &[&Table<'_>], layers: &[Element], sheet: &Sheet, file_name: &str, edition: &Edition<'_>) -> String {
    let title = edition.title();
    let properties = [
        Element::new("Paths").child(property("Absolute", "bool", "false")),
        Element::new("Measurement")
            .child(property("DistanceUnits", "QString", "meters"))
            .child(property("AreaUnits", "QString", "m2")),
        Element::new("SpatialRefSys").child(property("ProjectionsEnabled", "int", "1")),
        Element::new("Measure").child(property("Ellipsoid", "QString", "EPSG:7030")),
    ];
    let order = drawn
        .iter()
        .map(|table| Element::new("layer").attr("id", id_of(&table.name)));
    let view = sheet.extent();
    let canvas = Element::new("mapcanvas")
        .attrs([("name", "theMapCanvas"), ("annotationsVisible", "1")])
        .child(Element::of_text("units", "meters"))
        .child(
            Element::new("extent")
                .child(Element::of_text("xmin", view.min().x))
                .child(Element::of_text("ymin", view.min().y))
                .child(Element::of_text("xmax", view.max().x))
                .child(Element::of_text("ymax", view.max().y)),
        )
        .child(Element::of_text("rotation", 0))
        .child(Element::new("destinationsrs").child(sheet.reference_system()));
    let default_view = Element::new("DefaultViewExtent")
        .attr("xmin", view.min().x)
        .attr("ymin", view.min().y)
        .attr("xmax", view.max().x)
        .attr("ymax", view.max().y)
        .child(sheet.reference_system());
    Element::new("qgis")
        .attr("version", QGIS_VERSION)
        .attr("projectname", &title)
        .child(Element::new("homePath").attr("path", ""))
        .child(Element::of_text("title", &title))
        .child(Element::new("projectCrs").child(sheet.reference_system()))
        .child(tree(drawn, file_name))
        .child(canvas)
        .child(Element::new("projectlayers").children(layers.iter().cloned()))
        .child(Element::new("layerorder").children(order))
        .child(Element::new("properties").children(properties))
        .child(
            Element::new("projectMetadata")
                .child(Element::of_text("language", edition.language()))
                .child(Element::of_text("title", &title))
                .child(Element::of_text("abstract", edition.source()))
                .child(Element::of_text("rights", edition.terms(None).told(RIGHTS_LINE)))
                .child(Element::of_text(
                    "creation",
                    edition.moment.get(..19).unwrap_or_default(),
                )),
        )
        .child(Element::new("Layouts").child(layout::a3(drawn, sheet, file_name, edition)))
        .child(
            Element::new("ProjectViewSettings")
                .attrs([("UseProjectScales", "0"), ("rotation", "0")])
                .child(Element::new("Scales"))
                .child(default_view),
        )
        .document("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'")
}

fn property(name: &'static str, kind: &str, value: &str) -> Element {
    Element::new(name).attr("type", kind).text(value)
}

fn definition(drawn: &[&Table<'_>], layers: &[Element], file_name: &str, edition: &Edition<'_>) -> String {
    let group = tree(drawn, file_name)
        .attr("name", edition.terms(None).told(GROUP))
        .attrs([("checked", "Qt::Checked"), ("expanded", "1")]);
    let root = Element::new("layer-tree-group")
        .attrs([("name", ""), ("checked", "Qt::Checked"), ("expanded", "1")])
        .child(group);
    Element::new("qlr")
        .child(root)
        .child(Element::new("maplayers").children(layers.iter().cloned()))
        .document("qgis-layer-definition")
}

/// A zip of one file, its time the first a zip knows (1980).
fn zipped(project: &str) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("service-circle.qgs", options)?;
    archive.write_all(project.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}
