//! What numbers are counted in, and numbers as people write them.

use super::wordings::half_width;

/// What a column's numbers measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Nothing: words, ids, coordinates.
    None,
    /// Nothing: yes or no.
    Flag,
    /// People, beds, flats ...
    Count,
    /// Square metres.
    Area,
    /// Yuan.
    Money,
}

/// A unit of measurement.
#[derive(Debug, PartialEq)]
pub(super) struct Unit {
    /// What it measures.
    pub(super) measure: Measure,
    /// How many of the column's own unit it is: m2, yuan, pieces.
    pub(super) factor: f64,
    /// How it is written, in small letters; the usual one first.
    pub(super) words: &'static [&'static str],
}

impl Eq for Unit {}

impl Unit {
    /// Whether it is not the column's own unit.
    fn is_scaled(&self) -> bool {
        self.factor.total_cmp(&1.0).is_ne()
    }
}

const fn unit_of(measure: Measure, factor: f64, words: &'static [&'static str]) -> Unit {
    Unit { measure, factor, words }
}

/// Square metres of a mu (亩): a fifteenth of a hectare.
const MU_M2: f64 = 10_000.0 / 15.0;
/// Square metres of a square foot.
const SQUARE_FOOT_M2: f64 = 0.092_903_04;

/// All units; of those that fit the end of a text the longest word counts.
static UNITS: &[Unit] = &[
    unit_of(
        Measure::Area,
        1.0,
        &[
            "㎡",
            "m2",
            "m²",
            "平方米",
            "平方公尺",
            "平米",
            "平方",
            "平",
            "sqm",
            "sq m",
        ],
    ),
    unit_of(
        Measure::Area,
        1e4,
        &["万㎡", "万m2", "万m²", "万平方米", "万平米", "万平方", "万平"],
    ),
    unit_of(Measure::Area, MU_M2, &["亩"]),
    unit_of(Measure::Area, 1e4, &["公顷", "ha", "hm2", "hm²"]),
    unit_of(Measure::Area, 1e6, &["平方公里", "平方千米", "km2", "km²"]),
    unit_of(
        Measure::Area,
        SQUARE_FOOT_M2,
        &["平方尺", "平方呎", "呎", "sqft", "sq ft", "ft2"],
    ),
    unit_of(Measure::Money, 1.0, &["元", "人民币", "rmb", "cny", "yuan"]),
    unit_of(Measure::Money, 1e3, &["千元"]),
    unit_of(Measure::Money, 1e4, &["万元", "万人民币"]),
    unit_of(Measure::Money, 1e6, &["百万元"]),
    unit_of(Measure::Money, 1e8, &["亿元"]),
    unit_of(
        Measure::Count,
        1.0,
        &[
            "张",
            "人",
            "户",
            "套",
            "个",
            "床",
            "名",
            "位",
            "家",
            "栋",
            "间",
            "人次",
            "张床",
            "张床位",
            "床位",
            "份",
            "餐",
            "beds",
            "people",
            "households",
        ],
    ),
    unit_of(Measure::Count, 1e3, &["千人", "千户"]),
    unit_of(Measure::Count, 1e4, &["万人", "万户", "万张", "万套"]),
];

/// Numerals that stand after a number without a unit.
const NUMERALS: &[(&str, f64)] = &[("万", 1e4), ("亿", 1e8), ("千", 1e3), ("百", 1e2)];

/// Words before a number that is not exact.
const ABOUT_BEFORE: &[&str] = &["大约", "约为", "约", "接近", "近", "超过", "超", "逾", "≈", "~"];
/// Words after a number that is not exact.
const ABOUT_AFTER: &[&str] = &["左右", "上下", "以上", "余", "多"];
/// Words before a number that change nothing.
const PLAIN_BEFORE: &[&str] = &["共计", "合计", "总计", "共"];

/// Greater numbers are slips of the pen: nothing in a city counts a million million.
const LARGEST: f64 = 1e12;

/// The unit that a text names.
pub(super) fn unit(text: &str) -> Option<&'static Unit> {
    let text = text.trim_start_matches("单位");
    UNITS.iter().find(|unit| unit.words.contains(&text))
}

/// Where the unit of area begins that a header ends in, such as `建筑面积平方米`, and which it is.
pub(super) fn area_ending(header: &str) -> Option<(usize, &'static Unit)> {
    let (before, unit) = ending(header, |unit| unit.measure == Measure::Area)?;
    let symbol = header.get(before.len()..)?;
    // One letter alone may be part of a word.
    (!before.is_empty() && (symbol.chars().count() > 1 || symbol == "㎡")).then_some((before.len(), unit))
}

