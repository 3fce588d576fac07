//! How headers are compared: without all that changes nothing of what they mean.

use super::measures::{self, Unit};

/// A header as it is compared, and what it tells besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    /// Without case, brackets, spaces, marks, a year before it and a unit after it, in half-width and simplified letters.
    pub(super) plain: String,
    /// What its numbers are counted in, where it tells.
    pub(super) unit: Option<&'static Unit>,
}

/// Traditional letters of headers and their simplified ones.
#[rustfmt::skip]
const SIMPLIFIED: &[(char, char)] = &[
    ('稱', '称'), ('經', '经'), ('緯', '纬'), ('類', '类'), ('別', '别'), ('數', '数'), ('戶', '户'), ('區', '区'), ('號', '号'), ('編', '编'),
    ('碼', '码'), ('單', '单'), ('機', '机'), ('構', '构'), ('積', '积'), ('營', '营'), ('運', '运'), ('狀', '状'), ('態', '态'), ('開', '开'),
    ('對', '对'), ('鄉', '乡'), ('鎮', '镇'), ('級', '级'), ('養', '养'), ('會', '会'), ('劃', '划'), ('設', '设'), ('總', '总'), ('歲', '岁'),
    ('樓', '楼'), ('盤', '盘'), ('間', '间'), ('時', '时'), ('務', '务'), ('項', '项'), ('範', '范'), ('圍', '围'), ('屬', '属'), ('標', '标'),
    ('識', '识'), ('點', '点'), ('權', '权'), ('門', '门'), ('無', '无'), ('業', '业'), ('齡', '龄'), ('護', '护'), ('體', '体'), ('層', '层'),
    ('價', '价'), ('費', '费'), ('來', '来'), ('質', '质'), ('資', '资'), ('產', '产'), ('際', '际'), ('東', '东'), ('縣', '县'),
    ('實', '实'), ('場', '场'), ('預', '预'), ('計', '计'), ('處', '处'), ('築', '筑'), ('辦', '办'),
];

/// Words that change nothing of what a header means: those on the left read as those on the right.
#[rustfmt::skip]
const SAME_WORDING: &[(&str, &str)] = &[
    ("周岁", "岁"), ("及以上", "以上"), ("含以上", "以上"), ("人口数量", "人口"), ("人口数", "人口"), ("数量", "数"),
];

impl Wording {
    /// A header's wording.
    pub(super) fn of(header: &str) -> Self {
        let simple: String = header
            .trim()
            .chars()
            .map(|one| simplified(half_width(one)))
            .flat_map(char::to_lowercase)
            .collect();
        let (outside, inside) = brackets(&simple);
        let (bare, told) = if letters(&outside).is_empty() {
            (inside, String::new())
        } else {
            (outside, inside)
        };
        let mut unit = measures::unit(&letters(&told));
        let mut bare = bare.as_str();
        if let Some((before, after)) = bare.rsplit_once(['/', ':', ',']) {
            let by_mark = measures::unit(&letters(after));
            if by_mark.is_some() && !letters(before).is_empty() {
                (bare, unit) = (before, unit.or(by_mark));
            }
        }
        let mut plain = letters(without_year(bare));
        if let Some((before, by_ending)) = measures::area_ending(&plain) {
            unit = unit.or(Some(by_ending));
            plain.truncate(before);
        }
        for (wording, same) in SAME_WORDING {
            plain = plain.replace(wording, same);
        }
        Self { plain, unit }
    }
}

/// A full-width letter, digit or mark as the half-width one.
pub(crate) fn half_width(one: char) -> char {
    /// From the full-width forms of ASCII to ASCII itself.
    const SHIFT: u32 = 0xFEE0;
    match one {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(one as u32 - SHIFT).unwrap_or(one),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn simplified(one: char) -> char {
    SIMPLIFIED
        .iter()
        .find(|(traditional, _)| *traditional == one)
        .map_or(one, |(_, simple)| *simple)
}

/// What stands outside brackets, and what stands in them.
pub(super) fn brackets(text: &str) -> (String, String) {
    let (mut outside, mut inside) = (String::new(), String::new());
    let mut depth = 0_usize;
    for one in text.chars() {
        match one {
            '(' | '（' | '[' | '{' | '【' | '〔' | '<' => depth += 1,
            ')' | '）' | ']' | '}' | '】' | '〕' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(one),
            _ => outside.push(one),
        }
    }
    (outside, inside)
}

/// Letters, digits and signs that mean something.
fn letters(text: &str) -> String {
    let means = |one: &char| one.is_alphanumeric() || matches!(one, '㎡' | '²' | '+' | '#' | '°');
    text.chars().filter(means).collect()
}

/// A header without a year or number before it: `2023年末60岁以上人口`, `1、名称`.
fn without_year(header: &str) -> &str {
    let header = header.trim_start_matches("截至").trim_start();
    let rest = header.trim_start_matches(|one: char| one.is_ascii_digit());
    let digits = header.len() - rest.len();
    let after = match (digits, rest.chars().next()) {
        (4, Some('年')) => rest.trim_start_matches('年').trim_start_matches(['末', '底', '度']),
        (1..=2, Some('、' | '.')) => rest.trim_start_matches(['、', '.']),
        _ => return header,
    };
    if after.trim().is_empty() { header } else { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_meaning_are_one() {
        for header in [
            "建筑面积",
            " 建筑 面积 ",
            "建筑面积（㎡）",
            "建筑面积(平方米)",
            "建筑面积/平方米",
            "建筑面积：㎡",
            "建筑面积㎡",
            "*建筑面积",
            "建筑\n面积",
            "建築面積",
            "3、建筑面积",
            "【建筑面积】",
        ] {
            assert_eq!(Wording::of(header).plain, Wording::of("建筑面积").plain, "{header}");
        }
        for header in [
            "60岁以上人口",
            "60周岁及以上人口数",
            "2023年末60岁及以上人口数（人）",
            "６０岁以上人口",
            "60岁（含）以上人口",
        ] {
            assert_eq!(Wording::of(header).plain, "60岁以上人口", "{header}");
        }
        assert_eq!(Wording::of("floor_area_m2").plain, Wording::of("Floor Area (m2)").plain);
        assert_eq!(Wording::of("pop60").plain, "pop60");
        assert_eq!(Wording::of("序号").plain, "序号");
        assert_eq!(Wording::of("2023年").plain, "2023年");
        assert_eq!(Wording::of("").plain, "");
    }

    #[test]
    fn units_are_told_by_headers() {
        let unit = |header: &str| Wording::of(header).unit.map(|unit| unit.words[0]);
        assert_eq!(unit("建筑面积（万㎡）"), unit("建筑面积(万平方米)"));
        assert_eq!(unit("用地面积/亩"), Some("亩"));
        assert_eq!(unit("投资(万元)"), Some("万元"));
        assert_eq!(unit("床位数（张）"), Some("张"));
        assert_eq!(unit("经度（WGS84）"), None);
    }
}
