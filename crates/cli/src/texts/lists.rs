//! What is said of the user's lists.

use service_circle_core::language::{Language, Words};
use service_circle_core::place::Against;
use service_circle_core::read::table::{DatumFrom, EncodingFrom, NoteKind};
use service_circle_core::write::word_of_data;

use super::shared::metres;
use super::{Meaning, meaning, meaning_of, texts};
use crate::words::{clean, counted, grouped};

texts! {
    YOUR_LISTS = "Your lists", "用户名单";
    ALL_USED = "all used", "全部采用";
    COLUMN = "column", "字段";
    HEADER = "header", "表头";
    COUNTED_IN = "counted in", "单位";
    ROWS = "rows", "条数";
    WRONG_DATUM = "WARNING: coordinates taken for the wrong datum", "警告：坐标系可能设置有误";
}

/// Lists and other inputs by their names in a plan.
#[rustfmt::skip]
pub(super) const NAMES: &[Meaning] = &[
    meaning("candidates", "candidates", "备选点"),
    meaning("compounds", "compounds", "小区"),
    meaning("counted", "counted", "非空间指标"),
    meaning("dwellings", "dwellings", "住宅点"),
    meaning("facilities", "facilities", "设施"),
    meaning("facility_tags", "facility_tags", "设施标签"),
    meaning("gates", "gates", "大门"),
    meaning("osm", "osm", "地图数据"),
    meaning("shared", "shared", "共用设施"),
    meaning("times", "times", "步行时间"),
    meaning("units", "units", "行政单元"),
];

/// A list by its name; as the plan has it in English.
pub(crate) fn list(name: &str, language: Language) -> String {
    match language {
        Language::English => name.to_owned(),
        Language::Chinese => meaning_of(NAMES, name, language),
    }
}

/// How many rows.
pub(crate) fn rows(count: usize, language: Language) -> String {
    match language {
        Language::English => counted(count, "row"),
        Language::Chinese => format!("{}条", grouped(count as u64)),
    }
}

/// Rows used and rejected.
pub(crate) fn used(used: usize, rejected: usize, language: Language) -> String {
    let (used, rejected) = (grouped(used as u64), grouped(rejected as u64));
    match language {
        Language::English => format!("{used} used, {rejected} rejected"),
        Language::Chinese => format!("采用{used}条，未采用{rejected}条"),
    }
}

/// How many notes stand in their file.
pub(crate) fn notes(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{} on single rows: row_notes.csv", counted(count, "note")),
        Language::Chinese => format!("个别记录的备注{}条：见 row_notes.csv", grouped(count as u64)),
    }
}

/// The heading of a list.
pub(crate) fn your(list_name: &str, file: &str, language: Language) -> String {
    let list = list(list_name, language);
    match language {
        Language::English => format!("Your {list}: {file}"),
        Language::Chinese => format!("{list}名单：{file}"),
    }
}

/// Rows of a list, and where its headers stand.
pub(crate) fn account(
    all: usize,
    of_them_used: usize,
    rejected: usize,
    headers: Option<u64>,
    language: Language,
) -> String {
    let (all, used) = (rows(all, language), used(of_them_used, rejected, language));
    match (language, headers) {
        (Language::English, Some(line)) => format!("{all}: {used}; headers in line {line}"),
        (Language::English, None) => format!("{all}: {used}"),
        (Language::Chinese, Some(line)) => format!("共{all}：{used}；表头在第{line}行"),
        (Language::Chinese, None) => format!("共{all}：{used}"),
    }
}

/// Encoding and datum, and who tells them.
pub(crate) fn read_as(encoding: (&str, EncodingFrom), datum: (&str, &DatumFrom), language: Language) -> String {
    let (encoding, found) = (encoding.0, encoding_from(encoding.1).told_in(language));
    let (datum, by) = (datum.0, datum_from(datum.1, language));
    match language {
        Language::English => format!("text {encoding}, {found}; coordinates {datum}, {by}"),
        Language::Chinese => format!("文字编码 {encoding}（{found}）；坐标系 {datum}（{by}）"),
    }
}

fn encoding_from(from: EncodingFrom) -> Words {
    match from {
        EncodingFrom::Plan => Words::new("by the plan", "据方案"),
        EncodingFrom::Mark => Words::new("by its mark", "据文件标记"),
        EncodingFrom::Found => Words::new("as it reads", "据内容识别"),
        EncodingFrom::File => Words::new("by the file", "据文件"),
    }
}

