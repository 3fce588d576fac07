//! The page as a parser of HTML reads it: whole, safe, complete, small, the same every time.

// In tests a broken expectation ends the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod kit;

use geo::{Area as _, BooleanOps as _};
use kit::{Read, city, compounds_named, hostile_names, page_in, run_pbf};
use service_circle_core::gaps::Verdict;
use service_circle_core::language::Language;
use service_circle_core::plan::{Outcome, Plan};
use service_circle_report::{Area, ReportData, Site, Sites, Unit, html, page};
use service_circle_testkit::big_town::big_town;
use service_circle_testkit::pbf::{WriteOptions, encode};

/// What a page of 3,000 compounds and 50,000 stretches of street may weigh.
const MOST_BYTES: usize = 1_500_000;

#[test]
fn the_citys_page_is_html_and_holds_what_the_run_found() {
    let (plan, outcome) = city();
    for language in Language::ALL {
        let read = Read::new(&page_in(&plan, &outcome, language));
        assert_eq!(read.errors(), Vec::<String>::new());
        assert_eq!(
            read.attribute("html", "lang"),
            if language == Language::English { "en" } else { "zh-CN" }
        );
        assert_eq!(read.count("table.compounds tbody tr"), outcome.placed.compounds.len());
        assert_eq!(read.count("table.facilities tbody tr"), outcome.placed.facilities.len());
        let data = read.data();
        assert_eq!(
            data["compounds"]["id"].as_array().unwrap().len(),
            outcome.placed.compounds.len()
        );
        assert_eq!(
            data["circles"][0]["walks"].as_array().unwrap().len(),
            outcome.circles[0].walks.len()
        );
        assert_eq!(data["language"], language.code());
    }
}

#[test]
fn rows_are_the_verdicts_the_longest_walk_first() {
    let (plan, outcome) = city();
    let read = Read::new(&page_in(&plan, &outcome, Language::English));
    let mut last = f64::INFINITY;
    let mut counts = std::collections::BTreeMap::new();
    for row in read.rows("table.compounds tbody tr") {
        let position: usize = row.position;
        let told = &outcome.circles[0].verdicts[position];
        let compound = &outcome.placed.compounds[position];
        assert_eq!(
            row.cells[0],
            compound.name.clone().unwrap_or_else(|| compound.id.clone())
        );
        let word = match told.verdict {
            Verdict::Served => "Served",
            Verdict::Partly => "Partly",
            Verdict::Gap => "Gap",
            Verdict::Undetermined => "Undetermined",
        };
        assert_eq!(row.cells[1], word);
        *counts.entry(word).or_insert(0) += 1;
        let minutes = told.median.map(|time| f64::from(time.0) / 60_000.0);
        match minutes {
            Some(minutes) => assert!((row.cells[2].parse::<f64>().unwrap() - minutes).abs() <= 0.05 + 1e-9),
            None => assert_eq!(row.cells[2], ""),
        }
        let minutes = minutes.unwrap_or(f64::INFINITY);
        assert!(minutes <= last, "{}: out of order", compound.id);
        last = minutes;
    }
    for tile in read.texts("ul.tiles li:not(.facility)") {
        let (word, count) = counts
            .iter()
            .find(|(word, _)| tile.starts_with(**word))
            .expect("a tile of a verdict");
        assert!(tile[word.len()..].starts_with(&count.to_string()), "{tile}");
    }
}

/// Nothing comes from elsewhere, and nothing in the page may run but what the policy names by its hash.
#[test]
fn the_policy_lets_in_the_pages_own_style_and_script_alone() {
    let (plan, outcome) = city();
    let text = page(&plan, &outcome);
    let read = Read::new(&text);
    let policy = read.attribute("meta[http-equiv=Content-Security-Policy]", "content");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for (directive, texts) in [
        ("script-src", read.texts("script:not([type])")),
        ("style-src", read.texts("style")),
    ] {
        let hashes: Vec<String> = texts.iter().map(|text| format!("'{}'", kit::hash(text))).collect();
        let let_in = format!("{directive} {};", hashes.join(" "));
        assert!(policy.contains(&let_in), "{let_in}: {policy}");
    }
    assert_eq!(
        read.count("[style], [onclick], [src], link, iframe, object, img, base, form"),
        0
    );
    assert!(!read.texts("style")[0].contains("url("), "the style asks for a picture");
}

#[test]
fn hostile_names_stay_names() {
    let (plan, mut outcome) = city();
    let names = hostile_names();
    for (compound, name) in outcome.placed.compounds.iter_mut().zip(&names) {
        compound.name = Some((*name).to_owned());
    }
    for (facility, name) in outcome.placed.facilities.iter_mut().zip(&names) {
        facility.name = Some((*name).to_owned());
        facility.category = (*name).to_owned();
    }
    let judged = &mut outcome.circles[0].circle;
    "</title><script>alert(1)</script> {0} ** '\"".clone_into(&mut judged.name);
    for language in Language::ALL {
        let text = page_in(&plan, &outcome, language);
        let read = Read::new(&text);
        assert_eq!(read.errors(), Vec::<String>::new());
        assert_eq!(read.count("script"), 3);
        assert!(!text.contains("alert(1)</script>"));
        let shown: Vec<String> = read
            .rows("table.compounds tbody tr")
            .into_iter()
            .map(|row| row.cells[0].clone())
            .collect();
        for name in &names {
            assert!(shown.contains(&kit::as_shown(name)), "{name:?}");
        }
        let ids = read.data()["compounds"]["name"].clone();
        assert_eq!(ids[4], kit::in_json(names[4]));
    }
}

