//! The kinds of settings: what each takes from TOML, and how it is written back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use service_circle_core::options::Limit;
use toml::de::DeValue;

use super::Settled;
use super::nearest::nearest;

/// Where a setting lives.
type Slot<T> = fn(&mut Settled) -> &mut T;

/// What a setting takes, and where it goes. A text beside the slot is an example for a key without default.
pub(crate) enum Kind {
    Number(Slot<f64>),
    OptionalNumber(Slot<Option<f64>>, &'static str),
    Flag(Slot<bool>),
    Text(Slot<String>),
    OptionalText(Slot<Option<String>>, &'static str),
    /// Texts; one text alone is a list of one.
    List(Slot<Vec<String>>, &'static str),
    /// A path, relative to where it is told; empty means not told.
    File(Slot<PathBuf>, &'static str),
    OptionalFile(Slot<Option<PathBuf>>, &'static str),
    /// One of some words, handed over by its place among them.
    Word(
        &'static [&'static str],
        fn(&mut Settled, usize),
        fn(&mut Settled) -> usize,
    ),
    Limit(Slot<Limit>),
    /// Our column name to the file's header.
    Columns(Slot<BTreeMap<String, String>>, &'static [&'static str], &'static str),
    Formats(Slot<Vec<String>>),
}

/// How a setting stands in a plan file.
pub(crate) enum Shown {
    /// Its value.
    Value(String),
    /// It has none: an example.
    Example(String),
}

/// The word of the report page among formats.
pub(crate) const PAGE_FORMAT: &str = "html";
/// The formats that results can be written in.
const FORMATS: &[&str] = &["geojson", PAGE_FORMAT];

impl Kind {
    /// Puts a value where it belongs; paths are relative to `base`. The error says what would do.
    pub(crate) fn set(&self, settled: &mut Settled, value: &DeValue<'_>, base: &Path) -> Result<(), String> {
        match self {
            Self::Number(slot) => *slot(settled) = number(value)?,
            Self::OptionalNumber(slot, _) => *slot(settled) = Some(number(value)?),
            Self::Flag(slot) => *slot(settled) = value.as_bool().ok_or("give true or false")?,
            Self::Text(slot) => text(value)?.clone_into(slot(settled)),
            Self::OptionalText(slot, _) => *slot(settled) = Some(text(value)?.to_owned()),
            Self::List(slot, example) => *slot(settled) = list(value, example)?,
            Self::File(slot, _) => *slot(settled) = path(value, base)?,
            Self::OptionalFile(slot, _) => *slot(settled) = Some(path(value, base)?),
            Self::Word(words, set, _) => {
                let word = value
                    .as_str()
                    .and_then(|given| words.iter().position(|word| *word == given));
                set(settled, word.ok_or_else(|| one_of(words))?);
            }
            Self::Limit(slot) => *slot(settled) = limit(value)?,
            Self::Columns(slot, known, example) => slot(settled).extend(columns(value, known, example)?),
            Self::Formats(slot) => {
                let formats = list(value, FORMATS[0])?;
                if formats.is_empty() || formats.iter().any(|format| !FORMATS.contains(&format.as_str())) {
                    return Err(format!("this version writes \"{}\"", FORMATS.join("\", \"")));
                }
                *slot(settled) = formats;
            }
        }
        Ok(())
    }

    /// The setting's value in TOML.
    pub(crate) fn show(&self, settled: &mut Settled) -> Shown {
        let optional = |value: Option<String>, example: &str| match value {
            Some(value) => Shown::Value(value),
            None => Shown::Example(example.to_owned()),
        };
        match self {
            Self::Number(slot) => Shown::Value(format!("{:?}", *slot(settled))),
            Self::OptionalNumber(slot, example) => optional(slot(settled).map(|value| format!("{value:?}")), example),
            Self::Flag(slot) => Shown::Value(slot(settled).to_string()),
            Self::Text(slot) => Shown::Value(quoted(slot(settled))),
            Self::OptionalText(slot, example) => optional(slot(settled).as_deref().map(quoted), &quoted(example)),
            Self::List(slot, _) | Self::Formats(slot) => Shown::Value(quoted_list(slot(settled))),
            Self::File(slot, example) => {
                let path = Some(&*slot(settled)).filter(|path| !path.as_os_str().is_empty());
                optional(path.map(|path| quoted(&path.to_string_lossy())), &quoted(example))
            }
            Self::OptionalFile(slot, example) => {
                let path = slot(settled).as_deref();
                optional(path.map(|path| quoted(&path.to_string_lossy())), &quoted(example))
            }
            Self::Word(words, _, get) => Shown::Value(quoted(words.get(get(settled)).unwrap_or(&""))),
            Self::Limit(slot) => Shown::Value(quoted(&slot(settled).to_string())),
            Self::Columns(_, _, example) => Shown::Example((*example).to_owned()),
        }
    }
}

fn number(value: &DeValue<'_>) -> Result<f64, String> {
    let written = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => "",
    };
    written.parse().map_err(|_| "give a number, such as 1.5".to_owned())
}

fn text<'a>(value: &'a DeValue<'_>) -> Result<&'a str, &'static str> {
    value.as_str().ok_or("give a text in quotes")
}

fn path(value: &DeValue<'_>, base: &Path) -> Result<PathBuf, &'static str> {
    let given = value.as_str().filter(|given| !given.is_empty());
    Ok(base.join(given.ok_or("give a path in quotes")?))
}

fn list(value: &DeValue<'_>, example: &str) -> Result<Vec<String>, String> {
    if let Some(one) = value.as_str() {
        return Ok(vec![one.to_owned()]);
    }
    let texts = value.as_array().and_then(|array| {
        let texts = array.iter().map(|one| one.get_ref().as_str().map(str::to_owned));
        texts.collect()
    });
    texts.ok_or_else(|| format!("give a list of texts, such as [\"{example}\"]"))
}

fn limit(value: &DeValue<'_>) -> Result<Limit, String> {
    let remedy = "give a walk such as \"15min\" or \"900m\"";
    let written = value.as_str().ok_or_else(|| remedy.to_owned())?;
    written.parse().map_err(|error| format!("{error}; {remedy}"))
}

fn columns(value: &DeValue<'_>, known: &[&str], example: &str) -> Result<Vec<(String, String)>, String> {
    let table = value
        .as_table()
        .ok_or_else(|| format!("give a table, such as {example}"))?;
    let mut columns = Vec::new();
    for (column, header) in table {
        let column = column.get_ref().as_ref();
        if !known.contains(&column) {
            let near = nearest(column, known.iter().copied()).unwrap_or_default();
            return Err(format!("there is no column {column}; did you mean {near}?"));
        }
        let header = text(header.get_ref())?;
        columns.push((column.to_owned(), header.to_owned()));
    }
    Ok(columns)
}

fn one_of(words: &[&str]) -> String {
    format!("give one of \"{}\"", words.join("\", \""))
}

/// A text as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn quoted_list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}
