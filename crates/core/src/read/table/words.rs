//! Words that offices write in cells, and what each means here: one table a column, for anyone to read and extend.
//!
//! Words are compared by [`key`]: without case, brackets and what stands in them, spaces, hyphens and underscores.

use super::rows::{FacilityLevel, NewOrExisting, OpenTo, UnitKind, UrbanRural};
use super::wordings::{brackets, half_width};
use crate::options::Circle;

/// Meanings and their words.
pub(super) type Words<T> = [(T, &'static [&'static str])];

/// What offices write for "not told".
#[rustfmt::skip]
const NOT_TOLD: &[&str] = &[
    "-", "--", "---", "－", "—", "——", "–", "/", "\\", "无", "暂无", "不详", "未知", "未填", "未填写", "空", "缺", "缺失", "待定", "待核实", "无数据", "n/a",
    "na", "nan", "null", "none", "nil", "#n/a", "?", "？", ".", "…",
];

/// Names of rows that sum up the others.
#[rustfmt::skip]
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "总数", "累计", "全市合计", "全区合计", "全县合计", "total", "sum", "subtotal", "grand total"];

#[rustfmt::skip]
pub(super) const FLAGS: &Words<bool> = &[
    (true, &[
        "yes", "y", "true", "t", "1", "是", "有", "√", "✓", "✔", "对", "已", "对外", "开放", "对外开放", "对外服务", "面向社会", "面向社会开放", "社会开放",
        "全面开放", "可以", "已完成", "完成", "已建", "已建成", "建成", "已配建", "已规划", "规划", "已移交", "移交", "已登记", "已移交登记", "已运营",
        "正常运营", "正常", "运营中", "运营", "达标", "合格", "豁免", "免",
    ]),
    (false, &[
        "no", "n", "false", "f", "0", "否", "无", "没有", "不", "×", "✗", "✘", "x", "不对外", "不开放", "不对外开放", "未开放", "仅内部", "内部", "仅限本院",
        "未完成", "未建", "未建成", "未配建", "未规划", "未移交", "未登记", "未移交登记", "未运营", "停运", "不达标", "未达标", "不合格", "不豁免",
    ]),
];

/// A facility's status; other words are kept as told, and do not count as operating.
#[rustfmt::skip]
pub(super) const STATUS: &Words<&str> = &[
    (Circle::OPERATING, &[
        "operating", "open", "active", "existing", "运营", "运营中", "在营", "在运营", "正常", "正常运营", "正常运行", "运行", "运行中", "营业", "营业中",
        "正常营业", "已运营", "已投入运营", "投入运营", "投入使用", "已投入使用", "使用中", "在用", "已开业", "开业", "开放", "开放中", "对外开放", "存续",
        "在业", "已建成运营", "建成运营", "试运营", "试营业", "已启用", "启用", "服务中", "有效", "现状",
    ]),
    ("closed", &[
        "closed", "disused", "suspended", "inactive", "停业", "已停业", "歇业", "关闭", "已关闭", "关停", "已关停", "停运", "已停运", "停止运营", "暂停",
        "暂停运营", "暂停营业", "停用", "未运营", "已停用", "撤销", "已撤销", "注销", "已注销", "吊销", "拆除", "已拆除", "闲置", "空置",
    ]),
    ("planned", &[
        "planned", "proposed", "规划", "规划中", "已规划", "拟建", "拟建设", "待建", "筹建", "筹建中", "筹备", "筹备中", "计划", "计划中", "未建", "未开工", "立项",
        "已立项", "近期规划", "远期规划",
    ]),
    ("under-construction", &[
        "under construction", "construction", "在建", "在建中", "建设中", "正在建设", "施工", "施工中", "改建中", "扩建中", "装修", "装修中", "已开工",
        "建成未运营", "已建成未运营", "未投入使用", "建成待运营",
    ]),
];

