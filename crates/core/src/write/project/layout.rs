//! A sheet of A3 to print: title, counts, map, legend, scale bar, north arrow, source.
//!
//! Numbers of item types are those of QGIS 3.

use std::fmt::Write as _;

use super::super::edition::Edition;
use super::super::geopackage::Table;
use super::super::words::project::{KILOMETRES, LEGEND, METRES};
use super::super::xml::Element;
use super::layers::leaf;
use super::sheet::Sheet;

/// A rectangle on the page, mm from the left and the top.
#[derive(Clone, Copy)]
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

const fn frame(left: f64, top: f64, width: f64, height: f64) -> Frame {
    Frame {
        left,
        top,
        width,
        height,
    }
}

/// A3 on its side, mm (ISO 216).
const PAGE: Frame = frame(0.0, 0.0, 420.0, 297.0);
const TITLE: Frame = frame(12.0, 8.0, 396.0, 11.0);
const COUNTS: Frame = frame(12.0, 19.5, 396.0, 6.0);
const MAP: Frame = frame(12.0, 28.0, 296.0, 247.0);
const NORTH: Frame = frame(290.0, 32.0, 14.0, 18.0);
const LEGEND_PLACE: Frame = frame(314.0, 28.0, 94.0, 120.0);
const SCALE: Frame = frame(314.0, 260.0, 94.0, 14.0);
const SOURCE: Frame = frame(12.0, 278.0, 396.0, 12.0);

/// Sizes of letters, points.
const TITLE_PT: f64 = 22.0;
const COUNTS_PT: f64 = 11.0;
const SOURCE_PT: f64 = 8.0;
const LEGEND_PT: [(&str, f64, bool); 5] = [
    ("title", 13.0, true),
    ("group", 11.0, true),
    ("subgroup", 10.5, true),
    ("symbol", 9.0, false),
    ("symbolLabel", 9.0, false),
];

/// Millimetres a metre.
const MM_A_METRE: f64 = 1_000.0;
/// Dots an inch when exported.
const RESOLUTION_DPI: u32 = 300;
/// Segments of the scale bar.
const SEGMENTS: u32 = 2;
/// The longest segment that fits its frame, mm on paper.
const SEGMENT_MM: f64 = 38.0;

/// An arrow of our own: those of QGIS stand elsewhere on every machine.
const NORTH_ARROW: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 28 36\">\
    <path d=\"M14 2 L22 26 L14 20 L6 26 Z\" fill=\"#fff\" stroke=\"#1a1a1a\" stroke-width=\"1.2\" stroke-linejoin=\"round\"/>\
    <path d=\"M14 2 L14 20 L6 26 Z\" fill=\"#1a1a1a\"/>\
    <path d=\"M10.5 35 V28.5 L17.5 35 V28.5\" fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"1.4\"/></svg>";

/// Items are told apart by made-up identifiers of their own.
const MAP_UUID: &str = "{5e121cec-0000-4000-8000-000000000001}";

