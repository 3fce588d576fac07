//! A table's bytes as text: the encoding told by the plan, else by the file's mark, else found by the text itself.
//!
//! UTF-8 is told apart surely: text of another encoding is not valid UTF-8. GB18030 and Big5 share most byte pairs, and are told
//! apart by how many of their characters are in frequent use: both standards list those first (GB 2312 rows 16 to 55, Big5 A4 to
//! C6). What does not read as Chinese either way is refused: never letters that nobody wrote.

use std::borrow::Cow;
use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::{EncodingFrom, TableError};

/// Of the Chinese characters of a text, at least this share is in frequent use: street names have 0.9 and more, text read in a
/// wrong encoding has about 0.2 (UTF-8 as GB18030) to 0.6 (GB18030 as Big5).
const FREQUENT_SHARE: f64 = 0.75;
/// A declared encoding is not doubted for fewer Chinese characters than this: their share says little.
const ENOUGH_CHARACTERS: usize = 8;
/// From here on UTF-8 has three bytes a character, as Chinese has: pairs of another encoding hardly ever look like them.
const THREE_BYTES: char = '\u{800}';
/// The encoding that needs no word.
pub(super) const USUAL: &str = "UTF-8";
/// Names that are not labels of the WHATWG standard.
const ALIASES: [(&str, &Encoding); 6] = [
    ("utf-8-sig", UTF_8),
    ("65001", UTF_8),
    ("cp936", GB18030),
    ("936", GB18030),
    ("cp950", BIG5),
    ("950", BIG5),
];

/// At least one in so many letters of a table is ASCII: a comma, a digit, a line end.
const ASCII_SHARE_OF_UTF_16: usize = 8;

/// A table's text and how it was read.
#[derive(Debug)]
pub(super) struct Text {
    #[allow(clippy::struct_field_names, reason = "it is the text of the Text")]
    pub(super) text: String,
    pub(super) encoding: &'static str,
    pub(super) encoding_from: EncodingFrom,
}

/// Reads bytes as text, without the mark that some programs put first.
pub(super) fn text_of(path: &Path, bytes: &[u8], declared: Option<&str>) -> Result<Text, TableError> {
    let (encoding, text) = match declared {
        Some(label) => as_declared(path, bytes, label)?,
        None => as_found(path, bytes)?,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    Ok(Text {
        text,
        encoding: name(encoding),
        encoding_from: match declared {
            Some(_) => EncodingFrom::Plan,
            None if Encoding::for_bom(bytes).is_some() => EncodingFrom::Mark,
            None => EncodingFrom::Found,
        },
    })
}

/// The encoding of a table whose texts stand apart, each in a field of so many bytes: told by the plan, else by the file where its
/// texts read so, else found. A field may end within a letter.
pub(super) fn encoding_of_fields(
    path: &Path,
    fields: &[&[u8]],
    plan: Option<&str>,
    file: Option<&str>,
) -> Result<&'static Encoding, TableError> {
    if let Some(label) = plan {
        let joined = joined(fields, of_label(path, label, &[])?);
        return as_declared(path, &joined, label).map(|(encoding, _)| encoding);
    }
    if let Some(encoding) = file.and_then(|label| of_label(path, bare_label(label), &[]).ok()) {
        let joined = joined(fields, encoding);
        let other = found(&joined).is_some_and(|found| found != encoding && surely_not(encoding, found, &joined));
        if !other && decoded(encoding, &joined).is_some() {
            return Ok(encoding);
        }
    }
    let reads = |candidate: &&'static Encoding| found(&joined(fields, candidate)) == Some(*candidate);
    let encoding = [UTF_8, GB18030, BIG5].into_iter().find(reads);
    encoding.ok_or_else(|| TableError::NoTextOfFields { path: path.to_owned() })
}

/// A label as a `.cpg` has it, such as `ANSI 936`, without what is no part of its name.
fn bare_label(label: &str) -> &str {
    let label = label.trim();
    let bare = ["ANSI ", "OEM "].into_iter().find_map(|word| label.strip_prefix(word));
    bare.unwrap_or(label).trim()
}

/// A field's text; the bytes of a last letter that did not fit are left out.
pub(super) fn decoded_field<'a>(encoding: &'static Encoding, field: &'a [u8]) -> Option<Cow<'a, str>> {
    decoded(encoding, whole_letters(encoding, field))
}

