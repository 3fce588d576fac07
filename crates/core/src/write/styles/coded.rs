//! What the words of a column are called, so that attribute tables and forms read in the language of the run while data keep words.

use super::super::columns::{ColumnHead, ColumnType};
use super::super::unit_words::{EXTENTS, FLAGS, KINDS, URBAN_RURAL};
use super::super::words::{STATUSES, Terms};
use crate::categories::{self, CATEGORIES};
use crate::language::Code;

/// Words of a column, each with what it is called; none where its cells are no words. Columns that lists fill as they like hold the
/// run's own words as well.
pub(super) fn words_of(column: &ColumnHead, terms: &Terms) -> Vec<(String, String)> {
    let (known, is_open) = match column.name {
        _ if !column.codes.is_empty() => (told(column.codes, terms), false),
        _ if column.kind == ColumnType::Flag => (told(FLAGS, terms), false),
        "kind" => (told(KINDS, terms), false),
        "urban_rural" => (told(URBAN_RURAL, terms), false),
        "extent" => (told(EXTENTS, terms), false),
        "status" => (told(STATUSES, terms), true),
        "category" | "facility_category" => (categories_told(terms), true),
        "circle" => (Vec::new(), true),
        _ => return Vec::new(),
    };
    let besides = terms.words_besides().iter().filter(|_| is_open).cloned();
    known.into_iter().chain(besides).collect()
}

fn told(codes: &[Code], terms: &Terms) -> Vec<(String, String)> {
    let told = codes.iter().map(|code| (code.word.to_owned(), terms.told(code.title)));
    told.collect()
}

fn categories_told(terms: &Terms) -> Vec<(String, String)> {
    let told = CATEGORIES.iter().map(|category| {
        let title = categories::title(category.name, terms.language());
        (category.name.to_owned(), title.into_owned())
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::LayerKind;
    use super::*;
    use crate::language::Language;
    use crate::options::Options;

    #[test]
    fn words_are_told_in_the_language_of_the_run() {
        let own = [("托老床".to_owned(), "托老床".to_owned())];
        let terms = Terms::of(&Options::default(), None, Language::Chinese).besides(&own);
        let called = |kind: LayerKind, name: &str, word: &str| {
            let columns = kind.columns();
            let column = columns.iter().find(|column| column.name == name).unwrap();
            let words = words_of(column, &terms);
            words
                .into_iter()
                .find(|(known, _)| known == word)
                .map(|(_, title)| title)
        };
        for (kind, name, word, title) in [
            (LayerKind::Compounds, "verdict", "gap", "缺口"),
            (LayerKind::Compounds, "gated", "true", "是"),
            (LayerKind::Compounds, "facility_category", "day_care", "日间照料"),
            (LayerKind::Facilities, "status", "planned", "规划"),
            (LayerKind::Facilities, "category", "托老床", "托老床"),
            (LayerKind::Units, "kind", "street", "街道"),
            (LayerKind::Units, "extent", "partial", "数据不完整"),
            (LayerKind::Units, "covered", "false", "否"),
        ] {
            assert_eq!(called(kind, name, word).as_deref(), Some(title), "{kind:?} {name}");
        }
        assert_eq!(called(LayerKind::Units, "unit_name", "x"), None);
    }
}
