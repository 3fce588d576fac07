//! The look of what is counted and planned: units, sites, what a plan changes.

use super::super::unit_words::MARKS;
use super::super::words::{CHANGES, WALKED};
use super::looks::{COMPOUND_NAMES, NAME, table};
use super::palette::{self, GAP, INK, NEWLY, PARTLY, SERVED, WHITE, swatch};
use super::{Class, Colour, Label, Look, Paint, Part, Pattern, Rule, Scale, Shape, Swatch};
use crate::language::{Code, Words};

/// Names of units are read from here: they are large.
const UNIT_NAMES: Scale = 250_000;
/// Names of sites are read from here: they are few.
const SITE_NAMES: Scale = 200_000;

const fn face(filter: &'static str, code: &'static Code, swatch: Swatch) -> Rule {
    let part = Part::Face;
    Rule {
        filter,
        code,
        swatch,
        part,
    }
}

/// Coloured by the share of compounds surely served on foot; rimmed by what the city counts; hatched where the map ends.
const UNIT_RULES: &[Rule] = &[
    face("\"compounds_share_low\" < 0.2", &WALKED[0], palette::WALKED[0]),
    face(
        "\"compounds_share_low\" >= 0.2 AND \"compounds_share_low\" < 0.4",
        &WALKED[1],
        palette::WALKED[1],
    ),
    face(
        "\"compounds_share_low\" >= 0.4 AND \"compounds_share_low\" < 0.6",
        &WALKED[2],
        palette::WALKED[2],
    ),
    face(
        "\"compounds_share_low\" >= 0.6 AND \"compounds_share_low\" < 0.8",
        &WALKED[3],
        palette::WALKED[3],
    ),
    face("\"compounds_share_low\" >= 0.8", &WALKED[4], palette::WALKED[4]),
    face(
        "\"compounds\" = 0",
        &WALKED[5],
        swatch(WHITE, Colour(140, 140, 140), Pattern::Plain, Shape::Circle),
    ),
    Rule {
        filter: "\"covered\"",
        code: &MARKS[0],
        swatch: palette::COVERED,
        part: Part::Rim,
    },
    Rule {
        filter: "NOT \"covered\"",
        code: &MARKS[1],
        swatch: palette::NOT_COVERED,
        part: Part::Rim,
    },
    Rule {
        filter: "\"extent\" = 'partial'",
        code: &MARKS[2],
        swatch: palette::INCOMPLETE,
        part: Part::Hatching,
    },
];

/// A unit's name, and below it the share of compounds served on foot: both ends where they differ.
const NAME_AND_SHARE: Words = Words::new(
    "\"unit_name\" || coalesce('\\n' || round(\"compounds_share_low\" * 100) || if(round(\"compounds_share_low\" * 100) = round(\"compounds_share_high\" * 100), '', '–' || round(\"compounds_share_high\" * 100)) || ' %', '')",
    "\"unit_name\" || coalesce('\\n' || round(\"compounds_share_low\" * 100) || if(round(\"compounds_share_low\" * 100) = round(\"compounds_share_high\" * 100), '', '%～' || round(\"compounds_share_high\" * 100)) || '%', '')",
);

pub(super) const UNITS: Look = Look {
    title: Words::new("Units by compounds served on foot", "单元步行达标小区占比"),
    about: Words::new(
        "Streets, communities, townships, villages: the city's figure beside the walked one, for {circle} within {limit}.",
        "街道、社区、乡镇、村的行政口径与步行口径覆盖（“{circle}”，{limit}）。",
    ),
    paint: Paint::Layered(UNIT_RULES),
    label: Some(Label {
        expression: NAME_AND_SHARE,
        size_pt: 9.0,
        from: UNIT_NAMES,
        colour: INK,
    }),
    from: None,
    shown: true,
    tip: Words::new(
        "<b>{name}</b><br>[% if(\"covered\", 'covered, as the city counts', 'not covered, as the city counts') %][% coalesce('<br>' || round(\"compounds_share_low\" * 100) || '–' || round(\"compounds_share_high\" * 100) || ' % of the compounds served on foot', '') %]",
        "<b>{name}</b><br>[% if(\"covered\", '行政口径已覆盖', '行政口径未覆盖') %][% coalesce('<br>步行达标小区 ' || round(\"compounds_share_low\" * 100) || '%～' || round(\"compounds_share_high\" * 100) || '%', '') %]",
    ),
};

pub(super) const SITES: Look = Look {
    title: Words::new("Proposed sites", "建议选址"),
    about: Words::new(
        "Where to build next, in the order of building, and what each adds.",
        "建议的新增设施位置、建设次序及各自的增量。",
    ),
    paint: Paint::Alike(palette::SITE),
    label: Some(Label {
        expression: Words::new(
            "\"rank\" || coalesce(' ' || \"name\", '')",
            "\"rank\" || coalesce(' ' || \"name\", '')",
        ),
        size_pt: 9.0,
        from: SITE_NAMES,
        colour: INK,
    }),
    from: None,
    shown: true,
    tip: Words::new("<b>{name}</b>", "<b>{name}</b>"),
};

pub(super) const ASSIGNMENT: Look = Look {
    title: Words::new("Compounds with the plan", "方案前后小区覆盖"),
    about: Words::new(
        "What the plan changes for each compound, and where its residents walk, for {circle} within {limit}.",
        "方案实施前后各小区{limit}步行可达“{circle}”情况及去往设施。",
    ),
    paint: Paint::ByWord {
        expression: "change",
        classes: &[
            Class::of(&CHANGES[0], NEWLY),
            Class::of(&CHANGES[1], PARTLY),
            Class::of(&CHANGES[2], GAP),
            Class::of(&CHANGES[3], SERVED),
        ],
    },
    label: Some(Label {
        expression: NAME,
        size_pt: 8.0,
        from: COMPOUND_NAMES,
        colour: INK,
    }),
    from: None,
    shown: true,
    tip: Words::new(
        "<b>{name}</b>[% coalesce('<br>' || round(\"share_before\" * 100) || ' % today, ' || round(\"share_after\" * 100) || ' % with the plan', '') %]",
        "<b>{name}</b>[% coalesce('<br>现状 ' || round(\"share_before\" * 100) || ' %，方案 ' || round(\"share_after\" * 100) || ' %', '') %]",
    ),
};

pub(super) const STAGES: Look = table(
    Words::new("Stages of the plan", "分期方案"),
    Words::new(
        "What each stage reaches, beside what could have been built at once.",
        "各期建成后的目标值，与一次建成对照。",
    ),
);

pub(super) const CURVE: Look = table(
    Words::new("Reach by count of sites", "设施数与覆盖曲线"),
    Words::new(
        "What each count of sites would reach, and what none could beat.",
        "不同新增设施数可达目标值及其界限。",
    ),
);

pub(super) const STREETS: Look = table(
    Words::new("Streets before and after", "街道前后对照"),
    Words::new(
        "Demand within the limit by street, today and with the plan.",
        "各街道现状与方案的覆盖量。",
    ),
);
