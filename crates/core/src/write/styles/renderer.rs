//! Which feature gets which symbol.

use super::super::columns::Drawn;
use super::super::words::Terms;
use super::super::xml::Element;
use super::symbol::part;
use super::{Class, Paint, Rule, Swatch, symbol};

/// The renderer of features of one geometry, or of areas and points mixed; `None` where nothing is drawn.
pub(super) fn renderer(paint: &Paint, drawn: Drawn, terms: &Terms) -> Option<Element> {
    let mixed = drawn == Drawn::AreasOrPoints;
    let told =
        |classes: &[Class]| -> Vec<Class> { classes.iter().filter(|one| one.is_there(terms)).copied().collect() };
    match paint {
        Paint::Nothing => None,
        Paint::Layered(rules) => Some(layered(rules, terms)),
        Paint::Alike(swatch) if mixed => Some(by_geometry("", &[(String::new(), String::new(), *swatch)])),
        Paint::Alike(swatch) => {
            let symbols = Element::new("symbols").child(symbol("0", drawn, swatch));
            Some(head("singleSymbol").child(symbols))
        }
        Paint::ByWord { expression, classes } if mixed => {
            let classes = told(classes);
            let rules: Vec<(String, String, Swatch)> = classes
                .iter()
                .map(|class| {
                    let filter = format!("{} = {}", quoted_column(expression), quoted(class.word()));
                    (filter, class.legend(terms), class.swatch)
                })
                .collect();
            Some(by_geometry(expression, &rules).child(order(expression, &classes)))
        }
        Paint::ByWord { expression, classes } => Some(categorised(expression, &told(classes), drawn, terms)),
    }
}

fn categorised(expression: &str, classes: &[Class], drawn: Drawn, terms: &Terms) -> Element {
    let numbered = || (0_usize..).zip(classes);
    let categories = numbered().map(|(number, class)| {
        Element::new("category")
            .attr("symbol", number)
            .attr("value", class.word())
            .attr("label", class.legend(terms))
            .attr("render", "true")
            .attr("type", "string")
    });
    let symbols = numbered().map(|(number, class)| symbol(&number.to_string(), drawn, &class.swatch));
    let mut renderer = head("categorizedSymbol").attr("attr", expression);
    if classes.len() > 1 {
        renderer = renderer.attr("enableorderby", "1").child(order(expression, classes));
    }
    renderer
        .child(Element::new("categories").children(categories))
        .child(Element::new("symbols").children(symbols))
}

/// Rules that pick an area's or a point's symbol by the feature's own geometry: for formats that hold both in one file.
fn by_geometry(expression: &str, rules: &[(String, String, Swatch)]) -> Element {
    let mut tree = Element::new("rules").attr("key", "service-circle");
    let mut symbols = Element::new("symbols");
    let mut number = 0;
    for (drawn, kind) in [(Drawn::Areas, "Polygon"), (Drawn::Points, "Point")] {
        for (filter, legend, swatch) in rules {
            let geometry = format!("geometry_type($geometry) = '{kind}'");
            let filter = if filter.is_empty() {
                geometry
            } else {
                format!("{filter} AND {geometry}")
            };
            let rule = Element::new("rule")
                .attr("key", format_args!("service-circle-{number}"))
                .attr("symbol", number)
                .attr("filter", filter)
                .attr("label", legend);
            tree = tree.child(rule);
            symbols = symbols.child(symbol(&number.to_string(), drawn, swatch));
            number += 1;
        }
    }
    let ordered = if expression.is_empty() { "0" } else { "1" };
    head("RuleRenderer")
        .attr("enableorderby", ordered)
        .child(tree)
        .child(symbols)
}

/// Rules of which several may hold for one area; faces are all drawn before what lies over them, large areas before small ones.
fn layered(rules: &[Rule], terms: &Terms) -> Element {
    let mut tree = Element::new("rules").attr("key", "service-circle");
    let mut symbols = Element::new("symbols");
    for (number, rule) in (0_usize..).zip(rules) {
        let told = Element::new("rule")
            .attr("key", format_args!("service-circle-{number}"))
            .attr("symbol", number)
            .attr("filter", rule.filter)
            .attr("label", terms.legend(rule.code));
        tree = tree.child(told);
        symbols = symbols.child(part(&number.to_string(), rule));
    }
    let clause = Element::new("orderByClause")
        .attrs([("asc", "0"), ("nullsFirst", "1")])
        .text("area($geometry)");
    Element::new("renderer-v2")
        .attrs([
            ("type", "RuleRenderer"),
            ("forceraster", "0"),
            ("symbollevels", "1"),
            ("enableorderby", "1"),
        ])
        .child(tree)
        .child(symbols)
        .child(Element::new("orderby").child(clause))
}

/// Draws the first class last, on top of the others.
fn order(expression: &str, classes: &[Class]) -> Element {
    let clause = Element::new("orderByClause")
        .attrs([("asc", "1"), ("nullsFirst", "1")])
        .text(height(expression, classes));
    Element::new("orderby").child(clause)
}

/// An expression that is the higher the earlier a class stands; 0 for the last one and for words that are no class.
pub(super) fn height(expression: &str, classes: &[Class]) -> String {
    let heights = || (0_usize..).zip(classes.iter().rev());
    let cases: Vec<String> = heights()
        .filter(|(_, class)| class.code.is_some())
        .map(|(height, class)| format!("WHEN {} THEN {height}", quoted(class.word())))
        .collect();
    let others = heights()
        .find(|(_, class)| class.code.is_none())
        .map_or(0, |(height, _)| height);
    format!(
        "CASE {} {} ELSE {others} END",
        quoted_column(expression),
        cases.join(" ")
    )
}

fn head(kind: &str) -> Element {
    Element::new("renderer-v2").attrs([("type", kind), ("forceraster", "0"), ("symbollevels", "0")])
}

/// A column's name in quotes; an expression stays as it is.
fn quoted_column(expression: &str) -> String {
    let is_name = expression
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name {
        format!("\"{expression}\"")
    } else {
        format!("({expression})")
    }
}

/// A text in an expression of QGIS.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