/// The whole range of what a run may hold: nothing, no compound, no gap, nobody who reaches anything.
#[test]
fn odd_runs_have_pages_too() {
    let (plan, _) = city();
    let empty = Outcome::default();
    let read = Read::new(&page_in(&Plan::default(), &empty, Language::English));
    assert_eq!(read.errors(), Vec::<String>::new());
    assert!(read.texts("p.hero")[0].contains("no compound"));

    let one = compounds_named(&plan, &["西邻苑"]);
    let read = Read::new(&page_in(&plan, &one, Language::English));
    assert_eq!(
        read.texts("p.hero"),
        ["1 of 1 compounds lies outside a 15-minute walk of elder care."]
    );

    let served = compounds_named(&plan, &["后门小区"]);
    let read = Read::new(&page_in(&plan, &served, Language::Chinese));
    assert_eq!(
        read.texts("p.hero"),
        ["1 个小区中没有一个完全在步行15分钟养老服务圈之外。"]
    );

    let lost = compounds_named(&plan, &["断头小区"]);
    let read = Read::new(&page_in(&plan, &lost, Language::English));
    assert_eq!(read.errors(), Vec::<String>::new());
    assert_eq!(read.rows("table.compounds tbody tr")[0].cells[2], "");
}

#[test]
fn circles_of_a_run_are_told_as_one_area_a_limit_the_widest_first() {
    let (plan, outcome) = city();
    let data = ReportData::new(&plan, &outcome);
    let minutes: Vec<f64> = data.areas.iter().map(|area| area.minutes).collect();
    assert_eq!(minutes, [15.0, 10.0, 5.0]);
    let drawn = outcome.circles[0].areas.as_ref().unwrap();
    for (area, limit) in data.areas.iter().zip((0..3).rev()) {
        let parts = drawn
            .circles
            .iter()
            .map(|one| one.isochrones[limit].shape.unsigned_area());
        let (all, most) = (parts.clone().sum::<f64>(), parts.fold(0.0, f64::max));
        let union = area.shape.unsigned_area();
        // Those of five minutes lie apart.
        assert!(union > most && union < all * (1.0 + 1e-6), "{most} {union} {all}");
        for one in &drawn.circles {
            let outside = one.isochrones[limit].shape.difference(&area.shape).unsigned_area();
            assert!(outside < 1e-6 * all, "{outside}");
        }
    }
    let read = Read::new(&html(&data));
    let shapes = read.data()["circles"][0]["areas"].clone();
    assert_eq!(shapes.as_array().unwrap().len(), 3);
    assert!(
        shapes
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["shape"].as_str().unwrap().len() > 100)
    );
}

#[test]
fn units_areas_and_sites_show_where_they_are_given() {
    let (plan, outcome) = city();
    let place = outcome.placed.compounds[0].place;
    let square = kit::square_around(place);
    let unit = |name: &str, outside| Unit {
        name: name.to_owned(),
        outline: Some(square.clone()),
        compounds: 3,
        elders: Some(1200.0),
        administrative: Some(1.0),
        walked_low: Some(0.4),
        walked_high: Some(0.55),
        outside: Some(outside),
        ..Unit::default()
    };
    let data = ReportData {
        language: Language::Chinese,
        areas: vec![Area {
            circle: 0,
            minutes: 15.0,
            shape: square.clone(),
        }],
        units: vec![unit("和平街道", 10.0), unit("<东城>街道", 300.0)],
        sites: Some(Sites {
            sites: vec![Site {
                circle: 0,
                name: "旧菜场".to_owned(),
                place,
                compounds: Some(4),
            }],
            proof: Some(["Proven best.".to_owned(), "已证明最优。".to_owned()]),
        }),
        ..ReportData::new(&plan, &outcome)
    };
    let read = Read::new(&html(&data));
    assert_eq!(read.errors(), Vec::<String>::new());
    let names: Vec<String> = read
        .rows("table.units tbody tr")
        .into_iter()
        .map(|row| row.cells[0].clone())
        .collect();
    assert_eq!(names, ["<东城>街道", "和平街道"], "the largest shortfall first");
    assert_eq!(read.rows("table.units tbody tr")[0].cells[4..6], ["100 %", "40–55 %"]);
    assert_eq!(read.count("svg.chart rect.told"), 2);
    assert_eq!(read.texts("table.sites tbody td")[1], "旧菜场");
    assert!(read.texts("p.note").contains(&"已证明最优。".to_owned()));
    let bare = Read::new(&page(&plan, &outcome));
    assert_eq!(bare.count("table.units, table.sites"), 0);
    assert!(bare.data().get("units").is_none() && bare.data().get("sites").is_none());
}

#[test]
fn the_same_run_gives_the_same_bytes_on_any_number_of_threads() {
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (plan, outcome) = city();
            page(&plan, &outcome)
        })
    };
    let one = made(1);
    assert_eq!(one, made(8));
    assert_eq!(one, made(1));
}

#[test]
fn a_large_towns_page_is_small() {
    let (plan, outcome) = run_pbf(&encode(&big_town(118, 3000, 7), &WriteOptions::default()));
    assert_eq!(outcome.placed.compounds.len(), 3000);
    assert!(
        outcome.network.edge_count() >= 50_000,
        "{}",
        outcome.network.edge_count()
    );
    let text = page(&plan, &outcome);
    assert!(text.len() < MOST_BYTES, "{} bytes", text.len());
    let read = Read::new(&text);
    assert_eq!(read.count("table.compounds tbody tr"), 3000);
    assert!(
        !read.data()["streets"]["path"].as_str().unwrap().is_empty(),
        "paths are left out"
    );
}
