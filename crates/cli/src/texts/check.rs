//! What `check` says.

use service_circle_core::language::Language;
use service_circle_core::write::word_of_data;

use super::texts;
use crate::words::{counted, grouped};

texts! {
    FILES_READ = "Files read", "读取的文件";
    EXTRACT = "Extract", "地图数据";
    COVERS = "covers", "范围";
    NOT_SAID = "it does not say", "未注明";
    WRITTEN_BY = "written by", "制作程序";
    KEPT = "kept", "采用";
    WAYS = "Ways", "线";
    WAYS_READ = "ways read", "读取";
    NO_ODD_INPUT = "No odd input.", "未见异常数据。";
    NO_COMPOUND = "No compound: give a list by --compounds FILE", "没有小区：请用 --compounds 文件 提供名单";
    NO_FACILITY = "No facility: give a list by --facilities FILE", "没有设施：请用 --facilities 文件 提供名单";
}

/// How large a file is.
pub(crate) fn bytes(count: u64, language: Language) -> String {
    format!("{} {}", grouped(count), language.pick("bytes", "字节"))
}

/// A box by its corners, longitude before latitude.
pub(crate) fn bounds(south_west: &str, north_east: &str, language: Language) -> String {
    match language {
        Language::English => format!("{south_west} to {north_east} (lon lat)"),
        Language::Chinese => format!("{south_west} 至 {north_east}（经度 纬度）"),
    }
}

/// What is kept of the extract.
pub(crate) fn kept(nodes: usize, ways: usize, areas: usize, language: Language) -> String {
    match language {
        Language::English => format!(
            "{}, {}, {}",
            counted(nodes, "node"),
            counted(ways, "way"),
            counted(areas, "area")
        ),
        Language::Chinese => {
            let [nodes, ways, areas] = [nodes, ways, areas].map(|count| grouped(count as u64));
            format!("{nodes}个节点，{ways}条线，{areas}个面")
        }
    }
}

/// A way kept, or left out, and the rule for it.
pub(crate) fn way(is_kept: bool, rule: &str, language: Language) -> String {
    let what = if is_kept {
        language.pick("kept", "采用")
    } else {
        language.pick("left out", "略去")
    };
    format!("{what}{}{rule}", language.colon())
}

/// How many compounds or facilities there are.
pub(crate) fn listed(of_facilities: bool, count: usize, language: Language) -> String {
    let number = grouped(count as u64);
    match (of_facilities, language) {
        (false, Language::English) => counted(count, "compound"),
        (false, Language::Chinese) => format!("{number}个小区"),
        (true, Language::English) if count == 1 => "1 facility".to_owned(),
        (true, Language::English) => format!("{number} facilities"),
        (true, Language::Chinese) => format!("{number}处设施"),
    }
}

/// How many of a category.
pub(crate) fn of_category(category: &str, count: usize, language: Language) -> String {
    let (category, number) = (word_of_data(category, language), grouped(count as u64));
    match language {
        Language::English => format!("{number} {category}"),
        Language::Chinese => format!("{category}{number}处"),
    }
}

/// Categories after the count.
pub(crate) fn in_brackets(parts: &str, language: Language) -> String {
    match language {
        Language::English => format!(" ({parts})"),
        Language::Chinese => format!("（{parts}）"),
    }
}

/// How many areas of the extract cannot be used.
pub(crate) fn areas_rejected(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{} of the extract cannot be used", counted(count, "area")),
        Language::Chinese => format!("地图数据中有{}个面不可用", grouped(count as u64)),
    }
}