/// The layout.
pub(super) fn a3(tables: &[&Table<'_>], sheet: &Sheet, file_name: &str, edition: &Edition<'_>) -> Element {
    let name = edition.layout();
    let items = [
        label("title", 7, TITLE, &edition.title(), TITLE_PT, true),
        label("counts", 6, COUNTS, &edition.counts, COUNTS_PT, false),
        label("source", 5, SOURCE, &edition.source(), SOURCE_PT, false),
        north_arrow(),
        scale_bar(sheet),
        legend(tables, sheet, file_name, edition),
        map(sheet),
    ];
    Element::new("Layout")
        .attr("name", name)
        .attr("printResolution", RESOLUTION_DPI)
        .attrs([("units", "mm"), ("worldFileMap", MAP_UUID)])
        .child(Element::new("PageCollection").child(page()))
        .children(items)
}

fn page() -> Element {
    item("page", 0, 65_638, PAGE).child(colour("BackgroundColor", 255))
}

fn label(id: &str, number: u32, place: Frame, text: &str, size_pt: f64, bold: bool) -> Element {
    item(id, number, 65_641, place)
        .attr("labelText", text)
        .attrs([
            ("htmlState", "0"),
            ("halign", "1"),
            ("valign", "128"),
            ("marginX", "0"),
            ("marginY", "0"),
        ])
        .child(font("LabelFont", size_pt, bold))
        .child(colour("FontColor", 26))
        .child(text_style(size_pt, bold))
}

fn map(sheet: &Sheet) -> Element {
    let shown = sheet.extent_on(MAP.width, MAP.height);
    let extent = Element::new("Extent")
        .attr("xmin", shown.min().x)
        .attr("ymin", shown.min().y)
        .attr("xmax", shown.max().x)
        .attr("ymax", shown.max().y);
    item("map", 1, 65_639, MAP)
        .attrs([
            ("mapRotation", "0"),
            ("keepLayerSet", "false"),
            ("drawCanvasItems", "true"),
            ("followPreset", "false"),
            ("labelMargin", "0,mm"),
            ("mapFlags", "0"),
        ])
        .child(colour("FrameColor", 90))
        .child(colour("BackgroundColor", 255))
        .child(extent)
        .child(Element::new("LayerSet"))
}

fn north_arrow() -> Element {
    item("north", 4, 65_640, NORTH)
        .attr("file", format_args!("base64:{}", base64(NORTH_ARROW.as_bytes())))
        .attrs([
            ("mode", "2"),
            ("resizeMode", "0"),
            ("northMode", "0"),
            ("northOffset", "0"),
            ("pictureRotation", "0"),
            ("anchorPoint", "4"),
            ("mapUuid", MAP_UUID),
        ])
}

/// The longest scale bar of round figures that fits.
fn scale_bar(sheet: &Sheet) -> Element {
    let metres_a_mm = sheet.extent_on(MAP.width, MAP.height).width() / MAP.width;
    let segment_m = round_figure(metres_a_mm * SEGMENT_MM);
    let (unit, unit_word, metres_a_unit) = if segment_m >= 1_000.0 {
        ("km", KILOMETRES, 1_000.0)
    } else {
        ("meters", METRES, 1.0)
    };
    item("scale", 3, 65_646, SCALE)
        .attr("unitType", unit)
        .attr("unitLabel", unit_word)
        .attr("numSegments", SEGMENTS)
        .attr("numUnitsPerSegment", segment_m / metres_a_unit)
        .attrs([
            ("style", "Single Box"),
            ("numMapUnitsPerScaleBarUnit", "1"),
            ("numSegmentsLeft", "0"),
            ("segmentSizeMode", "0"),
            ("height", "2.5"),
            ("labelBarSpace", "2"),
            ("boxContentSpace", "1"),
            ("outlineWidth", "0.25"),
            ("alignment", "0"),
            ("labelVerticalPlacement", "0"),
            ("labelHorizontalPlacement", "0"),
            ("minBarWidth", "20"),
            ("maxBarWidth", "80"),
            ("mapUuid", MAP_UUID),
        ])
        .child(text_style(COUNTS_PT - 2.0, false))
        .child(colour("strokeColor", 26))
}

/// The largest of 1, 2, 5, 10, 20, ... that is not above a length.
fn round_figure(length: f64) -> f64 {
    let power = 10_f64.powf(length.max(1.0).log10().floor());
    let fits = [5.0, 2.0, 1.0]
        .into_iter()
        .find(|digit| digit * power <= length.max(1.0));
    fits.unwrap_or(1.0) * power
}

/// What the map shows at its scale.
fn legend(tables: &[&Table<'_>], sheet: &Sheet, file_name: &str, edition: &Edition<'_>) -> Element {
    let scale = sheet.extent_on(MAP.width, MAP.height).width() * MM_A_METRE / MAP.width;
    let is_drawn = |table: &Table<'_>| table.look.from.is_none_or(|from| scale <= f64::from(from));
    // Of several circles the first is shown.
    let first = tables.iter().find_map(|table| table.group.as_ref());
    let is_shown = |table: &Table<'_>| table.group.is_none() || table.group.as_ref() == first;
    let told = tables
        .iter()
        .filter(|table| table.look.shown && table.span.is_some() && is_drawn(table) && is_shown(table));
    let tree = Element::new("layer-tree-group").children(told.map(|table| leaf(table, file_name)));
    let styles = LEGEND_PT.iter().map(|(name, size_pt, bold)| {
        let margins = match *name {
            "title" => [("marginBottom", "3"), ("marginTop", "0")],
            "symbolLabel" => [("marginLeft", "2"), ("marginTop", "0")],
            "symbol" => [("marginTop", "1.6"), ("marginBottom", "0")],
            _ => [("marginTop", "4"), ("marginBottom", "0.6")],
        };
        Element::new("style")
            .attr("name", name)
            .attrs([("alignment", "1"), ("indent", "0")])
            .attrs(margins)
            .child(font("styleFont", *size_pt, *bold))
            .child(text_style(*size_pt, *bold))
    });
    item("legend", 2, 65_642, LEGEND_PLACE)
        .attr("title", edition.terms(None).told(LEGEND))
        .attr("map_uuid", MAP_UUID)
        .attrs([
            ("resizeToContents", "1"),
            ("symbolWidth", "7"),
            ("symbolHeight", "4"),
            ("boxSpace", "0"),
            ("columnCount", "1"),
            ("columnSpace", "2"),
            ("splitLayer", "0"),
            ("legendFilterByAtlas", "0"),
            ("symbolAlignment", "1"),
            ("titleAlignment", "1"),
            ("wrapChar", ""),
            ("lineSpacing", "1"),
            ("fontColor", "#1a1a1a"),
            ("rasterBorder", "0"),
            ("wmsLegendWidth", "50"),
            ("wmsLegendHeight", "25"),
        ])
        .child(Element::new("styles").children(styles))
        .child(tree)
}

/// An item of the page; higher numbers are drawn above lower ones.
fn item(id: &str, number: u32, kind: u32, place: Frame) -> Element {
    let position = format!("{},{},mm", place.left, place.top);
    let identifier = if id == "map" {
        MAP_UUID.to_owned()
    } else {
        format!("{{5e121cec-0000-4000-8000-0000000001{number:02}}}")
    };
    Element::new("LayoutItem")
        .attr("id", id)
        .attr("type", kind)
        .attr("uuid", &identifier)
        .attr("templateUuid", &identifier)
        .attr("zValue", number)
        .attr("position", &position)
        .attr("positionOnPage", &position)
        .attr("size", format_args!("{},{},mm", place.width, place.height))
        .attrs([
            ("referencePoint", "0"),
            ("itemRotation", "0"),
            ("opacity", "1"),
            ("blendMode", "0"),
            ("visibility", "1"),
            ("excludeFromExports", "0"),
            ("positionLock", "false"),
            ("groupUuid", ""),
            ("frameJoinStyle", "miter"),
            ("outlineWidthM", "0.2,mm"),
        ])
        .attr("frame", id == "map")
        .attr("background", id == "map" || id == "page")
}

fn colour(name: &'static str, level: u8) -> Element {
    Element::new(name)
        .attr("red", level)
        .attr("green", level)
        .attr("blue", level)
        .attr("alpha", 255)
}

/// A font as QGIS before 3.24 reads it; the family is whichever the machine takes for it.
fn font(name: &'static str, size_pt: f64, bold: bool) -> Element {
    let weight = if bold { 75 } else { 50 };
    Element::new(name)
        .attr(
            "description",
            format_args!("Sans Serif,{size_pt},-1,5,{weight},0,0,0,0,0"),
        )
        .attr("style", "")
}

/// The same, as QGIS since 3.24 reads it.
fn text_style(size_pt: f64, bold: bool) -> Element {
    Element::new("text-style")
        .attr("fontSize", size_pt)
        .attr("fontWeight", if bold { 75 } else { 50 })
        .attrs([
            ("fontSizeUnit", "Point"),
            ("textColor", "26,26,26,255"),
            ("textOpacity", "1"),
            ("multilineHeight", "1.2"),
            ("fontKerning", "1"),
        ])
}

/// Bytes as RFC 4648 writes them.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            if place > group.len() {
                text.push('=');
            } else {
                let digit = bits >> (18 - 6 * place) & 63;
                let _ = write!(text, "{}", char::from(DIGITS[digit as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn scale_bars_have_round_figures() {
        for (length, figure) in [
            (0.3, 1.0),
            (1.0, 1.0),
            (19.9, 10.0),
            (49.0, 20.0),
            (50.0, 50.0),
            (4321.0, 2000.0),
        ] {
            assert!((round_figure(length) - figure).abs() < 1e-9, "{length}");
        }
    }
}
