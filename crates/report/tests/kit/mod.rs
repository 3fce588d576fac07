//! What the tests of the page share: runs, and the page as a parser reads it.

use base64::Engine as _;
use geo::{MultiPolygon, Rect};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use service_circle_core::language::Language;
use service_circle_core::lonlat::LonLat;
use service_circle_core::plan::{Outcome, Plan, run};
use service_circle_core::watch::Unwatched;
use service_circle_testkit::named::city_pbf;
use sha2::{Digest as _, Sha256};

/// The fixture city, run as it is.
pub(crate) fn city() -> (Plan, Outcome) {
    let mut plan = Plan {
        osm: city_pbf(),
        ..Plan::default()
    };
    plan.output.circles = true;
    let outcome = run(&plan, &Unwatched).unwrap();
    (plan, outcome)
}

/// An extract, run once.
pub(crate) fn run_pbf(bytes: &[u8]) -> (Plan, Outcome) {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = Plan {
        osm: folder.path().join("town.osm.pbf"),
        ..Plan::default()
    };
    plan.options.verdict.compare_zones = false;
    std::fs::write(&plan.osm, bytes).unwrap();
    let outcome = run(&plan, &Unwatched).unwrap();
    (plan, outcome)
}

/// The same run with these compounds of the extract alone.
pub(crate) fn compounds_named(plan: &Plan, names: &[&str]) -> Outcome {
    let mut outcome = run(plan, &Unwatched).unwrap();
    let keep: Vec<bool> = outcome
        .placed
        .compounds
        .iter()
        .map(|one| one.name.as_deref().is_some_and(|name| names.contains(&name)))
        .collect();
    retain(&keep, &mut outcome.placed.compounds);
    let judged = &mut outcome.circles[0];
    retain(&keep, &mut judged.verdicts);
    retain(&keep, &mut judged.reached);
    retain(&keep, &mut judged.walks);
    retain(&keep, &mut outcome.quality);
    assert_eq!(outcome.placed.compounds.len(), names.len());
    outcome
}

fn retain<T>(keep: &[bool], all: &mut Vec<T>) {
    let mut kept = keep.iter();
    all.retain(|_| *kept.next().unwrap());
}

/// The page opening in a language.
pub(crate) fn page_in(plan: &Plan, outcome: &Outcome, language: Language) -> String {
    let mut plan = plan.clone();
    plan.output.language = Some(language);
    service_circle_report::page(&plan, outcome)
}

/// Names that would break a page put together carelessly.
pub(crate) fn hostile_names() -> Vec<&'static str> {
    vec![
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "\"quoted\" & 'single' & &amp;",
        "line\nbreak\r\nand\ttab",
        "separator\u{2028}and\u{2029}rare 𠮷𪚥🏘️",
        "{0} **bold** {1}",
        "控制\u{0}\u{1}\u{7f}\u{85}\u{ffff}字符",
        "\u{202e}rtl override",
        "=1+1",
    ]
}

/// A name as the page shows it: characters that HTML forbids are replaced, carriage returns are line feeds.
pub(crate) fn as_shown(name: &str) -> String {
    let forbidden = |c: char| (c.is_control() && !"\n\t\r".contains(c)) || c == '\u{ffff}';
    name.replace(forbidden, "\u{fffd}").replace('\r', "\n")
}

/// A name as its data hold it.
pub(crate) fn in_json(name: &str) -> Value {
    Value::String(name.to_owned())
}

/// As a policy names a text it trusts.
pub(crate) fn hash(text: &str) -> String {
    let encoded = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!("sha256-{encoded}")
}

/// A square of about 200 m.
pub(crate) fn square_around(place: LonLat) -> MultiPolygon<f64> {
    let (x, y) = (place.lon_degrees(), place.lat_degrees());
    MultiPolygon(vec![
        Rect::new((x - 0.001, y - 0.001), (x + 0.001, y + 0.001)).to_polygon(),
    ])
}

/// A page as read by an HTML parser.
pub(crate) struct Read {
    html: Html,
}

/// A row of the table of compounds.
pub(crate) struct Row {
    pub(crate) position: usize,
    pub(crate) cells: Vec<String>,
}

impl Read {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            html: Html::parse_document(text),
        }
    }

    /// What the parser had to mend.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.html.errors.iter().map(ToString::to_string).collect()
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).unwrap()).collect()
    }

    pub(crate) fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(|one| one.text().collect()).collect()
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> String {
        self.all(selector)[0].attr(name).unwrap().to_owned()
    }

    pub(crate) fn rows(&self, selector: &str) -> Vec<Row> {
        let cells = Selector::parse("td").unwrap();
        self.all(selector)
            .into_iter()
            .map(|row| Row {
                position: row.attr("data-i").map_or(0, |position| position.parse().unwrap()),
                cells: row.select(&cells).map(|cell| cell.text().collect()).collect(),
            })
            .collect()
    }

    /// What the scripts read.
    pub(crate) fn data(&self) -> Value {
        serde_json::from_str(&self.texts("script#data")[0]).unwrap()
    }
}
