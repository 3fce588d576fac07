//! What a zipped workbook would inflate to, found before a parser sees it: a file of 10 kB can ask for gigabytes.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

/// Bytes that all parts of a workbook together may inflate to: a sheet of 200,000 rows has some 60 MB.
const MOST_BYTES: u64 = 160 << 20;
/// Tags that they may hold: the parsers keep some 40 bytes for each. A cell has four.
const MOST_TAGS: u64 = 12_000_000;
/// Parts of a workbook; real ones have tens.
const MOST_PARTS: usize = 10_000;
/// Bytes inflated at a time.
const BUFFER_BYTES: usize = 1 << 16;
/// The part of all texts, whose declared count calamine makes room for.
const SHARED_TEXTS: &str = "sharedstrings.xml";
/// The attribute that declares it.
const DECLARED_COUNT: &[u8] = b"uniqueCount";

/// Inflates every part of a workbook to nowhere, up to the bounds; tells whether it is an `OpenDocument`.
pub(super) fn check(path: &Path) -> Result<bool, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(format!(
            "the workbook has {} parts; open it in Excel or WPS and save it again",
            archive.len()
        ));
    }
    let mut sum = Sum::default();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(&error))?;
        sum.add(&mut part).map_err(|error| damaged(&error))??;
        if String::from_utf8_lossy(part.name_raw())
            .to_ascii_lowercase()
            .ends_with(SHARED_TEXTS)
        {
            drop(part);
            let part = archive.by_index(index).map_err(|error| damaged(&error))?;
            check_declared_count(part)?;
        }
    }
    let is_ods = archive.index_for_name("mimetype").is_some() && archive.index_for_name("content.xml").is_some();
    Ok(is_ods)
}

/// The complaint about a workbook that cannot be inflated or parsed.
pub(super) fn damaged(error: &dyn std::fmt::Display) -> String {
    let detail = super::super::error::shown(&error.to_string());
    format!("the workbook is damaged ({detail}); open it in Excel or WPS and save it again")
}

#[derive(Default)]
struct Sum {
    bytes: u64,
    tags: u64,
}

impl Sum {
    /// Adds a part; the inner error is one of size.
    fn add(&mut self, part: &mut impl Read) -> std::io::Result<Result<(), String>> {
        let mut buffer = vec![0; BUFFER_BYTES];
        loop {
            let count = part.read(&mut buffer)?;
            if count == 0 {
                return Ok(Ok(()));
            }
            let read = buffer.get(..count).unwrap_or_default();
            self.bytes += count as u64;
            self.tags += tags(read);
            if self.bytes > MOST_BYTES || self.tags > MOST_TAGS {
                return Ok(Err(format!(
                    "the workbook inflates to more than {} MB or {MOST_TAGS} tags; keep the one sheet of the list, or save it as CSV",
                    MOST_BYTES >> 20
                )));
            }
        }
    }
}

fn tags(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'<')).sum()
}

/// Refuses a part of texts that declares more of them than it has tags.
fn check_declared_count(mut part: impl Read) -> Result<(), String> {
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    let tags = tags(&bytes);
    let at = bytes
        .windows(DECLARED_COUNT.len())
        .position(|window| window == DECLARED_COUNT);
    let Some(value) = at.and_then(|at| bytes.get(at + DECLARED_COUNT.len()..)) else {
        return Ok(());
    };
    let digits: String = value
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace() || **byte == b'=' || **byte == b'"' || **byte == b'\'')
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    let fits = digits.is_empty() || digits.parse::<u64>().is_ok_and(|declared| declared <= tags);
    if fits {
        Ok(())
    } else {
        let detail = format!("it declares {digits} texts and has fewer");
        Err(damaged(&detail))
    }
}
