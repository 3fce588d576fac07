//! The page being written, in one language, ready to be turned into the other.

use std::fmt::Write as _;

use service_circle_core::language::Language;

use super::escape;
use crate::words::{Phrase, Said};

/// What stands around words that weigh, in a phrase.
const WEIGHT: &str = "**";

/// A page being written.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    language: Language,
}

impl Writer {
    /// An empty page.
    pub(super) fn new(language: Language) -> Self {
        let text = String::new();
        Self { text, language }
    }

    /// The language it is written in.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The text written.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// HTML as it is.
    pub(super) fn raw(&mut self, html: &str) {
        self.text.push_str(html);
    }

    /// Text, made safe.
    pub(super) fn text(&mut self, text: &str) {
        escape::text(text, &mut self.text);
    }

    /// An element of a text; `open` is what stands in its first tag: its name and attributes.
    pub(super) fn element(&mut self, open: &str, text: &str) {
        let _ = write!(self.text, "<{open}>");
        self.text(text);
        self.close(open);
    }

    /// An element that says something, and knows what for the other language.
    pub(super) fn said(&mut self, open: &str, said: impl Into<Said>) {
        let said = said.into();
        let _ = write!(self.text, "<{open}");
        self.remember("data-t", &said);
        self.text.push('>');
        self.inner(&said);
        self.close(open);
    }

    /// An attribute that says something.
    pub(super) fn attribute(&mut self, name: &str, said: impl Into<Said>) {
        let said = said.into();
        let _ = write!(self.text, " {name}=\"");
        escape::text(&said.told_in(self.language), &mut self.text);
        self.text.push('"');
        self.remember(&format!("data-t-{name}"), &said);
    }

    fn remember(&mut self, attribute: &str, said: &Said) {
        match said {
            Said::Same(_) => {}
            Said::Phrase(phrase, fillings) if fillings.is_empty() => {
                let _ = write!(self.text, " {attribute}=\"{}\"", phrase.key);
            }
            said => {
                let json = serde_json::to_string(said).unwrap_or_default();
                let _ = write!(self.text, " {attribute}=\"");
                escape::text(&json, &mut self.text);
                self.text.push('"');
            }
        }
    }

    /// What is said, with the words that weigh in bold.
    fn inner(&mut self, said: &Said) {
        let Said::Phrase(phrase, fillings) = said else {
            return self.text(&said.told_in(self.language));
        };
        for (number, part) in phrase.told_in(self.language).split(WEIGHT).enumerate() {
            let told = Phrase::fill(part, fillings, self.language);
            if number % 2 == 1 {
                self.element("b", &told);
            } else {
                self.text(&told);
            }
        }
    }

    fn close(&mut self, open: &str) {
        let name = open.split(' ').next().unwrap_or_default();
        let _ = write!(self.text, "</{name}>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::HERO_MANY;

    #[test]
    fn what_is_said_can_be_said_again() {
        let mut html = Writer::new(Language::English);
        html.said(
            "p class=x",
            HERO_MANY.with(["3".into(), "1<2".into(), "a \"walk\"".into(), "**care**".into()]),
        );
        assert_eq!(
            html.finish(),
            "<p class=x data-t=\"[&quot;HERO_MANY&quot;,&quot;3&quot;,&quot;1&lt;2&quot;,&quot;a \\&quot;walk\\&quot;&quot;,&quot;**care**&quot;]\">\
             <b>3</b> of 1&lt;2 compounds lie outside a a &quot;walk&quot; of **care**.</p>"
        );
    }
}
