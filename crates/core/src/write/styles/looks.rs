//! The look of each layer: titles, classes, labels. Everything that is drawn anywhere is drawn as told here.

use super::super::LayerKind;
use super::super::words::{GRADES, NEARER, OTHER_STATUS, RINGS, STATUSES, VERDICTS, WALKERS};
use super::palette::{self, FACILITY, GAP, INK, OPEN_FACILITY, OTHER_FACILITY, PARTLY, SERVED, UNDETERMINED, line};
use super::plan_looks::{ASSIGNMENT, CURVE, SITES, STAGES, STREETS, UNITS};
use super::{Class, Colour, Label, Look, Paint, Pattern, Scale};
use crate::language::Words;

/// Names of compounds are read from here.
pub(super) const COMPOUND_NAMES: Scale = 12_000;
/// Names of facilities are read from here: they are fewer.
const FACILITY_NAMES: Scale = 20_000;
/// Names of streets are read from here.
const STREET_NAMES: Scale = 4_000;
/// Walks of a whole city are a tangle: they are drawn from here.
const WALKS: Scale = 40_000;
/// Every stretch of way is drawn from here.
const NETWORK: Scale = 50_000;

/// Whether everybody may walk there.
const WALKER: &str = "CASE WHEN \"zone\" = 0 THEN 'public' ELSE 'residents' END";

/// A name, and the minutes beside it, on two lines.
const NAME_AND_MINUTES: Words = Words::new(
    "\"name\" || coalesce('\\n' || round(\"minutes\", 1) || ' min', '')",
    "\"name\" || coalesce('\\n' || round(\"minutes\", 1) || ' 分钟', '')",
);
pub(super) const NAME: Words = Words::new("\"name\"", "\"name\"");

const COMPOUNDS: Look = Look {
    title: Words::new("Compounds by verdict", "小区达标情况"),
    about: Words::new(
        "Residential compounds, and whether their residents walk to {circle} within {limit}; with minutes, metres and the reason.",
        "住宅小区居民步行{limit}内能否到达“{circle}”设施，附步行时间、距离与原因。",
    ),
    paint: Paint::ByWord {
        expression: "verdict",
        classes: &[
            Class::of(&VERDICTS[0], GAP),
            Class::of(&VERDICTS[1], PARTLY),
            Class::of(&VERDICTS[2], UNDETERMINED),
            Class::of(&VERDICTS[3], SERVED),
        ],
    },
    label: Some(Label {
        expression: NAME_AND_MINUTES,
        size_pt: 8.0,
        from: COMPOUND_NAMES,
        colour: INK,
    }),
    from: None,
    shown: true,
    tip: Words::new(
        "<b>{name}</b><br>{verdict_words}[% coalesce('<br>' || \"minutes\" || ' min, ' || round(\"metres\") || ' m', '') %]",
        "<b>{name}</b><br>{verdict_words}[% coalesce('<br>步行 ' || \"minutes\" || ' 分钟，' || round(\"metres\") || ' 米', '') %]",
    ),
};

const WALKS_LOOK: Look = Look {
    title: Words::new("Walks to the nearest facility", "至最近设施的步行路线"),
    about: Words::new(
        "The walk of each compound's median dwelling to the door of its nearest facility, street by street.",
        "各小区中位住宅至最近设施入口的步行路线。",
    ),
    paint: Paint::Alike(palette::WALK),
    label: None,
    from: Some(WALKS),
    shown: true,
    tip: Words::new(
        "[% \"minutes\" %] min, [% round(\"metres\") %] m",
        "步行 [% \"minutes\" %] 分钟，[% round(\"metres\") %] 米",
    ),
};

const FACILITIES: Look = Look {
    title: Words::new("Facilities", "养老设施"),
    about: Words::new(
        "Elder-care facilities, and how many compounds and elders they serve within {limit}.",
        "养老设施及其{limit}内服务的小区数与老年人口。",
    ),
    paint: Paint::ByWord {
        expression: "status",
        classes: &[
            Class::of(&STATUSES[0], OPEN_FACILITY),
            Class::others(OTHER_STATUS, OTHER_FACILITY),
        ],
    },
    label: Some(Label {
        expression: NAME,
        size_pt: 8.0,
        from: FACILITY_NAMES,
        colour: FACILITY,
    }),
    from: None,
    shown: true,
    tip: Words::new("<b>{name}</b>", "<b>{name}</b>"),
};

