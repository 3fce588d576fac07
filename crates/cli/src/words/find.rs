//! One of many by its id, or by its name where only one has it.

use super::{called, grouped};
use crate::settle::farness;

/// How many near ids or names are offered for an unknown one.
const NEAR_SHOWN: usize = 3;

/// What is looked for.
pub(crate) struct Sort {
    one: &'static str,
    many: &'static str,
    /// What gives a list of them.
    list: &'static str,
}

/// Compounds.
pub(crate) const COMPOUNDS: Sort = Sort {
    one: "compound",
    many: "compounds",
    list: "--compounds FILE",
};
/// Facilities.
pub(crate) const FACILITIES: Sort = Sort {
    one: "facility",
    many: "facilities",
    list: "--facilities FILE",
};

/// The position of the one with this id, else of the only one with this name; else why not, and which are near.
pub(crate) fn find<'a>(
    told: &str,
    known: impl Iterator<Item = (&'a str, Option<&'a str>)> + Clone,
    sort: &Sort,
) -> Result<usize, String> {
    if let Some(position) = known.clone().position(|(id, _)| id == told) {
        return Ok(position);
    }
    let named: Vec<(usize, &str)> = known
        .clone()
        .enumerate()
        .filter(|(_, (_, name))| *name == Some(told))
        .map(|(position, (id, _))| (position, id))
        .collect();
    match named[..] {
        [(position, _)] => Ok(position),
        [] => Err(unknown(told, known, sort)),
        _ => {
            let ids: Vec<&str> = named.iter().map(|(_, id)| *id).collect();
            let many = grouped(named.len() as u64);
            Err(format!(
                "{many} {} have this name; give one of the ids {}",
                sort.many,
                ids.join(", ")
            ))
        }
    }
}

fn unknown<'a>(told: &str, known: impl Iterator<Item = (&'a str, Option<&'a str>)>, sort: &Sort) -> String {
    let mut near: Vec<_> = known
        .map(|(id, name)| {
            let by_id = farness(told, id);
            let by_name = name.map(|name| farness(told, name));
            (by_name.map_or(by_id, |one| one.min(by_id)), called(name, id))
        })
        .collect();
    near.sort();
    let near: Vec<String> = near.into_iter().take(NEAR_SHOWN).map(|(_, called)| called).collect();
    if near.is_empty() {
        format!("there is no {} at all; give a list by {}", sort.one, sort.list)
    } else {
        format!(
            "no {} has this id or name; did you mean {}? 没有此编号或名称",
            sort.one,
            near.join(", ")
        )
    }
}
