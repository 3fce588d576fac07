//! `init`: a commented plan with every key, its default, unit and reason.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use service_circle_core::language::Language;

use crate::failure::Failure;
use crate::settle::{SECTIONS, Settled, Shown, heading, repeated, settings};
use crate::texts::plan_notes;
use crate::words::broken;

/// Where comments are broken, columns.
const COMMENT_WIDTH: usize = 98;

const HEAD: &str = "\
# A plan for service-circle. Run it by: service-circle gaps plan.toml
# Every key stands with its default, and a key left out keeps it; commented keys have none and show an example.
# Paths are relative to this file. --set section.key=value overrides any key for one run.
";

/// What stands for stdout in place of a file.
const STDOUT: &str = "-";

/// Names and examples that a Chinese plan has in Chinese: what the circle is called, and who asks for it by that.
const CHINESE: &[(&str, &str)] = &[
    ("\"elder care\"", "\"养老服务\""),
    ("\"villages 2025\"", "\"2025年行政村\""),
];

/// Writes the plan to a new file, or gives it for stdout.
pub(crate) fn run(path: Option<&Path>, language: Language) -> Result<String, Failure> {
    let plan = plan_text(language);
    let Some(path) = path.filter(|path| *path != Path::new(STDOUT)) else {
        return Ok(plan);
    };
    let shown = path.display();
    let mut file = File::create_new(path).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            Failure::wrong(format_args!("{shown}: already there and left alone; give another path"))
        } else {
            Failure::failed(format_args!("{shown}: cannot be written: {error}; give another path"))
        }
    })?;
    if let Err(error) = file.write_all(plan.as_bytes()).and_then(|()| file.sync_all()) {
        drop(std::fs::remove_file(path));
        return Err(Failure::failed(format_args!(
            "{shown}: cannot be written: {error}; make room on the disk"
        )));
    }
    Ok(match language {
        Language::English => {
            format!("Written: {shown}\nName your extract in it (osm.file), then: service-circle gaps {shown}\n")
        }
        Language::Chinese => {
            format!("已写出：{shown}\n请在其中填写地图数据（osm.file），然后运行：service-circle gaps {shown}\n")
        }
    })
}

/// Every section and key, in the order of the stages.
fn plan_text(language: Language) -> String {
    let mut defaults = Settled::default();
    let mut text = language.pick(HEAD, plan_notes::HEAD).to_owned();
    let told = |english, section, key| match language {
        Language::English => english,
        Language::Chinese => plan_notes::note(section, key).unwrap_or(english),
    };
    for (section, about) in SECTIONS {
        // Where there is none by default, one is shown as an example.
        let is_example = repeated(section).is_some_and(|repeated| (repeated.count)(&defaults) == 0);
        text.push('\n');
        comment(&mut text, told(about, section, None));
        if is_example {
            text.push_str("# ");
        }
        text.push_str(&heading(section));
        text.push('\n');
        for setting in settings().filter(|setting| setting.section == *section) {
            comment(&mut text, told(setting.about, section, Some(setting.key)));
            let (mark, value) = match setting.kind.show(&mut defaults) {
                Shown::Value(value) if !is_example => ("", value),
                Shown::Value(value) | Shown::Example(value) => ("# ", value),
            };
            let value = match language {
                Language::English => value,
                Language::Chinese => in_chinese(value),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{mark}{} = {value}", setting.key);
        }
    }
    text
}

fn in_chinese(value: String) -> String {
    let known = CHINESE.iter().find(|(english, _)| *english == value);
    known.map_or(value, |(_, chinese)| (*chinese).to_owned())
}

/// Adds a comment, broken where a line may end.
fn comment(text: &mut String, words: &str) {
    for line in broken(words, COMMENT_WIDTH, COMMENT_WIDTH) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::merge_text;

    #[test]
    fn the_plan_it_writes_is_the_default() {
        let mut settled = Settled::default();
        let mut faults = merge_text(&plan_text(Language::English), &mut settled);
        assert_eq!(faults, Vec::<String>::new());
        let without_notes = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines.map(str::to_owned).collect()
        };
        let in_chinese = plan_text(Language::Chinese);
        assert!(in_chinese.contains("\nname = \"养老服务\"\n") && !in_chinese.contains("elder care"));
        assert_eq!(
            without_notes(&in_chinese.replace("养老服务", "elder care")),
            without_notes(&plan_text(Language::English)),
            "but for the circle's name"
        );
        // A plan with a section [site] has a siting, all of it as usual.
        let mut usual = Settled::default();
        usual.plan.options.site = Some(service_circle_core::options::SiteOptions::default());
        assert_eq!(settled, usual);
        // Each written value is really read: with another in its place the plan is no longer the default, or is refused.
        for (place, line) in plan_text(Language::English).lines().enumerate() {
            let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let other = match value {
                "true" => "false",
                "false" => "true",
                value if value.starts_with('[') => "[\"other\"]",
                value if value.starts_with('"') => "\"7m\"",
                _ => "7.5",
            };
            let changed: Vec<String> = plan_text(Language::English)
                .lines()
                .enumerate()
                .map(|(at, line)| {
                    if at == place {
                        format!("{key} = {other}")
                    } else {
                        line.to_owned()
                    }
                })
                .collect();
            let mut settled = Settled::default();
            faults = merge_text(&changed.join("\n"), &mut settled);
            assert!(!faults.is_empty() || settled != usual, "{key} is not read");
        }
    }

    #[test]
    fn its_examples_can_be_used() {
        let text: Vec<String> = plan_text(Language::English)
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(example)
                    if example.starts_with("[[")
                        || example.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) =>
                {
                    example.to_owned()
                }
                _ => line.to_owned(),
            })
            .collect();
        let mut settled = Settled::default();
        assert_eq!(merge_text(&text.join("\n"), &mut settled), Vec::<String>::new());
        assert_eq!(settled.plan.options.circles[0].min_floor_area_m2, Some(750.0));
        assert_eq!(settled.plan.compounds.unwrap().columns["name"], "小区名称");
    }

    #[test]
    fn comments_break_between_words() {
        let mut text = String::new();
        comment(&mut text, &"word ".repeat(45));
        assert!(text.lines().count() > 1 && text.lines().all(|line| line.len() <= COMMENT_WIDTH));
        assert_eq!(text.matches("word").count(), 45);
    }
}
