//! The known word nearest to a misspelt one.

/// The known word nearest to a misspelt one; the first among equals.
pub(crate) fn nearest<'a>(misspelt: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known.min_by_key(|word| farness(misspelt, word))
}

/// How far a word is from what was meant: whether neither holds the other, then the edits between what was meant and the word or
/// its beginning, then those to the whole word; letter case left aside.
pub(crate) fn farness(meant: &str, word: &str) -> (bool, usize, usize) {
    let (meant, word) = (meant.to_lowercase(), word.to_lowercase());
    let apart = word.is_empty() || !(word.contains(&meant) || meant.contains(&word));
    let edits = |word: &str| strsim::damerau_levenshtein(&meant, word);
    // A shortened word is misspelt by its beginning: speed, or sped, for speed_m_s.
    let beginnings = word.match_indices('_').map(|(end, _)| edits(&word[..end]) + 1);
    let whole = edits(&word);
    (
        apart,
        beginnings.min().map_or(whole, |beginning| beginning.min(whole)),
        whole,
    )
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
        let keys = ["zones", "steps_factor", "speed_m_s", "step_free"];
        assert_eq!(nearest("sped", keys.into_iter()), Some("speed_m_s"));
        assert_eq!(nearest("zone", keys.into_iter()), Some("zones"));
    }
}
