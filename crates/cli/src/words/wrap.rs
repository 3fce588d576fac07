//! Long lines broken where a reader expects it, wide characters included.

use std::fmt::Write as _;

use service_circle_core::language::is_han;
use unicode_linebreak::linebreaks;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// A text broken into lines of these widths: the first line's, and that of all others.
pub(crate) fn broken(text: &str, first: usize, later: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let room = if lines.is_empty() { first } else { later };
        if !line.is_empty() && line.width() + piece.trim_end().width() > room {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(piece);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// What stands whole on a line, with the spaces after it.
///
/// A line may end after a space or a Chinese character, where the rules of writing let it: not before closing punctuation, nor
/// after an opening bracket. Paths, figures and their units stay whole.
///
/// # References
/// Unicode Standard Annex 14, *Unicode Line Breaking Algorithm*.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let may_end = |at: &usize| {
        let mut before = text.get(..*at).unwrap_or_default().chars().rev();
        match before.next() {
            Some(' ') | None => true,
            // Not between 分 and 钟 of 15分钟.
            Some(one) if is_han(one) => !before.next().is_some_and(|one| one.is_ascii_digit()),
            Some(one) => one.width() == Some(2),
        }
    };
    let ends = linebreaks(text)
        .map(|(at, _)| at)
        .filter(move |at| *at == text.len() || may_end(at));
    ends.scan(0, |start, end| {
        let piece = text.get(*start..end);
        *start = end;
        piece
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_lose_no_word() {
        assert_eq!(broken("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(broken("养老院 养老院 a", 9, 9), ["养老院 养", "老院 a"]);
        assert_eq!(broken("a/very/long/path x", 4, 4), ["a/very/long/path", "x"]);
        assert_eq!(broken("", 4, 4), [""]);
        let text = "word ".repeat(40);
        let told = sentence(text.trim_end(), 2);
        assert!(told.lines().all(|line| line.width() <= LINE_WIDTH));
        assert_eq!(told.split_whitespace().count(), 40);
        assert!(told.lines().skip(1).all(|line| line.starts_with("    w")));
    }

    #[test]
    fn chinese_breaks_between_characters_and_keeps_its_punctuation() {
        assert_eq!(broken("直线距离近，步行远", 10, 10), ["直线距离", "近，步行远"]);
        assert_eq!(broken("小区（西邻苑）远", 6, 6), ["小区", "（西邻", "苑）远"]);
        assert_eq!(broken("需1,200米。步行", 8, 8), ["需", "1,200米。", "步行"]);
        assert_eq!(broken("约需18.96分钟走到", 10, 10), ["约需", "18.96分钟", "走到"]);
        assert_eq!(
            broken("请设 walk.zones = open", 12, 12),
            ["请设", "walk.zones =", "open"]
        );
        let text = "直线距离以内有设施，但步行须绕行（围墙、河流）或不通；见“备注”。".repeat(5);
        let told = sentence(&text, 2);
        let lines: Vec<&str> = told.lines().map(str::trim_start).collect();
        assert!(
            lines.len() > 3 && told.lines().all(|line| line.width() <= LINE_WIDTH),
            "{told}"
        );
        assert_eq!(lines.concat(), text, "no character is lost");
        assert!(
            !lines
                .iter()
                .any(|line| line.starts_with(['，', '。', '、', '；', '）', '”'])),
            "{told}"
        );
        assert!(!lines.iter().any(|line| line.ends_with(['（', '“'])), "{told}");
    }
}
