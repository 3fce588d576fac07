//! What `circles` says.

use service_circle_core::language::Language;
use service_circle_core::options::Limit;

use super::shared::{metres, minutes};
use super::texts;
use crate::words::{counted, grouped, rounded};

texts! {
    FACILITY = "facility", "设施";
    WITHIN = "within", "范围";
    GROUND = "ground km2", "面积 km²";
    STREETS = "streets km", "道路 km";
    OF_ROUND = "of round", "占圆内道路";
    COMPOUNDS = "compounds", "小区";
    ELDERS = "elders", "老年人";
    TOGETHER = "together", "合并";
}

/// Whose circles they are.
pub(crate) fn heading(count: usize, is_together: bool, pace_m_s: f64, language: Language) -> String {
    let facilities = facilities(count, language);
    let how = match (count, is_together) {
        (1, _) => "",
        (_, true) => language.pick(", together", "合并"),
        (_, false) => language.pick(", each alone", "各自"),
    };
    match language {
        Language::English => format!("Service circles of {facilities}{how}, at {pace_m_s} m/s"),
        Language::Chinese => format!("{facilities}{how}的服务圈，步速{pace_m_s}米/秒"),
    }
}

/// How many facilities.
fn facilities(count: usize, language: Language) -> String {
    match (count, language) {
        (1, Language::English) => "1 facility".to_owned(),
        (_, Language::English) => format!("{} facilities", grouped(count as u64)),
        (_, Language::Chinese) => format!("{}处设施", grouped(count as u64)),
    }
}

/// How far a circle reaches.
pub(crate) fn limit(limit: Limit, language: Language) -> String {
    match limit {
        Limit::Minutes(figure) => minutes(&rounded(figure), language),
        Limit::Metres(figure) => metres(&rounded(figure), language),
    }
}

/// How many more circles there are.
pub(crate) fn more(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("and {} more: the layer holds them all", counted(count, "circle")),
        Language::Chinese => format!("另有{}个服务圈，全部见图层", grouped(count as u64)),
    }
}

/// That circles hold nothing.
pub(crate) fn empty(count: usize, which: &str, language: Language) -> String {
    let facilities = facilities(count, language);
    match language {
        Language::English => format!("Nothing is within the walk of {facilities} ({which}): no street is near."),
        Language::Chinese => format!("{facilities}（{which}）步行范围为空：附近没有道路。"),
    }
}

/// That the data cut circles off.
pub(crate) fn cut_off(count: usize, which: &str, language: Language) -> String {
    let facilities = facilities(count, language);
    match language {
        Language::English => format!(
            "The map ends inside the circle of {facilities} ({which}): streets go on outside the data, and so does the circle."
        ),
        Language::Chinese => {
            format!("{facilities}（{which}）的服务圈超出地图边界：界外道路未计，实际范围更大。")
        }
    }
}
