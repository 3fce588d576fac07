//! What `compare` says.

use service_circle_core::language::Language;

use super::shared::compounds;
use super::texts;
use crate::words::counted;

texts! {
    AS_PLANNED = "as planned", "按方案";
    SETTINGS = "settings", "设置";
    DIFFER = "differ", "不同";
    UNDER_OTHER_SETTINGS = "under other settings", "其他设置下";
    NO_CHANGE = "No compound changes its verdict.", "没有小区的判定发生变化。";
}

/// How many compounds change.
pub(crate) fn changing(count: usize, language: Language) -> String {
    match language {
        Language::English => {
            let verb = if count == 1 { "changes" } else { "change" };
            format!("{} {verb}", counted(count, "compound"))
        }
        Language::Chinese => format!("{}的判定有变化", compounds(count, language)),
    }
}

/// What a compound becomes under some settings.
pub(crate) fn change(verdict: &str, settings: &str, language: Language) -> String {
    match language {
        Language::English => format!("{verdict} with {settings}"),
        Language::Chinese => format!("{settings} 时{verdict}"),
    }
}

/// How many more there are, and where.
pub(crate) fn more(count: usize, table: &str, language: Language) -> String {
    let compounds = compounds(count, language);
    match language {
        Language::English => format!("and {compounds} more: -o {table} lists them all"),
        Language::Chinese => format!("另有{compounds}：加 -o {table} 可列出全部"),
    }
}