/// What stands before the longest unit that a text ends in, and that unit.
fn ending(text: &str, fits: impl Fn(&Unit) -> bool) -> Option<(&str, &'static Unit)> {
    let words = UNITS
        .iter()
        .filter(|unit| fits(unit))
        .flat_map(|unit| unit.words.iter().map(move |word| (word, unit)));
    let found = words.filter_map(|(word, unit)| Some((text.strip_suffix(word)?, unit)));
    found.min_by_key(|(before, _)| before.len())
}

/// A number as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// Its value, in the column's own unit.
    pub(super) value: f64,
    /// How it was written, where that was not plain.
    pub(super) manner: Option<Manner>,
}

/// How a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// In full-width digits, or with marks between thousands.
    Marked,
    /// With its unit or a word.
    WithUnit,
    /// In another unit, or with 万.
    Scaled,
    /// As not exact: 约, 余 ...
    About,
}

impl Manner {
    /// The code that it is counted by.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Marked => "number-with-marks",
            Self::WithUnit => "number-with-unit",
            Self::Scaled => "number-scaled",
            Self::About => "number-not-exact",
        }
    }
}

/// Reads a number that counts `measure`, in `header`'s unit where it tells none itself.
///
/// # Errors
/// Why it is none, to be put after the column's name.
pub(super) fn number(text: &str, measure: Measure, header: Option<&Unit>) -> Result<Reading, &'static str> {
    let plain: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let mut written = Written {
        rest: plain.trim(),
        manner: (plain != text.to_lowercase()).then_some(Manner::Marked),
    };
    if !written.drop_before(ABOUT_BEFORE, Manner::About) {
        written.drop_before(PLAIN_BEFORE, Manner::WithUnit);
    }
    let header = header.filter(|unit| unit.measure == measure);
    let factor = written.factor(measure, header);
    if is_range(written.rest) {
        return Err("is a range; give one number");
    }
    if written.rest.ends_with('%') {
        return Err("is a share; give a number");
    }
    let value = written.digits().ok_or("is not a number")? * factor;
    if value.abs() > LARGEST {
        return Err("is too large to be true");
    }
    Ok(Reading {
        value,
        manner: written.manner,
    })
}

/// What is left of a written number, and how it was written.
struct Written<'a> {
    rest: &'a str,
    manner: Option<Manner>,
}

impl Written<'_> {
    fn note(&mut self, manner: Manner) {
        self.manner = self.manner.max(Some(manner));
    }

    /// Takes one of some words off the front.
    fn drop_before(&mut self, words: &[&str], manner: Manner) -> bool {
        let Some(rest) = words.iter().find_map(|word| self.rest.strip_prefix(word)) else {
            return false;
        };
        self.rest = rest.trim_start();
        self.note(manner);
        true
    }

    /// Takes a word for "about" off the end.
    fn drop_about(&mut self) {
        if let Some(rest) = ABOUT_AFTER.iter().find_map(|word| self.rest.strip_suffix(word)) {
            self.rest = rest.trim_end();
            self.note(Manner::About);
        }
    }

    /// Takes unit and numeral off the end: what the number is to be multiplied by.
    fn factor(&mut self, measure: Measure, header: Option<&Unit>) -> f64 {
        let mut factor = header.map_or(1.0, |unit| unit.factor);
        self.drop_about();
        if let Some((rest, unit)) = ending(self.rest, |unit| unit.measure == measure) {
            self.rest = rest.trim_end();
            self.note(if unit.is_scaled() {
                Manner::Scaled
            } else {
                Manner::WithUnit
            });
            factor = unit.factor;
        }
        self.drop_about();
        if let Some((rest, times)) = NUMERALS
            .iter()
            .find_map(|(word, times)| Some((self.rest.strip_suffix(word)?, times)))
        {
            self.rest = rest.trim_end();
            self.note(Manner::Scaled);
            // Under 万㎡ nobody means ten thousand times ten thousand.
            let is_told = header.is_some_and(|unit| NUMERALS.iter().any(|(word, _)| unit.words[0].starts_with(word)));
            factor = if is_told { *times } else { factor * times };
        }
        self.drop_about();
        factor
    }

    /// The number that is left, where it is one.
    fn digits(&mut self) -> Option<f64> {
        let digits = match ungrouped(self.rest) {
            Some(digits) => {
                self.note(Manner::Marked);
                digits
            }
            None => self.rest.to_owned(),
        };
        let is_plain = |one: char| one.is_ascii_digit() || matches!(one, '.' | '-' | '+' | 'e');
        let value: f64 = digits.chars().all(is_plain).then(|| digits.parse().ok())??;
        value.is_finite().then_some(value)
    }
}

