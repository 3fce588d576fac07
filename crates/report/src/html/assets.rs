//! Style and scripts: the page's own and Leaflet's, each put together from small files, and the policy that lets in these alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::palette::Palette;

/// Leaflet's licence asks to stand in copies of it; so does its name in its first lines, which stay.
pub(super) fn licence_note() -> String {
    let note = concat!(
        "<!-- This page holds Leaflet 1.9.4 (https://leafletjs.com) under the BSD 2-Clause licence:\n\n",
        include_str!("../../assets/leaflet/LICENSE"),
        "-->\n"
    );
    as_parsed(note)
}

const LEAFLET_STYLE: &str = include_str!("../../assets/leaflet/leaflet.css");
const STYLES: &[&str] = &[
    include_str!("../../assets/css/base.css"),
    include_str!("../../assets/css/figures.css"),
    include_str!("../../assets/css/map.css"),
    include_str!("../../assets/css/tables.css"),
    include_str!("../../assets/css/print.css"),
];

const LEAFLET_SCRIPT: &str = include_str!("../../assets/leaflet/leaflet.js");
const SCRIPTS: &[&str] = &[
    include_str!("../../assets/js/data.js"),
    include_str!("../../assets/js/words.js"),
    include_str!("../../assets/js/state.js"),
    include_str!("../../assets/js/streets.js"),
    include_str!("../../assets/js/marks.js"),
    include_str!("../../assets/js/labels.js"),
    include_str!("../../assets/js/map.js"),
    include_str!("../../assets/js/sentences.js"),
    include_str!("../../assets/js/detail.js"),
    include_str!("../../assets/js/list.js"),
    include_str!("../../assets/js/units.js"),
    include_str!("../../assets/js/tables.js"),
    include_str!("../../assets/js/print.js"),
    include_str!("../../assets/js/main.js"),
];

/// The style of the page.
pub(super) fn style(palette: &Palette) -> String {
    let mut all = without_pictures(LEAFLET_STYLE);
    all.push_str(&palette.style());
    all.extend(STYLES.iter().copied());
    as_parsed(&all)
}

/// The script of the page: Leaflet, then the page's own files in one scope.
pub(super) fn script() -> String {
    // The map of Leaflet's sources is not here, and must not be asked for.
    let leaflet = LEAFLET_SCRIPT
        .lines()
        .filter(|line| !line.starts_with("//# sourceMappingURL"));
    let mut all: String = leaflet.flat_map(|line| [line, "\n"]).collect();
    all.push_str("(() => {\n'use strict';\n");
    all.extend(SCRIPTS.iter().copied());
    all.push_str("})();\n");
    as_parsed(&all)
}

/// Told before anything is laid out, so that what only scripts fill has its place from the start.
pub(super) const FIRST_SCRIPT: &str = "document.documentElement.classList.add('scripts')";

/// Nothing is let in but this style, these scripts and pictures that stand in the page itself.
pub(super) fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}' '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(FIRST_SCRIPT),
        hash(script),
        hash(style)
    )
}

/// As the policy names a text it trusts (CSP level 3, `hash-source`).
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Browsers hash what they parsed, and parsing turns every end of line into one line feed.
fn as_parsed(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A style whose `url(...)`s are gone.
fn without_pictures(style: &str) -> String {
    let mut parts = style.split("url(");
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        all.push_str("none");
        all.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_ask_for_nothing_and_end_nowhere_early() {
        let (style, script) = (style(&Palette::page()), script());
        assert!(!style.contains("url("), "the style asks for a picture");
        assert!(!style.contains("@import"));
        assert!(!script.contains("sourceMappingURL"));
        for end in ["</script", "<!--"] {
            assert!(!script.contains(end), "{end} would end the script");
        }
        assert!(!style.contains("</style"));
        assert!(!style.contains('\r') && !script.contains('\r'));
        assert_eq!(without_pictures("a{b:url(x.png);c:d}url(y)"), "a{b:none;c:d}none");
    }

    /// `printf abc | openssl dgst -sha256 -binary | base64`.
    #[test]
    fn hashes_are_what_the_policy_wants() {
        assert_eq!(hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