/// As [`decoded_field`], for a name that may be UTF-8 whatever the rest is.
pub(super) fn decoded_name<'a>(encoding: &'static Encoding, name: &'a [u8]) -> Option<Cow<'a, str>> {
    let is_chinese = |name: &str| !name.is_ascii() && name.chars().all(|one| one.is_ascii() || one >= THREE_BYTES);
    let as_utf8 = decoded_field(UTF_8, name).filter(|name| is_chinese(name));
    as_utf8.or_else(|| decoded_field(encoding, name))
}

/// A field without a last letter that did not fit. What is no text of the encoding stays as it is.
fn whole_letters<'a>(encoding: &'static Encoding, field: &'a [u8]) -> &'a [u8] {
    let whole = if encoding == UTF_8 {
        match std::str::from_utf8(field) {
            // An error without a length is one of bytes to come.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => field.len(),
        }
    } else {
        field.len() - usize::from(ends_in_half_a_pair(field))
    };
    field.get(..whole).unwrap_or(field)
}

/// Whether a last byte begins a letter of two; a letter of four is two such pairs.
fn ends_in_half_a_pair(field: &[u8]) -> bool {
    let mut rest = field;
    while let Some((&lead, after)) = rest.split_first() {
        rest = match after.split_first() {
            _ if lead < 0x80 => after,
            Some((_, after)) => after,
            None => return true,
        };
    }
    false
}

/// Fields as lines of a text; zeros, which stand for blanks, as blanks.
fn joined(fields: &[&[u8]], encoding: &'static Encoding) -> Vec<u8> {
    let mut joined = Vec::with_capacity(fields.iter().map(|field| field.len() + 1).sum());
    for field in fields {
        let bytes = whole_letters(encoding, field).iter();
        joined.extend(bytes.map(|byte| if *byte == 0 { b' ' } else { *byte }));
        joined.push(b'\n');
    }
    joined
}

fn as_found<'a>(path: &Path, bytes: &'a [u8]) -> Result<(&'static Encoding, Cow<'a, str>), TableError> {
    let encoding = found(bytes).unwrap_or(UTF_8);
    decoded(encoding, bytes)
        .map(|text| (encoding, text))
        .ok_or_else(|| TableError::NotText {
            path: path.to_owned(),
            line: first_bad_line(UTF_8, bytes),
        })
}

fn as_declared<'a>(path: &Path, bytes: &'a [u8], label: &str) -> Result<(&'static Encoding, Cow<'a, str>), TableError> {
    let declared = of_label(path, label, bytes)?;
    let undecodable = || TableError::Undecodable {
        path: path.to_owned(),
        line: first_bad_line(declared, bytes),
        declared: label.to_owned(),
        found: found(bytes).map_or("another encoding", name),
    };
    let text = decoded(declared, bytes).ok_or_else(undecodable)?;
    match found(bytes).filter(|found| *found != declared && surely_not(declared, found, bytes)) {
        None => Ok((declared, text)),
        Some(found) => Err(TableError::OtherEncoding {
            path: path.to_owned(),
            declared: label.to_owned(),
            found: name(found),
        }),
    }
}

/// The encoding that a plan names.
fn of_label(path: &Path, label: &str, bytes: &[u8]) -> Result<&'static Encoding, TableError> {
    let lower = label.trim().to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower);
    let known = alias.map_or_else(
        || Encoding::for_label(lower.as_bytes()),
        |(_, encoding)| Some(*encoding),
    );
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    match known {
        // "utf-16" alone leaves the order of bytes to the mark.
        Some(_) if lower == "utf-16" && by_mark == Some(UTF_16BE) => Ok(UTF_16BE),
        Some(encoding) if encoding == GBK => Ok(GB18030),
        Some(encoding) if [UTF_8, UTF_16LE, UTF_16BE, GB18030, BIG5].contains(&encoding) => Ok(encoding),
        _ => Err(TableError::Unsupported {
            path: path.to_owned(),
            key: "encoding",
            value: label.to_owned(),
            remedy: "there are utf-8, utf-16, gb18030 (gbk) and big5",
        }),
    }
}

/// The encoding that the bytes show, if any.
fn found(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return Some(marked);
    }
    if bytes.contains(&0)
        && let Some(order) = order_of_pairs(bytes)
    {
        return Some(order);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some(UTF_8);
    }
    let mut best = None;
    let mut best_share = FREQUENT_SHARE;
    for encoding in [GB18030, BIG5] {
        let share = characters(encoding, bytes).share();
        // At equal shares GB18030: lists of mainland offices are the rule.
        let better = share > best_share || (best.is_none() && share >= best_share);
        if better && decoded(encoding, bytes).is_some() {
            (best, best_share) = (Some(encoding), share);
        }
    }
    best
}

