//! The known word nearest to a misspelt one.

/// The known word nearest to a misspelt one; the first among equals.
pub(crate) fn nearest<'a>(misspelt: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known.min_by_key(|word| distance(misspelt, word))
}

/// Edits from one word to another, letter case left aside.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_and_a_slip_are_near() {
        let known = ["walk", "compounds", "circle"];
        assert_eq!(nearest("wlak", known.into_iter()), Some("walk"));
        assert_eq!(nearest("Compound", known.into_iter()), Some("compounds"));
        assert_eq!(nearest("x", std::iter::empty()), None);
    }
}
