//! What people call the words of the data, in both languages: one catalogue for columns, legends, projects and metadata.
//!
//! Words in braces are filled in from the plan (see [`Terms`]).

use super::columns::rounded;
use crate::gaps::{Reason, Settling, Side, Verdict};
use crate::language::{Code, Language, Words};
use crate::options::{Circle, Limit, Options, preset_of};

const fn code(word: &'static str, title: (&'static str, &'static str), about: (&'static str, &'static str)) -> Code {
    Code::new(word, Words::new(title.0, title.1), Words::new(about.0, about.1))
}

/// Verdicts, in the order of legends: what is wrong first.
#[rustfmt::skip]
pub const VERDICTS: &[Code] = &[
    code("gap", ("Gap", "缺口"), ("at most {gap} of the dwellings within {limit}", "{limit}内可达住宅不超过{gap}")),
    code("partly", ("Partly", "部分达标"), ("some dwellings within {limit}, others not", "部分住宅{limit}内可达")),
    code("undetermined", ("Undetermined", "待定"), ("the map leaves it open", "地图资料不足以判定")),
    code("served", ("Served", "达标"), ("at least {served} of the dwellings within {limit}", "{limit}内可达住宅不少于{served}")),
];

/// Why a compound is not served.
#[rustfmt::skip]
pub const REASONS: &[Code] = &[
    code("far", ("Far", "距离远"), ("no facility within {limit} even in a straight line", "直线距离也超出{limit}")),
    code("barrier", ("Barrier", "绕行阻隔"), ("a facility is within {limit} in a straight line, but the walk is longer, or there is none", "直线在{limit}内，但步行须绕行或不通")),
    code("off-network", ("Off the network", "无路可走"), ("there is no street or path near the dwellings", "住宅附近无可步行道路")),
    code("edge-of-data", ("Edge of the data", "数据边缘"), ("the map ends so near that a facility beyond its edge could serve", "地图边界过近，界外设施可能可达")),
    code("no-facility", ("No facility", "无设施"), ("no facility counts", "没有计入的设施")),
];

/// Evidence of a way in, best first.
#[rustfmt::skip]
pub(super) const EVIDENCE: &[Code] = &[
    code("E0", ("E0: told", "E0 名单提供"), ("a gate of your table", "用户名单中的大门")),
    code("E1", ("E1: gate mapped", "E1 地图大门"), ("a gate or entrance on a way at the outline", "边界道路上有大门或入口")),
    code("E2", ("E2: way across", "E2 道路穿越"), ("a way that crosses the outline and goes on inside", "道路穿过边界并延伸至内部")),
    code("E3", ("E3: way ends near", "E3 止于边界"), ("a way that ends near the outline", "道路止于边界附近")),
    code("E4", ("E4: ends nearly meet", "E4 断头相近"), ("dangling ends that nearly meet", "断头路相近")),
    code("E5", ("E5: street front", "E5 单栋临街"), ("a single building on a street", "单栋建筑临街")),
    code("E6", ("E6: guessed", "E6 推测"), ("nothing mapped: any side with a street", "未测绘，按临街各侧推测")),
];

/// Grades of the data.
#[rustfmt::skip]
pub(super) const GRADES: &[Code] = &[
    code("A", ("A", "A"), ("known", "资料完备")),
    code("B", ("B", "B"), ("little is missing", "略有欠缺")),
    code("C", ("C", "C"), ("doubtful", "存疑")),
    code("D", ("D", "D"), ("mostly guessed", "多为推测")),
    code("E", ("E", "E"), ("nothing mapped", "没有资料")),
];

