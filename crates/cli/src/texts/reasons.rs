//! Why rows cannot be used, or not as they stand, in Chinese: by the English sentence, as it stands in `rejected.csv`.

use std::borrow::Cow;

use service_circle_core::language::Language;

use super::{Meaning, meaning};

/// A reason as it is told. Those with figures in them, which are rare, are told in English only.
pub(crate) fn reason(english: &str, language: Language) -> Cow<'_, str> {
    if language == Language::English {
        return Cow::Borrowed(english);
    }
    let known = |sentence: &str| {
        let found = REASONS.iter().find(|(known, _)| *known == sentence);
        found.map(|(_, words)| words.chinese)
    };
    // `beds is a range; give one number`: a column before what is wrong with it.
    let of_column = || {
        let (column, why) = english.split_once(' ')?;
        Some(Cow::Owned(format!("{column} {}", known(why)?)))
    };
    known(english)
        .map(Cow::Borrowed)
        .or_else(of_column)
        .unwrap_or(Cow::Borrowed(english))
}

const fn same(english: &'static str, chinese: &'static str) -> Meaning {
    meaning(english, english, chinese)
}

#[rustfmt::skip]
pub(super) const REASONS: &[Meaning] = &[
    same("has neither id nor name", "既无编号也无名称"),
    same("has no geometry", "没有几何图形"),
    same("has no name: only named residential areas are listed", "没有名称：只列有名称的居住区"),
    same("has no outline: its line does not close", "没有轮廓：边线未闭合"),
    same("has no outline: its member ways form no closed ring, or are not in the file", "没有轮廓：成员线未成环，或不在文件中"),
    same("has no outline: none of its nodes is in the file", "没有轮廓：节点都不在文件中"),
    same("has no outline: too few of its nodes are in the file", "没有轮廓：文件中的节点过少"),
    same("has no place", "没有位置"),
    same("has no row in the .dbf", "在 .dbf 中没有对应记录"),
    same("has no shape", "没有图形"),
    same("is a formula without a value; open the file in Excel or WPS and save it", "是没有结果的公式；请用 Excel 或 WPS 打开并保存"),
    same("is a range; give one number", "是一个范围；请给出一个数字"),
    same("is a share; give a number", "是百分比；请给出数字"),
    same("is a word without a meaning here", "取值含义不明"),
    same("is an error in the sheet; mend its formula", "是表中的错误值；请修正公式"),
    same("is below 0", "小于0"),
    same("is neither yes nor no", "既非“是”也非“否”"),
    same("is no date such as 2023-12-01", "不是日期，应如 2023-12-01"),
    same("is not a number", "不是数字"),
    same("is too large to be true", "大得不合理"),
    same("its geometry is cut off", "几何图形不完整"),
    same("its geometry is empty", "几何图形为空"),
    same("its outline encloses nothing", "轮廓面积为零"),
    same("its shape is cut off", "图形不完整"),
    same("lies outside the extract, and holds no compound and no facility", "在地图数据范围之外，且没有小区和设施"),
    same("lon and lat are 0: likely missing", "经纬度为0：可能缺失"),
    same("lon or lat is empty", "经度或纬度为空"),
    same("names no compound", "未注明小区"),
    same("no compound has this id or name", "没有此编号或名称的小区"),
    same("no compound has this id, or only it this name", "没有此编号或唯一名称的小区"),
    same("no facility has this id, or only it this name", "没有此编号或唯一名称的设施"),
    same("not on Earth", "坐标超出经纬度范围"),
    same("open_to must be residents, everybody or nobody", "open_to 应为 residents、everybody 或 nobody"),
    same("position is neither point nor polygon", "位置既非点也非面"),
    same("position is not two numbers such as 116.46,39.98", "位置不是两个数字，应如 116.46,39.98"),
    same("several compounds have this name; give the id", "多个小区同名；请给出编号"),
    same("share is not from 0 to 1, nor a per cent", "比例不在0至1之间，也不是百分数"),
    same("star is not 1 to 5", "星级不是1至5"),
    same("sums up other rows", "是合计行"),
    same("the entrance is no point", "出入口不是点"),
    same("this id stands in an earlier row as well; the first is kept", "编号与前面的记录重复；保留前者"),
    same("weight must be above 0", "权重应大于0"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_alone_or_of_its_column() {
        let chinese = |english| reason(english, Language::Chinese).into_owned();
        assert_eq!(chinese("has no place"), "没有位置");
        assert_eq!(
            chinese("beds is a range; give one number"),
            "beds 是一个范围；请给出一个数字"
        );
        assert_eq!(
            chinese("is 812 m from the compound's place"),
            "is 812 m from the compound's place"
        );
        assert_eq!(reason("has no place", Language::English), "has no place");
    }
}
