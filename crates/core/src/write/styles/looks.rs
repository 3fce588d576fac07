//! The look of each layer: titles, colours, labels. Everything that is drawn anywhere is drawn as told here.
//!
//! Colours are told apart by readers who see no red or no green, and in grey print: each class of a layer has its own lightness,
//! and hatching, dots or a shape of its own (tests hold them to it).

use super::super::LayerKind;
use super::super::words::{GRADES, OTHER_STATUS, STATUSES, VERDICTS, WALKED, WALKERS};
use super::{Class, Colour, Label, Look, Paint, Pattern, Scale, Shape, Swatch};
use crate::language::Words;

/// Names of compounds are read from here.
const COMPOUND_NAMES: Scale = 12_000;
/// Names of facilities are read from here: they are fewer.
const FACILITY_NAMES: Scale = 20_000;
/// Names of units are read from here: they are large.
const UNIT_NAMES: Scale = 250_000;
/// Names of sites are read from here: they are few.
const SITE_NAMES: Scale = 200_000;
/// Names of streets are read from here.
const STREET_NAMES: Scale = 4_000;
/// Walks of a whole city are a tangle: they are drawn from here.
const WALKS: Scale = 40_000;
/// Every stretch of way is drawn from here.
const NETWORK: Scale = 50_000;

const WHITE: Colour = Colour(255, 255, 255);
const INK: Colour = Colour(26, 26, 26);

const fn swatch(face: Colour, edge: Colour, pattern: Pattern, shape: Shape) -> Swatch {
    Swatch {
        face,
        edge,
        width_mm: 0.3,
        pattern,
        shape,
        size_mm: 2.6,
    }
}

/// What is wrong: dark, strong and large.
const GAP: Swatch = Swatch {
    width_mm: 0.4,
    size_mm: 3.0,
    ..swatch(Colour(200, 80, 30), Colour(110, 36, 4), Pattern::Plain, Shape::Square)
};
const PARTLY: Swatch = swatch(
    Colour(223, 163, 54),
    Colour(125, 86, 0),
    Pattern::Hatched,
    Shape::Triangle,
);
const SERVED: Swatch = swatch(
    Colour(166, 220, 242),
    Colour(43, 140, 190),
    Pattern::Plain,
    Shape::Circle,
);
const UNDETERMINED: Swatch = swatch(WHITE, Colour(68, 68, 68), Pattern::Dotted, Shape::Diamond);

/// Purples of `ColorBrewer` (Cynthia Brewer, colorbrewer2.org), lightest for the best data.
const fn grade(red: u8, green: u8, blue: u8) -> Swatch {
    swatch(
        Colour(red, green, blue),
        Colour(84, 39, 143),
        Pattern::Plain,
        Shape::Circle,
    )
}

const FACILITY: Colour = Colour(75, 29, 107);

const OPEN_FACILITY: Swatch = Swatch {
    size_mm: 5.0,
    width_mm: 0.2,
    ..swatch(FACILITY, WHITE, Pattern::Plain, Shape::Cross)
};
const OTHER_FACILITY: Swatch = Swatch {
    size_mm: 3.4,
    ..swatch(WHITE, FACILITY, Pattern::Dotted, Shape::Cross)
};

const fn line(colour: Colour, width_mm: f64, pattern: Pattern) -> Swatch {
    Swatch {
        width_mm,
        ..swatch(WHITE, colour, pattern, Shape::Circle)
    }
}

/// Whether everybody may walk there.
const WALKER: &str = "CASE WHEN \"zone\" = 0 THEN 'public' ELSE 'residents' END";

/// A name, and the minutes beside it, on two lines.
const NAME_AND_MINUTES: Words = Words::new(
    "\"name\" || coalesce('\\n' || round(\"minutes\", 1) || ' min', '')",
    "\"name\" || coalesce('\\n' || round(\"minutes\", 1) || ' 分钟', '')",
);
const NAME: Words = Words::new("\"name\"", "\"name\"");

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
    paint: Paint::Alike(line(INK, 0.3, Pattern::Plain)),
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
            Class::of(&GRADES[4], grade(84, 39, 143)),
            Class::of(&GRADES[3], grade(117, 107, 177)),
            Class::of(&GRADES[2], grade(158, 154, 200)),
            Class::of(&GRADES[1], grade(203, 201, 226)),
            Class::of(&GRADES[0], grade(242, 240, 247)),
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