/// Whether an outline is gated, and why.
#[rustfmt::skip]
pub(super) const GATED: &[Code] = &[
    code("told", ("Told", "名单提供"), ("your table of gates has gates of it", "用户名单中有其大门")),
    code("gate", ("Gate", "有大门"), ("a gate stands at the outline", "边界上有大门")),
    code("wall", ("Wall", "有围墙"), ("most of the outline runs along a wall or fence", "边界大部分为围墙或栅栏")),
    code("residents-only", ("Residents only", "内部道路限行"), ("most inner ways are for residents only", "内部道路多仅限居民通行")),
    code("part-of-town", ("Part of town", "属片区"), ("not gated: a part of town, not a compound", "不封闭：属城市片区而非小区")),
    code("through-street", ("Through street", "有穿行街道"), ("not gated: a public street runs through", "不封闭：有公共街道穿过")),
    code("district", ("District", "范围过大"), ("not gated: larger than any compound", "不封闭：范围大于一般小区")),
    code("no-evidence", ("No evidence", "无依据"), ("not gated: nothing says it is", "不封闭：没有封闭的依据")),
];

/// Where an outline came from.
#[rustfmt::skip]
pub(super) const OUTLINES: &[Code] = &[
    code("table", ("Your table", "名单"), ("your own table", "用户名单")),
    code("extract", ("The map", "地图"), ("an area of the extract", "地图中的面")),
    code("adopted", ("Adopted", "采用地图轮廓"), ("the area of the extract that holds the row's place", "采用包含该点的地图面")),
    code("shared", ("Shared", "多点共用"), ("none: the area that holds it holds other rows too", "无：所在地图面包含多个小区")),
    code("none", ("None", "无"), ("none", "无轮廓")),
];

/// What dwellings were made from.
#[rustfmt::skip]
pub(super) const DWELLING_BASES: &[Code] = &[
    code("table", ("Your table", "名单"), ("your own table", "用户名单")),
    code("buildings", ("Buildings", "住宅建筑"), ("residential buildings inside the outline", "轮廓内的住宅建筑")),
    code("grid", ("Grid", "均匀网格"), ("a regular grid inside the outline", "轮廓内均匀布点")),
    code("point", ("Point", "单点"), ("the compound is a point", "小区为一个点")),
];

/// A facility's status, where it is one of the known; other words are kept as told.
#[rustfmt::skip]
pub const STATUSES: &[Code] = &[
    code("operating", ("Operating", "运营中"), ("", "")),
    code("under-construction", ("Under construction", "在建"), ("being built", "建设中")),
    code("planned", ("Planned", "规划"), ("not begun", "尚未开工")),
    code("closed", ("Closed", "停运"), ("closed for good", "已停止运营")),
    code("disused", ("Disused", "闲置"), ("the map says it is disused", "地图标注为闲置")),
];

/// What a plan of siting changes for a compound.
#[rustfmt::skip]
pub(super) const CHANGES: &[Code] = &[
    code("new", ("Newly within", "新增覆盖"), ("more of it within {limit} with the plan", "方案实施后{limit}内可达住宅增加")),
    code("outside", ("Still outside", "仍未覆盖"), ("a candidate could serve it, the plan does not", "有候选点可覆盖，方案未选")),
    code("out-of-reach", ("Out of reach", "无法覆盖"), ("no candidate and no facility is within {limit}", "{limit}内无任何候选点或设施")),
    code("within", ("Already within", "现已覆盖"), ("within {limit} today", "现状{limit}内可达")),
];

/// Who may walk along a stretch of way.
#[rustfmt::skip]
pub(super) const WALKERS: &[Code] = &[
    code("public", ("Public ways", "公共道路"), ("everybody", "人人可通行")),
    code("residents", ("Residents-only ways", "小区内部道路"), ("residents of one compound", "仅本小区居民可通行")),
];

/// How many of a unit's compounds are served on foot.
#[rustfmt::skip]
pub(super) const WALKED: &[Code] = &[
    code("0", ("Under 20 %", "不足 20 %"), ("", "")),
    code("20", ("20 to 40 %", "20 % 至 40 %"), ("", "")),
    code("40", ("40 to 60 %", "40 % 至 60 %"), ("", "")),
    code("60", ("60 to 80 %", "60 % 至 80 %"), ("", "")),
    code("80", ("80 % and more", "80 % 及以上"), ("", "")),
    code("none", ("No compound in the list or on the map", "名单（地图）中无小区"), ("", "")),
];

