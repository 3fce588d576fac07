//! Long lines broken at spaces, wide characters included.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

/// Columns of a terminal that nobody made wider.
pub(crate) const LINE_WIDTH: usize = 80;
/// How much further in the second line of a sentence stands.
const HANGING: usize = 2;

/// A sentence on lines that a terminal shows whole, `indent` columns in, the later lines a little more. A word that is wider
/// than a line, such as a path, stands whole.
pub(crate) fn sentence(text: &str, indent: usize) -> String {
    let mut lines = broken(text, LINE_WIDTH - indent, LINE_WIDTH - indent - HANGING).into_iter();
    let first = lines.next().unwrap_or_default();
    let mut told = format!("{:indent$}{first}\n", "");
    for line in lines {
        let _ = writeln!(told, "{:1$}{line}", "", indent + HANGING);
    }
    told
}

/// A text broken at spaces into lines of these widths: the first line's, and that of all others.
pub(super) fn broken(text: &str, first: usize, later: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let room = if lines.is_empty() { first } else { later };
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_lose_no_word() {
        assert_eq!(broken("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(broken("养老院 养老院 a", 9, 9), ["养老院", "养老院 a"]);
        assert_eq!(broken("a/very/long/path x", 4, 4), ["a/very/long/path", "x"]);
        assert_eq!(broken("", 4, 4), [""]);
        let text = "word ".repeat(40);
        let told = sentence(text.trim_end(), 2);
        assert!(told.lines().all(|line| line.width() <= LINE_WIDTH));
        assert_eq!(told.split_whitespace().count(), 40);
        assert!(told.lines().skip(1).all(|line| line.starts_with("    w")));
    }
}
