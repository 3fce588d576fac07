//! Targets: how many more units, compounds or people it takes.

use serde::Serialize;

use super::share::ratio;
use crate::gaps::SHARE_TOLERANCE;

/// What is covered, set beside a target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shortfall {
    /// All of them.
    pub total: f64,
    /// Those covered.
    pub covered: f64,
    /// How many the target asks for: the share of all, rounded up to whole ones, or all.
    pub needed: f64,
    /// How many are still missing, rounded up to whole ones; 0 where the target is met.
    pub more: f64,
}

impl Shortfall {
    /// The share covered; `None` of nothing.
    pub fn share(&self) -> Option<f64> {
        ratio(self.covered, self.total)
    }

    /// Whether nothing is missing; `None` where there is nothing to cover.
    pub fn is_met(&self) -> Option<bool> {
        (self.total > 0.0).then_some(self.more <= 0.0)
    }
}

/// How many more it takes to reach a share of all; `None` where the target is no share from 0 to 1.
///
/// # Examples
/// ```
/// use service_circle_core::units::shortfall;
///
/// // 23 of 36 villages are covered (63.9 %); 80 % are 29 villages, so 6 more.
/// let rural = shortfall(23.0, 36.0, 0.80).unwrap();
/// assert_eq!((rural.needed, rural.more), (29.0, 6.0));
/// assert_eq!(shortfall(23.0, 36.0, 1.3), None);
/// ```
pub fn shortfall(covered: f64, total: f64, target: f64) -> Option<Shortfall> {
    if !(0.0..=1.0).contains(&target) {
        return None;
    }
    // Borders divide people: where the whole is no whole number, all of it is still enough.
    Some(Shortfall {
        total,
        covered,
        needed: whole_ones(target * total).min(total),
        more: whole_ones(target * total - covered),
    })
}

/// How many more it takes to reach a number, such as 500 canteens.
pub fn shortfall_of_count(covered: f64, count: f64) -> Shortfall {
    Shortfall {
        total: count,
        covered,
        needed: count,
        more: whole_ones(count - covered),
    }
}

/// Rounded up, but not for rounding's sake: 55 % of 100 is 55, though it is 55.000 000 000 000 01 in floating point.
fn whole_ones(amount: f64) -> f64 {
    let slack = SHARE_TOLERANCE * amount.abs().max(1.0);
    (amount - slack).ceil().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_asks_for_none_too_many() {
        for hundreds in 0..=100_u32 {
            let found = shortfall(0.0, 100.0, f64::from(hundreds) / 100.0).unwrap();
            assert!(
                (found.needed - f64::from(hundreds)).abs() < 0.5,
                "{hundreds}: {found:?}"
            );
        }
        assert!(
            (shortfall(0.0, 9.0, 0.8).unwrap().needed - 8.0).abs() < 1e-12,
            "7.2 are 8"
        );
    }

    #[test]
    fn what_borders_divide_is_met_when_all_of_it_is() {
        let third = 100.0 / 3.0;
        let all = shortfall(third, third, 1.0).unwrap();
        assert_eq!((all.more, all.is_met()), (0.0, Some(true)));
        let most = shortfall(third * 0.8, third, 0.8).unwrap();
        assert_eq!((most.more, most.is_met()), (0.0, Some(true)));
        assert!((shortfall(30.0, third, 1.0).unwrap().more - 4.0).abs() < 1e-9);
    }

    #[test]
    fn met_missed_and_nothing_to_cover() {
        let met = shortfall(30.0, 36.0, 0.8).unwrap();
        assert_eq!((met.more, met.is_met()), (0.0, Some(true)));
        let none = shortfall(0.0, 0.0, 0.8).unwrap();
        assert_eq!((none.needed, none.share(), none.is_met()), (0.0, None, None));
        assert_eq!(shortfall(1.0, 2.0, f64::NAN), None);
        assert!((shortfall_of_count(401.0, 500.0).more - 99.0).abs() < 1e-9);
        assert!(shortfall_of_count(501.0, 500.0).more.abs() < 1e-9);
    }
}