/// Who may pass a gate.
#[rustfmt::skip]
pub(super) const OPEN_TO: &Words<OpenTo> = &[
    (OpenTo::Residents, &[
        "residents", "resident", "private", "permit", "居民", "业主", "住户", "仅居民", "仅业主", "本小区居民", "小区居民", "门禁", "刷卡", "刷脸", "凭卡",
    ]),
    (OpenTo::Everybody, &[
        "everybody", "everyone", "anyone", "all", "public", "yes", "所有人", "任何人", "公众", "全部", "开放", "完全开放", "对外开放", "无门禁", "自由通行", "是",
    ]),
    (OpenTo::Nobody, &[
        "nobody", "none", "no", "closed", "locked", "关闭", "封闭", "常闭", "锁闭", "上锁", "停用", "不开放", "仅消防", "仅车行", "否",
    ]),
];

/// Town or country, the codes of the statistics bureau's list among the words.
#[rustfmt::skip]
pub(super) const URBAN_RURAL: &Words<UrbanRural> = &[
    (UrbanRural::Urban, &[
        "urban", "town", "城镇", "城市", "城区", "市区", "城", "主城区", "中心城区", "城乡结合区", "城乡结合部", "镇区", "镇中心区", "镇乡结合区", "111", "112", "121",
        "122", "123",
    ]),
    (UrbanRural::Rural, &["rural", "country", "village", "农村", "乡村", "乡", "村", "村庄", "乡中心区", "210", "220"]),
];

#[rustfmt::skip]
pub(super) const NEW_OR_EXISTING: &Words<NewOrExisting> = &[
    (NewOrExisting::New, &["new", "新建", "新建小区", "新", "新建居住区", "新建住宅小区", "在建"]),
    (NewOrExisting::Existing, &[
        "existing", "old", "已建成", "建成", "既有", "老旧", "老旧小区", "旧", "已建", "已建成小区", "已建成居住区", "既有小区", "存量",
    ]),
];

#[rustfmt::skip]
pub(super) const LEVELS: &Words<FacilityLevel> = &[
    (FacilityLevel::City, &["city", "市级", "市", "省级"]),
    (FacilityLevel::District, &["district", "county", "区级", "县级", "区县级", "县区级", "区", "县", "区域级", "片区级"]),
    (FacilityLevel::Street, &[
        "street", "township", "街道级", "街道", "乡镇级", "乡镇", "镇级", "乡级", "街镇级", "街镇", "街乡级", "街道乡镇级", "镇街级",
    ]),
    (FacilityLevel::Community, &["community", "village", "社区级", "社区", "村级", "村", "村居级", "居村级", "居委级", "小区级"]),
];

#[rustfmt::skip]
pub(super) const UNIT_KINDS: &Words<UnitKind> = &[
    (UnitKind::City, &["city", "市", "地级市", "市级"]),
    (UnitKind::District, &["district", "county", "区", "县", "区县", "县市区", "县级市", "市辖区", "旗", "开发区"]),
    (UnitKind::Street, &["street", "subdistrict", "街道", "街道办", "街道办事处", "地区", "地区办事处"]),
    (UnitKind::Town, &["town", "镇", "建制镇"]),
    (UnitKind::Township, &["township", "乡", "民族乡", "苏木", "农场", "乡镇", "林场"]),
    (UnitKind::Community, &["community", "neighbourhood", "社区", "居委会", "社区居委会", "居民委员会", "居委"]),
    (UnitKind::Village, &["village", "村", "行政村", "村委会", "嘎查", "村民委员会"]),
];

/// How a unit's name ends, by kind; a longer ending stands before a shorter one that it holds.
pub(super) const UNIT_NAME_ENDINGS: &[(&str, UnitKind)] = &[
    ("街道办事处", UnitKind::Street),
    ("街道", UnitKind::Street),
    ("地区办事处", UnitKind::Street),
    ("地区", UnitKind::Street),
    ("社区居委会", UnitKind::Community),
    ("居民委员会", UnitKind::Community),
    ("居委会", UnitKind::Community),
    ("社区", UnitKind::Community),
    ("村民委员会", UnitKind::Village),
    ("村委会", UnitKind::Village),
    ("村", UnitKind::Village),
    ("镇", UnitKind::Town),
    ("乡", UnitKind::Township),
    ("区", UnitKind::District),
    ("县", UnitKind::District),
    ("市", UnitKind::City),
];