const fn table(title: Words, about: Words) -> Look {
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

const fn walked_share(red: u8, green: u8, blue: u8) -> Swatch {
    swatch(
        Colour(red, green, blue),
        Colour(90, 60, 30),
        Pattern::Plain,
        Shape::Circle,
    )
}

/// Classes of the share of compounds that are served on foot, surely.
const WALKED_SHARE: &str = "CASE WHEN \"compounds_share_low\" IS NULL THEN 'none' WHEN \"compounds_share_low\" < 0.2 THEN '0' \
     WHEN \"compounds_share_low\" < 0.4 THEN '20' WHEN \"compounds_share_low\" < 0.6 THEN '40' \
     WHEN \"compounds_share_low\" < 0.8 THEN '60' ELSE '80' END";

const UNITS: Look = Look {
    title: Words::new("Units by compounds served on foot", "单元步行达标小区占比"),
    about: Words::new(
        "Streets, communities, townships, villages: the city's figure beside the walked one, for {circle} within {limit}.",
        "街道、社区、乡镇、村的行政口径与步行口径覆盖（“{circle}”，{limit}）。",
    ),
    paint: Paint::ByWord {
        expression: WALKED_SHARE,
        classes: &[
            Class::of(&WALKED[0], walked_share(166, 54, 3)),
            Class::of(&WALKED[1], walked_share(230, 85, 13)),
            Class::of(&WALKED[2], walked_share(253, 141, 60)),
            Class::of(&WALKED[3], walked_share(253, 190, 133)),
            Class::of(&WALKED[4], walked_share(254, 237, 222)),
            Class::of(
                &WALKED[5],
                swatch(WHITE, Colour(140, 140, 140), Pattern::Dotted, Shape::Circle),
            ),
        ],
    },
    label: Some(Label {
        expression: Words::new(
            "\"unit_name\" || coalesce('\\n' || round(\"compounds_share_low\" * 100) || ' %', '')",
            "\"unit_name\" || coalesce('\\n' || round(\"compounds_share_low\" * 100) || ' %', '')",
        ),
        size_pt: 9.0,
        from: UNIT_NAMES,
        colour: INK,
    }),
    from: None,
    shown: true,
    tip: Words::new(
        "<b>{name}</b>[% coalesce('<br>' || round(\"compounds_share_low\" * 100) || ' % of the compounds served on foot', '') %]",
        "<b>{name}</b>[% coalesce('<br>步行达标小区 ' || round(\"compounds_share_low\" * 100) || ' %', '') %]",
    ),
};

const SITES: Look = Look {
    title: Words::new("Proposed sites", "建议选址"),
    about: Words::new(
        "Where to build next, in the order of building, and what each adds.",
        "建议的新增设施位置、建设次序及各自的增量。",
    ),
    paint: Paint::Alike(Swatch {
        size_mm: 6.0,
        width_mm: 0.4,
        ..swatch(Colour(255, 225, 60), INK, Pattern::Plain, Shape::Star)
    }),
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

/// The look of a layer; that of a table where it is none of the map.
pub(in crate::write) fn look(kind: Option<LayerKind>) -> &'static Look {
    kind.map_or(&TABLE, look_of)
}

const fn look_of(kind: LayerKind) -> &'static Look {
    match kind {
        LayerKind::Units => &UNITS,
        LayerKind::Sites => &SITES,
        LayerKind::Compounds => &COMPOUNDS,
        LayerKind::Walks => &WALKS_LOOK,
        LayerKind::Facilities => &FACILITIES,
        LayerKind::Quality => &QUALITY,
        LayerKind::Network => &NETWORK_LOOK,
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

    /// Lightness and two opponent colours (CIE 1976 L*a*b*, D65) of linear light.
    fn lab(linear: [f64; 3]) -> [f64; 3] {
        let [red, green, blue] = linear;
        let xyz = [
            (0.412_456 * red + 0.357_576 * green + 0.180_437 * blue) / 0.950_47,
            0.212_673 * red + 0.715_152 * green + 0.072_175 * blue,
            (0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83,
        ];
        let [x, y, z] = xyz.map(|one| {
            if one > 0.008_856 {
                one.cbrt()
            } else {
                7.787 * one + 16.0 / 116.0
            }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn linear(colour: Colour) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|level| {
            let level = f64::from(level) / 255.0;
            if level <= 0.040_45 {
                level / 12.92
            } else {
                ((level + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Machado, Oliveira and Fernandes (2009), severity 1: no red, no green, no blue.
    const DICHROMATS: [[[f64; 3]; 3]; 3] = [
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    fn seen(matrix: [[f64; 3]; 3], light: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| {
            let sum: f64 = row.iter().zip(light).map(|(weight, level)| weight * level).sum();
            sum.clamp(0.0, 1.0)
        })
    }

    fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
        one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn verdicts_are_told_apart_without_red_green_or_blue_and_in_grey() {
        let faces = [GAP, PARTLY, SERVED, UNDETERMINED];
        for (index, one) in faces.iter().enumerate() {
            for other in &faces[index + 1..] {
                let [first, second] = [one, other].map(|swatch| linear(swatch.face));
                for matrix in DICHROMATS {
                    let difference = apart(lab(seen(matrix, first)), lab(seen(matrix, second)));
                    assert!(difference > 15.0, "{one:?} {other:?}: {difference:.1}");
                }
                let lightness = (lab(first)[0] - lab(second)[0]).abs();
                assert!(lightness > 10.0, "{one:?} {other:?}: {lightness:.1} in grey");
                let drawn = |swatch: &Swatch| (swatch.pattern, swatch.shape);
                assert!(drawn(one) != drawn(other) && one.shape != other.shape);
            }
        }
    }

    #[test]
    fn grades_darken_step_by_step() {
        let Paint::ByWord { classes, .. } = QUALITY.paint else {
            panic!("grades are words")
        };
        let lightness: Vec<f64> = classes.iter().map(|class| lab(linear(class.swatch.face))[0]).collect();
        assert!(
            lightness.windows(2).all(|pair| pair[1] - pair[0] > 10.0),
            "{lightness:?}"
        );
    }

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
                && [WALKER, WALKED_SHARE].iter().all(|derived| *derived != expression)
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
