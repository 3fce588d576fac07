//! A whole QGIS style of a layer: renderer, labels, aliases, words of coded columns, map tips.
//!
//! Aliases stand here as well as in the `GeoPackage`, since GDAL before 3.7 does not hand the others to QGIS.

use super::super::columns::{ColumnHead, Drawn};
use super::super::words::Terms;
use super::super::xml::Element;
use super::coded::words_of;
use super::renderer::{height, quoted, renderer};
use super::{Colour, Label, Look, Paint, geometry_word};
use crate::language::Language;

/// The version that styles and projects claim: what is written was the same in it and all since.
pub(in crate::write) const QGIS_VERSION: &str = "3.22.0";
/// Halo round labels, mm on paper.
const HALO_MM: f64 = 0.7;
/// The widest label before it goes on in the next line, characters.
const LABEL_CHARACTERS: u8 = 12;
/// Numbers of QGIS for where a label stands: beside a point as a map maker would, along a line, level inside an area.
const BESIDE_POINT: u8 = 6;
const ALONG_LINE: u8 = 3;
const INSIDE_AREA: u8 = 4;
/// What a map of values has for a cell that holds nothing: a constant of QGIS.
const NO_VALUE: &str = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}";
/// The number of QGIS for a property told by an expression.
const EXPRESSION: u8 = 3;

/// A layer as a style needs it.
pub(in crate::write) struct Styled<'a> {
    /// How it looks.
    pub(in crate::write) look: &'a Look,
    /// Its columns.
    pub(in crate::write) columns: &'a [ColumnHead],
    /// Its geometry.
    pub(in crate::write) drawn: Drawn,
    /// What words in braces are filled with.
    pub(in crate::write) terms: &'a Terms,
}

/// The style as a `.qml` file holds it.
pub(in crate::write) fn document(styled: &Styled<'_>) -> String {
    let root = with_flags(
        Element::new("qgis").attrs([("version", QGIS_VERSION), ("styleCategories", "AllStyleCategories")]),
        styled,
    );
    let mut root = root.children(elements(styled));
    if let Some(number) = geometry_number(styled.drawn) {
        root = root.child(Element::of_text("layerGeometryType", number));
    }
    root.document("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'")
}

/// The attributes that a style's root, or a layer of a project, has.
pub(in crate::write) fn with_flags(element: Element, styled: &Styled<'_>) -> Element {
    let flag = |set: bool| if set { "1" } else { "0" };
    element
        .attr("labelsEnabled", flag(styled.look.label.is_some()))
        .attr("hasScaleBasedVisibilityFlag", flag(styled.look.from.is_some()))
        .attr("minScale", styled.look.from.unwrap_or(0))
        .attr("maxScale", 0)
        .attr("readOnly", "0")
}

/// Everything below the root of a style, as a layer of a project holds it too.
pub(in crate::write) fn elements(styled: &Styled<'_>) -> Vec<Element> {
    let Styled {
        look, columns, terms, ..
    } = *styled;
    let language = terms.language();
    let mut elements = Vec::new();
    elements.extend(renderer(&look.paint, styled.drawn, terms));
    elements.extend(look.label.as_ref().map(|label| labeling(label, styled, language)));
    let fields = columns.iter().map(|column| field(column, terms));
    elements.push(Element::new("fieldConfiguration").children(fields));
    let aliases = (0_usize..).zip(columns).map(|(index, column)| {
        Element::new("alias")
            .attr("index", index + 1)
            .attr("field", column.name)
            .attr("name", column.title(language))
    });
    elements.push(Element::new("aliases").children(aliases));
    elements.push(table_view(columns));
    let name = columns
        .iter()
        .find(|column| matches!(column.name, "name" | "unit_name"));
    let told_by = name.or(columns.first()).map_or("", |column| column.name);
    elements.push(Element::of_text("previewExpression", format_args!("\"{told_by}\"")));
    elements.push(Element::of_text("mapTip", tip(styled)));
    elements
}

/// The number of a geometry in a style, which QGIS refuses for others; mixed ones have none.
fn geometry_number(drawn: Drawn) -> Option<u8> {
    match drawn {
        Drawn::Points => Some(0),
        Drawn::Lines => Some(1),
        Drawn::Areas => Some(2),
        Drawn::Nothing => Some(4),
        Drawn::AreasOrPoints => None,
    }
}

fn field(column: &ColumnHead, terms: &Terms) -> Element {
    let field = Element::new("field").attr("name", column.name);
    let words = words_of(column, terms);
    if words.is_empty() {
        return field;
    }
    // An empty cell is shown as one, not as `(NULL)`.
    let nothing = (NO_VALUE.to_owned(), String::new());
    let words = words.into_iter().chain([nothing]).map(|(word, title)| {
        let option = Element::new("Option")
            .attr("name", title)
            .attr("type", "QString")
            .attr("value", word);
        Element::new("Option").attr("type", "Map").child(option)
    });
    let map = Element::new("Option")
        .attrs([("name", "map"), ("type", "List")])
        .children(words);
    let config = Element::new("config").child(Element::new("Option").attr("type", "Map").child(map));
    field.child(Element::new("editWidget").attr("type", "ValueMap").child(config))
}

/// The attribute table without the running number, which tells nothing.
fn table_view(columns: &[ColumnHead]) -> Element {
    let column = |name: &str, hidden: &str| {
        Element::new("column")
            .attr("name", name)
            .attrs([("type", "field"), ("width", "-1"), ("hidden", hidden)])
    };
    let shown = columns.iter().map(|head| column(head.name, "0"));
    let columns = Element::new("columns").child(column("fid", "1")).children(shown);
    Element::new("attributetableconfig")
        .attrs([
            ("actionWidgetStyle", "dropDown"),
            ("sortExpression", ""),
            ("sortOrder", "0"),
        ])
        .child(columns)
}

