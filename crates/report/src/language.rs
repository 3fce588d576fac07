//! The languages that the page can be read in.

use service_circle_core::plan::Outcome;

/// A language of the page: it opens in one, and its reader may change to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, simplified.
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

    /// Its tag in HTML (BCP 47).
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// That of the names in the data: Chinese where half of the named compounds or more have a name in Chinese characters.
    pub fn of_names(outcome: &Outcome) -> Self {
        let names = || outcome.placed.compounds.iter().filter_map(|one| one.name.as_deref());
        let chinese = names().filter(|name| name.chars().any(is_chinese)).count();
        if chinese > 0 && 2 * chinese >= names().count() {
            Self::Chinese
        } else {
            Self::English
        }
    }
}

/// Whether a character is one of the CJK unified ideographs: the basic block, extension A, or the supplementary planes.
fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
