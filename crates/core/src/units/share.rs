//! Shares that are never "not a number", and shares that the data leave open between two values.

use serde::Serialize;

/// A part over a whole; `None` where the whole is 0, negative or not a number: nothing of nothing is not told.
///
/// # Examples
/// ```
/// use service_circle_core::units::ratio;
///
/// assert_eq!(ratio(23.0, 36.0).map(|share| (share * 1000.0).round()), Some(639.0));
/// assert_eq!(ratio(0.0, 0.0), None);
/// ```
pub fn ratio(part: f64, whole: f64) -> Option<f64> {
    let share = part / whole;
    (whole > 0.0 && share.is_finite()).then_some(share)
}

/// Beds, places or visits for every thousand people; `None` where nobody is told.
///
/// # Examples
/// ```
/// use service_circle_core::units::per_thousand;
///
/// // Taiyuan 2023: 32,000 beds, 37 per 1,000 elders, so about 865,000 elders.
/// assert_eq!(per_thousand(32_000.0, 865_000.0).map(f64::round), Some(37.0));
/// ```
pub fn per_thousand(amount: f64, people: f64) -> Option<f64> {
    ratio(amount, people).map(|each| each * 1000.0)
}

/// Square metres for every hundred households; `None` where no household is told.
pub fn per_hundred_households(square_metres: f64, households: f64) -> Option<f64> {
    ratio(square_metres, households).map(|each| each * 100.0)
}

/// A share in per cent, for people: what is not all is never rounded to 100, nor what is something to 0.
///
/// # Examples
/// ```
/// use service_circle_core::units::per_cent;
///
/// assert_eq!([1.0, 0.999_99, 0.5, 0.000_01, 0.0].map(per_cent), [100.0, 99.9, 50.0, 0.1, 0.0]);
/// ```
pub fn per_cent(share: f64) -> f64 {
    /// The least that is shown of a part, and that is left of a whole: one decimal.
    const LEAST: f64 = 0.1;
    /// Sums of many parts miss the whole by so much.
    const SLIP: f64 = 1e-9;
    let shown = (share * 1000.0).round() / 10.0;
    if share > SLIP && share < 1.0 - SLIP {
        shown.clamp(LEAST, 100.0 - LEAST)
    } else {
        // Zero has no sign.
        shown + 0.0
    }
}

/// Adds an amount to a sum of those that are told: nothing told is `None`, not 0.
pub(super) fn add(sum: &mut Option<f64>, amount: Option<f64>) {
    if let Some(amount) = amount {
        *sum = Some(sum.unwrap_or(0.0) + amount);
    }
}

/// A sum over another one, each row of which tells both: a row that leaves one of them untold is in neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rate {
    /// What is above the line.
    pub part: f64,
    /// What is below it.
    pub whole: f64,
}

impl Rate {
    /// Adds a row, where it tells both.
    pub fn add(&mut self, part: Option<f64>, whole: Option<f64>) {
        if let (Some(part), Some(whole)) = (part, whole) {
            self.merge(Self { part, whole });
        }
    }

    /// Adds another rate.
    pub fn merge(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }

    /// The rate; `None` of nothing.
    pub fn each(self) -> Option<f64> {
        ratio(self.part, self.whole)
    }
}

/// How much of something is within: what is sure, and what is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Within {
    /// All of it.
    pub total: f64,
    /// What is within whatever the data leave open.
    pub low: f64,
    /// What may be within.
    pub high: f64,
}

impl Within {
    /// Adds an amount of which shares from `low` to `high` are within.
    pub fn add(&mut self, amount: f64, low: f64, high: f64) {
        self.total += amount;
        self.low += amount * low;
        self.high += amount * high;
    }

    /// Adds another one.
    pub fn merge(&mut self, other: &Self) {
        self.total += other.total;
        self.low += other.low;
        self.high += other.high;
    }

    /// The share that is surely within; `None` of nothing.
    pub fn share_low(&self) -> Option<f64> {
        ratio(self.low, self.total)
    }

    /// The share that may be within; `None` of nothing.
    pub fn share_high(&self) -> Option<f64> {
        ratio(self.high, self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_nothing_is_not_told() {
        for (part, whole) in [(1.0, 0.0), (0.0, 0.0), (1.0, -2.0), (1.0, f64::NAN), (f64::NAN, 1.0)] {
            assert_eq!(ratio(part, whole), None, "{part} of {whole}");
        }
        assert_eq!(ratio(0.0, 4.0), Some(0.0));
        assert_eq!(per_hundred_households(60.0, 0.0), None);
        assert_eq!(per_hundred_households(60.0, 300.0), Some(20.0));
    }

    #[test]
    fn what_is_within_adds_up() {
        let mut all = Within::default();
        assert_eq!((all.share_low(), all.share_high()), (None, None));
        all.add(100.0, 0.25, 0.75);
        let mut more = Within::default();
        more.add(300.0, 1.0, 1.0);
        all.merge(&more);
        assert_eq!((all.share_low(), all.share_high()), (Some(0.8125), Some(0.9375)));
    }
}