const QUALITY: Look = Look {
    title: Words::new("Quality of the data", "数据质量"),
    about: Words::new(
        "What the map knows of each compound (outline, gates, walls, inner ways, dwellings), and a grade of it.",
        "地图对各小区的了解程度（轮廓、大门、围墙、内部道路、住宅）及等级。",
    ),
    paint: Paint::ByWord {
        expression: "grade",
        classes: &[
            Class::of(&GRADES[4], palette::GRADES[0]),
            Class::of(&GRADES[3], palette::GRADES[1]),
            Class::of(&GRADES[2], palette::GRADES[2]),
            Class::of(&GRADES[1], palette::GRADES[3]),
            Class::of(&GRADES[0], palette::GRADES[4]),
        ],
    },
    label: None,
    from: None,
    shown: false,
    tip: Words::new(
        "<b>{name}</b><br>[% \"grade\" %][% coalesce(': ' || \"held_down_en\", '') %]",
        "<b>{name}</b><br>[% \"grade\" %][% coalesce('：' || \"held_down_zh\", '') %]",
    ),
};

const NETWORK_LOOK: Look = Look {
    title: Words::new("Walking network", "步行路网"),
    about: Words::new(
        "Every stretch of way that is walked along, and who may: everybody, or residents of one compound.",
        "可步行的路段及其通行范围：公共，或仅某小区居民。",
    ),
    paint: Paint::ByWord {
        expression: WALKER,
        classes: &[
            Class::of(&WALKERS[0], line(Colour(200, 200, 200), 0.3, Pattern::Plain)),
            Class::of(&WALKERS[1], line(Colour(170, 170, 170), 0.25, Pattern::Dotted)),
        ],
    },
    label: Some(Label {
        expression: NAME,
        size_pt: 7.0,
        from: STREET_NAMES,
        colour: Colour(90, 90, 90),
    }),
    from: Some(NETWORK),
    shown: true,
    tip: Words::new("{name}", "{name}"),
};

/// The ring of a service circle, as a word.
const RING: &str = "to_string(\"ring\")";

/// Nearest first, so that it is drawn on top.
const RING_CLASSES: &[Class] = &[
    Class::others(NEARER, palette::RINGS[4]),
    Class::of(&RINGS[3], palette::RINGS[3]),
    Class::of(&RINGS[2], palette::RINGS[2]),
    Class::of(&RINGS[1], palette::RINGS[1]),
    Class::of(&RINGS[0], palette::RINGS[0]),
];

const CIRCLES: Look = Look {
    title: Words::new("Service circles", "步行服务圈"),
    about: Words::new(
        "The ground along the streets from which the walk to a facility is within a limit: nothing behind walls or across water that \
         has to be walked round.",
        "步行至设施在时限内的道路及其沿线范围；围墙、水面等须绕行之处不计入。",
    ),
    paint: Paint::ByWord {
        expression: RING,
        classes: RING_CLASSES,
    },
    label: None,
    from: None,
    shown: true,
    tip: Words::new(
        "<b>{name}</b><br>within [% \"minutes\" %] min: [% \"area_km2\" %] km2, [% \"compounds\" %] compounds",
        "<b>{name}</b><br>步行 [% \"minutes\" %] 分钟内：[% \"area_km2\" %] 平方公里，[% \"compounds\" %] 个小区",
    ),
};

const CIRCLE_STREETS: Look = Look {
    title: Words::new("Streets within the circles", "服务圈内道路"),
    about: Words::new(
        "Streets within the limits of service circles, cut where the walk takes just as long as the limit.",
        "各时限内可步行到达的道路，在恰好达到时限处截断。",
    ),
    paint: Paint::ByWord {
        expression: RING,
        classes: RING_CLASSES,
    },
    label: Some(Label {
        expression: NAME,
        size_pt: 7.0,
        from: STREET_NAMES,
        colour: Colour(90, 90, 90),
    }),
    from: Some(NETWORK),
    shown: true,
    tip: Words::new(
        "{name}<br>within [% \"minutes\" %] min",
        "{name}<br>步行 [% \"minutes\" %] 分钟内",
    ),
};