/// Limits of service circles by ring from outside; those a layer is not drawn for are left open in its terms.
#[rustfmt::skip]
pub(super) const RINGS: &[Code] = &[
    code("1", ("Within {ring_1}", "{ring_1}内"), ("", "")),
    code("2", ("Within {ring_2}", "{ring_2}内"), ("", "")),
    code("3", ("Within {ring_3}", "{ring_3}内"), ("", "")),
    code("4", ("Within {ring_4}", "{ring_4}内"), ("", "")),
];

/// Rings nearer than those that have a colour of their own.
pub(super) const NEARER: Words = Words::new("Nearer than {nearer}", "近于{nearer}");
/// What stands in words for the rings above, from outside.
const RING_BRACES: [&str; 4] = ["{ring_1}", "{ring_2}", "{ring_3}", "{ring_4}"];

/// Codes whose facility does not count as open, told as one in legends.
pub(super) const OTHER_STATUS: Words = Words::new("Not operating", "未运营");

/// What a project and its print layout say.
#[rustfmt::skip]
pub(super) mod project {
    use super::Words;

    pub(crate) const TITLE: Words = Words::new("{circle}: who walks farther than {limit}", "{circle}：步行{limit}服务圈缺口图");
    pub(crate) const AS_POINTS: Words = Words::new(", no outline known", "（无轮廓）");
    pub(crate) const OF_CIRCLE: Words = Words::new("{layer} ({name})", "{layer}（{name}）");
    pub(crate) const COUNTS: Words = Words::new("{n} compounds: {counts}", "共{n}个小区：{counts}");
    pub(crate) const LAYOUT: Words = Words::new("Gap map, A3", "缺口图 A3");
    pub(crate) const AREAS_TITLE: Words = Words::new("Service circles: what lies within a walk of a facility", "养老设施步行服务圈范围图");
    pub(crate) const AREAS_LAYOUT: Words = Words::new("Service circles, A3", "服务圈范围图 A3");
    pub(crate) const UNITS_TITLE: Words = Words::new("Walked coverage of elder care by {kind} ({circle}, {limit})", "各{kind}养老服务步行覆盖率图（{circle}，步行{limit}）");
    pub(crate) const UNITS_LAYOUT: Words = Words::new("Walked coverage by unit, A3", "步行覆盖率图 A3");
    pub(crate) const CITY_COUNT: Words = Words::new("As the city counts: {n} of {of} covered, by {kind} ({share})", "行政口径：{of}个{kind}中{n}个已覆盖（{share}）");
    pub(crate) const WALKED_COUNT: Words = Words::new("on foot: {share} of {n} compounds served within {limit}", "步行口径：{n}个小区中{share}步行{limit}内达标");
    pub(crate) const PARTIAL_COUNT: Words = Words::new("units that the map holds in part: {n}", "数据不完整单元{n}个");
    pub(crate) const LEGEND: Words = Words::new("Legend", "图例");
    pub(crate) const GROUP: Words = Words::new("Service circle", "养老服务圈");
    pub(crate) const SOURCE: Words = Words::new(
        "Walks along OpenStreetMap ways at {speed}; residents use their own gates, nobody cuts through other compounds.\nMap data © OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright){date}. Made by service-circle {version}.",
        "沿 OpenStreetMap 道路步行，速度 {speed}；居民经本小区出入口出行，不穿越其他小区。\n地图数据 © OpenStreetMap 贡献者，ODbL 1.0（openstreetmap.org/copyright）{date}。由 service-circle {version} 制作。",
    );
    pub(crate) const DATE: Words = Words::new("; data of {date}", "，数据日期 {date}");
    pub(crate) const RIGHTS_LINE: Words = Words::new("© OpenStreetMap contributors, ODbL 1.0", "© OpenStreetMap 贡献者，ODbL 1.0");
    pub(crate) const KILOMETRES: &str = "km";
    pub(crate) const METRES: &str = "m";
}

