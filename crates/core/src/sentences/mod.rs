//! Sentences with figures in them, in Chinese: why something cannot be done, and why a row cannot be used.
//!
//! The core, its solver, the command line and the libraries below speak English, in one line. Here is what those lines say in
//! Chinese, by the English sentence with holes in it, as gettext does. What stands in a hole is told in
//! Chinese too where it is a sentence itself: `city.csv: cannot be read (Permission denied); check the path`.
//!
//! - `errors`: why a command ends. `plan`: what is wrong with a setting. `rows`: why rows cannot be used, or not as they stand.
//!
//! A sentence that is not here is told in English; tests look for each one of the sources.

mod errors;
mod plan;
mod rows;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use crate::language::{Language, is_han};

/// A sentence with holes `{}` in it; in Chinese the first is `{0}`, the second `{1}` ...
type Sentence = (&'static str, &'static str);

/// Holes in holes that are still told: file, setting, value, remedy.
const DEEPEST: usize = 4;

/// All sentences, those with the most of their own words first.
static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let mut all = [errors::SENTENCES, plan::SENTENCES, rows::SENTENCES].concat();
    all.sort_by_key(|(english, _)| std::cmp::Reverse(english.replace("{}", "").len()));
    all
});

/// A line in the language asked for, as far as it is known.
///
/// # Examples
/// ```
/// use service_circle_core::{language::Language, sentences};
///
/// assert_eq!(sentences::told("has no place", Language::Chinese), "没有位置");
/// assert_eq!(sentences::told("nobody ever wrote this", Language::Chinese), "nobody ever wrote this");
/// ```
pub fn told(line: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::English => Cow::Borrowed(line),
        Language::Chinese => Cow::Owned(of_lines(line)),
    }
}

/// A row, and its line in the language asked for.
pub(crate) struct Told<'a, R> {
    pub(crate) row: &'a R,
    pub(crate) text: Arc<str>,
}

/// Rows with their lines in the language asked for; a line that many rows have is looked for once.
pub(crate) fn told_rows<'a, R>(rows: &'a [R], line: impl Fn(&'a R) -> &'a str, language: Language) -> Vec<Told<'a, R>> {
    let mut known: HashMap<&str, Arc<str>> = HashMap::new();
    let told = |row: &'a R| {
        let line = line(row);
        let text = known.entry(line).or_insert_with(|| told(line, language).into());
        Told {
            row,
            text: Arc::clone(text),
        }
    };
    rows.iter().map(told).collect()
}

/// Each line by itself: several complaints come as one text.
fn of_lines(text: &str) -> String {
    let lines = text.split('\n').map(|line| in_chinese(line, 0));
    let known = lines
        .zip(text.split('\n'))
        .map(|(chinese, line)| chinese.unwrap_or_else(|| line.to_owned()));
    known.collect::<Vec<_>>().join("\n")
}

/// A line in Chinese: a sentence that is known, alone or after what it is about.
fn in_chinese(line: &str, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let after = |(at, mark): (usize, &str)| {
        let (about, rest) = line.split_at(at);
        let rest = rest.get(mark.len()..)?;
        let told = sentence(rest, depth).or_else(|| of_column(rest, depth))?;
        Some(format!("{}：{told}", about.replace(": ", "：")))
    };
    several(line, depth)
        .or_else(|| sentence(line, depth))
        .or_else(|| line.match_indices(": ").find_map(after))
        .or_else(|| of_column(line, depth))
        .or_else(|| several(line, depth))
}

/// `beds is a range; give one number`, `望花路 has no place`: a column of ours, or a Chinese name, before what is wrong with it.
fn of_column(line: &str, depth: usize) -> Option<String> {
    let (column, why) = line.split_once(' ')?;
    let is_column = |one: u8| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_';
    let is_name = column.bytes().all(is_column) || column.chars().any(is_han);
    Some(format!("{column} {}", sentence(why, depth).filter(|_| is_name)?))
}

/// Several sentences in a row, none of which has a mark of its own: before the whole line, a hole of which would take them in.
fn several(line: &str, depth: usize) -> Option<String> {
    let parts = line.contains("; ").then(|| line.split("; "))?;
    let told: Option<Vec<String>> = parts.map(|part| sentence(part, depth)).collect();
    told.map(|told| told.join("；"))
}

/// A sentence that is known, in Chinese.
fn sentence(line: &str, depth: usize) -> Option<String> {
    SENTENCES.iter().find_map(|(english, chinese)| {
        let holes = holes(line, english)?;
        let told: Vec<_> = holes
            .into_iter()
            .map(|hole| in_chinese(hole, depth + 1).map_or(Cow::Borrowed(hole), Cow::Owned))
            .collect();
        Some(filled(chinese, &told))
    })
}

/// A sentence with its holes filled, by their numbers; what stands in them is left as it is.
fn filled(sentence: &str, holes: &[Cow<'_, str>]) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let hole = part.split_once('}').and_then(|(number, rest)| {
            let number: usize = number.parse().ok()?;
            Some((holes.get(number)?, rest))
        });
        match hole {
            Some((hole, rest)) => text.extend([hole.as_ref(), rest]),
            None => text.extend(["{", part]),
        }
    }
    text
}

/// What stands in the holes of a sentence, where a line is that sentence.
fn holes<'a>(line: &'a str, sentence: &str) -> Option<Vec<&'a str>> {
    let (first, others) = sentence
        .split_once("{}")
        .map_or((sentence, None), |(first, others)| (first, Some(others)));
    let mut rest = line.strip_prefix(first)?;
    let Some(others) = others else {
        return rest.is_empty().then(Vec::new);
    };
    let mut holes = Vec::new();
    let mut parts = others.split("{}").peekable();
    while let Some(part) = parts.next() {
        let end = match (parts.peek(), part) {
            (None, "") => rest.len(),
            (None, last) => rest.len().checked_sub(last.len()).filter(|_| rest.ends_with(last))?,
            (Some(_), part) => rest.find(part)?,
        };
        let (hole, after) = (rest.get(..end)?, rest.get(end + part.len()..)?);
        holes.push(hole);
        rest = after;
    }
    Some(holes)
}

#[cfg(test)]
mod tests;
