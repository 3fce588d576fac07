//! Categories of facilities: what the words of Chinese lists mean, in one table anyone can read.
//!
//! The categories are those of [`facility_tags`](crate::facility_tags), and those that only lists tell. A text is of the first
//! category one of whose words it holds; where it holds none it is a category of its own, as told.
//!
//! # Examples
//! ```
//! use service_circle_core::categories::category_of;
//!
//! assert_eq!(category_of("社区老年人日间照料中心"), Some("day_care"));
//! assert_eq!(category_of("Nursing home"), Some("nursing_home"));
//! assert_eq!(category_of("理发店"), None);
//! ```

use std::borrow::Cow;

use crate::language::Language;

/// A category and the words that mean it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name in plans and layers.
    pub name: &'static str,
    /// What Chinese lists and plans call it.
    pub chinese: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// A text that holds one of these is of this category, unless a row above has it.
    pub words: &'static [&'static str],
}

const fn category(
    name: &'static str,
    chinese: &'static str,
    meaning: &'static str,
    words: &'static [&'static str],
) -> Category {
    Category {
        name,
        chinese,
        meaning,
        words,
    }
}

/// All categories that words are known for; the first row that holds decides, so what names a part stands before the whole.
#[rustfmt::skip]
pub const CATEGORIES: &[Category] = &[
    category("meal_service", "老年食堂/助餐点", "canteens and meal points for elders", &[
        "食堂", "助餐", "饭堂", "餐桌", "餐厅", "餐饮", "配餐", "就餐点", "膳食", "canteen", "meal service", "meal point",
    ]),
    category("mutual_aid_home", "农村幸福院", "village homes of mutual aid", &["幸福院", "幸福大院", "幸福家园", "互助养老", "互助院", "互助点", "互助站", "邻里互助", "mutual aid"]),
    category("regional_centre", "区域养老服务中心", "centres that serve several streets, towns or townships", &["区域养老", "区域中心", "区域性养老", "区域性居家", "regional centre", "regional center"]),
    category("district_centre", "区县级中心", "centres of a district or county", &[
        "区级综合", "县级综合", "区县级综合", "区养老服务指导中心", "区级养老服务", "县级养老服务", "district centre", "district center",
    ]),
    category("street_centre", "街道综合养老服务中心", "centres of a street or township", &[
        "街道级", "乡镇级", "镇级综合", "街道综合", "乡镇综合", "综合养老", "综合为老", "为老服务中心", "养老服务综合体", "街道养老", "街镇养老", "乡镇养老服务", "镇养老服务中心", "养老照料中心",
        "street centre", "street center",
    ]),
    category("day_care", "日间照料", "day care", &[
        "日间照料", "日间照护", "日间服务", "日间护理", "日照中心", "日照料", "日托", "托老所", "托老服务", "day care", "daycare",
    ]),
    category("care_station", "社区养老服务站", "stations of a community: help at home, advice, activities", &[
        "驿站", "养老服务站", "养老服务点", "养老服务中心", "居家养老", "社区养老", "家门口养老", "为老服务站", "为老服务点", "星光老年之家", "老年之家", "颐养之家",
        "care station",
    ]),
    category("group_home", "家庭照护之家", "small homes in a neighbourhood", &["长者照护之家", "护养小院", "小微机构", "微型养老", "嵌入式养老", "家庭养老院", "长者家园", "group home"]),
    category("assisted_living", "老年公寓", "flats with help", &["assisted living"]),
    category("nursing_home", "养老机构", "homes that elders live in", &[
        "养老院", "敬老院", "福利院", "护理院", "养护院", "护养院", "颐养院", "托养", "安老院", "护老院", "老人院", "光荣院", "养老公寓", "老年公寓", "老人公寓", "养老机构", "养老中心", "颐养中心",
        "护理中心", "照护中心", "养老社区", "特困人员供养", "特困供养", "供养服务", "五保", "nursing home", "care home", "retirement home", "old age home",
    ]),
    category("activity_centre", "活动中心", "rooms for activities of elders", &[
        "活动站", "活动中心", "活动室", "老年活动", "老干部活动", "棋牌", "老年大学", "老年学校", "文化活动", "activity centre", "activity center",
    ]),
    category("community_centre", "社区服务中心", "centres of a community for everybody", &[
        "社区服务中心", "社区服务站", "党群服务", "邻里中心", "社区综合服务", "便民服务", "村民之家", "居民之家", "community centre", "community center",
    ]),
    category("social_facility", "其他社会服务设施", "other social services", &["社会福利", "社工站", "社会工作", "social facility"]),
];

