//! Shares as whole millionths, so that a target is reached exactly or not.

use std::fmt;

/// A share in whole millionths of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u32);

impl Share {
    /// Millionths in the whole.
    const WHOLE: u32 = 1_000_000;
    /// Everything.
    pub const ALL: Self = Self(Self::WHOLE);
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Of per cent; `None` outside 0 to 100 and for what is no number.
    pub fn percent(percent: f64) -> Option<Self> {
        let millionths = (percent * f64::from(Self::WHOLE) / 100.0).round();
        (0.0..=f64::from(Self::WHOLE))
            .contains(&millionths)
            .then_some(Self(millionths as u32))
    }

    /// Of millionths; `None` above one million.
    pub fn millionths(millionths: u32) -> Option<Self> {
        (millionths <= Self::WHOLE).then_some(Self(millionths))
    }

    /// In millionths.
    pub fn in_millionths(self) -> u32 {
        self.0
    }

    /// The least whole amount that is at least this share of `whole`.
    pub fn of_rounded_up(self, whole: u64) -> u64 {
        let product = u128::from(self.0) * u128::from(whole);
        u64::try_from(product.div_ceil(u128::from(Self::WHOLE))).unwrap_or(whole)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", f64::from(self.0) * 100.0 / f64::from(Self::WHOLE))
    }
}
