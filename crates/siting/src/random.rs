//! A small seeded generator: the same numbers for the same seed everywhere.

/// Pseudo-random numbers (xorshift64*).
///
/// # References
/// Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled" (2016).
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The generator of a seed. Neighbouring seeds are spread out; the state is never zero.
    pub(crate) fn new(seed: u64) -> Self {
        let state = (seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1;
        Self { state }
    }

    fn any(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `limit`; 0 where the limit is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.any()) * limit as u128) >> 64) as usize
    }
}