/// The category that a text means; `None` where it holds no known word. A category's own name means itself.
pub fn category_of(told: &str) -> Option<&'static str> {
    let plain = plain(told);
    let named = CATEGORIES
        .iter()
        .find(|category| category.name.replace('_', " ") == plain);
    let holds = |category: &&Category| category.words.iter().any(|word| plain.contains(word));
    named
        .or_else(|| CATEGORIES.iter().find(holds))
        .map(|category| category.name)
}

/// A category as it is compared: the one that a text means, else the text itself.
pub fn meant(told: &str) -> Cow<'_, str> {
    category_of(told).map_or(Cow::Borrowed(told.trim()), Cow::Borrowed)
}

/// What a category is called: its name with spaces in English; in Chinese its title where it has one here, else its name as told.
///
/// # Examples
/// ```
/// use service_circle_core::categories::title;
/// use service_circle_core::language::Language;
///
/// assert_eq!(title("day_care", Language::Chinese), "日间照料");
/// assert_eq!(title("day_care", Language::English), "day care");
/// assert_eq!(title("药店", Language::English), "药店");
/// ```
pub fn title(name: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::Chinese => Cow::Borrowed(chinese(name)),
        Language::English => Cow::Owned(name.replace('_', " ")),
    }
}

/// A category's title in Chinese where it has one here, else its name as told.
pub fn chinese(name: &str) -> &str {
    let known = CATEGORIES.iter().find(|category| category.name == name);
    known.map_or(name, |category| category.chinese)
}

/// Small letters and single spaces, without what stands in brackets where anything stands before it.
fn plain(told: &str) -> String {
    let bare = match told.find(['(', '（', '[', '【']) {
        Some(at) if !told.get(..at).unwrap_or_default().trim().is_empty() => told.get(..at).unwrap_or(told),
        _ => told,
    };
    let spaced: String = bare
        .chars()
        .map(|one| if matches!(one, '_' | '-') { ' ' } else { one })
        .flat_map(char::to_lowercase)
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facility_tags::FacilityTags;
    use crate::language::is_han;

    #[test]
    fn lists_words_mean_what_people_mean() {
        for (told, wanted) in [
            ("养老院", "nursing_home"),
            ("乡镇敬老院", "nursing_home"),
            ("养老机构（公建民营）", "nursing_home"),
            ("日间照料中心", "day_care"),
            ("社区日间照料", "day_care"),
            ("街道级综合养老服务中心", "street_centre"),
            ("街道级综合中心", "street_centre"),
            ("综合为老服务中心", "street_centre"),
            ("养老服务驿站", "care_station"),
            ("社区居家养老服务中心", "care_station"),
            ("长者食堂", "meal_service"),
            ("食堂·助餐点", "meal_service"),
            ("社区老年助餐点", "meal_service"),
            ("农村幸福院", "mutual_aid_home"),
            ("区域中心", "regional_centre"),
            ("农村区域性养老服务中心", "regional_centre"),
            ("区域养老服务中心", "regional_centre"),
            ("县级综合养老服务中心", "district_centre"),
            ("老年活动站", "activity_centre"),
            ("党群服务中心", "community_centre"),
            ("长者照护之家", "group_home"),
            ("nursing_home", "nursing_home"),
            ("Day-care", "day_care"),
            ("day care centre", "day_care"),
        ] {
            assert_eq!(category_of(told), Some(wanted), "{told}");
        }
        for told in ["", "其他", "药店", "elder_care", "医院", "(养老)"] {
            assert_eq!(category_of(told), None, "{told}");
        }
        assert_eq!((meant("驿站"), meant(" 药店 ")), ("care_station".into(), "药店".into()));
    }

    #[test]
    fn categories_of_tags_are_among_them_and_none_is_hidden() {
        for name in FacilityTags::built_in().categories() {
            assert_eq!(category_of(name), Some(name), "an extract's category means itself");
        }
        for category in CATEGORIES {
            assert_eq!(category_of(category.name), Some(category.name));
            assert!(category.chinese.chars().any(is_han), "{}", category.name);
            for word in category.words {
                assert_eq!(
                    category_of(word),
                    Some(category.name),
                    "{word} stands below a row that holds it"
                );
            }
        }
    }
}