fn datum_from(from: &DatumFrom, language: Language) -> String {
    let words = match from {
        DatumFrom::Nobody => Words::new("as nobody tells otherwise", "未注明，取默认值"),
        DatumFrom::Plan => Words::new("by the plan", "据方案"),
        DatumFrom::File => Words::new("by the file", "据文件"),
        DatumFrom::Header(header) => {
            let header = clean(header);
            return match language {
                Language::English => format!("by its header {header}"),
                Language::Chinese => format!("据表头“{header}”"),
            };
        }
    };
    words.told_in(language).to_owned()
}

/// What distances are told to.
fn nearest(against: Against) -> Words {
    match against {
        Against::Streets => Words::new("street", "道路"),
        Against::Compounds => Words::new("compound", "小区"),
    }
}

/// A list's median distances, one a datum.
pub(crate) fn distances(against: Against, by_datum: &[(String, String)], places: usize, language: Language) -> String {
    let nearest = nearest(against).told_in(language);
    let told: Vec<String> = by_datum
        .iter()
        .map(|(datum, figure)| format!("{datum} {}", metres(figure, language)))
        .collect();
    let told = told.join(language.comma());
    match language {
        Language::English => format!(
            "median distance to a {nearest} as {told} ({})",
            counted(places, "place")
        ),
        Language::Chinese => format!("距最近{nearest}的中位距离（{}处）：{told}", grouped(places as u64)),
    }
}

/// A list that fits the map far better as another datum.
pub(crate) struct BetterDatum {
    pub(crate) file: String,
    pub(crate) against: Against,
    /// The better one and its median distance.
    pub(crate) better: (String, String),
    /// The one it is taken for and its median distance.
    pub(crate) taken: (String, String),
    /// Section of the plan where it is set.
    pub(crate) section: &'static str,
}

impl BetterDatum {
    /// The warning, with the figures and what to set.
    pub(crate) fn told(&self, language: Language) -> String {
        let Self { file, section, .. } = self;
        let ((better, better_m), (taken, taken_m)) = (&self.better, &self.taken);
        let nearest = nearest(self.against).told_in(language);
        let remedy = format!("{section}.crs = \"{better}\"");
        match language {
            Language::English => format!(
                "{file}: as {better} the median distance to a {nearest} is {better_m} m, as {taken} {taken_m} m: set {remedy}"
            ),
            Language::Chinese => format!(
                "{file}：距最近{nearest}的中位距离，按 {better} 为{better_m}米，按 {taken} 为{taken_m}米：请设 {remedy}"
            ),
        }
    }
}

/// Columns that mean nothing here.
pub(crate) fn not_used(headers: &str, language: Language) -> String {
    format!(
        "{}{}{headers}",
        language.pick("not used", "未使用的列"),
        language.colon()
    )
}

/// A word of a column, what it was taken for, and in how many rows.
pub(crate) fn word(told: &str, taken_for: &str, rows: u64, language: Language) -> String {
    let rows = grouped(rows);
    let meant = word_of_data(taken_for, language);
    match language {
        _ if told == meant => format!("{told} ({rows})"),
        Language::English => format!("{told} as {meant} ({rows})"),
        Language::Chinese => format!("{told}＝{meant} ({rows})"),
    }
}

/// How many rows cannot be used.
pub(crate) fn rows_rejected(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{} cannot be used", counted(count, "row")),
        Language::Chinese => format!("{}条不可用", grouped(count as u64)),
    }
}

/// How many rows are not used as they stand.
pub(crate) fn row_notes(kind: NoteKind, count: usize, language: Language) -> String {
    let number = grouped(count as u64);
    let (one, several, chinese) = match kind {
        NoteKind::ValueLeftOut => (
            "value is left out, its row is used",
            "values are left out, their rows are used",
            "个值略去，其记录照用",
        ),
        NoteKind::OutlineMended => ("outline is mended", "outlines are mended", "个轮廓已修正"),
        NoteKind::SameNameNearby => ("row may be told twice", "rows may be told twice", "条记录可能重复"),
    };
    match language {
        Language::English => format!("{number} {}", if count == 1 { one } else { several }),
        Language::Chinese => format!("{number}{chinese}"),
    }
}
