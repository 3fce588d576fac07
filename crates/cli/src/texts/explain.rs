//! What `explain` says.

use service_circle_core::categories;
use service_circle_core::gaps::{Settling, Verdict};
use service_circle_core::language::{Language, Words};
use service_circle_core::place::{DwellingBasis, Evidence, Facility, Note, OutlineFrom};
use service_circle_core::write::words;

use super::shared::{metres, minutes, verdict};
use super::texts;
use crate::words::{counted, grouped, rounded, share, whole};

texts! {
    GATED = "Gated", "封闭小区";
    NOT_GATED = "Not gated, as far as the map tells", "据地图不封闭";
    NO_WAY_IN = "none mapped", "地图未绘";
    NO_WALK = "no walk at all", "无路可达";
    IN_ALL = "in all", "合计";
    TO_THE_DOOR = "straight to the door", "直行至门口";
    TO_THE_STREET = "straight to the nearest street or path", "直行至最近道路";
    NO_FACILITY_COUNTS = "No facility counts in this circle.", "没有计入的设施。";
}

/// Which of several circles what follows is about.
pub(crate) fn circle(name: &str, language: Language) -> String {
    format!("{}{}{name}", language.pick("Circle", "服务圈"), language.colon())
}

/// The median walk.
pub(crate) fn median(walked_m: f64, walked_min: f64, language: Language) -> String {
    let (walked_m, walked_min) = (
        metres(&whole(walked_m), language),
        minutes(&format!("{walked_min:.2}"), language),
    );
    match language {
        Language::English => format!("The median dwelling walks {walked_m} in {walked_min}."),
        Language::Chinese => format!("中位住宅步行{walked_m}，需{walked_min}。"),
    }
}

/// That the median dwelling walks nowhere.
pub(crate) fn median_reaches_nothing(searched: &str, language: Language) -> String {
    let searched = minutes(searched, language);
    match language {
        Language::English => format!("The median dwelling reaches no facility within {searched}."),
        Language::Chinese => format!("中位住宅步行{searched}到不了任何设施。"),
    }
}

/// The circle's limit.
pub(crate) fn limit(limit: &str, language: Language) -> String {
    match language {
        Language::English => format!("The limit is {limit}."),
        Language::Chinese => format!("限值为{limit}。"),
    }
}

/// Between which times the median is, where the map leaves it open.
pub(crate) fn left_open(low: &str, high: &str, language: Language) -> String {
    match language {
        Language::English => format!("What the map leaves open puts this between {low} and {high}."),
        Language::Chinese => format!("因地图资料不足，实际介于{low}与{high}之间。"),
    }
}

/// What dwellings were made from.
fn basis(basis: DwellingBasis) -> Words {
    match basis {
        DwellingBasis::Table => Words::new("from your table", "据用户名单"),
        DwellingBasis::Buildings => Words::new("from residential buildings", "据住宅建筑"),
        DwellingBasis::Grid => Words::new("on a grid, as no buildings are mapped", "地图未绘建筑，按网格布点"),
        DwellingBasis::Point => Words::new("as the compound is a point", "小区为一个点"),
    }
}

/// The shares of a verdict.
pub(crate) struct Shares {
    /// Surely within.
    pub(crate) low: f64,
    /// Perhaps within.
    pub(crate) high: f64,
    /// From which on a compound is served.
    pub(crate) served: f64,
    /// Up to which it is a gap.
    pub(crate) gap: f64,
}

/// The share of dwellings within the limit, against the thresholds.
pub(crate) fn within(shares: &Shares, dwellings: usize, from: DwellingBasis, language: Language) -> String {
    let (low, high) = (share(shares.low), share(shares.high));
    let (served, gap) = (share(shares.served), share(shares.gap));
    let is_sure = shares.low.to_bits() == shares.high.to_bits();
    let basis = basis(from).told_in(language);
    match language {
        Language::English => {
            let within = if is_sure {
                low
            } else {
                format!("surely {low}, perhaps {high}")
            };
            let dwellings = counted(dwellings, "dwelling");
            format!(
                "Within the limit: {within} of {dwellings} ({basis}); a compound is served from {served}, a gap up to {gap}."
            )
        }
        Language::Chinese => {
            let within = if is_sure { low } else { format!("{low} 至 {high}") };
            let dwellings = grouped(dwellings as u64);
            format!("{dwellings}处住宅（{basis}）中限值以内占 {within}；不少于 {served} 为达标，不超过 {gap} 为缺口。")
        }
    }
}

/// What a gate that nobody has mapped would change.
pub(crate) fn settled_by(by: Settling, language: Language) -> String {
    let side = words::side(by.side).told_in(language);
    let verdict = verdict(by.verdict, language);
    match language {
        Language::English => format!("A gate on the {side} side would make it {verdict}; none is mapped."),
        Language::Chinese => format!("{side}侧如有大门则为{verdict}；地图上未绘。"),
    }
}

/// The reason and what it means; of the dwellings outside where others are within.
pub(crate) fn reason(of: Verdict, word: &str, about: &str, language: Language) -> String {
    let whom = match (of, language) {
        (Verdict::Partly, Language::English) => "For the others, ",
        (Verdict::Partly, Language::Chinese) => "其余住宅",
        _ => "",
    };
    match language {
        Language::English => format!("{whom}{word}: {about}."),
        Language::Chinese => format!("{whom}{word}：{about}。"),
    }
}

