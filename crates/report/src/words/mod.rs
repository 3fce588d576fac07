//! What the page says, in both languages: one catalogue for what is written into the page and for what its scripts say later.
//!
//! - `catalogue`: what every page may say; `coverage`: what the page of units says besides.

/// Phrases of the page's own, and (`=`) words of the data as every output calls them; all of them in a list.
macro_rules! phrases {
    ($list:ident; $($name:ident $(: $english:literal, $chinese:literal)? $(= $code:expr)?;)*) => {
        $(pub(crate) const $name: Phrase = Phrase {
            key: stringify!($name),
            english: { $($english)? $($code.title.english)? },
            chinese: { $($chinese)? $($code.title.chinese)? },
        };)*
        /// Every phrase of these.
        pub(crate) const $list: &[Phrase] = &[$($name),*];
    };
}

mod catalogue;
mod coverage;

use std::borrow::Cow;

use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};
use service_circle_core::categories::{self, CATEGORIES};
use service_circle_core::language::Language;

pub(crate) use catalogue::*;
pub(crate) use coverage::*;

/// A language's tag in HTML (BCP 47).
pub(crate) const fn tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    }
}

/// The same said in both languages; `{0}`, `{1}` ... are filled in, `**` stands around what weighs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Its name in the scripts.
    pub(crate) key: &'static str,
    /// In English.
    pub(crate) english: &'static str,
    /// In Chinese.
    pub(crate) chinese: &'static str,
}

impl Phrase {
    /// In one language, not yet filled in.
    pub(crate) const fn told_in(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }

    /// A text of a phrase filled in; one pass over the text, so that braces in a name stay what they are.
    pub(crate) fn fill(text: &str, fillings: &[Said], language: Language) -> String {
        let mut all = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            all.push_str(before);
            let filling = from.get(1..2).and_then(|digit| digit.parse::<usize>().ok());
            let Some(filling) = filling.and_then(|number| fillings.get(number)) else {
                all.push('{');
                rest = from.get(1..).unwrap_or_default();
                continue;
            };
            all.push_str(&filling.told_in(language));
            rest = from.get("{0}".len()..).unwrap_or_default();
        }
        all.push_str(rest);
        all
    }

    /// With nothing to fill in.
    pub(crate) fn plain(&'static self) -> Said {
        Said::Phrase(self, Vec::new())
    }

    /// Filled in.
    pub(crate) fn with<const N: usize>(&'static self, fillings: [Said; N]) -> Said {
        Said::Phrase(self, fillings.into())
    }
}

/// Something said that can be said again in the other language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// A phrase and what fills its braces.
    Phrase(&'static Phrase, Vec<Said>),
    /// Words that belong to no catalogue, in English and in Chinese.
    Both(Cow<'static, str>, Cow<'static, str>),
    /// A name or a figure: the same in both.
    Same(String),
}

impl Said {
    /// In one language; `**` stays where it stands.
    pub(crate) fn told_in(&self, language: Language) -> String {
        match self {
            Self::Same(text) => text.clone(),
            Self::Both(english, chinese) => match language {
                Language::English => english.clone().into_owned(),
                Language::Chinese => chinese.clone().into_owned(),
            },
            Self::Phrase(phrase, fillings) => Phrase::fill(phrase.told_in(language), fillings, language),
        }
    }
}

impl From<&'static Phrase> for Said {
    fn from(phrase: &'static Phrase) -> Self {
        phrase.plain()
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Same(text)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Same(text.to_owned())
    }
}

/// As the scripts read it: a text, `["KEY", fillings ...]`, or `{"en", "zh"}`.
impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Same(text) => serializer.serialize_str(text),
            Self::Both(english, chinese) => serializer.collect_map([("en", english), ("zh", chinese)]),
            Self::Phrase(phrase, fillings) => {
                let mut parts = serializer.serialize_seq(Some(fillings.len() + 1))?;
                parts.serialize_element(phrase.key)?;
                for filling in fillings {
                    parts.serialize_element(filling)?;
                }
                parts.end()
            }
        }
    }
}

/// A category of facilities, as every output calls it.
pub(crate) fn category(name: &str) -> Said {
    let told = |language| categories::title(name, language).into_owned().into();
    Said::Both(told(Language::English), told(Language::Chinese))
}

/// The catalogue as the scripts read it: `{"KEY": ["English", "中文"]}`, the categories of facilities among them.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// Whether the page is of units: others say nothing of what it says besides.
    pub(crate) of_units: bool,
}

