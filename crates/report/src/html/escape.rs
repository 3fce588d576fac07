//! Text made safe where it stands: between tags, in quotes, inside a script element.

/// What stands for a character that HTML forbids.
const REPLACEMENT: char = '\u{fffd}';

/// Text between tags, or in an attribute in double quotes.
pub(super) fn text(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            '\n' | '\t' => into.push(character),
            '\r' => into.push('\n'),
            _ if is_forbidden(character) => into.push(REPLACEMENT),
            _ => into.push(character),
        }
    }
}

/// JSON inside a script element: nothing in it may look like a tag, a comment or an end of line of old JavaScript.
pub(super) fn json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ if is_forbidden(character) => safe.push(REPLACEMENT),
            _ => safe.push(character),
        }
    }
    safe
}

/// Controls and noncharacters: a parser takes them for errors (HTML, "preprocessing the input stream").
fn is_forbidden(character: char) -> bool {
    let code = u32::from(character);
    character.is_control() || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hostile_is_left() {
        let mut safe = String::new();
        text("</td><script>\"'&\u{0}\u{1}\u{ffff}\u{85}𠮷\r\n", &mut safe);
        assert_eq!(
            safe,
            "&lt;/td&gt;&lt;script&gt;&quot;&#39;&amp;\u{fffd}\u{fffd}\u{fffd}\u{fffd}𠮷\n\n"
        );
        assert_eq!(
            json("\"</script><!--\u{2028}𠮷&\u{7f}\""),
            "\"\\u003c/script\\u003e\\u003c!--\\u2028𠮷\\u0026\u{fffd}\""
        );
    }
}