/// UTF-16 without a mark: the zero bytes of its ASCII letters stand on one side of the pairs only.
fn order_of_pairs(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    // Commas, digits and line ends are ASCII in any table; a stray zero byte is none of them.
    let most = bytes.len() / 2;
    let many = |zeros: usize| zeros > 0 && zeros * ASCII_SHARE_OF_UTF_16 >= most;
    match (zeros(0), zeros(1)) {
        (0, low) if many(low) => Some(UTF_16LE),
        (high, 0) if many(high) => Some(UTF_16BE),
        _ => None,
    }
    .filter(|_| bytes.len().is_multiple_of(2))
}

/// Whether bytes that decode as declared are another encoding all the same.
fn surely_not(declared: &'static Encoding, found: &'static Encoding, bytes: &[u8]) -> bool {
    let is_wide = |encoding| encoding == UTF_16LE || encoding == UTF_16BE;
    if is_wide(declared) || is_wide(found) {
        return true;
    }
    if found == UTF_8 {
        let marked = Encoding::for_bom(bytes).is_some();
        return marked || std::str::from_utf8(bytes).is_ok_and(|text| text.chars().any(|one| one >= THREE_BYTES));
    }
    let declared = characters(declared, bytes);
    declared.all >= ENOUGH_CHARACTERS && declared.share() < FREQUENT_SHARE
}

fn decoded<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// The first line that cannot be decoded, from 1; line ends are no part of a character in any of these encodings but UTF-16.
fn first_bad_line(encoding: &'static Encoding, bytes: &[u8]) -> u64 {
    let bad = |line: &[u8]| decoded(encoding, line).is_none();
    let at = bytes.split(|byte| *byte == b'\n').position(bad);
    at.map_or(1, |at| at as u64 + 1)
}

/// Chinese characters of bytes read in an encoding, and those in frequent use.
#[derive(Clone, Copy, Default)]
struct Characters {
    all: usize,
    frequent: usize,
}

impl Characters {
    /// The share in frequent use; 0 where there is none at all.
    fn share(self) -> f64 {
        if self.all == 0 {
            0.0
        } else {
            self.frequent as f64 / self.all as f64
        }
    }
}

/// Counts the pairs of GB18030 or Big5; marks and letters of other scripts count as neither.
fn characters(encoding: &'static Encoding, bytes: &[u8]) -> Characters {
    let mut counts = Characters::default();
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        let Some((&trail, after)) = rest.split_first().filter(|_| lead >= 0x80) else {
            continue;
        };
        rest = after;
        if encoding == GB18030 && trail.is_ascii_digit() {
            // Four bytes: what no older standard has.
            rest = rest.get(2..).unwrap_or_default();
            counts.all += 1;
            continue;
        }
        let (is_mark, is_frequent) = if encoding == GB18030 {
            (
                matches!(lead, 0xA1..=0xA9) && trail >= 0xA1 || matches!(lead, 0xA8..=0xA9),
                matches!(lead, 0xB0..=0xD7) && trail >= 0xA1,
            )
        } else {
            (matches!(lead, 0xA1..=0xA3), matches!(lead, 0xA4..=0xC6))
        };
        counts.all += usize::from(!is_mark);
        counts.frequent += usize::from(is_frequent);
    }
    counts
}

/// An encoding as people write it.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "gb18030" => "GB18030",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_did_not_fit_is_left_out_and_no_other() {
        let (chinese, utf8) = (GB18030.encode("养老").0, "养老".as_bytes());
        let cut = |bytes: &[u8], by: usize| bytes[..bytes.len() - by].to_vec();
        assert_eq!(decoded_field(GB18030, &cut(&chinese, 1)).as_deref(), Some("养"));
        assert_eq!(decoded_field(UTF_8, &cut(utf8, 1)).as_deref(), Some("养"));
        assert_eq!(decoded_field(UTF_8, &cut(utf8, 2)).as_deref(), Some("养"));
        // Short letters of another encoding are no cut ones.
        let yes = GB18030.encode("是").0;
        assert_eq!(decoded_field(UTF_8, &yes), None);
        let path = Path::new("f.dbf");
        let found = encoding_of_fields(path, &[&yes, b"a", &chinese], None, None).unwrap();
        assert_eq!(found, GB18030);
    }
}
