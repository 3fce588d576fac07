//! The known word nearest to a misspelt one.

/// The known word nearest to a misspelt one; the first among equals.
pub(crate) fn nearest<'a>(misspelt: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known.min_by_key(|word| farness(misspelt, word))
}

/// How far a word is from what was meant: whether neither holds the other, then the edits between them, letter case left aside.
pub(crate) fn farness(meant: &str, word: &str) -> (bool, usize) {
    let (meant, word) = (meant.to_lowercase(), word.to_lowercase());
    let apart = word.is_empty() || !(word.contains(&meant) || meant.contains(&word));
    (apart, strsim::damerau_levenshtein(&meant, &word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_and_a_slip_are_near() {
        let known = ["walk", "compounds", "circle"];
        assert_eq!(nearest("wlak", known.into_iter()), Some("walk"));
        assert_eq!(nearest("Compound", known.into_iter()), Some("compounds"));
        assert_eq!(nearest("circles_and_more", known.into_iter()), Some("circle"));
        assert_eq!(nearest("x", std::iter::empty()), None);
    }
}