/// What a candidate site is now; other words are kept as told.
#[rustfmt::skip]
pub(super) const ORIGINS: &Words<&str> = &[
    ("idle", &["idle", "idle room", "闲置", "闲置用房", "闲置房屋", "闲置房产", "闲置资产", "空置", "空置用房", "存量闲置"]),
    ("rebuilt", &["rebuilt", "rebuild", "converted", "改建", "改造", "改建用房", "功能置换", "置换"]),
    ("extended", &["extended", "extension", "扩建", "改扩建"]),
    ("new", &["new", "新建", "配建", "新建配套", "规划新建"]),
    ("rented", &["rented", "lease", "租赁", "租用", "购置", "回购"]),
];

/// Whether a site must be in the plan, or must not.
#[rustfmt::skip]
pub(super) const FIXED: &Words<bool> = &[
    (true, &["in", "yes", "true", "1", "必选", "必建", "已定", "确定", "是"]),
    (false, &["out", "no", "false", "0", "不选", "不可用", "排除", "否决", "否"]),
];

/// The meaning of a word in a table.
pub(super) fn meaning<T: Copy>(words: &Words<T>, told: &str) -> Option<T> {
    let told = key(told);
    let means = |all: &[&str]| all.iter().any(|word| is_key_of(&told, word));
    words.iter().find(|(_, all)| means(all)).map(|(meaning, _)| *meaning)
}

/// Whether a cell says that there is nothing to tell.
pub(super) fn is_not_told(text: &str) -> bool {
    NOT_TOLD.iter().any(|one| text.eq_ignore_ascii_case(one))
}

/// Whether a row of this name sums up others.
pub(super) fn is_total(name: &str) -> bool {
    let name = key(name);
    TOTALS.iter().any(|word| is_key_of(&name, word))
}

/// Whether a word of the lists above, none of which has brackets, has this key: asked of each cell, so nothing is made of the word.
fn is_key_of(key: &str, word: &str) -> bool {
    letters(word).eq(key.chars())
}

/// The letters of a word that are compared.
fn letters(part: &str) -> impl Iterator<Item = char> {
    let all = part.chars().map(half_width).flat_map(char::to_lowercase);
    all.filter(|one| !one.is_whitespace() && !matches!(one, '-' | '_' | '"' | '“' | '”'))
}

/// A word as it is compared: what stands in brackets counts only where nothing stands outside.
pub(super) fn key(text: &str) -> String {
    let (outside, inside) = brackets(text);
    let told = [outside, inside]
        .into_iter()
        .map(|part| letters(&part).collect::<String>())
        .find(|key| !key.is_empty());
    told.unwrap_or_else(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        fn once<T>(words: &Words<T>) {
            let mut keys: Vec<String> = words
                .iter()
                .flat_map(|(_, all)| all.iter().map(|word| key(word)))
                .collect();
            for (_, all) in words {
                for word in *all {
                    assert!(is_key_of(&key(word), word), "{word}: brackets");
                }
            }
            keys.sort_unstable();
            for pair in keys.windows(2) {
                assert_ne!(pair[0], pair[1]);
            }
        }
        once(FLAGS);
        once(STATUS);
        once(OPEN_TO);
        once(URBAN_RURAL);
        once(NEW_OR_EXISTING);
        once(LEVELS);
        once(UNIT_KINDS);
        once(ORIGINS);
        once(FIXED);
    }

    #[test]
    fn words_are_compared_without_what_does_not_matter() {
        assert_eq!(meaning(STATUS, " Under-Construction "), Some("under-construction"));
        assert_eq!(meaning(STATUS, "运营中（2023年起）"), Some("operating"));
        assert_eq!(meaning(STATUS, "运营\u{3000}中"), Some("operating"));
        assert_eq!(meaning(STATUS, "（在建）"), Some("under-construction"));
        assert_eq!(meaning(STATUS, "搬迁"), None);
        assert!(is_not_told("—") && is_not_told("N/A") && !is_not_told("0"));
    }
}
