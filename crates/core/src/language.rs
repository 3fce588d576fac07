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
    pub const fn colon(self) -> &'static str {
        match self {
            Self::English => ": ",
            Self::Chinese => "：",
        }
    }

    /// What stands between the items of a list.
    pub const fn comma(self) -> &'static str {
        match self {
            Self::English => ", ",
            Self::Chinese => "、",
        }
    }

    /// The language of most names: Chinese where most hold Chinese characters. `None` where there is no name.
    ///
    /// # Examples
    /// ```
    /// use service_circle_core::language::Language;
    ///
    /// assert_eq!(Language::of_names(["西邻苑", "开明苑", "Garden"]), Some(Language::Chinese));
    /// assert_eq!(Language::of_names([]), None);
    /// ```
    pub fn of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let (mut chinese, mut all) = (0_usize, 0_usize);
        for name in names {
            chinese += usize::from(name.chars().any(is_han));
            all += 1;
        }
        match all {
            0 => None,
            _ if chinese * 2 > all => Some(Self::Chinese),
            _ => Some(Self::English),
        }
    }
}

/// Whether a character is a Chinese one: the blocks of CJK ideographs that names are written in.
pub const fn is_han(one: char) -> bool {
    matches!(one, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
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

    /// What it is called in a sentence or a table: the data's own word in English, so that one finds it there; the title in
    /// Chinese.
    pub const fn called(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.word,
            Language::Chinese => self.title.chinese,
        }
    }
}
