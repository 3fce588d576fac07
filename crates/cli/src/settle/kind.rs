//! The kinds of settings: what each takes from TOML, and how it is written back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use service_circle_core::options::{Format, Limit};
use service_circle_core::plan::TableSource;
use service_circle_core::read::table::List;
use toml::de::DeValue;

use super::Settled;
use super::nearest::nearest;
use super::site::set_candidates;

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
    /// A word that is handed over as told; refused with what would do.
    Told(fn(&mut Settled, &str) -> Result<(), String>, &'static str),
    /// Words that are handed over as told; one alone is a list of one.
    ToldList(fn(&mut Settled, &[String]) -> Result<(), String>, &'static str),
    /// Our column name to the file's header, for a list.
    Columns(Slot<BTreeMap<String, String>>, List, &'static str),
    /// A list: its file alone, or a table of the file and how to read it.
    Source(Slot<Option<TableSource>>, List, &'static str),
    Formats(Slot<Vec<Format>>),
    /// A whole number, 0 or more.
    Whole(Slot<u32>),
    OptionalWhole(Slot<Option<u32>>, &'static str),
    WholeNumber(Slot<u64>),
    OptionalWholeNumber(Slot<Option<u64>>, &'static str),
    /// Whole numbers, 0 or more.
    Wholes(Slot<Vec<u32>>),
    /// Numbers.
    Numbers(Slot<Vec<f64>>),
    /// Pairs of texts.
    Pairs(Slot<Vec<[String; 2]>>),
    /// Candidates of siting: a file, a table of it, or a word.
    Candidates(&'static str),
}

/// How a setting stands in a plan file.
pub(crate) enum Shown {
    /// Its value.
    Value(String),
    /// It has none: an example.
    Example(String),
}

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
            Self::Told(set, _) => set(settled, text(value)?)?,
            Self::ToldList(set, example) => set(settled, &list(value, example)?)?,
            Self::Columns(slot, list, example) => slot(settled).extend(columns(value, *list, example)?),
            Self::Source(slot, list, example) => {
                source(slot(settled).get_or_insert_default(), value, base, *list, example)?;
            }
            Self::Formats(slot) => *slot(settled) = formats(value)?,
            Self::Whole(slot) => *slot(settled) = whole(value)?,
            Self::OptionalWhole(slot, _) => *slot(settled) = Some(whole(value)?),
            Self::WholeNumber(slot) => *slot(settled) = whole(value)?,
            Self::OptionalWholeNumber(slot, _) => *slot(settled) = Some(whole(value)?),
            Self::Wholes(slot) => *slot(settled) = wholes(value)?,
            Self::Numbers(slot) => *slot(settled) = numbers(value)?,
            Self::Pairs(slot) => *slot(settled) = pairs(value)?,
            Self::Candidates(example) => {
                let is_word = value.as_str().is_some_and(|word| set_candidates(settled, word));
                if !is_word {
                    set_candidates(settled, "");
                    let list = settled.plan.candidates.get_or_insert_default();
                    source(list, value, base, List::Candidates, example)?;
                }
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
            Self::List(slot, _) => Shown::Value(quoted_list(slot(settled))),
            Self::Formats(slot) => {
                let words: Vec<String> = slot(settled).iter().map(|one| one.word().to_owned()).collect();
                Shown::Value(quoted_list(&words))
            }
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
            Self::Told(_, example) | Self::ToldList(_, example) | Self::Candidates(example) => {
                Shown::Example(quoted(example))
            }
            Self::Whole(slot) => Shown::Value(slot(settled).to_string()),
            Self::OptionalWhole(slot, example) => optional(slot(settled).map(|value| value.to_string()), example),
            Self::WholeNumber(slot) => Shown::Value(slot(settled).to_string()),
            Self::OptionalWholeNumber(slot, example) => optional(slot(settled).map(|value| value.to_string()), example),
            Self::Wholes(slot) => Shown::Value(format!("{:?}", slot(settled))),
            Self::Numbers(slot) => Shown::Value(format!("{:?}", slot(settled))),
            Self::Pairs(slot) => {
                let pairs: Vec<String> = slot(settled).iter().map(|pair| quoted_list(pair)).collect();
                Shown::Value(format!("[{}]", pairs.join(", ")))
            }
            Self::Columns(_, _, example) => Shown::Example((*example).to_owned()),
            Self::Source(slot, _, example) => {
                let path = slot(settled).as_ref().map(|source| &source.path);
                optional(path.map(|path| quoted(&path.to_string_lossy())), &quoted(example))
            }
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

fn whole<T: std::str::FromStr>(value: &DeValue<'_>) -> Result<T, String> {
    let written = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        _ => "",
    };
    written
        .parse()
        .map_err(|_| "give a whole number of 0 or more".to_owned())
}

fn wholes(value: &DeValue<'_>) -> Result<Vec<u32>, String> {
    let numbers = value
        .as_array()
        .map(|array| array.iter().map(|one| whole(one.get_ref())).collect());
    numbers.unwrap_or_else(|| Err("give a list of whole numbers, such as [13, 10]".to_owned()))
}

fn numbers(value: &DeValue<'_>) -> Result<Vec<f64>, String> {
    let numbers = value
        .as_array()
        .map(|array| array.iter().map(|one| number(one.get_ref())).collect());
    numbers.unwrap_or_else(|| Err("give a list of numbers, such as [2000000, 1500000]".to_owned()))
}

fn pairs(value: &DeValue<'_>) -> Result<Vec<[String; 2]>, String> {
    let remedy = "give pairs of ids, such as [[\"c1\", \"c2\"]]";
    let array = value.as_array().ok_or(remedy)?;
    let pairs = array.iter().map(|pair| {
        let ids = list(pair.get_ref(), "c1").ok();
        ids.and_then(|ids| <[String; 2]>::try_from(ids).ok())
            .ok_or_else(|| remedy.to_owned())
    });
    pairs.collect()
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

fn formats(value: &DeValue<'_>) -> Result<Vec<Format>, String> {
    let words = list(value, Format::GeoPackage.word())?;
    let formats: Option<Vec<Format>> = words.iter().map(|word| Format::of_word(word)).collect();
    if formats.iter().flatten().any(|format| !format.is_built()) {
        return Err(
            "this build does not write GeoParquet: build it with `cargo build --release --features geoparquet`, or give \"fgb\"".to_owned(),
        );
    }
    formats.filter(|formats| !formats.is_empty()).ok_or_else(|| {
        let all = Format::ALL.map(Format::word);
        format!("give some of \"{}\"", all.join("\", \""))
    })
}

fn limit(value: &DeValue<'_>) -> Result<Limit, String> {
    let remedy = "give a walk such as \"15min\" or \"900m\"";
    let written = value.as_str().ok_or_else(|| remedy.to_owned())?;
    written.parse().map_err(|error| format!("{error}; {remedy}"))
}

fn columns(value: &DeValue<'_>, list: List, example: &str) -> Result<Vec<(String, String)>, String> {
    let table = value
        .as_table()
        .ok_or_else(|| format!("give a table, such as {example}"))?;
    let mut columns = Vec::new();
    for (column, header) in table {
        let column = column.get_ref().as_ref();
        if !list.columns().any(|known| known == column) {
            let near = nearest(column, list.columns()).unwrap_or_default();
            return Err(format!("there is no column {column}; did you mean {near}?"));
        }
        let header = text(header.get_ref())?;
        columns.push((column.to_owned(), header.to_owned()));
    }
    Ok(columns)
}

/// Keys of a table that tells how to read a list.
const SOURCE_KEYS: [&str; 5] = ["file", "layer", "crs", "encoding", "columns"];

fn source(source: &mut TableSource, value: &DeValue<'_>, base: &Path, list: List, example: &str) -> Result<(), String> {
    let Some(table) = value.as_table() else {
        let given = path(value, base)
            .map_err(|_| format!("give a path in quotes, or {{ file = \"{example}\", crs = \"gcj02\" }}"));
        source.path = given?;
        return Ok(());
    };
    for (key, value) in table {
        let (key, value) = (key.get_ref().as_ref(), value.get_ref());
        let told = || text(value).map(|told| Some(told.to_owned()));
        match key {
            "file" => source.path = path(value, base)?,
            "layer" => source.layer = told()?,
            "crs" => source.crs = told()?,
            "encoding" => source.encoding = told()?,
            "columns" => source.columns.extend(columns(value, list, "{ lon = \"经度\" }")?),
            _ => {
                let near = nearest(key, SOURCE_KEYS.into_iter()).unwrap_or_default();
                return Err(format!("there is no key {key} in it; did you mean {near}?"));
            }
        }
    }
    Ok(())
}

pub(super) fn one_of(words: &[&str]) -> String {
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