/// Two numbers with a mark between them: `20-30`, `20~30`, `20至30`.
fn is_range(text: &str) -> bool {
    let is_number = |part: &str| part.trim().parse::<f64>().is_ok();
    let marks = ['-', '~', '—', '–', '至', '到', '、'];
    let mut splits = text.char_indices().filter(|(at, one)| *at > 0 && marks.contains(one));
    splits.any(|(at, mark)| {
        let (low, high) = (text.get(..at), text.get(at + mark.len_utf8()..));
        low.is_some_and(is_number) && high.is_some_and(|high| is_number(high.trim_start_matches(marks)))
    })
}

/// A number without the marks between its thousands, where it has any: `1,234,567.8`, `1 234`, `1'234`.
fn ungrouped(text: &str) -> Option<String> {
    let mark = text
        .chars()
        .find(|one| matches!(one, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}'))?;
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.trim_start_matches(['-', '+']).split(mark);
    let first = groups.next().unwrap_or_default();
    let well = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    well.then(|| text.replace(mark, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, measure: Measure, header: &str) -> Result<(f64, Option<Manner>), &'static str> {
        number(text, measure, unit(header)).map(|reading| (reading.value, reading.manner))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        use Manner::{About, Marked, Scaled, WithUnit};
        for (text, measure, header, value, manner) in [
            ("1200", Measure::Count, "", 1200.0, None),
            (" 12.5 ", Measure::Area, "", 12.5, None),
            ("1e3", Measure::Area, "", 1000.0, None),
            ("1,200", Measure::Count, "", 1200.0, Some(Marked)),
            ("1，200", Measure::Count, "", 1200.0, Some(Marked)),
            ("12,345,678.9", Measure::Area, "", 12_345_678.9, Some(Marked)),
            ("1 200", Measure::Count, "", 1200.0, Some(Marked)),
            ("１２０", Measure::Count, "", 120.0, Some(Marked)),
            ("750㎡", Measure::Area, "", 750.0, Some(WithUnit)),
            ("750 平方米", Measure::Area, "", 750.0, Some(WithUnit)),
            ("750M2", Measure::Area, "", 750.0, Some(WithUnit)),
            ("约30张", Measure::Count, "张", 30.0, Some(About)),
            ("30余", Measure::Count, "", 30.0, Some(About)),
            ("30余张", Measure::Count, "", 30.0, Some(About)),
            ("30张左右", Measure::Count, "", 30.0, Some(About)),
            ("近1万人", Measure::Count, "", 10_000.0, Some(About)),
            ("1万多", Measure::Count, "", 10_000.0, Some(About)),
            ("共30张", Measure::Count, "", 30.0, Some(WithUnit)),
            ("1.2万", Measure::Count, "", 12_000.0, Some(Scaled)),
            ("1.2万", Measure::Area, "㎡", 12_000.0, Some(Scaled)),
            ("3亩", Measure::Area, "", 2000.0, Some(Scaled)),
            ("0.5公顷", Measure::Area, "", 5000.0, Some(Scaled)),
            ("3", Measure::Area, "亩", 2000.0, None),
            ("0.3", Measure::Area, "万㎡", 3000.0, None),
            ("0.3万", Measure::Area, "万㎡", 3000.0, Some(Scaled)),
            ("0.3万", Measure::Area, "亩", 2_000_000.0, Some(Scaled)),
            ("750㎡", Measure::Area, "万㎡", 750.0, Some(WithUnit)),
            ("12", Measure::Money, "万元", 120_000.0, None),
            ("30万元", Measure::Money, "", 300_000.0, Some(Scaled)),
            ("-3", Measure::Count, "", -3.0, None),
        ] {
            let got = read(text, measure, header).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert!((got.0 - value).abs() <= value.abs() * 1e-12, "{text}: {got:?}");
            assert_eq!(got.1, manner, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_never_guessed() {
        for text in ["20-30", "20～30张", "20至30", "20—30", "约20-30张", "20--30"] {
            assert_eq!(
                read(text, Measure::Count, ""),
                Err("is a range; give one number"),
                "{text}"
            );
        }
        assert_eq!(read("35%", Measure::Count, ""), Err("is a share; give a number"));
        assert_eq!(read("1e308", Measure::Count, ""), Err("is too large to be true"));
        for text in [
            "", "张", "三十", "1,2", "1,23,456", "12 3", "30㎡", "NaN", "inf", "infinity", "1e999", "0x10", "3张5",
            "--", "about 30", "12,", "万",
        ] {
            let why = read(text, Measure::Count, "").map(|_| ()).unwrap_err();
            assert!(why == "is not a number", "{text}: {why}");
        }
    }
}
