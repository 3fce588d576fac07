//! Lengths, times and speeds: integers inside the network, so that sums are exact and the same on every machine.
//!
//! # Units
//! [`Millimetres`] and [`Milliseconds`] are `u32`: 4,294 km and 49 days, far beyond any walk. Sums saturate.

use serde::{Deserialize, Serialize};

/// A length in whole millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Millimetres(pub u32);

/// A time in whole milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Milliseconds(pub u32);

impl Millimetres {
    /// Rounds metres to the nearest millimetre; negative and not-a-number become zero.
    pub fn from_metres(metres: f64) -> Self {
        Self((metres * 1000.0).round().clamp(0.0, f64::from(u32::MAX)) as u32)
    }

    /// The length in metres.
    pub fn metres(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// Sum that stops at the largest value.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Milliseconds {
    /// The longest time that can be told.
    pub const MAX: Self = Self(u32::MAX);

    /// Rounds seconds to the nearest millisecond; negative and not-a-number become zero.
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1000.0).round().clamp(0.0, f64::from(u32::MAX)) as u32)
    }

    /// The time in seconds.
    pub fn seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The time in minutes.
    pub fn minutes(self) -> f64 {
        self.seconds() / 60.0
    }

    /// Sum that stops at the largest value.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A walking speed in metres a second, between [`Speed::SLOWEST`] and [`Speed::FASTEST`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
pub struct Speed(f64);

impl Speed {
    /// 0.1 m/s: slower than any walking speed measured.
    pub const SLOWEST: f64 = 0.1;
    /// 3 m/s: a run.
    pub const FASTEST: f64 = 3.0;

    /// A speed, if it is one a person can walk at.
    pub fn new(metres_per_second: f64) -> Option<Self> {
        (Self::SLOWEST..=Self::FASTEST)
            .contains(&metres_per_second)
            .then_some(Self(metres_per_second))
    }

    /// 1 m/s: 15 minutes are 900 m, inside the 800-1000 m of GB 50180-2018.
    pub fn usual() -> Self {
        Self(1.0)
    }

    /// Metres walked in a second.
    pub fn metres_per_second(self) -> f64 {
        self.0
    }

    /// Time to walk a length, rounded once.
    pub fn time_for(self, metres: f64) -> Milliseconds {
        Milliseconds::from_seconds(metres / self.0)
    }
}
