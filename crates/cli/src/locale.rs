//! The language of what is said before any list is read: help, and errors.

use std::ffi::OsString;
use std::path::Path;

use service_circle_core::language::Language;

/// What `--language` says, else the plan among the arguments, else the system.
pub(crate) fn language(arguments: &[OsString]) -> Language {
    let words: Vec<&str> = arguments.iter().filter_map(|one| one.to_str()).collect();
    let flag = words
        .iter()
        .zip(words.iter().skip(1))
        .find_map(|(flag, word)| (*flag == "--language").then_some(*word))
        .or_else(|| words.iter().find_map(|word| word.strip_prefix("--language=")));
    let plan = || {
        words
            .iter()
            .filter(|word| is_plan(word))
            .find_map(|path| of_plan(Path::new(path)))
    };
    let system = || sys_locale::get_locale().filter(|locale| locale.starts_with("zh"));
    flag.and_then(of_word)
        .or_else(plan)
        .or_else(|| system().map(|_| Language::Chinese))
        .unwrap_or_default()
}

fn is_plan(word: &str) -> bool {
    Path::new(word)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// The `output.language` of a plan, if it can be read so far.
fn of_plan(path: &Path) -> Option<Language> {
    let plan: toml::Table = std::fs::read_to_string(path).ok()?.parse().ok()?;
    of_word(plan.get("output")?.get("language")?.as_str()?)
}

fn of_word(word: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.code() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_comes_before_the_plan() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("方案.toml");
        std::fs::write(&path, "[output]\nlanguage = \"zh\"\n").unwrap();
        let plan = path.to_str().unwrap();
        let of = |arguments: &[&str]| language(&arguments.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["service-circle", "gaps", plan]), Language::Chinese);
        assert_eq!(
            of(&["service-circle", "gaps", plan, "--language", "en"]),
            Language::English
        );
        assert_eq!(of(&["service-circle", "--language=zh"]), Language::Chinese);
        assert_eq!(of(&["service-circle", plan, "--language"]), Language::Chinese);
    }
}