/// What metadata of a layer say, besides its title and what it is about.
#[rustfmt::skip]
pub(super) mod metadata {
    use super::Words;

    pub(crate) const SETTINGS: Words = Words::new("Settings", "参数设置");
    pub(crate) const INPUT: Words = Words::new("Input", "输入文件");
    pub(crate) const DATA_DATE: Words = Words::new("Date of the OpenStreetMap data", "OpenStreetMap 数据日期");
    pub(crate) const MADE_BY: Words = Words::new("Made by", "制作程序");
    pub(crate) const KEYWORDS: Words = Words::new("elder care;15-minute circle;walking;gap", "养老服务;15分钟生活圈;步行;缺口");
    pub(crate) const RIGHTS: &str = "© OpenStreetMap contributors";
    pub(crate) const LICENCE: &str = "Open Data Commons Open Database License (ODbL) 1.0";
}

/// A verdict as people are told it, and what it means.
pub fn verdict(verdict: Verdict) -> &'static Code {
    &VERDICTS[match verdict {
        Verdict::Gap => 0,
        Verdict::Partly => 1,
        Verdict::Undetermined => 2,
        Verdict::Served => 3,
    }]
}

/// A reason as people are told it, and what it means.
pub fn reason(reason: Reason) -> &'static Code {
    &REASONS[match reason {
        Reason::Far => 0,
        Reason::Barrier => 1,
        Reason::OffNetwork => 2,
        Reason::EdgeOfData => 3,
        Reason::NoFacility => 4,
    }]
}

/// A facility's status as people are told it; another word than the known ones as it stands.
pub fn status(told: &str, language: Language) -> &str {
    let known = STATUSES.iter().find(|code| code.word == told);
    known.map_or(told, |code| code.called(language))
}

/// A side of a compound.
pub fn side(side: Side) -> Words {
    match side {
        Side::North => Words::new("north", "北"),
        Side::NorthEast => Words::new("north-east", "东北"),
        Side::East => Words::new("east", "东"),
        Side::SouthEast => Words::new("south-east", "东南"),
        Side::South => Words::new("south", "南"),
        Side::SouthWest => Words::new("south-west", "西南"),
        Side::West => Words::new("west", "西"),
        Side::NorthWest => Words::new("north-west", "西北"),
    }
}

/// What would settle a verdict, in words.
pub(super) fn settling(settling: Settling, language: Language) -> String {
    let (side, verdict) = (side(settling.side), verdict(settling.verdict));
    match language {
        Language::English => format!("gate on the {} side: {}", side.english, verdict.word),
        Language::Chinese => format!("{}侧如有大门：{}", side.chinese, verdict.title.chinese),
    }
}

/// What a circle is called: its name; in Chinese the usual circle's too, which is told in English where the plan gives none.
pub fn circle_name(circle: &Circle, language: Language) -> &str {
    match language {
        Language::Chinese if circle.name == Circle::default().name => "养老服务",
        Language::Chinese => {
            let preset = circle.preset.and_then(preset_of);
            let usual = preset.filter(|preset| preset.english == circle.name);
            usual.map_or(&circle.name, |preset| preset.chinese)
        }
        Language::English => &circle.name,
    }
}

