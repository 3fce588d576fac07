//! What `network` says.

use service_circle_core::language::Language;

use super::texts;
use super::ways::street_kind;
use crate::words::{counted, grouped};

texts! {
    BY_CLASS = "Kilometres by class", "各类道路里程（千米）";
    STREETS = "Streets, paths and squares", "道路、小路与广场";
    WAYS = "Ways of the extract", "地图数据中的线";
    READ = "read", "读取";
    WALKED = "walked along", "沿线步行";
    CROSSED = "walked straight across", "直接穿越";
}

/// How large the network is.
pub(crate) fn heading(vertices: usize, edge_count: usize, kilometres: f64, language: Language) -> String {
    let (vertices, edges) = (grouped(vertices as u64), edges(edge_count, language));
    match language {
        Language::English => format!("The walking network: {vertices} vertices, {edges}, {kilometres:.2} km"),
        Language::Chinese => format!("步行路网：{vertices}个节点，{edges}，{kilometres:.2}千米"),
    }
}

/// How many edges.
pub(crate) fn edges(count: usize, language: Language) -> String {
    match language {
        Language::English => counted(count, "edge"),
        Language::Chinese => format!("{}条路段", grouped(count as u64)),
    }
}

/// What is cut off.
pub(crate) fn islands(edge_count: usize, kilometres: f64, language: Language) -> String {
    let edges = edges(edge_count, language);
    match language {
        Language::English => format!("On islands: {edges}, {kilometres:.2} km; kept, but nothing is joined to them"),
        Language::Chinese => {
            format!("不连通部分：{edges}，{kilometres:.2}千米；保留，但不与住宅和设施相连")
        }
    }
}

/// A class of street, with the word of the layer.
pub(crate) fn class(class: &str, language: Language) -> String {
    match language {
        Language::English => class.to_owned(),
        Language::Chinese => format!("{} {class}", street_kind(class, language)),
    }
}

/// Why streets are off.
pub(crate) fn off(reason: &str, language: Language) -> String {
    format!("{}{}{reason}", language.pick("off", "不计"), language.colon())
}
