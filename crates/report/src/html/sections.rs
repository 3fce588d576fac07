//! The sections of the page, from the headline to the licence.

use service_circle_core::gaps::Verdict;
use service_circle_core::options::{Circle, preset_of};

use super::terms::{self, circle_name, count, limit_walk, number, percent};
use super::writer::Writer;
use super::{chart, coverage, settings, tables};
use crate::doubts;
use crate::figures::{Curve, Figures, REASONS, VERDICTS};
use crate::parts::{CircleView, ReportData, Unit};
use crate::words::{self, Said};

/// The title of the page: that of its first circle.
pub(super) fn title(data: &ReportData<'_>, circles: &[CircleView<'_>]) -> Said {
    let file = data
        .plan
        .osm
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let Some(first) = circles.first() else {
        return file.into();
    };
    let (name, walk) = (circle_name(first.circle), limit_walk(first.circle));
    match (data.coverage.is_some(), file.is_empty()) {
        (true, true) => words::TITLE_UNITS_BARE.with([name, walk]),
        (true, false) => words::TITLE_UNITS.with([name, walk, file.into()]),
        (false, _) => words::TITLE.with([name, walk, file.into()]),
    }
}

/// Everything between the body's tags but the data and the scripts.
pub(super) fn body(html: &mut Writer, data: &ReportData<'_>, circles: &[CircleView<'_>], streets_off_m: f64) {
    match data.coverage {
        Some(_) => html.said("a class=skip href=\"#units\"", &words::SKIP_UNITS),
        None => html.said("a class=skip href=\"#compounds\"", &words::SKIP),
    }
    html.raw("\n<header class=page>\n");
    masthead(html, data, circles);
    html.raw("</header>\n<main>\n");
    match data.coverage {
        Some(found) => coverage::main(html, data, found, streets_off_m),
        None => gaps(html, data, circles, streets_off_m),
    }
    html.raw("<section class=\"card settings\">\n");
    settings::section(html, data);
    html.raw("</section>\n</main>\n<footer class=page>\n");
    html.said("p", &words::LICENCE);
    html.said("p", words::MADE_BY.with([env!("CARGO_PKG_VERSION").into()]));
    html.raw("</footer>\n");
}

/// The page of gaps: how many compounds lie outside, the map, then why.
fn gaps(html: &mut Writer, data: &ReportData<'_>, circles: &[CircleView<'_>], streets_off_m: f64) {
    for (number, circle) in circles.iter().enumerate() {
        let figures = Figures::of(circle, data.outcome);
        html.raw(&format!("<section class=\"circle figures\" data-circle={number}>\n"));
        headline(html, circle, &figures);
        html.raw("</section>\n");
    }
    map(html, true);
    for (number, circle) in circles.iter().enumerate() {
        html.raw(&format!("<div class=circle data-circle={number}>\n"));
        units_and_sites(html, data, number);
        circle_sections(html, data, number, circle, streets_off_m, true);
        html.raw("</div>\n");
    }
}

/// What both pages tell of a circle at their end: compounds and facilities, and what the data cannot tell.
pub(super) fn circle_sections(
    html: &mut Writer,
    data: &ReportData<'_>,
    number: usize,
    circle: &CircleView<'_>,
    streets_off_m: f64,
    is_walked: bool,
) {
    let figures = Figures::of(circle, data.outcome);
    if is_walked {
        charts(html, data, circle, &figures);
        compounds(html, data, number, circle, &figures);
    }
    html.raw("<section class=card>\n");
    html.said("h2", &words::HEADING_FACILITIES);
    tables::facilities(html, data, circle, is_walked);
    html.raw("</section>\n<section class=\"card doubts\">\n");
    html.said("h2", &words::HEADING_DOUBTS);
    html.raw("<ul>\n");
    for doubt in doubts::of(data, circle, &figures, is_walked.then_some(streets_off_m)) {
        html.said("li", doubt);
        html.raw("\n");
    }
    html.raw("</ul>\n</section>\n");
}

fn compounds(html: &mut Writer, data: &ReportData<'_>, number: usize, circle: &CircleView<'_>, figures: &Figures) {
    html.raw(if number == 0 {
        "<section class=card id=compounds>\n"
    } else {
        "<section class=card>\n"
    });
    html.said("h2", &words::HEADING_COMPOUNDS);
    if data.coverage.is_some() {
        // The page of gaps has them in its headline.
        tiles(html, figures);
    }
    html.raw("<p class=\"note table-note\" aria-live=polite></p>\n");
    html.said("p class=\"note paper\"", &words::PAPER_NOTE);
    tables::compounds(html, data.outcome, circle);
    html.raw("</section>\n");
}

