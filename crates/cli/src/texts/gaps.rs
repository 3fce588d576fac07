//! What `gaps` says.

use service_circle_core::language::Language;

use super::shared::{self, minutes};
use super::texts;
use crate::words::{counted, grouped, percent, whole};

texts! {
    WHY_NOT_SERVED = "Why not served", "未达标原因";
    UNKNOWN = "unknown", "出入口不明";
    UNKNOWN_ABOUT = "the map leaves open how residents get out: no gate or path in is drawn", "地图未绘大门或入内道路，无从判断居民由何处出入";
    LONGEST_WALKS = "Longest walks", "步行最久的小区";
    VERDICT = "verdict", "判定";
    NEAREST_FACILITY = "nearest facility", "最近设施";
    REJECTED = "Rejected, each told in rejected.csv", "未采用的记录，逐条见 rejected.csv";
    NO_FACILITY_MAPPED = "The extract holds no elder-care facility, as most extracts of Chinese cities do not: give your own list by --facilities FILE.",
        "地图数据中没有养老设施（国内城市大多如此）：请用 --facilities 文件 提供设施名单。";
}

/// How many compounds have data of each grade.
pub(crate) fn grades(counts: &str, language: Language) -> String {
    match language {
        Language::English => format!("The data, from A (known) to E (nothing mapped): {counts}"),
        Language::Chinese => format!("资料等级，由 A（资料完备）至 E（没有资料）：{counts}"),
    }
}

/// How many verdicts differ under another belief in gates.
pub(crate) fn differ_with(count: usize, settings: &str, language: Language) -> String {
    let count = grouped(count as u64);
    match language {
        Language::English => format!("{count} with {settings}"),
        Language::Chinese => format!("{settings} 时{count}个"),
    }
}

/// What other beliefs in gates would say.
pub(crate) fn other_zones(own: &str, others: &[String], language: Language) -> String {
    match language {
        Language::English => format!("Verdicts that differ from walk.zones = {own}: {}", others.join(", ")),
        Language::Chinese => format!("判定与 walk.zones = {own} 不同的小区：{}", others.join("，")),
    }
}

/// Elders outside the limit, and for how many compounds elders are told.
pub(crate) fn elders(outside: f64, all: f64, told: usize, compounds: usize, language: Language) -> String {
    let (share, told) = (percent(outside, all), grouped(told as u64));
    let compounds = shared::compounds(compounds, language);
    match language {
        Language::English => format!(
            "Elders outside the limit: {} of {} ({share}), told for {told} of {compounds}",
            whole(outside),
            whole(all)
        ),
        Language::Chinese => format!(
            "限值以外的老年人：{}人，占{}人的 {share}（{compounds}中{told}个有老年人口数据）",
            whole(outside),
            whole(all)
        ),
    }
}

/// That there are facilities, and none of the wanted kind.
pub(crate) fn none_counts(facilities: usize, language: Language) -> String {
    match language {
        Language::English => {
            let facilities = match facilities {
                1 => "1 facility".to_owned(),
                _ => format!("{} facilities", grouped(facilities as u64)),
            };
            format!(
                "None of the {facilities} counts: see circle.categories, circle.status and circle.min_floor_area_m2 in the plan."
            )
        }
        Language::Chinese => format!(
            "{}处设施均未计入：请查看方案中的 circle.categories、circle.status 和 circle.min_floor_area_m2。",
            grouped(facilities as u64)
        ),
    }
}

/// That the user's list has no facility.
pub(crate) fn no_facility_in(file: &str, language: Language) -> String {
    match language {
        Language::English => format!("{file} holds no facility that can be used."),
        Language::Chinese => format!("{file} 中没有可用的设施。"),
    }
}

/// How many compounds walk to no facility within what is searched.
pub(crate) fn without_walk(count: usize, searched: &str, language: Language) -> String {
    match language {
        Language::English => format!(
            "{} {} no facility within {}.",
            counted(count, "compound"),
            if count == 1 { "reaches" } else { "reach" },
            minutes(searched, language)
        ),
        Language::Chinese => format!(
            "{}步行{}到不了任何设施。",
            shared::compounds(count, language),
            minutes(searched, language)
        ),
    }
}
