//! The languages that results are told in, and words told in both.

use std::fmt;

/// The language of titles, labels, reasons and legends. Machine names of columns, verdicts and reasons are the same in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Chinese, simplified.
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its code (ISO 639-1), as in a plan.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The text of this language.
    pub fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// What stands between a word and what explains it.
    pub(crate) const fn colon(self) -> &'static str {
        match self {
            Self::English => ": ",
            Self::Chinese => "：",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The same told in both languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub english: &'static str,
    /// In Chinese.
    pub chinese: &'static str,
}

impl Words {
    /// Words in both languages.
    pub const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    /// In one language.
    pub const fn told_in(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

/// A word of the data, which is the same in every language, and what people call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// As it stands in the data.
    pub word: &'static str,
    /// What people call it.
    pub title: Words,
    /// What it means.
    pub about: Words,
}

impl Code {
    /// A word of the data with its title and meaning.
    pub const fn new(word: &'static str, title: Words, about: Words) -> Self {
        Self { word, title, about }
    }
}