/// The terms of one circle, filled into words in braces.
#[derive(Clone, Debug)]
pub struct Terms {
    language: Language,
    filled: Vec<(&'static str, String)>,
    /// Words of open columns that no catalogue knows, each with what it is called: those of the run's facilities and circles.
    besides: Vec<(String, String)>,
}

impl Terms {
    /// The terms of a circle; of the usual one where there is none.
    pub fn of(options: &Options, circle: Option<&Circle>, language: Language) -> Self {
        let percent = |share: f64| format!("{} %", number(share * 100.0));
        let usual = Circle::default();
        let circle = circle.unwrap_or(&usual);
        let name = circle_name(circle, language).to_owned();
        let filled = vec![
            ("{gap}", percent(options.verdict.gap_share)),
            ("{served}", percent(options.verdict.served_share)),
            ("{limit}", limit(circle.limit, language)),
            ("{circle}", name),
            ("{speed}", speed(options, language)),
            ("{version}", env!("CARGO_PKG_VERSION").to_owned()),
        ];
        Self {
            language,
            filled,
            besides: Vec::new(),
        }
    }

    /// The same terms with words that no catalogue knows.
    pub(super) fn besides(mut self, words: &[(String, String)]) -> Self {
        self.besides = words.to_vec();
        self
    }

    /// Words that no catalogue knows, each with what it is called.
    pub(super) fn words_besides(&self) -> &[(String, String)] {
        &self.besides
    }

