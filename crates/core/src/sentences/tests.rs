use std::path::{Path, PathBuf};

use crate::language::is_han;

use super::*;

fn chinese(line: &str) -> String {
    told(line, Language::Chinese).into_owned()
}

#[test]
fn what_stands_in_a_hole_is_told_too() {
    for (english, expected) in [
        ("has no place", "没有位置"),
        ("beds is a range; give one number", "beds 是一个范围；请给出一个数字"),
        ("is 812 m from the compound's place", "距小区位置812米"),
        (
            "city.csv: cannot be read (Permission denied (os error 13)); check the path",
            "city.csv：无法读取（没有访问权限）；请检查路径",
        ),
        (
            "walk.speed_m_s = 9: give 0.1 to 3 m/s; 1.0 is usual for elders",
            "walk.speed_m_s = 9：请给出0.1至3 m/s；老年人通常为1.0",
        ),
        (
            "plan.toml:3: circle.limit = \"-3min\": it is not above 0; give a walk such as \"15min\" or \"900m\"",
            "plan.toml:3：circle.limit = \"-3min\"：应大于0；请给出如 \"15min\" 或 \"900m\"",
        ),
        (
            "cannot hold together: the count or budget; c1 is fixed in; at least so many sites in 平安街道",
            "不能同时满足：数量或预算；c1 必选；平安街道设施数下限",
        ),
        (
            "cannot hold together: at least so many sites in 甲街道; at least so many sites in 乙街道; the count or budget",
            "不能同时满足：甲街道设施数下限；乙街道设施数下限；数量或预算",
        ),
        (
            "cannot hold together: the target in 甲街道; the sites' capacities",
            "不能同时满足：甲街道的目标；设施容量",
        ),
        (
            "a{1}.csv: cannot be read (boo); check the path",
            "a{1}.csv：无法读取（boo）；请检查路径",
        ),
        ("望花路 has no place", "望花路 没有位置"),
        (
            "compounds.csv:24: 望花路 has no place",
            "compounds.csv:24：望花路 没有位置",
        ),
        (
            "units 酒仙桥街道: holds no compound: nothing is walked in it",
            "units 酒仙桥街道：其中没有小区：无步行口径",
        ),
        ("nobody ever wrote this", "nobody ever wrote this"),
        ("two lines\nhas no place", "two lines\n没有位置"),
    ] {
        assert_eq!(chinese(english), expected);
        assert_eq!(told(english, Language::English), english);
    }
}

#[test]
fn every_sentence_has_its_holes_and_is_told_as_itself() {
    for (english, chinese) in SENTENCES.iter() {
        let holes = english.matches("{}").count();
        let told: Vec<usize> = (0..9).filter(|hole| chinese.contains(&format!("{{{hole}}}"))).collect();
        assert!(told.iter().all(|hole| *hole < holes), "{english}: {chinese}");
        assert!(chinese.chars().any(is_han), "{chinese}");
        let line = english.replace("{}", "Q7");
        let expected = (0..holes).fold((*chinese).to_owned(), |told, hole| {
            told.replace(&format!("{{{hole}}}"), "Q7")
        });
        assert_eq!(self::chinese(&line), expected, "{english}: another sentence takes it");
    }
}

/// The files of Rust below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// The texts in quotes that begin right after a mark in a source, what stands in braces replaced.
fn texts_after(source: &str, mark: &str) -> Vec<String> {
    let starts = source.match_indices(mark).map(|(at, _)| &source[at + mark.len()..]);
    starts.filter_map(|rest| literal(rest.trim_start())).collect()
}

/// The texts of notes on units: `roster.note("code", unit, "text")`.
fn notes_of(source: &str) -> Vec<String> {
    let calls = source.split(".note(").skip(1);
    calls
        .filter_map(|call| literal(call.splitn(3, ',').nth(2)?.trim_start()))
        .collect()
}

/// A text in quotes, as Rust reads it; `{...}` as `Q`, `{{` as `{`.
fn literal(source: &str) -> Option<String> {
    let mut letters = source.strip_prefix('"')?.chars().peekable();
    let mut text = String::new();
    loop {
        match letters.next()? {
            '"' => return Some(text),
            '\\' => match letters.next()? {
                '\n' => while letters.next_if(|one| one.is_whitespace()).is_some() {},
                other => text.push(other),
            },
            '{' if letters.next_if_eq(&'{').is_some() => text.push('{'),
            '}' => text.extend(letters.next_if_eq(&'}')),
            '{' => {
                while letters.next_if(|one| *one != '}').is_some() {}
                letters.next();
                text.push('Q');
            }
            other => text.push(other),
        }
    }
}

#[test]
fn whatever_can_go_wrong_is_told_in_chinese() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut looked_at = 0;
    let mut missing = Vec::new();
    for of in ["core", "siting", "cli"] {
        let paths = sources(&crates.join(of).join("src"));
        for path in paths.iter().filter(|path| !path.ends_with("tests.rs")) {
            let source = std::fs::read_to_string(path).unwrap();
            let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let mut found = Vec::new();
            for mark in [
                "#[error(",
                "Failure::wrong(",
                "Failure::wrong(format_args!(",
                "Failure::failed(format_args!(",
                "faults.push(format!(",
                "Malformed(",
                "text: format!(",
                "text: ",
                "let text = format!(",
                "let text = ",
            ] {
                found.extend(texts_after(code, mark));
            }
            found.extend(notes_of(code));
            if path.ends_with("validate.rs") || path.ends_with("kind.rs") {
                for start in ["give ", "name ", "write ", "no [["] {
                    found.extend(texts_after(
                        &code.replace(&format!("\"{start}"), &format!("§\"{start}")),
                        "§",
                    ));
                }
            }
            looked_at += found.len();
            // What only passes a text on has no words of its own.
            let has_words = |text: &String| {
                let words = text.split_whitespace();
                words
                    .filter(|word| word.len() > 1 && word.bytes().all(|one| one.is_ascii_lowercase()))
                    .count()
                    > 1
            };
            let unknown = found
                .into_iter()
                .filter(has_words)
                .filter(|text| !chinese(text).chars().any(is_han));
            missing.extend(unknown.map(|text| format!("{}: {text}", path.display())));
        }
    }
    assert!(looked_at > 150, "{looked_at} found");
    assert!(missing.is_empty(), "without Chinese:\n{}", missing.join("\n"));
}
