//! Numbered keys in order, such as references by node id: sorted by comparison alone they would take a fifth of all reading.

/// Keys a bucket has in the mean, as a power of two: few enough to sort fast, enough to keep the list of buckets short.
const KEYS_A_BUCKET_BITS: u32 = 3;

/// Visits numbered keys by ascending key, those of one key in the order of their numbers; these must ascend.
///
/// The highest bits put keys into buckets, which are sorted and visited one by one. OpenStreetMap files tell nodes and ways made at
/// the same time near each other, so that this jumps about in memory less than a radix sort from the lowest digit.
///
/// # Complexity
/// `O(n log n)` where keys crowd, else `O(n)`; 8 bytes a key, where the greatest difference of keys and the greatest number take
/// 64 bits together (node ids of all the world do not yet), else 16.
pub(crate) fn visit_sorted(named: impl Iterator<Item = (i64, u32)> + Clone, mut visit: impl FnMut(i64, u32)) {
    let Some(packing) = Packing::of(named.clone()) else {
        let mut pairs: Vec<(i64, u32)> = named.collect();
        pairs.sort_unstable();
        return pairs.into_iter().for_each(|(key, number)| visit(key, number));
    };
    let bucket_bits = packing
        .count
        .max(1)
        .ilog2()
        .saturating_sub(KEYS_A_BUCKET_BITS)
        .min(packing.bits);
    let bucket = |word: u64| word.checked_shr(packing.bits - bucket_bits).unwrap_or(0) as usize;
    let mut first = vec![0_u32; (1 << bucket_bits) + 1];
    named
        .clone()
        .for_each(|(key, number)| first[bucket(packing.pack(key, number)) + 1] += 1);
    for number in 1..first.len() {
        first[number] += first[number - 1];
    }
    let mut words = vec![0; packing.count];
    let mut next = first.clone();
    named.for_each(|(key, number)| {
        let word = packing.pack(key, number);
        let slot = &mut next[bucket(word)];
        words[*slot as usize] = word;
        *slot += 1;
    });
    for ends in first.windows(2) {
        let bucket = &mut words[ends[0] as usize..ends[1] as usize];
        bucket.sort_unstable();
        for word in bucket {
            let (key, number) = packing.unpack(*word);
            visit(key, number);
        }
    }
}

/// How a key and its number stand in one word: the key less the least one, then the number. Half the memory to move.
#[derive(Clone, Copy, Debug)]
struct Packing {
    count: usize,
    least: i64,
    number_bits: u32,
    /// Of key and number together.
    bits: u32,
}

impl Packing {
    /// `None` where a word is too short.
    fn of(named: impl Iterator<Item = (i64, u32)>) -> Option<Self> {
        let mut seen = (0, i64::MAX, i64::MIN, 0);
        named.for_each(|(key, number)| seen = (seen.0 + 1, key.min(seen.1), key.max(seen.2), number.max(seen.3)));
        let (count, least, greatest, number) = seen;
        let number_bits = u32::BITS - number.leading_zeros();
        let bits = number_bits + u64::BITS - greatest.abs_diff(least).leading_zeros();
        (bits <= u64::BITS).then_some(Self {
            count,
            least,
            number_bits,
            bits,
        })
    }

    fn pack(&self, key: i64, number: u32) -> u64 {
        key.abs_diff(self.least) << self.number_bits | u64::from(number)
    }

    fn unpack(&self, word: u64) -> (i64, u32) {
        let number = word & ((1 << self.number_bits) - 1);
        (
            self.least.wrapping_add_unsigned(word >> self.number_bits),
            number as u32,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn visited(pairs: &[(i64, u32)]) -> Vec<(i64, u32)> {
        let mut visited = Vec::new();
        visit_sorted(pairs.iter().copied(), |id, number| visited.push((id, number)));
        visited
    }

    proptest! {
        #[test]
        fn agrees_with_a_sort_by_comparison(
            ids in proptest::collection::vec(prop_oneof![-3_i64..3, -5_000_i64..90_000, 0..1_i64 << 36, any::<i64>()], 0..200),
            first in prop_oneof![Just(0_u32), Just(1 << 27), Just(u32::MAX - 200)],
        ) {
            let pairs: Vec<(i64, u32)> = ids.into_iter().zip(first..).collect();
            let mut expected = pairs.clone();
            expected.sort_unstable();
            prop_assert_eq!(visited(&pairs), expected);
        }
    }

    #[test]
    fn ids_too_far_apart_for_one_word_are_sorted_all_the_same() {
        let pairs = [(i64::MAX, 0), (i64::MIN, 1), (7, 2), (i64::MAX, 3)];
        assert_eq!(visited(&pairs), [(i64::MIN, 1), (7, 2), (i64::MAX, 0), (i64::MAX, 3)]);
        assert!(visited(&[]).is_empty());
    }
}
