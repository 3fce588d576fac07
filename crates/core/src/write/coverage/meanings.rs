//! What the machine's words in tables mean in Chinese: one list for the workbook, the page and the terminal.

use crate::categories;
use crate::language::Language;
use crate::options::{Circle, PRESETS};
use crate::write::words::{REASONS, STATUSES, VERDICTS};

/// What the words of columns mean, besides verdicts, reasons and statuses, which have a catalogue of their own.
#[rustfmt::skip]
const CHINESE: &[(&str, &str)] = &[
    ("city", "市"), ("district", "区县"), ("street", "街道"), ("town", "镇"), ("township", "乡"), ("community", "社区"), ("village", "村"),
    ("urban", "城镇"), ("rural", "农村"),
    ("whole", "完整"), ("partial", "数据不完整"), ("unknown", "未知"), ("outside", "范围外"),
    ("counted-not-served", "行政已覆盖、步行未达标"), ("served-not-counted", "步行达标、行政未覆盖"),
    ("open", "已开放（未填日期）"),
    ("built", "配建"), ("area-reached", "面积达标"), ("handed-over", "移交登记"), ("new", "新建"), ("existing", "既有"),
    ("fails", "未通过"), ("not-told", "未填报"),
    ("idle", "闲置用房"), ("rebuilt", "改建"), ("extended", "扩建"), ("rented", "租赁"),
    ("administrative", "行政口径"), ("compounds", "小区"), ("households", "户数"), ("elders", "老年人口"), ("dwellings", "住宅点"),
    ("beds", "床位"), ("floor-area", "建筑面积"),
    ("2SFCA", "两步移动搜索法"), ("3SFCA", "三步移动搜索法"),
    ("E2SFCA-steps", "增强型两步移动搜索法（分级）"), ("E2SFCA-gaussian", "增强型两步移动搜索法（高斯）"),
    ("all", "全部"), ("category", "类别"), ("category-told", "名单用语"), ("category-urban", "城镇设施类别"), ("category-rural", "农村设施类别"),
    ("services", "服务项目"), ("targets", "目标"), ("status", "状态"), ("level", "级别"), ("service", "服务"), ("town-or-country", "城乡"),
    ("run by a chain", "连锁运营"), ("operators", "运营方"), ("chains", "连锁"), ("candidates", "备选点"), ("facilities", "设施"), ("units", "行政单元"),
    ("times", "步行时间"), ("gates", "大门"), ("shared", "共用设施"), ("counted", "计数表"),
    (Circle::USUAL_NAME, "养老服务"),
    // What was odd about a row.
    ("unit-name-ambiguous", "单元重名"), ("unit-parents-in-a-circle", "上级循环"), ("unit-outline-without-area", "轮廓无面积"),
    ("unit-overlap", "单元重叠"), ("unit-without-compound", "单元内无小区"), ("unit-parent-unknown", "上级不在名单"), ("unit-parent-made", "上级由名称补出"),
    ("unit-unknown", "单元不在名单"), ("unit-name-read-as", "单元名按近似理解"), ("unit-names-disagree", "街道与社区不符"),
    ("unit-place-disagrees", "所填单元与位置不符"), ("compound-without-unit-of-kind", "小区不在某级单元"), ("facility-without-unit-of-kind", "设施不在某级单元"), ("target-without-units", "目标无对应单元"),
    ("audit-without-norm", "未设面积标准"), ("served-compound-ambiguous", "服务小区重名"), ("served-unit-unknown", "服务单元不在名单"),
    ("compound-in-overlap", "小区位于重叠单元"), ("compound-without-unit", "小区不在任何单元"), ("facility-without-unit", "设施不在任何单元"),
    ("floor-area-below", "建筑面积不足"), ("shares-above-one", "分摊比例大于1"), ("people-not-told", "人口未填全"),
];

/// A machine's word for people: itself in English; in Chinese its meaning, where it is known here, in the catalogue of verdicts,
/// reasons and statuses, as a category, or as the name of a usual circle.
pub fn word_of_data(word: &str, language: Language) -> &str {
    match language {
        Language::English => word,
        Language::Chinese => known(word).unwrap_or(word),
    }
}

fn known(word: &str) -> Option<&'static str> {
    let ours = CHINESE.iter().find(|(known, _)| *known == word);
    let coded = || {
        let codes = VERDICTS.iter().chain(REASONS).chain(STATUSES);
        let code = codes.into_iter().find(|code| code.word == word);
        code.map(|code| code.called(Language::Chinese))
    };
    let category = || {
        let category = categories::CATEGORIES.iter().find(|category| category.name == word);
        category.map(|category| category.chinese)
    };
    let circle = || {
        let preset = PRESETS.iter().find(|preset| preset.english == word);
        preset.map(|preset| preset.chinese)
    };
    ours.map(|(_, chinese)| *chinese)
        .or_else(coded)
        .or_else(category)
        .or_else(circle)
}

/// As [`word_of_data`], of a cell that may hold several words with commas between; a text that holds anything else stays as it is.
pub(in crate::write) fn words_of_data(words: &str, language: Language) -> String {
    let told: Option<Vec<&str>> = match language {
        Language::English => None,
        Language::Chinese => words.split(", ").map(known).collect(),
    };
    let whole = || word_of_data(words, language).to_owned();
    told.map_or_else(whole, |told| told.join(language.comma()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_in_the_reader_s_language() {
        for (word, chinese) in [
            ("street", "街道"),
            ("E2SFCA-steps", "增强型两步移动搜索法（分级）"),
            ("day_care", "日间照料"),
            ("idle", "闲置用房"),
            ("new", "新建"),
            ("gap", "缺口"),
            ("barrier", "绕行阻隔"),
            ("under-construction", "在建"),
            ("2023", "2023"),
        ] {
            assert_eq!(word_of_data(word, Language::Chinese), chinese);
            assert_eq!(word_of_data(word, Language::English), word);
        }
        let of_cell = |words| words_of_data(words, Language::Chinese);
        assert_eq!(of_cell("village, street"), "村、街道");
        assert_eq!(of_cell("street, 甲"), "street, 甲", "a name of somebody's");
        assert_eq!(
            (of_cell("elder care"), of_cell("my circle")),
            ("养老服务".to_owned(), "my circle".to_owned())
        );
    }
}