fn labeling(label: &Label, styled: &Styled<'_>, language: Language) -> Element {
    let drawn = styled.drawn;
    let Colour(red, green, blue) = label.colour;
    let halo = Element::new("text-buffer").attrs([
        ("bufferDraw", "1"),
        ("bufferSizeUnits", "MM"),
        ("bufferColor", "255,255,255,255"),
        ("bufferOpacity", "0.9"),
        ("bufferNoFill", "1"),
        ("bufferJoinStyle", "128"),
    ]);
    // No font is named: QGIS takes its own, which every machine has.
    let text = Element::new("text-style")
        .attr("fieldName", label.expression.told_in(language))
        .attr("fontSize", label.size_pt)
        .attr("textColor", format_args!("{red},{green},{blue},255"))
        .attrs([
            ("isExpression", "1"),
            ("fontSizeUnit", "Point"),
            ("fontWeight", "50"),
            ("textOpacity", "1"),
            ("multilineHeight", "1"),
            ("fontKerning", "1"),
        ])
        .child(halo.attr("bufferSize", HALO_MM));
    let wrap = if drawn == Drawn::Lines { 0 } else { LABEL_CHARACTERS };
    let format = Element::new("text-format")
        .attr("autoWrapLength", wrap)
        .attrs([("useMaxLineLengthForAutoWrap", "1"), ("multilineAlign", "1")]);
    let place = match drawn {
        Drawn::Points => BESIDE_POINT,
        Drawn::Lines => ALONG_LINE,
        _ => INSIDE_AREA,
    };
    let placement = Element::new("placement").attr("placement", place).attrs([
        ("placementFlags", "10"),
        ("polygonPlacementFlags", "2"),
        ("predefinedPositionOrder", "TR,TL,BR,BL,R,L,TSR,BSR"),
        ("dist", "0"),
        ("distUnits", "MM"),
        ("offsetType", "1"),
        ("priority", "5"),
        ("repeatDistance", if drawn == Drawn::Lines { "60" } else { "0" }),
        ("repeatDistanceUnits", "MM"),
    ]);
    let rendering = Element::new("rendering").attr("scaleMax", label.from).attrs([
        ("scaleVisibility", "1"),
        ("scaleMin", "1"),
        ("drawLabels", "1"),
        ("obstacle", "1"),
        ("obstacleFactor", "1"),
        ("obstacleType", "1"),
        ("mergeLines", if drawn == Drawn::Lines { "1" } else { "0" }),
        ("fontMaxPixelSize", "10000"),
        ("fontMinPixelSize", "3"),
        ("maxNumLabels", "2000"),
    ]);
    let settings = Element::new("settings").children([text, format, placement, rendering]);
    let settings = settings.children(priorities(&styled.look.paint));
    Element::new("labeling").attr("type", "simple").child(settings)
}

/// Where labels do not all fit, those of the class on top come first.
fn priorities(paint: &Paint) -> Option<Element> {
    let Paint::ByWord { expression, classes } = paint else {
        return None;
    };
    let option = |name: &str, kind: &str| Element::new("Option").attr("name", name).attr("type", kind);
    let priority = option("Priority", "Map")
        .child(option("active", "bool").attr("value", "true"))
        .child(option("expression", "QString").attr("value", height(expression, classes)))
        .child(option("type", "int").attr("value", EXPRESSION));
    let properties = Element::new("Option")
        .attr("type", "Map")
        .child(option("name", "QString").attr("value", ""))
        .child(option("properties", "Map").child(priority))
        .child(option("type", "QString").attr("value", "collection"));
    Some(Element::new("dd_properties").child(properties))
}

/// The map tip; names are shown as text, whatever they hold.
fn tip(styled: &Styled<'_>) -> String {
    let has = |name: &&&str| styled.columns.iter().any(|column| column.name == **name);
    let called: Vec<String> = ["name", "unit_name", "id", "unit_id", "facility_name", "facility_id"]
        .iter()
        .filter(has)
        .map(|name| format!("\"{name}\""))
        .collect();
    let as_text = format!(
        "[% replace(replace(coalesce({}), '&', '&amp;'), '<', '&lt;') %]",
        called.join(", ")
    );
    let words = |name: &str| {
        let column = styled.columns.iter().find(|column| column.name == name)?;
        let cases: Vec<String> = column
            .codes
            .iter()
            .map(|code| {
                let title = quoted(&styled.terms.told(code.title));
                format!("WHEN {} THEN {title}", quoted(code.word))
            })
            .collect();
        Some(format!("[% CASE \"{name}\" {} END %]", cases.join(" ")))
    };
    styled
        .terms
        .told(styled.look.tip)
        .replace("{name}", &as_text)
        .replace("{verdict_words}", &words("verdict").unwrap_or_default())
}

/// What a layer of a project says of its geometry.
pub(in crate::write) fn geometry_attributes(drawn: Drawn) -> [(&'static str, &'static str); 2] {
    let stored = match drawn {
        Drawn::Areas | Drawn::AreasOrPoints => "MultiPolygon",
        Drawn::Lines => "MultiLineString",
        Drawn::Points => "Point",
        Drawn::Nothing => "NoGeometry",
    };
    [("geometry", geometry_word(drawn)), ("wkbType", stored)]
}
