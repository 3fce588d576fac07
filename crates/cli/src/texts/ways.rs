//! What ways are kept and left out for, and classes of street as a walker would call them.

use service_circle_core::language::Language;

use super::{Meaning, meaning, meaning_of};

/// The rule that keeps a way or leaves it out.
pub(crate) fn rule(code: &str, language: Language) -> String {
    meaning_of(RULES, code, language)
}

/// A class of street as a walker would call it.
pub(crate) fn street_kind(class: &str, language: Language) -> String {
    meaning_of(KINDS, class, language)
}

#[rustfmt::skip]
pub(super) const RULES: &[Meaning] = &[
    meaning("abandoned", "abandoned", "废弃"),
    meaning("barrier", "barrier", "围墙、栅栏等障碍"),
    meaning("building", "building", "建筑"),
    meaning("busway", "busway", "公交专用道"),
    meaning("closed-to-walkers", "closed to walkers", "禁止步行"),
    meaning("coastline", "coastline", "海岸线"),
    meaning("deleted", "deleted", "已删除"),
    meaning("facility", "facility", "设施"),
    meaning("fewer-than-two-nodes", "fewer than two nodes", "不足两个节点"),
    meaning("highway", "highway", "道路"),
    meaning("member", "member", "多边形的成员"),
    meaning("motorroad", "motorroad", "汽车专用公路"),
    meaning("motorway", "motorway", "高速公路"),
    meaning("no-rule", "no rule", "与步行无关"),
    meaning("no-tags", "no tags", "没有标签"),
    meaning("older-version", "older version", "旧版本"),
    meaning("platform", "platform", "站台"),
    meaning("proposed", "proposed", "规划中"),
    meaning("raceway", "raceway", "赛道"),
    meaning("railway", "railway", "铁路"),
    meaning("residential", "residential", "居住用地"),
    meaning("square", "square", "广场"),
    meaning("square-without-outline", "square without outline", "没有轮廓的广场"),
    meaning("steps-barred", "steps barred", "台阶（按无障碍设置不走）"),
    meaning("trunk-without-sidewalk", "trunk without sidewalk", "没有人行道的快速路"),
    meaning("under-construction", "under construction", "在建"),
    meaning("unknown-highway-value", "unknown highway value", "道路类型未知"),
    meaning("water", "water", "水面"),
    meaning("waterway", "waterway", "河流沟渠"),
];

#[rustfmt::skip]
pub(super) const KINDS: &[Meaning] = &[
    meaning("bridleway", "bridle path", "马道"),
    meaning("corridor", "indoor corridor", "室内通道"),
    meaning("crossing", "crossing", "人行横道"),
    meaning("cycleway", "shared cycleway", "自行车道"),
    meaning("elevator", "lift", "电梯"),
    meaning("footway", "footway", "人行道"),
    meaning("living_street", "living street", "生活街巷"),
    meaning("path", "path", "小路"),
    meaning("pedestrian", "pedestrian street", "步行街"),
    meaning("pier", "pier", "栈桥"),
    meaning("platform", "platform", "站台"),
    meaning("primary", "main road", "主干路"),
    meaning("primary_link", "main road", "主干路"),
    meaning("residential", "residential street", "居住区道路"),
    meaning("road", "road of unknown kind", "类型未知的道路"),
    meaning("secondary", "secondary road", "次干路"),
    meaning("secondary_link", "secondary road", "次干路"),
    meaning("service", "service road", "通道"),
    meaning("square", "square", "广场"),
    meaning("steps", "steps", "台阶"),
    meaning("tertiary", "local road", "支路"),
    meaning("tertiary_link", "local road", "支路"),
    meaning("track", "track", "机耕路"),
    meaning("trunk", "trunk road", "快速路"),
    meaning("trunk_link", "trunk road", "快速路"),
    meaning("unclassified", "minor road", "一般道路"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_told_in_words() {
        let english = |class| street_kind(class, Language::English);
        assert_eq!(english("tertiary"), "local road");
        assert_eq!(english("steps"), "steps");
        assert_eq!(english("brand_new"), "brand new");
        assert_eq!(street_kind("tertiary", Language::Chinese), "支路");
    }
}