pub(super) const fn table(title: Words, about: Words) -> Look {
    Look {
        title,
        about,
        paint: Paint::Nothing,
        label: None,
        from: None,
        shown: false,
        tip: Words::new("", ""),
    }
}

const REJECTED: Look = table(
    Words::new("Rejected rows", "未采用的行"),
    Words::new(
        "Rows of the inputs that could not be used: file, line, value and the reason.",
        "输入中未能采用的行：文件、行号、内容与原因。",
    ),
);

const NOTES: Look = table(
    Words::new("Notes on rows", "行备注"),
    Words::new(
        "Rows of the inputs that are used, but not as they stand.",
        "已采用但有调整的输入行。",
    ),
);

const TABLE: Look = table(Words::new("Table", "表"), Words::new("Figures.", "统计数据。"));

const RUN: Look = table(
    Words::new("The run", "运行记录"),
    Words::new(
        "Counts, every setting in force, odd input, and checksums of the inputs.",
        "统计、全部参数设置、异常输入与输入文件校验值。",
    ),
);

/// The look of a layer; that of a table where it is none of the map.
pub(in crate::write) fn look(kind: Option<LayerKind>) -> &'static Look {
    kind.map_or(&TABLE, look_of)
}

const fn look_of(kind: LayerKind) -> &'static Look {
    match kind {
        LayerKind::Units => &UNITS,
        LayerKind::Sites => &SITES,
        LayerKind::Assignment => &ASSIGNMENT,
        LayerKind::Stages => &STAGES,
        LayerKind::Curve => &CURVE,
        LayerKind::Streets => &STREETS,
        LayerKind::Compounds => &COMPOUNDS,
        LayerKind::Walks => &WALKS_LOOK,
        LayerKind::Facilities => &FACILITIES,
        LayerKind::Quality => &QUALITY,
        LayerKind::Network => &NETWORK_LOOK,
        LayerKind::Circles => &CIRCLES,
        LayerKind::CircleStreets => &CIRCLE_STREETS,
        LayerKind::Rejected => &REJECTED,
        LayerKind::Notes => &NOTES,
        LayerKind::Run => &RUN,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::words::Terms;
    use super::*;
    use crate::language::Language;
    use crate::options::Options;

    #[test]
    fn every_class_is_a_word_of_the_column_and_every_word_is_a_class() {
        let codes = |kind: LayerKind, name: &str| {
            let columns = kind.columns();
            let column = columns.iter().find(|column| column.name == name).unwrap();
            let mut words: Vec<&str> = column.codes.iter().map(|code| code.word).collect();
            words.sort_unstable();
            words
        };
        for kind in LayerKind::ALL {
            if let Paint::ByWord { expression, classes } = look_of(kind).paint
                && classes.iter().all(|class| class.code.is_some())
                && [WALKER, RING].iter().all(|derived| *derived != expression)
            {
                let mut words: Vec<&str> = classes.iter().map(Class::word).collect();
                words.sort_unstable();
                assert_eq!(codes(kind, expression), words, "{kind:?}");
            }
        }
    }

    #[test]
    fn titles_and_legends_are_told_in_both_languages_with_nothing_left_in_braces() {
        let told = |words: Words, language| Terms::of(&Options::default(), None, language).told(words);
        for kind in LayerKind::ALL {
            let look = look_of(kind);
            for words in [look.title, look.about] {
                let english = told(words, Language::English);
                let chinese = told(words, Language::Chinese);
                assert!(english.is_ascii() && !english.is_empty(), "{english}");
                assert!(!chinese.is_ascii(), "{chinese}");
                assert!(!english.contains('{') && !chinese.contains('{'), "{english} {chinese}");
            }
            assert!(
                LayerKind::ALL
                    .into_iter()
                    .filter(|other| *other != kind)
                    .all(|other| look_of(other).title != look.title),
                "titles are names of tables: {kind:?}"
            );
        }
        let terms = Terms::of(&Options::default(), None, Language::Chinese);
        assert_eq!(
            Class::of(&VERDICTS[0], GAP).legend(&terms),
            "缺口：15分钟内可达住宅不超过10 %"
        );
    }
}
