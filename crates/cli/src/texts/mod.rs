//! What is said on the terminal, in English and in Chinese: the one catalogue of it.
//!
//! Fixed texts are [`Words`]; a sentence with figures is a function of the language, so that each language has its own word
//! order. What verdicts, reasons and categories are called stands in the core (`write::words`, `categories`), with the layers.
//!
//! - `shared`: figures with their units, and what several verbs say.
//! - `lists`: the user's lists and what was understood of them.
//! - `odd`: what codes of odd input mean. `ways`: what ways are kept and left out for,
//!   classes of street.
//! - `help`, `plan_notes`: what can be said on the command line, and in a plan.
//! - `gaps`, `explain`, `check`, `compare`, `network`, `circles`, `site`: each verb's own.

pub(crate) mod check;
pub(crate) mod circles;
pub(crate) mod compare;
pub(crate) mod explain;
pub(crate) mod gaps;
pub(crate) mod help;
pub(crate) mod lists;
pub(crate) mod network;
pub(crate) mod odd;
pub(crate) mod plan_notes;
pub(crate) mod shared;
pub(crate) mod site;
pub(crate) mod ways;

use service_circle_core::language::{Language, Words};

/// Fixed texts in both languages, and a list of them for the tests.
macro_rules! texts {
    ($($name:ident = $english:literal, $chinese:literal;)*) => {
        $(pub(crate) const $name: service_circle_core::language::Words =
            service_circle_core::language::Words::new($english, $chinese);)*
        #[cfg(test)]
        pub(crate) const ALL: &[service_circle_core::language::Words] = &[$($name),*];
    };
}
use texts;

/// A code of the data and what it means.
type Meaning = (&'static str, Words);

const fn meaning(code: &'static str, english: &'static str, chinese: &'static str) -> Meaning {
    (code, Words::new(english, chinese))
}

/// What a code means; one that is not known here is told by its own words.
fn meaning_of(meanings: &[Meaning], code: &str, language: Language) -> String {
    let known = meanings.iter().find(|(known, _)| *known == code);
    known.map_or_else(
        || code.replace(['-', '_'], " "),
        |(_, words)| words.told_in(language).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use service_circle_core::language::is_han;

    use super::*;

    #[test]
    fn every_text_is_told_in_both_languages() {
        let fixed = [
            check::ALL,
            circles::ALL,
            compare::ALL,
            explain::ALL,
            gaps::ALL,
            lists::ALL,
            network::ALL,
            shared::ALL,
            site::ALL,
        ];
        let codes = [odd::MEANINGS, ways::RULES, ways::KINDS, lists::NAMES];
        let codes = codes.into_iter().flatten().map(|(_, words)| words);
        for words in fixed.into_iter().flatten().chain(codes) {
            assert!(words.chinese.chars().any(is_han), "{words:?}");
            assert!(!words.english.chars().any(is_han), "{words:?}");
            assert!(!words.english.is_empty(), "{words:?}");
            let ends = |text: &str, marks: [char; 2]| text.ends_with(marks);
            assert_eq!(
                ends(words.english, ['.', ':']),
                ends(words.chinese, ['。', '：']),
                "{words:?}"
            );
        }
    }

    #[test]
    fn codes_stand_once_each() {
        for meanings in [odd::MEANINGS, ways::RULES, ways::KINDS, lists::NAMES] {
            assert!(meanings.is_sorted_by(|(one, _), (other, _)| one < other));
        }
        assert_eq!(
            meaning_of(odd::MEANINGS, "brand-new_code", Language::Chinese),
            "brand new code"
        );
    }
}