/// The speed at which the limit is just kept.
pub(crate) fn speed_needed(needed: f64, now: f64, language: Language) -> String {
    let told = rounded(needed);
    match (needed > now, language) {
        (true, Language::English) => format!("Whoever walks {told} m/s would just make it."),
        (true, Language::Chinese) => format!("步速达到{told}米/秒方可在限值内到达。"),
        (false, Language::English) => format!("Whoever walks only {told} m/s still makes it."),
        (false, Language::Chinese) => format!("步速降至{told}米/秒仍可在限值内到达。"),
    }
}

/// The nearest facility as the crow flies.
pub(crate) fn nearest(facility: &Facility, straight_m: f64, language: Language) -> String {
    let (facility, straight) = (called(facility, language), metres(&whole(straight_m), language));
    match language {
        Language::English => format!("Nearest in a straight line: {facility}, {straight}."),
        Language::Chinese => format!("直线最近的设施：{facility}，{straight}。"),
    }
}

/// How far the streets are.
pub(crate) fn to_the_street(snap_m: f64, is_far: bool, language: Language) -> String {
    let snap = metres(&whole(snap_m), language);
    match language {
        Language::English => format!(
            "From the median dwelling it is {snap} to the nearest street or path{}.",
            if is_far { ", unusually far" } else { "" }
        ),
        Language::Chinese => format!("中位住宅距最近道路{snap}{}。", if is_far { "，明显偏远" } else { "" }),
    }
}

/// How many ways in of one class of evidence there are.
pub(crate) fn ways_in_of(class: Evidence, count: usize, language: Language) -> String {
    let (one, several, chinese) = match class {
        Evidence::E0 => ("gate of your table", "gates of your table", "处名单中的大门"),
        Evidence::E1 => ("mapped gate", "mapped gates", "处地图上的大门"),
        Evidence::E2 => ("street or path going in", "streets or paths going in", "条入内道路"),
        Evidence::E3 => (
            "path ending at the outline",
            "paths ending at the outline",
            "条止于边界的小路",
        ),
        Evidence::E4 => (
            "path ending near the outline",
            "paths ending near the outline",
            "条止于边界附近的小路",
        ),
        Evidence::E5 => ("street front", "street fronts", "处单栋临街"),
        Evidence::E6 => ("street alongside", "streets alongside", "侧临街（推测）"),
    };
    match language {
        Language::English => format!("{count} {}", if count == 1 { one } else { several }),
        Language::Chinese => format!("{count}{chinese}"),
    }
}

/// How one comes in and out.
pub(crate) fn ways_in(gated: &str, found: &str, language: Language) -> String {
    match language {
        Language::English => format!("{gated}; ways in: {found}."),
        Language::Chinese => format!("{gated}；出入口：{found}。"),
    }
}

/// What was decided while it was placed.
pub(crate) fn note(note: &Note, language: Language) -> String {
    match (language, note.code) {
        (Language::Chinese, OutlineFrom::ADOPTED) => {
            format!("备注：采用地图轮廓 {}，其中没有名单上的其他小区。", note.area)
        }
        (Language::Chinese, OutlineFrom::SHARED) => {
            format!("备注：仍按一个点处理，{} 内另有名单上的小区。", note.area)
        }
        (Language::Chinese, _) => format!("备注：{}。", note.text),
        (Language::English, _) => format!("Note: {}.", note.text),
    }
}

/// The walk's heading.
pub(crate) fn the_walk(to: Option<&Facility>, language: Language) -> String {
    let to = to.map(|facility| called(facility, language));
    match (language, to) {
        (Language::English, Some(to)) => format!("The walk to {to}"),
        (Language::English, None) => "The walk".to_owned(),
        (Language::Chinese, Some(to)) => format!("步行路线：至{to}"),
        (Language::Chinese, None) => "步行路线".to_owned(),
    }
}

/// A street with its class, and how long one waits on it.
pub(crate) fn leg(name: Option<&str>, kind: &str, wait_s: Option<f64>, language: Language) -> String {
    let street = match (name, language) {
        (Some(name), Language::English) => format!("{name} ({kind})"),
        (Some(name), Language::Chinese) => format!("{name}（{kind}）"),
        (None, _) => kind.to_owned(),
    };
    match (wait_s, language) {
        (Some(wait), Language::English) => format!("{street}, {} s of it waiting at lights or a lift", wait.round()),
        (Some(wait), Language::Chinese) => format!("{street}，含等候红绿灯或电梯{}秒", wait.round()),
        (None, _) => street,
    }
}

fn called(facility: &Facility, language: Language) -> String {
    let category = categories::title(&facility.category, language);
    let told = match (&facility.name, language) {
        (Some(name), Language::English) => format!("{name} ({}, {category})", facility.id),
        (Some(name), Language::Chinese) => format!("{name}（{}，{category}）", facility.id),
        (None, Language::English) => format!("{}, {category}", facility.id),
        (None, Language::Chinese) => format!("{}（{category}）", facility.id),
    };
    told.replace(char::is_control, " ")
}
