//! Layer metadata as QGIS keeps it, in a `GeoPackage` and in projects alike.

use geo::Rect;

use super::edition::Edition;
use super::project::wgs84;
use super::words::metadata::{DATA_DATE, INPUT, KEYWORDS, LICENCE, MADE_BY, RIGHTS, SETTINGS};
use super::xml::Element;

/// The elements of a layer's metadata.
pub(super) fn elements(
    name: &str,
    title: &str,
    about: &str,
    span: Option<Rect<f64>>,
    edition: &Edition<'_>,
) -> Vec<Element> {
    let terms = edition.terms(None);
    let colon = terms.language().colon();
    let line = |what, value: &str| format!("{}{colon}{value}", terms.told(what));
    let mut history = vec![line(MADE_BY, &format!("service-circle {}", env!("CARGO_PKG_VERSION")))];
    history.extend(edition.day.as_ref().map(|day| line(DATA_DATE, day)));
    for (what, root) in [(INPUT, "inputs."), (SETTINGS, "settings.")] {
        let facts = edition.facts.iter().filter_map(|fact| {
            let key = fact.key.strip_prefix(root)?;
            Some(line(what, &format!("{key} = {}", fact.value.as_deref()?)))
        });
        history.extend(facts);
    }
    let keywords = terms.told(KEYWORDS);
    let keywords = keywords.split(';').map(|word| Element::of_text("keyword", word));
    let mut extent = Element::new("extent");
    if let Some(span) = span {
        let (low, high) = (span.min(), span.max());
        let spatial = Element::new("spatial")
            .attrs([("crs", "EPSG:4326"), ("dimensions", "2"), ("minz", "0"), ("maxz", "0")])
            .attr("minx", low.x)
            .attr("miny", low.y)
            .attr("maxx", high.x)
            .attr("maxy", high.y);
        extent = extent.child(spatial);
    }
    let mut elements = vec![
        Element::of_text("identifier", name),
        Element::new("parentidentifier"),
        Element::of_text("language", terms.language()),
        Element::of_text("type", "dataset"),
        Element::of_text("title", title),
        Element::of_text("abstract", about),
        Element::new("keywords")
            .attr("vocabulary", "gmd:topicCategory")
            .children(keywords),
        Element::new("links"),
    ];
    elements.extend(history.into_iter().map(|line| Element::of_text("history", line)));
    elements.extend([
        Element::new("fees"),
        Element::of_text("rights", RIGHTS),
        Element::of_text("license", LICENCE),
        Element::of_text("encoding", "UTF-8"),
        Element::new("crs").child(wgs84()),
        extent,
    ]);
    elements
}