    /// The same terms with the limits, ascending, that circles are drawn for.
    pub(super) fn within(mut self, limits: &[Limit]) -> Self {
        let told = |one: &Limit| limit(*one, self.language);
        let rings = RING_BRACES.into_iter().zip(limits.iter().rev().map(told));
        let mut filled: Vec<(&'static str, String)> = rings.collect();
        if let Some(last) = filled.last().filter(|_| limits.len() > RING_BRACES.len()) {
            filled.push(("{nearer}", last.1.clone()));
        }
        self.filled.extend(filled);
        self
    }

    /// The language they are told in.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Words with their braces filled in.
    pub fn told(&self, words: Words) -> String {
        let mut text = words.told_in(self.language).to_owned();
        for (brace, filling) in &self.filled {
            text = text.replace(brace, filling);
        }
        text
    }

    /// A code and what it means: `Gap: at most 10 % ...`.
    pub(super) fn legend(&self, code: &Code) -> String {
        let (title, about) = (self.told(code.title), self.told(code.about));
        if about.is_empty() {
            return title;
        }
        format!("{title}{}{about}", self.language.colon())
    }
}

fn limit(limit: Limit, language: Language) -> String {
    match (limit, language) {
        (Limit::Minutes(minutes), Language::English) => format!("{} min", number(minutes)),
        (Limit::Minutes(minutes), Language::Chinese) => format!("{}分钟", number(minutes)),
        (Limit::Metres(metres), Language::English) => format!("{} m", number(metres)),
        (Limit::Metres(metres), Language::Chinese) => format!("{}米", number(metres)),
    }
}

fn speed(options: &Options, language: Language) -> String {
    let speed = number(options.walk.speed().metres_per_second());
    match language {
        Language::English => format!("{speed} m/s"),
        Language::Chinese => format!("{speed} 米/秒"),
    }
}

/// A number for people: two decimals at most, none that say nothing.
fn number(number: f64) -> String {
    rounded(number, 2).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::super::columns::word;
    use super::*;
    use crate::ids::OsmId;
    use crate::network::Gated;
    use crate::place::{DwellingBasis, Evidence, OutlineFrom};
    use crate::quality::Grade;

    /// Codes must be the words of all variants; `next` names the variant after one, so that a new one cannot be forgotten.
    fn all<T: Copy + Serialize>(first: T, next: impl Fn(T) -> Option<T>) -> Vec<String> {
        std::iter::successors(Some(first), |one| next(*one)).map(word).collect()
    }

    fn words(codes: &[Code]) -> Vec<&str> {
        codes.iter().map(|code| code.word).collect()
    }

    #[test]
    fn every_word_of_the_data_is_in_the_catalogue() {
        let verdicts = all(Verdict::Gap, |one| match one {
            Verdict::Gap => Some(Verdict::Partly),
            Verdict::Partly => Some(Verdict::Undetermined),
            Verdict::Undetermined => Some(Verdict::Served),
            Verdict::Served => None,
        });
        assert_eq!(words(VERDICTS), verdicts);
        let reasons = all(Reason::Far, |one| match one {
            Reason::Far => Some(Reason::Barrier),
            Reason::Barrier => Some(Reason::OffNetwork),
            Reason::OffNetwork => Some(Reason::EdgeOfData),
            Reason::EdgeOfData => Some(Reason::NoFacility),
            Reason::NoFacility => None,
        });
        assert_eq!(words(REASONS), reasons);
        let gated = all(Gated::Told, |one| match one {
            Gated::Told => Some(Gated::Gate),
            Gated::Gate => Some(Gated::Wall),
            Gated::Wall => Some(Gated::ResidentsOnly),
            Gated::ResidentsOnly => Some(Gated::PartOfTown),
            Gated::PartOfTown => Some(Gated::ThroughStreet),
            Gated::ThroughStreet => Some(Gated::District),
            Gated::District => Some(Gated::NoEvidence),
            Gated::NoEvidence => None,
        });
        assert_eq!(words(GATED), gated);
        let bases = all(DwellingBasis::Table, |one| match one {
            DwellingBasis::Table => Some(DwellingBasis::Buildings),
            DwellingBasis::Buildings => Some(DwellingBasis::Grid),
            DwellingBasis::Grid => Some(DwellingBasis::Point),
            DwellingBasis::Point => None,
        });
        assert_eq!(words(DWELLING_BASES), bases);
        assert_eq!(words(EVIDENCE), Evidence::ALL.map(word));
        assert_eq!(words(GRADES), Grade::ALL.map(word));
        let area = OsmId::Way(1);
        let outlines = std::iter::successors(Some(OutlineFrom::Table), |one| match one {
            OutlineFrom::Table => Some(OutlineFrom::Extract(area)),
            OutlineFrom::Extract(_) => Some(OutlineFrom::Adopted(area)),
            OutlineFrom::Adopted(_) => Some(OutlineFrom::Shared(area)),
            OutlineFrom::Shared(_) => Some(OutlineFrom::None),
            OutlineFrom::None => None,
        });
        assert_eq!(words(OUTLINES), outlines.map(OutlineFrom::word).collect::<Vec<_>>());
    }

    #[test]
    fn verdicts_and_reasons_are_told_by_their_own_code() {
        for one in [Verdict::Gap, Verdict::Partly, Verdict::Undetermined, Verdict::Served] {
            assert_eq!(verdict(one).word, word(one));
        }
        for one in [
            Reason::Far,
            Reason::Barrier,
            Reason::OffNetwork,
            Reason::EdgeOfData,
            Reason::NoFacility,
        ] {
            assert_eq!(reason(one).word, word(one));
        }
        assert_eq!(status("planned", Language::Chinese), "规划");
        assert_eq!(status("planned", Language::English), "planned");
        assert_eq!(status("搬迁", Language::Chinese), "搬迁");
    }

    #[test]
    fn a_gate_that_would_settle_it_is_told_in_either_language() {
        let by = Settling {
            side: Side::NorthEast,
            verdict: Verdict::Served,
        };
        assert_eq!(settling(by, Language::English), "gate on the north-east side: served");
        assert_eq!(settling(by, Language::Chinese), "东北侧如有大门：达标");
    }

    #[test]
    fn limits_are_told_as_the_plan_has_them() {
        let mut options = Options::default();
        let circle = Circle {
            limit: Limit::Metres(900.0),
            ..Circle::default()
        };
        options.walk.speed_m_s = 0.8;
        let told = |language| {
            Terms::of(&options, Some(&circle), language).told(Words::new("{limit} {speed}", "{limit} {speed}"))
        };
        assert_eq!(told(Language::English), "900 m 0.8 m/s");
        assert_eq!(told(Language::Chinese), "900米 0.8 米/秒");
    }
}
