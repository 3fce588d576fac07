//! References by node id: sorted by comparison they would take a fifth of all reading.

/// Bits of a digit: so many counters, and the lines of memory that they point to, stay in the nearest cache.
const DIGIT_BITS: u32 = 9;
const DIGITS: usize = 1 << DIGIT_BITS;

/// Visits numbered ids by ascending id, those of one id in the order of their numbers; these must ascend.
///
/// # Complexity
/// `O(n)` for each 9 bits of the greatest difference of ids, and 16 bytes a reference, where that difference and the greatest number
/// take 64 bits together (those of all the world do not yet); else `O(n log n)` and as much.
///
/// # References
/// Radix sort from the lowest digit: Knuth, *The Art of Computer Programming* 3, section 5.2.5, algorithm R.
pub(super) fn visit_sorted(named: impl Iterator<Item = (i64, u32)> + Clone, mut visit: impl FnMut(i64, u32)) {
    let Some(packing) = Packing::of(named.clone()) else {
        let mut pairs: Vec<(i64, u32)> = named.collect();
        pairs.sort_unstable();
        return pairs.into_iter().for_each(|(id, number)| visit(id, number));
    };
    let mut keys = Vec::with_capacity(packing.count);
    named.for_each(|(id, number)| keys.push(packing.pack(id, number)));
    sort(&mut keys, packing.number_bits, packing.bits);
    for key in keys {
        let (id, number) = packing.unpack(key);
        visit(id, number);
    }
}

/// How an id and its number stand in one word: the id less the least one, then the number. Half the memory to move.
#[derive(Clone, Copy, Debug)]
struct Packing {
    count: usize,
    least: i64,
    number_bits: u32,
    /// Of id and number together.
    bits: u32,
}

impl Packing {
    /// `None` where a word is too short.
    fn of(named: impl Iterator<Item = (i64, u32)>) -> Option<Self> {
        let mut seen = (0, i64::MAX, i64::MIN, 0);
        named.for_each(|(id, number)| seen = (seen.0 + 1, id.min(seen.1), id.max(seen.2), number.max(seen.3)));
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

    fn pack(&self, id: i64, number: u32) -> u64 {
        id.abs_diff(self.least) << self.number_bits | u64::from(number)
    }

    fn unpack(&self, key: u64) -> (i64, u32) {
        let number = key & ((1 << self.number_bits) - 1);
        (self.least.wrapping_add_unsigned(key >> self.number_bits), number as u32)
    }
}

/// Sorts keys by their bits from one to another; those alike in them keep their order.
fn sort(keys: &mut Vec<u64>, from: u32, to: u32) {
    let mut sorted = vec![0; keys.len()];
    for shift in (from..to).step_by(DIGIT_BITS as usize) {
        let digit = |key: u64| (key >> shift) as usize % DIGITS;
        let mut next = [0_usize; DIGITS];
        for key in keys.iter() {
            next[digit(*key)] += 1;
        }
        let mut before = 0;
        for slot in &mut next {
            before += std::mem::replace(slot, before);
        }
        for key in keys.iter() {
            let slot = &mut next[digit(*key)];
            sorted[*slot] = *key;
            *slot += 1;
        }
        std::mem::swap(keys, &mut sorted);
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
