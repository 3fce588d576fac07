//! Names of circles and settings as parts of file and column names.

use std::collections::BTreeSet;

/// A name of its own for each: letters and digits of any script, everything else one `_`; equal ones are numbered. `taken` are
/// names that may not be given.
pub(super) fn slugs<'a>(names: impl Iterator<Item = &'a str>, taken: &[&str]) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    names
        .map(|name| {
            let words = name
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty());
            let slug = words.collect::<Vec<_>>().join("_");
            let mut unique = slug.clone();
            let mut number = 1;
            while unique.is_empty() || !taken.insert(unique.clone()) {
                number += 1;
                unique = format!("{slug}_{number}");
            }
            unique
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_letters_and_stay_apart() {
        let names = ["elder care", "十五分钟生活圈", "elder/care", "??", "plan"];
        assert_eq!(
            slugs(names.into_iter(), &["plan"]),
            ["elder_care", "十五分钟生活圈", "elder_care_2", "_2", "plan_2"]
        );
    }
}
