//! XML built as a tree and written escaped, for QGIS's styles, projects and metadata.

use std::fmt::{self, Display, Write as _};

/// An element with its attributes in order, and its children.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Child>,
}

#[derive(Clone, Debug)]
enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    /// An element without attributes or children.
    pub(super) const fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// An element that holds a text alone.
    pub(super) fn of_text(name: &'static str, text: impl Display) -> Self {
        Self::new(name).text(text)
    }

    /// With an attribute more.
    pub(super) fn attr(mut self, name: &'static str, value: impl Display) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With attributes more.
    pub(super) fn attrs<const N: usize>(mut self, attributes: [(&'static str, &str); N]) -> Self {
        let attributes = attributes.into_iter().map(|(name, value)| (name, value.to_owned()));
        self.attributes.extend(attributes);
        self
    }

    /// With a child more.
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    /// With children more.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    /// With a text more.
    pub(super) fn text(mut self, text: impl Display) -> Self {
        self.children.push(Child::Text(text.to_string()));
        self
    }

    /// A document of this element, a document type before it.
    pub(super) fn document(&self, doctype: &str) -> String {
        format!("<!DOCTYPE {doctype}>\n{self}\n")
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        write!(f, "<{}", self.name)?;
        for (name, value) in &self.attributes {
            write!(f, " {name}=\"{}\"", Escaped(value))?;
        }
        if self.children.is_empty() {
            return f.write_str("/>");
        }
        f.write_char('>')?;
        // Whitespace beside a text would be part of it.
        let broken = self.children.iter().all(|child| matches!(child, Child::Element(_)));
        let newline = |f: &mut fmt::Formatter<'_>, depth: usize| {
            if broken { write!(f, "\n{:depth$}", "") } else { Ok(()) }
        };
        for child in &self.children {
            match child {
                Child::Element(element) => {
                    newline(f, depth + 1)?;
                    element.write(f, depth + 1)?;
                }
                Child::Text(text) => write!(f, "{}", Escaped(text))?,
            }
        }
        newline(f, depth)?;
        write!(f, "</{}>", self.name)
    }
}

impl Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

/// A text safe in attributes and between tags; characters that XML 1.0 forbids become the replacement character.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                '\t' => f.write_str("&#9;")?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char(char::REPLACEMENT_CHARACTER)?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_forbidden_characters_replaced() {
        let element = Element::new("a")
            .attr("b", "\"<\u{1}>\"\n&")
            .child(Element::of_text("c", "小区 <𠮷>\u{0}"))
            .child(Element::new("d"));
        assert_eq!(
            element.to_string(),
            "<a b=\"&quot;&lt;\u{fffd}&gt;&quot;&#10;&amp;\">\n <c>小区 &lt;𠮷&gt;\u{fffd}</c>\n <d/>\n</a>"
        );
        assert_eq!(Element::new("q").document("q"), "<!DOCTYPE q>\n<q/>\n");
    }
}
