//! Readers of published instances.

mod mclp;
mod orlib;

pub use mclp::mclp_points;
pub use orlib::orlib_pmed;

use std::str::FromStr;

use crate::instance::{Instance, InstanceErrors};

/// A published instance, and the count of sites it asks for where it says one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Sites and demand are the same points, named by their number from 1.
    pub instance: Instance,
    /// How many sites the file asks for.
    pub count: Option<u32>,
}

/// What is wrong with a file of a published instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A line without what it should have.
    #[error("line {line}: {found:?} where {wanted} should stand")]
    Line {
        /// From 1.
        line: usize,
        /// What stands there.
        found: String,
        /// What should.
        wanted: &'static str,
    },
    /// The file ends too soon.
    #[error("the file ends after {found} {what}; its first line promises {promised}")]
    Short {
        /// `points` or `edges`.
        what: &'static str,
        /// How many were read.
        found: usize,
        /// How many should be there.
        promised: usize,
    },
    /// A distance or radius that is no length.
    #[error("{what} = {value}: give a number of 0 or more, at most 4,294,967")]
    Length {
        /// What it is.
        what: &'static str,
        /// Its value.
        value: String,
    },
    /// The lists cannot be used.
    #[error(transparent)]
    Instance(#[from] InstanceErrors),
}

/// Lines that hold something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty())
}

/// The first numbers of a line; what follows them is not read.
fn numbers<T: FromStr, const N: usize>(line: usize, text: &str, wanted: &'static str) -> Result<[T; N], ReadError> {
    let words = text.split_whitespace().map(str::parse).take(N);
    let numbers: Result<Vec<T>, _> = words.collect();
    let numbers = numbers.ok().and_then(|numbers| <[T; N]>::try_from(numbers).ok());
    numbers.ok_or_else(|| ReadError::Line {
        line,
        found: text.to_owned(),
        wanted,
    })
}
