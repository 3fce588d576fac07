//! A small seeded generator, and random street networks as plain data: places, edges, one-ways.

/// Pseudo-random numbers, the same for the same seed everywhere (xorshift64*).
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The generator of a seed.
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds are spread out; the state must not be zero.
        let state = (seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1;
        Self { state }
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.any()) * limit as u128) >> 64) as usize
    }

    /// A number from `low` up to but without `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.any() >> 11) as f64 / (1_u64 << 53) as f64;
        low + (high - low) * unit
    }

    /// True once in `times` on average.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Shuffles in place (Fisher-Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// An edge of a [`RandomStreets`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RandomEdge {
    /// Index of the place it starts at.
    pub tail: usize,
    /// Index of the place it ends at.
    pub head: usize,
    /// Its length in whole millimetres: at least the straight distance, sometimes a detour.
    pub length_mm: u32,
    /// Whether it may only be walked from tail to head.
    pub one_way: bool,
}

/// A random street network as plain data, often in several pieces, with loops and double edges.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomStreets {
    /// Places in metres, x east, y north.
    pub places: Vec<(f64, f64)>,
    /// Edges between them.
    pub edges: Vec<RandomEdge>,
}

impl RandomStreets {
    /// A network of at most `size` places (at least 2): a grid of 100 m with crooked corners, streets left out, one-ways, detours,
    /// and now and then a loop, a double edge or a bridge across.
    pub fn new(seed: u64, size: usize) -> Self {
        let mut random = Random::new(seed);
        let count = 2 + random.below(size.saturating_sub(1));
        let columns = 1 + random.below(count);
        let places: Vec<(f64, f64)> = (0..count)
            .map(|index| {
                let (column, row) = ((index % columns) as f64, (index / columns) as f64);
                let crooked = random.between(-30.0, 30.0);
                (column * 100.0 + crooked, row * 100.0 + random.between(-30.0, 30.0))
            })
            .collect();
        let mut streets = Self {
            places,
            edges: Vec::new(),
        };
        for index in 0..count {
            if index % columns + 1 < columns && index + 1 < count && !random.once_in(6) {
                streets.add(&mut random, index, index + 1);
            }
            if index + columns < count && !random.once_in(4) {
                streets.add(&mut random, index, index + columns);
            }
            if random.once_in(12) {
                let other = random.below(count);
                streets.add(&mut random, index, other);
            }
        }
        streets
    }

    fn add(&mut self, random: &mut Random, tail: usize, head: usize) {
        let (from, to) = (self.places[tail], self.places[head]);
        let straight = (to.0 - from.0).hypot(to.1 - from.1);
        let detour = if random.once_in(5) {
            random.between(1.0, 2.0)
        } else {
            1.0
        };
        self.edges.push(RandomEdge {
            tail,
            head,
            length_mm: ((straight * detour * 1000.0).ceil() as u32).max(1),
            one_way: random.once_in(7),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spread_evenly() {
        let mut random = Random::new(1);
        let mut counts = [0_usize; 10];
        for _ in 0..10_000 {
            counts[random.below(10)] += 1;
        }
        // Six standard deviations of a binomial(10000, 0.1) are 180.
        assert!(counts.iter().all(|count| count.abs_diff(1000) < 180), "{counts:?}");
        assert_eq!(Random::new(1).below(0), 0);
    }

    #[test]
    fn shuffle_keeps_all_and_moves_some() {
        let mut items: Vec<usize> = (0..100).collect();
        Random::new(7).shuffle(&mut items);
        let mut sorted = items.clone();
        sorted.sort_unstable();
        assert_ne!(items, sorted);
        assert_eq!(sorted, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn networks_hold_every_oddity_over_a_hundred_seeds() {
        let all: Vec<RandomStreets> = (0..100).map(|seed| RandomStreets::new(seed, 40)).collect();
        let edges = || all.iter().flat_map(|streets| &streets.edges);
        assert!(edges().any(|edge| edge.tail == edge.head), "no loop");
        assert!(edges().any(|edge| edge.one_way), "no one-way");
        let lonely = |streets: &RandomStreets, place| {
            streets
                .edges
                .iter()
                .all(|edge| edge.tail != place && edge.head != place)
        };
        assert!(
            all.iter()
                .any(|streets| (0..streets.places.len()).any(|place| lonely(streets, place))),
            "no lonely place"
        );
        for streets in &all {
            for edge in &streets.edges {
                let (from, to) = (streets.places[edge.tail], streets.places[edge.head]);
                let straight = (to.0 - from.0).hypot(to.1 - from.1);
                assert!(f64::from(edge.length_mm) >= straight * 1000.0);
            }
        }
        assert_eq!(RandomStreets::new(3, 40), RandomStreets::new(3, 40));
    }
}