/// Where a circle's figures come from, where it began as a preset.
pub(super) fn source_of(circle: &Circle) -> Option<Said> {
    let preset = circle.preset.and_then(preset_of)?;
    let said = if preset.check_before_quoting {
        &words::CIRCLE_SOURCE_CHECK
    } else {
        &words::CIRCLE_SOURCE
    };
    let name = Said::Both(preset.english.into(), preset.chinese.into());
    Some(said.with([name, preset.source.into()]))
}

fn masthead(html: &mut Writer, data: &ReportData<'_>, circles: &[CircleView<'_>]) {
    html.raw("<div class=masthead><div>\n");
    let of_units = data.coverage.is_some();
    html.said(
        "p class=kicker",
        if of_units { &words::KICKER_UNITS } else { &words::KICKER },
    );
    match circles {
        _ if of_units => html.said("h1", &words::HEADING_FIGURES),
        [one] => html.said(
            "h1",
            words::HEADING.with([circle_name(one.circle), limit_walk(one.circle)]),
        ),
        _ => html.said("h1", &words::HEADING_SEVERAL),
    }
    html.raw("\n<p class=source>");
    if let ([one], true) = (circles, of_units) {
        html.said(
            "span",
            words::CIRCLE_LINE.with([circle_name(one.circle), limit_walk(one.circle)]),
        );
        html.raw(" · ");
    }
    html.text(&data.plan.osm.file_name().unwrap_or_default().to_string_lossy());
    if let Some(seconds) = data.outcome.header.data_timestamp {
        html.raw(" · ");
        html.said("span", words::DATA_OF.with([terms::day(seconds).into()]));
    }
    html.raw("</p>\n</div>\n<div class=tools>\n");
    if circles.len() > 1 {
        html.raw("<label class=choose>");
        html.said("span", &words::CHOOSE_CIRCLE);
        html.raw("<select id=circle>");
        for (number, circle) in circles.iter().enumerate() {
            let name = words::HEADING.with([circle_name(circle.circle), limit_walk(circle.circle)]);
            html.said(&format!("option value={number}"), name);
        }
        html.raw("</select></label>\n");
    }
    html.raw("<button type=button id=print class=tool>");
    html.said("span", &words::PRINT);
    html.raw("</button>\n<button type=button id=language class=tool>");
    html.said("span", &words::OTHER_LANGUAGE);
    html.raw("</button>\n</div></div>\n");
}

fn headline(html: &mut Writer, circle: &CircleView<'_>, figures: &Figures) {
    let (name, walk) = (circle_name(circle.circle), limit_walk(circle.circle));
    let of = |verdict| figures.of_verdict(verdict);
    let (gaps, all) = (of(Verdict::Gap), count(figures.compounds));
    let hero = match gaps {
        _ if figures.compounds == 0 => words::HERO_EMPTY.plain(),
        0 => words::HERO_NONE.with([all.into(), walk, name]),
        1 => words::HERO_ONE.with([count(gaps).into(), all.into(), walk, name]),
        _ => words::HERO_MANY.with([count(gaps).into(), all.into(), walk, name]),
    };
    html.said("p class=hero", hero);
    html.raw("\n");
    if of(Verdict::Undetermined) > 0 {
        html.said(
            "p class=lead",
            words::HERO_OPEN.with([count(of(Verdict::Undetermined)).into()]),
        );
        html.raw("\n");
    }
    if figures.elders_told_by > 0 {
        let told = [
            number(figures.elders_outside, 0).into(),
            number(figures.elders, 0).into(),
            percent(figures.elders_outside, figures.elders).into(),
            count(figures.elders_told_by).into(),
            count(figures.compounds).into(),
        ];
        html.said("p class=lead", words::HERO_ELDERS.with(told));
        html.raw("\n");
    }
    if figures.facilities == 0 {
        html.said("p class=lead", &words::HERO_NO_FACILITY);
        html.raw("\n");
    }
    tiles(html, figures);
    if let Some(source) = source_of(circle.circle) {
        html.said("p class=note", source);
    }
}

/// A bar of all compounds by verdict, and a tile for each.
fn tiles(html: &mut Writer, figures: &Figures) {
    let all = figures.compounds as f64;
    let mut from = 0.0;
    html.raw("<svg class=bar viewBox=\"0 0 1000 14\" preserveAspectRatio=none aria-hidden=true>");
    for (verdict, amount) in VERDICTS.into_iter().zip(figures.by_verdict) {
        let width = if all > 0.0 { amount as f64 / all * 1000.0 } else { 0.0 };
        html.raw(&format!(
            "<rect class={} x={from:.1} y=0 width={width:.1} height=14 />",
            terms::verdict_class(verdict)
        ));
        from += width;
    }
    html.raw("</svg>\n<ul class=tiles>\n");
    for (verdict, amount) in VERDICTS.into_iter().zip(figures.by_verdict) {
        html.raw(&format!(
            "<li class={}><span class=swatch></span>",
            terms::verdict_class(verdict)
        ));
        html.said("span class=name", terms::verdict(verdict));
        html.element("b", &count(amount));
        html.element("span class=share", &percent(amount as f64, all));
        html.raw("</li>\n");
    }
    html.raw("<li class=facility><span class=swatch></span>");
    html.said("span class=name", &words::TILE_FACILITIES);
    html.element("b", &count(figures.facilities));
    html.raw("</li>\n</ul>\n");
}