impl Serialize for Catalogue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let besides = if self.of_units { OF_UNITS } else { &[] };
        let phrases = COMMON.iter().chain(besides);
        let phrases = phrases.map(|phrase| (phrase.key.to_owned(), [phrase.english.into(), phrase.chinese.into()]));
        let categories = CATEGORIES.iter().map(|one| {
            let told = [Language::English, Language::Chinese].map(|language| categories::title(one.name, language));
            (format!("CATEGORY_{}", one.name.to_uppercase()), told)
        });
        serializer.collect_map(phrases.chain(categories))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all() -> impl Iterator<Item = &'static Phrase> {
        COMMON.iter().chain(OF_UNITS)
    }

    /// The braces and the stars of a text, in order of number.
    fn marks(text: &str) -> (BTreeSet<char>, usize) {
        let braces = text
            .match_indices('{')
            .filter_map(|(at, _)| text[at + 1..].chars().next());
        (braces.collect(), text.matches("**").count())
    }

    #[test]
    fn both_languages_say_the_same_of_every_phrase() {
        let mut keys = BTreeSet::new();
        for phrase in all() {
            assert!(keys.insert(phrase.key), "{} twice", phrase.key);
            assert!(!phrase.english.trim().is_empty(), "{}", phrase.key);
            assert!(!phrase.chinese.trim().is_empty(), "{}", phrase.key);
            let (english, chinese) = (marks(phrase.english), marks(phrase.chinese));
            assert_eq!(english, chinese, "{}", phrase.key);
            assert_eq!(english.1 % 2, 0, "{}", phrase.key);
            let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(
                !is_chinese(phrase.english) || phrase.key == "OTHER_LANGUAGE",
                "{}",
                phrase.key
            );
        }
    }

    /// Every phrase is used and every phrase used is there, in what is written into the page and in its scripts.
    #[test]
    fn the_catalogue_is_what_the_page_needs() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = |folder: &std::path::Path| -> String {
            let mut text = String::new();
            let mut folders = vec![folder.to_owned()];
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_dir() {
                        folders.push(path);
                    } else if !path.ends_with("words/catalogue.rs") && !path.ends_with("words/coverage.rs") {
                        text.push_str(&std::fs::read_to_string(path).unwrap());
                    }
                }
            }
            text
        };
        let (rust, scripts) = (text(&folder.join("src")), text(&folder.join("assets/js")));
        let names = |text: &str| -> BTreeSet<String> {
            let words = text.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
            words.map(str::to_owned).collect()
        };
        let (in_rust, in_scripts) = (names(&rust), names(&scripts));
        // `SIDE_${...}` says any of a family, so does `known('STATUS', ...)`.
        let in_family = |key: &str| {
            let family = key.split('_').next().unwrap_or_default();
            scripts.contains(&format!("`{family}_${{")) || scripts.contains(&format!("known('{family}'"))
        };
        for phrase in all() {
            let key = phrase.key;
            assert!(
                in_rust.contains(key) || in_scripts.contains(key) || in_family(key),
                "{key} is said nowhere"
            );
        }
        let keys: BTreeSet<&str> = all().map(|phrase| phrase.key).collect();
        let is_key = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.contains('_')
                && word
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        };
        for quoted in scripts.split('\'').filter(is_key) {
            let is_reason = keys.iter().any(|key| key.ends_with(quoted));
            assert!(is_reason, "the scripts say {quoted}, which the catalogue lacks");
        }
    }

    #[test]
    fn words_of_the_data_are_called_what_every_output_calls_them() {
        use service_circle_core::write::{REASONS, STATUSES, VERDICTS};
        for (kind, codes) in [("VERDICT", VERDICTS), ("REASON", REASONS), ("STATUS", STATUSES)] {
            for code in codes {
                let key = format!("{kind}_{}", code.word.replace('-', "_").to_uppercase());
                let phrase = all().find(|phrase| phrase.key == key).unwrap();
                assert_eq!(
                    [phrase.english, phrase.chinese],
                    [code.title.english, code.title.chinese]
                );
            }
        }
    }

    #[test]
    fn categories_are_called_what_every_output_calls_them() {
        assert_eq!(category("day_care").told_in(Language::Chinese), "日间照料");
        assert_eq!(category("day_care").told_in(Language::English), "day care");
        assert_eq!(category("药店").told_in(Language::English), "药店");
        let told = serde_json::to_value(Catalogue { of_units: false }).unwrap();
        assert_eq!(
            told["CATEGORY_NURSING_HOME"],
            serde_json::json!(["nursing home", "养老机构"])
        );
        assert!(told.get("CITY_LEAD").is_none());
    }

    #[test]
    fn fillings_are_filled_in_once() {
        let hostile = Said::from("{0} </script> {1}");
        let said = MINUTES.with([hostile]);
        assert_eq!(said.told_in(Language::English), "{0} </script> {1} min");
        assert_eq!(
            serde_json::to_string(&said).unwrap(),
            r#"["MINUTES","{0} </script> {1}"]"#
        );
    }
}
