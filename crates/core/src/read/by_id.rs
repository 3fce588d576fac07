//! References by node id: sorted by comparison they would take a fifth of all reading.

/// Bits of a digit: as many counters as stay in the nearest cache.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;

/// Sorts pairs by id; those of one id keep their order.
///
/// # Complexity
/// `O(n)` for each 11 bits of the greatest difference of ids; memory of as many pairs more.
///
/// # References
/// Radix sort from the lowest digit: Knuth, *The Art of Computer Programming* 3, section 5.2.5, algorithm R.
pub(super) fn sort(pairs: &mut Vec<(i64, u32)>) {
    let least = pairs.iter().map(|(id, _)| *id).min().unwrap_or(0);
    let range = pairs.iter().map(|(id, _)| id.abs_diff(least)).max().unwrap_or(0);
    let mut sorted = pairs.clone();
    for shift in (0..u64::BITS - range.leading_zeros()).step_by(DIGIT_BITS as usize) {
        let digit = |id: i64| (id.abs_diff(least) >> shift) as usize % DIGITS;
        let mut next = [0_usize; DIGITS];
        for (id, _) in pairs.iter() {
            next[digit(*id)] += 1;
        }
        let mut before = 0;
        for slot in &mut next {
            before += std::mem::replace(slot, before);
        }
        for pair in pairs.iter() {
            let slot = &mut next[digit(pair.0)];
            sorted[*slot] = *pair;
            *slot += 1;
        }
        std::mem::swap(pairs, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_a_stable_sort(ids in proptest::collection::vec(prop_oneof![-3_i64..3, -5_000_i64..90_000, any::<i64>()], 0..200)) {
            let mut pairs: Vec<(i64, u32)> = ids.into_iter().zip(0..).collect();
            let mut expected = pairs.clone();
            expected.sort_by_key(|(id, _)| *id);
            sort(&mut pairs);
            prop_assert_eq!(pairs, expected);
        }
    }
}