/// Where scripts put the map, the search and the list; empty without them.
pub(super) fn map(html: &mut Writer, is_shown: bool) {
    html.raw(if is_shown {
        "<section class=atlas"
    } else {
        "<section class=atlas hidden"
    });
    html.attribute("aria-label", &words::MAP);
    html.raw(">\n<div class=mapbox><div id=map role=application");
    html.attribute("aria-label", &words::MAP);
    html.raw("></div><div id=legend class=legend></div></div>\n<div class=panel>\n<div id=finder>\n<div id=tabs class=tabs hidden></div>\n");
    html.raw("<input type=search id=search autocomplete=off spellcheck=false");
    html.attribute("placeholder", &words::SEARCH);
    html.attribute("aria-label", &words::SEARCH);
    html.raw(">\n<div id=chips class=chips role=group");
    html.attribute("aria-label", &words::FILTER);
    html.raw("></div>\n<p id=found class=note role=status></p>\n<ol id=list></ol>\n<ol id=unit-list></ol>\n");
    html.raw("<button type=button id=more class=tool hidden>");
    html.said("span", &words::MORE);
    html.raw("</button>\n</div>\n<div id=detail hidden></div>\n</div>\n</section>\n");
}

fn units_and_sites(html: &mut Writer, data: &ReportData<'_>, circle: usize) {
    let mut units: Vec<&Unit> = data.units.iter().filter(|unit| unit.circle == circle).collect();
    units.sort_by(|a, b| b.outside.unwrap_or(-1.0).total_cmp(&a.outside.unwrap_or(-1.0)));
    if !units.is_empty() {
        html.raw("<section class=card>\n");
        html.said("h2", &words::HEADING_UNITS);
        html.said("p class=note", &words::UNITS_NOTE);
        html.raw("<div class=\"two units\">\n<div>");
        tables::units(html, &units);
        html.raw("</div><figure>");
        html.said("figcaption", &words::UNITS_CHART);
        chart::units(html, &units, &words::UNITS_CHART.plain());
        html.raw("</figure></div>\n</section>\n");
    }
    let Some(sites) = data
        .sites
        .as_ref()
        .filter(|sites| sites.sites.iter().any(|site| site.circle == circle))
    else {
        return;
    };
    html.raw("<section class=card>\n");
    html.said("h2", &words::HEADING_SITES);
    if let Some([english, chinese]) = &sites.proof {
        html.said(
            "p class=note",
            Said::Both(english.clone().into(), chinese.clone().into()),
        );
    }
    tables::sites(html, sites, circle);
    html.raw("</section>\n");
}

fn charts(html: &mut Writer, data: &ReportData<'_>, circle: &CircleView<'_>, figures: &Figures) {
    let curve = Curve::of(circle, &data.outcome.placed.compounds);
    let reasons: Vec<(Said, usize)> = REASONS
        .into_iter()
        .map(|reason| terms::reason(reason).plain())
        .zip(figures.by_reason)
        .chain([(words::REASON_UNKNOWN.plain(), figures.without_reason)])
        .filter(|(_, amount)| *amount > 0)
        .collect();
    if curve.is_none() && reasons.is_empty() {
        return;
    }
    html.raw("<section class=\"card charts\"><div class=two>\n");
    if let Some(curve) = curve {
        html.raw("<figure>");
        html.said("h2", &words::HEADING_CURVE);
        let whose = match curve.whose {
            crate::figures::Whose::Elders => words::CURVE_ELDERS.plain(),
            crate::figures::Whose::Compounds => words::CURVE_COMPOUNDS.plain(),
        };
        html.said("figcaption", whose.clone());
        chart::curve(html, &curve, circle.limit.minutes(), &whose);
        html.raw("</figure>\n");
    }
    if !reasons.is_empty() {
        html.raw("<figure>");
        html.said("h2", &words::HEADING_REASONS);
        html.said("figcaption", &words::REASONS_NOTE);
        chart::counts(html, &reasons, &words::HEADING_REASONS.plain());
        html.raw("<dl class=reasons>");
        for (reason, amount) in REASONS.into_iter().zip(figures.by_reason) {
            if amount > 0 {
                html.said("dt", terms::reason(reason));
                html.said("dd", terms::reason_about(reason));
            }
        }
        if figures.without_reason > 0 {
            html.said("dt", &words::REASON_UNKNOWN);
            html.said("dd", &words::ABOUT_UNKNOWN);
        }
        html.raw("</dl></figure>\n");
    }
    html.raw("</div></section>\n");
}
